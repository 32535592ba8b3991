//! RSA, DSA, DH and EC keys, in all that they are wrapped in.

use super::der::{bits, damage, damaged, element, integer, noise, oid, positive, sequence, sound};
use crate::run::property;
use pkcs11_safe::encoding::ec::{self, Curve, CurveKind};
use pkcs11_safe::encoding::{Error, PrivateKey, PublicKey, dh, dsa, ecdsa, rsa, x509};
use proptest::collection::vec;
use proptest::prelude::*;

const RSA: &str = "1.2.840.113549.1.1.1";
const DSA: &str = "1.2.840.10040.4.1";
const DH: &str = "1.2.840.113549.1.3.1";
const EC: &str = "1.2.840.10045.2.1";
const NULL: [u8; 2] = [5, 0];

fn spki(algorithm: &str, parameters: &[u8], key: &[u8]) -> Vec<u8> {
    sequence(&[&sequence(&[&oid(algorithm), parameters]), &bits(key)])
}

fn pkcs8(algorithm: &str, parameters: &[u8], key: &[u8]) -> Vec<u8> {
    sequence(&[&integer(&[]), &sequence(&[&oid(algorithm), parameters]), &element(4, key)])
}

pub(super) fn curve() -> impl Strategy<Value = Curve> {
    prop::sample::select(Curve::all().collect::<Vec<_>>())
}

/// A curve, a point on it as far as lengths tell, and a private key.
pub(super) fn ec_key() -> impl Strategy<Value = (Curve, Vec<u8>, Vec<u8>)> {
    curve().prop_flat_map(|curve| {
        let mut point = vec(any::<u8>(), curve.point_len()).boxed();
        if curve.kind() == CurveKind::Weierstrass {
            let prefix = prop::sample::select(vec![2, 3, 4, 6, 7]);
            point = (prefix, point)
                .prop_map(move |(prefix, mut point)| {
                    point[0] = prefix;
                    point.truncate(if prefix < 4 { curve.field_len() + 1 } else { curve.point_len() });
                    point
                })
                .boxed();
        }
        let scalar = positive(curve.private_len() - 1..curve.private_len());
        (Just(curve), point, scalar)
    })
}

/// What a key of some kind looks like, public and private, by hand.
#[derive(Clone, Debug)]
struct Sample {
    spki: Vec<u8>,
    pkcs8: Vec<u8>,
}

fn sample() -> impl Strategy<Value = Sample> {
    let number = || positive(0..40);
    let numbers = || vec(number(), 8);
    prop_oneof![
        numbers().prop_map(|n| {
            let all: Vec<u8> = n.iter().flat_map(|number| integer(number)).collect();
            let public = sequence(&[&integer(&n[0]), &integer(&n[1])]);
            let private = sequence(&[&integer(&[]), &all]);
            Sample { spki: spki(RSA, &NULL, &public), pkcs8: pkcs8(RSA, &NULL, &private) }
        }),
        numbers().prop_map(|n| {
            let parameters = sequence(&[&integer(&n[0]), &integer(&n[1]), &integer(&n[2])]);
            let (public, private) = (integer(&n[3]), integer(&n[4]));
            Sample { spki: spki(DSA, &parameters, &public), pkcs8: pkcs8(DSA, &parameters, &private) }
        }),
        (numbers(), proptest::option::of(any::<u32>())).prop_map(|(n, bits)| {
            let bits = bits.map(|bits| integer(&bits.to_be_bytes())).unwrap_or_default();
            let parameters = sequence(&[&integer(&n[0]), &integer(&n[1]), &bits]);
            let (public, private) = (integer(&n[3]), integer(&n[4]));
            Sample { spki: spki(DH, &parameters, &public), pkcs8: pkcs8(DH, &parameters, &private) }
        }),
        ec_key().prop_map(|(curve, point, scalar)| {
            if curve.kind() == CurveKind::Weierstrass {
                let params = oid(curve.oid());
                let public = element(0xa1, &bits(&point));
                let private = sequence(&[&integer(&[1]), &element(4, &scalar), &public]);
                return Sample { spki: spki(EC, &params, &point), pkcs8: pkcs8(EC, &params, &private) };
            }
            let private = element(4, &scalar);
            Sample { spki: spki(curve.oid(), &[], &point), pkcs8: pkcs8(curve.oid(), &[], &private) }
        }),
    ]
}

#[test]
fn keys_written_by_hand_are_read_and_written_again() {
    property(512, sample(), |Sample { spki, pkcs8 }| {
        let public = PublicKey::from_spki(&spki).expect("is a key");
        assert!(!matches!(public, PublicKey::Other { .. }));
        assert_eq!(public.to_spki(), spki);
        assert_eq!(&*PrivateKey::from_pkcs8(&pkcs8).expect("is a key").to_pkcs8(), pkcs8);
    });
}

#[test]
fn curves_parameters_are_their_object_identifiers() {
    for curve in Curve::all() {
        assert_eq!(curve.params(), oid(curve.oid()), "{curve}");
        assert_eq!(Curve::from_params(curve.params()), Some(curve));
        assert_eq!(curve.name().parse(), Ok(curve));
        let named = element(0x13, curve.name().as_bytes());
        assert_eq!(Curve::from_params(&named), Some(curve));
    }
}

#[test]
fn attributes_and_encodings_of_a_key_are_one() {
    property(256, (vec(positive(0..300), 8), 0..3_usize), |(n, zeros)| {
        let padded = |number: &[u8]| [&vec![0; zeros][..], number].concat();
        let key = rsa::PublicKey::from_attributes(&padded(&n[0]), &padded(&n[1])).expect("is a key");
        assert_eq!((key.modulus(), key.public_exponent()), (&*n[0], &*n[1]));
        assert_eq!(key.to_pkcs1(), sequence(&[&integer(&n[0]), &integer(&n[1])]));
        assert_eq!(rsa::PublicKey::from_pkcs1(&key.to_pkcs1()), Ok(key.clone()));
        assert_eq!(rsa::PublicKey::from_spki(&key.to_spki()), Ok(key.clone()));
        assert_eq!(key.bits().div_ceil(8), n[0].len());

        let parameters = dsa::Parameters::from_attributes(&padded(&n[0]), &padded(&n[1]), &padded(&n[2]));
        let parameters = parameters.expect("are parameters");
        assert_eq!((parameters.prime(), parameters.subprime(), parameters.base()), (&*n[0], &*n[1], &*n[2]));
        assert_eq!(dsa::Parameters::from_der(&parameters.to_der()).as_ref(), Ok(&parameters));
        let key = dsa::PublicKey::from_attributes(parameters.clone(), &padded(&n[3])).expect("is a key");
        assert_eq!((key.value(), key.to_der()), (&*n[3], integer(&n[3])));
        assert_eq!(dsa::PublicKey::from_der(parameters, &key.to_der()).as_ref(), Ok(&key));
        assert_eq!(dsa::PublicKey::from_spki(&key.to_spki()), Ok(key));

        let parameters = dh::Parameters::from_attributes(&padded(&n[0]), &padded(&n[1])).expect("are parameters");
        assert_eq!((parameters.prime(), parameters.base()), (&*n[0], &*n[1]));
        let key = dh::PublicKey::from_attributes(parameters, &padded(&n[2])).expect("is a key");
        assert_eq!(dh::PublicKey::from_spki(&key.to_spki()), Ok(key));
    });
}

#[test]
fn ec_keys_keep_their_point_and_their_value() {
    property(256, ec_key(), |(curve, point, scalar)| {
        let public = ec::PublicKey::from_attributes(curve.params(), &point).expect("is a key");
        assert_eq!((public.curve(), public.point().raw()), (Some(curve), &*point));
        assert_eq!(ec::PublicKey::from_spki(&public.to_spki()), Ok(public));
        // A token may leave zeros out.
        let private = ec::PrivateKey::from_attributes(curve.params(), &scalar).expect("is a key");
        let again = ec::PrivateKey::from_pkcs8(&private.to_pkcs8()).expect("is a key");
        assert_eq!((private.value(), again.value()), (&*scalar, &*scalar));
        match private.to_sec1() {
            Some(sec1) => {
                assert_eq!(ec::PrivateKey::from_sec1(&sec1, None).expect("is a key").value(), scalar);
            }
            None => assert_ne!(curve.kind(), CurveKind::Weierstrass),
        }
    });
}

/// A way of reading, and of writing what was read.
type Again = fn(&[u8]) -> Result<Vec<u8>, Error>;

/// All of them; whether there is one encoding only for each value.
const READERS: [(&str, Again, bool); 11] = [
    ("SubjectPublicKeyInfo", |der| Ok(PublicKey::from_spki(der)?.to_spki()), false),
    ("PKCS #8", |der| Ok(PrivateKey::from_pkcs8(der)?.to_pkcs8().to_vec()), false),
    ("SEC 1", |der| Ok(ec::PrivateKey::from_sec1(der, None)?.to_sec1().expect("has one").to_vec()), false),
    ("RSAPublicKey", |der| Ok(rsa::PublicKey::from_pkcs1(der)?.to_pkcs1()), true),
    ("RSAPrivateKey", |der| Ok(rsa::PrivateKey::from_pkcs1(der)?.to_pkcs1().to_vec()), true),
    ("Dss-Parms", |der| Ok(dsa::Parameters::from_der(der)?.to_der()), true),
    ("DHParameter", |der| Ok(dh::Parameters::from_der(der)?.to_der()), true),
    ("certificate", |der| Ok(x509::Certificate::parse(der)?.der().to_vec()), true),
    ("signature", |der| Ok(ecdsa::to_der(&ecdsa::from_der(der, 66)?).expect("has halves")), true),
    ("EC SubjectPublicKeyInfo", |der| Ok(ec::PublicKey::from_spki(der)?.to_spki()), true),
    ("DSA SubjectPublicKeyInfo", |der| Ok(dsa::PublicKey::from_spki(der)?.to_spki()), true),
];

/// Asserts that reading is sound, and that writing and reading again changes nothing.
#[track_caller]
pub(super) fn assert_sound(input: &[u8]) {
    for (name, again, canonical) in READERS {
        let Some(written) = sound(input, again(input)) else { continue };
        assert_eq!(again(&written).as_ref(), Ok(&written), "{name}");
        // An absent NULL comes, attributes of PKCS #8 go, values are padded: nothing else differs.
        assert!(!canonical || written == input, "{name}");
    }
}

#[test]
fn any_bytes_are_a_key_or_an_error_in_them() {
    property(2048, prop_oneof![noise(), vec(any::<u8>(), 0..200)], |bytes| {
        assert_sound(&bytes);
    });
}

#[test]
fn a_damaged_key_is_read_as_it_is_or_not_at_all() {
    property(2048, (sample(), damage()), |(Sample { spki, pkcs8 }, damage)| {
        assert_sound(&damaged(&spki, &damage));
        assert_sound(&damaged(&pkcs8, &damage));
        let cut = |der: &[u8]| der[..der.len() - 1].to_vec();
        assert!(PublicKey::from_spki(&cut(&spki)).is_err());
        assert!(PrivateKey::from_pkcs8(&cut(&pkcs8)).is_err());
    });
}

#[test]
fn a_damaged_part_of_a_key_is_read_as_it_is_or_not_at_all() {
    let parts = (vec(positive(0..40), 9), ec_key(), damage());
    property(1024, parts, |(n, (curve, point, scalar), damage)| {
        let numbers: Vec<_> = n.iter().map(|number| integer(number)).collect();
        let parts = [
            sequence(&[&numbers[0], &numbers[1]]),
            sequence(&[&numbers[0], &numbers[1], &numbers[2]]),
            sequence(&[&integer(&[]), &numbers[..8].concat()]),
            sequence(&[
                &integer(&[1]),
                &element(4, &scalar),
                &element(0xa0, curve.params()),
                &element(0xa1, &bits(&point)),
            ]),
        ];
        for part in parts {
            assert_sound(&part);
            assert_sound(&damaged(&part, &damage));
        }
    });
}
