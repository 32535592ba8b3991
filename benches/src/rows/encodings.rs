//! Conversions that PKCS #11 asks of its callers; cryptoki leaves them to others.

use crate::{Column, Measure, Row};
use pkcs11_safe::encoding::ec::{Curve, Point};
use pkcs11_safe::encoding::ecdsa;
use std::hint::black_box;

const POINT: Row = Row { id: "ec-point", about: "EC point out of its OCTET STRING" };
const TO_DER: Row = Row { id: "ecdsa-to-der", about: "ECDSA signature to DER, into a buffer" };
const FROM_DER: Row = Row { id: "ecdsa-from-der", about: "ECDSA signature from DER, into a buffer" };

pub(super) fn all(measure: &mut impl Measure) {
    let mut point = [0x55; 67];
    (point[0], point[1], point[2]) = (0x04, 0x41, 0x04);
    measure.column(&POINT, Column::Hand, || {
        let point = black_box(&point);
        assert!(point[0] == 0x04 && usize::from(point[1]) == point.len() - 2 && point[2] == 0x04);
        black_box(point[2..].to_vec());
    });
    measure.column(&POINT, Column::Safe, || {
        black_box(Point::decode(Curve::P256, black_box(&point)).expect("a point"));
    });

    let mut raw = [0x91; 64];
    raw[32] = 0x11;
    let mut der = [0; 80];
    measure.column(&TO_DER, Column::Hand, || {
        black_box(to_der(black_box(&raw), &mut der));
    });
    measure.column(&TO_DER, Column::Safe, || {
        black_box(ecdsa::to_der_into(black_box(&raw), &mut der).expect("a signature"));
    });
    let length = to_der(&raw, &mut der);
    let mut back = [0; 64];
    assert!(from_der(&der[..length], &mut back).is_some() && back == raw, "by hand and back");
    measure.column(&FROM_DER, Column::Hand, || {
        assert!(from_der(black_box(&der[..length]), &mut back).is_some());
        black_box(&back);
    });
    measure.column(&FROM_DER, Column::Safe, || {
        black_box(ecdsa::from_der_into(black_box(&der[..length]), 32, &mut back).expect("a signature"));
    });
}

/// r and s of 32 bytes each as two INTEGERs in a SEQUENCE: short enough for lengths of a byte.
#[allow(clippy::cast_possible_truncation, reason = "no length is above 70")]
fn to_der(raw: &[u8; 64], der: &mut [u8; 80]) -> usize {
    let mut at = 2;
    for half in raw.chunks_exact(32) {
        let zeros = half.iter().take(31).take_while(|byte| **byte == 0).count();
        let (digits, sign) = (&half[zeros..], usize::from(half[zeros] >= 0x80));
        (der[at], der[at + 1], der[at + 2]) = (0x02, (digits.len() + sign) as u8, 0);
        der[at + 2 + sign..][..digits.len()].copy_from_slice(digits);
        at += 2 + sign + digits.len();
    }
    (der[0], der[1]) = (0x30, (at - 2) as u8);
    at
}

fn from_der(der: &[u8], raw: &mut [u8; 64]) -> Option<()> {
    let [0x30, length, rest @ ..] = der else { return None };
    let mut rest = rest;
    if usize::from(*length) != rest.len() {
        return None;
    }
    for half in raw.chunks_exact_mut(32) {
        let [0x02, length, after @ ..] = rest else { return None };
        let (digits, next) = after.split_at_checked(usize::from(*length))?;
        let digits = digits.strip_prefix(&[0]).unwrap_or(digits);
        let (zeros, low) = half.split_at_mut_checked(32_usize.checked_sub(digits.len())?)?;
        zeros.fill(0);
        low.copy_from_slice(digits);
        rest = next;
    }
    rest.is_empty().then_some(())
}
