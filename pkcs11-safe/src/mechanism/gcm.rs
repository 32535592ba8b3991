//! AES-GCM and GMAC: `CKM_AES_GCM`, `CKM_AES_GMAC`, `CK_GCM_PARAMS` (section 6.13).
#![allow(unsafe_code)]

use super::builder::{number, parts};
use super::param::Parameter;
use crate::{MechanismType, Ulong};
use pkcs11_sys::{CK_BYTE_PTR, CK_GCM_PARAMS};

// SAFETY: a C struct of pkcs11-sys. Its pointers are set
// - by `AesGcm::new`, `AesGcm::aad`, `AesGmac::new` and where `AesGcmGeneratedIv` is lent, `pAAD`, to bytes that stay
//   borrowed for the lifetime of the builder; the module reads them (A5);
// - where `AesGcmGeneratedIv` is lent as written, `pIv`, to bytes that stay borrowed mutably for as long.
unsafe impl Parameter for CK_GCM_PARAMS {
    pointers! { writes pIv[ulIvLen], reads pAAD[ulAADLen] }
}

struct_builder! {
    /// AES-GCM: `CKM_AES_GCM` (6.13). The tag stands behind the ciphertext.
    ///
    /// An IV is used once per key. 12 bytes is what every token takes.
    ///
    /// # Token differences
    ///
    /// The length of the IV goes out in bits as well (`ulIvBits`), for Luna insists on it; others ignore it. openCryptoki
    /// up to 3.8 and some SafeNet modules have a struct without that field, and refuse this one. On decryption, a streamed
    /// operation may hold all data back until the tag has been checked. Tokens in FIPS mode may refuse an IV from
    /// outside: [`AesGcmGeneratedIv`](super::AesGcmGeneratedIv).
    ///
    /// ```
    /// use pkcs11_safe::mechanism::AesGcm;
    ///
    /// let iv = [0; 12];
    /// let gcm = AesGcm::new(&iv).aad(b"header");
    /// let short = AesGcm::new(&iv).tag_bits(96);
    /// ```
    #[doc(alias = "CKM_AES_GCM")]
    #[doc(alias = "CK_GCM_PARAMS")]
    AesGcm<'a>: CK_GCM_PARAMS, shows ulIvLen ulIvBits ulAADLen ulTagBits
}

/// A parameter with this IV, and a tag of 128 bits.
pub(super) fn params((iv, length): (CK_BYTE_PTR, Ulong)) -> CK_GCM_PARAMS {
    let bits = length.saturating_mul(8);
    CK_GCM_PARAMS { pIv: iv, ulIvLen: length, ulIvBits: bits, ulTagBits: 128, ..CK_GCM_PARAMS::ZERO }
}

impl<'a> AesGcm<'a> {
    /// With an IV, no additional data, and a tag of 128 bits.
    pub fn new(iv: &'a [u8]) -> Self {
        Self::with(MechanismType::AES_GCM, params(parts(iv)))
    }

    /// Additional data, which is authenticated and not encrypted.
    pub fn aad(mut self, aad: &'a [u8]) -> Self {
        (self.raw.pAAD, self.raw.ulAADLen) = parts(aad);
        self
    }

    /// Length of the tag in bits: 128, 120, 112, 104 or 96; 64 or 32 where the token lets one.
    pub fn tag_bits(mut self, bits: usize) -> Self {
        self.raw.ulTagBits = number(bits);
        self
    }
}

struct_builder! {
    /// GMAC, GCM as a MAC over the data alone: `CKM_AES_GMAC` (6.13.6).
    ///
    /// # Token differences
    ///
    /// Until 2.40 the parameter was an IV of 12 bytes and nothing else, and the tag had 16 bytes: [`AesGmacIv`].
    ///
    /// ```
    /// use pkcs11_safe::mechanism::AesGmac;
    ///
    /// let iv = [0; 12];
    /// let gmac = AesGmac::new(&iv);
    /// ```
    #[doc(alias = "CKM_AES_GMAC")]
    AesGmac<'a>: CK_GCM_PARAMS, shows ulIvLen ulIvBits ulTagBits
}

impl<'a> AesGmac<'a> {
    /// With an IV, and a tag of 128 bits.
    pub fn new(iv: &'a [u8]) -> Self {
        Self::with(MechanismType::AES_GMAC, params(parts(iv)))
    }

    /// Length of the tag in bits.
    pub fn tag_bits(mut self, bits: usize) -> Self {
        self.raw.ulTagBits = number(bits);
        self
    }
}

byte_builders! {
    /// GMAC as tokens of 2.40 take it, with the IV as the whole parameter: `CKM_AES_GMAC`.
    AesGmacIv(iv: [u8; 12]) = AES_GMAC "CKM_AES_GMAC";
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;

    #[test]
    fn gcm_tells_the_iv_in_bytes_and_bits() {
        let (iv, aad) = ([1; 12], [2; 5]);
        let (mechanism, params) = seen::params::<CK_GCM_PARAMS>(&AesGcm::new(&iv));
        assert_eq!((mechanism, { params.ulIvBits }, { params.ulTagBits }), (MechanismType::AES_GCM, 96, 128));
        seen::assert_parts((params.pIv, params.ulIvLen), &iv);
        seen::assert_nothing((params.pAAD, params.ulAADLen));
        let builder = AesGcm::new(&iv).aad(&aad).tag_bits(104);
        let (_, params) = seen::params::<CK_GCM_PARAMS>(&builder);
        assert_eq!({ params.ulTagBits }, 104);
        seen::assert_parts((params.pIv, params.ulIvLen), &iv);
        seen::assert_parts((params.pAAD, params.ulAADLen), &aad);
        assert_eq!(
            format!("{builder:?}"),
            "AesGcm { mechanism: CKM_AES_GCM, ulIvLen: 12, ulIvBits: 96, ulAADLen: 5, ulTagBits: 104 }"
        );
    }

    #[test]
    fn gmac_takes_either_parameter() {
        let iv = [1; 12];
        let (mechanism, params) = seen::params::<CK_GCM_PARAMS>(&AesGmac::new(&iv).tag_bits(64));
        assert_eq!((mechanism, { params.ulIvBits }, { params.ulTagBits }), (MechanismType::AES_GMAC, 96, 64));
        seen::assert_parts((params.pIv, params.ulIvLen), &iv);
        assert_eq!(seen::bytes(AesGmacIv::new(&iv)), (MechanismType::AES_GMAC, Some(iv.to_vec())));
    }
}
