//! Key derivation functions of ECDH and X9.42 Diffie-Hellman: `CKD_*` (sections 6.3 and 6.4).

use crate::types::CK_EC_KDF_TYPE;

/// Hands the rows of `CKD_*` (key derivation functions) to another macro.
#[macro_export]
macro_rules! with_ckd {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKD_NULL                 NULL                 0x00000001;
        CKD_SHA1_KDF             SHA1_KDF             0x00000002;
        CKD_SHA1_KDF_ASN1        SHA1_KDF_ASN1        0x00000003;
        CKD_SHA1_KDF_CONCATENATE SHA1_KDF_CONCATENATE 0x00000004;
        CKD_SHA224_KDF           SHA224_KDF           0x00000005;
        CKD_SHA256_KDF           SHA256_KDF           0x00000006;
        CKD_SHA384_KDF           SHA384_KDF           0x00000007;
        CKD_SHA512_KDF           SHA512_KDF           0x00000008;
        CKD_CPDIVERSIFY_KDF      CPDIVERSIFY_KDF      0x00000009;
        CKD_SHA3_224_KDF         SHA3_224_KDF         0x0000000a;
        CKD_SHA3_256_KDF         SHA3_256_KDF         0x0000000b;
        CKD_SHA3_384_KDF         SHA3_384_KDF         0x0000000c;
        CKD_SHA3_512_KDF         SHA3_512_KDF         0x0000000d;
        CKD_SHA1_KDF_SP800       SHA1_KDF_SP800       0x0000000e;
        CKD_SHA224_KDF_SP800     SHA224_KDF_SP800     0x0000000f;
        CKD_SHA256_KDF_SP800     SHA256_KDF_SP800     0x00000010;
        CKD_SHA384_KDF_SP800     SHA384_KDF_SP800     0x00000011;
        CKD_SHA512_KDF_SP800     SHA512_KDF_SP800     0x00000012;
        CKD_SHA3_224_KDF_SP800   SHA3_224_KDF_SP800   0x00000013;
        CKD_SHA3_256_KDF_SP800   SHA3_256_KDF_SP800   0x00000014;
        CKD_SHA3_384_KDF_SP800   SHA3_384_KDF_SP800   0x00000015;
        CKD_SHA3_512_KDF_SP800   SHA3_512_KDF_SP800   0x00000016;
        CKD_BLAKE2B_160_KDF      BLAKE2B_160_KDF      0x00000017;
        CKD_BLAKE2B_256_KDF      BLAKE2B_256_KDF      0x00000018;
        CKD_BLAKE2B_384_KDF      BLAKE2B_384_KDF      0x00000019;
        CKD_BLAKE2B_512_KDF      BLAKE2B_512_KDF      0x0000001a;
    } };
}

with_ckd!(constants { CK_EC_KDF_TYPE });
