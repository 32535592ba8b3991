//! What the soak runs on: a module, a token with keys, and how sessions are counted.

use crate::faults::Liar;
use core::sync::atomic::{AtomicU64, Ordering};
use pkcs11_safe::encoding::ec::Curve;
use pkcs11_safe::{
    Context, Function, InitializeArgs, KeyPair, KeyPairSpec, Limit, Module, Pin, ReturnValue, SecretKey,
};
use pkcs11_safe::{SecretKeySpec, Session, SessionMode, Slot, Usage, UserType};
use std::sync::Arc;
use support::module::{Claim, SLOT, claim};
use support::token::{self, Token, USER_PIN};

/// Where the soak runs.
pub(crate) struct Bed {
    pub(crate) name: &'static str,
    pub(crate) slot: Slot,
    pub(crate) context: Context,
    pub(crate) keys: Keys,
    pub(crate) calls: Arc<Calls>,
    /// The module that lies, if it does.
    pub(crate) liar: Option<(Claim, Liar)>,
    /// What the module itself keeps of each object that it ever had, in bytes at most.
    pub(crate) kept: i64,
    /// The session that the login and the keys belong to.
    anchor: std::sync::Mutex<Session>,
    _token: Option<Token>,
}

/// Keys that all threads use.
#[derive(Clone, Copy)]
pub(crate) struct Keys {
    pub(crate) pair: KeyPair,
    pub(crate) aes: SecretKey,
    pub(crate) hmac: SecretKey,
}

/// Calls that were made, by the observer.
#[derive(Default)]
pub(crate) struct Calls {
    pub(crate) all: AtomicU64,
    pub(crate) opened: AtomicU64,
    pub(crate) closed: AtomicU64,
    pub(crate) created: AtomicU64,
}

impl Calls {
    fn of(module: &Module) -> Arc<Self> {
        let calls = Arc::new(Self::default());
        let counted = Arc::clone(&calls);
        module.observe(move |call| {
            let one = |counter: &AtomicU64| counter.fetch_add(1, Ordering::Relaxed);
            one(&counted.all);
            if call.return_value() == ReturnValue::OK {
                match call.function() {
                    Function::OpenSession => drop(one(&counted.opened)),
                    Function::CloseSession => drop(one(&counted.closed)),
                    Function::CreateObject => drop(one(&counted.created)),
                    _ => {}
                }
            }
        });
        calls
    }
}

impl Bed {
    fn new(name: &'static str, module: &Module, slot: Slot, token: Option<Token>) -> Self {
        let calls = Calls::of(module);
        let anchor = slot.open_session(SessionMode::ReadWrite).expect("opens");
        anchor.login(UserType::USER, &Pin::new(USER_PIN)).expect("logs in");
        let may = Usage::ENCRYPT | Usage::DECRYPT;
        let keys = Keys {
            pair: KeyPairSpec::ec(Curve::P256).label("pair").generate(&anchor).expect("generates"),
            aes: SecretKeySpec::aes(256).label("aes").may(may).generate(&anchor).expect("generates"),
            hmac: SecretKeySpec::generic(256)
                .label("hmac")
                .may(Usage::SIGN | Usage::VERIFY)
                .generate(&anchor)
                .expect("generates"),
        };
        let context = slot.context();
        let anchor = std::sync::Mutex::new(anchor);
        Self { name, slot, context, keys, calls, liar: None, kept: 0, anchor, _token: token }
    }

    /// The sessions that are open, but for the anchor.
    pub(crate) fn sessions(&self) -> u64 {
        if let Some((module, _)) = &self.liar {
            return module.sessions().len() as u64 - 1;
        }
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let balance = count(&self.calls.opened) - count(&self.calls.closed) - 1;
        // Where the token tells, it has to say the same.
        if let Limit::Finite(told) = self.slot.token_info().expect("token info").session_count {
            assert_eq!(told, balance + 1, "the token counts other sessions than the observer");
        }
        balance
    }

    /// Objects that are there, for the user who is logged in.
    pub(crate) fn objects(&self) -> usize {
        let anchor = self.anchor.lock().expect("nobody panics here");
        anchor.find::<pkcs11_safe::Object>(&[]).expect("finds").len()
    }
}

/// SoftHSM2 with a fresh token, `None` where it is not installed. All slots are made before threads start: it keeps them
/// without a lock. It keeps objects that were destroyed, too, until it is finalised.
pub(crate) fn softhsm() -> Option<Bed> {
    let token = Token::fresh()?;
    let bed = Bed::new("SoftHSM2", token::module()?, token.slot.clone(), Some(token));
    Some(Bed { kept: 8192, ..bed })
}

/// The in-process module, and a liar.
pub(crate) fn in_process() -> Bed {
    let claim = claim();
    // SAFETY: the functions are those of a module which is part of this program.
    let module = unsafe { Module::from_get_interface(claim.get_interface(), claim.get_function_list()) };
    let module = module.expect("it has lists");
    let slot = module.initialize(InitializeArgs::default()).expect("initialises").slot(SLOT);
    let bed = Bed::new("in-process module, lying", &module, slot, None);
    // It keeps the numbers of sessions that were closed.
    Bed { liar: Some((claim, Liar::default())), ..bed }
}
