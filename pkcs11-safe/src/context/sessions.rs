//! Which sessions are alive. A handle that may be somebody else's by now is not used for any call, not even to close it.

use crate::Ulong;
use core::sync::atomic::{AtomicU8, Ordering};
use core::time::Duration;
use pkcs11_sys::CK_SESSION_HANDLE;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

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
/// The call that its thread is in is the one that closes it.
const CLOSING: u8 = 8;

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

    /// The same before the call that closes it.
    pub(crate) fn enter_to_close(&self) -> bool {
        self.state.compare_exchange(0, CALLING | CLOSING, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }

    /// Immediately after the call that closes it, as [`leave`](Self::leave); it is dead.
    pub(crate) fn leave_closed(&self) -> bool {
        self.state.fetch_or(DEAD, Ordering::AcqRel);
        self.state.fetch_and(!(CALLING | CLOSING), Ordering::AcqRel) & REPLACED == 0
    }

    /// Waits while it is being closed, and what was left to it, though not for ever.
    pub(crate) fn wait_while_closing(&self) {
        let state = || self.state.load(Ordering::Acquire) & (CALLING | REPLACED | CLOSING);
        if state() == CALLING | REPLACED {
            // Another call, which may take its time.
            return;
        }
        for _ in 0..PATIENCE {
            if state() == 0 {
                return;
            }
            thread::sleep(Duration::from_millis(1));
        }
    }

    #[inline]
    pub(crate) fn serial(&self) -> u64 {
        self.serial
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

/// Milliseconds for which somebody waits who got the handle of a session that is being closed.
const PATIENCE: u32 = 1000;

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
    /// Takes up a session that was opened just now. Whoever had its handle before is dead, whether it was told or not.
    ///
    /// # Errors
    ///
    /// The life of that one, if it is in a call, which nobody knows to have been made before: then the new session is left to it,
    /// to be closed when the call has returned ([`take_left`](Self::take_left)).
    pub(crate) fn opened(&self, handle: CK_SESSION_HANDLE, slot: Ulong) -> Result<Arc<Life>, Arc<Life>> {
        let mut sessions = self.lock();
        if let Some(before) = sessions.by_handle.get(&handle).filter(|before| before.life.replace()) {
            return Err(Arc::clone(&before.life));
        }
        sessions.serial += 1;
        let life = Arc::new(Life { state: AtomicU8::new(0), serial: sessions.serial });
        sessions.by_handle.insert(handle, Listed { slot, life: Arc::clone(&life) });
        Ok(life)
    }

    /// The last session so far: the mark for [`end_until`](Self::end_until).
    pub(crate) fn mark(&self) -> u64 {
        self.lock().serial
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

    /// The token of a slot is gone: so are its sessions up to the mark, which was made before the module was asked. The later
    /// ones may be with the next token, and hear for themselves.
    pub(crate) fn end_until(&self, slot: Ulong, mark: u64) {
        let sessions = self.lock();
        // They stay on the list: one that is in a call is to be found there if its handle is given out again.
        let of_token = |listed: &&Listed| listed.slot == slot && listed.life.serial <= mark;
        sessions.by_handle.values().filter(of_token).for_each(|listed| listed.life.end());
    }

    /// A session has heard that its token is gone.
    pub(crate) fn end_with(&self, slot: Ulong, last: &Life) {
        last.end();
        self.end_until(slot, last.serial);
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(sessions: &Sessions, handle: CK_SESSION_HANDLE, slot: Ulong) -> Arc<Life> {
        sessions.opened(handle, slot).expect("nobody is in a call with it")
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
        let sessions = Sessions::default();
        let (first, second) = (open(&sessions, 5, 1), open(&sessions, 5, 1));
        assert!(!is_alive(&first) && is_alive(&second));
        sessions.forget(5, &first);
        assert_eq!(sessions.lock().by_handle.len(), 1, "its handle is another session's");
        sessions.forget(5, &second);
        assert_eq!(sessions.lock().by_handle.len(), 0);
    }

    #[test]
    fn a_handle_that_is_given_out_again_is_left_to_the_call_that_has_it_which_gets_to_know() {
        let sessions = Sessions::default();
        let first = open(&sessions, 5, 1);
        assert!(first.enter());
        assert!(Arc::ptr_eq(&sessions.opened(5, 1).unwrap_err(), &first));
        assert!(!first.leave(), "it may have been made on the second session");
        // That is closed, and meanwhile the handle is given out once more.
        assert!(sessions.take_left(5, &first));
        assert!(sessions.opened(5, 1).is_err());
        assert!(sessions.take_left(5, &first));
        assert!(!sessions.take_left(5, &first));
        assert!(!is_alive(&first) && is_alive(&open(&sessions, 5, 1)));
        assert!(!sessions.take_left(5, &first), "another has it now");
    }

    #[test]
    fn who_gets_the_handle_of_a_session_that_is_being_closed_waits_for_that() {
        let sessions = Sessions::default();
        let first = open(&sessions, 5, 1);
        assert!(first.enter_to_close());
        let other = sessions.opened(5, 1).unwrap_err();
        thread::scope(|scope| {
            let waiting = scope.spawn(|| {
                other.wait_while_closing();
                other.state.load(Ordering::Acquire)
            });
            thread::sleep(Duration::from_millis(20));
            assert!(!first.leave_closed());
            thread::sleep(Duration::from_millis(20));
            while sessions.take_left(5, &first) {}
            assert_eq!(waiting.join().unwrap(), DEAD);
        });
        assert!(!is_alive(&first));
    }

    #[test]
    fn a_token_that_goes_ends_the_sessions_that_were_opened_before_and_no_others() {
        let sessions = Sessions::default();
        let (first, elsewhere) = (open(&sessions, 5, 1), open(&sessions, 6, 2));
        let mark = sessions.mark();
        let late = open(&sessions, 7, 1);
        sessions.end_until(1, mark);
        assert!(!is_alive(&first) && is_alive(&late) && is_alive(&elsewhere));
    }

    #[test]
    fn a_session_that_hears_of_a_token_that_went_ends_no_session_with_the_next_one() {
        let sessions = Sessions::default();
        let [first, second, third] = [5, 6, 7].map(|handle| open(&sessions, handle, 1));
        sessions.end_with(1, &second);
        assert!(!is_alive(&first) && !is_alive(&second) && is_alive(&third));
    }
}
