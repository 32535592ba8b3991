//! Every two things that can happen at once. The first is stopped in the module, in a callback or in an observer; then the
//! second begins, in another thread or inside of the callback or observer. What the second comes to is a table.
//!
//! | outcome | the second |
//! |---|---|
//! | waits | goes on once the first is over: no call of it enters the module before the first has left |
//! | refused | is a usage error, and makes no call |
//! | left | is put aside, and done once the first is over |
//! | beside | runs to its end beside the first |

mod actor;
mod expected;
mod inside;
mod share;
mod table;

use crate::threads::{PATIENCE, Running, begin};
use crate::world::{OTHER_SLOT, World, open, session};
use actor::{Actor, Hands, act};
use core::fmt;
use core::sync::atomic::{AtomicUsize, Ordering};
use expected::expected;
use pkcs11_safe::{
    Context, Error, Function as Called, Locking, Module as Library, ObserverId, Session, SessionMode, Slot,
};
use share::Share;
use std::sync::{Arc, OnceLock};
use std::thread;
use support::module::{Fault, Function, Gate, Module, SLOT, Stop, Stopped, Target};
use table::Table;

/// What the second of two comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Waits,
    Refused,
    Left,
    Beside,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Waits => "waits",
            Self::Refused => "refused",
            Self::Left => "left",
            Self::Beside => "beside",
        })
    }
}

/// Where the first is stopped.
enum Hold {
    Call(Stopped),
    Gate(Gate),
}

impl Hold {
    fn wait_reached(&self) {
        match self {
            Self::Call(stopped) => stopped.wait_reached(),
            Self::Gate(gate) => assert!(gate.wait_for(1), "nobody gets to the gate"),
        }
    }

    fn release(&self) {
        match self {
            Self::Call(stopped) => stopped.release(),
            Self::Gate(gate) => gate.open(),
        }
    }
}

/// So that a test that fails leaves nobody waiting.
impl Drop for Hold {
    fn drop(&mut self) {
        self.release();
    }
}

/// The first of two, stopped.
struct First {
    hold: Hold,
    running: Running<(Hands, Result<(), Error>)>,
    observer: Option<ObserverId>,
    /// What it holds that the second needs.
    hands: Hands,
}

/// Begins the first and stops it.
fn first(actor: Actor, world: &World, context: Option<Context>) -> First {
    let claim = &world.claim;
    let slot = context.as_ref().map(|context| context.slot(SLOT));
    let mut hands = Hands::default();
    let mut observer = None;
    let gate = Gate::new();
    if matches!(actor, Actor::Callback | Actor::OwnCallback) {
        let at = gate.clone();
        let mode = SessionMode::ReadWrite;
        let called = slot.as_ref().map(|slot| slot.open_session_with(mode, move |_| at.pass()));
        hands.session = called.map(|session| session.expect("a session is opened"));
    } else if matches!(actor, Actor::Call | Actor::Close | Actor::Drop | Actor::Observer) {
        hands.session = slot.as_ref().map(open);
    }
    hands.context = context.filter(|_| actor == Actor::Finalise);
    hands.slot = slot.filter(|_| matches!(actor, Actor::Open | Actor::CloseAll | Actor::TokenGone));
    let handle = hands.session.as_ref().map(|session| session.handle());
    let stop = |stop: Stop| Hold::Call(claim.stop(handle.map_or(stop, |handle| stop.of(handle))));
    let (module, args, instance) = (world.module.clone(), world.args(), claim.module());
    if actor == Actor::OwnCallback {
        let notifier = handle.and_then(|handle| claim.notifier(handle)).expect("the session has a callback");
        let running = begin(move || {
            notifier.call(0);
            (Hands::default(), Ok(()))
        });
        return First { hold: Hold::Gate(gate), running, observer, hands };
    }
    let me = Arc::new(OnceLock::new());
    let hold = match actor {
        Actor::Open => stop(Stop::before(Function::OpenSession)),
        Actor::Call => stop(Stop::before(Function::Digest)),
        Actor::Close | Actor::Drop => stop(Stop::before(Function::CloseSession)),
        Actor::CloseAll => stop(Stop::before(Function::CloseAllSessions)),
        Actor::Finalise => stop(Stop::before(Function::Finalize)),
        Actor::Initialise => stop(Stop::before(Function::Initialize)),
        Actor::TokenGone => stop(Stop::before(Function::GetTokenInfo)),
        Actor::Callback => {
            let handle = handle.expect("it has a session");
            claim.fault_once(Target::In(Function::Digest, handle), Fault::NotifyReentry(0));
            Hold::Gate(gate)
        }
        Actor::Observer => {
            let (at, me) = (gate.clone(), Arc::clone(&me));
            observer = Some(module.observe(move |call| {
                if call.function() == Called::Digest && me.get() == Some(&thread::current().id()) {
                    at.pass();
                }
            }));
            Hold::Gate(gate)
        }
        Actor::OwnCallback => unreachable!("it makes no call"),
    };
    let running = begin(move || {
        let _ = me.set(thread::current().id());
        let result = act(actor, &mut hands, &module, &args, instance);
        (hands, result)
    });
    First { hold, running, observer, hands: Hands::default() }
}

/// A session whose callback counts, to be called in the middle of its digest.
fn called(slot: &Slot, heard: &Arc<AtomicUsize>, module: &Module) -> Session {
    let heard = Arc::clone(heard);
    let count = move |_| {
        heard.fetch_add(1, Ordering::Relaxed);
    };
    let session = slot.open_session_with(SessionMode::ReadWrite, count).expect("a session is opened");
    module.fault_once(Target::In(Function::Digest, session.handle()), Fault::NotifyReentry(0));
    session
}

/// What the second has in its hands before the first is stopped.
fn prepare(actor: Actor, first: Actor, world: &World, context: &Context, heard: &Arc<AtomicUsize>) -> Hands {
    // While all sessions of a slot are closed, there is none but that of another slot.
    let elsewhere = first == Actor::CloseAll && !matches!(actor, Actor::Open | Actor::CloseAll);
    let slot = context.slot(if elsewhere { OTHER_SLOT } else { SLOT });
    let mut hands = Hands { slot: Some(slot.clone()), ..Hands::default() };
    match actor {
        Actor::Call | Actor::Close | Actor::Drop | Actor::Observer => hands.session = Some(open(&slot)),
        Actor::Callback | Actor::OwnCallback => {
            let session = called(&slot, heard, world.claim.module());
            hands.notifier = world.claim.notifier(session.handle());
            hands.session = Some(session);
        }
        Actor::Finalise => hands.context = Some(context.clone()),
        Actor::Open | Actor::CloseAll | Actor::Initialise | Actor::TokenGone => {}
    }
    hands
}

/// Takes an observer out when it is dropped.
struct Unobserve(Library, Option<ObserverId>);

impl Drop for Unobserve {
    fn drop(&mut self) {
        if let Some(observer) = self.1 {
            self.0.unobserve(observer);
        }
    }
}

/// Whether nothing of the context exists when the first begins: it initialises, or is the last to finalise.
fn is_alone(first: Actor) -> bool {
    matches!(first, Actor::Initialise | Actor::Finalise)
}

/// Runs two things at once, and says what the second came to.
fn run(one: Actor, other: Actor, locking: Locking, expected: &[Outcome]) -> Outcome {
    let world = World::new(locking);
    let mut kept = (one != Actor::Initialise).then(|| world.context());
    let mut hands = Hands::default();
    let heard = Arc::new(AtomicUsize::new(0));
    if let Some(context) = kept.as_ref().filter(|_| !is_alone(one)) {
        hands = prepare(other, one, &world, context, &heard);
    }
    let given = if one == Actor::Finalise { kept.take() } else { kept.clone() };
    let mut first = first(one, &world, given);
    first.hold.wait_reached();
    if one == Actor::OwnCallback && other == Actor::Finalise {
        // The module calls from a thread of its own, so that everybody else can be gone.
        (first.hands, kept) = (Hands::default(), None);
        hands.slot = None;
    }
    let (module, args, instance) = (world.module.clone(), world.args(), world.claim.module());
    let hears = Arc::clone(&heard);
    let mut second = begin(move || {
        let me = thread::current().id();
        let observer = (other == Actor::Observer).then(|| {
            let hears = Arc::clone(&hears);
            module.observe(move |call| {
                if call.function() == Called::Digest && thread::current().id() == me {
                    hears.fetch_add(1, Ordering::Relaxed);
                }
            })
        });
        let unobserve = Unobserve(module.clone(), observer);
        if is_alone(one) {
            let context = match module.initialize(args.clone()) {
                Ok(context) => context,
                Err(error) => return (hands, Err(error)),
            };
            hands.slot = Some(context.slot(SLOT));
            if matches!(other, Actor::Call | Actor::Close | Actor::Drop | Actor::Observer) {
                hands.session = Some(session(&context));
            } else if other == Actor::Callback {
                hands.session = Some(called(&context.slot(SLOT), &hears, instance));
            }
            if other == Actor::Finalise {
                (hands.slot, hands.context) = (None, Some(context));
            }
        }
        let result = act(other, &mut hands, &module, &args, instance);
        drop(unobserve);
        (hands, result)
    });
    let watched = second.thread.id();
    let early = if expected.contains(&Outcome::Waits) { second.ends_soon() } else { second.ends() };
    first.hold.release();
    assert!(first.running.ends_within(PATIENCE), "the first waits for ever");
    assert!(second.ends(), "the second waits for ever");
    let stopped = first.running.thread.id();
    let (leftover, done) = first.running.end();
    let (rest, result) = second.end();
    if other != Actor::TokenGone {
        done.expect("the first succeeds");
    }
    let refused = matches!(result, Err(Error::Usage { .. }));
    if one != Actor::TokenGone && !refused {
        result.expect("the second succeeds");
    }
    if matches!(other, Actor::Callback | Actor::OwnCallback | Actor::Observer) && one != Actor::TokenGone {
        assert_eq!(heard.load(Ordering::Relaxed), 1, "the second was not called");
    }
    let outcome = match (early, refused) {
        (true, true) => Outcome::Refused,
        (true, false) => Outcome::Beside,
        (false, _) => Outcome::Waits,
    };
    if outcome == Outcome::Waits {
        let moments = world.claim.moments();
        let left = moments.iter().rposition(|moment| moment.thread == stopped && moment.function == one.function());
        let entered = moments.iter().position(|moment| moment.thread == watched);
        assert!(entered.is_none_or(|entered| Some(entered) > left), "the second does not wait: {moments:?}");
    }
    drop((leftover, rest, first.hands, first.hold));
    if let Some(observer) = first.observer {
        world.module.unobserve(observer);
    }
    if let Some(context) = kept {
        assert_eq!(world.claim.sessions(), [], "sessions are left open");
        drop(context);
    }
    world.must_be_over();
    outcome
}

fn all(locking: Locking) {
    let share = Share::from_environment();
    let mut table = Table::new(format!("races {locking:?}: first (down), second in another thread (across)"));
    for (row, one) in Actor::ALL.into_iter().enumerate() {
        for (column, other) in Actor::ALL.into_iter().enumerate() {
            let expected = expected(one, other, locking);
            if expected.is_empty() || !share.has(row * Actor::ALL.len() + column) {
                table.leave_out(one, other);
            } else {
                table.run(one, other, expected, || run(one, other, locking, expected));
            }
        }
    }
    table.finish();
}

#[test]
fn each_two_at_once_where_the_module_locks() {
    all(Locking::Os);
}

#[test]
fn each_two_at_once_under_our_own_lock() {
    all(Locking::Serialized);
}
