//! ECDSA: signatures to DER and back, public keys for everybody else (section 6.3).

use crate::software;
use ::ecdsa::signature::hazmat::{PrehashSigner, PrehashVerifier};
use ::ecdsa::{Signature, SigningKey, VerifyingKey};
use elliptic_curve::Generate;
use elliptic_curve::pkcs8::{DecodePublicKey, EncodePrivateKey, EncodePublicKey};
use elliptic_curve::sec1::ToSec1Point;
use pkcs11_safe::attribute as attr;
use pkcs11_safe::encoding::ec::{Curve, CurveKind, PrivateKey as EcPrivateKey, PublicKey as EcPublicKey};
use pkcs11_safe::encoding::ecdsa as signature;
use pkcs11_safe::mechanism::Mechanism;
use pkcs11_safe::{KeyPair, KeyPairSpec, KeyType, PrivateKey, PublicKey, Result, Session};
use sha2::{Digest, Sha256, Sha384, Sha512};

/// The public key that the token holds.
pub(crate) fn public(session: &Session, key: PublicKey) -> EcPublicKey {
    let (params, point) = session.get(key, (attr::EC_PARAMS, attr::EC_POINT)).expect("reads");
    EcPublicKey::from_attributes(&params, &point).expect("is a point of its curve")
}

fn generate(session: &Session, curve: Curve) -> Result<KeyPair> {
    KeyPairSpec::ec(curve).generate(session)
}

/// For each curve that a crate has: its name in the table, the curve in software, a hash of its strength.
macro_rules! for_each_curve {
    ($check:ident) => {
        $check!(P256, p256::NistP256, Sha256);
        $check!(P384, p384::NistP384, Sha384);
        $check!(P521, p521::NistP521, Sha512);
        $check!(SECP256K1, k256::Secp256k1, Sha256);
        $check!(BRAINPOOL_P256R1, bp256::BrainpoolP256r1, Sha256);
        $check!(BRAINPOOL_P384R1, bp384::BrainpoolP384r1, Sha384);
    };
}

#[test]
fn what_the_token_signs_software_verifies_and_the_reverse() {
    let token = support::token!();
    needs!(token: EC_KEY_PAIR_GEN ECDSA);
    let session = token.login();

    macro_rules! check {
        ($curve:ident, $software:ty, $hash:ident) => {{
            let hash = $hash::digest(b"attack at dawn");
            let pair = generate(&session, Curve::$curve).expect("generates");
            let raw = session.sign(Mechanism::ECDSA, pair.private, &hash).expect("signs");
            assert_eq!(raw.len(), 2 * Curve::$curve.order_len());
            let der = signature::to_der(&raw).expect("is r and s");

            let key = public(&session, pair.public);
            assert_eq!(key.curve(), Some(Curve::$curve));
            let theirs = VerifyingKey::<$software>::from_public_key_der(&key.to_spki()).expect("software reads it");
            let read = Signature::<$software>::from_der(&der).expect("software reads it");
            // One crate verifies none but the smaller of both values that s can have.
            let small = read.normalize_s();
            theirs.verify_prehash(&hash, &small).unwrap_or_else(|error| panic!("{}: {error}", Curve::$curve));
            assert!(theirs.verify_prehash(&$hash::digest(b"attack at dusk"), &small).is_err());

            let back = signature::from_der(read.to_der().as_bytes(), Curve::$curve.order_len()).expect("is DER");
            assert_eq!(back, raw);
            session.verify(Mechanism::ECDSA, pair.public, &hash, &back).expect("the token verifies its own");
            let error = session.verify(Mechanism::ECDSA, pair.public, &hash[1..], &raw).expect_err("another hash");
            assert!(error.is_bad_signature(), "{error}");

            let ours = SigningKey::<$software>::try_generate_from_rng(&mut getrandom::SysRng).expect("generates");
            let signed: Signature<$software> = ours.sign_prehash(&hash).expect("signs");
            let spki = ours.verifying_key().to_public_key_der().expect("encodes");
            let key = EcPublicKey::from_spki(spki.as_bytes()).expect("decodes");
            let template = [key.template(), vec![attr::VERIFY.is(true)]].concat();
            let key = PublicKey::from_object(session.create_object(&template).expect("imports"));
            let raw = signature::from_der(signed.to_der().as_bytes(), Curve::$curve.order_len()).expect("is DER");
            session.verify(Mechanism::ECDSA, key, &hash, &raw).expect("the token verifies the computer's");
        }};
    }
    for_each_curve!(check);
}

/// Curves that OpenSSL does not have, or not for ECDSA and ECDH.
pub(crate) const NOT_FOR_OPENSSL: [Curve; 2] = [Curve::FRP256V1, Curve::SM2P256V1];

/// What a SmartCard-HSM has.
const SMARTCARD_HSM: [&str; 12] = [
    "prime192v1",
    "prime256v1",
    "SECP384R1",
    "secp521r1",
    "secp192k1",
    "secp256k1",
    "brainpoolP192r1",
    "brainpoolp224r1",
    "brainpoolP256r1",
    "BRAINPOOLP320R1",
    "brainpoolP384r1",
    "brainpoolP512r1",
];

#[test]
fn every_curve_that_the_token_generates_signs_for_openssl() {
    let token = support::token!();
    needs!(token: EC_KEY_PAIR_GEN ECDSA);
    if !software::openssl_is_there() {
        return;
    }
    let session = token.login();
    let hash = Sha256::digest(b"attack at dawn");
    let mut done = Vec::new();
    let curves =
        Curve::all().filter(|curve| curve.kind() == CurveKind::Weierstrass && !NOT_FOR_OPENSSL.contains(curve));
    for curve in curves {
        let pair = match generate(&session, curve) {
            Ok(pair) => pair,
            Err(error) => {
                assert!(error.to_string().contains(curve.name()), "the error names the curve: {error}");
                support::softhsm::say_skipped(error);
                continue;
            }
        };
        let raw = session.sign(Mechanism::ECDSA, pair.private, &hash).expect("signs");
        assert_eq!(raw.len(), 2 * curve.order_len(), "{curve}");
        let der = signature::to_der(&raw).expect("is r and s");
        let spki = public(&session, pair.public).to_spki();
        assert!(software::verifies(&spki, &hash, &der), "{curve}");
        assert_eq!(signature::from_der(&der, curve.order_len()).expect("is DER"), raw, "{curve}");
        done.push(curve);
    }
    for name in SMARTCARD_HSM {
        let curve = Curve::from_name(name).expect("has a name");
        assert!(done.contains(&curve), "{curve} was not checked: {done:?}");
    }
}

#[test]
fn two_hundred_p521_signatures_go_to_der_and_back() {
    let token = support::token!();
    needs!(token: EC_KEY_PAIR_GEN ECDSA);
    let session = token.login();
    let pair = generate(&session, Curve::P521).expect("generates");
    let spki = public(&session, pair.public).to_spki();
    let key = VerifyingKey::<p521::NistP521>::from_public_key_der(&spki).expect("software reads it");
    let mut lengths = std::collections::BTreeSet::new();
    for number in 0..200_u32 {
        let hash = Sha512::digest(number.to_be_bytes());
        let raw = session.sign(Mechanism::ECDSA, pair.private, &hash).expect("signs");
        assert_eq!(raw.len(), 132);
        let der = signature::to_der(&raw).expect("is r and s");
        lengths.insert(der.len());
        assert_eq!(signature::from_der(&der, 66).expect("is DER"), raw, "{raw:02x?}");
        let read = Signature::<p521::NistP521>::from_der(&der).expect("software reads it");
        key.verify_prehash(&hash, &read).expect("software verifies it");
    }
    assert!(lengths.len() > 1, "r and s have different lengths now and then: {lengths:?}");
}

#[test]
fn an_imported_private_key_signs_what_its_software_twin_verifies() {
    let token = support::token!();
    needs!(token: ECDSA);
    let session = token.login();

    macro_rules! check {
        ($curve:ident, $software:ty, $hash:ident) => {{
            let ours = SigningKey::<$software>::try_generate_from_rng(&mut getrandom::SysRng).expect("generates");
            let key = EcPrivateKey::from_pkcs8(ours.to_pkcs8_der().expect("encodes").as_bytes()).expect("decodes");
            assert_eq!(key.curve(), Some(Curve::$curve));
            let sec1 = EcPrivateKey::from_sec1(&key.to_sec1().expect("has SEC 1"), None).expect("decodes");
            assert_eq!(sec1.value(), key.value());
            let extra = [attr::SIGN.is(true), attr::SENSITIVE.is(false), attr::EXTRACTABLE.is(true)];
            let template = [key.template(), extra.to_vec()].concat();
            let imported = PrivateKey::from_object(session.create_object(&template).expect("imports"));

            let hash = $hash::digest(b"attack at dawn");
            let raw = session.sign(Mechanism::ECDSA, imported, &hash).expect("signs");
            let signed = Signature::<$software>::from_der(&signature::to_der(&raw).expect("is r and s"));
            let small = signed.expect("software reads it").normalize_s();
            ours.verifying_key().verify_prehash(&hash, &small).expect("software verifies it");

            let (params, value) = session.get(imported, (attr::EC_PARAMS, attr::VALUE)).expect("reads");
            let back = EcPrivateKey::from_attributes(&params, &value).expect("is a key");
            assert_eq!(back.value(), key.value());
        }};
    }
    for_each_curve!(check);
}

/// Keys made in software whose X begins with this byte.
fn p256_with_x(first: u8) -> p256::PublicKey {
    (1..5000_u32)
        .map(|number| {
            let mut scalar = [0; 32];
            scalar[28..].copy_from_slice(&number.to_be_bytes());
            p256::SecretKey::from_slice(&scalar).expect("a small number is a key").public_key()
        })
        .find(|key| key.to_sec1_point(false).as_bytes()[1] == first)
        .expect("one in 256")
}

#[test]
fn a_point_is_told_by_the_length_of_its_curve_and_not_by_its_bytes() {
    // 04 3f is how an OCTET STRING of 63 bytes begins, and a raw point of P-256 has 65; 04 20 is that of 32 bytes.
    for first in [0x3f, 0x20, 0x04, 0x41, 0x00, 0x80] {
        let key = p256_with_x(first);
        let expected = key.to_public_key_der().expect("encodes");
        let raw = key.to_sec1_point(false);
        let der = [&[0x04, 0x41], raw.as_bytes()].concat();
        let bits = [&[0x03, 0x42, 0x00], raw.as_bytes()].concat();
        for given in [raw.as_bytes(), &der, &bits, &raw.as_bytes()[1..]] {
            let key = EcPublicKey::from_attributes(Curve::P256.params(), given).expect("is a point");
            assert_eq!(key.point().raw(), raw.as_bytes(), "{given:02x?}");
            assert_eq!(key.point().der(), der);
            assert_eq!(key.to_spki(), expected.as_bytes());
        }
    }
}

#[test]
fn an_edwards_key_is_exported_from_both_of_its_forms() {
    // The second looks like an OCTET STRING of 30 bytes.
    for seed in 0..=255_u8 {
        let key = ed25519_dalek::SigningKey::from_bytes(&[seed; 32]).verifying_key();
        let der = [&[0x04, 0x20], &key.as_bytes()[..]].concat();
        for given in [&key.as_bytes()[..], &der] {
            let ours = EcPublicKey::from_attributes(Curve::ED25519.params(), given).expect("is a point");
            assert_eq!(ours.to_spki()[..12], crate::hex("302a 3005 0603 2b65 70 0321 00"));
            assert_eq!(ours.to_spki()[12..], key.as_bytes()[..]);
            assert_eq!(ours.point().der(), der);
        }
    }
    let mut key = [0x55; 32];
    key[..2].copy_from_slice(&[0x04, 0x1e]);
    let ours = EcPublicKey::from_attributes(Curve::ED25519.params(), &key).expect("is a point");
    assert_eq!(ours.point().raw(), key);
}

#[test]
fn a_pair_knows_its_curve_and_both_halves_have_one_id() {
    let token = support::token!();
    needs!(token: EC_KEY_PAIR_GEN);
    let session = token.login();
    let pair = generate(&session, Curve::BRAINPOOL_P320R1).expect("generates");
    let (kind, params, id) = session.get(pair.private, (attr::KEY_TYPE, attr::EC_PARAMS, attr::ID)).expect("reads");
    assert_eq!((kind, Curve::from_params(&params)), (KeyType::EC, Some(Curve::BRAINPOOL_P320R1)));
    assert_eq!(session.find_key_pair(&[attr::ID.is(&id)]).expect("finds both"), pair);
}
