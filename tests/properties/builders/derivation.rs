//! Keys from keys and from passwords: HKDF, PBKDF2, PBE, IKE; and a vendor's own parameter.

use super::expected::{Expected, Fields};
use super::seen::Seen;
use super::signature::hash;
use crate::inputs::{bytes, count, number};
use pkcs11_safe::mechanism::*;
use pkcs11_safe::{MechanismType, Ulong};
use pkcs11_sys::*;
use proptest::prelude::*;
use proptest::sample::select;
use support::module::Field;

pub(super) use super::sp800_108::{sp800_108, sp800_108_feedback};

/// A salt.
#[derive(Clone, Debug)]
enum Salt {
    None,
    Bytes(Vec<u8>),
    Key(Ulong),
}

pub(super) fn hkdf(seen: &Seen) {
    let salt = || prop_oneof![Just(Salt::None), bytes().prop_map(Salt::Bytes), any::<Ulong>().prop_map(Salt::Key)];
    let steps = select(&[(CK_TRUE, CK_TRUE), (CK_TRUE, CK_FALSE), (CK_FALSE, CK_TRUE)]);
    let drawn = (hash(), (salt(), salt()), bytes(), steps, any::<bool>());
    seen.property(drawn, |(hash, (first, salt), info, (extract, expand), data)| {
        let mut builder = if data { HkdfDerive::data(hash) } else { HkdfDerive::new(hash) };
        // The salt that is set last counts.
        for salt in [&first, &salt] {
            builder = match salt {
                Salt::None => builder.salt(&[]),
                Salt::Bytes(bytes) => builder.salt(bytes),
                Salt::Key(key) => builder.salt_key(seen.object(*key)),
            };
        }
        builder = builder.info(&info);
        if extract == CK_FALSE {
            builder = builder.expand_only();
        } else if expand == CK_FALSE {
            builder = builder.extract_only();
        }
        let (kind, bytes, key): (Ulong, &[u8], Ulong) = match &salt {
            Salt::Bytes(bytes) if !bytes.is_empty() => (CKF_HKDF_SALT_DATA, bytes, 0),
            Salt::Key(key) => (CKF_HKDF_SALT_KEY, &[], *key),
            Salt::Bytes(_) | Salt::None => (CKF_HKDF_SALT_NULL, &[], 0),
        };
        let fields = Fields::new("CK_HKDF_PARAMS").n("bExtract", extract).n("bExpand", expand);
        let fields = fields.n("prfHashMechanism", hash.mechanism().raw()).n("ulSaltType", kind).n("hSaltKey", key);
        let fields = fields.b("pSalt", "ulSaltLen", bytes).b("pInfo", "ulInfoLen", &info);
        let name = if data { "CKM_HKDF_DATA" } else { "CKM_HKDF_DERIVE" };
        seen.is(&builder, &Expected::of(name, fields));
    });
}

pub(super) fn pbkdf2(seen: &Seen) {
    let prf = select(&[
        (Pbkdf2Prf::Sha1, CKP_PKCS5_PBKD2_HMAC_SHA1),
        (Pbkdf2Prf::GostR3411, CKP_PKCS5_PBKD2_HMAC_GOSTR3411),
        (Pbkdf2Prf::Sha224, CKP_PKCS5_PBKD2_HMAC_SHA224),
        (Pbkdf2Prf::Sha256, CKP_PKCS5_PBKD2_HMAC_SHA256),
        (Pbkdf2Prf::Sha384, CKP_PKCS5_PBKD2_HMAC_SHA384),
        (Pbkdf2Prf::Sha512, CKP_PKCS5_PBKD2_HMAC_SHA512),
        (Pbkdf2Prf::Sha512_224, CKP_PKCS5_PBKD2_HMAC_SHA512_224),
        (Pbkdf2Prf::Sha512_256, CKP_PKCS5_PBKD2_HMAC_SHA512_256),
    ]);
    seen.property((prf, bytes(), bytes(), count()), |((prf, number), password, salt, iterations)| {
        let fields = Fields::new("CK_PKCS5_PBKD2_PARAMS2").n("saltSource", CKZ_SALT_SPECIFIED).n("prf", number);
        let fields = fields.b("pSaltSourceData", "ulSaltSourceDataLen", &salt).count("iterations", iterations);
        let fields = fields.b("pPrfData", "ulPrfDataLen", &[]).b("pPassword", "ulPasswordLen", &password);
        let builder = Pbkdf2::new(prf, &password, &salt, iterations);
        seen.is(&builder, &Expected::of("CKM_PKCS5_PBKD2", fields));
    });
}

macro_rules! schemes {
    ($($scheme:ident $name:literal;)*) => {
        pub(super) fn pbe(seen: &Seen) {
            let drawn = (bytes(), bytes(), count(), any::<[u8; 8]>());
            seen.property(drawn, |(password, salt, iterations, iv)| {
                let fields = Fields::new("CK_PBE_PARAMS").field("pInitVector", Field::Pointer(true));
                let fields = fields.b("pPassword", "ulPasswordLen", &password).b("pSalt", "ulSaltLen", &salt);
                let fields = fields.count("ulIteration", iterations);
                $({
                    let mut kept = iv;
                    let mut builder = Pbe::$scheme(&password, &salt, iterations, &mut kept);
                    seen.is(&mut builder, &Expected::of($name, fields.clone()));
                    assert_eq!(*builder.iv(), [0; 8], "the token wrote none");
                })*
            });
        }
    };
}

schemes! {
    sha1_des3 "CKM_PBE_SHA1_DES3_EDE_CBC";
    sha1_des2 "CKM_PBE_SHA1_DES2_EDE_CBC";
    sha1_hmac "CKM_PBA_SHA1_WITH_SHA1_HMAC";
    md2_des "CKM_PBE_MD2_DES_CBC";
    md5_des "CKM_PBE_MD5_DES_CBC";
    md5_cast "CKM_PBE_MD5_CAST_CBC";
    md5_cast3 "CKM_PBE_MD5_CAST3_CBC";
    md5_cast128 "CKM_PBE_MD5_CAST128_CBC";
    sha1_cast128 "CKM_PBE_SHA1_CAST128_CBC";
    sha1_rc4_128 "CKM_PBE_SHA1_RC4_128";
    sha1_rc4_40 "CKM_PBE_SHA1_RC4_40";
    sha1_rc2_128 "CKM_PBE_SHA1_RC2_128_CBC";
    sha1_rc2_40 "CKM_PBE_SHA1_RC2_40_CBC";
}

pub(super) fn concatenate_key(seen: &Seen) {
    seen.property(any::<Ulong>(), |key| {
        let expected = Expected::bytes("CKM_CONCATENATE_BASE_AND_KEY", key.to_ne_bytes());
        seen.is(ConcatenateBaseAndKey::new(seen.object(key)), &expected);
        seen.is(&ConcatenateBaseAndKey::new(seen.object(key)), &expected);
    });
}

fn key() -> impl Strategy<Value = Option<Ulong>> {
    proptest::option::of(any::<Ulong>())
}

/// A flag and a handle: a key that may be there.
fn with_key(fields: Fields, flag: &'static str, handle: &'static str, key: Option<Ulong>) -> Fields {
    fields.n(flag, CK_BBOOL::from(key.is_some())).n(handle, key.unwrap_or(0))
}

pub(super) fn ike_prf(seen: &Seen) {
    seen.property((number(), bytes(), bytes(), any::<bool>(), key()), |(prf, ni, nr, data, key)| {
        let fields = Fields::new("CK_IKE_PRF_DERIVE_PARAMS").n("prfMechanism", prf);
        let fields = fields.n("bDataAsKey", CK_BBOOL::from(data)).b("pNi", "ulNiLen", &ni).b("pNr", "ulNrLen", &nr);
        let fields = with_key(fields, "bRekey", "hNewKey", key);
        let mut builder = IkePrfDerive::new(prf.into(), &ni, &nr);
        builder = if data { builder.data_as_key() } else { builder };
        builder = key.map_or(builder, |key| builder.rekey(seen.object(key)));
        seen.is(&builder, &Expected::of("CKM_IKE_PRF_DERIVE", fields));
    });
}

pub(super) fn ike1_prf(seen: &Seen) {
    let drawn = ((number(), any::<Ulong>(), any::<u8>()), bytes(), bytes(), key());
    seen.property(drawn, |((prf, agreed, count), initiator, responder, key)| {
        let fields = Fields::new("CK_IKE1_PRF_DERIVE_PARAMS").n("prfMechanism", prf).n("hKeygxy", agreed);
        let fields = fields.b("pCKYi", "ulCKYiLen", &initiator).b("pCKYr", "ulCKYrLen", &responder);
        let fields = with_key(fields, "bHasPrevKey", "hPrevKey", key).n("keyNumber", count);
        let mut builder = Ike1PrfDerive::new(prf.into(), seen.object(agreed), [&initiator, &responder], count);
        builder = key.map_or(builder, |key| builder.previous(seen.object(key)));
        seen.is(&builder, &Expected::of("CKM_IKE1_PRF_DERIVE", fields));
    });
}

pub(super) fn ike1_extended(seen: &Seen) {
    seen.property((number(), bytes(), key()), |(prf, extra, key)| {
        let fields = Fields::new("CK_IKE1_EXTENDED_DERIVE_PARAMS").n("prfMechanism", prf);
        let fields = with_key(fields, "bHasKeygxy", "hKeygxy", key).b("pExtraData", "ulExtraDataLen", &extra);
        let mut builder = Ike1ExtendedDerive::new(prf.into(), &extra);
        builder = key.map_or(builder, |key| builder.agreed(seen.object(key)));
        seen.is(&builder, &Expected::of("CKM_IKE1_EXTENDED_DERIVE", fields));
    });
}

pub(super) fn ike2_prf_plus(seen: &Seen) {
    seen.property((number(), bytes(), key()), |(prf, seed, key)| {
        let fields = Fields::new("CK_IKE2_PRF_PLUS_DERIVE_PARAMS").n("prfMechanism", prf);
        let fields = with_key(fields, "bHasSeedKey", "hSeedKey", key).b("pSeedData", "ulSeedDataLen", &seed);
        let mut builder = Ike2PrfPlusDerive::new(prf.into(), &seed);
        builder = key.map_or(builder, |key| builder.seed_key(seen.object(key)));
        seen.is(&builder, &Expected::of("CKM_IKE2_PRF_PLUS_DERIVE", fields));
    });
}

/// A parameter of a vendor's, of any length: that which fits into the call's own memory and that which does not.
#[allow(unsafe_code)]
pub(super) fn vendors(seen: &Seen) {
    seen.property((number(), bytes()), |(number, bytes)| {
        let number = number | CKM_VENDOR_DEFINED;
        // SAFETY: the module in this process follows no pointers in a parameter of a mechanism that it does not know.
        let builder = unsafe { VendorMechanism::new(MechanismType::new(number), &bytes) };
        seen.is_number(&builder, number, &bytes);
        seen.is_number(builder, number, &bytes);
    });
}
