//! Certificates.

use super::{fault, hex, vector, vectors};
use crate::attribute::Date;
use crate::encoding::ErrorKind::*;
use crate::encoding::PublicKey;
use crate::encoding::ec::Curve;
use crate::encoding::x509::Certificate;

fn certificate(name: &str) -> Certificate {
    Certificate::parse(&vector(name, "certificate")).unwrap()
}

/// SHA-1 (FIPS 180-4), to compare with the key identifiers that OpenSSL computed.
fn sha1(message: &[u8]) -> [u8; 20] {
    let mut padded = message.to_vec();
    padded.push(0x80);
    padded.resize(padded.len().next_multiple_of(64) + if padded.len() % 64 > 56 { 64 } else { 0 } - 8, 0);
    padded.extend((message.len() as u64 * 8).to_be_bytes());
    let mut state = [0x6745_2301_u32, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
    for block in padded.chunks_exact(64) {
        let mut words: Vec<_> =
            block.chunks_exact(4).map(|word| u32::from_be_bytes(word.try_into().unwrap())).collect();
        for t in 16..80 {
            words.push((words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16]).rotate_left(1));
        }
        let [mut a, mut b, mut c, mut d, mut e] = state;
        for (t, word) in words.iter().enumerate() {
            let (f, k) = match t {
                0..20 => ((b & c) | (!b & d), 0x5a82_7999_u32),
                20..40 => (b ^ c ^ d, 0x6ed9_eba1),
                40..60 => ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6),
            };
            let next = a.rotate_left(5).wrapping_add(f).wrapping_add(e).wrapping_add(k).wrapping_add(*word);
            (a, b, c, d, e) = (next, a, b.rotate_left(30), c, d);
        }
        for (sum, part) in state.iter_mut().zip([a, b, c, d, e]) {
            *sum = sum.wrapping_add(part);
        }
    }
    let mut hash = [0; 20];
    hash.chunks_exact_mut(4).zip(state).for_each(|(place, word)| place.copy_from_slice(&word.to_be_bytes()));
    hash
}

#[test]
fn the_parts_of_a_certificate_of_openssl() {
    let ca = certificate("ca");
    assert_eq!(ca.der(), vector("ca", "certificate"));
    assert_eq!(ca.subject(), hex("300d 310b 3009 0603550403 0c02 4341"));
    assert_eq!(ca.issuer(), ca.subject());
    assert_eq!(ca.serial_number(), hex("0214 691ABC781ED5195E2D83AA683410C09AA0A9FEA3"));
    assert_eq!(Some(ca.not_before()), Date::new(2026, 11, 23));
    assert_eq!(Some(ca.not_after()), Date::new(2081, 8, 26));
    let PublicKey::Ec(key) = ca.public_key().unwrap() else { panic!() };
    assert_eq!((key.curve(), key.to_spki()), (Some(Curve::P256), ca.spki().to_vec()));
    assert_eq!(ca.subject_public_key(), key.point().raw());
}

#[test]
fn serial_numbers_are_kept_as_they_are() {
    assert_eq!(certificate("ed25519").serial_number(), hex("0209 0080ffeeddccbbaa99"));
    assert_eq!(certificate("dsa1024").serial_number(), hex("0201 fb"));
    assert_eq!(certificate("rsa1024").serial_number(), hex("0201 01"));
}

#[test]
fn the_keys_in_certificates() {
    let key = |name: &str| certificate(name).public_key().unwrap();
    assert!(matches!(key("rsa1024"), PublicKey::Rsa(key) if key.to_spki() == vector("rsa", "spki")));
    assert!(matches!(key("dsa1024"), PublicKey::Dsa(key) if key.to_spki() == vector("dsa", "spki")));
    assert!(matches!(key("ed25519"), PublicKey::Ec(key) if key.curve() == Some(Curve::ED25519)));
    assert!(matches!(key("rollover"), PublicKey::Ec(key) if key.curve() == Some(Curve::P384)));
    let pss = certificate("pss");
    let PublicKey::Other { algorithm, spki, .. } = pss.public_key().unwrap() else { panic!() };
    assert_eq!((algorithm, &spki[..]), (hex("06092a864886f70d01010a"), pss.spki()));
}

/// RFC 8410, 10.2; its point is that of RFC 7748, 6.1.
#[test]
fn the_certificate_of_rfc_8410() {
    let certificate = certificate("rfc8410_x25519");
    let point = hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
    assert_eq!(certificate.subject_public_key(), point);
    assert_eq!(certificate.serial_number(), hex("0208 5601474a2a8dc330"));
    assert_eq!(Some(certificate.not_before()), Date::new(2016, 8, 1));
    assert_eq!(Some(certificate.not_after()), Date::new(2040, 12, 31));
    assert!(matches!(certificate.public_key().unwrap(), PublicKey::Ec(key) if key.curve() == Some(Curve::X25519)));
    // its extensions are no DER (they write out a default): nothing is known of the issuer's key, which is another
    assert_eq!(certificate.key_hashes(None, sha1).issuer, None);
}

#[test]
fn hashes_are_those_of_the_key_alone() {
    let ca_hash: [u8; 20] = hex("537336AA1907B1C20401CF5DB51D7BB618CC20CE").try_into().unwrap();
    let (ca, leaf, rollover) = (certificate("ca"), certificate("ed25519"), certificate("rollover"));
    let hashes = ca.key_hashes(None, sha1);
    assert_eq!((hashes.subject, hashes.issuer), (ca_hash, Some(ca_hash)));
    assert_eq!(ca.key_hashes(Some(&ca), sha1), hashes);

    let hashes = leaf.key_hashes(Some(&ca), sha1);
    assert_eq!(hashes.subject.to_vec(), hex("2170D22DCFE21C3562B7865FDC6F4586B08A7E96"));
    assert_eq!(hashes.issuer, Some(ca_hash));
    assert_eq!(leaf.key_hashes(None, sha1).issuer, None);
    assert_eq!(leaf.key_hashes(Some(&leaf), sha1).issuer, None, "not the issuer");

    // issued by its own subject, with its former key
    assert_eq!(rollover.subject(), rollover.issuer());
    assert_eq!(rollover.key_hashes(None, sha1).issuer, None);
    assert_eq!(rollover.key_hashes(Some(&ca), sha1).issuer, Some(ca_hash));
}

/// A certificate with this validity, and the position of the validity's content.
fn with_validity(validity: &str) -> (Vec<u8>, usize) {
    built(&["0201 05", "3000", "3000", &sequence(validity), "3000", SPKI])
}

const SPKI: &str = "302a 3005 06032b6570 0321 00 1111111111111111111111111111111111111111111111111111111111111111";
const VALIDITY: &str = "301e 170d 3236303130323033303430355a 170d 3439313233313233353935395a";

fn sequence(content: &str) -> String {
    let content = hex(content);
    let digits: String = content.iter().map(|byte| format!("{byte:02x}")).collect();
    match content.len() {
        len @ ..0x80 => format!("30{len:02x}{digits}"),
        len => format!("3081{len:02x}{digits}"),
    }
}

/// A certificate of these parts, and where the fourth of them has its content.
fn built(parts: &[&str]) -> (Vec<u8>, usize) {
    let tbs = sequence(&parts.concat());
    let der = hex(&sequence(&[&tbs, "3000", "0301 00"].concat()));
    let parts_len: usize = parts.iter().map(|part| hex(part).len()).sum();
    let before: usize = parts[..3].iter().map(|part| hex(part).len()).sum();
    let at = der.len() - 2 - 3 - parts_len + before + 2;
    (der, at)
}

fn utc(digits: &str) -> String {
    time(0x17, digits)
}

fn time(tag: u8, digits: &str) -> String {
    let bytes: String = digits.bytes().map(|digit| format!("{digit:02x}")).collect();
    format!("{tag:02x}{:02x}{bytes}", digits.len())
}

#[test]
fn dates_in_both_forms() {
    let general = |digits: &str| time(0x18, digits);
    let rows = [
        (utc("500101000000Z"), (1950, 1, 1)),
        (utc("491231235959Z"), (2049, 12, 31)),
        (utc("991231235959Z"), (1999, 12, 31)),
        (utc("000229000000Z"), (2000, 2, 29)),
        (general("20500101000000Z"), (2050, 1, 1)),
        (general("99991231235959Z"), (9999, 12, 31)),
        (general("19000228000000Z"), (1900, 2, 28)),
        (general("20240229000000Z"), (2024, 2, 29)),
    ];
    for (time, (year, month, day)) in rows {
        let (der, _) = with_validity(&[utc("260102030405Z"), time].concat());
        let certificate = Certificate::parse(&der).unwrap();
        assert_eq!(Some(certificate.not_before()), Date::new(2026, 1, 2));
        assert_eq!(Some(certificate.not_after()), Date::new(year, month, day));
    }
}

#[test]
fn what_is_no_time() {
    let general = |digits: &str| time(0x18, digits);
    let malformed = [
        utc("2601020304Z"),
        utc("260102030405"),
        utc("260102030405z"),
        utc("260102030405+0000"),
        utc("26010203040AZ"),
        utc("260002030405Z"),
        utc("261302030405Z"),
        utc("260100030405Z"),
        utc("260132030405Z"),
        utc("260431030405Z"),
        utc("260229030405Z"),
        utc("260102240405Z"),
        utc("260102036005Z"),
        utc("260102030460Z"),
        utc("20260102030405Z"),
        utc(""),
        general("260102030405Z"),
        general("19000229000000Z"),
        general("20260102030405.5Z"),
        general("202601020304Z"),
        general("-0260102030405Z"),
    ];
    for time in malformed {
        let (der, at) = with_validity(&[&time[..], &utc("260102030405Z")].concat());
        assert_eq!(fault(Certificate::parse(&der)), (Time, at + 2), "{time}");
    }
    let (der, at) = with_validity(&utc("260102030405Z"));
    assert_eq!(fault(Certificate::parse(&der)), (Missing { expected: 0x17 }, at + 15));
    let (der, at) = with_validity("0500");
    assert_eq!(fault(Certificate::parse(&der)), (Tag { expected: 0x17, found: 5 }, at));
    let three = utc("260102030405Z").repeat(3);
    let (der, at) = with_validity(&three);
    assert_eq!(fault(Certificate::parse(&der)), (Trailing, at + 30));
}

#[test]
fn versions_and_what_they_may_have() {
    let base = ["0201 05", "3000", "3000", VALIDITY, "3000", SPKI];
    let with = |version: &str, added: &str| {
        let mut parts = base.to_vec();
        parts.insert(0, version);
        parts.push(added);
        Certificate::parse(&built(&parts).0)
    };
    let (v1, v2, v3) = ("", "a003 020101", "a003 020102");
    let (id, extensions) = ("8102 0011", "a304 3002 3000");
    for (version, added) in [(v1, ""), (v2, ""), (v2, id), (v3, ""), (v3, id), (v3, extensions)] {
        assert!(with(version, added).is_ok(), "{version} {added}");
    }
    for (version, added) in [(v1, id), (v1, extensions), (v2, extensions)] {
        assert_eq!(fault(with(version, added)).0, Version, "{version} {added}");
    }
    for (version, kind) in [
        ("a003 020100", Version),
        ("a003 020103", Version),
        ("a003 0201ff", Negative),
        ("a004 02020001", NonMinimalInteger),
    ] {
        assert_eq!(fault(with(version, "")), (kind, 8), "{version}");
    }
    for (added, kind) in [
        ("0500", Trailing),
        ("a302 3000 8102 0011", Trailing),
        ("a300", Missing { expected: 0x30 }),
        ("a302 0500", Tag { expected: 0x30, found: 5 }),
    ] {
        assert_eq!(fault(with(v3, added)).0, kind, "{added}");
    }
}

#[test]
fn what_is_no_certificate() {
    let good = vector("ca", "certificate");
    assert_eq!(fault(Certificate::parse(&[])), (Empty, 0));
    assert_eq!(fault(Certificate::parse(b"-----BEGIN CERTIFICATE-----")), (Pem, 0));
    assert_eq!(fault(Certificate::parse(&[&good[..], &[0]].concat())), (Trailing, good.len()));
    assert_eq!(fault(Certificate::parse(&vector("prime256v1", "spki"))), (Tag { expected: 0x30, found: 3 }, 23));
    assert_eq!(fault(Certificate::parse(&hex("3080 0000"))), (IndefiniteLength, 0));
    let (der, at) = built(&["0202 0005", "3000", "3000", VALIDITY, "3000", SPKI]);
    assert_eq!(fault(Certificate::parse(&der)), (NonMinimalInteger, at - 2 - 4 - 2));
    let (der, at) = built(&["0201 05", "3000", "3100", VALIDITY, "3000", SPKI]);
    assert_eq!(fault(Certificate::parse(&der)), (Tag { expected: 0x30, found: 0x31 }, at - 4));
}

/// The position of an error in the key counts from the beginning of the certificate.
#[test]
fn a_malformed_key_in_a_good_certificate() {
    let (mut der, _) = built(&["0201 05", "3000", "3000", VALIDITY, "3000", SPKI]);
    let at = der.len() - 2 - 3 - 33;
    assert_eq!(der[at - 2..=at], [0x03, 0x21, 0x00]);
    assert!(Certificate::parse(&der).unwrap().public_key().is_ok());
    der[at - 3] = 0x72;
    assert!(matches!(Certificate::parse(&der).unwrap().public_key().unwrap(), PublicKey::Other { .. }));
    let spki = "3029 3005 06032b6570 0320 00 11111111111111111111111111111111111111111111111111111111111111";
    let (der, _) = built(&["0201 05", "3000", "3000", VALIDITY, "3000", spki]);
    let at = der.len() - 2 - 3 - 31;
    assert_eq!(fault(Certificate::parse(&der).unwrap().public_key()), (PointLength { expected: 32 }, at));
}

#[test]
fn debug_shows_sizes_and_dates() {
    let shown = format!("{:?}", certificate("ca"));
    assert_eq!(shown, "Certificate { bytes: 373, not_before: 2026-11-23, not_after: 2081-08-26, .. }");
}

#[test]
fn every_certificate_keeps_its_parts_in_order() {
    for (name, _, der) in vectors().filter(|vector| vector.1 == "certificate") {
        let certificate = Certificate::parse(&der).unwrap();
        let parts = [certificate.serial_number(), certificate.issuer(), certificate.subject(), certificate.spki()];
        let mut rest = &der[..];
        for part in parts {
            let at = rest.windows(part.len()).position(|window| window == part).expect(name);
            rest = &rest[at + part.len()..];
        }
    }
}
