//! User types: `CKU_*` (section 3.3).

use crate::types::CK_USER_TYPE;

/// Hands the rows of `CKU_*` (user types) to another macro.
#[macro_export]
macro_rules! with_cku {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKU_SO               SO               0x00000000;
        CKU_USER             USER             0x00000001;
        CKU_CONTEXT_SPECIFIC CONTEXT_SPECIFIC 0x00000002;
    } };
}

with_cku!(constants { CK_USER_TYPE });
