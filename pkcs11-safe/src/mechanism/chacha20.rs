//! ChaCha20, Salsa20, and both with Poly1305: `CKM_CHACHA20`, `CKM_CHACHA20_POLY1305` and the like (sections 6.58 to
//! 6.61).
#![allow(unsafe_code)]

use super::builder::parts;
use super::param::Parameter;
use crate::MechanismType;
use pkcs11_sys::{CK_CHACHA20_PARAMS, CK_SALSA20_CHACHA20_POLY1305_PARAMS, CK_SALSA20_PARAMS};

// SAFETY: a C struct of pkcs11-sys. Its pointers are set by `ChaCha20::new` alone, to bytes that stay borrowed for the
// lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_CHACHA20_PARAMS {
    pointers! { reads pBlockCounter[blockCounterBits / 8], reads pNonce[ulNonceBits / 8] }
}

// SAFETY: a C struct of pkcs11-sys. Its pointers are set by `Salsa20::new` alone, to bytes that stay borrowed for the
// lifetime of the builder, and to 8 of them, which is what the counter has; the module reads them (A5).
unsafe impl Parameter for CK_SALSA20_PARAMS {
    pointers! { reads pBlockCounter[8], reads pNonce[ulNonceBits / 8] }
}

// SAFETY: a C struct of pkcs11-sys. Its pointers are set by `new` and `aad` of the builders that `poly1305!` declares, to
// bytes that stay borrowed for the lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_SALSA20_CHACHA20_POLY1305_PARAMS {
    pointers! { reads pNonce[ulNonceLen], reads pAAD[ulAADLen] }
}

struct_builder! {
    /// ChaCha20: `CKM_CHACHA20` (6.58.5).
    ///
    /// ```
    /// use pkcs11_safe::mechanism::ChaCha20;
    ///
    /// let nonce = [0; 12];
    /// let cipher = ChaCha20::new(&[1, 0, 0, 0], &nonce);
    /// ```
    #[doc(alias = "CKM_CHACHA20")]
    #[doc(alias = "CK_CHACHA20_PARAMS")]
    ChaCha20<'a>: CK_CHACHA20_PARAMS, shows blockCounterBits ulNonceBits
}

impl<'a> ChaCha20<'a> {
    /// The first block counter, of 4 or 8 bytes, and a nonce of 8, 12 or 24 bytes. Their lengths go out in bits.
    pub fn new(counter: &'a [u8], nonce: &'a [u8]) -> Self {
        let ((counter, counter_len), (nonce, nonce_len)) = (parts(counter), parts(nonce));
        let raw = CK_CHACHA20_PARAMS {
            pBlockCounter: counter,
            blockCounterBits: counter_len.saturating_mul(8),
            pNonce: nonce,
            ulNonceBits: nonce_len.saturating_mul(8),
        };
        Self::with(MechanismType::CHACHA20, raw)
    }
}

struct_builder! {
    /// Salsa20: `CKM_SALSA20` (6.59.5).
    #[doc(alias = "CKM_SALSA20")]
    #[doc(alias = "CK_SALSA20_PARAMS")]
    Salsa20<'a>: CK_SALSA20_PARAMS, shows ulNonceBits
}

impl<'a> Salsa20<'a> {
    /// The first block counter, and a nonce of 8 or 24 bytes. Its length goes out in bits.
    pub fn new(counter: &'a [u8; 8], nonce: &'a [u8]) -> Self {
        let ((counter, _), (nonce, nonce_len)) = (parts(counter), parts(nonce));
        let bits = nonce_len.saturating_mul(8);
        Self::with(
            MechanismType::SALSA20,
            CK_SALSA20_PARAMS { pBlockCounter: counter, pNonce: nonce, ulNonceBits: bits },
        )
    }
}

/// Declares the ciphers with Poly1305: a row is the type and the mechanism.
macro_rules! poly1305 {
    ($($(#[$meta:meta])* $name:ident = $mechanism:ident $c_name:literal;)+) => {
        $(
            struct_builder! {
                $(#[$meta])*
                #[doc(alias = $c_name)]
                #[doc(alias = "CK_SALSA20_CHACHA20_POLY1305_PARAMS")]
                $name<'a>: CK_SALSA20_CHACHA20_POLY1305_PARAMS, shows ulNonceLen ulAADLen
            }

            impl<'a> $name<'a> {
                /// With a nonce, used once per key, and no additional data.
                pub fn new(nonce: &'a [u8]) -> Self {
                    let mut raw = CK_SALSA20_CHACHA20_POLY1305_PARAMS::ZERO;
                    (raw.pNonce, raw.ulNonceLen) = parts(nonce);
                    Self::with(MechanismType::$mechanism, raw)
                }

                /// Additional data, which is authenticated and not encrypted.
                pub fn aad(mut self, aad: &'a [u8]) -> Self {
                    (self.raw.pAAD, self.raw.ulAADLen) = parts(aad);
                    self
                }
            }
        )+
    };
}

poly1305! {
    /// ChaCha20 with Poly1305, of RFC 8439: `CKM_CHACHA20_POLY1305` (6.61.3). The tag of 16 bytes stands behind the
    /// ciphertext; the nonce has 8, 12 or 24 bytes.
    ///
    /// ```
    /// use pkcs11_safe::mechanism::ChaCha20Poly1305;
    ///
    /// let nonce = [0; 12];
    /// let aead = ChaCha20Poly1305::new(&nonce).aad(b"header");
    /// ```
    ChaCha20Poly1305 = CHACHA20_POLY1305 "CKM_CHACHA20_POLY1305";
    /// Salsa20 with Poly1305: `CKM_SALSA20_POLY1305` (6.61.3). The tag of 16 bytes stands behind the ciphertext; the nonce
    /// has 8 or 24 bytes.
    Salsa20Poly1305 = SALSA20_POLY1305 "CKM_SALSA20_POLY1305";
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;

    #[test]
    fn lengths_are_in_bits() {
        let (counter, nonce) = ([1, 0, 0, 0], [2; 12]);
        let (mechanism, params) = seen::params::<CK_CHACHA20_PARAMS>(&ChaCha20::new(&counter, &nonce));
        assert_eq!((mechanism, { params.blockCounterBits }, { params.ulNonceBits }), (MechanismType::CHACHA20, 32, 96));
        seen::assert_parts((params.pBlockCounter, 4), &counter);
        seen::assert_parts((params.pNonce, 12), &nonce);
        let (counter, nonce) = ([1; 8], [2; 24]);
        let (mechanism, params) = seen::params::<CK_SALSA20_PARAMS>(&Salsa20::new(&counter, &nonce));
        assert_eq!((mechanism, { params.ulNonceBits }), (MechanismType::SALSA20, 192));
        seen::assert_parts((params.pBlockCounter, 8), &counter);
        seen::assert_parts((params.pNonce, 24), &nonce);
    }

    #[test]
    fn aead_holds_nonce_and_additional_data_in_bytes() {
        let (nonce, aad) = ([2; 12], [3; 5]);
        let builder = ChaCha20Poly1305::new(&nonce);
        let (mechanism, params) = seen::params::<CK_SALSA20_CHACHA20_POLY1305_PARAMS>(&builder);
        assert_eq!(mechanism, MechanismType::CHACHA20_POLY1305);
        seen::assert_parts((params.pNonce, params.ulNonceLen), &nonce);
        seen::assert_nothing((params.pAAD, params.ulAADLen));
        let builder = Salsa20Poly1305::new(&nonce).aad(&aad);
        let (mechanism, params) = seen::params::<CK_SALSA20_CHACHA20_POLY1305_PARAMS>(&builder);
        assert_eq!(mechanism, MechanismType::SALSA20_POLY1305);
        seen::assert_parts((params.pNonce, params.ulNonceLen), &nonce);
        seen::assert_parts((params.pAAD, params.ulAADLen), &aad);
    }
}
