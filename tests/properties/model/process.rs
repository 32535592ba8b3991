//! The module in this process, as what the model is compared with.

use super::run::Target;
use crate::run::context;
use pkcs11_safe::{Context, Pin, Session, Slot, TokenFilter};
use support::module::{Claim, LABEL, SO_PIN, USER_PIN};

pub(super) struct Process {
    slot: Slot,
    context: Context,
    claim: Claim,
}

impl Process {
    pub(super) fn new() -> Self {
        let claim = support::module::claim();
        let context = context(&claim);
        let slot = context.find_token(&TokenFilter::new().label(LABEL)).expect("has a token");
        Self { slot, context, claim }
    }

    /// Asserts that no session is left, and with the last of them the module is finalised.
    pub(super) fn assert_released(self) {
        let Self { slot, context, claim } = self;
        assert_eq!(claim.sessions(), []);
        assert!(claim.is_initialised());
        drop(slot);
        drop(context);
        assert!(!claim.is_initialised());
    }
}

impl Target for Process {
    fn slot(&self) -> &Slot {
        &self.slot
    }

    fn pins(&self) -> [Pin; 2] {
        [Pin::new(USER_PIN), Pin::new(SO_PIN)]
    }

    fn assert_idle(&self, session: &Session) {
        assert_eq!(self.claim.operations(session.handle()), 0, "operations are left in a session");
    }

    fn assert_open(&self, count: usize) {
        assert_eq!(self.claim.sessions().len(), count, "sessions are open");
    }
}
