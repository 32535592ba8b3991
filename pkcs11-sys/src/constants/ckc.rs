//! Certificate types: `CKC_*` (section 4.6).

use crate::types::CK_CERTIFICATE_TYPE;

/// Hands the rows of `CKC_*` (certificate types) to another macro.
#[macro_export]
macro_rules! with_ckc {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKC_X_509           X_509           0x00000000;
        CKC_X_509_ATTR_CERT X_509_ATTR_CERT 0x00000001;
        CKC_WTLS            WTLS            0x00000002;
        CKC_VENDOR_DEFINED  VENDOR_DEFINED  0x80000000;
    } };
}

with_ckc!(constants { CK_CERTIFICATE_TYPE });
