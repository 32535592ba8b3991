//! The second inside of the first: in a callback or an observer, by the thread that runs it.

use super::actor::{Actor, Hands, act};
use super::expected::inside;
use super::share::Share;
use super::table::Table;
use super::{Outcome, World};
use crate::threads::begin;
use crate::world::{OTHER_SLOT, must_work, open};
use core::sync::atomic::{AtomicBool, Ordering};
use pkcs11_safe::{Error, Function as Called, InitializeArgs, Locking, Module as Library, SessionMode};
use std::sync::{Arc, Mutex, PoisonError};
use support::module::{Fault, Function, Module, SLOT, Target};

/// What the callback or observer does once, and what came of it.
struct Inside {
    second: Actor,
    hands: Mutex<Option<Hands>>,
    armed: AtomicBool,
    library: Library,
    args: InitializeArgs,
    module: &'static Module,
    seen: Mutex<Option<Seen>>,
}

struct Seen {
    result: Result<(), Error>,
    /// Calls that were made, and those of them that end something.
    calls: u64,
    ends: u64,
    /// Dropped outside.
    hands: Hands,
}

impl Inside {
    fn run(&self) {
        if !self.armed.swap(false, Ordering::AcqRel) {
            return;
        }
        let taken = self.hands.lock().unwrap_or_else(PoisonError::into_inner).take();
        let mut hands = taken.expect("its hands are full");
        let count = || {
            let ends = self.module.count(Function::CloseSession) + self.module.count(Function::Finalize);
            (self.module.total(), ends)
        };
        let before = count();
        let result = act(self.second, &mut hands, &self.library, &self.args, self.module);
        let after = count();
        let seen = Seen { result, calls: after.0 - before.0, ends: after.1 - before.1, hands };
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(seen);
    }
}

fn run(first: Actor, second: Actor, locking: Locking) -> Outcome {
    let world = World::new(locking);
    let (claim, context) = (&world.claim, world.context());
    let slot = context.slot(SLOT);
    let other = matches!(second, Actor::Call | Actor::Close | Actor::Drop).then(|| open(&slot));
    let hands = Hands {
        session: other,
        slot: Some(if second == Actor::TokenGone { context.slot(OTHER_SLOT) } else { slot.clone() }),
        context: (second == Actor::Finalise).then(|| context.clone()),
        notifier: None,
    };
    let inside = Arc::new(Inside {
        second,
        hands: Mutex::new(Some(hands)),
        armed: AtomicBool::new(true),
        library: world.module.clone(),
        args: world.args(),
        module: claim.module(),
        seen: Mutex::new(None),
    });
    let run = Arc::clone(&inside);
    let (session, observer) = if first == Actor::Observer {
        let observer = world.module.observe(move |call| {
            if call.function() == Called::Digest {
                run.run();
            }
        });
        (open(&slot), Some(observer))
    } else {
        let called = slot.open_session_with(SessionMode::ReadWrite, move |_| run.run());
        (called.expect("a session is opened"), None)
    };
    let handle = session.handle();
    let notifier = claim.notifier(handle);
    if first == Actor::Callback {
        claim.fault_once(Target::In(Function::Digest, handle), Fault::NotifyReentry(0));
    }
    // In a thread of its own, since it may wait for itself for ever.
    let session = begin(move || {
        if first == Actor::OwnCallback {
            notifier.expect("it has a callback").call(0);
        } else {
            must_work(&session);
        }
        session
    })
    .end();
    let seen = inside.seen.lock().unwrap_or_else(PoisonError::into_inner).take().expect("it was called back");
    drop(seen.hands);
    if first == Actor::OwnCallback {
        // The next call of anybody ends what was put aside.
        context.info().expect("the module works");
    }
    if matches!(second, Actor::Close | Actor::Drop) {
        assert_eq!(claim.sessions(), [handle], "what was put aside is closed afterwards");
    }
    assert_eq!(seen.ends, 0, "something was ended inside");
    let outcome = match seen.result {
        Err(Error::Usage { .. }) => {
            assert_eq!(seen.calls, 0, "refused after a call");
            Outcome::Refused
        }
        Err(error) => panic!("{error}"),
        Ok(()) if second == Actor::Drop => Outcome::Left,
        Ok(()) => Outcome::Beside,
    };
    must_work(&session);
    drop((session, slot));
    if let Some(observer) = observer {
        world.module.unobserve(observer);
    }
    assert_eq!(claim.sessions(), [], "sessions are left open");
    // Whoever called back holds nothing any more.
    drop(inside);
    context.finalize().expect("nobody else uses the context");
    world.must_be_over();
    outcome
}

fn all(locking: Locking) {
    let share = Share::from_environment();
    let mut table = Table::new(format!("races {locking:?}: first (down), second inside of it (across)"));
    for (row, first) in [Actor::Callback, Actor::OwnCallback, Actor::Observer].into_iter().enumerate() {
        for (column, second) in Actor::ALL.into_iter().enumerate() {
            let expected = inside(first, second);
            if expected.is_empty() || !share.has(row * Actor::ALL.len() + column) {
                table.leave_out(first, second);
            } else {
                table.run(first, second, expected, || run(first, second, locking));
            }
        }
    }
    table.finish();
}

#[test]
fn each_one_inside_of_a_callback_or_an_observer_where_the_module_locks() {
    all(Locking::Os);
}

#[test]
fn each_one_inside_of_a_callback_or_an_observer_under_our_own_lock() {
    all(Locking::Serialized);
}
