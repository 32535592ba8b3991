//! Stops: a place in a call where it waits until the test lets it go on. Each is a [`Gate`] at a call of its own.

use super::entry::Function;
use super::fault::{Fault, Target, When};
use super::gate::Gate;
use super::handle::Module;
use pkcs11_sys::CK_SESSION_HANDLE;

/// Where a call is to wait: before or after it acts.
///
/// ```ignore
/// let stopped = claim.stop(Stop::before(Function::Sign).of(session).nth(2));
/// // ... another thread makes the call ...
/// stopped.wait_reached();
/// // ... whatever is to happen meanwhile ...
/// stopped.release();
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Stop {
    function: Function,
    session: Option<CK_SESSION_HANDLE>,
    after: bool,
    call: usize,
}

impl Stop {
    /// Before the next call of a function acts.
    pub fn before(function: impl Into<Function>) -> Self {
        Self { function: function.into(), session: None, after: false, call: 1 }
    }

    /// After the next call of a function has acted, and before it returns.
    pub fn after(function: impl Into<Function>) -> Self {
        Self { after: true, ..Self::before(function) }
    }

    /// Calls in this session alone.
    pub fn of(self, session: CK_SESSION_HANDLE) -> Self {
        Self { session: Some(session), ..self }
    }

    /// The n-th call from now on instead of the first.
    pub fn nth(self, call: usize) -> Self {
        Self { call, ..self }
    }
}

/// A stop that is set. Dropping it releases whoever waits, so that a test that fails does not hang.
#[derive(Debug)]
#[must_use]
pub struct Stopped(Gate);

impl Stopped {
    /// Returns once the call waits at the stop.
    ///
    /// # Panics
    ///
    /// If it does not get there within a minute.
    pub fn wait_reached(&self) {
        assert!(self.0.wait_for(1), "no call reaches the stop");
    }

    /// Whether a call waits at the stop.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        self.0.waiting() > 0
    }

    /// Lets the call go on.
    pub fn release(&self) {
        self.0.open();
    }
}

impl Drop for Stopped {
    fn drop(&mut self) {
        self.release();
    }
}

impl Module {
    /// Sets a stop for one call.
    pub fn stop(&self, stop: Stop) -> Stopped {
        let gate = Gate::new();
        let Stop { function, session, after, call } = stop;
        let target = session.map_or(Target::One(function), |session| Target::In(function, session));
        let fault = if after { Fault::BlocksAfter(gate.clone()) } else { Fault::Blocks(gate.clone()) };
        self.fault_when(target, When::Nth(call), fault);
        Stopped(gate)
    }
}
