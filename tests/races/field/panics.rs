//! Row 1.4: observers and callbacks that panic, with payloads that panic when they are dropped. No call is made too few, and
//! nothing is lost that a call has given. The same for a `tracing` subscriber is in `traced`.

use crate::bomb::{Bomb, contained, explode, explode_twice};
use crate::fixtures::Observing;
use crate::threads::begin;
use crate::world::{LOCKINGS, World, must_work, open, session};
use core::sync::atomic::{AtomicUsize, Ordering};
use pkcs11_safe::mechanism::AesGcmGeneratedIv;
use pkcs11_safe::{Function, Mechanism, ObservedCall, ObserverId, Pin, SecretKeySpec, SessionMode, UserType};
use std::sync::{Arc, OnceLock};
use support::module::{Fault, SLOT, USER_PIN};

/// An observer that panics after each call of a function.
fn after(function: Function) -> impl Fn(&ObservedCall) + Send + Sync + 'static {
    move |call| {
        if call.function() == function {
            explode();
        }
    }
}

#[test]
fn row_1_4_a_context_is_not_lost_by_a_panic_after_c_initialize() {
    contained(|| {
        for locking in LOCKINGS {
            let world = World::new(locking);
            let observing = Observing::new(&world, after(Function::Initialize));
            let context = world.context();
            must_work(&session(&context));
            context.finalize().unwrap();
            drop(observing);
            world.must_be_over();
        }
    });
}

#[test]
fn row_1_4_a_session_is_not_lost_by_a_panic_after_c_open_session() {
    contained(|| {
        for locking in LOCKINGS {
            let world = World::new(locking);
            let observing = Observing::new(&world, after(Function::OpenSession));
            let context = world.context();
            let session = session(&context);
            assert_eq!(world.claim.sessions(), [session.handle()]);
            must_work(&session);
            session.close().unwrap();
            assert_eq!(world.claim.sessions(), []);
            drop((context, observing));
            world.must_be_over();
        }
    });
}

#[test]
fn row_1_4_an_encryption_is_finished_after_a_panic_after_its_init() {
    contained(|| {
        for locking in LOCKINGS {
            let world = World::new(locking);
            let observing = Observing::new(&world, after(Function::EncryptInit));
            let session = session(&world.context());
            session.login(UserType::USER, &Pin::new(USER_PIN)).unwrap();
            let key = SecretKeySpec::aes(128).generate(&session).unwrap();
            world.claim.fault("C_EncryptInit", Fault::WritesIv);
            world.claim.fault("C_EncryptInit", Fault::KeepsParameter);
            let mut iv = [0; 12];
            let mut gcm = AesGcmGeneratedIv::new(&mut iv);
            let sealed = session.encrypt(&mut gcm, key, b"plaintext").unwrap();
            assert_eq!((sealed.len(), gcm.iv().is_some()), (9 + 16, true));
            assert_eq!(world.claim.operations(session.handle()), 0);
            drop((session, observing));
            world.must_be_over();
        }
    });
}

#[test]
fn row_1_4_a_module_that_writes_when_the_session_is_closed_reaches_nothing_that_was_freed() {
    contained(|| {
        for locking in LOCKINGS {
            let world = World::new(locking);
            let context = world.context();
            let session = session(&context);
            session.login(UserType::USER, &Pin::new(USER_PIN)).unwrap();
            let key = SecretKeySpec::aes(128).generate(&session).unwrap();
            let observing = Observing::new(&world, after(Function::EncryptInit));
            world.claim.fault("C_EncryptInit", Fault::KeepsParameter);
            // Nothing ends the operation but the end of its session.
            super::parameters::refuse_to_end(&world.claim);
            let module = world.claim.module();
            world.claim.on_call(move |function| {
                if function == support::module::Function::CloseSession {
                    module.write_kept(0xab);
                }
            });
            let mut iv = [0; 12];
            let result = session.encrypt(&mut AesGcmGeneratedIv::new(&mut iv), key, b"plaintext");
            result.expect_err("the module refuses");
            let then = iv;
            drop((session, context, observing));
            assert_eq!(iv, then, "the module has written to the caller's buffer");
            world.must_be_over();
        }
    });
}

#[test]
fn row_1_4_an_observer_that_always_panics_changes_nothing() {
    contained(|| {
        for locking in LOCKINGS {
            for nested in [false, true] {
                let world = World::new(locking);
                let observing = Observing::new(&world, move |_| if nested { explode_twice() } else { explode() });
                let context = world.context();
                let mut session = session(&context);
                session.login(UserType::USER, &Pin::new(USER_PIN)).unwrap();
                let key = SecretKeySpec::generic(16).generate(&session).unwrap();
                let mac = session.sign(Mechanism::SHA256_HMAC, key, b"data").unwrap();
                session.verify(Mechanism::SHA256_HMAC, key, b"data", &mac).unwrap();
                let mut digester = session.digester(Mechanism::SHA256).unwrap();
                digester.update(b"abc").unwrap();
                digester.finish().unwrap();
                drop(session.digester(Mechanism::SHA256).unwrap());
                assert_eq!(session.find::<pkcs11_safe::Object>(&[]).unwrap().len(), 1);
                must_work(&session);
                drop(session);
                assert_eq!(world.claim.sessions(), []);
                context.finalize().unwrap();
                drop(observing);
                world.must_be_over();
            }
        }
    });
}

#[test]
fn row_1_4_an_observer_whose_values_panic_when_they_are_dropped_stops_nobody() {
    contained(|| {
        for locking in LOCKINGS {
            let world = World::new(locking);
            let bomb = Bomb;
            let observing = Observing::new(&world, move |_| {
                let _captured = &bomb;
            });
            let context = world.context();
            must_work(&session(&context));
            drop(observing);
            must_work(&session(&context));
            drop(context);
            world.must_be_over();
        }
    });
}

#[test]
fn row_1_4_an_observer_that_takes_itself_out_and_panics_when_it_is_dropped_stops_nobody() {
    contained(|| {
        for locking in LOCKINGS {
            let world = World::new(locking);
            let context = world.context();
            let session = open(&context.slot(SLOT));
            let (bomb, me) = (Bomb, Arc::new(OnceLock::<ObserverId>::new()));
            let (module, id) = (world.module.clone(), Arc::clone(&me));
            let observer = world.module.observe(move |call| {
                let _captured = &bomb;
                // Its last owner is the report that is under way, between two calls that belong together.
                if let (Function::DigestInit, Some(me)) = (call.function(), id.get()) {
                    module.unobserve(*me);
                }
            });
            me.set(observer).unwrap();
            must_work(&session);
            assert_eq!(world.claim.operations(session.handle()), 0);
            drop((session, context));
            world.must_be_over();
        }
    });
}

#[test]
fn row_1_4_a_callback_that_panics_with_a_payload_that_panics_goes_no_further() {
    contained(|| {
        for locking in LOCKINGS {
            for nested in [false, true] {
                let world = World::new(locking);
                let context = world.context();
                let called = Arc::new(AtomicUsize::new(0));
                let count = Arc::clone(&called);
                let callback = move |_| {
                    count.fetch_add(1, Ordering::Relaxed);
                    if nested { explode_twice() } else { explode() }
                };
                let session = context.slot(SLOT).open_session_with(SessionMode::ReadWrite, callback).unwrap();
                let notifier = world.claim.notifier(session.handle()).unwrap();
                world.claim.fault_once("C_Digest", Fault::NotifyReentry(0));
                must_work(&session);
                begin(move || notifier.call(0)).end();
                assert_eq!(called.load(Ordering::Relaxed), 2);
                session.close().unwrap();
                context.finalize().unwrap();
                world.must_be_over();
            }
        }
    });
}
