//! A module that follows a script, and the way to it through the library.

use pkcs11_safe::{Context, InitializeArgs, Module};
use pkcs11_sys::CK_RV;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use support::module::{Claim, Scene, claim};

/// A module of one's own, whose calls are answered by a script that shares its state with whoever looks on.
pub(super) struct Scripted<S> {
    pub(super) claim: Claim,
    state: Arc<Mutex<S>>,
}

impl<S: Send + 'static> Scripted<S> {
    /// A module that is honest until [`Self::play`].
    pub(super) fn new(state: S) -> Self {
        Self { claim: claim(), state: Arc::new(Mutex::new(state)) }
    }

    /// From now on, `answer` answers every call.
    pub(super) fn play(&self, answer: impl Fn(&mut Scene<'_>, &Mutex<S>) -> CK_RV + Send + Sync + 'static) {
        let state = Arc::clone(&self.state);
        self.claim.script(move |scene| answer(scene, &state));
    }

    /// What the script has made of its state.
    pub(super) fn state(&self) -> MutexGuard<'_, S> {
        lock(&self.state)
    }

    /// The module, loaded: by its interface of 3.2, or by its list of 2.40.
    pub(super) fn load(&self, old: bool) -> pkcs11_safe::Result<Module> {
        let (list, interface) = (self.claim.get_function_list(), self.claim.get_interface());
        // SAFETY: both are of one module, which is part of this program; whatever its script says, it writes no more than
        // it was given room for and keeps no pointers.
        unsafe { if old { Module::from_get_function_list(list) } else { Module::from_get_interface(interface, list) } }
    }

    /// A context of the module, by its interface.
    pub(super) fn initialize(&self) -> Context {
        let module = self.load(false).expect("an honest module loads");
        module.initialize(InitializeArgs::default()).expect("an honest module initialises")
    }
}

/// Locks, whoever panicked.
pub(super) fn lock<S>(state: &Mutex<S>) -> MutexGuard<'_, S> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
