//! Slots and tokens (5.5).

mod event;
mod filter;
mod info;

pub use event::SlotEvent;
pub use filter::TokenFilter;
pub(crate) use info::text;
pub use info::{Limit, MechanismInfo, SlotInfo, TokenInfo};

use crate::context::{Context, ContextInner, Notification};
use crate::flags::TokenFlags;
use crate::session::{Session, SessionMode};
use crate::{Error, MechanismType, Pin, Result, Ulong};
use core::fmt;
use core::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;

/// A slot: a place for a token, and the token in it. Cheap to clone, keeps its context alive.
#[derive(Clone)]
pub struct Slot {
    context: Arc<ContextInner>,
    state: Arc<SlotState>,
}

/// What the sessions of a slot share.
pub(crate) struct SlotState {
    id: Ulong,
    /// Counts the times when all sessions of the slot were closed at once: what is older is dead.
    epoch: AtomicU64,
}

impl SlotState {
    pub(crate) fn new(id: Ulong) -> Self {
        Self { id, epoch: AtomicU64::new(0) }
    }

    pub(crate) fn id(&self) -> Ulong {
        self.id
    }

    #[inline]
    pub(crate) fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::Acquire)
    }

    /// All sessions that are open now are gone.
    pub(crate) fn end_epoch(&self) {
        self.epoch.fetch_add(1, Ordering::AcqRel);
    }
}

impl Slot {
    pub(crate) fn new(context: Arc<ContextInner>, state: Arc<SlotState>) -> Self {
        Self { context, state }
    }

    /// The number that the module gave the slot. Some modules give the same slot another number the next time.
    #[must_use]
    pub fn id(&self) -> Ulong {
        self.state.id
    }

    /// What the slot is.
    ///
    /// # Errors
    ///
    /// What `C_GetSlotInfo` returns.
    #[doc(alias = "C_GetSlotInfo")]
    pub fn info(&self) -> Result<SlotInfo> {
        self.context.raw_get_slot_info(self.id()).map(SlotInfo::from)
    }

    /// What the token in the slot is.
    ///
    /// # Errors
    ///
    /// What `C_GetTokenInfo` returns: `CKR_TOKEN_NOT_PRESENT` where there is none.
    #[doc(alias = "C_GetTokenInfo")]
    pub fn token_info(&self) -> Result<TokenInfo> {
        let info = self.context.raw_get_token_info(self.id());
        if info.as_ref().is_err_and(Error::is_token_gone) {
            self.context.sessions.end(&self.state);
        }
        info.map(TokenInfo::from)
    }

    /// What the token can do.
    ///
    /// # Errors
    ///
    /// What `C_GetMechanismList` returns.
    #[doc(alias = "C_GetMechanismList")]
    pub fn mechanisms(&self) -> Result<Vec<MechanismType>> {
        Ok(self.context.raw_get_mechanism_list(self.id())?.into_iter().map(MechanismType::new).collect())
    }

    /// What a mechanism can be used for, and with keys of what size.
    ///
    /// # Errors
    ///
    /// What `C_GetMechanismInfo` returns: `CKR_MECHANISM_INVALID` for one that the token does not have.
    #[doc(alias = "C_GetMechanismInfo")]
    pub fn mechanism_info(&self, mechanism: MechanismType) -> Result<MechanismInfo> {
        self.context
            .raw_get_mechanism_info(self.id(), mechanism.raw())
            .map(MechanismInfo::from)
            .map_err(|error| error.about_mechanism(mechanism))
    }

    /// Opens a session with the token. It is closed on drop.
    ///
    /// # Errors
    ///
    /// What `C_OpenSession` returns. `CKR_TOKEN_WRITE_PROTECTED` asks for a read-only one.
    #[doc(alias = "C_OpenSession")]
    pub fn open_session(&self, mode: SessionMode) -> Result<Session> {
        Session::open(&self.context, &self.state, mode, None)
    }

    /// Opens a session whose events are told to a callback.
    ///
    /// The callback runs in whatever thread the module calls from, possibly inside a call of this program's; it cannot
    /// make calls itself, and a panic in it goes no further. It is kept until the module is finalised.
    ///
    /// # Errors
    ///
    /// What `C_OpenSession` returns.
    #[doc(alias = "CK_NOTIFY")]
    pub fn open_session_with(
        &self,
        mode: SessionMode,
        callback: impl Fn(Notification) + Send + Sync + 'static,
    ) -> Result<Session> {
        Session::open(&self.context, &self.state, mode, Some(Box::new(callback)))
    }

    /// Closes all sessions of this program with the token; everybody is logged out. Sessions that are still held are
    /// dead: their calls fail, and their drop does nothing.
    ///
    /// # Errors
    ///
    /// What `C_CloseAllSessions` returns; the sessions can be used on then, unless the error says that they are gone.
    #[doc(alias = "C_CloseAllSessions")]
    pub fn close_all_sessions(&self) -> Result<()> {
        self.context.must_be_ours()?;
        let doubted = self.context.sessions.doubt(&self.state);
        let closed = self.context.raw_close_all_sessions(self.id());
        if closed.as_ref().err().is_none_or(Error::is_session_gone) {
            // Of a session that another thread opened meanwhile nobody knows whether it was closed.
            self.context.sessions.end(&self.state);
        } else {
            for handle in self.context.sessions.restore(doubted) {
                // Its owner has dropped it, and nobody listens.
                let _ = self.context.raw_close_session(handle);
            }
        }
        closed
    }

    /// Initialises the token: everything on it is destroyed, and it gets a label and the PIN of its security officer.
    /// A token that was initialised before asks for that PIN to be the old one.
    ///
    /// # Errors
    ///
    /// What `C_InitToken` returns; `CKR_SESSION_EXISTS` while sessions are open. A usage error for a label of more than
    /// 32 bytes of UTF-8.
    #[doc(alias = "C_InitToken")]
    pub fn init_token(&self, so_pin: &Pin, label: &str) -> Result<()> {
        let mut padded = [b' '; 32];
        let place = padded
            .get_mut(..label.len())
            .ok_or_else(|| Error::usage("label", format!("has {} bytes; a token has room for 32", label.len())))?;
        place.copy_from_slice(label.as_bytes());
        self.context.raw_init_token(self.id(), so_pin.expose(), &padded)
    }

    /// Whether a token is there and initialised.
    pub(crate) fn is_ready(info: &TokenInfo) -> bool {
        info.flags.contains(TokenFlags::TOKEN_INITIALIZED)
    }

    /// The context that the slot is of.
    #[must_use]
    pub fn context(&self) -> Context {
        Context::of(&self.context)
    }
}

/// The same slot of the same context.
impl PartialEq for Slot {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id() && self.context.id() == other.context.id()
    }
}

impl Eq for Slot {}

impl fmt::Debug for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Slot({:#x})", self.id())
    }
}
