//! Handles of objects (chapter 4), which know their class and their token.

use crate::{Error, ObjectClass, Result, Ulong};
use core::fmt;
use pkcs11_sys::CK_OBJECT_HANDLE;

/// An object of a token, of any class. A handle is a number: it can be copied, and the object may be gone.
///
/// Handles remember their token: used with a session of another one they are a usage error.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[doc(alias = "CK_OBJECT_HANDLE")]
pub struct Object {
    handle: CK_OBJECT_HANDLE,
    slot: Ulong,
    /// A number of ours; a word, so that there is no padding.
    context: usize,
}

impl Object {
    pub(crate) const fn new(handle: CK_OBJECT_HANDLE, context: usize, slot: Ulong) -> Self {
        Self { handle, slot, context }
    }

    /// The number that the module gave the object.
    #[must_use]
    pub const fn handle(self) -> Ulong {
        self.handle
    }

    #[inline]
    pub(crate) fn handle_for(self, argument: &'static str, context: usize, slot: Ulong) -> Result<CK_OBJECT_HANDLE> {
        if self.context == context && self.slot == slot {
            return Ok(self.handle);
        }
        Err(Error::usage(argument, "is an object of another token, or from before the module was finalised"))
    }
}

impl Object {
    /// Whether another object is of the same token.
    pub(crate) const fn is_beside(self, other: Self) -> bool {
        self.context == other.context && self.slot == other.slot
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Object({:#x})", self.handle)
    }
}

/// A handle of an object: [`Object`], or one that says the class. The crate implements it; nobody else can.
pub trait Handle: Copy + Into<Object> + sealed::Sealed {
    /// The class, if the type says one.
    const CLASS: Option<ObjectClass>;

    #[doc(hidden)]
    fn from_object(object: Object) -> Self;
}

mod sealed {
    pub trait Sealed {}
}

impl sealed::Sealed for Object {}

impl Handle for Object {
    const CLASS: Option<ObjectClass> = None;

    fn from_object(object: Object) -> Self {
        object
    }
}

macro_rules! handles {
    ($($(#[$meta:meta])* $name:ident = $class:ident;)*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Copy, PartialEq, Eq, Hash)]
            pub struct $name(Object);

            impl $name {
                /// Takes an object for what the caller knows it to be; what the token thinks of it shows when it is
                /// used.
                #[must_use]
                pub const fn from_object(object: Object) -> Self {
                    Self(object)
                }

                /// The number that the module gave the object.
                #[must_use]
                pub const fn handle(self) -> Ulong {
                    self.0.handle()
                }
            }

            impl sealed::Sealed for $name {}

            impl Handle for $name {
                const CLASS: Option<ObjectClass> = Some(ObjectClass::$class);

                fn from_object(object: Object) -> Self {
                    Self(object)
                }
            }

            impl From<$name> for Object {
                fn from(handle: $name) -> Self {
                    handle.0
                }
            }

            impl fmt::Debug for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    write!(f, concat!(stringify!($name), "({:#x})"), self.handle())
                }
            }
        )*
    };
}

handles! {
    /// A public key.
    PublicKey = PUBLIC_KEY;
    /// A private key.
    PrivateKey = PRIVATE_KEY;
    /// A secret key.
    SecretKey = SECRET_KEY;
    /// A certificate.
    Certificate = CERTIFICATE;
    /// Data of an application.
    Data = DATA;
    /// A hardware feature: a clock, a counter, a display.
    HardwareFeature = HW_FEATURE;
    /// Parameters that keys share.
    DomainParameters = DOMAIN_PARAMETERS;
    /// A mechanism as an object.
    MechanismObject = MECHANISM;
    /// A profile that the token claims.
    Profile = PROFILE;
    /// A key of one-time passwords.
    OtpKey = OTP_KEY;
    /// A validation that the token claims.
    Validation = VALIDATION;
    /// How far a certificate is trusted.
    TrustObject = TRUST;
}

/// A public key and the private key that belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeyPair {
    /// The public key.
    pub public: PublicKey,
    /// The private key.
    pub private: PrivateKey,
}

impl KeyPair {
    /// A pair of two keys that belong together.
    #[must_use]
    pub const fn new(public: PublicKey, private: PrivateKey) -> Self {
        Self { public, private }
    }
}
