//! What happens at the same time: one thread closes, finalises, initialises, is called back or watches while another is in
//! the module. On the module in this process, which stops calls where a test says and notes those that come at a time at
//! which the standard does not allow them.
//!
//! - `pairs`: every two things that can happen at once, as a table of what the second comes to.
//! - `field`: the faults that were seen in the field.
//! - `within`: calls made while another call of the same session is being reported. `modules`: two modules at once.
//! - `outlive`: memory that a module may use after a call. `locks`: who waits for whom.
//! - `traced`: a test program of its own, since it has a `tracing` subscriber that panics.
//!
//! Under Miri, `P11_RACES_SHARE=1/2` runs the first half of the pairs.

mod bomb;
mod field;
mod fixtures;
mod heap;
mod locks;
mod modules;
mod outlive;
mod pairs;
mod threads;
mod within;
mod world;

use pkcs11_safe::Error;

/// That a session is known to be gone.
fn must_be_gone(error: &Error) {
    assert!(matches!(error, Error::Usage { argument: "session", .. }) && error.is_session_gone(), "{error:?}");
}
