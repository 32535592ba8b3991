//! Signatures and MACs: PSS, EdDSA, ML-DSA, SLH-DSA, HMAC cut short, and the parameters of DSA.

use super::expected::{Expected, Fields};
use super::seen::Seen;
use crate::inputs::{bytes, count, number};
use pkcs11_safe::mechanism::*;
use pkcs11_safe::{MechanismType, Ulong};
use pkcs11_sys::*;
use proptest::prelude::*;
use proptest::sample::select;

/// Any hash that has a name.
pub(super) fn hash() -> impl Strategy<Value = Hash> {
    select(Hash::ALL)
}

/// The name of a hash in the names of mechanisms: `SHA256`, and `SHA1` although it is `CKM_SHA_1`.
fn name(hash: Hash) -> &'static str {
    match hash.mechanism().name().expect("has a name") {
        "CKM_SHA_1" => "SHA1",
        name => &name[4..],
    }
}

macro_rules! masks {
    ({} $($name:ident $short:ident $value:expr;)*) => {
        &[$((stringify!($name), pkcs11_sys::$name)),*]
    };
}

/// The number of the mask that is made with a hash.
pub(super) fn mgf(hash: Hash) -> CK_RSA_PKCS_MGF_TYPE {
    const MASKS: &[(&str, CK_RSA_PKCS_MGF_TYPE)] = pkcs11_sys::with_ckg_mgf!(masks {});
    let wanted = format!("CKG_MGF1_{}", name(hash));
    MASKS.iter().find(|(name, _)| *name == wanted).expect("there is one for each hash").1
}

pub(super) fn rsa_pss(seen: &Seen) {
    seen.property((hash(), hash(), count()), |(hash, mask, salt)| {
        let fields = |mask, salt| {
            let fields = Fields::new("CK_RSA_PKCS_PSS_PARAMS").n("hashAlg", hash.mechanism().raw());
            fields.n("mgf", mgf(mask)).count("sLen", salt)
        };
        let signs = format!("CKM_{}_RSA_PKCS_PSS", name(hash));
        seen.is(&RsaPkcsPss::new(hash), &Expected::of(&*signs, fields(hash, hash.len())));
        seen.is(&RsaPkcsPss::new(hash).mgf(mask).salt_len(salt), &Expected::of(signs, fields(mask, salt)));
        let builder = RsaPkcsPss::prehashed(hash).salt_len(salt).mgf(mask);
        seen.is(&builder, &Expected::of("CKM_RSA_PKCS_PSS", fields(mask, salt)));
    });
}

pub(super) fn eddsa(seen: &Seen) {
    seen.property((any::<bool>(), bytes()), |(prehash, context)| {
        let fields = Fields::new("CK_EDDSA_PARAMS").n("phFlag", CK_BBOOL::from(prehash));
        let fields = fields.b("pContextData", "ulContextDataLen", &context);
        seen.is(&EdDsa::new().prehash(prehash).context(&context), &Expected::of("CKM_EDDSA", fields));
    });
}

pub(super) fn xeddsa(seen: &Seen) {
    seen.property(number(), |hash| {
        let fields = Fields::new("CK_XEDDSA_PARAMS").n("hash", hash);
        seen.is(&XEdDsa::new(MechanismType::new(hash)), &Expected::of("CKM_XEDDSA", fields));
    });
}

fn hedge() -> impl Strategy<Value = (Hedge, Ulong)> {
    select(&[
        (Hedge::Preferred, CKH_HEDGE_PREFERRED),
        (Hedge::Required, CKH_HEDGE_REQUIRED),
        (Hedge::Deterministic, CKH_DETERMINISTIC_REQUIRED),
    ])
}

/// A hash that the mechanism's own name has: `Sha3_224` is `SHA3_224`.
fn prehash() -> impl Strategy<Value = Option<PreHash>> {
    use PreHash::*;
    let all = [Sha224, Sha256, Sha384, Sha512, Sha3_224, Sha3_256, Sha3_384, Sha3_512, Shake128, Shake256];
    proptest::option::of(select(all.to_vec()))
}

macro_rules! post_quantum {
    ($($function:ident $hash_function:ident $name:ident $hash_name:ident $c_name:literal;)*) => {
        $(
            pub(super) fn $function(seen: &Seen) {
                seen.property((prehash(), hedge(), bytes()), |(prehash, (hedge, number), context)| {
                    let fields = Fields::new("CK_SIGN_ADDITIONAL_CONTEXT").n("hedgeVariant", number);
                    let fields = fields.b("pContext", "ulContextLen", &context);
                    let (builder, mechanism) = match prehash {
                        None => ($name::new(), concat!("CKM_", $c_name).to_owned()),
                        Some(hash) => {
                            let name = format!("{hash:?}").to_uppercase();
                            ($name::hashed(hash), format!(concat!("CKM_HASH_", $c_name, "_{}"), name))
                        }
                    };
                    seen.is(&builder.hedge(hedge).context(&context), &Expected::of(mechanism, fields));
                });
            }

            pub(super) fn $hash_function(seen: &Seen) {
                seen.property((hash(), hedge(), bytes()), |(hash, (hedge, number), context)| {
                    let fields = Fields::new("CK_HASH_SIGN_ADDITIONAL_CONTEXT").n("hedgeVariant", number);
                    let fields = fields.b("pContext", "ulContextLen", &context).n("hash", hash.mechanism().raw());
                    let builder = $hash_name::new(hash).hedge(hedge).context(&context);
                    seen.is(&builder, &Expected::of(concat!("CKM_HASH_", $c_name), fields));
                });
            }
        )*
    };
}

post_quantum! {
    ml_dsa hash_ml_dsa MlDsa HashMlDsa "ML_DSA";
    slh_dsa hash_slh_dsa SlhDsa HashSlhDsa "SLH_DSA";
}

pub(super) fn hmac_general(seen: &Seen) {
    seen.property((hash(), count()), |(hash, length)| {
        let name = match hash {
            Hash::Sha1 => "SHA_1",
            hash => name(hash),
        };
        let expected = Expected::number(format!("CKM_{name}_HMAC_GENERAL"), length);
        seen.is(HmacGeneral::new(hash, length), &expected);
        seen.is(&HmacGeneral::new(hash, length), &expected);
    });
}

fn dsa_params(hash: Hash, seed: &[u8], index: u8) -> Fields {
    let fields = Fields::new("CK_DSA_PARAMETER_GEN_PARAM").n("hash", hash.mechanism().raw());
    fields.b("pSeed", "ulSeedLen", seed).n("ulIndex", index)
}

pub(super) fn dsa_generation(seen: &Seen) {
    seen.property((hash(), bytes()), |(hash, mut seed)| {
        // Room, of which nothing is told.
        let fields = dsa_params(hash, &vec![0; seed.len()], 0);
        let expected = Expected::of("CKM_DSA_PROBABILISTIC_PARAMETER_GEN", fields.clone());
        seen.is(&mut DsaParameterGen::probabilistic(hash, &mut seed), &expected);
        let expected = Expected::of("CKM_DSA_SHAWE_TAYLOR_PARAMETER_GEN", fields);
        seen.is(&mut DsaParameterGen::shawe_taylor(hash, &mut seed), &expected);
    });
}

pub(super) fn dsa_base(seen: &Seen) {
    seen.property((hash(), bytes(), any::<u8>()), |(hash, seed, index)| {
        let expected = Expected::of("CKM_DSA_FIPS_G_GEN", dsa_params(hash, &seed, index));
        seen.is(&DsaFipsGGen::new(hash, &seed, index), &expected);
    });
}
