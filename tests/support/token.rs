//! Fresh tokens on SoftHSM2: each test has one of its own, and all share one context.

use crate::counting::{self, Calls};
use crate::softhsm;
use pkcs11_safe::{
    Context, InitializeArgs, Module, Pin, Session, SessionMode, Slot, TokenFilter, TokenFlags, UserType,
};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

/// The PINs of every fresh token.
pub const USER_PIN: &str = "648219";
/// The PIN of the security officer.
pub const SO_PIN: &str = "3537363231383830";

/// SoftHSM2, loaded.
pub fn module() -> Option<&'static Module> {
    static MODULE: OnceLock<Option<Module>> = OnceLock::new();
    MODULE.get_or_init(|| softhsm::path().map(load)).as_ref()
}

/// The context that the tests of a process share; it is never finalised.
///
/// # Panics
///
/// If the module cannot be initialised.
pub fn context() -> Option<&'static Context> {
    static CONTEXT: OnceLock<Option<Context>> = OnceLock::new();
    CONTEXT
        .get_or_init(|| Some(module()?.initialize(InitializeArgs::default()).expect("SoftHSM2 initialises")))
        .as_ref()
}

/// Runs something and gives the calls into SoftHSM2 that this thread made meanwhile.
///
/// # Panics
///
/// Where there is no SoftHSM2.
pub fn calls<T>(run: impl FnOnce() -> T) -> (T, Calls) {
    counting::calls(module().expect("there is SoftHSM2"), run)
}

/// Loads a module that the tests trust.
///
/// # Panics
///
/// If it cannot be loaded.
#[must_use]
#[allow(unsafe_code)]
pub fn load(path: &std::path::Path) -> Module {
    // SAFETY: the modules that the tests name are PKCS #11 modules of the system.
    unsafe { Module::load(path) }.expect("the module loads")
}

/// A token that nobody else uses, as long as this lives; then it is initialised anew for another test.
#[derive(Debug)]
pub struct Token {
    /// Its slot.
    pub slot: Slot,
    /// Its label.
    pub label: String,
}

/// The slots of tokens that nobody uses, and how many labels were given.
static FREE: Mutex<(Vec<Slot>, u32)> = Mutex::new((Vec::new(), 0));

/// Slots that are made at once. While tests run, none should appear: SoftHSM2 keeps its slots in a map without a lock,
/// and whoever lists them when the last blank token was used adds one.
fn batch() -> usize {
    4 * thread::available_parallelism().map_or(16, usize::from).max(16)
}

impl Token {
    /// A fresh token with both PINs set; `None` where there is no SoftHSM2.
    ///
    /// # Panics
    ///
    /// If SoftHSM2 does not make one.
    #[must_use]
    pub fn fresh() -> Option<Self> {
        let context = context()?;
        let mut free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
        if free.0.is_empty() {
            for _ in 0..batch() {
                let slot = Self::blank(context);
                slot.init_token(&Pin::new(SO_PIN), "free").expect("initialises");
                free.0.push(slot);
            }
            // The blank token that stays: it appears now, and not while others are at work.
            Self::blank(context);
        }
        free.1 += 1;
        let label = format!("token {}", free.1);
        // The one that has been free for the longest time first.
        let slot = free.0.remove(0);
        drop(free);
        slot.init_token(&Pin::new(SO_PIN), &label).expect("initialises");
        let session = slot.open_session(SessionMode::ReadWrite).expect("opens");
        session.login(UserType::SO, &Pin::new(SO_PIN)).expect("logs in");
        session.init_pin(&Pin::new(USER_PIN)).expect("sets the PIN");
        drop(session);
        let found = context.find_token(&TokenFilter::new().label(label.clone())).expect("finds it again");
        assert_eq!(found, slot);
        Some(Self { slot, label })
    }

    fn blank(context: &Context) -> Slot {
        let blank = context
            .tokens()
            .expect("slots")
            .into_iter()
            .rev()
            .find(|slot| !slot.token_info().expect("token info").flags.contains(TokenFlags::TOKEN_INITIALIZED));
        blank.expect("SoftHSM2 always has a blank token")
    }

    /// A read/write session with nobody logged in.
    ///
    /// # Panics
    ///
    /// If it does not open.
    #[must_use]
    pub fn open(&self) -> Session {
        self.slot.open_session(SessionMode::ReadWrite).expect("opens")
    }

    /// A read/write session with the user logged in.
    ///
    /// # Panics
    ///
    /// If that fails.
    #[must_use]
    pub fn login(&self) -> Session {
        let session = self.open();
        session.login(UserType::USER, &Pin::new(USER_PIN)).expect("logs in");
        session
    }
}

/// Gives the slot back, if nobody has a session with it or has changed the PIN of its security officer.
impl Drop for Token {
    fn drop(&mut self) {
        if self.slot.init_token(&Pin::new(SO_PIN), "free").is_ok() {
            FREE.lock().unwrap_or_else(PoisonError::into_inner).0.push(self.slot.clone());
        }
    }
}

/// A fresh token, or the test ends here with a line that says so.
#[macro_export]
macro_rules! token {
    () => {
        match $crate::token::Token::fresh() {
            Some(token) => token,
            None => return,
        }
    };
}
