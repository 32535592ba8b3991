//! Kryoptic: `KR?_*`.

use crate::types::{CK_ATTRIBUTE_TYPE, CK_MECHANISM_TYPE, CK_OBJECT_CLASS, CK_RV};

/// Hands the rows of [`vendor::kryoptic`](crate::vendor::kryoptic) to another macro.
#[macro_export]
macro_rules! with_vendor_kryoptic {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        // Object classes
        KRO_TOKEN_DATA: CK_OBJECT_CLASS = 0x8007678c;

        // Attributes
        KRA_MAX_LOGIN_ATTEMPTS: CK_ATTRIBUTE_TYPE = 0x8007678c;
        KRA_LOGIN_ATTEMPTS:     CK_ATTRIBUTE_TYPE = 0x8007678d;

        // Mechanisms
        KRM_SSHKDF_DERIVE: CK_MECHANISM_TYPE = 0x8007678c;

        // Return values
        KRR_SLOT_CONFIG:  CK_RV = 0x8007678d;
        KRR_CONFIG_ERROR: CK_RV = 0x8007678e;
    } };
}

with_vendor_kryoptic!(vendor_constants {});
