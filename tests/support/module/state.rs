//! What a module remembers: slots, tokens, sessions, objects.

use super::config::{Config, SlotConfig, TokenConfig};
use super::entry::Function;
use super::memory::Rv;
use super::object::Object;
use super::operation::{Kind, Operation};
use core::ffi::c_void;
use pkcs11_sys::*;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

/// All of it.
pub(super) struct State {
    configured: bool,
    pub(super) config: Config,
    pub(super) initialised: bool,
    /// Whether C_Initialize said that several threads may call at once.
    pub(super) locks: bool,
    pub(super) slots: Vec<Slot>,
    pub(super) sessions: BTreeMap<CK_SESSION_HANDLE, Session>,
    pub(super) objects: BTreeMap<CK_OBJECT_HANDLE, Arc<Object>>,
    next_session: CK_SESSION_HANDLE,
    next_object: CK_OBJECT_HANDLE,
    /// Handles of sessions that were closed.
    pub(super) retired: Vec<CK_SESSION_HANDLE>,
    /// Those of them that the program itself closed, by C_CloseSession, C_CloseAllSessions or C_Finalize.
    pub(super) closed: BTreeSet<CK_SESSION_HANDLE>,
    /// Where the random numbers go on.
    pub(super) random: u64,
    pub(super) events: VecDeque<CK_SLOT_ID>,
    /// States that `C_GetOperationState` handed out.
    pub(super) saved: Vec<Operation>,
}

/// A slot.
pub(super) struct Slot {
    pub(super) id: CK_SLOT_ID,
    pub(super) description: String,
    pub(super) token: Option<Token>,
    /// The token that was pulled out.
    drawer: Option<Token>,
}

/// A token.
pub(super) struct Token {
    pub(super) config: TokenConfig,
    pub(super) label: [u8; 32],
    pub(super) initialised: bool,
    pub(super) so_pin: Vec<u8>,
    pub(super) user_pin: Option<Vec<u8>>,
    pub(super) so_tries: u32,
    pub(super) user_tries: u32,
    pub(super) login: Option<CK_USER_TYPE>,
}

/// A session.
pub(super) struct Session {
    pub(super) slot: CK_SLOT_ID,
    pub(super) flags: CK_FLAGS,
    pub(super) callback: Option<Callback>,
    pub(super) operations: Vec<Operation>,
}

/// The objects of a module at some time, and where its handles and random numbers go on.
pub struct Snapshot {
    objects: BTreeMap<CK_OBJECT_HANDLE, Arc<Object>>,
    next: CK_OBJECT_HANDLE,
    random: u64,
}

impl Snapshot {
    /// The objects that are here and not in another snapshot, by their handles, each with what it is.
    #[must_use]
    pub fn without(&self, other: &Self) -> BTreeMap<CK_OBJECT_HANDLE, String> {
        let new = self.objects.iter().filter(|(handle, _)| !other.objects.contains_key(handle));
        new.map(|(handle, object)| (*handle, object.describe())).collect()
    }
}

/// What `C_OpenSession` was given to call back.
#[derive(Clone, Copy)]
pub(super) struct Callback {
    pub(super) function: CK_NOTIFY,
    pub(super) application: *mut c_void,
}

// SAFETY: the standard lets a module call back from any thread, so the program gave something that bears it.
unsafe impl Send for Callback {}

impl Session {
    pub(super) fn is_rw(&self) -> bool {
        self.flags & CKF_RW_SESSION != 0
    }
}

impl Token {
    fn new(config: TokenConfig) -> Self {
        let mut label = [b' '; 32];
        if let Some(text) = &config.label {
            for (to, from) in label.iter_mut().zip(text.bytes()) {
                *to = from;
            }
        }
        Self {
            label,
            initialised: config.label.is_some(),
            so_pin: config.so_pin.clone(),
            user_pin: config.user_pin.clone(),
            so_tries: 0,
            user_tries: 0,
            login: None,
            config,
        }
    }
}

impl State {
    pub(super) const fn new() -> Self {
        Self {
            configured: false,
            config: Config::NONE,
            initialised: false,
            locks: false,
            slots: Vec::new(),
            sessions: BTreeMap::new(),
            objects: BTreeMap::new(),
            next_session: 0,
            next_object: 0,
            retired: Vec::new(),
            closed: BTreeSet::new(),
            random: 0,
            events: VecDeque::new(),
            saved: Vec::new(),
        }
    }

    pub(super) fn with(config: Config) -> Self {
        let mut state = Self::new();
        state.configured = true;
        state.next_session = config.first_session;
        state.next_object = config.first_object;
        for slot in config.slots.iter().cloned() {
            state.add_slot(slot);
        }
        state.config = config;
        state
    }

    /// Takes the default configuration unless there is another.
    pub(super) fn ready(&mut self) {
        if !self.configured {
            *self = Self::with(Config::default());
        }
    }

    // Slots and tokens

    pub(super) fn add_slot(&mut self, slot: SlotConfig) {
        let SlotConfig { id, description, token } = slot;
        self.slots.push(Slot { id, description, token: token.map(Token::new), drawer: None });
    }

    pub(super) fn slot(&self, id: CK_SLOT_ID) -> Rv<&Slot> {
        self.slots.iter().find(|slot| slot.id == id).ok_or(CKR_SLOT_ID_INVALID)
    }

    pub(super) fn token(&self, id: CK_SLOT_ID) -> Rv<&Token> {
        self.slot(id)?.token.as_ref().ok_or(CKR_TOKEN_NOT_PRESENT)
    }

    pub(super) fn token_mut(&mut self, id: CK_SLOT_ID) -> Rv<&mut Token> {
        let slot = self.slots.iter_mut().find(|slot| slot.id == id).ok_or(CKR_SLOT_ID_INVALID)?;
        slot.token.as_mut().ok_or(CKR_TOKEN_NOT_PRESENT)
    }

    /// The slot that a call is about.
    pub(super) fn slot_of(&self, session: Option<CK_SESSION_HANDLE>, slot: Option<CK_SLOT_ID>) -> Option<CK_SLOT_ID> {
        slot.or_else(|| Some(self.sessions.get(&session?)?.slot))
    }

    pub(super) fn remove_token(&mut self, id: CK_SLOT_ID) {
        self.close_all(id);
        if let Some(slot) = self.slots.iter_mut().find(|slot| slot.id == id)
            && let Some(token) = slot.token.take()
        {
            slot.drawer = Some(token);
            self.events.push_back(id);
        }
    }

    pub(super) fn insert_token(&mut self, id: CK_SLOT_ID) {
        if let Some(slot) = self.slots.iter_mut().find(|slot| slot.id == id)
            && let Some(token) = slot.drawer.take()
        {
            slot.token = Some(token);
            self.events.push_back(id);
        }
    }

    // Sessions

    pub(super) fn session(&self, handle: CK_SESSION_HANDLE) -> Rv<&Session> {
        self.sessions.get(&handle).ok_or(CKR_SESSION_HANDLE_INVALID)
    }

    pub(super) fn session_mut(&mut self, handle: CK_SESSION_HANDLE) -> Rv<&mut Session> {
        self.sessions.get_mut(&handle).ok_or(CKR_SESSION_HANDLE_INVALID)
    }

    pub(super) fn add_session(&mut self, session: Session, reuse: bool) -> CK_SESSION_HANDLE {
        let retired = if reuse { self.retired.pop() } else { None };
        let handle = retired.unwrap_or_else(|| {
            self.next_session += 0x10;
            self.next_session - 0x10
        });
        self.closed.remove(&handle);
        self.sessions.insert(handle, session);
        handle
    }

    /// Closes a session: its objects go with it, and with the last session of a token the login does.
    pub(super) fn close_session(&mut self, handle: CK_SESSION_HANDLE) -> Rv<()> {
        let session = self.sessions.remove(&handle).ok_or(CKR_SESSION_HANDLE_INVALID)?;
        self.retired.push(handle);
        self.objects.retain(|_, object| object.session != Some(handle));
        if !self.sessions.values().any(|other| other.slot == session.slot) {
            self.log_out(session.slot);
        }
        Ok(())
    }

    /// Closes all sessions with the token of a slot, as the program asks.
    pub(super) fn close_all_for_program(&mut self, slot: CK_SLOT_ID) {
        let of_slot = self.sessions.iter().filter(|(_, session)| session.slot == slot);
        self.closed.extend(of_slot.map(|(handle, _)| *handle));
        self.close_all(slot);
    }

    /// Closes a session if it is there.
    pub(super) fn kill_session(&mut self, handle: CK_SESSION_HANDLE) {
        self.close_session(handle).unwrap_or_default();
    }

    pub(super) fn close_all(&mut self, slot: CK_SLOT_ID) {
        let handles: Vec<_> =
            self.sessions.iter().filter(|(_, session)| session.slot == slot).map(|(handle, _)| *handle).collect();
        for handle in handles {
            self.kill_session(handle);
        }
    }

    /// Logs out: private session objects are gone, private token objects get other handles.
    pub(super) fn log_out(&mut self, slot: CK_SLOT_ID) {
        if let Ok(token) = self.token_mut(slot) {
            token.login = None;
        }
        let private: Vec<_> = self
            .objects
            .iter()
            .filter(|(_, object)| object.slot == slot && object.is_private())
            .map(|(handle, _)| *handle)
            .collect();
        for handle in private {
            if let Some(object) = self.objects.remove(&handle).filter(|object| object.session.is_none()) {
                self.add_object(object);
            }
        }
    }

    /// `CKS_*` of a session.
    pub(super) fn session_state(&self, session: &Session) -> CK_STATE {
        let login = self.token(session.slot).ok().and_then(|token| token.login);
        match (login, session.is_rw()) {
            (Some(CKU_SO), _) => CKS_RW_SO_FUNCTIONS,
            (Some(_), true) => CKS_RW_USER_FUNCTIONS,
            (Some(_), false) => CKS_RO_USER_FUNCTIONS,
            (None, true) => CKS_RW_PUBLIC_SESSION,
            (None, false) => CKS_RO_PUBLIC_SESSION,
        }
    }

    // Objects

    pub(super) fn add_object(&mut self, object: impl Into<Arc<Object>>) -> CK_OBJECT_HANDLE {
        let handle = self.next_object;
        self.next_object += 1;
        self.objects.insert(handle, object.into());
        handle
    }

    pub(super) fn snapshot(&self) -> Snapshot {
        Snapshot { objects: self.objects.clone(), next: self.next_object, random: self.random }
    }

    pub(super) fn restore(&mut self, snapshot: &Snapshot) {
        let Snapshot { objects, next, random } = snapshot;
        (self.objects, self.next_object, self.random) = (objects.clone(), *next, *random);
    }

    /// The mechanism of the messages that a function of a session is about.
    pub(super) fn message_mechanism(
        &self,
        session: CK_SESSION_HANDLE,
        function: Function,
    ) -> Option<CK_MECHANISM_TYPE> {
        let kind = Kind::of_message(function)?;
        let operations = &self.sessions.get(&session)?.operations;
        operations.iter().find(|operation| operation.kind == kind).map(|operation| operation.mechanism.type_)
    }

    // Random numbers

    /// The next random bytes, the same in every run.
    pub(super) fn random_bytes(&mut self, length: usize) -> Vec<u8> {
        self.random = self.random.wrapping_add(1);
        super::toy::expand(&[b"random", &self.random.to_be_bytes()], length)
    }
}
