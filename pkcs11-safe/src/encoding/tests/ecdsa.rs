//! Signatures.

use super::{fault, hex, vectors};
use crate::encoding::ErrorKind::*;
use crate::encoding::ec::Curve;
use crate::encoding::ecdsa::*;
use std::borrow::Cow;

/// RFC 6979, A.2.5 and A.2.7: curve, r, s, and what DER they make.
fn rfc6979() -> [(Curve, Vec<u8>, &'static str); 2] {
    let p256 = "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716
                F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8";
    let p521 = "00C328FAFCBD79DD77850370C46325D987CB525569FB63C5D3BC53950E6D4C5F174E25A1EE9017B5D450606ADD152B534931D7D4E8455CC91F9B15BF05EC36E377FA
                00617CCE7CF5064806C467F678D3B4080D6F1CC50AF26CA209417308281B68AF282623EAA63E5B5C0723D8B8C37FF0777B1A20F8CCB1DCCC43997F1EE0E44DA4A67A";
    [(Curve::P256, hex(p256), "3046022100EFD4"), (Curve::P521, hex(p521), "308187024200C328")]
}

#[test]
fn the_signatures_of_rfc_6979_both_ways() {
    for (curve, raw, begins) in rfc6979() {
        assert_eq!(raw.len(), 2 * curve.order_len());
        let der = to_der(&raw).unwrap();
        assert!(der.starts_with(&hex(begins)), "{der:02x?}");
        assert_eq!(from_der(&der, curve.order_len()).unwrap(), raw);
    }
}

#[test]
fn the_signatures_of_openssl_both_ways() {
    let mut count = 0;
    for (name, _, der) in vectors().filter(|vector| vector.1 == "ecdsa") {
        let order_len = Curve::from_name(name).unwrap().order_len();
        let raw = from_der(&der, order_len).unwrap();
        assert_eq!(raw.len(), 2 * order_len);
        assert_eq!(to_der(&raw).unwrap(), der);
        count += 1;
    }
    assert_eq!(count, 12);
}

#[test]
fn numbers_are_padded_and_stripped() {
    let cases = [
        ("0000", "3006 020100 020100"),
        ("0001", "3006 020100 020101"),
        ("7f80", "3007 02017f 02020080"),
        ("0080 ff00", "3009 02020080 0203 00ff00"),
        ("000000 000001", "3006 020100 020101"),
    ];
    for (raw, der) in cases {
        let (raw, der) = (hex(raw), hex(der));
        assert_eq!(to_der(&raw).unwrap(), der);
        assert_eq!(from_der(&der, raw.len() / 2).unwrap(), raw);
    }
    let small = from_der(&hex("3006 020101 020102"), 66).unwrap();
    assert_eq!(small.len(), 132);
    assert_eq!((small[65], small[131], small.iter().filter(|byte| **byte != 0).count()), (1, 2, 2));
}

#[test]
fn long_numbers_get_long_lengths() {
    for len in [61, 62, 63, 64, 125, 126, 127, 128, 300, 70_000] {
        let raw = vec![0x81; 2 * len];
        let der = to_der(&raw).unwrap();
        let mut buffer = vec![0xaa; raw.len() + 32];
        let used = to_der_into(&raw, &mut buffer).unwrap();
        assert_eq!(buffer[..used], der);
        if len <= 0xffff {
            assert_eq!(from_der(&der, len).unwrap(), raw);
        }
    }
}

#[test]
fn the_callers_buffer_is_filled_as_far_as_needed() {
    for (curve, raw, _) in rfc6979() {
        let der = to_der(&raw).unwrap();
        assert!(der.len() <= raw.len() + 9);
        let mut buffer = [0xaa; 200];
        assert_eq!(to_der_into(&raw, &mut buffer).unwrap(), der.len());
        assert_eq!(buffer[..der.len()], der);
        assert!(buffer[der.len()..].iter().all(|byte| *byte == 0xaa));
        assert_eq!(from_der_into(&der, curve.order_len(), &mut buffer).unwrap(), raw.len());
        assert_eq!(buffer[..raw.len()], raw);

        let short = fault(to_der_into(&raw, &mut buffer[..der.len() - 1]));
        assert_eq!(short, (BufferTooSmall { needed: der.len() }, 0));
        let short = fault(from_der_into(&der, curve.order_len(), &mut buffer[..raw.len() - 1]));
        assert_eq!(short, (BufferTooSmall { needed: raw.len() }, 0));
    }
    let mut buffer = [0xaa; 16];
    assert_eq!(to_der_into(&[0, 0, 0, 0], &mut buffer), Ok(8));
    assert_eq!(buffer[..8], [0x30, 6, 2, 1, 0, 2, 1, 0]);
    assert_eq!(from_der_into(&[0x30, 6, 2, 1, 0, 2, 1, 5], 4, &mut buffer), Ok(8));
    assert_eq!(buffer[..8], [0, 0, 0, 0, 0, 0, 0, 5]);
}

#[test]
fn what_a_token_returned_is_told_apart_by_its_length() {
    for (curve, raw, _) in rfc6979() {
        let der = to_der(&raw).unwrap();
        assert!(matches!(normalize(&raw, curve.order_len()), Ok(Cow::Borrowed(same)) if same == raw));
        assert!(matches!(normalize(&der, curve.order_len()), Ok(Cow::Owned(same)) if same == raw));
    }
    // 64 bytes are raw for P-256, even if they are DER from beginning to end
    let der = [hex("303e 021d"), vec![1; 29], hex("021d"), vec![2; 29]].concat();
    assert_eq!(from_der(&der, 32).unwrap().len(), 64);
    assert_eq!(normalize(&der, 32).unwrap(), der);
    assert_eq!(fault(normalize(&[0x55; 63], 32)), (Tag { expected: 0x30, found: 0x55 }, 0));
    assert_eq!(fault(normalize(&[], 32)), (Empty, 0));
}

#[test]
fn what_is_no_raw_signature() {
    assert_eq!(fault(to_der(&[])), (Empty, 0));
    assert_eq!(fault(to_der(&[1, 2, 3])), (OddLength { len: 3 }, 0));
    assert_eq!(fault(to_der_into(&[1], &mut [0; 9])), (OddLength { len: 1 }, 0));
}

#[test]
fn what_is_no_der_signature() {
    let cases = [
        ("", Empty, 0),
        ("30", Truncated, 0),
        ("3006 020101 0201", Truncated, 0),
        ("3005 020101 0201", Truncated, 5),
        ("3003 020101", Missing { expected: 2 }, 5),
        ("3000", Missing { expected: 2 }, 2),
        ("3106 020101 020101", Tag { expected: 0x30, found: 0x31 }, 0),
        ("3006 030101 020101", Tag { expected: 2, found: 3 }, 2),
        ("3006 020101 020101 00", Trailing, 8),
        ("3008 020101 020101 0500", Trailing, 8),
        ("3009 020101 020101 020101", Trailing, 8),
        ("3006 020181 020101", Negative, 4),
        ("3006 020101 0201ff", Negative, 7),
        ("3007 02020001 020101", NonMinimalInteger, 4),
        ("3007 0202ff81 020101", NonMinimalInteger, 4),
        ("3007 020101 02020000", NonMinimalInteger, 7),
        ("3005 0200 020101", NonMinimalInteger, 4),
        ("308106 020101 020101", NonMinimalLength, 0),
        ("3007 02810101 020101", NonMinimalLength, 2),
        ("308200 06 020101 020101", NonMinimalLength, 0),
        ("3080 020101 020101 0000", IndefiniteLength, 0),
        ("30ff 020101", Header, 0),
        ("3089 010000000000000000", Header, 0),
        ("3088 ffffffffffffffff 020101", Truncated, 0),
        ("2d2d2d2d2d424547494e", Pem, 0),
        ("3008 0203 010000 020101", TooLong { max: 2 }, 4),
        ("300a 0202 7fff 0204 00ffffff", TooLong { max: 2 }, 8),
    ];
    for (der, kind, position) in cases {
        assert_eq!(fault(from_der(&hex(der), 2)), (kind, position), "{der}");
    }
    let der = hex("3006 020101 020101");
    assert_eq!(fault(from_der(&der, 0)), (OrderLength { len: 0 }, 0));
    assert_eq!(fault(from_der(&der, usize::MAX)), (OrderLength { len: usize::MAX }, 0));
    assert_eq!(fault(normalize(&der, usize::MAX)), (OrderLength { len: usize::MAX }, 0));
}
