//! Finding objects.

use super::keys;
use pkcs11_safe::encoding::ec::Curve;
use pkcs11_safe::{
    Data, Error, Function, KeyPairSpec, Object, ObjectClass, PrivateKey, PublicKey, SecretKey, Session,
    attribute as attr,
};
use std::collections::HashSet;
use support::token;
use support::token::calls;

/// Session objects with a label each.
fn fill(session: &Session, count: usize) -> Vec<Object> {
    let make = |index: usize| {
        let label = format!("data {index}");
        session.create_object(&[attr::CLASS.is(ObjectClass::DATA), attr::TOKEN.is(false), attr::LABEL.is(&label)])
    };
    (0..count).map(|index| make(index).unwrap()).collect()
}

#[test]
fn a_find_gives_every_object_once_however_many_there_are() {
    let token = token!();
    let session = token.login();
    let mut made = Vec::new();
    for count in [0, 1, 10, 11, 127, 128, 129, 1000, 1152, 1153] {
        made.extend(fill(&session, count - made.len()));
        let found: Vec<Data> = session.find(&[]).unwrap();
        assert_eq!(found.len(), count);
        let unique: HashSet<_> = found.iter().map(|data| Object::from(*data)).collect();
        assert_eq!(unique, made.iter().copied().collect());
    }
    keys::assert_usable(&session);
}

#[test]
fn a_find_is_three_calls_and_one_more_to_learn_that_there_is_nothing_more() {
    let token = token!();
    let session = token.login();
    for count in [0, 1, 100] {
        fill(&session, count);
        let (_, made) = calls(|| session.find::<Data>(&[]).unwrap());
        // Only an empty answer ends a search, by the standard.
        let mut expected = vec![Function::FindObjectsInit, Function::FindObjects, Function::FindObjectsFinal];
        if count > 0 {
            expected.insert(1, Function::FindObjects);
        }
        assert_eq!(made.functions(), expected);
    }
    let (_, made) = calls(|| session.find_one::<Data>(&[attr::LABEL.is("none")]).unwrap_err());
    assert_eq!(made.total(), 3);
}

#[test]
fn what_a_walk_has_found_can_be_read_and_destroyed_and_searched_for_meanwhile() {
    let token = token!();
    let session = token.login();
    fill(&session, 300);
    let mut left = 300;
    for data in session.find::<Data>(&[]).unwrap() {
        let label = session.get(data, attr::LABEL).unwrap();
        assert_eq!(session.find_one::<Data>(&[attr::LABEL.is(&label)]).unwrap(), data);
        session.destroy(data).unwrap();
        left -= 1;
        if left % 100 == 0 {
            assert_eq!(session.find::<Data>(&[]).unwrap().len(), left);
        }
    }
    assert_eq!(session.find::<Data>(&[]).unwrap(), []);
}

#[test]
fn the_type_of_the_handle_is_a_part_of_what_is_looked_for() {
    let token = token!();
    let session = token.login();
    let pair = KeyPairSpec::ec(Curve::P256).label("mine").generate(&session).unwrap();
    keys::aes(&session);
    fill(&session, 1);
    let label = [attr::LABEL.is("mine")];
    assert_eq!(session.find::<PrivateKey>(&label).unwrap(), [pair.private]);
    assert_eq!(session.find::<PublicKey>(&label).unwrap(), [pair.public]);
    assert_eq!(session.find::<SecretKey>(&label).unwrap(), []);
    assert_eq!(session.find::<SecretKey>(&[]).unwrap().len(), 1);
    assert_eq!(session.find::<Object>(&label).unwrap().len(), 2);
    assert_eq!(session.find::<Object>(&[]).unwrap().len(), 4);
    // Said twice, the class is sent once.
    let said = [attr::CLASS.is(ObjectClass::PRIVATE_KEY), attr::LABEL.is("mine")];
    assert_eq!(session.find::<PrivateKey>(&said).unwrap(), [pair.private]);
}

#[test]
fn a_template_of_any_length_is_sent_whole() {
    let token = token!();
    let session = token.login();
    let pair = KeyPairSpec::ec(Curve::P256).label("mine").generate(&session).unwrap();
    // Eleven attributes and the class fit on the stack, twelve and the class do not.
    let all = [
        attr::LABEL.is("mine"),
        attr::TOKEN.is(false),
        attr::PRIVATE.is(true),
        attr::SENSITIVE.is(true),
        attr::SIGN.is(true),
        attr::DERIVE.is(true),
        attr::LOCAL.is(true),
        attr::ALWAYS_SENSITIVE.is(true),
        attr::MODIFIABLE.is(true),
        attr::ALWAYS_AUTHENTICATE.is(false),
        attr::WRAP_WITH_TRUSTED.is(false),
        attr::KEY_TYPE.is(pkcs11_safe::KeyType::EC),
        attr::LABEL.is("mine"),
    ];
    for length in 0..=all.len() {
        assert_eq!(session.find::<PrivateKey>(&all[..length]).unwrap(), [pair.private], "{length} attributes");
    }
    let mut wrong = all;
    wrong[12] = attr::LABEL.is("other");
    assert_eq!(session.find::<PrivateKey>(&wrong).unwrap(), []);
}

#[test]
fn find_one_tells_none_from_several_and_says_what_was_looked_for() {
    let token = token!();
    let session = token.login();
    let none = session.find_one::<PrivateKey>(&[attr::LABEL.is("mine")]).unwrap_err();
    assert!(matches!(none, Error::NotFound { .. }), "{none:?}");
    for words in ["CKA_CLASS=CKO_PRIVATE_KEY", "CKA_LABEL=\"mine\"", "logging in"] {
        assert!(none.to_string().contains(words), "{none}");
    }
    let one = KeyPairSpec::ec(Curve::P256).label("mine").generate(&session).unwrap();
    assert_eq!(session.find_one::<PrivateKey>(&[attr::LABEL.is("mine")]).unwrap(), one.private);
    KeyPairSpec::ec(Curve::P256).label("mine").generate(&session).unwrap();
    let several = session.find_one::<PrivateKey>(&[attr::LABEL.is("mine")]).unwrap_err();
    assert!(matches!(several, Error::Ambiguous { .. }), "{several:?}");
    for words in ["CKA_LABEL=\"mine\"", "CKA_ID", "`find`"] {
        assert!(several.to_string().contains(words), "{several}");
    }
    fill(&session, 300);
    let many = session.find_one::<Data>(&[]).unwrap_err();
    assert!(matches!(many, Error::Ambiguous { .. }), "{many:?}");
    keys::assert_usable(&session);
}

#[test]
fn a_key_pair_is_found_by_the_private_key_and_its_id() {
    let token = token!();
    let session = token.login();
    let first = KeyPairSpec::ec(Curve::P256).label("first").generate(&session).unwrap();
    let second = KeyPairSpec::ec(Curve::P256).label("second").generate(&session).unwrap();
    assert_eq!(session.find_key_pair(&[attr::LABEL.is("first")]).unwrap(), first);
    assert_eq!(session.find_key_pair(&[attr::LABEL.is("second")]).unwrap(), second);
    let id = session.get(second.private, attr::ID).unwrap();
    assert_eq!(session.find_key_pair(&[attr::ID.is(&id)]).unwrap(), second);
    let error = session.find_key_pair(&[]).unwrap_err();
    assert!(matches!(error, Error::Ambiguous { .. }), "{error:?}");
    session.destroy(first.public).unwrap();
    let error = session.find_key_pair(&[attr::LABEL.is("first")]).unwrap_err();
    assert!(matches!(error, Error::NotFound { .. }), "{error:?}");
    assert!(error.to_string().contains("CKO_PUBLIC_KEY"), "{error}");
}

#[test]
fn a_private_key_without_an_id_is_not_paired_with_whatever_else_has_none() {
    let token = token!();
    let session = token.login();
    KeyPairSpec::ec(Curve::P256).label("other").without(attr::ID).generate(&session).unwrap();
    let mine = KeyPairSpec::ec(Curve::P256).label("mine").without(attr::ID).generate(&session).unwrap();
    session.destroy(mine.public).unwrap();
    let error = session.find_key_pair(&[attr::LABEL.is("mine")]).unwrap_err();
    assert!(matches!(error, Error::NotFound { .. }), "{error:?}");
    assert!(error.to_string().contains("CKA_ID"), "{error}");
}

#[test]
fn only_what_is_public_is_found_before_logging_in() {
    let token = token!();
    let (owner, guest) = (token.login(), token.open());
    let pair = KeyPairSpec::ec(Curve::P256).label("mine").store(true).generate(&owner).unwrap();
    assert_eq!(guest.find::<Object>(&[]).unwrap().len(), 2);
    owner.logout().unwrap();
    assert_eq!(guest.find::<Object>(&[]).unwrap(), [Object::from(pair.public)]);
}
