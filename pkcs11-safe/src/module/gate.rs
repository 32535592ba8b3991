//! The gate: every call of a context or a session goes through [`Image::call`]; C_Initialize and C_Finalize, which have neither,
//! are made by the context's lifecycle.

use super::fork::PerProcess;
use super::inside::{in_callback, is_observers, run_ending, run_outside, thread_address};
use super::{Image, Table};
use crate::error::BoxedError;
use crate::{Error, Function, Result, ReturnValue};
use core::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};
use core::time::Duration;
use pkcs11_sys::CK_RV;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// What a call returned, if it was made. Two words, which are returned in registers.
pub(crate) type CallResult = Result<ReturnValue, BoxedError>;

/// Something to be done when no code of the program runs inside a call, and the image that it is about.
struct PutAside {
    image: Arc<Image>,
    /// The thread that put it aside, by [`thread_address`].
    thread: usize,
    /// Whether an observer was the reason.
    is_observers: bool,
    ending: Box<dyn FnOnce() + Send>,
}

/// What was put aside in this process, of whatever image.
static PUT_ASIDE: PerProcess<Mutex<VecDeque<PutAside>>> = PerProcess::new();

/// Whether there may be any, so that nobody takes the lock for nothing.
static ANY_PUT_ASIDE: AtomicBool = AtomicBool::new(false);

/// What a call has to mind besides itself. While nothing is used, all of it costs a branch before the call and one after.
#[derive(Default)]
pub(crate) struct Gate {
    mode: AtomicU8,
    serial: Mutex<()>,
    /// The thread inside the serialised call, by [`thread_address`]; 0 for none.
    inside: AtomicUsize,
}

impl Gate {
    pub(crate) const SERIALIZED: u8 = 1;
    pub(crate) const OBSERVED: u8 = 2;
    pub(crate) const CALLBACKS: u8 = 4;
    /// Something was put aside.
    const ENDINGS: u8 = 8;

    pub(crate) fn set(&self, bit: u8, on: bool) {
        if on {
            self.mode.fetch_or(bit, Ordering::Relaxed);
        } else {
            self.mode.fetch_and(!bit, Ordering::Relaxed);
        }
    }

    /// Waits until no other call is under way.
    fn serialize(&self, function: Function) -> Result<Serial<'_>> {
        let me = thread_address();
        if self.inside.load(Ordering::Relaxed) == me {
            return Err(reentry(function));
        }
        let guard = lock(&self.serial);
        self.inside.store(me, Ordering::Relaxed);
        Ok(Serial { inside: &self.inside, _guard: guard })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
    serial: Option<Serial<'c>>,
    start: Instant,
}

impl Care<'_> {
    /// After the call. Observers are told of it when others can make theirs.
    #[cold]
    fn end(self, rv: ReturnValue) {
        let duration = self.start.elapsed();
        drop(self.serial);
        self.image.report(self.function, rv, duration);
        self.image.run_endings();
    }
}

fn reentry(function: Function) -> Error {
    Error::usage("callback", format!("called {function} from within a callback of a module; return first"))
}

/// The error of a synchronous call that answered CKR_PENDING.
#[cold]
pub(crate) fn pending(function: Function) -> Error {
    Error::module(function, "goes on in the background (CKR_PENDING), in a session that is not asynchronous")
}

impl Image {
    /// Makes a call. The closure `run` gets the function table and nothing that may be kept.
    ///
    /// `ready` is asked last, after every wait: whether the call may still be made. Where our own lock is held, `hear` learns
    /// what the module returned before anybody else gets the lock.
    #[inline]
    pub(crate) fn call(
        &self,
        function: Function,
        ready: impl FnOnce() -> Result<(), BoxedError>,
        run: impl FnOnce(&Table) -> CK_RV,
        hear: impl FnOnce(ReturnValue),
    ) -> CallResult {
        let is_plain = self.gate.mode.load(Ordering::Relaxed) == 0 && self.is_of_this_process();
        let care = if is_plain { None } else { Some(self.care(function)?) };
        if let Err(error) = ready() {
            return Err(self.refused(care, error));
        }
        let rv = ReturnValue::new(run(self.table()));
        if let Some(care) = care {
            hear(rv);
            care.end(rv);
        }
        Ok(rv)
    }

    /// Before a call that is not plain.
    #[cold]
    fn care(&self, function: Function) -> Result<Care<'_>> {
        self.must_be_of_this_process()?;
        let mode = self.gate.mode.load(Ordering::Relaxed);
        if mode & Gate::CALLBACKS != 0 && in_callback() {
            return Err(reentry(function));
        }
        let serial = if mode & Gate::SERIALIZED == 0 { None } else { Some(self.gate.serialize(function)?) };
        Ok(Care { image: self, function, serial, start: Instant::now() })
    }

    /// Tells observers of a call, if there are any.
    pub(crate) fn report(&self, function: Function, rv: ReturnValue, duration: Duration) {
        if self.gate.mode.load(Ordering::Relaxed) & Gate::OBSERVED != 0 {
            self.observers.report(function, rv, duration);
        }
    }

    /// Has something done once no code of the program runs inside a call of this thread, of whatever image; at the latest with
    /// the next call that anybody makes into this image.
    #[cold]
    pub(crate) fn put_aside(self: &Arc<Self>, ending: impl FnOnce() + Send + 'static) {
        let (image, thread, is_observers) = (Arc::clone(self), thread_address(), is_observers());
        let mut put_aside = lock(PUT_ASIDE.get());
        put_aside.push_back(PutAside { image, thread, is_observers, ending: Box::new(ending) });
        // Under the lock, so that it is not cleared for what was there before.
        self.gate.set(Gate::ENDINGS, true);
        ANY_PUT_ASIDE.store(true, Ordering::Release);
    }

    /// Does what was put aside that is about this image, or that this thread put aside, unless code of the program is still
    /// running. No lock is held: it makes calls, which may have more put aside.
    #[cold]
    pub(crate) fn run_endings(&self) {
        if ANY_PUT_ASIDE.load(Ordering::Acquire) {
            run_outside(|| {
                while let Some((ending, is_observers)) = self.next_ending() {
                    run_ending(ending, is_observers);
                }
            });
        }
    }

    fn next_ending(&self) -> Option<(Box<dyn FnOnce() + Send>, bool)> {
        let (mut put_aside, me) = (lock(PUT_ASIDE.get()), thread_address());
        let is_here = |other: &PutAside| core::ptr::eq(&*other.image, self) || other.thread == me;
        let at = put_aside.iter().position(is_here);
        let taken = at.and_then(|at| put_aside.remove(at));
        ANY_PUT_ASIDE.store(!put_aside.is_empty(), Ordering::Release);
        let PutAside { image, ending, is_observers, .. } = taken?;
        if !put_aside.iter().any(|other| Arc::ptr_eq(&other.image, &image)) {
            image.gate.set(Gate::ENDINGS, false);
        }
        Some((ending, is_observers))
    }

    /// Where a call is not made in the end.
    #[cold]
    fn refused(&self, care: Option<Care<'_>>, error: BoxedError) -> BoxedError {
        drop(care);
        self.run_endings();
        error
    }
}
