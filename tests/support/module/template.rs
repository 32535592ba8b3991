//! Templates: `CK_ATTRIBUTE` arrays, copied with what they point to (section 3.4 and 5.7).

use super::memory::{Rv, array, bytes, size, ulong};
use pkcs11_sys::*;

/// How deep templates in templates are followed.
const DEPTH: usize = 8;

/// An attribute, copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Which attribute: `CKA_*`.
    pub type_: CK_ATTRIBUTE_TYPE,
    /// Its value.
    pub value: Value,
}

/// The value of an attribute, copied.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// A NULL, with the length that came with it.
    Null(CK_ULONG),
    /// A buffer of this length that was to be written to (`C_GetAttributeValue`).
    Buffer(CK_ULONG),
    /// The value's bytes, as they were in memory.
    Bytes(Vec<u8>),
    /// A template in the template.
    Template(Vec<Attribute>),
}

impl Value {
    /// The bytes, if it has any.
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The value as a `CK_ULONG`, if it is as long as one.
    pub fn ulong(&self) -> Option<CK_ULONG> {
        Some(CK_ULONG::from_ne_bytes(self.bytes()?.try_into().ok()?))
    }

    /// The value as a `CK_BBOOL`, if it is as long as one.
    pub fn bool(&self) -> Option<bool> {
        match self.bytes()? {
            [byte] => Some(*byte != CK_FALSE),
            _ => None,
        }
    }

    /// Length in bytes, as `C_GetAttributeValue` reports it.
    pub(super) fn length(&self) -> usize {
        match self {
            Self::Null(_) | Self::Buffer(_) => 0,
            Self::Bytes(bytes) => bytes.len(),
            Self::Template(attributes) => attributes.len() * size_of::<CK_ATTRIBUTE>(),
        }
    }
}

impl From<CK_ULONG> for Value {
    fn from(number: CK_ULONG) -> Self {
        Self::Bytes(number.to_ne_bytes().to_vec())
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Bytes(vec![CK_BBOOL::from(flag)])
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

/// The attribute of this type in a template.
pub(super) fn find(template: &[Attribute], type_: CK_ATTRIBUTE_TYPE) -> Option<&Value> {
    template.iter().find(|attribute| attribute.type_ == type_).map(|attribute| &attribute.value)
}

/// Whether the value of an attribute is an array of `CK_ATTRIBUTE`.
pub(super) fn is_nested(type_: CK_ATTRIBUTE_TYPE) -> bool {
    match type_ {
        CKA_ALLOWED_MECHANISMS => false,
        CKA_ENCAPSULATE_TEMPLATE | CKA_DECAPSULATE_TEMPLATE => true,
        _ => type_ & CKF_ARRAY_ATTRIBUTE != 0,
    }
}

/// Copies a template that says something: to create, to search, to modify.
///
/// # Safety
///
/// `template` is NULL or points to `count` attributes, each with a value that is NULL or as long as it says, and that is
/// itself such a template if its type says so.
pub(super) unsafe fn read(template: *const CK_ATTRIBUTE, count: CK_ULONG) -> Rv<Vec<Attribute>> {
    // SAFETY: the caller's promise.
    unsafe { read_nested(template, count, DEPTH) }
}

unsafe fn read_nested(template: *const CK_ATTRIBUTE, count: CK_ULONG, depth: usize) -> Rv<Vec<Attribute>> {
    // SAFETY: `count` attributes by the caller's promise.
    let template = unsafe { array(template, count) }?;
    template
        .into_iter()
        .map(|CK_ATTRIBUTE { type_, pValue, ulValueLen }| {
            let value = if pValue.is_null() {
                Value::Null(ulValueLen)
            } else if is_nested(type_) {
                let whole = size(ulValueLen).is_multiple_of(size_of::<CK_ATTRIBUTE>());
                if !whole || depth == 0 {
                    return Err(CKR_ATTRIBUTE_VALUE_INVALID);
                }
                let count = ulong(size(ulValueLen) / size_of::<CK_ATTRIBUTE>());
                // SAFETY: the type says that the value is an array of attributes, and the caller promises it is.
                Value::Template(unsafe { read_nested(pValue.cast(), count, depth - 1) }?)
            } else {
                // SAFETY: not NULL, hence as long as it says by the caller's promise.
                Value::Bytes(unsafe { bytes(pValue.cast(), ulValueLen) }?)
            };
            Ok(Attribute { type_, value })
        })
        .collect()
}

/// Copies a template that asks (`C_GetAttributeValue`): which attributes, and how much room, but no value.
///
/// # Safety
///
/// `template` is NULL or points to `count` attributes.
pub(super) unsafe fn read_query(template: *const CK_ATTRIBUTE, count: CK_ULONG) -> Rv<Vec<Attribute>> {
    // SAFETY: `count` attributes by the caller's promise.
    let template = unsafe { array(template, count) }?;
    Ok(template
        .into_iter()
        .map(|CK_ATTRIBUTE { type_, pValue, ulValueLen }| Attribute {
            type_,
            value: if pValue.is_null() { Value::Null(ulValueLen) } else { Value::Buffer(ulValueLen) },
        })
        .collect())
}
