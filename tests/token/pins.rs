//! Setting and changing PINs.

use super::keys;
use pkcs11_safe::{Login, Pin, ReturnValue, SessionMode, UserType};
use support::token;
use support::token::{SO_PIN, USER_PIN};

#[test]
fn the_user_changes_the_pin_and_the_old_one_is_of_no_use() {
    let token = token!();
    let session = token.login();
    session.set_pin(&Pin::new(USER_PIN), &Pin::new("another PIN")).unwrap();
    session.logout().unwrap();
    let error = session.login(UserType::USER, &Pin::new(USER_PIN)).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::PIN_INCORRECT));
    assert_eq!(session.login(UserType::USER, &Pin::new("another PIN")).unwrap(), Login::New);
}

#[test]
fn a_pin_may_be_of_any_script_and_hold_any_byte_but_what_the_token_refuses() {
    let token = token!();
    let session = token.login();
    let mut old = Pin::new(USER_PIN);
    for new in ["пароль Grüße".as_bytes(), &[1, 0xff, 0x80, 7, 9][..], b"with \0 inside"] {
        session.set_pin(&old, &Pin::new(new)).unwrap();
        session.logout().unwrap();
        session.login(UserType::USER, &Pin::new(new)).unwrap();
        old = Pin::new(new);
    }
}

#[test]
fn without_a_login_the_pin_of_the_user_is_changed() {
    let token = token!();
    let session = token.open();
    session.set_pin(&Pin::new(USER_PIN), &Pin::new("another PIN")).unwrap();
    assert_eq!(session.login(UserType::USER, &Pin::new("another PIN")).unwrap(), Login::New);
}

#[test]
fn a_wrong_old_pin_changes_nothing() {
    let token = token!();
    let session = token.login();
    let error = session.set_pin(&Pin::new("wrong"), &Pin::new("another PIN")).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::PIN_INCORRECT));
    assert!(error.is_pin());
    keys::assert_usable(&session);
    session.logout().unwrap();
    assert_eq!(session.login(UserType::USER, &Pin::new(USER_PIN)).unwrap(), Login::New);
}

#[test]
fn a_pin_that_is_too_short_or_too_long_is_refused_by_its_length_and_changes_nothing() {
    let token = token!();
    let session = token.login();
    for new in ["", "123", &"9".repeat(300)] {
        let error = session.set_pin(&Pin::new(USER_PIN), &Pin::new(new)).unwrap_err();
        assert_eq!(error.return_value(), Some(ReturnValue::PIN_LEN_RANGE), "{} bytes", new.len());
        assert!(error.to_string().contains("TokenInfo gives the bounds"), "{error}");
    }
    let info = token.slot.token_info().unwrap();
    assert_eq!(info.min_pin_len, pkcs11_safe::Limit::Finite(4));
    session.logout().unwrap();
    assert_eq!(session.login(UserType::USER, &Pin::new(USER_PIN)).unwrap(), Login::New);
}

#[test]
fn the_security_officer_sets_a_new_pin_for_the_user() {
    let token = token!();
    let session = token.open();
    session.login(UserType::SO, &Pin::new(SO_PIN)).unwrap();
    let error = session.init_pin(&Pin::new("123")).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::PIN_LEN_RANGE));
    session.init_pin(&Pin::new("new PIN")).unwrap();
    session.logout().unwrap();
    assert_eq!(session.login(UserType::USER, &Pin::new("new PIN")).unwrap(), Login::New);
}

#[test]
fn the_security_officer_changes_the_own_pin() {
    let token = token!();
    let session = token.open();
    session.login(UserType::SO, &Pin::new(SO_PIN)).unwrap();
    session.set_pin(&Pin::new(SO_PIN), &Pin::new("another SO PIN")).unwrap();
    session.logout().unwrap();
    session.login(UserType::SO, &Pin::new(SO_PIN)).unwrap_err();
    session.login(UserType::SO, &Pin::new("another SO PIN")).unwrap();
}

#[test]
fn only_the_security_officer_sets_the_pin_of_the_user() {
    let token = token!();
    let session = token.login();
    let error = session.init_pin(&Pin::new("new PIN")).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::USER_NOT_LOGGED_IN));
    session.logout().unwrap();
    let error = session.init_pin(&Pin::new("new PIN")).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::USER_NOT_LOGGED_IN));
    assert_eq!(session.login(UserType::USER, &Pin::new(USER_PIN)).unwrap(), Login::New);
}

#[test]
fn a_read_only_session_changes_no_pin() {
    let token = token!();
    let session = token.slot.open_session(SessionMode::ReadOnly).unwrap();
    let error = session.set_pin(&Pin::new(USER_PIN), &Pin::new("another PIN")).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::SESSION_READ_ONLY));
    assert!(error.to_string().contains("SessionMode::ReadWrite"), "{error}");
}

#[test]
fn a_pin_pad_that_the_token_does_not_have_is_an_error_and_no_empty_pin() {
    let token = token!();
    let session = token.open();
    let error = session.login(UserType::USER, &Pin::protected_path()).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::ARGUMENTS_BAD));
    keys::assert_usable(&session);
}
