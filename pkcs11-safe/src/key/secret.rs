//! Secret keys from little.

use super::template::{Common, random_id};
use super::usage::Usage;
use crate::attribute::{self as attr, Attribute, Key};
use crate::handle::SecretKey;
use crate::mechanism::{Mechanism, Operation};
use crate::session::Session;
use crate::{Error, KeyType, MechanismType, Result, Ulong};
use core::fmt;

/// A secret key to generate: a type and a size, and what differs from the defaults.
///
/// Without more, a key is a session object with a random id, private and sensitive, and it may do what
/// [`Usage::default_for`] its type says.
///
/// ```no_run
/// # use pkcs11_safe::{Result, SecretKeySpec, Session, Usage};
/// # fn generate(session: &Session) -> Result<()> {
/// let key = SecretKeySpec::aes(256).may(Usage::ENCRYPT | Usage::DECRYPT).generate(session)?;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct SecretKeySpec<'a> {
    key_type: KeyType,
    bits: Option<Ulong>,
    common: Common<'a>,
    extra: Vec<Attribute<'a>>,
    mechanism: Option<MechanismType>,
    fresh_id: [u8; 16],
}

impl<'a> SecretKeySpec<'a> {
    fn new(key_type: KeyType, bits: Option<Ulong>) -> Self {
        let (common, extra) = (Common::default(), Vec::new());
        Self { key_type, bits, common, extra, mechanism: None, fresh_id: random_id() }
    }

    /// AES with a key of 128, 192 or 256 bits.
    #[must_use]
    pub fn aes(bits: Ulong) -> Self {
        Self::new(KeyType::AES, Some(bits))
    }

    /// Triple DES, with three keys.
    #[must_use]
    pub fn des3() -> Self {
        Self::new(KeyType::DES3, None)
    }

    /// A generic secret of so many bits, for HMAC and derivation; it may do nothing unless it is said.
    #[must_use]
    pub fn generic(bits: Ulong) -> Self {
        Self::new(KeyType::GENERIC_SECRET, Some(bits))
    }

    /// Any other type, with a size in bits if it has one of its own choice.
    #[must_use]
    pub fn of_type(key_type: KeyType, bits: Option<Ulong>) -> Self {
        Self::new(key_type, bits)
    }

    /// The label.
    #[must_use]
    pub fn label(mut self, label: &'a str) -> Self {
        self.common.label = Some(label);
        self
    }

    /// The id; a random one if nothing is said.
    #[must_use]
    pub fn id(mut self, id: &'a [u8]) -> Self {
        self.common.id = Some(id);
        self
    }

    /// Whether the key stays on the token when the session ends.
    #[must_use]
    pub fn store(mut self, store: bool) -> Self {
        self.common.store = store;
        self
    }

    /// What the key may do.
    #[must_use]
    pub fn may(mut self, usage: Usage) -> Self {
        self.common.may = Some(usage);
        self
    }

    /// Attributes added to the defaults or in their place.
    #[must_use]
    pub fn with(mut self, attributes: &[Attribute<'a>]) -> Self {
        self.extra.extend_from_slice(attributes);
        self
    }

    /// Leaves an attribute out: the token decides.
    #[must_use]
    pub fn without<T>(mut self, key: Key<T>) -> Self {
        self.common.without.push(key.attribute_type());
        self
    }

    /// Another mechanism than the one that [`MechanismType::default_for`] tells.
    #[must_use]
    pub fn mechanism(mut self, mechanism: MechanismType) -> Self {
        self.mechanism = Some(mechanism);
        self
    }

    /// The template, as it will be sent.
    #[must_use]
    pub fn template(&self) -> Vec<Attribute<'_>> {
        let mut template = self.common.begin(self.key_type, &self.fresh_id);
        if let Some(bits) = self.bits {
            template.push(attr::VALUE_LEN.is(bits / 8));
        }
        template.extend([attr::PRIVATE.is(true), attr::SENSITIVE.is(true)]);
        template.extend(self.common.uses(self.key_type, Usage::all()));
        self.common.end(template, &self.extra)
    }

    /// Generates the key: one call.
    ///
    /// # Errors
    ///
    /// What `C_GenerateKey` returns. A usage error for a size that the key type cannot have, or a key type without a
    /// default mechanism.
    #[doc(alias = "C_GenerateKey")]
    pub fn generate(&self, session: &Session) -> Result<SecretKey> {
        match (self.key_type, self.bits) {
            (KeyType::AES, Some(128 | 192 | 256) | None) => {}
            (KeyType::AES, Some(bits)) => {
                return Err(Error::usage("bits", format!("AES has keys of 128, 192 and 256 bits, not of {bits}")));
            }
            (_, Some(bits)) if bits % 8 != 0 => {
                return Err(Error::usage("bits", format!("{bits} bits are no whole number of bytes")));
            }
            _ => {}
        }
        let default = || MechanismType::default_for(self.key_type, Operation::GenerateKey);
        let mechanism = self.mechanism.or_else(default).ok_or_else(|| {
            Error::usage("key_type", format!("{} has no default mechanism: say which with `mechanism`", self.key_type))
        })?;
        session.generate_key(Mechanism::bare(mechanism), &self.template())
    }
}

/// What is asked for, in words.
impl fmt::Display for SecretKeySpec<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.bits {
            Some(bits) => write!(f, "a {} key of {bits} bits", self.key_type),
            None => write!(f, "a {} key", self.key_type),
        }
    }
}
