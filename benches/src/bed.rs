//! What the rows run on: one module, loaded once, with a session and the same keys for each column.

use crate::null::{self, Null};
use cryptoki::context::Pkcs11;
use cryptoki::object::ObjectHandle;
use pkcs11_safe::encoding::ec::Curve;
use pkcs11_safe::{
    Context, InitializeArgs, KeyPairSpec, Module, ObjectClass, Pin, PrivateKey, SecretKey, SecretKeySpec, Session,
    SessionMode, Slot, TokenFilter, UserType, attribute as attr,
};
use pkcs11_sys::{CK_C_GetFunctionList, CKF_SERIAL_SESSION, CKR_OK};
use pkcs11_sys::{CK_FUNCTION_LIST, CK_OBJECT_HANDLE, CK_RV, CK_SESSION_HANDLE, CK_SLOT_ID, CKF_RW_SESSION};
use std::path::Path;
use std::ptr;

/// What the hand-written column has: the list, and a handle.
#[derive(Clone, Copy, Debug)]
pub struct Hand {
    /// The functions.
    pub list: &'static CK_FUNCTION_LIST,
    /// Its session.
    pub session: CK_SESSION_HANDLE,
    /// The slot.
    pub slot: CK_SLOT_ID,
}

/// Calls a function of the list and insists on CKR_OK.
macro_rules! call {
    ($hand:expr, $function:ident($($argument:expr),* $(,)?)) => {{
        let function = $hand.list.$function.expect("the module has it");
        // SAFETY: the function is one of a module's list; each pointer leads to something that lives until the call
        // returns and is as long as the length beside it says, and what the module writes to is borrowed exclusively.
        let rv = unsafe { function($($argument),*) };
        assert_eq!(rv, pkcs11_sys::CKR_OK, stringify!($function));
    }};
}

pub(crate) use call;

impl Hand {
    /// Another session, for a thread of its own.
    #[must_use]
    pub fn open(&self) -> Self {
        let mut session = 0;
        let flags = CKF_SERIAL_SESSION | CKF_RW_SESSION;
        call!(self, C_OpenSession(self.slot, flags, ptr::null_mut(), None, &raw mut session));
        Self { session, ..*self }
    }

    /// Closes it.
    pub fn close(self) {
        call!(self, C_CloseSession(self.session));
    }
}

/// A module with three users.
#[derive(Debug)]
pub struct Bed {
    /// The hand-written column.
    pub hand: Hand,
    /// Ours: its module, slot and session.
    pub module: Module,
    /// The slot.
    pub slot: Slot,
    /// The session.
    pub safe: Session,
    /// The peer's library and session.
    pub pkcs11: Pkcs11,
    /// The session.
    pub peer: cryptoki::session::Session,
    /// A private EC key on P-256.
    pub key: Keys<PrivateKey>,
    /// An AES key.
    pub secret: Keys<SecretKey>,
    /// How the null module is set up; `None` on another one.
    pub null: Option<Null>,
    _context: Context,
}

/// The same key for each column.
#[derive(Clone, Copy, Debug)]
pub struct Keys<K> {
    /// For calls by hand.
    pub raw: CK_OBJECT_HANDLE,
    /// For ours.
    pub safe: K,
    /// For the peer.
    pub peer: ObjectHandle,
}

impl<K> Keys<K> {
    fn new(raw: CK_OBJECT_HANDLE, safe: K) -> Self {
        // SAFETY: the handle is one that the module gave out, for a session with the same token.
        Self { raw, safe, peer: unsafe { ObjectHandle::new_from_raw(raw) } }
    }
}

impl Bed {
    /// On the module that does nothing.
    ///
    /// # Panics
    ///
    /// If it cannot be loaded.
    #[must_use]
    pub fn null() -> Self {
        let null = Null::load();
        Self::on(&null::path(), Some(null), Context::tokens, |_| {})
    }

    /// On another module: the token with this label, which has this PIN.
    ///
    /// # Panics
    ///
    /// If there is none.
    #[must_use]
    pub fn token(path: &Path, label: &str, pin: &str) -> Self {
        let find = |context: &Context| context.find_token(&TokenFilter::new().label(label)).map(|slot| vec![slot]);
        Self::on(path, None, find, |session| {
            session.login(UserType::USER, &Pin::new(pin)).expect("the PIN is right");
        })
    }

    fn on(
        path: &Path,
        null: Option<Null>,
        find: impl FnOnce(&Context) -> pkcs11_safe::Result<Vec<Slot>>,
        log_in: impl FnOnce(&Session),
    ) -> Self {
        // SAFETY: the null module is ours, and SoftHSM2 is trusted to be a PKCS #11 module.
        let module = unsafe { Module::load(path) }.expect("the module loads");
        let context = module.initialize(InitializeArgs::default()).expect("the module initialises");
        let slot = find(&context).expect("there is the token").remove(0);
        let safe = slot.open_session(SessionMode::ReadWrite).expect("a session opens");
        log_in(&safe);

        let hand = Hand { list: list(path), session: 0, slot: slot.id() }.open();
        // The module is initialised already, and cryptoki leaves that to its user.
        let pkcs11 = Pkcs11::new(path).expect("cryptoki loads the module");
        let peer_slot = cryptoki::slot::Slot::try_from(slot.id()).expect("a slot is a number");
        let peer = pkcs11.open_rw_session(peer_slot).expect("cryptoki opens a session");

        let (key, secret) = if null.is_some() {
            let key = safe.object_from_raw(pkcs11_null::KEY);
            (PrivateKey::from_object(key), SecretKey::from_object(key))
        } else {
            keys(&safe)
        };
        let (key, secret) = (Keys::new(key.handle(), key), Keys::new(secret.handle(), secret));
        Self { hand, module, slot, safe, pkcs11, peer, key, secret, null, _context: context }
    }

    /// Has searches for the label that they use give so many objects.
    ///
    /// # Panics
    ///
    /// If the token does not make them.
    pub fn have_objects(&self, count: usize) {
        match &self.null {
            Some(null) => null.set(pkcs11_null::Setting::Objects, count as u64),
            None => {
                let label = found(count);
                for _ in 0..count {
                    let template = [attr::CLASS.is(ObjectClass::DATA), attr::LABEL.is(label), attr::VALUE.is(b"x")];
                    self.safe.create_object(&template).expect("a data object is made");
                }
            }
        }
    }
}

/// The label of so many objects.
pub(crate) fn found(count: usize) -> &'static str {
    match count {
        0 => "found 0",
        1 => "found 1",
        10 => "found 10",
        11 => "found 11",
        100 => "found 100",
        _ => "found 1000",
    }
}

fn keys(session: &Session) -> (PrivateKey, SecretKey) {
    let pair = KeyPairSpec::ec(Curve::P256).label("benchmark key").id(&[0x17; 20]).generate(session);
    let secret = SecretKeySpec::aes(256).label("benchmark secret").generate(session);
    (pair.expect("an EC key is made").private, secret.expect("an AES key is made"))
}

/// The function list, as C code gets it.
fn list(path: &Path) -> &'static CK_FUNCTION_LIST {
    // SAFETY: the library is loaded already, by `Module::load`; loading it again runs nothing.
    let library = unsafe { libloading::Library::new(path) }.expect("the module loads");
    // SAFETY: a symbol of this name in a PKCS #11 module is this function.
    let get = unsafe { library.get::<CK_C_GetFunctionList>(b"C_GetFunctionList\0") };
    let mut list = ptr::null_mut();
    // SAFETY: `list` is a place for a pointer.
    let rv: CK_RV = unsafe { get.expect("a module has C_GetFunctionList")(&raw mut list) };
    assert_eq!(rv, CKR_OK, "C_GetFunctionList");
    // The list lives as long as the library: for ever.
    let _ = Box::leak(Box::new(library));
    // SAFETY: A6: a function list, which nobody writes to and which lives as long as its library.
    unsafe { &*list }
}
