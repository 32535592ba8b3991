//! Sessions: who may close what.

use super::{session, token};
use pkcs11_safe::{Error, Mechanism, ReturnValue, SessionMode};
use pkcs11_sys::CKR_FUNCTION_FAILED;
use std::thread;
use support::module::{Fault, Gate, When, claim};

#[test]
fn all_sessions_are_not_closed_while_one_is_held_and_one_that_is_opened_meanwhile_waits() {
    let claim = claim();
    let token = token(&claim);
    let session = session(&token);
    claim.clear();
    let error = token.close_all_sessions().unwrap_err();
    assert!(matches!(error, Error::Usage { argument: "slot", .. }), "{error:?}");
    assert_eq!(claim.total(), 0);
    session.digest(Mechanism::SHA256, b"abc").unwrap();
    drop(session);
    let gate = Gate::new();
    claim.fault_once("C_CloseAllSessions", Fault::Blocks(gate.clone()));
    let slot = token.clone();
    let closing = thread::spawn(move || slot.close_all_sessions());
    assert!(gate.wait_for(1));
    let slot = token.clone();
    let opening = thread::spawn(move || slot.open_session(SessionMode::ReadOnly));
    assert!(matches!(token.close_all_sessions().unwrap_err(), Error::Usage { argument: "slot", .. }));
    gate.open();
    closing.join().unwrap().unwrap();
    let session = opening.join().unwrap().unwrap();
    assert_eq!(claim.sessions(), [session.handle()], "it was opened after all others were closed");
}

#[test]
fn sessions_that_the_module_refuses_to_close_are_an_error_and_no_more() {
    let claim = claim();
    let token = token(&claim);
    claim.fault_once("C_CloseAllSessions", Fault::ReturnCode(CKR_FUNCTION_FAILED));
    let error = token.close_all_sessions().unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::FUNCTION_FAILED));
    session(&token).digest(Mechanism::SHA256, b"abc").unwrap();
    assert_eq!(claim.sessions(), []);
}

#[test]
fn a_handle_that_is_given_out_again_belongs_to_the_new_session_alone() {
    let claim = claim();
    let token = token(&claim);
    let (mut first, watcher) = (session(&token), token.open_session(SessionMode::ReadOnly).unwrap());
    let digester = first.digester(Mechanism::SHA256).unwrap();
    claim.close_session(digester.handle());
    claim.fault_when("C_OpenSession", When::First(1), Fault::ReusedSessionHandle);
    let mut second = token.open_session(SessionMode::ReadWrite).unwrap();
    assert_eq!(second.handle(), digester.handle(), "the module gave it out again");
    let other = second.digester(Mechanism::SHA256).unwrap();
    claim.clear();
    // The old one is in the middle of an operation, and so is the new one, under the same number.
    drop(digester);
    drop(first);
    assert_eq!(claim.total(), 0, "the dead one makes no call");
    assert_eq!(claim.operations(other.handle()), 1);
    other.finish().unwrap();
    second.info().unwrap();
    drop((second, watcher));
    assert_eq!(claim.sessions(), []);
}
