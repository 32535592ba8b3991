//! Constants without a letter of their own: `CK_*`, `TRUE`, `FALSE`, `CRYPTOKI_VERSION_*` (sections 3, 4 and 6).

use crate::types::{
    CK_BBOOL, CK_BYTE, CK_CERTIFICATE_CATEGORY, CK_JAVA_MIDP_SECURITY_DOMAIN, CK_OTP_PARAM_TYPE, CK_PRF_DATA_TYPE,
    CK_SP800_108_DKM_LENGTH_METHOD, CK_ULONG,
};

/// Hands the rows of `CK_TRUE` and `CK_FALSE` to another macro.
#[macro_export]
macro_rules! with_ck_bool {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CK_FALSE FALSE 0x00000000;
        CK_TRUE  TRUE  0x00000001;
    } };
}

with_ck_bool!(constants { CK_BBOOL });

/// Hands the rows of `TRUE` and `FALSE` to another macro.
#[macro_export]
macro_rules! with_bool {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        FALSE FALSE 0x00000000; // alias
        TRUE  TRUE  0x00000001; // alias
    } };
}

with_bool!(constants { CK_BBOOL });

/// Hands the rows of `CK_*` (numbers with a special meaning: no handle, no limit, no information) to another macro.
#[macro_export]
macro_rules! with_ck_special {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CK_EFFECTIVELY_INFINITE    EFFECTIVELY_INFINITE    0x00000000;
        CK_INVALID_HANDLE          INVALID_HANDLE          0x00000000;
        CK_UNAVAILABLE_INFORMATION UNAVAILABLE_INFORMATION !0;
    } };
}

with_ck_special!(constants { CK_ULONG });

/// Hands the rows of `CK_CERTIFICATE_CATEGORY_*` (certificate categories) to another macro.
#[macro_export]
macro_rules! with_ck_certificate_category {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CK_CERTIFICATE_CATEGORY_UNSPECIFIED  UNSPECIFIED  0x00000000;
        CK_CERTIFICATE_CATEGORY_TOKEN_USER   TOKEN_USER   0x00000001;
        CK_CERTIFICATE_CATEGORY_AUTHORITY    AUTHORITY    0x00000002;
        CK_CERTIFICATE_CATEGORY_OTHER_ENTITY OTHER_ENTITY 0x00000003;
    } };
}

with_ck_certificate_category!(constants { CK_CERTIFICATE_CATEGORY });

/// Hands the rows of `CK_SECURITY_DOMAIN_*` (Java MIDP security domains) to another macro.
#[macro_export]
macro_rules! with_ck_security_domain {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CK_SECURITY_DOMAIN_UNSPECIFIED  UNSPECIFIED  0x00000000;
        CK_SECURITY_DOMAIN_MANUFACTURER MANUFACTURER 0x00000001;
        CK_SECURITY_DOMAIN_OPERATOR     OPERATOR     0x00000002;
        CK_SECURITY_DOMAIN_THIRD_PARTY  THIRD_PARTY  0x00000003;
    } };
}

with_ck_security_domain!(constants { CK_JAVA_MIDP_SECURITY_DOMAIN });

/// Hands the rows of `CK_OTP_*` (kinds of one-time password parameters) to another macro.
#[macro_export]
macro_rules! with_ck_otp {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CK_OTP_VALUE         VALUE         0x00000000;
        CK_OTP_PIN           PIN           0x00000001;
        CK_OTP_CHALLENGE     CHALLENGE     0x00000002;
        CK_OTP_TIME          TIME          0x00000003;
        CK_OTP_COUNTER       COUNTER       0x00000004;
        CK_OTP_FLAGS         FLAGS         0x00000005;
        CK_OTP_OUTPUT_LENGTH OUTPUT_LENGTH 0x00000006;
        CK_OTP_OUTPUT_FORMAT OUTPUT_FORMAT 0x00000007;
    } };
}

with_ck_otp!(constants { CK_OTP_PARAM_TYPE });

/// Hands the rows of `CK_OTP_FORMAT_*` (formats of a one-time password) to another macro.
#[macro_export]
macro_rules! with_ck_otp_format {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CK_OTP_FORMAT_DECIMAL      DECIMAL      0x00000000;
        CK_OTP_FORMAT_HEXADECIMAL  HEXADECIMAL  0x00000001;
        CK_OTP_FORMAT_ALPHANUMERIC ALPHANUMERIC 0x00000002;
        CK_OTP_FORMAT_BINARY       BINARY       0x00000003;
    } };
}

with_ck_otp_format!(constants { CK_ULONG });

/// Hands the rows of `CK_OTP_PARAM_*` (whether a parameter must be there) to another macro.
#[macro_export]
macro_rules! with_ck_otp_requirement {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CK_OTP_PARAM_IGNORED   IGNORED   0x00000000;
        CK_OTP_PARAM_OPTIONAL  OPTIONAL  0x00000001;
        CK_OTP_PARAM_MANDATORY MANDATORY 0x00000002;
    } };
}

with_ck_otp_requirement!(constants { CK_ULONG });

/// Hands the rows of `CK_SP800_108_*` (kinds of input to the pseudo-random function) to another macro.
#[macro_export]
macro_rules! with_ck_sp800_108 {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CK_SP800_108_ITERATION_VARIABLE ITERATION_VARIABLE 0x00000001;
        CK_SP800_108_OPTIONAL_COUNTER   OPTIONAL_COUNTER   0x00000002;
        CK_SP800_108_COUNTER            COUNTER            0x00000002; // alias
        CK_SP800_108_DKM_LENGTH         DKM_LENGTH         0x00000003;
        CK_SP800_108_BYTE_ARRAY         BYTE_ARRAY         0x00000004;
        CK_SP800_108_KEY_HANDLE         KEY_HANDLE         0x00000005;
    } };
}

with_ck_sp800_108!(constants { CK_PRF_DATA_TYPE });

/// Hands the rows of `CK_SP800_108_DKM_LENGTH_*` (what the derived length counts) to another macro.
#[macro_export]
macro_rules! with_ck_sp800_108_dkm_length {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CK_SP800_108_DKM_LENGTH_SUM_OF_KEYS     SUM_OF_KEYS     0x00000001;
        CK_SP800_108_DKM_LENGTH_SUM_OF_SEGMENTS SUM_OF_SEGMENTS 0x00000002;
    } };
}

with_ck_sp800_108_dkm_length!(constants { CK_SP800_108_DKM_LENGTH_METHOD });

/// Hands the rows of `CRYPTOKI_VERSION_*` (the version of the standard) to another macro.
#[macro_export]
macro_rules! with_cryptoki_version {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        CRYPTOKI_VERSION_AMENDMENT AMENDMENT 0x00000000;
        CRYPTOKI_VERSION_MINOR     MINOR     0x00000002;
        CRYPTOKI_VERSION_MAJOR     MAJOR     0x00000003;
    } };
}

with_cryptoki_version!(constants { CK_BYTE });
