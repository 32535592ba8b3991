//! Templates within objects.

use super::keys;
use pkcs11_safe::attribute::{Entry, OwnedValue, Template};
use pkcs11_safe::{
    Attribute, AttributeType, KeyType, Mechanism, MechanismType, ObjectClass, Reason, SecretKey, Session,
    attribute as attr,
};
use support::token;

fn key_with(session: &Session, inner: &[Attribute<'_>]) -> SecretKey {
    let template = [
        attr::KEY_TYPE.is(KeyType::AES),
        attr::VALUE_LEN.is(16),
        attr::WRAP.is(true),
        attr::WRAP_TEMPLATE.is(inner),
        attr::LABEL.is("wrapper"),
    ];
    session.generate_key(Mechanism::AES_KEY_GEN, &template).unwrap()
}

fn numbers(template: &Template) -> Vec<AttributeType> {
    let mut numbers: Vec<_> = template.entries().iter().map(Entry::attribute_type).collect();
    numbers.sort();
    numbers
}

#[test]
fn a_template_is_written_and_read_by_its_own_key() {
    let token = token!();
    let session = token.login();
    let key = key_with(
        &session,
        &[
            attr::CLASS.is(ObjectClass::SECRET_KEY),
            attr::EXTRACTABLE.is(true),
            attr::LABEL.is("wrapped"),
            attr::VALUE_LEN.is(32),
            attr::ID.is(&[1, 2, 3]),
        ],
    );
    let template = session.get(key, attr::WRAP_TEMPLATE).unwrap();
    assert_eq!(
        numbers(&template),
        [
            AttributeType::CLASS,
            AttributeType::LABEL,
            AttributeType::ID,
            AttributeType::VALUE_LEN,
            AttributeType::EXTRACTABLE,
        ]
    );
    assert_eq!(template.get(attr::CLASS), Some(ObjectClass::SECRET_KEY));
    assert_eq!(template.get(attr::EXTRACTABLE), Some(true));
    assert_eq!(template.get(attr::LABEL).as_deref(), Some("wrapped"));
    assert_eq!(template.get(attr::VALUE_LEN), Some(32));
    assert_eq!(template.get(attr::ID), Some(vec![1, 2, 3]));
    assert_eq!(template.get(attr::TOKEN), None);
}

#[test]
fn an_empty_template_is_an_empty_one_and_not_an_absent_one() {
    let token = token!();
    let session = token.login();
    let key = key_with(&session, &[]);
    assert_eq!(numbers(&session.get(key, attr::WRAP_TEMPLATE).unwrap()), []);
    let none = keys::rsa(&session).public;
    let (label, template) = session.get(none, (attr::LABEL.optional(), attr::UNWRAP_TEMPLATE.optional())).unwrap();
    assert!(template.is_none(), "{template:?}");
    assert_eq!(label.as_deref().unwrap_or_default(), "");
}

#[test]
fn a_template_among_other_attributes_costs_none_of_them_its_value() {
    let token = token!();
    let session = token.login();
    let key = key_with(&session, &[attr::EXTRACTABLE.is(true)]);
    let (label, template, length) = session.get(key, (attr::LABEL, attr::WRAP_TEMPLATE, attr::VALUE_LEN)).unwrap();
    assert_eq!((label.as_str(), template.get(attr::EXTRACTABLE), length), ("wrapper", Some(true), 16));
    let asked = [AttributeType::VALUE, AttributeType::WRAP_TEMPLATE, AttributeType::LABEL];
    let entries = session.attributes(key, &asked).unwrap();
    assert_eq!(entries[0].value().unwrap_err(), Reason::Sensitive);
    assert!(matches!(entries[1].value(), Ok(OwnedValue::Template(template)) if template.entries().len() == 1));
    assert_eq!(entries[2].get(attr::LABEL).as_deref(), Some("wrapper"));
}

#[test]
fn a_large_template_is_read_whole() {
    let token = token!();
    let session = token.login();
    let label = "l".repeat(5000);
    let flags = [
        attr::TOKEN.is(false),
        attr::PRIVATE.is(true),
        attr::SENSITIVE.is(true),
        attr::EXTRACTABLE.is(true),
        attr::ENCRYPT.is(true),
        attr::DECRYPT.is(true),
        attr::WRAP.is(true),
        attr::UNWRAP.is(true),
        attr::SIGN.is(true),
        attr::VERIFY.is(true),
        attr::DERIVE.is(false),
        attr::MODIFIABLE.is(true),
        attr::LABEL.is(&label),
    ];
    let template = session.get(key_with(&session, &flags), attr::WRAP_TEMPLATE).unwrap();
    assert_eq!(template.entries().len(), flags.len());
    assert_eq!(template.get(attr::LABEL), Some(label.clone()));
    assert_eq!(template.get(attr::DERIVE), Some(false));
}

#[test]
fn a_template_is_obeyed() {
    let token = token!();
    let session = token.login();
    let wrapper = key_with(&session, &[attr::ENCRYPT.is(true)]);
    let make = |encrypt| {
        let template = [
            attr::KEY_TYPE.is(KeyType::AES),
            attr::VALUE_LEN.is(16),
            attr::EXTRACTABLE.is(true),
            attr::ENCRYPT.is(encrypt),
        ];
        session.generate_key(Mechanism::AES_KEY_GEN, &template).unwrap()
    };
    session.wrap_key(Mechanism::AES_KEY_WRAP, wrapper, make(true)).unwrap();
    session.wrap_key(Mechanism::AES_KEY_WRAP, wrapper, make(false)).unwrap_err();
    keys::assert_usable(&session);
}

#[test]
fn a_template_is_never_read_as_bytes() {
    let token = token!();
    let session = token.login();
    let key = key_with(&session, &[attr::LABEL.is("inner")]);
    let mut buffer = [0; 512];
    assert!(session.get_in(key, attr::WRAP_TEMPLATE, &mut buffer).is_err());
    assert_eq!(session.attributes(key, &[AttributeType::WRAP_TEMPLATE]).unwrap()[0].value().unwrap().as_bytes(), None);
}

#[test]
fn allowed_mechanisms_are_a_list_of_numbers_though_they_have_the_bit_of_templates() {
    let token = token!();
    let session = token.login();
    let allowed = [MechanismType::SHA256_HMAC, MechanismType::new(0x8000_1234)];
    let template = [
        attr::KEY_TYPE.is(KeyType::GENERIC_SECRET),
        attr::VALUE_LEN.is(32),
        attr::SIGN.is(true),
        attr::ALLOWED_MECHANISMS.is(&allowed),
    ];
    let key = session.generate_key(Mechanism::GENERIC_SECRET_KEY_GEN, &template).unwrap();
    let mut read = session.get(key, attr::ALLOWED_MECHANISMS).unwrap();
    read.sort();
    assert_eq!(read, allowed);
    assert_eq!(format!("{read:?}"), "[CKM_SHA256_HMAC, 0x80001234]");
    session.sign(Mechanism::SHA256_HMAC, key, b"data").unwrap();
    session.sign(Mechanism::SHA512_HMAC, key, b"data").unwrap_err();
    keys::assert_usable(&session);
}
