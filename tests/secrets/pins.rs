//! PINs, on their way to the token.

use crate::scene::{Stage, assert_gone, assert_gone_in};
use crate::search::Secret;
use pkcs11_safe::{KeyType, Login, Mechanism, ObjectClass, Pin, SessionMode, UserType, attribute as attr};
use support::module::{BLANK_SLOT, Fault, Function, USER_PIN};

fn pin(secret: &Secret) -> Pin {
    Pin::new(&secret.expose().0)
}

#[test]
fn tokens_are_initialised_and_users_log_in_and_no_pin_is_left() {
    let (so, user, next) = (Secret::text("SO PIN", 40), Secret::text("user PIN", 40), Secret::text("next PIN", 40));
    let stage = Stage::new();
    let slot = stage.context.slot(BLANK_SLOT);
    assert_gone(&[&so], || slot.init_token(&pin(&so), "secret").unwrap());
    let mut session = slot.open_session(SessionMode::ReadWrite).unwrap();
    assert_gone_in(&mut session, &[&so], |session| {
        assert_eq!(session.login(UserType::SO, &pin(&so)).unwrap(), Login::New);
    });
    assert_gone_in(&mut session, &[&user], |session| session.init_pin(&pin(&user)).unwrap());
    session.logout().unwrap();
    assert_gone_in(&mut session, &[&user], |session| {
        assert_eq!(session.login(UserType::USER, &pin(&user)).unwrap(), Login::New);
    });
    assert_gone_in(&mut session, &[&user, &next], |session| session.set_pin(&pin(&user), &pin(&next)).unwrap());
    session.logout().unwrap();
    assert_gone_in(&mut session, &[&next], |session| {
        assert_eq!(session.login_user(UserType::USER, "somebody", &pin(&next)).unwrap(), Login::New);
    });
}

#[test]
fn a_pin_that_the_token_refuses_is_not_left_with_the_error_either() {
    let wrong = Secret::text("wrong PIN", 40);
    let stage = Stage::new();
    let mut session = stage.slot.open_session(SessionMode::ReadWrite).unwrap();
    let slot = stage.slot.clone();
    // The errors are still there while memory is searched.
    assert_gone_in(&mut session, &[&wrong], move |session| {
        let pin = pin(&wrong);
        [
            session.login(UserType::USER, &pin).unwrap_err(),
            session.login_user(UserType::USER, "somebody", &pin).unwrap_err(),
            session.set_pin(&pin, &pin).unwrap_err(),
            session.init_pin(&pin).unwrap_err(),
            slot.init_token(&pin, "label").unwrap_err(),
        ]
    });
}

#[test]
fn strings_and_vectors_that_become_pins_are_wiped_with_them() {
    let (text, bytes) = (Secret::text("text", 40), Secret::bytes("bytes", 40));
    let vector = |secret: &Secret| {
        let mut vector = vec![0; 40];
        secret.write(&mut vector);
        vector
    };
    assert_gone(&[&text], || drop(Pin::from(String::from_utf8(vector(&text)).unwrap())));
    assert_gone(&[&bytes], || drop(Pin::from(vector(&bytes))));
}

#[test]
fn a_pin_for_one_signature_is_not_left() {
    let wrong = Secret::text("wrong PIN", 40);
    let stage = Stage::new();
    let mut session = stage.session();
    let key = session
        .create_object(&[
            attr::CLASS.is(ObjectClass::PRIVATE_KEY),
            attr::KEY_TYPE.is(KeyType::EC),
            attr::EC_PARAMS.is(&[6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7]),
            attr::VALUE.is(&[7; 32]),
            attr::SIGN.is(true),
            attr::ALWAYS_AUTHENTICATE.is(true),
        ])
        .unwrap();
    assert_gone_in(&mut session, &[&wrong], |session| {
        let signer = session.signer(Mechanism::ECDSA, key).unwrap();
        signer.authenticate(&pin(&wrong)).unwrap_err();
        signer.authenticate(&Pin::new(USER_PIN)).unwrap();
        signer.sign(&[1; 32]).unwrap();
    });
}

#[test]
fn a_module_that_fails_in_the_middle_leaves_no_pin_with_us() {
    let text = Secret::text("PIN", 40);
    let stage = Stage::new();
    for function in [Function::Login, Function::InitToken, Function::SetPIN] {
        stage.claim.fault(function, Fault::ErrorAfterActing(0x8000_0001));
    }
    let mut session = stage.slot.open_session(SessionMode::ReadWrite).unwrap();
    let blank = stage.context.slot(BLANK_SLOT);
    assert_gone_in(&mut session, &[&text], move |session| {
        let (pin, old) = (pin(&text), Pin::new(USER_PIN));
        [
            session.login(UserType::USER, &pin).unwrap_err(),
            session.set_pin(&old, &pin).unwrap_err(),
            blank.init_token(&pin, "label").unwrap_err(),
        ]
    });
}
