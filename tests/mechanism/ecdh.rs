//! ECDH: one secret on both sides (section 6.3).

use crate::ecdsa::{NOT_FOR_OPENSSL, public};
use crate::software;
use elliptic_curve::ecdh::diffie_hellman;
use elliptic_curve::pkcs8::{DecodePublicKey, EncodePublicKey};
use elliptic_curve::{Generate, PublicKey, SecretKey};
use pkcs11_safe::attribute as attr;
use pkcs11_safe::encoding::ec::{Curve, CurveKind, PublicKey as EcPublicKey};
use pkcs11_safe::mechanism::{Ecdh1Derive, Mechanism};
use pkcs11_safe::{
    Attribute, Error, Function, KeyPair, KeyPairSpec, KeyType, ObjectClass, PointForm, ReturnValue, Session, Ulong,
    Usage,
};
use pkcs11_sys::{CKR_ARGUMENTS_BAD, CKR_DEVICE_ERROR, CKR_GENERAL_ERROR, CKR_MECHANISM_PARAM_INVALID};
use support::module::{Claim, Fault};

fn generate(session: &Session, curve: Curve) -> KeyPair {
    KeyPairSpec::ec(curve).may(Usage::DERIVE).generate(session).expect("generates")
}

/// The template of a secret that can be read.
fn readable(length: Ulong) -> [Attribute<'static>; 6] {
    [
        attr::CLASS.is(ObjectClass::SECRET_KEY),
        attr::KEY_TYPE.is(KeyType::GENERIC_SECRET),
        attr::TOKEN.is(false),
        attr::SENSITIVE.is(false),
        attr::EXTRACTABLE.is(true),
        attr::VALUE_LEN.is(length),
    ]
}

fn field_len(curve: Curve) -> Ulong {
    Ulong::try_from(curve.field_len()).expect("is small")
}

#[test]
fn token_and_software_agree_with_the_point_raw_and_in_der() {
    let token = support::token!();
    needs!(token: EC_KEY_PAIR_GEN ECDH1_DERIVE);
    let session = token.login();

    macro_rules! check {
        ($curve:ident, $software:ty) => {{
            let curve = Curve::$curve;
            let pair = generate(&session, curve);
            let theirs = PublicKey::<$software>::from_public_key_der(&public(&session, pair.public).to_spki())
                .expect("software reads it");
            let ours = SecretKey::<$software>::try_generate_from_rng(&mut getrandom::SysRng).expect("generates");
            let spki = ours.public_key().to_public_key_der().expect("encodes");
            let peer = EcPublicKey::from_spki(spki.as_bytes()).expect("decodes");
            let agreed = diffie_hellman(ours.to_nonzero_scalar(), theirs.as_affine());
            let expected = agreed.raw_secret_bytes();
            for point in [peer.point().raw(), peer.point().der()] {
                let secret = session
                    .read_derived(&Ecdh1Derive::new(point), pair.private, &readable(field_len(curve)))
                    .unwrap_or_else(|error| panic!("{curve}: {error}"));
                assert!(secret.ct_eq(expected), "{curve}");
            }
            for form in [PointForm::Any, PointForm::Raw, PointForm::Der] {
                let secret = session.shared_secret(pair.private, &peer, form).expect("agrees");
                assert!(secret.ct_eq(expected), "{curve}, {form:?}");
            }
        }};
    }
    check!(P256, p256::NistP256);
    check!(P384, p384::NistP384);
    check!(P521, p521::NistP521);
    check!(SECP256K1, k256::Secp256k1);
    check!(BRAINPOOL_P256R1, bp256::BrainpoolP256r1);
    check!(BRAINPOOL_P384R1, bp384::BrainpoolP384r1);
    assert!(session.find::<pkcs11_safe::SecretKey>(&[]).expect("finds").is_empty(), "what was derived is destroyed");
}

#[test]
fn token_and_openssl_agree_on_every_curve_that_both_have() {
    let token = support::token!();
    needs!(token: EC_KEY_PAIR_GEN ECDH1_DERIVE);
    if !software::openssl_is_there() {
        return;
    }
    let session = token.login();
    let mut done = Vec::new();
    let curves =
        Curve::all().filter(|curve| curve.kind() == CurveKind::Weierstrass && !NOT_FOR_OPENSSL.contains(curve));
    for curve in curves {
        let names = [curve.name()].into_iter().chain(curve.aliases().iter().copied());
        let key = names.map(|name| format!("genpkey -algorithm EC -outform DER -pkeyopt ec_paramgen_curve:{name}"));
        let Some(private) = key.filter_map(|key| software::Openssl::new(&key).output()).next() else {
            support::softhsm::say_skipped(format_args!("openssl has no {curve}"));
            continue;
        };
        let pair = match KeyPairSpec::ec(curve).may(Usage::DERIVE).generate(&session) {
            Ok(pair) => pair,
            Err(error) => {
                support::softhsm::say_skipped(error);
                continue;
            }
        };
        let peer = EcPublicKey::from_spki(&software::public_key(&private)).expect("decodes");
        assert_eq!(peer.curve(), Some(curve));
        let expected = software::agreed(&private, &public(&session, pair.public).to_spki());
        let expected = expected.unwrap_or_else(|| panic!("openssl agrees on {curve}"));
        let secret = match session.shared_secret(pair.private, &peer, PointForm::Any) {
            Ok(secret) => secret,
            // SoftHSM 2.6.1 has no room for a secret that is longer than the order.
            Err(error) if curve.order_len() < curve.field_len() => {
                support::softhsm::say_skipped(format_args!("{curve}: {error}"));
                continue;
            }
            Err(error) => panic!("{curve}: {error}"),
        };
        assert!(secret.ct_eq(&expected), "{curve}");
        done.push(curve);
    }
    for curve in [Curve::P192, Curve::P224, Curve::P521, Curve::SECP192K1, Curve::BRAINPOOL_P512R1, Curve::SECT283R1] {
        assert!(done.contains(&curve), "{curve} was not checked: {done:?}");
    }
}

#[test]
fn a_secret_that_begins_with_zero_keeps_its_zero() {
    let token = support::token!();
    needs!(token: EC_KEY_PAIR_GEN ECDH1_DERIVE);
    let session = token.login();
    let pair = generate(&session, Curve::P256);
    let theirs = p256::PublicKey::from_public_key_der(&public(&session, pair.public).to_spki()).expect("is a key");
    let (peer, expected) = (1..10_000_u32)
        .map(|number| {
            let mut scalar = [0; 32];
            scalar[28..].copy_from_slice(&number.to_be_bytes());
            let ours = p256::SecretKey::from_slice(&scalar).expect("a small number is a key");
            let agreed = diffie_hellman(ours.to_nonzero_scalar(), theirs.as_affine());
            (ours.public_key(), agreed.raw_secret_bytes().to_vec())
        })
        .find(|(_, secret)| secret[0] == 0)
        .expect("one in 256");
    let peer = EcPublicKey::from_spki(peer.to_public_key_der().expect("encodes").as_bytes()).expect("decodes");
    let secret = session.shared_secret(pair.private, &peer, PointForm::Any).expect("agrees");
    assert!(secret.ct_eq(&expected), "{} bytes", secret.len());
}

#[test]
fn a_shorter_key_is_a_part_of_the_secret_and_a_longer_one_is_refused() {
    let token = support::token!();
    needs!(token: EC_KEY_PAIR_GEN ECDH1_DERIVE);
    let session = token.login();
    let (ours, theirs) = (generate(&session, Curve::P256), generate(&session, Curve::P256));
    let peer = public(&session, theirs.public);
    let whole = session.shared_secret(ours.private, &peer, PointForm::Raw).expect("agrees");
    let derive = Ecdh1Derive::new(peer.point().raw());
    let part = session.read_derived(&derive, ours.private, &readable(16)).expect("derives");
    // The standard takes bytes from the leading end; SoftHSM takes them from the other.
    assert!(part.ct_eq(&whole[16..]) || part.ct_eq(&whole[..16]));
    let error = session.read_derived(&derive, ours.private, &readable(33)).expect_err("there are 32 bytes");
    assert!(matches!(error, Error::Call { .. } | Error::Refused { .. } | Error::Module { .. }), "{error}");
    assert!(session.shared_secret(theirs.private, &public(&session, ours.public), PointForm::Any).is_ok());
}

#[test]
fn x25519_agrees_with_software_where_the_token_makes_such_keys() {
    let token = support::token!();
    needs!(token: ECDH1_DERIVE);
    let session = token.login();
    let montgomery = KeyPairSpec::ec(Curve::X25519).generate(&session);
    // SoftHSM makes these keys too, and calls them Edwards keys.
    let pair = montgomery.or_else(|_| {
        session.generate_key_pair(
            Mechanism::EC_EDWARDS_KEY_PAIR_GEN,
            &[attr::EC_PARAMS.is(Curve::X25519.params())],
            &[attr::DERIVE.is(true)],
        )
    });
    let pair = match pair {
        Ok(pair) => pair,
        Err(error) => return support::softhsm::say_skipped(format_args!("no X25519: {error}")),
    };
    let theirs = public(&session, pair.public);
    assert_eq!(theirs.curve(), Some(Curve::X25519));
    let theirs: [u8; 32] = theirs.point().raw().try_into().expect("32 bytes");
    let ours = x25519_dalek::StaticSecret::from([0x5a; 32]);
    let expected = ours.diffie_hellman(&theirs.into());
    let point = x25519_dalek::PublicKey::from(&ours);
    let der = [&[0x04, 0x20], &point.as_bytes()[..]].concat();
    for point in [&point.as_bytes()[..], &der] {
        let secret = session.read_derived(&Ecdh1Derive::new(point), pair.private, &readable(32)).expect("derives");
        assert!(secret.ct_eq(expected.as_bytes()));
    }
}

#[test]
fn a_secret_of_another_length_than_asked_for_is_the_modules_fault() {
    let claim = support::module::claim();
    let session = crate::recorded::session(&claim);
    let pair = generate(&session, Curve::P256);
    let peer = public(&session, generate(&session, Curve::P256).public);
    let derive = Ecdh1Derive::new(peer.point().raw());
    assert_eq!(session.read_derived(&derive, pair.private, &readable(16)).expect("derives").len(), 16);

    // OpenSC does not cut to CKA_VALUE_LEN.
    claim.fault(support::module::Function::GetAttributeValue, Fault::AttributeSize(pkcs11_sys::CKA_VALUE, 32));
    let before = claim.objects();
    let error = session.read_derived(&derive, pair.private, &readable(16)).expect_err("is 32 bytes long");
    assert!(matches!(error, Error::Module { function: Function::DeriveKey, .. }), "{error:?}");
    assert!(error.to_string().contains("32") && error.to_string().contains("16"), "{error}");
    assert_eq!(claim.objects(), before, "the key is destroyed all the same");
}

/// The points that reached the module, in their order.
fn offered(claim: &Claim) -> Vec<Vec<u8>> {
    let calls = claim.calls_of("C_DeriveKey");
    let points = calls.iter().map(|call| {
        let mechanism = call.mechanism.as_ref().expect("was given a mechanism");
        mechanism.parameter.buffer("pPublicData").expect("was given a point").to_vec()
    });
    points.collect()
}

#[test]
fn a_token_that_refuses_the_raw_point_gets_it_in_der_unless_told_otherwise() {
    let claim = support::module::claim();
    let session = crate::recorded::session(&claim);
    let pair = generate(&session, Curve::P256);
    let peer = public(&session, generate(&session, Curve::P256).public);
    let (raw, der) = (peer.point().raw().to_vec(), peer.point().der().to_vec());
    let agree = |form, refusal| {
        claim.record();
        claim.fault_once("C_DeriveKey", Fault::ReturnCode(refusal));
        let secret = session.shared_secret(pair.private, &peer, form);
        claim.clear_faults();
        (offered(&claim), secret)
    };
    let expected = session.shared_secret(pair.private, &peer, PointForm::Raw).expect("agrees");
    for refusal in [CKR_MECHANISM_PARAM_INVALID, CKR_ARGUMENTS_BAD, CKR_GENERAL_ERROR] {
        let (points, secret) = agree(PointForm::Any, refusal);
        assert_eq!(points, [raw.clone(), der.clone()]);
        assert!(secret.expect("the second try agrees").ct_eq(&expected));
    }
    for (form, point) in [(PointForm::Raw, &raw), (PointForm::Der, &der)] {
        let (points, secret) = agree(form, CKR_MECHANISM_PARAM_INVALID);
        assert_eq!(points, std::slice::from_ref(point), "{form:?} is that form and no other");
        let error = secret.expect_err("was refused");
        assert_eq!(error.return_value(), Some(ReturnValue::MECHANISM_PARAM_INVALID));
    }
    let (points, secret) = agree(PointForm::Any, CKR_DEVICE_ERROR);
    assert_eq!(points, [raw], "what has nothing to do with the point is not tried again");
    assert_eq!(secret.expect_err("failed").return_value(), Some(ReturnValue::DEVICE_ERROR));
}
