//! Notification callbacks, called from wherever and whenever a test wants.

use super::handle::Module;
use super::state::Callback;
use super::times::CalledBack;
use pkcs11_sys::{CK_NOTIFICATION, CK_RV, CK_SESSION_HANDLE};
use std::thread::{self, JoinHandle};

/// The notify callback of a session. It can be called after the session was closed, as some modules do.
#[derive(Clone, Copy)]
pub struct Notifier {
    session: CK_SESSION_HANDLE,
    callback: Callback,
}

impl Notifier {
    /// Calls it, without holding any lock.
    pub fn call(self, event: CK_NOTIFICATION) -> CK_RV {
        let Self { session, callback } = self;
        let _called_back = CalledBack::begin();
        // SAFETY: the program gave function and argument together, to be called while the session is open. What it makes
        // of later calls is what tests that make them are about.
        unsafe { (callback.function)(session, event, callback.application) }
    }

    /// Calls it from a thread of the module's own.
    pub fn call_from_thread(self, event: CK_NOTIFICATION) -> JoinHandle<CK_RV> {
        thread::spawn(move || self.call(event))
    }
}

impl Module {
    /// The notify callback of a session. `None` if the session has none.
    pub fn notifier(&self, session: CK_SESSION_HANDLE) -> Option<Notifier> {
        let callback = self.lock().sessions.get(&session)?.callback?;
        Some(Notifier { session, callback })
    }

    /// Calls the notify callback of a session, without holding any lock. `None` if the session has none.
    pub fn notify(&self, session: CK_SESSION_HANDLE, event: CK_NOTIFICATION) -> Option<CK_RV> {
        self.notifier(session).map(|notifier| notifier.call(event))
    }
}
