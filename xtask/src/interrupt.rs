//! Ctrl-C stops the child, not us: what a command made is then cleaned up on the ordinary way out.

use std::sync::atomic::{AtomicBool, Ordering};

/// Whether Ctrl-C was pressed since [`catch`].
static PRESSED: AtomicBool = AtomicBool::new(false);

/// Whether Ctrl-C was pressed since [`catch`].
pub(crate) fn pressed() -> bool {
    PRESSED.load(Ordering::Relaxed)
}

/// From now on Ctrl-C only makes a note. Child processes start with the default again, and end by it.
#[cfg(unix)]
pub(crate) fn catch() {
    use std::ffi::c_int;

    /// The same number on every Unix.
    const SIGINT: c_int = 2;

    unsafe extern "C" {
        fn signal(number: c_int, handler: extern "C" fn(c_int)) -> usize;
    }

    extern "C" fn note(_: c_int) {
        PRESSED.store(true, Ordering::Relaxed);
    }

    // SAFETY: `signal` is C's own, which std links; the handler is a function that lives for ever and does nothing but
    // a lock-free atomic store, which a signal handler may do.
    unsafe {
        signal(SIGINT, note);
    }
}

/// Ctrl-C ends us as well where there are no Unix signals.
#[cfg(not(unix))]
pub(crate) fn catch() {}
