//! Callbacks of ours: a module calls the notify callback in the middle of each call, an observer hears of each call. Both
//! try to call the module, and panic.

use super::cell;
use super::prepared::Prepared;
use super::row::Row;
use super::rows;
use super::run::Share;
use super::sample::Sample;
use super::world::{Setup, Stage, World};
use pkcs11_safe::{Context, Error, InitializeArgs, Locking, Module, SessionMode};
use std::panic::resume_unwind;
use std::sync::{Arc, Mutex, PoisonError};
use support::module::{Fault, SLOT, Target};

/// What a callback works with, and what it found.
#[derive(Default)]
struct Seen {
    context: Option<Context>,
    module: Option<Module>,
    called: usize,
    wrong: Vec<String>,
}

type Shared = Arc<Mutex<Seen>>;

fn usage<T>(result: pkcs11_safe::Result<T>, argument: &str) -> Option<String> {
    match result {
        Err(Error::Usage { argument: found, .. }) if found == argument => None,
        Err(error) => Some(error.to_string()),
        Ok(_) => Some(format!("no error, where `{argument}` was wrong")),
    }
}

/// The callback: everything that it tries is refused, and its panic goes nowhere.
fn notified(seen: &Shared, args: &InitializeArgs) {
    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    seen.called += 1;
    let (Some(context), Some(module)) = (seen.context.clone(), seen.module.clone()) else { return };
    let wrong = [
        usage(context.info(), "callback"),
        usage(context.slots(), "callback"),
        usage(context.slot(SLOT).open_session(SessionMode::ReadOnly), "callback"),
        usage(context.slot(SLOT).close_all_sessions(), "callback"),
        usage(module.initialize(args.clone()), "module"),
    ];
    seen.wrong.extend(wrong.into_iter().flatten());
    drop((context, module, seen));
    resume_unwind(Box::new("in a callback"));
}

fn ready(world: &World, seen: &Shared) {
    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    (seen.context, seen.module, seen.called) = (world.context.clone(), world.module.clone(), 0);
}

/// Gives back what would keep the context alive; how often it was called.
fn finished(seen: &Shared, name: &str) -> usize {
    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    (seen.context, seen.module) = (None, None);
    assert!(seen.wrong.is_empty(), "{name}: {:?}", seen.wrong);
    seen.called
}

fn notify(row: &Row, setup: Setup) {
    let prepared = Prepared::of(row, setup);
    let honest = cell::run(row, setup, &prepared, None);
    let seen = Shared::default();
    let (shared, args) = (Arc::clone(&seen), InitializeArgs::new().locking(setup.locking));
    let mut world = World::with_callback(setup, row.stage, move |_| notified(&shared, &args));
    prepared.apply(row, &mut world);
    ready(&world, &seen);
    let before = world.claim.snapshot();
    world.claim.fault(Target::Any, Fault::NotifyReentry(0));
    let result = (row.run)(&mut world);
    world.claim.clear_faults();
    let called = finished(&seen, &row.name());
    let mut complaints = Vec::new();
    let (result, after) = cell::words(result, &mut world, &mut complaints);
    assert_eq!(complaints, [""; 0], "{}", row.name());
    cell::must_be_same(&row.name(), result, &honest.result);
    cell::must_leave_the_same(&row.name(), &before, &after, &honest);
    let calls = honest.calls.iter().filter(|call| call.session.is_some()).count();
    assert!(called > 0 || calls == 0, "{}: nobody is called in {calls} calls", row.name());
    world.session = None;
    world.context = None;
    assert!(!world.claim.is_initialised(), "{}: the module is left initialised", row.name());
    cell::unload(world).expect("nothing of the module is used any more");
}

fn notify_all(setup: Setup) {
    let (share, sample) = (Share::from_environment(), Sample::from_environment());
    let rows = rows::all();
    let rows = rows.iter().filter(|row| row.stage >= Stage::Session).enumerate();
    rows.filter(|(index, row)| share.has_row(*index) && sample.has_row(index + setup.number(), row))
        .for_each(|(_, row)| notify(row, setup));
}

#[test]
fn a_notify_callback_makes_no_calls_and_may_panic() {
    notify_all(Setup { version: (3, 2), locking: Locking::Os });
}

#[test]
fn a_notify_callback_makes_no_calls_under_our_own_lock() {
    notify_all(Setup { version: (3, 2), locking: Locking::Serialized });
}

/// The observer: calls are fine, and not reported; initialising is not.
fn observed(seen: &Shared, args: &InitializeArgs) {
    // A call that is made from here is not observed, so nobody else holds this.
    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    seen.called += 1;
    if let Some(module) = seen.module.clone() {
        let wrong = usage(module.initialize(args.clone()), "module");
        seen.wrong.extend(wrong);
    }
    if let Some(context) = seen.context.clone()
        && let Err(error) = context.info()
    {
        seen.wrong.push(error.to_string());
    }
    drop(seen);
    resume_unwind(Box::new("in an observer"));
}

#[test]
fn an_observer_may_call_and_may_panic() {
    let (share, sample) = (Share::from_environment(), Sample::from_environment());
    for (index, locking) in [Locking::Os, Locking::Serialized].into_iter().enumerate() {
        let setup = Setup { version: (3, 2), locking };
        for (number, row) in rows::all().iter().enumerate() {
            // How a context ends is not to be seen where the observer holds it.
            if !share.has_row(number + index)
                || !sample.has_row(number + setup.number(), row)
                || row.stage < Stage::Session
            {
                continue;
            }
            let prepared = Prepared::of(row, setup);
            let honest = cell::run(row, setup, &prepared, None);
            let seen = Shared::default();
            let (shared, args) = (Arc::clone(&seen), InitializeArgs::new().locking(locking));
            let mut world = World::new(setup, row.stage);
            prepared.apply(row, &mut world);
            ready(&world, &seen);
            let before = world.claim.snapshot();
            let observer = world.module().observe(move |_| observed(&shared, &args));
            let result = (row.run)(&mut world);
            let called = finished(&seen, &row.name());
            world.module().unobserve(observer);
            assert_eq!(called, honest.calls.len(), "{}: each call is reported once", row.name());
            let mut complaints = Vec::new();
            let (result, after) = cell::words(result, &mut world, &mut complaints);
            assert_eq!(complaints, [""; 0], "{}", row.name());
            cell::must_be_same(&row.name(), result, &honest.result);
            cell::must_leave_the_same(&row.name(), &before, &after, &honest);
            world.session = None;
            world.context = None;
            cell::unload(world).expect("nothing of the module is used any more");
        }
    }
}
