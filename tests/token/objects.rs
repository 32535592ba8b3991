//! Making, changing, copying and destroying objects.

use super::keys;
use pkcs11_safe::{
    AttributeType, Data, Error, KeyType, Mechanism, Object, ObjectClass, Pin, Reason, ReturnValue, SecretKey, Session,
    SessionMode, Subject, UserType, attribute as attr,
};
use support::token;
use support::token::USER_PIN;

/// A secret key with this value, which anybody may read.
pub(crate) fn import_secret(session: &Session, value: &[u8]) -> SecretKey {
    let template = [
        attr::CLASS.is(ObjectClass::SECRET_KEY),
        attr::KEY_TYPE.is(KeyType::GENERIC_SECRET),
        attr::SENSITIVE.is(false),
        attr::EXTRACTABLE.is(true),
        attr::SIGN.is(true),
        attr::VALUE.is(value),
    ];
    SecretKey::from_object(session.create_object(&template).unwrap())
}

fn data(session: &Session, label: &str, token: bool) -> Data {
    let template = [
        attr::CLASS.is(ObjectClass::DATA),
        attr::TOKEN.is(token),
        attr::PRIVATE.is(false),
        attr::LABEL.is(label),
        attr::APPLICATION.is("tests"),
        attr::VALUE.is(b"value"),
    ];
    Data::from_object(session.create_object(&template).unwrap())
}

#[test]
fn what_is_created_is_what_is_read() {
    let token = token!();
    let session = token.login();
    let object = data(&session, "a note", false);
    let read = session.get(object, (attr::CLASS, attr::TOKEN, attr::LABEL, attr::APPLICATION, attr::VALUE)).unwrap();
    let (class, on_token, label, application, value) = read;
    assert_eq!((class, on_token, label.as_str()), (ObjectClass::DATA, false, "a note"));
    assert_eq!((application.as_str(), &*value), ("tests", &b"value"[..]));
}

#[test]
fn an_imported_key_is_the_key() {
    let token = token!();
    let session = token.login();
    let key = import_secret(&session, &[0xaa; 131]);
    // RFC 4231, test case 6.
    let data = b"Test Using Larger Than Block-Size Key - Hash Key First";
    let mac = session.sign(Mechanism::SHA256_HMAC, key, data).unwrap();
    assert_eq!(mac[..8], [0x60, 0xe4, 0x31, 0x59, 0x1e, 0xe0, 0xb6, 0x7f]);
    assert!(session.get(key, attr::VALUE).unwrap().ct_eq(&[0xaa; 131]));
}

#[test]
fn setting_changes_what_is_set_and_nothing_else() {
    let token = token!();
    let session = token.login();
    let key = import_secret(&session, &[7; 16]);
    session.set(key, &[attr::LABEL.is("before"), attr::ID.is(&[1])]).unwrap();
    session.set(key, &[attr::LABEL.is("after"), attr::SIGN.is(false)]).unwrap();
    let (label, id, sign, value) = session.get(key, (attr::LABEL, attr::ID, attr::SIGN, attr::VALUE)).unwrap();
    assert_eq!((label.as_str(), &id[..], sign, &*value), ("after", &[1][..], false, &[7; 16][..]));
    session.set(key, &[attr::ID.is(&[])]).unwrap();
    assert_eq!(session.get(key, (attr::LABEL, attr::ID)).unwrap(), ("after".to_owned(), vec![]));
}

#[test]
fn a_change_on_the_token_outlives_the_session() {
    let token = token!();
    let session = token.login();
    let stored = data(&session, "stored", true);
    data(&session, "passing", false);
    session.set(stored, &[attr::LABEL.is("renamed")]).unwrap();
    drop(session);
    let session = token.login();
    // Handles need not outlive the last session, and SoftHSM2's do not.
    let left: Vec<Data> = session.find(&[]).unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(session.get(left[0], attr::LABEL).unwrap(), "renamed");
}

#[test]
fn a_change_that_the_token_refuses_names_the_attributes() {
    let token = token!();
    let session = token.login();
    let object = data(&session, "before", false);
    let error = session.set(object, &[attr::LABEL.is("after"), attr::CLASS.is(ObjectClass::PUBLIC_KEY)]).unwrap_err();
    assert!(
        matches!(&error, Error::Refused { rv: ReturnValue::ATTRIBUTE_READ_ONLY, subject, .. }
        if **subject == Subject::Template(vec![AttributeType::LABEL, AttributeType::CLASS])),
        "{error:?}"
    );
    assert!(error.to_string().contains("in the template: CKA_LABEL, CKA_CLASS"), "{error}");
    assert_eq!(session.get(object, attr::CLASS).unwrap(), ObjectClass::DATA);
    keys::assert_usable(&session);
}

#[test]
fn a_copy_differs_in_what_the_template_says() {
    let token = token!();
    let session = token.login();
    let object = data(&session, "original", false);
    let copy: Data = session.copy_object(object, &[attr::LABEL.is("copy"), attr::TOKEN.is(true)]).unwrap();
    assert_ne!(copy, object);
    let (label, value, stored) = session.get(copy, (attr::LABEL, attr::VALUE, attr::TOKEN)).unwrap();
    assert_eq!((label.as_str(), &*value, stored), ("copy", &b"value"[..], true));
    let (label, stored) = session.get(object, (attr::LABEL, attr::TOKEN)).unwrap();
    assert_eq!((label.as_str(), stored), ("original", false));
}

#[test]
fn a_copy_with_nothing_different_is_another_object() {
    let token = token!();
    let session = token.login();
    let object = data(&session, "original", false);
    let copy = session.copy_object(object, &[]).unwrap();
    session.destroy(object).unwrap();
    assert_eq!(session.get(copy, attr::LABEL).unwrap(), "original");
}

#[test]
fn a_copy_that_would_reveal_a_secret_is_refused() {
    let token = token!();
    let session = token.login();
    let key = keys::aes(&session);
    let error = session.copy_object(key, &[attr::SENSITIVE.is(false)]).unwrap_err();
    assert!(error.to_string().contains("CKA_SENSITIVE"), "{error}");
    assert_eq!(session.find::<SecretKey>(&[]).unwrap(), [key]);
}

#[test]
fn what_is_destroyed_is_gone_and_a_second_time_says_so() {
    let token = token!();
    let session = token.login();
    let object = data(&session, "note", true);
    session.destroy(object).unwrap();
    for error in [
        session.destroy(object).unwrap_err(),
        session.get(object, attr::LABEL).unwrap_err(),
        session.attributes(object, &[AttributeType::LABEL, AttributeType::ID]).unwrap_err(),
        session.set(object, &[attr::LABEL.is("x")]).unwrap_err(),
        session.copy_object(object, &[]).unwrap_err(),
        session.object_size(object).unwrap_err(),
    ] {
        assert_eq!(error.return_value(), Some(ReturnValue::OBJECT_HANDLE_INVALID), "{error}");
        assert!(error.to_string().contains("no such object any more"), "{error}");
    }
    assert_eq!(session.find::<Object>(&[]).unwrap(), []);
    keys::assert_usable(&session);
}

#[test]
fn using_a_destroyed_key_names_the_trouble_and_leaves_a_usable_session() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::rsa(&session);
    session.destroy(pair.private).unwrap();
    let error = session.sign(Mechanism::SHA256_RSA_PKCS, pair.private, b"data").unwrap_err();
    assert!(error.to_string().contains("any more"), "{error}");
    assert!(session.signer(Mechanism::SHA256_RSA_PKCS, pair.private).is_err());
    keys::assert_usable(&session);
}

#[test]
fn a_read_only_session_makes_session_objects_and_no_token_objects() {
    let token = token!();
    let session = token.slot.open_session(SessionMode::ReadOnly).unwrap();
    session.login(UserType::USER, &Pin::new(USER_PIN)).unwrap();
    let object = data(&session, "passing", false);
    session.set(object, &[attr::LABEL.is("renamed")]).unwrap();
    let template = [attr::CLASS.is(ObjectClass::DATA), attr::TOKEN.is(true), attr::LABEL.is("stored")];
    let error = session.create_object(&template).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::SESSION_READ_ONLY));
    assert!(error.to_string().contains("SessionMode::ReadWrite"), "{error}");
    keys::assert_usable(&session);
    assert_eq!(session.find::<Object>(&[]).unwrap(), [Object::from(object)]);
}

#[test]
fn a_read_only_session_does_not_change_or_destroy_what_is_stored() {
    let token = token!();
    let writer = token.login();
    let stored = data(&writer, "stored", true);
    let reader = token.slot.open_session(SessionMode::ReadOnly).unwrap();
    let error = reader.set(stored, &[attr::LABEL.is("renamed")]).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::SESSION_READ_ONLY));
    let error = reader.destroy(stored).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::SESSION_READ_ONLY));
    assert_eq!(reader.get(stored, attr::LABEL).unwrap(), "stored");
}

#[test]
fn private_objects_are_made_by_who_is_logged_in() {
    let token = token!();
    let session = token.open();
    let template = [attr::CLASS.is(ObjectClass::DATA), attr::PRIVATE.is(true), attr::LABEL.is("x")];
    let error = session.create_object(&template).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::USER_NOT_LOGGED_IN));
    session.login(UserType::USER, &Pin::new(USER_PIN)).unwrap();
    session.create_object(&template).unwrap();
}

#[test]
fn a_size_that_the_token_does_not_know_is_not_made_up() {
    let token = token!();
    let session = token.login();
    let object = data(&session, "note", false);
    // SoftHSM2 answers CK_UNAVAILABLE_INFORMATION.
    assert_eq!(format!("{:?}", session.object_size(object).unwrap()), "Unknown");
}

#[test]
fn a_template_that_lacks_something_names_what_it_has() {
    let token = token!();
    let session = token.login();
    let template =
        [attr::CLASS.is(ObjectClass::SECRET_KEY), attr::KEY_TYPE.is(KeyType::AES), attr::LABEL.is("no value")];
    let error = session.create_object(&template).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::TEMPLATE_INCOMPLETE));
    for words in ["C_CreateObject", "lacks an attribute", "CKA_CLASS, CKA_KEY_TYPE, CKA_LABEL"] {
        assert!(error.to_string().contains(words), "{error}");
    }
    keys::assert_usable(&session);
}

#[test]
fn an_empty_template_is_refused_by_the_token_and_not_by_a_crash() {
    let token = token!();
    let session = token.login();
    assert!(session.create_object(&[]).unwrap_err().return_value().is_some());
    keys::assert_usable(&session);
}

#[test]
fn labels_and_values_may_be_empty_long_and_of_any_script() {
    let token = token!();
    let session = token.login();
    let long = "x".repeat(10_000);
    for label in ["", "Grüße, 世界", "with \0 inside", &long] {
        let object = data(&session, label, false);
        assert_eq!(session.get(object, attr::LABEL).unwrap(), label);
        assert_eq!(session.find::<Data>(&[attr::LABEL.is(label)]).unwrap(), [object]);
    }
}

#[test]
fn a_label_that_is_no_text_is_an_error_as_text_and_readable_as_bytes() {
    let token = token!();
    let session = token.login();
    const BYTES: attr::Key<Vec<u8>> = attr::Key::vendor(pkcs11_sys::CKA_LABEL);
    let object = session.create_object(&[attr::CLASS.is(ObjectClass::DATA), BYTES.is(b"caf\xe9")]).unwrap();
    let error = session.get(object, attr::LABEL).unwrap_err();
    assert!(matches!(error, Error::Attribute { reason: Reason::Malformed, .. }), "{error:?}");
    assert!(error.to_string().contains("`bytes()`"), "{error}");
    assert_eq!(session.get(object, attr::LABEL.bytes()).unwrap(), b"caf\xe9");
}
