//! Which sessions are alive. A handle that may be somebody else's by now is not used for any call, not even to close it.

use super::SlotState;
use crate::Ulong;
use core::sync::atomic::{AtomicU8, Ordering};
use pkcs11_sys::CK_SESSION_HANDLE;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Whether a session is alive, and whether it is in a call; shared by the session and the context that lists it.
#[derive(Debug)]
pub(crate) struct Life {
    state: AtomicU8,
    /// Number of this session, in the order in which its context opened them.
    serial: u64,
}

/// Its thread is in a call with its handle.
const CALLING: u8 = 1;
const DEAD: u8 = 2;
/// Its handle was given out again. If that was while its thread was in a call, the call may have been made on the new session.
const REPLACED: u8 = 4;

impl Life {
    /// Immediately before a call; false, and no call may be made, if it is dead.
    #[inline]
    pub(crate) fn enter(&self) -> bool {
        self.state.compare_exchange(0, CALLING, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }

    /// Immediately after; false if what was called may have been another session.
    #[inline]
    pub(crate) fn leave(&self) -> bool {
        // Two instructions, where one that gives the state before would be a loop or take a register. Replaced in between, the
        // session is gone as well.
        self.state.fetch_sub(CALLING, Ordering::AcqRel);
        self.state.load(Ordering::Acquire) & REPLACED == 0
    }

    pub(crate) fn end(&self) {
        self.state.fetch_or(DEAD, Ordering::AcqRel);
    }

    pub(crate) fn is_dead(&self) -> bool {
        self.state.load(Ordering::Acquire) & DEAD != 0
    }

    /// Ends it, because its handle was given out again; whether it is in a call, which may be made on the new session.
    fn replace(&self) -> bool {
        self.state.fetch_or(DEAD | REPLACED, Ordering::AcqRel) & CALLING != 0
    }
}

/// The open sessions of a context, by handle.
#[derive(Default)]
pub(crate) struct Sessions(Mutex<Open>);

#[derive(Default)]
struct Open {
    by_handle: HashMap<CK_SESSION_HANDLE, Listed>,
    serial: u64,
}

struct Listed {
    slot: Ulong,
    life: Arc<Life>,
}

impl Sessions {
    /// Takes up a session that was opened just now, `since` being the slot's epoch before that. Whoever had its handle
    /// before is dead, whether it was told or not.
    ///
    /// `None` if that one is in a call, which nobody knows to have been made before: then the new session is left to it, to be
    /// closed when the call has returned ([`take_left`](Self::take_left)).
    pub(crate) fn opened(&self, handle: CK_SESSION_HANDLE, slot: &SlotState, since: u64) -> Option<Arc<Life>> {
        let mut sessions = self.lock();
        if sessions.by_handle.get(&handle).is_some_and(|before| before.life.replace()) {
            return None;
        }
        sessions.serial += 1;
        let state = AtomicU8::new(if slot.epoch() == since { 0 } else { DEAD });
        let life = Arc::new(Life { state, serial: sessions.serial });
        sessions.by_handle.insert(handle, Listed { slot: slot.id(), life: Arc::clone(&life) });
        Some(life)
    }

    /// After a call of a session whose handle was given out again meanwhile: whether a session with that handle was left to it,
    /// which it closes now, in a call of its own.
    pub(crate) fn take_left(&self, handle: CK_SESSION_HANDLE, life: &Arc<Life>) -> bool {
        let sessions = self.lock();
        let is_listed = sessions.by_handle.get(&handle).is_some_and(|listed| Arc::ptr_eq(&listed.life, life));
        let was_left = is_listed && life.state.load(Ordering::Acquire) & REPLACED != 0;
        life.state.store(if was_left { DEAD | CALLING } else { DEAD }, Ordering::Release);
        was_left
    }

    /// Takes a session off the list, if it is the one that its handle stands for.
    pub(crate) fn forget(&self, handle: CK_SESSION_HANDLE, life: &Arc<Life>) {
        let mut sessions = self.lock();
        if sessions.by_handle.get(&handle).is_some_and(|listed| Arc::ptr_eq(&listed.life, life)) {
            sessions.by_handle.remove(&handle);
        }
    }

    /// All sessions with the token of a slot are gone, those included that are being opened now.
    pub(crate) fn end(&self, slot: &SlotState) {
        let mut sessions = self.lock();
        slot.end_epoch();
        sessions.end(|listed| listed.slot == slot.id());
    }

    /// A session has heard that the token is gone: so are those that were opened before it. The later ones may be with the
    /// next token, and hear for themselves.
    pub(crate) fn end_until(&self, slot: &SlotState, last: &Life) {
        last.end();
        self.lock().end(|listed| listed.slot == slot.id() && listed.life.serial <= last.serial);
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    fn end(&mut self, which: impl Fn(&Listed) -> bool) {
        // They stay on the list: one that is in a call is to be found there if its handle is given out again.
        self.by_handle.values().filter(|listed| which(listed)).for_each(|listed| listed.life.end());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(sessions: &Sessions, handle: CK_SESSION_HANDLE, slot: &SlotState) -> Arc<Life> {
        sessions.opened(handle, slot, slot.epoch()).expect("nobody is in a call with it")
    }

    /// Whether a call can be made.
    fn is_alive(life: &Life) -> bool {
        let entered = life.enter();
        if entered {
            life.leave();
        }
        entered
    }

    #[test]
    fn a_handle_that_is_given_out_again_ends_the_session_that_had_it() {
        let (sessions, slot) = (Sessions::default(), SlotState::new(1));
        let (first, second) = (open(&sessions, 5, &slot), open(&sessions, 5, &slot));
        assert!(!is_alive(&first) && is_alive(&second));
        sessions.forget(5, &first);
        assert_eq!(sessions.lock().by_handle.len(), 1, "its handle is another session's");
        sessions.forget(5, &second);
        assert_eq!(sessions.lock().by_handle.len(), 0);
    }

    #[test]
    fn a_handle_that_is_given_out_again_is_left_to_the_call_that_has_it_which_gets_to_know() {
        let (sessions, slot) = (Sessions::default(), SlotState::new(1));
        let first = open(&sessions, 5, &slot);
        assert!(first.enter());
        assert!(sessions.opened(5, &slot, slot.epoch()).is_none());
        assert!(!first.leave(), "it may have been made on the second session");
        // That is closed, and meanwhile the handle is given out once more.
        assert!(sessions.take_left(5, &first));
        assert!(sessions.opened(5, &slot, slot.epoch()).is_none());
        assert!(sessions.take_left(5, &first));
        assert!(!sessions.take_left(5, &first));
        assert!(!is_alive(&first) && is_alive(&open(&sessions, 5, &slot)));
        assert!(!sessions.take_left(5, &first), "another has it now");
    }

    #[test]
    fn a_token_that_goes_ends_its_sessions_and_those_being_opened_and_no_others() {
        let (sessions, slot, other) = (Sessions::default(), SlotState::new(1), SlotState::new(2));
        let since = slot.epoch();
        let (first, elsewhere) = (open(&sessions, 5, &slot), open(&sessions, 6, &other));
        sessions.end(&slot);
        let late = sessions.opened(7, &slot, since).unwrap();
        assert!(!is_alive(&first) && !is_alive(&late) && is_alive(&elsewhere));
        assert!(is_alive(&open(&sessions, 8, &slot)));
    }

    #[test]
    fn a_session_that_hears_of_a_token_that_went_ends_no_session_with_the_next_one() {
        let (sessions, slot) = (Sessions::default(), SlotState::new(1));
        let (first, second, third) = (open(&sessions, 5, &slot), open(&sessions, 6, &slot), open(&sessions, 7, &slot));
        sessions.end_until(&slot, &second);
        assert!(!is_alive(&first) && !is_alive(&second) && is_alive(&third));
    }
}
