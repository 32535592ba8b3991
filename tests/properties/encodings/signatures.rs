//! ECDSA and DSA signatures: raw and DER, both ways.

use super::der::{damage, damaged, integer, noise, sequence, sound};
use crate::run::property;
use pkcs11_safe::encoding::{ErrorKind, ecdsa};
use proptest::collection::vec;
use proptest::prelude::*;

/// r and s of so many bytes.
fn halves() -> impl Strategy<Value = (usize, Vec<u8>)> {
    let length = prop_oneof![1..80_usize, prop::sample::select(vec![20, 28, 32, 48, 63, 64, 65, 66, 127, 128, 200])];
    length.prop_flat_map(|length| {
        let any_byte = vec(any::<u8>(), 2 * length);
        // Zeros in front, and the highest bit: what DER leaves out and puts before.
        let edges = vec(prop::sample::select(vec![0, 0, 0, 1, 0x7f, 0x80, 0xff]), 2 * length);
        (Just(length), prop_oneof![any_byte, edges])
    })
}

#[test]
fn raw_and_der_are_one() {
    property(1024, halves(), |(length, raw)| {
        let (r, s) = raw.split_at(length);
        let der = ecdsa::to_der(&raw).expect("has halves");
        assert_eq!(der, sequence(&[&integer(r), &integer(s)]));
        assert_eq!(ecdsa::from_der(&der, length).as_ref(), Ok(&raw));
        // Enough for every curve there is; orders that are longer need longer lengths.
        let room = if length <= 72 { 9 } else { 16 };
        let mut buffer = vec![0xee; 2 * length + room];
        let written = ecdsa::to_der_into(&raw, &mut buffer).expect("is large enough");
        assert_eq!(buffer[..written], der);
        let short = ecdsa::to_der_into(&raw, &mut buffer[..der.len() - 1]).expect_err("is too small");
        assert_eq!(*short.kind(), ErrorKind::BufferTooSmall { needed: der.len() });
        let written = ecdsa::from_der_into(&der, length, &mut buffer).expect("is large enough");
        assert_eq!(buffer[..written], raw);
        // The length decides: a DER signature that is as long as a raw one is raw.
        let normal = ecdsa::normalize(&der, length).expect("is one of both");
        assert_eq!(&*normal, if der.len() == raw.len() { &der } else { &raw });
        assert_eq!(*ecdsa::normalize(&raw, length).expect("is raw"), raw);
    });
}

#[test]
fn longer_numbers_than_the_order_are_refused_and_shorter_ones_padded() {
    property(512, (halves(), 1..100_usize), |((length, raw), order)| {
        let der = ecdsa::to_der(&raw).expect("has halves");
        let used = |number: &[u8]| number.len() - number.iter().take_while(|byte| **byte == 0).count();
        let (r, s) = raw.split_at(length);
        match ecdsa::from_der(&der, order) {
            Ok(padded) => {
                assert!(used(r) <= order && used(s) <= order);
                assert_eq!(padded.len(), 2 * order);
                assert_eq!(ecdsa::to_der(&padded), Ok(der));
            }
            Err(error) => {
                assert!(used(r) > order || used(s) > order, "{error}");
                assert_eq!(*error.kind(), ErrorKind::TooLong { max: order });
                assert!(error.position() < der.len());
            }
        }
    });
}

#[test]
fn damaged_signatures_are_read_as_they_are_or_not_at_all() {
    property(1024, (halves(), damage(), noise(), 0..80_usize), |((length, raw), damage, noise, order)| {
        let der = damaged(&ecdsa::to_der(&raw).expect("has halves"), &damage);
        for (input, order) in [(&der, length), (&noise, order), (&der, order)] {
            if let Some(raw) = sound(input, ecdsa::from_der(input, order)) {
                assert_eq!(ecdsa::to_der(&raw).as_ref(), Ok(input));
            }
            let _ = sound(input, ecdsa::normalize(input, order));
            let _ = sound(input, ecdsa::to_der(input));
        }
    });
}
