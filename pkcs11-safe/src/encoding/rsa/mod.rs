//! RSA keys (PKCS #11 6.1.2, 6.1.3): PKCS #1 (RFC 8017, A.1), SubjectPublicKeyInfo and PKCS #8.
//!
//! ```
//! use pkcs11_safe::encoding::rsa::PublicKey;
//!
//! # let (modulus, exponent) = ([&[0, 0xc5][..], &[0x11; 255]].concat(), [1, 0, 1]);
//! // CKA_MODULUS and CKA_PUBLIC_EXPONENT, as a token gives them
//! let key = PublicKey::from_attributes(&modulus, &exponent)?;
//! assert_eq!((key.bits(), key.modulus()[0]), (2048, 0xc5));
//! assert_eq!(PublicKey::from_spki(&key.to_spki())?, key);
//! # Ok::<(), pkcs11_safe::encoding::Error>(())
//! ```

mod private;
mod public;

pub use private::PrivateKey;
pub use public::PublicKey;
