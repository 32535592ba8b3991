//! Key agreement with two key pairs on either side: `CKM_ECMQV_DERIVE`, `CKM_X9_42_DH_HYBRID_DERIVE`,
//! `CKM_X9_42_MQV_DERIVE` (sections 6.3 and 6.4).
#![allow(unsafe_code)]

use super::Kdf;
use super::builder::{number, parts};
use super::param::Parameter;
use crate::{MechanismType, Object};
use pkcs11_sys::{CK_ECMQV_DERIVE_PARAMS, CK_X9_42_DH2_DERIVE_PARAMS, CK_X9_42_MQV_DERIVE_PARAMS};

// SAFETY: a C struct of pkcs11-sys. Its pointers are set by `EcmqvDerive::new` and `EcmqvDerive::shared_data` alone, to
// bytes that stay borrowed for the lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_ECMQV_DERIVE_PARAMS {
    pointers! {
        reads pSharedData[ulSharedDataLen],
        reads pPublicData[ulPublicDataLen],
        reads pPublicData2[ulPublicDataLen2]
    }
}

// SAFETY: a C struct of pkcs11-sys. Its pointers are set by `X9_42DhHybridDerive::new` and `::other_info` alone, to bytes
// that stay borrowed for the lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_X9_42_DH2_DERIVE_PARAMS {
    pointers! {
        reads pOtherInfo[ulOtherInfoLen],
        reads pPublicData[ulPublicDataLen],
        reads pPublicData2[ulPublicDataLen2]
    }
}

// SAFETY: a C struct of pkcs11-sys. Its pointers are set by `X9_42MqvDerive::new` and `::other_info` alone, to bytes that
// stay borrowed for the lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_X9_42_MQV_DERIVE_PARAMS {
    pointers! {
        reads pOtherInfo[ulOtherInfoLen],
        reads pPublicData[ulPublicDataLen],
        reads pPublicData2[ulPublicDataLen2]
    }
}

struct_builder! {
    /// Derives a key from two key pairs on either side: `CKM_ECMQV_DERIVE` (6.3.19).
    #[doc(alias = "CKM_ECMQV_DERIVE")]
    #[doc(alias = "CK_ECMQV_DERIVE_PARAMS")]
    EcmqvDerive<'a>: CK_ECMQV_DERIVE_PARAMS, shows kdf ulSharedDataLen ulPublicDataLen ulPrivateDataLen ulPublicDataLen2
}

impl<'a> EcmqvDerive<'a> {
    /// The other side's two points, and our own second key pair, with the length of its private key in bytes.
    pub fn new(peer: [&'a [u8]; 2], public: impl Into<Object>, private: impl Into<Object>, private_len: usize) -> Self {
        let mut raw = CK_ECMQV_DERIVE_PARAMS { kdf: Kdf::Null.into(), ..CK_ECMQV_DERIVE_PARAMS::ZERO };
        (raw.pPublicData, raw.ulPublicDataLen) = parts(peer[0]);
        (raw.pPublicData2, raw.ulPublicDataLen2) = parts(peer[1]);
        raw.ulPrivateDataLen = number(private_len);
        let mut builder = Self::with(MechanismType::ECMQV_DERIVE, raw);
        builder.raw.hPrivateData = name_key!(builder, private);
        builder.raw.publicKey = name_key!(builder, public);
        builder
    }

    /// What is made of the agreed value.
    pub fn kdf(mut self, kdf: Kdf) -> Self {
        self.raw.kdf = kdf.into();
        self
    }

    /// What both sides feed to the KDF.
    pub fn shared_data(mut self, shared: &'a [u8]) -> Self {
        (self.raw.pSharedData, self.raw.ulSharedDataLen) = parts(shared);
        self
    }
}

struct_builder! {
    /// Derives a key from two key pairs on either side, over the integers: `CKM_X9_42_DH_HYBRID_DERIVE` (6.4.15).
    #[doc(alias = "CKM_X9_42_DH_HYBRID_DERIVE")]
    #[doc(alias = "CK_X9_42_DH2_DERIVE_PARAMS")]
    X9_42DhHybridDerive<'a>: CK_X9_42_DH2_DERIVE_PARAMS,
    shows kdf ulOtherInfoLen ulPublicDataLen ulPrivateDataLen ulPublicDataLen2
}

impl<'a> X9_42DhHybridDerive<'a> {
    /// The other side's two public values, and our own second private key, with its length in bytes.
    pub fn new(peer: [&'a [u8]; 2], private: impl Into<Object>, private_len: usize) -> Self {
        let mut raw = CK_X9_42_DH2_DERIVE_PARAMS { kdf: Kdf::Null.into(), ..CK_X9_42_DH2_DERIVE_PARAMS::ZERO };
        (raw.pPublicData, raw.ulPublicDataLen) = parts(peer[0]);
        (raw.pPublicData2, raw.ulPublicDataLen2) = parts(peer[1]);
        raw.ulPrivateDataLen = number(private_len);
        let mut builder = Self::with(MechanismType::X9_42_DH_HYBRID_DERIVE, raw);
        builder.raw.hPrivateData = name_key!(builder, private);
        builder
    }

    /// What is made of the agreed value, and the OtherInfo that goes into it.
    pub fn kdf(mut self, kdf: Kdf, other_info: &'a [u8]) -> Self {
        self.raw.kdf = kdf.into();
        (self.raw.pOtherInfo, self.raw.ulOtherInfoLen) = parts(other_info);
        self
    }
}

struct_builder! {
    /// Derives a key by Menezes-Qu-Vanstone, over the integers: `CKM_X9_42_MQV_DERIVE` (6.4.16).
    #[doc(alias = "CKM_X9_42_MQV_DERIVE")]
    #[doc(alias = "CK_X9_42_MQV_DERIVE_PARAMS")]
    X9_42MqvDerive<'a>: CK_X9_42_MQV_DERIVE_PARAMS,
    shows kdf ulOtherInfoLen ulPublicDataLen ulPrivateDataLen ulPublicDataLen2
}

impl<'a> X9_42MqvDerive<'a> {
    /// The other side's two public values, and our own second key pair, with the length of its private key in bytes.
    pub fn new(peer: [&'a [u8]; 2], public: impl Into<Object>, private: impl Into<Object>, private_len: usize) -> Self {
        let mut raw = CK_X9_42_MQV_DERIVE_PARAMS { kdf: Kdf::Null.into(), ..CK_X9_42_MQV_DERIVE_PARAMS::ZERO };
        (raw.pPublicData, raw.ulPublicDataLen) = parts(peer[0]);
        (raw.pPublicData2, raw.ulPublicDataLen2) = parts(peer[1]);
        raw.ulPrivateDataLen = number(private_len);
        let mut builder = Self::with(MechanismType::X9_42_MQV_DERIVE, raw);
        builder.raw.hPrivateData = name_key!(builder, private);
        builder.raw.publicKey = name_key!(builder, public);
        builder
    }

    /// What is made of the agreed value, and the OtherInfo that goes into it.
    pub fn kdf(mut self, kdf: Kdf, other_info: &'a [u8]) -> Self {
        self.raw.kdf = kdf.into();
        (self.raw.pOtherInfo, self.raw.ulOtherInfoLen) = parts(other_info);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;

    const PUBLIC: Object = Object::new(11, 0, 0);
    const PRIVATE: Object = Object::new(12, 0, 0);

    #[test]
    fn ecmqv_tells_the_keys_apart() {
        let (static_peer, ephemeral_peer, info) = ([4; 65], [3; 33], [5; 3]);
        let builder = EcmqvDerive::new([&static_peer, &ephemeral_peer], PUBLIC, PRIVATE, 32);
        let (mechanism, params) = seen::params::<CK_ECMQV_DERIVE_PARAMS>(&builder.kdf(Kdf::Sha1).shared_data(&info));
        assert_eq!((mechanism, { params.kdf }), (MechanismType::ECMQV_DERIVE, 2));
        assert_eq!([{ params.publicKey }, { params.hPrivateData }, { params.ulPrivateDataLen }], [11, 12, 32]);
        seen::assert_parts((params.pPublicData, params.ulPublicDataLen), &static_peer);
        seen::assert_parts((params.pPublicData2, params.ulPublicDataLen2), &ephemeral_peer);
        seen::assert_parts((params.pSharedData, params.ulSharedDataLen), &info);
    }

    #[test]
    fn hybrid_dh_holds_both_values_and_the_private_key() {
        let (peer, peer2, info) = ([4; 128], [3; 64], [5; 3]);
        let builder = X9_42DhHybridDerive::new([&peer, &peer2], PRIVATE, 20).kdf(Kdf::Sha1Asn1, &info);
        let (mechanism, params) = seen::params::<CK_X9_42_DH2_DERIVE_PARAMS>(&builder);
        assert_eq!((mechanism, { params.kdf }), (MechanismType::X9_42_DH_HYBRID_DERIVE, 3));
        assert_eq!([{ params.hPrivateData }, { params.ulPrivateDataLen }], [12, 20]);
        seen::assert_parts((params.pPublicData, params.ulPublicDataLen), &peer);
        seen::assert_parts((params.pPublicData2, params.ulPublicDataLen2), &peer2);
        seen::assert_parts((params.pOtherInfo, params.ulOtherInfoLen), &info);
    }

    #[test]
    fn mqv_tells_the_keys_apart() {
        let (peer, peer2, info) = ([4; 128], [3; 64], [5; 3]);
        let builder = X9_42MqvDerive::new([&peer, &peer2], PUBLIC, PRIVATE, 20).kdf(Kdf::Sha1Concatenate, &info);
        let (mechanism, params) = seen::params::<CK_X9_42_MQV_DERIVE_PARAMS>(&builder);
        assert_eq!((mechanism, { params.kdf }), (MechanismType::X9_42_MQV_DERIVE, 4));
        assert_eq!([{ params.publicKey }, { params.hPrivateData }, { params.ulPrivateDataLen }], [11, 12, 20]);
        seen::assert_parts((params.pPublicData, params.ulPublicDataLen), &peer);
        seen::assert_parts((params.pPublicData2, params.ulPublicDataLen2), &peer2);
        seen::assert_parts((params.pOtherInfo, params.ulOtherInfoLen), &info);
    }
}
