//! Helpers of the hand-written column: a template that is read into.

use pkcs11_sys::*;
use std::ptr;

#[allow(clippy::cast_possible_truncation, reason = "buffers of a few hundred bytes")]
fn attribute(type_: CK_ATTRIBUTE_TYPE, value: CK_VOID_PTR, length: usize) -> CK_ATTRIBUTE {
    CK_ATTRIBUTE { type_, pValue: value, ulValueLen: length as CK_ULONG }
}

/// An attribute to be read into an integer.
pub(crate) fn into_scalar<T>(type_: CK_ATTRIBUTE_TYPE, place: &mut T) -> CK_ATTRIBUTE {
    attribute(type_, ptr::from_mut(place).cast(), size_of::<T>())
}

/// An attribute to be read into a buffer.
pub(crate) fn into_bytes(type_: CK_ATTRIBUTE_TYPE, buffer: &mut [u8]) -> CK_ATTRIBUTE {
    attribute(type_, buffer.as_mut_ptr().cast(), buffer.len())
}

/// What was read into a buffer; nothing where the module marked it.
pub(crate) fn value<'b>(buffer: &'b [u8], attribute: &CK_ATTRIBUTE) -> &'b [u8] {
    let length = usize::try_from(attribute.ulValueLen).unwrap_or(usize::MAX);
    buffer.get(..length).unwrap_or(&[])
}
