//! Points in every form, on every curve: told apart by the curve's length, whatever they begin with.

use super::der::{bits, damage, damaged, element, sound};
use super::keys::curve;
use crate::run::property;
use pkcs11_safe::encoding::ec::{Curve, CurveKind, Point, PublicKey};
use proptest::collection::vec;
use proptest::prelude::*;

/// What stands around a point.
#[derive(Clone, Copy, Debug)]
enum Around {
    Nothing,
    Octets,
    Bits,
}

impl Around {
    fn wrap(self, inner: &[u8]) -> Vec<u8> {
        match self {
            Self::Nothing => inner.to_vec(),
            Self::Octets => element(4, inner),
            Self::Bits => bits(inner),
        }
    }
}

/// Coordinates: any bytes, or such that look like the beginning of something else.
fn coordinates(length: usize) -> impl Strategy<Value = Vec<u8>> {
    let any_byte = vec(any::<u8>(), length);
    let headers =
        prop::sample::select(vec![0x02, 0x03, 0x04, 0x06, 0x07, 0x1e, 0x20, 0x30, 0x3f, 0x40, 0x41, 0x80, 0x81]);
    let looks_like = (any_byte.clone(), headers.clone(), headers, -3..=3_isize, any::<bool>()).prop_map(
        |(mut bytes, tag, second, off, count)| {
            let rest = bytes.len().saturating_sub(2).saturating_add_signed(off);
            bytes[0] = tag;
            // A length that is nearly right.
            bytes[1] = if count { u8::try_from(rest & 0x7f).expect("is seven bits") } else { second };
            bytes
        },
    );
    prop_oneof![any_byte, looks_like]
}

/// A curve, the two coordinates or the key, and what stands around it.
fn drawn() -> impl Strategy<Value = (Curve, Vec<u8>, Around)> {
    curve().prop_flat_map(|curve| {
        let length = match curve.kind() {
            CurveKind::Weierstrass => 2 * curve.field_len(),
            _ => curve.point_len(),
        };
        let around = prop::sample::select(vec![Around::Nothing, Around::Octets, Around::Bits]);
        (Just(curve), coordinates(length), around)
    })
}

/// The forms of a point: what a token gives, and the raw point that it is.
fn forms(curve: Curve, coordinates: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    if curve.kind() != CurveKind::Weierstrass {
        return vec![(coordinates.to_vec(), coordinates.to_vec())];
    }
    let with = |prefix: u8, rest: &[u8]| [&[prefix], rest].concat();
    let x = &coordinates[..curve.field_len()];
    let mut forms: Vec<_> = [(4, coordinates), (2, x), (3, x), (6, coordinates), (7, coordinates)]
        .map(|(prefix, rest)| (with(prefix, rest), with(prefix, rest)))
        .into();
    forms.push((coordinates.to_vec(), with(4, coordinates)));
    forms
}

#[test]
fn a_point_is_what_its_length_says() {
    property(2048, drawn(), |(curve, coordinates, around)| {
        for (given, raw) in forms(curve, &coordinates) {
            let given = around.wrap(&given);
            let point = Point::decode(curve, &given).unwrap_or_else(|error| panic!("{curve} {given:02x?}: {error}"));
            assert_eq!(point.raw(), raw, "{curve} {around:?}");
            assert_eq!(point.der(), element(4, &raw));
            let key = PublicKey::from_attributes(curve.params(), &given).expect("is a key");
            assert_eq!(key.point(), &point);
            assert_eq!(Point::from_raw(curve, &raw).as_ref(), Ok(&point));
            let prefix = (curve.kind() == CurveKind::Weierstrass).then_some(raw[0]);
            assert_eq!(point.is_compressed(), matches!(prefix, Some(2 | 3)));
            assert_eq!(point.is_hybrid(), matches!(prefix, Some(6 | 7)));
            let (x, y) = raw[1..].split_at(curve.field_len().min(raw.len() - 1));
            assert_eq!(point.x(), prefix.map(|_| x));
            assert_eq!(point.y(), prefix.and((!y.is_empty()).then_some(y)));
        }
    });
}

#[test]
fn every_curve_tells_all_forms_apart() {
    for curve in Curve::all() {
        // The same bytes in every form: only what stands around them differs.
        let coordinates = vec![0x5a; 2 * curve.field_len()];
        let coordinates = match curve.kind() {
            CurveKind::Weierstrass => &coordinates[..],
            _ => &coordinates[..curve.point_len().min(coordinates.len())],
        };
        for around in [Around::Nothing, Around::Octets, Around::Bits] {
            for (given, raw) in forms(curve, coordinates) {
                let point = Point::decode(curve, &around.wrap(&given)).expect("is a point");
                assert_eq!(point.raw(), raw, "{curve} {around:?}");
            }
        }
    }
}

#[test]
fn any_bytes_are_a_point_or_an_error_in_them() {
    let bytes = prop_oneof![
        vec(any::<u8>(), 0..160),
        (vec(any::<u8>(), 0..150), any::<bool>())
            .prop_map(|(inner, octets)| { if octets { element(4, &inner) } else { bits(&inner) } }),
    ];
    property(2048, (curve(), bytes, drawn(), damage()), |(curve, bytes, (other, coordinates, around), damage)| {
        let damaged = damaged(&around.wrap(&forms(other, &coordinates)[0].0), &damage);
        for bytes in [&bytes, &damaged] {
            for point in [Point::decode(curve, bytes), Point::decode(other, bytes), Point::decode_by_structure(bytes)] {
                if let Some(point) = sound(bytes, point) {
                    // Nothing but a 4 is ever put in front.
                    let raw = point.raw();
                    assert!(bytes.ends_with(raw) || (raw[0] == 4 && bytes.ends_with(&raw[1..])), "{raw:02x?}");
                }
            }
        }
    });
}

#[test]
fn without_a_curve_a_point_is_read_rightly_or_not_at_all() {
    property(2048, drawn(), |(curve, coordinates, around)| {
        if curve.kind() != CurveKind::Weierstrass {
            return;
        }
        // X and Y alone cannot be told from anything else.
        for (given, raw) in forms(curve, &coordinates).into_iter().take(5) {
            let given = around.wrap(&given);
            if let Some(point) = sound(&given, Point::decode_by_structure(&given)) {
                assert_eq!(point.raw(), raw, "{curve} {around:?}");
            }
        }
    });
}
