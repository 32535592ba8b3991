//! One call: counted, recorded, lied about, and answered.

use super::argument::{Arguments, Outlet};
use super::entry::Function;
use super::fault::Fault;
use super::handle::Module;
use super::memory::{Answer, Rv};
use super::state::State;
use core::cell::Cell;
use core::sync::atomic::Ordering;
use pkcs11_sys::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, MutexGuard};

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// Whether this thread is in a call of one of these modules. An allocator that counts what the library allocates asks.
pub fn inside() -> bool {
    DEPTH.with(Cell::get) > 0
}

/// Leaves on drop.
struct Inside;

impl Inside {
    fn enter() -> Self {
        DEPTH.with(|depth| depth.set(depth.get() + 1));
        Self
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        DEPTH.with(|depth| depth.set(depth.get() - 1));
    }
}

/// What a function knows about the call that it answers.
pub(super) struct Context<'a> {
    pub(super) module: &'static Module,
    faults: &'a [Fault],
}

impl Context<'_> {
    /// The state of a module that is initialised.
    pub(super) fn state(&self) -> Rv<MutexGuard<'static, State>> {
        let state = self.module.lock();
        if state.initialised { Ok(state) } else { Err(CKR_CRYPTOKI_NOT_INITIALIZED) }
    }

    /// The first lie of a kind that is told on this call. Ask where it makes a difference, since it counts as told.
    pub(super) fn lie<T>(&self, kind: impl Fn(&Fault) -> Option<T>) -> Option<T> {
        let (told, lie) = self.faults.iter().find_map(|fault| Some((fault, kind(fault)?)))?;
        self.module.faults.tell(told);
        Some(lie)
    }

    /// Whether a lie is told on this call. Ask where it makes a difference, since it counts as told.
    pub(super) fn lies(&self, fault: &Fault) -> bool {
        self.lie(|told| (told == fault).then_some(())).is_some()
    }
}

impl Module {
    /// Answers a call by `act`, and does to it what faults say.
    ///
    /// # Safety
    ///
    /// The arguments are those of a call of `function` that keeps to the standard, and `act` is sound for it.
    pub(super) unsafe fn enter(
        &'static self,
        function: Function,
        arguments: Arguments<'_>,
        act: impl FnOnce(&Context<'_>) -> Answer,
    ) -> CK_RV {
        let _inside = Inside::enter();
        // Until the very end: what waits for the call waits until it has left.
        let _airborne = self.times.enter(self, function, arguments);
        self.counts[function as usize].fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller's promise.
        let guarded = catch_unwind(AssertUnwindSafe(|| unsafe { self.answer(function, arguments, act) }));
        guarded.unwrap_or_else(|panic| {
            let message = panic.downcast_ref::<String>().cloned();
            let message = message.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            self.panicked(format!("{function}: {}", message.unwrap_or_default()));
            CKR_GENERAL_ERROR
        })
    }

    /// # Safety
    ///
    /// As for [`Self::enter`].
    unsafe fn answer(
        &'static self,
        function: Function,
        arguments: Arguments<'_>,
        act: impl FnOnce(&Context<'_>) -> Answer,
    ) -> CK_RV {
        let faults = self.faults.strike(function, arguments.session());
        // SAFETY: the caller's promise.
        let record = unsafe { self.recorder.begin(self, function, arguments) };
        if let Some(hook) = self.hook() {
            hook(function);
        }
        let context = Context { module: self, faults: &faults };
        // SAFETY: the caller's promise.
        let outlet = if faults.is_empty() { None } else { unsafe { arguments.outlet() } };
        let answer = self.before(&context, arguments).and_then(|()| {
            if context.lies(&Fault::OkWithoutWriting) {
                return Ok(());
            }
            // SAFETY: the caller's promise.
            unsafe { self.script.play(function, arguments, || act(&context)) }?;
            context
                .lie(|fault| if let Fault::ErrorAfterActing(rv) = fault { Some(Err(*rv)) } else { None })
                .unwrap_or(Ok(()))
        });
        if let Some(outlet) = outlet.filter(|_| answer.is_ok()) {
            // SAFETY: the call succeeded, so its length is NULL or can be written.
            unsafe { lie_about_length(&context, outlet) };
        }
        for fault in &faults {
            if let Fault::BlocksAfter(gate) = fault {
                self.faults.tell(fault);
                gate.pass();
            }
        }
        let rv = answer.err().unwrap_or(CKR_OK);
        if let Some(record) = record {
            // SAFETY: the caller's promise; the function wrote its length unless it was NULL.
            unsafe { self.recorder.end(record, arguments, rv) };
        }
        rv
    }

    /// What happens before the call is answered, without the state's lock.
    fn before(&'static self, context: &Context<'_>, arguments: Arguments<'_>) -> Answer {
        for fault in context.faults {
            if matches!(fault, Fault::Blocks(_) | Fault::DeviceRemoved | Fault::ReturnCode(_) | Fault::Pending) {
                self.faults.tell(fault);
            }
            match fault {
                Fault::Blocks(gate) => gate.pass(),
                Fault::NotifyReentry(event) => {
                    let notified = arguments.session().and_then(|session| self.notify(session, *event));
                    notified.into_iter().for_each(|_| self.faults.tell(fault));
                }
                Fault::SessionDies => {
                    if let Some(session) = arguments.session() {
                        self.faults.tell(fault);
                        self.lock().kill_session(session);
                    }
                }
                Fault::DeviceRemoved => {
                    let slot = self.lock().slot_of(arguments.session(), arguments.number("slotID"));
                    if let Some(slot) = slot {
                        self.remove_token(slot);
                    }
                    return Err(CKR_DEVICE_REMOVED);
                }
                Fault::ReturnCode(rv) => return Err(*rv),
                Fault::Pending => return Err(CKR_PENDING),
                _ => {}
            }
        }
        Ok(())
    }

    fn hook(&self) -> Option<Arc<dyn Fn(Function) + Send + Sync>> {
        self.hook.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }
}

/// Replaces the length that a call reported.
///
/// # Safety
///
/// The length is NULL or can be written.
unsafe fn lie_about_length(context: &Context<'_>, outlet: Outlet) {
    let lie = context.lie(|fault| match fault {
        Fault::Length(length) => Some(*length),
        Fault::QueryLength(length) if outlet.null => Some(*length),
        Fault::WrittenLength(length) if !outlet.null => Some(*length),
        Fault::CountAbove(excess) => outlet.room.map(|room| room.saturating_add(*excess)),
        Fault::ReportsRoom => outlet.room,
        _ => None,
    });
    if let Some(length) = lie.filter(|_| !outlet.length.is_null()) {
        // SAFETY: not NULL, hence writable by the caller's promise.
        unsafe { outlet.length.write_unaligned(length) };
    }
}
