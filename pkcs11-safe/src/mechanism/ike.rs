//! Keys of IKE: `CKM_IKE_PRF_DERIVE`, `CKM_IKE1_PRF_DERIVE`, `CKM_IKE1_EXTENDED_DERIVE`, `CKM_IKE2_PRF_PLUS_DERIVE`
//! (section 6.64). The keys that a builder names must be of the token that derives: here nothing checks that.
#![allow(unsafe_code)]

use super::Keys;
use super::builder::parts;
use super::param::Parameter;
use crate::{MechanismType, Object};
use pkcs11_sys::*;

// SAFETY: a C struct of pkcs11-sys. Its pointers are set by `IkePrfDerive::new` alone, to bytes that stay borrowed for the
// lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_IKE_PRF_DERIVE_PARAMS {
    pointers! { reads pNi[ulNiLen], reads pNr[ulNrLen] }
}

// SAFETY: a C struct of pkcs11-sys. Its pointers are set by `Ike1PrfDerive::new` alone, to bytes that stay borrowed for the
// lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_IKE1_PRF_DERIVE_PARAMS {
    pointers! { reads pCKYi[ulCKYiLen], reads pCKYr[ulCKYrLen] }
}

// SAFETY: a C struct of pkcs11-sys. Its one pointer is set by `Ike1ExtendedDerive::new` alone, to bytes that stay borrowed
// for the lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_IKE1_EXTENDED_DERIVE_PARAMS {
    pointers! { reads pExtraData[ulExtraDataLen] }
}

// SAFETY: a C struct of pkcs11-sys. Its one pointer is set by `Ike2PrfPlusDerive::new` alone, to bytes that stay borrowed
// for the lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_IKE2_PRF_PLUS_DERIVE_PARAMS {
    pointers! { reads pSeedData[ulSeedDataLen] }
}

struct_builder! {
    /// The first key, from nonces: `CKM_IKE_PRF_DERIVE`, SKEYSEED of IKEv2 and SKEYID of IKEv1 (6.64).
    ///
    /// ```
    /// use pkcs11_safe::{MechanismType, mechanism::IkePrfDerive};
    ///
    /// let (ni, nr) = ([1; 32], [2; 32]);
    /// let skeyseed = IkePrfDerive::new(MechanismType::SHA256_HMAC, &ni, &nr).data_as_key();
    /// ```
    #[doc(alias = "CKM_IKE_PRF_DERIVE")]
    #[doc(alias = "CK_IKE_PRF_DERIVE_PARAMS")]
    IkePrfDerive<'a>: CK_IKE_PRF_DERIVE_PARAMS, shows prfMechanism bDataAsKey bRekey ulNiLen ulNrLen
}

impl<'a> IkePrfDerive<'a> {
    /// With a pseudo-random function, such as `CKM_SHA256_HMAC`, and the nonces of initiator and responder. The base key is
    /// the key of the function, and the nonces its data.
    pub fn new(prf: MechanismType, ni: &'a [u8], nr: &'a [u8]) -> Self {
        let mut raw = CK_IKE_PRF_DERIVE_PARAMS { prfMechanism: prf.raw(), ..CK_IKE_PRF_DERIVE_PARAMS::ZERO };
        (raw.pNi, raw.ulNiLen) = parts(ni);
        (raw.pNr, raw.ulNrLen) = parts(nr);
        Self::with(MechanismType::IKE_PRF_DERIVE, raw)
    }

    /// The other way round: the nonces are the key of the function, and the base key its data.
    pub fn data_as_key(mut self) -> Self {
        self.raw.bDataAsKey = CK_TRUE;
        self
    }

    /// A new agreed key, for a change of keys.
    pub fn rekey(mut self, key: impl Into<Object>) -> Self {
        self.keys = Keys::None;
        (self.raw.bRekey, self.raw.hNewKey) = (CK_TRUE, name_key!(self, key));
        self
    }
}

struct_builder! {
    /// The keys SKEYID_d, SKEYID_a and SKEYID_e of IKEv1: `CKM_IKE1_PRF_DERIVE` (6.64).
    #[doc(alias = "CKM_IKE1_PRF_DERIVE")]
    #[doc(alias = "CK_IKE1_PRF_DERIVE_PARAMS")]
    Ike1PrfDerive<'a>: CK_IKE1_PRF_DERIVE_PARAMS, shows prfMechanism bHasPrevKey ulCKYiLen ulCKYrLen keyNumber
}

impl<'a> Ike1PrfDerive<'a> {
    /// With a pseudo-random function, the agreed key, the cookies of initiator and responder, and which key it is to be:
    /// 0, 1 or 2.
    pub fn new(prf: MechanismType, agreed: impl Into<Object>, cookies: [&'a [u8]; 2], number: u8) -> Self {
        let mut raw = CK_IKE1_PRF_DERIVE_PARAMS { prfMechanism: prf.raw(), ..CK_IKE1_PRF_DERIVE_PARAMS::ZERO };
        raw.keyNumber = number;
        (raw.pCKYi, raw.ulCKYiLen) = parts(cookies[0]);
        (raw.pCKYr, raw.ulCKYrLen) = parts(cookies[1]);
        let mut builder = Self::with(MechanismType::IKE1_PRF_DERIVE, raw);
        builder.raw.hKeygxy = name_key!(builder, agreed);
        builder
    }

    /// The key before this one.
    pub fn previous(mut self, key: impl Into<Object>) -> Self {
        (self.raw.bHasPrevKey, self.raw.hPrevKey) = (CK_TRUE, name_key!(self, key));
        self
    }
}

struct_builder! {
    /// Longer keys, and keys of phase 2, of IKEv1: `CKM_IKE1_EXTENDED_DERIVE` (6.64).
    #[doc(alias = "CKM_IKE1_EXTENDED_DERIVE")]
    #[doc(alias = "CK_IKE1_EXTENDED_DERIVE_PARAMS")]
    Ike1ExtendedDerive<'a>: CK_IKE1_EXTENDED_DERIVE_PARAMS, shows prfMechanism bHasKeygxy ulExtraDataLen
}

impl<'a> Ike1ExtendedDerive<'a> {
    /// With a pseudo-random function, and data that goes in too.
    pub fn new(prf: MechanismType, extra: &'a [u8]) -> Self {
        let mut raw =
            CK_IKE1_EXTENDED_DERIVE_PARAMS { prfMechanism: prf.raw(), ..CK_IKE1_EXTENDED_DERIVE_PARAMS::ZERO };
        (raw.pExtraData, raw.ulExtraDataLen) = parts(extra);
        Self::with(MechanismType::IKE1_EXTENDED_DERIVE, raw)
    }

    /// The agreed key, for perfect forward secrecy.
    pub fn agreed(mut self, key: impl Into<Object>) -> Self {
        self.keys = Keys::None;
        (self.raw.bHasKeygxy, self.raw.hKeygxy) = (CK_TRUE, name_key!(self, key));
        self
    }
}

struct_builder! {
    /// All keys of IKEv2, as one: `CKM_IKE2_PRF_PLUS_DERIVE` (6.64).
    #[doc(alias = "CKM_IKE2_PRF_PLUS_DERIVE")]
    #[doc(alias = "CK_IKE2_PRF_PLUS_DERIVE_PARAMS")]
    Ike2PrfPlusDerive<'a>: CK_IKE2_PRF_PLUS_DERIVE_PARAMS, shows prfMechanism bHasSeedKey ulSeedDataLen
}

impl<'a> Ike2PrfPlusDerive<'a> {
    /// With a pseudo-random function, and the seed: nonces and SPIs.
    pub fn new(prf: MechanismType, seed: &'a [u8]) -> Self {
        let mut raw =
            CK_IKE2_PRF_PLUS_DERIVE_PARAMS { prfMechanism: prf.raw(), ..CK_IKE2_PRF_PLUS_DERIVE_PARAMS::ZERO };
        (raw.pSeedData, raw.ulSeedDataLen) = parts(seed);
        Self::with(MechanismType::IKE2_PRF_PLUS_DERIVE, raw)
    }

    /// A key that goes before the seed.
    pub fn seed_key(mut self, key: impl Into<Object>) -> Self {
        self.keys = Keys::None;
        (self.raw.bHasSeedKey, self.raw.hSeedKey) = (CK_TRUE, name_key!(self, key));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;

    const PRF: MechanismType = MechanismType::SHA256_HMAC;
    const KEY: Object = Object::new(31, 0, 0);

    #[test]
    fn prf_tells_the_nonces_apart() {
        let (ni, nr) = ([1; 16], [2; 32]);
        let (mechanism, params) = seen::params::<CK_IKE_PRF_DERIVE_PARAMS>(&IkePrfDerive::new(PRF, &ni, &nr));
        assert_eq!((mechanism, { params.prfMechanism }), (MechanismType::IKE_PRF_DERIVE, 0x251));
        assert_eq!(({ params.bDataAsKey }, { params.bRekey }, { params.hNewKey }), (0, 0, 0));
        seen::assert_parts((params.pNi, params.ulNiLen), &ni);
        seen::assert_parts((params.pNr, params.ulNrLen), &nr);
        let (_, params) = seen::params::<CK_IKE_PRF_DERIVE_PARAMS>(&IkePrfDerive::new(PRF, &ni, &nr).rekey(KEY));
        assert_eq!(({ params.bDataAsKey }, { params.bRekey }, { params.hNewKey }), (0, 1, 31));
        let (_, params) = seen::params::<CK_IKE_PRF_DERIVE_PARAMS>(&IkePrfDerive::new(PRF, &ni, &nr).data_as_key());
        assert_eq!(({ params.bDataAsKey }, { params.bRekey }), (1, 0));
    }

    #[test]
    fn ike1_tells_keys_and_cookies_apart() {
        let (initiator, responder, extra) = ([1; 8], [2; 7], [3; 5]);
        let builder = Ike1PrfDerive::new(PRF, KEY, [&initiator, &responder], 2);
        let (mechanism, params) = seen::params::<CK_IKE1_PRF_DERIVE_PARAMS>(&builder);
        assert_eq!((mechanism, { params.hKeygxy }, { params.hPrevKey }), (MechanismType::IKE1_PRF_DERIVE, 31, 0));
        assert_eq!(({ params.prfMechanism }, { params.bHasPrevKey }, { params.keyNumber }), (0x251, 0, 2));
        seen::assert_parts((params.pCKYi, params.ulCKYiLen), &initiator);
        seen::assert_parts((params.pCKYr, params.ulCKYrLen), &responder);
        let (_, params) = seen::params::<CK_IKE1_PRF_DERIVE_PARAMS>(&builder.previous(Object::new(32, 0, 0)));
        assert_eq!(({ params.bHasPrevKey }, { params.hPrevKey }, { params.hKeygxy }), (1, 32, 31));

        let builder = Ike1ExtendedDerive::new(PRF, &extra);
        let (mechanism, params) = seen::params::<CK_IKE1_EXTENDED_DERIVE_PARAMS>(&builder);
        assert_eq!((mechanism, { params.bHasKeygxy }), (MechanismType::IKE1_EXTENDED_DERIVE, 0));
        seen::assert_parts((params.pExtraData, params.ulExtraDataLen), &extra);
        let (_, params) = seen::params::<CK_IKE1_EXTENDED_DERIVE_PARAMS>(&builder.agreed(KEY));
        assert_eq!(({ params.bHasKeygxy }, { params.hKeygxy }), (1, 31));
    }

    #[test]
    fn ike2_has_a_seed_and_maybe_a_key() {
        let seed = [1; 80];
        let builder = Ike2PrfPlusDerive::new(PRF, &seed);
        let (mechanism, params) = seen::params::<CK_IKE2_PRF_PLUS_DERIVE_PARAMS>(&builder);
        assert_eq!((mechanism, { params.bHasSeedKey }), (MechanismType::IKE2_PRF_PLUS_DERIVE, 0));
        seen::assert_parts((params.pSeedData, params.ulSeedDataLen), &seed);
        let (_, params) = seen::params::<CK_IKE2_PRF_PLUS_DERIVE_PARAMS>(&builder.seed_key(KEY));
        assert_eq!(({ params.bHasSeedKey }, { params.hSeedKey }), (1, 31));
    }
}
