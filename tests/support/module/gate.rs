//! Gates: where a call waits until the test lets it go.

use core::fmt;
use core::time::Duration;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// A gate, shut until it is opened. Clones are the same gate.
#[derive(Clone, Default)]
pub struct Gate(Arc<Inner>);

#[derive(Default)]
struct Inner {
    state: Mutex<(bool, usize)>,
    changed: Condvar,
}

impl Gate {
    /// A gate that is shut.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets through whoever waits, and whoever comes.
    pub fn open(&self) {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner).0 = true;
        self.0.changed.notify_all();
    }

    /// How many calls wait at the gate.
    pub fn waiting(&self) -> usize {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner).1
    }

    /// Returns once so many calls wait at the gate, or a minute has passed: whether they do.
    pub fn wait_for(&self, calls: usize) -> bool {
        let state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        let limit = Duration::from_secs(60);
        let waited = self.0.changed.wait_timeout_while(state, limit, |state| state.1 < calls);
        waited.unwrap_or_else(PoisonError::into_inner).0.1 >= calls
    }

    /// Waits until the gate is open: what a call does, and a callback or an observer of a test.
    pub fn pass(&self) {
        let mut state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.1 += 1;
        self.0.changed.notify_all();
        state = self.0.changed.wait_while(state, |state| !state.0).unwrap_or_else(PoisonError::into_inner);
        state.1 -= 1;
    }
}

impl PartialEq for Gate {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Gate")
    }
}
