//! Which sessions are alive. A handle that may be somebody else's by now is not used for any call, not even to close it.

use crate::Ulong;
use crate::slot::SlotState;
use core::sync::atomic::{AtomicU8, Ordering};
use pkcs11_sys::CK_SESSION_HANDLE;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Whether a session is alive, shared by the session and the context that has it on its list.
#[derive(Debug)]
pub(crate) struct Life {
    state: AtomicU8,
    /// The how manieth of its context it is.
    serial: u64,
}

const ALIVE: u8 = 0;
/// All sessions of the token are being closed, and nobody knows yet whether that works.
const DOUBTED: u8 = 1;
/// Dropped while in doubt: to be closed by whoever has raised the doubt, should it have been wrong.
const GIVEN_UP: u8 = 2;
const DEAD: u8 = 3;

impl Life {
    #[inline]
    pub(super) fn is_alive(&self) -> bool {
        self.state.load(Ordering::Acquire) == ALIVE
    }

    pub(super) fn end(&self) {
        self.state.store(DEAD, Ordering::Release);
    }

    /// Ends it for good; whether the session is still to be closed.
    pub(super) fn give_up(&self) -> bool {
        loop {
            if self.turn(ALIVE, DEAD) {
                return true;
            }
            if self.turn(DOUBTED, GIVEN_UP) {
                return false;
            }
            if matches!(self.state.load(Ordering::Acquire), GIVEN_UP | DEAD) {
                return false;
            }
        }
    }

    fn turn(&self, from: u8, to: u8) -> bool {
        self.state.compare_exchange(from, to, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }
}

/// The open sessions of a context, by handle.
#[derive(Default)]
pub(crate) struct Sessions(Mutex<Open>);

#[derive(Default)]
struct Open {
    by_handle: HashMap<CK_SESSION_HANDLE, Held>,
    serial: u64,
}

struct Held {
    slot: Ulong,
    life: Arc<Life>,
}

/// Sessions in doubt.
pub(crate) struct Doubted(Vec<(CK_SESSION_HANDLE, Arc<Life>)>);

impl Sessions {
    /// Takes up a session that was opened just now, `since` being the slot's epoch before that. Whoever had its handle
    /// before is dead, whether it was told or not.
    pub(super) fn opened(&self, handle: CK_SESSION_HANDLE, slot: &SlotState, since: u64) -> Arc<Life> {
        let mut sessions = self.lock();
        sessions.serial += 1;
        let state = AtomicU8::new(if slot.epoch() == since { ALIVE } else { DEAD });
        let life = Arc::new(Life { state, serial: sessions.serial });
        let held = Held { slot: slot.id(), life: Arc::clone(&life) };
        if let Some(before) = sessions.by_handle.insert(handle, held) {
            before.life.end();
        }
        life
    }

    /// Takes a session off the list, if it is the one that its handle stands for, and dead.
    pub(super) fn forget(&self, handle: CK_SESSION_HANDLE, life: &Arc<Life>) {
        let mut sessions = self.lock();
        let is_it = sessions.by_handle.get(&handle).is_some_and(|held| Arc::ptr_eq(&held.life, life));
        if is_it && life.state.load(Ordering::Acquire) == DEAD {
            sessions.by_handle.remove(&handle);
        }
    }

    /// All sessions with the token of a slot are gone, those included that are being opened now.
    pub(crate) fn end(&self, slot: &SlotState) {
        let mut sessions = self.lock();
        slot.end_epoch();
        sessions.end(|held| held.slot == slot.id());
    }

    /// A session has heard that the token is gone: so are those that were opened before it. The later ones may be with the
    /// next token, and hear for themselves.
    pub(super) fn end_until(&self, slot: &SlotState, last: &Life) {
        last.end();
        self.lock().end(|held| held.slot == slot.id() && held.life.serial <= last.serial);
    }

    /// Before all sessions with the token of a slot are closed: they make no more calls, lest one of them closes a handle
    /// that has been given out again meanwhile.
    pub(crate) fn doubt(&self, slot: &SlotState) -> Doubted {
        let sessions = self.lock();
        let of_slot =
            sessions.by_handle.iter().filter(|(_, held)| held.slot == slot.id() && held.life.turn(ALIVE, DOUBTED));
        Doubted(of_slot.map(|(handle, held)| (*handle, Arc::clone(&held.life))).collect())
    }

    /// They were not closed: they are alive again. Gives those to be closed that were dropped meanwhile.
    pub(crate) fn restore(&self, doubted: Doubted) -> Vec<CK_SESSION_HANDLE> {
        let mut dropped = Vec::new();
        for (handle, life) in doubted.0 {
            if !life.turn(DOUBTED, ALIVE) && life.turn(GIVEN_UP, DEAD) {
                dropped.push(handle);
                self.forget(handle, &life);
            }
        }
        dropped
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    fn end(&mut self, which: impl Fn(&Held) -> bool) {
        self.by_handle.retain(|_, held| {
            let gone = which(held);
            if gone {
                held.life.end();
            }
            !gone
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(sessions: &Sessions, handle: CK_SESSION_HANDLE, slot: &SlotState) -> Arc<Life> {
        sessions.opened(handle, slot, slot.epoch())
    }

    fn count(sessions: &Sessions) -> usize {
        sessions.lock().by_handle.len()
    }

    #[test]
    fn a_handle_that_is_given_out_again_ends_the_session_that_had_it() {
        let (sessions, slot) = (Sessions::default(), SlotState::new(1));
        let (first, second) = (open(&sessions, 5, &slot), open(&sessions, 5, &slot));
        assert!(!first.is_alive() && second.is_alive());
        assert!(!first.give_up(), "its handle is another session's");
        sessions.forget(5, &first);
        assert!(second.give_up());
        sessions.forget(5, &second);
        assert_eq!(count(&sessions), 0);
    }

    #[test]
    fn a_token_that_goes_ends_its_sessions_and_those_being_opened_and_no_others() {
        let (sessions, slot, other) = (Sessions::default(), SlotState::new(1), SlotState::new(2));
        let since = slot.epoch();
        let (first, elsewhere) = (open(&sessions, 5, &slot), open(&sessions, 6, &other));
        sessions.end(&slot);
        let late = sessions.opened(7, &slot, since);
        assert!(!first.is_alive() && !late.is_alive() && elsewhere.is_alive());
        assert!(open(&sessions, 8, &slot).is_alive());
    }

    #[test]
    fn a_session_that_hears_of_a_token_that_went_ends_no_session_with_the_next_one() {
        let (sessions, slot) = (Sessions::default(), SlotState::new(1));
        let (first, second, third) = (open(&sessions, 5, &slot), open(&sessions, 6, &slot), open(&sessions, 7, &slot));
        sessions.end_until(&slot, &second);
        assert!(!first.is_alive() && !second.is_alive() && third.is_alive());
    }

    #[test]
    fn sessions_that_could_not_be_closed_live_on_and_the_dropped_ones_are_named() {
        let (sessions, slot) = (Sessions::default(), SlotState::new(1));
        let (kept, dropped) = (open(&sessions, 5, &slot), open(&sessions, 6, &slot));
        let doubted = sessions.doubt(&slot);
        assert!(!kept.is_alive());
        assert!(!dropped.give_up(), "nobody knows whether it is closed");
        sessions.forget(6, &dropped);
        assert_eq!(sessions.restore(doubted), [6]);
        assert!(kept.is_alive() && !dropped.is_alive());
        assert_eq!(count(&sessions), 1);
    }

    #[test]
    fn what_one_thread_has_closed_another_ones_failure_does_not_bring_back() {
        let (sessions, slot) = (Sessions::default(), SlotState::new(1));
        let session = open(&sessions, 5, &slot);
        let doubted = sessions.doubt(&slot);
        sessions.end(&slot);
        assert_eq!(sessions.restore(doubted), []);
        assert!(!session.is_alive());
    }
}
