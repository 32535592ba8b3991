//! GOST: `CKM_GOST28147`, `CKM_GOSTR3411`, `CKM_GOSTR3410_DERIVE` and their siblings (sections 6.55 to 6.57).
#![allow(unsafe_code)]

use super::Kdf;
use super::builder::parts;
use super::param::Parameter;
use crate::{MechanismType, Object};
use pkcs11_sys::{CK_GOSTR3410_DERIVE_PARAMS, CK_GOSTR3410_KEY_WRAP_PARAMS};

byte_builders! {
    /// GOST 28147-89 with feedback: `CKM_GOST28147` (6.55.6).
    Gost28147(iv: [u8; 8]) = GOST28147 "CKM_GOST28147";
    /// The MAC of GOST 28147-89: `CKM_GOST28147_MAC` (6.55.7).
    Gost28147Mac(iv: [u8; 8]) = GOST28147_MAC "CKM_GOST28147_MAC";
}

optional_byte_builders! {
    /// Wraps a key with GOST 28147-89: `CKM_GOST28147_KEY_WRAP` (6.55.8).
    Gost28147KeyWrap(ukm: [u8; 8]) = GOST28147_KEY_WRAP "CKM_GOST28147_KEY_WRAP";
    /// The hash of GOST R 34.11-94: `CKM_GOSTR3411` (6.56.3). The object identifier of its parameters is DER.
    GostR3411(oid: [u8]) = GOSTR3411 "CKM_GOSTR3411";
    /// HMAC with GOST R 34.11-94: `CKM_GOSTR3411_HMAC` (6.56.4). The object identifier of its parameters is DER.
    GostR3411Hmac(oid: [u8]) = GOSTR3411_HMAC "CKM_GOSTR3411_HMAC";
    /// Signatures of GOST R 34.10-2001 over that hash: `CKM_GOSTR3410_WITH_GOSTR3411` (6.57.8). The object identifier of
    /// the parameters of the hash is DER.
    GostR3410WithGostR3411(oid: [u8]) = GOSTR3410_WITH_GOSTR3411 "CKM_GOSTR3410_WITH_GOSTR3411";
}

// SAFETY: a C struct of pkcs11-sys. Its pointers are set by `GostR3410Derive::new` alone, to bytes that stay borrowed for
// the lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_GOSTR3410_DERIVE_PARAMS {
    pointers! { reads pPublicData[ulPublicDataLen], reads pUKM[ulUKMLen] }
}

// SAFETY: a C struct of pkcs11-sys. Its pointers are set by `GostR3410KeyWrap::new` alone, to bytes that stay borrowed for
// the lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_GOSTR3410_KEY_WRAP_PARAMS {
    pointers! { reads pWrapOID[ulWrapOIDLen], reads pUKM[ulUKMLen] }
}

struct_builder! {
    /// Key agreement of GOST R 34.10-2001: `CKM_GOSTR3410_DERIVE` (6.57.5).
    #[doc(alias = "CKM_GOSTR3410_DERIVE")]
    #[doc(alias = "CK_GOSTR3410_DERIVE_PARAMS")]
    GostR3410Derive<'a>: CK_GOSTR3410_DERIVE_PARAMS, shows kdf ulPublicDataLen ulUKMLen
}

impl<'a> GostR3410Derive<'a> {
    /// What is made of the agreed value ([`Kdf::Null`] or [`Kdf::CpDiversify`]), the other side's public key, and the
    /// user keying material.
    pub fn new(kdf: Kdf, peer: &'a [u8], ukm: &'a [u8]) -> Self {
        let mut raw = CK_GOSTR3410_DERIVE_PARAMS { kdf: kdf.into(), ..CK_GOSTR3410_DERIVE_PARAMS::ZERO };
        (raw.pPublicData, raw.ulPublicDataLen) = parts(peer);
        (raw.pUKM, raw.ulUKMLen) = parts(ukm);
        Self::with(MechanismType::GOSTR3410_DERIVE, raw)
    }
}

struct_builder! {
    /// Wraps a key by one that is agreed: `CKM_GOSTR3410_KEY_WRAP` (6.57.5).
    #[doc(alias = "CKM_GOSTR3410_KEY_WRAP")]
    #[doc(alias = "CK_GOSTR3410_KEY_WRAP_PARAMS")]
    GostR3410KeyWrap<'a>: CK_GOSTR3410_KEY_WRAP_PARAMS, shows ulWrapOIDLen ulUKMLen
}

impl<'a> GostR3410KeyWrap<'a> {
    /// The object identifier (DER) of the wrapping, the user keying material, and the key that agrees: the sender's
    /// private key to wrap, the sender's public key to unwrap. Without a key the token makes one to wrap.
    pub fn new(oid: &'a [u8], ukm: &'a [u8], key: Option<Object>) -> Self {
        let mut raw = CK_GOSTR3410_KEY_WRAP_PARAMS::ZERO;
        (raw.pWrapOID, raw.ulWrapOIDLen) = parts(oid);
        (raw.pUKM, raw.ulUKMLen) = parts(ukm);
        let mut builder = Self::with(MechanismType::GOSTR3410_KEY_WRAP, raw);
        if let Some(key) = key {
            builder.raw.hKey = name_key!(builder, key);
        }
        builder
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;

    #[test]
    fn bytes_are_there_or_not() {
        assert_eq!(seen::bytes(Gost28147::new(&[1; 8])), (MechanismType::GOST28147, Some(vec![1; 8])));
        assert_eq!(seen::bytes(GostR3411::new()), (MechanismType::GOSTR3411, None));
        let oid = [6, 1, 42];
        assert_eq!(seen::bytes(GostR3411::new().oid(&oid)), (MechanismType::GOSTR3411, Some(oid.to_vec())));
    }

    #[test]
    fn derive_and_wrap_hold_what_they_were_given() {
        let (peer, ukm, oid) = ([1; 64], [2; 8], [6, 1, 42]);
        let builder = GostR3410Derive::new(Kdf::CpDiversify, &peer, &ukm);
        let (mechanism, params) = seen::params::<CK_GOSTR3410_DERIVE_PARAMS>(&builder);
        assert_eq!((mechanism, { params.kdf }), (MechanismType::GOSTR3410_DERIVE, 9));
        seen::assert_parts((params.pPublicData, params.ulPublicDataLen), &peer);
        seen::assert_parts((params.pUKM, params.ulUKMLen), &ukm);

        let builder = GostR3410KeyWrap::new(&oid, &ukm, Some(Object::new(5, 0, 0)));
        let (mechanism, params) = seen::params::<CK_GOSTR3410_KEY_WRAP_PARAMS>(&builder);
        assert_eq!((mechanism, { params.hKey }), (MechanismType::GOSTR3410_KEY_WRAP, 5));
        seen::assert_parts((params.pWrapOID, params.ulWrapOIDLen), &oid);
        seen::assert_parts((params.pUKM, params.ulUKMLen), &ukm);
        let without = GostR3410KeyWrap::new(&oid, &ukm, None);
        assert_eq!({ seen::params::<CK_GOSTR3410_KEY_WRAP_PARAMS>(&without).1.hKey }, 0);
    }
}
