//! Ciphers other than AES in modes with an IV: `CKM_DES3_CBC`, `CKM_CAMELLIA_CBC_PAD` and the like (sections 6.18 and
//! 6.45 to 6.51, and the historical mechanisms). Those of AES are in `aes`.

byte_builders! {
    /// Triple DES in CBC mode, whole blocks only: `CKM_DES3_CBC` (6.18).
    Des3Cbc(iv: [u8; 8]) = DES3_CBC "CKM_DES3_CBC";
    /// Triple DES in CBC mode with the padding of PKCS #7: `CKM_DES3_CBC_PAD` (6.18).
    Des3CbcPad(iv: [u8; 8]) = DES3_CBC_PAD "CKM_DES3_CBC_PAD";
    /// Camellia in CBC mode, whole blocks only: `CKM_CAMELLIA_CBC` (6.47.5).
    CamelliaCbc(iv: [u8; 16]) = CAMELLIA_CBC "CKM_CAMELLIA_CBC";
    /// Camellia in CBC mode with the padding of PKCS #7: `CKM_CAMELLIA_CBC_PAD` (6.47.6).
    CamelliaCbcPad(iv: [u8; 16]) = CAMELLIA_CBC_PAD "CKM_CAMELLIA_CBC_PAD";
    /// ARIA in CBC mode, whole blocks only: `CKM_ARIA_CBC` (6.49.5).
    AriaCbc(iv: [u8; 16]) = ARIA_CBC "CKM_ARIA_CBC";
    /// ARIA in CBC mode with the padding of PKCS #7: `CKM_ARIA_CBC_PAD` (6.49.6).
    AriaCbcPad(iv: [u8; 16]) = ARIA_CBC_PAD "CKM_ARIA_CBC_PAD";
    /// SEED in CBC mode, whole blocks only: `CKM_SEED_CBC` (6.51.5).
    SeedCbc(iv: [u8; 16]) = SEED_CBC "CKM_SEED_CBC";
    /// SEED in CBC mode with the padding of PKCS #7: `CKM_SEED_CBC_PAD` (6.51.6).
    SeedCbcPad(iv: [u8; 16]) = SEED_CBC_PAD "CKM_SEED_CBC_PAD";
    /// Blowfish in CBC mode, whole blocks only: `CKM_BLOWFISH_CBC` (6.45.4).
    BlowfishCbc(iv: [u8; 8]) = BLOWFISH_CBC "CKM_BLOWFISH_CBC";
    /// Blowfish in CBC mode with the padding of PKCS #7: `CKM_BLOWFISH_CBC_PAD` (6.45.5).
    BlowfishCbcPad(iv: [u8; 8]) = BLOWFISH_CBC_PAD "CKM_BLOWFISH_CBC_PAD";
    /// Twofish in CBC mode, whole blocks only: `CKM_TWOFISH_CBC` (6.46.4).
    TwofishCbc(iv: [u8; 16]) = TWOFISH_CBC "CKM_TWOFISH_CBC";
    /// Twofish in CBC mode with the padding of PKCS #7: `CKM_TWOFISH_CBC_PAD` (6.46.5).
    TwofishCbcPad(iv: [u8; 16]) = TWOFISH_CBC_PAD "CKM_TWOFISH_CBC_PAD";
    /// DES in OFB mode, 64 bits at a time: `CKM_DES_OFB64` (6.18.7).
    DesOfb64(iv: [u8; 8]) = DES_OFB64 "CKM_DES_OFB64";
    /// DES in OFB mode, 8 bits at a time: `CKM_DES_OFB8` (6.18.7).
    DesOfb8(iv: [u8; 8]) = DES_OFB8 "CKM_DES_OFB8";
    /// DES in CFB mode, 64 bits at a time: `CKM_DES_CFB64` (6.18.8).
    DesCfb64(iv: [u8; 8]) = DES_CFB64 "CKM_DES_CFB64";
    /// DES in CFB mode, 8 bits at a time: `CKM_DES_CFB8` (6.18.8).
    DesCfb8(iv: [u8; 8]) = DES_CFB8 "CKM_DES_CFB8";
    /// DES in CBC mode, whole blocks only: `CKM_DES_CBC` (historical 2.7.11).
    DesCbc(iv: [u8; 8]) = DES_CBC "CKM_DES_CBC";
    /// DES in CBC mode with the padding of PKCS #7: `CKM_DES_CBC_PAD` (historical 2.7.12).
    DesCbcPad(iv: [u8; 8]) = DES_CBC_PAD "CKM_DES_CBC_PAD";
    /// IDEA in CBC mode, whole blocks only: `CKM_IDEA_CBC` (historical 2.7.11).
    IdeaCbc(iv: [u8; 8]) = IDEA_CBC "CKM_IDEA_CBC";
    /// IDEA in CBC mode with the padding of PKCS #7: `CKM_IDEA_CBC_PAD` (historical 2.7.12).
    IdeaCbcPad(iv: [u8; 8]) = IDEA_CBC_PAD "CKM_IDEA_CBC_PAD";
    /// CAST in CBC mode, whole blocks only: `CKM_CAST_CBC` (historical 2.7.11).
    CastCbc(iv: [u8; 8]) = CAST_CBC "CKM_CAST_CBC";
    /// CAST in CBC mode with the padding of PKCS #7: `CKM_CAST_CBC_PAD` (historical 2.7.12).
    CastCbcPad(iv: [u8; 8]) = CAST_CBC_PAD "CKM_CAST_CBC_PAD";
    /// CAST3 in CBC mode, whole blocks only: `CKM_CAST3_CBC` (historical 2.7.11).
    Cast3Cbc(iv: [u8; 8]) = CAST3_CBC "CKM_CAST3_CBC";
    /// CAST3 in CBC mode with the padding of PKCS #7: `CKM_CAST3_CBC_PAD` (historical 2.7.12).
    Cast3CbcPad(iv: [u8; 8]) = CAST3_CBC_PAD "CKM_CAST3_CBC_PAD";
    /// CAST-128 in CBC mode, whole blocks only: `CKM_CAST128_CBC` (historical 2.7.11).
    Cast128Cbc(iv: [u8; 8]) = CAST128_CBC "CKM_CAST128_CBC";
    /// CAST-128 in CBC mode with the padding of PKCS #7: `CKM_CAST128_CBC_PAD` (historical 2.7.12).
    Cast128CbcPad(iv: [u8; 8]) = CAST128_CBC_PAD "CKM_CAST128_CBC_PAD";
    /// CDMF in CBC mode, whole blocks only: `CKM_CDMF_CBC` (historical 2.7.11).
    CdmfCbc(iv: [u8; 8]) = CDMF_CBC "CKM_CDMF_CBC";
    /// CDMF in CBC mode with the padding of PKCS #7: `CKM_CDMF_CBC_PAD` (historical 2.7.12).
    CdmfCbcPad(iv: [u8; 8]) = CDMF_CBC_PAD "CKM_CDMF_CBC_PAD";
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;
    use crate::MechanismType;

    #[test]
    fn an_iv_is_the_parameter() {
        let iv = [1, 2, 3, 4, 5, 6, 7, 8];
        assert_eq!(seen::bytes(Des3CbcPad::new(&iv)), (MechanismType::DES3_CBC_PAD, Some(iv.to_vec())));
        assert_eq!(seen::bytes(CamelliaCbc::new(&[9; 16])), (MechanismType::CAMELLIA_CBC, Some(vec![9; 16])));
    }
}
