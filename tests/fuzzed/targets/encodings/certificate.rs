//! Certificates: where their parts are, and the key in them.

use super::{exact, placed, stands_in};
use pkcs11_safe::encoding::PublicKey;
use pkcs11_safe::encoding::x509::Certificate;

pub(super) fn certificate(input: &[u8]) {
    let Some(certificate) = exact(input, Certificate::parse, |certificate| certificate.der().to_vec()) else { return };
    let parts = [certificate.subject(), certificate.issuer(), certificate.serial_number(), certificate.spki()];
    assert!(parts.iter().all(|part| part.len() >= 2 && stands_in(input, part)));
    assert!(stands_in(certificate.spki(), certificate.subject_public_key()));
    match certificate.public_key() {
        Ok(key) => assert_eq!(PublicKey::from_spki(certificate.spki()), Ok(key)),
        Err(error) => {
            placed(&error, input.len());
            // The position counts from the beginning of the certificate, not of the key in it.
            let own = PublicKey::from_spki(certificate.spki()).expect_err("the same bytes decode elsewhere");
            let start = certificate.spki().as_ptr().addr() - certificate.der().as_ptr().addr();
            assert_eq!((own.kind(), own.position() + start), (error.kind(), error.position()));
        }
    }
    let length = |key: &[u8]| {
        let [high, low] = u16::try_from(key.len()).unwrap_or(u16::MAX).to_be_bytes();
        let mut hash = [0; 20];
        (hash[0], hash[1]) = (high, low);
        hash
    };
    let own = certificate.key_hashes(None, length);
    assert_eq!(own.subject, length(certificate.subject_public_key()));
    let issued = certificate.key_hashes(Some(&certificate), length);
    assert_eq!(issued.issuer.is_some(), certificate.subject() == certificate.issuer());
    assert!(own.issuer.is_none() || own.issuer == issued.issuer);
    assert!(own.template().len() <= 2 && certificate.template().len() == 6);
    for date in [certificate.not_before(), certificate.not_after()] {
        assert!((1..=12).contains(&date.month()) && (1..=31).contains(&date.day()));
    }
}
