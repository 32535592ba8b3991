//! The gate: every call into a module goes through [`ContextInner::call`].

use crate::context::ContextInner;
use crate::error::Boxed;
use crate::module::{Image, Table};
use crate::{Error, Function, Result, ReturnValue};
use core::cell::Cell;
use core::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use pkcs11_sys::CK_RV;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// What a call returned, if it was made.
pub(crate) type Called = Result<ReturnValue, Boxed>;

/// What a call has to mind besides itself. While nothing is used, all of it costs a branch before the call and one after.
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

    /// Waits until no other call is under way.
    fn serialize(&self, function: Function) -> Result<Serial<'_>> {
        let me = IN_CALLBACK.with(|variable| core::ptr::from_ref(variable).addr());
        if self.inside.load(Ordering::Relaxed) == me {
            return Err(reentry(function));
        }
        let guard = self.serial.lock().unwrap_or_else(PoisonError::into_inner);
        self.inside.store(me, Ordering::Relaxed);
        Ok(Serial { inside: &self.inside, _guard: guard })
    }
}

/// While it lives, the thread that made it is the only one in the module.
struct Serial<'g> {
    inside: &'g AtomicUsize,
    /// Unlocked after the drop below.
    _guard: MutexGuard<'g, ()>,
}

impl Drop for Serial<'_> {
    fn drop(&mut self) {
        self.inside.store(0, Ordering::Relaxed);
    }
}

/// What a call that has to mind something does before and after.
struct Care<'c> {
    image: &'c Image,
    function: Function,
    observed: bool,
    serial: Option<Serial<'c>>,
    start: Instant,
}

impl Care<'_> {
    /// After the call. Observers are told of it when others can make theirs.
    #[cold]
    fn end(self, rv: ReturnValue) {
        let duration = self.start.elapsed();
        drop(self.serial);
        if self.observed {
            self.image.observers.report(self.function, rv, duration);
        }
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

/// What a call that returned anything but CKR_OK came to.
#[cold]
fn failed(function: Function, rv: ReturnValue) -> Called {
    if rv == ReturnValue::PENDING { Err(pending(function).into()) } else { Ok(rv) }
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
    pub(crate) fn call(&self, function: Function, run: impl FnOnce(&Table) -> CK_RV) -> Called {
        let image = self.image();
        let is_plain = image.gate.mode.load(Ordering::Relaxed) == 0 && self.is_ours();
        let care = if is_plain { None } else { Some(self.care(function)?) };
        let rv = ReturnValue::new(run(image.table()));
        if let Some(care) = care {
            care.end(rv);
        }
        if rv == ReturnValue::OK { Ok(rv) } else { failed(function, rv) }
    }

    /// As [`call`](Self::call), and any code but CKR_OK is an error.
    #[inline]
    pub(crate) fn check(&self, function: Function, run: impl FnOnce(&Table) -> CK_RV) -> Result<()> {
        match self.call(function, run)? {
            ReturnValue::OK => Ok(()),
            rv => Err(Error::Call { function, rv }),
        }
    }

    /// Before a call that is not plain.
    #[cold]
    fn care(&self, function: Function) -> Result<Care<'_>> {
        self.must_be_ours()?;
        let image = self.image();
        let mode = image.gate.mode.load(Ordering::Relaxed);
        if mode & Gate::CALLBACKS != 0 && IN_CALLBACK.get() {
            return Err(reentry(function));
        }
        let serial = if mode & Gate::SERIALIZED == 0 { None } else { Some(image.gate.serialize(function)?) };
        Ok(Care { image, function, observed: mode & Gate::OBSERVED != 0, serial, start: Instant::now() })
    }
}
