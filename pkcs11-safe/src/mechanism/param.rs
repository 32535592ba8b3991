//! A mechanism: its number, and its parameter without its type (5.2, CK_MECHANISM).
#![allow(unsafe_code)]

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
}

impl Keys {
    /// One key more.
    pub(crate) fn and(self, key: Object) -> Self {
        match self {
            Self::None => Self::Of(key),
            Self::Of(first) if first.is_beside(key) => self,
            Self::Of(_) | Self::Mixed => Self::Mixed,
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
    /// A struct that the module writes to, or through whose pointers it does: passed itself, not a copy.
    Written(Struct<'m>),
}

/// A struct of pkcs11-sys, borrowed and without its type.
#[derive(Clone, Copy)]
pub(crate) struct Struct<'m> {
    pub(crate) at: NonNull<u8>,
    pub(crate) size: usize,
    borrow: PhantomData<&'m ()>,
}

/// The size of the largest parameter struct, rounded up.
pub(super) const LARGEST_STRUCT: usize = 256;

impl Struct<'_> {
    fn new<P: Parameter>(params: NonNull<P>) -> Self {
        const { assert!(size_of::<P>() <= LARGEST_STRUCT) };
        Self { at: params.cast(), size: size_of::<P>(), borrow: PhantomData }
    }
}

impl<'m> Mechanism<'m> {
    /// A mechanism without a parameter, by number. Most have a name, such as [`Mechanism::ECDSA`].
    ///
    /// ```
    /// use pkcs11_safe::{mechanism::Mechanism, MechanismType};
    /// let vendor = Mechanism::bare(MechanismType::new(0x8000_0001));
    /// ```
    #[must_use]
    pub const fn bare(mechanism: MechanismType) -> Self {
        Self { mechanism, param: Param::None, keys: Keys::None }
    }

    /// A mechanism whose parameter is a number.
    pub(crate) const fn with_ulong(mechanism: MechanismType, value: Ulong) -> Self {
        Self { mechanism, param: Param::Ulong(value), keys: Keys::None }
    }

    /// A mechanism whose parameter is bytes with no pointers in them, by the standard.
    pub(crate) const fn with_bytes(mechanism: MechanismType, bytes: &'m [u8]) -> Self {
        Self { mechanism, param: Param::Bytes(bytes), keys: Keys::None }
    }

    /// A mechanism whose parameter is a struct that the module reads.
    pub(crate) fn with_struct<P: Parameter>(mechanism: MechanismType, params: &'m P) -> Self {
        Self { mechanism, param: Param::Struct(Struct::new(NonNull::from(params))), keys: Keys::None }
    }

    /// A mechanism whose parameter is a struct that the module writes to.
    pub(crate) fn with_written<P: Parameter>(mechanism: MechanismType, params: &'m mut P) -> Self {
        Self { mechanism, param: Param::Written(Struct::new(NonNull::from(params))), keys: Keys::None }
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

/// Structs of pkcs11-sys that are parameters of mechanisms.
///
/// # Safety
///
/// The type is one of the C structs of pkcs11-sys, and the one that the standard gives its mechanisms (A10). A builder
/// that hands one out keeps what its pointers point to borrowed, for reads, and for writes where it is handed out as
/// written.
pub(crate) unsafe trait Parameter: Copy {}

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
    /// valid, for what the module does with them, as long as the mechanism is used. For a mechanism whose parameter
    /// has no pointers any bytes are fine.
    #[must_use]
    pub unsafe fn new(mechanism: impl Into<MechanismType>, bytes: &'a [u8]) -> Self {
        Self { mechanism: mechanism.into(), bytes }
    }
}

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
            Param::Struct(params) | Param::Written(params) => params.size,
        };
        write!(f, "{}({size} bytes)", self.mechanism)
    }
}

impl fmt::Debug for VendorMechanism<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({} bytes)", self.mechanism, self.bytes.len())
    }
}
