//! The state of the model, as the standard has it (5.6, 5.7, 4.4): a login is the token's; a session object goes with its
//! session, and a private one with the login; private objects show to the user alone; read-only sessions write no token
//! object.

use super::step::{Expected, Kind, Who};
use pkcs11_safe::{Object, ReturnValue};

/// A session.
#[derive(Clone, Copy, Debug)]
pub(super) struct Session {
    pub(super) write: bool,
}

/// What is known of an object's handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Handle {
    Valid(Object),
    /// It was valid and is not any more.
    Stale(Object),
    /// The last session was closed: the standard does not say.
    Unknown,
}

/// An object.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    pub(super) kind: Kind,
    pub(super) token: bool,
    pub(super) private: bool,
    /// The session that made it, for a session object.
    owner: Option<usize>,
    pub(super) label: String,
    pub(super) value: Vec<u8>,
    pub(super) exists: bool,
    pub(super) handle: Handle,
}

/// All of it.
#[derive(Debug, Default)]
pub(super) struct Model {
    pub(super) sessions: Vec<Option<Session>>,
    pub(super) login: Option<Who>,
    pub(super) things: Vec<Thing>,
    labels: usize,
}

impl Model {
    pub(super) fn session(&self, number: usize) -> Session {
        self.sessions[number].expect("is open")
    }

    pub(super) fn open(&self) -> Vec<usize> {
        (0..self.sessions.len()).filter(|number| self.sessions[*number].is_some()).collect()
    }

    /// A label that no object has had.
    pub(super) fn new_label(&mut self) -> String {
        self.labels += 1;
        format!("object {}", self.labels)
    }

    // Sessions and logins

    pub(super) fn may_open(&self, write: bool) -> Expected {
        match self.login {
            Some(Who::Officer) if !write => Err(vec![ReturnValue::SESSION_READ_WRITE_SO_EXISTS]),
            _ => Ok(()),
        }
    }

    pub(super) fn close(&mut self, number: usize) {
        self.sessions[number] = None;
        for thing in self.things.iter_mut().filter(|thing| thing.owner == Some(number)) {
            thing.gone();
        }
        if self.open().is_empty() {
            self.login = None;
            for thing in self.things.iter_mut().filter(|thing| thing.exists) {
                thing.handle = Handle::Unknown;
            }
        }
    }

    /// What logging in gives: of several codes that apply, the standard does not say which comes first. No PIN is checked
    /// where that user is logged in already.
    pub(super) fn may_login(&self, who: Who, right: bool) -> Expected {
        let other = self.login.is_some_and(|login| login != who);
        let read_only = who == Who::Officer && self.sessions.iter().flatten().any(|session| !session.write);
        all([
            (other, ReturnValue::USER_ANOTHER_ALREADY_LOGGED_IN),
            (read_only && self.login != Some(who), ReturnValue::SESSION_READ_ONLY_EXISTS),
            (!right && self.login != Some(who), ReturnValue::PIN_INCORRECT),
        ])
    }

    pub(super) fn may_logout(&self) -> Expected {
        if self.login.is_some() { Ok(()) } else { Err(vec![ReturnValue::USER_NOT_LOGGED_IN]) }
    }

    pub(super) fn logout(&mut self) {
        self.login = None;
        for thing in self.things.iter_mut().filter(|thing| thing.private && thing.exists) {
            if thing.token {
                thing.stale();
            } else {
                thing.gone();
            }
        }
    }

    // Objects

    /// Whether a session may make, change or destroy such an object.
    pub(super) fn may_write(&self, session: usize, token: bool, private: bool) -> Expected {
        let read_only = token && !self.session(session).write;
        let hidden = private && self.login != Some(Who::User);
        all([(read_only, ReturnValue::SESSION_READ_ONLY), (hidden, ReturnValue::USER_NOT_LOGGED_IN)])
    }

    /// Whether the handle of an object is one.
    pub(super) fn may_use(&self, number: usize) -> Expected {
        match self.things[number].handle {
            Handle::Valid(_) => Ok(()),
            _ => Err(vec![ReturnValue::OBJECT_HANDLE_INVALID]),
        }
    }

    /// Whether an object can be used as a key.
    pub(super) fn may_use_key(&self, number: usize) -> Expected {
        self.may_use(number).map_err(|_| vec![ReturnValue::KEY_HANDLE_INVALID])
    }

    /// Whether a session may change or destroy an object.
    pub(super) fn may_change(&self, session: usize, number: usize) -> Expected {
        let thing = &self.things[number];
        self.may_use(number).and_then(|()| self.may_write(session, thing.token, thing.private))
    }

    /// Whether a search finds an object.
    pub(super) fn shows(&self, thing: &Thing) -> bool {
        thing.exists && (!thing.private || self.login == Some(Who::User))
    }

    pub(super) fn visible(&self) -> impl Iterator<Item = &Thing> {
        self.things.iter().filter(|thing| self.shows(thing))
    }

    pub(super) fn add(&mut self, session: usize, handle: Object, like: Thing) {
        let owner = (!like.token).then_some(session);
        self.things.push(Thing { owner, handle: Handle::Valid(handle), exists: true, ..like });
    }
}

/// Success, unless one of the codes applies.
fn all<const N: usize>(codes: [(bool, ReturnValue); N]) -> Expected {
    let codes: Vec<_> = codes.into_iter().filter(|(applies, _)| *applies).map(|(_, code)| code).collect();
    if codes.is_empty() { Ok(()) } else { Err(codes) }
}

impl Thing {
    pub(super) fn new(kind: Kind, token: bool, private: bool, label: String, value: Vec<u8>) -> Self {
        Self { kind, token, private, owner: None, label, value, exists: false, handle: Handle::Unknown }
    }

    fn stale(&mut self) {
        if let Handle::Valid(handle) = self.handle {
            self.handle = Handle::Stale(handle);
        }
    }

    pub(super) fn gone(&mut self) {
        self.stale();
        self.exists = false;
    }
}
