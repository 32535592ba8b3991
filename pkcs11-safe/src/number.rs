//! Open numbers: the standard's CK_ULONG codes as types whose unknown values survive and print as hex.

use core::fmt;
use pkcs11_sys::*;

/// An unsigned number of the module's own width: C's `unsigned long`.
pub type Ulong = CK_ULONG;

/// Declares an open number from the rows of one list of constants.
macro_rules! open_number {
    ($(#[$meta:meta])* $name:ident($raw:ident) from $($with:ident)+) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(transparent)]
        pub struct $name($raw);

        impl $name {
            /// The value of this number, known to the standard or not.
            #[must_use]
            pub const fn new(raw: $raw) -> Self {
                Self(raw)
            }

            /// The number itself.
            #[must_use]
            pub const fn raw(self) -> $raw {
                self.0
            }

            /// The standard's name for it, such as
            #[doc = concat!("the `CK..._` constant; `None` for a number that PKCS #11 3.2 does not define.")]
            #[must_use]
            pub fn name(self) -> Option<&'static str> {
                Self::rows().find(|(value, _)| *value == self.0).map(|(_, name)| name)
            }

            pub(crate) fn rows() -> impl Iterator<Item = ($raw, &'static str)> {
                const LISTS: &[&[($raw, &str)]] = &[$(pkcs11_sys::$with!(number_names { $raw })),+];
                LISTS.iter().copied().flatten().copied()
            }
        }

        $(pkcs11_sys::$with!(number_constants { $name });)+

        impl From<$raw> for $name {
            fn from(raw: $raw) -> Self {
                Self(raw)
            }
        }

        impl From<$name> for $raw {
            fn from(number: $name) -> Self {
                number.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.name() {
                    Some(name) => f.pad(name),
                    None => f.pad(&format!("{:#010x}", self.0)),
                }
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    };
}

macro_rules! number_constants {
    ({ $name:ident } $($c_name:ident $short:ident $value:expr;)*) => {
        impl $name {
            $(
                #[doc = concat!("`", stringify!($c_name), "`")]
                pub const $short: Self = Self($c_name);
            )*
        }
    };
}

macro_rules! number_names {
    ({ $raw:ident } $($c_name:ident $short:ident $value:expr;)*) => {
        &[$(($c_name, stringify!($c_name))),*]
    };
}

open_number! {
    /// What an object is: `CKO_...`.
    #[doc(alias = "CK_OBJECT_CLASS")]
    ObjectClass(CK_OBJECT_CLASS) from with_cko
}

open_number! {
    /// What algorithm a key is for: `CKK_...`.
    #[doc(alias = "CK_KEY_TYPE")]
    KeyType(CK_KEY_TYPE) from with_ckk
}

open_number! {
    /// The number of a mechanism: `CKM_...`.
    #[doc(alias = "CK_MECHANISM_TYPE")]
    MechanismType(CK_MECHANISM_TYPE) from with_ckm
}

open_number! {
    /// The number of an attribute: `CKA_...`.
    #[doc(alias = "CK_ATTRIBUTE_TYPE")]
    AttributeType(CK_ATTRIBUTE_TYPE) from with_cka
}

open_number! {
    /// What a certificate object holds: `CKC_...`.
    #[doc(alias = "CK_CERTIFICATE_TYPE")]
    CertificateType(CK_CERTIFICATE_TYPE) from with_ckc
}

open_number! {
    /// Whom to log in: `CKU_...`.
    #[doc(alias = "CK_USER_TYPE")]
    UserType(CK_USER_TYPE) from with_cku
}

open_number! {
    /// What a function of a module returned: `CKR_...`.
    #[doc(alias = "CK_RV")]
    ReturnValue(CK_RV) from with_ckr
}

open_number! {
    /// What state a session is in: `CKS_...`.
    #[doc(alias = "CK_STATE")]
    SessionState(CK_STATE) from with_cks_state
}

open_number! {
    /// A hash as the mask generation function MGF1 names it: `CKG_MGF1_...`.
    #[doc(alias = "CK_RSA_PKCS_MGF_TYPE")]
    Mgf(CK_RSA_PKCS_MGF_TYPE) from with_ckg_mgf
}

open_number! {
    /// What a hardware feature object stands for: `CKH_...`.
    #[doc(alias = "CK_HW_FEATURE_TYPE")]
    HwFeatureType(CK_HW_FEATURE_TYPE) from with_ckh_hw_feature
}

open_number! {
    /// How far a certificate is trusted for a use: `CKT_...`.
    #[doc(alias = "CK_TRUST")]
    Trust(CK_TRUST) from with_ckt
}

open_number! {
    /// The profile that a token claims: `CKP_..._PROVIDER` and the like.
    #[doc(alias = "CK_PROFILE_ID")]
    ProfileId(CK_PROFILE_ID) from with_ckp_profile
}

impl ReturnValue {
    /// Whether the number lies in the range that the standard leaves to vendors.
    #[must_use]
    pub const fn is_vendor(self) -> bool {
        self.0 & CKR_VENDOR_DEFINED != 0
    }
}

impl AttributeType {
    /// Whether the value is a template of its own, an array of CK_ATTRIBUTE with pointers in it.
    ///
    /// Numbers with the array bit are, and so are `CKA_ENCAPSULATE_TEMPLATE` and `CKA_DECAPSULATE_TEMPLATE`, which the
    /// published standard numbers without it. `CKA_ALLOWED_MECHANISMS` has the bit and is a list of numbers.
    #[must_use]
    pub const fn is_template(self) -> bool {
        match self.0 {
            CKA_ALLOWED_MECHANISMS => false,
            CKA_ENCAPSULATE_TEMPLATE | CKA_DECAPSULATE_TEMPLATE => true,
            number => number & CKF_ARRAY_ATTRIBUTE != 0,
        }
    }
}
