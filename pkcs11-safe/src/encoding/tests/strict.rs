//! The reader: what DER is not, at every place where an element can be.

use super::{fault, hex, vector, vectors};
use crate::encoding::ErrorKind::*;
use crate::encoding::ec::PublicKey;
use crate::encoding::{Error, rsa};

#[test]
fn an_error_is_small_and_can_cross_threads() {
    fn crosses<T: Send + Sync + Clone + Eq + std::error::Error + 'static>() {}
    crosses::<Error>();
    assert!(size_of::<Error>() <= 24, "{}", size_of::<Error>());
}

#[test]
fn an_error_says_what_and_where() {
    let error = rsa::PublicKey::from_pkcs1(&hex("3006 020185 020103")).unwrap_err();
    assert_eq!(error.to_string(), "malformed at byte 4: an INTEGER that must not be negative is");
    let error = rsa::PublicKey::from_pkcs1(&hex("3106 020105 020103")).unwrap_err();
    assert_eq!(error.to_string(), "malformed at byte 0: tag 0x31 where 0x30 is expected");
}

/// The length of a tag and a length, and the length of the content.
fn header(der: &[u8]) -> (usize, usize) {
    let count = if der[1] < 0x80 { 0 } else { usize::from(der[1] & 0x7f) };
    let long = der[2..2 + count].iter().fold(0, |len, byte| len << 8 | usize::from(*byte));
    (2 + count, if count == 0 { usize::from(der[1]) } else { long })
}

/// Where elements begin, in a structure whose OCTET STRINGs and BIT STRINGs are not entered.
fn elements(der: &[u8], base: usize, found: &mut Vec<usize>) {
    let mut at = 0;
    while at < der.len() {
        let (begin, len) = header(&der[at..]);
        found.push(base + at);
        if der[at] & 0x20 != 0 {
            elements(&der[at + begin..at + begin + len], base + at + begin, found);
        }
        at += begin + len;
    }
}

/// Rewrites the length of the element at this place in eight bytes, and those around it: everything else stays right.
fn with_longer_length(der: &[u8], target: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < der.len() {
        let (begin, len) = header(&der[at..]);
        let range = at + begin..at + begin + len;
        let content = match target.checked_sub(range.start) {
            Some(inside) if target < range.end => with_longer_length(&der[range.clone()], inside),
            _ => der[range.clone()].to_vec(),
        };
        let bytes = (content.len() as u64).to_be_bytes();
        let needed = bytes.len() - bytes.iter().take_while(|byte| **byte == 0).count();
        out.push(der[at]);
        match u8::try_from(content.len()) {
            _ if at == target => out.extend([&[0x88], &bytes[..]].concat()),
            Ok(short @ ..=0x7f) => out.push(short),
            _ => out.extend([&[0x80 | u8::try_from(needed).unwrap()], &bytes[8 - needed..]].concat()),
        }
        out.extend(content);
        at = range.end;
    }
    out
}

#[test]
fn no_length_may_be_longer_than_it_needs() {
    let mut tried = 0;
    for (name, kind, parse) in [
        ("prime256v1", "spki", super::robust::public as fn(&[u8]) -> Result<Vec<u8>, Error>),
        ("rsa", "spki", super::robust::public),
        ("rsa", "pkcs8", super::robust::private),
        ("prime256v1", "pkcs8", super::robust::private),
        ("prime256v1", "sec1", super::robust::sec1),
        ("ca", "certificate", super::robust::certificate),
    ] {
        let der = vector(name, kind);
        let mut found = Vec::new();
        elements(&der, 0, &mut found);
        for position in found {
            let padded = with_longer_length(&der, position);
            assert!(padded.len() > der.len());
            match parse(&padded) {
                Err(error) => assert_eq!(error.kind(), &NonMinimalLength, "{name} {kind} at {position}"),
                // names, algorithms of signatures and extensions are not entered
                Ok(_) => assert_eq!(kind, "certificate", "{name} at {position}"),
            }
            tried += 1;
        }
    }
    assert!(tried > 50, "{tried}");
}

#[test]
fn lengths_that_cannot_be_allocate_nothing() {
    for length in ["84ffffffff", "847fffffff", "887fffffffffffffff", "88ffffffffffffffff", "83ffffff"] {
        for tag in ["30", "04", "03", "02"] {
            let inner = [tag, length, "00"].concat();
            assert_eq!(fault(PublicKey::from_spki(&hex(&["30", length, "00"].concat()))), (Truncated, 0));
            let outer = [&[0x30, u8::try_from(hex(&inner).len()).unwrap()], &hex(&inner)[..]].concat();
            assert!(PublicKey::from_spki(&outer).is_err());
            assert!(rsa::PublicKey::from_pkcs1(&outer).is_err());
        }
    }
    // tags in several bytes are DER, but none that is expected; endless ones are nothing
    assert_eq!(fault(rsa::PublicKey::from_pkcs1(&hex("bf8101 00"))), (Tag { expected: 0x30, found: 0xbf }, 0));
    assert!(rsa::PublicKey::from_pkcs1(&[0xff; 4096]).is_err());
    assert!(rsa::PublicKey::from_pkcs1(&[0x30; 1 << 20]).is_err());
}

#[test]
fn every_vector_is_of_a_kind_that_is_tested() {
    for (name, kind, bytes) in vectors() {
        assert!(!bytes.is_empty(), "{name}");
        let kinds = [
            "sec1",
            "pkcs8",
            "pkcs8_with_public",
            "spki",
            "spki_compressed",
            "spki_hybrid",
            "ecdsa",
            "pkcs1",
            "public_pkcs1",
            "parameters",
            "certificate",
        ];
        assert!(kinds.contains(&kind), "{name} {kind}");
    }
}
