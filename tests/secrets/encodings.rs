//! Private keys on their way from files to tokens and back.

use crate::scene::{Stage, assert_gone, assert_gone_in};
use crate::search::{Exposed, Secret};
use pkcs11_safe::attribute as attr;
use pkcs11_safe::encoding::ec::{self, Curve};
use pkcs11_safe::encoding::{PrivateKey, dh, dsa, rsa};

const RSA: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
const DH: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 3, 1];
const DSA: &[u8] = &[6, 7, 0x2a, 0x86, 0x48, 0xce, 0x38, 4, 1];
const NULL: &[u8] = &[5, 0];
const ZERO: &[u8] = &[2, 1, 0];
/// An INTEGER of 32 bytes that nobody hides.
const PUBLIC: &[u8] = &{
    let mut number = [0x42; 34];
    (number[0], number[1]) = (2, 32);
    number
};

/// A DER element around others, in memory of its exact size that is wiped on drop.
fn der(tag: u8, parts: &[&[u8]]) -> Exposed {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut out = Exposed(Vec::with_capacity(length + 4));
    let [high, low] = u16::try_from(length).unwrap().to_be_bytes();
    match (high, low) {
        (0, low @ 0..0x80) => out.0.extend([tag, low]),
        (0, low) => out.0.extend([tag, 0x81, low]),
        _ => out.0.extend([tag, 0x82, high, low]),
    }
    parts.iter().for_each(|part| out.0.extend_from_slice(part));
    out
}

fn integer(secret: &Secret) -> Exposed {
    der(2, &[&secret.expose().0])
}

/// PrivateKeyInfo around a key.
fn pkcs8(oid: &[u8], parameters: &[u8], key: &Exposed) -> Exposed {
    der(0x30, &[ZERO, &der(0x30, &[oid, parameters]).0, &der(4, &[&key.0]).0])
}

/// The six numbers of an RSA key that are secret.
fn rsa_secrets() -> [Secret; 6] {
    ["d", "p", "q", "d mod p-1", "d mod q-1", "1/q mod p"].map(|name| Secret::bytes(name, 128))
}

fn pkcs1(secrets: &[Secret; 6]) -> Exposed {
    let numbers = secrets.each_ref().map(integer);
    let numbers = numbers.each_ref().map(|number| &number.0[..]);
    der(0x30, &[&[ZERO, PUBLIC, &[2, 3, 1, 0, 1]][..], &numbers].concat())
}

#[test]
fn rsa_keys_are_not_left() {
    let secrets = rsa_secrets();
    let all = secrets.each_ref();
    assert_gone(&all, || {
        let key = rsa::PrivateKey::from_pkcs1(&pkcs1(&secrets).0).unwrap();
        assert_eq!(*key.to_pkcs1(), pkcs1(&secrets).0);
    });
    assert_gone(&all, || {
        let der = pkcs8(RSA, NULL, &pkcs1(&secrets));
        let key = PrivateKey::from_pkcs8(&der.0).unwrap();
        let copy = key.clone();
        assert_eq!(*copy.to_pkcs8(), der.0);
        assert!(!format!("{copy:?} {key:#?}").is_empty());
    });
    let stage = Stage::new();
    let mut session = stage.session();
    assert_gone_in(&mut session, &all, |session| {
        let key = rsa::PrivateKey::from_pkcs1(&pkcs1(&secrets).0).unwrap();
        let template = [&key.template()[..], &[attr::SENSITIVE.is(false), attr::EXTRACTABLE.is(true)]].concat();
        let object = session.create_object(&template).unwrap();
        let query = (attr::PRIVATE_EXPONENT, attr::PRIME_1, attr::PRIME_2, attr::EXPONENT_1, attr::COEFFICIENT);
        let (d, p, ..) = session.get(object, query).unwrap();
        assert!(d.ct_eq(key.private_exponent()) && p.ct_eq(key.prime_1()));
    });
}

#[test]
fn a_key_that_turns_out_to_be_malformed_at_its_end_is_not_left() {
    let secrets = rsa_secrets();
    let all = secrets.each_ref();
    // The errors are still there while memory is searched.
    assert_gone(&all, || {
        let mut der = pkcs1(&secrets);
        let length = der.0.len();
        let missing = rsa::PrivateKey::from_pkcs1(&der.0[..length - 1]).unwrap_err();
        // The last number becomes negative.
        der.0[length - 128] |= 0x80;
        (missing, rsa::PrivateKey::from_pkcs1(&der.0).unwrap_err())
    });
    assert_gone(&all, || {
        let numbers = secrets.each_ref().map(integer);
        let numbers = numbers.each_ref().map(|number| &number.0[..]);
        let trailing = der(0x30, &[&[ZERO, PUBLIC, &[2, 3, 1, 0, 1]][..], &numbers, &[NULL]].concat());
        (
            rsa::PrivateKey::from_pkcs1(&trailing.0).unwrap_err(),
            PrivateKey::from_pkcs8(&pkcs8(RSA, NULL, &trailing).0).unwrap_err(),
            PrivateKey::from_pkcs8(&trailing.0).unwrap_err(),
        )
    });
}

#[test]
fn ec_keys_are_not_left() {
    for curve in [Curve::P256, Curve::P384, Curve::ED25519, Curve::X25519] {
        let length = curve.private_len();
        let secret = Secret::bytes("the private number", length);
        assert_gone(&[&secret], || {
            let key = ec::PrivateKey::from_attributes(curve.params(), &secret.expose().0).unwrap();
            let again = PrivateKey::from_pkcs8(&key.to_pkcs8()).unwrap();
            let PrivateKey::Ec(again) = again else { panic!("an EC key") };
            let sec1 = again.to_sec1();
            let third = sec1.as_ref().map(|sec1| ec::PrivateKey::from_sec1(sec1, None).unwrap());
            assert!(third.is_none_or(|third| third.value() == &secret.expose().0[..]));
            // An error that comes after the value was read.
            ec::PrivateKey::from_sec1(&again.to_pkcs8(), None).unwrap_err()
        });
        let stage = Stage::new();
        let mut session = stage.session();
        assert_gone_in(&mut session, &[&secret], |session| {
            let key = ec::PrivateKey::from_attributes(curve.params(), &secret.expose().0).unwrap();
            session.create_object(&key.template()).unwrap();
        });
    }
}

#[test]
fn dsa_and_dh_keys_are_not_left() {
    let secret = Secret::bytes("x", 48);
    let dsa_parameters = der(0x30, &[PUBLIC, PUBLIC, PUBLIC]);
    let dh_parameters = der(0x30, &[PUBLIC, PUBLIC]);
    assert_gone(&[&secret], || {
        let der = pkcs8(DSA, &dsa_parameters.0, &integer(&secret));
        let key = dsa::PrivateKey::from_pkcs8(&der.0).unwrap();
        assert_eq!(*key.clone().to_pkcs8(), der.0);
        let any = PrivateKey::from_pkcs8(&der.0).unwrap();
        assert_eq!(any.template().len(), key.template().len());
    });
    assert_gone(&[&secret], || {
        let der = pkcs8(DH, &dh_parameters.0, &integer(&secret));
        let key = dh::PrivateKey::from_pkcs8(&der.0).unwrap();
        assert_eq!(*key.clone().to_pkcs8(), der.0);
        let any = PrivateKey::from_pkcs8(&der.0).unwrap();
        assert_eq!(any.template().len(), key.template().len());
    });
}
