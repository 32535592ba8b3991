//! Return values: `CKR_*` (section 5.1).

use crate::types::CK_RV;

/// Hands the rows of `CKR_*` (return values) to another macro.
#[macro_export]
macro_rules! with_ckr {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        // General
        CKR_OK                               OK                               0x00000000;
        CKR_CANCEL                           CANCEL                           0x00000001;
        CKR_HOST_MEMORY                      HOST_MEMORY                      0x00000002;
        CKR_SLOT_ID_INVALID                  SLOT_ID_INVALID                  0x00000003;
        CKR_GENERAL_ERROR                    GENERAL_ERROR                    0x00000005;
        CKR_FUNCTION_FAILED                  FUNCTION_FAILED                  0x00000006;
        CKR_ARGUMENTS_BAD                    ARGUMENTS_BAD                    0x00000007;
        CKR_NO_EVENT                         NO_EVENT                         0x00000008;
        CKR_NEED_TO_CREATE_THREADS           NEED_TO_CREATE_THREADS           0x00000009;
        CKR_CANT_LOCK                        CANT_LOCK                        0x0000000a;

        // Attributes and data
        CKR_ATTRIBUTE_READ_ONLY              ATTRIBUTE_READ_ONLY              0x00000010;
        CKR_ATTRIBUTE_SENSITIVE              ATTRIBUTE_SENSITIVE              0x00000011;
        CKR_ATTRIBUTE_TYPE_INVALID           ATTRIBUTE_TYPE_INVALID           0x00000012;
        CKR_ATTRIBUTE_VALUE_INVALID          ATTRIBUTE_VALUE_INVALID          0x00000013;
        CKR_ACTION_PROHIBITED                ACTION_PROHIBITED                0x0000001b;
        CKR_DATA_INVALID                     DATA_INVALID                     0x00000020;
        CKR_DATA_LEN_RANGE                   DATA_LEN_RANGE                   0x00000021;

        // The device
        CKR_DEVICE_ERROR                     DEVICE_ERROR                     0x00000030;
        CKR_DEVICE_MEMORY                    DEVICE_MEMORY                    0x00000031;
        CKR_DEVICE_REMOVED                   DEVICE_REMOVED                   0x00000032;

        // Encrypted data
        CKR_ENCRYPTED_DATA_INVALID           ENCRYPTED_DATA_INVALID           0x00000040;
        CKR_ENCRYPTED_DATA_LEN_RANGE         ENCRYPTED_DATA_LEN_RANGE         0x00000041;
        CKR_AEAD_DECRYPT_FAILED              AEAD_DECRYPT_FAILED              0x00000042;

        // Functions
        CKR_FUNCTION_CANCELED                FUNCTION_CANCELED                0x00000050;
        CKR_FUNCTION_NOT_PARALLEL            FUNCTION_NOT_PARALLEL            0x00000051;
        CKR_FUNCTION_NOT_SUPPORTED           FUNCTION_NOT_SUPPORTED           0x00000054;

        // Keys
        CKR_KEY_HANDLE_INVALID               KEY_HANDLE_INVALID               0x00000060;
        CKR_KEY_SIZE_RANGE                   KEY_SIZE_RANGE                   0x00000062;
        CKR_KEY_TYPE_INCONSISTENT            KEY_TYPE_INCONSISTENT            0x00000063;
        CKR_KEY_NOT_NEEDED                   KEY_NOT_NEEDED                   0x00000064;
        CKR_KEY_CHANGED                      KEY_CHANGED                      0x00000065;
        CKR_KEY_NEEDED                       KEY_NEEDED                       0x00000066;
        CKR_KEY_INDIGESTIBLE                 KEY_INDIGESTIBLE                 0x00000067;
        CKR_KEY_FUNCTION_NOT_PERMITTED       KEY_FUNCTION_NOT_PERMITTED       0x00000068;
        CKR_KEY_NOT_WRAPPABLE                KEY_NOT_WRAPPABLE                0x00000069;
        CKR_KEY_UNEXTRACTABLE                KEY_UNEXTRACTABLE                0x0000006a;

        // Mechanisms
        CKR_MECHANISM_INVALID                MECHANISM_INVALID                0x00000070;
        CKR_MECHANISM_PARAM_INVALID          MECHANISM_PARAM_INVALID          0x00000071;

        // Objects
        CKR_OBJECT_HANDLE_INVALID            OBJECT_HANDLE_INVALID            0x00000082;

        // Operations
        CKR_OPERATION_ACTIVE                 OPERATION_ACTIVE                 0x00000090;
        CKR_OPERATION_NOT_INITIALIZED        OPERATION_NOT_INITIALIZED        0x00000091;

        // PINs
        CKR_PIN_INCORRECT                    PIN_INCORRECT                    0x000000a0;
        CKR_PIN_INVALID                      PIN_INVALID                      0x000000a1;
        CKR_PIN_LEN_RANGE                    PIN_LEN_RANGE                    0x000000a2;
        CKR_PIN_EXPIRED                      PIN_EXPIRED                      0x000000a3;
        CKR_PIN_LOCKED                       PIN_LOCKED                       0x000000a4;

        // Sessions
        CKR_SESSION_CLOSED                   SESSION_CLOSED                   0x000000b0;
        CKR_SESSION_COUNT                    SESSION_COUNT                    0x000000b1;
        CKR_SESSION_HANDLE_INVALID           SESSION_HANDLE_INVALID           0x000000b3;
        CKR_SESSION_PARALLEL_NOT_SUPPORTED   SESSION_PARALLEL_NOT_SUPPORTED   0x000000b4;
        CKR_SESSION_READ_ONLY                SESSION_READ_ONLY                0x000000b5;
        CKR_SESSION_EXISTS                   SESSION_EXISTS                   0x000000b6;
        CKR_SESSION_READ_ONLY_EXISTS         SESSION_READ_ONLY_EXISTS         0x000000b7;
        CKR_SESSION_READ_WRITE_SO_EXISTS     SESSION_READ_WRITE_SO_EXISTS     0x000000b8;

        // Signatures
        CKR_SIGNATURE_INVALID                SIGNATURE_INVALID                0x000000c0;
        CKR_SIGNATURE_LEN_RANGE              SIGNATURE_LEN_RANGE              0x000000c1;

        // Templates
        CKR_TEMPLATE_INCOMPLETE              TEMPLATE_INCOMPLETE              0x000000d0;
        CKR_TEMPLATE_INCONSISTENT            TEMPLATE_INCONSISTENT            0x000000d1;

        // Tokens
        CKR_TOKEN_NOT_PRESENT                TOKEN_NOT_PRESENT                0x000000e0;
        CKR_TOKEN_NOT_RECOGNIZED             TOKEN_NOT_RECOGNIZED             0x000000e1;
        CKR_TOKEN_WRITE_PROTECTED            TOKEN_WRITE_PROTECTED            0x000000e2;

        // Unwrapping
        CKR_UNWRAPPING_KEY_HANDLE_INVALID    UNWRAPPING_KEY_HANDLE_INVALID    0x000000f0;
        CKR_UNWRAPPING_KEY_SIZE_RANGE        UNWRAPPING_KEY_SIZE_RANGE        0x000000f1;
        CKR_UNWRAPPING_KEY_TYPE_INCONSISTENT UNWRAPPING_KEY_TYPE_INCONSISTENT 0x000000f2;

        // Users
        CKR_USER_ALREADY_LOGGED_IN           USER_ALREADY_LOGGED_IN           0x00000100;
        CKR_USER_NOT_LOGGED_IN               USER_NOT_LOGGED_IN               0x00000101;
        CKR_USER_PIN_NOT_INITIALIZED         USER_PIN_NOT_INITIALIZED         0x00000102;
        CKR_USER_TYPE_INVALID                USER_TYPE_INVALID                0x00000103;
        CKR_USER_ANOTHER_ALREADY_LOGGED_IN   USER_ANOTHER_ALREADY_LOGGED_IN   0x00000104;
        CKR_USER_TOO_MANY_TYPES              USER_TOO_MANY_TYPES              0x00000105;

        // Wrapping
        CKR_WRAPPED_KEY_INVALID              WRAPPED_KEY_INVALID              0x00000110;
        CKR_WRAPPED_KEY_LEN_RANGE            WRAPPED_KEY_LEN_RANGE            0x00000112;
        CKR_WRAPPING_KEY_HANDLE_INVALID      WRAPPING_KEY_HANDLE_INVALID      0x00000113;
        CKR_WRAPPING_KEY_SIZE_RANGE          WRAPPING_KEY_SIZE_RANGE          0x00000114;
        CKR_WRAPPING_KEY_TYPE_INCONSISTENT   WRAPPING_KEY_TYPE_INCONSISTENT   0x00000115;

        // Random numbers, domain parameters, curves
        CKR_RANDOM_SEED_NOT_SUPPORTED        RANDOM_SEED_NOT_SUPPORTED        0x00000120;
        CKR_RANDOM_NO_RNG                    RANDOM_NO_RNG                    0x00000121;
        CKR_DOMAIN_PARAMS_INVALID            DOMAIN_PARAMS_INVALID            0x00000130;
        CKR_CURVE_NOT_SUPPORTED              CURVE_NOT_SUPPORTED              0x00000140;

        // Buffers and saved state
        CKR_BUFFER_TOO_SMALL                 BUFFER_TOO_SMALL                 0x00000150;
        CKR_SAVED_STATE_INVALID              SAVED_STATE_INVALID              0x00000160;
        CKR_INFORMATION_SENSITIVE            INFORMATION_SENSITIVE            0x00000170;
        CKR_STATE_UNSAVEABLE                 STATE_UNSAVEABLE                 0x00000180;

        // The library, and its mutexes
        CKR_CRYPTOKI_NOT_INITIALIZED         CRYPTOKI_NOT_INITIALIZED         0x00000190;
        CKR_CRYPTOKI_ALREADY_INITIALIZED     CRYPTOKI_ALREADY_INITIALIZED     0x00000191;
        CKR_MUTEX_BAD                        MUTEX_BAD                        0x000001a0;
        CKR_MUTEX_NOT_LOCKED                 MUTEX_NOT_LOCKED                 0x000001a1;

        // One-time passwords
        CKR_NEW_PIN_MODE                     NEW_PIN_MODE                     0x000001b0;
        CKR_NEXT_OTP                         NEXT_OTP                         0x000001b1;

        // Iterations, self-tests, weak PINs and public keys
        CKR_EXCEEDED_MAX_ITERATIONS          EXCEEDED_MAX_ITERATIONS          0x000001b5;
        CKR_FIPS_SELF_TEST_FAILED            FIPS_SELF_TEST_FAILED            0x000001b6;
        CKR_LIBRARY_LOAD_FAILED              LIBRARY_LOAD_FAILED              0x000001b7;
        CKR_PIN_TOO_WEAK                     PIN_TOO_WEAK                     0x000001b8;
        CKR_PUBLIC_KEY_INVALID               PUBLIC_KEY_INVALID               0x000001b9;

        // Later additions
        CKR_FUNCTION_REJECTED                FUNCTION_REJECTED                0x00000200;
        CKR_TOKEN_RESOURCE_EXCEEDED          TOKEN_RESOURCE_EXCEEDED          0x00000201;
        CKR_OPERATION_CANCEL_FAILED          OPERATION_CANCEL_FAILED          0x00000202;
        CKR_KEY_EXHAUSTED                    KEY_EXHAUSTED                    0x00000203;
        CKR_PENDING                          PENDING                          0x00000204;
        CKR_SESSION_ASYNC_NOT_SUPPORTED      SESSION_ASYNC_NOT_SUPPORTED      0x00000205;
        CKR_SEED_RANDOM_REQUIRED             SEED_RANDOM_REQUIRED             0x00000206;
        CKR_OPERATION_NOT_VALIDATED          OPERATION_NOT_VALIDATED          0x00000207;
        CKR_TOKEN_NOT_INITIALIZED            TOKEN_NOT_INITIALIZED            0x00000208;
        CKR_PARAMETER_SET_NOT_SUPPORTED      PARAMETER_SET_NOT_SUPPORTED      0x00000209;

        // Vendors
        CKR_VENDOR_DEFINED                   VENDOR_DEFINED                   0x80000000;
    } };
}

with_ckr!(constants { CK_RV });
