//! Mask generation and nonce generation: `CKG_*` (sections 6.1.7 and 6.13.7).

use crate::types::{CK_GENERATOR_FUNCTION, CK_RSA_PKCS_MGF_TYPE};

/// Hands the rows of `CKG_MGF1_*` (mask generation functions) to another macro.
#[macro_export]
macro_rules! with_ckg_mgf {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKG_MGF1_SHA1     MGF1_SHA1     0x00000001;
        CKG_MGF1_SHA256   MGF1_SHA256   0x00000002;
        CKG_MGF1_SHA384   MGF1_SHA384   0x00000003;
        CKG_MGF1_SHA512   MGF1_SHA512   0x00000004;
        CKG_MGF1_SHA224   MGF1_SHA224   0x00000005;
        CKG_MGF1_SHA3_224 MGF1_SHA3_224 0x00000006;
        CKG_MGF1_SHA3_256 MGF1_SHA3_256 0x00000007;
        CKG_MGF1_SHA3_384 MGF1_SHA3_384 0x00000008;
        CKG_MGF1_SHA3_512 MGF1_SHA3_512 0x00000009;
    } };
}

with_ckg_mgf!(constants { CK_RSA_PKCS_MGF_TYPE });

/// Hands the rows of `CKG_*` (how a nonce is generated) to another macro.
#[macro_export]
macro_rules! with_ckg_generator {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKG_NO_GENERATE          NO_GENERATE          0x00000000;
        CKG_GENERATE             GENERATE             0x00000001;
        CKG_GENERATE_COUNTER     GENERATE_COUNTER     0x00000002;
        CKG_GENERATE_RANDOM      GENERATE_RANDOM      0x00000003;
        CKG_GENERATE_COUNTER_XOR GENERATE_COUNTER_XOR 0x00000004;
    } };
}

with_ckg_generator!(constants { CK_GENERATOR_FUNCTION });
