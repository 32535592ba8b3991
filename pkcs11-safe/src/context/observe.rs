//! Watching calls: which, how long, with what result; never with what arguments.

use crate::raw::Gate;
use crate::{Function, ReturnValue};
use core::cell::Cell;
use core::fmt;
use core::sync::atomic::{AtomicU64, Ordering};
use core::time::Duration;
use std::sync::{Arc, PoisonError, RwLock};

/// A call that was made into a module.
#[derive(Clone, Copy, Debug)]
pub struct ObservedCall {
    function: Function,
    return_value: ReturnValue,
    duration: Duration,
}

impl ObservedCall {
    /// The function.
    #[must_use]
    pub fn function(&self) -> Function {
        self.function
    }

    /// What it returned.
    #[must_use]
    pub fn return_value(&self) -> ReturnValue {
        self.return_value
    }

    /// How long it took, waiting for locks of this crate not included.
    #[must_use]
    pub fn duration(&self) -> Duration {
        self.duration
    }
}

/// Which observer it is: for [`Module::unobserve`](crate::Module::unobserve).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObserverId(u64);

type Observer = Arc<dyn Fn(&ObservedCall) + Send + Sync>;

/// The observers of an image.
#[derive(Default)]
pub(crate) struct Observers(RwLock<Vec<(ObserverId, Observer)>>);

thread_local! {
    static OBSERVING: Cell<bool> = const { Cell::new(false) };
}

impl Observers {
    /// Whether calls are reported even when nobody has asked.
    pub(crate) const ALWAYS: bool = cfg!(feature = "tracing");

    /// Puts an observer in. The gate is told under the lock, so that no other thread's word comes between.
    fn add(&self, observer: Observer, gate: &Gate) -> ObserverId {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let id = ObserverId(NEXT.fetch_add(1, Ordering::Relaxed));
        let mut observers = self.0.write().unwrap_or_else(PoisonError::into_inner);
        observers.push((id, observer));
        gate.set(Gate::OBSERVED, true);
        id
    }

    /// Takes an observer out, likewise. It is dropped without the lock: what it holds may make calls when it goes.
    fn remove(&self, id: ObserverId, gate: &Gate) {
        let mut observers = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let at = observers.iter().position(|(held, _)| *held == id);
        let removed = at.map(|at| observers.remove(at));
        gate.set(Gate::OBSERVED, !observers.is_empty() || Self::ALWAYS);
        drop(observers);
        drop(removed);
    }

    /// Tells everybody of a call. Calls that an observer makes are not reported, and no lock is held while it runs.
    pub(crate) fn report(&self, function: Function, return_value: ReturnValue, duration: Duration) {
        #[cfg(feature = "tracing")]
        tracing::trace!(target: "pkcs11", function = function.name(), rv = %return_value, ?duration);
        if OBSERVING.get() {
            return;
        }
        let observers: Vec<Observer> = {
            let observers = self.0.read().unwrap_or_else(PoisonError::into_inner);
            observers.iter().map(|(_, observer)| Arc::clone(observer)).collect()
        };
        let _observing = Observing::begin();
        for observer in observers {
            // A call has been made, and whoever made it must get to know what came of it.
            let call = ObservedCall { function, return_value, duration };
            let _ = std::panic::catch_unwind(core::panic::AssertUnwindSafe(|| observer(&call)));
        }
    }
}

/// Whether this thread is in an observer.
pub(super) fn is_observing() -> bool {
    OBSERVING.get()
}

/// Marks the thread as being in an observer, also when that panics.
struct Observing;

impl Observing {
    fn begin() -> Self {
        OBSERVING.set(true);
        Self
    }
}

impl Drop for Observing {
    fn drop(&mut self) {
        OBSERVING.set(false);
    }
}

impl crate::module::Image {
    pub(crate) fn observe(&self, observer: Observer) -> ObserverId {
        self.observers.add(observer, &self.gate)
    }

    pub(crate) fn unobserve(&self, id: ObserverId) {
        self.observers.remove(id, &self.gate);
    }
}

impl fmt::Debug for Observers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Observers")
    }
}
