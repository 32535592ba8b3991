//! Keys with CKA_ALWAYS_AUTHENTICATE: the PIN once more for every use.

use super::keys;
use pkcs11_safe::{Error, Function, Mechanism, Pin, ReturnValue, Session};
use support::token;
use support::token::{USER_PIN, calls};

const MESSAGE: &[u8] = b"a message";

fn assert_not_logged_in(error: &Error) {
    assert_eq!(error.return_value(), Some(ReturnValue::USER_NOT_LOGGED_IN), "{error}");
    assert!(error.to_string().contains("once more where a key always wants it"), "{error}");
}

/// Signs in a single part, with this PIN if any.
fn sign(session: &mut Session, key: pkcs11_safe::PrivateKey, pin: Option<&str>) -> Result<Vec<u8>, Error> {
    let signer = session.signer(Mechanism::SHA256_RSA_PKCS, key)?;
    if let Some(pin) = pin {
        signer.authenticate(&Pin::new(pin))?;
    }
    signer.sign(MESSAGE)
}

/// Decrypts in a single part, with this PIN if any.
fn decrypt(
    session: &mut Session,
    key: pkcs11_safe::PrivateKey,
    pin: Option<&str>,
    data: &[u8],
) -> Result<Vec<u8>, Error> {
    let decryptor = session.decryptor(Mechanism::RSA_PKCS, key)?;
    if let Some(pin) = pin {
        decryptor.authenticate(&Pin::new(pin))?;
    }
    decryptor.decrypt(data)
}

#[test]
fn a_missing_pin_leaves_a_usable_session_and_the_right_one_signs() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::rsa_always_authenticate(&session);
    assert_not_logged_in(&sign(&mut session, pair.private, None).unwrap_err());
    keys::assert_usable(&session);
    assert_not_logged_in(&session.sign(Mechanism::SHA256_RSA_PKCS, pair.private, MESSAGE).unwrap_err());
    keys::assert_usable(&session);
    let signature = sign(&mut session, pair.private, Some(USER_PIN)).unwrap();
    session.verify(Mechanism::SHA256_RSA_PKCS, pair.public, MESSAGE, &signature).unwrap();
}

#[test]
fn a_wrong_pin_leaves_a_usable_session_and_the_right_one_signs() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::rsa_always_authenticate(&session);
    let error = sign(&mut session, pair.private, Some("wrong")).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::PIN_INCORRECT));
    keys::assert_usable(&session);
    let signature = sign(&mut session, pair.private, Some(USER_PIN)).unwrap();
    session.verify(Mechanism::SHA256_RSA_PKCS, pair.public, MESSAGE, &signature).unwrap();
}

#[test]
fn a_missing_pin_leaves_a_usable_session_and_the_right_one_decrypts() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::rsa_always_authenticate(&session);
    let secret = session.encrypt(Mechanism::RSA_PKCS, pair.public, MESSAGE).unwrap();
    assert_not_logged_in(&decrypt(&mut session, pair.private, None, &secret).unwrap_err());
    keys::assert_usable(&session);
    assert_not_logged_in(&session.decrypt(Mechanism::RSA_PKCS, pair.private, &secret).unwrap_err());
    keys::assert_usable(&session);
    assert_eq!(decrypt(&mut session, pair.private, Some(USER_PIN), &secret).unwrap(), MESSAGE);
}

#[test]
fn a_wrong_pin_leaves_a_usable_session_and_the_right_one_decrypts() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::rsa_always_authenticate(&session);
    let secret = session.encrypt(Mechanism::RSA_PKCS, pair.public, MESSAGE).unwrap();
    let error = decrypt(&mut session, pair.private, Some("wrong"), &secret).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::PIN_INCORRECT));
    keys::assert_usable(&session);
    assert_eq!(decrypt(&mut session, pair.private, Some(USER_PIN), &secret).unwrap(), MESSAGE);
}

#[test]
fn a_wrong_pin_can_be_followed_by_the_right_one_in_the_same_operation() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::rsa_always_authenticate(&session);
    let signer = session.signer(Mechanism::SHA256_RSA_PKCS, pair.private).unwrap();
    signer.authenticate(&Pin::new("wrong")).unwrap_err();
    signer.authenticate(&Pin::new(USER_PIN)).unwrap();
    let signature = signer.sign(MESSAGE).unwrap();
    session.verify(Mechanism::SHA256_RSA_PKCS, pair.public, MESSAGE, &signature).unwrap();
}

#[test]
fn a_streamed_signature_takes_the_pin_before_its_data() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::rsa_always_authenticate(&session);
    let mut signer = session.signer(Mechanism::SHA256_RSA_PKCS, pair.private).unwrap();
    signer.authenticate(&Pin::new(USER_PIN)).unwrap();
    signer.update(&MESSAGE[..3]).unwrap();
    signer.update(&MESSAGE[3..]).unwrap();
    let signature = signer.finish().unwrap();
    session.verify(Mechanism::SHA256_RSA_PKCS, pair.public, MESSAGE, &signature).unwrap();
}

#[test]
fn a_stream_whose_pin_is_missing_leaves_a_usable_session() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::rsa_always_authenticate(&session);
    let mut stream = || {
        let mut signer = session.signer(Mechanism::SHA256_RSA_PKCS, pair.private)?;
        signer.update(MESSAGE)?;
        signer.finish()
    };
    let error = stream().unwrap_err();
    assert_not_logged_in(&error);
    keys::assert_usable(&session);
    sign(&mut session, pair.private, Some(USER_PIN)).unwrap();
}

#[test]
fn one_pin_is_good_for_one_use() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::rsa_always_authenticate(&session);
    sign(&mut session, pair.private, Some(USER_PIN)).unwrap();
    assert_not_logged_in(&sign(&mut session, pair.private, None).unwrap_err());
    keys::assert_usable(&session);
}

#[test]
fn an_operation_given_up_after_its_pin_leaves_nothing_that_the_next_can_use() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::rsa_always_authenticate(&session);
    session.decryptor(Mechanism::RSA_PKCS, pair.private).unwrap().authenticate(&Pin::new(USER_PIN)).unwrap();
    keys::assert_usable(&session);
    assert_not_logged_in(&sign(&mut session, pair.private, None).unwrap_err());
}

#[test]
fn the_pin_follows_the_beginning_of_the_operation_with_no_call_between() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::rsa_always_authenticate(&session);
    let (signature, made) = calls(|| sign(&mut session, pair.private, Some(USER_PIN)));
    signature.unwrap();
    assert_eq!(made.functions(), [Function::SignInit, Function::Login, Function::Sign]);
}
