//! RSA keys.

use super::{fault, hex, vector};
use crate::encoding::ErrorKind::*;
use crate::encoding::rsa::{PrivateKey, PublicKey};
use crate::encoding::{self, PublicKey as AnyPublicKey};

#[test]
fn the_keys_of_openssl_both_ways() {
    let (pkcs1, pkcs8) = (vector("rsa", "pkcs1"), vector("rsa", "pkcs8"));
    let private = PrivateKey::from_pkcs1(&pkcs1).unwrap();
    assert_eq!((&*private.to_pkcs1(), &*private.to_pkcs8()), (&pkcs1[..], &pkcs8[..]));
    assert_eq!(*PrivateKey::from_pkcs8(&pkcs8).unwrap().to_pkcs1(), pkcs1);
    let (pkcs1, spki) = (vector("rsa", "public_pkcs1"), vector("rsa", "spki"));
    let public = private.public_key();
    assert_eq!((public.to_pkcs1(), public.to_spki()), (pkcs1.clone(), spki.clone()));
    assert_eq!(&PublicKey::from_pkcs1(&pkcs1).unwrap(), public);
    assert_eq!(&PublicKey::from_spki(&spki).unwrap(), public);
    assert_eq!((public.bits(), public.public_exponent()), (1024, &[1, 0, 1][..]));
}

#[test]
fn the_eight_numbers_are_where_they_belong() {
    // every number is its own index
    let pkcs1 = hex("301b 020100 020101 020102 020103 020104 020105 020106 020107 020108");
    let key = PrivateKey::from_pkcs1(&pkcs1).unwrap();
    let numbers = [
        key.modulus(),
        key.public_exponent(),
        key.private_exponent(),
        key.prime_1(),
        key.prime_2(),
        key.exponent_1(),
        key.exponent_2(),
        key.coefficient(),
    ];
    assert_eq!(numbers.concat(), [1, 2, 3, 4, 5, 6, 7, 8]);
    assert!(numbers.iter().all(|number| number.len() == 1));
}

#[test]
fn zeros_from_the_token_are_absorbed() {
    let plain = PublicKey::from_attributes(&[0xc5, 1], &[1, 0, 1]).unwrap();
    let padded = PublicKey::from_attributes(&[0, 0, 0xc5, 1], &[0, 0, 0, 0, 0, 1, 0, 1]).unwrap();
    assert_eq!(plain, padded);
    assert_eq!(plain.to_pkcs1(), hex("300a 020300c501 0203010001"));
    assert_eq!(plain.bits(), 16);
    assert_eq!(PublicKey::from_attributes(&[1], &[3]).unwrap().bits(), 1);
    assert_eq!(PublicKey::from_attributes(&[0x7f, 0], &[3]).unwrap().to_pkcs1(), hex("3007 02027f00 020103"));
}

#[test]
fn the_null_may_be_absent() {
    let spki = hex("3018 300d06092a864886f70d0101010500 0307 00 3004 0200 0200");
    let key = hex("300a 020300c501 0203010001");
    let with = [hex("301f 300d 06092a864886f70d010101 0500 030d 00"), key.clone()].concat();
    let without = [hex("301e 300b 06092a864886f70d010101 0310 00"), key.clone()].concat();
    let without = [&without[..1], &[0x1d], &without[2..16], &[0x0d], &without[17..]].concat();
    assert_ne!(spki, with);
    let (with, without) = (fixed(&with), fixed(&without));
    assert_eq!(PublicKey::from_spki(&with).unwrap(), PublicKey::from_spki(&without).unwrap());
    assert_eq!(PublicKey::from_spki(&without).unwrap().to_spki(), with);
}

/// The same structure, with the outermost length put right.
fn fixed(der: &[u8]) -> Vec<u8> {
    [&[0x30, u8::try_from(der.len() - 2).unwrap()], &der[2..]].concat()
}

#[test]
fn what_is_no_public_key() {
    for (modulus, exponent) in [(&[][..], &[3][..]), (&[0, 0], &[3]), (&[5], &[]), (&[5], &[0])] {
        assert_eq!(fault(PublicKey::from_attributes(modulus, exponent)), (Zero, 0));
    }
    let cases = [
        ("3006 020100 020103", Zero, 2),
        ("3006 020105 020100", Zero, 5),
        ("3006 020185 020103", Negative, 4),
        ("3007 02020005 020103", NonMinimalInteger, 4),
        ("3006 020105 020103 00", Trailing, 8),
        ("3009 020105 020103 020101", Trailing, 8),
        ("3003 020105", Missing { expected: 2 }, 5),
        ("3006 020105 0202", Truncated, 0),
        ("", Empty, 0),
    ];
    for (der, kind, position) in cases {
        assert_eq!(fault(PublicKey::from_pkcs1(&hex(der))), (kind, position), "{der}");
    }
    let spki = vector("rsa", "spki");
    let changed = |at: usize, byte: u8| [&spki[..at], &[byte], &spki[at + 1..]].concat();
    assert_eq!(fault(PublicKey::from_spki(&changed(15, 2))), (Algorithm, 5));
    assert_eq!(fault(PublicKey::from_spki(&changed(16, 4))), (Parameters, 16));
    assert_eq!(fault(PublicKey::from_spki(&changed(21, 1))), (BitString, 21));
    assert_eq!(fault(PublicKey::from_spki(&changed(22, 0x31))), (Tag { expected: 0x30, found: 0x31 }, 22));
    assert_eq!(fault(PublicKey::from_spki(&vector("dsa", "spki"))), (Algorithm, 8));
    assert_eq!(fault(PublicKey::from_spki(b"-----BEGIN PUBLIC KEY-----")), (Pem, 0));
}

#[test]
fn what_is_no_private_key() {
    assert_eq!(fault(PrivateKey::from_pkcs1(&vector("multiprime", "pkcs1"))), (MultiPrime, 6));
    let cases = [
        ("301b 020102 020101 020102 020103 020104 020105 020106 020107 020108", Version, 4),
        ("301b 020100 020101 020102 020103 020104 020100 020106 020107 020108", Zero, 17),
        ("301b 020100 020100 020102 020103 020104 020105 020106 020107 020108", Zero, 5),
        ("301b 020100 020101 020102 020103 020104 020105 020106 020107 020188", Negative, 28),
        ("3018 020100 020101 020102 020103 020104 020105 020106 020107", Missing { expected: 2 }, 26),
        ("301e 020100 020101 020102 020103 020104 020105 020106 020107 020108 020109", Trailing, 29),
    ];
    for (der, kind, position) in cases {
        assert_eq!(fault(PrivateKey::from_pkcs1(&hex(der))), (kind, position), "{der}");
    }
    assert_eq!(fault(PrivateKey::from_pkcs8(&vector("encrypted", "pkcs8"))), (Encrypted, 3));
    assert_eq!(fault(PrivateKey::from_pkcs8(&vector("dsa", "pkcs8"))), (Algorithm, 11));
}

#[test]
fn debug_shows_no_secret() {
    let key = PrivateKey::from_pkcs1(&vector("rsa", "pkcs1")).unwrap();
    let shown = format!("{key:?}");
    assert!(shown.contains("prime_1: SecretBytes(64 bytes)"), "{shown}");
    assert!(!shown.contains(&format!("{}, {}", key.prime_1()[0], key.prime_1()[1])));
}

#[test]
fn the_algorithm_is_found_out() {
    let AnyPublicKey::Rsa(key) = AnyPublicKey::from_spki(&vector("rsa", "spki")).unwrap() else { panic!() };
    assert_eq!(key.to_spki(), vector("rsa", "spki"));
    for (name, kind) in [("rsa", "rsa"), ("dsa", "dsa"), ("dh", "dh"), ("prime256v1", "ec"), ("X448", "ec")] {
        let (spki, pkcs8) = (vector(name, "spki"), vector(name, "pkcs8"));
        let (public, private) =
            (AnyPublicKey::from_spki(&spki).unwrap(), encoding::PrivateKey::from_pkcs8(&pkcs8).unwrap());
        assert_eq!((public.to_spki(), &*private.to_pkcs8()), (spki, &pkcs8[..]), "{name}");
        let found = match (public, private) {
            (AnyPublicKey::Rsa(_), encoding::PrivateKey::Rsa(_)) => "rsa",
            (AnyPublicKey::Ec(_), encoding::PrivateKey::Ec(_)) => "ec",
            (AnyPublicKey::Dsa(_), encoding::PrivateKey::Dsa(_)) => "dsa",
            (AnyPublicKey::Dh(_), encoding::PrivateKey::Dh(_)) => "dh",
            other => panic!("{name}: {other:?}"),
        };
        assert_eq!(found, kind);
    }
    let other = hex("300b 3005 06032b6573 0302 00ff");
    let key = AnyPublicKey::from_spki(&other).unwrap();
    assert!(matches!(&key, AnyPublicKey::Other { algorithm, .. } if *algorithm == hex("06032b6573")));
    assert_eq!(key.to_spki(), other);
    assert_eq!(fault(key.template()), (Algorithm, 0));
    let pkcs8 = hex("300c 020100 3005 06032b6573 0400");
    assert_eq!(fault(encoding::PrivateKey::from_pkcs8(&pkcs8)), (Algorithm, 7));
}
