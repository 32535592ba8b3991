//! Encodings: keys, points, signatures and certificates between the attributes of a token and everybody else's DER.
//!
//! | what | attributes of a token | outside |
//! |---|---|---|
//! | [`rsa`] | `CKA_MODULUS`, `CKA_PUBLIC_EXPONENT`, ... | PKCS #1, SubjectPublicKeyInfo, PKCS #8 |
//! | [`ec`] | `CKA_EC_PARAMS`, `CKA_EC_POINT`, `CKA_VALUE` | SubjectPublicKeyInfo, SEC 1, PKCS #8 |
//! | [`ecdsa`] | `r \|\| s`, as a token signs | DER, as everybody verifies |
//! | [`dsa`], [`dh`] | `CKA_PRIME`, `CKA_BASE`, `CKA_VALUE`, ... | parameters, SubjectPublicKeyInfo, PKCS #8 |
//! | [`x509`] | `CKA_SUBJECT`, `CKA_SERIAL_NUMBER`, ... | certificates |
//!
//! Each type has a `template()` of what an object of it needs; [`PublicKey`] and [`PrivateKey`] find out the algorithm
//! themselves. Input is DER, never PEM, and is taken strictly: what is malformed, too long or followed by more is an
//! [`Error`] with its position.
//!
//! ```
//! use pkcs11_safe::encoding::{ec::Curve, PublicKey};
//!
//! # let spki = [&[0x30, 0x2a, 0x30, 0x05, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0][..], &[0x11; 32]].concat();
//! match PublicKey::from_spki(&spki)? {
//!     PublicKey::Ec(key) => assert_eq!(key.curve(), Some(Curve::ED25519)),
//!     PublicKey::Rsa(key) => println!("RSA, {} bits", key.bits()),
//!     other => println!("{other:?}"),
//! }
//! # Ok::<(), pkcs11_safe::encoding::Error>(())
//! ```
//!
//! Nothing is computed: no point is checked to lie on its curve, no signature and no certificate is verified.
//! [`ec::Curve`], the table of curves, is there without feature `der` as well.

pub mod ec;
mod oid;

#[cfg(feature = "der")]
mod algorithm;
#[cfg(feature = "der")]
pub mod dh;
#[cfg(feature = "der")]
pub mod dsa;
#[cfg(feature = "der")]
pub mod ecdsa;
#[cfg(feature = "der")]
mod key;
#[cfg(feature = "der")]
mod reader;
#[cfg(feature = "der")]
pub mod rsa;
#[cfg(feature = "der")]
mod template;
// Nothing here is unsafe: Miri would find nothing, and it would take hours.
#[cfg(all(test, not(miri)))]
mod tests;
#[cfg(feature = "der")]
mod writer;
#[cfg(feature = "der")]
pub mod x509;

#[cfg(feature = "der")]
pub use {
    crate::error::encoding::{Error, ErrorKind},
    key::{PrivateKey, PublicKey},
};
