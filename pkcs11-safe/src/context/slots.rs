//! What the sessions of a slot share: how many there are, and whether they are being closed.

use crate::{Error, Result, Ulong};
use core::sync::atomic::{AtomicUsize, Ordering};
use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};

/// A slot of a context.
pub(crate) struct SlotState {
    id: Ulong,
    /// Sessions that the program holds or is opening; or [`CLOSING`], and there are none.
    sessions: AtomicUsize,
    /// Those who wait for the end of C_CloseAllSessions.
    waiting: (Mutex<()>, Condvar),
}

/// C_CloseAllSessions is under way.
const CLOSING: usize = usize::MAX;

impl SlotState {
    pub(crate) fn new(id: Ulong) -> Self {
        Self { id, sessions: AtomicUsize::new(0), waiting: Default::default() }
    }

    pub(crate) fn id(&self) -> Ulong {
        self.id
    }

    /// Before a session is opened: waits while all sessions are being closed.
    pub(crate) fn enter(&self) {
        let add = |sessions| if sessions == CLOSING { None } else { Some(sessions + 1) };
        while self.sessions.fetch_update(Ordering::AcqRel, Ordering::Acquire, add).is_err() {
            let mut waiting = lock(&self.waiting.0);
            while self.sessions.load(Ordering::Acquire) == CLOSING {
                waiting = self.waiting.1.wait(waiting).unwrap_or_else(PoisonError::into_inner);
            }
        }
    }

    /// A session that [entered](Self::enter) is closed, or was not opened.
    pub(crate) fn leave(&self) {
        self.sessions.fetch_sub(1, Ordering::AcqRel);
    }

    /// Before all sessions are closed.
    ///
    /// # Errors
    ///
    /// A usage error while the program holds a session, or another thread does the same.
    pub(crate) fn begin_closing(&self) -> Result<Closing<'_>> {
        let begun = self.sessions.compare_exchange(0, CLOSING, Ordering::AcqRel, Ordering::Acquire);
        begun.map(|_| Closing(self)).map_err(held)
    }

    /// The error of [`begin_closing`](Self::begin_closing), where that shows already, so that nobody waits for it.
    pub(crate) fn must_be_free(&self) -> Result<()> {
        match self.sessions.load(Ordering::Acquire) {
            0 | CLOSING => Ok(()),
            sessions => Err(held(sessions)),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn held(sessions: usize) -> Error {
    if sessions == CLOSING {
        return Error::usage("slot", "its sessions are being closed by another thread");
    }
    let detail = format!("this program holds {sessions} of its sessions: drop them, or close them one by one, first");
    Error::usage("slot", detail)
}

/// While it lives, no session is opened.
pub(crate) struct Closing<'s>(&'s SlotState);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        let _waiting = lock(&self.0.waiting.0);
        self.0.sessions.store(0, Ordering::Release);
        self.0.waiting.1.notify_all();
    }
}

/// The slots of a context that somebody holds.
#[derive(Default)]
pub(super) struct Slots(Mutex<SlotList>);

#[derive(Default)]
struct SlotList {
    by_id: HashMap<Ulong, Weak<SlotState>>,
    /// When there are as many, those that nobody holds any more are taken out.
    crowded: usize,
}

impl Slots {
    pub(super) fn get(&self, id: Ulong) -> Arc<SlotState> {
        let mut held = lock(&self.0);
        if let Some(state) = held.by_id.get(&id).and_then(Weak::upgrade) {
            return state;
        }
        if held.by_id.len() >= held.crowded {
            held.by_id.retain(|_, state| state.strong_count() > 0);
            held.crowded = 2 * held.by_id.len() + 16;
        }
        let state = Arc::new(SlotState::new(id));
        held.by_id.insert(id, Arc::downgrade(&state));
        state
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_is_one_as_long_as_it_is_held_and_the_list_does_not_grow_for_ever() {
        let slots = Slots::default();
        let held = slots.get(7);
        for id in 100..1000 {
            slots.get(id);
        }
        assert!(Arc::ptr_eq(&held, &slots.get(7)));
        assert!(lock(&slots.0).by_id.len() < 40);
    }

    #[test]
    fn sessions_are_all_closed_only_where_there_are_none_and_one_that_is_opened_meanwhile_waits() {
        let slot = Arc::new(SlotState::new(1));
        slot.enter();
        assert!(slot.begin_closing().is_err());
        slot.leave();
        let closing = slot.begin_closing().unwrap();
        assert!(slot.begin_closing().is_err());
        let other = Arc::clone(&slot);
        let opening = std::thread::spawn(move || other.enter());
        assert_eq!(slot.sessions.load(Ordering::Acquire), CLOSING);
        drop(closing);
        opening.join().unwrap();
        assert_eq!(slot.sessions.load(Ordering::Acquire), 1);
    }
}
