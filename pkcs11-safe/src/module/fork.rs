//! Processes that fork: the child's copies of contexts and sessions are not its own.
//!
//! A handler that the C library calls in the child after every fork counts generations. Whoever holds something of an
//! older generation gets a usage error, and its Drop makes no call.
#![allow(unsafe_code)]

use crate::Error;
use core::ptr;
use core::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

static GENERATION: AtomicU32 = AtomicU32::new(0);

/// How many forks lie between the first process of the program and this one.
#[inline]
pub(crate) fn generation() -> u32 {
    GENERATION.load(Ordering::Relaxed)
}

pub(crate) fn error() -> Error {
    Error::usage(
        "context",
        "belongs to the parent process: after fork, the child initializes the module anew to get its own context",
    )
}

/// Begins to notice forks. Nobody waits here for somebody else, who may not exist in the child of a fork: two threads that
/// come at once both set the handler, which then counts each fork twice, and that is as good.
#[cfg(all(unix, not(miri)))]
pub(crate) fn watch() {
    use core::ffi::c_int;
    use core::sync::atomic::AtomicBool;

    type Handler = Option<unsafe extern "C" fn()>;
    // SAFETY: the declaration is POSIX's own; the function is part of the C library that std links.
    unsafe extern "C" {
        fn pthread_atfork(prepare: Handler, parent: Handler, child: Handler) -> c_int;
    }
    unsafe extern "C" fn child() {
        GENERATION.fetch_add(1, Ordering::Relaxed);
    }
    static WATCHED: AtomicBool = AtomicBool::new(false);
    if !WATCHED.load(Ordering::Acquire) {
        // SAFETY: the handler is a function of this program; it does nothing but add to an atomic, which is safe in the
        // child of a process with threads.
        let set = unsafe { pthread_atfork(None, None, Some(child)) };
        // Where there was no memory for it, the next one tries again.
        WATCHED.store(set == 0, Ordering::Release);
    }
}

/// There is no fork here.
#[cfg(not(all(unix, not(miri))))]
pub(crate) fn watch() {}

/// A static value that each process has for itself. The child of a fork begins with a fresh one: a lock in the parent's may
/// be held by a thread that does not exist in the child.
pub(crate) struct PerProcess<T>(AtomicPtr<(u32, T)>);

impl<T: Default + Send + Sync> PerProcess<T> {
    pub(crate) const fn new() -> Self {
        Self(AtomicPtr::new(ptr::null_mut()))
    }

    pub(crate) fn get(&'static self) -> &'static T {
        loop {
            let current = self.0.load(Ordering::Acquire);
            // SAFETY: the pointer is null, or was made from a box below and is never freed; it is shared from then on, and
            // T is Sync.
            match unsafe { current.as_ref() } {
                Some((made, value)) if *made == generation() => return value,
                _ => {}
            }
            let fresh = Box::into_raw(Box::new((generation(), T::default())));
            if self.0.compare_exchange(current, fresh, Ordering::AcqRel, Ordering::Acquire).is_err() {
                // SAFETY: `fresh` was made from a box just now, and nobody else has seen it.
                drop(unsafe { Box::from_raw(fresh) });
            }
        }
    }
}
