//! What modules do wrong, one thing at a time, on the module in this process: what the crate makes of it.

mod assumed;
mod buffers;
mod coverage;
mod endings;
mod foreign;
mod ledger;
mod outputs;
mod searches;
mod sessions;
mod words;

use pkcs11_safe::{Context, InitializeArgs, Module, Pin, Session, SessionMode, Slot, TokenFilter, UserType};
use support::module::{Claim, LABEL, USER_PIN};

/// A context of the module in this process.
fn context(claim: &Claim) -> Context {
    // SAFETY: the functions are those of the module that is part of this test.
    #[allow(unsafe_code, reason = "the module is part of this program")]
    let module = unsafe { Module::from_get_interface(claim.get_interface(), claim.get_function_list()) };
    module.expect("has a list").initialize(InitializeArgs::default()).expect("initialises")
}

/// Its token.
fn token(claim: &Claim) -> Slot {
    context(claim).find_token(&TokenFilter::new().label(LABEL)).expect("has a token")
}

/// A session of its user.
fn session(token: &Slot) -> Session {
    let session = token.open_session(SessionMode::ReadWrite).expect("opens");
    session.login(UserType::USER, &Pin::new(USER_PIN)).expect("logs in");
    session
}
