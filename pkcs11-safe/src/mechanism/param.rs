//! A mechanism: its number, and its parameter without its type (5.2, CK_MECHANISM).
#![allow(unsafe_code)]

use super::kept::Kept;
use crate::{MechanismType, Object, Ulong};
use core::fmt;
use core::marker::PhantomData;
use core::ptr::NonNull;

/// A mechanism with its parameter, as operations take it.
///
/// It is a number and a pointer, borrows what its builder borrows, and can be copied. Debug shows the number and the
/// size of the parameter.
#[derive(Clone, Copy)]
#[doc(alias = "CK_MECHANISM")]
pub struct Mechanism<'m> {
    mechanism: MechanismType,
    param: Param<'m>,
    keys: Keys,
}

/// Of which token the keys are that a parameter names. In the parameter they are numbers, which another token may have
/// given to keys of its own.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Keys {
    /// It names none.
    #[default]
    None,
    /// They are of the token of this one.
    Of(Object),
    /// They are of different tokens.
    Mixed,
    /// The parameter is one that the module writes to, and it was to be owned: there is none, and no use is allowed.
    Refused,
}

impl Keys {
    /// One key more.
    pub(crate) fn and(self, key: Object) -> Self {
        match self {
            Self::None => Self::Of(key),
            Self::Of(first) if first.is_beside(key) => self,
            Self::Of(_) | Self::Mixed => Self::Mixed,
            Self::Refused => Self::Refused,
        }
    }
}

/// A parameter without its type.
#[derive(Clone, Copy)]
pub(crate) enum Param<'m> {
    /// NULL.
    None,
    /// A CK_ULONG.
    Ulong(Ulong),
    /// Plain bytes, such as an IV.
    Bytes(&'m [u8]),
    /// A struct of pkcs11-sys. The module gets a copy of it; its pointers are valid for reads during `'m`.
    Struct(Struct<'m>),
    /// A struct that the module writes to, or through whose pointers it does: a [`Written`] of two such structs, the second
    /// of which is passed itself, not a copy. Its pointers are valid during `'m`, for reads or for writes as the struct's
    /// [`Parameter`] says.
    Written(Struct<'m>),
}

/// A struct of pkcs11-sys, borrowed and without its type.
#[derive(Clone, Copy)]
pub(crate) struct Struct<'m> {
    pub(super) at: NonNull<u8>,
    pub(super) kind: &'static Kind,
    borrow: PhantomData<&'m ()>,
}

/// What has to be known of a parameter whose type is gone.
pub(super) struct Kind {
    /// The size of the struct.
    pub(super) size: usize,
    /// [`Parameter::relocate`] for the struct at this address, which need not be aligned.
    pub(super) relocate: unsafe fn(*mut u8, &mut Kept),
    /// [`Parameter::tell`] from the struct at the first address to the one at the second.
    pub(super) tell: unsafe fn(*const u8, *mut u8),
}

/// A parameter that a module writes to, as the builder keeps it: the struct as the builder made it, which no module ever
/// gets, and behind it the copy that is lent. Each lending begins with a new copy, so that nobody follows a pointer that a
/// module wrote.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(crate) struct Written<P>([P; 2]);

impl<P: Parameter> Written<P> {
    pub(super) const fn new(params: P) -> Self {
        Self([params; 2])
    }

    /// As the builder made it.
    pub(super) const fn made(&self) -> &P {
        &self.0[0]
    }

    pub(super) const fn made_mut(&mut self) -> &mut P {
        &mut self.0[0]
    }

    /// As the module left it.
    pub(super) const fn lent(&self) -> &P {
        &self.0[1]
    }
}

/// The size of the largest parameter struct, rounded up.
pub(super) const LARGEST_STRUCT: usize = 256;

impl Struct<'_> {
    fn new<P: Parameter>(at: NonNull<u8>) -> Self {
        const { assert!(size_of::<P>() <= LARGEST_STRUCT) };
        let kind = const { &Kind { size: size_of::<P>(), relocate: relocate::<P>, tell: tell::<P> } };
        Self { at, kind, borrow: PhantomData }
    }

    /// The same struct somewhere else.
    pub(super) const fn moved_to<'n>(self, at: NonNull<u8>) -> Struct<'n> {
        Struct { at, kind: self.kind, borrow: PhantomData }
    }
}

/// [`Parameter::relocate`] where the struct stands.
///
/// # Safety
///
/// `at` is valid for reads and writes of a `P`, which meets the contract of [`Parameter::relocate`].
pub(super) unsafe fn relocate<P: Parameter>(at: *mut u8, kept: &mut Kept) {
    let at = at.cast::<P>();
    // SAFETY: the caller's contract.
    unsafe {
        let mut params = at.read_unaligned();
        params.relocate(kept);
        at.write_unaligned(params);
    }
}

/// [`Parameter::tell`] where the structs stand.
///
/// # Safety
///
/// `from` is valid for reads of a `P`, and `to` for reads and writes of one.
unsafe fn tell<P: Parameter>(from: *const u8, to: *mut u8) {
    let to = to.cast::<P>();
    // SAFETY: the caller's contract.
    unsafe {
        let mut told = to.read_unaligned();
        from.cast::<P>().read_unaligned().tell(&mut told);
        to.write_unaligned(told);
    }
}

impl<'m> Mechanism<'m> {
    pub(super) const fn with(mechanism: MechanismType, param: Param<'m>) -> Self {
        Self { mechanism, param, keys: Keys::None }
    }

    /// A mechanism without a parameter, by number. Most have a name, such as [`Mechanism::ECDSA`].
    ///
    /// ```
    /// use pkcs11_safe::{mechanism::Mechanism, MechanismType};
    /// let vendor = Mechanism::bare(MechanismType::new(0x8000_0001));
    /// ```
    #[must_use]
    pub const fn bare(mechanism: MechanismType) -> Self {
        Self::with(mechanism, Param::None)
    }

    /// A mechanism whose parameter is a number.
    pub(crate) const fn with_ulong(mechanism: MechanismType, value: Ulong) -> Self {
        Self::with(mechanism, Param::Ulong(value))
    }

    /// A mechanism whose parameter is bytes with no pointers in them, by the standard.
    pub(crate) const fn with_bytes(mechanism: MechanismType, bytes: &'m [u8]) -> Self {
        Self::with(mechanism, Param::Bytes(bytes))
    }

    /// A mechanism whose parameter is a struct that the module reads.
    pub(crate) fn with_struct<P: Parameter>(mechanism: MechanismType, params: &'m P) -> Self {
        Self::with(mechanism, Param::Struct(Struct::new::<P>(NonNull::from(params).cast())))
    }

    /// A mechanism whose parameter is a struct that the module writes to.
    pub(crate) fn with_written<P: Parameter>(mechanism: MechanismType, params: &'m mut Written<P>) -> Self {
        Self::with(mechanism, Param::Written(Struct::new::<P>(NonNull::from(params).cast())))
    }

    /// The same, of which the parameter names keys.
    pub(crate) const fn naming(self, keys: Keys) -> Self {
        Self { keys, ..self }
    }

    pub(crate) const fn keys(&self) -> Keys {
        self.keys
    }

    /// The number of the mechanism.
    #[must_use]
    pub const fn mechanism_type(&self) -> MechanismType {
        self.mechanism
    }

    pub(crate) const fn param(&self) -> &Param<'m> {
        &self.param
    }
}

/// Structs of pkcs11-sys that are parameters of mechanisms, or parts of one.
///
/// # Safety
///
/// The type is one of the C structs of pkcs11-sys, and the one that the standard gives its mechanisms (A10). A builder
/// that hands one out keeps what its pointers point to borrowed, for reads, and for writes where it is handed out as
/// written. It sets a pointer together with its length, which is never more than what is borrowed. `relocate` passes every
/// pointer to `kept`; `pointers!` writes it.
pub(crate) unsafe trait Parameter: Copy {
    /// Replaces each pointer by one to a copy, which `kept` owns; or keeps them all, and clears what the module writes to.
    ///
    /// # Safety
    ///
    /// The pointers and lengths are a builder's, no module has written to them, and what they lead to is still borrowed.
    unsafe fn relocate(&mut self, kept: &mut Kept);

    /// Hands on the numbers that the module has written into this struct and the builder reads. They may be any.
    fn tell(&self, _to: &mut Self) {}
}

/// A vendor's mechanism with a parameter as raw bytes. A vendor's crate wraps it in a safe builder of its own.
///
/// ```
/// use pkcs11_safe::mechanism::{Mechanism, VendorMechanism};
///
/// // SAFETY: this vendor's mechanism takes plain bytes with no pointers in them.
/// let vendor = unsafe { VendorMechanism::new(0x8000_1234, &[1, 2, 3]) };
/// let mechanism: Mechanism = (&vendor).into();
/// ```
#[derive(Clone, Copy)]
pub struct VendorMechanism<'a> {
    mechanism: MechanismType,
    bytes: &'a [u8],
}

impl<'a> VendorMechanism<'a> {
    /// A mechanism by number, and its parameter as the bytes that the module gets.
    ///
    /// # Safety
    ///
    /// The module follows whatever pointers the mechanism's parameter has: where the bytes hold pointers, these are
    /// valid, for what the module does with them, as long as the mechanism is used, or an [`OwnedMechanism`] made of it,
    /// which copies the bytes and nothing behind them, and may be used by several threads at once. For a mechanism whose
    /// parameter has no pointers any bytes are fine.
    ///
    /// [`OwnedMechanism`]: crate::OwnedMechanism
    #[must_use]
    pub unsafe fn new(mechanism: impl Into<MechanismType>, bytes: &'a [u8]) -> Self {
        Self { mechanism: mechanism.into(), bytes }
    }
}

into_owned! { VendorMechanism<'a> }

impl<'m> From<&'m VendorMechanism<'_>> for Mechanism<'m> {
    fn from(vendor: &'m VendorMechanism<'_>) -> Self {
        Self::with_bytes(vendor.mechanism, vendor.bytes)
    }
}

impl<'a> From<VendorMechanism<'a>> for Mechanism<'a> {
    fn from(vendor: VendorMechanism<'a>) -> Self {
        Self::with_bytes(vendor.mechanism, vendor.bytes)
    }
}

impl fmt::Debug for Mechanism<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = match &self.param {
            Param::None => return fmt::Debug::fmt(&self.mechanism, f),
            Param::Ulong(_) => size_of::<Ulong>(),
            Param::Bytes(bytes) => bytes.len(),
            Param::Struct(params) | Param::Written(params) => params.kind.size,
        };
        write!(f, "{}({size} bytes)", self.mechanism)
    }
}

impl fmt::Debug for VendorMechanism<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({} bytes)", self.mechanism, self.bytes.len())
    }
}
