//! Mechanisms: the parameter builder is the mechanism.
//!
//! Operations take `impl Into<Mechanism<'m>>`: a mechanism without a parameter is a constant, such as
//! [`Mechanism::ECDSA`]; one with a parameter is made by its builder and passed by reference.
//!
//! ```
//! use pkcs11_safe::mechanism::{AesGcm, Ecdh1Derive, Hash, Kdf, Mechanism, RsaPkcsPss};
//!
//! let (iv, header, info, peer) = ([0; 12], b"header", b"info", [4; 65]);
//! let plain: Mechanism = Mechanism::ECDSA;
//! let pss = RsaPkcsPss::new(Hash::Sha256);
//! let gcm = AesGcm::new(&iv).aad(header).tag_bits(128);
//! let ecdh = Ecdh1Derive::new(&peer).kdf(Kdf::Sha256).shared_data(info);
//! let mechanism: Mechanism = (&gcm).into();
//! ```
//!
//! A builder cannot outlive what it points to:
//!
//! ```compile_fail,E0716
//! use pkcs11_safe::mechanism::Ecdh1Derive;
//! let ecdh = Ecdh1Derive::new(&vec![4; 65]);
//! let mechanism: pkcs11_safe::mechanism::Mechanism = (&ecdh).into();
//! ```

#[macro_use]
mod builder;

mod aes;
mod bare;
mod ccm;
mod default;
mod dh;
mod dsa;
mod ecdh;
mod ecdh_kdf;
mod eddsa;
mod gcm;
mod gost;
mod hash;
mod hmac;
mod iv;
mod kdf;
mod mac;
mod mqv;
mod param;
mod rsa;

pub use aes::*;
pub use ccm::*;
pub use default::Operation;
pub use dh::*;
pub use dsa::*;
pub use ecdh::*;
pub use ecdh_kdf::*;
pub use eddsa::*;
pub use gcm::*;
pub use gost::*;
pub use hash::Hash;
pub use hmac::*;
pub use iv::*;
pub use kdf::*;
pub use mac::*;
pub use mqv::*;
pub use param::{Mechanism, VendorMechanism};
pub(crate) use param::{LARGEST_STRUCT, Param};
pub use rsa::*;
