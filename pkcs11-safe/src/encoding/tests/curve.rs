//! The table of curves.

use crate::encoding::ec::{Curve, CurveKind};
use std::collections::HashMap;

#[test]
fn every_name_in_every_spelling_finds_its_curve_and_no_other() {
    let mut owner = HashMap::new();
    for curve in Curve::all() {
        for name in curve.aliases().iter().chain([&curve.name(), &curve.oid()]) {
            let spellings = [
                name.to_string(),
                name.to_uppercase(),
                name.to_lowercase(),
                name.replace(['-', ' '], "_"),
                format!(" {name} "),
            ];
            for spelling in spellings {
                assert_eq!(Curve::from_name(&spelling), Ok(curve), "{spelling}");
            }
            let folded: String = name.to_lowercase().chars().filter(|letter| !"-_ ".contains(*letter)).collect();
            assert_eq!(owner.insert(folded, curve).filter(|other| *other != curve), None, "{name} is used twice");
        }
        assert_eq!(curve.to_string(), curve.name());
        assert_eq!(curve.to_string().parse(), Ok(curve));
    }
    assert!(Curve::all().count() > 70);
}

#[test]
fn the_names_that_people_write() {
    let names = [
        ("prime256v1", Curve::P256),
        ("P256", Curve::P256),
        ("p-256", Curve::P256),
        ("NIST P-256", Curve::P256),
        ("nistp256", Curve::P256),
        ("SECP256R1", Curve::P256),
        ("prime192v1", Curve::P192),
        ("secp521r1", Curve::P521),
        ("BrainpoolP320R1", Curve::BRAINPOOL_P320R1),
        ("secp256k1", Curve::SECP256K1),
        ("ed25519", Curve::ED25519),
        ("edwards25519", Curve::ED25519),
        ("x448", Curve::X448),
        ("curve25519", Curve::X25519),
        ("sm2", Curve::SM2P256V1),
        ("B-571", Curve::SECT571R1),
    ];
    for (name, curve) in names {
        assert_eq!(Curve::from_name(name), Ok(curve), "{name}");
    }
}

#[test]
fn an_unknown_name_is_repeated_in_part() {
    for name in ["", "P-257", "secp256r", "1.2.840.10045.3.1", "P256\0"] {
        let error = Curve::from_name(name).unwrap_err();
        assert_eq!(error.name(), name);
        assert!(error.to_string().contains(&format!("{name:?}")), "{error}");
    }
    assert_eq!(Curve::from_name(&"ü".repeat(1000)).unwrap_err().name().chars().count(), 64);
    assert!(matches!(crate::Error::from(Curve::from_name("x").unwrap_err()), crate::Error::Usage { .. }));
}

#[test]
fn parameters_are_the_der_of_the_object_identifier() {
    let known: [(Curve, &[u8]); 6] = [
        (Curve::P256, &[0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]),
        (Curve::P521, &[0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x23]),
        (Curve::BRAINPOOL_P512T1, &[0x06, 0x09, 0x2b, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x0e]),
        (Curve::ED25519, &[0x06, 0x03, 0x2b, 0x65, 0x70]),
        (Curve::SM2P256V1, &[0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d]),
        (Curve::FRP256V1, &[0x06, 0x0a, 0x2a, 0x81, 0x7a, 0x01, 0x81, 0x5f, 0x65, 0x82, 0x00, 0x01]),
    ];
    for (curve, params) in known {
        assert_eq!(curve.params(), params, "{curve}");
    }
    let mut seen = HashMap::new();
    for curve in Curve::all() {
        assert_eq!(Curve::from_params(curve.params()), Some(curve));
        assert_eq!(seen.insert(curve.params(), curve), None, "{curve} shares its parameters");
        assert_eq!(Curve::from_params(&[curve.params(), &[0]].concat()), None);
        assert_eq!(Curve::from_params(&curve.params()[..curve.params().len() - 1]), None);
    }
}

#[test]
fn parameters_may_be_a_name_or_a_former_identifier() {
    let name = |name: &str| [&[0x13, u8::try_from(name.len()).unwrap()], name.as_bytes()].concat();
    assert_eq!(Curve::from_params(b"\x13\x0cedwards25519"), Some(Curve::ED25519));
    assert_eq!(Curve::from_params(&name("curve448")), Some(Curve::X448));
    assert_eq!(Curve::from_params(&name("secp256r1")), Some(Curve::P256));
    assert_eq!(Curve::from_params(&name("secp256r9")), None);
    assert_eq!(Curve::from_params(b"\x13\x0bedwards25519"), None);
    assert_eq!(Curve::from_params(b"\x13\x80"), None);
    assert_eq!(Curve::from_params(b"\x13\x01\xff"), None);
    let former = |hex: &str| Curve::from_params(&super::hex(hex));
    assert_eq!(former("06092b06010401da470f01"), Some(Curve::ED25519));
    assert_eq!(former("060a2b060104019755010501"), Some(Curve::X25519));
    assert_eq!(former("0500"), None);
    assert_eq!(former(""), None);
}

#[test]
fn lengths_of_the_well_known() {
    // field, order, point, private key: bytes
    let rows = [
        (Curve::P192, 24, 24, 49, 24),
        (Curve::P256, 32, 32, 65, 32),
        (Curve::P521, 66, 66, 133, 66),
        (Curve::SECP160R1, 20, 21, 41, 21),
        (Curve::SECP224K1, 28, 29, 57, 29),
        (Curve::BRAINPOOL_P320R1, 40, 40, 81, 40),
        (Curve::SECT233K1, 30, 29, 61, 29),
        (Curve::SECT571R1, 72, 72, 145, 72),
        (Curve::ED25519, 32, 32, 32, 32),
        (Curve::ED448, 56, 56, 57, 57),
        (Curve::X25519, 32, 32, 32, 32),
        (Curve::X448, 56, 56, 56, 56),
    ];
    for (curve, field, order, point, private) in rows {
        let lengths = (curve.field_len(), curve.order_len(), curve.point_len(), curve.private_len());
        assert_eq!(lengths, (field, order, point, private), "{curve}");
    }
    assert_eq!((Curve::P521.bits(), Curve::ED25519.bits(), Curve::X448.bits()), (521, 255, 448));
    assert_eq!(Curve::ED448.kind(), CurveKind::Edwards);
    assert_eq!(Curve::X25519.kind(), CurveKind::Montgomery);
    assert_eq!(size_of::<Curve>(), 1);
}

/// OpenSSL writes keys with the lengths of its own table: it has every curve here but one, and the Edwards and
/// Montgomery ones in another form.
#[test]
fn openssl_has_the_same_identifiers_and_lengths() {
    let mut compared = 0;
    for (name, kind, key) in super::vectors() {
        let Ok(curve) = Curve::from_name(name) else { continue };
        if kind != "sec1" || curve.kind() != CurveKind::Weierstrass {
            continue;
        }
        // ECPrivateKey { version 1, value, [0] parameters, [1] BIT STRING point }, all of them with short lengths
        let header = if key[1] & 0x80 == 0 { 2 } else { 3 };
        let value = key[header + 4];
        assert_eq!(usize::from(value), curve.order_len(), "{curve}");
        let params = &key[header + 5 + curve.order_len()..];
        let params = &params[2..2 + curve.params().len()];
        assert_eq!(params, curve.params(), "{curve}");
        let point = &key[key.len() - curve.point_len()..];
        assert_eq!((point[0], key[key.len() - curve.point_len() - 1]), (4, 0), "{curve}");
        compared += 1;
    }
    assert_eq!(compared, Curve::all().count() - 5);
}
