//! AES-CCM: `CKM_AES_CCM`, `CK_CCM_PARAMS` (section 6.13).
#![allow(unsafe_code)]

use super::builder::{number, parts};
use super::param::Parameter;
use crate::MechanismType;
use pkcs11_sys::CK_CCM_PARAMS;

// SAFETY: a C struct of pkcs11-sys. Its pointers are set by `AesCcm::new` and `AesCcm::aad` alone, to bytes that stay
// borrowed for the lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_CCM_PARAMS {
    pointers! { reads pNonce[ulNonceLen], reads pAAD[ulAADLen] }
}

struct_builder! {
    /// AES-CCM: `CKM_AES_CCM` (6.13). The MAC stands behind the ciphertext.
    ///
    /// CCM has to know the length of the data beforehand: that of the **plaintext**, in bytes, without the MAC. To decrypt,
    /// it is the length of the ciphertext less that of the MAC.
    ///
    /// ```
    /// use pkcs11_safe::mechanism::AesCcm;
    ///
    /// let (nonce, plaintext) = ([0; 12], b"attack at dawn");
    /// let encrypt = AesCcm::new(&nonce, plaintext.len()).aad(b"header").mac_len(16);
    ///
    /// let ciphertext = [0; 30];
    /// let decrypt = AesCcm::new(&nonce, ciphertext.len() - 16).aad(b"header").mac_len(16);
    /// ```
    #[doc(alias = "CKM_AES_CCM")]
    #[doc(alias = "CK_CCM_PARAMS")]
    AesCcm<'a>: CK_CCM_PARAMS, shows ulDataLen ulNonceLen ulAADLen ulMACLen
}

impl<'a> AesCcm<'a> {
    /// A nonce of 7 to 13 bytes, used once per key, and the length of the plaintext in bytes. No additional data, and a
    /// MAC of 16 bytes.
    pub fn new(nonce: &'a [u8], data_len: usize) -> Self {
        let mut raw = CK_CCM_PARAMS { ulDataLen: number(data_len), ulMACLen: 16, ..CK_CCM_PARAMS::ZERO };
        (raw.pNonce, raw.ulNonceLen) = parts(nonce);
        Self::with(MechanismType::AES_CCM, raw)
    }

    /// Additional data, which is authenticated and not encrypted.
    pub fn aad(mut self, aad: &'a [u8]) -> Self {
        (self.raw.pAAD, self.raw.ulAADLen) = parts(aad);
        self
    }

    /// Length of the MAC in bytes: 4, 6, 8, 10, 12, 14 or 16.
    pub fn mac_len(mut self, bytes: usize) -> Self {
        self.raw.ulMACLen = number(bytes);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;

    #[test]
    fn ccm_holds_nonce_lengths_and_additional_data() {
        let (nonce, aad) = ([1; 12], [2; 5]);
        let (mechanism, params) = seen::params::<CK_CCM_PARAMS>(&AesCcm::new(&nonce, 1000));
        assert_eq!((mechanism, { params.ulDataLen }, { params.ulMACLen }), (MechanismType::AES_CCM, 1000, 16));
        seen::assert_parts((params.pNonce, params.ulNonceLen), &nonce);
        seen::assert_nothing((params.pAAD, params.ulAADLen));
        let (_, params) = seen::params::<CK_CCM_PARAMS>(&AesCcm::new(&nonce, 0).aad(&aad).mac_len(8));
        assert_eq!(({ params.ulDataLen }, { params.ulMACLen }), (0, 8));
        seen::assert_parts((params.pNonce, params.ulNonceLen), &nonce);
        seen::assert_parts((params.pAAD, params.ulAADLen), &aad);
    }
}
