//! Sessions (5.6): opened from a slot, closed on drop.

#[cfg(feature = "der")]
mod export;
mod life;
mod login;
mod objects;
mod random;
mod read;

pub(crate) use life::Sessions;
pub use login::Login;

use crate::context::{ContextInner, Notification};
use crate::error::{Boxed, SESSION_GONE};
use crate::flags::SessionFlags;
use crate::mechanism::{Keys, Mechanism};
use crate::module::Table;
use crate::object::Object;
use crate::raw::{Called, Gate};
use crate::slot::{Slot, SlotState};
use crate::{Error, Function, Result, ReturnValue, SessionState, Ulong};
use core::cell::Cell;
use core::fmt;
use life::Life;
use pkcs11_sys::{CK_FLAGS, CK_OBJECT_HANDLE, CK_RV, CK_SESSION_HANDLE, CKF_RW_SESSION, CKF_SERIAL_SESSION};
use std::sync::Arc;

/// Whether a session may change the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SessionMode {
    /// Token objects can be used and not changed; session objects can be made.
    ReadOnly,
    /// Token objects can be made, changed and destroyed.
    ReadWrite,
}

/// A session with a token: where objects are seen and operations run. Closed on drop.
///
/// It keeps its context alive, can be stored anywhere and sent to another thread, and is used by one thread at a time:
/// threads open a session each.
///
/// ```compile_fail,E0277
/// fn shared<T: Sync>() {}
/// shared::<pkcs11_safe::Session>();
/// ```
pub struct Session {
    context: Arc<ContextInner>,
    slot: Arc<SlotState>,
    handle: CK_SESSION_HANDLE,
    life: Arc<Life>,
    /// The operations that are under way, by the flags of mechanisms; searching has [`SEARCHING`].
    active: Cell<CK_FLAGS>,
    /// The operations that failed and may still be there, and whether one of them would spend a signature to be ended.
    leftovers: Cell<(CK_FLAGS, bool)>,
}

/// Stands for a search among the flags of operations; `CKF_FIND_OBJECTS` of 3.0, which is no mechanism's flag.
pub(crate) const SEARCHING: CK_FLAGS = pkcs11_sys::CKF_FIND_OBJECTS;

impl Session {
    pub(crate) fn open(
        context: &Arc<ContextInner>,
        slot: &Arc<SlotState>,
        mode: SessionMode,
        callback: Option<Box<dyn Fn(Notification) + Send + Sync>>,
    ) -> Result<Self> {
        // Before the callback is kept: that takes a lock, which nobody may be there to give back after a fork.
        context.must_be_ours()?;
        let mut flags = CKF_SERIAL_SESSION;
        if mode == SessionMode::ReadWrite {
            flags |= CKF_RW_SESSION;
        }
        let (application, notify) = match callback {
            Some(callback) => {
                context.image().gate.set(Gate::CALLBACKS, true);
                context.callbacks.keep(callback)
            }
            None => (core::ptr::null_mut(), None),
        };
        // Before the call: what is closed while it runs may be this session.
        let since = slot.epoch();
        let handle = context.raw_open_session(slot.id(), flags, application, notify)?;
        let life = context.sessions.opened(handle, slot, since);
        Ok(Self {
            context: Arc::clone(context),
            slot: Arc::clone(slot),
            handle,
            life,
            active: Cell::new(0),
            leftovers: Cell::new((0, false)),
        })
    }

    /// The slot whose token the session is with.
    #[must_use]
    pub fn slot(&self) -> Slot {
        Slot::new(Arc::clone(&self.context), Arc::clone(&self.slot))
    }

    /// The number that the module gave the session, for calls that this crate does not make.
    #[must_use]
    pub fn handle(&self) -> CK_SESSION_HANDLE {
        self.handle
    }

    /// What state the session is in.
    ///
    /// # Errors
    ///
    /// What `C_GetSessionInfo` returns.
    #[doc(alias = "C_GetSessionInfo")]
    pub fn info(&self) -> Result<SessionInfo> {
        let info = self.raw_get_session_info()?;
        Ok(SessionInfo {
            slot_id: info.slotID,
            state: SessionState::new(info.state),
            flags: SessionFlags::from_bits_retain(info.flags),
            device_error: info.ulDeviceError,
        })
    }

    /// Closes the session, and tells what Drop would not.
    ///
    /// # Errors
    ///
    /// What `C_CloseSession` returns; a usage error in the child of a fork, where it is the parent's.
    #[doc(alias = "C_CloseSession")]
    pub fn close(self) -> Result<()> {
        self.context.must_be_ours()?;
        self.finish()
    }

    /// Closes it, once, unless its handle may be somebody else's.
    fn finish(&self) -> Result<()> {
        if !self.context.is_ours() {
            return Ok(());
        }
        let closed = if self.life.give_up() { self.context.raw_close_session(self.handle) } else { Ok(()) };
        self.context.sessions.forget(self.handle, &self.life);
        closed
    }

    pub(crate) fn context(&self) -> &Arc<ContextInner> {
        &self.context
    }

    /// Makes a call of this session, unless it is dead, and notices when it dies.
    #[inline]
    pub(crate) fn call(&self, function: Function, run: impl FnOnce(&Table) -> CK_RV) -> Called {
        if !self.life.is_alive() {
            return Err(gone());
        }
        let rv = self.context.call(function, run)?;
        if rv != ReturnValue::OK {
            self.notice(rv);
        }
        Ok(rv)
    }

    /// As [`call`](Self::call), and any code but CKR_OK is an error.
    #[inline]
    pub(crate) fn check(&self, function: Function, run: impl FnOnce(&Table) -> CK_RV) -> Result<()> {
        match self.call(function, run)? {
            ReturnValue::OK => Ok(()),
            rv => Err(Error::Call { function, rv }),
        }
    }

    /// Whether the module says that the session is no more: its handle may be somebody else's by the time of the drop.
    #[cold]
    fn notice(&self, rv: ReturnValue) {
        match rv {
            ReturnValue::SESSION_HANDLE_INVALID
            | ReturnValue::SESSION_CLOSED
            | ReturnValue::CRYPTOKI_NOT_INITIALIZED => self.life.end(),
            ReturnValue::DEVICE_REMOVED | ReturnValue::TOKEN_NOT_PRESENT => {
                self.context.sessions.end_until(&self.slot, &self.life);
            }
            _ => {}
        }
    }

    /// Marks operations as under way.
    pub(crate) fn activate(&self, flags: CK_FLAGS) {
        self.active.set(self.active.get() | flags);
    }

    pub(crate) fn deactivate(&self, flags: CK_FLAGS) {
        self.active.set(self.active.get() & !flags);
    }

    /// Notes an operation that failed.
    pub(crate) fn leave_over(&self, flag: CK_FLAGS, stateful: bool) {
        let (flags, other) = self.leftovers.get();
        self.leftovers.set((flags | flag, other || stateful));
    }

    /// What [`leave_over`](Self::leave_over) noted, except what is under way again.
    pub(crate) fn take_leftovers(&self) -> (CK_FLAGS, bool) {
        let (flags, stateful) = self.leftovers.replace((0, false));
        (flags & !self.active.get(), stateful)
    }

    /// A usage error if an operation of that kind is under way.
    #[inline]
    pub(crate) fn must_be_idle(&self, flags: CK_FLAGS) -> Result<()> {
        if self.active.get() & flags == 0 { Ok(()) } else { Err(busy()) }
    }

    /// Whether nothing is under way.
    pub(crate) fn is_idle(&self) -> bool {
        self.active.get() == 0
    }

    /// The handle of an object, if it is one of this token.
    #[inline]
    pub(crate) fn own(&self, argument: &'static str, object: impl Into<Object>) -> Result<CK_OBJECT_HANDLE> {
        object.into().handle_for(argument, self.context.id(), self.slot.id())
    }

    /// A usage error if the parameter of a mechanism names keys that are not of this token.
    #[inline]
    pub(crate) fn must_know(&self, mechanism: &Mechanism<'_>) -> Result<()> {
        match mechanism.keys() {
            Keys::None => Ok(()),
            Keys::Of(key) => self.own("mechanism", key).map(drop),
            Keys::Mixed => Err(Error::usage("mechanism", "names keys of different tokens")),
        }
    }

    pub(crate) fn object(&self, handle: CK_OBJECT_HANDLE) -> Object {
        let (context, slot) = self.place();
        Object::new(handle, context, slot)
    }

    /// What its objects are known by: the context and the slot.
    pub(crate) fn place(&self) -> (usize, Ulong) {
        (self.context.id(), self.slot.id())
    }

    /// Closes the session: an operation in it cannot be ended in any other way.
    pub(crate) fn abandon(&self) {
        let _ = self.finish();
    }

    /// An object by the number that the module gave it, for those who have one from elsewhere. Whether it exists shows
    /// when it is used.
    #[must_use]
    pub fn object_from_raw(&self, handle: Ulong) -> Object {
        self.object(handle)
    }
}

#[cold]
fn gone() -> Boxed {
    Error::usage("session", SESSION_GONE).into()
}

#[cold]
fn busy() -> Error {
    Error::usage("session", "an operation of this kind is under way in it: finish or drop that first, or open another")
}

impl Drop for Session {
    fn drop(&mut self) {
        // `close` tells; here nobody listens.
        let _ = self.finish();
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("handle", &self.handle).field("slot", &self.slot.id()).finish_non_exhaustive()
    }
}

/// What state a session is in: `CK_SESSION_INFO`.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
#[doc(alias = "CK_SESSION_INFO")]
pub struct SessionInfo {
    /// The slot whose token it is with.
    pub slot_id: Ulong,
    /// Whether it is read-only, and who is logged in.
    pub state: SessionState,
    /// How it was opened.
    pub flags: SessionFlags,
    /// An error code of the device; some tokens have one even when all is well.
    pub device_error: Ulong,
}
