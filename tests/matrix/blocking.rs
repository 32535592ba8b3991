//! Calls that block: a device that is busy, a user who looks for the PIN pad. Whoever called waits; nobody else does, be it
//! with another module, or, where the module locks, with the same one.

use super::cell::{self, Outcome};
use super::prepared::Prepared;
use super::rows;
use super::run::Share;
use super::sample::Sample;
use super::world::{Setup, Stage, World};
use core::time::Duration;
use pkcs11_safe::{Context, Locking, Mechanism, SessionMode, TokenFilter};
use std::collections::BTreeSet;
use std::sync::mpsc;
use std::thread;
use support::module::{Fault, Function, Gate, LABEL, SLOT};

/// Nobody should have to wait at all: this is how long it takes until the test says that somebody does.
const PATIENCE: Duration = Duration::from_secs(120);

/// A program of another module: from loading to finalising.
fn another_module(setup: Setup) {
    let mut world = World::new(setup, Stage::User);
    world.session().digest(Mechanism::SHA256, b"abc").expect("another module works");
    world.session = None;
    world.context = None;
    world.context = Some(world.initialize().expect("another module is initialised again"));
    world.context.take().expect("it is there").finalize().expect("another module is finalised");
    cell::unload(world).expect("nothing of the module is used any more");
}

/// Another part of the program, with the same context: everything but what the blocked call is about.
fn another_session(context: Context) {
    let slot = context.slot(SLOT);
    let session = slot.open_session(SessionMode::ReadWrite).expect("another session is opened");
    session.digest(Mechanism::SHA256, b"abc").expect("another session works");
    drop(slot.open_session_with(SessionMode::ReadWrite, |_| {}).expect("a session with a callback is opened"));
    context.find_token(&TokenFilter::new().label(LABEL)).expect("tokens are looked at");
    drop(context.clone());
    drop(slot);
    drop(session);
}

/// Another holder of the same context, who makes no call, and waits for no lock that surrounds them.
fn another_holder(context: &Context) {
    drop(context.clone());
    drop(context.slot(SLOT));
}

/// Runs a row that blocks at its first call of a function, and everybody else meanwhile.
fn block(index: usize, setup: Setup, prepared: &Prepared, function: Function, honest: &Outcome) {
    let row = &rows::all()[index];
    let mut world = World::new(setup, row.stage);
    prepared.apply(row, &mut world);
    let before = world.claim.snapshot();
    let gate = Gate::new();
    world.claim.fault_once(function, Fault::Blocks(gate.clone()));
    // What a whole program has in common with the blocked call is its context, if there is one that lives on.
    let ends = matches!(function, Function::Initialize | Function::Finalize | Function::CloseAllSessions);
    let shared = world.context.clone().filter(|_| !ends);
    let kept = shared.clone();
    let blocked = thread::spawn(move || {
        let row = &rows::all()[index];
        let result = (row.run)(&mut world);
        (world, result)
    });
    let name = row.name();
    assert!(gate.wait_for(1), "{name} does not get to {function}");
    let (done, wait) = mpsc::channel();
    let others = thread::spawn(move || {
        another_module(setup);
        if let Some(context) = shared {
            another_holder(&context);
            if setup.locking == Locking::Os {
                another_session(context);
            }
        }
        done.send(()).expect("the test waits");
    });
    let free = wait.recv_timeout(PATIENCE);
    gate.open();
    let (mut world, result) = blocked.join().expect("the row does not panic");
    others.join().expect("the others do not panic");
    assert!(free.is_ok(), "{name}: others wait while {function} blocks");
    let mut complaints = Vec::new();
    let (result, after) = cell::words(result, &mut world, &mut complaints);
    assert_eq!(complaints, [""; 0], "{name}: after {function} has blocked");
    cell::must_be_same(&format!("{name}: {function} blocks"), result, &honest.result);
    cell::must_leave_the_same(&format!("{name}: {function} blocks"), &before, &after, honest);
    drop(kept);
    world.session = None;
    world.context = None;
    assert!(world.foreign || !world.claim.is_initialised(), "{name}: the module is left initialised");
    cell::unload(world).expect("nothing of the module is used any more");
}

fn block_all(setup: Setup) {
    let (share, sample, mut next) = (Share::from_environment(), Sample::from_environment(), 0);
    for (index, row) in rows::all().iter().enumerate() {
        if !share.has_row(index) || !sample.has_row(index + setup.number(), row) {
            continue;
        }
        let prepared = Prepared::of(row, setup);
        let honest = cell::run(row, setup, &prepared, None);
        let functions: BTreeSet<_> = honest.calls.iter().map(|call| call.function).collect();
        for function in functions {
            next += 1;
            // The rows that look at how a context ends cannot have another part of the program hold it.
            let ends = row.is("Context::finalize") || row.is("Context::drop");
            if share.has_cell(next) && !(ends && function != Function::Finalize) {
                block(index, setup, &prepared, function, &honest);
            }
        }
    }
}

#[test]
fn a_call_that_blocks_blocks_nobody_else_where_the_module_locks() {
    block_all(Setup { version: (3, 2), locking: Locking::Os });
}

#[test]
fn a_call_that_blocks_under_our_own_lock_blocks_no_other_module() {
    block_all(Setup { version: (2, 40), locking: Locking::Serialized });
}
