//! A login belongs to the token, and nothing that fails leaks a session.

use super::keys;
use pkcs11_safe::{
    Function, Login, Pin, PrivateKey, ReturnValue, SessionMode, SessionState, UserType, attribute as attr,
};
use support::token;
use support::token::{SO_PIN, USER_PIN, calls};

fn state(session: &pkcs11_safe::Session) -> SessionState {
    session.info().unwrap().state
}

#[test]
fn a_sibling_stays_logged_in_when_the_session_that_logged_in_closes() {
    let token = token!();
    let first = token.login();
    let second = token.open();
    assert_eq!(state(&second), SessionState::RW_USER_FUNCTIONS);
    let key = keys::hmac(&second);
    drop(first);
    assert_eq!(state(&second), SessionState::RW_USER_FUNCTIONS);
    second.sign(pkcs11_safe::Mechanism::SHA256_HMAC, key, b"data").unwrap();
}

#[test]
fn closing_a_session_by_name_closes_that_one_and_no_other() {
    let token = token!();
    let (first, second) = (token.login(), token.open());
    let (closed, made) = calls(|| first.close());
    closed.unwrap();
    assert_eq!(made.functions(), [Function::CloseSession]);
    keys::assert_usable(&second);
    assert_eq!(state(&second), SessionState::RW_USER_FUNCTIONS);
}

#[test]
fn the_last_session_takes_the_login_with_it() {
    let token = token!();
    drop(token.login());
    assert_eq!(state(&token.open()), SessionState::RW_PUBLIC_SESSION);
}

#[test]
fn logging_in_twice_is_fine_and_checks_no_pin() {
    let token = token!();
    let (first, second) = (token.open(), token.open());
    assert_eq!(first.login(UserType::USER, &Pin::new(USER_PIN)).unwrap(), Login::New);
    assert_eq!(first.login(UserType::USER, &Pin::new(USER_PIN)).unwrap(), Login::Already);
    assert_eq!(second.login(UserType::USER, &Pin::new("not the PIN")).unwrap(), Login::Already);
}

#[test]
fn while_another_user_is_logged_in_logging_in_is_an_error_that_says_so() {
    let token = token!();
    let session = token.open();
    session.login(UserType::SO, &Pin::new(SO_PIN)).unwrap();
    let error = session.login(UserType::USER, &Pin::new(USER_PIN)).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::USER_ANOTHER_ALREADY_LOGGED_IN));
    assert!(error.to_string().contains("log that one out first"), "{error}");
    assert_eq!(state(&session), SessionState::RW_SO_FUNCTIONS);
    session.logout().unwrap();
    assert_eq!(session.login(UserType::USER, &Pin::new(USER_PIN)).unwrap(), Login::New);
}

#[test]
fn logging_out_affects_all_sessions_with_the_token() {
    let token = token!();
    let (first, second) = (token.login(), token.open());
    let pair = keys::rsa(&second);
    assert_eq!(second.find::<PrivateKey>(&[]).unwrap().len(), 1);
    first.logout().unwrap();
    assert_eq!(state(&first), SessionState::RW_PUBLIC_SESSION);
    assert_eq!(state(&second), SessionState::RW_PUBLIC_SESSION);
    assert_eq!(second.find::<PrivateKey>(&[]).unwrap(), []);
    assert!(second.get(pair.private, attr::CLASS).is_err());
    keys::assert_usable(&second);
}

#[test]
fn logging_out_of_one_token_leaves_the_other_alone() {
    let (one, other) = (token!(), token!());
    let (first, second) = (one.login(), other.login());
    first.logout().unwrap();
    assert_eq!(state(&second), SessionState::RW_USER_FUNCTIONS);
}

#[test]
fn a_failed_login_leaks_no_session() {
    let token = token!();
    let ((), made) = calls(|| {
        for _ in 0..5 {
            let session = token.open();
            let error = session.login(UserType::USER, &Pin::new("wrong")).unwrap_err();
            assert_eq!(error.return_value(), Some(ReturnValue::PIN_INCORRECT));
        }
    });
    assert_eq!(made.ok(Function::OpenSession), 5);
    assert_eq!(made.ok(Function::CloseSession), 5);
    // The token's own word for it: with a session open, it cannot be initialised.
    token.slot.init_token(&Pin::new(SO_PIN), &token.label).unwrap();
}

#[test]
fn a_failed_open_leaks_no_session() {
    let token = token!();
    let session = token.open();
    session.login(UserType::SO, &Pin::new(SO_PIN)).unwrap();
    let (error, made) = calls(|| token.slot.open_session(SessionMode::ReadOnly).unwrap_err());
    assert_eq!(error.return_value(), Some(ReturnValue::SESSION_READ_WRITE_SO_EXISTS));
    assert_eq!(made.functions(), [Function::OpenSession]);
    drop(session);
    token.slot.init_token(&Pin::new(SO_PIN), &token.label).unwrap();
}

#[test]
fn an_open_session_keeps_the_token_from_being_initialised() {
    // What the two tests above rest on.
    let token = token!();
    let session = token.open();
    let error = token.slot.init_token(&Pin::new(SO_PIN), &token.label).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::SESSION_EXISTS));
    assert!(error.to_string().contains("close them first"), "{error}");
    drop(session);
    token.slot.init_token(&Pin::new(SO_PIN), &token.label).unwrap();
}

#[test]
fn a_wrong_pin_leaves_the_session_usable_and_the_right_one_is_taken_afterwards() {
    let token = token!();
    let session = token.open();
    let error = session.login(UserType::USER, &Pin::new("wrong")).unwrap_err();
    assert!(error.is_pin());
    keys::assert_usable(&session);
    assert_eq!(session.login(UserType::USER, &Pin::new(USER_PIN)).unwrap(), Login::New);
}

#[test]
fn the_security_officer_does_not_log_in_beside_a_read_only_session() {
    let token = token!();
    let (reader, session) = (token.slot.open_session(SessionMode::ReadOnly).unwrap(), token.open());
    let error = session.login(UserType::SO, &Pin::new(SO_PIN)).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::SESSION_READ_ONLY_EXISTS));
    drop(reader);
    assert_eq!(session.login(UserType::SO, &Pin::new(SO_PIN)).unwrap(), Login::New);
}

#[test]
fn a_module_without_named_users_says_that_it_has_none() {
    let token = token!();
    let session = token.open();
    let error = session.login_user(UserType::USER, "somebody", &Pin::new(USER_PIN)).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::FUNCTION_NOT_SUPPORTED));
    keys::assert_usable(&session);
}
