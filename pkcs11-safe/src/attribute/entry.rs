//! Attributes read without a type: the dynamic reading, and nested templates.

use super::kind::{Kind, Misfit, Value};
use super::{Date, Key};
use crate::{AttributeType, Reason, SecretBytes, Ulong, Version};
use core::fmt;

/// An attribute that was asked for, and its value or the reason why there is none.
#[derive(Clone, Debug)]
pub struct Entry {
    attribute: AttributeType,
    value: Result<OwnedValue, Reason>,
}

impl Entry {
    pub(crate) fn new(attribute: AttributeType, value: Result<OwnedValue, Reason>) -> Self {
        Self { attribute, value }
    }

    /// The number of the attribute.
    #[must_use]
    pub fn attribute_type(&self) -> AttributeType {
        self.attribute
    }

    /// The value as the token gave it.
    ///
    /// # Errors
    ///
    /// The reason why there is none.
    pub fn value(&self) -> Result<&OwnedValue, Reason> {
        self.value.as_ref().map_err(|reason| *reason)
    }

    /// The value as what the key says it is; `None` if the key is of another attribute, or the bytes do not fit its
    /// type.
    #[must_use]
    pub fn get<T: Value>(&self, key: Key<T>) -> Option<T> {
        match self.value() {
            _ if key.attribute_type() != self.attribute => None,
            Ok(OwnedValue::Template(template)) => T::from_template(template.clone()),
            Ok(value) => T::decode(value.as_bytes()?).ok(),
            Err(_) => None,
        }
    }
}

/// A value as the token gave it.
#[derive(Clone)]
#[non_exhaustive]
pub enum OwnedValue {
    /// The bytes of the value; numbers are in the computer's own byte order.
    Bytes(Vec<u8>),
    /// The bytes of a value that is wiped on drop.
    Secret(SecretBytes),
    /// A template.
    Template(Template),
}

impl OwnedValue {
    /// The bytes; a template has none.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::Secret(bytes) => Some(bytes),
            Self::Template(_) => None,
        }
    }

    /// The bytes, unless they say that there is no value. What does not fit its type is kept as it came.
    pub(crate) fn new(kind: Kind, bytes: &[u8]) -> Result<Self, Reason> {
        let decoded = match kind {
            Kind::Secret => return Ok(Self::Secret(bytes.into())),
            Kind::Bool => bool::decode(bytes).map(drop),
            Kind::Ulong => Ulong::decode(bytes).map(drop),
            Kind::Date => Date::decode(bytes).map(drop),
            Kind::Version => Version::decode(bytes).map(drop),
            Kind::Text | Kind::Bytes | Kind::Numbers | Kind::Template => Ok(()),
        };
        match decoded {
            Err(Misfit::Reason(reason @ (Reason::Empty | Reason::Unavailable))) => Err(reason),
            _ => Ok(Self::Bytes(bytes.to_vec())),
        }
    }
}

/// Shows sizes, not contents.
impl fmt::Debug for OwnedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
            Self::Secret(bytes) => bytes.fmt(f),
            Self::Template(template) => template.fmt(f),
        }
    }
}

/// A template as a value: what `CKA_WRAP_TEMPLATE` and its like hold.
#[derive(Clone, Debug, Default)]
pub struct Template(pub(crate) Vec<Entry>);

impl Template {
    /// The attributes in it, in the token's order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// The value of an attribute in it, `None` if it is not there or of another form.
    #[must_use]
    pub fn get<T: Value>(&self, key: Key<T>) -> Option<T> {
        self.0.iter().find(|entry| entry.attribute == key.attribute_type())?.get(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribute as attr;

    #[test]
    fn an_entry_gives_its_value_by_key_and_nothing_by_another() {
        let entry = Entry::new(AttributeType::LABEL, Ok(OwnedValue::Bytes(b"key".to_vec())));
        assert_eq!(entry.get(attr::LABEL).as_deref(), Some("key"));
        assert_eq!(entry.get(attr::ID), None);
        let sensitive = Entry::new(AttributeType::VALUE, Err(Reason::Sensitive));
        assert!(sensitive.get(attr::VALUE).is_none());
        assert_eq!(sensitive.value().unwrap_err(), Reason::Sensitive);
    }

    #[test]
    fn debug_shows_no_bytes() {
        let entry = Entry::new(AttributeType::ID, Ok(OwnedValue::Bytes(vec![0xab, 0xcd])));
        assert_eq!(format!("{entry:?}"), "Entry { attribute: CKA_ID, value: Ok(Bytes(2 bytes)) }");
    }
}
