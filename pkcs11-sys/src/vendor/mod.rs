//! What vendors add to the standard, a module each.
//!
//! Vendors number independently: the same number means different things to different modules, so these names are not
//! reachable at the crate root. A few have a name of the standard and another value; their documentation says so.

/// Declares the rows of a vendor as constants, each of the type that its row names.
macro_rules! vendor_constants {
    ({} $($(#[$meta:meta])* $name:ident: $type:ty = $value:expr;)*) => {
        $(
            #[doc = concat!("`", stringify!($name), "` = `", stringify!($value), "`.")]
            #[doc = ""]
            $(#[$meta])*
            pub const $name: $type = $value;
        )*
    };
}

pub mod cloudhsm;
pub mod ibm;
pub mod kryoptic;
pub mod luna;
pub mod nshield;
pub mod nss;
pub mod opensc;
pub mod p11_kit;
pub mod protect_toolkit;
pub mod rutoken;
pub mod smartcard_hsm;
pub mod tc26;
pub mod utimaco;
pub mod yubico;
