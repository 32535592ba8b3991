//! Profiles, parameter sets, pseudo-random functions: `CKP_*` (sections 4.14, 6.37 and 6.67 to 6.69).

use crate::types::{
    CK_ML_DSA_PARAMETER_SET_TYPE, CK_ML_KEM_PARAMETER_SET_TYPE, CK_PKCS5_PBKD2_PSEUDO_RANDOM_FUNCTION_TYPE,
    CK_PROFILE_ID, CK_SLH_DSA_PARAMETER_SET_TYPE,
};

/// Hands the rows of `CKP_*` (profiles) to another macro.
#[macro_export]
macro_rules! with_ckp_profile {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKP_INVALID_ID                INVALID_ID                0x00000000;
        CKP_BASELINE_PROVIDER         BASELINE_PROVIDER         0x00000001;
        CKP_EXTENDED_PROVIDER         EXTENDED_PROVIDER         0x00000002;
        CKP_AUTHENTICATION_TOKEN      AUTHENTICATION_TOKEN      0x00000003;
        CKP_PUBLIC_CERTIFICATES_TOKEN PUBLIC_CERTIFICATES_TOKEN 0x00000004;
        CKP_COMPLETE_PROVIDER         COMPLETE_PROVIDER         0x00000005;
        CKP_HKDF_TLS_TOKEN            HKDF_TLS_TOKEN            0x00000006;
        CKP_VENDOR_DEFINED            VENDOR_DEFINED            0x80000000;
    } };
}

with_ckp_profile!(constants { CK_PROFILE_ID });

/// Hands the rows of `CKP_ML_DSA_*` (ML-DSA parameter sets) to another macro.
#[macro_export]
macro_rules! with_ckp_ml_dsa {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKP_ML_DSA_44 ML_DSA_44 0x00000001;
        CKP_ML_DSA_65 ML_DSA_65 0x00000002;
        CKP_ML_DSA_87 ML_DSA_87 0x00000003;
    } };
}

with_ckp_ml_dsa!(constants { CK_ML_DSA_PARAMETER_SET_TYPE });

/// Hands the rows of `CKP_ML_KEM_*` (ML-KEM parameter sets) to another macro.
#[macro_export]
macro_rules! with_ckp_ml_kem {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKP_ML_KEM_512  ML_KEM_512  0x00000001;
        CKP_ML_KEM_768  ML_KEM_768  0x00000002;
        CKP_ML_KEM_1024 ML_KEM_1024 0x00000003;
    } };
}

with_ckp_ml_kem!(constants { CK_ML_KEM_PARAMETER_SET_TYPE });

/// Hands the rows of `CKP_SLH_DSA_*` (SLH-DSA parameter sets) to another macro.
#[macro_export]
macro_rules! with_ckp_slh_dsa {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKP_SLH_DSA_SHA2_128S  SLH_DSA_SHA2_128S  0x00000001;
        CKP_SLH_DSA_SHAKE_128S SLH_DSA_SHAKE_128S 0x00000002;
        CKP_SLH_DSA_SHA2_128F  SLH_DSA_SHA2_128F  0x00000003;
        CKP_SLH_DSA_SHAKE_128F SLH_DSA_SHAKE_128F 0x00000004;
        CKP_SLH_DSA_SHA2_192S  SLH_DSA_SHA2_192S  0x00000005;
        CKP_SLH_DSA_SHAKE_192S SLH_DSA_SHAKE_192S 0x00000006;
        CKP_SLH_DSA_SHA2_192F  SLH_DSA_SHA2_192F  0x00000007;
        CKP_SLH_DSA_SHAKE_192F SLH_DSA_SHAKE_192F 0x00000008;
        CKP_SLH_DSA_SHA2_256S  SLH_DSA_SHA2_256S  0x00000009;
        CKP_SLH_DSA_SHAKE_256S SLH_DSA_SHAKE_256S 0x0000000a;
        CKP_SLH_DSA_SHA2_256F  SLH_DSA_SHA2_256F  0x0000000b;
        CKP_SLH_DSA_SHAKE_256F SLH_DSA_SHAKE_256F 0x0000000c;
    } };
}

with_ckp_slh_dsa!(constants { CK_SLH_DSA_PARAMETER_SET_TYPE });

/// Hands the rows of `CKP_PKCS5_PBKD2_*` (pseudo-random functions of PBKDF2) to another macro.
#[macro_export]
macro_rules! with_ckp_prf {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKP_PKCS5_PBKD2_HMAC_SHA1       PKCS5_PBKD2_HMAC_SHA1       0x00000001;
        CKP_PKCS5_PBKD2_HMAC_GOSTR3411  PKCS5_PBKD2_HMAC_GOSTR3411  0x00000002;
        CKP_PKCS5_PBKD2_HMAC_SHA224     PKCS5_PBKD2_HMAC_SHA224     0x00000003;
        CKP_PKCS5_PBKD2_HMAC_SHA256     PKCS5_PBKD2_HMAC_SHA256     0x00000004;
        CKP_PKCS5_PBKD2_HMAC_SHA384     PKCS5_PBKD2_HMAC_SHA384     0x00000005;
        CKP_PKCS5_PBKD2_HMAC_SHA512     PKCS5_PBKD2_HMAC_SHA512     0x00000006;
        CKP_PKCS5_PBKD2_HMAC_SHA512_224 PKCS5_PBKD2_HMAC_SHA512_224 0x00000007;
        CKP_PKCS5_PBKD2_HMAC_SHA512_256 PKCS5_PBKD2_HMAC_SHA512_256 0x00000008;
    } };
}

with_ckp_prf!(constants { CK_PKCS5_PBKD2_PSEUDO_RANDOM_FUNCTION_TYPE });
