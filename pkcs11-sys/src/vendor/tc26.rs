//! GOST algorithms as numbered by TC 26, which modules of several vendors share.
//!
//! OpenSC, p11-kit and the headers of TC 26 agree on the numbers that they share.

use crate::types::{CK_KEY_TYPE, CK_MECHANISM_TYPE, CK_PKCS5_PBKD2_PSEUDO_RANDOM_FUNCTION_TYPE};

/// Hands the rows of [`vendor::tc26`](crate::vendor::tc26) to another macro.
#[macro_export]
macro_rules! with_vendor_tc26 {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        // Key types
        CKK_GOSTR3410_512: CK_KEY_TYPE = 0xd4321003;
        CKK_KUZNECHIK:     CK_KEY_TYPE = 0xd4321004;
        CKK_MAGMA:         CK_KEY_TYPE = 0xd4321005;

        // Mechanisms
        CKM_GOSTR3410_512_KEY_PAIR_GEN:          CK_MECHANISM_TYPE = 0xd4321005;
        CKM_GOSTR3410_512:                       CK_MECHANISM_TYPE = 0xd4321006;
        CKM_GOSTR3410_12_DERIVE:                 CK_MECHANISM_TYPE = 0xd4321007;
        CKM_GOSTR3410_2012_DERIVE:               CK_MECHANISM_TYPE = 0xd4321007;
        CKM_GOSTR3410_WITH_GOSTR3411_12_256:     CK_MECHANISM_TYPE = 0xd4321008;
        CKM_GOSTR3410_WITH_GOSTR3411_2012_256:   CK_MECHANISM_TYPE = 0xd4321008;
        CKM_GOSTR3410_WITH_GOSTR3411_12_512:     CK_MECHANISM_TYPE = 0xd4321009;
        CKM_GOSTR3410_WITH_GOSTR3411_2012_512:   CK_MECHANISM_TYPE = 0xd4321009;
        CKM_GOSTR3410_PUBLIC_KEY_DERIVE:         CK_MECHANISM_TYPE = 0xd432100a;
        CKM_GOSTR3411_12_256:                    CK_MECHANISM_TYPE = 0xd4321012;
        CKM_GOSTR3411_2012_256:                  CK_MECHANISM_TYPE = 0xd4321012;
        CKM_GOSTR3411_12_512:                    CK_MECHANISM_TYPE = 0xd4321013;
        CKM_GOSTR3411_2012_512:                  CK_MECHANISM_TYPE = 0xd4321013;
        CKM_GOSTR3411_12_256_HMAC:               CK_MECHANISM_TYPE = 0xd4321014;
        CKM_GOSTR3411_2012_256_HMAC:             CK_MECHANISM_TYPE = 0xd4321014;
        CKM_GOSTR3411_12_512_HMAC:               CK_MECHANISM_TYPE = 0xd4321015;
        CKM_GOSTR3411_2012_512_HMAC:             CK_MECHANISM_TYPE = 0xd4321015;
        CKM_TLS_GOST_PRF_2012_256:               CK_MECHANISM_TYPE = 0xd4321016;
        CKM_TLS_GOST_PRF_2012_512:               CK_MECHANISM_TYPE = 0xd4321017;
        CKM_TLS_GOST_MASTER_KEY_DERIVE_2012_256: CK_MECHANISM_TYPE = 0xd4321018;
        CKM_KUZNECHIK_KEY_GEN:                   CK_MECHANISM_TYPE = 0xd4321019;
        CKM_KUZNECHIK_ECB:                       CK_MECHANISM_TYPE = 0xd432101a;
        CKM_KUZNECHIK_CTR:                       CK_MECHANISM_TYPE = 0xd432101b;
        CKM_KUZNECHIK_CFB:                       CK_MECHANISM_TYPE = 0xd432101c;
        CKM_KUZNECHIK_OFB:                       CK_MECHANISM_TYPE = 0xd432101d;
        CKM_KUZNECHIK_CBC:                       CK_MECHANISM_TYPE = 0xd432101e;
        CKM_KUZNECHIK_MAC:                       CK_MECHANISM_TYPE = 0xd432101f;
        CKM_MAGMA_CTR:                           CK_MECHANISM_TYPE = 0xd4321020;
        CKM_MAGMA_CFB:                           CK_MECHANISM_TYPE = 0xd4321021;
        CKM_MAGMA_OFB:                           CK_MECHANISM_TYPE = 0xd4321022;
        CKM_MAGMA_CBC:                           CK_MECHANISM_TYPE = 0xd4321023;
        CKM_MAGMA_MAC:                           CK_MECHANISM_TYPE = 0xd4321024;
        CKM_KDF_4357:                            CK_MECHANISM_TYPE = 0xd4321025;
        CKM_KDF_GOSTR3411_2012_256:              CK_MECHANISM_TYPE = 0xd4321026;
        CKM_KDF_GOSTR3411_EXPORT:                CK_MECHANISM_TYPE = 0xd4321027;
        CKM_GOST28147_CNT:                       CK_MECHANISM_TYPE = 0xd4321028;
        CKM_MAGMA_ECB:                           CK_MECHANISM_TYPE = 0xd4321029;
        CKM_MAGMA_KEY_GEN:                       CK_MECHANISM_TYPE = 0xd432102a;
        CKM_MAGMA_KEY_WRAP:                      CK_MECHANISM_TYPE = 0xd432102b;
        CKM_KUZNECHIK_KEY_WRAP:                  CK_MECHANISM_TYPE = 0xd432102c;

        // Parameter sets, profiles and pseudo-random functions
        CKP_PKCS5_PBKD2_HMAC_GOSTR3411_2012_512: CK_PKCS5_PBKD2_PSEUDO_RANDOM_FUNCTION_TYPE = 0xd4321003;
    } };
}

with_vendor_tc26!(vendor_constants {});
