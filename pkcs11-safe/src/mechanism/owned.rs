//! A mechanism that owns its parameter (5.2, CK_MECHANISM).
#![allow(unsafe_code)]

use super::kept::Kept;
use super::param::{Keys, Mechanism, Param, Struct};
use crate::{MechanismType, Ulong};
use core::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// A mechanism that owns its parameter: chosen at run time, kept in a struct, or sent to another thread.
///
/// Every builder that the token only reads becomes one by `into_owned`, which copies what the builder points to. A mechanism
/// without a parameter is converted by `into`. It is passed by reference, like a builder. Clones share the copies, which are
/// wiped when the last one is dropped. Debug shows the number and the size of the parameter.
///
/// ```
/// use pkcs11_safe::mechanism::{AesGcm, Hash, RsaPkcsPss};
/// use pkcs11_safe::{Mechanism, OwnedMechanism};
///
/// fn choose(pss: bool) -> OwnedMechanism {
///     if pss { RsaPkcsPss::new(Hash::Sha256).into_owned() } else { Mechanism::SHA256_RSA_PKCS.into() }
/// }
///
/// let mechanism = choose(true);
/// let sign: Mechanism = (&mechanism).into();           // session.sign(&mechanism, key, data)?
///
/// let gcm = {
///     let (iv, header) = (vec![7; 12], String::from("header"));
///     AesGcm::new(&iv).aad(header.as_bytes()).into_owned()
/// };
/// std::thread::spawn(move || println!("{gcm:?}"));
/// ```
///
/// A builder that the token writes to is borrowed for each use, and has no `into_owned`:
///
/// ```compile_fail,E0599
/// let mut iv = [0; 12];
/// let gcm = pkcs11_safe::mechanism::AesGcmGeneratedIv::new(&mut iv).into_owned();
/// ```
///
/// What it lends does not outlive it:
///
/// ```compile_fail,E0597
/// use pkcs11_safe::mechanism::{Hash, Mechanism, RsaPkcsPss};
/// let mechanism: Mechanism;
/// {
///     let pss = RsaPkcsPss::new(Hash::Sha256).into_owned();
///     mechanism = (&pss).into();
/// }
/// let number = mechanism.mechanism_type();
/// ```
#[derive(Clone)]
#[must_use]
#[doc(alias = "CK_MECHANISM")]
pub struct OwnedMechanism {
    mechanism: MechanismType,
    param: Owned,
    keys: Keys,
}

#[derive(Clone)]
enum Owned {
    None,
    Ulong(Ulong),
    Bytes(Arc<Zeroizing<Vec<u8>>>),
    Struct(Arc<Memory>),
}

/// A struct, and what it points to.
struct Memory {
    /// It is in `kept`, and valid as long as that.
    params: Struct<'static>,
    kept: Kept,
}

// SAFETY: `Memory` alone has pointers to the copies in `kept`: it made them, and lends them for as long as it is borrowed. So
// it can be sent. It has no state that belongs to a thread. The regions in `kept`, which point to the builder's memory, are
// used by `give_back` alone, which is for `Held`.
unsafe impl Send for Memory {}

// SAFETY: between `Memory::of`, which nobody else sees, and `drop`, which has it exclusively, the copies are only read:
// - by `Mechanism::lend`, which passes a copy of the struct on its stack (Param::Struct);
// - by the module, which reads what the pointers in it lead to, and does not write there (A5), nor keeps them (A3).
unsafe impl Sync for Memory {}

impl Memory {
    fn of(params: Struct<'_>) -> Self {
        let mut kept = Kept::default();
        Self { params: kept.params(params), kept }
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        // SAFETY: what lends the copies borrows this value (From<&OwnedMechanism>), and modules keep no pointers to a parameter
        // that they only read (A3).
        unsafe { self.kept.free() };
    }
}

impl OwnedMechanism {
    /// A copy of a mechanism, and of all that it points to.
    ///
    /// There is none of a parameter that the module writes to: clones would share what is written to. A mechanism with such
    /// a parameter is refused when it is used.
    pub(super) fn copy_of(mechanism: &Mechanism<'_>) -> Self {
        let (param, keys) = match *mechanism.param() {
            Param::None => (Owned::None, mechanism.keys()),
            Param::Ulong(value) => (Owned::Ulong(value), mechanism.keys()),
            Param::Bytes(bytes) => (Owned::Bytes(Arc::new(Zeroizing::new(bytes.to_vec()))), mechanism.keys()),
            Param::Struct(params) => (Owned::Struct(Arc::new(Memory::of(params))), mechanism.keys()),
            Param::Written(_) => (Owned::None, Keys::Refused),
        };
        Self { mechanism: mechanism.mechanism_type(), param, keys }
    }

    /// The number of the mechanism.
    #[must_use]
    pub const fn mechanism_type(&self) -> MechanismType {
        self.mechanism
    }
}

/// Copies what the mechanism points to. If the token writes to its parameter, which takes a builder that was leaked, the
/// result is a usage error wherever it is used.
impl From<Mechanism<'static>> for OwnedMechanism {
    fn from(mechanism: Mechanism<'static>) -> Self {
        Self::copy_of(&mechanism)
    }
}

impl<'m> From<&'m OwnedMechanism> for Mechanism<'m> {
    fn from(owned: &'m OwnedMechanism) -> Self {
        let param = match &owned.param {
            Owned::None => Param::None,
            Owned::Ulong(value) => Param::Ulong(*value),
            Owned::Bytes(bytes) => Param::Bytes(bytes),
            Owned::Struct(memory) => Param::Struct(memory.params),
        };
        Self::with(owned.mechanism, param).naming(owned.keys)
    }
}

impl fmt::Debug for OwnedMechanism {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&Mechanism::from(self), f)
    }
}
