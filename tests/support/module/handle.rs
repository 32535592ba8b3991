//! The handle of an instance: its lists, its state, what was called, what it lies about.

use super::entry::{Function, Instance};
use super::fault::{Fault, Faults, Target, When};
use super::kept::KeptParameters;
use super::list::{Forged, Interfaces, Lists};
use super::record::{Record, Recorder};
use super::script::{Scene, Script};
use super::state::{Snapshot, State};
use super::times::{Moment, TimeFault, Times};
use super::{Config, SlotConfig};
use core::fmt;
use core::ptr::from_ref;
use core::sync::atomic::{AtomicU64, Ordering};
use pkcs11_sys::*;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// So many instances go by number ([`instance`]); the others are claimed.
pub(super) const FIXED: usize = 16;

/// All instances.
pub(super) static MODULES: [Module; 64] = {
    let mut modules = [const { Module::new() }; 64];
    let mut number = 0;
    while number < modules.len() {
        modules[number].number = number;
        number += 1;
    }
    modules
};

/// A module: one of those in this process, each with its own functions and state.
pub struct Module {
    number: usize,
    lists: OnceLock<Lists>,
    interfaces: OnceLock<Interfaces>,
    forged: Mutex<Vec<Forged>>,
    state: Mutex<State>,
    panics: Mutex<Vec<String>>,
    pub(super) counts: [AtomicU64; Function::COUNT],
    pub(super) recorder: Recorder,
    pub(super) faults: Faults,
    pub(super) hook: Mutex<Option<Hook>>,
    pub(super) script: Script,
    pub(super) times: Times,
    pub(super) kept: KeptParameters,
}

/// What is told of each call before it acts.
type Hook = Arc<dyn Fn(Function) + Send + Sync>;

/// The instance with this number, which must be below 16. Whoever uses it agrees with others who do.
///
/// # Panics
///
/// If the number is above: those instances are claimed.
pub fn instance<const N: usize>() -> &'static Module {
    assert!(N < FIXED, "instances from {FIXED} on are claimed");
    MODULES[N].prepare(Instance::<N>::lists);
    &MODULES[N]
}

impl Module {
    const fn new() -> Self {
        Self {
            number: 0,
            lists: OnceLock::new(),
            interfaces: OnceLock::new(),
            forged: Mutex::new(Vec::new()),
            state: Mutex::new(State::new()),
            panics: Mutex::new(Vec::new()),
            counts: [const { AtomicU64::new(0) }; Function::COUNT],
            recorder: Recorder::new(),
            faults: Faults::new(),
            hook: Mutex::new(None),
            script: Script::new(),
            times: Times::new(),
            kept: KeptParameters::new(),
        }
    }

    pub(super) fn prepare(&'static self, lists: fn() -> Lists) {
        let lists = self.lists.get_or_init(lists);
        self.interfaces.get_or_init(|| Interfaces::new(lists));
    }

    fn lists(&self) -> &Lists {
        self.lists.get().expect("an instance is prepared before it is handed out")
    }

    pub(super) fn interfaces(&self) -> &Interfaces {
        self.interfaces.get().expect("an instance is prepared before it is handed out")
    }

    pub(super) fn keep(&self, forged: Forged) {
        self.forged.lock().unwrap_or_else(PoisonError::into_inner).push(forged);
    }

    pub(super) fn panicked(&self, message: String) {
        self.panics.lock().unwrap_or_else(PoisonError::into_inner).push(message);
    }

    /// The state, configured.
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.ready();
        state
    }

    /// Which instance it is.
    pub fn number(&self) -> usize {
        self.number
    }

    // Lists

    /// The list of 2.40, as `C_GetFunctionList` returns it: 68 functions.
    pub fn function_list_2_40(&self) -> CK_FUNCTION_LIST_PTR {
        from_ref(&self.lists().v2_40).cast_mut()
    }

    /// The list of 3.0: 92 functions.
    pub fn function_list_3_0(&self) -> CK_FUNCTION_LIST_3_0_PTR {
        from_ref(&self.lists().v3_0).cast_mut()
    }

    /// The list of 3.2: 104 functions.
    pub fn function_list_3_2(&self) -> CK_FUNCTION_LIST_3_2_PTR {
        from_ref(&self.lists().v3_2).cast_mut()
    }

    /// The interface of 3.2.
    pub fn interface_3_2(&self) -> CK_INTERFACE_PTR {
        from_ref(&self.interfaces().0[0]).cast_mut()
    }

    /// The interface of 3.0.
    pub fn interface_3_0(&self) -> CK_INTERFACE_PTR {
        from_ref(&self.interfaces().0[1]).cast_mut()
    }

    /// The interface of 2.40.
    pub fn interface_2_40(&self) -> CK_INTERFACE_PTR {
        from_ref(&self.interfaces().0[2]).cast_mut()
    }

    /// `C_GetFunctionList`, the symbol that a library exports.
    pub fn get_function_list(&self) -> CK_C_GetFunctionList {
        self.lists().get_function_list
    }

    /// `C_GetInterface`, the symbol that a library of 3.0 or later exports.
    pub fn get_interface(&self) -> CK_C_GetInterface {
        self.lists().get_interface
    }

    /// `C_GetInterfaceList`, the symbol that a library of 3.0 or later exports.
    pub fn get_interface_list(&self) -> CK_C_GetInterfaceList {
        self.lists().get_interface_list
    }

    // State

    /// Begins anew: finalised, with the default configuration after `change`.
    pub fn configure(&self, change: impl FnOnce(&mut Config)) {
        let mut config = Config::default();
        change(&mut config);
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = State::with(config);
    }

    /// Begins anew, and forgets counts, records, faults and hooks.
    pub fn reset(&self) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = State::new();
        *self.hook.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.panics.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.script.clear();
        self.recorder.switch(false);
        self.faults.clear();
        self.kept.clear();
        self.clear();
    }

    /// Whether `C_Initialize` was called, and `C_Finalize` was not.
    pub fn is_initialised(&self) -> bool {
        self.lock().initialised
    }

    /// The sessions that are open.
    pub fn sessions(&self) -> Vec<CK_SESSION_HANDLE> {
        self.lock().sessions.keys().copied().collect()
    }

    /// How many operations and searches are under way in a session.
    pub fn operations(&self, session: CK_SESSION_HANDLE) -> usize {
        self.lock().sessions.get(&session).map_or(0, |session| session.operations.len())
    }

    /// How many objects there are, whoever may see them.
    pub fn objects(&self) -> usize {
        self.lock().objects.len()
    }

    /// The objects there are now, for [`Self::restore`].
    pub fn snapshot(&self) -> Snapshot {
        self.lock().snapshot()
    }

    /// Has the objects of a snapshot instead of its own, by the same handles. Those of a session go with the one that has
    /// the handle now.
    pub fn restore(&self, snapshot: &Snapshot) {
        self.lock().restore(snapshot);
    }

    /// Who is logged in to the token in a slot.
    pub fn logged_in(&self, slot: CK_SLOT_ID) -> Option<CK_USER_TYPE> {
        self.lock().token(slot).ok().and_then(|token| token.login)
    }

    /// Plugs in another slot.
    pub fn add_slot(&self, slot: SlotConfig) {
        self.lock().add_slot(slot);
    }

    /// Closes a session behind the program's back.
    pub fn close_session(&self, session: CK_SESSION_HANDLE) {
        self.lock().kill_session(session);
    }

    /// Logs out behind the program's back.
    pub fn log_out(&self, slot: CK_SLOT_ID) {
        self.lock().log_out(slot);
    }

    /// Pulls the token out of a slot: its sessions are gone, `C_WaitForSlotEvent` hears of it.
    pub fn remove_token(&self, slot: CK_SLOT_ID) {
        self.lock().remove_token(slot);
    }

    /// Puts the token back.
    pub fn insert_token(&self, slot: CK_SLOT_ID) {
        self.lock().insert_token(slot);
    }

    /// Lets `C_WaitForSlotEvent` report this slot.
    pub fn slot_event(&self, slot: CK_SLOT_ID) {
        self.lock().events.push_back(slot);
    }

    // Calls

    /// How often a function was called.
    pub fn count(&self, function: impl Into<Function>) -> u64 {
        self.counts[function.into() as usize].load(Ordering::Relaxed)
    }

    /// How many calls there were.
    pub fn total(&self) -> u64 {
        self.counts.iter().map(|count| count.load(Ordering::Relaxed)).sum()
    }

    /// Begins to record. What was recorded is forgotten.
    pub fn record(&self) {
        self.recorder.clear();
        self.times.clear_moments();
        self.recorder.switch(true);
    }

    /// The calls since then, oldest first.
    pub fn calls(&self) -> Vec<Record> {
        self.recorder.records()
    }

    /// Those of one function.
    pub fn calls_of(&self, function: impl Into<Function>) -> Vec<Record> {
        let function = function.into();
        self.calls().into_iter().filter(|record| record.function == function).collect()
    }

    /// The entering and leaving of calls since [`Self::record`], in their order.
    pub fn moments(&self) -> Vec<Moment> {
        self.times.moments()
    }

    /// The calls that came at a time at which the standard does not allow them.
    pub fn time_faults(&self) -> Vec<TimeFault> {
        self.times.faults()
    }

    /// How many calls were in the module at once.
    pub fn most_at_once(&self) -> usize {
        self.times.most()
    }

    /// Counts from zero again, and forgets the records and the time faults.
    pub fn clear(&self) {
        self.counts.iter().for_each(|count| count.store(0, Ordering::Relaxed));
        self.recorder.clear();
        self.times.clear();
    }

    /// Has `hook` called on each call, before it acts and without any lock: it may call the module.
    pub fn on_call(&self, hook: impl Fn(Function) + Send + Sync + 'static) {
        *self.hook.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(hook));
    }

    /// Panics of the module or of a hook, which never leave a call. Dropping a claim reports them.
    pub fn panics(&self) -> Vec<String> {
        self.panics.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    // Lies

    /// From now on, a function (its name, a [`Function`] or a [`Target`]) tells this lie.
    pub fn fault(&self, target: impl Into<Target>, fault: Fault) {
        self.faults.arm(target.into(), When::Always, fault);
    }

    /// A function tells this lie on some of the calls from now on.
    pub fn fault_when(&self, target: impl Into<Target>, when: When, fault: Fault) {
        self.faults.arm(target.into(), when, fault);
    }

    /// A function tells this lie on its next call, and then no more.
    pub fn fault_once(&self, target: impl Into<Target>, fault: Fault) {
        self.fault_when(target, When::Nth(1), fault);
    }

    /// The lies that were told since the last [`Self::clear_faults`], each once. One that is armed and finds nothing to lie
    /// about is none of them.
    pub fn told(&self) -> Vec<Fault> {
        self.faults.told()
    }

    /// Only the truth from now on.
    pub fn clear_faults(&self) {
        self.faults.clear();
    }

    /// Has `script` answer every call from now on: it returns what the call returns, and writes what the call writes. It
    /// may have the module act as it would ([`Scene::act`]), and change the outcome.
    pub fn script(&self, script: impl Fn(&mut Scene<'_>) -> CK_RV + Send + Sync + 'static) {
        self.script.set(Arc::new(script));
    }

    /// No script from now on.
    pub fn clear_script(&self) {
        self.script.clear();
    }
}

impl fmt::Debug for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Module").field("number", &self.number).finish_non_exhaustive()
    }
}
