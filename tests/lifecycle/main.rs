//! Contexts from C_Initialize to C_Finalize, on SoftHSM2. These tests finalise, so they run one at a time, in a process
//! of their own.

#![cfg(not(miri))]

mod auto_traits;
mod finalize;
#[cfg(unix)]
mod fork;
mod locking;
mod others;
mod sharing;

use pkcs11_safe::{Context, Mechanism, Module, Pin, Session, SessionMode, Slot, TokenFlags, UserType};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use support::softhsm;
use support::token::{SO_PIN, USER_PIN};

/// The process for one test alone, and where SoftHSM2 is; `None` where it is not.
fn alone() -> Option<(MutexGuard<'static, ()>, &'static Path)> {
    static ONE: Mutex<()> = Mutex::new(());
    let guard = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    Some((guard, softhsm::path()?))
}

/// SoftHSM2, loaded.
fn load(path: &Path) -> Module {
    support::token::load(path)
}

/// A token with both PINs set.
fn token(context: &Context) -> Slot {
    let blank = context
        .tokens()
        .unwrap()
        .into_iter()
        .find(|slot| !slot.token_info().unwrap().flags.contains(TokenFlags::TOKEN_INITIALIZED));
    let slot = blank.expect("SoftHSM2 always has a free token");
    slot.init_token(&Pin::new(SO_PIN), "lifecycle").unwrap();
    let session = slot.open_session(SessionMode::ReadWrite).unwrap();
    session.login(UserType::SO, &Pin::new(SO_PIN)).unwrap();
    session.init_pin(&Pin::new(USER_PIN)).unwrap();
    slot
}

/// Asserts that a session can be used.
#[track_caller]
fn assert_usable(session: &Session) {
    let digest = session.digest(Mechanism::SHA256, b"abc").unwrap();
    assert_eq!(digest[..4], [0xba, 0x78, 0x16, 0xbf]);
}
