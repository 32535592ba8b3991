//! Yubico: YKCS11 (PIV) and YubiHSM 2.

use crate::types::{CK_ATTRIBUTE_TYPE, CK_KEY_TYPE, CK_MECHANISM_TYPE};

/// Hands the rows of [`vendor::yubico`](crate::vendor::yubico) to another macro.
#[macro_export]
macro_rules! with_vendor_yubico {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        // Attributes
        CKA_YUBICO:              CK_ATTRIBUTE_TYPE = 0xd9554200;
        CKA_YUBICO_TOUCH_POLICY: CK_ATTRIBUTE_TYPE = 0xd9554201;
        CKA_YUBICO_PIN_POLICY:   CK_ATTRIBUTE_TYPE = 0xd9554202;

        // Key types
        CKK_YUBICO_AES128_CCM_WRAP: CK_KEY_TYPE = 0xd955421d;
        CKK_YUBICO_AES192_CCM_WRAP: CK_KEY_TYPE = 0xd9554229;
        CKK_YUBICO_AES256_CCM_WRAP: CK_KEY_TYPE = 0xd955422a;

        // Mechanisms
        CKM_YUBICO_AES_CCM_WRAP: CK_MECHANISM_TYPE = 0xd9554204;
        CKM_YUBICO_RSA_WRAP:     CK_MECHANISM_TYPE = 0xd9554209;
    } };
}

with_vendor_yubico!(vendor_constants {});
