//! What a mechanism should look like when it arrives: its number by the standard's name, and the fields of its struct.

use pkcs11_sys::CK_ULONG;
use std::collections::BTreeMap;
use support::module::{Field, Mechanism, Parameter};

/// A mechanism and its parameter.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    mechanism: String,
    parameter: Wanted,
}

#[derive(Clone, Debug)]
enum Wanted {
    Bytes(Vec<u8>),
    Struct(Fields),
}

/// A struct by name, and its fields.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fields {
    name: &'static str,
    fields: BTreeMap<&'static str, Field>,
}

macro_rules! numbers_of_names {
    ({} $($name:ident $short:ident $value:expr;)*) => {
        &[$((stringify!($name), pkcs11_sys::$name)),*]
    };
}

/// The number of a mechanism by its name in the standard.
pub(super) fn number(name: &str) -> CK_ULONG {
    const NAMES: &[(&str, CK_ULONG)] = pkcs11_sys::with_ckm!(numbers_of_names {});
    NAMES.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("no mechanism is called {name}")).1
}

/// A length as the module sees it.
pub(super) fn ulong(count: usize) -> CK_ULONG {
    CK_ULONG::try_from(count).unwrap_or(CK_ULONG::MAX)
}

/// A buffer: nothing is a NULL.
pub(super) fn buffer(bytes: &[u8]) -> Field {
    Field::Bytes((!bytes.is_empty()).then(|| bytes.to_vec()))
}

impl Expected {
    /// Plain bytes, and NULL where there are none.
    pub(super) fn bytes(mechanism: impl Into<String>, bytes: impl AsRef<[u8]>) -> Self {
        Self { mechanism: mechanism.into(), parameter: Wanted::Bytes(bytes.as_ref().to_vec()) }
    }

    /// One number.
    pub(super) fn number(mechanism: impl Into<String>, value: usize) -> Self {
        Self::bytes(mechanism, ulong(value).to_ne_bytes())
    }

    /// A struct.
    pub(super) fn of(mechanism: impl Into<String>, fields: Fields) -> Self {
        Self { mechanism: mechanism.into(), parameter: Wanted::Struct(fields) }
    }

    #[track_caller]
    pub(super) fn assert(&self, builder: &str, arrived: &Mechanism) {
        assert_eq!(arrived.type_, number(&self.mechanism), "{builder} is {}", self.mechanism);
        match &self.parameter {
            Wanted::Bytes(bytes) => {
                assert_eq!(arrived.parameter.bytes, *bytes, "{builder}");
                assert_eq!(arrived.parameter.null, bytes.is_empty(), "{builder}");
            }
            Wanted::Struct(fields) => assert_eq!(Some(fields), Fields::read(&arrived.parameter).as_ref(), "{builder}"),
        }
    }
}

impl Fields {
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, fields: BTreeMap::new() }
    }

    /// A field.
    pub(super) fn field(mut self, name: &'static str, field: Field) -> Self {
        assert!(self.fields.insert(name, field).is_none(), "{name} twice");
        self
    }

    /// A number.
    pub(super) fn n(self, name: &'static str, number: impl Into<CK_ULONG>) -> Self {
        self.field(name, Field::Number(number.into()))
    }

    /// A number that counts.
    pub(super) fn count(self, name: &'static str, count: usize) -> Self {
        self.n(name, ulong(count))
    }

    /// A buffer and its length.
    pub(super) fn b(self, name: &'static str, length: &'static str, bytes: &[u8]) -> Self {
        self.count(length, bytes.len()).field(name, buffer(bytes))
    }

    /// Bytes in the struct itself.
    pub(super) fn a(self, name: &'static str, bytes: &[u8]) -> Self {
        self.field(name, Field::Bytes(Some(bytes.to_vec())))
    }

    /// As it arrived; `None` if it was not read as a struct.
    fn read(parameter: &Parameter) -> Option<Self> {
        let fields = parameter.fields.iter().cloned().collect();
        Some(Self { name: parameter.structure?, fields })
    }

    /// Whether a struct within a struct is this one.
    pub(super) fn is(&self, parameter: &Parameter) -> bool {
        Self::read(parameter).as_ref() == Some(self)
    }
}
