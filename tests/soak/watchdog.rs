//! A watchdog: where nothing moves for a minute, it says where each thread is, and ends the program.

use crate::work::KINDS;
use core::sync::atomic::{AtomicUsize, Ordering};
use core::time::Duration;
use std::process;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Instant;

const PATIENCE: Duration = Duration::from_secs(60);

/// Where a thread is, and how far it got.
#[derive(Default)]
pub(crate) struct Place {
    at: AtomicUsize,
    steps: AtomicUsize,
}

/// Places that are no kind of operation.
const ELSEWHERE: [&str; 3] = ["waiting for the others", "opening a session", "closing a session"];
pub(crate) const WAITING: usize = 0;
pub(crate) const OPENING: usize = 1;
pub(crate) const CLOSING: usize = 2;

impl Place {
    pub(crate) fn is(&self, place: usize) {
        self.at.store(place, Ordering::Relaxed);
        self.steps.fetch_add(1, Ordering::Relaxed);
    }

    /// In an operation of a kind.
    pub(crate) fn is_in(&self, kind: usize) {
        self.is(ELSEWHERE.len() + kind);
    }

    fn name(&self) -> &'static str {
        let at = self.at.load(Ordering::Relaxed);
        ELSEWHERE.get(at).copied().unwrap_or_else(|| KINDS[at - ELSEWHERE.len()].0)
    }
}

/// Tells the watchdog to go home.
#[derive(Default)]
pub(crate) struct Leash {
    done: Mutex<bool>,
    told: Condvar,
}

impl Leash {
    pub(crate) fn done(&self) {
        *self.done.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.told.notify_all();
    }
}

/// Watches until it is told that all is done.
pub(crate) fn watch(leash: &Leash, places: &[Place]) {
    let (mut seen, mut since) = (usize::MAX, Instant::now());
    let mut done = leash.done.lock().unwrap_or_else(PoisonError::into_inner);
    while !*done {
        done = leash.told.wait_timeout(done, Duration::from_secs(1)).unwrap_or_else(PoisonError::into_inner).0;
        let steps = places.iter().fold(0, |sum: usize, place| sum.wrapping_add(place.steps.load(Ordering::Relaxed)));
        if steps != seen {
            (seen, since) = (steps, Instant::now());
        } else if since.elapsed() > PATIENCE {
            eprintln!("nothing has moved for {} seconds:", PATIENCE.as_secs());
            for (number, place) in places.iter().enumerate() {
                eprintln!("    thread {number}: {}", place.name());
            }
            process::abort();
        }
    }
}
