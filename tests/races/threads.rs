//! Threads that are waited for with patience.

use core::time::Duration;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle, Thread};

/// Nothing takes as long: it would wait for ever.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// A thread whose result is waited for with patience: it may wait for ever.
pub(crate) struct Running<T> {
    pub(crate) thread: Thread,
    handle: JoinHandle<()>,
    result: Receiver<thread::Result<T>>,
    early: Option<thread::Result<T>>,
}

/// Runs something in another thread, and returns once that has begun.
pub(crate) fn begin<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> Running<T> {
    let (begun, has_begun) = mpsc::channel();
    let (send, result) = mpsc::channel();
    let handle = thread::spawn(move || {
        let _ = begun.send(());
        let _ = send.send(std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)));
    });
    has_begun.recv().expect("the thread begins");
    Running { thread: handle.thread().clone(), handle, result, early: None }
}

impl<T> Running<T> {
    /// Whether it ends before somebody lets it go on. It is given time to get to where it waits, if it does.
    pub(crate) fn ends_soon(&mut self) -> bool {
        for _ in 0..if cfg!(miri) { 30 } else { 40 } {
            if self.ends_within(Duration::ZERO) {
                return true;
            }
            if cfg!(miri) { thread::yield_now() } else { thread::sleep(Duration::from_micros(500)) }
        }
        false
    }

    /// Whether it ends within some time.
    pub(crate) fn ends_within(&mut self, time: Duration) -> bool {
        if self.early.is_none() {
            self.early = match self.result.recv_timeout(time) {
                Ok(result) => Some(result),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => unreachable!("the thread sends its result"),
            };
        }
        self.early.is_some()
    }

    /// Whether it has ended, after it had all the time it could need.
    pub(crate) fn ends(&mut self) -> bool {
        self.ends_within(PATIENCE)
    }

    /// What it came to.
    ///
    /// # Panics
    ///
    /// If it panicked, or waits for ever.
    pub(crate) fn end(mut self) -> T {
        assert!(self.ends(), "a thread waits for ever");
        // It has nothing left to do.
        self.handle.join().expect("its panics are caught");
        match self.early.expect("it has ended") {
            Ok(value) => value,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    }
}
