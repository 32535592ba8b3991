//! Sessions: who may close what.

use super::{session, token};
use pkcs11_safe::{Error, Mechanism, ReturnValue, SessionMode};
use pkcs11_sys::{CKR_DEVICE_REMOVED, CKR_FUNCTION_FAILED};
use std::thread;
use support::module::{Fault, Gate, When, claim};

#[test]
fn sessions_that_the_module_refuses_to_close_can_be_used_on_and_are_closed_on_drop() {
    let claim = claim();
    let token = token(&claim);
    let session = session(&token);
    claim.fault_once("C_CloseAllSessions", Fault::ReturnCode(CKR_FUNCTION_FAILED));
    let error = token.close_all_sessions().unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::FUNCTION_FAILED));
    session.digest(Mechanism::SHA256, b"abc").unwrap();
    drop(session);
    assert_eq!(claim.sessions(), []);
}

#[test]
fn a_session_dropped_while_all_are_being_closed_in_vain_is_closed_then() {
    let claim = claim();
    let token = token(&claim);
    let (kept, dropped) = (session(&token), token.open_session(SessionMode::ReadOnly).unwrap());
    let gate = Gate::new();
    claim.fault("C_CloseAllSessions", Fault::Blocks(gate.clone()));
    claim.fault("C_CloseAllSessions", Fault::ReturnCode(CKR_FUNCTION_FAILED));
    let slot = token.clone();
    let closing = thread::spawn(move || slot.close_all_sessions().unwrap_err().return_value());
    assert!(gate.wait_for(1));
    // Nobody knows whether it is open: it is neither used nor closed, and the drop does not wait.
    assert!(kept.info().unwrap_err().is_session_gone());
    drop(dropped);
    assert_eq!(claim.count("C_CloseSession"), 0);
    gate.open();
    assert_eq!(closing.join().unwrap(), Some(ReturnValue::FUNCTION_FAILED));
    assert_eq!(claim.sessions(), [kept.handle()]);
    kept.info().unwrap();
}

#[test]
fn sessions_of_a_token_that_was_pulled_while_all_were_closed_are_gone() {
    let claim = claim();
    let token = token(&claim);
    let session = session(&token);
    claim.fault_once("C_CloseAllSessions", Fault::ReturnCode(CKR_DEVICE_REMOVED));
    assert!(token.close_all_sessions().unwrap_err().is_token_gone());
    claim.clear();
    assert!(matches!(session.info().unwrap_err(), Error::Usage { argument: "session", .. }));
    drop(session);
    assert_eq!(claim.total(), 0);
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
