//! What the operations are (5.8 to 5.17), as rows: their functions, what Init takes, what comes out, how they end.

use crate::Function;
use crate::module::Table;
use core::fmt;
use pkcs11_sys::*;

/// An operation, by a row of data. What a verb does not have is `None`, and is never called.
pub(crate) struct Verb {
    /// The flag of mechanisms and of C_SessionCancel.
    pub(crate) flag: CK_FLAGS,
    pub(crate) init: Function,
    pub(crate) once: Function,
    pub(crate) update: Function,
    pub(crate) last: Function,
    pub(super) begin: Begin,
    /// Data in, bytes out.
    pub(super) call_once: Option<fn(&Table) -> CK_C_Sign>,
    /// Data in.
    pub(super) call_absorb: Option<fn(&Table) -> CK_C_SignUpdate>,
    /// Data in, bytes out.
    pub(super) call_convert: Option<fn(&Table) -> CK_C_EncryptUpdate>,
    /// Bytes out.
    pub(super) call_last: Option<fn(&Table) -> CK_C_SignFinal>,
    /// What comes out of the single part.
    pub(super) output: Output,
    /// What comes out at the end.
    pub(super) rest: Output,
    /// Whether what is encrypted to nothing was nothing.
    pub(super) keeps_data: bool,
    /// Whether it uses up a part of a stateful key.
    pub(crate) spends: bool,
    /// How it is ended when it is not to be finished, in the order in which to try: where it got no data, and where it did.
    pub(crate) ends: [&'static [End]; 2],
}

/// What Init takes besides the mechanism.
pub(super) enum Begin {
    Key(fn(&Table) -> CK_C_SignInit),
    Nothing(fn(&Table) -> CK_C_DigestInit),
}

/// What is known of an output.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    pub(crate) is_never_empty: bool,
    /// Whether a module may report the whole room instead of what it wrote, so that whoever calls looks at its end.
    pub(crate) may_be_room: bool,
}

impl Output {
    pub(super) const SOME: Self = Self { is_never_empty: true, may_be_room: false };
    pub(super) const ANY: Self = Self { is_never_empty: false, may_be_room: false };
    const ANY_OR_ROOM: Self = Self { is_never_empty: false, may_be_room: true };
}

/// A way to end an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// C_SessionCancel (3.0).
    Cancel,
    /// Init without a mechanism (3.0), where C_SessionCancel is missing. It crashes some modules for digests and recovery.
    InitNothing,
    /// The single part, with no data: what ends an operation that has no parts. To verify, with a signature of one byte, since
    /// an empty one is refused by some.
    Once,
    /// The last call. Without an update before it crashes some modules, so that there is one.
    Last,
}

const STREAMED: [&[End]; 2] =
    [&[End::Cancel, End::InitNothing, End::Once, End::Last], &[End::Cancel, End::InitNothing, End::Last, End::Once]];
const DIGESTED: [&[End]; 2] = [&[End::Cancel, End::Once, End::Last], &[End::Cancel, End::Last, End::Once]];
const WHOLE: [&[End]; 2] = [&[End::Cancel, End::Once]; 2];

/// What most rows have: no functions, and an output of any length.
const NONE: Verb = Verb {
    flag: 0,
    init: Function::SignInit,
    once: Function::Sign,
    update: Function::SignUpdate,
    last: Function::SignFinal,
    begin: Begin::Key(|table| table.C_SignInit),
    call_once: None,
    call_absorb: None,
    call_convert: None,
    call_last: None,
    output: Output::ANY,
    rest: Output::ANY,
    keeps_data: false,
    spends: false,
    ends: STREAMED,
};

pub(crate) static SIGN: Verb = Verb {
    flag: CKF_SIGN,
    call_once: Some(|table| table.C_Sign),
    call_absorb: Some(|table| table.C_SignUpdate),
    call_last: Some(|table| table.C_SignFinal),
    output: Output::SOME,
    rest: Output::SOME,
    spends: true,
    ..NONE
};

pub(crate) static VERIFY: Verb = Verb {
    flag: CKF_VERIFY,
    init: Function::VerifyInit,
    once: Function::Verify,
    update: Function::VerifyUpdate,
    last: Function::VerifyFinal,
    begin: Begin::Key(|table| table.C_VerifyInit),
    call_absorb: Some(|table| table.C_VerifyUpdate),
    ..NONE
};

pub(crate) static ENCRYPT: Verb = Verb {
    flag: CKF_ENCRYPT,
    init: Function::EncryptInit,
    once: Function::Encrypt,
    update: Function::EncryptUpdate,
    last: Function::EncryptFinal,
    begin: Begin::Key(|table| table.C_EncryptInit),
    call_once: Some(|table| table.C_Encrypt),
    call_convert: Some(|table| table.C_EncryptUpdate),
    call_last: Some(|table| table.C_EncryptFinal),
    output: Output::ANY_OR_ROOM,
    keeps_data: true,
    ..NONE
};

pub(crate) static DECRYPT: Verb = Verb {
    flag: CKF_DECRYPT,
    init: Function::DecryptInit,
    once: Function::Decrypt,
    update: Function::DecryptUpdate,
    last: Function::DecryptFinal,
    begin: Begin::Key(|table| table.C_DecryptInit),
    call_once: Some(|table| table.C_Decrypt),
    call_convert: Some(|table| table.C_DecryptUpdate),
    call_last: Some(|table| table.C_DecryptFinal),
    ..NONE
};

pub(crate) static DIGEST: Verb = Verb {
    flag: CKF_DIGEST,
    init: Function::DigestInit,
    once: Function::Digest,
    update: Function::DigestUpdate,
    last: Function::DigestFinal,
    begin: Begin::Nothing(|table| table.C_DigestInit),
    call_once: Some(|table| table.C_Digest),
    call_absorb: Some(|table| table.C_DigestUpdate),
    call_last: Some(|table| table.C_DigestFinal),
    output: Output::SOME,
    rest: Output::SOME,
    ends: DIGESTED,
    ..NONE
};

pub(crate) static SIGN_RECOVER: Verb = Verb {
    flag: CKF_SIGN_RECOVER,
    init: Function::SignRecoverInit,
    once: Function::SignRecover,
    begin: Begin::Key(|table| table.C_SignRecoverInit),
    call_once: Some(|table| table.C_SignRecover),
    output: Output::SOME,
    spends: true,
    ends: WHOLE,
    ..NONE
};

pub(crate) static VERIFY_RECOVER: Verb = Verb {
    flag: CKF_VERIFY_RECOVER,
    init: Function::VerifyRecoverInit,
    once: Function::VerifyRecover,
    begin: Begin::Key(|table| table.C_VerifyRecoverInit),
    call_once: Some(|table| table.C_VerifyRecover),
    ends: WHOLE,
    ..NONE
};

/// Every verb, for ending what is left over.
pub(crate) static VERBS: [&Verb; 7] = [&SIGN, &VERIFY, &ENCRYPT, &DECRYPT, &DIGEST, &SIGN_RECOVER, &VERIFY_RECOVER];

impl Verb {
    /// Whether the operation answers with a verdict instead of bytes.
    pub(crate) fn is_verdict(&self) -> bool {
        self.call_once.is_none()
    }

    /// Whether a module may report the whole room for the length of the output.
    pub(crate) fn may_report_room(&self) -> bool {
        self.output.may_be_room
    }

    /// Whether an update gives output.
    pub(crate) fn converts(&self) -> bool {
        self.call_convert.is_some()
    }
}

impl fmt::Debug for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.once, f)
    }
}
