//! Object classes: `CKO_*` (section 4).

use crate::types::CK_OBJECT_CLASS;

/// Hands the rows of `CKO_*` (object classes) to another macro.
#[macro_export]
macro_rules! with_cko {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKO_DATA              DATA              0x00000000;
        CKO_CERTIFICATE       CERTIFICATE       0x00000001;
        CKO_PUBLIC_KEY        PUBLIC_KEY        0x00000002;
        CKO_PRIVATE_KEY       PRIVATE_KEY       0x00000003;
        CKO_SECRET_KEY        SECRET_KEY        0x00000004;
        CKO_HW_FEATURE        HW_FEATURE        0x00000005;
        CKO_DOMAIN_PARAMETERS DOMAIN_PARAMETERS 0x00000006;
        CKO_MECHANISM         MECHANISM         0x00000007;
        CKO_OTP_KEY           OTP_KEY           0x00000008;
        CKO_PROFILE           PROFILE           0x00000009;
        CKO_VALIDATION        VALIDATION        0x0000000a;
        CKO_TRUST             TRUST             0x0000000b;
        CKO_VENDOR_DEFINED    VENDOR_DEFINED    0x80000000;
    } };
}

with_cko!(constants { CK_OBJECT_CLASS });
