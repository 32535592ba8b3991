//! Calls into a module, counted: those that one thread makes while something runs. Tests that run beside do not matter.

use pkcs11_safe::{Function, Module, ObserverId, ReturnValue};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// The calls that were made, in order, with what they returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calls(Vec<(Function, ReturnValue)>);

impl Calls {
    /// How many calls there were.
    #[must_use]
    pub fn total(&self) -> usize {
        self.0.len()
    }

    /// How many calls of one function there were.
    #[must_use]
    pub fn of(&self, function: Function) -> usize {
        self.0.iter().filter(|(called, _)| *called == function).count()
    }

    /// How many calls of one function succeeded.
    #[must_use]
    pub fn ok(&self, function: Function) -> usize {
        self.0.iter().filter(|call| **call == (function, ReturnValue::OK)).count()
    }

    /// The functions, in order.
    #[must_use]
    pub fn functions(&self) -> Vec<Function> {
        self.0.iter().map(|(function, _)| *function).collect()
    }
}

/// Takes note of the calls that this thread makes, until it is dropped.
#[derive(Debug)]
pub struct Watch {
    module: Module,
    observer: ObserverId,
    made: Arc<Mutex<Vec<(Function, ReturnValue)>>>,
}

impl Watch {
    /// Begins.
    #[must_use]
    pub fn new(module: &Module) -> Self {
        let made = Arc::new(Mutex::new(Vec::new()));
        let (me, record) = (thread::current().id(), Arc::clone(&made));
        let observer = module.observe(move |call| {
            if thread::current().id() == me {
                record.lock().unwrap_or_else(PoisonError::into_inner).push((call.function(), call.return_value()));
            }
        });
        Self { module: module.clone(), observer, made }
    }

    /// The calls so far.
    #[must_use]
    pub fn calls(&self) -> Calls {
        Calls(self.made.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.module.unobserve(self.observer);
    }
}

/// Runs something and gives the calls into `module` that this thread made meanwhile.
pub fn calls<T>(module: &Module, run: impl FnOnce() -> T) -> (T, Calls) {
    let watch = Watch::new(module);
    let result = run();
    (result, watch.calls())
}
