//! Curves: parameters and names, points in every form for every curve, SEC 1, the attributes of a token.

use super::super::input::Input;
use super::{digits, placed, stands_in, steady};
use pkcs11_safe::encoding::ec::{Curve, CurveKind, Point, PrivateKey, PublicKey};

/// The curve that a byte chooses.
fn choose(input: &mut Input<'_>) -> Curve {
    let curves: Vec<Curve> = Curve::all().collect();
    input.pick(&curves)
}

pub(super) fn point(input: &[u8]) {
    let mut input = Input::new(input);
    let (curve, bytes) = (choose(&mut input), input.rest());
    match Point::decode(curve, bytes) {
        Ok(point) => {
            shape(curve, &point);
            read_from(bytes, &point);
            for same in [point.raw(), point.der()] {
                assert_eq!(Point::decode(curve, same).as_ref(), Ok(&point), "another point of {curve}");
            }
            assert_eq!(Point::from_raw(curve, point.raw()).as_ref(), Ok(&point));
            let key = PublicKey::from_attributes(curve.params(), bytes).expect("the point is one of the curve");
            assert_eq!((key.curve(), key.point()), (Some(curve), &point));
            assert_eq!(PublicKey::from_spki(&key.to_spki()).map(|key| key.point().clone()).as_ref(), Ok(&point));
        }
        Err(error) => placed(&error, bytes.len()),
    }
}

pub(super) fn raw_point(input: &[u8]) {
    let mut input = Input::new(input);
    let (curve, raw) = (choose(&mut input), input.rest());
    match Point::from_raw(curve, raw) {
        Ok(point) => {
            assert_eq!(point.raw(), raw);
            shape(curve, &point);
            assert_eq!(Point::decode(curve, raw).as_ref(), Ok(&point));
        }
        Err(error) => placed(&error, raw.len()),
    }
}

pub(super) fn unknown_point(bytes: &[u8]) {
    match Point::decode_by_structure(bytes) {
        Ok(point) => {
            read_from(bytes, &point);
            assert!(point.x().is_some_and(|x| !x.is_empty()));
        }
        Err(error) => placed(&error, bytes.len()),
    }
}

/// The lengths of a point are those of its curve.
fn shape(curve: Curve, point: &Point) {
    let (raw, field) = (point.raw(), curve.field_len());
    assert!(point.der().ends_with(raw) && point.der().first() == Some(&4));
    if curve.kind() == CurveKind::Weierstrass {
        let x = point.x().expect("there is an X");
        assert_eq!(x.len(), field);
        assert_eq!(point.y().map(<[u8]>::len), (!point.is_compressed()).then_some(field));
        assert_eq!(raw.len(), 1 + field + point.y().map_or(0, <[u8]>::len));
        let first = match (point.is_compressed(), point.is_hybrid()) {
            (true, false) => 2..=3,
            (false, true) => 6..=7,
            (false, false) => 4..=4,
            (true, true) => panic!("compressed and hybrid"),
        };
        assert!(first.contains(&raw[0]));
    } else {
        assert_eq!(raw.len(), curve.point_len());
        assert!(point.x().is_none() && point.y().is_none());
    }
}

/// A point is the end of what it was read from, but for the byte in front of a bare one.
fn read_from(bytes: &[u8], point: &Point) {
    let raw = point.raw();
    assert!(bytes.ends_with(raw) || (raw[0] == 4 && bytes.ends_with(&raw[1..])), "a point that was not there");
}

pub(super) fn attributes(input: &[u8]) {
    let mut input = Input::new(input);
    let (params, point) = (input.short(), input.rest());
    match PublicKey::from_attributes(params, point) {
        Ok(key) => {
            assert_eq!(key.params(), params);
            assert_eq!(key.curve(), Curve::from_params(params));
            read_from(point, key.point());
            if let Some(curve) = key.curve() {
                shape(curve, key.point());
                assert_eq!(key.order_len(), Some(curve.order_len()));
            }
            let again = PublicKey::from_spki(&key.to_spki()).map(|again| again.point().clone());
            assert_eq!(again.as_ref(), Ok(key.point()), "lost between attributes and DER");
            assert_eq!(key.template().len(), 4);
        }
        Err(error) => placed(&error, params.len().max(point.len())),
    }
}

pub(super) fn private_attributes(input: &[u8]) {
    let mut input = Input::new(input);
    let (params, value) = (input.short(), input.rest());
    match PrivateKey::from_attributes(params, value) {
        Ok(key) => {
            assert_eq!(key.params(), params);
            held(&key, value);
            assert!(key.public_key().is_none());
            let again = PrivateKey::from_pkcs8(&key.to_pkcs8()).expect("PKCS #8 of our own making");
            assert_eq!(again.value(), key.value());
            assert_eq!(key.template().len(), 4);
        }
        Err(error) => placed(&error, params.len().max(value.len())),
    }
}

/// A private key has the length of those of its curve, and its digits stood in the input.
pub(super) fn held(key: &PrivateKey, input: &[u8]) {
    if let Some(curve) = key.curve() {
        assert_eq!(key.value().len(), curve.private_len());
    }
    assert!(stands_in(input, digits(key.value())), "a key that was not there");
}

pub(super) fn sec1(input: &[u8]) {
    let encode = |key: &PrivateKey| key.to_sec1().expect("a key of SEC 1").to_vec();
    let Some((key, _)) = steady(input, |der| PrivateKey::from_sec1(der, None), encode) else { return };
    held(&key, input);
    assert!(stands_in(input, key.params()));
    let given = PrivateKey::from_sec1(input, Some(key.params())).expect("its own parameters");
    assert_eq!((given.value(), given.params()), (key.value(), key.params()));
}

pub(super) fn sec1_with_params(input: &[u8]) {
    let mut input = Input::new(input);
    let (params, der) = (input.short(), input.rest());
    match PrivateKey::from_sec1(der, Some(params)) {
        Ok(key) => {
            held(&key, der);
            assert_eq!(key.params(), params);
            let sec1 = key.to_sec1().expect("a key of SEC 1");
            let again = PrivateKey::from_sec1(&sec1, None).expect("SEC 1 of our own making");
            assert_eq!((again.value(), again.curve()), (key.value(), key.curve()));
        }
        Err(error) => placed(&error, params.len().max(der.len())),
    }
}

pub(super) fn params_and_names(input: &[u8]) {
    if let Some(curve) = Curve::from_params(input) {
        assert!(Curve::all().any(|known| known == curve));
        assert_eq!(Curve::from_params(curve.params()), Some(curve));
        assert!(matches!(input.first(), Some(0x06 | 0x13)));
    }
    if let Ok(name) = core::str::from_utf8(input) {
        match Curve::from_name(name) {
            Ok(curve) => {
                for name in curve.aliases().iter().copied().chain([curve.name(), curve.oid()]) {
                    assert_eq!(Curve::from_name(name), Ok(curve));
                }
                // A name in DER is the name.
                if let Ok(length) = u8::try_from(input.len()) {
                    let printable = [&[0x13, length], input].concat();
                    assert_eq!(Curve::from_params(&printable), (length < 0x80).then_some(curve));
                }
            }
            Err(unknown) => {
                assert!(name.starts_with(unknown.name()) && unknown.to_string().contains("no curve"));
            }
        }
    }
}
