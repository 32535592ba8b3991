//! The state machine of operations (section 5.8 and following).

use super::cipher::Cipher;
use super::context::Context;
use super::entry::Function;
use super::fault::Fault;
use super::find::Search;
use super::giveback::generated_iv;
use super::memory::{Answer, Rv};
use super::message::Messages;
use super::object::Object;
use super::output::{Delivered, deliver};
use super::parameter::{Mechanism, Use, mechanism};
use super::shape::{self, Hasher};
use super::signer::Signer;
use super::state::State;
use super::structure::structure;
use pkcs11_sys::*;

/// A kind of operation. A session has at most one of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Find,
    Digest,
    Encrypt,
    Decrypt,
    Sign,
    SignRecover,
    Verify,
    VerifyRecover,
    VerifySignature,
    MessageEncrypt,
    MessageDecrypt,
    MessageSign,
    MessageVerify,
}

/// An operation under way.
#[derive(Clone, Debug)]
pub(super) struct Operation {
    pub(super) kind: Kind,
    pub(super) mechanism: Mechanism,
    /// The key wants CKU_CONTEXT_SPECIFIC before it is used.
    pub(super) needs_login: bool,
    /// A part was given: the one-shot function comes too late.
    pub(super) parted: bool,
    pub(super) core: Core,
}

/// What an operation is made of.
#[derive(Clone, Debug)]
pub(super) enum Core {
    Search(Search),
    Digest(Hasher),
    Cipher(Cipher),
    Signer(Signer),
    /// A signer and the signature that it has to come to.
    Verifier(Signer, Vec<u8>),
    Messages(Messages),
}

/// What a step leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The operation goes on.
    Continue,
    /// Only a size was told; the operation goes on, of course.
    Sized,
    /// The operation is over.
    Done,
    /// The call was refused, and the operation goes on all the same.
    Refused(CK_RV),
}

impl From<Delivered> for Step {
    /// The end of an operation, unless only the size was asked for.
    fn from(delivered: Delivered) -> Self {
        match delivered {
            Delivered::Size => Self::Sized,
            Delivered::Written => Self::Done,
        }
    }
}

impl Kind {
    /// The flag by which C_SessionCancel knows it.
    pub(super) fn flag(self) -> CK_FLAGS {
        match self {
            Self::Find => CKF_FIND_OBJECTS,
            Self::Digest => CKF_DIGEST,
            Self::Encrypt => CKF_ENCRYPT,
            Self::Decrypt => CKF_DECRYPT,
            Self::Sign => CKF_SIGN,
            Self::SignRecover => CKF_SIGN_RECOVER,
            Self::Verify | Self::VerifySignature => CKF_VERIFY,
            Self::VerifyRecover => CKF_VERIFY_RECOVER,
            Self::MessageEncrypt => CKF_MESSAGE_ENCRYPT,
            Self::MessageDecrypt => CKF_MESSAGE_DECRYPT,
            Self::MessageSign => CKF_MESSAGE_SIGN,
            Self::MessageVerify => CKF_MESSAGE_VERIFY,
        }
    }

    /// Whether the two go on together, as in C_DigestEncryptUpdate.
    fn pairs_with(self, other: Self) -> bool {
        let pair = |a, b| self == a && other == b || self == b && other == a;
        pair(Self::Digest, Self::Encrypt)
            || pair(Self::Decrypt, Self::Digest)
            || pair(Self::Sign, Self::Encrypt)
            || pair(Self::Decrypt, Self::Verify)
    }

    /// The operation that a message function is part of.
    pub(super) fn of_message(function: Function) -> Option<Self> {
        let name = function.name();
        [
            ("C_EncryptMessage", Self::MessageEncrypt),
            ("C_DecryptMessage", Self::MessageDecrypt),
            ("C_SignMessage", Self::MessageSign),
            ("C_VerifyMessage", Self::MessageVerify),
        ]
        .into_iter()
        .find(|(prefix, _)| name.starts_with(prefix))
        .map(|(_, kind)| kind)
    }

    /// Which struct a mechanism's parameter is in a call of a function.
    pub(super) fn parameter_use(function: Function) -> Use {
        match function {
            Function::WrapKeyAuthenticated | Function::UnwrapKeyAuthenticated => Use::WrapAuthenticated,
            _ => Use::Ordinary,
        }
    }
}

impl Operation {
    pub(super) fn new(kind: Kind, mechanism: Mechanism, core: Core) -> Self {
        Self { kind, mechanism, needs_login: false, parted: false, core }
    }

    /// Refuses the one-shot function after a part.
    pub(super) fn whole(&self) -> Answer {
        if self.parted { Err(CKR_OPERATION_NOT_INITIALIZED) } else { Ok(()) }
    }
}

impl State {
    /// Whether a session can begin an operation.
    pub(super) fn may_begin(&self, session: CK_SESSION_HANDLE, kind: Kind) -> Answer {
        match self.session(session)?.operations.as_slice() {
            [] => Ok(()),
            [other] if self.config.dual && kind.pairs_with(other.kind) => Ok(()),
            _ => Err(CKR_OPERATION_ACTIVE),
        }
    }

    pub(super) fn begin(&mut self, session: CK_SESSION_HANDLE, operation: Operation) -> Answer {
        self.session_mut(session)?.operations.push(operation);
        Ok(())
    }

    /// Whether a mechanism can be used here.
    fn lists(&self, mechanism: &Mechanism) -> Answer {
        let listed =
            self.config.any_mechanism || self.config.mechanisms.iter().any(|(type_, _)| *type_ == mechanism.type_);
        if listed { Ok(()) } else { Err(CKR_MECHANISM_INVALID) }
    }

    /// Whether a mechanism can be used here, and its parameter is what it should be.
    pub(super) fn allows(&self, mechanism: &Mechanism) -> Answer {
        self.lists(mechanism)?;
        let name = shape::name(mechanism.type_);
        let parameter = &mechanism.parameter;
        let optional = parameter.null && name.contains("DSA");
        if structure(mechanism.type_, Use::Ordinary).is_some() && parameter.structure.is_none() && !optional {
            return Err(CKR_MECHANISM_PARAM_INVALID);
        }
        let iv = name.ends_with("_CBC") || name.ends_with("_CBC_PAD") || name.contains("_OFB") || name.contains("_CFB");
        let known = shape::block(mechanism.type_) == 16 || name.contains("DES");
        if iv && known && parameter.structure.is_none() && parameter.bytes.len() != shape::block(mechanism.type_) {
            return Err(CKR_MECHANISM_PARAM_INVALID);
        }
        Ok(())
    }

    /// A key for a mechanism, by the attribute that permits its use.
    pub(super) fn key(
        &self,
        session: CK_SESSION_HANDLE,
        handle: CK_OBJECT_HANDLE,
        permit: CK_ATTRIBUTE_TYPE,
        mechanism: &Mechanism,
    ) -> Rv<&Object> {
        let key = self.object(session, handle).map_err(|_| CKR_KEY_HANDLE_INVALID)?;
        if !matches!(key.class(), CKO_PUBLIC_KEY | CKO_PRIVATE_KEY | CKO_SECRET_KEY | CKO_OTP_KEY) {
            return Err(CKR_KEY_HANDLE_INVALID);
        }
        if !shape::takes(mechanism.type_, key) {
            return Err(CKR_KEY_TYPE_INCONSISTENT);
        }
        if !key.flag(permit) {
            return Err(CKR_KEY_FUNCTION_NOT_PERMITTED);
        }
        let allowed = key.bytes(CKA_ALLOWED_MECHANISMS);
        let wanted = mechanism.type_.to_ne_bytes();
        if !allowed.is_empty() && !allowed.chunks_exact(wanted.len()).any(|one| one == wanted) {
            return Err(CKR_MECHANISM_INVALID);
        }
        Ok(key)
    }
}

/// Begins an operation with a key, or with no mechanism ends one.
///
/// # Safety
///
/// `pMechanism` is NULL or points to a mechanism with its parameter.
pub(super) unsafe fn init(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pMechanism: CK_MECHANISM_PTR,
    key: Option<(CK_OBJECT_HANDLE, CK_ATTRIBUTE_TYPE)>,
    kind: Kind,
    core: impl FnOnce(&Mechanism, Option<&Object>) -> Rv<Core>,
) -> Answer {
    let mut state = context.state()?;
    state.session(hSession)?;
    if pMechanism.is_null() {
        if !state.config.null_cancels {
            return Err(CKR_ARGUMENTS_BAD);
        }
        state.session_mut(hSession)?.operations.retain(|operation| operation.kind != kind);
        return Ok(());
    }
    state.may_begin(hSession, kind)?;
    // SAFETY: a mechanism with its parameter, by the caller's promise.
    let mut mechanism = unsafe { mechanism(pMechanism, Use::Ordinary) }?;
    if context.lies(&Fault::WritesIv) {
        // SAFETY: the mechanism that was read.
        unsafe { generated_iv(&mut mechanism, pMechanism) }?;
    }
    if context.lies(&Fault::KeepsParameter) {
        // SAFETY: the mechanism that was read.
        unsafe { context.module.kept.keep(pMechanism) }?;
    }
    match kind {
        // The parameter comes with each message.
        Kind::MessageEncrypt | Kind::MessageDecrypt if mechanism.parameter.null => state.lists(&mechanism)?,
        _ => state.allows(&mechanism)?,
    }
    let key = key.map(|(handle, permit)| state.key(hSession, handle, permit, &mechanism)).transpose()?;
    let core = core(&mechanism, key)?;
    let needs_login = key.is_some_and(|key| key.flag(CKA_ALWAYS_AUTHENTICATE));
    let mut operation = Operation::new(kind, mechanism, core);
    operation.needs_login = needs_login;
    state.begin(hSession, operation)
}

/// Takes an operation one step further. Whatever goes wrong ends it, except a buffer that is too small.
pub(super) fn step(
    context: &Context<'_>,
    session: CK_SESSION_HANDLE,
    kind: Kind,
    act: impl FnOnce(&mut Operation) -> Rv<Step>,
) -> Answer {
    let mut state = context.state()?;
    let operations = &mut state.session_mut(session)?.operations;
    let index = operations.iter().position(|operation| operation.kind == kind).ok_or(CKR_OPERATION_NOT_INITIALIZED)?;
    let operation = &mut operations[index];
    let result = if operation.needs_login { Err(CKR_USER_NOT_LOGGED_IN) } else { act(operation) };
    let over = match result {
        Ok(Step::Done) => true,
        Ok(Step::Sized) => context.lies(&Fault::SizeQueryEndsOperation),
        Ok(Step::Continue | Step::Refused(_)) | Err(CKR_BUFFER_TOO_SMALL) => false,
        Err(_) => true,
    };
    if over && !context.lies(&Fault::OperationActiveForEver) {
        operations.remove(index);
    }
    match result? {
        Step::Refused(rv) => Err(rv),
        Step::Continue | Step::Sized | Step::Done => Ok(()),
    }
}

/// Hands out bytes and ends the operation by it; a size query, or a buffer that is too small, leaves it as it was.
///
/// # Safety
///
/// As for [`deliver`].
pub(super) unsafe fn last(context: &Context<'_>, out: &[u8], buffer: CK_BYTE_PTR, length: CK_ULONG_PTR) -> Rv<Step> {
    // SAFETY: the caller's promise.
    unsafe { deliver(context, out, buffer, length) }.map(Step::from)
}
