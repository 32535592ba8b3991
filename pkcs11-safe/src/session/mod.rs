//! Sessions (5.6): opened from a slot, closed on drop.

mod leftovers;
mod login;
mod random;

pub(crate) use leftovers::{Leftovers, may_have_begun};
pub use login::Login;

use crate::context::{ContextInner, Notification, SlotState};
use crate::flags::SessionFlags;
use crate::handle::Object;
use crate::link::Link;
use crate::{Error, Result, SessionState, Ulong};
use core::cell::Cell;
use core::fmt;
use pkcs11_sys::{CK_FLAGS, CK_SESSION_HANDLE, CKF_RW_SESSION, CKF_SERIAL_SESSION};
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

/// A session with a token: where objects are seen and operations run.
///
/// It is closed on drop; in a callback or an observer, once the call that is under way has returned. A session whose token went,
/// or that was closed by other code, makes no more calls, and neither does its copy in the child of a fork.
///
/// It keeps its context alive, can be stored anywhere and sent to another thread, and is used by one thread at a time:
/// threads open a session each.
///
/// ```compile_fail,E0277
/// fn shared<T: Sync>() {}
/// shared::<pkcs11_safe::Session>();
/// ```
pub struct Session {
    pub(crate) link: Link,
    operations: Operations,
}

/// What is known of a session's operations.
#[derive(Default)]
struct Operations {
    /// Those that are under way, by the flags of mechanisms; searching has [`SEARCHING`].
    active: Cell<CK_FLAGS>,
    leftovers: Cell<Leftovers>,
}

/// Stands for a search among the flags of operations; `CKF_FIND_OBJECTS` of 3.0, which is no mechanism's flag.
pub(crate) const SEARCHING: CK_FLAGS = pkcs11_sys::CKF_FIND_OBJECTS;

impl Session {
    pub(crate) fn open(
        context: &Arc<ContextInner>,
        slot: &Arc<SlotState>,
        mode: SessionMode,
        callback: Option<Arc<dyn Fn(Notification) + Send + Sync>>,
    ) -> Result<Self> {
        let mut flags = CKF_SERIAL_SESSION;
        if mode == SessionMode::ReadWrite {
            flags |= CKF_RW_SESSION;
        }
        let link = Link::open(context, slot, flags, callback)?;
        Ok(Self { link, operations: Operations::default() })
    }

    /// The number that the module gave the session, for calls that this crate does not make.
    #[must_use]
    pub fn handle(&self) -> CK_SESSION_HANDLE {
        self.link.handle()
    }

    /// What state the session is in.
    ///
    /// # Errors
    ///
    /// What `C_GetSessionInfo` returns.
    #[doc(alias = "C_GetSessionInfo")]
    pub fn info(&self) -> Result<SessionInfo> {
        let info = self.link.raw_get_session_info()?;
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
    /// What `C_CloseSession` returns; a usage error in the child of a fork, where it is the parent's, and in a callback or an
    /// observer, where the session is closed once the call that is under way has returned.
    #[doc(alias = "C_CloseSession")]
    pub fn close(self) -> Result<()> {
        self.link.close()
    }

    /// Marks operations as under way.
    #[inline]
    pub(crate) fn activate(&self, flags: CK_FLAGS) {
        self.operations.active.set(self.operations.active.get() | flags);
    }

    /// The same, as long as what is returned lives.
    #[inline]
    pub(crate) fn active(&self, flags: CK_FLAGS) -> Active<'_> {
        self.activate(flags);
        Active { session: self, flags }
    }

    #[inline]
    pub(crate) fn deactivate(&self, flags: CK_FLAGS) {
        self.operations.active.set(self.operations.active.get() & !flags);
    }

    /// Whether nothing is under way.
    pub(crate) fn is_idle(&self) -> bool {
        self.operations.active.get() == 0
    }

    /// A usage error if an operation of that kind is under way.
    #[inline]
    pub(crate) fn must_be_idle(&self, flags: CK_FLAGS) -> Result<()> {
        if self.operations.active.get() & flags == 0 { Ok(()) } else { Err(busy()) }
    }

    /// An object by the number that the module gave it, for those who have one from elsewhere. Whether it exists shows
    /// when it is used.
    #[must_use]
    pub fn object_from_raw(&self, handle: Ulong) -> Object {
        self.link.object(handle)
    }
}

#[cold]
fn busy() -> Error {
    Error::usage("session", "an operation of this kind is under way in it: finish or drop that first, or open another")
}

/// While it lives, operations are under way.
pub(crate) struct Active<'s> {
    session: &'s Session,
    flags: CK_FLAGS,
}

impl Drop for Active<'_> {
    #[inline]
    fn drop(&mut self) {
        self.session.deactivate(self.flags);
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("handle", &self.link.handle())
            .field("slot", &self.link.slot().id())
            .finish_non_exhaustive()
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
