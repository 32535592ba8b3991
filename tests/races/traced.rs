//! Row 1.4 with a `tracing` subscriber: one that panics whenever it is asked or told anything, with a payload that panics when
//! it is dropped. A test program of its own: the subscriber is that of all its threads.

mod bomb;
mod world;

use bomb::contained;
use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use pkcs11_safe::mechanism::AesGcmGeneratedIv;
use pkcs11_safe::{Mechanism, Pin, SecretKeySpec, UserType};
use std::sync::{Mutex, MutexGuard, PoisonError};
use support::module::{Fault, SLOT, USER_PIN};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::Interest;
use tracing::{Dispatch, Event, Metadata, Subscriber, dispatcher};
use world::{LOCKINGS, World, must_work, session};

/// The subscriber.
struct Panicking;

/// Whether it panics when it is asked whether it wants an event, not when it is told.
static ASKED: AtomicBool = AtomicBool::new(false);
/// Whether its payload panics with a payload that panics.
static NESTED: AtomicBool = AtomicBool::new(false);
/// How often it has panicked.
static COUNT: AtomicUsize = AtomicUsize::new(0);

fn panic() -> ! {
    COUNT.fetch_add(1, Ordering::Relaxed);
    if NESTED.load(Ordering::Relaxed) { bomb::explode_twice() } else { bomb::explode() }
}

impl Subscriber for Panicking {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::sometimes()
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        if metadata.target() == "pkcs11" && ASKED.load(Ordering::Relaxed) {
            panic();
        }
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        if event.metadata().target() == "pkcs11" {
            panic();
        }
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Has the subscriber for this test alone.
fn subscribed() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    let guard = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    // The first one sets it.
    let _ = dispatcher::set_global_default(Dispatch::new(Panicking));
    COUNT.store(0, Ordering::Relaxed);
    guard
}

#[test]
fn row_1_4_a_subscriber_that_always_panics_changes_nothing() {
    contained(|| {
        let _alone = subscribed();
        for locking in LOCKINGS {
            for (asked, nested) in [(false, false), (false, true), (true, false), (true, true)] {
                ASKED.store(asked, Ordering::Relaxed);
                NESTED.store(nested, Ordering::Relaxed);
                let world = World::new(locking);
                let context = world.context();
                let mut session = session(&context);
                session.login(UserType::USER, &Pin::new(USER_PIN)).unwrap();
                let key = SecretKeySpec::aes(128).generate(&session).unwrap();
                session.encrypt(Mechanism::AES_ECB, key, &[7; 16]).unwrap();
                drop(session.digester(Mechanism::SHA256).unwrap());
                must_work(&session);
                assert_eq!(world.claim.operations(session.handle()), 0);
                drop(session);
                assert_eq!(world.claim.sessions(), []);
                context.finalize().unwrap();
                let calls = usize::try_from(world.claim.total()).unwrap();
                assert_eq!(COUNT.swap(0, Ordering::Relaxed), calls, "it is told of each call");
                world.must_be_over();
            }
        }
    });
}

#[test]
fn row_1_4_a_parameter_is_not_lost_by_a_subscriber_that_panics() {
    contained(|| {
        let _alone = subscribed();
        ASKED.store(false, Ordering::Relaxed);
        for locking in LOCKINGS {
            let world = World::new(locking);
            let session = session(&world.context());
            session.login(UserType::USER, &Pin::new(USER_PIN)).unwrap();
            let key = SecretKeySpec::aes(128).generate(&session).unwrap();
            world.claim.fault("C_EncryptInit", Fault::WritesIv);
            let mut iv = [0; 12];
            let mut gcm = AesGcmGeneratedIv::new(&mut iv);
            let sealed = session.encrypt(&mut gcm, key, b"plaintext").unwrap();
            assert_eq!((sealed.len(), gcm.iv().is_some()), (9 + 16, true));
            drop(session);
            world.must_be_over();
        }
    });
}

#[test]
fn row_1_4_a_subscriber_and_an_observer_that_panic_do_not_keep_each_other_from_hearing() {
    contained(|| {
        let _alone = subscribed();
        ASKED.store(false, Ordering::Relaxed);
        let world = World::new(LOCKINGS[0]);
        let context = world.context();
        let slot = context.slot(SLOT);
        static HEARD: AtomicUsize = AtomicUsize::new(0);
        let observer = world.module.observe(|_| {
            HEARD.fetch_add(1, Ordering::Relaxed);
            bomb::explode();
        });
        COUNT.store(0, Ordering::Relaxed);
        slot.token_info().unwrap();
        assert_eq!((HEARD.load(Ordering::Relaxed), COUNT.load(Ordering::Relaxed)), (1, 1));
        world.module.unobserve(observer);
        drop((slot, context));
        world.must_be_over();
    });
}
