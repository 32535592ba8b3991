//! Pointers: `CK_*_PTR` and `CK_*_PTR_PTR` (section 3, and wherever a struct is declared).

use core::ffi::c_void;

use crate::functions::{CK_FUNCTION_LIST, CK_FUNCTION_LIST_3_0, CK_FUNCTION_LIST_3_2};
use crate::params::*;
use crate::structs::*;
use crate::types::*;

/// Declares pointers, which are `*mut` throughout: the standard knows no const.
macro_rules! pointers {
    ($($name:ident = $to:ident;)*) => {
        $(
            #[doc = concat!("Points to `", stringify!($to), "`.")]
            pub type $name = *mut $to;
        )*
    };
}

// Scalars
pointers! {
    CK_BYTE_PTR                                    = CK_BYTE;
    CK_CHAR_PTR                                    = CK_CHAR;
    CK_EC_KDF_TYPE_PTR                             = CK_EC_KDF_TYPE;
    CK_EXTRACT_PARAMS_PTR                          = CK_EXTRACT_PARAMS;
    CK_FLAGS_PTR                                   = CK_FLAGS;
    CK_MAC_GENERAL_PARAMS_PTR                      = CK_MAC_GENERAL_PARAMS;
    CK_MECHANISM_TYPE_PTR                          = CK_MECHANISM_TYPE;
    CK_OBJECT_CLASS_PTR                            = CK_OBJECT_CLASS;
    CK_OBJECT_HANDLE_PTR                           = CK_OBJECT_HANDLE;
    CK_PKCS5_PBKD2_PSEUDO_RANDOM_FUNCTION_TYPE_PTR = CK_PKCS5_PBKD2_PSEUDO_RANDOM_FUNCTION_TYPE;
    CK_PKCS5_PBKDF2_SALT_SOURCE_TYPE_PTR           = CK_PKCS5_PBKDF2_SALT_SOURCE_TYPE;
    CK_PROFILE_ID_PTR                              = CK_PROFILE_ID;
    CK_RC2_PARAMS_PTR                              = CK_RC2_PARAMS;
    CK_RSA_PKCS_MGF_TYPE_PTR                       = CK_RSA_PKCS_MGF_TYPE;
    CK_RSA_PKCS_OAEP_SOURCE_TYPE_PTR               = CK_RSA_PKCS_OAEP_SOURCE_TYPE;
    CK_SESSION_HANDLE_PTR                          = CK_SESSION_HANDLE;
    CK_SLOT_ID_PTR                                 = CK_SLOT_ID;
    CK_ULONG_PTR                                   = CK_ULONG;
    CK_UTF8CHAR_PTR                                = CK_UTF8CHAR;
    CK_VALIDATION_AUTHORITY_TYPE_PTR               = CK_VALIDATION_AUTHORITY_TYPE;
    CK_VALIDATION_TYPE_PTR                         = CK_VALIDATION_TYPE;
    CK_VOID_PTR                                    = c_void;
    CK_X2RATCHET_KDF_TYPE_PTR                      = CK_X2RATCHET_KDF_TYPE;
    CK_X3DH_KDF_TYPE_PTR                           = CK_X3DH_KDF_TYPE;
    CK_X9_42_DH_KDF_TYPE_PTR                       = CK_X9_42_DH_KDF_TYPE;
    CK_XEDDSA_HASH_TYPE_PTR                        = CK_XEDDSA_HASH_TYPE;
}

// Structs and lists
pointers! {
    CK_ASYNC_DATA_PTR        = CK_ASYNC_DATA;
    CK_ATTRIBUTE_PTR         = CK_ATTRIBUTE;
    CK_C_INITIALIZE_ARGS_PTR = CK_C_INITIALIZE_ARGS;
    CK_FUNCTION_LIST_3_0_PTR = CK_FUNCTION_LIST_3_0;
    CK_FUNCTION_LIST_3_2_PTR = CK_FUNCTION_LIST_3_2;
    CK_FUNCTION_LIST_PTR     = CK_FUNCTION_LIST;
    CK_INFO_PTR              = CK_INFO;
    CK_INTERFACE_PTR         = CK_INTERFACE;
    CK_MECHANISM_INFO_PTR    = CK_MECHANISM_INFO;
    CK_MECHANISM_PTR         = CK_MECHANISM;
    CK_SESSION_INFO_PTR      = CK_SESSION_INFO;
    CK_SLOT_INFO_PTR         = CK_SLOT_INFO;
    CK_TOKEN_INFO_PTR        = CK_TOKEN_INFO;
    CK_VERSION_PTR           = CK_VERSION;
}

// Parameters of mechanisms
pointers! {
    CK_AES_CBC_ENCRYPT_DATA_PARAMS_PTR             = CK_AES_CBC_ENCRYPT_DATA_PARAMS;
    CK_AES_CCM_PARAMS_PTR                          = CK_AES_CCM_PARAMS;
    CK_AES_CTR_PARAMS_PTR                          = CK_AES_CTR_PARAMS;
    CK_AES_GCM_PARAMS_PTR                          = CK_AES_GCM_PARAMS;
    CK_ARIA_CBC_ENCRYPT_DATA_PARAMS_PTR            = CK_ARIA_CBC_ENCRYPT_DATA_PARAMS;
    CK_CAMELLIA_CBC_ENCRYPT_DATA_PARAMS_PTR        = CK_CAMELLIA_CBC_ENCRYPT_DATA_PARAMS;
    CK_CAMELLIA_CTR_PARAMS_PTR                     = CK_CAMELLIA_CTR_PARAMS;
    CK_CCM_MESSAGE_PARAMS_PTR                      = CK_CCM_MESSAGE_PARAMS;
    CK_CCM_PARAMS_PTR                              = CK_CCM_PARAMS;
    CK_CCM_WRAP_PARAMS_PTR                         = CK_CCM_WRAP_PARAMS;
    CK_CHACHA20_PARAMS_PTR                         = CK_CHACHA20_PARAMS;
    CK_CMS_SIG_PARAMS_PTR                          = CK_CMS_SIG_PARAMS;
    CK_DERIVED_KEY_PTR                             = CK_DERIVED_KEY;
    CK_DES_CBC_ENCRYPT_DATA_PARAMS_PTR             = CK_DES_CBC_ENCRYPT_DATA_PARAMS;
    CK_DSA_PARAMETER_GEN_PARAM_PTR                 = CK_DSA_PARAMETER_GEN_PARAM;
    CK_ECDH1_DERIVE_PARAMS_PTR                     = CK_ECDH1_DERIVE_PARAMS;
    CK_ECDH2_DERIVE_PARAMS_PTR                     = CK_ECDH2_DERIVE_PARAMS;
    CK_ECDH_AES_KEY_WRAP_PARAMS_PTR                = CK_ECDH_AES_KEY_WRAP_PARAMS;
    CK_ECMQV_DERIVE_PARAMS_PTR                     = CK_ECMQV_DERIVE_PARAMS;
    CK_EDDSA_PARAMS_PTR                            = CK_EDDSA_PARAMS;
    CK_GCM_MESSAGE_PARAMS_PTR                      = CK_GCM_MESSAGE_PARAMS;
    CK_GCM_PARAMS_PTR                              = CK_GCM_PARAMS;
    CK_GCM_WRAP_PARAMS_PTR                         = CK_GCM_WRAP_PARAMS;
    CK_GOSTR3410_DERIVE_PARAMS_PTR                 = CK_GOSTR3410_DERIVE_PARAMS;
    CK_GOSTR3410_KEY_WRAP_PARAMS_PTR               = CK_GOSTR3410_KEY_WRAP_PARAMS;
    CK_HKDF_PARAMS_PTR                             = CK_HKDF_PARAMS;
    CK_IKE1_EXTENDED_DERIVE_PARAMS_PTR             = CK_IKE1_EXTENDED_DERIVE_PARAMS;
    CK_IKE1_PRF_DERIVE_PARAMS_PTR                  = CK_IKE1_PRF_DERIVE_PARAMS;
    CK_IKE2_PRF_PLUS_DERIVE_PARAMS_PTR             = CK_IKE2_PRF_PLUS_DERIVE_PARAMS;
    CK_IKE_PRF_DERIVE_PARAMS_PTR                   = CK_IKE_PRF_DERIVE_PARAMS;
    CK_KEA_DERIVE_PARAMS_PTR                       = CK_KEA_DERIVE_PARAMS;
    CK_KEY_DERIVATION_STRING_DATA_PTR              = CK_KEY_DERIVATION_STRING_DATA;
    CK_KEY_WRAP_SET_OAEP_PARAMS_PTR                = CK_KEY_WRAP_SET_OAEP_PARAMS;
    CK_KIP_PARAMS_PTR                              = CK_KIP_PARAMS;
    CK_OTP_PARAMS_PTR                              = CK_OTP_PARAMS;
    CK_OTP_PARAM_PTR                               = CK_OTP_PARAM;
    CK_OTP_SIGNATURE_INFO_PTR                      = CK_OTP_SIGNATURE_INFO;
    CK_PBE_PARAMS_PTR                              = CK_PBE_PARAMS;
    CK_PKCS5_PBKD2_PARAMS2_PTR                     = CK_PKCS5_PBKD2_PARAMS2;
    CK_PKCS5_PBKD2_PARAMS_PTR                      = CK_PKCS5_PBKD2_PARAMS;
    CK_PRF_DATA_PARAM_PTR                          = CK_PRF_DATA_PARAM;
    CK_RC2_CBC_PARAMS_PTR                          = CK_RC2_CBC_PARAMS;
    CK_RC2_MAC_GENERAL_PARAMS_PTR                  = CK_RC2_MAC_GENERAL_PARAMS;
    CK_RC5_CBC_PARAMS_PTR                          = CK_RC5_CBC_PARAMS;
    CK_RC5_MAC_GENERAL_PARAMS_PTR                  = CK_RC5_MAC_GENERAL_PARAMS;
    CK_RC5_PARAMS_PTR                              = CK_RC5_PARAMS;
    CK_RSA_AES_KEY_WRAP_PARAMS_PTR                 = CK_RSA_AES_KEY_WRAP_PARAMS;
    CK_RSA_PKCS_OAEP_PARAMS_PTR                    = CK_RSA_PKCS_OAEP_PARAMS;
    CK_RSA_PKCS_PSS_PARAMS_PTR                     = CK_RSA_PKCS_PSS_PARAMS;
    CK_SALSA20_CHACHA20_POLY1305_MSG_PARAMS_PTR    = CK_SALSA20_CHACHA20_POLY1305_MSG_PARAMS;
    CK_SALSA20_CHACHA20_POLY1305_PARAMS_PTR        = CK_SALSA20_CHACHA20_POLY1305_PARAMS;
    CK_SALSA20_PARAMS_PTR                          = CK_SALSA20_PARAMS;
    CK_SEED_CBC_ENCRYPT_DATA_PARAMS_PTR            = CK_SEED_CBC_ENCRYPT_DATA_PARAMS;
    CK_SKIPJACK_PRIVATE_WRAP_PARAMS_PTR            = CK_SKIPJACK_PRIVATE_WRAP_PARAMS;
    CK_SKIPJACK_RELAYX_PARAMS_PTR                  = CK_SKIPJACK_RELAYX_PARAMS;
    CK_SP800_108_COUNTER_FORMAT_PTR                = CK_SP800_108_COUNTER_FORMAT;
    CK_SP800_108_DKM_LENGTH_FORMAT_PTR             = CK_SP800_108_DKM_LENGTH_FORMAT;
    CK_SP800_108_FEEDBACK_KDF_PARAMS_PTR           = CK_SP800_108_FEEDBACK_KDF_PARAMS;
    CK_SP800_108_KDF_PARAMS_PTR                    = CK_SP800_108_KDF_PARAMS;
    CK_SSL3_KEY_MAT_OUT_PTR                        = CK_SSL3_KEY_MAT_OUT;
    CK_SSL3_KEY_MAT_PARAMS_PTR                     = CK_SSL3_KEY_MAT_PARAMS;
    CK_SSL3_MASTER_KEY_DERIVE_PARAMS_PTR           = CK_SSL3_MASTER_KEY_DERIVE_PARAMS;
    CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS_PTR = CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS;
    CK_TLS12_KEY_MAT_PARAMS_PTR                    = CK_TLS12_KEY_MAT_PARAMS;
    CK_TLS12_MASTER_KEY_DERIVE_PARAMS_PTR          = CK_TLS12_MASTER_KEY_DERIVE_PARAMS;
    CK_TLS_KDF_PARAMS_PTR                          = CK_TLS_KDF_PARAMS;
    CK_TLS_MAC_PARAMS_PTR                          = CK_TLS_MAC_PARAMS;
    CK_TLS_PRF_PARAMS_PTR                          = CK_TLS_PRF_PARAMS;
    CK_WTLS_KEY_MAT_OUT_PTR                        = CK_WTLS_KEY_MAT_OUT;
    CK_WTLS_KEY_MAT_PARAMS_PTR                     = CK_WTLS_KEY_MAT_PARAMS;
    CK_WTLS_MASTER_KEY_DERIVE_PARAMS_PTR           = CK_WTLS_MASTER_KEY_DERIVE_PARAMS;
    CK_WTLS_PRF_PARAMS_PTR                         = CK_WTLS_PRF_PARAMS;
    CK_WTLS_RANDOM_DATA_PTR                        = CK_WTLS_RANDOM_DATA;
    CK_X2RATCHET_INITIALIZE_PARAMS_PTR             = CK_X2RATCHET_INITIALIZE_PARAMS;
    CK_X2RATCHET_RESPOND_PARAMS_PTR                = CK_X2RATCHET_RESPOND_PARAMS;
    CK_X9_42_DH1_DERIVE_PARAMS_PTR                 = CK_X9_42_DH1_DERIVE_PARAMS;
    CK_X9_42_DH2_DERIVE_PARAMS_PTR                 = CK_X9_42_DH2_DERIVE_PARAMS;
    CK_X9_42_MQV_DERIVE_PARAMS_PTR                 = CK_X9_42_MQV_DERIVE_PARAMS;
    CK_XEDDSA_PARAMS_PTR                           = CK_XEDDSA_PARAMS;
}

// Pointers to pointers
pointers! {
    CK_FUNCTION_LIST_3_0_PTR_PTR = CK_FUNCTION_LIST_3_0_PTR;
    CK_FUNCTION_LIST_3_2_PTR_PTR = CK_FUNCTION_LIST_3_2_PTR;
    CK_FUNCTION_LIST_PTR_PTR     = CK_FUNCTION_LIST_PTR;
    CK_INTERFACE_PTR_PTR         = CK_INTERFACE_PTR;
    CK_VOID_PTR_PTR              = CK_VOID_PTR;
}

/// Every pointer is as large as a pointer, and the scalars have the sizes of C.
const _: () = {
    assert!(size_of::<CK_VOID_PTR>() == size_of::<usize>() && align_of::<CK_VOID_PTR>() == align_of::<usize>());
    assert!(size_of::<CK_BYTE>() == 1 && size_of::<CK_BBOOL>() == 1);
    assert!(size_of::<CK_ULONG>() == [8, 4, 4, 4][crate::layout::ABI]);
    assert!(size_of::<CK_LONG>() == size_of::<CK_ULONG>());
};
