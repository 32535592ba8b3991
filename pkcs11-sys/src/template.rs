//! Templates and mechanisms by hand: helpers of `CK_ATTRIBUTE` and `CK_MECHANISM` (sections 3.4 and 3.5).

use core::ffi::c_void;
use core::ptr::{from_ref, null_mut};

use crate::structs::{CK_ATTRIBUTE, CK_MECHANISM};
use crate::types::{CK_ATTRIBUTE_TYPE, CK_MECHANISM_TYPE, CK_ULONG};

/// A length as the standard counts it. No object in memory is longer than `CK_ULONG::MAX` says, except on 64-bit
/// Windows, where a length that does not fit becomes one that no module accepts.
const fn length(bytes: usize) -> CK_ULONG {
    #[allow(clippy::cast_possible_truncation)] // guarded by the comparison
    if bytes as u128 > CK_ULONG::MAX as u128 { CK_ULONG::MAX } else { bytes as CK_ULONG }
}

/// Attributes of templates.
///
/// These put a borrowed address into a raw pointer, so nothing keeps the value alive: it must outlive every call that
/// gets the attribute. A template to set or search by may borrow anything, because modules only read it; a template for
/// `C_GetAttributeValue` is written to, and its pointers must come from something mutable.
///
/// ```
/// use pkcs11_sys::*;
///
/// const CLASS: CK_OBJECT_CLASS = CKO_PRIVATE_KEY;
/// const TEMPLATE: [CK_ATTRIBUTE; 3] = [
///     CK_ATTRIBUTE::scalar(CKA_CLASS, &CLASS),
///     CK_ATTRIBUTE::scalar(CKA_TOKEN, &CK_TRUE),
///     CK_ATTRIBUTE::bytes(CKA_LABEL, b"My EC Keypair"),
/// ];
///
/// let length = TEMPLATE[2].ulValueLen;
/// assert_eq!(length, 13);
///
/// let query = CK_ATTRIBUTE::query(CKA_EC_POINT);
/// assert!({ query.pValue }.is_null());
/// ```
impl CK_ATTRIBUTE {
    /// An attribute whose value is these bytes.
    pub const fn bytes(type_: CK_ATTRIBUTE_TYPE, value: &[u8]) -> Self {
        Self { type_, pValue: value.as_ptr().cast_mut().cast::<c_void>(), ulValueLen: length(value.len()) }
    }

    /// An attribute whose value is this scalar or struct, as it is in memory: `CK_ULONG`, `CK_BBOOL`, `CK_DATE`, or an
    /// array of them.
    pub const fn scalar<T: Copy>(type_: CK_ATTRIBUTE_TYPE, value: &T) -> Self {
        Self { type_, pValue: from_ref(value).cast_mut().cast::<c_void>(), ulValueLen: length(size_of::<T>()) }
    }

    /// An attribute without a value yet: `C_GetAttributeValue` fills in its length.
    pub const fn query(type_: CK_ATTRIBUTE_TYPE) -> Self {
        Self { type_, pValue: null_mut(), ulValueLen: 0 }
    }

    /// All zeros, to fill an array with before it is written to.
    pub const fn empty() -> Self {
        Self::ZERO
    }
}

/// Mechanisms.
///
/// ```
/// use pkcs11_sys::*;
///
/// const ECDSA: CK_MECHANISM = CK_MECHANISM::bare(CKM_ECDSA);
/// let iv = [0_u8; 16];
/// let aes_cbc = CK_MECHANISM::with(CKM_AES_CBC, &iv);
/// let length = aes_cbc.ulParameterLen;
/// assert_eq!(length, 16);
/// ```
impl CK_MECHANISM {
    /// A mechanism without a parameter.
    pub const fn bare(mechanism: CK_MECHANISM_TYPE) -> Self {
        Self { mechanism, pParameter: null_mut(), ulParameterLen: 0 }
    }

    /// A mechanism with this parameter, which must outlive every call that gets the mechanism. Not for parameters that
    /// a module writes to: those need a pointer to something mutable.
    pub const fn with<T: Copy>(mechanism: CK_MECHANISM_TYPE, parameter: &T) -> Self {
        Self {
            mechanism,
            pParameter: from_ref(parameter).cast_mut().cast::<c_void>(),
            ulParameterLen: length(size_of::<T>()),
        }
    }
}
