//! Points, in every form that tokens give them.

use super::{fault, hex};
use crate::encoding::ErrorKind::*;
use crate::encoding::ec::{Curve, CurveKind, Point};

fn octet_string(content: &[u8]) -> Vec<u8> {
    string(4, content)
}

fn bit_string(content: &[u8]) -> Vec<u8> {
    string(3, &[&[0], content].concat())
}

fn string(tag: u8, content: &[u8]) -> Vec<u8> {
    let len = u8::try_from(content.len()).unwrap();
    let header: &[u8] = if len < 0x80 { &[tag, len] } else { &[tag, 0x81, len] };
    [header, content].concat()
}

/// Coordinates whose first bytes are as misleading as can be.
fn coordinates(curve: Curve) -> Vec<Vec<u8>> {
    let len = 2 * curve.field_len();
    let headers = (0..=u8::MAX).flat_map(|second| [2, 3, 4, 6, 7, second].map(|first| [first, second, 0x04]));
    let plain: Vec<u8> = (1..=200).cycle().take(len).collect();
    let mut all: Vec<_> = headers.map(|header| [&header[..], &plain[3..]].concat()).collect();
    all.extend([plain, vec![0; len], vec![0xff; len]]);
    all
}

#[test]
fn every_form_on_every_curve_gives_the_same_point() {
    for curve in Curve::all().filter(|curve| curve.kind() == CurveKind::Weierstrass) {
        for xy in coordinates(curve) {
            let (x, y) = xy.split_at(curve.field_len());
            for (prefix, body) in [(4, &xy[..]), (6, &xy), (7, &xy), (2, x), (3, x)] {
                let raw = [&[prefix], body].concat();
                for given in [raw.clone(), octet_string(&raw), bit_string(&raw)] {
                    let point = Point::decode(curve, &given).unwrap();
                    assert_eq!(point.raw(), raw, "{curve}");
                    assert_eq!(point.der(), octet_string(&raw), "{curve}");
                    assert_eq!(point.x(), Some(x));
                    assert_eq!(point.y(), (body.len() > x.len()).then_some(y));
                    assert_eq!((point.is_compressed(), point.is_hybrid()), (prefix < 4, prefix > 4));
                }
                assert_eq!(Point::from_raw(curve, &raw).unwrap().raw(), raw);
                assert!(Point::from_raw(curve, &octet_string(&raw)).is_err());
            }
            let raw = [&[4], &xy[..]].concat();
            for given in [xy.clone(), octet_string(&xy), bit_string(&xy)] {
                assert_eq!(Point::decode(curve, &given).unwrap().raw(), raw, "{curve}");
            }
            let bare = fault(Point::from_raw(curve, &xy));
            assert_eq!(bare, (PointLength { expected: curve.point_len() }, 0));
        }
    }
}

#[test]
fn edwards_and_montgomery_keys_raw_and_wrapped() {
    for curve in Curve::all().filter(|curve| curve.kind() != CurveKind::Weierstrass) {
        for first in 0..=u8::MAX {
            for second in 0..=u8::MAX {
                let mut raw = vec![0x55; curve.point_len()];
                raw[..2].copy_from_slice(&[first, second]);
                for given in [raw.clone(), octet_string(&raw), bit_string(&raw)] {
                    let point = Point::decode(curve, &given).unwrap();
                    assert_eq!((point.raw(), point.der()), (&raw[..], &octet_string(&raw)[..]), "{curve}");
                    assert_eq!(
                        (point.x(), point.y(), point.is_compressed(), point.is_hybrid()),
                        (None, None, false, false)
                    );
                }
            }
        }
    }
}

/// Bytes that are DER if one believes the first of them: bytes that are DER if one believes the first of them.
#[test]
fn raw_points_that_look_like_der_are_raw() {
    let looks_like = |len: usize, begin: &[u8]| [begin, &vec![0x11; len - begin.len()]].concat();
    for (curve, begin) in [
        (Curve::P256, &[0x04, 0x3f][..]),
        (Curve::P256, &[0x04, 0x20]),
        (Curve::P256, &[0x04, 0x3f, 0x04]),
        (Curve::P521, &[0x04, 0x81, 0x82]),
        (Curve::X25519, &[0x04, 0x1e]),
        (Curve::ED25519, &[0x04, 0x1e]),
        (Curve::X25519, &[0x03, 0x1e, 0x00]),
        (Curve::ED448, &[0x04, 0x37]),
        (Curve::X448, &[0x04, 0x36]),
    ] {
        let raw = looks_like(curve.point_len(), begin);
        assert_eq!(Point::decode(curve, &raw).unwrap().raw(), raw, "{curve} {begin:02x?}");
        assert_eq!(Point::decode(curve, &octet_string(&raw)).unwrap().raw(), raw, "{curve} {begin:02x?}");
    }
}

#[test]
fn no_other_length_is_a_point() {
    for curve in Curve::all() {
        let expected = curve.point_len();
        let (field, wrapped) =
            (curve.field_len(), |len: usize| [octet_string(&vec![4; len]).len(), bit_string(&vec![4; len]).len()]);
        let raw_lengths = match curve.kind() {
            CurveKind::Weierstrass => vec![2 * field + 1, 2 * field, field + 1],
            _ => vec![expected],
        };
        for len in 0..=200 {
            if raw_lengths.contains(&len) || raw_lengths.iter().any(|raw| wrapped(*raw).contains(&len)) {
                continue;
            }
            let wrong = if len == 0 { Empty } else { PointLength { expected } };
            assert_eq!(fault(Point::decode(curve, &vec![5; len])), (wrong, 0), "{curve} {len}");
            let kind = PointLength { expected };
            if len < 0x80 && !raw_lengths.contains(&(len + 2)) {
                assert_eq!(fault(Point::decode(curve, &octet_string(&vec![4; len]))), (kind, 2), "{curve} {len}");
            }
        }
    }
}

#[test]
fn what_is_no_point_on_p256() {
    let wrapped = |begin: &str, len: usize| [hex(begin), vec![0x11; len]].concat();
    let length = || PointLength { expected: 65 };
    let cases = [
        (wrapped("05", 64), PointForm { found: 5 }, 0),
        (wrapped("00", 64), PointForm { found: 0 }, 0),
        (wrapped("02", 64), PointForm { found: 2 }, 0),
        (wrapped("04", 32), PointForm { found: 4 }, 0),
        (wrapped("04 41 05", 64), PointForm { found: 5 }, 2),
        (wrapped("03 42 00 08", 64), PointForm { found: 8 }, 3),
        (wrapped("03 42 01 04", 64), length(), 0),
        (wrapped("04 42 04", 64), length(), 0),
        (wrapped("04 81 41 04", 64), length(), 0),
        (wrapped("30 41 04", 64), length(), 0),
        (wrapped("04 43 04 41 04", 64), length(), 2),
        (wrapped("04 61 04", 96), length(), 2),
        (wrapped("04", 96), length(), 0),
        (vec![0], length(), 0),
        (hex("0400"), length(), 2),
        (hex("0300"), length(), 0),
        (vec![], Empty, 0),
    ];
    for (bytes, kind, position) in cases {
        assert_eq!(fault(Point::decode(Curve::P256, &bytes)), (kind, position), "{bytes:02x?}");
    }
}

#[test]
fn without_a_curve_the_structure_decides_or_nothing() {
    for curve in [Curve::P256, Curve::P384, Curve::P521, Curve::BRAINPOOL_P320R1] {
        let xy = vec![0x55; 2 * curve.field_len()];
        let raw = [&[4], &xy[..]].concat();
        for given in [raw.clone(), octet_string(&raw), bit_string(&raw)] {
            assert_eq!(Point::decode_by_structure(&given).unwrap().raw(), raw, "{curve}");
        }
        assert!(Point::decode_by_structure(&xy).is_err(), "{curve}");
        let compressed = [&[3], &xy[..curve.field_len()]].concat();
        assert_eq!(Point::decode_by_structure(&compressed).unwrap().raw(), compressed);
    }
    // complete DER, but with 31-byte coordinates in it, which no curve has
    let raw = [hex("04 3f 04"), vec![0x11; 62]].concat();
    assert_eq!(Point::decode_by_structure(&raw).unwrap().raw(), raw);
    // 04 and two coordinates of 21 bytes, or an OCTET STRING with a point of 20-byte ones: both are known lengths
    let either = [hex("04 29 04"), vec![0x11; 40]].concat();
    assert_eq!(fault(Point::decode_by_structure(&either)), (AmbiguousPoint, 0));
    assert_eq!(Point::decode(Curve::SECP160R1, &either).unwrap().raw(), &either[2..]);
    assert_eq!(Point::decode(Curve::SECT163K1, &either).unwrap().raw(), either);
    // no curve has coordinates of 100 bytes, but there is no other reading
    let unusual = [vec![4], vec![0x11; 200]].concat();
    assert_eq!(Point::decode_by_structure(&unusual).unwrap().raw(), unusual);
    for (bytes, kind) in [
        (vec![0x55; 32], PointForm { found: 0x55 }),
        (vec![4], PointForm { found: 4 }),
        (vec![2], PointForm { found: 2 }),
        (hex("04 02 04 01"), PointForm { found: 4 }),
        (vec![], Empty),
    ] {
        assert_eq!(fault(Point::decode_by_structure(&bytes)), (kind, 0), "{bytes:02x?}");
    }
}

#[test]
fn debug_is_one_line_of_hex() {
    let point = Point::decode(Curve::SECP112R1, &[0xab; 28]).unwrap();
    assert_eq!(format!("{point:?}"), format!("Point(04{})", "ab".repeat(28)));
}
