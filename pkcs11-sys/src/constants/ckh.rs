//! Hardware features and hedging: `CKH_*` (sections 4.3 and 6.67.1).

use crate::types::{CK_HEDGE_TYPE, CK_HW_FEATURE_TYPE};

/// Hands the rows of `CKH_*` (hardware features) to another macro.
#[macro_export]
macro_rules! with_ckh_hw_feature {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKH_MONOTONIC_COUNTER MONOTONIC_COUNTER 0x00000001;
        CKH_CLOCK             CLOCK             0x00000002;
        CKH_USER_INTERFACE    USER_INTERFACE    0x00000003;
        CKH_VENDOR_DEFINED    VENDOR_DEFINED    0x80000000;
    } };
}

with_ckh_hw_feature!(constants { CK_HW_FEATURE_TYPE });

/// Hands the rows of `CKH_*` (hedged signatures) to another macro.
#[macro_export]
macro_rules! with_ckh_hedge {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKH_HEDGE_PREFERRED        HEDGE_PREFERRED        0x00000000;
        CKH_HEDGE_REQUIRED         HEDGE_REQUIRED         0x00000001;
        CKH_DETERMINISTIC_REQUIRED DETERMINISTIC_REQUIRED 0x00000002;
    } };
}

with_ckh_hedge!(constants { CK_HEDGE_TYPE });
