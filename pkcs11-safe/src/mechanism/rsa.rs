//! RSA: `CKM_*RSA_PKCS_PSS`, `CKM_RSA_PKCS_OAEP`, `CKM_RSA_AES_KEY_WRAP` (section 6.1).
#![allow(unsafe_code)]

use super::Hash;
use super::builder::{number, parts};
use super::param::Parameter;
use crate::MechanismType;
use pkcs11_sys::{CK_RSA_AES_KEY_WRAP_PARAMS, CK_RSA_PKCS_OAEP_PARAMS, CK_RSA_PKCS_PSS_PARAMS, CKZ_DATA_SPECIFIED};

// SAFETY: a C struct of pkcs11-sys, and no field is a pointer.
unsafe impl Parameter for CK_RSA_PKCS_PSS_PARAMS {
    pointers! {}
}

// SAFETY: a C struct of pkcs11-sys. Its one pointer is set by `RsaPkcsOaep::label` alone, to bytes that stay borrowed for
// the lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_RSA_PKCS_OAEP_PARAMS {
    pointers! { reads pSourceData[ulSourceDataLen] }
}

// SAFETY: a C struct of pkcs11-sys. Its one pointer is set by `RsaAesKeyWrap::new` alone, to the struct of a builder that
// stays borrowed, with what it borrows, for the lifetime of this one; the module reads it (A5).
unsafe impl Parameter for CK_RSA_AES_KEY_WRAP_PARAMS {
    pointers! { each pOAEPParams[1] }
}

struct_builder! {
    /// RSA-PSS signatures: `CKM_SHA256_RSA_PKCS_PSS` and its siblings, or `CKM_RSA_PKCS_PSS` over a hash (6.1.9).
    ///
    /// Unless told otherwise, MGF1 uses the hash of the message and the salt is as long as the hash, which is what most
    /// verifiers expect.
    ///
    /// ```
    /// use pkcs11_safe::mechanism::{Hash, RsaPkcsPss};
    ///
    /// let message = RsaPkcsPss::new(Hash::Sha256);             // the token hashes
    /// let hash = RsaPkcsPss::prehashed(Hash::Sha256);          // the input is a SHA-256 hash
    /// let odd = RsaPkcsPss::new(Hash::Sha256).mgf(Hash::Sha1).salt_len(20);
    /// ```
    #[doc(alias = "CK_RSA_PKCS_PSS_PARAMS")]
    RsaPkcsPss: CK_RSA_PKCS_PSS_PARAMS, shows hashAlg mgf sLen
}

impl RsaPkcsPss {
    /// The token hashes the message: `CKM_SHA256_RSA_PKCS_PSS` and its siblings.
    pub fn new(hash: Hash) -> Self {
        Self::over(hash.rsa_pkcs_pss(), hash)
    }

    /// The caller has hashed the message: `CKM_RSA_PKCS_PSS`. The data to sign is the hash itself, and nothing else.
    #[doc(alias = "CKM_RSA_PKCS_PSS")]
    pub fn prehashed(hash: Hash) -> Self {
        Self::over(MechanismType::RSA_PKCS_PSS, hash)
    }

    fn over(mechanism: MechanismType, hash: Hash) -> Self {
        let (hash_alg, mgf) = (hash.mechanism().raw(), hash.mgf().raw());
        Self::with(mechanism, CK_RSA_PKCS_PSS_PARAMS { hashAlg: hash_alg, mgf, sLen: number(hash.len()) })
    }

    /// MGF1 with another hash than that of the message.
    pub fn mgf(mut self, hash: Hash) -> Self {
        self.raw.mgf = hash.mgf().raw();
        self
    }

    /// Length of the salt in bytes.
    pub fn salt_len(mut self, bytes: usize) -> Self {
        self.raw.sLen = number(bytes);
        self
    }
}

struct_builder! {
    /// RSA-OAEP encryption and wrapping: `CKM_RSA_PKCS_OAEP` (6.1.7).
    ///
    /// The default is SHA-1, and MGF1 with SHA-1, as in PKCS #1: what every token has.
    ///
    /// # Token differences
    ///
    /// SoftHSM 2.6.1 has SHA-1 with MGF1-SHA-1 and no label, nothing else; AWS CloudHSM takes no label. Without a label
    /// the module gets NULL, 0 and `CKZ_DATA_SPECIFIED`.
    ///
    /// ```
    /// use pkcs11_safe::mechanism::{Hash, RsaPkcsOaep};
    ///
    /// let everywhere = RsaPkcsOaep::default();
    /// let sha256 = RsaPkcsOaep::new(Hash::Sha256).label(b"session key");
    /// let java = RsaPkcsOaep::new(Hash::Sha256).mgf(Hash::Sha1);
    /// ```
    #[doc(alias = "CKM_RSA_PKCS_OAEP")]
    #[doc(alias = "CK_RSA_PKCS_OAEP_PARAMS")]
    RsaPkcsOaep<'a>: CK_RSA_PKCS_OAEP_PARAMS, shows hashAlg mgf source ulSourceDataLen
}

impl<'a> RsaPkcsOaep<'a> {
    /// OAEP with a hash, and MGF1 with the same.
    pub fn new(hash: Hash) -> Self {
        let mut raw = CK_RSA_PKCS_OAEP_PARAMS { source: CKZ_DATA_SPECIFIED, ..CK_RSA_PKCS_OAEP_PARAMS::ZERO };
        (raw.hashAlg, raw.mgf) = (hash.mechanism().raw(), hash.mgf().raw());
        Self::with(MechanismType::RSA_PKCS_OAEP, raw)
    }

    /// MGF1 with another hash than that of the label.
    pub fn mgf(mut self, hash: Hash) -> Self {
        self.raw.mgf = hash.mgf().raw();
        self
    }

    /// What both sides have to know: the label, which PKCS #1 calls L and the standard source data.
    #[doc(alias = "pSourceData")]
    pub fn label(mut self, label: &'a [u8]) -> Self {
        let (at, length) = parts(label);
        (self.raw.pSourceData, self.raw.ulSourceDataLen) = (at.cast(), length);
        self
    }
}

/// SHA-1, and MGF1 with SHA-1.
impl Default for RsaPkcsOaep<'_> {
    fn default() -> Self {
        Self::new(Hash::Sha1)
    }
}

struct_builder! {
    /// Wraps a key of any size by a fresh AES key, which RSA-OAEP wraps: `CKM_RSA_AES_KEY_WRAP` (6.1.19).
    ///
    /// ```
    /// use pkcs11_safe::mechanism::{Hash, RsaAesKeyWrap, RsaPkcsOaep};
    ///
    /// let oaep = RsaPkcsOaep::new(Hash::Sha256);
    /// let wrap = RsaAesKeyWrap::new(256, &oaep);
    /// ```
    #[doc(alias = "CKM_RSA_AES_KEY_WRAP")]
    #[doc(alias = "CK_RSA_AES_KEY_WRAP_PARAMS")]
    RsaAesKeyWrap<'a>: CK_RSA_AES_KEY_WRAP_PARAMS, shows ulAESKeyBits
}

impl<'a> RsaAesKeyWrap<'a> {
    /// Length of the AES key in bits (128, 192 or 256), and how RSA wraps it.
    pub fn new(aes_bits: usize, oaep: &'a RsaPkcsOaep<'a>) -> Self {
        let pointer = (&raw const oaep.raw).cast_mut();
        let raw = CK_RSA_AES_KEY_WRAP_PARAMS { ulAESKeyBits: number(aes_bits), pOAEPParams: pointer };
        Self::with(MechanismType::RSA_AES_KEY_WRAP, raw)
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;

    fn pss(builder: &RsaPkcsPss) -> (MechanismType, [crate::Ulong; 3]) {
        let (mechanism, params) = seen::params::<CK_RSA_PKCS_PSS_PARAMS>(builder);
        (mechanism, [params.hashAlg, params.mgf, params.sLen])
    }

    #[test]
    fn pss_is_consistent_unless_told_otherwise() {
        let sha256 = [0x250, 2, 32];
        assert_eq!(pss(&RsaPkcsPss::new(Hash::Sha256)), (MechanismType::SHA256_RSA_PKCS_PSS, sha256));
        assert_eq!(pss(&RsaPkcsPss::prehashed(Hash::Sha256)), (MechanismType::RSA_PKCS_PSS, sha256));
        let odd = RsaPkcsPss::new(Hash::Sha3_512).mgf(Hash::Sha1).salt_len(7);
        assert_eq!(pss(&odd), (MechanismType::SHA3_512_RSA_PKCS_PSS, [0x2d0, 1, 7]));
    }

    #[test]
    fn oaep_has_no_label_or_the_callers() {
        let (mechanism, params) = seen::params::<CK_RSA_PKCS_OAEP_PARAMS>(&RsaPkcsOaep::default());
        assert_eq!(mechanism, MechanismType::RSA_PKCS_OAEP);
        assert_eq!([{ params.hashAlg }, { params.mgf }, { params.source }], [0x220, 1, 1]);
        seen::assert_nothing((params.pSourceData, params.ulSourceDataLen));

        let label = [7; 5];
        let builder = RsaPkcsOaep::new(Hash::Sha384).mgf(Hash::Sha224).label(&label);
        let (_, params) = seen::params::<CK_RSA_PKCS_OAEP_PARAMS>(&builder);
        assert_eq!([{ params.hashAlg }, { params.mgf }, { params.source }], [0x260, 5, 1]);
        seen::assert_parts((params.pSourceData, params.ulSourceDataLen), &label);
        let (_, params) = seen::params::<CK_RSA_PKCS_OAEP_PARAMS>(&builder.label(&[]));
        seen::assert_nothing((params.pSourceData, params.ulSourceDataLen));
        assert_eq!(
            format!("{builder:?}"),
            "RsaPkcsOaep { mechanism: CKM_RSA_PKCS_OAEP, hashAlg: 608, mgf: 5, source: 1, ulSourceDataLen: 5 }"
        );
    }

    #[test]
    fn aes_key_wrap_points_to_its_oaep() {
        let label = [9; 3];
        let oaep = RsaPkcsOaep::new(Hash::Sha512).label(&label);
        let (mechanism, params) = seen::params::<CK_RSA_AES_KEY_WRAP_PARAMS>(&RsaAesKeyWrap::new(192, &oaep));
        assert_eq!((mechanism, { params.ulAESKeyBits }), (MechanismType::RSA_AES_KEY_WRAP, 192));
        // SAFETY: it points to the struct of `oaep`, which is alive.
        let oaep = unsafe { params.pOAEPParams.read_unaligned() };
        assert_eq!({ oaep.hashAlg }, 0x270);
        seen::assert_parts((oaep.pSourceData, oaep.ulSourceDataLen), &label);
    }
}
