//! p11-kit: `CK*_X_*`, and OpenPGP certificates.

use crate::types::{CK_ATTRIBUTE_TYPE, CK_CERTIFICATE_TYPE, CK_OBJECT_CLASS};

/// Hands the rows of [`vendor::p11_kit`](crate::vendor::p11_kit) to another macro.
#[macro_export]
macro_rules! with_vendor_p11_kit {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        // Object classes
        CKO_X_VENDOR:                CK_OBJECT_CLASS = 0xd8444700;
        CKO_X_CERTIFICATE_EXTENSION: CK_OBJECT_CLASS = 0xd84447c8;

        // Attributes
        CKA_X_VENDOR:     CK_ATTRIBUTE_TYPE = 0xd8444700;
        CKA_X_DISTRUSTED: CK_ATTRIBUTE_TYPE = 0xd8444764;

        // Certificate types
        CKC_OPENPGP: CK_CERTIFICATE_TYPE = 0x80504750;
    } };
}

with_vendor_p11_kit!(vendor_constants {});
