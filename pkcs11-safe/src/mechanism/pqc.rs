//! ML-DSA and SLH-DSA: `CKM_ML_DSA`, `CKM_HASH_ML_DSA*`, `CKM_SLH_DSA`, `CKM_HASH_SLH_DSA*`, `CKH_*` (sections 6.67 and
//! 6.69).
#![allow(unsafe_code)]

use super::Hash;
use super::builder::parts;
use super::param::Parameter;
use crate::MechanismType;
use pkcs11_sys::{
    CK_HASH_SIGN_ADDITIONAL_CONTEXT, CK_HEDGE_TYPE, CK_SIGN_ADDITIONAL_CONTEXT, CKH_DETERMINISTIC_REQUIRED,
    CKH_HEDGE_PREFERRED, CKH_HEDGE_REQUIRED,
};

// SAFETY: a C struct of pkcs11-sys. Its one pointer is set by `context` of the builders that `signatures!` declares, to
// bytes that stay borrowed for the lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_SIGN_ADDITIONAL_CONTEXT {
    pointers! { reads pContext[ulContextLen] }
}

// SAFETY: a C struct of pkcs11-sys. Its one pointer is set by `context` of the builders that `signatures!` declares, to
// bytes that stay borrowed for the lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_HASH_SIGN_ADDITIONAL_CONTEXT {
    pointers! { reads pContext[ulContextLen] }
}

/// Whether fresh randomness goes into a signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[doc(alias = "CK_HEDGE_TYPE")]
pub enum Hedge {
    /// If the token can.
    #[default]
    #[doc(alias = "CKH_HEDGE_PREFERRED")]
    Preferred,
    /// Or the token refuses.
    #[doc(alias = "CKH_HEDGE_REQUIRED")]
    Required,
    /// None: the same message has the same signature, or the token refuses.
    #[doc(alias = "CKH_DETERMINISTIC_REQUIRED")]
    Deterministic,
}

impl Hedge {
    const fn raw(self) -> CK_HEDGE_TYPE {
        match self {
            Self::Preferred => CKH_HEDGE_PREFERRED,
            Self::Required => CKH_HEDGE_REQUIRED,
            Self::Deterministic => CKH_DETERMINISTIC_REQUIRED,
        }
    }
}

/// Declares the hashes that the token computes before it signs: a row is the hash and its two mechanisms.
macro_rules! prehashes {
    ($($(#[$meta:meta])* $name:ident = $ml_dsa:ident $slh_dsa:ident;)+) => {
        /// The hash that a token computes before it signs with ML-DSA or SLH-DSA.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum PreHash {
            $($(#[$meta])* $name,)+
        }

        impl PreHash {
            const fn ml_dsa(self) -> MechanismType {
                match self { $(Self::$name => MechanismType::$ml_dsa),+ }
            }

            const fn slh_dsa(self) -> MechanismType {
                match self { $(Self::$name => MechanismType::$slh_dsa),+ }
            }

            #[cfg(test)]
            const ALL: &[Self] = &[$(Self::$name),+];
        }
    };
}

prehashes! {
    /// SHA-224.
    Sha224 = HASH_ML_DSA_SHA224 HASH_SLH_DSA_SHA224;
    /// SHA-256.
    Sha256 = HASH_ML_DSA_SHA256 HASH_SLH_DSA_SHA256;
    /// SHA-384.
    Sha384 = HASH_ML_DSA_SHA384 HASH_SLH_DSA_SHA384;
    /// SHA-512.
    Sha512 = HASH_ML_DSA_SHA512 HASH_SLH_DSA_SHA512;
    /// SHA3-224.
    Sha3_224 = HASH_ML_DSA_SHA3_224 HASH_SLH_DSA_SHA3_224;
    /// SHA3-256.
    Sha3_256 = HASH_ML_DSA_SHA3_256 HASH_SLH_DSA_SHA3_256;
    /// SHA3-384.
    Sha3_384 = HASH_ML_DSA_SHA3_384 HASH_SLH_DSA_SHA3_384;
    /// SHA3-512.
    Sha3_512 = HASH_ML_DSA_SHA3_512 HASH_SLH_DSA_SHA3_512;
    /// SHAKE128.
    Shake128 = HASH_ML_DSA_SHAKE128 HASH_SLH_DSA_SHAKE128;
    /// SHAKE256.
    Shake256 = HASH_ML_DSA_SHAKE256 HASH_SLH_DSA_SHAKE256;
}

/// Declares the signatures: a row has the builder over messages, and that over hashes.
macro_rules! signatures {
    ($(
        $(#[$meta:meta])* $name:ident = $mechanism:ident($prehash:ident);
        $(#[$hash_meta:meta])* $hash_name:ident = $hash_mechanism:ident;
    )+) => {
        $(
            struct_builder! {
                $(#[$meta])*
                #[doc(alias = "CK_SIGN_ADDITIONAL_CONTEXT")]
                $name<'a>: CK_SIGN_ADDITIONAL_CONTEXT, shows hedgeVariant ulContextLen
            }

            impl<'a> $name<'a> {
                /// Over the message, hedged if the token can, with an empty context.
                pub fn new() -> Self {
                    Self::with(MechanismType::$mechanism, CK_SIGN_ADDITIONAL_CONTEXT::ZERO)
                }

                /// Over a hash of the message, which the token computes: the variant whose name has HASH.
                pub fn hashed(hash: PreHash) -> Self {
                    Self::with(hash.$prehash(), CK_SIGN_ADDITIONAL_CONTEXT::ZERO)
                }
            }

            impl Default for $name<'_> {
                fn default() -> Self {
                    Self::new()
                }
            }

            struct_builder! {
                $(#[$hash_meta])*
                #[doc(alias = "CK_HASH_SIGN_ADDITIONAL_CONTEXT")]
                $hash_name<'a>: CK_HASH_SIGN_ADDITIONAL_CONTEXT, shows hedgeVariant ulContextLen hash
            }

            impl<'a> $hash_name<'a> {
                /// Over a hash that the caller has computed: the data to sign is the hash itself. Hedged if the token can,
                /// with an empty context.
                pub fn new(hash: Hash) -> Self {
                    let hash = hash.mechanism().raw();
                    let raw = CK_HASH_SIGN_ADDITIONAL_CONTEXT { hash, ..CK_HASH_SIGN_ADDITIONAL_CONTEXT::ZERO };
                    Self::with(MechanismType::$hash_mechanism, raw)
                }
            }

            signatures! { setters $name $hash_name }
        )+
    };
    (setters $($name:ident)+) => {
        $(
            impl<'a> $name<'a> {
                /// Whether fresh randomness goes into the signature. It matters to the signer alone.
                pub fn hedge(mut self, hedge: Hedge) -> Self {
                    self.raw.hedgeVariant = hedge.raw();
                    self
                }

                /// What signer and verifier agree on: at most 255 bytes.
                pub fn context(mut self, context: &'a [u8]) -> Self {
                    (self.raw.pContext, self.raw.ulContextLen) = parts(context);
                    self
                }
            }
        )+
    };
}

signatures! {
    /// ML-DSA of FIPS 204: `CKM_ML_DSA`, and `CKM_HASH_ML_DSA_SHA512` and its siblings (6.67.5, 6.67.7).
    ///
    /// Without a parameter it is [`Mechanism::ML_DSA`](crate::Mechanism::ML_DSA).
    ///
    /// ```
    /// use pkcs11_safe::mechanism::{HashMlDsa, Hash, Hedge, MlDsa, PreHash};
    ///
    /// let message = MlDsa::new().context(b"protocol 7").hedge(Hedge::Required);
    /// let token_hashes = MlDsa::hashed(PreHash::Sha512);
    /// let caller_hashed = HashMlDsa::new(Hash::Sha512);
    /// ```
    #[doc(alias = "CKM_ML_DSA")]
    MlDsa = ML_DSA(ml_dsa);
    /// ML-DSA over a hash that the caller has computed: `CKM_HASH_ML_DSA` (6.67.6).
    #[doc(alias = "CKM_HASH_ML_DSA")]
    HashMlDsa = HASH_ML_DSA;
    /// SLH-DSA of FIPS 205: `CKM_SLH_DSA`, and `CKM_HASH_SLH_DSA_SHA512` and its siblings (6.69.5, 6.69.7).
    ///
    /// Without a parameter it is [`Mechanism::SLH_DSA`](crate::Mechanism::SLH_DSA).
    #[doc(alias = "CKM_SLH_DSA")]
    SlhDsa = SLH_DSA(slh_dsa);
    /// SLH-DSA over a hash that the caller has computed: `CKM_HASH_SLH_DSA` (6.69.6).
    #[doc(alias = "CKM_HASH_SLH_DSA")]
    HashSlhDsa = HASH_SLH_DSA;
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;

    #[test]
    fn each_prehash_names_its_own_mechanisms() {
        for hash in PreHash::ALL.iter().copied() {
            let own = format!("{hash:?}").to_uppercase();
            assert_eq!(hash.ml_dsa().name(), Some(format!("CKM_HASH_ML_DSA_{own}").as_str()));
            assert_eq!(hash.slh_dsa().name(), Some(format!("CKM_HASH_SLH_DSA_{own}").as_str()));
        }
    }

    #[test]
    fn a_message_has_hedge_and_context() {
        let context = [1; 7];
        let (mechanism, params) = seen::params::<CK_SIGN_ADDITIONAL_CONTEXT>(&MlDsa::new());
        assert_eq!((mechanism, { params.hedgeVariant }), (MechanismType::ML_DSA, 0));
        seen::assert_nothing((params.pContext, params.ulContextLen));
        let builder = SlhDsa::hashed(PreHash::Shake128).hedge(Hedge::Deterministic).context(&context);
        let (mechanism, params) = seen::params::<CK_SIGN_ADDITIONAL_CONTEXT>(&builder);
        assert_eq!((mechanism, { params.hedgeVariant }), (MechanismType::HASH_SLH_DSA_SHAKE128, 2));
        seen::assert_parts((params.pContext, params.ulContextLen), &context);
    }

    #[test]
    fn a_hash_has_its_number_too() {
        let context = [1; 7];
        let builder = HashMlDsa::new(Hash::Sha512).hedge(Hedge::Required).context(&context);
        let (mechanism, params) = seen::params::<CK_HASH_SIGN_ADDITIONAL_CONTEXT>(&builder);
        assert_eq!((mechanism, { params.hedgeVariant }, { params.hash }), (MechanismType::HASH_ML_DSA, 1, 0x270));
        seen::assert_parts((params.pContext, params.ulContextLen), &context);
        let builder = HashSlhDsa::new(Hash::Sha256);
        assert_eq!(seen::params::<CK_HASH_SIGN_ADDITIONAL_CONTEXT>(&builder).0, MechanismType::HASH_SLH_DSA);
    }
}
