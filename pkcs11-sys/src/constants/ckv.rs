//! Validations: `CKV_*` (section 4.15).

use crate::types::{CK_VALIDATION_AUTHORITY_TYPE, CK_VALIDATION_TYPE};

/// Hands the rows of `CKV_TYPE_*` (kinds of validated modules) to another macro.
#[macro_export]
macro_rules! with_ckv_type {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKV_TYPE_UNSPECIFIED TYPE_UNSPECIFIED 0x00000000;
        CKV_TYPE_SOFTWARE    TYPE_SOFTWARE    0x00000001;
        CKV_TYPE_HARDWARE    TYPE_HARDWARE    0x00000002;
        CKV_TYPE_FIRMWARE    TYPE_FIRMWARE    0x00000003;
        CKV_TYPE_HYBRID      TYPE_HYBRID      0x00000004;
    } };
}

with_ckv_type!(constants { CK_VALIDATION_TYPE });

/// Hands the rows of `CKV_AUTHORITY_TYPE_*` (who validated it) to another macro.
#[macro_export]
macro_rules! with_ckv_authority {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKV_AUTHORITY_TYPE_UNSPECIFIED     AUTHORITY_TYPE_UNSPECIFIED     0x00000000;
        CKV_AUTHORITY_TYPE_NIST_CMVP       AUTHORITY_TYPE_NIST_CMVP       0x00000001;
        CKV_AUTHORITY_TYPE_COMMON_CRITERIA AUTHORITY_TYPE_COMMON_CRITERIA 0x00000002;
    } };
}

with_ckv_authority!(constants { CK_VALIDATION_AUTHORITY_TYPE });
