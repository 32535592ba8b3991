//! Notifications: `CKN_*` (section 3.1).

use crate::types::CK_NOTIFICATION;

/// Hands the rows of `CKN_*` (notifications) to another macro.
#[macro_export]
macro_rules! with_ckn {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKN_SURRENDER   SURRENDER   0x00000000;
        CKN_OTP_CHANGED OTP_CHANGED 0x00000001;
    } };
}

with_ckn!(constants { CK_NOTIFICATION });
