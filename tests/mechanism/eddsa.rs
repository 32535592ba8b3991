//! EdDSA: Ed25519 and Ed448 (section 6.3).

use crate::software;
use ed25519_dalek::pkcs8::DecodePublicKey;
use ed25519_dalek::{Verifier, VerifyingKey};
use pkcs11_safe::attribute as attr;
use pkcs11_safe::encoding::ec::{Curve, PrivateKey as EcPrivateKey};
use pkcs11_safe::mechanism::Mechanism;
use pkcs11_safe::{KeyPairSpec, KeyType, PrivateKey, Session};

#[test]
fn what_the_token_signs_with_ed25519_software_verifies() {
    let token = support::token!();
    needs!(token: EC_EDWARDS_KEY_PAIR_GEN EDDSA);
    let session = token.login();
    let pair = KeyPairSpec::ec(Curve::ED25519).generate(&session).expect("generates");
    assert_eq!(session.get(pair.public, attr::KEY_TYPE).expect("reads"), KeyType::EC_EDWARDS);
    let spki = crate::ecdsa::public(&session, pair.public).to_spki();
    let key = VerifyingKey::from_public_key_der(&spki).expect("software reads it");
    for length in [0, 1, 31, 1000] {
        let message = crate::noise(length);
        let signature = session.sign(Mechanism::EDDSA, pair.private, &message).expect("signs");
        let read = ed25519_dalek::Signature::from_slice(&signature).expect("64 bytes");
        key.verify(&message, &read).expect("software verifies it");
        session.verify(Mechanism::EDDSA, pair.public, &message, &signature).expect("the token agrees");
        let other = session.verify(Mechanism::EDDSA, pair.public, b"another", &signature).expect_err("another message");
        assert!(other.is_bad_signature(), "{other}");
    }
}

#[test]
fn what_the_token_signs_with_ed448_openssl_verifies() {
    let token = support::token!();
    needs!(token: EC_EDWARDS_KEY_PAIR_GEN EDDSA);
    if !software::openssl_is_there() {
        return;
    }
    let session = token.login();
    let pair = match KeyPairSpec::ec(Curve::ED448).generate(&session) {
        Ok(pair) => pair,
        Err(error) => return support::softhsm::say_skipped(error),
    };
    let signature = session.sign(Mechanism::EDDSA, pair.private, b"message").expect("signs");
    assert_eq!(signature.len(), 114);
    let spki = crate::ecdsa::public(&session, pair.public).to_spki();
    assert!(verifies(&spki, b"message", &signature));
    assert!(!verifies(&spki, b"another", &signature));
}

fn verifies(spki: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let verify = software::Openssl::new("pkeyutl -verify -rawin -pubin -keyform DER").file("-inkey", spki);
    verify.file("-in", message).file("-sigfile", signature).output().is_some()
}

/// RFC 8032, 7.1 (tests 1 to 3): secret key, public key, message, signature.
const RFC_8032: [[&str; 4]; 3] = [
    [
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ],
    [
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ],
    [
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ],
];

/// A private key out of PKCS #8, as RFC 8410 has it.
fn import(session: &Session, seed: &[u8]) -> PrivateKey {
    let pkcs8 = [crate::hex("302e 020100 3005 0603 2b6570 0422 0420"), seed.to_vec()].concat();
    let key = EcPrivateKey::from_pkcs8(&pkcs8).expect("decodes");
    let template = [key.template(), vec![attr::SIGN.is(true)]].concat();
    PrivateKey::from_object(session.create_object(&template).expect("imports"))
}

#[test]
fn keys_of_rfc_8032_sign_as_it_says() {
    let token = support::token!();
    needs!(token: EDDSA);
    let session = token.login();
    for [seed, public, message, expected] in RFC_8032.map(|row| row.map(crate::hex)) {
        let key = import(&session, &seed);
        assert_eq!(session.sign(Mechanism::EDDSA, key, &message).expect("signs"), expected);
        let read = ed25519_dalek::Signature::from_slice(&expected).expect("64 bytes");
        let theirs = VerifyingKey::try_from(&public[..]).expect("is a key");
        theirs.verify(&message, &read).expect("software agrees");
    }
}
