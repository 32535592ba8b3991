//! Thales ProtectToolkit.

use crate::types::CK_MECHANISM_TYPE;

/// Hands the rows of [`vendor::protect_toolkit`](crate::vendor::protect_toolkit) to another macro.
#[macro_export]
macro_rules! with_vendor_protect_toolkit {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        // Mechanisms
        CKM_TDEA_TKW:             CK_MECHANISM_TYPE = 0x80000172;
        CKM_WRAPKEY_DES3_ECB:     CK_MECHANISM_TYPE = 0x80000961;
        CKM_WRAPKEY_DES3_CBC:     CK_MECHANISM_TYPE = 0x80000962;
        CKM_WRAPKEY_AES_CBC:      CK_MECHANISM_TYPE = 0x80000963;
        CKM_DES3_DDD_CBC:         CK_MECHANISM_TYPE = 0x80000964;
        CKM_WRAPKEY_AES_KWP:      CK_MECHANISM_TYPE = 0x80000965;
        CKM_AES_GCM_OLD:          CK_MECHANISM_TYPE = 0x80000966;
        CKM_WRAPKEYBLOB_AES_CBC:  CK_MECHANISM_TYPE = 0x80000970;
        CKM_WRAPKEYBLOB_DES3_CBC: CK_MECHANISM_TYPE = 0x80000971;
        CKM_VERIFY_CERTIFICATE:   CK_MECHANISM_TYPE = 0x80000980;
        CKM_OS_UPGRADE:           CK_MECHANISM_TYPE = 0x80000990;
        CKM_FM_DOWNLOAD:          CK_MECHANISM_TYPE = 0x80000991;
    } };
}

with_vendor_protect_toolkit!(vendor_constants {});
