//! What tests work with besides the world: keys and observers.

use crate::world::World;
use pkcs11_safe::attribute::{DECRYPT, ENCRYPT, SIGN, VERIFY};
use pkcs11_safe::{Module, ObservedCall, ObserverId, Pin, SecretKey, SecretKeySpec, Session, UserType};
use support::module::USER_PIN;

/// Logs in, and makes a key for all that AES does.
pub(crate) fn aes(session: &Session) -> SecretKey {
    session.login(UserType::USER, &Pin::new(USER_PIN)).expect("the PIN is right");
    let uses = [SIGN.is(true), VERIFY.is(true), ENCRYPT.is(true), DECRYPT.is(true)];
    SecretKeySpec::aes(128).with(&uses).generate(session).expect("a key is made")
}

/// An observer, for as long as this lives: the next test may have the same module.
pub(crate) struct Observing(Module, ObserverId);

impl Observing {
    pub(crate) fn new(world: &World, observer: impl Fn(&ObservedCall) + Send + Sync + 'static) -> Self {
        Self(world.module.clone(), world.module.observe(observer))
    }
}

impl Drop for Observing {
    fn drop(&mut self) {
        self.0.unobserve(self.1);
    }
}
