//! AES: `CKM_AES_CBC` and the other modes with an IV, `CKM_AES_CTR`, `CKM_AES_KEY_WRAP` and its siblings (sections 6.10
//! to 6.16).
#![allow(unsafe_code)]

use super::builder::number;
use super::param::Parameter;
use crate::MechanismType;
use pkcs11_sys::CK_AES_CTR_PARAMS;

byte_builders! {
    /// AES in CBC mode, whole blocks only: `CKM_AES_CBC` (6.10.5).
    ///
    /// ```
    /// use pkcs11_safe::mechanism::AesCbc;
    ///
    /// let iv = [0; 16];
    /// let cbc = AesCbc::new(&iv);
    /// ```
    ///
    /// An IV of another length does not compile:
    ///
    /// ```compile_fail,E0308
    /// let cbc = pkcs11_safe::mechanism::AesCbc::new(&[0; 12]);
    /// ```
    AesCbc(iv: [u8; 16]) = AES_CBC "CKM_AES_CBC";
    /// AES in CBC mode with the padding of PKCS #7: `CKM_AES_CBC_PAD` (6.10.6).
    ///
    /// Whoever sees whether decryption failed can decrypt without the key: authenticate, or use [`AesGcm`](super::AesGcm).
    AesCbcPad(iv: [u8; 16]) = AES_CBC_PAD "CKM_AES_CBC_PAD";
    /// AES in CBC mode with ciphertext stealing, of at least one block: `CKM_AES_CTS` (6.12.2).
    AesCts(iv: [u8; 16]) = AES_CTS "CKM_AES_CTS";
    /// AES in OFB mode: `CKM_AES_OFB` (6.10.7).
    AesOfb(iv: [u8; 16]) = AES_OFB "CKM_AES_OFB";
    /// AES in CFB mode, 1 bit at a time: `CKM_AES_CFB1` (6.10.8).
    AesCfb1(iv: [u8; 16]) = AES_CFB1 "CKM_AES_CFB1";
    /// AES in CFB mode, 8 bits at a time: `CKM_AES_CFB8` (6.10.8).
    AesCfb8(iv: [u8; 16]) = AES_CFB8 "CKM_AES_CFB8";
    /// AES in CFB mode, 64 bits at a time: `CKM_AES_CFB64` (6.10.8).
    AesCfb64(iv: [u8; 16]) = AES_CFB64 "CKM_AES_CFB64";
    /// AES in CFB mode, 128 bits at a time: `CKM_AES_CFB128` (6.10.8).
    AesCfb128(iv: [u8; 16]) = AES_CFB128 "CKM_AES_CFB128";
    /// AES in XTS mode, with the sequence number of the data unit: `CKM_AES_XTS` (6.15.4).
    AesXts(sequence_number: [u8; 16]) = AES_XTS "CKM_AES_XTS";
}

optional_byte_builders! {
    /// Wraps whole blocks of 8 bytes as RFC 3394 does: `CKM_AES_KEY_WRAP` (6.16.2).
    ///
    /// Without an initial value of one's own it is [`Mechanism::AES_KEY_WRAP`](crate::Mechanism::AES_KEY_WRAP).
    ///
    /// ```
    /// use pkcs11_safe::mechanism::AesKeyWrap;
    ///
    /// let wrap = AesKeyWrap::new().iv(&[0xa6; 8]);
    /// ```
    AesKeyWrap(iv: [u8; 8]) = AES_KEY_WRAP "CKM_AES_KEY_WRAP";
    /// Wraps any number of bytes as RFC 5649 does: `CKM_AES_KEY_WRAP_KWP` (6.16.2). The initial value is the first
    /// half of the one in RFC 5649; the other half is the length.
    AesKeyWrapKwp(iv: [u8; 4]) = AES_KEY_WRAP_KWP "CKM_AES_KEY_WRAP_KWP";
    /// Wraps any number of bytes as RFC 3394 does, after the padding of PKCS #7: `CKM_AES_KEY_WRAP_PKCS7` (6.16.2).
    AesKeyWrapPkcs7(iv: [u8; 8]) = AES_KEY_WRAP_PKCS7 "CKM_AES_KEY_WRAP_PKCS7";
}

// SAFETY: a C struct of pkcs11-sys, and no field is a pointer.
unsafe impl Parameter for CK_AES_CTR_PARAMS {
    pointers! {}
}

struct_builder! {
    /// AES in counter mode: `CKM_AES_CTR` (6.11.2).
    ///
    /// ```
    /// use pkcs11_safe::mechanism::AesCtr;
    ///
    /// let mut block = [0; 16];                             // nonce, IV, and a counter that starts with 1, as in RFC 3686
    /// block[15] = 1;
    /// let ctr = AesCtr::new(&block).counter_bits(32);
    /// ```
    #[doc(alias = "CKM_AES_CTR")]
    #[doc(alias = "CK_AES_CTR_PARAMS")]
    AesCtr: CK_AES_CTR_PARAMS, shows ulCounterBits
}

impl AesCtr {
    /// The first counter block. All of its 128 bits count, unless [`counter_bits`](Self::counter_bits) says otherwise.
    pub fn new(block: &[u8; 16]) -> Self {
        Self::with(MechanismType::AES_CTR, CK_AES_CTR_PARAMS { ulCounterBits: 128, cb: *block })
    }

    /// How many of the last bits of the block count, big-endian: 1 to 128.
    pub fn counter_bits(mut self, bits: usize) -> Self {
        self.raw.ulCounterBits = number(bits);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;
    use crate::Mechanism;

    #[test]
    fn an_iv_is_the_parameter() {
        let iv = [3; 16];
        let cbc = AesCbcPad::new(&iv);
        let (by_value, by_reference) = (Mechanism::from(cbc), Mechanism::from(&cbc));
        assert_eq!(seen::bytes(by_value), (MechanismType::AES_CBC_PAD, Some(iv.to_vec())));
        assert_eq!(seen::bytes(by_reference), seen::bytes(by_value));
        assert_eq!(seen::bytes(AesXts::new(&iv)), (MechanismType::AES_XTS, Some(iv.to_vec())));
        assert_eq!(format!("{:?}", AesCbc::new(&iv)), "AesCbc(16 bytes)");
    }

    #[test]
    fn a_wrap_has_an_initial_value_or_null() {
        assert_eq!(seen::bytes(AesKeyWrap::new()), (MechanismType::AES_KEY_WRAP, None));
        let wrap = AesKeyWrapKwp::new().iv(&[1, 2, 3, 4]);
        assert_eq!(seen::bytes(wrap), (MechanismType::AES_KEY_WRAP_KWP, Some(vec![1, 2, 3, 4])));
    }

    #[test]
    fn ctr_holds_block_and_bits() {
        let block = core::array::from_fn(|i| u8::try_from(i).expect("small"));
        let (mechanism, params) = seen::params::<CK_AES_CTR_PARAMS>(&AesCtr::new(&block));
        assert_eq!((mechanism, { params.ulCounterBits }, { params.cb }), (MechanismType::AES_CTR, 128, block));
        let (_, params) = seen::params::<CK_AES_CTR_PARAMS>(&AesCtr::new(&block).counter_bits(32));
        assert_eq!(({ params.ulCounterBits }, { params.cb }), (32, block));
    }
}
