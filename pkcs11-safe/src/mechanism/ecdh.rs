//! Elliptic curve key agreement: `CKM_ECDH1_DERIVE`, `CKM_ECDH1_COFACTOR_DERIVE`, `CKM_ECDH_AES_KEY_WRAP` and
//! its siblings (section 6.3).
#![allow(unsafe_code)]

use super::Kdf;
use super::builder::{number, parts};
use super::param::Parameter;
use crate::MechanismType;
use pkcs11_sys::{CK_ECDH_AES_KEY_WRAP_PARAMS, CK_ECDH1_DERIVE_PARAMS};

// SAFETY: a C struct of pkcs11-sys. Its pointers are set by `Ecdh1Derive::between` and `Ecdh1Derive::shared_data` alone,
// to bytes that stay borrowed for the lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_ECDH1_DERIVE_PARAMS {
    pointers! { reads pSharedData[ulSharedDataLen], reads pPublicData[ulPublicDataLen] }
}

// SAFETY: a C struct of pkcs11-sys. Its one pointer is set by `EcdhAesKeyWrap::shared_data` alone, to bytes that stay
// borrowed for the lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_ECDH_AES_KEY_WRAP_PARAMS {
    pointers! { reads pSharedData[ulSharedDataLen] }
}

struct_builder! {
    /// Derives a key from a private key and the other side's point: `CKM_ECDH1_DERIVE`, or with the cofactor
    /// (6.3.17, 6.3.18).
    ///
    /// Without [`kdf`](Self::kdf) the secret is the agreed X coordinate as it is ([`Kdf::Null`]).
    ///
    /// # Token differences
    ///
    /// The standard has every token take the raw point (`04 X Y`; 32 or 56 bytes on Montgomery curves), and lets it take
    /// the point in a DER OCTET STRING. A SmartCard-HSM takes the raw point alone, some tokens want it wrapped, SoftHSM
    /// takes both. The SmartCard-HSM also ignores KDF and shared data.
    ///
    /// ```
    /// use pkcs11_safe::mechanism::{Ecdh1Derive, Kdf};
    ///
    /// let peer = [4; 65];
    /// let secret = Ecdh1Derive::new(&peer);
    /// let key = Ecdh1Derive::cofactor(&peer).kdf(Kdf::Sha256).shared_data(b"context");
    /// ```
    #[doc(alias = "CKM_ECDH1_DERIVE")]
    #[doc(alias = "CKM_ECDH1_COFACTOR_DERIVE")]
    #[doc(alias = "CK_ECDH1_DERIVE_PARAMS")]
    Ecdh1Derive<'a>: CK_ECDH1_DERIVE_PARAMS, shows kdf ulSharedDataLen ulPublicDataLen
}

impl<'a> Ecdh1Derive<'a> {
    /// `CKM_ECDH1_DERIVE`: plain multiplication, with the other side's point.
    pub fn new(peer: &'a [u8]) -> Self {
        Self::between(MechanismType::ECDH1_DERIVE, peer)
    }

    /// `CKM_ECDH1_COFACTOR_DERIVE`: the private key times the cofactor of the curve. On curves whose cofactor is 1 (all
    /// of NIST's over primes, and Brainpool's) both come to the same.
    pub fn cofactor(peer: &'a [u8]) -> Self {
        Self::between(MechanismType::ECDH1_COFACTOR_DERIVE, peer)
    }

    fn between(mechanism: MechanismType, peer: &'a [u8]) -> Self {
        let mut raw = CK_ECDH1_DERIVE_PARAMS { kdf: Kdf::Null.into(), ..CK_ECDH1_DERIVE_PARAMS::ZERO };
        (raw.pPublicData, raw.ulPublicDataLen) = parts(peer);
        Self::with(mechanism, raw)
    }

    /// What is made of the agreed value.
    pub fn kdf(mut self, kdf: Kdf) -> Self {
        self.raw.kdf = kdf.into();
        self
    }

    /// What both sides feed to the KDF. The standard has none with [`Kdf::Null`].
    pub fn shared_data(mut self, shared: &'a [u8]) -> Self {
        (self.raw.pSharedData, self.raw.ulSharedDataLen) = parts(shared);
        self
    }
}

struct_builder! {
    /// Wraps a key by an AES key that is agreed with a public EC key: `CKM_ECDH_AES_KEY_WRAP` (6.3.20 to 6.3.22).
    ///
    /// ```
    /// use pkcs11_safe::mechanism::{EcdhAesKeyWrap, Kdf};
    ///
    /// let wrap = EcdhAesKeyWrap::new(256, Kdf::Sha256).shared_data(b"backup");
    /// ```
    #[doc(alias = "CKM_ECDH_AES_KEY_WRAP")]
    #[doc(alias = "CKM_ECDH_COF_AES_KEY_WRAP")]
    #[doc(alias = "CKM_ECDH_X_AES_KEY_WRAP")]
    #[doc(alias = "CK_ECDH_AES_KEY_WRAP_PARAMS")]
    EcdhAesKeyWrap<'a>: CK_ECDH_AES_KEY_WRAP_PARAMS, shows ulAESKeyBits kdf ulSharedDataLen
}

impl<'a> EcdhAesKeyWrap<'a> {
    /// `CKM_ECDH_AES_KEY_WRAP`: the length of the AES key in bits (128, 192 or 256), and what is made of the agreed
    /// value.
    pub fn new(aes_bits: usize, kdf: Kdf) -> Self {
        Self::of(MechanismType::ECDH_AES_KEY_WRAP, aes_bits, kdf)
    }

    /// `CKM_ECDH_COF_AES_KEY_WRAP`: the same with the cofactor of the curve.
    pub fn cofactor(aes_bits: usize, kdf: Kdf) -> Self {
        Self::of(MechanismType::ECDH_COF_AES_KEY_WRAP, aes_bits, kdf)
    }

    /// `CKM_ECDH_X_AES_KEY_WRAP`: the same on Montgomery curves (X25519, X448).
    pub fn montgomery(aes_bits: usize, kdf: Kdf) -> Self {
        Self::of(MechanismType::ECDH_X_AES_KEY_WRAP, aes_bits, kdf)
    }

    fn of(mechanism: MechanismType, aes_bits: usize, kdf: Kdf) -> Self {
        let mut raw = CK_ECDH_AES_KEY_WRAP_PARAMS { kdf: kdf.into(), ..CK_ECDH_AES_KEY_WRAP_PARAMS::ZERO };
        raw.ulAESKeyBits = number(aes_bits);
        Self::with(mechanism, raw)
    }

    /// What both sides feed to the KDF.
    pub fn shared_data(mut self, shared: &'a [u8]) -> Self {
        (self.raw.pSharedData, self.raw.ulSharedDataLen) = parts(shared);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;

    #[test]
    fn ecdh1_holds_point_kdf_and_shared_data() {
        let (peer, info) = ([4; 65], [5; 3]);
        let (mechanism, params) = seen::params::<CK_ECDH1_DERIVE_PARAMS>(&Ecdh1Derive::new(&peer));
        assert_eq!((mechanism, { params.kdf }), (MechanismType::ECDH1_DERIVE, 1));
        seen::assert_parts((params.pPublicData, params.ulPublicDataLen), &peer);
        seen::assert_nothing((params.pSharedData, params.ulSharedDataLen));

        let builder = Ecdh1Derive::cofactor(&peer).kdf(Kdf::Sha256).shared_data(&info);
        let (mechanism, params) = seen::params::<CK_ECDH1_DERIVE_PARAMS>(&builder);
        assert_eq!((mechanism, { params.kdf }), (MechanismType::ECDH1_COFACTOR_DERIVE, 6));
        seen::assert_parts((params.pPublicData, params.ulPublicDataLen), &peer);
        seen::assert_parts((params.pSharedData, params.ulSharedDataLen), &info);
    }

    #[test]
    fn ecdh_aes_key_wrap_holds_bits_kdf_and_shared_data() {
        let info = [5; 3];
        for (builder, expected) in [
            (EcdhAesKeyWrap::new(128, Kdf::Sha256), MechanismType::ECDH_AES_KEY_WRAP),
            (EcdhAesKeyWrap::cofactor(128, Kdf::Sha256), MechanismType::ECDH_COF_AES_KEY_WRAP),
            (EcdhAesKeyWrap::montgomery(128, Kdf::Sha256), MechanismType::ECDH_X_AES_KEY_WRAP),
        ] {
            let (mechanism, params) = seen::params::<CK_ECDH_AES_KEY_WRAP_PARAMS>(&builder);
            assert_eq!((mechanism, { params.ulAESKeyBits }, { params.kdf }), (expected, 128, 6));
            seen::assert_nothing((params.pSharedData, params.ulSharedDataLen));
        }
        let builder = EcdhAesKeyWrap::new(256, Kdf::Null).shared_data(&info);
        let (_, params) = seen::params::<CK_ECDH_AES_KEY_WRAP_PARAMS>(&builder);
        assert_eq!(({ params.ulAESKeyBits }, { params.kdf }), (256, 1));
        seen::assert_parts((params.pSharedData, params.ulSharedDataLen), &info);
    }
}
