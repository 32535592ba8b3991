/* GOST algorithms as numbered by TC 26, which modules of several vendors share. */

#ifndef PKCS11_TC26_H
#define PKCS11_TC26_H

/* Key types */
#define CKK_GOSTR3410_512 0xd4321003UL
#define CKK_KUZNECHIK     0xd4321004UL
#define CKK_MAGMA         0xd4321005UL

/* Mechanisms */
#define CKM_GOSTR3410_512_KEY_PAIR_GEN          0xd4321005UL
#define CKM_GOSTR3410_512                       0xd4321006UL
#define CKM_GOSTR3410_12_DERIVE                 0xd4321007UL
#define CKM_GOSTR3410_2012_DERIVE               0xd4321007UL
#define CKM_GOSTR3410_WITH_GOSTR3411_12_256     0xd4321008UL
#define CKM_GOSTR3410_WITH_GOSTR3411_2012_256   0xd4321008UL
#define CKM_GOSTR3410_WITH_GOSTR3411_12_512     0xd4321009UL
#define CKM_GOSTR3410_WITH_GOSTR3411_2012_512   0xd4321009UL
#define CKM_GOSTR3410_PUBLIC_KEY_DERIVE         0xd432100aUL
#define CKM_GOSTR3411_12_256                    0xd4321012UL
#define CKM_GOSTR3411_2012_256                  0xd4321012UL
#define CKM_GOSTR3411_12_512                    0xd4321013UL
#define CKM_GOSTR3411_2012_512                  0xd4321013UL
#define CKM_GOSTR3411_12_256_HMAC               0xd4321014UL
#define CKM_GOSTR3411_2012_256_HMAC             0xd4321014UL
#define CKM_GOSTR3411_12_512_HMAC               0xd4321015UL
#define CKM_GOSTR3411_2012_512_HMAC             0xd4321015UL
#define CKM_TLS_GOST_PRF_2012_256               0xd4321016UL
#define CKM_TLS_GOST_PRF_2012_512               0xd4321017UL
#define CKM_TLS_GOST_MASTER_KEY_DERIVE_2012_256 0xd4321018UL
#define CKM_KUZNECHIK_KEY_GEN                   0xd4321019UL
#define CKM_KUZNECHIK_ECB                       0xd432101aUL
#define CKM_KUZNECHIK_CTR                       0xd432101bUL
#define CKM_KUZNECHIK_CFB                       0xd432101cUL
#define CKM_KUZNECHIK_OFB                       0xd432101dUL
#define CKM_KUZNECHIK_CBC                       0xd432101eUL
#define CKM_KUZNECHIK_MAC                       0xd432101fUL
#define CKM_MAGMA_CTR                           0xd4321020UL
#define CKM_MAGMA_CFB                           0xd4321021UL
#define CKM_MAGMA_OFB                           0xd4321022UL
#define CKM_MAGMA_CBC                           0xd4321023UL
#define CKM_MAGMA_MAC                           0xd4321024UL
#define CKM_KDF_4357                            0xd4321025UL
#define CKM_KDF_GOSTR3411_2012_256              0xd4321026UL
#define CKM_KDF_GOSTR3411_EXPORT                0xd4321027UL
#define CKM_GOST28147_CNT                       0xd4321028UL
#define CKM_MAGMA_ECB                           0xd4321029UL
#define CKM_MAGMA_KEY_GEN                       0xd432102aUL
#define CKM_MAGMA_KEY_WRAP                      0xd432102bUL
#define CKM_KUZNECHIK_KEY_WRAP                  0xd432102cUL

/* Parameter sets, profiles and pseudo-random functions */
#define CKP_PKCS5_PBKD2_HMAC_GOSTR3411_2012_512 0xd4321003UL

#endif
