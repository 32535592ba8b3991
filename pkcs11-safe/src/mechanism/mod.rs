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
//! A mechanism that needs a parameter is no constant:
//!
//! ```compile_fail,E0599
//! let gcm = pkcs11_safe::mechanism::Mechanism::AES_GCM;
//! ```
//!
//! A builder cannot outlive what it points to, and a mechanism not its builder:
//!
//! ```compile_fail,E0716
//! use pkcs11_safe::mechanism::Ecdh1Derive;
//! let ecdh = Ecdh1Derive::new(&vec![4; 65]);
//! let mechanism: pkcs11_safe::mechanism::Mechanism = (&ecdh).into();
//! ```
//!
//! ```compile_fail,E0597
//! use pkcs11_safe::mechanism::{Hash, Mechanism, RsaPkcsPss};
//! let mechanism: Mechanism;
//! {
//!     let pss = RsaPkcsPss::new(Hash::Sha256);
//!     mechanism = (&pss).into();
//! }
//! let number = mechanism.mechanism_type();
//! ```
//!
//! A mechanism that is chosen at run time, kept in a struct or sent to another thread is an [`OwnedMechanism`]:
//! `into_owned` makes one of every builder that the token does not write to.
//!
//! Lengths are in bytes unless a name says bits. What a builder is given goes to the token as it is: it is the token that
//! refuses an odd length. Empty bytes go as NULL and 0. Builders hold pointers, so they are not `Send`: they are made
//! where they are used, or owned. Debug shows numbers and lengths, and no contents.
//!
//! Mechanisms without a builder are reached by number: [`Mechanism::bare`], or [`VendorMechanism`] with the bytes of the
//! parameter.

#[macro_use]
mod builder;
#[macro_use]
mod kept;

mod aes;
mod bare;
mod camellia;
mod ccm;
mod chacha20;
mod default;
mod dh;
mod dsa;
mod ecdh;
mod ecdh_kdf;
mod eddsa;
mod gcm;
mod gcm_generated_iv;
mod gost;
mod hash;
mod held;
mod historical;
mod hkdf;
mod hmac;
mod ike;
mod iv;
mod kdf;
mod lend;
mod mac;
mod mqv;
mod owned;
#[cfg(test)]
mod owned_tests;
mod param;
mod pbe;
mod pbkdf2;
mod pqc;
mod rsa;
#[cfg(test)]
mod seen;
mod sp800_108;
mod tls;

pub use aes::*;
pub use camellia::CamelliaCtr;
pub use ccm::AesCcm;
pub use chacha20::{ChaCha20, ChaCha20Poly1305, Salsa20, Salsa20Poly1305};
pub use default::Operation;
pub use dh::{DhPkcsDerive, X9_42DhDerive};
pub use dsa::{DsaFipsGGen, DsaParameterGen};
pub use ecdh::{Ecdh1Derive, EcdhAesKeyWrap};
pub use ecdh_kdf::Kdf;
pub use eddsa::{EdDsa, XEdDsa};
pub use gcm::{AesGcm, AesGmac, AesGmacIv};
pub use gcm_generated_iv::AesGcmGeneratedIv;
pub use gost::*;
pub use hash::Hash;
pub(crate) use held::Held;
pub use historical::*;
pub use hkdf::HkdfDerive;
pub use hmac::HmacGeneral;
pub use ike::*;
pub use iv::*;
pub use kdf::*;
pub use mac::*;
pub use mqv::{EcmqvDerive, X9_42DhHybridDerive, X9_42MqvDerive};
pub use owned::OwnedMechanism;
pub(crate) use param::{Keys, Param};
pub use param::{Mechanism, VendorMechanism};
pub use pbe::Pbe;
pub use pbkdf2::{Pbkdf2, Pbkdf2Prf};
pub use pqc::{HashMlDsa, HashSlhDsa, Hedge, MlDsa, PreHash, SlhDsa};
pub use rsa::{RsaAesKeyWrap, RsaPkcsOaep, RsaPkcsPss};
pub use sp800_108::{CounterFormat, LengthFormat, PrfData, Sp800_108FeedbackKdf, Sp800_108Kdf};
pub use tls::*;
