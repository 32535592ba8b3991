//! Elliptic curve keys (PKCS #11 6.3): curves, points, public and private keys.
//!
//! [`Curve`] needs no feature; what reads and writes DER needs feature `der`.
//!
//! ```
//! use pkcs11_safe::encoding::ec::{Curve, PublicKey};
//!
//! # let (params, point) = (Curve::P256.params(), [&[4][..], &[0x55; 64]].concat());
//! // `params` and `point` are CKA_EC_PARAMS and CKA_EC_POINT, as a token gives them
//! let key = PublicKey::from_attributes(&params, &point)?;
//! assert_eq!(key.curve(), Some(Curve::P256));
//! let spki = key.to_spki();                 // for everybody else
//! assert_eq!(PublicKey::from_spki(&spki)?.point().raw(), point);
//! # Ok::<(), pkcs11_safe::encoding::Error>(())
//! ```

mod curve;
#[cfg(feature = "der")]
mod form;
#[cfg(feature = "der")]
mod params;
#[cfg(feature = "der")]
mod point;
#[cfg(feature = "der")]
mod private;
#[cfg(feature = "der")]
mod public;
mod table;

pub use curve::{Curve, CurveKind, UnknownCurve};
#[cfg(feature = "der")]
pub use {point::Point, private::PrivateKey, public::PublicKey};
