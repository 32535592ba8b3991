//! Every attribute of the standard (chapter 4 and the key tables of chapter 6), a row each: name, type, number.
//!
//! A new attribute is a new row: the key, its name in errors and how it is read follow from it.

use super::kind::Kind;
use super::{Date, Key, Template};
use crate::{
    AttributeType, CertificateType, HwFeatureType, KeyType, MechanismType, ObjectClass, ProfileId, SecretBytes, Trust,
    Ulong, Version,
};
use pkcs11_sys::*;

macro_rules! attributes {
    ($($name:ident: $type:ty = $number:ident $(, $unit:literal)?;)*) => {
        $(
            #[doc = concat!("`", stringify!($number), "`, read as `", stringify!($type), "`" $(, " (", $unit, ")")?)]
            pub const $name: Key<$type> = Key::of($number);
        )*

        const KINDS: &[(CK_ATTRIBUTE_TYPE, Kind)] = &[$(($number, <$type as super::Value>::KIND)),*];
    };
}

attributes! {
    // Every object; data, mechanism and profile objects (4.4, 4.5, 4.13, 4.14)
    CLASS: ObjectClass = CKA_CLASS;
    TOKEN: bool = CKA_TOKEN;
    PRIVATE: bool = CKA_PRIVATE;
    LABEL: String = CKA_LABEL;
    UNIQUE_ID: String = CKA_UNIQUE_ID;
    APPLICATION: String = CKA_APPLICATION;
    VALUE: SecretBytes = CKA_VALUE, "raw bytes; for certificates the DER";
    OBJECT_ID: Vec<u8> = CKA_OBJECT_ID, "DER object identifier";
    MODIFIABLE: bool = CKA_MODIFIABLE;
    COPYABLE: bool = CKA_COPYABLE;
    DESTROYABLE: bool = CKA_DESTROYABLE;
    MECHANISM_TYPE: MechanismType = CKA_MECHANISM_TYPE;
    PROFILE_ID: ProfileId = CKA_PROFILE_ID;
    OBJECT_VALIDATION_FLAGS: Ulong = CKA_OBJECT_VALIDATION_FLAGS;

    // Certificates, and what keys share with them (4.6, 4.8)
    CERTIFICATE_TYPE: CertificateType = CKA_CERTIFICATE_TYPE;
    ISSUER: Vec<u8> = CKA_ISSUER, "DER name";
    SERIAL_NUMBER: Vec<u8> = CKA_SERIAL_NUMBER, "DER INTEGER";
    AC_ISSUER: Vec<u8> = CKA_AC_ISSUER, "DER name";
    OWNER: Vec<u8> = CKA_OWNER, "DER";
    ATTR_TYPES: Vec<u8> = CKA_ATTR_TYPES, "BER";
    TRUSTED: bool = CKA_TRUSTED;
    CERTIFICATE_CATEGORY: Ulong = CKA_CERTIFICATE_CATEGORY;
    JAVA_MIDP_SECURITY_DOMAIN: Ulong = CKA_JAVA_MIDP_SECURITY_DOMAIN;
    URL: String = CKA_URL;
    HASH_OF_SUBJECT_PUBLIC_KEY: Vec<u8> = CKA_HASH_OF_SUBJECT_PUBLIC_KEY;
    HASH_OF_ISSUER_PUBLIC_KEY: Vec<u8> = CKA_HASH_OF_ISSUER_PUBLIC_KEY;
    NAME_HASH_ALGORITHM: MechanismType = CKA_NAME_HASH_ALGORITHM;
    CHECK_VALUE: Vec<u8> = CKA_CHECK_VALUE;
    SUBJECT: Vec<u8> = CKA_SUBJECT, "DER name";
    ID: Vec<u8> = CKA_ID;
    START_DATE: Date = CKA_START_DATE;
    END_DATE: Date = CKA_END_DATE;
    PUBLIC_KEY_INFO: Vec<u8> = CKA_PUBLIC_KEY_INFO, "DER SubjectPublicKeyInfo";

    // Keys: type, origin and what they may do (4.8 to 4.11)
    KEY_TYPE: KeyType = CKA_KEY_TYPE;
    SENSITIVE: bool = CKA_SENSITIVE;
    ENCRYPT: bool = CKA_ENCRYPT;
    DECRYPT: bool = CKA_DECRYPT;
    WRAP: bool = CKA_WRAP;
    UNWRAP: bool = CKA_UNWRAP;
    SIGN: bool = CKA_SIGN;
    SIGN_RECOVER: bool = CKA_SIGN_RECOVER;
    VERIFY: bool = CKA_VERIFY;
    VERIFY_RECOVER: bool = CKA_VERIFY_RECOVER;
    DERIVE: bool = CKA_DERIVE;
    EXTRACTABLE: bool = CKA_EXTRACTABLE;
    LOCAL: bool = CKA_LOCAL;
    NEVER_EXTRACTABLE: bool = CKA_NEVER_EXTRACTABLE;
    ALWAYS_SENSITIVE: bool = CKA_ALWAYS_SENSITIVE;
    KEY_GEN_MECHANISM: MechanismType = CKA_KEY_GEN_MECHANISM;
    SECONDARY_AUTH: bool = CKA_SECONDARY_AUTH;
    AUTH_PIN_FLAGS: Ulong = CKA_AUTH_PIN_FLAGS;
    ALWAYS_AUTHENTICATE: bool = CKA_ALWAYS_AUTHENTICATE;
    WRAP_WITH_TRUSTED: bool = CKA_WRAP_WITH_TRUSTED;
    ENCAPSULATE_TEMPLATE: Template = CKA_ENCAPSULATE_TEMPLATE;
    DECAPSULATE_TEMPLATE: Template = CKA_DECAPSULATE_TEMPLATE;
    ENCAPSULATE: bool = CKA_ENCAPSULATE;
    DECAPSULATE: bool = CKA_DECAPSULATE;
    WRAP_TEMPLATE: Template = CKA_WRAP_TEMPLATE;
    UNWRAP_TEMPLATE: Template = CKA_UNWRAP_TEMPLATE;
    DERIVE_TEMPLATE: Template = CKA_DERIVE_TEMPLATE;
    ALLOWED_MECHANISMS: Vec<MechanismType> = CKA_ALLOWED_MECHANISMS;

    // Numbers and parameters of keys (chapter 6)
    MODULUS: Vec<u8> = CKA_MODULUS, "big-endian";
    MODULUS_BITS: Ulong = CKA_MODULUS_BITS, "bits";
    PUBLIC_EXPONENT: Vec<u8> = CKA_PUBLIC_EXPONENT, "big-endian";
    PRIVATE_EXPONENT: SecretBytes = CKA_PRIVATE_EXPONENT, "big-endian";
    PRIME_1: SecretBytes = CKA_PRIME_1;
    PRIME_2: SecretBytes = CKA_PRIME_2;
    EXPONENT_1: SecretBytes = CKA_EXPONENT_1;
    EXPONENT_2: SecretBytes = CKA_EXPONENT_2;
    COEFFICIENT: SecretBytes = CKA_COEFFICIENT;
    PRIME: Vec<u8> = CKA_PRIME, "big-endian";
    SUBPRIME: Vec<u8> = CKA_SUBPRIME, "big-endian";
    BASE: Vec<u8> = CKA_BASE, "big-endian";
    PRIME_BITS: Ulong = CKA_PRIME_BITS, "bits";
    SUBPRIME_BITS: Ulong = CKA_SUBPRIME_BITS, "bits";
    SUB_PRIME_BITS: Ulong = CKA_SUB_PRIME_BITS, "another name of SUBPRIME_BITS";
    VALUE_BITS: Ulong = CKA_VALUE_BITS, "bits";
    VALUE_LEN: Ulong = CKA_VALUE_LEN, "bytes";
    EC_PARAMS: Vec<u8> = CKA_EC_PARAMS, "DER";
    ECDSA_PARAMS: Vec<u8> = CKA_ECDSA_PARAMS, "the former name of EC_PARAMS";
    EC_POINT: Vec<u8> = CKA_EC_POINT, "DER OCTET STRING around the point, by the standard; modules differ";
    GOSTR3410_PARAMS: Vec<u8> = CKA_GOSTR3410_PARAMS;
    GOSTR3411_PARAMS: Vec<u8> = CKA_GOSTR3411_PARAMS;
    GOST28147_PARAMS: Vec<u8> = CKA_GOST28147_PARAMS;
    PARAMETER_SET: Ulong = CKA_PARAMETER_SET, "CKP_...";
    PUBLIC_CRC64_VALUE: Vec<u8> = CKA_PUBLIC_CRC64_VALUE;
    SEED: SecretBytes = CKA_SEED;

    // Hash-based signatures (6.14)
    HSS_LEVELS: Ulong = CKA_HSS_LEVELS;
    HSS_LMS_TYPE: Ulong = CKA_HSS_LMS_TYPE;
    HSS_LMOTS_TYPE: Ulong = CKA_HSS_LMOTS_TYPE;
    HSS_LMS_TYPES: Vec<Ulong> = CKA_HSS_LMS_TYPES;
    HSS_LMOTS_TYPES: Vec<Ulong> = CKA_HSS_LMOTS_TYPES;
    HSS_KEYS_REMAINING: Ulong = CKA_HSS_KEYS_REMAINING;

    // Hardware features (4.3)
    HW_FEATURE_TYPE: HwFeatureType = CKA_HW_FEATURE_TYPE;
    RESET_ON_INIT: bool = CKA_RESET_ON_INIT;
    HAS_RESET: bool = CKA_HAS_RESET;
    PIXEL_X: Ulong = CKA_PIXEL_X;
    PIXEL_Y: Ulong = CKA_PIXEL_Y;
    RESOLUTION: Ulong = CKA_RESOLUTION;
    CHAR_ROWS: Ulong = CKA_CHAR_ROWS;
    CHAR_COLUMNS: Ulong = CKA_CHAR_COLUMNS;
    COLOR: bool = CKA_COLOR;
    BITS_PER_PIXEL: Ulong = CKA_BITS_PER_PIXEL;
    CHAR_SETS: String = CKA_CHAR_SETS;
    ENCODING_METHODS: String = CKA_ENCODING_METHODS;
    MIME_TYPES: String = CKA_MIME_TYPES;

    // Trust objects (4.7)
    TRUST_SERVER_AUTH: Trust = CKA_TRUST_SERVER_AUTH;
    TRUST_CLIENT_AUTH: Trust = CKA_TRUST_CLIENT_AUTH;
    TRUST_CODE_SIGNING: Trust = CKA_TRUST_CODE_SIGNING;
    TRUST_EMAIL_PROTECTION: Trust = CKA_TRUST_EMAIL_PROTECTION;
    TRUST_IPSEC_IKE: Trust = CKA_TRUST_IPSEC_IKE;
    TRUST_TIME_STAMPING: Trust = CKA_TRUST_TIME_STAMPING;
    TRUST_OCSP_SIGNING: Trust = CKA_TRUST_OCSP_SIGNING;
    HASH_OF_CERTIFICATE: Vec<u8> = CKA_HASH_OF_CERTIFICATE;

    // Validation objects (4.15) and what they say of others
    VALIDATION_TYPE: Ulong = CKA_VALIDATION_TYPE;
    VALIDATION_VERSION: Version = CKA_VALIDATION_VERSION;
    VALIDATION_LEVEL: Ulong = CKA_VALIDATION_LEVEL;
    VALIDATION_MODULE_ID: String = CKA_VALIDATION_MODULE_ID;
    VALIDATION_FLAG: Ulong = CKA_VALIDATION_FLAG;
    VALIDATION_AUTHORITY_TYPE: Ulong = CKA_VALIDATION_AUTHORITY_TYPE;
    VALIDATION_COUNTRY: String = CKA_VALIDATION_COUNTRY;
    VALIDATION_CERTIFICATE_IDENTIFIER: String = CKA_VALIDATION_CERTIFICATE_IDENTIFIER;
    VALIDATION_CERTIFICATE_URI: String = CKA_VALIDATION_CERTIFICATE_URI;
    VALIDATION_VENDOR_URI: String = CKA_VALIDATION_VENDOR_URI;
    VALIDATION_PROFILE: String = CKA_VALIDATION_PROFILE;

    // One-time passwords (6.53)
    OTP_FORMAT: Ulong = CKA_OTP_FORMAT;
    OTP_LENGTH: Ulong = CKA_OTP_LENGTH;
    OTP_TIME_INTERVAL: Ulong = CKA_OTP_TIME_INTERVAL;
    OTP_USER_FRIENDLY_MODE: bool = CKA_OTP_USER_FRIENDLY_MODE;
    OTP_CHALLENGE_REQUIREMENT: Ulong = CKA_OTP_CHALLENGE_REQUIREMENT;
    OTP_TIME_REQUIREMENT: Ulong = CKA_OTP_TIME_REQUIREMENT;
    OTP_COUNTER_REQUIREMENT: Ulong = CKA_OTP_COUNTER_REQUIREMENT;
    OTP_PIN_REQUIREMENT: Ulong = CKA_OTP_PIN_REQUIREMENT;
    OTP_USER_IDENTIFIER: String = CKA_OTP_USER_IDENTIFIER;
    OTP_SERVICE_IDENTIFIER: String = CKA_OTP_SERVICE_IDENTIFIER;
    OTP_SERVICE_LOGO: Vec<u8> = CKA_OTP_SERVICE_LOGO;
    OTP_SERVICE_LOGO_TYPE: String = CKA_OTP_SERVICE_LOGO_TYPE;
    OTP_COUNTER: Vec<u8> = CKA_OTP_COUNTER;
    OTP_TIME: String = CKA_OTP_TIME;

    // Double ratchet (6.6)
    X2RATCHET_BAG: SecretBytes = CKA_X2RATCHET_BAG;
    X2RATCHET_BAGSIZE: Ulong = CKA_X2RATCHET_BAGSIZE;
    X2RATCHET_BOBS1STMSG: bool = CKA_X2RATCHET_BOBS1STMSG;
    X2RATCHET_CKR: SecretBytes = CKA_X2RATCHET_CKR;
    X2RATCHET_CKS: SecretBytes = CKA_X2RATCHET_CKS;
    X2RATCHET_DHP: Vec<u8> = CKA_X2RATCHET_DHP;
    X2RATCHET_DHR: Vec<u8> = CKA_X2RATCHET_DHR;
    X2RATCHET_DHS: SecretBytes = CKA_X2RATCHET_DHS;
    X2RATCHET_HKR: SecretBytes = CKA_X2RATCHET_HKR;
    X2RATCHET_HKS: SecretBytes = CKA_X2RATCHET_HKS;
    X2RATCHET_ISALICE: bool = CKA_X2RATCHET_ISALICE;
    X2RATCHET_NHKR: SecretBytes = CKA_X2RATCHET_NHKR;
    X2RATCHET_NHKS: SecretBytes = CKA_X2RATCHET_NHKS;
    X2RATCHET_NR: Ulong = CKA_X2RATCHET_NR;
    X2RATCHET_NS: Ulong = CKA_X2RATCHET_NS;
    X2RATCHET_PNS: Ulong = CKA_X2RATCHET_PNS;
    X2RATCHET_RK: SecretBytes = CKA_X2RATCHET_RK;

    // CMS (6.44)
    REQUIRED_CMS_ATTRIBUTES: Vec<u8> = CKA_REQUIRED_CMS_ATTRIBUTES;
    DEFAULT_CMS_ATTRIBUTES: Vec<u8> = CKA_DEFAULT_CMS_ATTRIBUTES;
    SUPPORTED_CMS_ATTRIBUTES: Vec<u8> = CKA_SUPPORTED_CMS_ATTRIBUTES;
}

/// The rows by number, for looking up.
static SORTED: [(CK_ATTRIBUTE_TYPE, Kind); KINDS.len()] = {
    let mut sorted = [KINDS[0]; KINDS.len()];
    let mut count = 1;
    while count < sorted.len() {
        let mut at = count;
        while at > 0 && sorted[at - 1].0 > KINDS[count].0 {
            sorted[at] = sorted[at - 1];
            at -= 1;
        }
        sorted[at] = KINDS[count];
        count += 1;
    }
    sorted
};

fn row(attribute: AttributeType) -> Option<Kind> {
    let at = SORTED.binary_search_by_key(&attribute.raw(), |(number, _)| *number).ok()?;
    Some(SORTED[at].1)
}

/// How the value of an attribute is to be read: what its row says, else a template by its number, else bytes.
pub(crate) fn kind_of(attribute: AttributeType) -> Kind {
    match row(attribute) {
        Some(kind) => kind,
        None if attribute.is_template() => Kind::Template,
        None => Kind::Bytes,
    }
}

/// Whether the table has a row for the attribute.
pub(crate) fn is_known(attribute: AttributeType) -> bool {
    row(attribute).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_by_its_number() {
        assert!(SORTED.windows(2).all(|pair| pair[0].0 <= pair[1].0));
        // Of two names for a number either is found, so both have to be read in the same way.
        for (number, kind) in KINDS {
            assert_eq!((kind_of(AttributeType::new(*number)), is_known(AttributeType::new(*number))), (*kind, true));
        }
        assert!(!is_known(AttributeType::new(0x1234_5678)));
    }
}
