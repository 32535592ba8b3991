//! Locks and lifecycle: who waits for whom, whose sessions end, and what one context leaves to the next.

use crate::must_be_gone;
use crate::threads::begin;
use crate::world::{LOCKINGS, OTHER_SLOT, World, must_work, open, session};
use core::sync::atomic::{AtomicUsize, Ordering};
use core::time::Duration;
use pkcs11_safe::{Context, Error, Function as Called, InitializeArgs, Locking, Mechanism, SessionMode, SlotEvent};
use std::sync::{Arc, Barrier, Mutex};
use support::module::{Fault, Function, SLOT, Stop};

#[test]
fn under_our_own_lock_no_two_threads_are_in_the_module_at_once() {
    let world = World::new(Locking::Serialized);
    let context = world.context();
    let threads: Vec<_> = (0..3)
        .map(|_| {
            let context = context.clone();
            begin(move || {
                for _ in 0..if cfg!(miri) { 2 } else { 50 } {
                    let session = session(&context);
                    must_work(&session);
                    session.random(8).expect("the token has random numbers");
                    context.tokens().expect("slots are listed");
                    context.slot(OTHER_SLOT).token_info().expect("there is a token");
                    context.wait_for_slot_event(Duration::ZERO).expect("slots are watched");
                    match context.slot(OTHER_SLOT).close_all_sessions() {
                        // Another thread is doing it.
                        Ok(()) | Err(Error::Usage { argument: "slot", .. }) => {}
                        Err(error) => panic!("{error}"),
                    }
                }
            })
        })
        .collect();
    for thread in threads {
        thread.end();
    }
    drop(context);
    assert_eq!(world.claim.most_at_once(), 1);
    world.must_be_over();
}

#[test]
fn where_the_module_locks_two_threads_are_in_it_at_once() {
    let world = World::new(Locking::Os);
    let context = world.context();
    must_be_two_at_once(&world, &context, true);
    drop(context);
    world.must_be_over();
}

/// Whether a second thread gets into the module while a first one is there.
fn must_be_two_at_once(world: &World, context: &Context, expected: bool) {
    let (one, other) = (session(context), session(context));
    let stopped = world.claim.stop(Stop::before(Function::GenerateRandom).of(one.handle()));
    let first = begin(move || one.random(8).map(drop));
    stopped.wait_reached();
    let mut second = begin(move || other.random(8).map(drop));
    let early = if expected { second.ends() } else { second.ends_soon() };
    stopped.release();
    first.end().unwrap();
    second.end().unwrap();
    assert_eq!(early, expected, "{:?}", world.locking);
}

#[test]
fn each_context_locks_as_it_was_initialised() {
    let world = World::new(Locking::Os);
    for round in 0..4 {
        let locking = LOCKINGS[round % 2];
        let context = world.module.initialize(InitializeArgs::new().locking(locking)).unwrap();
        must_be_two_at_once(&world, &context, locking == Locking::Os);
        context.finalize().unwrap();
    }
    world.must_be_over();
}

#[test]
fn the_lock_is_free_after_a_call_that_failed_and_after_an_initialisation_that_failed() {
    let world = World::new(Locking::Serialized);
    world.claim.fault_once("C_Initialize", Fault::ReturnCode(pkcs11_sys::CKR_FUNCTION_FAILED));
    world.module.initialize(world.args()).unwrap_err();
    let context = world.context();
    let session = session(&context);
    world.claim.fault_once("C_Digest", Fault::ReturnCode(pkcs11_sys::CKR_DEVICE_ERROR));
    session.digest(Mechanism::SHA256, b"abc").unwrap_err();
    must_work(&session);
    drop((session, context));
    world.must_be_over_since_cleared();
}

/// Two ways to hear that a token went; each ends the sessions of its slot, and no others.
#[test]
fn the_removal_of_a_token_ends_the_sessions_of_its_slot_and_no_others() {
    type Hear = fn(&Context);
    let ways: [Hear; 2] = [
        |context| assert!(context.slot(SLOT).token_info().unwrap_err().is_token_gone()),
        |context| {
            let event = context.wait_for_slot_event(Duration::ZERO).unwrap();
            assert!(matches!(event, Some(SlotEvent::Removed(slot)) if slot.id() == SLOT));
        },
    ];
    for (locking, hear) in LOCKINGS.into_iter().flat_map(|locking| ways.map(|hear| (locking, hear))) {
        let world = World::new(locking);
        let context = world.context();
        let (first, second) = (session(&context), session(&context));
        let elsewhere = open(&context.slot(OTHER_SLOT));
        world.claim.remove_token(SLOT);
        hear(&context);
        world.claim.clear();
        for session in [first, second] {
            must_be_gone(&session.digest(Mechanism::SHA256, b"abc").unwrap_err());
        }
        assert_eq!(world.claim.total(), 0);
        must_work(&elsewhere);
        elsewhere.close().unwrap();
        assert_eq!(world.claim.count("C_CloseSession"), 1);
        drop(context);
        world.must_be_over_since_cleared();
    }
}

#[test]
fn a_session_that_hears_that_its_token_went_ends_those_of_its_slot_and_no_others() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let context = world.context();
        let elsewhere = open(&context.slot(OTHER_SLOT));
        let (first, second) = (session(&context), session(&context));
        let late = open(&context.slot(OTHER_SLOT));
        world.claim.fault_once("C_Digest", Fault::DeviceRemoved);
        assert!(second.digest(Mechanism::SHA256, b"abc").unwrap_err().is_token_gone());
        world.claim.clear();
        must_be_gone(&first.info().unwrap_err());
        drop((first, second));
        assert_eq!(world.claim.total(), 0);
        must_work(&elsewhere);
        must_work(&late);
        drop((elsewhere, late));
        assert_eq!(world.claim.count("C_CloseSession"), 2);
        drop(context);
        world.must_be_over_since_cleared();
    }
}

#[test]
fn an_observer_neither_initialises_nor_attaches() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let results = Arc::new(Mutex::new(Vec::new()));
        let (module, args, told) = (world.module.clone(), world.args(), Arc::clone(&results));
        let observer = world.module.observe(move |call| {
            if matches!(call.function(), Called::Initialize | Called::GetInfo | Called::Finalize) {
                // SAFETY: it is refused.
                #[allow(unsafe_code, reason = "the module is part of this program")]
                let attached = unsafe { module.attach() };
                let initialised = module.initialize(args.clone());
                let mut told = told.lock().expect("nobody panics");
                told.extend([initialised, attached].map(|result| result.map(drop)));
            }
        });
        // In a thread that may wait for itself for ever.
        let (module, args) = (world.module.clone(), world.args());
        begin(move || {
            let context = module.initialize(args).expect("the module is initialised");
            context.info().expect("the module works");
            context.finalize()
        })
        .end()
        .unwrap();
        world.module.unobserve(observer);
        let results = std::mem::take(&mut *results.lock().unwrap());
        assert_eq!(results.len(), 6);
        for result in results {
            assert!(matches!(result, Err(Error::Usage { argument: "module", .. })), "{result:?}");
        }
        assert_eq!(world.claim.count("C_Initialize"), 1);
        world.must_be_over();
    }
}

#[test]
fn a_context_that_goes_while_another_thread_initialises_is_finalised_once_and_its_callbacks_are_freed() {
    hand_over(false);
}

#[test]
fn a_callback_of_a_context_that_went_while_another_thread_initialised_reaches_nothing() {
    hand_over(true);
}

/// The last user of a context drops it while another thread initialises: that one shares it, or finalises it in the place of
/// the other, or comes too late.
fn hand_over(calls_late: bool) {
    let dropped = Arc::new(AtomicUsize::new(0));
    let rounds = if cfg!(miri) { 6 } else { 300 };
    for locking in LOCKINGS {
        let world = World::new(locking);
        for round in 0..rounds {
            let context = world.context();
            let captured = Counted(Arc::clone(&dropped));
            let callback = move |_| {
                let _captured = &captured;
            };
            let session = context.slot(SLOT).open_session_with(SessionMode::ReadWrite, callback).unwrap();
            let notifier = world.claim.notifier(session.handle()).unwrap();
            drop(session);
            let start = Arc::new(Barrier::new(2));
            let (at, other) = (Arc::clone(&start), if round % 2 == 0 { locking } else { LOCKINGS[round / 2 % 2] });
            let ending = begin(move || {
                at.wait();
                drop(context);
            });
            start.wait();
            let args = InitializeArgs::new().locking(other);
            let next = loop {
                // With other arguments it is refused until the last user is gone.
                match world.module.initialize(args.clone()) {
                    Ok(next) => break next,
                    Err(Error::Usage { argument: "args", .. }) => std::thread::yield_now(),
                    Err(error) => panic!("{error}"),
                }
            };
            if round % 3 == 0 {
                // Whether it is the same context or the next, its lock is as it should be.
                let (one, other) = (self::session(&next), self::session(&next));
                let (one, other) = (begin(move || must_work(&one)), begin(move || must_work(&other)));
                one.end();
                other.end();
            }
            ending.end();
            if calls_late {
                notifier.call(0);
            }
            next.finalize().unwrap();
            assert!(!world.claim.is_initialised());
            if calls_late {
                notifier.call(0);
            }
            assert_eq!(dropped.swap(0, Ordering::Relaxed), 1, "round {round}: the callback is freed once");
        }
        world.must_be_over();
    }
}

/// Counts how often it is dropped.
struct Counted(Arc<AtomicUsize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}
