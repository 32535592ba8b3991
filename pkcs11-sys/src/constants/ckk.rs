//! Key types: `CKK_*` (section 6, and the historical mechanisms).

use crate::types::CK_KEY_TYPE;

/// Hands the rows of `CKK_*` (key types) to another macro.
#[macro_export]
macro_rules! with_ckk {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKK_RSA              RSA              0x00000000;
        CKK_DSA              DSA              0x00000001;
        CKK_DH               DH               0x00000002;
        CKK_EC               EC               0x00000003;
        CKK_ECDSA            ECDSA            0x00000003; // alias
        CKK_X9_42_DH         X9_42_DH         0x00000004;
        CKK_KEA              KEA              0x00000005;
        CKK_GENERIC_SECRET   GENERIC_SECRET   0x00000010;
        CKK_RC2              RC2              0x00000011;
        CKK_RC4              RC4              0x00000012;
        CKK_DES              DES              0x00000013;
        CKK_DES2             DES2             0x00000014;
        CKK_DES3             DES3             0x00000015;
        CKK_CAST             CAST             0x00000016;
        CKK_CAST3            CAST3            0x00000017;
        CKK_CAST128          CAST128          0x00000018;
        CKK_CAST5            CAST5            0x00000018; // alias
        CKK_RC5              RC5              0x00000019;
        CKK_IDEA             IDEA             0x0000001a;
        CKK_SKIPJACK         SKIPJACK         0x0000001b;
        CKK_BATON            BATON            0x0000001c;
        CKK_JUNIPER          JUNIPER          0x0000001d;
        CKK_CDMF             CDMF             0x0000001e;
        CKK_AES              AES              0x0000001f;
        CKK_BLOWFISH         BLOWFISH         0x00000020;
        CKK_TWOFISH          TWOFISH          0x00000021;
        CKK_SECURID          SECURID          0x00000022;
        CKK_HOTP             HOTP             0x00000023;
        CKK_ACTI             ACTI             0x00000024;
        CKK_CAMELLIA         CAMELLIA         0x00000025;
        CKK_ARIA             ARIA             0x00000026;
        CKK_MD5_HMAC         MD5_HMAC         0x00000027;
        CKK_SHA_1_HMAC       SHA_1_HMAC       0x00000028;
        CKK_RIPEMD128_HMAC   RIPEMD128_HMAC   0x00000029;
        CKK_RIPEMD160_HMAC   RIPEMD160_HMAC   0x0000002a;
        CKK_SHA256_HMAC      SHA256_HMAC      0x0000002b;
        CKK_SHA384_HMAC      SHA384_HMAC      0x0000002c;
        CKK_SHA512_HMAC      SHA512_HMAC      0x0000002d;
        CKK_SHA224_HMAC      SHA224_HMAC      0x0000002e;
        CKK_SEED             SEED             0x0000002f;
        CKK_GOSTR3410        GOSTR3410        0x00000030;
        CKK_GOSTR3411        GOSTR3411        0x00000031;
        CKK_GOST28147        GOST28147        0x00000032;
        CKK_CHACHA20         CHACHA20         0x00000033;
        CKK_POLY1305         POLY1305         0x00000034;
        CKK_AES_XTS          AES_XTS          0x00000035;
        CKK_SHA3_224_HMAC    SHA3_224_HMAC    0x00000036;
        CKK_SHA3_256_HMAC    SHA3_256_HMAC    0x00000037;
        CKK_SHA3_384_HMAC    SHA3_384_HMAC    0x00000038;
        CKK_SHA3_512_HMAC    SHA3_512_HMAC    0x00000039;
        CKK_BLAKE2B_160_HMAC BLAKE2B_160_HMAC 0x0000003a;
        CKK_BLAKE2B_256_HMAC BLAKE2B_256_HMAC 0x0000003b;
        CKK_BLAKE2B_384_HMAC BLAKE2B_384_HMAC 0x0000003c;
        CKK_BLAKE2B_512_HMAC BLAKE2B_512_HMAC 0x0000003d;
        CKK_SALSA20          SALSA20          0x0000003e;
        CKK_X2RATCHET        X2RATCHET        0x0000003f;
        CKK_EC_EDWARDS       EC_EDWARDS       0x00000040;
        CKK_EC_MONTGOMERY    EC_MONTGOMERY    0x00000041;
        CKK_HKDF             HKDF             0x00000042;
        CKK_SHA512_224_HMAC  SHA512_224_HMAC  0x00000043;
        CKK_SHA512_256_HMAC  SHA512_256_HMAC  0x00000044;
        CKK_SHA512_T_HMAC    SHA512_T_HMAC    0x00000045;
        CKK_HSS              HSS              0x00000046;
        CKK_XMSS             XMSS             0x00000047;
        CKK_XMSSMT           XMSSMT           0x00000048;
        CKK_ML_KEM           ML_KEM           0x00000049;
        CKK_ML_DSA           ML_DSA           0x0000004a;
        CKK_SLH_DSA          SLH_DSA          0x0000004b;
        CKK_VENDOR_DEFINED   VENDOR_DEFINED   0x80000000;
    } };
}

with_ckk!(constants { CK_KEY_TYPE });
