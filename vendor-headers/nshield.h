/* Entrust nShield, formerly nCipher. */

#ifndef PKCS11_NSHIELD_H
#define PKCS11_NSHIELD_H

/* Attributes */
#define CKA_NCIPHER                   0xde436972UL
#define CKA_NFKM_APPNAME              0xde436975UL
#define CKA_TKC1                      0xde436983UL
#define CKA_TKC2                      0xde436984UL
#define CKA_TKC3                      0xde436985UL
#define CKA_PRIVATE_VALUE             0xde436986UL
#define CKA_PUBLIC_VALUE              0xde436987UL
#define CKA_COUNTER                   0xde436989UL
#define CKA_NFKM_HASH                 0xde43698aUL
#define CKA_SAM_REAL                  0xde4369a2UL
#define CKA_SAM_REAL_CHECKED          0xde4369a3UL
#define CKA_SAM_REAL_INSECURE         0xde4369a4UL
#define CKA_SAM_REAL_EXPLICIT         0xde4369a5UL
#define CKA_SAM_REAL_UNWRAPKEK        0xde4369a6UL
#define CKA_SAM_REAL_IMPORT           0xde4369a7UL
#define CKA_SAM_REAL_WEAK             0xde4369a8UL
#define CKA_SAM_REAL_SHORT            0xde4369a9UL
#define CKA_SAM_CONSIDERED            0xde4369b2UL
#define CKA_SAM_CONSIDERED_CHECKED    0xde4369b3UL
#define CKA_SAM_CONSIDERED_INSECURE   0xde4369b4UL
#define CKA_SAM_CONSIDERED_EXPLICIT   0xde4369b5UL
#define CKA_SAM_CONSIDERED_UNWRAPKEK  0xde4369b6UL
#define CKA_SAM_CONSIDERED_IMPORT     0xde4369b7UL
#define CKA_SAM_CONSIDERED_WEAK       0xde4369b8UL
#define CKA_SAM_CONSIDERED_SHORT      0xde4369b9UL
#define CKA_SAM_CONSIDERED_UNWRAPMECH 0xde4369baUL
#define CKA_SAM_CONSIDERED_TOKEN      0xde4369bbUL
#define CKA_KA_ACTIVE                 0xde4369c2UL
#define CKA_NFKM_ID                   0xde436a74UL

/* Key types */
#define CKK_NCIPHER       0xde436972UL
#define CKK_NC_SHA_1_HMAC 0xde436973UL
#define CKK_NC_MD5_HMAC   0xde436974UL
#define CKK_KCDSA         0xde436979UL

/* Mechanisms */
#define CKM_NCIPHER                          0xde436972UL
#define CKM_WRAP_RSA_CRT_COMPONENTS          0xde436973UL
#define CKM_CAC_TK_DERIVATION                0xde436974UL
#define CKM_NC_SHA_1_HMAC_KEY_GEN            0xde436975UL
#define CKM_SHA_1_HMAC_KEY_GEN               0xde436975UL
#define CKM_KCDSA_SHA1                       0xde436976UL
#define CKM_NFKM_WRAP_BLOB                   0xde436976UL
#define CKM_KCDSA_HAS160                     0xde436977UL
#define CKM_MD5_HMAC_KEY_GEN                 0xde436978UL
#define CKM_NC_MD5_HMAC_KEY_GEN              0xde436978UL
#define CKM_HAS160                           0xde43697aUL
#define CKM_KCDSA_SHA224                     0xde43697cUL
#define CKM_KCDSA_SHA256                     0xde43697dUL
#define CKM_KCDSA_KEY_PAIR_GEN               0xde436982UL
#define CKM_KCDSA_RIPEMD160                  0xde436983UL
#define CKM_KCDSA                            0xde43698aUL
#define CKM_NC_SHA224_HMAC_KEY_GEN           0xde436996UL
#define CKM_NC_SHA256_HMAC_KEY_GEN           0xde436997UL
#define CKM_NC_SHA384_HMAC_KEY_GEN           0xde436998UL
#define CKM_NC_SHA512_HMAC_KEY_GEN           0xde436999UL
#define CKM_NC_AES_CMAC_KEY_DERIVATION       0xde436c72UL
#define CKM_NC_AES_CMAC_KEY_DERIVATION_SCP03 0xde436c73UL
#define CKM_NC_AES_CMAC                      0xde4379f9UL
#define CKM_KCDSA_PARAMETER_GEN              0xde438972UL
#define CKM_PUBLIC_FROM_PRIVATE              0xde438a72UL

/* Return values */
#define CKR_FIPS_FUNCTION_NOT_SUPPORTED 0x80000054UL
#define CKR_FIPS_MECHANISM_INVALID      0x80000070UL
#define CKR_FIPS_TEMPLATE_INCONSISTENT  0x800000d1UL
#define CKR_FIPS_TOKEN_NOT_PRESENT      0x800000e0UL

/* Names that the standard gives to other values. Where pkcs11.h came first, its values stay. */
#ifndef CKA_SEED
#define CKA_SEED 0xde436988UL
#endif
#ifndef CKK_SEED
#define CKK_SEED 0xde4369a5UL
#endif
#ifndef CKM_SEED_KEY_GEN
#define CKM_SEED_KEY_GEN 0xde436984UL
#endif
#ifndef CKM_SEED_ECB
#define CKM_SEED_ECB 0xde436985UL
#endif
#ifndef CKM_SEED_CBC
#define CKM_SEED_CBC 0xde436986UL
#endif
#ifndef CKM_SEED_CBC_PAD
#define CKM_SEED_CBC_PAD 0xde436987UL
#endif
#ifndef CKM_SEED_MAC
#define CKM_SEED_MAC 0xde436988UL
#endif
#ifndef CKM_SEED_MAC_GENERAL
#define CKM_SEED_MAC_GENERAL 0xde436989UL
#endif
#ifndef CKM_SEED_CBC_ENCRYPT_DATA
#define CKM_SEED_CBC_ENCRYPT_DATA 0xde43698bUL
#endif
#ifndef CKM_SEED_ECB_ENCRYPT_DATA
#define CKM_SEED_ECB_ENCRYPT_DATA 0xde436992UL
#endif

#endif
