//! Keys: generated, derived, wrapped, unwrapped.

use crate::row::{Row, Shown, label, prepared, row};
use crate::world::{Stage, World};
use pkcs11_safe::encoding::ec::{self, Curve};
use pkcs11_safe::{
    KeyPairSpec, KeyType, Mechanism, MechanismType, ObjectClass, PointForm, PrivateKey, SecretKey, SecretKeySpec,
    attribute as attr, mechanism::AesCbcPad, mechanism::Ecdh1Derive,
};

/// Two pairs on P-256; the point of the second is the other side's.
fn two_pairs(world: &mut World) {
    world.ec();
    world.ec();
    let point = world.session().get(world.object(2), attr::EC_POINT).expect("an honest token tells it");
    world.bytes.push(point);
}

/// A wrapping key, a key that was wrapped with it, and the result.
fn wrapped(world: &mut World) {
    world.aes();
    world.secret(KeyType::GENERIC_SECRET, &[0x77; 24], &[]);
    let [wrapping, key] = [world.object(0), world.object(1)];
    let bytes = world.session().wrap_key(Mechanism::AES_KEY_WRAP_KWP, wrapping, key).expect("it is wrapped");
    world.bytes.push(bytes);
}

/// So many bytes, so that none can be missing and nobody see it.
fn several(bytes: usize) -> Vec<u8> {
    (0..=250).cycle().take(bytes).collect()
}

/// The template of a secret that is used on the computer.
fn agreed() -> [pkcs11_safe::Attribute<'static>; 5] {
    [
        attr::CLASS.is(ObjectClass::SECRET_KEY),
        attr::KEY_TYPE.is(KeyType::GENERIC_SECRET),
        attr::SENSITIVE.is(false),
        attr::EXTRACTABLE.is(true),
        attr::VALUE_LEN.is(16),
    ]
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        row(&["Session::generate_key"], "", Stage::User, |world| {
            let template = [attr::VALUE_LEN.is(16), label(), attr::SENSITIVE.is(true)];
            world.session().generate_key(Mechanism::AES_KEY_GEN, &template).map(Shown::object)
        }),
        row(&["SecretKeySpec::generate"], "", Stage::User, |world| {
            SecretKeySpec::aes(256).label("made").id(&[1]).generate(world.session()).map(Shown::object)
        }),
        row(&["Session::generate_key_pair"], "", Stage::User, |world| {
            let public = [attr::MODULUS_BITS.is(1024), label()];
            let pair = world.session().generate_key_pair(Mechanism::RSA_PKCS_KEY_PAIR_GEN, &public, &[label()])?;
            Ok(Shown { text: String::new(), objects: vec![pair.public.into(), pair.private.into()] })
        }),
        row(&["KeyPairSpec::generate"], "", Stage::User, |world| {
            let pair = KeyPairSpec::ec(Curve::P256).label("made").id(&[1]).generate(world.session())?;
            Ok(Shown { text: String::new(), objects: vec![pair.public.into(), pair.private.into()] })
        }),
        row(&["Session::generate_domain_parameters"], "", Stage::User, |world| {
            let template = [attr::PRIME_BITS.is(512), label()];
            let made = world
                .session()
                .generate_domain_parameters(Mechanism::bare(MechanismType::DH_PKCS_PARAMETER_GEN), &template)?;
            Ok(Shown::object(made))
        }),
        prepared(&["Session::derive_key"], "", Stage::User, two_pairs, |world| {
            let mechanism = Ecdh1Derive::new(&world.bytes[0]);
            let mut template = agreed().to_vec();
            template.push(label());
            world.session().derive_key(&mechanism, world.object(1), &template).map(Shown::object)
        }),
        prepared(&["Session::read_derived"], "", Stage::User, two_pairs, |world| {
            let mechanism = Ecdh1Derive::new(&world.bytes[0]);
            let value = world.session().read_derived(&mechanism, world.object(1), &agreed())?;
            Ok(Shown::from(&*value))
        }),
        prepared(&["Session::shared_secret"], "", Stage::User, two_pairs, |world| {
            let params = Curve::P256.params();
            let peer = ec::PublicKey::from_attributes(params, &world.bytes[0])?;
            let key = PrivateKey::from_object(world.object(1));
            let value = world.session().shared_secret(key, &peer, PointForm::Any)?;
            Ok(Shown::from(&*value))
        }),
        prepared(&["Session::wrap_key"], "", Stage::User, wrapped, |world| {
            let [wrapping, key] = [world.object(0), world.object(1)];
            Ok(world.session().wrap_key(Mechanism::AES_KEY_WRAP_KWP, wrapping, key)?.into())
        }),
        prepared(&["Session::wrap_key"], "by a mechanism with a parameter", Stage::User, wrapped, |world| {
            let [wrapping, key] = [world.object(0), world.object(1)];
            Ok(world.session().wrap_key(AesCbcPad::new(&[3; 16]), wrapping, key)?.into())
        }),
        prepared(
            &["Session::wrap_key"],
            "more than is guessed",
            Stage::User,
            |world| {
                world.aes();
                world.secret(KeyType::GENERIC_SECRET, &several(5000), &[]);
            },
            |world| {
                let [wrapping, key] = [world.object(0), world.object(1)];
                Ok(world.session().wrap_key(Mechanism::AES_KEY_WRAP_KWP, wrapping, key)?.into())
            },
        ),
        prepared(&["Session::unwrap_key"], "", Stage::User, wrapped, |world| {
            let template = [
                attr::CLASS.is(ObjectClass::SECRET_KEY),
                attr::KEY_TYPE.is(KeyType::GENERIC_SECRET),
                label(),
                attr::EXTRACTABLE.is(true),
            ];
            let (key, bytes) = (world.object(0), &world.bytes[0]);
            let made: SecretKey = world.session().unwrap_key(Mechanism::AES_KEY_WRAP_KWP, key, bytes, &template)?;
            Ok(Shown::object(made))
        }),
    ]
}
