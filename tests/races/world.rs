//! What the tests work with: a module with two tokens, a context, a session.

use pkcs11_safe::{Context, InitializeArgs, Locking, Mechanism, Module, Session, SessionMode, Slot};
use support::module::{Claim, SLOT, SlotConfig, TokenConfig, claim};

/// The slot with another token.
pub(crate) const OTHER_SLOT: pkcs11_safe::Ulong = 9;

pub(crate) const LOCKINGS: [Locking; 2] = [Locking::Os, Locking::Serialized];

/// The module in this process, and the library's handle of it.
pub(crate) struct World {
    pub(crate) claim: Claim,
    pub(crate) module: Module,
    pub(crate) locking: Locking,
}

impl World {
    pub(crate) fn new(locking: Locking) -> Self {
        let claim = claim();
        claim.configure(|config| {
            config.slots.push(SlotConfig::new(OTHER_SLOT, Some(TokenConfig::new("Other"))));
        });
        // SAFETY: the functions are those of the module that is part of this test.
        #[allow(unsafe_code, reason = "the module is part of this program")]
        let module = unsafe { Module::from_get_interface(claim.get_interface(), claim.get_function_list()) };
        let module = module.expect("the module has a list");
        claim.clear();
        claim.record();
        Self { claim, module, locking }
    }

    pub(crate) fn args(&self) -> InitializeArgs {
        InitializeArgs::new().locking(self.locking)
    }

    pub(crate) fn context(&self) -> Context {
        self.module.initialize(self.args()).expect("the module is initialised")
    }

    /// That nothing is left, and nothing came at the wrong time. Everything of the world was dropped before.
    pub(crate) fn must_be_over(&self) {
        let Self { claim, .. } = self;
        assert_eq!(claim.count("C_Initialize"), claim.count("C_Finalize"), "each context is finalised once");
        self.must_be_over_since_cleared();
    }

    /// The same, where counts were cleared after C_Initialize.
    pub(crate) fn must_be_over_since_cleared(&self) {
        assert!(!self.claim.is_initialised(), "the module is left initialised");
        assert_eq!(self.claim.time_faults(), []);
    }
}

pub(crate) fn open(slot: &Slot) -> Session {
    slot.open_session(SessionMode::ReadWrite).expect("a session is opened")
}

/// A session of the context's token.
pub(crate) fn session(context: &Context) -> Session {
    open(&context.slot(SLOT))
}

pub(crate) const ABC: [u8; 4] = [0xba, 0x78, 0x16, 0xbf];

/// That a session works.
pub(crate) fn must_work(session: &Session) {
    let digest = session.digest(Mechanism::SHA256, b"abc").expect("the session works");
    assert_eq!(digest[..4], ABC);
}
