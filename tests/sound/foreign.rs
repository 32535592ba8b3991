//! Keys that a mechanism's parameter names: those of another token are a usage error before any call.

use super::{context, session};
use pkcs11_safe::attribute::{self as attr, Attribute};
use pkcs11_safe::mechanism::{
    ConcatenateBaseAndKey, EcmqvDerive, GostR3410KeyWrap, Hash, HkdfDerive, Ike1ExtendedDerive, Ike1PrfDerive,
    Ike2PrfPlusDerive, IkePrfDerive, X9_42DhHybridDerive, X9_42MqvDerive,
};
use pkcs11_safe::{
    Error, KeyType, Mechanism, MechanismType, ObjectClass, SecretKey, SecretKeySpec, Session, Slot, Usage,
};
use support::module::{Claim, SLOT, SlotConfig, TokenConfig, claim};

/// The module with a second token, like the first.
fn two(claim: &Claim) -> (Slot, Slot) {
    const SECOND: pkcs11_sys::CK_SLOT_ID = 8;
    claim.configure(|config| config.slots.push(SlotConfig::new(SECOND, Some(TokenConfig::new("second")))));
    let context = context(claim);
    (context.slot(SLOT), context.slot(SECOND))
}

fn aes(session: &Session) -> SecretKey {
    SecretKeySpec::aes(256).may(Usage::DERIVE | Usage::WRAP).generate(session).unwrap()
}

fn secret() -> [Attribute<'static>; 3] {
    [attr::CLASS.is(ObjectClass::SECRET_KEY), attr::KEY_TYPE.is(KeyType::GENERIC_SECRET), attr::VALUE_LEN.is(16)]
}

#[test]
fn a_key_of_another_token_in_a_parameter_is_a_usage_error_before_any_call() {
    let claim = claim();
    let (home, abroad) = two(&claim);
    let (here, there) = (session(&home), session(&abroad));
    let (own, foreign) = (aes(&here), aes(&there));
    let (prf, peer) = (MechanismType::SHA256_HMAC, [&[4; 65][..], &[4; 65]]);
    let builders = |key: SecretKey, run: &dyn Fn(&str, Mechanism<'_>)| {
        run("hkdf", (&HkdfDerive::new(Hash::Sha256).salt_key(key)).into());
        run("concatenate", ConcatenateBaseAndKey::new(key).into());
        run("ecmqv", (&EcmqvDerive::new(peer, own, key, 32)).into());
        run("ecmqv, the other way round", (&EcmqvDerive::new(peer, key, own, 32)).into());
        run("hybrid", (&X9_42DhHybridDerive::new(peer, key, 32)).into());
        run("mqv", (&X9_42MqvDerive::new(peer, key, own, 32)).into());
        run("ike", (&IkePrfDerive::new(prf, &[1; 8], &[2; 8]).rekey(key)).into());
        run("ike1", (&Ike1PrfDerive::new(prf, key, [&[1; 8], &[2; 8]], 0)).into());
        run("ike1, previous", (&Ike1PrfDerive::new(prf, own, [&[1; 8], &[2; 8]], 0).previous(key)).into());
        run("ike1, extended", (&Ike1ExtendedDerive::new(prf, &[]).agreed(key)).into());
        run("ike2", (&Ike2PrfPlusDerive::new(prf, &[]).seed_key(key)).into());
    };
    builders(foreign, &|what, mechanism| {
        claim.clear();
        let error = here.derive_key(mechanism, own, &secret()).unwrap_err();
        assert!(matches!(error, Error::Usage { argument: "mechanism", .. }), "{what}: {error:?}");
        assert_eq!(claim.total(), 0, "{what}");
    });
    let wrap = GostR3410KeyWrap::new(&[6, 1, 42], &[1; 8], Some(foreign.into()));
    assert!(matches!(here.wrap_key(&wrap, own, own).unwrap_err(), Error::Usage { argument: "mechanism", .. }));
    assert_eq!(claim.total(), 0);
    // Those of the same token reach the module.
    builders(own, &|what, mechanism| {
        claim.clear();
        drop(here.derive_key(mechanism, own, &secret()));
        assert_eq!(claim.count("C_DeriveKey"), 1, "{what}");
    });
}

#[test]
fn a_salt_of_bytes_takes_the_place_of_a_foreign_key() {
    let claim = claim();
    let (home, abroad) = two(&claim);
    let (here, there) = (session(&home), session(&abroad));
    let (own, foreign) = (aes(&here), aes(&there));
    let builder = HkdfDerive::new(Hash::Sha256).salt_key(foreign).salt(b"salt");
    here.derive_key(&builder, own, &secret()).unwrap();
    let builder = HkdfDerive::new(Hash::Sha256).salt_key(foreign).salt_key(own);
    here.derive_key(&builder, own, &secret()).unwrap();
}
