//! The types that attributes have, and how each is written and read.

use super::lent::Lent;
use super::{Attribute, Date, Template};
use crate::{
    CertificateType, HwFeatureType, KeyType, MechanismType, ObjectClass, ProfileId, Reason, SecretBytes, Trust, Ulong,
    Version,
};
use pkcs11_sys::{CK_ATTRIBUTE_TYPE, CK_BBOOL, CK_ULONG, CK_UNAVAILABLE_INFORMATION};

/// How an attribute is read: its size where the type fixes it, and what its bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A CK_BBOOL.
    Bool,
    /// A CK_ULONG.
    Ulong,
    /// A CK_DATE.
    Date,
    /// A CK_VERSION.
    Version,
    /// UTF-8.
    Text,
    /// Bytes that anybody may see.
    Bytes,
    /// Bytes to wipe.
    Secret,
    /// An array of CK_ULONG.
    Numbers,
    /// An array of CK_ATTRIBUTE.
    Template,
}

impl Kind {
    /// The size in bytes, where the type has one.
    pub(crate) const fn size(self) -> Option<usize> {
        match self {
            Self::Bool => Some(size_of::<CK_BBOOL>()),
            Self::Ulong => Some(size_of::<CK_ULONG>()),
            Self::Date => Some(8),
            Self::Version => Some(2),
            Self::Text | Self::Bytes | Self::Secret | Self::Numbers | Self::Template => None,
        }
    }
}

/// Why bytes are not a value of the type that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// There is no value, for this reason.
    Reason(Reason),
    /// The module gave a length that the type cannot have.
    Length,
}

impl From<Reason> for Misfit {
    fn from(reason: Reason) -> Self {
        Self::Reason(reason)
    }
}

/// A type that attributes can have. The crate implements it; nobody else can.
pub trait Value: Sized + sealed::Sealed {
    /// What [`Key::is`](super::Key::is) takes: the value itself, or a borrow of it.
    type Borrowed<'a>;
    /// What reading into the caller's buffer gives.
    type Ref<'b>;
    #[doc(hidden)]
    const KIND: Kind;
    #[doc(hidden)]
    fn erase(number: CK_ATTRIBUTE_TYPE, value: Self::Borrowed<'_>) -> Lent<'_>;
    #[doc(hidden)]
    fn decode(bytes: &[u8]) -> Result<Self, Misfit>;
    /// The value out of a nested template: only [`Template`] has one.
    #[doc(hidden)]
    fn from_template(_template: Template) -> Option<Self> {
        None
    }
    #[doc(hidden)]
    fn borrow(bytes: &[u8]) -> Result<Self::Ref<'_>, Misfit>;
    /// The value out of bytes that do not live as long; what borrows is empty then.
    #[doc(hidden)]
    fn by_value<'b>(bytes: &[u8]) -> Result<Self::Ref<'b>, Misfit>;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! value {
    ($type:ty, $kind:ident, borrowed $borrowed:ty, $erase:expr, $decode:expr) => {
        value!($type, $kind, borrowed $borrowed, $erase, $decode, ref $type, $decode, $decode);
    };
    ($type:ty, $kind:ident, borrowed $borrowed:ty, $erase:expr, $decode:expr, ref $ref:ty, $borrow:expr, $by_value:expr) => {
        impl sealed::Sealed for $type {}
        impl Value for $type {
            type Borrowed<'a> = $borrowed;
            type Ref<'b> = $ref;
            const KIND: Kind = Kind::$kind;

            #[inline]
            fn erase(number: CK_ATTRIBUTE_TYPE, value: Self::Borrowed<'_>) -> Lent<'_> {
                $erase(number, value)
            }

            #[inline]
            fn decode(bytes: &[u8]) -> Result<Self, Misfit> {
                $decode(bytes)
            }

            #[inline]
            fn borrow(bytes: &[u8]) -> Result<Self::Ref<'_>, Misfit> {
                $borrow(bytes)
            }

            #[inline]
            fn by_value<'b>(bytes: &[u8]) -> Result<Self::Ref<'b>, Misfit> {
                $by_value(bytes)
            }
        }
    };
}

macro_rules! number_values {
    ($($number:ident)*) => {
        $(value!(
            $number, Ulong, borrowed $number,
            |number, value: $number| Lent::ulong(number, value.raw()),
            |bytes: &[u8]| ulong(bytes).map($number::new)
        );)*
    };
}

value!(bool, Bool, borrowed bool, Lent::bool, boolean);
value!(Ulong, Ulong, borrowed Ulong, Lent::ulong, ulong);
value!(Date, Date, borrowed Date, Lent::date, date);
value!(Version, Version, borrowed Version, Lent::version, version);
value!(
    String, Text, borrowed &'a str, lend_text, |bytes: &[u8]| text(bytes).map(str::to_owned),
    ref &'b str, text, |_: &[u8]| Ok("")
);
value!(Vec<u8>, Bytes, borrowed &'a [u8], Lent::bytes, |bytes: &[u8]| Ok(bytes.to_vec()), ref &'b [u8], Ok, empty);
value!(SecretBytes, Secret, borrowed &'a [u8], Lent::bytes, |bytes: &[u8]| Ok(bytes.into()), ref &'b [u8], Ok, empty);
value!(Vec<Ulong>, Numbers, borrowed &'a [Ulong], Lent::numbers, ulongs);
value!(
    Vec<MechanismType>, Numbers, borrowed &'a [MechanismType], Lent::mechanisms,
    |bytes: &[u8]| Ok(ulongs(bytes)?.into_iter().map(MechanismType::new).collect())
);
number_values! { ObjectClass KeyType MechanismType CertificateType HwFeatureType Trust ProfileId }

impl sealed::Sealed for Template {}

impl Value for Template {
    type Borrowed<'a> = &'a [Attribute<'a>];
    type Ref<'b> = Self;
    const KIND: Kind = Kind::Template;

    fn erase(number: CK_ATTRIBUTE_TYPE, template: Self::Borrowed<'_>) -> Lent<'_> {
        Lent::template(number, template)
    }

    /// A template is never read as bytes.
    fn decode(_bytes: &[u8]) -> Result<Self, Misfit> {
        Err(Misfit::Length)
    }

    fn borrow(_bytes: &[u8]) -> Result<Self, Misfit> {
        Err(Misfit::Length)
    }

    fn by_value<'b>(_bytes: &[u8]) -> Result<Self::Ref<'b>, Misfit> {
        Err(Misfit::Length)
    }

    fn from_template(template: Template) -> Option<Self> {
        Some(template)
    }
}

fn empty<'b>(_bytes: &[u8]) -> Result<&'b [u8], Misfit> {
    Ok(&[])
}

#[inline]
fn lend_text(number: CK_ATTRIBUTE_TYPE, text: &str) -> Lent<'_> {
    Lent::bytes(number, text.as_bytes())
}

/// Any width that is a C integer, since some modules give a boolean as an int; every bit counts.
#[inline]
fn boolean(bytes: &[u8]) -> Result<bool, Misfit> {
    match bytes {
        [] => Err(Reason::Empty.into()),
        [byte] => Ok(*byte != 0),
        _ if matches!(bytes.len(), 2 | 4 | 8) => Ok(bytes.iter().any(|byte| *byte != 0)),
        _ => Err(Misfit::Length),
    }
}

#[inline]
fn ulong(bytes: &[u8]) -> Result<Ulong, Misfit> {
    if bytes.is_empty() {
        return Err(Reason::Empty.into());
    }
    match CK_ULONG::from_ne_bytes(bytes.try_into().map_err(|_| Misfit::Length)?) {
        CK_UNAVAILABLE_INFORMATION => Err(Reason::Unavailable.into()),
        value => Ok(value),
    }
}

fn ulongs(bytes: &[u8]) -> Result<Vec<Ulong>, Misfit> {
    let numbers = bytes.chunks_exact(size_of::<CK_ULONG>());
    if !numbers.remainder().is_empty() {
        return Err(Misfit::Length);
    }
    numbers.map(|number| Ok(CK_ULONG::from_ne_bytes(number.try_into().map_err(|_| Misfit::Length)?))).collect()
}

/// An empty date comes as no bytes, as zeros in ASCII, as blanks or as NULs.
fn date(bytes: &[u8]) -> Result<Date, Misfit> {
    let digits: [u8; 8] = match bytes.len() {
        0 => return Err(Reason::Empty.into()),
        _ => bytes.try_into().map_err(|_| Misfit::Length)?,
    };
    match Date::from_ascii(digits) {
        Some(date) => Ok(date),
        None if digits.iter().all(|digit| matches!(digit, b'0' | b' ' | 0)) => Err(Reason::Empty.into()),
        None => Err(Reason::Malformed.into()),
    }
}

fn version(bytes: &[u8]) -> Result<Version, Misfit> {
    match bytes {
        [] => Err(Reason::Empty.into()),
        [major, minor] => Ok(Version::new(*major, *minor)),
        _ => Err(Misfit::Length),
    }
}

fn text(bytes: &[u8]) -> Result<&str, Misfit> {
    core::str::from_utf8(bytes).map_err(|_| Reason::Malformed.into())
}
