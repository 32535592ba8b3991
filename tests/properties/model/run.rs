//! Runs a sequence on a module and on the model, and compares.

use super::operate::{digest, encrypt, hmac, sign, verify};
use super::state::{self, Handle, Model, Thing};
use super::step::{About, Expected, How, Kind, Step, Verb, Who};
use core::fmt::Debug;
use pkcs11_safe::attribute::{self as attr, Attribute};
use pkcs11_safe::{
    Error, KeyType, Login, Object, ObjectClass, Pin, ReturnValue, Session, SessionMode, SessionState, Slot,
};
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Sessions that are open at once.
const MOST: usize = 5;

/// A module with a token that nobody else uses.
pub(super) trait Target {
    fn slot(&self) -> &Slot;

    /// The PINs of the user and of the security officer.
    fn pins(&self) -> [Pin; 2];

    /// What is to be expected of it, where the standard has it otherwise.
    fn adapted(&self, _about: About, expected: Expected) -> Expected {
        expected
    }

    /// Asserts that nothing is under way in a session.
    fn assert_idle(&self, session: &Session);

    /// Asserts that so many sessions are open.
    fn assert_open(&self, count: usize);
}

/// A run.
pub(super) struct Run<'t> {
    target: &'t dyn Target,
    model: Model,
    /// By the same numbers as the model's.
    sessions: Vec<Option<Session>>,
    /// Wrong PINs since the last right one: a token locks itself after three.
    wrong: [usize; 2],
    reached: &'t Reached,
}

/// What came of calls, over all runs: a sequence proves nothing of what it does not reach.
#[derive(Default)]
pub(super) struct Reached(RefCell<BTreeMap<(About, Option<ReturnValue>), usize>>);

impl Reached {
    /// Asserts that each of these was reached.
    pub(super) fn assert(&self, all: &[(About, Option<ReturnValue>)]) {
        let reached = self.0.borrow();
        println!("{reached:?}");
        let missing: Vec<_> = all.iter().filter(|outcome| !reached.contains_key(outcome)).collect();
        assert!(missing.is_empty(), "{missing:?} was never reached, only {reached:?}");
    }
}

impl<'t> Run<'t> {
    pub(super) fn new(target: &'t dyn Target, reached: &'t Reached) -> Self {
        Self { target, model: Model::default(), sessions: Vec::new(), wrong: [0; 2], reached }
    }

    pub(super) fn all(mut self, steps: &[Step]) {
        for step in steps {
            self.step(step);
            self.check();
        }
        for number in self.model.open() {
            self.operate(number, None, Verb::Digest, How::Once, b"usable to the end");
            self.find_all(number);
            self.close(number, number % 2 == 0);
        }
        self.check();
    }

    /// Asserts what holds between any two steps.
    fn check(&self) {
        let open = self.model.open();
        self.target.assert_open(open.len());
        for number in open {
            let session = self.at(number);
            self.target.assert_idle(session);
            let state = match (self.model.login, self.model.session(number).write) {
                (Some(Who::Officer), _) => SessionState::RW_SO_FUNCTIONS,
                (Some(Who::User), true) => SessionState::RW_USER_FUNCTIONS,
                (Some(Who::User), false) => SessionState::RO_USER_FUNCTIONS,
                (None, true) => SessionState::RW_PUBLIC_SESSION,
                (None, false) => SessionState::RO_PUBLIC_SESSION,
            };
            assert_eq!(session.info().expect("tells").state, state);
        }
    }

    fn at(&self, number: usize) -> &Session {
        self.sessions[number].as_ref().expect("is open")
    }

    fn at_mut(&mut self, number: usize) -> &mut Session {
        self.sessions[number].as_mut().expect("is open")
    }

    /// Asserts that a call gave what the model expects; gives its result if that is success.
    #[track_caller]
    fn judge<T: Debug>(&self, about: About, expected: Expected, result: Result<T, Error>) -> Option<T> {
        let expected = self.target.adapted(about, expected);
        let outcome = result.as_ref().err().and_then(Error::return_value);
        *self.reached.0.borrow_mut().entry((about, outcome)).or_default() += 1;
        match (result, expected) {
            (Ok(value), Ok(())) => Some(value),
            (Err(error), Err(codes)) => {
                let code = error.return_value().unwrap_or_else(|| panic!("{error} instead of {codes:?}"));
                assert!(codes.contains(&code), "{error} instead of {codes:?}");
                None
            }
            (Ok(value), Err(codes)) => panic!("{value:?} instead of {codes:?}"),
            (Err(error), Ok(())) => panic!("{error} instead of success"),
        }
    }

    /// The open session that a number means, if any is open.
    fn pick(&self, number: usize) -> Option<usize> {
        let open = self.model.open();
        open.get(number.checked_rem(open.len())?).copied()
    }

    /// The object that a number means, if there ever was one.
    fn pick_object(&self, number: usize) -> Option<usize> {
        number.checked_rem(self.model.things.len())
    }

    /// The same among objects of a kind.
    fn pick_key(&self, number: usize, kind: Kind) -> Option<usize> {
        let things = self.model.things.iter().enumerate();
        let keys: Vec<_> = things.filter(|(_, thing)| thing.kind == kind).map(|(number, _)| number).collect();
        keys.get(number.checked_rem(keys.len())?).copied()
    }

    fn step(&mut self, step: &Step) {
        // Without a session, or without an object, there is nothing to do.
        let _ = self.try_step(step);
    }

    fn try_step(&mut self, step: &Step) -> Option<()> {
        match step {
            Step::Open { write } => self.open(*write),
            Step::Close { session, by_name } => self.close(self.pick(*session)?, *by_name),
            Step::CloseAll => self.close_all(),
            Step::Login { session, who, right } => self.login(self.pick(*session)?, *who, *right),
            Step::Logout { session } => {
                let session = self.pick(*session)?;
                self.judge(About::Logout, self.model.may_logout(), self.at(session).logout());
                self.model.logout();
            }
            Step::Create { session, kind, token, private, value } => {
                let label = self.model.new_label();
                // Tokens have a shortest key for each MAC.
                let value = if *kind == Kind::Mac { [*value, *value].concat() } else { value.to_vec() };
                let thing = Thing::new(*kind, *token, *private, label, value);
                self.create(self.pick(*session)?, thing);
            }
            Step::Copy { session, object, token } => {
                self.copy(self.pick(*session)?, self.pick_object(*object)?, *token);
            }
            Step::Destroy { session, object } => self.destroy(self.pick(*session)?, self.pick_object(*object)?),
            Step::Rename { session, object } => self.rename(self.pick(*session)?, self.pick_object(*object)?),
            Step::Read { session, object } => self.read(self.pick(*session)?, self.pick_object(*object)?),
            Step::FindAll { session } => self.find_all(self.pick(*session)?),
            Step::FindOne { session, object } => self.find_one(self.pick(*session)?, self.pick_object(*object)?),
            Step::Search { session, enough, by_name } => self.search(self.pick(*session)?, *enough, *by_name),
            Step::Operate { session, object, verb, how, data } => {
                let key = match verb {
                    Verb::Digest => None,
                    Verb::Encrypt => Some(self.pick_key(*object, Kind::Cipher)?),
                    _ => Some(self.pick_key(*object, Kind::Mac)?),
                };
                self.operate(self.pick(*session)?, key, *verb, *how, data);
            }
        }
        Some(())
    }

    // Sessions and logins

    fn open(&mut self, write: bool) {
        if self.model.open().len() == MOST {
            return;
        }
        let mode = if write { SessionMode::ReadWrite } else { SessionMode::ReadOnly };
        let opened = self.target.slot().open_session(mode);
        if let Some(session) = self.judge(About::Session, self.model.may_open(write), opened) {
            self.model.sessions.push(Some(state::Session { write }));
            self.sessions.push(Some(session));
        }
    }

    fn close(&mut self, number: usize, by_name: bool) {
        let session = self.sessions[number].take().expect("is open");
        if by_name {
            session.close().expect("closes");
        } else {
            drop(session);
        }
        self.model.close(number);
    }

    /// Closes all sessions, which is refused while one is held.
    fn close_all(&mut self) {
        let closed = self.target.slot().close_all_sessions();
        if self.model.open().is_empty() {
            closed.expect("closes");
        } else {
            assert!(matches!(closed, Err(Error::Usage { argument: "slot", .. })));
        }
    }

    fn login(&mut self, session: usize, who: Who, right: bool) {
        let index = usize::from(who == Who::Officer);
        let expected = self.model.may_login(who, right);
        if !right && self.wrong[index] == 2 {
            return;
        }
        let pin = if right { &self.target.pins()[index] } else { &Pin::new("not the PIN") };
        let login = self.at(session).login(who.kind(), pin);
        match &login {
            Ok(Login::New) => self.wrong[index] = 0,
            Err(error) if error.return_value() == Some(ReturnValue::PIN_INCORRECT) => self.wrong[index] += 1,
            _ => {}
        }
        if let Some(login) = self.judge(About::Login, expected, login) {
            assert_eq!(login, if self.model.login.is_some() { Login::Already } else { Login::New });
            self.model.login = Some(who);
        }
    }

    // Objects

    fn create(&mut self, session: usize, thing: Thing) {
        let mut template = vec![
            attr::LABEL.is(&thing.label),
            attr::TOKEN.is(thing.token),
            attr::PRIVATE.is(thing.private),
            attr::VALUE.is(&thing.value),
        ];
        template.extend(class(thing.kind));
        let made = self.at(session).create_object(&template);
        let expected = self.model.may_write(session, thing.token, thing.private);
        if let Some(handle) = self.judge(About::Create, expected, made) {
            self.model.add(session, handle, thing);
        }
    }

    fn copy(&mut self, session: usize, object: usize, token: bool) {
        let Some(handle) = self.handle(object) else { return };
        let label = self.model.new_label();
        let copied = self.at(session).copy_object(handle, &[attr::TOKEN.is(token), attr::LABEL.is(&label)]);
        let thing = &self.model.things[object];
        let expected = self.model.may_use(object).and_then(|()| self.model.may_write(session, token, thing.private));
        let thing = Thing::new(thing.kind, token, thing.private, label.clone(), thing.value.clone());
        if let Some(handle) = self.judge(About::Copy, expected, copied) {
            self.model.add(session, handle, thing);
        }
    }

    fn destroy(&mut self, session: usize, object: usize) {
        let Some(handle) = self.handle(object) else { return };
        let destroyed = self.at(session).destroy(handle);
        if self.judge(About::Destroy, self.model.may_change(session, object), destroyed).is_some() {
            self.model.things[object].gone();
        }
    }

    fn rename(&mut self, session: usize, object: usize) {
        let Some(handle) = self.handle(object) else { return };
        let label = self.model.new_label();
        let renamed = self.at(session).set(handle, &[attr::LABEL.is(&label)]);
        if self.judge(About::Change, self.model.may_change(session, object), renamed).is_some() {
            self.model.things[object].label = label;
        }
    }

    fn read(&mut self, session: usize, object: usize) {
        let Some(handle) = self.handle(object) else { return };
        let read = self.at(session).get(handle, (attr::LABEL, attr::VALUE, attr::TOKEN, attr::PRIVATE));
        let thing = &self.model.things[object];
        if let Some((label, value, token, private)) = self.judge(About::Read, self.model.may_use(object), read) {
            assert_eq!((&label, &*value, token, private), (&thing.label, &*thing.value, thing.token, thing.private));
        }
    }

    /// A handle that is valid, or that must not be; `None` where nobody knows.
    fn handle(&self, object: usize) -> Option<Object> {
        match self.model.things[object].handle {
            Handle::Valid(handle) | Handle::Stale(handle) => Some(handle),
            Handle::Unknown => None,
        }
    }

    // Searches

    fn find_all(&mut self, session: usize) {
        let found = self.at(session).find::<Object>(&[]).expect("finds");
        let handles: BTreeSet<_> = found.iter().map(|object| object.handle()).collect();
        assert_eq!(handles.len(), found.len(), "an object was found twice");
        assert_eq!(found.len(), self.model.visible().count());
        for thing in self.model.visible() {
            if let Handle::Valid(handle) = thing.handle {
                assert!(found.contains(&handle), "{thing:?} was not found");
            }
        }
    }

    fn find_one(&mut self, session: usize, object: usize) {
        let thing = &self.model.things[object];
        let found = self.at(session).find_one::<Object>(&[attr::LABEL.is(&thing.label)]);
        let shows = self.model.shows(thing);
        match found {
            Ok(handle) => {
                assert!(shows, "{thing:?} was found");
                if let Handle::Valid(known) = thing.handle {
                    assert_eq!(handle, known);
                }
                self.model.things[object].handle = Handle::Valid(handle);
            }
            Err(Error::NotFound { .. }) => assert!(!shows, "{thing:?} was not found"),
            Err(error) => panic!("{error}"),
        }
    }

    /// A search that is given up half-way.
    fn search(&mut self, session: usize, enough: usize, by_name: bool) {
        let visible = self.model.visible().count();
        let mut search = self.at_mut(session).search(&[]).expect("begins");
        let found = search.by_ref().take(enough).collect::<Result<Vec<_>, _>>().expect("goes on");
        assert_eq!(found.len(), visible.min(enough));
        if by_name {
            search.finish().expect("ends");
        }
    }

    // Operations

    fn operate(&mut self, session: usize, key: Option<usize>, verb: Verb, how: How, data: &[u8]) {
        let handle = match key {
            Some(key) => match self.handle(key) {
                Some(handle) => Some(handle),
                None => return,
            },
            None => None,
        };
        let value = key.map(|key| self.model.things[key].value.clone()).unwrap_or_default();
        let expected = key.map_or(Ok(()), |key| self.model.may_use_key(key));
        let run = self.at_mut(session);
        let outcome = match (verb, handle) {
            (Verb::Sign, Some(key)) => sign(run, key, how, data).map(|mac| (mac, hmac(&value, data))),
            (Verb::Verify | Verb::VerifyWrong, Some(key)) => {
                let right = verb == Verb::Verify;
                verify(run, key, how, data, &value, right)
                    .map(|verified| (verified.map(|verified| vec![u8::from(verified)]), vec![u8::from(right)]))
            }
            (Verb::Encrypt, Some(key)) => encrypt(run, key, how, data).map(|back| (back, data.to_vec())),
            _ => digest(run, how, data).map(|digest| (digest, Sha256::digest(data).to_vec())),
        };
        let about = if verb == Verb::Digest { About::Digest } else { About::Key(verb) };
        if let Some((Some(found), wanted)) = self.judge(about, expected, outcome) {
            assert_eq!(found, wanted, "{verb:?} {how:?}");
        }
    }
}

/// What makes an object of a kind.
fn class(kind: Kind) -> Vec<Attribute<'static>> {
    let key = |kind, uses: [Attribute<'static>; 2]| {
        let mut key = vec![attr::CLASS.is(ObjectClass::SECRET_KEY), attr::KEY_TYPE.is(kind)];
        key.extend([attr::SENSITIVE.is(false), attr::EXTRACTABLE.is(true)]);
        key.extend(uses);
        key
    };
    match kind {
        Kind::Data => vec![attr::CLASS.is(ObjectClass::DATA)],
        Kind::Mac => key(KeyType::GENERIC_SECRET, [attr::SIGN.is(true), attr::VERIFY.is(true)]),
        Kind::Cipher => key(KeyType::AES, [attr::ENCRYPT.is(true), attr::DECRYPT.is(true)]),
    }
}
