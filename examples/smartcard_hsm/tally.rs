//! Counting the calls into the module, by what they were made for.

use pkcs11_safe::{Module, ObservedCall};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What a call was made for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Purpose {
    /// The step of the tour, 0 for none.
    pub(crate) step: u8,
    /// Whether it is for a key beyond the one RSA pair and the four curves of the budget.
    pub(crate) extra: bool,
}

#[derive(Default)]
struct Log {
    now: Purpose,
    calls: Vec<(Purpose, ObservedCall)>,
}

/// Every call into a module since it began to watch.
#[derive(Clone, Default)]
pub(crate) struct Tally(Arc<Mutex<Log>>);

impl Tally {
    /// Watches a module.
    pub(crate) fn watching(module: &Module) -> Self {
        let tally = Self::default();
        let ours = tally.clone();
        module.observe(move |call| {
            let mut log = ours.log();
            let now = log.now;
            log.calls.push((now, *call));
        });
        tally
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the calls from now on are made for.
    pub(crate) fn purpose(&self, purpose: Purpose) {
        self.log().now = purpose;
    }

    /// How many there were so far.
    pub(crate) fn count(&self) -> usize {
        self.log().calls.len()
    }

    /// How many there were for some purposes.
    pub(crate) fn count_for(&self, wanted: impl Fn(Purpose) -> bool) -> usize {
        self.log().calls.iter().filter(|(purpose, _)| wanted(*purpose)).count()
    }

    /// The time that the module took for them.
    pub(crate) fn time_in_module(&self, since: usize) -> Duration {
        self.log().calls.iter().skip(since).map(|(_, call)| call.duration()).sum()
    }

    /// All of them.
    pub(crate) fn calls(&self) -> Vec<ObservedCall> {
        self.log().calls.iter().map(|(_, call)| *call).collect()
    }
}
