//! Slots and tokens (5.5).

mod event;
mod filter;
mod info;
mod list;

pub use event::SlotEvent;
pub use filter::TokenFilter;
pub use info::{Limit, MechanismInfo, SlotInfo, TokenInfo};
pub use list::Info;

use crate::context::{Context, ContextInner, Notification, SlotState};
use crate::flags::TokenFlags;
use crate::session::{Session, SessionMode};
use crate::{Error, MechanismType, Pin, Result, Ulong};
use core::fmt;
use std::sync::Arc;

/// A slot: a place for a token, and the token in it. Cheap to clone, keeps its context alive.
#[derive(Clone)]
pub struct Slot {
    context: Arc<ContextInner>,
    state: Arc<SlotState>,
}

impl Slot {
    pub(crate) fn new(context: Arc<ContextInner>, state: Arc<SlotState>) -> Self {
        Self { context, state }
    }

    /// The number that the module gave the slot. Some modules give the same slot another number the next time.
    #[must_use]
    pub fn id(&self) -> Ulong {
        self.state.id()
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
        self.context.raw_get_token_info(&self.state).map(TokenInfo::from)
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

    /// Opens a session with the token. It is closed on drop. It waits while [`close_all_sessions`](Self::close_all_sessions) of
    /// the slot is under way.
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
    /// The callback runs in whatever thread the module calls from, possibly inside a call of this program's. It cannot make
    /// calls itself, and a panic in it goes no further. Sessions, slots and contexts that it drops are ended when the call
    /// that is under way has returned, or with the next one if there is none. It is kept until the module is finalised, and
    /// while it runs.
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
        Session::open(&self.context, &self.state, mode, Some(Arc::new(callback)))
    }

    /// Closes the sessions that other code of this process left open with the token; everybody is logged out. A session that is
    /// opened meanwhile waits.
    ///
    /// # Errors
    ///
    /// A usage error, and no call is made, while this program holds a [`Session`] with the token, or is opening one: their drop
    /// ends those. Likewise while another thread does the same, and in a callback. What `C_CloseAllSessions` returns.
    #[doc(alias = "C_CloseAllSessions")]
    pub fn close_all_sessions(&self) -> Result<()> {
        self.context.image().must_be_of_this_process()?;
        self.context.raw_close_all_sessions(&self.state)
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

impl Session {
    /// The slot whose token the session is with.
    #[must_use]
    pub fn slot(&self) -> Slot {
        Slot::new(Arc::clone(self.link.context()), Arc::clone(self.link.slot()))
    }
}
