//! The gate: every call into a module goes through [`ContextInner::call`].

use crate::context::{ContextInner, fork};
use crate::module::Table;
use crate::{Error, Function, Result, ReturnValue};
use core::cell::Cell;
use core::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use pkcs11_sys::CK_RV;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// What a call has to mind besides itself. Nothing of it costs more than one branch while it is not used.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    mode: AtomicU8,
    serial: Mutex<()>,
    /// The thread inside the serialised call, by the address of its own variable; 0 for none.
    inside: AtomicUsize,
}

thread_local! {
    /// Whether this thread is in a callback of ours, called by a module; and an address that no other thread has.
    static IN_CALLBACK: Cell<bool> = const { Cell::new(false) };
}

impl Gate {
    pub(crate) const SERIALIZED: u8 = 1;
    pub(crate) const OBSERVED: u8 = 2;
    pub(crate) const CALLBACKS: u8 = 4;

    pub(crate) fn set(&self, bit: u8, on: bool) {
        if on {
            self.mode.fetch_or(bit, Ordering::Relaxed);
        } else {
            self.mode.fetch_and(!bit, Ordering::Relaxed);
        }
    }

    fn serialized<T>(&self, function: Function, run: impl FnOnce() -> T) -> Result<T> {
        let me = IN_CALLBACK.with(|variable| core::ptr::from_ref(variable).addr());
        if self.inside.load(Ordering::Relaxed) == me {
            return Err(reentry(function));
        }
        let guard = self.serial.lock().unwrap_or_else(PoisonError::into_inner);
        self.inside.store(me, Ordering::Relaxed);
        let result = run();
        self.inside.store(0, Ordering::Relaxed);
        drop(guard);
        Ok(result)
    }
}

fn reentry(function: Function) -> Error {
    Error::usage("callback", format!("called {function} from within a callback of a module; return first"))
}

/// Only asynchronous sessions have calls that go on in the background, and none of ours is one.
#[cold]
pub(crate) fn pending(function: Function) -> Error {
    Error::module(function, "goes on in the background (CKR_PENDING), in a session that is not asynchronous")
}

/// Whether this thread is in a callback of ours, called by a module.
pub(crate) fn in_callback() -> bool {
    IN_CALLBACK.get()
}

/// Runs a callback of ours that a module has called: calls made from within are refused, and a panic goes no further.
pub(crate) fn run_callback(run: impl FnOnce()) {
    let before = IN_CALLBACK.replace(true);
    let _ = std::panic::catch_unwind(core::panic::AssertUnwindSafe(run));
    IN_CALLBACK.set(before);
}

impl ContextInner {
    /// Makes a call. The closure gets the function table and nothing that may be kept.
    #[inline]
    pub(crate) fn call(&self, function: Function, run: impl FnOnce(&Table) -> CK_RV) -> Result<ReturnValue> {
        let image = self.image();
        let rv = if image.gate.mode.load(Ordering::Relaxed) == 0 && self.is_ours() {
            ReturnValue::new(run(image.table()))
        } else {
            self.call_with_care(function, run)?
        };
        if rv == ReturnValue::PENDING { Err(pending(function)) } else { Ok(rv) }
    }

    /// As [`call`](Self::call), and any code but CKR_OK is an error.
    #[inline]
    pub(crate) fn check(&self, function: Function, run: impl FnOnce(&Table) -> CK_RV) -> Result<()> {
        match self.call(function, run)? {
            ReturnValue::OK => Ok(()),
            rv => Err(Error::Call { function, rv }),
        }
    }

    #[cold]
    fn call_with_care(&self, function: Function, run: impl FnOnce(&Table) -> CK_RV) -> Result<ReturnValue> {
        if !self.is_ours() {
            return Err(fork::error());
        }
        let image = self.image();
        let mode = image.gate.mode.load(Ordering::Relaxed);
        if mode & Gate::CALLBACKS != 0 && IN_CALLBACK.get() {
            return Err(reentry(function));
        }
        let timed = || {
            let start = Instant::now();
            let rv = ReturnValue::new(run(image.table()));
            (rv, start.elapsed())
        };
        let (rv, duration) =
            if mode & Gate::SERIALIZED != 0 { image.gate.serialized(function, timed)? } else { timed() };
        if mode & Gate::OBSERVED != 0 {
            image.observers.report(function, rv, duration);
        }
        Ok(rv)
    }
}
