//! Mechanisms and their parameters, copied with the buffers that they point to (section 3.5 and 6).

use super::memory::{Rv, bytes, load, size};
use super::structure::structure;
use super::template::Attribute;
use pkcs11_sys::*;

/// A mechanism, copied with its parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mechanism {
    /// Which mechanism: `CKM_*`.
    pub type_: CK_MECHANISM_TYPE,
    /// Its parameter.
    pub parameter: Parameter,
}

/// The parameter of a mechanism, copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameter {
    /// Whether it was a NULL.
    pub null: bool,
    /// The bytes as given. In a struct, a pointer stands as its address, and padding as zeros.
    pub bytes: Vec<u8>,
    /// The C struct that it was read as, if it is one.
    pub structure: Option<&'static str>,
    /// The fields of that struct, buffers resolved.
    pub fields: Vec<(&'static str, Field)>,
}

/// A field of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Field {
    /// A number or a flag.
    Number(CK_ULONG),
    /// A buffer, `None` for NULL.
    Bytes(Option<Vec<u8>>),
    /// A pointer that a module writes through: whether it is there.
    Pointer(bool),
    /// A struct, `None` for NULL.
    Struct(Option<Parameter>),
    /// Several structs.
    List(Vec<Parameter>),
    /// A template.
    Template(Vec<Attribute>),
    /// A mechanism, `None` for NULL.
    Mechanism(Option<Mechanism>),
}

impl Parameter {
    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|(field, _)| *field == name).map(|(_, field)| field)
    }

    /// The number in the field of this name.
    pub fn number(&self, name: &str) -> Option<CK_ULONG> {
        match self.field(name)? {
            Field::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The buffer that the field of this name points to.
    pub fn buffer(&self, name: &str) -> Option<&[u8]> {
        match self.field(name)? {
            Field::Bytes(bytes) => bytes.as_deref(),
            _ => None,
        }
    }

    /// The struct in the field of this name.
    pub fn inner(&self, name: &str) -> Option<&Self> {
        match self.field(name)? {
            Field::Struct(parameter) => parameter.as_ref(),
            _ => None,
        }
    }

    /// The whole parameter as one number.
    pub fn as_number(&self) -> Option<CK_ULONG> {
        Some(CK_ULONG::from_ne_bytes(self.bytes.as_slice().try_into().ok()?))
    }
}

/// Which struct a mechanism's parameter is; a mechanism can have others for messages and for authenticated wrapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    Ordinary,
    Message,
    WrapAuthenticated,
}

/// Reads a mechanism and its parameter. NULL is a bad argument.
///
/// # Safety
///
/// `mechanism` is NULL or points to a mechanism, whose parameter is as long as it says, and is that of the mechanism if
/// it has the length of the struct that belongs to it.
pub(super) unsafe fn mechanism(mechanism: *const CK_MECHANISM, usage: Use) -> Rv<Mechanism> {
    // SAFETY: the caller's promise.
    let CK_MECHANISM { mechanism: type_, pParameter, ulParameterLen } = unsafe { load(mechanism) }?;
    // SAFETY: the caller's promise about the parameter.
    let parameter = unsafe { parameter(type_, usage, pParameter.cast(), ulParameterLen) }?;
    Ok(Mechanism { type_, parameter })
}

/// Reads a parameter.
///
/// # Safety
///
/// As for the parameter of [`mechanism`].
pub(super) unsafe fn parameter(
    type_: CK_MECHANISM_TYPE,
    usage: Use,
    pointer: *const u8,
    length: CK_ULONG,
) -> Rv<Parameter> {
    if pointer.is_null() {
        return if length == 0 {
            Ok(Parameter { null: true, ..Parameter::default() })
        } else {
            Err(CKR_MECHANISM_PARAM_INVALID)
        };
    }
    if let Some(structure) = structure(type_, usage).filter(|structure| structure.size == size(length)) {
        // SAFETY: not NULL, of the struct's length, and of the struct's kind by the caller's promise.
        return unsafe { (structure.read)(pointer) };
    }
    // SAFETY: not NULL, and as long as it says by the caller's promise.
    Ok(Parameter { bytes: unsafe { bytes(pointer, length) }?, ..Parameter::default() })
}
