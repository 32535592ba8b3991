//! Mechanism types: `CKM_*` (section 6, and the historical mechanisms).

use crate::types::CK_MECHANISM_TYPE;

/// Hands the rows of `CKM_*` (mechanism types) to another macro.
#[macro_export]
macro_rules! with_ckm {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        // RSA
        CKM_RSA_PKCS_KEY_PAIR_GEN               RSA_PKCS_KEY_PAIR_GEN               0x00000000;
        CKM_RSA_PKCS                            RSA_PKCS                            0x00000001;
        CKM_RSA_9796                            RSA_9796                            0x00000002;
        CKM_RSA_X_509                           RSA_X_509                           0x00000003;
        CKM_MD2_RSA_PKCS                        MD2_RSA_PKCS                        0x00000004;
        CKM_MD5_RSA_PKCS                        MD5_RSA_PKCS                        0x00000005;
        CKM_SHA1_RSA_PKCS                       SHA1_RSA_PKCS                       0x00000006;
        CKM_RIPEMD128_RSA_PKCS                  RIPEMD128_RSA_PKCS                  0x00000007;
        CKM_RIPEMD160_RSA_PKCS                  RIPEMD160_RSA_PKCS                  0x00000008;
        CKM_RSA_PKCS_OAEP                       RSA_PKCS_OAEP                       0x00000009;
        CKM_RSA_X9_31_KEY_PAIR_GEN              RSA_X9_31_KEY_PAIR_GEN              0x0000000a;
        CKM_RSA_X9_31                           RSA_X9_31                           0x0000000b;
        CKM_SHA1_RSA_X9_31                      SHA1_RSA_X9_31                      0x0000000c;
        CKM_RSA_PKCS_PSS                        RSA_PKCS_PSS                        0x0000000d;
        CKM_SHA1_RSA_PKCS_PSS                   SHA1_RSA_PKCS_PSS                   0x0000000e;

        // ML-KEM, first part
        CKM_ML_KEM_KEY_PAIR_GEN                 ML_KEM_KEY_PAIR_GEN                 0x0000000f;

        // DSA
        CKM_DSA_KEY_PAIR_GEN                    DSA_KEY_PAIR_GEN                    0x00000010;
        CKM_DSA                                 DSA                                 0x00000011;
        CKM_DSA_SHA1                            DSA_SHA1                            0x00000012;
        CKM_DSA_SHA224                          DSA_SHA224                          0x00000013;
        CKM_DSA_SHA256                          DSA_SHA256                          0x00000014;
        CKM_DSA_SHA384                          DSA_SHA384                          0x00000015;
        CKM_DSA_SHA512                          DSA_SHA512                          0x00000016;

        // ML-KEM, second part
        CKM_ML_KEM                              ML_KEM                              0x00000017;

        // DSA with SHA-3
        CKM_DSA_SHA3_224                        DSA_SHA3_224                        0x00000018;
        CKM_DSA_SHA3_256                        DSA_SHA3_256                        0x00000019;
        CKM_DSA_SHA3_384                        DSA_SHA3_384                        0x0000001a;
        CKM_DSA_SHA3_512                        DSA_SHA3_512                        0x0000001b;

        // ML-DSA
        CKM_ML_DSA_KEY_PAIR_GEN                 ML_DSA_KEY_PAIR_GEN                 0x0000001c;
        CKM_ML_DSA                              ML_DSA                              0x0000001d;
        CKM_HASH_ML_DSA                         HASH_ML_DSA                         0x0000001f;

        // Diffie-Hellman (PKCS #3)
        CKM_DH_PKCS_KEY_PAIR_GEN                DH_PKCS_KEY_PAIR_GEN                0x00000020;
        CKM_DH_PKCS_DERIVE                      DH_PKCS_DERIVE                      0x00000021;

        // ML-DSA of a hash
        CKM_HASH_ML_DSA_SHA224                  HASH_ML_DSA_SHA224                  0x00000023;
        CKM_HASH_ML_DSA_SHA256                  HASH_ML_DSA_SHA256                  0x00000024;
        CKM_HASH_ML_DSA_SHA384                  HASH_ML_DSA_SHA384                  0x00000025;
        CKM_HASH_ML_DSA_SHA512                  HASH_ML_DSA_SHA512                  0x00000026;
        CKM_HASH_ML_DSA_SHA3_224                HASH_ML_DSA_SHA3_224                0x00000027;
        CKM_HASH_ML_DSA_SHA3_256                HASH_ML_DSA_SHA3_256                0x00000028;
        CKM_HASH_ML_DSA_SHA3_384                HASH_ML_DSA_SHA3_384                0x00000029;
        CKM_HASH_ML_DSA_SHA3_512                HASH_ML_DSA_SHA3_512                0x0000002a;
        CKM_HASH_ML_DSA_SHAKE128                HASH_ML_DSA_SHAKE128                0x0000002b;
        CKM_HASH_ML_DSA_SHAKE256                HASH_ML_DSA_SHAKE256                0x0000002c;

        // SLH-DSA
        CKM_SLH_DSA_KEY_PAIR_GEN                SLH_DSA_KEY_PAIR_GEN                0x0000002d;
        CKM_SLH_DSA                             SLH_DSA                             0x0000002e;

        // Diffie-Hellman (X9.42)
        CKM_X9_42_DH_KEY_PAIR_GEN               X9_42_DH_KEY_PAIR_GEN               0x00000030;
        CKM_X9_42_DH_DERIVE                     X9_42_DH_DERIVE                     0x00000031;
        CKM_X9_42_DH_HYBRID_DERIVE              X9_42_DH_HYBRID_DERIVE              0x00000032;
        CKM_X9_42_MQV_DERIVE                    X9_42_MQV_DERIVE                    0x00000033;

        // SLH-DSA of a hash
        CKM_HASH_SLH_DSA                        HASH_SLH_DSA                        0x00000034;
        CKM_HASH_SLH_DSA_SHA224                 HASH_SLH_DSA_SHA224                 0x00000036;
        CKM_HASH_SLH_DSA_SHA256                 HASH_SLH_DSA_SHA256                 0x00000037;
        CKM_HASH_SLH_DSA_SHA384                 HASH_SLH_DSA_SHA384                 0x00000038;
        CKM_HASH_SLH_DSA_SHA512                 HASH_SLH_DSA_SHA512                 0x00000039;
        CKM_HASH_SLH_DSA_SHA3_224               HASH_SLH_DSA_SHA3_224               0x0000003a;
        CKM_HASH_SLH_DSA_SHA3_256               HASH_SLH_DSA_SHA3_256               0x0000003b;
        CKM_HASH_SLH_DSA_SHA3_384               HASH_SLH_DSA_SHA3_384               0x0000003c;
        CKM_HASH_SLH_DSA_SHA3_512               HASH_SLH_DSA_SHA3_512               0x0000003d;
        CKM_HASH_SLH_DSA_SHAKE128               HASH_SLH_DSA_SHAKE128               0x0000003e;
        CKM_HASH_SLH_DSA_SHAKE256               HASH_SLH_DSA_SHAKE256               0x0000003f;

        // RSA with SHA-2
        CKM_SHA256_RSA_PKCS                     SHA256_RSA_PKCS                     0x00000040;
        CKM_SHA384_RSA_PKCS                     SHA384_RSA_PKCS                     0x00000041;
        CKM_SHA512_RSA_PKCS                     SHA512_RSA_PKCS                     0x00000042;
        CKM_SHA256_RSA_PKCS_PSS                 SHA256_RSA_PKCS_PSS                 0x00000043;
        CKM_SHA384_RSA_PKCS_PSS                 SHA384_RSA_PKCS_PSS                 0x00000044;
        CKM_SHA512_RSA_PKCS_PSS                 SHA512_RSA_PKCS_PSS                 0x00000045;
        CKM_SHA224_RSA_PKCS                     SHA224_RSA_PKCS                     0x00000046;
        CKM_SHA224_RSA_PKCS_PSS                 SHA224_RSA_PKCS_PSS                 0x00000047;

        // SHA-512, truncated
        CKM_SHA512_224                          SHA512_224                          0x00000048;
        CKM_SHA512_224_HMAC                     SHA512_224_HMAC                     0x00000049;
        CKM_SHA512_224_HMAC_GENERAL             SHA512_224_HMAC_GENERAL             0x0000004a;
        CKM_SHA512_224_KEY_DERIVATION           SHA512_224_KEY_DERIVATION           0x0000004b;
        CKM_SHA512_256                          SHA512_256                          0x0000004c;
        CKM_SHA512_256_HMAC                     SHA512_256_HMAC                     0x0000004d;
        CKM_SHA512_256_HMAC_GENERAL             SHA512_256_HMAC_GENERAL             0x0000004e;
        CKM_SHA512_256_KEY_DERIVATION           SHA512_256_KEY_DERIVATION           0x0000004f;
        CKM_SHA512_T                            SHA512_T                            0x00000050;
        CKM_SHA512_T_HMAC                       SHA512_T_HMAC                       0x00000051;
        CKM_SHA512_T_HMAC_GENERAL               SHA512_T_HMAC_GENERAL               0x00000052;
        CKM_SHA512_T_KEY_DERIVATION             SHA512_T_KEY_DERIVATION             0x00000053;

        // TLS 1.2 with the extended master secret
        CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE    TLS12_EXTENDED_MASTER_KEY_DERIVE    0x00000056;
        CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE_DH TLS12_EXTENDED_MASTER_KEY_DERIVE_DH 0x00000057;

        // RSA with SHA-3
        CKM_SHA3_256_RSA_PKCS                   SHA3_256_RSA_PKCS                   0x00000060;
        CKM_SHA3_384_RSA_PKCS                   SHA3_384_RSA_PKCS                   0x00000061;
        CKM_SHA3_512_RSA_PKCS                   SHA3_512_RSA_PKCS                   0x00000062;
        CKM_SHA3_256_RSA_PKCS_PSS               SHA3_256_RSA_PKCS_PSS               0x00000063;
        CKM_SHA3_384_RSA_PKCS_PSS               SHA3_384_RSA_PKCS_PSS               0x00000064;
        CKM_SHA3_512_RSA_PKCS_PSS               SHA3_512_RSA_PKCS_PSS               0x00000065;
        CKM_SHA3_224_RSA_PKCS                   SHA3_224_RSA_PKCS                   0x00000066;
        CKM_SHA3_224_RSA_PKCS_PSS               SHA3_224_RSA_PKCS_PSS               0x00000067;

        // RC2
        CKM_RC2_KEY_GEN                         RC2_KEY_GEN                         0x00000100;
        CKM_RC2_ECB                             RC2_ECB                             0x00000101;
        CKM_RC2_CBC                             RC2_CBC                             0x00000102;
        CKM_RC2_MAC                             RC2_MAC                             0x00000103;
        CKM_RC2_MAC_GENERAL                     RC2_MAC_GENERAL                     0x00000104;
        CKM_RC2_CBC_PAD                         RC2_CBC_PAD                         0x00000105;

        // RC4
        CKM_RC4_KEY_GEN                         RC4_KEY_GEN                         0x00000110;
        CKM_RC4                                 RC4                                 0x00000111;

        // DES
        CKM_DES_KEY_GEN                         DES_KEY_GEN                         0x00000120;
        CKM_DES_ECB                             DES_ECB                             0x00000121;
        CKM_DES_CBC                             DES_CBC                             0x00000122;
        CKM_DES_MAC                             DES_MAC                             0x00000123;
        CKM_DES_MAC_GENERAL                     DES_MAC_GENERAL                     0x00000124;
        CKM_DES_CBC_PAD                         DES_CBC_PAD                         0x00000125;

        // Triple DES
        CKM_DES2_KEY_GEN                        DES2_KEY_GEN                        0x00000130;
        CKM_DES3_KEY_GEN                        DES3_KEY_GEN                        0x00000131;
        CKM_DES3_ECB                            DES3_ECB                            0x00000132;
        CKM_DES3_CBC                            DES3_CBC                            0x00000133;
        CKM_DES3_MAC                            DES3_MAC                            0x00000134;
        CKM_DES3_MAC_GENERAL                    DES3_MAC_GENERAL                    0x00000135;
        CKM_DES3_CBC_PAD                        DES3_CBC_PAD                        0x00000136;
        CKM_DES3_CMAC_GENERAL                   DES3_CMAC_GENERAL                   0x00000137;
        CKM_DES3_CMAC                           DES3_CMAC                           0x00000138;

        // CDMF
        CKM_CDMF_KEY_GEN                        CDMF_KEY_GEN                        0x00000140;
        CKM_CDMF_ECB                            CDMF_ECB                            0x00000141;
        CKM_CDMF_CBC                            CDMF_CBC                            0x00000142;
        CKM_CDMF_MAC                            CDMF_MAC                            0x00000143;
        CKM_CDMF_MAC_GENERAL                    CDMF_MAC_GENERAL                    0x00000144;
        CKM_CDMF_CBC_PAD                        CDMF_CBC_PAD                        0x00000145;

        // DES feedback modes
        CKM_DES_OFB64                           DES_OFB64                           0x00000150;
        CKM_DES_OFB8                            DES_OFB8                            0x00000151;
        CKM_DES_CFB64                           DES_CFB64                           0x00000152;
        CKM_DES_CFB8                            DES_CFB8                            0x00000153;

        // MD2, MD5, SHA-1, RIPEMD
        CKM_MD2                                 MD2                                 0x00000200;
        CKM_MD2_HMAC                            MD2_HMAC                            0x00000201;
        CKM_MD2_HMAC_GENERAL                    MD2_HMAC_GENERAL                    0x00000202;
        CKM_MD5                                 MD5                                 0x00000210;
        CKM_MD5_HMAC                            MD5_HMAC                            0x00000211;
        CKM_MD5_HMAC_GENERAL                    MD5_HMAC_GENERAL                    0x00000212;
        CKM_SHA_1                               SHA_1                               0x00000220;
        CKM_SHA_1_HMAC                          SHA_1_HMAC                          0x00000221;
        CKM_SHA_1_HMAC_GENERAL                  SHA_1_HMAC_GENERAL                  0x00000222;
        CKM_RIPEMD128                           RIPEMD128                           0x00000230;
        CKM_RIPEMD128_HMAC                      RIPEMD128_HMAC                      0x00000231;
        CKM_RIPEMD128_HMAC_GENERAL              RIPEMD128_HMAC_GENERAL              0x00000232;
        CKM_RIPEMD160                           RIPEMD160                           0x00000240;
        CKM_RIPEMD160_HMAC                      RIPEMD160_HMAC                      0x00000241;
        CKM_RIPEMD160_HMAC_GENERAL              RIPEMD160_HMAC_GENERAL              0x00000242;

        // SHA-2
        CKM_SHA256                              SHA256                              0x00000250;
        CKM_SHA256_HMAC                         SHA256_HMAC                         0x00000251;
        CKM_SHA256_HMAC_GENERAL                 SHA256_HMAC_GENERAL                 0x00000252;
        CKM_SHA224                              SHA224                              0x00000255;
        CKM_SHA224_HMAC                         SHA224_HMAC                         0x00000256;
        CKM_SHA224_HMAC_GENERAL                 SHA224_HMAC_GENERAL                 0x00000257;
        CKM_SHA384                              SHA384                              0x00000260;
        CKM_SHA384_HMAC                         SHA384_HMAC                         0x00000261;
        CKM_SHA384_HMAC_GENERAL                 SHA384_HMAC_GENERAL                 0x00000262;
        CKM_SHA512                              SHA512                              0x00000270;
        CKM_SHA512_HMAC                         SHA512_HMAC                         0x00000271;
        CKM_SHA512_HMAC_GENERAL                 SHA512_HMAC_GENERAL                 0x00000272;

        // One-time passwords: SecurID, HOTP, ACTI
        CKM_SECURID_KEY_GEN                     SECURID_KEY_GEN                     0x00000280;
        CKM_SECURID                             SECURID                             0x00000282;
        CKM_HOTP_KEY_GEN                        HOTP_KEY_GEN                        0x00000290;
        CKM_HOTP                                HOTP                                0x00000291;
        CKM_ACTI                                ACTI                                0x000002a0;
        CKM_ACTI_KEY_GEN                        ACTI_KEY_GEN                        0x000002a1;

        // SHA-3
        CKM_SHA3_256                            SHA3_256                            0x000002b0;
        CKM_SHA3_256_HMAC                       SHA3_256_HMAC                       0x000002b1;
        CKM_SHA3_256_HMAC_GENERAL               SHA3_256_HMAC_GENERAL               0x000002b2;
        CKM_SHA3_256_KEY_GEN                    SHA3_256_KEY_GEN                    0x000002b3;
        CKM_SHA3_224                            SHA3_224                            0x000002b5;
        CKM_SHA3_224_HMAC                       SHA3_224_HMAC                       0x000002b6;
        CKM_SHA3_224_HMAC_GENERAL               SHA3_224_HMAC_GENERAL               0x000002b7;
        CKM_SHA3_224_KEY_GEN                    SHA3_224_KEY_GEN                    0x000002b8;
        CKM_SHA3_384                            SHA3_384                            0x000002c0;
        CKM_SHA3_384_HMAC                       SHA3_384_HMAC                       0x000002c1;
        CKM_SHA3_384_HMAC_GENERAL               SHA3_384_HMAC_GENERAL               0x000002c2;
        CKM_SHA3_384_KEY_GEN                    SHA3_384_KEY_GEN                    0x000002c3;
        CKM_SHA3_512                            SHA3_512                            0x000002d0;
        CKM_SHA3_512_HMAC                       SHA3_512_HMAC                       0x000002d1;
        CKM_SHA3_512_HMAC_GENERAL               SHA3_512_HMAC_GENERAL               0x000002d2;
        CKM_SHA3_512_KEY_GEN                    SHA3_512_KEY_GEN                    0x000002d3;

        // CAST
        CKM_CAST_KEY_GEN                        CAST_KEY_GEN                        0x00000300;
        CKM_CAST_ECB                            CAST_ECB                            0x00000301;
        CKM_CAST_CBC                            CAST_CBC                            0x00000302;
        CKM_CAST_MAC                            CAST_MAC                            0x00000303;
        CKM_CAST_MAC_GENERAL                    CAST_MAC_GENERAL                    0x00000304;
        CKM_CAST_CBC_PAD                        CAST_CBC_PAD                        0x00000305;

        // CAST3
        CKM_CAST3_KEY_GEN                       CAST3_KEY_GEN                       0x00000310;
        CKM_CAST3_ECB                           CAST3_ECB                           0x00000311;
        CKM_CAST3_CBC                           CAST3_CBC                           0x00000312;
        CKM_CAST3_MAC                           CAST3_MAC                           0x00000313;
        CKM_CAST3_MAC_GENERAL                   CAST3_MAC_GENERAL                   0x00000314;
        CKM_CAST3_CBC_PAD                       CAST3_CBC_PAD                       0x00000315;

        // CAST128
        CKM_CAST128_KEY_GEN                     CAST128_KEY_GEN                     0x00000320;
        CKM_CAST5_KEY_GEN                       CAST5_KEY_GEN                       0x00000320; // alias
        CKM_CAST128_ECB                         CAST128_ECB                         0x00000321;
        CKM_CAST5_ECB                           CAST5_ECB                           0x00000321; // alias
        CKM_CAST128_CBC                         CAST128_CBC                         0x00000322;
        CKM_CAST5_CBC                           CAST5_CBC                           0x00000322; // alias
        CKM_CAST128_MAC                         CAST128_MAC                         0x00000323;
        CKM_CAST5_MAC                           CAST5_MAC                           0x00000323; // alias
        CKM_CAST128_MAC_GENERAL                 CAST128_MAC_GENERAL                 0x00000324;
        CKM_CAST5_MAC_GENERAL                   CAST5_MAC_GENERAL                   0x00000324; // alias
        CKM_CAST128_CBC_PAD                     CAST128_CBC_PAD                     0x00000325;
        CKM_CAST5_CBC_PAD                       CAST5_CBC_PAD                       0x00000325; // alias

        // RC5
        CKM_RC5_KEY_GEN                         RC5_KEY_GEN                         0x00000330;
        CKM_RC5_ECB                             RC5_ECB                             0x00000331;
        CKM_RC5_CBC                             RC5_CBC                             0x00000332;
        CKM_RC5_MAC                             RC5_MAC                             0x00000333;
        CKM_RC5_MAC_GENERAL                     RC5_MAC_GENERAL                     0x00000334;
        CKM_RC5_CBC_PAD                         RC5_CBC_PAD                         0x00000335;

        // IDEA
        CKM_IDEA_KEY_GEN                        IDEA_KEY_GEN                        0x00000340;
        CKM_IDEA_ECB                            IDEA_ECB                            0x00000341;
        CKM_IDEA_CBC                            IDEA_CBC                            0x00000342;
        CKM_IDEA_MAC                            IDEA_MAC                            0x00000343;
        CKM_IDEA_MAC_GENERAL                    IDEA_MAC_GENERAL                    0x00000344;
        CKM_IDEA_CBC_PAD                        IDEA_CBC_PAD                        0x00000345;

        // Generic secrets, and keys put together from keys
        CKM_GENERIC_SECRET_KEY_GEN              GENERIC_SECRET_KEY_GEN              0x00000350;
        CKM_CONCATENATE_BASE_AND_KEY            CONCATENATE_BASE_AND_KEY            0x00000360;
        CKM_CONCATENATE_BASE_AND_DATA           CONCATENATE_BASE_AND_DATA           0x00000362;
        CKM_CONCATENATE_DATA_AND_BASE           CONCATENATE_DATA_AND_BASE           0x00000363;
        CKM_XOR_BASE_AND_DATA                   XOR_BASE_AND_DATA                   0x00000364;
        CKM_EXTRACT_KEY_FROM_KEY                EXTRACT_KEY_FROM_KEY                0x00000365;

        // SSL 3.0 and TLS 1.0
        CKM_SSL3_PRE_MASTER_KEY_GEN             SSL3_PRE_MASTER_KEY_GEN             0x00000370;
        CKM_SSL3_MASTER_KEY_DERIVE              SSL3_MASTER_KEY_DERIVE              0x00000371;
        CKM_SSL3_KEY_AND_MAC_DERIVE             SSL3_KEY_AND_MAC_DERIVE             0x00000372;
        CKM_SSL3_MASTER_KEY_DERIVE_DH           SSL3_MASTER_KEY_DERIVE_DH           0x00000373;
        CKM_TLS_PRE_MASTER_KEY_GEN              TLS_PRE_MASTER_KEY_GEN              0x00000374;
        CKM_TLS_MASTER_KEY_DERIVE               TLS_MASTER_KEY_DERIVE               0x00000375;
        CKM_TLS_KEY_AND_MAC_DERIVE              TLS_KEY_AND_MAC_DERIVE              0x00000376;
        CKM_TLS_MASTER_KEY_DERIVE_DH            TLS_MASTER_KEY_DERIVE_DH            0x00000377;
        CKM_TLS_PRF                             TLS_PRF                             0x00000378;
        CKM_SSL3_MD5_MAC                        SSL3_MD5_MAC                        0x00000380;
        CKM_SSL3_SHA1_MAC                       SSL3_SHA1_MAC                       0x00000381;

        // Keys from digests of keys
        CKM_MD5_KEY_DERIVATION                  MD5_KEY_DERIVATION                  0x00000390;
        CKM_MD2_KEY_DERIVATION                  MD2_KEY_DERIVATION                  0x00000391;
        CKM_SHA1_KEY_DERIVATION                 SHA1_KEY_DERIVATION                 0x00000392;
        CKM_SHA256_KEY_DERIVATION               SHA256_KEY_DERIVATION               0x00000393;
        CKM_SHA384_KEY_DERIVATION               SHA384_KEY_DERIVATION               0x00000394;
        CKM_SHA512_KEY_DERIVATION               SHA512_KEY_DERIVATION               0x00000395;
        CKM_SHA224_KEY_DERIVATION               SHA224_KEY_DERIVATION               0x00000396;
        CKM_SHA3_256_KEY_DERIVATION             SHA3_256_KEY_DERIVATION             0x00000397;
        CKM_SHA3_256_KEY_DERIVE                 SHA3_256_KEY_DERIVE                 0x00000397; // alias
        CKM_SHA3_224_KEY_DERIVATION             SHA3_224_KEY_DERIVATION             0x00000398;
        CKM_SHA3_224_KEY_DERIVE                 SHA3_224_KEY_DERIVE                 0x00000398; // alias
        CKM_SHA3_384_KEY_DERIVATION             SHA3_384_KEY_DERIVATION             0x00000399;
        CKM_SHA3_384_KEY_DERIVE                 SHA3_384_KEY_DERIVE                 0x00000399; // alias
        CKM_SHA3_512_KEY_DERIVATION             SHA3_512_KEY_DERIVATION             0x0000039a;
        CKM_SHA3_512_KEY_DERIVE                 SHA3_512_KEY_DERIVE                 0x0000039a; // alias
        CKM_SHAKE_128_KEY_DERIVATION            SHAKE_128_KEY_DERIVATION            0x0000039b;
        CKM_SHAKE_128_KEY_DERIVE                SHAKE_128_KEY_DERIVE                0x0000039b; // alias
        CKM_SHAKE_256_KEY_DERIVATION            SHAKE_256_KEY_DERIVATION            0x0000039c;
        CKM_SHAKE_256_KEY_DERIVE                SHAKE_256_KEY_DERIVE                0x0000039c; // alias

        // Password-based encryption (PKCS #5 v1.5, PKCS #12)
        CKM_PBE_MD2_DES_CBC                     PBE_MD2_DES_CBC                     0x000003a0;
        CKM_PBE_MD5_DES_CBC                     PBE_MD5_DES_CBC                     0x000003a1;
        CKM_PBE_MD5_CAST_CBC                    PBE_MD5_CAST_CBC                    0x000003a2;
        CKM_PBE_MD5_CAST3_CBC                   PBE_MD5_CAST3_CBC                   0x000003a3;
        CKM_PBE_MD5_CAST128_CBC                 PBE_MD5_CAST128_CBC                 0x000003a4;
        CKM_PBE_MD5_CAST5_CBC                   PBE_MD5_CAST5_CBC                   0x000003a4; // alias
        CKM_PBE_SHA1_CAST128_CBC                PBE_SHA1_CAST128_CBC                0x000003a5;
        CKM_PBE_SHA1_CAST5_CBC                  PBE_SHA1_CAST5_CBC                  0x000003a5; // alias
        CKM_PBE_SHA1_RC4_128                    PBE_SHA1_RC4_128                    0x000003a6;
        CKM_PBE_SHA1_RC4_40                     PBE_SHA1_RC4_40                     0x000003a7;
        CKM_PBE_SHA1_DES3_EDE_CBC               PBE_SHA1_DES3_EDE_CBC               0x000003a8;
        CKM_PBE_SHA1_DES2_EDE_CBC               PBE_SHA1_DES2_EDE_CBC               0x000003a9;
        CKM_PBE_SHA1_RC2_128_CBC                PBE_SHA1_RC2_128_CBC                0x000003aa;
        CKM_PBE_SHA1_RC2_40_CBC                 PBE_SHA1_RC2_40_CBC                 0x000003ab;

        // SP 800-108
        CKM_SP800_108_COUNTER_KDF               SP800_108_COUNTER_KDF               0x000003ac;
        CKM_SP800_108_FEEDBACK_KDF              SP800_108_FEEDBACK_KDF              0x000003ad;
        CKM_SP800_108_DOUBLE_PIPELINE_KDF       SP800_108_DOUBLE_PIPELINE_KDF       0x000003ae;

        // PBKDF2 and password-based integrity
        CKM_PKCS5_PBKD2                         PKCS5_PBKD2                         0x000003b0;
        CKM_PBA_SHA1_WITH_SHA1_HMAC             PBA_SHA1_WITH_SHA1_HMAC             0x000003c0;

        // WTLS
        CKM_WTLS_PRE_MASTER_KEY_GEN             WTLS_PRE_MASTER_KEY_GEN             0x000003d0;
        CKM_WTLS_MASTER_KEY_DERIVE              WTLS_MASTER_KEY_DERIVE              0x000003d1;
        CKM_WTLS_MASTER_KEY_DERIVE_DH_ECC       WTLS_MASTER_KEY_DERIVE_DH_ECC       0x000003d2;
        CKM_WTLS_PRF                            WTLS_PRF                            0x000003d3;
        CKM_WTLS_SERVER_KEY_AND_MAC_DERIVE      WTLS_SERVER_KEY_AND_MAC_DERIVE      0x000003d4;
        CKM_WTLS_CLIENT_KEY_AND_MAC_DERIVE      WTLS_CLIENT_KEY_AND_MAC_DERIVE      0x000003d5;

        // TLS 1.0 to 1.2
        CKM_TLS10_MAC_SERVER                    TLS10_MAC_SERVER                    0x000003d6;
        CKM_TLS10_MAC_CLIENT                    TLS10_MAC_CLIENT                    0x000003d7;
        CKM_TLS12_MAC                           TLS12_MAC                           0x000003d8;
        CKM_TLS12_KDF                           TLS12_KDF                           0x000003d9;
        CKM_TLS12_MASTER_KEY_DERIVE             TLS12_MASTER_KEY_DERIVE             0x000003e0;
        CKM_TLS12_KEY_AND_MAC_DERIVE            TLS12_KEY_AND_MAC_DERIVE            0x000003e1;
        CKM_TLS12_MASTER_KEY_DERIVE_DH          TLS12_MASTER_KEY_DERIVE_DH          0x000003e2;
        CKM_TLS12_KEY_SAFE_DERIVE               TLS12_KEY_SAFE_DERIVE               0x000003e3;
        CKM_TLS_MAC                             TLS_MAC                             0x000003e4;
        CKM_TLS_KDF                             TLS_KDF                             0x000003e5;

        // Wrapping of LYNKS and SET
        CKM_KEY_WRAP_LYNKS                      KEY_WRAP_LYNKS                      0x00000400;
        CKM_KEY_WRAP_SET_OAEP                   KEY_WRAP_SET_OAEP                   0x00000401;

        // CMS and CT-KIP
        CKM_CMS_SIG                             CMS_SIG                             0x00000500;
        CKM_KIP_DERIVE                          KIP_DERIVE                          0x00000510;
        CKM_KIP_WRAP                            KIP_WRAP                            0x00000511;
        CKM_KIP_MAC                             KIP_MAC                             0x00000512;

        // Camellia
        CKM_CAMELLIA_KEY_GEN                    CAMELLIA_KEY_GEN                    0x00000550;
        CKM_CAMELLIA_ECB                        CAMELLIA_ECB                        0x00000551;
        CKM_CAMELLIA_CBC                        CAMELLIA_CBC                        0x00000552;
        CKM_CAMELLIA_MAC                        CAMELLIA_MAC                        0x00000553;
        CKM_CAMELLIA_MAC_GENERAL                CAMELLIA_MAC_GENERAL                0x00000554;
        CKM_CAMELLIA_CBC_PAD                    CAMELLIA_CBC_PAD                    0x00000555;
        CKM_CAMELLIA_ECB_ENCRYPT_DATA           CAMELLIA_ECB_ENCRYPT_DATA           0x00000556;
        CKM_CAMELLIA_CBC_ENCRYPT_DATA           CAMELLIA_CBC_ENCRYPT_DATA           0x00000557;
        CKM_CAMELLIA_CTR                        CAMELLIA_CTR                        0x00000558;

        // ARIA
        CKM_ARIA_KEY_GEN                        ARIA_KEY_GEN                        0x00000560;
        CKM_ARIA_ECB                            ARIA_ECB                            0x00000561;
        CKM_ARIA_CBC                            ARIA_CBC                            0x00000562;
        CKM_ARIA_MAC                            ARIA_MAC                            0x00000563;
        CKM_ARIA_MAC_GENERAL                    ARIA_MAC_GENERAL                    0x00000564;
        CKM_ARIA_CBC_PAD                        ARIA_CBC_PAD                        0x00000565;
        CKM_ARIA_ECB_ENCRYPT_DATA               ARIA_ECB_ENCRYPT_DATA               0x00000566;
        CKM_ARIA_CBC_ENCRYPT_DATA               ARIA_CBC_ENCRYPT_DATA               0x00000567;

        // SEED
        CKM_SEED_KEY_GEN                        SEED_KEY_GEN                        0x00000650;
        CKM_SEED_ECB                            SEED_ECB                            0x00000651;
        CKM_SEED_CBC                            SEED_CBC                            0x00000652;
        CKM_SEED_MAC                            SEED_MAC                            0x00000653;
        CKM_SEED_MAC_GENERAL                    SEED_MAC_GENERAL                    0x00000654;
        CKM_SEED_CBC_PAD                        SEED_CBC_PAD                        0x00000655;
        CKM_SEED_ECB_ENCRYPT_DATA               SEED_ECB_ENCRYPT_DATA               0x00000656;
        CKM_SEED_CBC_ENCRYPT_DATA               SEED_CBC_ENCRYPT_DATA               0x00000657;

        // SKIPJACK, KEA, FORTEZZA
        CKM_SKIPJACK_KEY_GEN                    SKIPJACK_KEY_GEN                    0x00001000;
        CKM_SKIPJACK_ECB64                      SKIPJACK_ECB64                      0x00001001;
        CKM_SKIPJACK_CBC64                      SKIPJACK_CBC64                      0x00001002;
        CKM_SKIPJACK_OFB64                      SKIPJACK_OFB64                      0x00001003;
        CKM_SKIPJACK_CFB64                      SKIPJACK_CFB64                      0x00001004;
        CKM_SKIPJACK_CFB32                      SKIPJACK_CFB32                      0x00001005;
        CKM_SKIPJACK_CFB16                      SKIPJACK_CFB16                      0x00001006;
        CKM_SKIPJACK_CFB8                       SKIPJACK_CFB8                       0x00001007;
        CKM_SKIPJACK_WRAP                       SKIPJACK_WRAP                       0x00001008;
        CKM_SKIPJACK_PRIVATE_WRAP               SKIPJACK_PRIVATE_WRAP               0x00001009;
        CKM_SKIPJACK_RELAYX                     SKIPJACK_RELAYX                     0x0000100a;
        CKM_KEA_KEY_PAIR_GEN                    KEA_KEY_PAIR_GEN                    0x00001010;
        CKM_KEA_KEY_DERIVE                      KEA_KEY_DERIVE                      0x00001011;
        CKM_KEA_DERIVE                          KEA_DERIVE                          0x00001012;
        CKM_FORTEZZA_TIMESTAMP                  FORTEZZA_TIMESTAMP                  0x00001020;

        // BATON
        CKM_BATON_KEY_GEN                       BATON_KEY_GEN                       0x00001030;
        CKM_BATON_ECB128                        BATON_ECB128                        0x00001031;
        CKM_BATON_ECB96                         BATON_ECB96                         0x00001032;
        CKM_BATON_CBC128                        BATON_CBC128                        0x00001033;
        CKM_BATON_COUNTER                       BATON_COUNTER                       0x00001034;
        CKM_BATON_SHUFFLE                       BATON_SHUFFLE                       0x00001035;
        CKM_BATON_WRAP                          BATON_WRAP                          0x00001036;

        // Elliptic curves
        CKM_EC_KEY_PAIR_GEN                     EC_KEY_PAIR_GEN                     0x00001040;
        CKM_ECDSA_KEY_PAIR_GEN                  ECDSA_KEY_PAIR_GEN                  0x00001040; // alias
        CKM_ECDSA                               ECDSA                               0x00001041;
        CKM_ECDSA_SHA1                          ECDSA_SHA1                          0x00001042;
        CKM_ECDSA_SHA224                        ECDSA_SHA224                        0x00001043;
        CKM_ECDSA_SHA256                        ECDSA_SHA256                        0x00001044;
        CKM_ECDSA_SHA384                        ECDSA_SHA384                        0x00001045;
        CKM_ECDSA_SHA512                        ECDSA_SHA512                        0x00001046;
        CKM_ECDSA_SHA3_224                      ECDSA_SHA3_224                      0x00001047;
        CKM_ECDSA_SHA3_256                      ECDSA_SHA3_256                      0x00001048;
        CKM_ECDSA_SHA3_384                      ECDSA_SHA3_384                      0x00001049;
        CKM_ECDSA_SHA3_512                      ECDSA_SHA3_512                      0x0000104a;

        // Elliptic curve key agreement and wrapping
        CKM_ECDH1_DERIVE                        ECDH1_DERIVE                        0x00001050;
        CKM_ECDH1_COFACTOR_DERIVE               ECDH1_COFACTOR_DERIVE               0x00001051;
        CKM_ECMQV_DERIVE                        ECMQV_DERIVE                        0x00001052;
        CKM_ECDH_AES_KEY_WRAP                   ECDH_AES_KEY_WRAP                   0x00001053;
        CKM_RSA_AES_KEY_WRAP                    RSA_AES_KEY_WRAP                    0x00001054;

        // Edwards and Montgomery curves
        CKM_EC_EDWARDS_KEY_PAIR_GEN             EC_EDWARDS_KEY_PAIR_GEN             0x00001055;
        CKM_EC_MONTGOMERY_KEY_PAIR_GEN          EC_MONTGOMERY_KEY_PAIR_GEN          0x00001056;
        CKM_EDDSA                               EDDSA                               0x00001057;

        // JUNIPER, FASTHASH
        CKM_JUNIPER_KEY_GEN                     JUNIPER_KEY_GEN                     0x00001060;
        CKM_JUNIPER_ECB128                      JUNIPER_ECB128                      0x00001061;
        CKM_JUNIPER_CBC128                      JUNIPER_CBC128                      0x00001062;
        CKM_JUNIPER_COUNTER                     JUNIPER_COUNTER                     0x00001063;
        CKM_JUNIPER_SHUFFLE                     JUNIPER_SHUFFLE                     0x00001064;
        CKM_JUNIPER_WRAP                        JUNIPER_WRAP                        0x00001065;
        CKM_FASTHASH                            FASTHASH                            0x00001070;

        // AES-XTS
        CKM_AES_XTS                             AES_XTS                             0x00001071;
        CKM_AES_XTS_KEY_GEN                     AES_XTS_KEY_GEN                     0x00001072;

        // AES
        CKM_AES_KEY_GEN                         AES_KEY_GEN                         0x00001080;
        CKM_AES_ECB                             AES_ECB                             0x00001081;
        CKM_AES_CBC                             AES_CBC                             0x00001082;
        CKM_AES_MAC                             AES_MAC                             0x00001083;
        CKM_AES_MAC_GENERAL                     AES_MAC_GENERAL                     0x00001084;
        CKM_AES_CBC_PAD                         AES_CBC_PAD                         0x00001085;
        CKM_AES_CTR                             AES_CTR                             0x00001086;
        CKM_AES_GCM                             AES_GCM                             0x00001087;
        CKM_AES_CCM                             AES_CCM                             0x00001088;
        CKM_AES_CTS                             AES_CTS                             0x00001089;
        CKM_AES_CMAC                            AES_CMAC                            0x0000108a;
        CKM_AES_CMAC_GENERAL                    AES_CMAC_GENERAL                    0x0000108b;
        CKM_AES_XCBC_MAC                        AES_XCBC_MAC                        0x0000108c;
        CKM_AES_XCBC_MAC_96                     AES_XCBC_MAC_96                     0x0000108d;
        CKM_AES_GMAC                            AES_GMAC                            0x0000108e;

        // Blowfish and Twofish
        CKM_BLOWFISH_KEY_GEN                    BLOWFISH_KEY_GEN                    0x00001090;
        CKM_BLOWFISH_CBC                        BLOWFISH_CBC                        0x00001091;
        CKM_TWOFISH_KEY_GEN                     TWOFISH_KEY_GEN                     0x00001092;
        CKM_TWOFISH_CBC                         TWOFISH_CBC                         0x00001093;
        CKM_BLOWFISH_CBC_PAD                    BLOWFISH_CBC_PAD                    0x00001094;
        CKM_TWOFISH_CBC_PAD                     TWOFISH_CBC_PAD                     0x00001095;

        // Keys from encrypted data
        CKM_DES_ECB_ENCRYPT_DATA                DES_ECB_ENCRYPT_DATA                0x00001100;
        CKM_DES_CBC_ENCRYPT_DATA                DES_CBC_ENCRYPT_DATA                0x00001101;
        CKM_DES3_ECB_ENCRYPT_DATA               DES3_ECB_ENCRYPT_DATA               0x00001102;
        CKM_DES3_CBC_ENCRYPT_DATA               DES3_CBC_ENCRYPT_DATA               0x00001103;
        CKM_AES_ECB_ENCRYPT_DATA                AES_ECB_ENCRYPT_DATA                0x00001104;
        CKM_AES_CBC_ENCRYPT_DATA                AES_CBC_ENCRYPT_DATA                0x00001105;

        // GOST
        CKM_GOSTR3410_KEY_PAIR_GEN              GOSTR3410_KEY_PAIR_GEN              0x00001200;
        CKM_GOSTR3410                           GOSTR3410                           0x00001201;
        CKM_GOSTR3410_WITH_GOSTR3411            GOSTR3410_WITH_GOSTR3411            0x00001202;
        CKM_GOSTR3410_KEY_WRAP                  GOSTR3410_KEY_WRAP                  0x00001203;
        CKM_GOSTR3410_DERIVE                    GOSTR3410_DERIVE                    0x00001204;
        CKM_GOSTR3411                           GOSTR3411                           0x00001210;
        CKM_GOSTR3411_HMAC                      GOSTR3411_HMAC                      0x00001211;
        CKM_GOST28147_KEY_GEN                   GOST28147_KEY_GEN                   0x00001220;
        CKM_GOST28147_ECB                       GOST28147_ECB                       0x00001221;
        CKM_GOST28147                           GOST28147                           0x00001222;
        CKM_GOST28147_MAC                       GOST28147_MAC                       0x00001223;
        CKM_GOST28147_KEY_WRAP                  GOST28147_KEY_WRAP                  0x00001224;

        // ChaCha20 and Poly1305, key generation
        CKM_CHACHA20_KEY_GEN                    CHACHA20_KEY_GEN                    0x00001225;
        CKM_CHACHA20                            CHACHA20                            0x00001226;
        CKM_POLY1305_KEY_GEN                    POLY1305_KEY_GEN                    0x00001227;
        CKM_POLY1305                            POLY1305                            0x00001228;

        // Elliptic curves, key generation with extra bits
        CKM_EC_KEY_PAIR_GEN_W_EXTRA_BITS        EC_KEY_PAIR_GEN_W_EXTRA_BITS        0x0000140b;

        // Domain parameters
        CKM_DSA_PARAMETER_GEN                   DSA_PARAMETER_GEN                   0x00002000;
        CKM_DH_PKCS_PARAMETER_GEN               DH_PKCS_PARAMETER_GEN               0x00002001;
        CKM_X9_42_DH_PARAMETER_GEN              X9_42_DH_PARAMETER_GEN              0x00002002;
        CKM_DSA_PROBABILISTIC_PARAMETER_GEN     DSA_PROBABILISTIC_PARAMETER_GEN     0x00002003;
        CKM_DSA_PROBABLISTIC_PARAMETER_GEN      DSA_PROBABLISTIC_PARAMETER_GEN      0x00002003; // alias
        CKM_DSA_SHAWE_TAYLOR_PARAMETER_GEN      DSA_SHAWE_TAYLOR_PARAMETER_GEN      0x00002004;
        CKM_DSA_FIPS_G_GEN                      DSA_FIPS_G_GEN                      0x00002005;

        // AES feedback modes and key wrapping
        CKM_AES_OFB                             AES_OFB                             0x00002104;
        CKM_AES_CFB64                           AES_CFB64                           0x00002105;
        CKM_AES_CFB8                            AES_CFB8                            0x00002106;
        CKM_AES_CFB128                          AES_CFB128                          0x00002107;
        CKM_AES_CFB1                            AES_CFB1                            0x00002108;
        CKM_AES_KEY_WRAP                        AES_KEY_WRAP                        0x00002109;
        CKM_AES_KEY_WRAP_PAD                    AES_KEY_WRAP_PAD                    0x0000210a;
        CKM_AES_KEY_WRAP_KWP                    AES_KEY_WRAP_KWP                    0x0000210b;
        CKM_AES_KEY_WRAP_PKCS7                  AES_KEY_WRAP_PKCS7                  0x0000210c;

        // RSA with TPM 1.1
        CKM_RSA_PKCS_TPM_1_1                    RSA_PKCS_TPM_1_1                    0x00004001;
        CKM_RSA_PKCS_OAEP_TPM_1_1               RSA_PKCS_OAEP_TPM_1_1               0x00004002;

        // Keys for HMAC
        CKM_SHA_1_KEY_GEN                       SHA_1_KEY_GEN                       0x00004003;
        CKM_SHA224_KEY_GEN                      SHA224_KEY_GEN                      0x00004004;
        CKM_SHA256_KEY_GEN                      SHA256_KEY_GEN                      0x00004005;
        CKM_SHA384_KEY_GEN                      SHA384_KEY_GEN                      0x00004006;
        CKM_SHA512_KEY_GEN                      SHA512_KEY_GEN                      0x00004007;
        CKM_SHA512_224_KEY_GEN                  SHA512_224_KEY_GEN                  0x00004008;
        CKM_SHA512_256_KEY_GEN                  SHA512_256_KEY_GEN                  0x00004009;
        CKM_SHA512_T_KEY_GEN                    SHA512_T_KEY_GEN                    0x0000400a;

        // No operation at all
        CKM_NULL                                NULL                                0x0000400b;

        // BLAKE2b
        CKM_BLAKE2B_160                         BLAKE2B_160                         0x0000400c;
        CKM_BLAKE2B_160_HMAC                    BLAKE2B_160_HMAC                    0x0000400d;
        CKM_BLAKE2B_160_HMAC_GENERAL            BLAKE2B_160_HMAC_GENERAL            0x0000400e;
        CKM_BLAKE2B_160_KEY_DERIVE              BLAKE2B_160_KEY_DERIVE              0x0000400f;
        CKM_BLAKE2B_160_KEY_GEN                 BLAKE2B_160_KEY_GEN                 0x00004010;
        CKM_BLAKE2B_256                         BLAKE2B_256                         0x00004011;
        CKM_BLAKE2B_256_HMAC                    BLAKE2B_256_HMAC                    0x00004012;
        CKM_BLAKE2B_256_HMAC_GENERAL            BLAKE2B_256_HMAC_GENERAL            0x00004013;
        CKM_BLAKE2B_256_KEY_DERIVE              BLAKE2B_256_KEY_DERIVE              0x00004014;
        CKM_BLAKE2B_256_KEY_GEN                 BLAKE2B_256_KEY_GEN                 0x00004015;
        CKM_BLAKE2B_384                         BLAKE2B_384                         0x00004016;
        CKM_BLAKE2B_384_HMAC                    BLAKE2B_384_HMAC                    0x00004017;
        CKM_BLAKE2B_384_HMAC_GENERAL            BLAKE2B_384_HMAC_GENERAL            0x00004018;
        CKM_BLAKE2B_384_KEY_DERIVE              BLAKE2B_384_KEY_DERIVE              0x00004019;
        CKM_BLAKE2B_384_KEY_GEN                 BLAKE2B_384_KEY_GEN                 0x0000401a;
        CKM_BLAKE2B_512                         BLAKE2B_512                         0x0000401b;
        CKM_BLAKE2B_512_HMAC                    BLAKE2B_512_HMAC                    0x0000401c;
        CKM_BLAKE2B_512_HMAC_GENERAL            BLAKE2B_512_HMAC_GENERAL            0x0000401d;
        CKM_BLAKE2B_512_KEY_DERIVE              BLAKE2B_512_KEY_DERIVE              0x0000401e;
        CKM_BLAKE2B_512_KEY_GEN                 BLAKE2B_512_KEY_GEN                 0x0000401f;

        // Salsa20 and ChaCha20 with Poly1305
        CKM_SALSA20                             SALSA20                             0x00004020;
        CKM_CHACHA20_POLY1305                   CHACHA20_POLY1305                   0x00004021;
        CKM_SALSA20_POLY1305                    SALSA20_POLY1305                    0x00004022;

        // X3DH and Double Ratchet
        CKM_X3DH_INITIALIZE                     X3DH_INITIALIZE                     0x00004023;
        CKM_X3DH_RESPOND                        X3DH_RESPOND                        0x00004024;
        CKM_X2RATCHET_INITIALIZE                X2RATCHET_INITIALIZE                0x00004025;
        CKM_X2RATCHET_RESPOND                   X2RATCHET_RESPOND                   0x00004026;
        CKM_X2RATCHET_ENCRYPT                   X2RATCHET_ENCRYPT                   0x00004027;
        CKM_X2RATCHET_DECRYPT                   X2RATCHET_DECRYPT                   0x00004028;

        // XEdDSA
        CKM_XEDDSA                              XEDDSA                              0x00004029;

        // HKDF
        CKM_HKDF_DERIVE                         HKDF_DERIVE                         0x0000402a;
        CKM_HKDF_DATA                           HKDF_DATA                           0x0000402b;
        CKM_HKDF_KEY_GEN                        HKDF_KEY_GEN                        0x0000402c;

        // Salsa20, key generation
        CKM_SALSA20_KEY_GEN                     SALSA20_KEY_GEN                     0x0000402d;

        // IKE
        CKM_IKE2_PRF_PLUS_DERIVE                IKE2_PRF_PLUS_DERIVE                0x0000402e;
        CKM_IKE_PRF_DERIVE                      IKE_PRF_DERIVE                      0x0000402f;
        CKM_IKE1_PRF_DERIVE                     IKE1_PRF_DERIVE                     0x00004030;
        CKM_IKE1_EXTENDED_DERIVE                IKE1_EXTENDED_DERIVE                0x00004031;

        // Stateful hash-based signatures
        CKM_HSS_KEY_PAIR_GEN                    HSS_KEY_PAIR_GEN                    0x00004032;
        CKM_HSS                                 HSS                                 0x00004033;
        CKM_XMSS_KEY_PAIR_GEN                   XMSS_KEY_PAIR_GEN                   0x00004034;
        CKM_XMSSMT_KEY_PAIR_GEN                 XMSSMT_KEY_PAIR_GEN                 0x00004035;
        CKM_XMSS                                XMSS                                0x00004036;
        CKM_XMSSMT                              XMSSMT                              0x00004037;

        // AES key wrapping under ECDH
        CKM_ECDH_X_AES_KEY_WRAP                 ECDH_X_AES_KEY_WRAP                 0x00004038;
        CKM_ECDH_COF_AES_KEY_WRAP               ECDH_COF_AES_KEY_WRAP               0x00004039;

        // Public key of a private key
        CKM_PUB_KEY_FROM_PRIV_KEY               PUB_KEY_FROM_PRIV_KEY               0x0000403a;

        // Vendors
        CKM_VENDOR_DEFINED                      VENDOR_DEFINED                      0x80000000;
    } };
}

with_ckm!(constants { CK_MECHANISM_TYPE });
