//! Session states and validation flags: `CKS_*` (sections 3.3 and 5.6.11).

use crate::types::{CK_SESSION_VALIDATION_FLAGS_TYPE, CK_STATE};

/// Hands the rows of `CKS_*` (session states) to another macro.
#[macro_export]
macro_rules! with_cks_state {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKS_RO_PUBLIC_SESSION RO_PUBLIC_SESSION 0x00000000;
        CKS_RO_USER_FUNCTIONS RO_USER_FUNCTIONS 0x00000001;
        CKS_RW_PUBLIC_SESSION RW_PUBLIC_SESSION 0x00000002;
        CKS_RW_USER_FUNCTIONS RW_USER_FUNCTIONS 0x00000003;
        CKS_RW_SO_FUNCTIONS   RW_SO_FUNCTIONS   0x00000004;
    } };
}

with_cks_state!(constants { CK_STATE });

/// Hands the rows of `CKS_*` (which validation flags of a session are asked for) to another macro.
#[macro_export]
macro_rules! with_cks_validation {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKS_LAST_VALIDATION_OK LAST_VALIDATION_OK 0x00000001;
    } };
}

with_cks_validation!(constants { CK_SESSION_VALIDATION_FLAGS_TYPE });
