//! Every attribute of the table, through the module and back: typed, into a buffer, without its type.

use crate::inputs::number;
use crate::run::{Fixture, property};
use crate::values::Sample;
use core::fmt::Debug;
use pkcs11_safe::attribute::{self as attr, Date, Key, Template, Version};
use pkcs11_safe::{
    CertificateType, Error, HwFeatureType, KeyType, MechanismType, Object, ObjectClass, ProfileId, Reason, SecretBytes,
    Trust, Ulong,
};
use pkcs11_sys::*;
use proptest::prelude::*;
use support::pattern::{PATTERNS, unwritten};

/// A class of objects of a vendor: the module lets them have any attribute.
const VENDORS: ObjectClass = ObjectClass::new(CKO_VENDOR_DEFINED | 7);

macro_rules! attributes {
    ($($name:ident: $type:ty = $number:ident;)*) => {
        /// The rows: name, type, number.
        pub(crate) const ROWS: &[(&str, &str, CK_ATTRIBUTE_TYPE)] =
            &[$((stringify!($name), stringify!($type), $number)),*];

        /// A property of each row, by its type.
        const PROPERTIES: &[fn(&Fixture)] = &[$(|fixture| {
            assert_eq!(attr::$name.attribute_type().raw(), $number);
            assert_eq!(concat!("CKA_", stringify!($name)), stringify!($number));
            comes_back::<$type>(fixture, attr::$name);
        }),*];
    };
}

include!(concat!(env!("OUT_DIR"), "/attributes.rs"));

/// Makes an object with this attribute; `None` for the class, which is any number of a vendor's.
fn made<T: Sample>(fixture: &Fixture, key: Key<T>, drawn: &T::Drawn) -> Object {
    let mut made = None;
    T::lend(key, drawn, &mut |attribute| {
        let class = attr::CLASS.is(VENDORS);
        let both = [class, attribute];
        let template = if key.attribute_type() == attr::CLASS.attribute_type() { &both[1..] } else { &both[..] };
        made = Some(fixture.create_object(template).expect("creates"));
    });
    made.expect("was lent")
}

/// Asserts that a value comes back as it was set, in each way of reading.
fn comes_back<T>(fixture: &Fixture, key: Key<T>)
where
    T: Sample + Debug,
    for<'b> T::Ref<'b>: Debug,
{
    let drawn = if key.attribute_type() == attr::CLASS.attribute_type() {
        // An object's class decides what else it has.
        T::draw().prop_filter("a vendor's class", |drawn| format!("{drawn:?}").parse().is_ok_and(is_vendors)).boxed()
    } else {
        T::draw()
    };
    let names = [key.attribute_type()];
    property(12, drawn, |drawn| {
        let object = made(fixture, key, &drawn);
        if !T::is_there(&drawn) {
            let read = fixture.get(object, key).map(drop);
            assert!(matches!(read, Err(Error::Attribute { reason: Reason::Unavailable, .. })), "{key:?}: {read:?}");
            assert!(fixture.get(object, key.optional()).expect("reads").is_none(), "{key:?}");
            return;
        }
        let read = fixture.get(object, key).unwrap_or_else(|error| panic!("{key:?}: {error}"));
        assert!(T::is(&read, &drawn), "{key:?}: {read:?}");
        let read = fixture.get(object, key.optional()).expect("reads").expect("is there");
        assert!(T::is(&read, &drawn), "{key:?}: {read:?}");

        let entries = fixture.attributes(object, &names).expect("reads");
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].attribute_type(), names[0]);
        assert!(T::is_entry(entries[0].value().expect("is there"), &drawn), "{key:?}: {entries:?}");
        let read = entries[0].get(key).expect("is of that type");
        assert!(T::is(&read, &drawn), "{key:?}: {read:?}");

        into_buffers(fixture, object, key, &drawn);
        fixture.destroy(object).or_else(indestructible).expect("destroys");
    });
}

fn is_vendors(number: Ulong) -> bool {
    number & CKO_VENDOR_DEFINED != 0
}

/// An object may say that it is not to be destroyed.
fn indestructible(error: Error) -> Result<(), Error> {
    if error.return_value() == Some(pkcs11_safe::ReturnValue::ACTION_PROHIBITED) { Ok(()) } else { Err(error) }
}

/// Reads into buffers of every size that makes a difference: what is too small is told with the size that is enough.
fn into_buffers<T: Sample>(fixture: &Fixture, object: Object, key: Key<T>, drawn: &T::Drawn)
where
    for<'b> T::Ref<'b>: Debug,
{
    if !lends(fixture, object, key) {
        return;
    }
    let mut large = vec![0xee; 6000];
    let read = fixture.get_in(object, key, &mut large).unwrap_or_else(|error| panic!("{key:?}: {error}"));
    assert!(T::is_ref(&read, drawn), "{key:?}: {read:?}");
    for room in [0, 1, 8, 300] {
        let mut buffer = vec![0xee; room];
        match fixture.get_in(object, key, &mut buffer) {
            Ok(read) => assert!(T::is_ref(&read, drawn), "{key:?} in {room} bytes: {read:?}"),
            Err(Error::Usage { argument: "buffer", .. }) => {}
            Err(error) => panic!("{key:?} in {room} bytes: {error}"),
        }
    }
}

/// Whether a value can be read into a buffer: templates have pointers in them and cannot.
fn lends<T: Sample>(fixture: &Fixture, object: Object, key: Key<T>) -> bool {
    let is_template = key.attribute_type().is_template();
    if is_template {
        let read = fixture.get_in(object, key, &mut [0; 64]).map(drop);
        assert!(read.is_err(), "{key:?} into a buffer");
    }
    !is_template
}

#[test]
fn every_attribute_of_the_table_comes_back_as_it_was_set() {
    assert_eq!(PROPERTIES.len(), ROWS.len());
    assert!(ROWS.len() > 150, "{} rows", ROWS.len());
    let fixture = Fixture::new();
    // Under Miri, each type once.
    let mut seen: Vec<&str> = Vec::new();
    for ((_, kind, _), property) in ROWS.iter().zip(PROPERTIES) {
        if !cfg!(miri) || !seen.contains(kind) {
            seen.push(*kind);
            property(&fixture);
        }
    }
}

#[test]
fn attributes_of_any_number_come_back_as_they_were_set() {
    fn check<T>(fixture: &Fixture, number: CK_ATTRIBUTE_TYPE)
    where
        T: Sample + Debug,
        for<'b> T::Ref<'b>: Debug,
    {
        comes_back::<T>(fixture, Key::vendor(number));
    }
    let fixture = Fixture::new();
    let numbers = number().prop_map(|number| (number | CKA_VENDOR_DEFINED) & !CKF_ARRAY_ATTRIBUTE);
    property(12, numbers, |number| {
        check::<bool>(&fixture, number);
        check::<Ulong>(&fixture, number);
        check::<Date>(&fixture, number);
        check::<Version>(&fixture, number);
        check::<String>(&fixture, number);
        check::<Vec<u8>>(&fixture, number);
        check::<SecretBytes>(&fixture, number);
        check::<Vec<MechanismType>>(&fixture, number);
        check::<KeyType>(&fixture, number);
    });
}

/// What an object has of an attribute.
#[derive(Clone, Debug)]
enum Has {
    Nothing,
    Empty,
    Value(Vec<u8>),
    Secret,
}

#[test]
fn absent_empty_sensitive_and_present_are_told_apart_in_any_mix() {
    // Attributes of a secret key that may be there, be empty, or be left out; the value is sensitive or not.
    let keys = [Key::<Vec<u8>>::vendor(CKA_VENDOR_DEFINED | 1), Key::vendor(CKA_VENDOR_DEFINED | 2), attr::ID];
    let has = prop_oneof![
        Just(Has::Nothing),
        Just(Has::Empty),
        crate::inputs::bytes().prop_filter("is empty", |bytes| !bytes.is_empty()).prop_map(Has::Value),
    ];
    let drawn = ([has.clone(), has.clone(), has], any::<bool>(), prop::sample::subsequence(vec![0, 1, 2, 3], 1..=4));
    let fixture = Fixture::new();
    property(192, drawn, |(has, sensitive, order)| {
        let mut template = vec![
            attr::CLASS.is(ObjectClass::SECRET_KEY),
            attr::KEY_TYPE.is(KeyType::GENERIC_SECRET),
            attr::VALUE.is(b"a secret"),
            attr::SENSITIVE.is(sensitive),
        ];
        for (key, has) in keys.iter().zip(&has) {
            match has {
                Has::Empty => template.push(key.is(b"")),
                Has::Value(bytes) => template.push(key.is(bytes)),
                Has::Nothing | Has::Secret => {}
            }
        }
        let object = fixture.create_object(&template).expect("creates");
        let expected = |which: usize| match has.get(which) {
            // The module gives a key an empty identifier of its own.
            Some(Has::Nothing) if which == 2 => Has::Empty,
            Some(has) => has.clone(),
            None if sensitive => Has::Secret,
            None => Has::Value(b"a secret".to_vec()),
        };
        let names: Vec<_> = order
            .iter()
            .map(|which| keys.get(*which).map_or(CKA_VALUE, |key| key.attribute_type().raw()).into())
            .collect();
        let entries = fixture.attributes(object, &names).expect("reads");
        assert_eq!(entries.iter().map(attr::Entry::attribute_type).collect::<Vec<_>>(), names);
        for (entry, which) in entries.iter().zip(&order) {
            match (entry.value().map(|value| value.as_bytes()), expected(*which)) {
                (Err(Reason::Absent), Has::Nothing) | (Err(Reason::Sensitive), Has::Secret) => {}
                (Ok(Some(b"")), Has::Empty) => {}
                (Ok(Some(found)), Has::Value(bytes)) => assert_eq!(found, bytes),
                (found, expected) => panic!("{entry:?} is {found:?} and not {expected:?}"),
            }
        }
        for which in order {
            match (keys.get(which), expected(which)) {
                (Some(key), Has::Nothing) => assert_reason(fixture.get(object, *key), Reason::Absent),
                (Some(key), Has::Empty) => {
                    assert_eq!(fixture.get(object, key.optional()).expect("reads"), Some(vec![]));
                }
                (Some(key), Has::Value(bytes)) => assert_eq!(fixture.get(object, *key).expect("reads"), bytes),
                (None, Has::Secret) => {
                    assert_reason(fixture.get(object, attr::VALUE), Reason::Sensitive);
                    assert_reason(fixture.get(object, attr::VALUE.optional()), Reason::Sensitive);
                }
                (None, _) => assert_eq!(&*fixture.get(object, attr::VALUE).expect("reads"), b"a secret"),
                (key, expected) => panic!("{key:?} cannot be {expected:?}"),
            }
        }
        fixture.destroy(object).expect("destroys");
    });
}

#[track_caller]
fn assert_reason<T>(read: Result<T, Error>, expected: Reason) {
    match read {
        Err(Error::Attribute { reason, .. }) => assert_eq!(reason, expected),
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("has a value and should be {expected:?}"),
    }
}

#[test]
fn values_in_a_template_that_look_like_unwritten_memory_are_values() {
    let fixture = Fixture::new();
    let key = Key::<Vec<u8>>::vendor(CKA_VENDOR_DEFINED | 3);
    for pattern in PATTERNS {
        for length in (1..20).step_by(if cfg!(miri) { 7 } else { 1 }) {
            let value = unwritten(pattern, length);
            let inner = [key.is(&value), attr::SENSITIVE.is(true)];
            let template = [attr::CLASS.is(VENDORS), attr::WRAP_TEMPLATE.is(&inner), key.is(&value)];
            let object = fixture.create_object(&template).expect("creates");
            let (read, outside) = fixture.get(object, (attr::WRAP_TEMPLATE, key)).expect("reads");
            assert_eq!((read.get(key).as_ref(), read.get(attr::SENSITIVE)), (Some(&value), Some(true)));
            assert_eq!(outside, value);
        }
    }
}
