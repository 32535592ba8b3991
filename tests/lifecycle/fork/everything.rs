//! Everything that can be done with what a child inherits: an error that says whose it is, and no call.

use super::methods::public_methods;
use super::{apart, in_child};
use crate::{alone, assert_usable, load, token};
use core::cell::Cell;
use core::fmt::Debug;
use core::time::Duration;
use pkcs11_safe::attribute as attr;
use pkcs11_safe::encoding::ec;
use pkcs11_safe::mechanism::AesCbcPad;
use pkcs11_safe::{
    Context, Data, Error, InitializeArgs, KeyPair, KeyPairSpec, Mechanism, MechanismType, Module, ObjectClass, Pin,
    PointForm, PrivateKey, PublicKey, Result, SecretKey, SecretKeySpec, Session, SessionMode, Slot, TokenFilter, Usage,
    UserType,
};
use std::collections::BTreeSet;
use support::counting::Watch;
use support::module::{SLOT, claim};
use support::token::USER_PIN;

/// What a child inherits.
struct Bed {
    module: Module,
    context: Context,
    slot: Slot,
    session: Session,
    pair: KeyPair,
    key: SecretKey,
    /// How many calls were made.
    calls: Box<dyn Fn() -> u64>,
}

impl Bed {
    fn new(module: Module, slot: impl FnOnce(&Context) -> Slot, calls: Box<dyn Fn() -> u64>) -> Self {
        let context = module.initialize(InitializeArgs::default()).unwrap();
        let slot = slot(&context);
        let session = slot.open_session(SessionMode::ReadWrite).unwrap();
        // Where setting up the token has left another user logged in.
        let _ = session.logout();
        session.login(UserType::USER, &Pin::new(USER_PIN)).unwrap();
        let pair = KeyPairSpec::rsa(2048).generate(&session).unwrap();
        let key = SecretKeySpec::aes(256).may(Usage::ENCRYPT | Usage::DECRYPT).generate(&session).unwrap();
        Self { module, context, slot, session, pair, key, calls }
    }

    /// Asserts that something is refused because it is the parent's, before any call.
    #[track_caller]
    fn assert_parents<T: Debug, E: Into<Error>>(&self, name: &str, outcome: Result<T, E>, before: u64) {
        let error = outcome.map_err(Into::into).expect_err(name);
        assert!(matches!(error, Error::Usage { argument: "context", .. }), "{name}: {error:?}");
        assert!(error.to_string().contains("belongs to the parent process"), "{name}: {error}");
        assert_eq!((self.calls)(), before, "{name} made a call");
    }
}

const IV: [u8; 16] = [7; 16];
const NAME: MechanismType = MechanismType::SHA256;

fn template() -> [pkcs11_safe::Attribute<'static>; 2] {
    [attr::CLASS.is(ObjectClass::DATA), attr::LABEL.is("data")]
}

fn peer() -> ec::PublicKey {
    let point = [&[4][..], &[0x11; 64]].concat();
    let der = [&[4, 65][..], &point].concat();
    ec::PublicKey::from_attributes(ec::Curve::P256.params(), &der).unwrap()
}

type Operation = (&'static str, fn(&Bed) -> Result<()>);

/// What takes what was inherited by reference, and makes calls at home.
macro_rules! operations {
    ($bed:ident: $($name:literal $call:expr;)+) => {
        &[$(($name, |$bed| $call.map(drop)),)+]
    };
}

const OPERATIONS: &[Operation] = operations! { bed:
    "Context::info" bed.context.info();
    "Context::slots" bed.context.slots();
    "Context::tokens" bed.context.tokens();
    "Context::find_token" bed.context.find_token(&TokenFilter::new());
    "Context::wait_for_slot_event" bed.context.wait_for_slot_event(Duration::from_secs(3600));
    "Context::finalize" bed.context.clone().finalize();
    "Slot::info" bed.slot.info();
    "Slot::token_info" bed.slot.token_info();
    "Slot::mechanisms" bed.slot.mechanisms();
    "Slot::mechanism_info" bed.slot.mechanism_info(NAME);
    "Slot::open_session" bed.slot.open_session(SessionMode::ReadOnly);
    "Slot::open_session_with" bed.slot.open_session_with(SessionMode::ReadOnly, |_| ());
    "Slot::close_all_sessions" bed.slot.close_all_sessions();
    "Slot::init_token" bed.slot.init_token(&Pin::new("1234"), "label");
    "Session::info" bed.session.info();
    "Session::login" bed.session.login(UserType::USER, &Pin::new(USER_PIN));
    "Session::login_user" bed.session.login_user(UserType::USER, "name", &Pin::new(USER_PIN));
    "Session::logout" bed.session.logout();
    "Session::init_pin" bed.session.init_pin(&Pin::new("1234"));
    "Session::set_pin" bed.session.set_pin(&Pin::new("1234"), &Pin::new("1234"));
    "Session::fill_random" bed.session.fill_random(&mut [0; 8]);
    "Session::random" bed.session.random(8);
    "Session::seed_random" bed.session.seed_random(b"seed");
    "Session::create_object" bed.session.create_object(&template());
    "Session::copy_object" bed.session.copy_object(bed.key, &[]);
    "Session::destroy" bed.session.destroy(bed.key);
    "Session::object_size" bed.session.object_size(bed.key);
    "Session::get" bed.session.get(bed.key, attr::LABEL);
    "Session::get_in" bed.session.get_in(bed.key, attr::LABEL, &mut [0; 64]).map(drop);
    "Session::attributes" bed.session.attributes(bed.key, &[attr::LABEL.attribute_type()]);
    "Session::set" bed.session.set(bed.key, &[attr::LABEL.is("another")]);
    "Session::find" bed.session.find::<Data>(&[]);
    "Session::find_one" bed.session.find_one::<Data>(&[]);
    "Session::find_key_pair" bed.session.find_key_pair(&[]);
    "Session::export_public_key" bed.session.export_public_key(bed.pair.public);
    "Session::sign" bed.session.sign(Mechanism::SHA256_RSA_PKCS, bed.pair.private, b"data");
    "Session::sign_into" bed.session.sign_into(Mechanism::SHA256_RSA_PKCS, bed.pair.private, b"data", &mut [0; 512]);
    "Session::verify" bed.session.verify(Mechanism::SHA256_RSA_PKCS, bed.pair.public, b"data", &[0; 256]);
    "Session::sign_recover" bed.session.sign_recover(Mechanism::RSA_PKCS, bed.pair.private, b"data");
    "Session::verify_recover" bed.session.verify_recover(Mechanism::RSA_PKCS, bed.pair.public, &[0; 256]);
    "Session::encrypt" bed.session.encrypt(AesCbcPad::new(&IV), bed.key, b"data");
    "Session::encrypt_into" bed.session.encrypt_into(AesCbcPad::new(&IV), bed.key, b"data", &mut [0; 64]);
    "Session::decrypt" bed.session.decrypt(AesCbcPad::new(&IV), bed.key, &[0; 16]);
    "Session::decrypt_into" bed.session.decrypt_into(AesCbcPad::new(&IV), bed.key, &[0; 16], &mut [0; 64]);
    "Session::digest" bed.session.digest(Mechanism::SHA256, b"data");
    "Session::digest_into" bed.session.digest_into(Mechanism::SHA256, b"data", &mut [0; 64]);
    "Session::generate_key" bed.session.generate_key(Mechanism::AES_KEY_GEN, &[attr::VALUE_LEN.is(16)]);
    "Session::generate_domain_parameters"
        bed.session.generate_domain_parameters(Mechanism::DSA_PARAMETER_GEN, &[attr::PRIME_BITS.is(1024)]);
    "Session::generate_key_pair" bed.session.generate_key_pair(Mechanism::EC_KEY_PAIR_GEN, &[], &[]);
    "KeyPairSpec::generate" KeyPairSpec::ec(ec::Curve::P256).generate(&bed.session);
    "SecretKeySpec::generate" SecretKeySpec::aes(256).generate(&bed.session);
    "Session::derive_key" bed.session.derive_key(Mechanism::SHA256_KEY_DERIVATION, bed.key, &[]);
    "Session::read_derived" bed.session.read_derived(Mechanism::SHA256_KEY_DERIVATION, bed.key, &[]);
    "Session::shared_secret" bed.session.shared_secret(bed.pair.private, &peer(), PointForm::Any);
    "Session::wrap_key" bed.session.wrap_key(Mechanism::AES_KEY_WRAP, bed.key, bed.key);
    "Session::unwrap_key" bed.session.unwrap_key::<SecretKey>(Mechanism::AES_KEY_WRAP, bed.key, &[0; 24], &[]);
};

/// Those that begin something with the session, which they want for themselves.
type Begin = (&'static str, fn(&mut Bed) -> Result<()>);

const BEGINNINGS: &[Begin] = operations! { bed:
    "Session::search" bed.session.search(&[]);
    "Session::signer" bed.session.signer(Mechanism::SHA256_RSA_PKCS, bed.pair.private);
    "Session::verifier" bed.session.verifier(Mechanism::SHA256_RSA_PKCS, bed.pair.public);
    "Session::encryptor" bed.session.encryptor(AesCbcPad::new(&IV), bed.key);
    "Session::decryptor" bed.session.decryptor(AesCbcPad::new(&IV), bed.key);
    "Session::digester" bed.session.digester(Mechanism::SHA256);
    "Session::digest_key" bed.session.digest_key(Mechanism::SHA256, bed.key);
};

/// What makes no call anywhere. `Session::close`, `Module::*`: tests of their own.
const CALLS_NOTHING: &[&str] = &[
    "Context::slot",
    "Slot::id",
    "Slot::context",
    "Session::slot",
    "Session::handle",
    "Session::object_from_raw",
    "Session::close",
    "Search::bound",
];

/// Does something in the child to an operation that the parent has begun, one for each.
macro_rules! under_way {
    ($bed:ident, $names:ident: $($name:literal $begin:expr => |$operation:ident| $call:expr;)+) => {
        $({
            $names.insert($name);
            {
                let begun = Cell::new(Some($begin.unwrap()));
                let before = ($bed.calls)();
                in_child(|| {
                    #[allow(unused_mut, reason = "some want it")]
                    let mut $operation = begun.take().unwrap();
                    let outcome = $call;
                    // Here whatever was not consumed is dropped.
                    let error = outcome.map(|_| ()).map_err(Error::from).expect_err($name);
                    assert!(matches!(error, Error::Usage { argument: "context", .. }), "{}: {error:?}", $name);
                    assert_eq!(($bed.calls)(), before, "{} made a call", $name);
                });
            }
            // The parent dropped its own, and that ended it.
            assert_usable(&$bed.session);
        })+
    };
}

/// Begins an operation in the child that a session of the parent is moved into, one for each.
macro_rules! moved {
    ($bed:ident, $names:ident: $($name:literal $begin:literal |$session:ident| $call:expr;)+) => {
        $({
            $names.extend([$name, $begin]);
            let opened = Cell::new(Some($bed.slot.open_session(SessionMode::ReadWrite).unwrap()));
            let before = ($bed.calls)();
            in_child(|| {
                let $session = opened.take().unwrap();
                let error = $call.map(drop).map_err(Error::from).expect_err($name);
                assert!(matches!(error, Error::Usage { argument: "context", .. }), "{}: {error:?}", $name);
                assert_eq!(($bed.calls)(), before, "{} made a call", $name);
            });
            assert_usable(&opened.take().unwrap());
        })+
    };
}

/// What was done to operations under way; also dropping them.
fn operations_under_way(bed: &mut Bed) -> BTreeSet<&'static str> {
    let mut names = BTreeSet::new();
    let (rsa, aes, pin) = (Mechanism::SHA256_RSA_PKCS, || AesCbcPad::new(&IV), Pin::new(USER_PIN));
    let (private, public, key): (PrivateKey, PublicKey, SecretKey) = (bed.pair.private, bed.pair.public, bed.key);
    under_way! { bed, names:
        "Signer::authenticate" bed.session.signer(rsa, private) => |o| o.authenticate(&pin);
        "Signer::sign" bed.session.signer(rsa, private) => |o| o.sign(b"data");
        "Signer::update" bed.session.signer(rsa, private) => |o| o.update(b"data");
        "Signer::update_from" bed.session.signer(rsa, private) => |o| o.update_from(&b"data"[..]);
        "Signer::finish" bed.session.signer(rsa, private) => |o| o.finish();
        "Signer::finish_into" bed.session.signer(rsa, private) => |o| o.finish_into(&mut [0; 512]);
        "Verifier::into_session" bed.session.verifier(rsa, public) => |o| o.into_session().random(8);
        "Encryptor::into_session" bed.session.encryptor(aes(), key) => |o| o.into_session().random(8);
        "Decryptor::into_session" bed.session.decryptor(aes(), key) => |o| o.into_session().random(8);
        "Digester::into_session" bed.session.digester(Mechanism::SHA256) => |o| o.into_session().random(8);
        "Signer::into_session" bed.session.signer(rsa, private) => |o| o.into_session().random(8);
        "Verifier::verify" bed.session.verifier(rsa, public) => |o| o.verify(b"data", &[0; 256]);
        "Verifier::authenticate" bed.session.verifier(rsa, public) => |o| o.authenticate(&pin);
        "Verifier::update" bed.session.verifier(rsa, public) => |o| o.update(b"data");
        "Verifier::update_from" bed.session.verifier(rsa, public) => |o| o.update_from(&b"data"[..]);
        "Verifier::finish" bed.session.verifier(rsa, public) => |o| o.finish(&[0; 256]);
        "Encryptor::authenticate" bed.session.encryptor(aes(), key) => |o| o.authenticate(&pin);
        "Encryptor::encrypt" bed.session.encryptor(aes(), key) => |o| o.encrypt(b"data");
        "Encryptor::update" bed.session.encryptor(aes(), key) => |o| o.update(b"data");
        "Encryptor::update_into" bed.session.encryptor(aes(), key) => |o| o.update_into(b"data", &mut [0; 64]);
        "Encryptor::update_from" bed.session.encryptor(aes(), key) => |o| o.update_from(&b"data"[..], Vec::new());
        "Encryptor::finish" bed.session.encryptor(aes(), key) => |o| o.finish();
        "Encryptor::finish_into" bed.session.encryptor(aes(), key) => |o| o.finish_into(&mut [0; 64]);
        "Decryptor::authenticate" bed.session.decryptor(aes(), key) => |o| o.authenticate(&pin);
        "Decryptor::decrypt" bed.session.decryptor(aes(), key) => |o| o.decrypt(&[0; 16]);
        "Decryptor::update" bed.session.decryptor(aes(), key) => |o| o.update(&[0; 16]);
        "Decryptor::update_into" bed.session.decryptor(aes(), key) => |o| o.update_into(&[0; 16], &mut [0; 64]);
        "Decryptor::update_from" bed.session.decryptor(aes(), key) => |o| o.update_from(&[0; 16][..], Vec::new());
        "Decryptor::finish" bed.session.decryptor(aes(), key) => |o| o.finish();
        "Decryptor::finish_into" bed.session.decryptor(aes(), key) => |o| o.finish_into(&mut [0; 64]);
        "Digester::digest" bed.session.digester(Mechanism::SHA256) => |o| o.digest(b"data");
        "Digester::update" bed.session.digester(Mechanism::SHA256) => |o| o.update(b"data");
        "Digester::update_key" bed.session.digester(Mechanism::SHA256) => |o| o.update_key(key);
        "Digester::update_from" bed.session.digester(Mechanism::SHA256) => |o| o.update_from(&b"data"[..]);
        "Digester::finish" bed.session.digester(Mechanism::SHA256) => |o| o.finish();
        "Digester::finish_into" bed.session.digester(Mechanism::SHA256) => |o| o.finish_into(&mut [0; 64]);
        "Search::finish" bed.session.search(&[]) => |o| o.finish();
        "Search::next" bed.session.search(&[]) => |o| o.next().unwrap();
    }
    moved! { bed, names:
        "Session::into_signer" "Signer::begin" |session| session.into_signer(rsa, private);
        "Session::into_verifier" "Verifier::begin" |session| session.into_verifier(rsa, public);
        "Session::into_encryptor" "Encryptor::begin" |session| session.into_encryptor(aes(), key);
        "Session::into_decryptor" "Decryptor::begin" |session| session.into_decryptor(aes(), key);
        "Session::into_digester" "Digester::begin" |session| session.into_digester(Mechanism::SHA256);
    }
    names
}

/// Does everything, in children.
fn everything(bed: &mut Bed) {
    // A failed operation that the session remembers, and would end with the next one.
    bed.session.decrypt(AesCbcPad::new(&IV), bed.key, &[0; 15]).unwrap_err();
    let shared = Cell::new(Some(bed));
    in_child(|| {
        let bed = shared.take().unwrap();
        for (name, run) in OPERATIONS {
            let before = (bed.calls)();
            bed.assert_parents(name, run(bed), before);
        }
        for (name, begin) in BEGINNINGS {
            let before = (bed.calls)();
            let outcome = begin(bed);
            bed.assert_parents(name, outcome, before);
        }
        let before = (bed.calls)();
        let slot = bed.context.slot(bed.slot.id());
        assert_eq!((slot.id(), slot.context().slot(1).id()), (bed.slot.id(), 1));
        assert_eq!(bed.session.slot(), slot);
        assert_eq!(bed.session.object_from_raw(bed.key.handle()).handle(), bed.key.handle());
        assert_ne!(bed.session.handle(), 0);
        assert_eq!((bed.calls)(), before);
    });
    let bed = shared.take().unwrap();
    assert_usable(&bed.session);
    operations_under_way(bed);
}

#[test]
fn everything_that_a_child_does_with_what_it_inherits_from_softhsm_is_refused() {
    apart(everything_that_a_child_does_with_what_it_inherits_from_softhsm_is_refused, || {
        let Some((_guard, path)) = alone() else { return };
        let module = load(path);
        let watch = Watch::new(&module);
        let calls = move || u64::try_from(watch.calls().total()).unwrap();
        everything(&mut Bed::new(module, token, Box::new(calls)));
    });
}

#[test]
fn everything_that_a_child_does_with_what_it_inherits_is_refused_and_the_module_counts_no_call() {
    apart(everything_that_a_child_does_with_what_it_inherits_is_refused_and_the_module_counts_no_call, || {
        for version in ["2.40", "3.2"] {
            let claim = claim();
            if version == "2.40" {
                claim.configure(|config| config.follow_2_40());
            }
            let instance = claim.module();
            // SAFETY: the functions are those of a module which is part of this program.
            let module =
                unsafe { Module::from_get_interface(instance.get_interface(), instance.get_function_list()) }.unwrap();
            let mut bed = Bed::new(module, |context| context.slot(SLOT), Box::new(|| instance.total()));
            everything(&mut bed);
            // Sessions, slot and context by name, and the module itself.
            let before = (bed.calls)();
            let Bed { module, context, slot, session, calls, .. } = bed;
            let all = Cell::new(Some((context, slot, session)));
            in_child(|| {
                let (context, slot, session) = all.take().unwrap();
                for error in [session.close().unwrap_err(), context.finalize().unwrap_err()] {
                    assert!(error.to_string().contains("belongs to the parent process"), "{error}");
                }
                drop(slot);
                module.unobserve(module.observe(|_| ()));
                // SAFETY: nothing of it is unloaded: it is part of the program.
                unsafe { module.clone().unload() }.unwrap_err();
                assert_eq!(calls(), before);
                assert!(instance.is_initialised() && !instance.sessions().is_empty());
            });
            let (context, slot, session) = all.take().unwrap();
            assert_usable(&session);
            session.close().unwrap();
            drop(slot);
            context.finalize().unwrap();
            assert!(!instance.is_initialised());
        }
    });
}

#[test]
fn a_child_attaches_to_its_copy_of_a_module_that_carries_on() {
    apart(a_child_attaches_to_its_copy_of_a_module_that_carries_on, || {
        let claim = claim();
        // SAFETY: the functions are those of a module which is part of this program.
        let module = unsafe { Module::from_get_interface(claim.get_interface(), claim.get_function_list()) }.unwrap();
        let context = module.initialize(InitializeArgs::default()).unwrap();
        let session = context.slot(SLOT).open_session(SessionMode::ReadWrite).unwrap();
        let object = session.create_object(&[attr::CLASS.is(ObjectClass::DATA), attr::TOKEN.is(false)]).unwrap();
        in_child(|| {
            // It was initialised before the fork, and does not know that there was one.
            let error = module.initialize(InitializeArgs::default()).unwrap_err();
            assert!(error.to_string().contains("CKR_CRYPTOKI_ALREADY_INITIALIZED"), "{error}");
            // SAFETY: it is initialised, and the child has one thread.
            let own = unsafe { module.attach() }.unwrap();
            let session = own.slot(SLOT).open_session(SessionMode::ReadWrite).unwrap();
            assert_usable(&session);
            // What the parent made is no object of the child's context.
            assert!(matches!(session.destroy(object), Err(Error::Usage { argument: "object", .. })));
            let finalized = claim.count("C_Finalize");
            drop((session, own));
            assert_eq!(claim.count("C_Finalize"), finalized);
        });
        assert_usable(&session);
        session.destroy(object).unwrap();
    });
}

#[test]
fn a_child_initialises_its_copy_of_a_module_that_allows_it_and_finalises_it_alone() {
    apart(a_child_initialises_its_copy_of_a_module_that_allows_it_and_finalises_it_alone, || {
        let claim = claim();
        claim.configure(|config| config.initialises_twice = true);
        // SAFETY: the functions are those of a module which is part of this program.
        let module = unsafe { Module::from_get_interface(claim.get_interface(), claim.get_function_list()) }.unwrap();
        let context = module.initialize(InitializeArgs::default()).unwrap();
        let session = context.slot(SLOT).open_session(SessionMode::ReadWrite).unwrap();
        in_child(|| {
            let own = module.initialize(InitializeArgs::default()).unwrap();
            assert_usable(&own.slot(SLOT).open_session(SessionMode::ReadWrite).unwrap());
            own.finalize().unwrap();
            assert!(!claim.is_initialised());
            assert!(session.random(8).unwrap_err().to_string().contains("belongs to the parent process"));
        });
        assert_usable(&session);
    });
}

#[test]
fn no_method_is_left_out() {
    apart(no_method_is_left_out, || {
        let claim = claim();
        // SAFETY: the functions are those of a module which is part of this program.
        let module = unsafe { Module::from_get_interface(claim.get_interface(), claim.get_function_list()) }.unwrap();
        let mut bed = Bed::new(module, |context| context.slot(SLOT), Box::new(|| 0));
        let under_way = operations_under_way(&mut bed);
        let listed = OPERATIONS.iter().map(|(name, _)| *name).chain(BEGINNINGS.iter().map(|(name, _)| *name));
        let listed: BTreeSet<_> = listed.chain(CALLS_NOTHING.iter().copied()).chain(under_way).collect();
        let found = public_methods();
        assert!(found.len() > 80, "{found:?}");
        let left_out: Vec<_> = found.iter().filter(|name| !listed.contains(name.as_str())).collect();
        assert!(left_out.is_empty(), "not tried in a child: {left_out:?}");
    });
}
