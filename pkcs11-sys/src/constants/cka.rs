//! Attribute types: `CKA_*` (section 4, and the key objects of section 6).

use crate::types::CK_ATTRIBUTE_TYPE;

/// Hands the rows of `CKA_*` (attribute types) to another macro.
#[macro_export]
macro_rules! with_cka {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        // Every object
        CKA_CLASS                             CLASS                             0x00000000;
        CKA_TOKEN                             TOKEN                             0x00000001;
        CKA_PRIVATE                           PRIVATE                           0x00000002;
        CKA_LABEL                             LABEL                             0x00000003;
        CKA_UNIQUE_ID                         UNIQUE_ID                         0x00000004;

        // Data, and whatever has a value
        CKA_APPLICATION                       APPLICATION                       0x00000010;
        CKA_VALUE                             VALUE                             0x00000011;
        CKA_OBJECT_ID                         OBJECT_ID                         0x00000012;

        // Certificates
        CKA_CERTIFICATE_TYPE                  CERTIFICATE_TYPE                  0x00000080;
        CKA_ISSUER                            ISSUER                            0x00000081;
        CKA_SERIAL_NUMBER                     SERIAL_NUMBER                     0x00000082;
        CKA_AC_ISSUER                         AC_ISSUER                         0x00000083;
        CKA_OWNER                             OWNER                             0x00000084;
        CKA_ATTR_TYPES                        ATTR_TYPES                        0x00000085;
        CKA_TRUSTED                           TRUSTED                           0x00000086;
        CKA_CERTIFICATE_CATEGORY              CERTIFICATE_CATEGORY              0x00000087;
        CKA_JAVA_MIDP_SECURITY_DOMAIN         JAVA_MIDP_SECURITY_DOMAIN         0x00000088;
        CKA_URL                               URL                               0x00000089;
        CKA_HASH_OF_SUBJECT_PUBLIC_KEY        HASH_OF_SUBJECT_PUBLIC_KEY        0x0000008a;
        CKA_HASH_OF_ISSUER_PUBLIC_KEY         HASH_OF_ISSUER_PUBLIC_KEY         0x0000008b;
        CKA_NAME_HASH_ALGORITHM               NAME_HASH_ALGORITHM               0x0000008c;

        // Keys and certificates
        CKA_CHECK_VALUE                       CHECK_VALUE                       0x00000090;

        // Keys
        CKA_KEY_TYPE                          KEY_TYPE                          0x00000100;
        CKA_SUBJECT                           SUBJECT                           0x00000101;
        CKA_ID                                ID                                0x00000102;
        CKA_SENSITIVE                         SENSITIVE                         0x00000103;
        CKA_ENCRYPT                           ENCRYPT                           0x00000104;
        CKA_DECRYPT                           DECRYPT                           0x00000105;
        CKA_WRAP                              WRAP                              0x00000106;
        CKA_UNWRAP                            UNWRAP                            0x00000107;
        CKA_SIGN                              SIGN                              0x00000108;
        CKA_SIGN_RECOVER                      SIGN_RECOVER                      0x00000109;
        CKA_VERIFY                            VERIFY                            0x0000010a;
        CKA_VERIFY_RECOVER                    VERIFY_RECOVER                    0x0000010b;
        CKA_DERIVE                            DERIVE                            0x0000010c;
        CKA_START_DATE                        START_DATE                        0x00000110;
        CKA_END_DATE                          END_DATE                          0x00000111;

        // RSA keys
        CKA_MODULUS                           MODULUS                           0x00000120;
        CKA_MODULUS_BITS                      MODULUS_BITS                      0x00000121;
        CKA_PUBLIC_EXPONENT                   PUBLIC_EXPONENT                   0x00000122;
        CKA_PRIVATE_EXPONENT                  PRIVATE_EXPONENT                  0x00000123;
        CKA_PRIME_1                           PRIME_1                           0x00000124;
        CKA_PRIME_2                           PRIME_2                           0x00000125;
        CKA_EXPONENT_1                        EXPONENT_1                        0x00000126;
        CKA_EXPONENT_2                        EXPONENT_2                        0x00000127;
        CKA_COEFFICIENT                       COEFFICIENT                       0x00000128;

        // Asymmetric keys
        CKA_PUBLIC_KEY_INFO                   PUBLIC_KEY_INFO                   0x00000129;

        // DSA and Diffie-Hellman keys, domain parameters
        CKA_PRIME                             PRIME                             0x00000130;
        CKA_SUBPRIME                          SUBPRIME                          0x00000131;
        CKA_BASE                              BASE                              0x00000132;
        CKA_PRIME_BITS                        PRIME_BITS                        0x00000133;
        CKA_SUBPRIME_BITS                     SUBPRIME_BITS                     0x00000134;
        CKA_SUB_PRIME_BITS                    SUB_PRIME_BITS                    0x00000134; // alias

        // Secret keys, and the history of a key
        CKA_VALUE_BITS                        VALUE_BITS                        0x00000160;
        CKA_VALUE_LEN                         VALUE_LEN                         0x00000161;
        CKA_EXTRACTABLE                       EXTRACTABLE                       0x00000162;
        CKA_LOCAL                             LOCAL                             0x00000163;
        CKA_NEVER_EXTRACTABLE                 NEVER_EXTRACTABLE                 0x00000164;
        CKA_ALWAYS_SENSITIVE                  ALWAYS_SENSITIVE                  0x00000165;
        CKA_KEY_GEN_MECHANISM                 KEY_GEN_MECHANISM                 0x00000166;

        // What may be done to the object
        CKA_MODIFIABLE                        MODIFIABLE                        0x00000170;
        CKA_COPYABLE                          COPYABLE                          0x00000171;
        CKA_DESTROYABLE                       DESTROYABLE                       0x00000172;

        // Elliptic curve keys
        CKA_EC_PARAMS                         EC_PARAMS                         0x00000180;
        CKA_ECDSA_PARAMS                      ECDSA_PARAMS                      0x00000180; // alias
        CKA_EC_POINT                          EC_POINT                          0x00000181;

        // Authentication by key
        CKA_SECONDARY_AUTH                    SECONDARY_AUTH                    0x00000200;
        CKA_AUTH_PIN_FLAGS                    AUTH_PIN_FLAGS                    0x00000201;
        CKA_ALWAYS_AUTHENTICATE               ALWAYS_AUTHENTICATE               0x00000202;

        // Wrapping
        CKA_WRAP_WITH_TRUSTED                 WRAP_WITH_TRUSTED                 0x00000210;

        // OTP keys
        CKA_OTP_FORMAT                        OTP_FORMAT                        0x00000220;
        CKA_OTP_LENGTH                        OTP_LENGTH                        0x00000221;
        CKA_OTP_TIME_INTERVAL                 OTP_TIME_INTERVAL                 0x00000222;
        CKA_OTP_USER_FRIENDLY_MODE            OTP_USER_FRIENDLY_MODE            0x00000223;
        CKA_OTP_CHALLENGE_REQUIREMENT         OTP_CHALLENGE_REQUIREMENT         0x00000224;
        CKA_OTP_TIME_REQUIREMENT              OTP_TIME_REQUIREMENT              0x00000225;
        CKA_OTP_COUNTER_REQUIREMENT           OTP_COUNTER_REQUIREMENT           0x00000226;
        CKA_OTP_PIN_REQUIREMENT               OTP_PIN_REQUIREMENT               0x00000227;
        CKA_OTP_USER_IDENTIFIER               OTP_USER_IDENTIFIER               0x0000022a;
        CKA_OTP_SERVICE_IDENTIFIER            OTP_SERVICE_IDENTIFIER            0x0000022b;
        CKA_OTP_SERVICE_LOGO                  OTP_SERVICE_LOGO                  0x0000022c;
        CKA_OTP_SERVICE_LOGO_TYPE             OTP_SERVICE_LOGO_TYPE             0x0000022d;
        CKA_OTP_COUNTER                       OTP_COUNTER                       0x0000022e;
        CKA_OTP_TIME                          OTP_TIME                          0x0000022f;

        // GOST keys
        CKA_GOSTR3410_PARAMS                  GOSTR3410_PARAMS                  0x00000250;
        CKA_GOSTR3411_PARAMS                  GOSTR3411_PARAMS                  0x00000251;
        CKA_GOST28147_PARAMS                  GOST28147_PARAMS                  0x00000252;

        // Hardware features
        CKA_HW_FEATURE_TYPE                   HW_FEATURE_TYPE                   0x00000300;
        CKA_RESET_ON_INIT                     RESET_ON_INIT                     0x00000301;
        CKA_HAS_RESET                         HAS_RESET                         0x00000302;

        // User interface
        CKA_PIXEL_X                           PIXEL_X                           0x00000400;
        CKA_PIXEL_Y                           PIXEL_Y                           0x00000401;
        CKA_RESOLUTION                        RESOLUTION                        0x00000402;
        CKA_CHAR_ROWS                         CHAR_ROWS                         0x00000403;
        CKA_CHAR_COLUMNS                      CHAR_COLUMNS                      0x00000404;
        CKA_COLOR                             COLOR                             0x00000405;
        CKA_BITS_PER_PIXEL                    BITS_PER_PIXEL                    0x00000406;
        CKA_CHAR_SETS                         CHAR_SETS                         0x00000480;
        CKA_ENCODING_METHODS                  ENCODING_METHODS                  0x00000481;
        CKA_MIME_TYPES                        MIME_TYPES                        0x00000482;

        // Mechanism objects and CMS signatures
        CKA_MECHANISM_TYPE                    MECHANISM_TYPE                    0x00000500;
        CKA_REQUIRED_CMS_ATTRIBUTES           REQUIRED_CMS_ATTRIBUTES           0x00000501;
        CKA_DEFAULT_CMS_ATTRIBUTES            DEFAULT_CMS_ATTRIBUTES            0x00000502;
        CKA_SUPPORTED_CMS_ATTRIBUTES          SUPPORTED_CMS_ATTRIBUTES          0x00000503;

        // Profiles
        CKA_PROFILE_ID                        PROFILE_ID                        0x00000601;

        // Double Ratchet keys
        CKA_X2RATCHET_BAG                     X2RATCHET_BAG                     0x00000602;
        CKA_X2RATCHET_BAGSIZE                 X2RATCHET_BAGSIZE                 0x00000603;
        CKA_X2RATCHET_BOBS1STMSG              X2RATCHET_BOBS1STMSG              0x00000604;
        CKA_X2RATCHET_CKR                     X2RATCHET_CKR                     0x00000605;
        CKA_X2RATCHET_CKS                     X2RATCHET_CKS                     0x00000606;
        CKA_X2RATCHET_DHP                     X2RATCHET_DHP                     0x00000607;
        CKA_X2RATCHET_DHR                     X2RATCHET_DHR                     0x00000608;
        CKA_X2RATCHET_DHS                     X2RATCHET_DHS                     0x00000609;
        CKA_X2RATCHET_HKR                     X2RATCHET_HKR                     0x0000060a;
        CKA_X2RATCHET_HKS                     X2RATCHET_HKS                     0x0000060b;
        CKA_X2RATCHET_ISALICE                 X2RATCHET_ISALICE                 0x0000060c;
        CKA_X2RATCHET_NHKR                    X2RATCHET_NHKR                    0x0000060d;
        CKA_X2RATCHET_NHKS                    X2RATCHET_NHKS                    0x0000060e;
        CKA_X2RATCHET_NR                      X2RATCHET_NR                      0x0000060f;
        CKA_X2RATCHET_NS                      X2RATCHET_NS                      0x00000610;
        CKA_X2RATCHET_PNS                     X2RATCHET_PNS                     0x00000611;
        CKA_X2RATCHET_RK                      X2RATCHET_RK                      0x00000612;

        // HSS keys
        CKA_HSS_LEVELS                        HSS_LEVELS                        0x00000617;
        CKA_HSS_LMS_TYPE                      HSS_LMS_TYPE                      0x00000618;
        CKA_HSS_LMOTS_TYPE                    HSS_LMOTS_TYPE                    0x00000619;
        CKA_HSS_LMS_TYPES                     HSS_LMS_TYPES                     0x0000061a;
        CKA_HSS_LMOTS_TYPES                   HSS_LMOTS_TYPES                   0x0000061b;
        CKA_HSS_KEYS_REMAINING                HSS_KEYS_REMAINING                0x0000061c;

        // Post-quantum keys
        CKA_PARAMETER_SET                     PARAMETER_SET                     0x0000061d;

        // Validations
        CKA_OBJECT_VALIDATION_FLAGS           OBJECT_VALIDATION_FLAGS           0x0000061e;
        CKA_VALIDATION_TYPE                   VALIDATION_TYPE                   0x0000061f;
        CKA_VALIDATION_VERSION                VALIDATION_VERSION                0x00000620;
        CKA_VALIDATION_LEVEL                  VALIDATION_LEVEL                  0x00000621;
        CKA_VALIDATION_MODULE_ID              VALIDATION_MODULE_ID              0x00000622;
        CKA_VALIDATION_FLAG                   VALIDATION_FLAG                   0x00000623;
        CKA_VALIDATION_AUTHORITY_TYPE         VALIDATION_AUTHORITY_TYPE         0x00000624;
        CKA_VALIDATION_COUNTRY                VALIDATION_COUNTRY                0x00000625;
        CKA_VALIDATION_CERTIFICATE_IDENTIFIER VALIDATION_CERTIFICATE_IDENTIFIER 0x00000626;
        CKA_VALIDATION_CERTIFICATE_URI        VALIDATION_CERTIFICATE_URI        0x00000627;
        CKA_VALIDATION_VENDOR_URI             VALIDATION_VENDOR_URI             0x00000628;
        CKA_VALIDATION_PROFILE                VALIDATION_PROFILE                0x00000629;

        // Key encapsulation; as published, without the array bit
        CKA_ENCAPSULATE_TEMPLATE              ENCAPSULATE_TEMPLATE              0x0000062a;
        CKA_DECAPSULATE_TEMPLATE              DECAPSULATE_TEMPLATE              0x0000062b;

        // Trust
        CKA_TRUST_SERVER_AUTH                 TRUST_SERVER_AUTH                 0x0000062c;
        CKA_TRUST_CLIENT_AUTH                 TRUST_CLIENT_AUTH                 0x0000062d;
        CKA_TRUST_CODE_SIGNING                TRUST_CODE_SIGNING                0x0000062e;
        CKA_TRUST_EMAIL_PROTECTION            TRUST_EMAIL_PROTECTION            0x0000062f;
        CKA_TRUST_IPSEC_IKE                   TRUST_IPSEC_IKE                   0x00000630;
        CKA_TRUST_TIME_STAMPING               TRUST_TIME_STAMPING               0x00000631;
        CKA_TRUST_OCSP_SIGNING                TRUST_OCSP_SIGNING                0x00000632;

        // Key encapsulation, hashes, seeds
        CKA_ENCAPSULATE                       ENCAPSULATE                       0x00000633;
        CKA_DECAPSULATE                       DECAPSULATE                       0x00000634;
        CKA_HASH_OF_CERTIFICATE               HASH_OF_CERTIFICATE               0x00000635;
        CKA_PUBLIC_CRC64_VALUE                PUBLIC_CRC64_VALUE                0x00000636;
        CKA_SEED                              SEED                              0x00000637;

        // Arrays of attributes
        CKA_WRAP_TEMPLATE                     WRAP_TEMPLATE                     0x40000211;
        CKA_UNWRAP_TEMPLATE                   UNWRAP_TEMPLATE                   0x40000212;
        CKA_DERIVE_TEMPLATE                   DERIVE_TEMPLATE                   0x40000213;

        // Arrays of numbers
        CKA_ALLOWED_MECHANISMS                ALLOWED_MECHANISMS                0x40000600;

        // Vendors
        CKA_VENDOR_DEFINED                    VENDOR_DEFINED                    0x80000000;
    } };
}

with_cka!(constants { CK_ATTRIBUTE_TYPE });
