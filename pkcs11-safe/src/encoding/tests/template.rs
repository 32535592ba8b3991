//! Templates: which attributes, in which order, and with which values.

use super::vector;
use crate::attribute::View;
use crate::attribute::{self as attr, Attribute};
use crate::encoding::ec::{self, Curve};
use crate::encoding::x509::Certificate;
use crate::encoding::{PrivateKey, PublicKey};
use crate::{CertificateType, KeyType, ObjectClass};

#[track_caller]
fn assert_same(template: &[Attribute<'_>], expected: &[Attribute<'_>]) {
    let shown = |template: &[Attribute<'_>]| -> Vec<_> {
        template.iter().map(|attribute| (attribute.attribute_type(), value(attribute))).collect()
    };
    assert_eq!(shown(template), shown(expected));
}

fn value(attribute: &Attribute<'_>) -> String {
    if let Some(number) = attribute.lent().as_ulong() {
        return number.to_string();
    }
    match attribute.lent().view() {
        View::Bytes(bytes) => format!("{bytes:02x?}"),
        View::Bool(value) => value.to_string(),
        View::Held(held) => String::from_utf8_lossy(&held.bytes[..held.size]).into_owned(),
        _ => panic!("{attribute:?}"),
    }
}

fn public(name: &str) -> PublicKey {
    PublicKey::from_spki(&vector(name, "spki")).unwrap()
}

fn private(name: &str) -> PrivateKey {
    PrivateKey::from_pkcs8(&vector(name, "pkcs8")).unwrap()
}

#[test]
fn rsa_keys() {
    let (public, private) = (public("rsa"), private("rsa"));
    let (PublicKey::Rsa(key), PrivateKey::Rsa(secret)) = (&public, &private) else { panic!() };
    let expected = [
        attr::CLASS.is(ObjectClass::PUBLIC_KEY),
        attr::KEY_TYPE.is(KeyType::RSA),
        attr::MODULUS.is(key.modulus()),
        attr::PUBLIC_EXPONENT.is(&[1, 0, 1]),
    ];
    assert_same(&public.template().unwrap(), &expected);
    let expected = [
        attr::CLASS.is(ObjectClass::PRIVATE_KEY),
        attr::KEY_TYPE.is(KeyType::RSA),
        attr::MODULUS.is(key.modulus()),
        attr::PUBLIC_EXPONENT.is(&[1, 0, 1]),
        attr::PRIVATE_EXPONENT.is(secret.private_exponent()),
        attr::PRIME_1.is(secret.prime_1()),
        attr::PRIME_2.is(secret.prime_2()),
        attr::EXPONENT_1.is(secret.exponent_1()),
        attr::EXPONENT_2.is(secret.exponent_2()),
        attr::COEFFICIENT.is(secret.coefficient()),
    ];
    assert_same(&private.template(), &expected);
}

#[test]
fn ec_keys_are_of_the_type_of_their_curve() {
    let rows = [
        ("prime256v1", Curve::P256, KeyType::EC),
        ("ED448", Curve::ED448, KeyType::EC_EDWARDS),
        ("X25519", Curve::X25519, KeyType::EC_MONTGOMERY),
    ];
    for (name, curve, key_type) in rows {
        let (public, private) = (public(name), private(name));
        let (PublicKey::Ec(key), PrivateKey::Ec(secret)) = (&public, &private) else { panic!() };
        assert!(key.point().der().starts_with(&[4, u8::try_from(curve.point_len()).unwrap()]));
        let expected = [
            attr::CLASS.is(ObjectClass::PUBLIC_KEY),
            attr::KEY_TYPE.is(key_type),
            attr::EC_PARAMS.is(curve.params()),
            attr::EC_POINT.is(key.point().der()),
        ];
        assert_same(&public.template().unwrap(), &expected);
        let expected = [
            attr::CLASS.is(ObjectClass::PRIVATE_KEY),
            attr::KEY_TYPE.is(key_type),
            attr::EC_PARAMS.is(curve.params()),
            attr::VALUE.is(secret.value()),
        ];
        assert_same(&private.template(), &expected);
        assert_eq!(secret.value().len(), curve.private_len());
    }
    let name = b"\x13\x0cedwards25519";
    let key = ec::PublicKey::from_attributes(name, &[0x11; 32]).unwrap();
    assert_same(&key.template()[1..3], &[attr::KEY_TYPE.is(KeyType::EC_EDWARDS), attr::EC_PARAMS.is(name)]);
}

#[test]
fn dsa_and_dh_keys() {
    let (public_key, private_key) = (public("dsa"), private("dsa"));
    let (PublicKey::Dsa(key), PrivateKey::Dsa(secret)) = (&public_key, &private_key) else { panic!() };
    let parameters = key.parameters().template();
    let types = |class| [attr::CLASS.is(class), attr::KEY_TYPE.is(KeyType::DSA)];
    let expected = [&types(ObjectClass::PUBLIC_KEY)[..], &parameters, &[attr::VALUE.is(key.value())]].concat();
    assert_same(&public_key.template().unwrap(), &expected);
    let expected = [&types(ObjectClass::PRIVATE_KEY)[..], &parameters, &[attr::VALUE.is(secret.value())]].concat();
    assert_same(&private_key.template(), &expected);
    let (p, q, g) = (key.parameters().prime(), key.parameters().subprime(), key.parameters().base());
    assert_same(&parameters, &[attr::PRIME.is(p), attr::SUBPRIME.is(q), attr::BASE.is(g)]);

    let (public_key, private_key) = (public("dh"), private("dh"));
    let (PublicKey::Dh(key), PrivateKey::Dh(secret)) = (&public_key, &private_key) else { panic!() };
    let parameters = key.parameters().template();
    let types = |class| [attr::CLASS.is(class), attr::KEY_TYPE.is(KeyType::DH)];
    let expected = [&types(ObjectClass::PUBLIC_KEY)[..], &parameters, &[attr::VALUE.is(key.value())]].concat();
    assert_same(&public_key.template().unwrap(), &expected);
    let expected = [&types(ObjectClass::PRIVATE_KEY)[..], &parameters, &[attr::VALUE.is(secret.value())]].concat();
    assert_same(&private_key.template(), &expected);
    assert_same(&parameters, &[attr::PRIME.is(key.parameters().prime()), attr::BASE.is(key.parameters().base())]);
}

#[test]
fn certificates() {
    let der = vector("ca", "certificate");
    let certificate = Certificate::parse(&der).unwrap();
    let expected = [
        attr::CLASS.is(ObjectClass::CERTIFICATE),
        attr::CERTIFICATE_TYPE.is(CertificateType::X_509),
        attr::SUBJECT.is(certificate.subject()),
        attr::ISSUER.is(certificate.issuer()),
        attr::SERIAL_NUMBER.is(certificate.serial_number()),
        attr::VALUE.is(&der),
    ];
    assert_same(&certificate.template(), &expected);
    let dates = certificate.validity_template().map(|date| (date.attribute_type().to_string(), value(&date)));
    let expected = [("CKA_START_DATE", "20261123"), ("CKA_END_DATE", "20810826")];
    assert_eq!(dates, expected.map(|(name, date)| (name.to_owned(), date.to_owned())));

    let mut hashes = certificate.key_hashes(None, |key| [key[0]; 20]);
    let subject = attr::HASH_OF_SUBJECT_PUBLIC_KEY.is(&[4; 20]);
    assert_same(&hashes.template(), &[subject, attr::HASH_OF_ISSUER_PUBLIC_KEY.is(&[4; 20])]);
    hashes.issuer = None;
    assert_same(&hashes.template(), &[subject]);
    let key = certificate.public_key().unwrap();
    assert_same(&key.template().unwrap()[1..2], &[attr::KEY_TYPE.is(KeyType::EC)]);
}
