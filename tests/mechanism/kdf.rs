//! Keys derived from keys and data (sections 6.17 and 6.43).

use pkcs11_safe::attribute as attr;
use pkcs11_safe::mechanism::{AesCbcEncryptData, AesEcbEncryptData, Des3CbcEncryptData, Des3EcbEncryptData, Mechanism};
use pkcs11_safe::{KeyType, ObjectClass, SecretKey, Session, Ulong};

/// What a mechanism makes of a key, as a secret that can be read.
fn derived(session: &Session, mechanism: Mechanism<'_>, base: SecretKey, length: usize) -> Vec<u8> {
    let template = [
        attr::CLASS.is(ObjectClass::SECRET_KEY),
        attr::KEY_TYPE.is(KeyType::GENERIC_SECRET),
        attr::SENSITIVE.is(false),
        attr::EXTRACTABLE.is(true),
        attr::VALUE_LEN.is(Ulong::try_from(length).expect("is small")),
    ];
    let secret = session.read_derived(mechanism, base, &template);
    secret.unwrap_or_else(|error| panic!("{mechanism:?}: {error}")).to_vec()
}

#[test]
fn data_encrypted_with_aes_is_the_key() {
    let token = support::token!();
    needs!(token: AES_ECB_ENCRYPT_DATA AES_CBC_ENCRYPT_DATA);
    let session = token.login();
    let (iv, data) = ([8; 16], crate::noise(32));
    for length in [16, 24, 32] {
        let value = crate::noise(length);
        let base = crate::import(&session, KeyType::AES, &value, &[attr::DERIVE]);
        let expected = crate::aes::ecb(&value, &data);
        assert_eq!(derived(&session, (&AesEcbEncryptData::new(&data)).into(), base, 32), expected);
        let expected = crate::aes::cbc(&value, &iv, &data);
        assert_eq!(derived(&session, (&AesCbcEncryptData::new(&iv, &data)).into(), base, 32), expected);
        assert_eq!(derived(&session, (&AesCbcEncryptData::new(&iv, &data)).into(), base, 16).len(), 16);
    }
}

#[test]
fn data_encrypted_with_triple_des_is_the_key() {
    let token = support::token!();
    needs!(token: DES3_ECB_ENCRYPT_DATA DES3_CBC_ENCRYPT_DATA);
    let session = token.login();
    let (iv, data, value) = ([8; 8], crate::noise(24), crate::noise(24));
    let base = crate::import(&session, KeyType::DES3, &value, &[attr::DERIVE]);
    let expected = crate::iv::ecb(&value, &data);
    assert_eq!(derived(&session, (&Des3EcbEncryptData::new(&data)).into(), base, 24), expected);
    let expected = crate::iv::cbc(&value, &iv, &data);
    assert_eq!(derived(&session, (&Des3CbcEncryptData::new(&iv, &data)).into(), base, 24), expected);
}

#[test]
fn a_derived_key_stays_on_the_token_and_works() {
    let token = support::token!();
    needs!(token: AES_CBC_ENCRYPT_DATA AES_ECB);
    let session = token.login();
    let (value, iv, data) = (crate::noise(32), [8; 16], crate::noise(32));
    let base = crate::import(&session, KeyType::AES, &value, &[attr::DERIVE]);
    let template = [
        attr::CLASS.is(ObjectClass::SECRET_KEY),
        attr::KEY_TYPE.is(KeyType::AES),
        attr::VALUE_LEN.is(32),
        attr::ENCRYPT.is(true),
        attr::SENSITIVE.is(true),
    ];
    let key = session.derive_key(&AesCbcEncryptData::new(&iv, &data), base, &template).expect("derives");
    let expected = crate::aes::ecb(&crate::aes::cbc(&value, &iv, &data), &[1; 16]);
    assert_eq!(session.encrypt(Mechanism::AES_ECB, key, &[1; 16]).expect("encrypts"), expected);
    assert!(session.get(key, attr::VALUE).is_err(), "is sensitive");
}
