//! The same encodings in other people's crates: what they write is read here, and what they read is read here alike.

use super::der::{Damage, damage, damaged};
use crate::run::property;
use elliptic_curve::pkcs8::{DecodePublicKey, EncodePublicKey};
use elliptic_curve::sec1::ToSec1Point;
use pkcs11_safe::encoding::ec::{self, Curve};
use pkcs11_safe::encoding::{PublicKey, ecdsa as signature, rsa as ours};
use proptest::collection::vec;
use proptest::prelude::*;
use rsa::pkcs1::{DecodeRsaPublicKey, EncodeRsaPublicKey};
use rsa::traits::PublicKeyParts;

/// Signatures and keys of one curve.
macro_rules! curves {
    ($($name:ident $software:ident $curve:ident $length:literal;)*) => {
        $(mod $name {
            use super::*;

            #[test]
            fn signatures_are_theirs() {
                property(256, (vec(any::<u8>(), 2 * $length), damage()), |(mut raw, damage)| {
                    // Below the order, and not zero.
                    for half in [0, $length] {
                        raw[half] = 0;
                        raw[half + $length - 1] |= 1;
                    }
                    let theirs = $software::ecdsa::Signature::from_slice(&raw).expect("is a signature");
                    let der = signature::to_der(&raw).expect("has halves");
                    assert_eq!(der, theirs.to_der().as_bytes());
                    let broken = damaged(&der, &damage);
                    if let Ok(theirs) = $software::ecdsa::Signature::from_der(&broken) {
                        let ours = signature::from_der(&broken, Curve::$curve.order_len());
                        assert_eq!(ours.as_deref(), Ok(&*theirs.to_bytes()));
                    }
                });
            }

            #[test]
            fn public_keys_are_theirs() {
                property(64, (vec(any::<u8>(), $length), vec(damage(), 16)), |(mut scalar, damages)| {
                    scalar[0] = 0;
                    scalar[$length - 1] |= 1;
                    let secret = $software::SecretKey::from_slice(&scalar).expect("is below the order");
                    let public = secret.public_key();
                    let spki = public.to_public_key_der().expect("encodes");
                    let ours = ec::PublicKey::from_spki(spki.as_bytes()).expect("is a key");
                    assert_eq!(ours.curve(), Some(Curve::$curve));
                    assert_eq!(ours.point().raw(), public.to_sec1_point(false).as_bytes());
                    assert_eq!(ours.to_spki(), spki.as_bytes());
                    for damage in damages {
                        assert_read_alike(spki.as_bytes(), &damage);
                    }
                });
            }

            fn assert_read_alike(spki: &[u8], damage: &[Damage]) {
                let broken = damaged(spki, damage);
                if let Ok(theirs) = $software::PublicKey::from_public_key_der(&broken) {
                    let ours = ec::PublicKey::from_spki(&broken).expect("is a key");
                    let compressed = ours.point().is_compressed();
                    assert_eq!(ours.point().raw(), theirs.to_sec1_point(compressed).as_bytes());
                }
            }
        })*
    };
}

curves! {
    nist256 p256 P256 32;
    nist384 p384 P384 48;
    nist521 p521 P521 66;
    koblitz256 k256 SECP256K1 32;
}

#[test]
fn rsa_keys_are_theirs() {
    let modulus = vec(any::<u8>(), 128..257).prop_map(|mut modulus| {
        modulus[0] |= 0x80;
        *modulus.last_mut().expect("has bytes") |= 1;
        modulus
    });
    property(256, (modulus, vec(damage(), 8)), |(modulus, damages)| {
        let key = ours::PublicKey::from_attributes(&modulus, &[1, 0, 1]).expect("is a key");
        let theirs = rsa::PublicKey::from_public_key_der(&key.to_spki()).expect("software reads it");
        assert_eq!(&*theirs.n_bytes(), key.modulus());
        assert_eq!(theirs.to_public_key_der().expect("encodes").as_bytes(), key.to_spki());
        assert_eq!(theirs.to_pkcs1_der().expect("encodes").as_bytes(), key.to_pkcs1());
        for damage in damages {
            let broken = damaged(&key.to_pkcs1(), &damage);
            if let Ok(theirs) = rsa::PublicKey::from_pkcs1_der(&broken) {
                let ours = ours::PublicKey::from_pkcs1(&broken).expect("is a key");
                assert_eq!((ours.modulus(), ours.public_exponent()), (&*theirs.n_bytes(), &*theirs.e_bytes()));
            }
            let broken = damaged(&key.to_spki(), &damage);
            if let Ok(theirs) = rsa::PublicKey::from_public_key_der(&broken) {
                let PublicKey::Rsa(ours) = PublicKey::from_spki(&broken).expect("is a key") else { panic!("is RSA") };
                assert_eq!((ours.modulus(), ours.public_exponent()), (&*theirs.n_bytes(), &*theirs.e_bytes()));
            }
        }
    });
}
