//! The types of attributes: what values they have, and when what came back is what went in.

use crate::inputs::{bytes, date, number, text, version};
use crate::templates::{Item, items, lend_all, same_entries};
use core::fmt::Debug;
use pkcs11_safe::attribute::{Attribute, Date, Key, OwnedValue, Template, Value, Version};
use pkcs11_safe::{
    CertificateType, HwFeatureType, KeyType, MechanismType, ObjectClass, ProfileId, SecretBytes, Trust, Ulong,
};
use pkcs11_sys::CK_UNAVAILABLE_INFORMATION;
use proptest::collection::vec;
use proptest::prelude::*;

/// A type that attributes have.
pub(crate) trait Sample: Value {
    /// What is drawn.
    type Drawn: Debug + 'static;

    fn draw() -> BoxedStrategy<Self::Drawn>;

    /// Lends the attribute with what was drawn as its value.
    fn lend(key: Key<Self>, drawn: &Self::Drawn, run: &mut dyn FnMut(Attribute<'_>));

    /// Whether a value that was read without its type is what was drawn.
    fn is_entry(value: &OwnedValue, drawn: &Self::Drawn) -> bool;

    /// Whether an owned value is what was drawn.
    fn is(value: &Self, drawn: &Self::Drawn) -> bool;

    /// Whether a borrowed value is what was drawn.
    fn is_ref(value: &Self::Ref<'_>, drawn: &Self::Drawn) -> bool;

    /// Whether there is a value at all: the standard has one number for "unavailable".
    fn is_there(_drawn: &Self::Drawn) -> bool {
        true
    }
}

macro_rules! by_value {
    ($($type:ty, $draw:expr, $bytes:expr;)+) => {
        $(impl Sample for $type {
            type Drawn = Self;

            fn draw() -> BoxedStrategy<Self> {
                $draw.boxed()
            }

            fn lend(key: Key<Self>, drawn: &Self, run: &mut dyn FnMut(Attribute<'_>)) {
                run(key.is(*drawn));
            }

            fn is_entry(value: &OwnedValue, drawn: &Self) -> bool {
                value.as_bytes() == Some(&$bytes(*drawn))
            }

            fn is(value: &Self, drawn: &Self) -> bool {
                value == drawn
            }

            fn is_ref(value: &Self, drawn: &Self) -> bool {
                value == drawn
            }
        })+
    };
}

by_value! {
    bool, any::<bool>(), |value| vec![u8::from(value)];
    Date, date(), |date: Date| format!("{:04}{:02}{:02}", date.year(), date.month(), date.day()).into_bytes();
    Version, version(), |version: Version| vec![version.major, version.minor];
}

macro_rules! numbers {
    ($($type:ident)+) => {
        $(impl Sample for $type {
            type Drawn = Ulong;

            fn draw() -> BoxedStrategy<Ulong> {
                number().boxed()
            }

            fn lend(key: Key<Self>, drawn: &Ulong, run: &mut dyn FnMut(Attribute<'_>)) {
                run(key.is(Self::from(*drawn)));
            }

            fn is_entry(value: &OwnedValue, drawn: &Ulong) -> bool {
                value.as_bytes() == Some(&drawn.to_ne_bytes())
            }

            fn is(value: &Self, drawn: &Ulong) -> bool {
                Ulong::from(*value) == *drawn
            }

            fn is_ref(value: &Self, drawn: &Ulong) -> bool {
                Ulong::from(*value) == *drawn
            }

            fn is_there(drawn: &Ulong) -> bool {
                *drawn != CK_UNAVAILABLE_INFORMATION
            }
        })+
    };
}

numbers! { Ulong ObjectClass KeyType MechanismType CertificateType HwFeatureType Trust ProfileId }

macro_rules! borrowed {
    ($($type:ty: $drawn:ty, $draw:expr, $bytes:expr;)+) => {
        $(impl Sample for $type {
            type Drawn = $drawn;

            fn draw() -> BoxedStrategy<$drawn> {
                $draw.boxed()
            }

            fn lend(key: Key<Self>, drawn: &$drawn, run: &mut dyn FnMut(Attribute<'_>)) {
                run(key.is(drawn));
            }

            fn is_entry(value: &OwnedValue, drawn: &$drawn) -> bool {
                let bytes: fn(&$drawn) -> Vec<u8> = $bytes;
                value.as_bytes() == Some(&bytes(drawn))
            }

            fn is(value: &Self, drawn: &$drawn) -> bool {
                value[..] == drawn[..]
            }

            fn is_ref(value: &Self::Ref<'_>, drawn: &$drawn) -> bool {
                value[..] == drawn[..]
            }
        })+
    };
}

borrowed! {
    String: String, text(), |text| text.clone().into_bytes();
    Vec<u8>: Vec<u8>, bytes(), Vec::clone;
    SecretBytes: Vec<u8>, bytes(), Vec::clone;
    Vec<Ulong>: Vec<Ulong>, vec(number(), 0..40), |list| list.iter().flat_map(|number| number.to_ne_bytes()).collect();
    Vec<MechanismType>: Vec<MechanismType>, vec(number().prop_map(MechanismType::new), 0..40),
        |list| list.iter().flat_map(|number| number.raw().to_ne_bytes()).collect();
}

/// A template in an object, of numbers that are a vendor's: the reader knows nothing of them.
impl Sample for Template {
    type Drawn = Vec<Item>;

    fn draw() -> BoxedStrategy<Vec<Item>> {
        items(1..8, 3).boxed()
    }

    fn lend(key: Key<Self>, drawn: &Vec<Item>, run: &mut dyn FnMut(Attribute<'_>)) {
        lend_all(drawn, &mut |attributes| run(key.is(attributes)));
    }

    fn is_entry(value: &OwnedValue, drawn: &Vec<Item>) -> bool {
        matches!(value, OwnedValue::Template(template) if same_entries(template, drawn))
    }

    fn is(value: &Self, drawn: &Vec<Item>) -> bool {
        same_entries(value, drawn)
    }

    fn is_ref(value: &Self, drawn: &Vec<Item>) -> bool {
        same_entries(value, drawn)
    }
}
