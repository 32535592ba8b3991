//! Row C: what misled or blocked, item by item. That a session dropped in a callback is closed later is in `pairs`, too; that a
//! payload which panics in a notification callback does not abort is among the panics of row 1.4.

use crate::heap::bytes;
use crate::world::{LOCKINGS, World, must_work, open, session};
use core::time::Duration;
use pkcs11_safe::{Error, Locking, Session, SessionMode, SlotEvent, Ulong};
use std::sync::{Arc, Mutex, PoisonError};
use support::module::{Fault, SLOT};

#[test]
fn row_c_a_session_dropped_in_a_callback_is_closed_after_the_call() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let slot = world.context().slot(SLOT);
        let kept = Arc::new(Mutex::new(Some(open(&slot))));
        let taken = Arc::clone(&kept);
        let callback = move |_| drop(taken.lock().unwrap_or_else(PoisonError::into_inner).take());
        let session = slot.open_session_with(SessionMode::ReadWrite, callback).unwrap();
        world.claim.fault_once("C_Digest", Fault::NotifyReentry(0));
        must_work(&session);
        assert!(kept.lock().unwrap().is_none());
        assert_eq!(world.claim.sessions(), [session.handle()]);
        assert_eq!(world.claim.count("C_CloseSession"), 1);
        drop((session, slot));
        world.must_be_over();
    }
}

#[test]
fn row_c_many_sessions_dropped_in_a_callback_of_the_modules_own_are_closed_at_the_next_call() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let context = world.context();
        let slot = context.slot(SLOT);
        let kept: Vec<Session> = (0..5).map(|_| open(&slot)).collect();
        let kept = Arc::new(Mutex::new(kept));
        let taken = Arc::clone(&kept);
        let callback = move |_| drop(std::mem::take(&mut *taken.lock().unwrap_or_else(PoisonError::into_inner)));
        let session = slot.open_session_with(SessionMode::ReadWrite, callback).unwrap();
        world.claim.notifier(session.handle()).unwrap().call_from_thread(0).join().unwrap();
        assert_eq!((world.claim.sessions().len(), world.claim.count("C_CloseSession")), (6, 0));
        context.info().unwrap();
        assert_eq!(world.claim.sessions(), [session.handle()]);
        drop((session, slot, context));
        world.must_be_over();
    }
}

#[test]
fn row_c_as_many_random_bytes_as_there_cannot_be_are_a_usage_error() {
    let world = World::new(Locking::Os);
    let session = session(&world.context());
    let result = session.random(usize::MAX);
    assert!(matches!(result, Err(Error::Usage { .. })), "{:?}", result.map(|bytes| bytes.len()));
    assert_eq!(world.claim.count("C_GenerateRandom"), 0);
    assert_eq!(session.random(8).unwrap().len(), 8);
    drop(session);
    world.must_be_over();
}

/// What a list of slots may hold back for each that is not used any more.
const FEW: isize = 4096;

#[test]
#[cfg_attr(miri, ignore = "counts, and there is nothing in it for Miri to see")]
fn row_c_slots_that_nobody_has_any_more_take_no_memory() {
    let world = World::new(Locking::Os);
    let context = world.context();
    let look = |ids: std::ops::Range<Ulong>| ids.for_each(|id| drop(context.slot(id)));
    look(1_000..20_000);
    let before = bytes();
    look(20_000..80_000);
    let grown = bytes() - before;
    assert!(grown < FEW, "60,000 slots have left {grown} bytes behind");
    drop(context);
    world.must_be_over();
}

#[test]
#[cfg_attr(miri, ignore = "counts, and there is nothing in it for Miri to see")]
fn row_c_slot_events_take_no_memory() {
    let world = World::new(Locking::Os);
    let context = world.context();
    let wait = |ids: std::ops::Range<Ulong>| {
        for id in ids {
            world.claim.slot_event(id);
            let event = context.wait_for_slot_event(Duration::ZERO).unwrap();
            assert!(matches!(event, Some(SlotEvent::Removed(slot)) if slot.id() == id));
        }
    };
    wait(1_000..10_000);
    let before = bytes();
    wait(10_000..20_000);
    let grown = bytes() - before;
    assert!(grown < FEW, "10,000 events have left {grown} bytes behind");
    drop(context);
    world.must_be_over();
}

#[test]
fn row_c_a_slot_that_is_forgotten_and_asked_for_again_knows_its_sessions() {
    let world = World::new(Locking::Os);
    let context = world.context();
    let session = open(&context.slot(SLOT));
    for id in 1_000..if cfg!(miri) { 1_100 } else { 10_000 } {
        drop(context.slot(id));
    }
    assert!(matches!(context.slot(SLOT).close_all_sessions(), Err(Error::Usage { argument: "slot", .. })));
    // What one handle of the slot hears, the sessions of the other know.
    world.claim.remove_token(SLOT);
    assert!(context.slot(SLOT).token_info().unwrap_err().is_token_gone());
    assert!(matches!(session.info(), Err(Error::Usage { argument: "session", .. })));
    drop((session, context));
    world.must_be_over();
}
