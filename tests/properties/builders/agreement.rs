//! Key agreement: ECDH, DH, GOST, and both with two key pairs.

use super::expected::{Expected, Fields};
use super::seen::Seen;
use crate::inputs::{bytes, count, number};
use pkcs11_safe::Ulong;
use pkcs11_safe::mechanism::*;
use pkcs11_sys::CKD_NULL;
use proptest::prelude::*;

pub(super) fn ecdh(seen: &Seen) {
    seen.property((bytes(), bytes(), number()), |(peer, shared, kdf)| {
        let fields = |kdf: Ulong, shared: &[u8]| {
            let fields = Fields::new("CK_ECDH1_DERIVE_PARAMS").n("kdf", kdf);
            fields.b("pSharedData", "ulSharedDataLen", shared).b("pPublicData", "ulPublicDataLen", &peer)
        };
        seen.is(&Ecdh1Derive::new(&peer), &Expected::of("CKM_ECDH1_DERIVE", fields(CKD_NULL, &[])));
        let builder = Ecdh1Derive::new(&peer).kdf(kdf.into()).shared_data(&shared);
        seen.is(&builder, &Expected::of("CKM_ECDH1_DERIVE", fields(kdf, &shared)));
        let builder = Ecdh1Derive::cofactor(&peer).shared_data(&shared).kdf(kdf.into());
        seen.is(&builder, &Expected::of("CKM_ECDH1_COFACTOR_DERIVE", fields(kdf, &shared)));
    });
}

pub(super) fn dh(seen: &Seen) {
    seen.property((bytes(), bytes(), number()), |(peer, info, kdf)| {
        let fields = |kdf: Ulong, info: &[u8]| {
            let fields = Fields::new("CK_X9_42_DH1_DERIVE_PARAMS").n("kdf", kdf);
            fields.b("pOtherInfo", "ulOtherInfoLen", info).b("pPublicData", "ulPublicDataLen", &peer)
        };
        seen.is(&X9_42DhDerive::new(&peer), &Expected::of("CKM_X9_42_DH_DERIVE", fields(CKD_NULL, &[])));
        let builder = X9_42DhDerive::new(&peer).kdf(kdf.into(), &info);
        seen.is(&builder, &Expected::of("CKM_X9_42_DH_DERIVE", fields(kdf, &info)));
    });
}

pub(super) fn gost_derive(seen: &Seen) {
    seen.property((number(), bytes(), bytes()), |(kdf, peer, ukm)| {
        let fields = Fields::new("CK_GOSTR3410_DERIVE_PARAMS").n("kdf", kdf);
        let fields = fields.b("pPublicData", "ulPublicDataLen", &peer).b("pUKM", "ulUKMLen", &ukm);
        let builder = GostR3410Derive::new(kdf.into(), &peer, &ukm);
        seen.is(&builder, &Expected::of("CKM_GOSTR3410_DERIVE", fields));
    });
}

/// What an agreement with two key pairs is made of.
#[derive(Clone, Debug)]
struct Two {
    peer: [Vec<u8>; 2],
    public: Ulong,
    private: Ulong,
    length: usize,
    kdf: Ulong,
    info: Vec<u8>,
}

fn two() -> impl Strategy<Value = Two> {
    ([bytes(), bytes()], any::<(Ulong, Ulong)>(), count(), number(), bytes())
        .prop_map(|(peer, (public, private), length, kdf, info)| Two { peer, public, private, length, kdf, info })
}

impl Two {
    /// The fields that all of them have.
    fn fields(&self, name: &'static str, info: &'static str, info_length: &'static str) -> Fields {
        Fields::new(name)
            .n("kdf", self.kdf)
            .b(info, info_length, &self.info)
            .b("pPublicData", "ulPublicDataLen", &self.peer[0])
            .b("pPublicData2", "ulPublicDataLen2", &self.peer[1])
            .n("hPrivateData", self.private)
            .count("ulPrivateDataLen", self.length)
    }

    fn peer(&self) -> [&[u8]; 2] {
        [&self.peer[0], &self.peer[1]]
    }
}

pub(super) fn ecmqv(seen: &Seen) {
    seen.property(two(), |two| {
        let fields = two.fields("CK_ECMQV_DERIVE_PARAMS", "pSharedData", "ulSharedDataLen").n("publicKey", two.public);
        let (public, private) = (seen.object(two.public), seen.object(two.private));
        let builder = EcmqvDerive::new(two.peer(), public, private, two.length);
        seen.is(&builder.kdf(two.kdf.into()).shared_data(&two.info), &Expected::of("CKM_ECMQV_DERIVE", fields));
    });
}

pub(super) fn dh_hybrid(seen: &Seen) {
    seen.property(two(), |two| {
        let fields = two.fields("CK_X9_42_DH2_DERIVE_PARAMS", "pOtherInfo", "ulOtherInfoLen");
        let builder = X9_42DhHybridDerive::new(two.peer(), seen.object(two.private), two.length);
        let builder = builder.kdf(two.kdf.into(), &two.info);
        seen.is(&builder, &Expected::of("CKM_X9_42_DH_HYBRID_DERIVE", fields));
    });
}

pub(super) fn mqv(seen: &Seen) {
    seen.property(two(), |two| {
        let fields = two.fields("CK_X9_42_MQV_DERIVE_PARAMS", "pOtherInfo", "ulOtherInfoLen");
        let expected = Expected::of("CKM_X9_42_MQV_DERIVE", fields.n("publicKey", two.public));
        let (public, private) = (seen.object(two.public), seen.object(two.private));
        let builder = X9_42MqvDerive::new(two.peer(), public, private, two.length);
        seen.is(&builder.kdf(two.kdf.into(), &two.info), &expected);
    });
}
