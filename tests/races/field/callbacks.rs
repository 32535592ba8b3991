//! Row 1.3: a callback drops what keeps it alive, or others do while it runs.

use crate::bomb::{Bomb, contained};
use crate::threads::begin;
use crate::world::{LOCKINGS, World, must_work, open, session};
use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use pkcs11_safe::{Context, Error, Locking, Session, SessionMode};
use pkcs11_sys::CKR_DEVICE_ERROR;
use std::sync::{Arc, Mutex, PoisonError};
use support::module::{Claim, Fault, Function, Gate, Module, SLOT};

/// What a callback has captured: memory that it reads when it has done what may have freed it, and a note of when that went.
struct Captured {
    text: String,
    running: AtomicBool,
    ends: Arc<Ends>,
}

/// What is known of a callback's end.
#[derive(Default)]
struct Ends {
    called: AtomicUsize,
    dropped: AtomicUsize,
    dropped_while_running: AtomicBool,
    read: Mutex<String>,
}

impl Captured {
    fn new(ends: &Arc<Ends>) -> Self {
        Self { text: "captured".to_owned(), running: AtomicBool::new(false), ends: Arc::clone(ends) }
    }

    fn run(&self, run: impl FnOnce()) {
        let ends = Arc::clone(&self.ends);
        ends.called.fetch_add(1, Ordering::Relaxed);
        self.running.store(true, Ordering::Release);
        run();
        if ends.dropped_while_running.load(Ordering::Acquire) {
            // Reading on would be undefined.
            return;
        }
        ends.read.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&self.text);
        self.running.store(false, Ordering::Release);
    }
}

impl Drop for Captured {
    fn drop(&mut self) {
        self.ends.dropped.fetch_add(1, Ordering::Relaxed);
        self.ends.dropped_while_running.fetch_or(self.running.load(Ordering::Acquire), Ordering::AcqRel);
    }
}

impl Ends {
    fn must_have_run(&self) {
        assert!(!self.dropped_while_running.load(Ordering::Acquire), "the closure was freed while it ran");
        assert_eq!(*self.read.lock().unwrap(), "captured");
    }
}

/// How often something was ended.
fn ended(module: &Module) -> u64 {
    module.count(Function::CloseSession) + module.count(Function::Finalize)
}

type Kept<T> = Arc<Mutex<Option<T>>>;

/// A callback that drops what is kept, and says how many calls that made.
fn dropping<T: Send + 'static>(
    kept: &Kept<T>,
    ends: &Arc<Ends>,
    claim: &Claim,
    made: &Arc<AtomicUsize>,
) -> impl Fn() + Send + Sync + use<T> {
    let (kept, captured, made, module) = (Arc::clone(kept), Captured::new(ends), Arc::clone(made), claim.module());
    move || {
        captured.run(|| {
            let before = ended(module);
            drop(kept.lock().unwrap_or_else(PoisonError::into_inner).take());
            made.fetch_add(usize::try_from(ended(module) - before).unwrap_or(usize::MAX), Ordering::Relaxed);
        });
    }
}

#[test]
fn row_1_3_a_callback_that_drops_the_last_session_and_context_ends_neither() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let (kept, ends, made) = (Kept::<(Session, Context)>::default(), Arc::default(), Arc::default());
        let context = world.context();
        let callback = dropping(&kept, &ends, &world.claim, &made);
        let session = context.slot(SLOT).open_session_with(SessionMode::ReadWrite, move |_| callback()).unwrap();
        let notifier = world.claim.notifier(session.handle()).unwrap();
        *kept.lock().unwrap() = Some((session, context));
        notifier.call_from_thread(0).join().unwrap();
        ends.must_have_run();
        assert_eq!((made.load(Ordering::Relaxed), ended(&world.claim)), (0, 0), "ended in the callback");
        assert!(world.claim.is_initialised());
        // Whoever comes next does what was put aside.
        let context = world.context();
        assert_eq!((world.claim.count("C_Finalize"), world.claim.sessions()), (1, vec![]));
        must_work(&self::session(&context));
        context.finalize().unwrap();
        assert_eq!(ends.dropped.load(Ordering::Relaxed), 1, "the closure is freed");
        world.must_be_over();
    }
}

#[test]
fn row_1_3_a_callback_in_a_close_that_drops_the_last_context_finalises_after_the_close() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let (kept, ends, made) = (Kept::<Context>::default(), Arc::default(), Arc::default());
        let context = world.context();
        let callback = dropping(&kept, &ends, &world.claim, &made);
        let session = context.slot(SLOT).open_session_with(SessionMode::ReadWrite, move |_| callback()).unwrap();
        *kept.lock().unwrap() = Some(context);
        world.claim.fault_once("C_CloseSession", Fault::NotifyReentry(0));
        begin(move || session.close()).end().unwrap();
        ends.must_have_run();
        assert_eq!(made.load(Ordering::Relaxed), 0, "ended in the callback");
        assert_eq!(ends.dropped.load(Ordering::Relaxed), 1, "the closure is freed");
        world.must_be_over();
    }
}

#[test]
fn row_1_3_a_callback_that_closes_and_finalises_gets_usage_errors_and_it_is_done_afterwards() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let kept = Kept::<(Session, Context)>::default();
        let results = Arc::new(Mutex::new(Vec::new()));
        let context = world.context();
        let (taken, told) = (Arc::clone(&kept), Arc::clone(&results));
        let callback = move |_| {
            if let Some((session, context)) = taken.lock().unwrap_or_else(PoisonError::into_inner).take() {
                let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
                told.extend([session.close(), context.finalize()]);
            }
        };
        let session = context.slot(SLOT).open_session_with(SessionMode::ReadWrite, callback).unwrap();
        let notifier = world.claim.notifier(session.handle()).unwrap();
        *kept.lock().unwrap() = Some((session, context));
        notifier.call_from_thread(0).join().unwrap();
        let results = std::mem::take(&mut *results.lock().unwrap());
        let refused = |result: &Result<(), Error>, arguments: [&str; 2]| matches!(result, Err(Error::Usage { argument, .. }) if arguments.contains(argument));
        assert!(refused(&results[0], ["session", "callback"]), "{results:?}");
        assert!(refused(&results[1], ["context", "callback"]), "{results:?}");
        assert_eq!(ended(&world.claim), 0, "ended in the callback");
        drop(world.context());
        world.must_be_over();
    }
}

#[test]
fn row_1_3_a_callback_that_runs_while_another_thread_finalises_is_not_freed() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let (gate, ends) = (Gate::new(), Arc::<Ends>::default());
        let (at, captured) = (gate.clone(), Captured::new(&ends));
        let context = world.context();
        let callback = move |_| captured.run(|| at.pass());
        let session = context.slot(SLOT).open_session_with(SessionMode::ReadWrite, callback).unwrap();
        let notifier = world.claim.notifier(session.handle()).unwrap();
        let running = begin(move || notifier.call(0));
        assert!(gate.wait_for(1));
        let mut ending = begin(move || {
            drop(session);
            context.finalize()
        });
        // Whether it waits is open; the callback must not be freed.
        ending.ends_soon();
        assert_eq!(ends.dropped.load(Ordering::Relaxed), 0, "the closure was freed while it ran");
        gate.open();
        running.end();
        ending.end().unwrap();
        ends.must_have_run();
        // The next one at the latest frees it.
        drop(world.context());
        assert_eq!(ends.dropped.load(Ordering::Relaxed), 1);
        world.must_be_over();
    }
}

#[test]
fn row_1_3_a_callback_that_is_called_after_finalisation_reaches_nothing() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let (ends, context) = (Arc::<Ends>::default(), world.context());
        let captured = Captured::new(&ends);
        let callback = move |_| captured.run(|| {});
        let session = context.slot(SLOT).open_session_with(SessionMode::ReadWrite, callback).unwrap();
        let notifier = world.claim.notifier(session.handle()).unwrap();
        notifier.call(0);
        drop(session);
        context.finalize().unwrap();
        notifier.call_from_thread(0).join().unwrap();
        // Nor does it in the next context.
        let next = world.context();
        must_work(&self::session(&next));
        notifier.call(0);
        drop(next);
        notifier.call(0);
        let late = ends.called.load(Ordering::Relaxed) - 1;
        assert!(late == 0 || ends.dropped.load(Ordering::Relaxed) == 0, "a closure is called that was freed");
        assert_eq!(late, 0);
        world.must_be_over();
    }
}

#[test]
fn row_1_3_a_callback_whose_values_panic_when_they_are_dropped_stops_nobody() {
    contained(|| {
        for locking in LOCKINGS {
            for in_callback in [false, true] {
                let world = World::new(locking);
                let (kept, context) = (Kept::<(Session, Context)>::default(), world.context());
                let (bomb, taken) = (Bomb, Arc::clone(&kept));
                let callback = move |_| {
                    let _captured = &bomb;
                    drop(taken.lock().unwrap_or_else(PoisonError::into_inner).take());
                };
                let session = context.slot(SLOT).open_session_with(SessionMode::ReadWrite, callback).unwrap();
                let notifier = world.claim.notifier(session.handle()).unwrap();
                if in_callback {
                    *kept.lock().unwrap() = Some((session, context));
                    notifier.call(0);
                    drop(world.context());
                } else {
                    session.close().unwrap();
                    context.finalize().unwrap();
                }
                world.must_be_over();
            }
        }
    });
}

#[test]
fn row_1_3_an_observer_ends_nothing_either() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let (kept, ends, made) = (Kept::<(Session, Context)>::default(), Arc::default(), Arc::default());
        let context = world.context();
        let session = open(&context.slot(SLOT));
        let run = dropping(&kept, &ends, &world.claim, &made);
        let observer = world.module.observe(move |call| {
            if call.function() == pkcs11_safe::Function::GetTokenInfo {
                run();
            }
        });
        // The slot is the last but for what the observer drops.
        let slot = context.slot(SLOT);
        *kept.lock().unwrap() = Some((session, context));
        begin(move || slot.token_info().map(drop)).end().unwrap();
        ends.must_have_run();
        assert_eq!(made.load(Ordering::Relaxed), 0, "ended in the observer");
        assert_eq!(world.claim.sessions(), []);
        world.module.unobserve(observer);
        world.must_be_over();
    }
}

#[test]
fn the_callback_of_a_session_that_was_not_opened_is_dropped() {
    let world = World::new(Locking::Os);
    let context = world.context();
    let slot = context.slot(SLOT);
    world.claim.fault("C_OpenSession", Fault::ReturnCode(CKR_DEVICE_ERROR));
    let captured = Arc::new(());
    for _ in 0..3 {
        let held = Arc::clone(&captured);
        let callback = move |_| {
            let _held = &held;
        };
        slot.open_session_with(SessionMode::ReadWrite, callback).unwrap_err();
        assert_eq!(Arc::strong_count(&captured), 1);
    }
    world.claim.clear_faults();
    drop((slot, context));
    world.must_be_over();
}
