//! Keys and attributes: a typed name, and its erased pair of number and value.

use super::kind::{Kind, Value};
use super::query::{Bytes, Optional};
use super::table::{is_known, kind_of};
use crate::{AttributeType, KeyType, MechanismType, ObjectClass, Ulong};
use core::fmt;
use core::marker::PhantomData;
use pkcs11_sys::{CK_ATTRIBUTE_TYPE, CK_ULONG};

/// The name of an attribute whose value reads as a `T`.
///
/// The standard's attributes are constants of [the module](super); a vendor's are made with [`Key::vendor`].
pub struct Key<T> {
    attribute: AttributeType,
    value: PhantomData<fn() -> T>,
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Key<T> {}

impl<T> Key<T> {
    /// The rows of the table, and nobody else: here `T` fits the number.
    pub(super) const fn of(number: CK_ATTRIBUTE_TYPE) -> Self {
        Self { attribute: AttributeType::new(number), value: PhantomData }
    }

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
        Attribute { attribute: self.attribute, value: T::erase(value) }
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
/// Numbers, booleans and dates are held inline, bytes and text are borrowed. Debug shows the number and the size of
/// the value, not the value.
#[derive(Clone, Copy)]
#[doc(alias = "CK_ATTRIBUTE")]
pub struct Attribute<'a> {
    attribute: AttributeType,
    value: Erased<'a>,
}

/// A value without its type, in the form that a module reads.
#[derive(Clone, Copy)]
pub enum Erased<'a> {
    /// CK_BBOOL, CK_ULONG, CK_DATE, CK_VERSION
    Scalar(Scalar),
    /// Any bytes
    Bytes(&'a [u8]),
    /// An array of CK_ULONG
    Numbers(&'a [Ulong]),
    /// An array of CK_MECHANISM_TYPE
    Mechanisms(&'a [MechanismType]),
    /// An array of CK_ATTRIBUTE
    Template(&'a [Attribute<'a>]),
}

/// Bytes where any scalar of C may stand.
#[derive(Clone, Copy)]
#[repr(align(8))]
struct Aligned([u8; 8]);

// Nothing but the bytes is in it, so they are where it is.
const _: () = assert!(size_of::<Aligned>() == 8);

/// A value of a type that has a size, as it is in memory.
#[derive(Clone, Copy)]
pub struct Scalar {
    bytes: Aligned,
    size: u32,
    kind: Kind,
}

impl Scalar {
    /// The bytes of a value of this kind: at most eight.
    #[inline]
    pub(super) const fn new<const N: usize>(kind: Kind, value: [u8; N]) -> Self {
        const { assert!(N <= 8, "a scalar has at most eight bytes") };
        let mut bytes = [0; 8];
        let mut at = 0;
        while at < N {
            bytes[at] = value[at];
            at += 1;
        }
        #[allow(clippy::cast_possible_truncation, reason = "at most eight")]
        Self { bytes: Aligned(bytes), size: N as u32, kind }
    }

    /// Where the value is.
    #[inline]
    pub(crate) const fn as_ptr(&self) -> *const u8 {
        self.bytes.0.as_ptr()
    }

    #[cfg(all(test, feature = "der"))]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes.0[..self.size as usize]
    }

    /// The size of the value in bytes: at most eight.
    #[inline]
    pub(crate) const fn size(&self) -> u32 {
        self.size
    }

    /// The value, if it is a CK_ULONG.
    pub(crate) fn as_ulong(&self) -> Option<CK_ULONG> {
        let bytes = self.bytes.0.first_chunk().filter(|_| self.kind == Kind::Ulong)?;
        Some(CK_ULONG::from_ne_bytes(*bytes))
    }
}

impl<'a> Attribute<'a> {
    /// The number of the attribute.
    #[must_use]
    pub const fn attribute_type(&self) -> AttributeType {
        self.attribute
    }

    /// For errors: the number, and the value where it is short and no secret.
    pub(crate) fn describe(&self) -> String {
        let attribute = self.attribute;
        match (&self.value, kind_of(attribute)) {
            (Erased::Scalar(scalar), _) => match scalar.as_ulong() {
                Some(value) if attribute == AttributeType::CLASS => format!("{attribute}={}", ObjectClass::new(value)),
                Some(value) if attribute == AttributeType::KEY_TYPE => format!("{attribute}={}", KeyType::new(value)),
                Some(value) => format!("{attribute}={value}"),
                None => format!("{self:?}"),
            },
            (Erased::Bytes(text), Kind::Text) => format!("{attribute}={:?}", String::from_utf8_lossy(text)),
            (Erased::Bytes(bytes), Kind::Bytes) if bytes.len() <= 32 && is_known(attribute) => {
                format!("{attribute}={}", Hex(bytes))
            }
            _ => format!("{self:?}"),
        }
    }

    pub(crate) const fn erased(&self) -> &Erased<'a> {
        &self.value
    }
}

impl Erased<'_> {
    /// The size of the value in bytes; of a template, the number of attributes times the size of CK_ATTRIBUTE.
    pub(crate) const fn size(&self) -> usize {
        match self {
            Self::Scalar(scalar) => scalar.size as usize,
            Self::Bytes(bytes) => bytes.len(),
            Self::Numbers(numbers) => size_of_val(*numbers),
            Self::Mechanisms(numbers) => size_of_val(*numbers),
            Self::Template(template) => template.len() * size_of::<pkcs11_sys::CK_ATTRIBUTE>(),
        }
    }
}

impl fmt::Debug for Attribute<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Erased::Scalar(scalar) if scalar.kind == Kind::Bool => {
                write!(f, "{}={}", self.attribute, scalar.bytes.0[0] != 0)
            }
            Erased::Template(template) => write!(f, "{}={template:?}", self.attribute),
            value => write!(f, "{}({} bytes)", self.attribute, value.size()),
        }
    }
}

struct Hex<'a>(&'a [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
