//! Mechanisms without a parameter: `CKM_*` (section 6, and the historical mechanisms).

use crate::{Mechanism, MechanismType};

/// Declares a constant for each mechanism that takes no parameter, or needs none: a row is its name, and that in C, for
/// which rustdoc wants a literal.
macro_rules! bare {
    ($($section:literal { $($name:ident $c_name:literal)+ })+) => {
        /// Mechanisms that need no parameter, by the standard's names. A mechanism that needs one is not among them: its
        /// builder is the mechanism.
        impl Mechanism<'static> {
            $($(
                #[doc = concat!("`", $c_name, "`: ", $section, ".")]
                #[doc(alias = $c_name)]
                pub const $name: Self = Self::bare(MechanismType::$name);
            )+)+
        }

        #[cfg(test)]
        const ALL: &[(Mechanism<'static>, &str, &str)] =
            &[$($((Mechanism::$name, stringify!($name), $c_name),)+)+];
    };
}

bare! {
    "section 6.1" {
        RSA_PKCS_KEY_PAIR_GEN "CKM_RSA_PKCS_KEY_PAIR_GEN"
        RSA_PKCS "CKM_RSA_PKCS"
        RSA_9796 "CKM_RSA_9796"
        RSA_X_509 "CKM_RSA_X_509"
        MD2_RSA_PKCS "CKM_MD2_RSA_PKCS"
        MD5_RSA_PKCS "CKM_MD5_RSA_PKCS"
        SHA1_RSA_PKCS "CKM_SHA1_RSA_PKCS"
        RIPEMD128_RSA_PKCS "CKM_RIPEMD128_RSA_PKCS"
        RIPEMD160_RSA_PKCS "CKM_RIPEMD160_RSA_PKCS"
        RSA_X9_31_KEY_PAIR_GEN "CKM_RSA_X9_31_KEY_PAIR_GEN"
        RSA_X9_31 "CKM_RSA_X9_31"
        SHA1_RSA_X9_31 "CKM_SHA1_RSA_X9_31"
        SHA256_RSA_PKCS "CKM_SHA256_RSA_PKCS"
        SHA384_RSA_PKCS "CKM_SHA384_RSA_PKCS"
        SHA512_RSA_PKCS "CKM_SHA512_RSA_PKCS"
        SHA224_RSA_PKCS "CKM_SHA224_RSA_PKCS"
        SHA3_256_RSA_PKCS "CKM_SHA3_256_RSA_PKCS"
        SHA3_384_RSA_PKCS "CKM_SHA3_384_RSA_PKCS"
        SHA3_512_RSA_PKCS "CKM_SHA3_512_RSA_PKCS"
        SHA3_224_RSA_PKCS "CKM_SHA3_224_RSA_PKCS"
        RSA_PKCS_TPM_1_1 "CKM_RSA_PKCS_TPM_1_1"
        RSA_PKCS_OAEP_TPM_1_1 "CKM_RSA_PKCS_OAEP_TPM_1_1"
    }
    "section 6.2" {
        DSA_KEY_PAIR_GEN "CKM_DSA_KEY_PAIR_GEN"
        DSA "CKM_DSA"
        DSA_SHA1 "CKM_DSA_SHA1"
        DSA_SHA224 "CKM_DSA_SHA224"
        DSA_SHA256 "CKM_DSA_SHA256"
        DSA_SHA384 "CKM_DSA_SHA384"
        DSA_SHA512 "CKM_DSA_SHA512"
        DSA_SHA3_224 "CKM_DSA_SHA3_224"
        DSA_SHA3_256 "CKM_DSA_SHA3_256"
        DSA_SHA3_384 "CKM_DSA_SHA3_384"
        DSA_SHA3_512 "CKM_DSA_SHA3_512"
        DSA_PARAMETER_GEN "CKM_DSA_PARAMETER_GEN"
    }
    "section 6.3" {
        EC_KEY_PAIR_GEN "CKM_EC_KEY_PAIR_GEN"
        ECDSA_KEY_PAIR_GEN "CKM_ECDSA_KEY_PAIR_GEN"
        ECDSA "CKM_ECDSA"
        ECDSA_SHA1 "CKM_ECDSA_SHA1"
        ECDSA_SHA224 "CKM_ECDSA_SHA224"
        ECDSA_SHA256 "CKM_ECDSA_SHA256"
        ECDSA_SHA384 "CKM_ECDSA_SHA384"
        ECDSA_SHA512 "CKM_ECDSA_SHA512"
        ECDSA_SHA3_224 "CKM_ECDSA_SHA3_224"
        ECDSA_SHA3_256 "CKM_ECDSA_SHA3_256"
        ECDSA_SHA3_384 "CKM_ECDSA_SHA3_384"
        ECDSA_SHA3_512 "CKM_ECDSA_SHA3_512"
        EC_EDWARDS_KEY_PAIR_GEN "CKM_EC_EDWARDS_KEY_PAIR_GEN"
        EC_MONTGOMERY_KEY_PAIR_GEN "CKM_EC_MONTGOMERY_KEY_PAIR_GEN"
        EC_KEY_PAIR_GEN_W_EXTRA_BITS "CKM_EC_KEY_PAIR_GEN_W_EXTRA_BITS"
    }
    "section 6.3, without its optional parameter, which [`EdDsa`](super::EdDsa) has" {
        EDDSA "CKM_EDDSA"
    }
    "section 6.4" {
        DH_PKCS_KEY_PAIR_GEN "CKM_DH_PKCS_KEY_PAIR_GEN"
        X9_42_DH_KEY_PAIR_GEN "CKM_X9_42_DH_KEY_PAIR_GEN"
        DH_PKCS_PARAMETER_GEN "CKM_DH_PKCS_PARAMETER_GEN"
        X9_42_DH_PARAMETER_GEN "CKM_X9_42_DH_PARAMETER_GEN"
    }
    "section 6.6" {
        X2RATCHET_ENCRYPT "CKM_X2RATCHET_ENCRYPT"
        X2RATCHET_DECRYPT "CKM_X2RATCHET_DECRYPT"
    }
    "section 6.8" {
        GENERIC_SECRET_KEY_GEN "CKM_GENERIC_SECRET_KEY_GEN"
    }
    "section 6.10" {
        AES_KEY_GEN "CKM_AES_KEY_GEN"
        AES_ECB "CKM_AES_ECB"
        AES_MAC "CKM_AES_MAC"
        AES_XCBC_MAC "CKM_AES_XCBC_MAC"
        AES_XCBC_MAC_96 "CKM_AES_XCBC_MAC_96"
    }
    "section 6.14" {
        AES_CMAC "CKM_AES_CMAC"
    }
    "section 6.15" {
        AES_XTS_KEY_GEN "CKM_AES_XTS_KEY_GEN"
    }
    "section 6.16, without its optional parameter, which [`AesKeyWrap`](super::AesKeyWrap) has" {
        AES_KEY_WRAP "CKM_AES_KEY_WRAP"
    }
    "section 6.16, without its optional parameter, whose length nobody says" {
        AES_KEY_WRAP_PAD "CKM_AES_KEY_WRAP_PAD"
    }
    "section 6.16, without its optional parameter, which [`AesKeyWrapKwp`](super::AesKeyWrapKwp) has" {
        AES_KEY_WRAP_KWP "CKM_AES_KEY_WRAP_KWP"
    }
    "section 6.16, without its optional parameter, which [`AesKeyWrapPkcs7`](super::AesKeyWrapPkcs7) has" {
        AES_KEY_WRAP_PKCS7 "CKM_AES_KEY_WRAP_PKCS7"
    }
    "section 6.18" {
        DES2_KEY_GEN "CKM_DES2_KEY_GEN"
        DES3_KEY_GEN "CKM_DES3_KEY_GEN"
        DES3_ECB "CKM_DES3_ECB"
        DES3_MAC "CKM_DES3_MAC"
    }
    "section 6.19" {
        DES3_CMAC "CKM_DES3_CMAC"
    }
    "section 6.20" {
        SHA_1 "CKM_SHA_1"
        SHA_1_HMAC "CKM_SHA_1_HMAC"
        SHA1_KEY_DERIVATION "CKM_SHA1_KEY_DERIVATION"
        SHA_1_KEY_GEN "CKM_SHA_1_KEY_GEN"
    }
    "section 6.21" {
        SHA224 "CKM_SHA224"
        SHA224_HMAC "CKM_SHA224_HMAC"
        SHA224_KEY_DERIVATION "CKM_SHA224_KEY_DERIVATION"
        SHA224_KEY_GEN "CKM_SHA224_KEY_GEN"
    }
    "section 6.22" {
        SHA256 "CKM_SHA256"
        SHA256_HMAC "CKM_SHA256_HMAC"
        SHA256_KEY_DERIVATION "CKM_SHA256_KEY_DERIVATION"
        SHA256_KEY_GEN "CKM_SHA256_KEY_GEN"
    }
    "section 6.23" {
        SHA384 "CKM_SHA384"
        SHA384_HMAC "CKM_SHA384_HMAC"
        SHA384_KEY_DERIVATION "CKM_SHA384_KEY_DERIVATION"
        SHA384_KEY_GEN "CKM_SHA384_KEY_GEN"
    }
    "section 6.24" {
        SHA512 "CKM_SHA512"
        SHA512_HMAC "CKM_SHA512_HMAC"
        SHA512_KEY_DERIVATION "CKM_SHA512_KEY_DERIVATION"
        SHA512_KEY_GEN "CKM_SHA512_KEY_GEN"
    }
    "section 6.25" {
        SHA512_224 "CKM_SHA512_224"
        SHA512_224_HMAC "CKM_SHA512_224_HMAC"
        SHA512_224_KEY_DERIVATION "CKM_SHA512_224_KEY_DERIVATION"
        SHA512_224_KEY_GEN "CKM_SHA512_224_KEY_GEN"
    }
    "section 6.26" {
        SHA512_256 "CKM_SHA512_256"
        SHA512_256_HMAC "CKM_SHA512_256_HMAC"
        SHA512_256_KEY_DERIVATION "CKM_SHA512_256_KEY_DERIVATION"
        SHA512_256_KEY_GEN "CKM_SHA512_256_KEY_GEN"
    }
    "section 6.27" {
        SHA512_T_KEY_DERIVATION "CKM_SHA512_T_KEY_DERIVATION"
        SHA512_T_KEY_GEN "CKM_SHA512_T_KEY_GEN"
    }
    "section 6.28" {
        SHA3_224 "CKM_SHA3_224"
        SHA3_224_HMAC "CKM_SHA3_224_HMAC"
        SHA3_224_KEY_GEN "CKM_SHA3_224_KEY_GEN"
        SHA3_224_KEY_DERIVATION "CKM_SHA3_224_KEY_DERIVATION"
        SHA3_224_KEY_DERIVE "CKM_SHA3_224_KEY_DERIVE"
    }
    "section 6.29" {
        SHA3_256 "CKM_SHA3_256"
        SHA3_256_HMAC "CKM_SHA3_256_HMAC"
        SHA3_256_KEY_GEN "CKM_SHA3_256_KEY_GEN"
        SHA3_256_KEY_DERIVATION "CKM_SHA3_256_KEY_DERIVATION"
        SHA3_256_KEY_DERIVE "CKM_SHA3_256_KEY_DERIVE"
    }
    "section 6.30" {
        SHA3_384 "CKM_SHA3_384"
        SHA3_384_HMAC "CKM_SHA3_384_HMAC"
        SHA3_384_KEY_GEN "CKM_SHA3_384_KEY_GEN"
        SHA3_384_KEY_DERIVATION "CKM_SHA3_384_KEY_DERIVATION"
        SHA3_384_KEY_DERIVE "CKM_SHA3_384_KEY_DERIVE"
    }
    "section 6.31" {
        SHA3_512 "CKM_SHA3_512"
        SHA3_512_HMAC "CKM_SHA3_512_HMAC"
        SHA3_512_KEY_GEN "CKM_SHA3_512_KEY_GEN"
        SHA3_512_KEY_DERIVATION "CKM_SHA3_512_KEY_DERIVATION"
        SHA3_512_KEY_DERIVE "CKM_SHA3_512_KEY_DERIVE"
    }
    "section 6.32" {
        SHAKE_128_KEY_DERIVATION "CKM_SHAKE_128_KEY_DERIVATION"
        SHAKE_128_KEY_DERIVE "CKM_SHAKE_128_KEY_DERIVE"
        SHAKE_256_KEY_DERIVATION "CKM_SHAKE_256_KEY_DERIVATION"
        SHAKE_256_KEY_DERIVE "CKM_SHAKE_256_KEY_DERIVE"
    }
    "section 6.33" {
        BLAKE2B_160 "CKM_BLAKE2B_160"
        BLAKE2B_160_HMAC "CKM_BLAKE2B_160_HMAC"
        BLAKE2B_160_KEY_DERIVE "CKM_BLAKE2B_160_KEY_DERIVE"
        BLAKE2B_160_KEY_GEN "CKM_BLAKE2B_160_KEY_GEN"
    }
    "section 6.34" {
        BLAKE2B_256 "CKM_BLAKE2B_256"
        BLAKE2B_256_HMAC "CKM_BLAKE2B_256_HMAC"
        BLAKE2B_256_KEY_DERIVE "CKM_BLAKE2B_256_KEY_DERIVE"
        BLAKE2B_256_KEY_GEN "CKM_BLAKE2B_256_KEY_GEN"
    }
    "section 6.35" {
        BLAKE2B_384 "CKM_BLAKE2B_384"
        BLAKE2B_384_HMAC "CKM_BLAKE2B_384_HMAC"
        BLAKE2B_384_KEY_DERIVE "CKM_BLAKE2B_384_KEY_DERIVE"
        BLAKE2B_384_KEY_GEN "CKM_BLAKE2B_384_KEY_GEN"
    }
    "section 6.36" {
        BLAKE2B_512 "CKM_BLAKE2B_512"
        BLAKE2B_512_HMAC "CKM_BLAKE2B_512_HMAC"
        BLAKE2B_512_KEY_DERIVE "CKM_BLAKE2B_512_KEY_DERIVE"
        BLAKE2B_512_KEY_GEN "CKM_BLAKE2B_512_KEY_GEN"
    }
    "section 6.43" {
        PUB_KEY_FROM_PRIV_KEY "CKM_PUB_KEY_FROM_PRIV_KEY"
    }
    "section 6.45" {
        BLOWFISH_KEY_GEN "CKM_BLOWFISH_KEY_GEN"
    }
    "section 6.46" {
        TWOFISH_KEY_GEN "CKM_TWOFISH_KEY_GEN"
    }
    "section 6.47" {
        CAMELLIA_KEY_GEN "CKM_CAMELLIA_KEY_GEN"
        CAMELLIA_ECB "CKM_CAMELLIA_ECB"
        CAMELLIA_MAC "CKM_CAMELLIA_MAC"
    }
    "section 6.49" {
        ARIA_KEY_GEN "CKM_ARIA_KEY_GEN"
        ARIA_ECB "CKM_ARIA_ECB"
        ARIA_MAC "CKM_ARIA_MAC"
    }
    "section 6.51" {
        SEED_KEY_GEN "CKM_SEED_KEY_GEN"
        SEED_ECB "CKM_SEED_ECB"
        SEED_MAC "CKM_SEED_MAC"
    }
    "section 6.53" {
        SECURID_KEY_GEN "CKM_SECURID_KEY_GEN"
        HOTP_KEY_GEN "CKM_HOTP_KEY_GEN"
        ACTI_KEY_GEN "CKM_ACTI_KEY_GEN"
    }
    "section 6.55" {
        GOST28147_KEY_GEN "CKM_GOST28147_KEY_GEN"
        GOST28147_ECB "CKM_GOST28147_ECB"
    }
    "section 6.55, without its optional parameter, which [`Gost28147KeyWrap`](super::Gost28147KeyWrap) has" {
        GOST28147_KEY_WRAP "CKM_GOST28147_KEY_WRAP"
    }
    "section 6.56, without its optional parameter, which [`GostR3411`](super::GostR3411) has" {
        GOSTR3411 "CKM_GOSTR3411"
    }
    "section 6.56, without its optional parameter, which [`GostR3411Hmac`](super::GostR3411Hmac) has" {
        GOSTR3411_HMAC "CKM_GOSTR3411_HMAC"
    }
    "section 6.57" {
        GOSTR3410_KEY_PAIR_GEN "CKM_GOSTR3410_KEY_PAIR_GEN"
        GOSTR3410 "CKM_GOSTR3410"
    }
    "section 6.57, without its optional parameter, which [`GostR3410WithGostR3411`](super::GostR3410WithGostR3411) has" {
        GOSTR3410_WITH_GOSTR3411 "CKM_GOSTR3410_WITH_GOSTR3411"
    }
    "section 6.58" {
        CHACHA20_KEY_GEN "CKM_CHACHA20_KEY_GEN"
    }
    "section 6.59" {
        SALSA20_KEY_GEN "CKM_SALSA20_KEY_GEN"
    }
    "section 6.60" {
        POLY1305_KEY_GEN "CKM_POLY1305_KEY_GEN"
        POLY1305 "CKM_POLY1305"
    }
    "section 6.62" {
        HKDF_KEY_GEN "CKM_HKDF_KEY_GEN"
    }
    "section 6.63" {
        NULL "CKM_NULL"
    }
    "section 6.65" {
        HSS_KEY_PAIR_GEN "CKM_HSS_KEY_PAIR_GEN"
        HSS "CKM_HSS"
    }
    "section 6.66" {
        XMSS_KEY_PAIR_GEN "CKM_XMSS_KEY_PAIR_GEN"
        XMSSMT_KEY_PAIR_GEN "CKM_XMSSMT_KEY_PAIR_GEN"
        XMSS "CKM_XMSS"
        XMSSMT "CKM_XMSSMT"
    }
    "section 6.67" {
        ML_DSA_KEY_PAIR_GEN "CKM_ML_DSA_KEY_PAIR_GEN"
    }
    "section 6.67, without its optional parameter, which [`MlDsa`](super::MlDsa) has" {
        ML_DSA "CKM_ML_DSA"
        HASH_ML_DSA_SHA224 "CKM_HASH_ML_DSA_SHA224"
        HASH_ML_DSA_SHA256 "CKM_HASH_ML_DSA_SHA256"
        HASH_ML_DSA_SHA384 "CKM_HASH_ML_DSA_SHA384"
        HASH_ML_DSA_SHA512 "CKM_HASH_ML_DSA_SHA512"
        HASH_ML_DSA_SHA3_224 "CKM_HASH_ML_DSA_SHA3_224"
        HASH_ML_DSA_SHA3_256 "CKM_HASH_ML_DSA_SHA3_256"
        HASH_ML_DSA_SHA3_384 "CKM_HASH_ML_DSA_SHA3_384"
        HASH_ML_DSA_SHA3_512 "CKM_HASH_ML_DSA_SHA3_512"
        HASH_ML_DSA_SHAKE128 "CKM_HASH_ML_DSA_SHAKE128"
        HASH_ML_DSA_SHAKE256 "CKM_HASH_ML_DSA_SHAKE256"
    }
    "section 6.68" {
        ML_KEM_KEY_PAIR_GEN "CKM_ML_KEM_KEY_PAIR_GEN"
        ML_KEM "CKM_ML_KEM"
    }
    "section 6.69" {
        SLH_DSA_KEY_PAIR_GEN "CKM_SLH_DSA_KEY_PAIR_GEN"
    }
    "section 6.69, without its optional parameter, which [`SlhDsa`](super::SlhDsa) has" {
        SLH_DSA "CKM_SLH_DSA"
        HASH_SLH_DSA_SHA224 "CKM_HASH_SLH_DSA_SHA224"
        HASH_SLH_DSA_SHA256 "CKM_HASH_SLH_DSA_SHA256"
        HASH_SLH_DSA_SHA384 "CKM_HASH_SLH_DSA_SHA384"
        HASH_SLH_DSA_SHA512 "CKM_HASH_SLH_DSA_SHA512"
        HASH_SLH_DSA_SHA3_224 "CKM_HASH_SLH_DSA_SHA3_224"
        HASH_SLH_DSA_SHA3_256 "CKM_HASH_SLH_DSA_SHA3_256"
        HASH_SLH_DSA_SHA3_384 "CKM_HASH_SLH_DSA_SHA3_384"
        HASH_SLH_DSA_SHA3_512 "CKM_HASH_SLH_DSA_SHA3_512"
        HASH_SLH_DSA_SHAKE128 "CKM_HASH_SLH_DSA_SHAKE128"
        HASH_SLH_DSA_SHAKE256 "CKM_HASH_SLH_DSA_SHAKE256"
    }
    "section 2 of the historical mechanisms" {
        RC2_KEY_GEN "CKM_RC2_KEY_GEN"
        RC4_KEY_GEN "CKM_RC4_KEY_GEN"
        RC4 "CKM_RC4"
        DES_KEY_GEN "CKM_DES_KEY_GEN"
        DES_ECB "CKM_DES_ECB"
        DES_MAC "CKM_DES_MAC"
        CDMF_KEY_GEN "CKM_CDMF_KEY_GEN"
        CDMF_ECB "CKM_CDMF_ECB"
        CDMF_MAC "CKM_CDMF_MAC"
        MD2 "CKM_MD2"
        MD2_HMAC "CKM_MD2_HMAC"
        MD5 "CKM_MD5"
        MD5_HMAC "CKM_MD5_HMAC"
        RIPEMD128 "CKM_RIPEMD128"
        RIPEMD128_HMAC "CKM_RIPEMD128_HMAC"
        RIPEMD160 "CKM_RIPEMD160"
        RIPEMD160_HMAC "CKM_RIPEMD160_HMAC"
        CAST_KEY_GEN "CKM_CAST_KEY_GEN"
        CAST_ECB "CKM_CAST_ECB"
        CAST_MAC "CKM_CAST_MAC"
        CAST3_KEY_GEN "CKM_CAST3_KEY_GEN"
        CAST3_ECB "CKM_CAST3_ECB"
        CAST3_MAC "CKM_CAST3_MAC"
        CAST128_KEY_GEN "CKM_CAST128_KEY_GEN"
        CAST5_KEY_GEN "CKM_CAST5_KEY_GEN"
        CAST128_ECB "CKM_CAST128_ECB"
        CAST5_ECB "CKM_CAST5_ECB"
        CAST128_MAC "CKM_CAST128_MAC"
        CAST5_MAC "CKM_CAST5_MAC"
        RC5_KEY_GEN "CKM_RC5_KEY_GEN"
        IDEA_KEY_GEN "CKM_IDEA_KEY_GEN"
        IDEA_ECB "CKM_IDEA_ECB"
        IDEA_MAC "CKM_IDEA_MAC"
        MD5_KEY_DERIVATION "CKM_MD5_KEY_DERIVATION"
        MD2_KEY_DERIVATION "CKM_MD2_KEY_DERIVATION"
        KEY_WRAP_LYNKS "CKM_KEY_WRAP_LYNKS"
        SKIPJACK_KEY_GEN "CKM_SKIPJACK_KEY_GEN"
        SKIPJACK_WRAP "CKM_SKIPJACK_WRAP"
        KEA_KEY_PAIR_GEN "CKM_KEA_KEY_PAIR_GEN"
        FORTEZZA_TIMESTAMP "CKM_FORTEZZA_TIMESTAMP"
        BATON_KEY_GEN "CKM_BATON_KEY_GEN"
        BATON_WRAP "CKM_BATON_WRAP"
        JUNIPER_KEY_GEN "CKM_JUNIPER_KEY_GEN"
        JUNIPER_WRAP "CKM_JUNIPER_WRAP"
        FASTHASH "CKM_FASTHASH"
    }
}

#[cfg(test)]
mod tests {
    use super::{super::seen, ALL};
    use crate::{Mechanism, MechanismType};

    #[test]
    fn a_constant_is_a_number_and_a_null() {
        assert_eq!(seen::bytes(Mechanism::ECDSA), (MechanismType::new(0x1041), None));
        assert_eq!(seen::bytes(Mechanism::AES_KEY_WRAP), (MechanismType::new(0x2109), None));
        assert_eq!(Mechanism::ECDSA_KEY_PAIR_GEN.mechanism_type(), MechanismType::EC_KEY_PAIR_GEN);
    }

    #[test]
    fn both_names_of_a_row_are_one() {
        for (mechanism, name, c_name) in ALL {
            assert_eq!(c_name.strip_prefix("CKM_"), Some(*name));
            assert!(MechanismType::rows().any(|row| row == (mechanism.mechanism_type().raw(), *c_name)), "{c_name}");
        }
    }
}
