//! Row 1.2: a session dies while its call waits or is under way, and its handle is given out again.

use crate::must_be_gone;
use crate::threads::{Running, begin};
use crate::world::{LOCKINGS, World, must_work, open};
use pkcs11_safe::{Locking, Mechanism, Session, Slot};
use support::module::{Fault, Function, SLOT, Stop};

/// A session waits for our lock, which whoever opens another one holds; meanwhile the token is pulled and put back, and the
/// new session gets the handle of the old one. Gives the world, the slot, the new session, and what came of the old one.
fn exchanged<T: Send + 'static>(
    waits: impl FnOnce(Session) -> T + Send + 'static,
) -> (World, Slot, Session, Running<T>) {
    let world = World::new(Locking::Serialized);
    let slot = world.context().slot(SLOT);
    let old = open(&slot);
    let handle = old.handle();
    world.claim.fault_once("C_OpenSession", Fault::ReusedSessionHandle);
    let stopped = world.claim.stop(Stop::before(Function::OpenSession));
    let opening = {
        let slot = slot.clone();
        begin(move || open(&slot))
    };
    stopped.wait_reached();
    world.claim.clear();
    let mut waiting = begin(move || waits(old));
    waiting.ends_soon();
    world.claim.remove_token(SLOT);
    world.claim.insert_token(SLOT);
    stopped.release();
    let new = opening.end();
    assert_eq!(new.handle(), handle, "the module gave it out again");
    (world, slot, new, waiting)
}

/// That nobody but the new session has made a call with its handle.
fn must_be_the_only_one(world: World, slot: Slot, new: Session) {
    assert_eq!(world.claim.sessions(), [new.handle()], "another has closed the session");
    must_work(&new);
    drop((new, slot));
    assert_eq!(world.claim.sessions(), []);
    world.must_be_over_since_cleared();
}

#[test]
fn row_1_2_a_call_that_waited_for_our_lock_is_not_made_in_the_session_that_has_the_handle_now() {
    let (world, slot, new, waiting) = exchanged(|old| (old.digest(Mechanism::SHA256, b"abc"), old));
    let (result, old) = waiting.end();
    must_be_gone(&result.expect_err("the session is gone"));
    assert_eq!(world.claim.count("C_DigestInit"), 0);
    drop(old);
    assert_eq!(world.claim.count("C_CloseSession"), 0);
    must_be_the_only_one(world, slot, new);
}

#[test]
fn row_1_2_a_close_that_waited_for_our_lock_does_not_close_the_session_that_has_the_handle_now() {
    // Whether it says that it is gone does not matter.
    let (world, slot, new, waiting) = exchanged(|old| drop(old.close()));
    waiting.end();
    assert_eq!(world.claim.count("C_CloseSession"), 0);
    must_be_the_only_one(world, slot, new);
}

#[test]
fn row_1_2_a_drop_that_waited_for_our_lock_does_not_close_the_session_that_has_the_handle_now() {
    let (world, slot, new, waiting) = exchanged(drop);
    waiting.end();
    assert_eq!(world.claim.count("C_CloseSession"), 0);
    must_be_the_only_one(world, slot, new);
}

#[test]
fn row_1_2_an_operation_that_waited_for_our_lock_is_not_ended_in_the_session_that_has_the_handle_now() {
    let (world, slot, new, waiting) = exchanged(|mut old| {
        // It begins after the wait, or rather does not.
        let digester = old.digester(Mechanism::SHA256).map(drop);
        (digester, old)
    });
    let (result, old) = waiting.end();
    must_be_gone(&result.expect_err("the session is gone"));
    drop(old);
    assert_eq!(world.claim.total(), 0, "a call in a session of somebody else");
    must_be_the_only_one(world, slot, new);
}

#[test]
fn row_1_2_a_session_whose_token_went_while_it_waited_for_our_lock_makes_no_call() {
    let world = World::new(Locking::Serialized);
    let slot = world.context().slot(SLOT);
    let session = open(&slot);
    let stopped = world.claim.stop(Stop::before(Function::GetTokenInfo));
    let looking = {
        let slot = slot.clone();
        begin(move || slot.token_info().map(drop))
    };
    stopped.wait_reached();
    let mut waiting = begin(move || (session.info().map(drop), session));
    waiting.ends_soon();
    world.claim.remove_token(SLOT);
    stopped.release();
    assert!(looking.end().expect_err("there is no token").is_token_gone());
    let (result, session) = waiting.end();
    must_be_gone(&result.expect_err("the session is gone"));
    assert_eq!(world.claim.count("C_GetSessionInfo"), 0);
    drop((session, slot));
    assert_eq!(world.claim.count("C_CloseSession"), 0);
    world.must_be_over();
}

#[test]
fn row_1_2_a_session_that_hears_that_its_token_went_tells_those_that_wait_for_our_lock() {
    let world = World::new(Locking::Serialized);
    let slot = world.context().slot(SLOT);
    // Sessions that are opened later than the one that hears of it may be with the next token.
    let (waits, hears) = (open(&slot), open(&slot));
    world.claim.fault_once("C_Digest", Fault::DeviceRemoved);
    let stopped = world.claim.stop(Stop::after(Function::Digest));
    let hearing = begin(move || {
        let error = hears.digest(Mechanism::SHA256, b"abc").expect_err("the token went");
        (error, hears)
    });
    stopped.wait_reached();
    let mut waiting = begin(move || (waits.info().map(drop), waits));
    waiting.ends_soon();
    stopped.release();
    let (error, hears) = hearing.end();
    assert!(error.is_token_gone(), "{error:?}");
    let (result, waits) = waiting.end();
    must_be_gone(&result.expect_err("the session is gone"));
    assert_eq!(world.claim.count("C_GetSessionInfo"), 0);
    drop((hears, waits, slot));
    assert_eq!(world.claim.count("C_CloseSession"), 0);
    world.must_be_over();
}

#[test]
fn row_1_2_a_call_under_way_does_not_return_a_value_of_the_session_that_has_the_handle_now() {
    let world = World::new(Locking::Os);
    let slot = world.context().slot(SLOT);
    let old = open(&slot);
    let handle = old.handle();
    let stopped = world.claim.stop(Stop::before(Function::Digest));
    let calling = begin(move || (old.digest(Mechanism::SHA256, b"abc"), old));
    stopped.wait_reached();
    world.claim.remove_token(SLOT);
    world.claim.insert_token(SLOT);
    world.claim.fault_once("C_OpenSession", Fault::ReusedSessionHandle);
    let mut new = open(&slot);
    // The module gave it out again, to a call that may go to either session: so it is left to that call.
    assert_ne!(new.handle(), handle);
    let other = new.digester(Mechanism::SHA512).unwrap();
    stopped.release();
    let (result, old) = calling.end();
    must_be_gone(&result.expect_err("a digest of another session, or none"));
    assert_eq!(world.claim.sessions(), [other.handle()], "what was left to the call is closed");
    drop(old);
    assert_eq!(world.claim.time_faults(), []);
    let digest = other.digest(b"abc").unwrap();
    assert_eq!(digest[..4], [0xdd, 0xaf, 0x35, 0xa1], "nobody has touched it");
    world.claim.clear();
    must_work(&new);
    drop((new, slot));
    world.must_be_over_since_cleared();
}

#[test]
fn row_1_2_information_under_way_is_not_that_of_the_session_that_has_the_handle_now() {
    for after in [false, true] {
        let world = World::new(Locking::Os);
        let slot = world.context().slot(SLOT);
        let old = open(&slot);
        let stop = if after { Stop::after } else { Stop::before }(Function::GetSessionInfo);
        let stopped = world.claim.stop(stop);
        let calling = begin(move || (old.info().map(drop), old));
        stopped.wait_reached();
        world.claim.remove_token(SLOT);
        world.claim.insert_token(SLOT);
        world.claim.fault_once("C_OpenSession", Fault::ReusedSessionHandle);
        let new = open(&slot);
        stopped.release();
        let (result, old) = calling.end();
        must_be_gone(&result.expect_err("the session is gone"));
        drop(old);
        must_be_the_only_one(world, slot, new);
    }
}

#[test]
fn row_1_2_sessions_that_live_are_not_disturbed() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let slot = world.context().slot(SLOT);
        let (one, other) = (open(&slot), open(&slot));
        let stopped = world.claim.stop(Stop::before(Function::GetSessionInfo));
        let calling = begin(move || (one.info().map(drop), one));
        stopped.wait_reached();
        let working = begin(move || must_work(&other));
        stopped.release();
        let (result, one) = calling.end();
        result.unwrap();
        working.end();
        drop((one, slot));
        world.must_be_over();
    }
}

/// A module may give a handle out again before the call that closed the session has returned.
#[test]
fn the_only_session_of_a_token_is_opened_again_while_it_is_being_closed() {
    let world = World::new(Locking::Os);
    world.claim.configure(|config| config.token(SLOT).sessions = (1, 1));
    let slot = world.context().slot(SLOT);
    world.claim.fault("C_OpenSession", Fault::ReusedSessionHandle);
    let old = open(&slot);
    let stopped = world.claim.stop(Stop::after(Function::CloseSession));
    let closing = begin(move || old.close());
    stopped.wait_reached();
    let mut opening = {
        let slot = slot.clone();
        begin(move || open(&slot))
    };
    assert!(!opening.ends_soon(), "the call that closes it may still come to the new session");
    stopped.release();
    closing.end().unwrap();
    must_work(&opening.end());
    drop(slot);
    world.must_be_over();
}

#[test]
fn threads_that_open_and_close_share_handles_that_the_module_gives_out_at_once() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let context = world.context();
        world.claim.fault("C_OpenSession", Fault::ReusedSessionHandle);
        let threads: Vec<_> = (0..4)
            .map(|_| {
                let slot = context.slot(SLOT);
                begin(move || {
                    for _ in 0..if cfg!(miri) { 3 } else { 300 } {
                        must_work(&open(&slot));
                    }
                })
            })
            .collect();
        threads.into_iter().for_each(Running::end);
        assert_eq!(world.claim.sessions(), []);
        drop(context);
        world.must_be_over();
    }
}
