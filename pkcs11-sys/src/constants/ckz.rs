//! Sources of data: `CKZ_*` (sections 6.1.7 and 6.37.3).

use crate::types::{CK_PKCS5_PBKDF2_SALT_SOURCE_TYPE, CK_RSA_PKCS_OAEP_SOURCE_TYPE};

/// Hands the rows of `CKZ_*` (the label of OAEP) to another macro.
#[macro_export]
macro_rules! with_ckz_oaep {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKZ_DATA_SPECIFIED DATA_SPECIFIED 0x00000001;
    } };
}

with_ckz_oaep!(constants { CK_RSA_PKCS_OAEP_SOURCE_TYPE });

/// Hands the rows of `CKZ_*` (the salt of PBKDF2) to another macro.
#[macro_export]
macro_rules! with_ckz_salt {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKZ_SALT_SPECIFIED SALT_SPECIFIED 0x00000001;
    } };
}

with_ckz_salt!(constants { CK_PKCS5_PBKDF2_SALT_SOURCE_TYPE });
