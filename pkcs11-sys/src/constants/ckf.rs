//! Flags: `CKF_*` (sections 3 to 6), one list per field that holds them.

use crate::types::{CK_ATTRIBUTE_TYPE, CK_FLAGS, CK_ULONG};

/// Hands the rows of `CKF_*` (mechanisms; most of them also choose what `C_SessionCancel` ends) to another macro.
#[macro_export]
macro_rules! with_ckf_mechanism {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKF_HW                HW                0x00000001;
        CKF_MESSAGE_ENCRYPT   MESSAGE_ENCRYPT   0x00000002;
        CKF_MESSAGE_DECRYPT   MESSAGE_DECRYPT   0x00000004;
        CKF_MESSAGE_SIGN      MESSAGE_SIGN      0x00000008;
        CKF_MESSAGE_VERIFY    MESSAGE_VERIFY    0x00000010;
        CKF_MULTI_MESSAGE     MULTI_MESSAGE     0x00000020;
        CKF_MULTI_MESSGE      MULTI_MESSGE      0x00000020; // alias
        CKF_ENCRYPT           ENCRYPT           0x00000100;
        CKF_DECRYPT           DECRYPT           0x00000200;
        CKF_DIGEST            DIGEST            0x00000400;
        CKF_SIGN              SIGN              0x00000800;
        CKF_SIGN_RECOVER      SIGN_RECOVER      0x00001000;
        CKF_VERIFY            VERIFY            0x00002000;
        CKF_VERIFY_RECOVER    VERIFY_RECOVER    0x00004000;
        CKF_GENERATE          GENERATE          0x00008000;
        CKF_GENERATE_KEY_PAIR GENERATE_KEY_PAIR 0x00010000;
        CKF_WRAP              WRAP              0x00020000;
        CKF_UNWRAP            UNWRAP            0x00040000;
        CKF_DERIVE            DERIVE            0x00080000;
        CKF_EC_F_P            EC_F_P            0x00100000;
        CKF_EC_F_2M           EC_F_2M           0x00200000;
        CKF_EC_ECPARAMETERS   EC_ECPARAMETERS   0x00400000;
        CKF_EC_OID            EC_OID            0x00800000;
        CKF_EC_NAMEDCURVE     EC_NAMEDCURVE     0x00800000; // alias
        CKF_EC_UNCOMPRESS     EC_UNCOMPRESS     0x01000000;
        CKF_EC_COMPRESS       EC_COMPRESS       0x02000000;
        CKF_EC_CURVENAME      EC_CURVENAME      0x04000000;
        CKF_ENCAPSULATE       ENCAPSULATE       0x10000000;
        CKF_DECAPSULATE       DECAPSULATE       0x20000000;
        CKF_EXTENSION         EXTENSION         0x80000000;
    } };
}

with_ckf_mechanism!(constants { CK_FLAGS });

/// Hands the rows of `CKF_*` (`C_SessionCancel` alone; the others are flags of mechanisms) to another macro.
#[macro_export]
macro_rules! with_ckf_cancel {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKF_FIND_OBJECTS FIND_OBJECTS 0x00000040;
    } };
}

with_ckf_cancel!(constants { CK_FLAGS });

/// Hands the rows of `CKF_*` (tokens) to another macro.
#[macro_export]
macro_rules! with_ckf_token {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKF_RNG                           RNG                           0x00000001;
        CKF_WRITE_PROTECTED               WRITE_PROTECTED               0x00000002;
        CKF_LOGIN_REQUIRED                LOGIN_REQUIRED                0x00000004;
        CKF_USER_PIN_INITIALIZED          USER_PIN_INITIALIZED          0x00000008;
        CKF_RESTORE_KEY_NOT_NEEDED        RESTORE_KEY_NOT_NEEDED        0x00000020;
        CKF_CLOCK_ON_TOKEN                CLOCK_ON_TOKEN                0x00000040;
        CKF_PROTECTED_AUTHENTICATION_PATH PROTECTED_AUTHENTICATION_PATH 0x00000100;
        CKF_DUAL_CRYPTO_OPERATIONS        DUAL_CRYPTO_OPERATIONS        0x00000200;
        CKF_TOKEN_INITIALIZED             TOKEN_INITIALIZED             0x00000400;
        CKF_SECONDARY_AUTHENTICATION      SECONDARY_AUTHENTICATION      0x00000800;
        CKF_USER_PIN_COUNT_LOW            USER_PIN_COUNT_LOW            0x00010000;
        CKF_USER_PIN_FINAL_TRY            USER_PIN_FINAL_TRY            0x00020000;
        CKF_USER_PIN_LOCKED               USER_PIN_LOCKED               0x00040000;
        CKF_USER_PIN_TO_BE_CHANGED        USER_PIN_TO_BE_CHANGED        0x00080000;
        CKF_SO_PIN_COUNT_LOW              SO_PIN_COUNT_LOW              0x00100000;
        CKF_SO_PIN_FINAL_TRY              SO_PIN_FINAL_TRY              0x00200000;
        CKF_SO_PIN_LOCKED                 SO_PIN_LOCKED                 0x00400000;
        CKF_SO_PIN_TO_BE_CHANGED          SO_PIN_TO_BE_CHANGED          0x00800000;
        CKF_ERROR_STATE                   ERROR_STATE                   0x01000000;
        CKF_SEED_RANDOM_REQUIRED          SEED_RANDOM_REQUIRED          0x02000000;
        CKF_ASYNC_SESSION_SUPPORTED       ASYNC_SESSION_SUPPORTED       0x04000000;
    } };
}

with_ckf_token!(constants { CK_FLAGS });

/// Hands the rows of `CKF_*` (slots) to another macro.
#[macro_export]
macro_rules! with_ckf_slot {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKF_TOKEN_PRESENT    TOKEN_PRESENT    0x00000001;
        CKF_REMOVABLE_DEVICE REMOVABLE_DEVICE 0x00000002;
        CKF_HW_SLOT          HW_SLOT          0x00000004;
    } };
}

with_ckf_slot!(constants { CK_FLAGS });

/// Hands the rows of `CKF_*` (sessions) to another macro.
#[macro_export]
macro_rules! with_ckf_session {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKF_RW_SESSION     RW_SESSION     0x00000002;
        CKF_SERIAL_SESSION SERIAL_SESSION 0x00000004;
        CKF_ASYNC_SESSION  ASYNC_SESSION  0x00000008;
    } };
}

with_ckf_session!(constants { CK_FLAGS });

/// Hands the rows of `CKF_*` (`C_Initialize`) to another macro.
#[macro_export]
macro_rules! with_ckf_initialize {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKF_LIBRARY_CANT_CREATE_OS_THREADS LIBRARY_CANT_CREATE_OS_THREADS 0x00000001;
        CKF_OS_LOCKING_OK                  OS_LOCKING_OK                  0x00000002;
    } };
}

with_ckf_initialize!(constants { CK_FLAGS });

/// Hands the rows of `CKF_*` (interfaces) to another macro.
#[macro_export]
macro_rules! with_ckf_interface {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKF_INTERFACE_FORK_SAFE INTERFACE_FORK_SAFE 0x00000001;
    } };
}

with_ckf_interface!(constants { CK_FLAGS });

/// Hands the rows of `CKF_*` (`C_WaitForSlotEvent`) to another macro.
#[macro_export]
macro_rules! with_ckf_wait {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKF_DONT_BLOCK DONT_BLOCK 0x00000001;
    } };
}

with_ckf_wait!(constants { CK_FLAGS });

/// Hands the rows of `CKF_*` (parts of a message) to another macro.
#[macro_export]
macro_rules! with_ckf_message {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKF_END_OF_MESSAGE END_OF_MESSAGE 0x00000001;
    } };
}

with_ckf_message!(constants { CK_FLAGS });

/// Hands the rows of `CKF_*` (bits of an attribute type) to another macro.
#[macro_export]
macro_rules! with_ckf_attribute {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKF_ARRAY_ATTRIBUTE ARRAY_ATTRIBUTE 0x40000000;
    } };
}

with_ckf_attribute!(constants { CK_ATTRIBUTE_TYPE });

/// Hands the rows of `CKF_*` (the salt of HKDF) to another macro.
#[macro_export]
macro_rules! with_ckf_hkdf_salt {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKF_HKDF_SALT_NULL HKDF_SALT_NULL 0x00000001;
        CKF_HKDF_SALT_DATA HKDF_SALT_DATA 0x00000002;
        CKF_HKDF_SALT_KEY  HKDF_SALT_KEY  0x00000004;
    } };
}

with_ckf_hkdf_salt!(constants { CK_ULONG });

/// Hands the rows of `CKF_*` (one-time passwords: the value of a `CK_OTP_FLAGS` parameter) to another macro.
#[macro_export]
macro_rules! with_ckf_otp {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CKF_NEXT_OTP          NEXT_OTP          0x00000001;
        CKF_EXCLUDE_TIME      EXCLUDE_TIME      0x00000002;
        CKF_EXCLUDE_COUNTER   EXCLUDE_COUNTER   0x00000004;
        CKF_EXCLUDE_CHALLENGE EXCLUDE_CHALLENGE 0x00000008;
        CKF_EXCLUDE_PIN       EXCLUDE_PIN       0x00000010;
        CKF_USER_FRIENDLY_OTP USER_FRIENDLY_OTP 0x00000020;
    } };
}

with_ckf_otp!(constants { CK_FLAGS });
