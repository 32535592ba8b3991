//! Rutoken by Aktiv.

use crate::types::{CK_ATTRIBUTE_TYPE, CK_KEY_TYPE, CK_MECHANISM_TYPE, CK_RV};

/// Hands the rows of [`vendor::rutoken`](crate::vendor::rutoken) to another macro.
#[macro_export]
macro_rules! with_vendor_rutoken {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        // Attributes
        CKA_GOST_KEY_OPTIONS:                                  CK_ATTRIBUTE_TYPE = 0x80000001;
        CKA_GOST_KEY_FLAGS:                                    CK_ATTRIBUTE_TYPE = 0x80000002;
        CKA_VENDOR_AKTIV_CSP_CONTAINER_ID:                     CK_ATTRIBUTE_TYPE = 0x80000009;
        CKA_VENDOR_KEY_PIN_ENTER:                              CK_ATTRIBUTE_TYPE = 0x80002000;
        CKA_VENDOR_KEY_CONFIRM_OP:                             CK_ATTRIBUTE_TYPE = 0x80002001;
        CKA_VENDOR_KEY_JOURNAL:                                CK_ATTRIBUTE_TYPE = 0x80002002;
        CKA_VENDOR_CONFIRM_BY_TOUCH:                           CK_ATTRIBUTE_TYPE = 0x80002003;
        CKA_VENDOR_SECURE_MESSAGING_AVAILABLE:                 CK_ATTRIBUTE_TYPE = 0x80003000;
        CKA_VENDOR_CURRENT_SECURE_MESSAGING_MODE:              CK_ATTRIBUTE_TYPE = 0x80003001;
        CKA_VENDOR_SUPPORTED_SECURE_MESSAGING_MODES:           CK_ATTRIBUTE_TYPE = 0x80003002;
        CKA_VENDOR_CURRENT_TOKEN_INTERFACE:                    CK_ATTRIBUTE_TYPE = 0x80003003;
        CKA_VENDOR_SUPPORTED_TOKEN_INTERFACE:                  CK_ATTRIBUTE_TYPE = 0x80003004;
        CKA_VENDOR_EXTERNAL_AUTHENTICATION:                    CK_ATTRIBUTE_TYPE = 0x80003005;
        CKA_VENDOR_BIOMETRIC_AUTHENTICATION:                   CK_ATTRIBUTE_TYPE = 0x80003006;
        CKA_VENDOR_SUPPORT_CUSTOM_PIN:                         CK_ATTRIBUTE_TYPE = 0x80003007;
        CKA_VENDOR_CUSTOM_ADMIN_PIN:                           CK_ATTRIBUTE_TYPE = 0x80003008;
        CKA_VENDOR_CUSTOM_USER_PIN:                            CK_ATTRIBUTE_TYPE = 0x80003009;
        CKA_VENDOR_SUPPORT_INTERNAL_TRUSTED_CERTS:             CK_ATTRIBUTE_TYPE = 0x8000300a;
        CKA_VENDOR_SUPPORT_FKC2:                               CK_ATTRIBUTE_TYPE = 0x8000300b;
        CKA_VENDOR_SUPPORT_HW_RESULT_FOR_GOST28147_KEY_UNWRAP: CK_ATTRIBUTE_TYPE = 0x8000300c;
        CKA_VENDOR_SUPPORT_HW_KDF_TREE:                        CK_ATTRIBUTE_TYPE = 0x8000300d;
        CKA_VENDOR_SUPPORT_KIMP15:                             CK_ATTRIBUTE_TYPE = 0x8000300e;
        CKA_VENDOR_FLASH_DRIVE_AVAILABLE:                      CK_ATTRIBUTE_TYPE = 0x8000300f;
        CKA_VENDOR_MODEL_NAME:                                 CK_ATTRIBUTE_TYPE = 0x80003010;
        CKA_VENDOR_CHECKSUM:                                   CK_ATTRIBUTE_TYPE = 0x80003100;
        CKA_VENDOR_HMAC_VALUE:                                 CK_ATTRIBUTE_TYPE = 0x80003101;
        CKA_VENDOR_INTERNAL_TRUSTED_CERT:                      CK_ATTRIBUTE_TYPE = 0x80003102;
        CKA_VENDOR_IV:                                         CK_ATTRIBUTE_TYPE = 0x80003103;
        CKA_VENDOR_PIN_POLICY_STATE:                           CK_ATTRIBUTE_TYPE = 0x80003200;
        CKA_VENDOR_PIN_POLICIES_DELETABLE:                     CK_ATTRIBUTE_TYPE = 0x80003201;
        CKA_VENDOR_PIN_POLICY_MIN_LENGTH:                      CK_ATTRIBUTE_TYPE = 0x80003203;
        CKA_VENDOR_PIN_POLICY_HISTORY_DEPTH:                   CK_ATTRIBUTE_TYPE = 0x80003204;
        CKA_VENDOR_PIN_POLICY_ALLOW_DEFAULT_PIN_USAGE:         CK_ATTRIBUTE_TYPE = 0x80003205;
        CKA_VENDOR_PIN_POLICY_DIGIT_REQUIRED:                  CK_ATTRIBUTE_TYPE = 0x80003206;
        CKA_VENDOR_PIN_POLICY_UPPERCASE_REQUIRED:              CK_ATTRIBUTE_TYPE = 0x80003207;
        CKA_VENDOR_PIN_POLICY_LOWERCASE_REQUIRED:              CK_ATTRIBUTE_TYPE = 0x80003208;
        CKA_VENDOR_PIN_POLICY_SPEC_CHAR_REQUIRED:              CK_ATTRIBUTE_TYPE = 0x80003209;
        CKA_VENDOR_PIN_POLICY_DIFF_CHARS_REQUIRED:             CK_ATTRIBUTE_TYPE = 0x8000320a;
        CKA_VENDOR_USER_TYPE:                                  CK_ATTRIBUTE_TYPE = 0x8000320b;
        CKA_VENDOR_SUPPORTED_PIN_POLICIES:                     CK_ATTRIBUTE_TYPE = 0xc0003202;

        // Key types
        CKK_GOST: CK_KEY_TYPE = 0x80000001;

        // Mechanisms
        CKM_GOST_KEY_GEN: CK_MECHANISM_TYPE = 0x80000001;
        CKM_GOST:         CK_MECHANISM_TYPE = 0x80000002;

        // Return values
        CKR_CORRUPTED_MAPFILE:     CK_RV = 0x80000001;
        CKR_WRONG_VERSION_FIELD:   CK_RV = 0x80000002;
        CKR_WRONG_PKCS1_ENCODING:  CK_RV = 0x80000003;
        CKR_PINPAD_DATA_INCORRECT: CK_RV = 0x80006fb1;
        CKR_PINPAD_WRONG_DATALEN:  CK_RV = 0x80006fb6;
    } };
}

with_vendor_rutoken!(vendor_constants {});
