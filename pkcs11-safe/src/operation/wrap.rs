//! Wrapping and unwrapping keys (5.18.3, 5.18.4).

use super::GUESS;
use crate::Result;
use crate::attribute::{Attribute, copied};
use crate::handle::{Handle, Object};
use crate::mechanism::Mechanism;
use crate::session::Session;

impl Session {
    /// Wraps a key with another one: the key leaves the token encrypted.
    ///
    /// # Errors
    ///
    /// What `C_WrapKey` returns: `CKR_KEY_UNEXTRACTABLE` for a key that must not leave the token.
    #[doc(alias = "C_WrapKey")]
    pub fn wrap_key<'m>(
        &self,
        mechanism: impl Into<Mechanism<'m>>,
        wrapping: impl Into<Object>,
        key: impl Into<Object>,
    ) -> Result<Vec<u8>> {
        let mechanism = mechanism.into();
        let (wrapping, key) = (self.link.own("wrapping", wrapping)?, self.link.own("key", key)?);
        let wrap = || self.link.raw_wrap_key(&mechanism, wrapping, key, 4 * GUESS);
        self.healed(0, wrap, |wrapped| wrapped, |error| error.about_mechanism(mechanism.mechanism_type()))
    }

    /// Makes a key of what was wrapped. The handle type says what the template says: a
    /// [`SecretKey`](crate::SecretKey) or a [`PrivateKey`](crate::PrivateKey).
    ///
    /// # Errors
    ///
    /// What `C_UnwrapKey` returns.
    ///
    /// # Token differences
    ///
    /// For AES keys Luna, MyEID and others want `CKA_VALUE_LEN` in the template, and SoftHSM refuses it.
    #[doc(alias = "C_UnwrapKey")]
    pub fn unwrap_key<'m, H: Handle>(
        &self,
        mechanism: impl Into<Mechanism<'m>>,
        unwrapping: impl Into<Object>,
        wrapped: &[u8],
        template: &[Attribute<'_>],
    ) -> Result<H> {
        let mechanism = mechanism.into();
        let unwrapping = self.link.own("unwrapping", unwrapping)?;
        copied(template, |template| {
            let unwrap = || self.link.raw_unwrap_key(&mechanism, unwrapping, wrapped, template);
            let done = |handle| H::from_object(self.link.object(handle));
            self.healed(0, unwrap, done, |error| {
                error.about_mechanism(mechanism.mechanism_type()).about_template(template.types())
            })
        })
    }
}
