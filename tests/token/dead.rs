//! Sessions that are gone make no calls: their handles may be somebody else's by then.

use super::keys;
use pkcs11_safe::{Error, Function, Mechanism, Result, ReturnValue, Session, attribute as attr};
use support::token;
use support::token::{calls, module};

/// Something that needs a session.
type Use<'a> = &'a dyn Fn(&Session) -> Result<()>;

/// Closes a session behind the crate's back, as a careless library in the same program does.
fn close_behind(session: &Session) {
    let functions = module().expect("there is SoftHSM2").functions();
    // SAFETY: the module is initialised; the handle is one of its own.
    let rv = unsafe { (functions.C_CloseSession)(session.handle()) };
    assert_eq!(ReturnValue::new(rv), ReturnValue::OK);
}

#[test]
fn sessions_closed_with_all_others_are_dead_and_make_no_call_on_drop() {
    let token = token!();
    let (first, second) = (token.login(), token.open());
    let key = keys::aes(&first);
    token.slot.close_all_sessions().unwrap();
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

#[test]
fn closing_all_sessions_of_one_token_leaves_those_of_another_alone() {
    let (one, other) = (token!(), token!());
    let (first, second) = (one.login(), other.login());
    one.slot.close_all_sessions().unwrap();
    keys::assert_usable(&second);
    let ((), made) = calls(|| {
        drop(first);
        drop(second);
    });
    assert_eq!(made.functions(), [Function::CloseSession]);
}

#[test]
fn a_slot_that_was_looked_up_again_closes_the_same_sessions() {
    let token = token!();
    let session = token.open();
    let again = token.slot.context().slot(token.slot.id());
    again.close_all_sessions().unwrap();
    let (error, made) = calls(|| session.random(1).unwrap_err());
    assert!(matches!(error, Error::Usage { argument: "session", .. }), "{error:?}");
    assert_eq!(made.total(), 0);
}

#[test]
fn an_operation_of_a_dead_session_is_dropped_without_a_call() {
    let token = token!();
    let mut session = token.login();
    let mut digester = session.digester(Mechanism::SHA256).unwrap();
    digester.update(b"abc").unwrap();
    token.slot.close_all_sessions().unwrap();
    let (error, made) = calls(|| digester.update(b"abc").unwrap_err());
    assert!(matches!(error, Error::Usage { argument: "session", .. }), "{error:?}");
    assert_eq!(made.total(), 0);
    let ((), made) = calls(|| drop(digester));
    assert_eq!(made.total(), 0);
}

#[test]
fn a_stream_or_a_search_that_was_not_touched_since_is_dropped_without_a_call_too() {
    let token = token!();
    let (mut first, mut second) = (token.login(), token.open());
    let digester = first.digester(Mechanism::SHA256).unwrap();
    let search = second.search(&[]).unwrap();
    token.slot.close_all_sessions().unwrap();
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
