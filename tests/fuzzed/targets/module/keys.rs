//! Keys: generated, derived, wrapped and unwrapped.

use super::outcome::Outcome;
use super::program::Bench;
use pkcs11_safe::attribute as attr;
use pkcs11_safe::encoding::ec::Curve;
use pkcs11_safe::mechanism::Ecdh1Derive;
use pkcs11_safe::{
    KeyPair, KeyPairSpec, KeyType, Mechanism, ObjectClass, PointForm, SecretKey, SecretKeySpec, Session, Usage,
};

/// A key to encrypt and wrap with, and two pairs.
pub(super) fn generate(
    outcome: &Outcome<'_>,
    session: &Session,
) -> (Option<SecretKey>, Option<KeyPair>, Option<KeyPair>) {
    let all = Usage::ENCRYPT | Usage::DECRYPT | Usage::WRAP | Usage::UNWRAP | Usage::SIGN | Usage::VERIFY;
    let spec =
        SecretKeySpec::aes(256).label("AES").may(all).with(&[attr::EXTRACTABLE.is(true), attr::SENSITIVE.is(false)]);
    let aes = outcome.objects("generate AES", || spec.generate(session), |key| vec![(*key).into()]);
    let both = |pair: &KeyPair| vec![pair.public.into(), pair.private.into()];
    let spec = KeyPairSpec::rsa(2048)
        .label("RSA")
        .id(&[1])
        .private(&[attr::SIGN_RECOVER.is(true)])
        .public(&[attr::VERIFY_RECOVER.is(true)]);
    let rsa = outcome.objects("generate RSA", || spec.generate(session), both);
    let spec = KeyPairSpec::ec(Curve::P256).label("EC").id(&[2]);
    let ec = outcome.objects("generate EC", || spec.generate(session), both);
    (aes, rsa, ec)
}

pub(super) fn derive(bench: &mut Bench<'_>) {
    let Bench { outcome, session, ec, .. } = bench;
    let point = [&[4][..], &[0x55; 64]].concat();
    let template = [
        attr::CLASS.is(ObjectClass::SECRET_KEY),
        attr::KEY_TYPE.is(KeyType::GENERIC_SECRET),
        attr::VALUE_LEN.is(32),
        attr::SENSITIVE.is(false),
        attr::EXTRACTABLE.is(true),
    ];
    let derive = || session.derive_key(&Ecdh1Derive::new(&point), ec.1, &template);
    let secret = outcome.objects("derive_key", derive, |key| vec![(*key).into()]);
    if let Some(secret) = secret {
        outcome.of("the derived value", session.get(secret, attr::VALUE));
    }
    outcome.of("read_derived", session.read_derived(&Ecdh1Derive::new(&point), ec.1, &template));
    if let Some(pkcs11_safe::encoding::PublicKey::Ec(own)) =
        outcome.of("export_public_key", session.export_public_key(ec.0))
    {
        let secret = outcome.maybe(session.shared_secret(ec.1, &own, PointForm::Raw));
        assert!(secret.is_none_or(|secret| !format!("{secret:?}").is_empty()));
    }
}

pub(super) fn wrap(bench: &mut Bench<'_>) {
    let Bench { outcome, session, aes, .. } = bench;
    let wrapped = outcome.bytes("wrap_key", || session.wrap_key(Mechanism::AES_KEY_WRAP, *aes, *aes));
    let wrapped = wrapped.unwrap_or_else(|| vec![0; 40]);
    let template = [attr::CLASS.is(ObjectClass::SECRET_KEY), attr::KEY_TYPE.is(KeyType::AES), attr::ENCRYPT.is(true)];
    let unwrap = || session.unwrap_key::<SecretKey>(Mechanism::AES_KEY_WRAP, *aes, &wrapped, &template);
    outcome.objects("unwrap_key", unwrap, |key| vec![(*key).into()]);
}
