//! Trust in a certificate: `CKT_*` (section 4.7).

use crate::types::CK_TRUST;

/// Hands the rows of `CKT_*` (trust) to another macro.
#[macro_export]
macro_rules! with_ckt {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKT_TRUST_UNKNOWN           TRUST_UNKNOWN           0x00000000;
        CKT_TRUSTED                 TRUSTED                 0x00000001;
        CKT_TRUST_ANCHOR            TRUST_ANCHOR            0x00000002;
        CKT_NOT_TRUSTED             NOT_TRUSTED             0x00000003;
        CKT_TRUST_MUST_VERIFY_TRUST TRUST_MUST_VERIFY_TRUST 0x00000004;
    } };
}

with_ckt!(constants { CK_TRUST });
