//! Contexts: an initialised module, shared by all of the program, finalised when the last user is gone (5.4).

mod args;
mod lifecycle;
mod notify;
mod sessions;
mod slots;

pub use args::{InitializeArgs, Locking};
use lifecycle::Ending;
pub use notify::Notification;
pub(crate) use notify::{Callback, Callbacks};
pub(crate) use sessions::{Life, Sessions};
pub(crate) use slots::SlotState;

use crate::error::BoxedError;
use crate::module::{CallResult, Image, Module, Table, is_inside, pending};
use crate::{Error, Function, Result, ReturnValue, Ulong};
use core::fmt;
use pkcs11_sys::CK_RV;
use slots::Slots;
use std::sync::Arc;

/// An initialised module.
///
/// It can be cloned, stored and sent to threads; slots and sessions keep it alive. When the last of them is dropped, the
/// module is finalised.
#[derive(Clone)]
pub struct Context {
    inner: Arc<ContextInner>,
}

/// What every slot and session of a context holds on to.
pub(crate) struct ContextInner {
    image: Arc<Image>,
    id: usize,
    /// What the module was initialised with; `None` if somebody else did that.
    args: Option<InitializeArgs>,
    slots: Slots,
    pub(crate) sessions: Sessions,
    /// Shared with what ends the context when that has to wait.
    pub(crate) callbacks: Arc<Callbacks>,
}

#[allow(unsafe_code, reason = "attaching is unsafe")]
impl Module {
    /// Initialises the module, or joins the context that another part of the program has made of it with the same
    /// arguments. The module is finalised when the last context, slot and session is dropped.
    ///
    /// # Errors
    ///
    /// `CKR_CRYPTOKI_ALREADY_INITIALIZED` if somebody initialised it without this crate: see [`attach`](Self::attach).
    /// `CKR_CANT_LOCK` if the module cannot lock: use [`Locking::Serialized`](crate::Locking::Serialized).
    /// A usage error if a context with other arguments is alive, and in a callback or an observer.
    #[doc(alias = "C_Initialize")]
    pub fn initialize(&self, args: InitializeArgs) -> Result<Context> {
        lifecycle::initialize(self.image(), args)
    }

    /// A context of a module that somebody else in this process has initialised, and will finalise.
    ///
    /// # Errors
    ///
    /// A usage error if this crate has initialised it: then [`initialize`](Self::initialize) joins; while it is being finalised;
    /// and in a callback or an observer.
    ///
    /// # Safety
    ///
    /// The module is initialised, for use by several threads, and is not finalised while the context or anything made
    /// from it is alive.
    pub unsafe fn attach(&self) -> Result<Context> {
        lifecycle::attach(self.image())
    }
}

impl Context {
    pub(crate) fn of(inner: &Arc<ContextInner>) -> Self {
        Self { inner: Arc::clone(inner) }
    }

    pub(crate) fn inner(&self) -> &Arc<ContextInner> {
        &self.inner
    }

    /// Finalises the module if this is the last user of its context, and tells what Drop would not.
    ///
    /// To recover a module whose device was lost, drop its sessions, finalise, and initialise again.
    ///
    /// # Errors
    ///
    /// What `C_Finalize` returns; and a usage error if slots, sessions or other contexts are still alive, which then
    /// keep the module initialised, or in the child of a fork, where it is the parent's. A usage error in a callback or an
    /// observer: the module is finalised once the call that is under way has returned, or with the next one.
    #[doc(alias = "C_Finalize")]
    pub fn finalize(self) -> Result<()> {
        self.inner.image.must_be_of_this_process()?;
        if is_inside() {
            let detail = "a callback or an observer finalises nothing: that is done when the call has returned";
            return Err(Error::usage("context", detail));
        }
        // What was put aside may hold it.
        self.inner.image.run_endings();
        match Arc::into_inner(self.inner) {
            Some(last) => last.ending().run(),
            None => Err(Error::usage(
                "context",
                "is still used by slots, sessions or copies of it: it is finalised when the last of them is dropped",
            )),
        }
    }
}

impl ContextInner {
    #[inline]
    pub(crate) fn image(&self) -> &Arc<Image> {
        &self.image
    }

    /// A number that no other context of this process has.
    #[inline]
    pub(crate) fn id(&self) -> usize {
        self.id
    }

    pub(crate) fn slot_state(&self, id: Ulong) -> Arc<SlotState> {
        if !self.image.is_of_this_process() {
            // A thread that does not exist here may hold the lock, and nothing can be done with the slot anyway.
            return Arc::new(SlotState::new(id));
        }
        self.slots.get(id)
    }

    /// Makes a call that belongs to no session.
    #[inline]
    pub(crate) fn call(&self, function: Function, run: impl FnOnce(&Table) -> CK_RV) -> CallResult {
        self.call_if(function, || Ok(()), run)
    }

    /// As [`call`](Self::call), if it is `ready`, which is asked last.
    #[inline]
    pub(crate) fn call_if(
        &self,
        function: Function,
        ready: impl FnOnce() -> Result<(), BoxedError>,
        run: impl FnOnce(&Table) -> CK_RV,
    ) -> CallResult {
        match self.image.call(function, ready, run, |_| ())? {
            ReturnValue::PENDING => Err(pending(function).into()),
            rv => Ok(rv),
        }
    }

    /// As [`call`](Self::call), and any code but CKR_OK is an error.
    #[inline]
    pub(crate) fn check(&self, function: Function, run: impl FnOnce(&Table) -> CK_RV) -> Result<()> {
        match self.call(function, run)? {
            ReturnValue::OK => Ok(()),
            rv => Err(Error::Call { function, rv }),
        }
    }

    /// What ends it.
    fn ending(&self) -> Ending {
        Ending::new(&self.image, self.id, self.args.is_some(), &self.callbacks)
    }
}

impl Drop for ContextInner {
    fn drop(&mut self) {
        let ending = self.ending();
        // `finalize` tells; here nobody listens.
        let end = move || drop(ending.run());
        if is_inside() && self.image.is_of_this_process() {
            self.image.put_aside(end);
        } else {
            end();
        }
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("interface", &self.inner.image.interface()).finish_non_exhaustive()
    }
}

impl fmt::Debug for ContextInner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContextInner").field("id", &self.id).finish_non_exhaustive()
    }
}
