//! Watching calls: which, how long, with what result; never with what arguments.

use super::inside::{contain, is_inside, is_observers, run_observer};
use super::{Gate, Image};
use crate::{Function, ReturnValue};
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

    /// Takes an observer out, likewise. It is dropped without the lock, since what it holds may make calls when it goes, and no
    /// panic of that goes further.
    fn remove(&self, id: ObserverId, gate: &Gate) {
        let mut observers = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let at = observers.iter().position(|(held, _)| *held == id);
        let removed = at.map(|at| observers.remove(at));
        gate.set(Gate::OBSERVED, !observers.is_empty() || Self::ALWAYS);
        drop(observers);
        contain(|| drop(removed));
    }

    /// Tells everybody of a call. Calls that an observer makes are not reported, no lock is held while it runs, and nothing
    /// of it unwinds into the call.
    pub(super) fn report(&self, function: Function, return_value: ReturnValue, duration: Duration) {
        if is_inside() || is_observers() {
            return;
        }
        let call = ObservedCall { function, return_value, duration };
        #[cfg(feature = "tracing")]
        run_observer(|| {
            tracing::trace!(target: "pkcs11", function = function.name(), rv = %return_value, ?duration);
        });
        let observers = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        for (_, observer) in observers {
            // Dropped inside: it may be the last one to hold the observer.
            run_observer(move || observer(&call));
        }
    }
}

impl Image {
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
