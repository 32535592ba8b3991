//! OpenSC: `CKA_OPENSC_*` and others.

use crate::types::{CK_ATTRIBUTE_TYPE, CK_KEY_TYPE};

/// Hands the rows of [`vendor::opensc`](crate::vendor::opensc) to another macro.
#[macro_export]
macro_rules! with_vendor_opensc {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        // Attributes
        CKA_OPENSC_NON_REPUDIATION:        CK_ATTRIBUTE_TYPE = 0xcf534301;
        CKA_SPKI:                          CK_ATTRIBUTE_TYPE = 0xcf534302;
        CKA_OPENSC_ALWAYS_AUTH_ANY_OBJECT: CK_ATTRIBUTE_TYPE = 0xcf534303;

        // Key types
        CKK_OPENSC_UNDEFINED: CK_KEY_TYPE = 0xcf5343ff;
    } };
}

with_vendor_opensc!(vendor_constants {});
