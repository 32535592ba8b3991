//! Hashes of keys in certificates (PKCS #11 4.6.3): `CKA_HASH_OF_SUBJECT_PUBLIC_KEY`, `CKA_HASH_OF_ISSUER_PUBLIC_KEY`.

use super::Certificate;

/// SHA-1 over the keys of a certificate's subject and issuer: over the bytes of the key itself, without the algorithm
/// (RFC 5280 4.2.1.2, method 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct KeyHashes {
    /// `CKA_HASH_OF_SUBJECT_PUBLIC_KEY`
    pub subject: [u8; 20],
    /// `CKA_HASH_OF_ISSUER_PUBLIC_KEY`; `None` if the issuer's key is not known.
    pub issuer: Option<[u8; 20]>,
}

impl Certificate {
    /// The hashes of the subject's and the issuer's key, by a SHA-1 that the caller has.
    ///
    /// The issuer's key is taken from its certificate. A certificate that its own subject issued needs none, unless its
    /// key identifiers say that the issuer used another key. Without an issuer's certificate, or with one of another
    /// subject, there is no hash of it.
    ///
    /// ```
    /// # use pkcs11_safe::encoding::x509::Certificate;
    /// # fn hashes(certificate: &Certificate, authority: &Certificate, sha1: impl Fn(&[u8]) -> [u8; 20]) {
    /// let hashes = certificate.key_hashes(Some(authority), sha1);
    /// let mut template = certificate.template();
    /// template.extend(hashes.template());
    /// # }
    /// ```
    #[doc(alias = "CKA_HASH_OF_SUBJECT_PUBLIC_KEY")]
    #[doc(alias = "CKA_HASH_OF_ISSUER_PUBLIC_KEY")]
    #[must_use]
    pub fn key_hashes(&self, issuer: Option<&Self>, sha1: impl Fn(&[u8]) -> [u8; 20]) -> KeyHashes {
        let issuer = match issuer {
            Some(issuer) => Some(issuer).filter(|issuer| issuer.subject() == self.issuer()),
            None => Some(self).filter(|own| own.is_self_issued()),
        };
        KeyHashes {
            subject: sha1(self.subject_public_key()),
            issuer: issuer.map(|issuer| sha1(issuer.subject_public_key())),
        }
    }

    /// Whether subject and issuer are one, with one key as far as the key identifiers tell.
    fn is_self_issued(&self) -> bool {
        let same_key = self
            .key_ids()
            .is_ok_and(|ids| ids.authority.is_none() || ids.subject.is_none() || ids.authority == ids.subject);
        self.subject() == self.issuer() && same_key
    }
}
