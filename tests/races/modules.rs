//! Two modules: what is dropped inside a call of one is ended for the other as well.

use crate::fixtures::Observing;
use crate::world::{World, must_work, session};
use core::sync::atomic::{AtomicUsize, Ordering};
use pkcs11_safe::{Context, Function, Locking, Session, SessionMode};
use std::sync::{Arc, Mutex};
use support::module::{Fault, SLOT};

/// Something that is dropped once, by whoever comes first.
type Last<T> = Arc<Mutex<Option<T>>>;

fn last<T>(value: T) -> Last<T> {
    Arc::new(Mutex::new(Some(value)))
}

fn take<T>(last: &Last<T>) -> Option<T> {
    last.lock().expect("nobody panics").take()
}

fn two_worlds() -> [World; 2] {
    [World::new(Locking::Os), World::new(Locking::Os)]
}

#[test]
fn an_observer_of_one_module_drops_the_last_context_of_another() {
    let [one, other] = two_worlds();
    let (context, there) = (one.context(), other.context());
    let session = session(&context);
    let of_other = last((crate::world::session(&there), there));
    let observing = Observing::new(&one, move |_| drop(take(&of_other)));
    must_work(&session);
    other.must_be_over();
    drop(observing);
    drop((session, context));
    one.must_be_over();
}

#[test]
fn a_callback_of_one_module_drops_the_last_context_of_another() {
    let [one, other] = two_worlds();
    let (context, there) = (one.context(), other.context());
    let of_other = last((session(&there), there));
    let callback = move |_| drop(take(&of_other));
    let session = context.slot(SLOT).open_session_with(SessionMode::ReadWrite, callback).unwrap();
    one.claim.fault_once("C_GetSessionInfo", Fault::NotifyReentry(0));
    session.info().unwrap();
    other.must_be_over();
    drop((session, context));
    one.must_be_over();
}

/// An observer of the first module ends it; its callback is dropped, with the last context of the second module; its observer
/// drops a session once more.
#[test]
fn what_is_ended_ends_something_of_another_module() {
    let [one, other] = two_worlds();
    let (context, there) = (one.context(), other.context());
    let more = last(session(&there));
    let _observing_other = Observing::new(&other, move |call| {
        if call.function() == Function::CloseSession {
            drop(take(&more));
        }
    });
    let of_other = last((session(&there), there));
    let callback = move |_| {
        let _captured = &of_other;
    };
    let with_callback = context.slot(SLOT).open_session_with(SessionMode::ReadWrite, callback).unwrap();
    let session = session(&context);
    let of_one = last((with_callback, context));
    let observing = Observing::new(&one, move |_| drop(take(&of_one)));
    must_work(&session);
    drop(observing);
    drop(session);
    one.must_be_over();
    other.must_be_over();
}

/// A context, in a thread of the module's own: nothing of the program is there to end it.
fn dropped_in_a_thread_of_the_module(world: &World) {
    let context = world.context();
    let of_thread: Last<(Session, Context)> = Arc::default();
    let of_callback = Arc::clone(&of_thread);
    let callback = move |_| drop(take(&of_callback));
    let session = context.slot(SLOT).open_session_with(SessionMode::ReadWrite, callback).unwrap();
    let notifier = world.claim.notifier(session.handle()).unwrap();
    *of_thread.lock().unwrap() = Some((session, context));
    notifier.call_from_thread(0).join().unwrap();
}

#[test]
fn what_a_thread_of_the_module_drops_is_ended_before_the_module_is_initialised_or_unloaded() {
    let world = World::new(Locking::Os);
    for _ in 0..2 {
        dropped_in_a_thread_of_the_module(&world);
        assert!(world.claim.is_initialised(), "nobody has made a call");
    }
    assert_eq!(world.claim.count("C_Initialize"), 2);
    assert_eq!(world.claim.count("C_Finalize"), 1);
    let World { claim, module, .. } = world;
    // SAFETY: none of the module's functions is used any more.
    #[allow(unsafe_code, reason = "the module is part of this program")]
    let unloaded = unsafe { module.unload() };
    unloaded.unwrap();
    assert!(!claim.is_initialised());
    assert_eq!(claim.count("C_Finalize"), 2);
}

/// Each call is reported, but for those that come of the observer itself: otherwise it would go on for ever.
#[test]
fn an_observer_opens_a_session_and_drops_it() {
    let world = World::new(Locking::Os);
    let context = world.context();
    let one = session(&context);
    let (slot, reported) = (context.slot(SLOT), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&reported);
    let observing = Observing::new(&world, move |_| {
        if counted.fetch_add(1, Ordering::Relaxed) < 100 {
            drop(slot.open_session(SessionMode::ReadOnly));
        }
    });
    world.claim.clear();
    one.info().unwrap();
    assert_eq!(world.claim.total(), 3, "C_GetSessionInfo, C_OpenSession, C_CloseSession");
    assert_eq!(reported.load(Ordering::Relaxed), 1);
    one.info().unwrap();
    assert_eq!(reported.load(Ordering::Relaxed), 2);
    drop(observing);
    drop((one, context));
    world.must_be_over_since_cleared();
}
