//! AWS CloudHSM.

use crate::types::CK_MECHANISM_TYPE;

/// Hands the rows of [`vendor::cloudhsm`](crate::vendor::cloudhsm) to another macro.
#[macro_export]
macro_rules! with_vendor_cloudhsm {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        // Mechanisms
        CKM_CLOUDHSM_SP800_108_COUNTER_KDF:  CK_MECHANISM_TYPE = 0x80000001;
        /// The standard gives this name to `0x000003ac`.
        CKM_SP800_108_COUNTER_KDF:           CK_MECHANISM_TYPE = 0x80000001;
        CKM_CLOUDHSM_AES_GCM:                CK_MECHANISM_TYPE = 0x80001087;
        CKM_CLOUDHSM_AES_KEY_WRAP_NO_PAD:    CK_MECHANISM_TYPE = 0x80002109;
        CKM_CLOUDHSM_AES_KEY_WRAP_PKCS5_PAD: CK_MECHANISM_TYPE = 0x8000210a;
        CKM_CLOUDHSM_AES_KEY_WRAP_ZERO_PAD:  CK_MECHANISM_TYPE = 0x8000216f;
        CKM_DES3_NIST_WRAP:                  CK_MECHANISM_TYPE = 0x80008000;
    } };
}

with_vendor_cloudhsm!(vendor_constants {});
