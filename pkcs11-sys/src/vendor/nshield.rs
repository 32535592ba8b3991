//! Entrust nShield, formerly nCipher.

use crate::types::{CK_ATTRIBUTE_TYPE, CK_KEY_TYPE, CK_MECHANISM_TYPE, CK_RV};

/// Hands the rows of [`vendor::nshield`](crate::vendor::nshield) to another macro.
#[macro_export]
macro_rules! with_vendor_nshield {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        // Attributes
        CKA_NCIPHER:                   CK_ATTRIBUTE_TYPE = 0xde436972;
        CKA_NFKM_APPNAME:              CK_ATTRIBUTE_TYPE = 0xde436975;
        CKA_TKC1:                      CK_ATTRIBUTE_TYPE = 0xde436983;
        CKA_TKC2:                      CK_ATTRIBUTE_TYPE = 0xde436984;
        CKA_TKC3:                      CK_ATTRIBUTE_TYPE = 0xde436985;
        CKA_PRIVATE_VALUE:             CK_ATTRIBUTE_TYPE = 0xde436986;
        CKA_PUBLIC_VALUE:              CK_ATTRIBUTE_TYPE = 0xde436987;
        /// The standard gives this name to `0x00000637`.
        CKA_SEED:                      CK_ATTRIBUTE_TYPE = 0xde436988;
        CKA_COUNTER:                   CK_ATTRIBUTE_TYPE = 0xde436989;
        CKA_NFKM_HASH:                 CK_ATTRIBUTE_TYPE = 0xde43698a;
        CKA_SAM_REAL:                  CK_ATTRIBUTE_TYPE = 0xde4369a2;
        CKA_SAM_REAL_CHECKED:          CK_ATTRIBUTE_TYPE = 0xde4369a3;
        CKA_SAM_REAL_INSECURE:         CK_ATTRIBUTE_TYPE = 0xde4369a4;
        CKA_SAM_REAL_EXPLICIT:         CK_ATTRIBUTE_TYPE = 0xde4369a5;
        CKA_SAM_REAL_UNWRAPKEK:        CK_ATTRIBUTE_TYPE = 0xde4369a6;
        CKA_SAM_REAL_IMPORT:           CK_ATTRIBUTE_TYPE = 0xde4369a7;
        CKA_SAM_REAL_WEAK:             CK_ATTRIBUTE_TYPE = 0xde4369a8;
        CKA_SAM_REAL_SHORT:            CK_ATTRIBUTE_TYPE = 0xde4369a9;
        CKA_SAM_CONSIDERED:            CK_ATTRIBUTE_TYPE = 0xde4369b2;
        CKA_SAM_CONSIDERED_CHECKED:    CK_ATTRIBUTE_TYPE = 0xde4369b3;
        CKA_SAM_CONSIDERED_INSECURE:   CK_ATTRIBUTE_TYPE = 0xde4369b4;
        CKA_SAM_CONSIDERED_EXPLICIT:   CK_ATTRIBUTE_TYPE = 0xde4369b5;
        CKA_SAM_CONSIDERED_UNWRAPKEK:  CK_ATTRIBUTE_TYPE = 0xde4369b6;
        CKA_SAM_CONSIDERED_IMPORT:     CK_ATTRIBUTE_TYPE = 0xde4369b7;
        CKA_SAM_CONSIDERED_WEAK:       CK_ATTRIBUTE_TYPE = 0xde4369b8;
        CKA_SAM_CONSIDERED_SHORT:      CK_ATTRIBUTE_TYPE = 0xde4369b9;
        CKA_SAM_CONSIDERED_UNWRAPMECH: CK_ATTRIBUTE_TYPE = 0xde4369ba;
        CKA_SAM_CONSIDERED_TOKEN:      CK_ATTRIBUTE_TYPE = 0xde4369bb;
        CKA_KA_ACTIVE:                 CK_ATTRIBUTE_TYPE = 0xde4369c2;
        CKA_NFKM_ID:                   CK_ATTRIBUTE_TYPE = 0xde436a74;

        // Key types
        CKK_NCIPHER:       CK_KEY_TYPE = 0xde436972;
        CKK_NC_SHA_1_HMAC: CK_KEY_TYPE = 0xde436973;
        CKK_NC_MD5_HMAC:   CK_KEY_TYPE = 0xde436974;
        CKK_KCDSA:         CK_KEY_TYPE = 0xde436979;
        /// The standard gives this name to `0x0000002f`.
        CKK_SEED:          CK_KEY_TYPE = 0xde4369a5;

        // Mechanisms
        CKM_NCIPHER:                          CK_MECHANISM_TYPE = 0xde436972;
        CKM_WRAP_RSA_CRT_COMPONENTS:          CK_MECHANISM_TYPE = 0xde436973;
        CKM_CAC_TK_DERIVATION:                CK_MECHANISM_TYPE = 0xde436974;
        CKM_NC_SHA_1_HMAC_KEY_GEN:            CK_MECHANISM_TYPE = 0xde436975;
        CKM_SHA_1_HMAC_KEY_GEN:               CK_MECHANISM_TYPE = 0xde436975;
        CKM_KCDSA_SHA1:                       CK_MECHANISM_TYPE = 0xde436976;
        CKM_NFKM_WRAP_BLOB:                   CK_MECHANISM_TYPE = 0xde436976;
        CKM_KCDSA_HAS160:                     CK_MECHANISM_TYPE = 0xde436977;
        CKM_MD5_HMAC_KEY_GEN:                 CK_MECHANISM_TYPE = 0xde436978;
        CKM_NC_MD5_HMAC_KEY_GEN:              CK_MECHANISM_TYPE = 0xde436978;
        CKM_HAS160:                           CK_MECHANISM_TYPE = 0xde43697a;
        CKM_KCDSA_SHA224:                     CK_MECHANISM_TYPE = 0xde43697c;
        CKM_KCDSA_SHA256:                     CK_MECHANISM_TYPE = 0xde43697d;
        CKM_KCDSA_KEY_PAIR_GEN:               CK_MECHANISM_TYPE = 0xde436982;
        CKM_KCDSA_RIPEMD160:                  CK_MECHANISM_TYPE = 0xde436983;
        /// The standard gives this name to `0x00000650`.
        CKM_SEED_KEY_GEN:                     CK_MECHANISM_TYPE = 0xde436984;
        /// The standard gives this name to `0x00000651`.
        CKM_SEED_ECB:                         CK_MECHANISM_TYPE = 0xde436985;
        /// The standard gives this name to `0x00000652`.
        CKM_SEED_CBC:                         CK_MECHANISM_TYPE = 0xde436986;
        /// The standard gives this name to `0x00000655`.
        CKM_SEED_CBC_PAD:                     CK_MECHANISM_TYPE = 0xde436987;
        /// The standard gives this name to `0x00000653`.
        CKM_SEED_MAC:                         CK_MECHANISM_TYPE = 0xde436988;
        /// The standard gives this name to `0x00000654`.
        CKM_SEED_MAC_GENERAL:                 CK_MECHANISM_TYPE = 0xde436989;
        CKM_KCDSA:                            CK_MECHANISM_TYPE = 0xde43698a;
        /// The standard gives this name to `0x00000657`.
        CKM_SEED_CBC_ENCRYPT_DATA:            CK_MECHANISM_TYPE = 0xde43698b;
        /// The standard gives this name to `0x00000656`.
        CKM_SEED_ECB_ENCRYPT_DATA:            CK_MECHANISM_TYPE = 0xde436992;
        CKM_NC_SHA224_HMAC_KEY_GEN:           CK_MECHANISM_TYPE = 0xde436996;
        CKM_NC_SHA256_HMAC_KEY_GEN:           CK_MECHANISM_TYPE = 0xde436997;
        CKM_NC_SHA384_HMAC_KEY_GEN:           CK_MECHANISM_TYPE = 0xde436998;
        CKM_NC_SHA512_HMAC_KEY_GEN:           CK_MECHANISM_TYPE = 0xde436999;
        CKM_NC_AES_CMAC_KEY_DERIVATION:       CK_MECHANISM_TYPE = 0xde436c72;
        CKM_NC_AES_CMAC_KEY_DERIVATION_SCP03: CK_MECHANISM_TYPE = 0xde436c73;
        CKM_NC_AES_CMAC:                      CK_MECHANISM_TYPE = 0xde4379f9;
        CKM_KCDSA_PARAMETER_GEN:              CK_MECHANISM_TYPE = 0xde438972;
        CKM_PUBLIC_FROM_PRIVATE:              CK_MECHANISM_TYPE = 0xde438a72;

        // Return values
        CKR_FIPS_FUNCTION_NOT_SUPPORTED: CK_RV = 0x80000054;
        CKR_FIPS_MECHANISM_INVALID:      CK_RV = 0x80000070;
        CKR_FIPS_TEMPLATE_INCONSISTENT:  CK_RV = 0x800000d1;
        CKR_FIPS_TOKEN_NOT_PRESENT:      CK_RV = 0x800000e0;
    } };
}

with_vendor_nshield!(vendor_constants {});
