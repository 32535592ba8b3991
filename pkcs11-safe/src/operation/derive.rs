//! Deriving keys (5.18.5).

use crate::attribute::copied;
use crate::attribute::{self as attr, Attribute};
use crate::handle::{Object, SecretKey};
use crate::mechanism::Mechanism;
use crate::session::Session;
use crate::{AttributeType, Error, Function, Result, SecretBytes, Ulong};

impl Session {
    /// Derives a key from another one, and from what the mechanism brings.
    ///
    /// ```no_run
    /// # use pkcs11_safe::{attribute as attr, mechanism::*, *};
    /// # fn derive(session: &Session, key: PrivateKey, peer: &[u8]) -> Result<()> {
    /// let template = [
    ///     attr::CLASS.is(ObjectClass::SECRET_KEY),
    ///     attr::KEY_TYPE.is(KeyType::GENERIC_SECRET),
    ///     attr::VALUE_LEN.is(32),
    ///     attr::SENSITIVE.is(false),
    ///     attr::EXTRACTABLE.is(true),
    /// ];
    /// let secret = session.derive_key(&Ecdh1Derive::new(peer), key, &template)?;
    /// let value: SecretBytes = session.get(secret, attr::VALUE)?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// What `C_DeriveKey` returns.
    ///
    /// # Token differences
    ///
    /// OpenSC ignores the key derivation function, the shared data and `CKA_VALUE_LEN` of ECDH:
    /// [`read_derived`](Self::read_derived) compares the length with what was asked for.
    #[doc(alias = "C_DeriveKey")]
    pub fn derive_key<'m>(
        &self,
        mechanism: impl Into<Mechanism<'m>>,
        base: impl Into<Object>,
        template: &[Attribute<'_>],
    ) -> Result<SecretKey> {
        let mechanism = mechanism.into();
        let base = self.link.own("base", base)?;
        copied(template, |template| {
            let derive = || self.link.raw_derive_key(&mechanism, base, template);
            let done = |handle| SecretKey::from_object(self.link.object(handle));
            self.healed(0, derive, done, |error| {
                error.about_mechanism(mechanism.mechanism_type()).about_template(template.types())
            })
        })
    }

    /// Derives a key, reads its value, and destroys it again: for a shared secret that is used on the computer. The
    /// template must not make it sensitive.
    ///
    /// # Errors
    ///
    /// As [`derive_key`](Self::derive_key) and [`get`](Self::get); and [`Error::Module`] where `CKA_VALUE_LEN` asked for
    /// another length than the token gave.
    pub fn read_derived<'m>(
        &self,
        mechanism: impl Into<Mechanism<'m>>,
        base: impl Into<Object>,
        template: &[Attribute<'_>],
    ) -> Result<SecretBytes> {
        let key = self.derive_key(mechanism, base, template)?;
        let value = self.get(key, attr::VALUE);
        let destroyed = self.destroy(key);
        let value = value?;
        destroyed?;
        match asked_length(template) {
            Some(asked) if Ulong::try_from(value.len()) != Ok(asked) => Err(Error::module(
                Function::DeriveKey,
                format!("derived {} bytes where CKA_VALUE_LEN asked for {asked}", value.len()),
            )),
            _ => Ok(value),
        }
    }
}

fn asked_length(template: &[Attribute<'_>]) -> Option<Ulong> {
    let mut attributes = template.iter();
    attributes.find(|attribute| attribute.attribute_type() == AttributeType::VALUE_LEN)?.lent().as_ulong()
}
