//! Sessions that are gone make no calls: their handles may be somebody else's by then.

use super::keys;
use core::ptr;
use pkcs11_safe::{Error, Function, Mechanism, Result, ReturnValue, Session, Slot, attribute as attr};
use support::token;
use support::token::{Token, calls, module};

/// Something that needs a session.
type Use<'a> = &'a dyn Fn(&Session) -> Result<()>;

/// Closes a session behind the crate's back, as a careless library in the same program does.
fn close_behind(session: &Session) {
    let functions = module().expect("there is SoftHSM2").functions();
    // SAFETY: the module is initialised; the handle is one of its own.
    let rv = unsafe { (functions.C_CloseSession)(session.handle()) };
    assert_eq!(ReturnValue::new(rv), ReturnValue::OK);
}

/// The same with all sessions of a token. Their owners have not heard of it yet.
fn close_all_behind(token: &Token) {
    let functions = module().expect("there is SoftHSM2").functions();
    // SAFETY: the module is initialised.
    let rv = unsafe { (functions.C_CloseAllSessions)(token.slot.id()) };
    assert_eq!(ReturnValue::new(rv), ReturnValue::OK);
}

/// Makes a call, by which a session hears that it is gone.
fn hear(session: &Session) {
    assert_eq!(session.info().unwrap_err().return_value(), Some(ReturnValue::SESSION_HANDLE_INVALID));
}

#[test]
fn sessions_closed_with_all_others_are_dead_and_make_no_call_on_drop() {
    let token = token!();
    let (first, second) = (token.login(), token.open());
    let key = keys::aes(&first);
    close_all_behind(&token);
    hear(&first);
    hear(&second);
    // It may well get a handle that one of the dead ones had.
    let alive = token.open();
    let uses: [(&str, Use<'_>); 7] = [
        ("info", &|session| session.info().map(drop)),
        ("random", &|session| session.random(8).map(drop)),
        ("get", &|session| session.get(key, attr::CLASS).map(drop)),
        ("find", &|session| session.find::<pkcs11_safe::Object>(&[]).map(drop)),
        ("digest", &|session| session.digest(Mechanism::SHA256, b"abc").map(drop)),
        ("create", &|session| session.create_object(&[]).map(drop)),
        ("logout", &Session::logout),
    ];
    for (what, try_it) in uses {
        for session in [&first, &second] {
            let (result, made) = calls(|| try_it(session));
            let error = result.unwrap_err();
            assert!(matches!(error, Error::Usage { argument: "session", .. }), "{what}: {error:?}");
            assert!(error.to_string().contains("open another"), "{what}: {error}");
            assert_eq!(made.total(), 0, "{what}");
        }
    }
    let ((), made) = calls(|| {
        drop(first);
        second.close().unwrap();
    });
    assert_eq!(made.total(), 0);
    keys::assert_usable(&alive);
}

/// Tries to close all sessions where the program holds one.
fn refused(slot: &Slot) {
    let (error, made) = calls(|| slot.close_all_sessions().unwrap_err());
    assert!(matches!(error, Error::Usage { argument: "slot", .. }), "{error:?}");
    assert!(error.to_string().contains("holds 1 of its sessions"), "{error}");
    assert_eq!(made.total(), 0);
}

#[test]
fn all_sessions_of_a_token_are_closed_only_where_the_program_holds_none_whatever_it_has_of_others() {
    let (one, other) = (token!(), token!());
    let (first, second) = (one.login(), other.login());
    refused(&one.slot);
    // Also through a slot that was looked up again.
    refused(&one.slot.context().slot(one.slot.id()));
    keys::assert_usable(&first);
    drop(first);
    one.slot.close_all_sessions().unwrap();
    keys::assert_usable(&second);
    keys::assert_usable(&one.login());
}

#[test]
fn sessions_that_other_code_left_open_are_closed() {
    let token = token!();
    let functions = module().expect("there is SoftHSM2").functions();
    let mut handle = 0;
    let flags = pkcs11_sys::CKF_SERIAL_SESSION;
    // SAFETY: the module is initialised, there is no callback, and `handle` is borrowed for the call.
    let rv = unsafe { (functions.C_OpenSession)(token.slot.id(), flags, ptr::null_mut(), None, &raw mut handle) };
    assert_eq!(ReturnValue::new(rv), ReturnValue::OK);
    token.slot.close_all_sessions().unwrap();
    // SAFETY: the module is initialised.
    let rv = unsafe { (functions.C_CloseSession)(handle) };
    assert_eq!(ReturnValue::new(rv), ReturnValue::SESSION_HANDLE_INVALID);
}

#[test]
fn an_operation_of_a_dead_session_is_dropped_without_a_call() {
    let token = token!();
    let mut session = token.login();
    let mut digester = session.digester(Mechanism::SHA256).unwrap();
    digester.update(b"abc").unwrap();
    close_all_behind(&token);
    hear(&digester);
    let (error, made) = calls(|| digester.update(b"abc").unwrap_err());
    assert!(matches!(error, Error::Usage { argument: "session", .. }), "{error:?}");
    assert_eq!(made.total(), 0);
    let ((), made) = calls(|| drop(digester));
    assert_eq!(made.total(), 0);
}

#[test]
fn a_stream_or_a_search_of_a_dead_session_that_was_not_touched_since_is_dropped_without_a_call_too() {
    let token = token!();
    let (mut first, mut second) = (token.login(), token.open());
    let digester = first.digester(Mechanism::SHA256).unwrap();
    let search = second.search(&[]).unwrap();
    close_all_behind(&token);
    hear(&digester);
    hear(&search);
    let ((), made) = calls(|| {
        drop(digester);
        drop(search);
    });
    assert_eq!(made.total(), 0);
}

#[test]
fn a_session_that_somebody_else_closed_is_noticed_and_not_closed_again() {
    let token = token!();
    let session = token.open();
    close_behind(&session);
    let error = session.random(8).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::SESSION_HANDLE_INVALID));
    assert!(error.is_session_gone() && !error.is_token_gone());
    let (error, made) = calls(|| session.random(8).unwrap_err());
    assert!(matches!(error, Error::Usage { argument: "session", .. }), "{error:?}");
    assert_eq!(made.total(), 0);
    let ((), made) = calls(|| drop(session));
    assert_eq!(made.total(), 0);
}

#[test]
fn closing_tells_what_a_drop_would_not() {
    let token = token!();
    let session = token.open();
    close_behind(&session);
    let (error, made) = calls(|| session.close().unwrap_err());
    assert_eq!(error.return_value(), Some(ReturnValue::SESSION_HANDLE_INVALID));
    assert_eq!(made.functions(), [Function::CloseSession]);
}
