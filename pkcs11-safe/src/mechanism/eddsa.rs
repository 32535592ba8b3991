//! Edwards curve signatures: `CKM_EDDSA`, `CKM_XEDDSA` (section 6.3).
#![allow(unsafe_code)]

use super::builder::parts;
use super::param::Parameter;
use crate::MechanismType;
use pkcs11_sys::{CK_EDDSA_PARAMS, CK_FALSE, CK_XEDDSA_PARAMS};

// SAFETY: a C struct of pkcs11-sys. Its one pointer is set by `EdDsa::context` alone, to bytes that stay borrowed for the
// lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_EDDSA_PARAMS {
    pointers! { reads pContextData[ulContextDataLen] }
}

// SAFETY: a C struct of pkcs11-sys, and no field is a pointer.
unsafe impl Parameter for CK_XEDDSA_PARAMS {
    pointers! {}
}

struct_builder! {
    /// EdDSA with its parameter: `CKM_EDDSA` (6.3.14).
    ///
    /// Plain Ed25519 goes without one: [`Mechanism::EDDSA`](crate::Mechanism::EDDSA). With a parameter it is Ed25519ctx
    /// (a context, no prehash) or Ed25519ph; Ed448 is always one of Ed448 and Ed448ph, with a context that may be empty.
    ///
    /// ```
    /// use pkcs11_safe::mechanism::EdDsa;
    ///
    /// let ed25519ctx = EdDsa::new().context(b"protocol 7");
    /// let ed448ph = EdDsa::new().prehash(true);
    /// ```
    #[doc(alias = "CKM_EDDSA")]
    #[doc(alias = "CK_EDDSA_PARAMS")]
    EdDsa<'a>: CK_EDDSA_PARAMS, shows phFlag ulContextDataLen
}

impl<'a> EdDsa<'a> {
    /// No prehash, and an empty context.
    pub fn new() -> Self {
        Self::with(MechanismType::EDDSA, CK_EDDSA_PARAMS { phFlag: CK_FALSE, ..CK_EDDSA_PARAMS::ZERO })
    }

    /// Whether the token hashes the message first: Ed25519ph, Ed448ph.
    #[doc(alias = "phFlag")]
    pub fn prehash(mut self, prehash: bool) -> Self {
        self.raw.phFlag = prehash.into();
        self
    }

    /// What signer and verifier agree on: at most 255 bytes.
    pub fn context(mut self, context: &'a [u8]) -> Self {
        (self.raw.pContextData, self.raw.ulContextDataLen) = parts(context);
        self
    }
}

impl Default for EdDsa<'_> {
    fn default() -> Self {
        Self::new()
    }
}

struct_builder! {
    /// XEdDSA, signatures with keys of Montgomery curves: `CKM_XEDDSA` (6.3.15).
    #[doc(alias = "CKM_XEDDSA")]
    #[doc(alias = "CK_XEDDSA_PARAMS")]
    XEdDsa: CK_XEDDSA_PARAMS, shows hash
}

impl XEdDsa {
    /// With this hash: a [`Hash`](super::Hash), or BLAKE2b by its number.
    pub fn new(hash: impl Into<MechanismType>) -> Self {
        Self::with(MechanismType::XEDDSA, CK_XEDDSA_PARAMS { hash: hash.into().raw() })
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;

    #[test]
    fn eddsa_holds_flag_and_context() {
        let context = [1; 4];
        let (mechanism, params) = seen::params::<CK_EDDSA_PARAMS>(&EdDsa::new());
        assert_eq!((mechanism, { params.phFlag }), (MechanismType::EDDSA, 0));
        seen::assert_nothing((params.pContextData, params.ulContextDataLen));
        let (_, params) = seen::params::<CK_EDDSA_PARAMS>(&EdDsa::new().prehash(true).context(&context));
        assert_eq!({ params.phFlag }, 1);
        seen::assert_parts((params.pContextData, params.ulContextDataLen), &context);
    }

    #[test]
    fn xeddsa_holds_its_hash() {
        let (mechanism, params) = seen::params::<CK_XEDDSA_PARAMS>(&XEdDsa::new(super::super::Hash::Sha512));
        assert_eq!((mechanism, { params.hash }), (MechanismType::XEDDSA, 0x270));
    }
}
