//! SmartCard-HSM, by its own module.

use crate::types::{CK_ATTRIBUTE_TYPE, CK_CERTIFICATE_TYPE, CK_MECHANISM_TYPE};

/// Hands the rows of [`vendor::smartcard_hsm`](crate::vendor::smartcard_hsm) to another macro.
#[macro_export]
macro_rules! with_vendor_smartcard_hsm {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        // Attributes
        CKA_CVC_INNER_CAR:               CK_ATTRIBUTE_TYPE = 0x80000100;
        CKA_CVC_OUTER_CAR:               CK_ATTRIBUTE_TYPE = 0x80000101;
        CKA_CVC_CHR:                     CK_ATTRIBUTE_TYPE = 0x80000102;
        CKA_CVC_CED:                     CK_ATTRIBUTE_TYPE = 0x80000103;
        CKA_CVC_CXD:                     CK_ATTRIBUTE_TYPE = 0x80000104;
        CKA_CVC_CHAT:                    CK_ATTRIBUTE_TYPE = 0x80000105;
        CKA_CVC_CURVE_OID:               CK_ATTRIBUTE_TYPE = 0x80000106;
        CKA_SC_HSM_PUBLIC_KEY_ALGORITHM: CK_ATTRIBUTE_TYPE = 0x80000107;
        CKA_SC_HSM_KEY_USE_COUNTER:      CK_ATTRIBUTE_TYPE = 0x80000108;
        CKA_SC_HSM_ALGORITHM_LIST:       CK_ATTRIBUTE_TYPE = 0x80000109;
        CKA_CVC_REQUEST:                 CK_ATTRIBUTE_TYPE = 0x80000110;
        CKA_SC_HSM_KEY_DOMAIN:           CK_ATTRIBUTE_TYPE = 0x80000111;
        CKA_SC_HSM_WRAPPING_KEY_ID:      CK_ATTRIBUTE_TYPE = 0x80000112;

        // Certificate types
        CKC_CVC_TR3110: CK_CERTIFICATE_TYPE = 0x80000001;

        // Mechanisms
        CKM_SC_HSM_PSS_SHA1:        CK_MECHANISM_TYPE = 0x80000001;
        CKM_SC_HSM_PSS_SHA224:      CK_MECHANISM_TYPE = 0x80000002;
        CKM_SC_HSM_PSS_SHA256:      CK_MECHANISM_TYPE = 0x80000003;
        CKM_SC_HSM_PSS_SHA384:      CK_MECHANISM_TYPE = 0x80000004;
        CKM_SC_HSM_PSS_SHA512:      CK_MECHANISM_TYPE = 0x80000005;
        CKM_SC_HSM_ECDSA_SHA224:    CK_MECHANISM_TYPE = 0x80000010;
        CKM_SC_HSM_ECDSA_SHA256:    CK_MECHANISM_TYPE = 0x80000011;
        CKM_SC_HSM_EC_DERIVE:       CK_MECHANISM_TYPE = 0x80000012;
        CKM_SC_HSM_SP80056C_DERIVE: CK_MECHANISM_TYPE = 0x80000013;
    } };
}

with_vendor_smartcard_hsm!(vendor_constants {});
