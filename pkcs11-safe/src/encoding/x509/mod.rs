//! X.509 certificates (RFC 5280 4.1; PKCS #11 4.6.3): what the attributes of a certificate object need.
//!
//! ```
//! # fn import(der: &[u8]) -> Result<(), pkcs11_safe::encoding::Error> {
//! use pkcs11_safe::encoding::x509::Certificate;
//!
//! let certificate = Certificate::parse(der)?;
//! println!("valid until {}", certificate.not_after());
//! let mut template = certificate.template();              // for `session.create`
//! template.extend(certificate.validity_template());
//! let key = certificate.public_key()?;                    // the key in it, decoded
//! # Ok(())
//! # }
//! ```

mod extensions;
mod hash;
mod time;

pub use hash::KeyHashes;

use super::PublicKey;
use super::algorithm::KeyInfo;
use super::reader::{Element, Reader, tag};
use crate::attribute::Date;
use crate::error::encoding::{ErrorKind, Result};
use core::fmt;
use core::ops::Range;

/// A certificate: its DER, and where in it the parts are that PKCS #11 has attributes for.
///
/// Neither the signature nor the validity is checked.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Certificate {
    der: Vec<u8>,
    serial_number: Range<usize>,
    issuer: Range<usize>,
    subject: Range<usize>,
    spki: Range<usize>,
    key: Range<usize>,
    extensions: Option<Range<usize>>,
    not_before: Date,
    not_after: Date,
}

const VERSION: u8 = tag::constructed(0);
const UNIQUE_IDS: [u8; 2] = [tag::primitive(1), tag::primitive(2)];
const EXTENSIONS: u8 = tag::constructed(3);

impl Certificate {
    /// A DER certificate (`BEGIN CERTIFICATE`), the whole of it.
    ///
    /// # Errors
    ///
    /// If it is not DER, or not of the structure that RFC 5280 defines. What is inside names, extensions and keys is
    /// not looked at: it is kept as it is.
    pub fn parse(der: &[u8]) -> Result<Self> {
        let mut outer = Reader::new(der)?;
        let mut certificate = outer.sequence()?;
        outer.finish()?;
        let mut tbs = certificate.sequence()?;
        certificate.expect(tag::SEQUENCE)?;
        certificate.expect(tag::BIT_STRING)?.bits()?;
        certificate.finish()?;

        let version = tbs.optional(VERSION)?.map(|version| version_number(&version)).transpose()?;
        let serial_number = tbs.expect(tag::INTEGER)?;
        serial_number.integer()?;
        tbs.expect(tag::SEQUENCE)?;
        let issuer = tbs.expect(tag::SEQUENCE)?;
        let mut validity = tbs.sequence()?;
        let (not_before, not_after) = (time::read(&mut validity)?, time::read(&mut validity)?);
        validity.finish()?;
        let subject = tbs.expect(tag::SEQUENCE)?;
        let mut spki_reader = tbs;
        let spki = tbs.expect(tag::SEQUENCE)?;
        let info = KeyInfo::read(&mut spki_reader)?;

        let added = tbs.position();
        let mut least = 0;
        for tag in UNIQUE_IDS {
            if tbs.optional(tag)?.is_some() {
                least = 1;
            }
        }
        let extensions = tbs.optional(EXTENSIONS)?.map(|extensions| extensions.only(tag::SEQUENCE)).transpose()?;
        tbs.finish()?;
        if extensions.is_some() {
            least = 2;
        }
        if version.unwrap_or(0) < least {
            return Err(super::Error::new(ErrorKind::Version, added));
        }
        Ok(Self {
            der: der.to_vec(),
            serial_number: range(&serial_number),
            issuer: range(&issuer),
            subject: range(&subject),
            spki: range(&spki),
            key: info.position..info.position + info.key.len(),
            extensions: extensions.as_ref().map(range),
            not_before,
            not_after,
        })
    }

    /// `CKA_VALUE`: the whole DER.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// `CKA_SUBJECT`: the DER name, as it is.
    #[must_use]
    pub fn subject(&self) -> &[u8] {
        &self.der[self.subject.clone()]
    }

    /// `CKA_ISSUER`: the DER name, as it is.
    #[must_use]
    pub fn issuer(&self) -> &[u8] {
        &self.der[self.issuer.clone()]
    }

    /// `CKA_SERIAL_NUMBER`: the DER INTEGER, tag and length included.
    #[must_use]
    pub fn serial_number(&self) -> &[u8] {
        &self.der[self.serial_number.clone()]
    }

    /// `CKA_START_DATE`: the day, in UTC, on which it becomes valid.
    #[must_use]
    pub fn not_before(&self) -> Date {
        self.not_before
    }

    /// `CKA_END_DATE`: the last day, in UTC, on which it is valid.
    #[must_use]
    pub fn not_after(&self) -> Date {
        self.not_after
    }

    /// `CKA_PUBLIC_KEY_INFO`: the DER SubjectPublicKeyInfo, as it is.
    #[must_use]
    pub fn spki(&self) -> &[u8] {
        &self.der[self.spki.clone()]
    }

    /// The bytes of the key itself: what is in the BIT STRING of the SubjectPublicKeyInfo.
    #[must_use]
    pub fn subject_public_key(&self) -> &[u8] {
        &self.der[self.key.clone()]
    }

    /// The key in it, decoded.
    ///
    /// # Errors
    ///
    /// If the key is malformed; the position counts from the beginning of the certificate. An algorithm that is not
    /// known is [`PublicKey::Other`].
    pub fn public_key(&self) -> Result<PublicKey> {
        let mut reader = Reader::at(self.spki(), self.spki.start);
        PublicKey::from_info(&KeyInfo::read(&mut reader)?, self.spki())
    }

    pub(super) fn extensions(&self) -> Option<Reader<'_>> {
        let range = self.extensions.clone()?;
        Some(Reader::at(&self.der[range.clone()], range.start))
    }
}

/// The number in [0]; that of version 1, the default, is not written.
fn version_number(version: &Element<'_>) -> Result<u8> {
    let number = version.only(tag::INTEGER)?;
    match number.uint()? {
        [number @ (1 | 2)] => Ok(*number),
        _ => Err(number.error(ErrorKind::Version)),
    }
}

fn range(element: &Element<'_>) -> Range<usize> {
    element.position..element.position + element.encoded.len()
}

/// Sizes and dates, not contents.
impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate")
            .field("bytes", &self.der.len())
            .field("not_before", &self.not_before)
            .field("not_after", &self.not_after)
            .finish_non_exhaustive()
    }
}
