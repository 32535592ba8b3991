//! Thales Luna.

use crate::types::{
    CK_ATTRIBUTE_TYPE, CK_EC_KDF_TYPE, CK_FLAGS, CK_HW_FEATURE_TYPE, CK_KEY_TYPE, CK_MECHANISM_TYPE, CK_OBJECT_CLASS,
    CK_PKCS5_PBKD2_PSEUDO_RANDOM_FUNCTION_TYPE, CK_RSA_PKCS_MGF_TYPE, CK_RV, CK_STATE, CK_USER_TYPE,
};

/// Hands the rows of [`vendor::luna`](crate::vendor::luna) to another macro.
#[macro_export]
macro_rules! with_vendor_luna {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        // Object classes
        CKO_TOKEN_ROLE_POLICY_SET: CK_OBJECT_CLASS = 0x80000001;
        CKO_TOKEN_ROLE_POLICY:     CK_OBJECT_CLASS = 0x80000002;
        CKO_TOKEN_ROLE_DESCRIPTOR: CK_OBJECT_CLASS = 0x80000003;
        CKO_TOKEN_ROLE_STATE:      CK_OBJECT_CLASS = 0x80000004;
        CKO_CERTIFICATE_REQUEST:   CK_OBJECT_CLASS = 0x80000201;
        CKO_CRL:                   CK_OBJECT_CLASS = 0x80000202;
        CKO_ADAPTER:               CK_OBJECT_CLASS = 0x8000020a;
        CKO_SLOT:                  CK_OBJECT_CLASS = 0x8000020b;
        CKO_FM:                    CK_OBJECT_CLASS = 0x8000020c;

        // Attributes
        CKA_CCM_PRIVATE:              CK_ATTRIBUTE_TYPE = 0x80000001;
        CKA_FINGERPRINT_SHA1:         CK_ATTRIBUTE_TYPE = 0x80000002;
        CKA_PKC_TCTRUST:              CK_ATTRIBUTE_TYPE = 0x80000003;
        CKA_PKC_CITS:                 CK_ATTRIBUTE_TYPE = 0x80000004;
        CKA_OUID:                     CK_ATTRIBUTE_TYPE = 0x80000005;
        CKA_X9_31_GENERATED:          CK_ATTRIBUTE_TYPE = 0x80000006;
        CKA_PKC_ECC:                  CK_ATTRIBUTE_TYPE = 0x80000007;
        CKA_EKM_UID:                  CK_ATTRIBUTE_TYPE = 0x80000008;
        CKA_PKC_LEGACY_ECC:           CK_ATTRIBUTE_TYPE = 0x80000009;
        CKA_TOKEN_ROLE_POLICIES:      CK_ATTRIBUTE_TYPE = 0x80000010;
        CKA_ROLE_DESCRIPTORS:         CK_ATTRIBUTE_TYPE = 0x80000011;
        CKA_USER_VALUE:               CK_ATTRIBUTE_TYPE = 0x80000012;
        CKA_INITIALIZER:              CK_ATTRIBUTE_TYPE = 0x80000013;
        CKA_POLICY:                   CK_ATTRIBUTE_TYPE = 0x80000014;
        CKA_ACTIVE:                   CK_ATTRIBUTE_TYPE = 0x80000015;
        CKA_INITIALIZED:              CK_ATTRIBUTE_TYPE = 0x80000016;
        CKA_PIN_TO_BE_CHANGED:        CK_ATTRIBUTE_TYPE = 0x80000017;
        CKA_LOCKED_OUT:               CK_ATTRIBUTE_TYPE = 0x80000018;
        CKA_ACTIVATED:                CK_ATTRIBUTE_TYPE = 0x80000019;
        CKA_HAS_DOMAIN:               CK_ATTRIBUTE_TYPE = 0x8000001a;
        CKA_LOGIN_ATTEMPTS_LEFT:      CK_ATTRIBUTE_TYPE = 0x8000001b;
        CKA_PRIMARY_AUTH_METHOD:      CK_ATTRIBUTE_TYPE = 0x8000001c;
        CKA_SECONDARY_AUTH_METHOD:    CK_ATTRIBUTE_TYPE = 0x8000001d;
        CKA_ROLE_SHORT_NAME:          CK_ATTRIBUTE_TYPE = 0x8000001e;
        CKA_VERSION:                  CK_ATTRIBUTE_TYPE = 0x8000001f;
        CKA_USAGE_COUNT:              CK_ATTRIBUTE_TYPE = 0x80000101;
        CKA_BYTES_REMAINING:          CK_ATTRIBUTE_TYPE = 0x80000105;
        CKA_SECURITY_MODE:            CK_ATTRIBUTE_TYPE = 0x80000140;
        CKA_TRANSPORT_MODE:           CK_ATTRIBUTE_TYPE = 0x80000141;
        CKA_BATCH:                    CK_ATTRIBUTE_TYPE = 0x80000142;
        CKA_HW_STATUS:                CK_ATTRIBUTE_TYPE = 0x80000143;
        CKA_FREE_MEM:                 CK_ATTRIBUTE_TYPE = 0x80000144;
        CKA_TAMPER_CMD:               CK_ATTRIBUTE_TYPE = 0x80000145;
        CKA_DATE_OF_MANUFACTURE:      CK_ATTRIBUTE_TYPE = 0x80000146;
        CKA_HALT_CMD:                 CK_ATTRIBUTE_TYPE = 0x80000147;
        CKA_APPLICATION_COUNT:        CK_ATTRIBUTE_TYPE = 0x80000148;
        CKA_FW_VERSION:               CK_ATTRIBUTE_TYPE = 0x80000149;
        CKA_RESCAN_PERIPHERALS_CMD:   CK_ATTRIBUTE_TYPE = 0x8000014a;
        CKA_RTC_AAC_ENABLED:          CK_ATTRIBUTE_TYPE = 0x8000014b;
        CKA_RTC_AAC_GUARD_SECONDS:    CK_ATTRIBUTE_TYPE = 0x8000014c;
        CKA_RTC_AAC_GUARD_COUNT:      CK_ATTRIBUTE_TYPE = 0x8000014d;
        CKA_RTC_AAC_GUARD_DURATION:   CK_ATTRIBUTE_TYPE = 0x8000014e;
        CKA_HW_EXT_INFO_STR:          CK_ATTRIBUTE_TYPE = 0x8000014f;
        CKA_TEMPERATURE_STR:          CK_ATTRIBUTE_TYPE = 0x80000150;
        CKA_SLOT_ID:                  CK_ATTRIBUTE_TYPE = 0x80000151;
        CKA_MAX_SESSIONS:             CK_ATTRIBUTE_TYPE = 0x80000155;
        CKA_MIN_PIN_LEN:              CK_ATTRIBUTE_TYPE = 0x80000156;
        CKA_FLAGS:                    CK_ATTRIBUTE_TYPE = 0x80000159;
        CKA_USAGE_LIMIT:              CK_ATTRIBUTE_TYPE = 0x80000200;
        CKA_GENERIC_1:                CK_ATTRIBUTE_TYPE = 0x80001000;
        CKA_GENERIC_2:                CK_ATTRIBUTE_TYPE = 0x80001001;
        CKA_GENERIC_3:                CK_ATTRIBUTE_TYPE = 0x80001002;
        CKA_FINGERPRINT_SHA256:       CK_ATTRIBUTE_TYPE = 0x80001003;
        CKA_WARNING_THRESHOLD:        CK_ATTRIBUTE_TYPE = 0x80001004;
        CKA_AUTH_DATA:                CK_ATTRIBUTE_TYPE = 0x80001005;
        CKA_ASSIGNED:                 CK_ATTRIBUTE_TYPE = 0x80001006;
        CKA_KEY_STATUS:               CK_ATTRIBUTE_TYPE = 0x80001007;
        CKA_FAILED_KEY_AUTH_COUNT:    CK_ATTRIBUTE_TYPE = 0x80001008;
        CKA_BIP32_CHAIN_CODE:         CK_ATTRIBUTE_TYPE = 0x80001100;
        CKA_BIP32_VERSION_BYTES:      CK_ATTRIBUTE_TYPE = 0x80001101;
        CKA_BIP32_CHILD_INDEX:        CK_ATTRIBUTE_TYPE = 0x80001102;
        CKA_BIP32_CHILD_DEPTH:        CK_ATTRIBUTE_TYPE = 0x80001103;
        CKA_BIP32_ID:                 CK_ATTRIBUTE_TYPE = 0x80001104;
        CKA_BIP32_FINGERPRINT:        CK_ATTRIBUTE_TYPE = 0x80001105;
        CKA_BIP32_PARENT_FINGERPRINT: CK_ATTRIBUTE_TYPE = 0x80001106;
        CKA_KEK_GROUP_ID:             CK_ATTRIBUTE_TYPE = 0xc0001005;
        CKA_KEK_MAX_LIFETIME:         CK_ATTRIBUTE_TYPE = 0xc0001006;
        CKA_KEK_ACTUAL_LIFETIME:      CK_ATTRIBUTE_TYPE = 0xc0001007;
        CKA_KEK_MANAGEMENT_FLAGS:     CK_ATTRIBUTE_TYPE = 0xc0001008;

        // Key types
        CKK_KCDSA:         CK_KEY_TYPE = 0x80000010;
        /// The standard gives this name to `0x0000002f`.
        CKK_SEED:          CK_KEY_TYPE = 0x80000011;
        /// The standard gives this name to `0x00000040`.
        CKK_EC_EDWARDS:    CK_KEY_TYPE = 0x80000012;
        /// The standard gives this name to `0x00000041`.
        CKK_EC_MONTGOMERY: CK_KEY_TYPE = 0x80000013;
        CKK_BIP32:         CK_KEY_TYPE = 0x80000014;

        // Mechanisms
        CKM_XOR_BASE_AND_KEY:                      CK_MECHANISM_TYPE = 0x8000001b;
        CKM_HAS160:                                CK_MECHANISM_TYPE = 0x80000100;
        CKM_KCDSA_KEY_PAIR_GEN:                    CK_MECHANISM_TYPE = 0x80000101;
        CKM_KCDSA_HAS160:                          CK_MECHANISM_TYPE = 0x80000102;
        /// The standard gives this name to `0x00000650`.
        CKM_SEED_KEY_GEN:                          CK_MECHANISM_TYPE = 0x80000103;
        /// The standard gives this name to `0x00000651`.
        CKM_SEED_ECB:                              CK_MECHANISM_TYPE = 0x80000104;
        /// The standard gives this name to `0x00000652`.
        CKM_SEED_CBC:                              CK_MECHANISM_TYPE = 0x80000105;
        /// The standard gives this name to `0x00000655`.
        CKM_SEED_CBC_PAD:                          CK_MECHANISM_TYPE = 0x80000106;
        /// The standard gives this name to `0x00000653`.
        CKM_SEED_MAC:                              CK_MECHANISM_TYPE = 0x80000107;
        /// The standard gives this name to `0x00000654`.
        CKM_SEED_MAC_GENERAL:                      CK_MECHANISM_TYPE = 0x80000108;
        CKM_KCDSA_SHA1:                            CK_MECHANISM_TYPE = 0x80000109;
        CKM_KCDSA_SHA224:                          CK_MECHANISM_TYPE = 0x8000010a;
        CKM_KCDSA_SHA256:                          CK_MECHANISM_TYPE = 0x8000010b;
        CKM_KCDSA_SHA384:                          CK_MECHANISM_TYPE = 0x8000010c;
        CKM_KCDSA_SHA512:                          CK_MECHANISM_TYPE = 0x8000010d;
        CKM_KCDSA_PARAMETER_GEN:                   CK_MECHANISM_TYPE = 0x8000010f;
        CKM_SHA224_RSA_PKCS_OLD:                   CK_MECHANISM_TYPE = 0x80000110;
        CKM_SHA224_RSA_PKCS_PSS_OLD:               CK_MECHANISM_TYPE = 0x80000111;
        CKM_SHA224_OLD:                            CK_MECHANISM_TYPE = 0x80000112;
        CKM_SHA224_HMAC_OLD:                       CK_MECHANISM_TYPE = 0x80000113;
        CKM_SHA224_HMAC_GENERAL_OLD:               CK_MECHANISM_TYPE = 0x80000114;
        CKM_SHA224_KEY_DERIVATION_OLD:             CK_MECHANISM_TYPE = 0x80000115;
        CKM_DES3_CTR:                              CK_MECHANISM_TYPE = 0x80000116;
        /// The standard gives this name to `0x00002106`.
        CKM_AES_CFB8:                              CK_MECHANISM_TYPE = 0x80000118;
        /// The standard gives this name to `0x00002107`.
        CKM_AES_CFB128:                            CK_MECHANISM_TYPE = 0x80000119;
        /// The standard gives this name to `0x00002104`.
        CKM_AES_OFB:                               CK_MECHANISM_TYPE = 0x8000011a;
        CKM_ARIA_CFB8:                             CK_MECHANISM_TYPE = 0x8000011d;
        CKM_ARIA_CFB128:                           CK_MECHANISM_TYPE = 0x8000011e;
        CKM_ARIA_OFB:                              CK_MECHANISM_TYPE = 0x8000011f;
        CKM_ARIA_CTR:                              CK_MECHANISM_TYPE = 0x80000120;
        CKM_ARIA_GCM:                              CK_MECHANISM_TYPE = 0x80000121;
        /// The standard gives this name to `0x00001043`.
        CKM_ECDSA_SHA224:                          CK_MECHANISM_TYPE = 0x80000122;
        /// The standard gives this name to `0x00001044`.
        CKM_ECDSA_SHA256:                          CK_MECHANISM_TYPE = 0x80000123;
        /// The standard gives this name to `0x00001045`.
        CKM_ECDSA_SHA384:                          CK_MECHANISM_TYPE = 0x80000124;
        /// The standard gives this name to `0x00001046`.
        CKM_ECDSA_SHA512:                          CK_MECHANISM_TYPE = 0x80000125;
        /// The standard gives this name to `0x0000108e`.
        CKM_AES_GMAC:                              CK_MECHANISM_TYPE = 0x80000126;
        CKM_ARIA_CMAC:                             CK_MECHANISM_TYPE = 0x80000128;
        CKM_ARIA_CMAC_GENERAL:                     CK_MECHANISM_TYPE = 0x80000129;
        CKM_SEED_CMAC:                             CK_MECHANISM_TYPE = 0x8000012c;
        CKM_SEED_CMAC_GENERAL:                     CK_MECHANISM_TYPE = 0x8000012d;
        CKM_DES3_CBC_PAD_IPSEC:                    CK_MECHANISM_TYPE = 0x8000012e;
        CKM_AES_CBC_PAD_IPSEC:                     CK_MECHANISM_TYPE = 0x8000012f;
        CKM_ARIA_L_ECB:                            CK_MECHANISM_TYPE = 0x80000130;
        CKM_ARIA_L_CBC:                            CK_MECHANISM_TYPE = 0x80000131;
        CKM_ARIA_L_CBC_PAD:                        CK_MECHANISM_TYPE = 0x80000132;
        CKM_ARIA_L_MAC:                            CK_MECHANISM_TYPE = 0x80000133;
        CKM_ARIA_L_MAC_GENERAL:                    CK_MECHANISM_TYPE = 0x80000134;
        CKM_SHA224_RSA_X9_31:                      CK_MECHANISM_TYPE = 0x80000135;
        CKM_SHA256_RSA_X9_31:                      CK_MECHANISM_TYPE = 0x80000136;
        CKM_SHA384_RSA_X9_31:                      CK_MECHANISM_TYPE = 0x80000137;
        CKM_SHA512_RSA_X9_31:                      CK_MECHANISM_TYPE = 0x80000138;
        CKM_SHA1_RSA_X9_31_NON_FIPS:               CK_MECHANISM_TYPE = 0x80000139;
        CKM_SHA224_RSA_X9_31_NON_FIPS:             CK_MECHANISM_TYPE = 0x8000013a;
        CKM_SHA256_RSA_X9_31_NON_FIPS:             CK_MECHANISM_TYPE = 0x8000013b;
        CKM_SHA384_RSA_X9_31_NON_FIPS:             CK_MECHANISM_TYPE = 0x8000013c;
        CKM_SHA512_RSA_X9_31_NON_FIPS:             CK_MECHANISM_TYPE = 0x8000013d;
        CKM_RSA_X9_31_NON_FIPS:                    CK_MECHANISM_TYPE = 0x8000013e;
        /// The standard gives this name to `0x00000013`.
        CKM_DSA_SHA224:                            CK_MECHANISM_TYPE = 0x80000140;
        /// The standard gives this name to `0x00000014`.
        CKM_DSA_SHA256:                            CK_MECHANISM_TYPE = 0x80000141;
        CKM_RSA_FIPS_186_3_AUX_PRIME_KEY_PAIR_GEN: CK_MECHANISM_TYPE = 0x80000142;
        CKM_RSA_FIPS_186_3_PRIME_KEY_PAIR_GEN:     CK_MECHANISM_TYPE = 0x80000143;
        CKM_SEED_CTR:                              CK_MECHANISM_TYPE = 0x80000144;
        CKM_KCDSA_HAS160_NO_PAD:                   CK_MECHANISM_TYPE = 0x80000145;
        CKM_KCDSA_SHA1_NO_PAD:                     CK_MECHANISM_TYPE = 0x80000146;
        CKM_KCDSA_SHA224_NO_PAD:                   CK_MECHANISM_TYPE = 0x80000147;
        CKM_KCDSA_SHA256_NO_PAD:                   CK_MECHANISM_TYPE = 0x80000148;
        CKM_KCDSA_SHA384_NO_PAD:                   CK_MECHANISM_TYPE = 0x80000149;
        CKM_DES3_X919_MAC:                         CK_MECHANISM_TYPE = 0x80000150;
        CKM_KCDSA_SHA512_NO_PAD:                   CK_MECHANISM_TYPE = 0x80000151;
        CKM_ECDSA_KEY_PAIR_GEN_W_EXTRA_BITS:       CK_MECHANISM_TYPE = 0x80000160;
        CKM_ECDSA_GBCS_SHA256:                     CK_MECHANISM_TYPE = 0x80000161;
        CKM_AES_KW:                                CK_MECHANISM_TYPE = 0x80000170;
        CKM_AES_KWP:                               CK_MECHANISM_TYPE = 0x80000171;
        CKM_TDEA_KW:                               CK_MECHANISM_TYPE = 0x80000172;
        CKM_TDEA_KWP:                              CK_MECHANISM_TYPE = 0x80000173;
        CKM_AES_CBC_PAD_EXTRACT:                   CK_MECHANISM_TYPE = 0x80000200;
        CKM_AES_CBC_PAD_INSERT:                    CK_MECHANISM_TYPE = 0x80000201;
        CKM_AES_CBC_PAD_EXTRACT_FLATTENED:         CK_MECHANISM_TYPE = 0x80000202;
        CKM_AES_CBC_PAD_INSERT_FLATTENED:          CK_MECHANISM_TYPE = 0x80000203;
        CKM_AES_CBC_PAD_EXTRACT_DOMAIN_CTRL:       CK_MECHANISM_TYPE = 0x80000204;
        CKM_AES_CBC_PAD_INSERT_DOMAIN_CTRL:        CK_MECHANISM_TYPE = 0x80000205;
        CKM_PLACE_HOLDER_FOR_ERACOME_DEF_IN_SHIM:  CK_MECHANISM_TYPE = 0x80000502;
        CKM_DES2_DUKPT_IPEK:                       CK_MECHANISM_TYPE = 0x80000610;
        CKM_DES2_DUKPT_PIN:                        CK_MECHANISM_TYPE = 0x80000611;
        CKM_DES2_DUKPT_MAC:                        CK_MECHANISM_TYPE = 0x80000612;
        CKM_DES2_DUKPT_MAC_RESP:                   CK_MECHANISM_TYPE = 0x80000613;
        CKM_DES2_DUKPT_DATA:                       CK_MECHANISM_TYPE = 0x80000614;
        CKM_DES2_DUKPT_DATA_RESP:                  CK_MECHANISM_TYPE = 0x80000615;
        CKM_ECIES:                                 CK_MECHANISM_TYPE = 0x80000a00;
        CKM_XOR_BASE_AND_DATA_W_KDF:               CK_MECHANISM_TYPE = 0x80000a01;
        CKM_NIST_PRF_KDF:                          CK_MECHANISM_TYPE = 0x80000a02;
        CKM_PRF_KDF:                               CK_MECHANISM_TYPE = 0x80000a03;
        /// The standard gives this name to `0x00001071`.
        CKM_AES_XTS:                               CK_MECHANISM_TYPE = 0x80000a04;
        CKM_SM3:                                   CK_MECHANISM_TYPE = 0x80000b01;
        CKM_SM3_HMAC:                              CK_MECHANISM_TYPE = 0x80000b02;
        CKM_SM3_HMAC_GENERAL:                      CK_MECHANISM_TYPE = 0x80000b03;
        CKM_SM3_KEY_DERIVATION:                    CK_MECHANISM_TYPE = 0x80000b04;
        /// The standard gives this name to `0x00001055`.
        CKM_EC_EDWARDS_KEY_PAIR_GEN:               CK_MECHANISM_TYPE = 0x80000c01;
        CKM_EDDSA_NACL:                            CK_MECHANISM_TYPE = 0x80000c02;
        /// The standard gives this name to `0x00001057`.
        CKM_EDDSA:                                 CK_MECHANISM_TYPE = 0x80000c03;
        CKM_SHA1_EDDSA_NACL:                       CK_MECHANISM_TYPE = 0x80000c04;
        CKM_SHA224_EDDSA_NACL:                     CK_MECHANISM_TYPE = 0x80000c05;
        CKM_SHA256_EDDSA_NACL:                     CK_MECHANISM_TYPE = 0x80000c06;
        CKM_SHA384_EDDSA_NACL:                     CK_MECHANISM_TYPE = 0x80000c07;
        CKM_SHA512_EDDSA_NACL:                     CK_MECHANISM_TYPE = 0x80000c08;
        CKM_SHA1_EDDSA:                            CK_MECHANISM_TYPE = 0x80000c09;
        CKM_SHA224_EDDSA:                          CK_MECHANISM_TYPE = 0x80000c0a;
        CKM_SHA256_EDDSA:                          CK_MECHANISM_TYPE = 0x80000c0b;
        CKM_SHA384_EDDSA:                          CK_MECHANISM_TYPE = 0x80000c0c;
        CKM_SHA512_EDDSA:                          CK_MECHANISM_TYPE = 0x80000c0d;
        CKM_BIP32_MASTER_DERIVE:                   CK_MECHANISM_TYPE = 0x80000e00;
        CKM_BIP32_CHILD_DERIVE:                    CK_MECHANISM_TYPE = 0x80000e01;
        CKM_SHAKE_128:                             CK_MECHANISM_TYPE = 0x80000f00;
        CKM_SHAKE_256:                             CK_MECHANISM_TYPE = 0x80000f01;
        CKM_KECCAK_224:                            CK_MECHANISM_TYPE = 0x80000f08;
        CKM_KECCAK_256:                            CK_MECHANISM_TYPE = 0x80000f09;
        CKM_KECCAK_384:                            CK_MECHANISM_TYPE = 0x80000f0a;
        CKM_KECCAK_512:                            CK_MECHANISM_TYPE = 0x80000f0b;
        CKM_SHA3_224_EDDSA:                        CK_MECHANISM_TYPE = 0x80000f20;
        CKM_SHA3_256_EDDSA:                        CK_MECHANISM_TYPE = 0x80000f21;
        CKM_SHA3_384_EDDSA:                        CK_MECHANISM_TYPE = 0x80000f22;
        CKM_SHA3_512_EDDSA:                        CK_MECHANISM_TYPE = 0x80000f23;

        // Key derivation functions
        CKD_SHA1_KDF_CONCATENATE_NIST: CK_EC_KDF_TYPE = 0x80000001;
        CKD_SHA1_KDF_ASN1_NIST:        CK_EC_KDF_TYPE = 0x80000002;
        CKD_SHA224_KDF_OLD:            CK_EC_KDF_TYPE = 0x80000003;
        CKD_SHA256_KDF_OLD:            CK_EC_KDF_TYPE = 0x80000004;
        CKD_SHA384_KDF_OLD:            CK_EC_KDF_TYPE = 0x80000005;
        CKD_SHA512_KDF_OLD:            CK_EC_KDF_TYPE = 0x80000006;
        CKD_RIPEMD160_KDF:             CK_EC_KDF_TYPE = 0x80000007;
        CKD_SHA224_NIST_KDF:           CK_EC_KDF_TYPE = 0x80000013;
        CKD_SHA256_NIST_KDF:           CK_EC_KDF_TYPE = 0x80000014;
        CKD_SHA384_NIST_KDF:           CK_EC_KDF_TYPE = 0x80000015;
        CKD_SHA512_NIST_KDF:           CK_EC_KDF_TYPE = 0x80000016;
        CKD_RIPEMD160_NIST_KDF:        CK_EC_KDF_TYPE = 0x80000017;
        CKD_SHA3_224_NIST_KDF:         CK_EC_KDF_TYPE = 0x8000001a;
        CKD_SHA3_256_NIST_KDF:         CK_EC_KDF_TYPE = 0x8000001b;
        CKD_SHA3_384_NIST_KDF:         CK_EC_KDF_TYPE = 0x8000001c;
        CKD_SHA3_512_NIST_KDF:         CK_EC_KDF_TYPE = 0x8000001d;
        CKD_SHA1_SES_KDF:              CK_EC_KDF_TYPE = 0x82000000;
        CKD_SHA224_SES_KDF:            CK_EC_KDF_TYPE = 0x83000000;
        CKD_SHA256_SES_KDF:            CK_EC_KDF_TYPE = 0x84000000;
        CKD_SHA384_SES_KDF:            CK_EC_KDF_TYPE = 0x85000000;
        CKD_SHA512_SES_KDF:            CK_EC_KDF_TYPE = 0x86000000;
        CKD_RIPEMD160_SES_KDF:         CK_EC_KDF_TYPE = 0x87000000;
        CKD_SHA3_224_SES_KDF:          CK_EC_KDF_TYPE = 0x8a000000;
        CKD_SHA3_256_SES_KDF:          CK_EC_KDF_TYPE = 0x8b000000;
        CKD_SHA3_384_SES_KDF:          CK_EC_KDF_TYPE = 0x8c000000;
        CKD_SHA3_512_SES_KDF:          CK_EC_KDF_TYPE = 0x8d000000;

        // Mask generation functions
        /// The standard gives this name to `0x00000006`.
        CKG_MGF1_SHA3_224: CK_RSA_PKCS_MGF_TYPE = 0x80000006;
        /// The standard gives this name to `0x00000007`.
        CKG_MGF1_SHA3_256: CK_RSA_PKCS_MGF_TYPE = 0x80000007;
        /// The standard gives this name to `0x00000008`.
        CKG_MGF1_SHA3_384: CK_RSA_PKCS_MGF_TYPE = 0x80000008;
        /// The standard gives this name to `0x00000009`.
        CKG_MGF1_SHA3_512: CK_RSA_PKCS_MGF_TYPE = 0x80000009;

        // Hardware features and hedging
        CKH_TEMPERATURE: CK_HW_FEATURE_TYPE = 0x80000001;
        CKH_BATTERY:     CK_HW_FEATURE_TYPE = 0x80000002;
        CKH_FAN:         CK_HW_FEATURE_TYPE = 0x80000003;

        // Parameter sets, profiles and pseudo-random functions
        CKP_PKCS5_PBKD2_HMAC_SM3: CK_PKCS5_PBKD2_PSEUDO_RANDOM_FUNCTION_TYPE = 0x80000b01;

        // Flags
        CKF_BIP32_HARDENED: CK_FLAGS = 0x80000000;
        CKF_IGNORE_HAONLY:  CK_FLAGS = 0x80000000;

        // States
        CKS_RW_AUDIT_FUNCTIONS: CK_STATE = 0x90000001;

        // Users
        CKU_CRYPTO_USER:            CK_USER_TYPE = 0x80000001;
        CKU_LIMITED_USER:           CK_USER_TYPE = 0x80000001;
        CKU_AUDIT:                  CK_USER_TYPE = 0x80000002;
        CKU_LIMITED_CRYPTO_OFFICER: CK_USER_TYPE = 0x80000003;

        // Return values
        CKR_RC_ERROR:                                   CK_RV = 0x80000004;
        CKR_CONTAINER_HANDLE_INVALID:                   CK_RV = 0x80000005;
        CKR_TOO_MANY_CONTAINERS:                        CK_RV = 0x80000006;
        CKR_USER_LOCKED_OUT:                            CK_RV = 0x80000007;
        CKR_CLONING_PARAMETER_ALREADY_EXISTS:           CK_RV = 0x80000008;
        CKR_CLONING_PARAMETER_MISSING:                  CK_RV = 0x80000009;
        CKR_CERTIFICATE_DATA_MISSING:                   CK_RV = 0x8000000a;
        CKR_CERTIFICATE_DATA_INVALID:                   CK_RV = 0x8000000b;
        CKR_ACCEL_DEVICE_ERROR:                         CK_RV = 0x8000000c;
        CKR_WRAPPING_ERROR:                             CK_RV = 0x8000000d;
        CKR_UNWRAPPING_ERROR:                           CK_RV = 0x8000000e;
        CKR_MAC_MISSING:                                CK_RV = 0x8000000f;
        CKR_DAC_POLICY_PID_MISMATCH:                    CK_RV = 0x80000010;
        CKR_DAC_MISSING:                                CK_RV = 0x80000011;
        CKR_BAD_DAC:                                    CK_RV = 0x80000012;
        CKR_SSK_MISSING:                                CK_RV = 0x80000013;
        CKR_BAD_MAC:                                    CK_RV = 0x80000014;
        CKR_DAK_MISSING:                                CK_RV = 0x80000015;
        CKR_BAD_DAK:                                    CK_RV = 0x80000016;
        CKR_SIM_AUTHORIZATION_FAILED:                   CK_RV = 0x80000017;
        CKR_SIM_VERSION_UNSUPPORTED:                    CK_RV = 0x80000018;
        CKR_SIM_CORRUPT_DATA:                           CK_RV = 0x80000019;
        CKR_USER_NOT_AUTHORIZED:                        CK_RV = 0x8000001a;
        CKR_MAX_OBJECT_COUNT_EXCEEDED:                  CK_RV = 0x8000001b;
        CKR_SO_LOGIN_FAILURE_THRESHOLD:                 CK_RV = 0x8000001c;
        CKR_SIM_AUTHFORM_INVALID:                       CK_RV = 0x8000001d;
        CKR_CITS_DAK_MISSING:                           CK_RV = 0x8000001e;
        CKR_UNABLE_TO_CONNECT:                          CK_RV = 0x8000001f;
        CKR_PARTITION_DISABLED:                         CK_RV = 0x80000020;
        CKR_CALLBACK_ERROR:                             CK_RV = 0x80000021;
        CKR_SECURITY_PARAMETER_MISSING:                 CK_RV = 0x80000022;
        CKR_SP_TIMEOUT:                                 CK_RV = 0x80000023;
        CKR_TIMEOUT:                                    CK_RV = 0x80000024;
        CKR_ECC_UNKNOWN_CURVE:                          CK_RV = 0x80000025;
        CKR_MTK_ZEROIZED:                               CK_RV = 0x80000026;
        CKR_MTK_STATE_INVALID:                          CK_RV = 0x80000027;
        CKR_INVALID_ENTRY_TYPE:                         CK_RV = 0x80000028;
        CKR_MTK_SPLIT_INVALID:                          CK_RV = 0x80000029;
        CKR_HSM_STORAGE_FULL:                           CK_RV = 0x8000002a;
        CKR_DEVICE_TIMEOUT:                             CK_RV = 0x8000002b;
        CKR_CONTAINER_OBJECT_STORAGE_FULL:              CK_RV = 0x8000002c;
        CKR_PED_CLIENT_NOT_RUNNING:                     CK_RV = 0x8000002d;
        CKR_PED_UNPLUGGED:                              CK_RV = 0x8000002e;
        CKR_ECC_POINT_INVALID:                          CK_RV = 0x8000002f;
        CKR_OPERATION_NOT_ALLOWED:                      CK_RV = 0x80000030;
        CKR_LICENSE_CAPACITY_EXCEEDED:                  CK_RV = 0x80000031;
        CKR_LOG_FILE_NOT_OPEN:                          CK_RV = 0x80000032;
        CKR_LOG_FILE_WRITE_ERROR:                       CK_RV = 0x80000033;
        CKR_LOG_BAD_FILE_NAME:                          CK_RV = 0x80000034;
        CKR_LOG_FULL:                                   CK_RV = 0x80000035;
        CKR_LOG_NO_KCV:                                 CK_RV = 0x80000036;
        CKR_LOG_BAD_RECORD_HMAC:                        CK_RV = 0x80000037;
        CKR_LOG_BAD_TIME:                               CK_RV = 0x80000038;
        CKR_LOG_AUDIT_NOT_INITIALIZED:                  CK_RV = 0x80000039;
        CKR_LOG_RESYNC_NEEDED:                          CK_RV = 0x8000003a;
        CKR_AUDIT_LOGIN_TIMEOUT_IN_PROGRESS:            CK_RV = 0x8000003b;
        CKR_AUDIT_LOGIN_FAILURE_THRESHOLD:              CK_RV = 0x8000003c;
        CKR_INVALID_FUF_TARGET:                         CK_RV = 0x8000003d;
        CKR_INVALID_FUF_HEADER:                         CK_RV = 0x8000003e;
        CKR_INVALID_FUF_VERSION:                        CK_RV = 0x8000003f;
        CKR_ECC_ECC_RESULT_AT_INF:                      CK_RV = 0x80000040;
        CKR_AGAIN:                                      CK_RV = 0x80000041;
        CKR_TOKEN_COPIED:                               CK_RV = 0x80000042;
        CKR_SLOT_NOT_EMPTY:                             CK_RV = 0x80000043;
        CKR_USER_ALREADY_ACTIVATED:                     CK_RV = 0x80000044;
        CKR_STC_NO_CONTEXT:                             CK_RV = 0x80000045;
        CKR_STC_CLIENT_IDENTITY_NOT_CONFIGURED:         CK_RV = 0x80000046;
        CKR_STC_PARTITION_IDENTITY_NOT_CONFIGURED:      CK_RV = 0x80000047;
        CKR_STC_DH_KEYGEN_ERROR:                        CK_RV = 0x80000048;
        CKR_STC_CIPHER_SUITE_REJECTED:                  CK_RV = 0x80000049;
        CKR_STC_DH_KEY_NOT_FROM_SAME_GROUP:             CK_RV = 0x8000004a;
        CKR_STC_COMPUTE_DH_KEY_ERROR:                   CK_RV = 0x8000004b;
        CKR_STC_FIRST_PHASE_KDF_ERROR:                  CK_RV = 0x8000004c;
        CKR_STC_SECOND_PHASE_KDF_ERROR:                 CK_RV = 0x8000004d;
        CKR_STC_KEY_CONFIRMATION_FAILED:                CK_RV = 0x8000004e;
        CKR_STC_NO_SESSION_KEY:                         CK_RV = 0x8000004f;
        CKR_STC_RESPONSE_BAD_MAC:                       CK_RV = 0x80000050;
        CKR_STC_NOT_ENABLED:                            CK_RV = 0x80000051;
        CKR_STC_CLIENT_HANDLE_INVALID:                  CK_RV = 0x80000052;
        CKR_STC_SESSION_INVALID:                        CK_RV = 0x80000053;
        CKR_STC_CONTAINER_INVALID:                      CK_RV = 0x80000054;
        CKR_STC_SEQUENCE_NUM_INVALID:                   CK_RV = 0x80000055;
        CKR_STC_NO_CHANNEL:                             CK_RV = 0x80000056;
        CKR_STC_RESPONSE_DECRYPT_ERROR:                 CK_RV = 0x80000057;
        CKR_STC_RESPONSE_REPLAYED:                      CK_RV = 0x80000058;
        CKR_STC_REKEY_CHANNEL_MISMATCH:                 CK_RV = 0x80000059;
        CKR_STC_RSA_ENCRYPT_ERROR:                      CK_RV = 0x8000005a;
        CKR_STC_RSA_SIGN_ERROR:                         CK_RV = 0x8000005b;
        CKR_STC_RSA_DECRYPT_ERROR:                      CK_RV = 0x8000005c;
        CKR_STC_RESPONSE_UNEXPECTED_KEY:                CK_RV = 0x8000005d;
        CKR_STC_UNEXPECTED_NONCE_PAYLOAD_SIZE:          CK_RV = 0x8000005e;
        CKR_STC_UNEXPECTED_DH_DATA_SIZE:                CK_RV = 0x8000005f;
        CKR_STC_OPEN_CIPHER_MISMATCH:                   CK_RV = 0x80000060;
        CKR_STC_OPEN_DHNIST_PUBKEY_ERROR:               CK_RV = 0x80000061;
        CKR_STC_OPEN_KEY_MATERIAL_GEN_FAIL:             CK_RV = 0x80000062;
        CKR_STC_OPEN_RESP_GEN_FAIL:                     CK_RV = 0x80000063;
        CKR_STC_ACTIVATE_MACTAG_U_VERIFY_FAIL:          CK_RV = 0x80000064;
        CKR_STC_ACTIVATE_MACTAG_V_GEN_FAIL:             CK_RV = 0x80000065;
        CKR_STC_ACTIVATE_RESP_GEN_FAIL:                 CK_RV = 0x80000066;
        CKR_CHALLENGE_INCORRECT:                        CK_RV = 0x80000067;
        CKR_ACCESS_ID_INVALID:                          CK_RV = 0x80000068;
        CKR_ACCESS_ID_ALREADY_EXISTS:                   CK_RV = 0x80000069;
        CKR_KEY_NOT_KEKABLE:                            CK_RV = 0x8000006a;
        CKR_MECHANISM_INVALID_FOR_FP:                   CK_RV = 0x8000006b;
        CKR_OPERATION_INVALID_FOR_FP:                   CK_RV = 0x8000006c;
        CKR_SESSION_HANDLE_INVALID_FOR_FP:              CK_RV = 0x8000006d;
        CKR_STM_CMD_NON_TRANSPORT:                      CK_RV = 0x8000006e;
        CKR_OBJECT_ALREADY_EXISTS:                      CK_RV = 0x8000006f;
        CKR_PARTITION_ROLE_POLICY_VERSION_INVALID:      CK_RV = 0x80000071;
        CKR_PARTITION_ROLE_POLICY_SET_VERSION_INVALID:  CK_RV = 0x80000072;
        CKR_REKEK_KEY:                                  CK_RV = 0x80000073;
        CKR_KEK_RETRY_FAILURE:                          CK_RV = 0x80000074;
        CKR_RNG_RESEED_TOO_EARLY:                       CK_RV = 0x80000075;
        CKR_HSM_TAMPERED:                               CK_RV = 0x80000076;
        CKR_INVALID_UTILIZATION_METRICS:                CK_RV = 0x8000007f;
        CKR_BIP32_CHILD_INDEX_INVALID:                  CK_RV = 0x80000083;
        CKR_BIP32_INVALID_HARDENED_DERIVATION:          CK_RV = 0x80000084;
        CKR_BIP32_MASTER_SEED_LEN_INVALID:              CK_RV = 0x80000085;
        CKR_BIP32_MASTER_SEED_INVALID:                  CK_RV = 0x80000086;
        CKR_BIP32_INVALID_KEY_PATH_LEN:                 CK_RV = 0x80000087;
        CKR_ASSIGNED_KEY_REQUIRES_AUTH_DATA:            CK_RV = 0x8000008f;
        CKR_ROLE_CANNOT_MAKE_KEYS_ASSIGNED:             CK_RV = 0x80000090;
        CKR_ASSIGNED_KEY_CANNOT_BE_MODIFIED:            CK_RV = 0x80000091;
        CKR_AUTH_DATA_TOO_LARGE:                        CK_RV = 0x80000092;
        CKR_AUTH_DATA_TOO_SMALL:                        CK_RV = 0x80000093;
        CKR_OH_AUTH_DATA_NOT_PROVIDED:                  CK_RV = 0x80000094;
        CKR_ASSIGNED_KEY_FAILED_ATTRIBUTE_DEPENDENCIES: CK_RV = 0x80000095;
        CKR_KEY_CANNOT_BE_AUTHORIZED:                   CK_RV = 0x80000096;
        CKR_KEY_NOT_AUTHORIZED:                         CK_RV = 0x80000097;
        CKR_AUTH_DATA_INCORRECT:                        CK_RV = 0x80000098;
        CKR_SMK_ID_NOT_FOUND:                           CK_RV = 0x80000099;
        CKR_INTERNAL_INTEGRITY_ERROR:                   CK_RV = 0x8000009a;
        CKR_ASSIGNED_KEY_CANNOT_BE_RESET:               CK_RV = 0x8000009b;
        CKR_AUTH_DATA_INCORRECT_AND_LIMIT_REACHED:      CK_RV = 0x8000009c;
        CKR_PED_UNSUPPORTED:                            CK_RV = 0x8000009d;
        CKR_PED_ERROR:                                  CK_RV = 0x8000009e;
        CKR_ACCESS_ID_CONFLICT:                         CK_RV = 0x8000009f;
        CKR_KEY_INVALID_FOR_HA_LOGIN:                   CK_RV = 0x80000100;
        CKR_KEY_EXTRACTABLE:                            CK_RV = 0x80000101;
        CKR_AUTH_DATA_NOT_ALLOWED:                      CK_RV = 0x80000102;
        CKR_ASSIGNED_KEY_NOT_ALLOWED:                   CK_RV = 0x80000103;
        CKR_INTEGER_OVERFLOW:                           CK_RV = 0x80000104;
        CKR_OBJECT_READ_ONLY:                           CK_RV = 0x80000114;
        CKR_KEY_NOT_ACTIVE:                             CK_RV = 0x80000136;
        CKR_BUSY:                                       CK_RV = 0x80001604;
    } };
}

with_vendor_luna!(vendor_constants {});
