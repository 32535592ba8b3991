//! Certificates, made by hand of arbitrary parts.

use super::der::{bits, damage, damaged, element, integer, oid, positive, sequence};
use super::keys::{assert_sound, ec_key};
use crate::inputs::bytes;
use crate::run::property;
use pkcs11_safe::attribute::Date;
use pkcs11_safe::encoding::PublicKey;
use pkcs11_safe::encoding::ec;
use pkcs11_safe::encoding::x509::Certificate;
use proptest::prelude::*;

/// A certificate and what it is made of.
#[derive(Clone, Debug)]
struct Made {
    der: Vec<u8>,
    serial: Vec<u8>,
    issuer: Vec<u8>,
    subject: Vec<u8>,
    spki: Vec<u8>,
    point: Vec<u8>,
    validity: [Date; 2],
}

/// A time, as the standard writes its year.
fn time(date: Date, seconds: u32) -> Vec<u8> {
    let rest = format!("{:02}{:02}", date.month(), date.day());
    let clock = format!("{:02}{:02}{:02}Z", seconds / 3600, seconds / 60 % 60, seconds % 60);
    match date.year() {
        year @ 1950..=2049 => element(0x17, format!("{:02}{rest}{clock}", year % 100).as_bytes()),
        year => element(0x18, format!("{year:04}{rest}{clock}").as_bytes()),
    }
}

fn date() -> impl Strategy<Value = Date> {
    prop_oneof![1950..2050_u16, 0..=9999_u16]
        .prop_flat_map(|year| (Just(year), 1..=12_u8, 1..=28_u8))
        .prop_map(|(year, month, day)| Date::new(year, month, day).expect("is a date"))
}

fn name() -> impl Strategy<Value = Vec<u8>> {
    bytes().prop_map(|text| {
        let attribute = sequence(&[&oid("2.5.4.3"), &element(0x0c, &text)]);
        sequence(&[&element(0x31, &attribute)])
    })
}

fn made() -> impl Strategy<Value = Made> {
    let names = (name(), name());
    let validity = ([date(), date()], 0..86_400_u32);
    let extensions = proptest::option::of(bytes());
    (positive(0..20), names, validity, ec_key(), extensions, bytes()).prop_map(
        |(serial, (issuer, subject), ([from, to], clock), (curve, point, _), extensions, signature)| {
            let algorithm = sequence(&[&oid("1.2.840.10045.4.3.2")]);
            let (serial, spki) = (integer(&serial), {
                let key = ec::PublicKey::from_attributes(curve.params(), &point).expect("is a key");
                key.to_spki()
            });
            let extensions = extensions.map(|value| {
                let extension = sequence(&[&oid("1.3.6.1.4.1.1"), &element(4, &value)]);
                element(0xa3, &sequence(&[&extension]))
            });
            let version = if extensions.is_some() { element(0xa0, &integer(&[2])) } else { Vec::new() };
            let validity = sequence(&[&time(from, clock), &time(to, clock)]);
            let signed = [&version, &serial, &algorithm, &issuer, &validity, &subject, &spki].map(Vec::as_slice);
            let signed = element(0x30, &[&signed.concat()[..], &extensions.unwrap_or_default()].concat());
            let der = sequence(&[&signed, &algorithm, &bits(&signature)]);
            Made { der, serial, issuer, subject, spki, point, validity: [from, to] }
        },
    )
}

#[test]
fn the_parts_of_a_certificate_are_found() {
    property(256, made(), |made| {
        let certificate = Certificate::parse(&made.der).expect("is a certificate");
        assert_eq!(certificate.der(), made.der);
        assert_eq!(certificate.serial_number(), made.serial);
        assert_eq!(certificate.issuer(), made.issuer);
        assert_eq!(certificate.subject(), made.subject);
        assert_eq!(certificate.spki(), made.spki);
        assert_eq!([certificate.not_before(), certificate.not_after()], made.validity);
        assert_eq!(certificate.subject_public_key(), made.point);
        match certificate.public_key().expect("is a key") {
            PublicKey::Ec(key) => assert_eq!(key.point().raw(), made.point),
            other => panic!("{other:?}"),
        }
    });
}

#[test]
fn a_damaged_certificate_is_read_as_it_is_or_not_at_all() {
    property(512, (made(), damage()), |(made, damage)| {
        let der = damaged(&made.der, &damage);
        assert_sound(&der);
        if let Ok(certificate) = Certificate::parse(&der) {
            if let Err(error) = certificate.public_key() {
                assert!(error.position() <= der.len());
            }
            let hashes = certificate.key_hashes(None, |key| [u8::try_from(key.len() % 251).expect("is small"); 20]);
            assert_eq!(usize::from(hashes.subject[0]), certificate.subject_public_key().len() % 251);
        }
    });
}
