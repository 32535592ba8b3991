//! Initialising tokens.

use super::keys;
use pkcs11_safe::{Error, Login, Object, Pin, ReturnValue, SessionMode, TokenFlags, UserType};
use support::token;
use support::token::{SO_PIN, USER_PIN, calls};

#[test]
fn a_label_of_more_than_32_bytes_is_a_usage_error_before_any_call() {
    let token = token!();
    for (label, bytes) in [("x".repeat(33), 33), ("ü".repeat(17), 34), ("x".repeat(1000), 1000)] {
        let (error, made) = calls(|| token.slot.init_token(&Pin::new(SO_PIN), &label).unwrap_err());
        assert!(matches!(error, Error::Usage { argument: "label", .. }), "{error:?}");
        assert!(error.to_string().contains(&format!("has {bytes} bytes; a token has room for 32")), "{error}");
        assert_eq!(made.total(), 0);
    }
    assert_eq!(token.slot.token_info().unwrap().label, token.label);
}

#[test]
fn a_label_of_up_to_32_bytes_is_kept_whole() {
    let token = token!();
    for label in ["x".repeat(32), "ü".repeat(16), "Grüße".to_owned()] {
        token.slot.init_token(&Pin::new(SO_PIN), &label).unwrap();
        assert_eq!(token.slot.token_info().unwrap().label, label);
    }
}

#[test]
fn initialising_destroys_what_was_there_and_the_pin_of_the_user() {
    let token = token!();
    let session = token.login();
    keys::rsa(&session);
    pkcs11_safe::KeyPairSpec::rsa(1024).store(true).generate(&session).unwrap();
    drop(session);
    token.slot.init_token(&Pin::new(SO_PIN), "fresh").unwrap();
    let flags = token.slot.token_info().unwrap().flags;
    assert!(flags.contains(TokenFlags::TOKEN_INITIALIZED));
    assert!(!flags.contains(TokenFlags::USER_PIN_INITIALIZED));
    let session = token.open();
    let error = session.login(UserType::USER, &Pin::new(USER_PIN)).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::USER_PIN_NOT_INITIALIZED));
    assert!(error.to_string().contains("the security officer sets it"), "{error}");
    session.login(UserType::SO, &Pin::new(SO_PIN)).unwrap();
    session.init_pin(&Pin::new(USER_PIN)).unwrap();
    session.logout().unwrap();
    assert_eq!(session.login(UserType::USER, &Pin::new(USER_PIN)).unwrap(), Login::New);
    assert_eq!(session.find::<Object>(&[]).unwrap(), []);
}

#[test]
fn a_wrong_pin_of_the_security_officer_initialises_nothing() {
    let token = token!();
    let error = token.slot.init_token(&Pin::new("wrong"), "fresh").unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::PIN_INCORRECT));
    assert_eq!(token.slot.token_info().unwrap().label, token.label);
    let session = token.slot.open_session(SessionMode::ReadWrite).unwrap();
    assert_eq!(session.login(UserType::USER, &Pin::new(USER_PIN)).unwrap(), Login::New);
}
