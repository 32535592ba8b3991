//! Keys and attributes: a typed name, and its pair of number and value without the type.

use super::ask::{Ask, guess};
use super::kind::{Kind, Value};
use super::lent::{Lent, View};
use super::query::{Bytes, Optional};
use super::table::{is_known, kind_of};
use crate::{AttributeType, KeyType, ObjectClass};
use core::fmt;
use core::marker::PhantomData;
use pkcs11_sys::CK_ATTRIBUTE_TYPE;

/// The name of an attribute whose value reads as a `T`.
///
/// The standard's attributes are constants of [the module](super); a vendor's are made with [`Key::vendor`].
pub struct Key<T> {
    attribute: AttributeType,
    /// Bytes of room that the first call offers, for values without a size of their own.
    guess: usize,
    value: PhantomData<fn() -> T>,
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Key<T> {}

impl<T> Key<T> {
    /// The number of the attribute.
    #[must_use]
    #[doc(alias = "type")]
    pub const fn attribute_type(self) -> AttributeType {
        self.attribute
    }

    /// Reads as `None` what is absent, empty or unavailable. Sensitive stays an error.
    #[must_use]
    pub const fn optional(self) -> Optional<Self> {
        Optional(self)
    }
}

impl<T: Value> Key<T> {
    /// The rows of the table, and nobody else: here `T` fits the number.
    pub(super) const fn of(number: CK_ATTRIBUTE_TYPE) -> Self {
        let attribute = AttributeType::new(number);
        Self { attribute, guess: guess(attribute, T::KIND), value: PhantomData }
    }

    #[inline]
    pub(super) const fn asked(self) -> Ask {
        Ask { attribute: self.attribute, kind: T::KIND, guess: self.guess }
    }

    /// An attribute that the table does not have: a vendor's, or one of a later standard.
    ///
    /// # Panics
    ///
    /// If the number is that of a template (the array bit, `0x4000_0000`): a module treats the buffer of such an
    /// attribute as pointers. In a constant that is an error of the compiler:
    ///
    /// ```compile_fail,E0080
    /// use pkcs11_safe::attribute::Key;
    /// const TEMPLATE: Key<Vec<u8>> = Key::vendor(0xc000_0001);
    /// ```
    ///
    /// # Examples
    ///
    /// ```
    /// use pkcs11_safe::attribute::Key;
    /// const MY_FLAG: Key<bool> = Key::vendor(0x8000_0001);
    /// ```
    #[must_use]
    pub const fn vendor(number: CK_ATTRIBUTE_TYPE) -> Self {
        assert!(
            !matches!(T::KIND, Kind::Template),
            "a template has the array bit in its number, and a row in the table"
        );
        assert!(
            !AttributeType::new(number).is_template(),
            "an attribute with the array bit is a template, not a value"
        );
        Self::of(number)
    }

    /// The attribute with a value: for templates, to set and to match.
    #[must_use]
    #[inline]
    pub fn is(self, value: T::Borrowed<'_>) -> Attribute<'_> {
        Attribute::new(T::erase(self.attribute.raw(), value))
    }

    /// Reads the value as the bytes that the token gives, whatever the type; a template has none.
    #[must_use]
    pub const fn bytes(self) -> Bytes {
        Bytes(self.attribute)
    }
}

impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.attribute, f)
    }
}

/// An attribute with its value, as templates hold them: made by [`Key::is`].
///
/// Numbers, booleans and dates are held inline, bytes and text are borrowed. Debug shows the number and the size of the
/// value, not the value.
#[derive(Clone, Copy)]
#[repr(transparent)]
#[doc(alias = "CK_ATTRIBUTE")]
pub struct Attribute<'a>(Lent<'a>);

impl<'a> Attribute<'a> {
    #[inline]
    pub(crate) const fn new(lent: Lent<'a>) -> Self {
        Self(lent)
    }

    /// The number of the attribute.
    #[must_use]
    pub const fn attribute_type(&self) -> AttributeType {
        AttributeType::new(self.0.number())
    }

    /// For errors: the number, and the value where it is short and no secret.
    pub(crate) fn describe(&self) -> String {
        let attribute = self.attribute_type();
        if let Some(value) = self.0.as_ulong() {
            return match attribute {
                AttributeType::CLASS => format!("{attribute}={}", ObjectClass::new(value)),
                AttributeType::KEY_TYPE => format!("{attribute}={}", KeyType::new(value)),
                _ => format!("{attribute}={value}"),
            };
        }
        match (self.0.view(), kind_of(attribute)) {
            (View::Bytes(text), Kind::Text) => format!("{attribute}={:?}", String::from_utf8_lossy(text)),
            (View::Bytes(bytes), Kind::Bytes) if bytes.len() <= 32 && is_known(attribute) => {
                format!("{attribute}={}", Hex(bytes))
            }
            _ => format!("{self:?}"),
        }
    }

    /// In the form in which it is lent to a module.
    #[inline]
    pub(crate) const fn lent(&self) -> &Lent<'a> {
        &self.0
    }
}

impl fmt::Debug for Attribute<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let attribute = self.attribute_type();
        match self.0.view() {
            View::Bool(value) => write!(f, "{attribute}={value}"),
            View::Template(template) => write!(f, "{attribute}={template:?}"),
            _ => write!(f, "{attribute}({} bytes)", self.0.size()),
        }
    }
}

struct Hex<'a>(&'a [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
