//! SoftHSM2, as what the model is compared with: it tells nothing of what is left in it, so calls are counted.

use super::differences::{SOFTHSM, adapted};
use super::run::Target;
use super::step::{About, Expected};
use pkcs11_safe::{Function, Pin, Session, Slot};
use std::cell::RefCell;
use std::collections::BTreeSet;
use support::counting::Watch;
use support::token::{SO_PIN, Token, USER_PIN};

pub(super) struct SoftHsm<'m> {
    watch: Watch,
    /// The differences that were met.
    met: &'m RefCell<BTreeSet<usize>>,
    token: Token,
}

impl<'m> SoftHsm<'m> {
    pub(super) fn new(met: &'m RefCell<BTreeSet<usize>>) -> Option<Self> {
        let token = Token::fresh()?;
        Some(Self { watch: Watch::new(support::token::module()?), met, token })
    }

    /// Asserts that what was begun was ended: sessions, searches and operations.
    pub(super) fn assert_released(self) {
        let calls = self.watch.calls();
        self.assert_open(0);
        assert_eq!(calls.ok(Function::FindObjectsInit), calls.ok(Function::FindObjectsFinal));
        for (init, once, last) in [
            (Function::SignInit, Function::Sign, Function::SignFinal),
            (Function::VerifyInit, Function::Verify, Function::VerifyFinal),
            (Function::EncryptInit, Function::Encrypt, Function::EncryptFinal),
            (Function::DigestInit, Function::Digest, Function::DigestFinal),
        ] {
            assert_eq!(calls.ok(init), calls.of(once) + calls.of(last), "{init:?}");
        }
        // Ending half a decryption can take two calls: half a block is an error of the first.
        let ends = calls.of(Function::Decrypt) + calls.of(Function::DecryptFinal);
        assert!(calls.ok(Function::DecryptInit) <= ends);
    }
}

impl Target for SoftHsm<'_> {
    fn slot(&self) -> &Slot {
        &self.token.slot
    }

    fn pins(&self) -> [Pin; 2] {
        [Pin::new(USER_PIN), Pin::new(SO_PIN)]
    }

    fn adapted(&self, about: About, expected: Expected) -> Expected {
        adapted(SOFTHSM, about, expected, |number| {
            self.met.borrow_mut().insert(number);
        })
    }

    fn assert_idle(&self, session: &Session) {
        // Nothing can be begun in a session of SoftHSM2 while anything else is under way.
        session.find::<pkcs11_safe::Object>(&[]).expect("nothing is under way");
    }

    fn assert_open(&self, count: usize) {
        let calls = self.watch.calls();
        assert_eq!(calls.ok(Function::CloseSession), calls.of(Function::CloseSession));
        assert_eq!(calls.ok(Function::OpenSession) - calls.of(Function::CloseSession), count, "sessions are open");
    }
}
