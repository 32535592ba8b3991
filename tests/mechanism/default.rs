//! What is done where nothing is said: mechanisms, templates and uses.

mod recorded;

use pkcs11_safe::attribute as attr;
use pkcs11_safe::encoding::ec::Curve;
use pkcs11_safe::mechanism::{AesCbcPad, Des3CbcPad, Ecdh1Derive, Mechanism, Operation, RsaPkcsOaep};
use pkcs11_safe::{
    KeyPair, KeyPairSpec, KeyType, MechanismType, Object, ObjectClass, SecretKey, SecretKeySpec, Session, Usage,
};
use pkcs11_sys::*;
use support::token::Token;

#[test]
fn the_defaults_are_those_of_the_table() {
    use Operation::{Decrypt, Derive, Encrypt, GenerateKey, GenerateKeyPair, Sign, Unwrap, Verify, Wrap};
    for (key_type, operation, mechanism) in [
        (CKK_RSA, GenerateKeyPair, CKM_RSA_PKCS_KEY_PAIR_GEN),
        (CKK_RSA, Sign, CKM_SHA512_RSA_PKCS),
        (CKK_RSA, Verify, CKM_SHA512_RSA_PKCS),
        (CKK_RSA, Encrypt, CKM_RSA_PKCS_OAEP),
        (CKK_RSA, Decrypt, CKM_RSA_PKCS_OAEP),
        (CKK_EC, GenerateKeyPair, CKM_EC_KEY_PAIR_GEN),
        (CKK_EC, Sign, CKM_ECDSA_SHA512),
        (CKK_EC, Verify, CKM_ECDSA_SHA512),
        (CKK_EC, Derive, CKM_ECDH1_DERIVE),
        (CKK_EC_EDWARDS, GenerateKeyPair, CKM_EC_EDWARDS_KEY_PAIR_GEN),
        (CKK_EC_EDWARDS, Sign, CKM_EDDSA),
        (CKK_EC_MONTGOMERY, GenerateKeyPair, CKM_EC_MONTGOMERY_KEY_PAIR_GEN),
        (CKK_EC_MONTGOMERY, Derive, CKM_ECDH1_DERIVE),
        (CKK_DH, Derive, CKM_DH_PKCS_DERIVE),
        (CKK_AES, GenerateKey, CKM_AES_KEY_GEN),
        (CKK_AES, Encrypt, CKM_AES_CBC_PAD),
        (CKK_AES, Decrypt, CKM_AES_CBC_PAD),
        (CKK_AES, Wrap, CKM_AES_KEY_WRAP),
        (CKK_AES, Unwrap, CKM_AES_KEY_WRAP),
        (CKK_GENERIC_SECRET, GenerateKey, CKM_GENERIC_SECRET_KEY_GEN),
    ] {
        let default = MechanismType::default_for(KeyType::new(key_type), operation);
        assert_eq!(default, Some(MechanismType::new(mechanism)), "{}, {operation:?}", KeyType::new(key_type));
    }
    for (key_type, operation) in [(CKK_EC, Encrypt), (CKK_RSA, Derive), (CKK_EC_EDWARDS, Derive), (CKK_AES, Derive)] {
        assert_eq!(MechanismType::default_for(KeyType::new(key_type), operation), None);
    }
    assert_eq!(MechanismType::default_for(KeyType::new(0x8000_0001), Sign), None);
}

/// The default of an operation, if the token has it.
fn default(token: &Token, key_type: KeyType, operation: Operation) -> Option<MechanismType> {
    MechanismType::default_for(key_type, operation).filter(|mechanism| crate::has(token, *mechanism))
}

/// Signs and verifies, where the token has the default of that.
fn signs(
    token: &Token,
    session: &Session,
    key_type: KeyType,
    sign: impl Into<Object>,
    verify: impl Into<Object>,
) -> bool {
    let Some(mechanism) = default(token, key_type, Operation::Sign) else { return false };
    let verifying = default(token, key_type, Operation::Verify).expect("whoever signs verifies");
    let signature = session.sign(Mechanism::bare(mechanism), sign, b"message").expect("signs");
    session.verify(Mechanism::bare(verifying), verify, b"message", &signature).expect("verifies");
    true
}

#[test]
fn rsa_keys_of_the_defaults_do_all_that_they_may() {
    let token = support::token!();
    needs!(token: RSA_PKCS_KEY_PAIR_GEN RSA_PKCS_OAEP AES_KEY_GEN);
    let session = token.login();
    let pair = KeyPairSpec::rsa(2048).generate(&session).expect("generates");
    assert!(signs(&token, &session, KeyType::RSA, pair.private, pair.public));
    assert_eq!(default(&token, KeyType::RSA, Operation::Encrypt), Some(MechanismType::RSA_PKCS_OAEP));
    let oaep = RsaPkcsOaep::default();
    let encrypted = session.encrypt(&oaep, pair.public, b"data").expect("encrypts");
    assert_eq!(session.decrypt(&oaep, pair.private, &encrypted).expect("decrypts"), b"data");
    let key = SecretKeySpec::aes(128).with(&[attr::EXTRACTABLE.is(true)]).generate(&session).expect("generates");
    let wrapped = session.wrap_key(&oaep, pair.public, key).expect("wraps");
    let template = [attr::CLASS.is(ObjectClass::SECRET_KEY), attr::KEY_TYPE.is(KeyType::AES)];
    session.unwrap_key::<SecretKey>(&oaep, pair.private, &wrapped, &template).expect("unwraps");
    let (bits, exponent) = session.get(pair.public, (attr::MODULUS_BITS, attr::PUBLIC_EXPONENT)).expect("reads");
    assert_eq!((bits, &exponent[..]), (2048, &[1, 0, 1][..]));
}

#[test]
fn keys_on_curves_of_the_defaults_do_all_that_they_may() {
    let token = support::token!();
    needs!(token: EC_KEY_PAIR_GEN ECDH1_DERIVE);
    let session = token.login();
    let pair = KeyPairSpec::ec(Curve::P384).generate(&session).expect("generates");
    if !signs(&token, &session, KeyType::EC, pair.private, pair.public) {
        // Where the token has no hash for it, the computer hashes.
        let signature = session.sign(Mechanism::ECDSA, pair.private, &[7; 48]).expect("signs");
        session.verify(Mechanism::ECDSA, pair.public, &[7; 48], &signature).expect("verifies");
    }
    assert_eq!(default(&token, KeyType::EC, Operation::Derive), Some(MechanismType::ECDH1_DERIVE));
    let peer = crate::ecdsa::public(&session, pair.public);
    let template =
        [attr::CLASS.is(ObjectClass::SECRET_KEY), attr::KEY_TYPE.is(KeyType::GENERIC_SECRET), attr::VALUE_LEN.is(48)];
    session.derive_key(&Ecdh1Derive::new(peer.point().raw()), pair.private, &template).expect("derives");

    if default(&token, KeyType::EC_EDWARDS, Operation::GenerateKeyPair).is_some() {
        let pair = KeyPairSpec::ec(Curve::ED25519).generate(&session).expect("generates");
        assert!(signs(&token, &session, KeyType::EC_EDWARDS, pair.private, pair.public));
    }
}

#[test]
fn secret_keys_of_the_defaults_do_all_that_they_may() {
    let token = support::token!();
    needs!(token: AES_KEY_GEN AES_CBC_PAD AES_KEY_WRAP);
    let session = token.login();
    let key = SecretKeySpec::aes(256).generate(&session).expect("generates");
    let iv = [1; 16];
    let encrypted = session.encrypt(AesCbcPad::new(&iv), key, b"data").expect("encrypts");
    assert_eq!(session.decrypt(AesCbcPad::new(&iv), key, &encrypted).expect("decrypts"), b"data");
    assert!(signs(&token, &session, KeyType::AES, key, key));
    let other = SecretKeySpec::aes(128).with(&[attr::EXTRACTABLE.is(true)]).generate(&session).expect("generates");
    let wrapped = session.wrap_key(Mechanism::AES_KEY_WRAP, key, other).expect("wraps");
    let template = [attr::CLASS.is(ObjectClass::SECRET_KEY), attr::KEY_TYPE.is(KeyType::AES)];
    session.unwrap_key::<SecretKey>(Mechanism::AES_KEY_WRAP, key, &wrapped, &template).expect("unwraps");

    if default(&token, KeyType::DES3, Operation::GenerateKey).is_some() {
        let key = SecretKeySpec::des3().generate(&session).expect("generates");
        let encrypted = session.encrypt(Des3CbcPad::new(&[1; 8]), key, b"data").expect("encrypts");
        assert_eq!(session.decrypt(Des3CbcPad::new(&[1; 8]), key, &encrypted).expect("decrypts"), b"data");
        assert!(signs(&token, &session, KeyType::DES3, key, key));
    }
    if default(&token, KeyType::GENERIC_SECRET, Operation::GenerateKey).is_some() {
        let key = SecretKeySpec::generic(512).may(Usage::SIGN | Usage::VERIFY).generate(&session).expect("generates");
        assert!(signs(&token, &session, KeyType::GENERIC_SECRET, key, key));
    }
}

/// What an attribute of each use says of a key, of those uses that are asked for.
fn uses(session: &Session, key: impl Into<Object> + Copy, asked: Usage) -> Usage {
    let all = [
        (Usage::ENCRYPT, attr::ENCRYPT),
        (Usage::DECRYPT, attr::DECRYPT),
        (Usage::SIGN, attr::SIGN),
        (Usage::VERIFY, attr::VERIFY),
        (Usage::WRAP, attr::WRAP),
        (Usage::UNWRAP, attr::UNWRAP),
        (Usage::DERIVE, attr::DERIVE),
    ];
    let asked = all.into_iter().filter(|(usage, _)| asked.contains(*usage));
    asked.filter(|(_, key_of)| session.get(key, *key_of).expect("reads")).map(|(usage, _)| usage).collect()
}

const PUBLIC: Usage = Usage::ENCRYPT.union(Usage::VERIFY).union(Usage::WRAP);
const PRIVATE: Usage = Usage::DECRYPT.union(Usage::SIGN).union(Usage::UNWRAP).union(Usage::DERIVE);

#[test]
fn keys_may_do_what_the_table_says_and_no_more_than_was_said() {
    let token = support::token!();
    needs!(token: RSA_PKCS_KEY_PAIR_GEN EC_KEY_PAIR_GEN AES_KEY_GEN);
    let session = token.login();
    let all_of_rsa = Usage::ENCRYPT | Usage::DECRYPT | Usage::SIGN | Usage::VERIFY | Usage::WRAP | Usage::UNWRAP;
    let all_of_ec = Usage::SIGN | Usage::VERIFY | Usage::DERIVE;
    let check = |pair: KeyPair, asked: Usage, expected: Usage| {
        assert_eq!(uses(&session, pair.public, asked & PUBLIC), expected & PUBLIC);
        assert_eq!(uses(&session, pair.private, asked & PRIVATE), expected & PRIVATE);
        let (private, sensitive, stored) =
            session.get(pair.private, (attr::PRIVATE, attr::SENSITIVE, attr::TOKEN)).expect("reads");
        assert!(private && sensitive && !stored);
        assert!(!session.get(pair.public, attr::TOKEN).expect("reads"));
    };
    let rsa = KeyPairSpec::rsa(2048).generate(&session).expect("generates");
    check(rsa, all_of_rsa, all_of_rsa);
    let ec = KeyPairSpec::ec(Curve::P256);
    check(ec.generate(&session).expect("generates"), all_of_ec, all_of_ec);
    let signs = Usage::SIGN | Usage::VERIFY;
    check(KeyPairSpec::ec(Curve::P256).may(signs).generate(&session).expect("generates"), all_of_ec, signs);
    let derives = Usage::DERIVE;
    check(KeyPairSpec::ec(Curve::P256).may(derives).generate(&session).expect("generates"), all_of_ec, derives);

    let aes = SecretKeySpec::aes(256).generate(&session).expect("generates");
    assert_eq!(uses(&session, aes, all_of_rsa), all_of_rsa);
    let (private, sensitive, stored) = session.get(aes, (attr::PRIVATE, attr::SENSITIVE, attr::TOKEN)).expect("reads");
    assert!(private && sensitive && !stored);
    let narrow = Usage::ENCRYPT | Usage::DECRYPT;
    let aes = SecretKeySpec::aes(256).may(narrow).generate(&session).expect("generates");
    assert_eq!(uses(&session, aes, all_of_rsa), narrow);
    assert!(session.sign(Mechanism::AES_CMAC, aes, b"message").is_err(), "and the token minds");
}

#[test]
fn a_stored_pair_is_found_again_by_label_and_by_id() {
    let token = support::token!();
    needs!(token: EC_KEY_PAIR_GEN);
    let session = token.login();
    let spec = KeyPairSpec::ec(Curve::P256).label("My EC Keypair").id(&[7]).store(true);
    let pair = spec.generate(&session).expect("generates");
    assert!(session.get(pair.private, attr::TOKEN).expect("reads"));
    drop(session);
    let session = token.login();
    for template in [attr::LABEL.is("My EC Keypair"), attr::ID.is(&[7])] {
        let found = session.find_key_pair(&[template]).expect("finds it");
        let (label, id) = session.get(found.public, (attr::LABEL, attr::ID)).expect("reads");
        assert_eq!((label.as_str(), &id[..]), ("My EC Keypair", &[7][..]));
    }
}
