/* NSS softokn: CK*_NSS_*, and the older CK*_NETSCAPE_*. */

#ifndef PKCS11_NSS_H
#define PKCS11_NSS_H

/* Object classes */
#define CKO_NSS                        0xce534350UL
#define CKO_NETSCAPE_CRL               0xce534351UL
#define CKO_NSS_CRL                    0xce534351UL
#define CKO_NETSCAPE_SMIME             0xce534352UL
#define CKO_NSS_SMIME                  0xce534352UL
#define CKO_NETSCAPE_TRUST             0xce534353UL
#define CKO_NSS_TRUST                  0xce534353UL
#define CKO_NETSCAPE_BUILTIN_ROOT_LIST 0xce534354UL
#define CKO_NSS_BUILTIN_ROOT_LIST      0xce534354UL
#define CKO_NETSCAPE_NEWSLOT           0xce534355UL
#define CKO_NSS_NEWSLOT                0xce534355UL
#define CKO_NETSCAPE_DELSLOT           0xce534356UL
#define CKO_NSS_DELSLOT                0xce534356UL
#define CKO_NSS_VALIDATION             0xce534357UL

/* Attributes */
#define CKA_NETSCAPE_TRUST              0x80000001UL
#define CKA_NSS_TRUST                   0x80000001UL
#define CKA_DIGEST                      0x81000000UL
#define CKA_NSS_GENERATE                0x81000001UL
#define CKA_NSS_GENERATE_KEY_PAIR       0x81000002UL
#define CKA_NSS_MESSAGE                 0x82000000UL
#define CKA_NSS_SIGNATURE               0x83000000UL
#define CKA_NSS_VERIFY_SIGNATURE        0x8300010aUL
#define CKA_NSS                         0xce534350UL
#define CKA_NETSCAPE_URL                0xce534351UL
#define CKA_NSS_URL                     0xce534351UL
#define CKA_NETSCAPE_EMAIL              0xce534352UL
#define CKA_NSS_EMAIL                   0xce534352UL
#define CKA_NETSCAPE_SMIME_INFO         0xce534353UL
#define CKA_NSS_SMIME_INFO              0xce534353UL
#define CKA_NETSCAPE_SMIME_TIMESTAMP    0xce534354UL
#define CKA_NSS_SMIME_TIMESTAMP         0xce534354UL
#define CKA_NETSCAPE_PKCS8_SALT         0xce534355UL
#define CKA_NSS_PKCS8_SALT              0xce534355UL
#define CKA_NETSCAPE_PASSWORD_CHECK     0xce534356UL
#define CKA_NSS_PASSWORD_CHECK          0xce534356UL
#define CKA_NETSCAPE_EXPIRES            0xce534357UL
#define CKA_NSS_EXPIRES                 0xce534357UL
#define CKA_NETSCAPE_KRL                0xce534358UL
#define CKA_NSS_KRL                     0xce534358UL
#define CKA_NETSCAPE_PQG_COUNTER        0xce534364UL
#define CKA_NSS_PQG_COUNTER             0xce534364UL
#define CKA_NETSCAPE_PQG_SEED           0xce534365UL
#define CKA_NSS_PQG_SEED                0xce534365UL
#define CKA_NETSCAPE_PQG_H              0xce534366UL
#define CKA_NSS_PQG_H                   0xce534366UL
#define CKA_NETSCAPE_PQG_SEED_BITS      0xce534367UL
#define CKA_NSS_PQG_SEED_BITS           0xce534367UL
#define CKA_NETSCAPE_MODULE_SPEC        0xce534368UL
#define CKA_NSS_MODULE_SPEC             0xce534368UL
#define CKA_NSS_OVERRIDE_EXTENSIONS     0xce534369UL
#define CKA_NSS_JPAKE_SIGNERID          0xce53436aUL
#define CKA_NSS_JPAKE_PEERID            0xce53436bUL
#define CKA_NSS_JPAKE_GX1               0xce53436cUL
#define CKA_NSS_JPAKE_GX2               0xce53436dUL
#define CKA_NSS_JPAKE_GX3               0xce53436eUL
#define CKA_NSS_JPAKE_GX4               0xce53436fUL
#define CKA_NSS_JPAKE_X2                0xce534370UL
#define CKA_NSS_JPAKE_X2S               0xce534371UL
#define CKA_NSS_MOZILLA_CA_POLICY       0xce534372UL
#define CKA_NSS_SERVER_DISTRUST_AFTER   0xce534373UL
#define CKA_NSS_EMAIL_DISTRUST_AFTER    0xce534374UL
#define CKA_NSS_VALIDATION_TYPE         0xce534374UL
#define CKA_NSS_VALIDATION_VERSION      0xce534375UL
#define CKA_NSS_VALIDATION_LEVEL        0xce534376UL
#define CKA_NSS_VALIDATION_MODULE_ID    0xce534377UL
#define CKA_NSS_PARAMETER_SET           0xce534378UL
#define CKA_NSS_SEED_OK                 0xce534379UL
#define CKA_NSS_TRUST_BASE              0xce536350UL
#define CKA_TRUST                       0xce536350UL
#define CKA_NSS_TRUST_DIGITAL_SIGNATURE 0xce536351UL
#define CKA_TRUST_DIGITAL_SIGNATURE     0xce536351UL
#define CKA_NSS_TRUST_NON_REPUDIATION   0xce536352UL
#define CKA_TRUST_NON_REPUDIATION       0xce536352UL
#define CKA_NSS_TRUST_KEY_ENCIPHERMENT  0xce536353UL
#define CKA_TRUST_KEY_ENCIPHERMENT      0xce536353UL
#define CKA_NSS_TRUST_DATA_ENCIPHERMENT 0xce536354UL
#define CKA_TRUST_DATA_ENCIPHERMENT     0xce536354UL
#define CKA_NSS_TRUST_KEY_AGREEMENT     0xce536355UL
#define CKA_TRUST_KEY_AGREEMENT         0xce536355UL
#define CKA_NSS_TRUST_KEY_CERT_SIGN     0xce536356UL
#define CKA_TRUST_KEY_CERT_SIGN         0xce536356UL
#define CKA_NSS_TRUST_CRL_SIGN          0xce536357UL
#define CKA_TRUST_CRL_SIGN              0xce536357UL
#define CKA_NSS_TRUST_SERVER_AUTH       0xce536358UL
#define CKA_NSS_TRUST_CLIENT_AUTH       0xce536359UL
#define CKA_NSS_TRUST_CODE_SIGNING      0xce53635aUL
#define CKA_NSS_TRUST_EMAIL_PROTECTION  0xce53635bUL
#define CKA_NSS_TRUST_IPSEC_END_SYSTEM  0xce53635cUL
#define CKA_TRUST_IPSEC_END_SYSTEM      0xce53635cUL
#define CKA_NSS_TRUST_IPSEC_TUNNEL      0xce53635dUL
#define CKA_TRUST_IPSEC_TUNNEL          0xce53635dUL
#define CKA_NSS_TRUST_IPSEC_USER        0xce53635eUL
#define CKA_TRUST_IPSEC_USER            0xce53635eUL
#define CKA_NSS_TRUST_TIME_STAMPING     0xce53635fUL
#define CKA_NSS_TRUST_STEP_UP_APPROVED  0xce536360UL
#define CKA_TRUST_STEP_UP_APPROVED      0xce536360UL
#define CKA_CERT_SHA1_HASH              0xce5363b4UL
#define CKA_NSS_CERT_SHA1_HASH          0xce5363b4UL
#define CKA_CERT_MD5_HASH               0xce5363b5UL
#define CKA_NSS_CERT_MD5_HASH           0xce5363b5UL
#define CKA_NETSCAPE_DB                 0xd5a0db00UL
#define CKA_NSS_DB                      0xd5a0db00UL
#define CKA_NSS_MESSAGE_MASK            0xff000000UL

/* Certificate types */
#define CKC_NSS 0xce534350UL

/* Key types */
#define CKK_NSS              0xce534350UL
#define CKK_NETSCAPE_PKCS8   0xce534351UL
#define CKK_NSS_PKCS8        0xce534351UL
#define CKK_NSS_JPAKE_ROUND1 0xce534352UL
#define CKK_NSS_JPAKE_ROUND2 0xce534353UL
#define CKK_NSS_CHACHA20     0xce534354UL
#define CKK_NSS_KYBER        0xce534355UL
#define CKK_NSS_ML_KEM       0xce534356UL

/* Mechanisms */
#define CKM_NETSCAPE_PBE_SHA1_DES_CBC                     0x80000002UL
#define CKM_NSS_PBE_SHA1_DES_CBC                          0x80000002UL
#define CKM_NETSCAPE_PBE_SHA1_TRIPLE_DES_CBC              0x80000003UL
#define CKM_NSS_PBE_SHA1_TRIPLE_DES_CBC                   0x80000003UL
#define CKM_NETSCAPE_PBE_SHA1_40_BIT_RC2_CBC              0x80000004UL
#define CKM_NSS_PBE_SHA1_40_BIT_RC2_CBC                   0x80000004UL
#define CKM_NETSCAPE_PBE_SHA1_128_BIT_RC2_CBC             0x80000005UL
#define CKM_NSS_PBE_SHA1_128_BIT_RC2_CBC                  0x80000005UL
#define CKM_NETSCAPE_PBE_SHA1_40_BIT_RC4                  0x80000006UL
#define CKM_NSS_PBE_SHA1_40_BIT_RC4                       0x80000006UL
#define CKM_NETSCAPE_PBE_SHA1_128_BIT_RC4                 0x80000007UL
#define CKM_NSS_PBE_SHA1_128_BIT_RC4                      0x80000007UL
#define CKM_NETSCAPE_PBE_SHA1_FAULTY_3DES_CBC             0x80000008UL
#define CKM_NSS_PBE_SHA1_FAULTY_3DES_CBC                  0x80000008UL
#define CKM_NETSCAPE_PBE_SHA1_HMAC_KEY_GEN                0x80000009UL
#define CKM_NSS_PBE_SHA1_HMAC_KEY_GEN                     0x80000009UL
#define CKM_NETSCAPE_PBE_MD5_HMAC_KEY_GEN                 0x8000000aUL
#define CKM_NSS_PBE_MD5_HMAC_KEY_GEN                      0x8000000aUL
#define CKM_NETSCAPE_PBE_MD2_HMAC_KEY_GEN                 0x8000000bUL
#define CKM_NSS_PBE_MD2_HMAC_KEY_GEN                      0x8000000bUL
#define CKM_TLS_PRF_GENERAL                               0x80000373UL
#define CKM_FAKE_RANDOM                                   0x80000efeUL
#define CKM_NSS                                           0xce534350UL
#define CKM_NETSCAPE_AES_KEY_WRAP                         0xce534351UL
#define CKM_NSS_AES_KEY_WRAP                              0xce534351UL
#define CKM_NETSCAPE_AES_KEY_WRAP_PAD                     0xce534352UL
#define CKM_NSS_AES_KEY_WRAP_PAD                          0xce534352UL
#define CKM_NSS_HKDF_SHA1                                 0xce534353UL
#define CKM_NSS_HKDF_SHA256                               0xce534354UL
#define CKM_NSS_HKDF_SHA384                               0xce534355UL
#define CKM_NSS_HKDF_SHA512                               0xce534356UL
#define CKM_NSS_JPAKE_ROUND1_SHA1                         0xce534357UL
#define CKM_NSS_JPAKE_ROUND1_SHA256                       0xce534358UL
#define CKM_NSS_JPAKE_ROUND1_SHA384                       0xce534359UL
#define CKM_NSS_JPAKE_ROUND1_SHA512                       0xce53435aUL
#define CKM_NSS_JPAKE_ROUND2_SHA1                         0xce53435bUL
#define CKM_NSS_JPAKE_ROUND2_SHA256                       0xce53435cUL
#define CKM_NSS_JPAKE_ROUND2_SHA384                       0xce53435dUL
#define CKM_NSS_JPAKE_ROUND2_SHA512                       0xce53435eUL
#define CKM_NSS_JPAKE_FINAL_SHA1                          0xce53435fUL
#define CKM_NSS_JPAKE_FINAL_SHA256                        0xce534360UL
#define CKM_NSS_JPAKE_FINAL_SHA384                        0xce534361UL
#define CKM_NSS_JPAKE_FINAL_SHA512                        0xce534362UL
#define CKM_NSS_HMAC_CONSTANT_TIME                        0xce534363UL
#define CKM_NSS_SSL3_MAC_CONSTANT_TIME                    0xce534364UL
#define CKM_NSS_TLS_PRF_GENERAL_SHA256                    0xce534365UL
#define CKM_NSS_TLS_MASTER_KEY_DERIVE_SHA256              0xce534366UL
#define CKM_NSS_TLS_KEY_AND_MAC_DERIVE_SHA256             0xce534367UL
#define CKM_NSS_TLS_MASTER_KEY_DERIVE_DH_SHA256           0xce534368UL
#define CKM_NSS_TLS_EXTENDED_MASTER_KEY_DERIVE            0xce534369UL
#define CKM_NSS_TLS_EXTENDED_MASTER_KEY_DERIVE_DH         0xce53436aUL
#define CKM_NSS_CHACHA20_KEY_GEN                          0xce53436bUL
#define CKM_NSS_CHACHA20_POLY1305                         0xce53436cUL
#define CKM_NSS_PKCS12_PBE_SHA224_HMAC_KEY_GEN            0xce53436dUL
#define CKM_NSS_PKCS12_PBE_SHA256_HMAC_KEY_GEN            0xce53436eUL
#define CKM_NSS_PKCS12_PBE_SHA384_HMAC_KEY_GEN            0xce53436fUL
#define CKM_NSS_PKCS12_PBE_SHA512_HMAC_KEY_GEN            0xce534370UL
#define CKM_NSS_CHACHA20_CTR                              0xce534371UL
#define CKM_NSS_IKE_PRF_PLUS_DERIVE                       0xce534372UL
#define CKM_NSS_IKE_PRF_DERIVE                            0xce534373UL
#define CKM_NSS_IKE1_PRF_DERIVE                           0xce534374UL
#define CKM_NSS_IKE1_APP_B_PRF_DERIVE                     0xce534375UL
#define CKM_NSS_PUB_FROM_PRIV                             0xce534378UL
#define CKM_NSS_SP800_108_COUNTER_KDF_DERIVE_DATA         0xce53437aUL
#define CKM_NSS_SP800_108_FEEDBACK_KDF_DERIVE_DATA        0xce53437bUL
#define CKM_NSS_SP800_108_DOUBLE_PIPELINE_KDF_DERIVE_DATA 0xce53437cUL
#define CKM_NSS_KYBER_KEY_PAIR_GEN                        0xce53437dUL
#define CKM_NSS_KYBER                                     0xce53437eUL
#define CKM_NSS_ECDHE_NO_PAIRWISE_CHECK_KEY_PAIR_GEN      0xce53437fUL
#define CKM_NSS_ML_KEM_KEY_PAIR_GEN                       0xce534380UL
#define CKM_NSS_ML_KEM                                    0xce534381UL

/* Parameter sets, profiles and pseudo-random functions */
#define CKP_NSS                  0xce534350UL
#define CKP_NSS_KYBER_768_ROUND3 0xce534351UL
#define CKP_NSS_ML_KEM_768       0xce534352UL

/* Trust */
#define CKT_NSS_SESSION_CHECK          0x00000001UL
#define CKT_NSS_OBJECT_CHECK           0x00000002UL
#define CKT_NSS_BOTH_CHECK             0x00000003UL
#define CKT_NSS_SESSION_LAST_CHECK     0x00000004UL
#define CKT_NSS                        0xce534350UL
#define CKT_NETSCAPE_TRUSTED           0xce534351UL
#define CKT_NSS_TRUSTED                0xce534351UL
#define CKT_NETSCAPE_TRUSTED_DELEGATOR 0xce534352UL
#define CKT_NSS_TRUSTED_DELEGATOR      0xce534352UL
#define CKT_NSS_MUST_VERIFY_TRUST      0xce534353UL
#define CKT_NETSCAPE_TRUST_UNKNOWN     0xce534355UL
#define CKT_NSS_TRUST_UNKNOWN          0xce534355UL
#define CKT_NSS_NOT_TRUSTED            0xce53435aUL
#define CKT_NETSCAPE_VALID_DELEGATOR   0xce53435bUL
#define CKT_NSS_VALID_DELEGATOR        0xce53435bUL

/* Validation types */
#define CKV_NSS_FIPS_140 0xce534351UL

/* States */
#define CKS_NSS_FIPS_NOT_OK   0x00000000UL
#define CKS_NSS_FIPS_OK       0x00000001UL
#define CKS_NSS_UNINITIALIZED 0xffffffffUL

/* Return values */
#define CKR_NSS                    0xce534350UL
#define CKR_NETSCAPE_CERTDB_FAILED 0xce534351UL
#define CKR_NSS_CERTDB_FAILED      0xce534351UL
#define CKR_NETSCAPE_KEYDB_FAILED  0xce534352UL
#define CKR_NSS_KEYDB_FAILED       0xce534352UL

/* Names that the standard gives to other values. Where pkcs11.h came first, its values stay. */
#ifndef CKA_TRUST_SERVER_AUTH
#define CKA_TRUST_SERVER_AUTH 0xce536358UL
#endif
#ifndef CKA_TRUST_CLIENT_AUTH
#define CKA_TRUST_CLIENT_AUTH 0xce536359UL
#endif
#ifndef CKA_TRUST_CODE_SIGNING
#define CKA_TRUST_CODE_SIGNING 0xce53635aUL
#endif
#ifndef CKA_TRUST_EMAIL_PROTECTION
#define CKA_TRUST_EMAIL_PROTECTION 0xce53635bUL
#endif
#ifndef CKA_TRUST_TIME_STAMPING
#define CKA_TRUST_TIME_STAMPING 0xce53635fUL
#endif

#endif
