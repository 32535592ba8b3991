//! Reading attributes: each with its value or its reason, in few calls.

use super::{keys, objects};
use pkcs11_safe::encoding::ec::Curve;
use pkcs11_safe::{
    AttributeType, Error, Function, KeyType, MechanismType, ObjectClass, PrivateKey, Reason, ReturnValue, Session,
    attribute as attr,
};
use support::token;
use support::token::calls;

/// A private key from elsewhere, that shows its value to nobody.
pub(crate) fn imported(session: &Session) -> PrivateKey {
    let template = [
        attr::CLASS.is(ObjectClass::PRIVATE_KEY),
        attr::KEY_TYPE.is(KeyType::EC),
        attr::LABEL.is("imported"),
        attr::ID.is(&[7, 8]),
        attr::SENSITIVE.is(true),
        attr::EXTRACTABLE.is(false),
        attr::SIGN.is(true),
        attr::EC_PARAMS.is(Curve::P256.params()),
        attr::VALUE.is(&[0x11; 32]),
    ];
    PrivateKey::from_object(session.create_object(&template).unwrap())
}

fn reason(error: &Error) -> Option<(AttributeType, Reason)> {
    match error {
        Error::Attribute { attribute, reason } => Some((*attribute, *reason)),
        _ => None,
    }
}

#[test]
fn each_attribute_has_its_value_or_its_reason_in_order() {
    let token = token!();
    let session = token.login();
    let key = imported(&session);
    let asked = [
        AttributeType::LABEL,
        AttributeType::VALUE,
        AttributeType::CLASS,
        AttributeType::START_DATE,
        AttributeType::KEY_GEN_MECHANISM,
        AttributeType::MODULUS,
    ];
    // In every order: what one lacks must not cost another its value.
    for first in 0..asked.len() {
        let mut asked = asked;
        asked.rotate_left(first);
        let (entries, made) = calls(|| session.attributes(key, &asked).unwrap());
        assert!(made.total() <= 4, "{:?}", made.functions());
        let given: Vec<_> = entries.iter().map(pkcs11_safe::attribute::Entry::attribute_type).collect();
        assert_eq!(given, asked);
        let entry = |attribute| &entries[asked.iter().position(|asked| *asked == attribute).unwrap()];
        assert_eq!(entry(AttributeType::LABEL).get(attr::LABEL).as_deref(), Some("imported"));
        assert_eq!(entry(AttributeType::VALUE).value().unwrap_err(), Reason::Sensitive);
        assert_eq!(entry(AttributeType::CLASS).get(attr::CLASS), Some(ObjectClass::PRIVATE_KEY));
        assert_eq!(entry(AttributeType::START_DATE).value().unwrap_err(), Reason::Empty);
        assert_eq!(entry(AttributeType::KEY_GEN_MECHANISM).value().unwrap_err(), Reason::Unavailable);
        assert_eq!(entry(AttributeType::MODULUS).value().unwrap_err(), Reason::Absent);
    }
}

#[test]
fn an_error_names_the_attribute_and_the_reason() {
    let token = token!();
    let session = token.login();
    let key = imported(&session);
    let cases = [
        (session.get(key, attr::VALUE).map(drop), AttributeType::VALUE, Reason::Sensitive, "does not reveal it"),
        (session.get(key, attr::MODULUS).map(drop), AttributeType::MODULUS, Reason::Absent, "no such attribute"),
        (session.get(key, attr::START_DATE).map(drop), AttributeType::START_DATE, Reason::Empty, "`optional()`"),
        (
            session.get(key, attr::KEY_GEN_MECHANISM).map(drop),
            AttributeType::KEY_GEN_MECHANISM,
            Reason::Unavailable,
            "does not know its value",
        ),
    ];
    for (result, attribute, why, words) in cases {
        let error = result.unwrap_err();
        assert_eq!(reason(&error), Some((attribute, why)));
        let text = error.to_string();
        assert!(text.starts_with(&format!("{attribute}: ")) && text.contains(words), "{text}");
    }
    assert_eq!(session.get(key, attr::VALUE).unwrap_err().return_value(), Some(ReturnValue::ATTRIBUTE_SENSITIVE));
}

#[test]
fn optional_makes_none_of_what_is_not_there_and_keeps_sensitive_an_error() {
    let token = token!();
    let session = token.login();
    let key = imported(&session);
    let query = (
        attr::LABEL.optional(),
        attr::MODULUS.optional(),
        attr::START_DATE.optional(),
        attr::KEY_GEN_MECHANISM.optional(),
        attr::KEY_TYPE,
    );
    let (label, modulus, start, made_by, kind) = session.get(key, query).unwrap();
    assert_eq!(label.as_deref(), Some("imported"));
    assert_eq!((modulus, start, made_by), (None, None, None));
    assert_eq!(kind, KeyType::EC);
    let error = session.get(key, attr::VALUE.optional()).unwrap_err();
    assert_eq!(reason(&error), Some((AttributeType::VALUE, Reason::Sensitive)));
    let error = session.get(key, (attr::LABEL, attr::VALUE.optional(), attr::MODULUS.optional())).unwrap_err();
    assert_eq!(reason(&error), Some((AttributeType::VALUE, Reason::Sensitive)));
}

#[test]
fn the_first_attribute_without_a_value_is_the_error() {
    let token = token!();
    let session = token.login();
    let key = imported(&session);
    let error = session.get(key, (attr::LABEL, attr::MODULUS, attr::VALUE)).unwrap_err();
    assert_eq!(reason(&error), Some((AttributeType::MODULUS, Reason::Absent)));
    let error = session.get(key, (attr::LABEL, attr::VALUE, attr::MODULUS)).unwrap_err();
    assert_eq!(reason(&error), Some((AttributeType::VALUE, Reason::Sensitive)));
}

#[test]
fn several_sensitive_and_several_absent_attributes_are_told_apart() {
    let token = token!();
    let session = token.login();
    let pair = keys::rsa(&session);
    let asked = [
        (AttributeType::PRIME_1, Err(Reason::Sensitive)),
        (AttributeType::EC_POINT, Err(Reason::Absent)),
        (AttributeType::MODULUS, Ok(128)),
        (AttributeType::PRIVATE_EXPONENT, Err(Reason::Sensitive)),
        (AttributeType::VALUE, Err(Reason::Absent)),
        (AttributeType::VALUE_LEN, Err(Reason::Absent)),
        (AttributeType::PUBLIC_EXPONENT, Ok(3)),
        (AttributeType::END_DATE, Err(Reason::Empty)),
        (AttributeType::new(0x8000_0bad), Err(Reason::Absent)),
        (AttributeType::KEY_TYPE, Ok(size_of::<pkcs11_safe::Ulong>())),
    ];
    let entries = session.attributes(pair.private, &asked.map(|(attribute, _)| attribute)).unwrap();
    for (entry, (attribute, expected)) in entries.iter().zip(asked) {
        let found = entry.value().map(|value| value.as_bytes().unwrap().len());
        assert_eq!((entry.attribute_type(), found), (attribute, expected));
    }
}

#[test]
fn an_attribute_asked_for_twice_is_answered_twice() {
    let token = token!();
    let session = token.login();
    let key = imported(&session);
    let (first, id, second) = session.get(key, (attr::LABEL, attr::ID, attr::LABEL)).unwrap();
    assert_eq!((first.as_str(), second.as_str(), &id[..]), ("imported", "imported", &[7, 8][..]));
}

#[test]
fn no_attributes_are_no_call() {
    let token = token!();
    let session = token.login();
    let key = imported(&session);
    let (entries, made) = calls(|| session.attributes(key, &[]).unwrap());
    assert!(entries.is_empty());
    assert_eq!(made.total(), 0);
}

#[test]
fn more_attributes_than_fit_on_the_stack_are_read_in_one_call_too() {
    let token = token!();
    let session = token.login();
    let key = imported(&session);
    let asked: Vec<_> = [AttributeType::CLASS, AttributeType::LABEL, AttributeType::TOKEN].repeat(10);
    let (entries, made) = calls(|| session.attributes(key, &asked).unwrap());
    assert_eq!(made.functions(), [Function::GetAttributeValue]);
    assert_eq!(entries.len(), 30);
    for entries in entries.chunks(3) {
        assert_eq!(entries[0].get(attr::CLASS), Some(ObjectClass::PRIVATE_KEY));
        assert_eq!(entries[1].get(attr::LABEL).as_deref(), Some("imported"));
        assert_eq!(entries[2].get(attr::TOKEN), Some(false));
    }
}

#[test]
fn five_attributes_of_five_kinds_are_one_call() {
    let token = token!();
    let session = token.login();
    let pair = keys::rsa(&session);
    let query = (attr::CLASS, attr::LABEL, attr::MODULUS, attr::MODULUS_BITS, attr::VERIFY);
    let ((class, _, modulus, bits, verify), made) = calls(|| session.get(pair.public, query).unwrap());
    assert_eq!(made.functions(), [Function::GetAttributeValue]);
    assert_eq!((class, modulus.len(), bits, verify), (ObjectClass::PUBLIC_KEY, 128, 1024, true));
}

#[test]
fn one_sensitive_attribute_among_others_costs_no_further_call() {
    let token = token!();
    let session = token.login();
    let key = imported(&session);
    let asked = [AttributeType::CLASS, AttributeType::LABEL, AttributeType::VALUE, AttributeType::ID];
    let (entries, made) = calls(|| session.attributes(key, &asked).unwrap());
    assert_eq!(made.functions(), [Function::GetAttributeValue]);
    assert_eq!(entries[2].value().unwrap_err(), Reason::Sensitive);
    assert_eq!(entries[3].get(attr::ID), Some(vec![7, 8]));
    let (error, made) = calls(|| session.get(key, attr::VALUE).unwrap_err());
    assert_eq!(reason(&error), Some((AttributeType::VALUE, Reason::Sensitive)));
    assert_eq!(made.total(), 1);
}

#[test]
fn one_absent_attribute_is_told_in_at_most_two_calls() {
    let token = token!();
    let session = token.login();
    let key = imported(&session);
    let (bits, made) = calls(|| session.get(key, (attr::LABEL, attr::MODULUS_BITS.optional())).unwrap().1);
    assert_eq!((bits, made.total()), (None, 1));
    let (modulus, made) = calls(|| session.get(key, (attr::LABEL, attr::MODULUS.optional())).unwrap().1);
    assert_eq!(modulus, None);
    assert!(made.total() <= 2, "{:?}", made.functions());
}

#[test]
fn a_generated_key_tells_what_made_it() {
    let token = token!();
    let session = token.login();
    let pair = keys::ec(&session);
    let (made_by, local) = session.get(pair.private, (attr::KEY_GEN_MECHANISM, attr::LOCAL)).unwrap();
    assert_eq!((made_by, local), (MechanismType::EC_KEY_PAIR_GEN, true));
}

#[test]
fn a_date_is_written_and_read() {
    let token = token!();
    let session = token.login();
    let date = attr::Date::new(2026, 11, 3).unwrap();
    let template = [
        attr::CLASS.is(ObjectClass::SECRET_KEY),
        attr::KEY_TYPE.is(KeyType::GENERIC_SECRET),
        // SoftHSM2 stores the date of a private object as if it were encrypted, and cannot read it.
        attr::PRIVATE.is(false),
        attr::START_DATE.is(date),
        attr::VALUE.is(&[1; 16]),
    ];
    let key = session.create_object(&template).unwrap();
    let (start, end) = session.get(key, (attr::START_DATE, attr::END_DATE.optional())).unwrap();
    assert_eq!((start, end), (date, None));
    assert_eq!(session.get(key, attr::START_DATE.bytes()).unwrap(), b"20261103");
}

#[test]
fn tuples_nest_and_hold_twelve() {
    let token = token!();
    let session = token.login();
    let key = imported(&session);
    let twelve = (
        attr::CLASS,
        attr::KEY_TYPE,
        attr::LABEL,
        attr::ID,
        attr::TOKEN,
        attr::PRIVATE,
        attr::SENSITIVE,
        attr::EXTRACTABLE,
        attr::SIGN,
        attr::LOCAL,
        attr::MODIFIABLE,
        attr::EC_PARAMS,
    );
    let ((read, (label, (id,))), made) = calls(|| session.get(key, (twelve, (attr::LABEL, (attr::ID,)))).unwrap());
    assert_eq!(made.functions(), [Function::GetAttributeValue]);
    assert_eq!(
        (read.0, read.1, read.2.as_str(), read.3),
        (ObjectClass::PRIVATE_KEY, KeyType::EC, "imported", vec![7, 8])
    );
    assert_eq!((read.6, read.7, read.11.as_slice()), (true, false, Curve::P256.params()));
    assert_eq!((label.as_str(), id), ("imported", vec![7, 8]));
}

#[test]
fn a_secret_that_may_be_read_is_read_and_not_printed() {
    let token = token!();
    let session = token.login();
    let key = objects::import_secret(&session, &[0x42; 32]);
    let value = session.get(key, attr::VALUE).unwrap();
    assert!(value.ct_eq(&[0x42; 32]));
    assert_eq!(format!("{value:?}"), "SecretBytes(32 bytes)");
    let entries = session.attributes(key, &[AttributeType::VALUE, AttributeType::ID]).unwrap();
    assert_eq!(entries[0].get(attr::VALUE).map(|value| value.len()), Some(32));
    assert!(!format!("{entries:?}").contains("66"), "{entries:?}");
}
