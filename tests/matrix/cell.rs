//! A cell: a row in a fresh world, with a lie; and everything that is checked about it besides what it gave.

use super::plan::Plan;
use super::prepared::Prepared;
use super::row::{Row, Shown};
use super::world::{Setup, World};
use pkcs11_safe::{Error, Mechanism, Object, Pin, Result, Session, SessionMode, UserType};
use pkcs11_sys::*;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use support::module::{Fault, Function, Record, SLOT, Snapshot, USER_PIN};

/// What became of a row.
pub(crate) struct Outcome {
    /// The value in words, or the error.
    pub(crate) result: Result<String>,
    /// The calls that the row made.
    pub(crate) calls: Vec<Record>,
    /// What is wrong beyond the result.
    pub(crate) complaints: Vec<String>,
    pub(crate) panicked: bool,
    /// The lies that made a difference to some call.
    pub(crate) told: Vec<Fault>,
    pub(crate) left: Left,
}

/// How the objects of the module differ from those that there were when the row began.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Left {
    /// Those that came, each in words, sorted.
    pub(crate) made: Vec<String>,
    /// Those that went.
    pub(crate) gone: Vec<String>,
}

impl Left {
    fn between(before: &Snapshot, after: &Snapshot) -> Self {
        let words = |objects: BTreeMap<_, String>| {
            let mut words: Vec<_> = objects.into_values().collect();
            words.sort_unstable();
            words
        };
        Self { made: words(after.without(before)), gone: words(before.without(after)) }
    }
}

/// SHA-256 of "abc".
const ABC: [u8; 32] = *b"\xba\x78\x16\xbf\x8f\x01\xcf\xea\x41\x41\x40\xde\x5d\xae\x22\x23\
    \xb0\x03\x61\xa3\x96\x17\x7a\x9c\xb4\x10\xff\x61\xf2\x00\x15\xad";

/// Runs a row with a lie, or honestly.
pub(crate) fn run(row: &Row, setup: Setup, prepared: &Prepared, plan: Option<&Plan>) -> Outcome {
    let mut world = World::new(setup, row.stage);
    prepared.apply(row, &mut world);
    let before = world.claim.snapshot();
    world.claim.clear();
    world.claim.record();
    if let Some(Plan { function, fault, when, with }) = plan {
        world.claim.fault_when(*function, *when, fault.clone());
        if let Some(with) = with {
            world.claim.fault(*function, with.clone());
        }
    }
    let result = catch_unwind(AssertUnwindSafe(|| (row.run)(&mut world)));
    let told = world.claim.told();
    world.claim.clear_faults();
    let calls = world.claim.calls();
    let mut complaints = Vec::new();
    let panicked = result.is_err();
    let result = result.unwrap_or_else(|_| {
        complaints.push("panicked".to_owned());
        Ok(Shown::default())
    });
    world.claim.insert_token(SLOT);
    let shown: Vec<_> = result.iter().flat_map(|shown| &shown.objects).map(|object| object.handle()).collect();
    let (result, after) = words(result, &mut world, &mut complaints);
    if plan.is_none() {
        // The others are compared with the honest run, so this one is checked by itself: every new object was returned.
        let unseen = after.without(&before).into_iter().filter(|(handle, _)| !shown.contains(handle));
        complaints.extend(unseen.map(|(_, object)| format!("left an object that it does not return: {object}")));
    }
    end(world, plan, &mut complaints);
    Outcome { result, calls, complaints, panicked, told, left: Left::between(&before, &after) }
}

impl Shown {
    fn words(self, session: Option<&Session>) -> String {
        let mut words = vec![self.text];
        for object in self.objects {
            words.push(session.map_or("object".to_owned(), |session| World::describe(session, object)));
        }
        words.join("\n")
    }
}

/// What a row gave, in words that can be compared, and the objects that there are while its session is open; and whether
/// the world can still be used.
pub(crate) fn words(
    result: Result<Shown>,
    world: &mut World,
    complaints: &mut Vec<String>,
) -> (Result<String>, Snapshot) {
    let alive = survivor(world, complaints);
    (result.map(|shown| shown.words(alive.as_ref())), world.claim.snapshot())
}

/// Fails unless two ends are the same value, or the same error.
pub(crate) fn must_be_same(name: &str, result: Result<String>, honest: &Result<String>) {
    let result = result.map_err(|error| error.to_string());
    assert_eq!(result.as_deref(), honest.as_deref().map_err(ToString::to_string).as_deref(), "{name}");
}

/// Fails unless the same objects came and went as in an honest run.
pub(crate) fn must_leave_the_same(name: &str, before: &Snapshot, after: &Snapshot, honest: &Outcome) {
    assert_eq!(Left::between(before, after), honest.left, "{name}: other objects are left");
}

/// A session that works after the cell: the world's own, or, where that says that it is gone, another one.
fn survivor(world: &mut World, complaints: &mut Vec<String>) -> Option<Session> {
    let context = world.context.clone()?;
    if let Some(session) = world.session.take() {
        match usable(&session) {
            Ok(()) => return Some(session),
            Err(error) if error.is_session_gone() => {}
            Err(error) => complaints.push(format!("the session cannot be used afterwards: {error}")),
        }
        // Its objects are there as long as it is.
        world.session = Some(session);
    }
    match context.slot(SLOT).open_session(SessionMode::ReadWrite) {
        Ok(session) => {
            if let Err(error) = session.login(UserType::USER, &Pin::new(USER_PIN)).map(drop)
                && error.return_value().is_none_or(|rv| !rv.to_string().contains("ANOTHER"))
                && error.return_value().is_none_or(|rv| !rv.to_string().contains("PIN"))
            {
                complaints.push(format!("nobody can log in afterwards: {error}"));
            }
            if let Err(error) = usable(&session) {
                complaints.push(format!("a new session cannot be used afterwards: {error}"));
            }
            Some(session)
        }
        Err(error) => {
            complaints.push(format!("no session can be opened afterwards: {error}"));
            None
        }
    }
}

/// Whether digesting and searching work.
fn usable(session: &Session) -> Result<()> {
    let digest = session.digest(Mechanism::SHA256, b"abc")?;
    assert_eq!(digest, ABC, "a digest after the cell");
    session.find::<Object>(&[]).map(drop)
}

/// Drops everything, and looks at what the module has left.
fn end(mut world: World, plan: Option<&Plan>, complaints: &mut Vec<String>) {
    world.session = None;
    let open = world.claim.sessions();
    if !open.is_empty() && !plan.is_some_and(may_leave_sessions) {
        complaints.push(format!("{} sessions are left open", open.len()));
    }
    world.context = None;
    match (world.claim.is_initialised(), world.foreign) {
        (true, false) if plan.is_none_or(|plan| plan.function != Function::Finalize) => {
            complaints.push("the module is left initialised".to_owned());
        }
        (false, true) => complaints.push("the module was finalised, by somebody who had not initialised it".to_owned()),
        _ => {}
    }
    if let Some(complaint) = dead_handles(&world.claim.calls()) {
        complaints.push(complaint);
    }
    let panics = world.claim.panics();
    if !panics.is_empty() {
        complaints.push(format!("the module panicked: {panics:?}"));
    }
    if let Err(error) = unload(world) {
        complaints.push(format!("the module cannot be unloaded: {error}"));
    }
}

/// Forgets the module, so that the next one to load its functions asks for them again.
#[allow(unsafe_code)]
pub(crate) fn unload(mut world: World) -> Result<()> {
    let Some(module) = world.module.take() else { return Ok(()) };
    // SAFETY: it is part of the program, and nothing is unloaded but what the crate remembers of it.
    unsafe { module.unload() }
}

/// Codes by which a module says that a session is no more.
pub(crate) fn is_gone(rv: CK_RV) -> bool {
    matches!(
        rv,
        CKR_SESSION_HANDLE_INVALID
            | CKR_SESSION_CLOSED
            | CKR_CRYPTOKI_NOT_INITIALIZED
            | CKR_DEVICE_REMOVED
            | CKR_TOKEN_NOT_PRESENT
            | CKR_TOKEN_NOT_RECOGNIZED
    )
}

/// Lies after which a session is left that nobody can close: its handle was never given out, or the module said that
/// it was no more, or would not close it.
fn may_leave_sessions(plan: &Plan) -> bool {
    let undone = matches!(plan.fault, Fault::ReturnCode(_) | Fault::Pending | Fault::OkWithoutWriting);
    match plan.function {
        Function::OpenSession if matches!(plan.fault, Fault::ErrorAfterActing(_)) => true,
        Function::CloseSession | Function::CloseAllSessions if undone => true,
        _ => matches!(plan.fault, Fault::ReturnCode(rv) | Fault::ErrorAfterActing(rv) if is_gone(rv)),
    }
}

/// Whether a session was used after the module had said that it was no more, and before its handle was given out again.
fn dead_handles(calls: &[Record]) -> Option<String> {
    let mut dead = Vec::new();
    for call in calls {
        if call.function == Function::OpenSession {
            // Which handle it gave is not recorded: any may be alive again.
            dead.clear();
        }
        let Some(session) = call.session else { continue };
        if dead.contains(&session) {
            return Some(format!("{} was called with the handle of a session that was gone", call.function));
        }
        if matches!(call.rv, Some(CKR_SESSION_HANDLE_INVALID | CKR_SESSION_CLOSED | CKR_DEVICE_REMOVED)) {
            dead.push(session);
        }
    }
    None
}

/// Whether an error is the word of the module: one of its calls returned just that.
pub(crate) fn was_said(error: &Error, calls: &[Record]) -> bool {
    let (Some(function), Some(rv)) = (error.function(), error.return_value()) else { return false };
    let attribute = matches!(error, Error::Attribute { .. });
    calls.iter().any(|call| {
        call.function.name() == function.name() && (call.rv == Some(rv.raw()) || attribute && call.rv.is_some())
    })
}
