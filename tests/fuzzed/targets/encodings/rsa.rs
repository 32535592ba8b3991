//! RSA: PKCS #1, and the attributes of a token.

use super::super::input::Input;
use super::{digits, exact, placed};
use pkcs11_safe::encoding::rsa::{PrivateKey, PublicKey};
use pkcs11_safe::encoding::{self, ErrorKind};

pub(super) fn public(input: &[u8]) {
    if let Some(key) = exact(input, PublicKey::from_pkcs1, PublicKey::to_pkcs1) {
        assert_eq!(PublicKey::from_spki(&key.to_spki()).as_ref(), Ok(&key));
        shape(&key);
    }
}

pub(super) fn private(input: &[u8]) {
    let Some(key) = exact(input, PrivateKey::from_pkcs1, |key| key.to_pkcs1().to_vec()) else { return };
    shape(key.public_key());
    let again = PrivateKey::from_pkcs8(&key.to_pkcs8()).expect("PKCS #8 of our own making");
    assert_eq!(*again.to_pkcs1(), *input);
    let secrets =
        [key.private_exponent(), key.prime_1(), key.prime_2(), key.exponent_1(), key.exponent_2(), key.coefficient()];
    assert!(secrets.iter().all(|number| number.first().is_some_and(|first| *first != 0)));
    assert_eq!(key.template().len(), 10);
}

pub(super) fn attributes(input: &[u8]) {
    let mut input = Input::new(input);
    let (exponent, modulus) = (input.short(), input.rest());
    match PublicKey::from_attributes(modulus, exponent) {
        Ok(key) => {
            assert_eq!((key.modulus(), key.public_exponent()), (digits(modulus), digits(exponent)));
            shape(&key);
            assert_eq!(PublicKey::from_pkcs1(&key.to_pkcs1()).as_ref(), Ok(&key));
            let spki = encoding::PublicKey::from_spki(&key.to_spki());
            assert_eq!(spki, Ok(encoding::PublicKey::Rsa(key)));
        }
        Err(error) => {
            placed(&error, 0);
            assert_eq!(error.kind(), &ErrorKind::Zero);
            assert!(digits(modulus).is_empty() || digits(exponent).is_empty());
        }
    }
}

/// Both numbers are there, without zeros in front, and the size is that of the modulus.
fn shape(key: &PublicKey) {
    let (modulus, exponent) = (key.modulus(), key.public_exponent());
    assert!(!modulus.is_empty() && digits(modulus) == modulus);
    assert!(!exponent.is_empty() && digits(exponent) == exponent);
    assert_eq!(key.bits().div_ceil(8), modulus.len());
    assert_eq!(key.template().len(), 4);
}
