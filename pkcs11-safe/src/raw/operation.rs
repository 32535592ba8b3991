//! Cryptographic operations (5.8 to 5.17): begin, all at once, piece by piece, end. Functions that do the same in
//! different verbs have the same signature, so each shape is called in one place.
#![allow(unsafe_code)]

use super::{Called, Fill};
use crate::mechanism::Mechanism;
use crate::module::Table;
use crate::session::Session;
use crate::{Error, Function, Result};
use core::ptr;
use pkcs11_sys::*;

/// What an operation does, and by which functions.
#[derive(Debug)]
pub(crate) struct Verb {
    /// The flag of mechanisms and of C_SessionCancel.
    pub(crate) flag: CK_FLAGS,
    pub(crate) init: Function,
    pub(crate) once: Function,
    pub(crate) update: Function,
    pub(crate) last: Function,
    calls: Calls,
}

/// The functions of a verb, by shape. What a verb does not have is that of another one, and is never called.
struct Calls {
    init: Option<fn(&Table) -> CK_C_SignInit>,
    /// Data in, bytes out.
    once: Option<fn(&Table) -> CK_C_Sign>,
    /// Data in.
    absorb: Option<fn(&Table) -> CK_C_SignUpdate>,
    /// Data in, bytes out.
    convert: Option<fn(&Table) -> CK_C_EncryptUpdate>,
    /// Bytes out.
    last: Option<fn(&Table) -> CK_C_SignFinal>,
}

impl core::fmt::Debug for Calls {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Calls")
    }
}

pub(crate) static SIGN: Verb = Verb {
    flag: CKF_SIGN,
    init: Function::SignInit,
    once: Function::Sign,
    update: Function::SignUpdate,
    last: Function::SignFinal,
    calls: Calls {
        init: Some(|table| table.C_SignInit),
        once: Some(|table| table.C_Sign),
        absorb: Some(|table| table.C_SignUpdate),
        convert: None,
        last: Some(|table| table.C_SignFinal),
    },
};

pub(crate) static VERIFY: Verb = Verb {
    flag: CKF_VERIFY,
    init: Function::VerifyInit,
    once: Function::Verify,
    update: Function::VerifyUpdate,
    last: Function::VerifyFinal,
    calls: Calls {
        init: Some(|table| table.C_VerifyInit),
        once: None,
        absorb: Some(|table| table.C_VerifyUpdate),
        convert: None,
        last: None,
    },
};

pub(crate) static ENCRYPT: Verb = Verb {
    flag: CKF_ENCRYPT,
    init: Function::EncryptInit,
    once: Function::Encrypt,
    update: Function::EncryptUpdate,
    last: Function::EncryptFinal,
    calls: Calls {
        init: Some(|table| table.C_EncryptInit),
        once: Some(|table| table.C_Encrypt),
        absorb: None,
        convert: Some(|table| table.C_EncryptUpdate),
        last: Some(|table| table.C_EncryptFinal),
    },
};

pub(crate) static DECRYPT: Verb = Verb {
    flag: CKF_DECRYPT,
    init: Function::DecryptInit,
    once: Function::Decrypt,
    update: Function::DecryptUpdate,
    last: Function::DecryptFinal,
    calls: Calls {
        init: Some(|table| table.C_DecryptInit),
        once: Some(|table| table.C_Decrypt),
        absorb: None,
        convert: Some(|table| table.C_DecryptUpdate),
        last: Some(|table| table.C_DecryptFinal),
    },
};

pub(crate) static DIGEST: Verb = Verb {
    flag: CKF_DIGEST,
    init: Function::DigestInit,
    once: Function::Digest,
    update: Function::DigestUpdate,
    last: Function::DigestFinal,
    calls: Calls {
        init: None,
        once: Some(|table| table.C_Digest),
        absorb: Some(|table| table.C_DigestUpdate),
        convert: None,
        last: Some(|table| table.C_DigestFinal),
    },
};

pub(crate) static SIGN_RECOVER: Verb = Verb {
    flag: CKF_SIGN_RECOVER,
    init: Function::SignRecoverInit,
    once: Function::SignRecover,
    update: Function::SignRecover,
    last: Function::SignRecover,
    calls: Calls {
        init: Some(|table| table.C_SignRecoverInit),
        once: Some(|table| table.C_SignRecover),
        absorb: None,
        convert: None,
        last: None,
    },
};

pub(crate) static VERIFY_RECOVER: Verb = Verb {
    flag: CKF_VERIFY_RECOVER,
    init: Function::VerifyRecoverInit,
    once: Function::VerifyRecover,
    update: Function::VerifyRecover,
    last: Function::VerifyRecover,
    calls: Calls {
        init: Some(|table| table.C_VerifyRecoverInit),
        once: Some(|table| table.C_VerifyRecover),
        absorb: None,
        convert: None,
        last: None,
    },
};

impl Verb {
    /// Whether the operation takes data in pieces.
    pub(crate) fn is_streamed(&self) -> bool {
        self.calls.absorb.is_some() || self.calls.convert.is_some()
    }
}

impl Session {
    /// C_...Init. Digests take no key. `None` for a mechanism ends an operation, from 3.0 on.
    pub(crate) fn raw_begin(&self, verb: &Verb, mechanism: Option<&Mechanism<'_>>, key: CK_OBJECT_HANDLE) -> Called {
        let begin = |mechanism| {
            self.call(verb.init, |table| match verb.calls.init {
                // SAFETY:
                // - `mechanism` is NULL or a CK_MECHANISM that is valid while this runs (Mechanism::lend);
                // - A3: the module keeps no pointer into the parameter once Init has returned; into one that it is meant to
                //   write to, which is lent itself, it may until the operation is over, and that is before the function
                //   that borrowed it returns (`settle`; a streamed operation takes none).
                Some(init) => unsafe { init(table)(self.handle(), mechanism, key) },
                // SAFETY: as above.
                None => unsafe { (table.C_DigestInit)(self.handle(), mechanism) },
            })
        };
        match mechanism {
            Some(mechanism) => self.lend(mechanism, begin),
            None => begin(ptr::null_mut()),
        }
    }

    /// The whole operation, or the data that ends it: `data` in, a buffer out.
    pub(crate) fn raw_once(&self, verb: &Verb, data: &[u8], out: &mut [u8]) -> Result<Fill> {
        let length = super::length("data", data)?;
        let Some(once) = verb.calls.once else { return Ok(Fill::Done(0)) };
        let filled = self.fill(verb.once, out, super::fill::is_cut(verb.once), |table, out, out_length| {
            // SAFETY: `data` has `length` readable bytes, A5; `out` has `*out_length` bytes of room (fill), A1.
            unsafe { once(table)(self.handle(), super::input(data), length, out, out_length) }
        })?;
        if filled == Fill::Done(0) { comes_to_nothing(verb, data).map(|()| filled) } else { Ok(filled) }
    }

    /// As [`raw_once`](Self::raw_once), into memory of our own.
    pub(crate) fn raw_once_vec(&self, verb: &Verb, data: &[u8], guess: usize) -> Result<Vec<u8>> {
        let length = super::length("data", data)?;
        let Some(once) = verb.calls.once else { return Ok(Vec::new()) };
        let out = self.fill_vec(verb.once, guess, |table, out, out_length| {
            // SAFETY: as above; `out` may be NULL, for the size.
            unsafe { once(table)(self.handle(), super::input(data), length, out, out_length) }
        })?;
        if out.is_empty() { comes_to_nothing(verb, data).map(|()| out) } else { Ok(out) }
    }

    /// C_SignUpdate and its like: data in, nothing out.
    pub(crate) fn raw_absorb(&self, verb: &Verb, data: &[u8]) -> Result<()> {
        let length = super::length("data", data)?;
        let Some(absorb) = verb.calls.absorb else { return Ok(()) };
        self.check(verb.update, |table| {
            // SAFETY: `data` has `length` readable bytes, A5.
            unsafe { absorb(table)(self.handle(), super::input(data), length) }
        })
    }

    /// C_EncryptUpdate and its like: data in, a buffer out.
    pub(crate) fn raw_convert(&self, verb: &Verb, data: &[u8], out: &mut [u8]) -> Result<Fill> {
        let length = super::length("data", data)?;
        let Some(convert) = verb.calls.convert else { return Ok(Fill::Done(0)) };
        self.fill(verb.update, out, false, |table, out, out_length| {
            // SAFETY: as for C_Sign and its like.
            unsafe { convert(table)(self.handle(), super::input(data), length, out, out_length) }
        })
    }

    /// C_SignFinal and its like: a buffer out.
    pub(crate) fn raw_last(&self, verb: &Verb, out: &mut [u8]) -> Result<Fill> {
        let Some(last) = verb.calls.last else { return Ok(Fill::Done(0)) };
        self.fill(verb.last, out, false, |table, out, length| {
            // SAFETY: `out` has `*length` bytes of room (fill), A1.
            unsafe { last(table)(self.handle(), out, length) }
        })
    }

    /// As [`raw_last`](Self::raw_last), into memory of our own.
    pub(crate) fn raw_last_vec(&self, verb: &Verb, guess: usize) -> Result<Vec<u8>> {
        let Some(last) = verb.calls.last else { return Ok(Vec::new()) };
        self.fill_vec(verb.last, guess, |table, out, length| {
            // SAFETY: as above; `out` may be NULL, for the size.
            unsafe { last(table)(self.handle(), out, length) }
        })
    }

    /// C_Verify.
    pub(crate) fn raw_verify(&self, data: &[u8], signature: &[u8]) -> Called {
        let (length, signature_length) = (super::length("data", data)?, super::length("signature", signature)?);
        self.call(Function::Verify, |table| {
            let (data, signature) = (super::input(data), super::input(signature));
            // SAFETY: both have as many readable bytes as said, A5.
            unsafe { (table.C_Verify)(self.handle(), data, length, signature, signature_length) }
        })
    }

    /// C_VerifyFinal.
    pub(crate) fn raw_verify_final(&self, signature: &[u8]) -> Called {
        let length = super::length("signature", signature)?;
        self.call(Function::VerifyFinal, |table| {
            // SAFETY: `signature` has `length` readable bytes, A5.
            unsafe { (table.C_VerifyFinal)(self.handle(), super::input(signature), length) }
        })
    }

    /// C_DigestKey.
    pub(crate) fn raw_digest_key(&self, key: CK_OBJECT_HANDLE) -> Result<()> {
        // SAFETY: no pointers are involved.
        self.check(Function::DigestKey, |table| unsafe { (table.C_DigestKey)(self.handle(), key) })
    }
}

/// An error where no output cannot be: no cipher makes nothing of something.
#[cold]
fn comes_to_nothing(verb: &Verb, data: &[u8]) -> Result<()> {
    if verb.once == Function::Encrypt && !data.is_empty() {
        return Err(Error::module(verb.once, format!("reported that {} bytes were encrypted to none", data.len())));
    }
    Ok(())
}
