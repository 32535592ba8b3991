//! Damage: every truncation and every flipped bit of every vector. Nothing panics, and what is still accepted is encoded
//! again as exactly the damaged bytes: nothing is dropped or repaired in silence.

use super::vectors;
use crate::encoding::ec::{self, Curve};
use crate::encoding::x509::Certificate;
use crate::encoding::{Error, ErrorKind, PrivateKey, PublicKey, dh, dsa, ecdsa, rsa};

type Roundtrip = fn(&[u8]) -> Result<Vec<u8>, Error>;

pub(super) fn public(der: &[u8]) -> Result<Vec<u8>, Error> {
    PublicKey::from_spki(der).map(|key| key.to_spki())
}

pub(super) fn private(der: &[u8]) -> Result<Vec<u8>, Error> {
    PrivateKey::from_pkcs8(der).map(|key| key.to_pkcs8().to_vec())
}

pub(super) fn sec1(der: &[u8]) -> Result<Vec<u8>, Error> {
    ec::PrivateKey::from_sec1(der, None).map(|key| key.to_sec1().unwrap().to_vec())
}

/// The parts of a certificate are not decoded: what is given back is what was given, with the key read on the way.
pub(super) fn certificate(der: &[u8]) -> Result<Vec<u8>, Error> {
    let certificate = Certificate::parse(der)?;
    let hashes = certificate.key_hashes(None, |key| [u8::try_from(key.len() % 251).unwrap(); 20]);
    assert_eq!(hashes.subject[0] as usize, certificate.subject_public_key().len() % 251);
    if let Ok(key) = certificate.public_key() {
        assert!(matches!(key, PublicKey::Rsa(_)) || key.to_spki() == certificate.spki());
    }
    Ok(certificate.der().to_vec())
}

fn private_pkcs1(der: &[u8]) -> Result<Vec<u8>, Error> {
    rsa::PrivateKey::from_pkcs1(der).map(|key| key.to_pkcs1().to_vec())
}

fn public_pkcs1(der: &[u8]) -> Result<Vec<u8>, Error> {
    rsa::PublicKey::from_pkcs1(der).map(|key| key.to_pkcs1())
}

fn parameters(der: &[u8]) -> Result<Vec<u8>, Error> {
    dsa::Parameters::from_der(der)
        .map(|parameters| parameters.to_der())
        .or_else(|_| dh::Parameters::from_der(der).map(|parameters| parameters.to_der()))
}

fn signature(der: &[u8]) -> Result<Vec<u8>, Error> {
    ecdsa::from_der(der, 66).map(|raw| ecdsa::to_der(&raw).unwrap())
}

fn roundtrip(kind: &str) -> Roundtrip {
    match kind {
        "spki" | "spki_compressed" | "spki_hybrid" => public,
        // the attributes of PKCS #8 are not the key's
        "pkcs8" => private,
        "sec1" => sec1,
        "certificate" => certificate,
        "pkcs1" => private_pkcs1,
        "public_pkcs1" => public_pkcs1,
        "parameters" => parameters,
        "ecdsa" => signature,
        other => panic!("{other}"),
    }
}

/// Vectors of every kind, the long list of curves thinned out.
fn samples() -> impl Iterator<Item = (&'static str, Roundtrip, Vec<u8>)> {
    let thin = |name: &str| Curve::from_name(name).is_ok_and(|curve| curve.bits() > 200);
    let samples = vectors().filter(move |(name, kind, _)| {
        let many = ["sec1", "spki_compressed"].contains(kind);
        *kind != "pkcs8_with_public" && !(many && thin(name) && !name.contains("256"))
    });
    samples.map(|(name, kind, der)| (name, roundtrip(kind), der))
}

#[test]
fn the_vectors_are_accepted_as_they_are() {
    let mut refused = 0;
    for (name, roundtrip, der) in samples() {
        match roundtrip(&der) {
            Ok(same) => assert_eq!(same, der, "{name}"),
            Err(error) => {
                assert!(["encrypted", "multiprime"].contains(&name), "{name}: {error}");
                refused += 1;
            }
        }
    }
    assert_eq!(refused, 2);
}

#[test]
fn nothing_cut_short_or_followed_by_more_is_accepted() {
    for (name, roundtrip, der) in samples() {
        for len in 0..der.len() {
            assert!(roundtrip(&der[..len]).is_err(), "{name}, {len} of {} bytes", der.len());
        }
        let error = roundtrip(&[&der[..], &[0]].concat()).unwrap_err();
        if !["encrypted", "multiprime"].contains(&name) {
            assert_eq!((error.kind(), error.position()), (&ErrorKind::Trailing, der.len()), "{name}");
        }
    }
}

#[test]
fn a_flipped_bit_is_refused_or_kept() {
    let (mut refused, mut kept) = (0, 0);
    for (name, roundtrip, mut der) in samples() {
        for bit in 0..der.len() * 8 {
            der[bit / 8] ^= 1 << (bit % 8);
            match roundtrip(&der) {
                Ok(same) => {
                    // where the bit makes the order a byte shorter or longer, a zero in front of the value goes or comes
                    let other_order = ["secp224k1", "sect233k1", "prime256v1_explicit", "sect233k1_explicit"];
                    let padded = same.len().abs_diff(der.len()) == 1 && other_order.contains(&name);
                    assert!(same == der || padded, "{name}, bit {bit}");
                    kept += 1;
                }
                Err(error) => {
                    assert!(error.position() <= der.len(), "{name}, bit {bit}: {error}");
                    refused += 1;
                }
            }
            der[bit / 8] ^= 1 << (bit % 8);
        }
    }
    assert!(refused > 1000 && kept > 1000, "{refused} {kept}");
}

/// A generator of bytes that look like DER more often than chance would have it.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u8 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let [high, choice, ..] = self.0.to_be_bytes();
        match choice % 4 {
            0 => [0x30, 0x02, 0x03, 0x04, 0x05, 0x06, 0xa0, 0x80][usize::from(high % 8)],
            1 => high % 16,
            _ => high,
        }
    }
}

#[test]
fn noise_never_panics() {
    let all: [Roundtrip; 8] = [public, private, sec1, certificate, private_pkcs1, public_pkcs1, parameters, signature];
    let mut noise = Noise(1);
    for len in (0..200).cycle().take(20_000) {
        let bytes: Vec<_> = (0..len).map(|_| noise.next()).collect();
        for roundtrip in all {
            if let Ok(same) = roundtrip(&bytes) {
                assert_eq!(same, bytes);
            }
        }
        for curve in [Curve::P256, Curve::X25519, Curve::SECT163K1] {
            if let Ok(point) = ec::Point::decode(curve, &bytes) {
                assert!(
                    bytes.ends_with(point.raw()) || point.raw()[1..] == bytes || bytes.ends_with(&point.raw()[1..])
                );
            }
        }
        let _ = ec::Point::decode_by_structure(&bytes);
        let _ = ec::PublicKey::from_attributes(&bytes, &bytes);
    }
}
