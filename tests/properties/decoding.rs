//! Whatever bytes a module gives as the value of an attribute: a value, a reason why there is none, or the module's fault.

use crate::run::{Fixture, property};
use core::fmt::Debug;
use pkcs11_safe::attribute::{self as attr, Date, Key, Value, Version};
use pkcs11_safe::{Error, Function, MechanismType, Object, ObjectClass, Reason, SecretBytes, Ulong};
use pkcs11_sys::*;
use proptest::collection::vec;
use proptest::prelude::*;
use support::module::Fault;

/// What should be read.
#[derive(Debug, PartialEq)]
enum Expected<T> {
    Value(T),
    No(Reason),
    Fault,
}
use Expected::{No, Value as Is};

const NUMBER: CK_ATTRIBUTE_TYPE = CKA_VENDOR_DEFINED | 9;

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => vec(any::<u8>(), 0..40),
        2 => vec(prop::sample::select(vec![0, 1, b'0', b'1', b' ', 0xff]), 0..18),
        1 => vec(b'0'..=b'9', 8),
        1 => (any::<u8>(), 0..18_usize).prop_map(|(byte, length)| vec![byte; length]),
    ]
}

/// Reads in each way what a module gives, and compares.
fn check<T: Value + PartialEq + Debug>(expect: impl Fn(&[u8]) -> Expected<T>)
where
    for<'b> T::Ref<'b>: Debug,
{
    let fixture = Fixture::new();
    let key = Key::<T>::vendor(NUMBER);
    let template = [attr::CLASS.is(ObjectClass::new(CKO_VENDOR_DEFINED)), Key::<bool>::vendor(NUMBER).is(true)];
    let object = fixture.create_object(&template).expect("creates");
    property(256, bytes(), |bytes| {
        fixture.claim.clear_faults();
        fixture.claim.fault("C_GetAttributeValue", Fault::AttributeValue(NUMBER, bytes.clone()));
        let expected = expect(&bytes);
        assert_is(fixture.get(object, key), &expected);
        match fixture.get(object, key.optional()) {
            Ok(Some(value)) => assert_eq!(Is(value), expected),
            Ok(None) => assert!(matches!(expected, No(Reason::Empty | Reason::Unavailable | Reason::Absent))),
            Err(error) => assert_is::<T>(Err(error), &expected),
        }
        // What borrows is what is owned, and fails where that does.
        let mut buffer = [0; 64];
        let lent = fixture.get_in(object, key, &mut buffer).map(|value| format!("{value:?}"));
        let owned = fixture.get(object, key).map(|value| format!("{value:?}"));
        assert_eq!(lent.map_err(|error| error.to_string()), owned.map_err(|error| error.to_string()));
        // Without a type the bytes are the value.
        assert_eq!(fixture.get(object, key.bytes()).expect("are bytes"), bytes);
        let entries = fixture.attributes(object, &[NUMBER.into()]).expect("reads");
        assert_eq!(entries[0].value().expect("are bytes").as_bytes(), Some(&bytes[..]));
        match expected {
            Is(value) => assert_eq!(entries[0].get(key), Some(value)),
            No(_) | Expected::Fault => assert_eq!(entries[0].get(key), None),
        }
    });
}

#[track_caller]
fn assert_is<T: PartialEq + Debug>(read: Result<T, Error>, expected: &Expected<T>) {
    let found = match read {
        Ok(value) => Is(value),
        Err(Error::Attribute { reason, .. }) => No(reason),
        Err(Error::Module { function: Function::GetAttributeValue, .. }) => Expected::Fault,
        Err(error) => panic!("{error}"),
    };
    assert_eq!(found, *expected);
}

fn ulong(bytes: &[u8]) -> Expected<Ulong> {
    match bytes.try_into().map(Ulong::from_ne_bytes) {
        _ if bytes.is_empty() => No(Reason::Empty),
        Ok(CK_UNAVAILABLE_INFORMATION) => No(Reason::Unavailable),
        Ok(number) => Is(number),
        Err(_) => Expected::Fault,
    }
}

#[test]
fn booleans_of_any_width_of_c() {
    check::<bool>(|bytes| match bytes.len() {
        0 => No(Reason::Empty),
        1 | 2 | 4 | 8 => Is(bytes.iter().any(|byte| *byte != 0)),
        _ => Expected::Fault,
    });
}

#[test]
fn numbers_of_one_width() {
    check::<Ulong>(ulong);
}

#[test]
fn dates_that_the_calendar_may_have() {
    check::<Date>(|bytes| {
        let digits = core::str::from_utf8(bytes).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        let part = |range: core::ops::Range<usize>| digits.and_then(|digits| digits.get(range)?.parse::<u16>().ok());
        let small = |range| part(range).and_then(|number| u8::try_from(number).ok());
        let date = match (part(0..4), small(4..6), small(6..8)) {
            (Some(year), Some(month @ 1..=12), Some(day @ 1..=31)) => Date::new(year, month, day),
            _ => None,
        };
        match (bytes.len(), date) {
            (0, _) => No(Reason::Empty),
            (8, Some(date)) => Is(date),
            (8, None) if bytes.iter().all(|byte| b" 0\0".contains(byte)) => No(Reason::Empty),
            (8, None) => No(Reason::Malformed),
            _ => Expected::Fault,
        }
    });
}

#[test]
fn versions_of_two_bytes() {
    check::<Version>(|bytes| match bytes {
        [] => No(Reason::Empty),
        [major, minor] => Is(Version::new(*major, *minor)),
        _ => Expected::Fault,
    });
}

#[test]
fn texts_in_utf8() {
    check::<String>(|bytes| match String::from_utf8(bytes.to_vec()) {
        Ok(text) => Is(text),
        Err(_) => No(Reason::Malformed),
    });
}

#[test]
fn bytes_as_they_are() {
    check::<Vec<u8>>(|bytes| Is(bytes.to_vec()));
}

#[test]
fn lists_of_whole_numbers() {
    check::<Vec<MechanismType>>(|bytes| {
        let numbers = bytes.chunks(size_of::<Ulong>()).map(|number| number.try_into().map(Ulong::from_ne_bytes));
        match numbers.collect::<Result<Vec<_>, _>>() {
            Ok(numbers) => Is(numbers.into_iter().map(MechanismType::new).collect()),
            Err(_) => Expected::Fault,
        }
    });
}

#[test]
fn secrets_as_they_are() {
    let fixture = Fixture::new();
    let template = [attr::CLASS.is(ObjectClass::new(CKO_VENDOR_DEFINED)), attr::VALUE.is(b"v")];
    let object: Object = fixture.create_object(&template).expect("creates");
    property(128, bytes(), |bytes| {
        fixture.claim.clear_faults();
        fixture.claim.fault("C_GetAttributeValue", Fault::AttributeValue(CKA_VALUE, bytes.clone()));
        let read: SecretBytes = fixture.get(object, attr::VALUE).expect("are bytes");
        assert_eq!(&*read, bytes);
        assert_eq!(format!("{read:?}"), format!("SecretBytes({} bytes)", bytes.len()));
    });
}
