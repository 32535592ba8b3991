//! How many calls the common things cost, and that nothing is called that need not be.

use super::keys;
use pkcs11_safe::encoding::ec::Curve;
use pkcs11_safe::{Function, KeyPairSpec, Mechanism, Object, PrivateKey, SecretKeySpec, attribute as attr};
use support::counting;
use support::token;
use support::token::{USER_PIN, calls, context, module};

#[test]
fn opening_logging_in_and_closing_are_a_call_each() {
    let token = token!();
    let ((), made) = calls(|| drop(token.login()));
    assert_eq!(made.functions(), [Function::OpenSession, Function::Login, Function::CloseSession]);
}

#[test]
fn generating_a_key_is_one_call() {
    let token = token!();
    let session = token.login();
    let (_, made) = calls(|| KeyPairSpec::ec(Curve::P256).label("x").generate(&session).unwrap());
    assert_eq!(made.functions(), [Function::GenerateKeyPair]);
    let (_, made) = calls(|| SecretKeySpec::aes(256).generate(&session).unwrap());
    assert_eq!(made.functions(), [Function::GenerateKey]);
}

#[test]
fn finding_a_key_and_signing_is_six_calls() {
    let token = token!();
    let session = token.login();
    KeyPairSpec::ec(Curve::P256).label("mine").generate(&session).unwrap();
    let (_, made) = calls(|| {
        let key: PrivateKey = session.find_one(&[attr::LABEL.is("mine")]).unwrap();
        session.sign(Mechanism::ECDSA, key, &[7; 32]).unwrap()
    });
    assert_eq!(
        made.functions(),
        [
            Function::FindObjectsInit,
            Function::FindObjects,
            Function::FindObjects,
            Function::FindObjectsFinal,
            Function::SignInit,
            Function::Sign,
        ]
    );
}

#[test]
fn a_stream_is_its_pieces_and_two_calls_more() {
    let token = token!();
    let mut session = token.open();
    let (_, made) = calls(|| {
        let mut digester = session.digester(Mechanism::SHA256).unwrap();
        digester.update_from(&[0; 200_000][..]).unwrap();
        digester.finish().unwrap()
    });
    // 64 KiB at a time.
    assert_eq!(made.of(Function::DigestUpdate), 4);
    assert_eq!((made.of(Function::DigestInit), made.of(Function::DigestFinal), made.total()), (1, 1, 6));
}

#[test]
fn ending_an_operation_that_was_dropped_is_one_call() {
    let token = token!();
    let mut session = token.open();
    let digester = session.digester(Mechanism::SHA256).unwrap();
    let ((), made) = calls(|| drop(digester));
    assert_eq!(made.functions(), [Function::Digest], "the single part, since it got no data");
    let mut digester = session.digester(Mechanism::SHA256).unwrap();
    digester.update(b"abc").unwrap();
    let ((), made) = calls(|| drop(digester));
    assert_eq!(made.functions(), [Function::DigestFinal]);
    // Finished, there is nothing to end.
    let digester = session.digester(Mechanism::SHA256).unwrap();
    digester.finish().unwrap();
    let ((), made) = calls(|| drop(session));
    assert_eq!(made.functions(), [Function::CloseSession]);
}

#[test]
fn what_failed_costs_the_next_operation_nothing_where_the_token_has_ended_it() {
    let token = token!();
    let session = token.login();
    let pair = keys::rsa(&session);
    session.sign(Mechanism::RSA_PKCS, pair.private, &[0; 500]).unwrap_err();
    let ((), made) = calls(|| keys::assert_usable(&session));
    assert_eq!(made.total(), 2, "{:?}", made.functions());
}

#[test]
fn a_buffer_that_was_too_small_costs_the_next_operation_its_ending_and_no_more() {
    let token = token!();
    let session = token.login();
    session.digest_into(Mechanism::SHA256, b"abc", &mut [0; 3]).unwrap_err();
    // SoftHSM2 keeps the operation: the next Init is refused, the old one ended by its single part, and Init repeated.
    let ((), made) = calls(|| keys::assert_usable(&session));
    let (init, once) = (Function::DigestInit, Function::Digest);
    assert_eq!(made.functions(), [init, once, init, once]);
    let ((), made) = calls(|| keys::assert_usable(&session));
    assert_eq!(made.total(), 2);
}

#[test]
fn an_observer_sees_the_return_values_and_only_while_it_observes() {
    let token = token!();
    let session = token.open();
    let (_, made) = calls(|| session.login(pkcs11_safe::UserType::USER, &"wrong".into()).unwrap_err());
    assert_eq!((made.of(Function::Login), made.ok(Function::Login)), (1, 0));
    let (_, made) = calls(|| session.login(pkcs11_safe::UserType::USER, &USER_PIN.into()).unwrap());
    assert_eq!((made.of(Function::Login), made.ok(Function::Login)), (1, 1));
    let ((), outer) = calls(|| {
        let (_, inner) = calls(|| session.random(1).unwrap());
        assert_eq!(inner.total(), 1);
        session.random(1).unwrap();
    });
    assert_eq!(outer.total(), 2);
}

#[test]
fn calls_that_an_observer_makes_are_not_reported() {
    let token = token!();
    let module = module().expect("there is SoftHSM2");
    let session = std::sync::Mutex::new(token.open());
    let me = std::thread::current().id();
    let id = module.observe(move |_| {
        if std::thread::current().id() == me {
            session.lock().unwrap().random(1).unwrap();
        }
    });
    let (_, made) = counting::calls(module, || context().expect("there is SoftHSM2").info().unwrap());
    module.unobserve(id);
    assert_eq!(made.functions(), [Function::GetInfo]);
}

#[test]
fn a_template_that_cannot_be_sent_is_reported_as_no_call() {
    let token = token!();
    let session = token.login();
    let mut template = vec![attr::LABEL.is("x")];
    for _ in 0..10 {
        let inner: &'static [_] = Vec::leak(template);
        template = vec![attr::WRAP_TEMPLATE.is(inner)];
    }
    let (error, made) = calls(|| session.find::<Object>(&template).unwrap_err());
    assert!(matches!(error, pkcs11_safe::Error::Usage { argument: "template", .. }), "{error:?}");
    assert_eq!(made.total(), 0, "{:?}", made.functions());
    keys::assert_usable(&session);
}
