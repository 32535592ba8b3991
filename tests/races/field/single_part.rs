//! Row 1.6: the single part of an operation that has had data, for every verb that has a single part.

use crate::world::{World, must_work, session};
use pkcs11_safe::{
    Error, Locking, Mechanism, Pin, Result, SecretKey, SecretKeySpec, Session, UserType, attribute as attr,
};
use std::io::Write;
use support::module::USER_PIN;

/// A session and a key that can do everything.
fn begun(world: &World) -> (Session, SecretKey) {
    let session = session(&world.context());
    session.login(UserType::USER, &Pin::new(USER_PIN)).unwrap();
    let more = [attr::SIGN.is(true), attr::VERIFY.is(true)];
    let key = SecretKeySpec::aes(128).with(&more).generate(&session).unwrap();
    (session, key)
}

/// That it is refused, that no such call is made, and that the session can be used on.
fn must_be_refused(function: &str, run: impl Fn(&mut Session, SecretKey) -> Result<Vec<u8>>) {
    let world = World::new(Locking::Os);
    let (mut session, key) = begun(&world);
    world.claim.clear();
    world.claim.record();
    let result = run(&mut session, key);
    assert!(matches!(result, Err(Error::Usage { .. })), "{function}: {result:?}");
    // Ending the operation may take this call; the data that was to be lost is in none.
    let calls = world.claim.calls_of(function);
    let data = |input: &support::module::Input| input.bytes.as_ref().is_some_and(|bytes| !bytes.is_empty());
    assert!(!calls.iter().any(|call| call.inputs.iter().any(data)), "{calls:?}");
    assert_eq!(world.claim.operations(session.handle()), 0);
    must_work(&session);
    drop(session);
    world.must_be_over_since_cleared();
}

#[test]
fn row_1_6_sign_after_data_is_a_usage_error() {
    must_be_refused("C_Sign", |session, key| {
        let mut signer = session.signer(Mechanism::AES_CMAC, key)?;
        signer.update(&[7; 16])?;
        signer.sign(&[7; 16])
    });
    must_be_refused("C_Sign", |session, key| {
        let mut signer = session.signer(Mechanism::AES_CMAC, key)?;
        signer.update_from(&[7; 16][..])?;
        signer.sign(&[7; 16])
    });
    must_be_refused("C_Sign", |session, key| {
        let mut signer = session.signer(Mechanism::AES_CMAC, key)?;
        signer.write_all(&[7; 16])?;
        signer.sign(&[7; 16])
    });
}

#[test]
fn row_1_6_encrypt_after_data_is_a_usage_error() {
    must_be_refused("C_Encrypt", |session, key| {
        let mut encryptor = session.encryptor(Mechanism::AES_ECB, key)?;
        encryptor.update(&[7; 16])?;
        encryptor.encrypt(&[7; 16])
    });
    must_be_refused("C_Encrypt", |session, key| {
        let mut encryptor = session.encryptor(Mechanism::AES_ECB, key)?;
        encryptor.update_into(&[7; 16], &mut [0; 64])?;
        encryptor.encrypt(&[7; 16])
    });
    must_be_refused("C_Encrypt", |session, key| {
        let mut encryptor = session.encryptor(Mechanism::AES_ECB, key)?;
        encryptor.update_from(&[7; 16][..], std::io::sink())?;
        encryptor.encrypt(&[7; 16])
    });
}

#[test]
fn row_1_6_decrypt_after_data_is_a_usage_error() {
    must_be_refused("C_Decrypt", |session, key| {
        let mut decryptor = session.decryptor(Mechanism::AES_ECB, key)?;
        decryptor.update(&[7; 16])?;
        decryptor.decrypt(&[7; 48])
    });
    must_be_refused("C_Decrypt", |session, key| {
        let mut decryptor = session.decryptor(Mechanism::AES_ECB, key)?;
        decryptor.update_into(&[7; 16], &mut [0; 64])?;
        decryptor.decrypt(&[7; 48])
    });
    must_be_refused("C_Decrypt", |session, key| {
        let mut decryptor = session.decryptor(Mechanism::AES_ECB, key)?;
        decryptor.update_from(&[7; 16][..], std::io::sink())?;
        decryptor.decrypt(&[7; 48])
    });
}

#[test]
fn row_1_6_the_single_part_alone_works() {
    let world = World::new(Locking::Os);
    let (mut session, key) = begun(&world);
    let sealed = session.encryptor(Mechanism::AES_ECB, key).unwrap().encrypt(&[7; 16]).unwrap();
    assert_eq!(session.decryptor(Mechanism::AES_ECB, key).unwrap().decrypt(&sealed).unwrap(), [7; 16]);
    let mac = session.signer(Mechanism::AES_CMAC, key).unwrap().sign(b"data").unwrap();
    session.verify(Mechanism::AES_CMAC, key, b"data", &mac).unwrap();
    drop(session);
    world.must_be_over();
}
