//! Lies: what modules do that the standard does not, one name each, with whoever was seen doing it.
//!
//! A lie is told by a [`Target`] on some calls, by [`When`]. Together they say more than the names do alone:
//!
//! | to imitate | fault, on |
//! |---|---|
//! | a Final that fails | [`Fault::ReturnCode`], [`Target::Finals`] |
//! | C_Finalize that fails, C_GetInterface that fails | [`Fault::ReturnCode`], that function |
//! | a session that dies at the n-th call | [`Fault::SessionDies`], [`Target::Any`], [`When::Nth`] |
//! | a token that is pulled at the n-th call | [`Fault::DeviceRemoved`], [`Target::Any`], [`When::Nth`] |
//! | a slot list that grows beyond the buffer | [`Fault::IgnoresRoom`], C_GetSlotList |
//! | an Init that answers OPERATION_ACTIVE for ever | [`Fault::ReturnCode`], [`Target::Inits`] |
//! | a value that grows between two calls | [`Fault::GrowingLength`] on C_GetAttributeValue, [`When::Nth`] |
//! | a mechanism that is listed and has no info (AKD eID) | [`Fault::ReturnCode`], C_GetMechanismInfo |
//! | a second C_Logout that succeeds (SoftHSM) | [`Fault::OkWithoutWriting`], C_Logout |

use super::entry::Function;
use super::gate::Gate;
use core::sync::atomic::{AtomicBool, Ordering};
use pkcs11_sys::*;
use std::sync::{Mutex, PoisonError};

/// Something that a module does wrong. One call can tell several.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    // Return values
    /// Returns this instead of acting: an error like any other, or a vendor's own code.
    ReturnCode(CK_RV),
    /// Does nothing, writes nothing, and says OK: a stub in a module that claims the function.
    OkWithoutWriting,
    /// Acts, and then reports this all the same: a card that was pulled while it answered.
    ErrorAfterActing(CK_RV),
    /// Answers `CKR_PENDING` to a session that is not asynchronous.
    Pending,

    // Lengths and buffers
    /// Reports this length: 0, 2^32, `CK_ULONG::MAX`, `CK_UNAVAILABLE_INFORMATION`.
    Length(CK_ULONG),
    /// Reports this length when asked for the size with a NULL.
    QueryLength(CK_ULONG),
    /// Reports this length after it wrote what it had.
    WrittenLength(CK_ULONG),
    /// Reports so much more than there was room for.
    CountAbove(CK_ULONG),
    /// Reports the length of the buffer as what it wrote (tpm2-pkcs11: 512 for an RSA ciphertext of 256).
    ReportsRoom,
    /// Finds every buffer one too small; of attributes, whose values grow as fast as the caller asks.
    GrowingLength,
    /// Writes so many bytes or items fewer than it has, and reports them all.
    WritesFewer(usize),
    /// Each time it is asked for a list, the list has one more entry: a slot that was plugged in, a mechanism.
    GrowingList,
    /// Asks for so much more than it then writes, which is allowed.
    ShrinkingLength(CK_ULONG),
    /// Answers `CKR_BUFFER_TOO_SMALL` with this instead of the needed length; `None` leaves what was there (ykcs11,
    /// wolfPKCS11, pam_pkcs11#40).
    TooSmallLength(Option<CK_ULONG>),
    /// Ends the operation when only the size was asked for (native-pkcs11#171).
    SizeQueryEndsOperation,
    /// Does not know the size query: a NULL is a bad argument (cryptoauthlib#315).
    NullRefused,
    /// Compares lengths with `==`, and returns this for a larger buffer: `CKR_BUFFER_TOO_SMALL`, `CKR_ARGUMENTS_BAD`.
    ExactLengthOnly(CK_RV),
    /// Writes all it has, and the last item so many times more, whatever the buffer's room (NSS, openCryptoki: slots and
    /// mechanisms). This goes beyond the buffer unless the caller left slack for it.
    IgnoresRoom(usize),

    // Attributes and strings
    /// `C_GetAttributeValue` succeeds and leaves the template as it was.
    TemplateUntouched,
    /// Marks only the first attribute that is not to be had, and stops there (Starcos 3.7).
    OnlyFirstBadAttributeMarked,
    /// Marks the attributes that are not to be had, and says OK (kryoptic#435).
    MarksAndSaysOk,
    /// Reports this instead of what the attributes deserve (nethsm-pkcs11: GENERAL_ERROR instead of SENSITIVE).
    BadAttributeCode(CK_RV),
    /// An attribute's value has this many bytes, cut or filled with zeros: a bool of 0, 2 or 8, a number of 4, a date of
    /// 0 or 12. The attribute, the bytes.
    AttributeSize(CK_ATTRIBUTE_TYPE, usize),
    /// An attribute reads as these bytes: a bool that is neither 0 nor 1, a number that no list knows.
    AttributeValue(CK_ATTRIBUTE_TYPE, Vec<u8>),
    /// The length of an attribute is this, whatever was written.
    AttributeLength(CK_ATTRIBUTE_TYPE, CK_ULONG),
    /// This attribute alone is left as it was.
    AttributeUntouched(CK_ATTRIBUTE_TYPE),
    /// The last so many bytes of an attribute are not written, and its length says that they were.
    AttributePartly(CK_ATTRIBUTE_TYPE, usize),
    /// Overwrites the pointers of the template, to nowhere, nested ones too.
    ClobbersPointers,
    /// A date that is empty comes as eight zeros (p11-kit#253).
    ZeroDates,
    /// Strings that are not UTF-8 (PyKCS11#60), in info structs and labels.
    NotUtf8,
    /// Info strings padded with NUL instead of blanks (openCryptoki, wolfPKCS11).
    Unpadded,
    /// A token's time that is no time (Rutoken, wolfPKCS11).
    GarbageTime,
    /// EC_POINT without its OCTET STRING (opencryptoki CCA, OpenSC for Edwards curves).
    RawEcPoint,

    // Operations and searches
    /// Nothing ends an operation any more (python-pkcs11 on SoftHSM: every later Init is OperationActive).
    OperationActiveForEver,
    /// Every batch of a search is full.
    FindNeverEnds,
    /// Every batch of a search is the first one again.
    FindRepeats,
    /// Each object of a batch comes twice.
    FindsTwice,

    // Mechanisms and keys
    /// `C_Sign` returns an ECDSA signature as DER (nethsm-pkcs11, tpm2-pkcs11 early).
    DerSignature,
    /// `C_DeriveKey` hands out the whole secret, whatever CKA_VALUE_LEN says (OpenSC).
    IgnoresValueLen,
    /// `C_DeriveKey` ignores the key derivation function and the shared data (OpenSC).
    IgnoresKdf,
    /// `C_GenerateKeyPair` stores the pair, whatever CKA_TOKEN says (SmartCard-HSM).
    StoresAnyway,
    /// `C_GenerateKeyPair` makes both keys, and hands out the invalid handle, 0, for the one of this class.
    HalfPair(CK_OBJECT_CLASS),
    /// `C_EncryptInit` makes the IV of GCM itself, and writes it where the program's stood (CloudHSM, Luna in FIPS mode).
    WritesIv,
    /// `C_EncryptInit` keeps the parameter of GCM, to write to it when the test says so ([`Module::write_kept`]).
    ///
    /// [`Module::write_kept`]: super::Module::write_kept
    KeepsParameter,

    // Sessions, tokens, threads
    /// The session of the call is gone before the call acts: as if somebody else had closed it.
    SessionDies,
    /// The token is pulled during the call, which reports it; all sessions of the token are gone.
    DeviceRemoved,
    /// `C_OpenSession` hands out the handle of a session that was closed before.
    ReusedSessionHandle,
    /// `C_OpenSession` and whatever makes or finds objects say OK and hand out the invalid handle, 0.
    InvalidHandle,
    /// Whatever makes objects hands out the handle of one that is there already.
    RepeatedHandle,
    /// `C_WaitForSlotEvent` writes this slot and says `CKR_NO_EVENT` (OpenSC).
    GarbageSlot(CK_SLOT_ID),
    /// Waits at a gate before acting: a device that is busy, or a user looking for the PIN pad.
    Blocks(Gate),
    /// Waits at a gate after acting, before it returns.
    BlocksAfter(Gate),
    /// Calls the session's notify callback with this event before acting, as Rutoken and others do in long calls.
    NotifyReentry(CK_NOTIFICATION),

    // Lists (`C_GetFunctionList`, `C_GetInterface`)
    /// OK with a NULL.
    NullList,
    /// The list ends after so many entries; memory does, too (wolfPKCS11: 102 of 104).
    ShorterList(usize),
    /// Every second entry is NULL.
    HalfEmptyTable,
    /// The list claims another version (scute 1.0, openCryptoki 2.11 or 2.20).
    WrongVersion(CK_VERSION),
}

/// Which functions a fault is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// Every function.
    Any,
    /// One function.
    One(Function),
    /// One function in one session.
    In(Function, CK_SESSION_HANDLE),
    /// Functions that begin an operation: `C_SignInit`, `C_FindObjectsInit`, ...
    Inits,
    /// Functions that end one: `C_SignFinal`, `C_FindObjectsFinal`, ...
    Finals,
}

impl Target {
    fn hits(self, function: Function, session: Option<CK_SESSION_HANDLE>) -> bool {
        match self {
            Self::Any => true,
            Self::One(target) => target == function,
            Self::In(target, of) => target == function && session == Some(of),
            Self::Inits => function.name().ends_with("Init"),
            Self::Finals => function.name().ends_with("Final"),
        }
    }
}

impl From<Function> for Target {
    fn from(function: Function) -> Self {
        Self::One(function)
    }
}

impl From<&str> for Target {
    /// # Panics
    ///
    /// If there is no function of that name.
    fn from(name: &str) -> Self {
        Self::One(Function::from(name))
    }
}

/// On which calls a fault is told. The first call after it was set is number 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum When {
    /// On each.
    Always,
    /// On this one.
    Nth(usize),
    /// On this one and every later one.
    From(usize),
    /// On so many, and never again.
    First(usize),
}

impl When {
    fn now(self, call: usize) -> bool {
        match self {
            Self::Always => true,
            Self::Nth(number) => call == number,
            Self::From(number) => call >= number,
            Self::First(count) => call <= count,
        }
    }
}

struct Armed {
    target: Target,
    when: When,
    fault: Fault,
    calls: usize,
}

/// The faults of a module.
pub(super) struct Faults {
    any: AtomicBool,
    armed: Mutex<Vec<Armed>>,
    told: Mutex<Vec<Fault>>,
}

impl Faults {
    pub(super) const fn new() -> Self {
        Self { any: AtomicBool::new(false), armed: Mutex::new(Vec::new()), told: Mutex::new(Vec::new()) }
    }

    pub(super) fn arm(&self, target: Target, when: When, fault: Fault) {
        let mut armed = self.armed.lock().unwrap_or_else(PoisonError::into_inner);
        armed.push(Armed { target, when, fault, calls: 0 });
        self.any.store(true, Ordering::Release);
    }

    pub(super) fn clear(&self) {
        self.armed.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.told.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.any.store(false, Ordering::Release);
    }

    /// Notes that a fault made a difference to a call: many are armed where there is nothing for them to change.
    pub(super) fn tell(&self, fault: &Fault) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if !told.contains(fault) {
            told.push(fault.clone());
        }
    }

    pub(super) fn told(&self) -> Vec<Fault> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Counts a call, and says which faults are told on it.
    pub(super) fn strike(&self, function: Function, session: Option<CK_SESSION_HANDLE>) -> Vec<Fault> {
        if !self.any.load(Ordering::Acquire) {
            return Vec::new();
        }
        let mut armed = self.armed.lock().unwrap_or_else(PoisonError::into_inner);
        let hit = armed.iter_mut().filter(|armed| armed.target.hits(function, session));
        hit.filter_map(|armed| {
            armed.calls += 1;
            armed.when.now(armed.calls).then(|| armed.fault.clone())
        })
        .collect()
    }
}
