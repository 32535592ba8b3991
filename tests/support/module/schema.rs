//! Which attributes an object has, by its class and key type (section 4, and the key objects of section 6).
//!
//! A row: attribute, format, classes, key types, footnotes of the standard, default. Footnotes: 1 required and 2 forbidden
//! in C_CreateObject; 3 required and 4 forbidden on generation; 5 required and 6 forbidden on unwrapping; 7 not revealed if
//! sensitive or unextractable; 8 may be modified; 10 only the SO sets it; 11 never false again, 12 never true again.

use super::template::{Value, is_nested};
use pkcs11_sys::*;

/// What a value looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Bool,
    Ulong,
    Bytes,
    Text,
    Date,
    /// An array of numbers.
    Ulongs,
    /// An array of attributes.
    Template,
}

/// What stands for a value that was not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Initial {
    /// The object does not have the attribute then.
    Absent,
    False,
    True,
    Empty,
    Number(CK_ULONG),
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) attribute: CK_ATTRIBUTE_TYPE,
    pub(super) format: Format,
    classes: u32,
    keys: Keys,
    notes: &'static [u8],
    pub(super) initial: Initial,
}

/// Key types that share attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keys {
    All,
    Rsa,
    Ec,
    /// Those with domain parameters.
    Discrete,
    /// Those with a subprime, too.
    Subprime,
    /// Those whose keys are a value: all but RSA.
    Valued,
    /// Those with a parameter set.
    Sets,
    Hss,
    Gost,
}

impl Keys {
    fn hold(self, key: Option<CK_KEY_TYPE>) -> bool {
        let Some(key) = key else { return self == Self::All };
        match self {
            Self::All => true,
            Self::Rsa => key == CKK_RSA,
            Self::Ec => matches!(key, CKK_EC | CKK_EC_EDWARDS | CKK_EC_MONTGOMERY),
            Self::Discrete => matches!(key, CKK_DSA | CKK_DH | CKK_X9_42_DH | CKK_KEA),
            Self::Subprime => matches!(key, CKK_DSA | CKK_X9_42_DH | CKK_KEA),
            Self::Valued => key != CKK_RSA,
            Self::Sets => matches!(key, CKK_ML_DSA | CKK_ML_KEM | CKK_SLH_DSA | CKK_XMSS | CKK_XMSSMT),
            Self::Hss => key == CKK_HSS,
            Self::Gost => matches!(key, CKK_GOSTR3410 | CKK_GOSTR3411 | CKK_GOST28147),
        }
    }
}

const DATA: u32 = 1;
const CERT: u32 = 1 << 1;
const PUBLIC: u32 = 1 << 2;
const PRIVATE: u32 = 1 << 3;
const SECRET: u32 = 1 << 4;
const OTP: u32 = 1 << 5;
const DOMAIN: u32 = 1 << 6;
const HARDWARE: u32 = 1 << 7;
const MECHANISM: u32 = 1 << 8;
const PROFILE: u32 = 1 << 9;
const VALIDATION: u32 = 1 << 10;
const TRUST: u32 = 1 << 11;
const KEY: u32 = PUBLIC | PRIVATE | SECRET | OTP;
const STORED: u32 = DATA | CERT | KEY | DOMAIN | TRUST;
const ALL: u32 = !0;

fn class_bit(class: CK_OBJECT_CLASS) -> u32 {
    match class {
        CKO_DATA => DATA,
        CKO_CERTIFICATE => CERT,
        CKO_PUBLIC_KEY => PUBLIC,
        CKO_PRIVATE_KEY => PRIVATE,
        CKO_SECRET_KEY => SECRET,
        CKO_OTP_KEY => OTP,
        CKO_DOMAIN_PARAMETERS => DOMAIN,
        CKO_HW_FEATURE => HARDWARE,
        CKO_MECHANISM => MECHANISM,
        CKO_PROFILE => PROFILE,
        CKO_VALIDATION => VALIDATION,
        CKO_TRUST => TRUST,
        _ => 0,
    }
}

/// Whether a class is one of the standard, or a vendor's.
pub(super) fn is_class(class: CK_OBJECT_CLASS) -> bool {
    class_bit(class) != 0 || class & CKO_VENDOR_DEFINED != 0
}

macro_rules! rules {
    ($($attribute:ident $format:ident $classes:expr, $keys:ident $notes:expr, $initial:expr;)*) => {
        &[$(Rule {
            attribute: $attribute,
            format: Format::$format,
            classes: $classes,
            keys: Keys::$keys,
            notes: &$notes,
            initial: $initial,
        },)*]
    };
}

use Initial::{Absent, Empty, False, Number, True};

#[rustfmt::skip]
const RULES: &[Rule] = rules! {
    CKA_CLASS                Ulong ALL, All [1], Absent;
    CKA_TOKEN                Bool STORED, All [], False;
    CKA_PRIVATE              Bool PRIVATE | SECRET | OTP, All [], True;
    CKA_PRIVATE              Bool STORED, All [], False;
    CKA_LABEL                Text STORED, All [8], Empty;
    CKA_UNIQUE_ID            Text STORED, All [2, 4, 6], Absent;
    CKA_MODIFIABLE           Bool STORED, All [], True;
    CKA_COPYABLE             Bool STORED, All [], True;
    CKA_DESTROYABLE          Bool STORED, All [], True;

    CKA_APPLICATION          Text DATA, All [8], Empty;
    CKA_OBJECT_ID            Bytes DATA, All [8], Empty;
    CKA_VALUE                Bytes DATA, All [8], Empty;

    CKA_CERTIFICATE_TYPE     Ulong CERT, All [1], Absent;
    CKA_TRUSTED              Bool CERT, All [10], False;
    CKA_CERTIFICATE_CATEGORY Ulong CERT, All [], Number(CK_CERTIFICATE_CATEGORY_UNSPECIFIED);
    CKA_CHECK_VALUE          Bytes CERT, All [], Absent;
    CKA_START_DATE           Date CERT, All [], Empty;
    CKA_END_DATE             Date CERT, All [], Empty;
    CKA_PUBLIC_KEY_INFO      Bytes CERT, All [], Empty;
    CKA_SUBJECT              Bytes CERT, All [1], Absent;
    CKA_ID                   Bytes CERT, All [8], Empty;
    CKA_ISSUER               Bytes CERT, All [8], Empty;
    CKA_SERIAL_NUMBER        Bytes CERT, All [8], Empty;
    CKA_VALUE                Bytes CERT, All [1], Absent;
    CKA_URL                  Text CERT, All [], Empty;
    CKA_HASH_OF_SUBJECT_PUBLIC_KEY Bytes CERT, All [], Empty;
    CKA_HASH_OF_ISSUER_PUBLIC_KEY  Bytes CERT, All [], Empty;
    CKA_JAVA_MIDP_SECURITY_DOMAIN  Ulong CERT, All [], Number(CK_SECURITY_DOMAIN_UNSPECIFIED);
    CKA_NAME_HASH_ALGORITHM  Ulong CERT | TRUST, All [], Number(CKM_SHA_1);
    CKA_OWNER                Bytes CERT, All [], Absent;
    CKA_AC_ISSUER            Bytes CERT, All [], Absent;
    CKA_ATTR_TYPES           Bytes CERT, All [], Absent;

    CKA_KEY_TYPE             Ulong KEY, All [1, 5], Absent;
    CKA_KEY_TYPE             Ulong DOMAIN, All [1], Absent;
    CKA_ID                   Bytes KEY, All [8], Empty;
    CKA_START_DATE           Date KEY, All [8], Empty;
    CKA_END_DATE             Date KEY, All [8], Empty;
    CKA_DERIVE               Bool KEY, All [8], False;
    CKA_LOCAL                Bool KEY | DOMAIN, All [2, 4, 6], False;
    CKA_KEY_GEN_MECHANISM    Ulong KEY, All [2, 4, 6], Number(CK_UNAVAILABLE_INFORMATION);
    CKA_ALLOWED_MECHANISMS   Ulongs KEY, All [], Absent;
    CKA_SUBJECT              Bytes PUBLIC | PRIVATE, All [8], Empty;
    CKA_PUBLIC_KEY_INFO      Bytes PUBLIC | PRIVATE, All [8], Empty;
    CKA_ENCRYPT              Bool PUBLIC | SECRET | OTP, All [8], True;
    CKA_VERIFY               Bool PUBLIC | SECRET | OTP, All [8], True;
    CKA_VERIFY_RECOVER       Bool PUBLIC, All [8], True;
    CKA_WRAP                 Bool PUBLIC | SECRET | OTP, All [8], True;
    CKA_TRUSTED              Bool PUBLIC | SECRET, All [10], False;
    CKA_WRAP_TEMPLATE        Template PUBLIC | SECRET, All [], Absent;
    CKA_ENCAPSULATE          Bool PUBLIC, All [8], True;
    CKA_ENCAPSULATE_TEMPLATE Template PUBLIC, All [], Absent;
    CKA_SENSITIVE            Bool PRIVATE, All [8, 11], True;
    CKA_SENSITIVE            Bool SECRET | OTP, All [8, 11], False;
    CKA_DECRYPT              Bool PRIVATE | SECRET | OTP, All [8], True;
    CKA_SIGN                 Bool PRIVATE | SECRET | OTP, All [8], True;
    CKA_SIGN_RECOVER         Bool PRIVATE, All [8], True;
    CKA_UNWRAP               Bool PRIVATE | SECRET | OTP, All [8], True;
    CKA_EXTRACTABLE          Bool PRIVATE, All [8, 12], False;
    CKA_EXTRACTABLE          Bool SECRET | OTP, All [8, 12], True;
    CKA_ALWAYS_SENSITIVE     Bool PRIVATE | SECRET | OTP, All [2, 4, 6], False;
    CKA_NEVER_EXTRACTABLE    Bool PRIVATE | SECRET | OTP, All [2, 4, 6], False;
    CKA_WRAP_WITH_TRUSTED    Bool PRIVATE | SECRET | OTP, All [11], False;
    CKA_UNWRAP_TEMPLATE      Template PRIVATE | SECRET, All [], Absent;
    CKA_DERIVE_TEMPLATE      Template PRIVATE | SECRET, All [], Absent;
    CKA_DECAPSULATE          Bool PRIVATE, All [8], True;
    CKA_DECAPSULATE_TEMPLATE Template PRIVATE, All [], Absent;
    CKA_ALWAYS_AUTHENTICATE  Bool PRIVATE, All [], False;
    CKA_CHECK_VALUE          Bytes SECRET | OTP, All [], Absent;
    CKA_VALUE                Bytes SECRET | OTP, All [1, 4, 6, 7], Absent;
    CKA_VALUE_LEN            Ulong SECRET | OTP, All [3], Absent;

    CKA_MODULUS              Bytes PUBLIC, Rsa [1, 4], Absent;
    CKA_MODULUS_BITS         Ulong PUBLIC, Rsa [2, 3], Absent;
    CKA_PUBLIC_EXPONENT      Bytes PUBLIC, Rsa [1], Absent;
    CKA_MODULUS              Bytes PRIVATE, Rsa [1, 4, 6], Absent;
    CKA_PUBLIC_EXPONENT      Bytes PRIVATE, Rsa [4, 6], Absent;
    CKA_PRIVATE_EXPONENT     Bytes PRIVATE, Rsa [1, 4, 6, 7], Absent;
    CKA_PRIME_1              Bytes PRIVATE, Rsa [4, 6, 7], Absent;
    CKA_PRIME_2              Bytes PRIVATE, Rsa [4, 6, 7], Absent;
    CKA_EXPONENT_1           Bytes PRIVATE, Rsa [4, 6, 7], Absent;
    CKA_EXPONENT_2           Bytes PRIVATE, Rsa [4, 6, 7], Absent;
    CKA_COEFFICIENT          Bytes PRIVATE, Rsa [4, 6, 7], Absent;

    CKA_EC_PARAMS            Bytes PUBLIC, Ec [1, 3], Absent;
    CKA_EC_POINT             Bytes PUBLIC, Ec [1, 4], Absent;
    CKA_EC_PARAMS            Bytes PRIVATE, Ec [1, 4, 6], Absent;

    CKA_PRIME                Bytes PUBLIC, Discrete [1, 3], Absent;
    CKA_BASE                 Bytes PUBLIC, Discrete [1, 3], Absent;
    CKA_SUBPRIME             Bytes PUBLIC, Subprime [1, 3], Absent;
    CKA_PRIME                Bytes PRIVATE, Discrete [1, 4, 6], Absent;
    CKA_BASE                 Bytes PRIVATE, Discrete [1, 4, 6], Absent;
    CKA_SUBPRIME             Bytes PRIVATE, Subprime [1, 4, 6], Absent;
    CKA_VALUE_BITS           Ulong PRIVATE, Discrete [2], Absent;
    CKA_PRIME                Bytes DOMAIN, Discrete [1, 4], Absent;
    CKA_BASE                 Bytes DOMAIN, Discrete [4], Absent;
    CKA_SUBPRIME             Bytes DOMAIN, Subprime [4], Absent;
    CKA_PRIME_BITS           Ulong DOMAIN, Discrete [2, 3], Absent;
    CKA_SUBPRIME_BITS        Ulong DOMAIN, Subprime [2], Absent;
    CKA_OBJECT_ID            Bytes DOMAIN, Gost [1], Absent;
    CKA_VALUE                Bytes DOMAIN, Gost [1], Absent;

    CKA_PARAMETER_SET        Ulong PUBLIC, Sets [1, 3], Absent;
    CKA_PARAMETER_SET        Ulong PRIVATE, Sets [1, 4, 6], Absent;
    CKA_SEED                 Bytes PRIVATE, Sets [4, 6, 7], Absent;
    CKA_HSS_LEVELS           Ulong PUBLIC, Hss [2, 4], Absent;
    CKA_HSS_LMS_TYPE         Ulong PUBLIC, Hss [2, 4], Absent;
    CKA_HSS_LMOTS_TYPE       Ulong PUBLIC, Hss [2, 4], Absent;
    CKA_HSS_LEVELS           Ulong PRIVATE, Hss [1, 3], Absent;
    CKA_HSS_LMS_TYPES        Ulongs PRIVATE, Hss [1, 3], Absent;
    CKA_HSS_LMOTS_TYPES      Ulongs PRIVATE, Hss [1, 3], Absent;
    CKA_HSS_KEYS_REMAINING   Ulong PRIVATE, Hss [2, 4], Absent;
    CKA_GOSTR3410_PARAMS     Bytes PUBLIC | PRIVATE, Gost [1], Absent;
    CKA_GOSTR3411_PARAMS     Bytes PUBLIC | PRIVATE, Gost [8], Absent;
    CKA_GOST28147_PARAMS     Bytes PUBLIC | PRIVATE | SECRET, Gost [8], Absent;
    CKA_VALUE                Bytes PUBLIC, Valued [4], Absent;
    CKA_VALUE                Bytes PRIVATE, Valued [1, 4, 6, 7], Absent;

    CKA_HW_FEATURE_TYPE      Ulong HARDWARE, All [1], Absent;
    CKA_VALUE                Bytes HARDWARE, All [], Absent;
    CKA_RESET_ON_INIT        Bool HARDWARE, All [], False;
    CKA_HAS_RESET            Bool HARDWARE, All [], False;
    CKA_MECHANISM_TYPE       Ulong MECHANISM, All [1], Absent;
    CKA_PROFILE_ID           Ulong PROFILE, All [1], Absent;
    CKA_VALIDATION_TYPE      Ulong VALIDATION, All [], Number(CKV_TYPE_UNSPECIFIED);
    CKA_VALIDATION_FLAG      Ulong VALIDATION, All [], Number(0);
    CKA_VALIDATION_LEVEL     Ulong VALIDATION, All [], Number(0);
    CKA_VALIDATION_MODULE_ID Text VALIDATION, All [], Empty;
    CKA_HASH_OF_CERTIFICATE  Bytes TRUST, All [], Empty;
    CKA_ISSUER               Bytes TRUST, All [], Empty;
    CKA_SERIAL_NUMBER        Bytes TRUST, All [], Empty;
    CKA_TRUST_SERVER_AUTH    Ulong TRUST, All [8], Number(CKT_TRUST_UNKNOWN);
    CKA_TRUST_CLIENT_AUTH    Ulong TRUST, All [8], Number(CKT_TRUST_UNKNOWN);
    CKA_TRUST_CODE_SIGNING   Ulong TRUST, All [8], Number(CKT_TRUST_UNKNOWN);
    CKA_TRUST_EMAIL_PROTECTION Ulong TRUST, All [8], Number(CKT_TRUST_UNKNOWN);

    CKA_OTP_FORMAT           Ulong OTP, All [], Number(CK_OTP_FORMAT_DECIMAL);
    CKA_OTP_LENGTH           Ulong OTP, All [], Number(6);
    CKA_OTP_COUNTER          Bytes OTP, All [], Empty;
};

impl Rule {
    pub(super) fn notes(&self, note: u8) -> bool {
        self.notes.contains(&note)
    }

    /// What stands for a value that was not given.
    pub(super) fn initial_value(&self) -> Option<Value> {
        Some(match self.initial {
            Absent => return None,
            False => Value::from(false),
            True => Value::from(true),
            Empty => Value::Bytes(Vec::new()),
            Number(number) => Value::from(number),
        })
    }

    /// Whether a value has the format.
    pub(super) fn fits(&self, value: &Value) -> bool {
        let length = value.length();
        match (self.format, value) {
            (Format::Template, Value::Template(_)) => true,
            (_, Value::Template(_)) | (Format::Template, _) => false,
            (Format::Bool, _) => length == 1,
            (Format::Ulong, _) => length == size_of::<CK_ULONG>(),
            (Format::Date, _) => length == 0 || length == size_of::<CK_DATE>(),
            (Format::Ulongs, _) => length.is_multiple_of(size_of::<CK_ULONG>()),
            (Format::Bytes | Format::Text, _) => true,
        }
    }

    fn applies(&self, class: CK_OBJECT_CLASS, key: Option<CK_KEY_TYPE>) -> bool {
        self.classes & class_bit(class) != 0 && self.keys.hold(key)
    }
}

/// The rule of an attribute in an object.
pub(super) fn rule(attribute: CK_ATTRIBUTE_TYPE, class: CK_OBJECT_CLASS, key: Option<CK_KEY_TYPE>) -> Option<Rule> {
    let vendors = attribute & CKA_VENDOR_DEFINED != 0 || class & CKO_VENDOR_DEFINED != 0;
    let format = if is_nested(attribute) { Format::Template } else { Format::Bytes };
    let vendor = Rule { attribute, format, classes: ALL, keys: Keys::All, notes: &[8], initial: Absent };
    let ours = RULES.iter().find(|rule| rule.attribute == attribute && rule.applies(class, key)).copied();
    ours.or(vendors.then_some(vendor))
}

/// The rules of all attributes that such an object has.
pub(super) fn rules(class: CK_OBJECT_CLASS, key: Option<CK_KEY_TYPE>) -> impl Iterator<Item = &'static Rule> {
    RULES.iter().filter(move |rule| rule.applies(class, key))
}
