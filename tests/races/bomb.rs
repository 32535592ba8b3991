//! Panics that are hard to stop. None is reported to the panic hook, and none has memory that could leak.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::thread::panicking;

/// Panics when it is dropped, be it as the payload of a panic or as what a closure has captured.
pub(crate) struct Bomb;

/// Panics when it is dropped, with a payload that does so, too.
pub(crate) struct Nested;

/// A payload that is harmless.
struct Spark;

impl Drop for Bomb {
    fn drop(&mut self) {
        if !panicking() {
            resume_unwind(Box::new(Spark));
        }
    }
}

impl Drop for Nested {
    fn drop(&mut self) {
        if !panicking() {
            resume_unwind(Box::new(Bomb));
        }
    }
}

/// Panics with a payload that panics.
pub(crate) fn explode() -> ! {
    resume_unwind(Box::new(Bomb))
}

/// Panics with a payload that panics with a payload that panics.
pub(crate) fn explode_twice() -> ! {
    resume_unwind(Box::new(Nested))
}

/// Runs a test, and fails it if a panic of these comes out of the library. The test harness would not bear that: it waits for
/// ever for a test whose payload panics when it is dropped.
pub(crate) fn contained(test: impl FnOnce()) {
    let Err(payload) = catch_unwind(AssertUnwindSafe(test)) else { return };
    if payload.is::<Bomb>() || payload.is::<Nested>() || payload.is::<Spark>() {
        // It has no memory, and must not be dropped.
        Box::leak(payload);
        panic!("a panic of an observer, a subscriber or a callback has come through the library");
    }
    resume_unwind(payload)
}
