//! MACs and hashes that are told a length: `CKM_*_MAC_GENERAL`, `CKM_*_CMAC_GENERAL`, `CKM_SHA512_T` and its kind,
//! `CK_MAC_GENERAL_PARAMS` (section 6.9, and wherever a cipher has one).

number_builders! {
    /// AES-CBC-MAC, cut to a length in bytes: `CKM_AES_MAC_GENERAL` (6.10.9).
    AesMacGeneral(bytes) = AES_MAC_GENERAL "CKM_AES_MAC_GENERAL";
    /// AES-CMAC, cut to a length in bytes: `CKM_AES_CMAC_GENERAL` (6.14.3).
    AesCmacGeneral(bytes) = AES_CMAC_GENERAL "CKM_AES_CMAC_GENERAL";
    /// Triple DES CBC-MAC, cut to a length in bytes: `CKM_DES3_MAC_GENERAL` (6.18).
    Des3MacGeneral(bytes) = DES3_MAC_GENERAL "CKM_DES3_MAC_GENERAL";
    /// Triple DES CMAC, cut to a length in bytes: `CKM_DES3_CMAC_GENERAL` (6.19.3).
    Des3CmacGeneral(bytes) = DES3_CMAC_GENERAL "CKM_DES3_CMAC_GENERAL";
    /// Camellia CBC-MAC, cut to a length in bytes: `CKM_CAMELLIA_MAC_GENERAL` (6.47.8).
    CamelliaMacGeneral(bytes) = CAMELLIA_MAC_GENERAL "CKM_CAMELLIA_MAC_GENERAL";
    /// ARIA CBC-MAC, cut to a length in bytes: `CKM_ARIA_MAC_GENERAL` (6.49.7).
    AriaMacGeneral(bytes) = ARIA_MAC_GENERAL "CKM_ARIA_MAC_GENERAL";
    /// SEED CBC-MAC, cut to a length in bytes: `CKM_SEED_MAC_GENERAL` (6.51.7).
    SeedMacGeneral(bytes) = SEED_MAC_GENERAL "CKM_SEED_MAC_GENERAL";
    /// HMAC with SHA-512/224, cut to a length in bytes: `CKM_SHA512_224_HMAC_GENERAL` (6.25.3).
    Sha512_224HmacGeneral(bytes) = SHA512_224_HMAC_GENERAL "CKM_SHA512_224_HMAC_GENERAL";
    /// HMAC with SHA-512/256, cut to a length in bytes: `CKM_SHA512_256_HMAC_GENERAL` (6.26.3).
    Sha512_256HmacGeneral(bytes) = SHA512_256_HMAC_GENERAL "CKM_SHA512_256_HMAC_GENERAL";
    /// HMAC with SHA-512/t, cut to a length in bytes: `CKM_SHA512_T_HMAC_GENERAL` (6.27.3).
    Sha512THmacGeneral(bytes) = SHA512_T_HMAC_GENERAL "CKM_SHA512_T_HMAC_GENERAL";
    /// HMAC with BLAKE2b-160, cut to a length in bytes: `CKM_BLAKE2B_160_HMAC_GENERAL` (6.33.3).
    Blake2b160HmacGeneral(bytes) = BLAKE2B_160_HMAC_GENERAL "CKM_BLAKE2B_160_HMAC_GENERAL";
    /// HMAC with BLAKE2b-256, cut to a length in bytes: `CKM_BLAKE2B_256_HMAC_GENERAL` (6.34.3).
    Blake2b256HmacGeneral(bytes) = BLAKE2B_256_HMAC_GENERAL "CKM_BLAKE2B_256_HMAC_GENERAL";
    /// HMAC with BLAKE2b-384, cut to a length in bytes: `CKM_BLAKE2B_384_HMAC_GENERAL` (6.35.3).
    Blake2b384HmacGeneral(bytes) = BLAKE2B_384_HMAC_GENERAL "CKM_BLAKE2B_384_HMAC_GENERAL";
    /// HMAC with BLAKE2b-512, cut to a length in bytes: `CKM_BLAKE2B_512_HMAC_GENERAL` (6.36.3).
    Blake2b512HmacGeneral(bytes) = BLAKE2B_512_HMAC_GENERAL "CKM_BLAKE2B_512_HMAC_GENERAL";
    /// The MAC of SSL 3.0 with MD5, cut to a length in bytes: `CKM_SSL3_MD5_MAC` (6.39.7).
    Ssl3Md5Mac(bytes) = SSL3_MD5_MAC "CKM_SSL3_MD5_MAC";
    /// The MAC of SSL 3.0 with SHA-1, cut to a length in bytes: `CKM_SSL3_SHA1_MAC` (6.39.8).
    Ssl3Sha1Mac(bytes) = SSL3_SHA1_MAC "CKM_SSL3_SHA1_MAC";
    /// HMAC with MD2, cut to a length in bytes: `CKM_MD2_HMAC_GENERAL` (historical 2.11.3).
    Md2HmacGeneral(bytes) = MD2_HMAC_GENERAL "CKM_MD2_HMAC_GENERAL";
    /// HMAC with MD5, cut to a length in bytes: `CKM_MD5_HMAC_GENERAL` (historical 2.12.3).
    Md5HmacGeneral(bytes) = MD5_HMAC_GENERAL "CKM_MD5_HMAC_GENERAL";
    /// HMAC with RIPEMD-128, cut to a length in bytes: `CKM_RIPEMD128_HMAC_GENERAL` (historical 2.16.3).
    Ripemd128HmacGeneral(bytes) = RIPEMD128_HMAC_GENERAL "CKM_RIPEMD128_HMAC_GENERAL";
    /// HMAC with RIPEMD-160, cut to a length in bytes: `CKM_RIPEMD160_HMAC_GENERAL` (historical 2.16.6).
    Ripemd160HmacGeneral(bytes) = RIPEMD160_HMAC_GENERAL "CKM_RIPEMD160_HMAC_GENERAL";
    /// DES CBC-MAC, cut to a length in bytes: `CKM_DES_MAC_GENERAL` (historical 2.7.13).
    DesMacGeneral(bytes) = DES_MAC_GENERAL "CKM_DES_MAC_GENERAL";
    /// IDEA CBC-MAC, cut to a length in bytes: `CKM_IDEA_MAC_GENERAL` (historical 2.7.13).
    IdeaMacGeneral(bytes) = IDEA_MAC_GENERAL "CKM_IDEA_MAC_GENERAL";
    /// CAST CBC-MAC, cut to a length in bytes: `CKM_CAST_MAC_GENERAL` (historical 2.7.13).
    CastMacGeneral(bytes) = CAST_MAC_GENERAL "CKM_CAST_MAC_GENERAL";
    /// CAST3 CBC-MAC, cut to a length in bytes: `CKM_CAST3_MAC_GENERAL` (historical 2.7.13).
    Cast3MacGeneral(bytes) = CAST3_MAC_GENERAL "CKM_CAST3_MAC_GENERAL";
    /// CAST-128 CBC-MAC, cut to a length in bytes: `CKM_CAST128_MAC_GENERAL` (historical 2.7.13).
    Cast128MacGeneral(bytes) = CAST128_MAC_GENERAL "CKM_CAST128_MAC_GENERAL";
    /// CDMF CBC-MAC, cut to a length in bytes: `CKM_CDMF_MAC_GENERAL` (historical 2.7.13).
    CdmfMacGeneral(bytes) = CDMF_MAC_GENERAL "CKM_CDMF_MAC_GENERAL";
    /// SHA-512/t, whose length t is in bits: `CKM_SHA512_T` (6.27.2).
    Sha512T(bits) = SHA512_T "CKM_SHA512_T";
    /// HMAC with SHA-512/t, whose length t is in bits: `CKM_SHA512_T_HMAC` (6.27.2).
    Sha512THmac(bits) = SHA512_T_HMAC "CKM_SHA512_T_HMAC";
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;
    use crate::MechanismType;

    #[test]
    fn a_length_is_the_parameter() {
        assert_eq!(seen::number(AesCmacGeneral::new(8)), (MechanismType::AES_CMAC_GENERAL, 8));
        assert_eq!(seen::number(Sha512T::new(200)), (MechanismType::SHA512_T, 200));
    }
}
