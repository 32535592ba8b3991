//! What the child processes do, one after the other: make the token, hammer on it, look at what is left.

use crate::work::Shift;
use core::time::Duration;
use pkcs11_safe::encoding::ec::Curve;
use pkcs11_safe::{
    Context, Error, Function, InitializeArgs, KeyPairSpec, Locking, Mechanism, Module, Object, Pin, PrivateKey,
    PublicKey, SecretKeySpec, Session, SessionMode, Slot, TokenFilter, TokenFlags, UserType, attribute as attr,
};
use std::path::PathBuf;
use std::{env, thread};
use support::counting::calls;
use support::token::{SO_PIN, USER_PIN};

/// The steps, in their order.
pub(crate) const NAMES: [&str; 3] = ["prepare", "hammer", "check"];

const LABEL: &str = "hammered";

/// Objects that the token has.
const OBJECTS: usize = 3;

/// How many threads sign.
const THREADS: usize = 8;

/// Runs a step, or panics with what is wrong.
pub(crate) fn run(step: &str, locking: Locking, time: Duration) {
    let path = PathBuf::from(env::var_os("P11_TEST_SOFTHSM2").expect("the parent names the module"));
    let module = support::token::load(&path);
    let context = module.initialize(InitializeArgs::new().locking(locking)).expect("SoftHSM2 initialises");
    match step {
        "prepare" => prepare(&context),
        "hammer" => hammer(&module, &context, time),
        "check" => check(&context),
        _ => panic!("there is no step {step}"),
    }
    context.finalize().expect("nothing uses the context any more");
}

fn token(context: &Context) -> Slot {
    context.find_token(&TokenFilter::new().label(LABEL)).expect("the token has its label")
}

fn log_in(slot: &Slot) -> Session {
    let session = slot.open_session(SessionMode::ReadWrite).expect("opens");
    session.login(UserType::USER, &Pin::new(USER_PIN)).expect("logs in");
    session
}

/// A token with a key pair and a secret key.
fn prepare(context: &Context) {
    let tokens = context.tokens().expect("slots");
    let blank = |slot: &&Slot| !slot.token_info().expect("info").flags.contains(TokenFlags::TOKEN_INITIALIZED);
    let slot = tokens.iter().find(blank).expect("SoftHSM2 always has a blank token");
    slot.init_token(&Pin::new(SO_PIN), LABEL).expect("initialises");
    let session = slot.open_session(SessionMode::ReadWrite).expect("opens");
    session.login(UserType::SO, &Pin::new(SO_PIN)).expect("logs in");
    session.init_pin(&Pin::new(USER_PIN)).expect("sets the PIN");
    session.logout().expect("logs out");
    session.login(UserType::USER, &Pin::new(USER_PIN)).expect("logs in");
    KeyPairSpec::ec(Curve::P256).label("pair").id(&[7]).store(true).generate(&session).expect("generates");
    SecretKeySpec::aes(256).label("secret").store(true).generate(&session).expect("generates");
    assert_eq!(session.find::<Object>(&[]).expect("finds").len(), OBJECTS);
}

/// Threads that sign, and one that closes all sessions.
fn hammer(module: &Module, context: &Context, time: Duration) {
    let slot = token(context);
    let session = log_in(&slot);
    let public: PublicKey = session.find_one(&[attr::LABEL.is("pair")]).expect("the public key is there");
    let public = session.export_public_key(public).expect("it is exported").to_spki();
    drop(session);
    let shift = Shift::new(slot, &public, time);
    thread::scope(|scope| {
        for number in 0..THREADS {
            let shift = &shift;
            scope.spawn(move || shift.sign(number));
        }
        shift.close();
    });
    let complaints = shift.report();
    contract(module, context);
    assert_eq!(complaints, [""; 0], "what went wrong");
}

/// What closing all sessions comes to while one is held, and while none is.
fn contract(module: &Module, context: &Context) {
    let slot = token(context);
    let session = log_in(&slot);
    let (closed, made) = calls(module, || slot.close_all_sessions());
    assert!(matches!(closed, Err(Error::Usage { .. })), "a session is held, and closing all gives {closed:?}");
    assert_eq!(made.total(), 0, "a session is held, and a call is made");
    session.digest(Mechanism::SHA256, b"abc").expect("the session can be used");
    session.close().expect("closes");
    let (closed, made) = calls(module, || slot.close_all_sessions());
    closed.expect("no session is held");
    assert_eq!(made.functions(), [Function::CloseAllSessions]);
    assert_nobody_is_logged_in(&slot);
}

/// A login lasts as long as any session of the token: after the last one, nobody is logged in.
fn assert_nobody_is_logged_in(slot: &Slot) {
    let session = slot.open_session(SessionMode::ReadOnly).expect("opens");
    let state = session.info().expect("info").state;
    assert_eq!(state, pkcs11_safe::SessionState::RO_PUBLIC_SESSION, "a session was left open");
}

/// A fresh process finds the token as it was.
fn check(context: &Context) {
    let slot = token(context);
    assert_nobody_is_logged_in(&slot);
    let session = log_in(&slot);
    assert_eq!(session.find::<Object>(&[]).expect("finds").len(), OBJECTS, "objects of the token");
    let private: PrivateKey = session.find_one(&[attr::LABEL.is("pair")]).expect("the private key is there");
    let public: PublicKey = session.find_one(&[attr::LABEL.is("pair")]).expect("the public key is there");
    let signature = session.sign(Mechanism::ECDSA, private, &[0x5a; 32]).expect("signs");
    session.verify(Mechanism::ECDSA, public, &[0x5a; 32], &signature).expect("verifies");
}
