/* Thales Luna. */

#ifndef PKCS11_LUNA_H
#define PKCS11_LUNA_H

/* Object classes */
#define CKO_TOKEN_ROLE_POLICY_SET 0x80000001UL
#define CKO_TOKEN_ROLE_POLICY     0x80000002UL
#define CKO_TOKEN_ROLE_DESCRIPTOR 0x80000003UL
#define CKO_TOKEN_ROLE_STATE      0x80000004UL
#define CKO_CERTIFICATE_REQUEST   0x80000201UL
#define CKO_CRL                   0x80000202UL
#define CKO_ADAPTER               0x8000020aUL
#define CKO_SLOT                  0x8000020bUL
#define CKO_FM                    0x8000020cUL

/* Attributes */
#define CKA_CCM_PRIVATE              0x80000001UL
#define CKA_FINGERPRINT_SHA1         0x80000002UL
#define CKA_PKC_TCTRUST              0x80000003UL
#define CKA_PKC_CITS                 0x80000004UL
#define CKA_OUID                     0x80000005UL
#define CKA_X9_31_GENERATED          0x80000006UL
#define CKA_PKC_ECC                  0x80000007UL
#define CKA_EKM_UID                  0x80000008UL
#define CKA_PKC_LEGACY_ECC           0x80000009UL
#define CKA_TOKEN_ROLE_POLICIES      0x80000010UL
#define CKA_ROLE_DESCRIPTORS         0x80000011UL
#define CKA_USER_VALUE               0x80000012UL
#define CKA_INITIALIZER              0x80000013UL
#define CKA_POLICY                   0x80000014UL
#define CKA_ACTIVE                   0x80000015UL
#define CKA_INITIALIZED              0x80000016UL
#define CKA_PIN_TO_BE_CHANGED        0x80000017UL
#define CKA_LOCKED_OUT               0x80000018UL
#define CKA_ACTIVATED                0x80000019UL
#define CKA_HAS_DOMAIN               0x8000001aUL
#define CKA_LOGIN_ATTEMPTS_LEFT      0x8000001bUL
#define CKA_PRIMARY_AUTH_METHOD      0x8000001cUL
#define CKA_SECONDARY_AUTH_METHOD    0x8000001dUL
#define CKA_ROLE_SHORT_NAME          0x8000001eUL
#define CKA_VERSION                  0x8000001fUL
#define CKA_USAGE_COUNT              0x80000101UL
#define CKA_BYTES_REMAINING          0x80000105UL
#define CKA_SECURITY_MODE            0x80000140UL
#define CKA_TRANSPORT_MODE           0x80000141UL
#define CKA_BATCH                    0x80000142UL
#define CKA_HW_STATUS                0x80000143UL
#define CKA_FREE_MEM                 0x80000144UL
#define CKA_TAMPER_CMD               0x80000145UL
#define CKA_DATE_OF_MANUFACTURE      0x80000146UL
#define CKA_HALT_CMD                 0x80000147UL
#define CKA_APPLICATION_COUNT        0x80000148UL
#define CKA_FW_VERSION               0x80000149UL
#define CKA_RESCAN_PERIPHERALS_CMD   0x8000014aUL
#define CKA_RTC_AAC_ENABLED          0x8000014bUL
#define CKA_RTC_AAC_GUARD_SECONDS    0x8000014cUL
#define CKA_RTC_AAC_GUARD_COUNT      0x8000014dUL
#define CKA_RTC_AAC_GUARD_DURATION   0x8000014eUL
#define CKA_HW_EXT_INFO_STR          0x8000014fUL
#define CKA_TEMPERATURE_STR          0x80000150UL
#define CKA_SLOT_ID                  0x80000151UL
#define CKA_MAX_SESSIONS             0x80000155UL
#define CKA_MIN_PIN_LEN              0x80000156UL
#define CKA_FLAGS                    0x80000159UL
#define CKA_USAGE_LIMIT              0x80000200UL
#define CKA_GENERIC_1                0x80001000UL
#define CKA_GENERIC_2                0x80001001UL
#define CKA_GENERIC_3                0x80001002UL
#define CKA_FINGERPRINT_SHA256       0x80001003UL
#define CKA_WARNING_THRESHOLD        0x80001004UL
#define CKA_AUTH_DATA                0x80001005UL
#define CKA_ASSIGNED                 0x80001006UL
#define CKA_KEY_STATUS               0x80001007UL
#define CKA_FAILED_KEY_AUTH_COUNT    0x80001008UL
#define CKA_BIP32_CHAIN_CODE         0x80001100UL
#define CKA_BIP32_VERSION_BYTES      0x80001101UL
#define CKA_BIP32_CHILD_INDEX        0x80001102UL
#define CKA_BIP32_CHILD_DEPTH        0x80001103UL
#define CKA_BIP32_ID                 0x80001104UL
#define CKA_BIP32_FINGERPRINT        0x80001105UL
#define CKA_BIP32_PARENT_FINGERPRINT 0x80001106UL
#define CKA_KEK_GROUP_ID             0xc0001005UL
#define CKA_KEK_MAX_LIFETIME         0xc0001006UL
#define CKA_KEK_ACTUAL_LIFETIME      0xc0001007UL
#define CKA_KEK_MANAGEMENT_FLAGS     0xc0001008UL

/* Key types */
#define CKK_KCDSA         0x80000010UL
#define CKK_BIP32         0x80000014UL

/* Mechanisms */
#define CKM_XOR_BASE_AND_KEY                      0x8000001bUL
#define CKM_HAS160                                0x80000100UL
#define CKM_KCDSA_KEY_PAIR_GEN                    0x80000101UL
#define CKM_KCDSA_HAS160                          0x80000102UL
#define CKM_KCDSA_SHA1                            0x80000109UL
#define CKM_KCDSA_SHA224                          0x8000010aUL
#define CKM_KCDSA_SHA256                          0x8000010bUL
#define CKM_KCDSA_SHA384                          0x8000010cUL
#define CKM_KCDSA_SHA512                          0x8000010dUL
#define CKM_KCDSA_PARAMETER_GEN                   0x8000010fUL
#define CKM_SHA224_RSA_PKCS_OLD                   0x80000110UL
#define CKM_SHA224_RSA_PKCS_PSS_OLD               0x80000111UL
#define CKM_SHA224_OLD                            0x80000112UL
#define CKM_SHA224_HMAC_OLD                       0x80000113UL
#define CKM_SHA224_HMAC_GENERAL_OLD               0x80000114UL
#define CKM_SHA224_KEY_DERIVATION_OLD             0x80000115UL
#define CKM_DES3_CTR                              0x80000116UL
#define CKM_ARIA_CFB8                             0x8000011dUL
#define CKM_ARIA_CFB128                           0x8000011eUL
#define CKM_ARIA_OFB                              0x8000011fUL
#define CKM_ARIA_CTR                              0x80000120UL
#define CKM_ARIA_GCM                              0x80000121UL
#define CKM_ARIA_CMAC                             0x80000128UL
#define CKM_ARIA_CMAC_GENERAL                     0x80000129UL
#define CKM_SEED_CMAC                             0x8000012cUL
#define CKM_SEED_CMAC_GENERAL                     0x8000012dUL
#define CKM_DES3_CBC_PAD_IPSEC                    0x8000012eUL
#define CKM_AES_CBC_PAD_IPSEC                     0x8000012fUL
#define CKM_ARIA_L_ECB                            0x80000130UL
#define CKM_ARIA_L_CBC                            0x80000131UL
#define CKM_ARIA_L_CBC_PAD                        0x80000132UL
#define CKM_ARIA_L_MAC                            0x80000133UL
#define CKM_ARIA_L_MAC_GENERAL                    0x80000134UL
#define CKM_SHA224_RSA_X9_31                      0x80000135UL
#define CKM_SHA256_RSA_X9_31                      0x80000136UL
#define CKM_SHA384_RSA_X9_31                      0x80000137UL
#define CKM_SHA512_RSA_X9_31                      0x80000138UL
#define CKM_SHA1_RSA_X9_31_NON_FIPS               0x80000139UL
#define CKM_SHA224_RSA_X9_31_NON_FIPS             0x8000013aUL
#define CKM_SHA256_RSA_X9_31_NON_FIPS             0x8000013bUL
#define CKM_SHA384_RSA_X9_31_NON_FIPS             0x8000013cUL
#define CKM_SHA512_RSA_X9_31_NON_FIPS             0x8000013dUL
#define CKM_RSA_X9_31_NON_FIPS                    0x8000013eUL
#define CKM_RSA_FIPS_186_3_AUX_PRIME_KEY_PAIR_GEN 0x80000142UL
#define CKM_RSA_FIPS_186_3_PRIME_KEY_PAIR_GEN     0x80000143UL
#define CKM_SEED_CTR                              0x80000144UL
#define CKM_KCDSA_HAS160_NO_PAD                   0x80000145UL
#define CKM_KCDSA_SHA1_NO_PAD                     0x80000146UL
#define CKM_KCDSA_SHA224_NO_PAD                   0x80000147UL
#define CKM_KCDSA_SHA256_NO_PAD                   0x80000148UL
#define CKM_KCDSA_SHA384_NO_PAD                   0x80000149UL
#define CKM_DES3_X919_MAC                         0x80000150UL
#define CKM_KCDSA_SHA512_NO_PAD                   0x80000151UL
#define CKM_ECDSA_KEY_PAIR_GEN_W_EXTRA_BITS       0x80000160UL
#define CKM_ECDSA_GBCS_SHA256                     0x80000161UL
#define CKM_AES_KW                                0x80000170UL
#define CKM_AES_KWP                               0x80000171UL
#define CKM_TDEA_KW                               0x80000172UL
#define CKM_TDEA_KWP                              0x80000173UL
#define CKM_AES_CBC_PAD_EXTRACT                   0x80000200UL
#define CKM_AES_CBC_PAD_INSERT                    0x80000201UL
#define CKM_AES_CBC_PAD_EXTRACT_FLATTENED         0x80000202UL
#define CKM_AES_CBC_PAD_INSERT_FLATTENED          0x80000203UL
#define CKM_AES_CBC_PAD_EXTRACT_DOMAIN_CTRL       0x80000204UL
#define CKM_AES_CBC_PAD_INSERT_DOMAIN_CTRL        0x80000205UL
#define CKM_PLACE_HOLDER_FOR_ERACOME_DEF_IN_SHIM  0x80000502UL
#define CKM_DES2_DUKPT_IPEK                       0x80000610UL
#define CKM_DES2_DUKPT_PIN                        0x80000611UL
#define CKM_DES2_DUKPT_MAC                        0x80000612UL
#define CKM_DES2_DUKPT_MAC_RESP                   0x80000613UL
#define CKM_DES2_DUKPT_DATA                       0x80000614UL
#define CKM_DES2_DUKPT_DATA_RESP                  0x80000615UL
#define CKM_ECIES                                 0x80000a00UL
#define CKM_XOR_BASE_AND_DATA_W_KDF               0x80000a01UL
#define CKM_NIST_PRF_KDF                          0x80000a02UL
#define CKM_PRF_KDF                               0x80000a03UL
#define CKM_SM3                                   0x80000b01UL
#define CKM_SM3_HMAC                              0x80000b02UL
#define CKM_SM3_HMAC_GENERAL                      0x80000b03UL
#define CKM_SM3_KEY_DERIVATION                    0x80000b04UL
#define CKM_EDDSA_NACL                            0x80000c02UL
#define CKM_SHA1_EDDSA_NACL                       0x80000c04UL
#define CKM_SHA224_EDDSA_NACL                     0x80000c05UL
#define CKM_SHA256_EDDSA_NACL                     0x80000c06UL
#define CKM_SHA384_EDDSA_NACL                     0x80000c07UL
#define CKM_SHA512_EDDSA_NACL                     0x80000c08UL
#define CKM_SHA1_EDDSA                            0x80000c09UL
#define CKM_SHA224_EDDSA                          0x80000c0aUL
#define CKM_SHA256_EDDSA                          0x80000c0bUL
#define CKM_SHA384_EDDSA                          0x80000c0cUL
#define CKM_SHA512_EDDSA                          0x80000c0dUL
#define CKM_BIP32_MASTER_DERIVE                   0x80000e00UL
#define CKM_BIP32_CHILD_DERIVE                    0x80000e01UL
#define CKM_SHAKE_128                             0x80000f00UL
#define CKM_SHAKE_256                             0x80000f01UL
#define CKM_KECCAK_224                            0x80000f08UL
#define CKM_KECCAK_256                            0x80000f09UL
#define CKM_KECCAK_384                            0x80000f0aUL
#define CKM_KECCAK_512                            0x80000f0bUL
#define CKM_SHA3_224_EDDSA                        0x80000f20UL
#define CKM_SHA3_256_EDDSA                        0x80000f21UL
#define CKM_SHA3_384_EDDSA                        0x80000f22UL
#define CKM_SHA3_512_EDDSA                        0x80000f23UL

/* Key derivation functions */
#define CKD_SHA1_KDF_CONCATENATE_NIST 0x80000001UL
#define CKD_SHA1_KDF_ASN1_NIST        0x80000002UL
#define CKD_SHA224_KDF_OLD            0x80000003UL
#define CKD_SHA256_KDF_OLD            0x80000004UL
#define CKD_SHA384_KDF_OLD            0x80000005UL
#define CKD_SHA512_KDF_OLD            0x80000006UL
#define CKD_RIPEMD160_KDF             0x80000007UL
#define CKD_SHA224_NIST_KDF           0x80000013UL
#define CKD_SHA256_NIST_KDF           0x80000014UL
#define CKD_SHA384_NIST_KDF           0x80000015UL
#define CKD_SHA512_NIST_KDF           0x80000016UL
#define CKD_RIPEMD160_NIST_KDF        0x80000017UL
#define CKD_SHA3_224_NIST_KDF         0x8000001aUL
#define CKD_SHA3_256_NIST_KDF         0x8000001bUL
#define CKD_SHA3_384_NIST_KDF         0x8000001cUL
#define CKD_SHA3_512_NIST_KDF         0x8000001dUL
#define CKD_SHA1_SES_KDF              0x82000000UL
#define CKD_SHA224_SES_KDF            0x83000000UL
#define CKD_SHA256_SES_KDF            0x84000000UL
#define CKD_SHA384_SES_KDF            0x85000000UL
#define CKD_SHA512_SES_KDF            0x86000000UL
#define CKD_RIPEMD160_SES_KDF         0x87000000UL
#define CKD_SHA3_224_SES_KDF          0x8a000000UL
#define CKD_SHA3_256_SES_KDF          0x8b000000UL
#define CKD_SHA3_384_SES_KDF          0x8c000000UL
#define CKD_SHA3_512_SES_KDF          0x8d000000UL

/* Hardware features and hedging */
#define CKH_TEMPERATURE 0x80000001UL
#define CKH_BATTERY     0x80000002UL
#define CKH_FAN         0x80000003UL

/* Parameter sets, profiles and pseudo-random functions */
#define CKP_PKCS5_PBKD2_HMAC_SM3 0x80000b01UL

/* Flags */
#define CKF_BIP32_HARDENED 0x80000000UL
#define CKF_IGNORE_HAONLY  0x80000000UL

/* States */
#define CKS_RW_AUDIT_FUNCTIONS 0x90000001UL

/* Users */
#define CKU_CRYPTO_USER            0x80000001UL
#define CKU_LIMITED_USER           0x80000001UL
#define CKU_AUDIT                  0x80000002UL
#define CKU_LIMITED_CRYPTO_OFFICER 0x80000003UL

/* Return values */
#define CKR_RC_ERROR                                   0x80000004UL
#define CKR_CONTAINER_HANDLE_INVALID                   0x80000005UL
#define CKR_TOO_MANY_CONTAINERS                        0x80000006UL
#define CKR_USER_LOCKED_OUT                            0x80000007UL
#define CKR_CLONING_PARAMETER_ALREADY_EXISTS           0x80000008UL
#define CKR_CLONING_PARAMETER_MISSING                  0x80000009UL
#define CKR_CERTIFICATE_DATA_MISSING                   0x8000000aUL
#define CKR_CERTIFICATE_DATA_INVALID                   0x8000000bUL
#define CKR_ACCEL_DEVICE_ERROR                         0x8000000cUL
#define CKR_WRAPPING_ERROR                             0x8000000dUL
#define CKR_UNWRAPPING_ERROR                           0x8000000eUL
#define CKR_MAC_MISSING                                0x8000000fUL
#define CKR_DAC_POLICY_PID_MISMATCH                    0x80000010UL
#define CKR_DAC_MISSING                                0x80000011UL
#define CKR_BAD_DAC                                    0x80000012UL
#define CKR_SSK_MISSING                                0x80000013UL
#define CKR_BAD_MAC                                    0x80000014UL
#define CKR_DAK_MISSING                                0x80000015UL
#define CKR_BAD_DAK                                    0x80000016UL
#define CKR_SIM_AUTHORIZATION_FAILED                   0x80000017UL
#define CKR_SIM_VERSION_UNSUPPORTED                    0x80000018UL
#define CKR_SIM_CORRUPT_DATA                           0x80000019UL
#define CKR_USER_NOT_AUTHORIZED                        0x8000001aUL
#define CKR_MAX_OBJECT_COUNT_EXCEEDED                  0x8000001bUL
#define CKR_SO_LOGIN_FAILURE_THRESHOLD                 0x8000001cUL
#define CKR_SIM_AUTHFORM_INVALID                       0x8000001dUL
#define CKR_CITS_DAK_MISSING                           0x8000001eUL
#define CKR_UNABLE_TO_CONNECT                          0x8000001fUL
#define CKR_PARTITION_DISABLED                         0x80000020UL
#define CKR_CALLBACK_ERROR                             0x80000021UL
#define CKR_SECURITY_PARAMETER_MISSING                 0x80000022UL
#define CKR_SP_TIMEOUT                                 0x80000023UL
#define CKR_TIMEOUT                                    0x80000024UL
#define CKR_ECC_UNKNOWN_CURVE                          0x80000025UL
#define CKR_MTK_ZEROIZED                               0x80000026UL
#define CKR_MTK_STATE_INVALID                          0x80000027UL
#define CKR_INVALID_ENTRY_TYPE                         0x80000028UL
#define CKR_MTK_SPLIT_INVALID                          0x80000029UL
#define CKR_HSM_STORAGE_FULL                           0x8000002aUL
#define CKR_DEVICE_TIMEOUT                             0x8000002bUL
#define CKR_CONTAINER_OBJECT_STORAGE_FULL              0x8000002cUL
#define CKR_PED_CLIENT_NOT_RUNNING                     0x8000002dUL
#define CKR_PED_UNPLUGGED                              0x8000002eUL
#define CKR_ECC_POINT_INVALID                          0x8000002fUL
#define CKR_OPERATION_NOT_ALLOWED                      0x80000030UL
#define CKR_LICENSE_CAPACITY_EXCEEDED                  0x80000031UL
#define CKR_LOG_FILE_NOT_OPEN                          0x80000032UL
#define CKR_LOG_FILE_WRITE_ERROR                       0x80000033UL
#define CKR_LOG_BAD_FILE_NAME                          0x80000034UL
#define CKR_LOG_FULL                                   0x80000035UL
#define CKR_LOG_NO_KCV                                 0x80000036UL
#define CKR_LOG_BAD_RECORD_HMAC                        0x80000037UL
#define CKR_LOG_BAD_TIME                               0x80000038UL
#define CKR_LOG_AUDIT_NOT_INITIALIZED                  0x80000039UL
#define CKR_LOG_RESYNC_NEEDED                          0x8000003aUL
#define CKR_AUDIT_LOGIN_TIMEOUT_IN_PROGRESS            0x8000003bUL
#define CKR_AUDIT_LOGIN_FAILURE_THRESHOLD              0x8000003cUL
#define CKR_INVALID_FUF_TARGET                         0x8000003dUL
#define CKR_INVALID_FUF_HEADER                         0x8000003eUL
#define CKR_INVALID_FUF_VERSION                        0x8000003fUL
#define CKR_ECC_ECC_RESULT_AT_INF                      0x80000040UL
#define CKR_AGAIN                                      0x80000041UL
#define CKR_TOKEN_COPIED                               0x80000042UL
#define CKR_SLOT_NOT_EMPTY                             0x80000043UL
#define CKR_USER_ALREADY_ACTIVATED                     0x80000044UL
#define CKR_STC_NO_CONTEXT                             0x80000045UL
#define CKR_STC_CLIENT_IDENTITY_NOT_CONFIGURED         0x80000046UL
#define CKR_STC_PARTITION_IDENTITY_NOT_CONFIGURED      0x80000047UL
#define CKR_STC_DH_KEYGEN_ERROR                        0x80000048UL
#define CKR_STC_CIPHER_SUITE_REJECTED                  0x80000049UL
#define CKR_STC_DH_KEY_NOT_FROM_SAME_GROUP             0x8000004aUL
#define CKR_STC_COMPUTE_DH_KEY_ERROR                   0x8000004bUL
#define CKR_STC_FIRST_PHASE_KDF_ERROR                  0x8000004cUL
#define CKR_STC_SECOND_PHASE_KDF_ERROR                 0x8000004dUL
#define CKR_STC_KEY_CONFIRMATION_FAILED                0x8000004eUL
#define CKR_STC_NO_SESSION_KEY                         0x8000004fUL
#define CKR_STC_RESPONSE_BAD_MAC                       0x80000050UL
#define CKR_STC_NOT_ENABLED                            0x80000051UL
#define CKR_STC_CLIENT_HANDLE_INVALID                  0x80000052UL
#define CKR_STC_SESSION_INVALID                        0x80000053UL
#define CKR_STC_CONTAINER_INVALID                      0x80000054UL
#define CKR_STC_SEQUENCE_NUM_INVALID                   0x80000055UL
#define CKR_STC_NO_CHANNEL                             0x80000056UL
#define CKR_STC_RESPONSE_DECRYPT_ERROR                 0x80000057UL
#define CKR_STC_RESPONSE_REPLAYED                      0x80000058UL
#define CKR_STC_REKEY_CHANNEL_MISMATCH                 0x80000059UL
#define CKR_STC_RSA_ENCRYPT_ERROR                      0x8000005aUL
#define CKR_STC_RSA_SIGN_ERROR                         0x8000005bUL
#define CKR_STC_RSA_DECRYPT_ERROR                      0x8000005cUL
#define CKR_STC_RESPONSE_UNEXPECTED_KEY                0x8000005dUL
#define CKR_STC_UNEXPECTED_NONCE_PAYLOAD_SIZE          0x8000005eUL
#define CKR_STC_UNEXPECTED_DH_DATA_SIZE                0x8000005fUL
#define CKR_STC_OPEN_CIPHER_MISMATCH                   0x80000060UL
#define CKR_STC_OPEN_DHNIST_PUBKEY_ERROR               0x80000061UL
#define CKR_STC_OPEN_KEY_MATERIAL_GEN_FAIL             0x80000062UL
#define CKR_STC_OPEN_RESP_GEN_FAIL                     0x80000063UL
#define CKR_STC_ACTIVATE_MACTAG_U_VERIFY_FAIL          0x80000064UL
#define CKR_STC_ACTIVATE_MACTAG_V_GEN_FAIL             0x80000065UL
#define CKR_STC_ACTIVATE_RESP_GEN_FAIL                 0x80000066UL
#define CKR_CHALLENGE_INCORRECT                        0x80000067UL
#define CKR_ACCESS_ID_INVALID                          0x80000068UL
#define CKR_ACCESS_ID_ALREADY_EXISTS                   0x80000069UL
#define CKR_KEY_NOT_KEKABLE                            0x8000006aUL
#define CKR_MECHANISM_INVALID_FOR_FP                   0x8000006bUL
#define CKR_OPERATION_INVALID_FOR_FP                   0x8000006cUL
#define CKR_SESSION_HANDLE_INVALID_FOR_FP              0x8000006dUL
#define CKR_STM_CMD_NON_TRANSPORT                      0x8000006eUL
#define CKR_OBJECT_ALREADY_EXISTS                      0x8000006fUL
#define CKR_PARTITION_ROLE_POLICY_VERSION_INVALID      0x80000071UL
#define CKR_PARTITION_ROLE_POLICY_SET_VERSION_INVALID  0x80000072UL
#define CKR_REKEK_KEY                                  0x80000073UL
#define CKR_KEK_RETRY_FAILURE                          0x80000074UL
#define CKR_RNG_RESEED_TOO_EARLY                       0x80000075UL
#define CKR_HSM_TAMPERED                               0x80000076UL
#define CKR_INVALID_UTILIZATION_METRICS                0x8000007fUL
#define CKR_BIP32_CHILD_INDEX_INVALID                  0x80000083UL
#define CKR_BIP32_INVALID_HARDENED_DERIVATION          0x80000084UL
#define CKR_BIP32_MASTER_SEED_LEN_INVALID              0x80000085UL
#define CKR_BIP32_MASTER_SEED_INVALID                  0x80000086UL
#define CKR_BIP32_INVALID_KEY_PATH_LEN                 0x80000087UL
#define CKR_ASSIGNED_KEY_REQUIRES_AUTH_DATA            0x8000008fUL
#define CKR_ROLE_CANNOT_MAKE_KEYS_ASSIGNED             0x80000090UL
#define CKR_ASSIGNED_KEY_CANNOT_BE_MODIFIED            0x80000091UL
#define CKR_AUTH_DATA_TOO_LARGE                        0x80000092UL
#define CKR_AUTH_DATA_TOO_SMALL                        0x80000093UL
#define CKR_OH_AUTH_DATA_NOT_PROVIDED                  0x80000094UL
#define CKR_ASSIGNED_KEY_FAILED_ATTRIBUTE_DEPENDENCIES 0x80000095UL
#define CKR_KEY_CANNOT_BE_AUTHORIZED                   0x80000096UL
#define CKR_KEY_NOT_AUTHORIZED                         0x80000097UL
#define CKR_AUTH_DATA_INCORRECT                        0x80000098UL
#define CKR_SMK_ID_NOT_FOUND                           0x80000099UL
#define CKR_INTERNAL_INTEGRITY_ERROR                   0x8000009aUL
#define CKR_ASSIGNED_KEY_CANNOT_BE_RESET               0x8000009bUL
#define CKR_AUTH_DATA_INCORRECT_AND_LIMIT_REACHED      0x8000009cUL
#define CKR_PED_UNSUPPORTED                            0x8000009dUL
#define CKR_PED_ERROR                                  0x8000009eUL
#define CKR_ACCESS_ID_CONFLICT                         0x8000009fUL
#define CKR_KEY_INVALID_FOR_HA_LOGIN                   0x80000100UL
#define CKR_KEY_EXTRACTABLE                            0x80000101UL
#define CKR_AUTH_DATA_NOT_ALLOWED                      0x80000102UL
#define CKR_ASSIGNED_KEY_NOT_ALLOWED                   0x80000103UL
#define CKR_INTEGER_OVERFLOW                           0x80000104UL
#define CKR_OBJECT_READ_ONLY                           0x80000114UL
#define CKR_KEY_NOT_ACTIVE                             0x80000136UL
#define CKR_BUSY                                       0x80001604UL

/* Names that the standard gives to other values. Where pkcs11.h came first, its values stay. */
#ifndef CKK_SEED
#define CKK_SEED 0x80000011UL
#endif
#ifndef CKK_EC_EDWARDS
#define CKK_EC_EDWARDS 0x80000012UL
#endif
#ifndef CKK_EC_MONTGOMERY
#define CKK_EC_MONTGOMERY 0x80000013UL
#endif
#ifndef CKM_SEED_KEY_GEN
#define CKM_SEED_KEY_GEN 0x80000103UL
#endif
#ifndef CKM_SEED_ECB
#define CKM_SEED_ECB 0x80000104UL
#endif
#ifndef CKM_SEED_CBC
#define CKM_SEED_CBC 0x80000105UL
#endif
#ifndef CKM_SEED_CBC_PAD
#define CKM_SEED_CBC_PAD 0x80000106UL
#endif
#ifndef CKM_SEED_MAC
#define CKM_SEED_MAC 0x80000107UL
#endif
#ifndef CKM_SEED_MAC_GENERAL
#define CKM_SEED_MAC_GENERAL 0x80000108UL
#endif
#ifndef CKM_AES_CFB8
#define CKM_AES_CFB8 0x80000118UL
#endif
#ifndef CKM_AES_CFB128
#define CKM_AES_CFB128 0x80000119UL
#endif
#ifndef CKM_AES_OFB
#define CKM_AES_OFB 0x8000011aUL
#endif
#ifndef CKM_ECDSA_SHA224
#define CKM_ECDSA_SHA224 0x80000122UL
#endif
#ifndef CKM_ECDSA_SHA256
#define CKM_ECDSA_SHA256 0x80000123UL
#endif
#ifndef CKM_ECDSA_SHA384
#define CKM_ECDSA_SHA384 0x80000124UL
#endif
#ifndef CKM_ECDSA_SHA512
#define CKM_ECDSA_SHA512 0x80000125UL
#endif
#ifndef CKM_AES_GMAC
#define CKM_AES_GMAC 0x80000126UL
#endif
#ifndef CKM_DSA_SHA224
#define CKM_DSA_SHA224 0x80000140UL
#endif
#ifndef CKM_DSA_SHA256
#define CKM_DSA_SHA256 0x80000141UL
#endif
#ifndef CKM_AES_XTS
#define CKM_AES_XTS 0x80000a04UL
#endif
#ifndef CKM_EC_EDWARDS_KEY_PAIR_GEN
#define CKM_EC_EDWARDS_KEY_PAIR_GEN 0x80000c01UL
#endif
#ifndef CKM_EDDSA
#define CKM_EDDSA 0x80000c03UL
#endif
#ifndef CKG_MGF1_SHA3_224
#define CKG_MGF1_SHA3_224 0x80000006UL
#endif
#ifndef CKG_MGF1_SHA3_256
#define CKG_MGF1_SHA3_256 0x80000007UL
#endif
#ifndef CKG_MGF1_SHA3_384
#define CKG_MGF1_SHA3_384 0x80000008UL
#endif
#ifndef CKG_MGF1_SHA3_512
#define CKG_MGF1_SHA3_512 0x80000009UL
#endif

#endif
