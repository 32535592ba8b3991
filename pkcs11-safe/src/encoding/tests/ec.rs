//! EC keys: SubjectPublicKeyInfo, SEC 1, PKCS #8 and attributes.

use super::{fault, hex, vector, vectors};
use crate::encoding::ErrorKind::*;
use crate::encoding::ec::{Curve, CurveKind, Point, PrivateKey, PublicKey};

/// RFC 6979, A.2.5.
const D: &str = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";
const XY: &str = "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6
                  7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299";

fn p256_spki() -> Vec<u8> {
    [hex("3059301306072a8648ce3d020106082a8648ce3d03010703420004"), hex(XY)].concat()
}

#[test]
fn a_p256_key_is_the_bytes_of_the_specification() {
    let key = PublicKey::from_attributes(Curve::P256.params(), &hex(XY)).unwrap();
    assert_eq!(key.to_spki(), p256_spki());
    assert_eq!(PublicKey::from_spki(&p256_spki()).unwrap(), key);
    assert_eq!((key.curve(), key.order_len()), (Some(Curve::P256), Some(32)));
    assert_eq!(key.point().der()[..3], [0x04, 0x41, 0x04]);
}

#[test]
fn every_key_of_openssl_comes_back_as_it_was() {
    let (mut sec1, mut pkcs8, mut spki) = (0, 0, 0);
    for (name, kind, der) in vectors() {
        match kind {
            "sec1" => {
                let key = PrivateKey::from_sec1(&der, None).unwrap();
                assert_eq!(*key.to_sec1().unwrap(), der, "{name}");
                let again = PrivateKey::from_pkcs8(&key.to_pkcs8()).unwrap();
                assert_eq!(*again.to_sec1().unwrap(), der, "{name}");
                let public = key.public_key().unwrap();
                assert_eq!(PublicKey::from_spki(&public.to_spki()).unwrap(), public);
                sec1 += 1;
            }
            "pkcs8" if !["rsa", "dsa", "dh", "encrypted"].contains(&name) => {
                let key = PrivateKey::from_pkcs8(&der).unwrap();
                assert_eq!(*key.to_pkcs8(), der, "{name}");
                pkcs8 += 1;
            }
            "spki" | "spki_compressed" | "spki_hybrid" if !["rsa", "dsa", "dh"].contains(&name) => {
                let key = PublicKey::from_spki(&der).unwrap();
                assert_eq!(key.to_spki(), der, "{name}");
                assert_eq!(key.point().is_compressed(), kind == "spki_compressed", "{name}");
                assert_eq!(key.point().is_hybrid(), kind == "spki_hybrid", "{name}");
                let again = PublicKey::from_attributes(key.params(), key.point().der()).unwrap();
                assert_eq!(again, key);
                spki += 1;
            }
            _ => {}
        }
    }
    assert!(sec1 > 69 && pkcs8 > 10 && spki > 80, "{sec1} {pkcs8} {spki}");
}

#[test]
fn compressed_and_uncompressed_have_one_x() {
    for (name, _, der) in vectors().filter(|vector| vector.1 == "sec1" && !vector.0.ends_with("explicit")) {
        let full = PrivateKey::from_sec1(&der, None).unwrap().public_key().unwrap();
        let compressed = PublicKey::from_spki(&vector(name, "spki_compressed")).unwrap();
        assert_eq!((compressed.point().x(), compressed.point().y()), (full.point().x(), None), "{name}");
        assert_eq!(full.point().x().unwrap().len(), full.curve().unwrap().field_len());
    }
}

#[test]
fn explicit_parameters_are_kept_and_give_the_lengths() {
    for (name, order_len, raw_len) in [("prime256v1_explicit", 32, 65), ("sect233k1_explicit", 29, 61)] {
        let key = PublicKey::from_spki(&vector(name, "spki")).unwrap();
        assert_eq!((key.curve(), key.order_len()), (None, Some(order_len)));
        let raw = key.point().raw();
        assert_eq!(raw.len(), raw_len);
        // the field's length tells the forms apart here too
        for given in [key.point().der(), raw, &raw[1..]] {
            assert_eq!(PublicKey::from_attributes(key.params(), given).unwrap(), key, "{name}");
        }
        assert_eq!(fault(PublicKey::from_attributes(key.params(), &raw[2..])), (PointLength { expected: raw_len }, 0));
        let private = PrivateKey::from_pkcs8(&vector(name, "pkcs8")).unwrap();
        assert_eq!((private.params(), private.value().len()), (key.params(), order_len));
        let short = PrivateKey::from_attributes(key.params(), &[1]).unwrap();
        assert_eq!(short.value().len(), order_len);
    }
}

#[test]
fn parameters_that_tell_no_lengths_leave_the_point_to_its_structure() {
    let params = hex("0603550401");
    let raw = [vec![4], hex(XY)].concat();
    let key = PublicKey::from_attributes(&params, &raw).unwrap();
    assert_eq!((key.curve(), key.order_len(), key.params()), (None, None, &params[..]));
    assert_eq!(PublicKey::from_spki(&key.to_spki()).unwrap(), key);
    assert_eq!(fault(PublicKey::from_attributes(&params, &raw[1..])), (PointForm { found: 0x60 }, 0));
    // explicit, but of a field that nobody knows
    let strange = hex("3006 020101 3001 05");
    assert!(PublicKey::from_attributes(&strange, &raw).unwrap().curve().is_none());
    let private = PrivateKey::from_attributes(&params, &[0, 7]).unwrap();
    assert_eq!(private.value(), [0, 7]);
}

#[test]
fn a_name_as_parameters_becomes_an_identifier_outside() {
    let key = PublicKey::from_attributes(b"\x13\x0cedwards25519", &[0x11; 32]).unwrap();
    assert_eq!((key.curve(), key.params()), (Some(Curve::ED25519), &b"\x13\x0cedwards25519"[..]));
    assert_eq!(key.to_spki()[..12], hex("302a300506032b6570032100"));
    let key = PublicKey::from_attributes(b"\x13\x09secp256r1", &hex(XY)).unwrap();
    assert_eq!(key.to_spki(), p256_spki());
    let key = PublicKey::from_attributes(&hex("06092b06010401da470f01"), &[0x11; 32]).unwrap();
    assert_eq!(key.to_spki()[..12], hex("302a300506032b6570032100"));
    let key = PrivateKey::from_attributes(b"\x13\x09secp256r1", &hex(D)).unwrap();
    let sec1 = key.to_sec1().unwrap();
    assert_eq!(PrivateKey::from_sec1(&sec1, None).unwrap().params(), Curve::P256.params());
}

#[test]
fn the_examples_of_rfc_8410() {
    let public = PublicKey::from_spki(&vector("rfc8410_ed25519", "spki")).unwrap();
    assert_eq!((public.curve(), public.params()), (Some(Curve::ED25519), &[6, 3, 0x2b, 0x65, 0x70][..]));
    assert_eq!(public.point().der()[..4], [0x04, 0x20, 0x19, 0xbf]);
    let private = PrivateKey::from_pkcs8(&vector("rfc8410_ed25519", "pkcs8")).unwrap();
    assert_eq!((private.value()[..2].to_vec(), private.value().len()), (vec![0xd4, 0xee], 32));
    assert!(private.to_sec1().is_none() && private.public_key().is_none());
    let both = PrivateKey::from_pkcs8(&vector("rfc8410_ed25519", "pkcs8_with_public")).unwrap();
    assert_eq!(both.public_key().unwrap(), public);
    assert_eq!(both.value(), private.value());
    let again = PrivateKey::from_pkcs8(&both.to_pkcs8()).unwrap();
    assert_eq!(again.public_key().unwrap(), public);
}

#[test]
fn values_are_padded_to_the_order_and_zeros_absorbed() {
    for curve in Curve::all().filter(|curve| curve.kind() == CurveKind::Weierstrass) {
        let len = curve.private_len();
        let padded = [&vec![0; len - 2][..], &[1, 2]].concat();
        for given in [vec![1, 2], vec![0, 1, 2], vec![0; len + 9].into_iter().chain([1, 2]).collect()] {
            assert_eq!(PrivateKey::from_attributes(curve.params(), &given).unwrap().value(), padded, "{curve}");
        }
        let long = vec![1; len + 1];
        assert_eq!(fault(PrivateKey::from_attributes(curve.params(), &long)), (TooLong { max: len }, 0));
        assert_eq!(fault(PrivateKey::from_attributes(curve.params(), &vec![0; len])), (Zero, 0));
        assert_eq!(fault(PrivateKey::from_attributes(curve.params(), &[])), (Zero, 0));
    }
    for curve in Curve::all().filter(|curve| curve.kind() != CurveKind::Weierstrass) {
        let expected = curve.private_len();
        assert_eq!(PrivateKey::from_attributes(curve.params(), &vec![0; expected]).unwrap().value(), vec![0; expected]);
        for len in [0, expected - 1, expected + 1] {
            assert_eq!(fault(PrivateKey::from_attributes(curve.params(), &vec![1; len])), (KeyLength { expected }, 0));
        }
    }
}

#[test]
fn parameters_come_from_the_key_or_beside_it() {
    let bare = [hex("3025 020101 0420"), hex(D)].concat();
    assert_eq!(fault(PrivateKey::from_sec1(&bare, None)), (NoParameters, 39));
    let key = PrivateKey::from_sec1(&bare, Some(Curve::P256.params())).unwrap();
    assert_eq!((key.value(), key.curve()), (&hex(D)[..], Some(Curve::P256)));
    let with = key.to_sec1().unwrap();
    assert_eq!(*with, [hex("3031 020101 0420"), hex(D), hex("a00a06082a8648ce3d030107")].concat());
    assert_eq!(PrivateKey::from_sec1(&with, None).unwrap().value(), key.value());
    assert!(PrivateKey::from_sec1(&with, Some(b"\x13\x05P-256")).is_ok());
    assert_eq!(fault(PrivateKey::from_sec1(&with, Some(Curve::SECP256K1.params()))), (Contradiction, 41));
    assert_eq!(fault(PrivateKey::from_sec1(&bare, Some(Curve::ED25519.params()))), (Parameters, 0));
    assert_eq!(fault(PrivateKey::from_sec1(&bare, Some(&[5, 0]))), (Parameters, 0));
    let pkcs8 = key.to_pkcs8();
    let expected = hex("3041 020100 301306072a8648ce3d020106082a8648ce3d030107 0427 3025 020101 0420");
    assert_eq!(*pkcs8, [expected, hex(D)].concat());
}

#[test]
fn debug_shows_no_secret() {
    let key = PrivateKey::from_attributes(Curve::P256.params(), &[0xab; 32]).unwrap();
    let shown = format!("{key:?}");
    assert!(shown.contains("32 bytes") && !shown.contains("171") && !shown.contains("ab, "), "{shown}");
}

#[test]
fn what_is_no_public_key() {
    let good = "3059301306072a8648ce3d020106082a8648ce3d03010703420004";
    let edwards = "302a300506032b6570032100";
    let cases = [
        (good.replace("03420004", "03420005"), PointForm { found: 5 }, 26),
        (good.replace("03420004", "03420104"), BitString, 25),
        (good.replace("3d0201", "3d0202"), Algorithm, 4),
        (good.replace("2a8648ce3d030107", "2b8104000a000000"), PointLength { expected: 0 }, 0),
        (good.replace("06082a8648ce3d030107", "05082a8648ce3d030107"), Parameters, 13),
        (good.replace("06082a8648ce3d030107", "13082a8648ce3d030107"), Parameters, 13),
        (good.replace("06082a8648ce3d030107", "06088048ce3d03010707"), Oid, 15),
        (good.replace("06082a8648ce3d030107", "06082a8648ce3d030187"), Oid, 15),
        (good.replace("3d0301070342", "3d0301220342"), PointForm { found: 4 }, 26),
    ];
    for (head, kind, position) in cases {
        if kind == (PointLength { expected: 0 }) {
            continue;
        }
        let der = [hex(&head), hex(XY)].concat();
        // an identifier that no curve has leaves the point to its structure, which is fine here
        if head.contains("3d030122") {
            assert!(PublicKey::from_spki(&der).unwrap().curve().is_none());
            continue;
        }
        assert_eq!(fault(PublicKey::from_spki(&der)), (kind, position), "{head}");
    }
    let named = [hex("305a 3014 06072a8648ce3d0201 1309 736563703235367231 034200 04"), hex(XY)].concat();
    assert_eq!(fault(PublicKey::from_spki(&named)), (Parameters, 13));
    let without = [hex("304d 3009 06072a8648ce3d0201 03420004"), hex(XY)].concat();
    assert_eq!(fault(PublicKey::from_spki(&[&without[..1], &[0x4f], &without[2..]].concat())), (NoParameters, 13));
    let wrapped = [hex("305b 3013 06072a8648ce3d0201 06082a8648ce3d030107 0344 00 0441 04"), hex(XY)].concat();
    assert_eq!(fault(PublicKey::from_spki(&wrapped)), (PointLength { expected: 65 }, 26));
    let with_null = [hex("302c 3007 06032b6570 0500 032100"), vec![1; 32]].concat();
    assert_eq!(fault(PublicKey::from_spki(&with_null)), (Parameters, 9));
    let short = [hex("3029 3005 06032b6570 032000"), vec![1; 31]].concat();
    assert_eq!(fault(PublicKey::from_spki(&short)), (PointLength { expected: 32 }, 12));
    let edwards_as_ec = [hex("3033 300e 06072a8648ce3d0201 06032b6570 032100"), vec![1; 32]].concat();
    assert_eq!(fault(PublicKey::from_spki(&edwards_as_ec)), (Parameters, 13));
    assert_eq!(fault(PublicKey::from_spki(&[hex(edwards), vec![1; 33]].concat())), (Trailing, 44));
    assert_eq!(fault(PublicKey::from_attributes(&[], &[4; 65])), (Empty, 0));
    assert_eq!(fault(PublicKey::from_attributes(Curve::P256.params(), &[])), (Empty, 0));
    assert_eq!(fault(PublicKey::from_attributes(&hex("0603550401 00"), &[4; 65])), (Trailing, 5));
    assert_eq!(fault(PublicKey::from_attributes(&hex("0500"), &[4; 65])), (Parameters, 0));
}

#[test]
fn what_is_no_private_key() {
    let edwards = |head: &str, len: usize| [hex(head), vec![0x55; len]].concat();
    let cases = [
        (edwards("302e 020100 3005 06032b6570 0422 0420", 32), None),
        (edwards("302e 020102 3005 06032b6570 0422 0420", 32), Some((Version, 4))),
        (edwards("302d 020100 3005 06032b6570 0421 041f", 31), Some((KeyLength { expected: 32 }, 16))),
        (edwards("302c 020100 3005 06032b6570 0420", 32), Some((Tag { expected: 4, found: 0x55 }, 14))),
        (edwards("302f 020100 3005 06032b6570 0423 0420", 33), Some((Trailing, 48))),
        (edwards("3030 020100 3007 06032b6570 0500 0422 0420", 32), Some((Parameters, 12))),
        (edwards("302e 020100 3005 06032b6573 0422 0420", 32), Some((Algorithm, 7))),
        (edwards("3081 2e 020100 3005 06032b6570 0422 0420", 32), Some((NonMinimalLength, 0))),
        (edwards("302e 3003 060100 3005 06032b6570 0422 0420", 30), Some((Encrypted, 2))),
    ];
    for (der, expected) in cases {
        match expected {
            None => assert_eq!(PrivateKey::from_pkcs8(&der).unwrap().value(), [0x55; 32]),
            Some(expected) => assert_eq!(fault(PrivateKey::from_pkcs8(&der)), expected, "{der:02x?}"),
        }
    }
    // a public key, but the version that has none
    let both = vector("rfc8410_ed25519", "pkcs8_with_public");
    let contradicting = [&both[..4], &[0], &both[5..]].concat();
    assert_eq!(fault(PrivateKey::from_pkcs8(&contradicting)), (Version, 4));
    assert_eq!(fault(PrivateKey::from_pkcs8(&vector("encrypted", "pkcs8"))), (Encrypted, 3));
    assert_eq!(fault(PrivateKey::from_pkcs8(&vector("rsa", "pkcs8"))), (Algorithm, 9));

    let sec1 = |head: &str, tail: &str| [hex(head), hex(D), hex(tail)].concat();
    let p256 = Some(Curve::P256.params());
    let cases = [
        (sec1("3025 020102 0420", ""), Version, 4),
        (sec1("3025 020100 0420", ""), Version, 4),
        (sec1("3025 0201ff 0420", ""), Negative, 4),
        (sec1("3026 020101 0420", "00"), Trailing, 39),
        (sec1("3025 020101 0420", "00"), Trailing, 39),
        (sec1("3026 020101 0421 01", ""), TooLong { max: 32 }, 7),
        (sec1("3027 020101 0420", "a000"), Truncated, 41),
        (sec1("3029 020101 0420", "a0020500"), Parameters, 41),
        (sec1("3029 020101 0420", "a1020300"), BitString, 43),
        (sec1("302b 020101 0420", "a10403020004"), PointLength { expected: 65 }, 44),
        (sec1("302e 020101 0420", "a00706052b8104000a"), Contradiction, 41),
        (sec1("302d 020101 0420", "a00606032b65700000"), Trailing, 47),
    ];
    for (der, kind, position) in cases {
        assert_eq!(fault(PrivateKey::from_sec1(&der, p256)), (kind, position), "{der:02x?}");
    }
    let inside = sec1("302c 020101 0420", "a00506032b6570");
    assert_eq!(fault(PrivateKey::from_sec1(&inside, None)), (Parameters, 41));
    let zero = [hex("3025 020101 0420"), vec![0; 32]].concat();
    assert_eq!(fault(PrivateKey::from_sec1(&zero, p256)), (Zero, 7));
}

#[test]
fn public_keys_inside_and_outside_have_to_be_one() {
    let inner = [hex("306b 020101 0420"), hex(D), hex("a144 034200 04"), hex(XY)].concat();
    let head = hex("020101 3013 06072a8648ce3d0201 06082a8648ce3d030107 046d");
    let outer = |xy: Vec<u8>| [hex("3081cb"), head.clone(), inner.clone(), hex("814200 04"), xy].concat();
    let key = PrivateKey::from_pkcs8(&outer(hex(XY))).unwrap();
    assert_eq!(key.public_key().unwrap().point(), &Point::decode(Curve::P256, &hex(XY)).unwrap());
    assert_eq!(fault(PrivateKey::from_pkcs8(&outer(vec![1; 64]))), (Contradiction, 141));
}
