//! Claims: an instance for each test that runs in this process, given back when it ends.

use super::entry::Instance;
use super::handle::{FIXED, MODULES, Module};
use super::list::Lists;
use core::ops::Deref;
use std::sync::{Condvar, Mutex, PoisonError};

macro_rules! claimable {
    ($($number:literal)*) => {
        /// The lists of the instances that can be claimed, from [`FIXED`] on.
        static LISTS: [fn() -> Lists; MODULES.len() - FIXED] = [$(Instance::<$number>::lists),*];
    };
}

claimable! {
    16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39
    40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63
}

static TAKEN: Mutex<[bool; LISTS.len()]> = Mutex::new([false; LISTS.len()]);
static GIVEN_BACK: Condvar = Condvar::new();

/// An instance of one's own. Dropping it forgets all that happened to it.
#[derive(Debug)]
pub struct Claim {
    module: &'static Module,
}

/// Claims an instance that nobody else has, waiting for one if need be.
pub fn claim() -> Claim {
    let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    let free = loop {
        match taken.iter().position(|taken| !taken) {
            Some(free) => break free,
            None => taken = GIVEN_BACK.wait(taken).unwrap_or_else(PoisonError::into_inner),
        }
    };
    taken[free] = true;
    let module = &MODULES[FIXED + free];
    module.prepare(LISTS[free]);
    Claim { module }
}

impl Claim {
    /// The instance, for longer than the claim lasts.
    pub fn module(&self) -> &'static Module {
        self.module
    }
}

impl Deref for Claim {
    type Target = Module;

    fn deref(&self) -> &Module {
        self.module
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        let panics = self.module.panics();
        self.module.reset();
        TAKEN.lock().unwrap_or_else(PoisonError::into_inner)[self.module.number() - FIXED] = false;
        GIVEN_BACK.notify_one();
        assert!(panics.is_empty() || std::thread::panicking(), "the module itself panicked: {panics:?}");
    }
}
