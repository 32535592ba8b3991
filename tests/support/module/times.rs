//! What is undefined because of when it happens: two calls at once in one session, calls after the end, and their like.
//!
//! The standard forbids such calls and modules crash on them. This one answers them as if nothing were wrong, and notes
//! each as a [`TimeFault`]. The program under test makes none if [`Module::time_faults`] is empty in the end.

use super::argument::Arguments;
use super::entry::Function;
use super::handle::Module;
use core::cell::Cell;
use pkcs11_sys::*;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};

thread_local! {
    /// How many notification callbacks this thread is in.
    static CALLED_BACK: Cell<usize> = const { Cell::new(0) };
}

/// A call at a time at which the standard does not allow it. Of two calls, the second is the one that came later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeFault {
    /// Two calls at once in one session; the second may be its C_CloseSession.
    SameSession(Function, Function),
    /// C_CloseAllSessions beside a call in a session of the slot, or beside C_OpenSession or another C_CloseAllSessions.
    ClosingAll(Function, Function),
    /// A call in a session that C_CloseSession, C_CloseAllSessions or C_Finalize has closed.
    Closed(Function),
    /// C_Finalize beside another call.
    Finalising(Function, Function),
    /// C_Initialize beside another call.
    Initialising(Function, Function),
    /// A call before C_Initialize or after C_Finalize.
    NotInitialised(Function),
    /// Two calls at once into a module that C_Initialize has not told to lock.
    Unlocked(Function, Function),
    /// A call by a thread that is in a notification callback.
    InCallback(Function),
}

/// A step of a call: it has entered the module, or is about to leave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The function.
    pub function: Function,
    /// The session, for functions that have one.
    pub session: Option<CK_SESSION_HANDLE>,
    /// The thread that makes the call.
    pub thread: ThreadId,
    /// Whether the call leaves.
    pub leaves: bool,
}

/// A call that is under way.
struct Flight {
    number: u64,
    moment: Moment,
    slot: Option<CK_SLOT_ID>,
}

/// The calls that are under way, and what was wrong about their times.
pub(super) struct Times(Mutex<Inner>);

struct Inner {
    flights: Vec<Flight>,
    last: u64,
    most: usize,
    faults: Vec<TimeFault>,
    moments: Vec<Moment>,
}

/// So many faults are kept; a program that makes as many has other problems.
const MOST: usize = 100;

/// A call that is under way until this is dropped.
pub(super) struct Airborne {
    module: &'static Module,
    number: u64,
}

impl Drop for Airborne {
    fn drop(&mut self) {
        let is_recording = self.module.recorder.is_on();
        let mut inner = self.module.times.lock();
        let Some(index) = inner.flights.iter().position(|flight| flight.number == self.number) else { return };
        let moment = inner.flights.swap_remove(index).moment;
        if is_recording {
            inner.moments.push(Moment { leaves: true, ..moment });
        }
    }
}

/// A notification callback that is under way in this thread until this is dropped.
pub(super) struct CalledBack;

impl CalledBack {
    pub(super) fn begin() -> Self {
        CALLED_BACK.with(|depth| depth.set(depth.get() + 1));
        Self
    }
}

impl Drop for CalledBack {
    fn drop(&mut self) {
        CALLED_BACK.with(|depth| depth.set(depth.get() - 1));
    }
}

impl Times {
    pub(super) const fn new() -> Self {
        Self(Mutex::new(Inner { flights: Vec::new(), last: 0, most: 0, faults: Vec::new(), moments: Vec::new() }))
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets what was noted; calls that are under way stay so.
    pub(super) fn clear(&self) {
        let mut inner = self.lock();
        inner.most = inner.flights.len();
        inner.faults.clear();
        inner.moments.clear();
    }

    /// Forgets the moments.
    pub(super) fn clear_moments(&self) {
        self.lock().moments.clear();
    }

    pub(super) fn faults(&self) -> Vec<TimeFault> {
        self.lock().faults.clone()
    }

    pub(super) fn moments(&self) -> Vec<Moment> {
        self.lock().moments.clone()
    }

    pub(super) fn most(&self) -> usize {
        self.lock().most
    }

    /// Notes that a call has entered, and what is wrong about that.
    pub(super) fn enter(
        &self,
        module: &'static Module,
        function: Function,
        arguments: Arguments<'_>,
    ) -> Option<Airborne> {
        // These can be called at any time.
        if matches!(function, Function::GetFunctionList | Function::GetInterface | Function::GetInterfaceList) {
            return None;
        }
        let is_recording = module.recorder.is_on();
        let mut inner = self.lock();
        let state = module.lock();
        let session = arguments.session();
        let slot = state.slot_of(session, arguments.number("slotID"));
        let moment = Moment { function, session, thread: thread::current().id(), leaves: false };
        let mut faults: Vec<_> =
            inner.flights.iter().filter_map(|flight| beside(flight, &moment, slot, state.locks)).collect();
        if CALLED_BACK.with(Cell::get) > 0 {
            faults.push(TimeFault::InCallback(function));
        }
        if session.is_some_and(|session| state.closed.contains(&session)) {
            faults.push(TimeFault::Closed(function));
        } else if !state.initialised && function != Function::Initialize {
            faults.push(TimeFault::NotInitialised(function));
        }
        drop(state);
        let room = MOST.saturating_sub(inner.faults.len());
        inner.faults.extend(faults.into_iter().take(room));
        inner.last += 1;
        let number = inner.last;
        inner.flights.push(Flight { number, moment, slot });
        inner.most = inner.most.max(inner.flights.len());
        if is_recording {
            inner.moments.push(moment);
        }
        Some(Airborne { module, number })
    }
}

/// What is wrong about a call beside one that is under way.
fn beside(first: &Flight, second: &Moment, slot: Option<CK_SLOT_ID>, locks: bool) -> Option<TimeFault> {
    let (before, after) = (first.moment.function, second.function);
    let is_one_of = |function| before == function || after == function;
    let about_sessions = |moment: &Moment| {
        moment.session.is_some() || matches!(moment.function, Function::OpenSession | Function::CloseAllSessions)
    };
    let both_about_sessions = about_sessions(&first.moment) && about_sessions(second);
    if is_one_of(Function::Initialize) {
        Some(TimeFault::Initialising(before, after))
    } else if is_one_of(Function::Finalize) {
        Some(TimeFault::Finalising(before, after))
    } else if first.moment.session.is_some() && first.moment.session == second.session {
        Some(TimeFault::SameSession(before, after))
    } else if is_one_of(Function::CloseAllSessions) && first.slot == slot && first.slot.is_some() && both_about_sessions
    {
        Some(TimeFault::ClosingAll(before, after))
    } else if !locks {
        Some(TimeFault::Unlocked(before, after))
    } else {
        None
    }
}
