//! Key pairs from little.

use super::template::{Common, random_id};
use super::usage::Usage;
use crate::attribute::{self as attr, Attribute, Key};
use crate::encoding::ec::{Curve, CurveKind};
use crate::handle::KeyPair;
use crate::mechanism::{Mechanism, Operation};
use crate::session::Session;
use crate::{Error, KeyType, MechanismType, Result, ReturnValue, Subject, Ulong};
use core::fmt;

/// A key pair to generate: a type and a size or curve, and what differs from the defaults.
///
/// Without more, a pair is a session object with a random id, the private key private and sensitive, and it may do what
/// [`Usage::default_for`] its type says. Templates say only what applies to their class.
///
/// ```no_run
/// # use pkcs11_safe::{attribute as attr, encoding::ec::Curve, KeyPairSpec, Result, Session, Usage};
/// # fn generate(session: &Session) -> Result<()> {
/// let rsa = KeyPairSpec::rsa(2048).label("My RSA Keypair").store(true).generate(session)?;
/// let ec = KeyPairSpec::ec(Curve::P256).label("My EC Keypair").id(&[7]).may(Usage::SIGN | Usage::VERIFY).generate(session)?;
/// let open = KeyPairSpec::ec(Curve::P384).private(&[attr::SENSITIVE.is(false), attr::EXTRACTABLE.is(true)]);
/// println!("{:?}", open.generate(session)?.private);
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct KeyPairSpec<'a> {
    key_type: KeyType,
    kind: Kind,
    common: Common<'a>,
    public: Vec<Attribute<'a>>,
    private: Vec<Attribute<'a>>,
    mechanism: Option<MechanismType>,
    fresh_id: [u8; 16],
}

/// What makes the key: size, curve or parameter set.
#[derive(Clone, Debug)]
enum Kind {
    Rsa(Ulong),
    Curve(Curve),
    ParameterSet(Ulong),
    /// Domain parameters, or whatever the caller puts into the templates.
    Given,
}

impl<'a> KeyPairSpec<'a> {
    fn new(key_type: KeyType, kind: Kind) -> Self {
        Self {
            key_type,
            kind,
            common: Common::default(),
            public: Vec::new(),
            private: Vec::new(),
            mechanism: None,
            fresh_id: random_id(),
        }
    }

    /// RSA with a modulus of so many bits and the public exponent 65537.
    #[must_use]
    pub fn rsa(bits: Ulong) -> Self {
        Self::new(KeyType::RSA, Kind::Rsa(bits))
    }

    /// A key on a curve: EC, Edwards or Montgomery, as the curve is.
    #[must_use]
    pub fn ec(curve: Curve) -> Self {
        let key_type = match curve.kind() {
            CurveKind::Edwards => KeyType::EC_EDWARDS,
            CurveKind::Montgomery => KeyType::EC_MONTGOMERY,
            _ => KeyType::EC,
        };
        Self::new(key_type, Kind::Curve(curve))
    }

    /// ML-DSA, ML-KEM or SLH-DSA with a parameter set, `CKP_ML_DSA_65` and the like.
    #[must_use]
    pub fn parameter_set(key_type: KeyType, parameter_set: Ulong) -> Self {
        Self::new(key_type, Kind::ParameterSet(parameter_set))
    }

    /// Any other type: what it needs, such as domain parameters, goes into [`public`](Self::public).
    #[must_use]
    pub fn of_type(key_type: KeyType) -> Self {
        Self::new(key_type, Kind::Given)
    }

    /// The label of both keys.
    #[must_use]
    pub fn label(mut self, label: &'a str) -> Self {
        self.common.label = Some(label);
        self
    }

    /// The id of both keys; a random one if nothing is said.
    #[must_use]
    pub fn id(mut self, id: &'a [u8]) -> Self {
        self.common.id = Some(id);
        self
    }

    /// The id that both keys get: the one that was given, else the random one.
    #[must_use]
    pub fn key_id(&self) -> &[u8] {
        self.common.id.unwrap_or(&self.fresh_id)
    }

    /// Whether the keys stay on the token when the session ends. Some tokens store all key pairs.
    #[must_use]
    pub fn store(mut self, store: bool) -> Self {
        self.common.store = store;
        self
    }

    /// What the keys may do, each half as far as it applies to it.
    #[must_use]
    pub fn may(mut self, usage: Usage) -> Self {
        self.common.may = Some(usage);
        self
    }

    /// Attributes of the public key, added to the defaults or in their place.
    #[must_use]
    pub fn public(mut self, attributes: &[Attribute<'a>]) -> Self {
        self.public.extend_from_slice(attributes);
        self
    }

    /// Attributes of the private key, added to the defaults or in their place.
    #[must_use]
    pub fn private(mut self, attributes: &[Attribute<'a>]) -> Self {
        self.private.extend_from_slice(attributes);
        self
    }

    /// Leaves an attribute out of both templates: the token decides.
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

    /// The template of the public key, as it will be sent.
    #[must_use]
    pub fn public_template(&self) -> Vec<Attribute<'_>> {
        let mut template = self.common.begin(self.key_type, &self.fresh_id);
        match &self.kind {
            Kind::Rsa(bits) => {
                template.extend([attr::MODULUS_BITS.is(*bits), attr::PUBLIC_EXPONENT.is(&[1, 0, 1])]);
            }
            Kind::Curve(curve) => template.push(attr::EC_PARAMS.is(curve.params())),
            Kind::ParameterSet(set) => template.push(attr::PARAMETER_SET.is(*set)),
            Kind::Given => {}
        }
        template.extend(self.common.uses(self.key_type, Usage::PUBLIC));
        self.common.end(template, &self.public)
    }

    /// The template of the private key, as it will be sent.
    #[must_use]
    pub fn private_template(&self) -> Vec<Attribute<'_>> {
        let mut template = self.common.begin(self.key_type, &self.fresh_id);
        template.extend([attr::PRIVATE.is(true), attr::SENSITIVE.is(true)]);
        template.extend(self.common.uses(self.key_type, Usage::PRIVATE));
        self.common.end(template, &self.private)
    }

    /// Generates the pair: one call.
    ///
    /// # Errors
    ///
    /// What `C_GenerateKeyPair` returns, with what was asked for. A usage error for a key type without a default
    /// mechanism.
    #[doc(alias = "C_GenerateKeyPair")]
    pub fn generate(&self, session: &Session) -> Result<KeyPair> {
        let default = || MechanismType::default_for(self.key_type, Operation::GenerateKeyPair);
        let mechanism = self.mechanism.or_else(default).ok_or_else(|| {
            Error::usage("key_type", format!("{} has no default mechanism: say which with `mechanism`", self.key_type))
        })?;
        let (public, private) = (self.public_template(), self.private_template());
        session.generate_key_pair(Mechanism::bare(mechanism), &public, &private).map_err(|error| self.explain(error))
    }

    /// Names the key, where the token would not make it: some fail late, with a code that says nothing.
    fn explain(&self, error: Error) -> Error {
        match error {
            Error::Call { function, rv } | Error::Refused { function, rv, .. }
                if !matches!(
                    rv,
                    ReturnValue::USER_NOT_LOGGED_IN | ReturnValue::SESSION_READ_ONLY | ReturnValue::DEVICE_REMOVED
                ) =>
            {
                let both = [self.public_template(), self.private_template()].concat();
                let mut attributes = Vec::new();
                for attribute in both.iter().map(Attribute::attribute_type) {
                    if !attributes.contains(&attribute) {
                        attributes.push(attribute);
                    }
                }
                let list = Subject::Template(attributes);
                Error::Refused { function, rv, subject: Box::new(Subject::Key(format!("{self}; {list}"))) }
            }
            error => error,
        }
    }
}

/// What is asked for, in words.
impl fmt::Display for KeyPairSpec<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Rsa(bits) => write!(f, "an RSA key pair of {bits} bits"),
            Kind::Curve(curve) => write!(f, "an EC key pair on {curve}"),
            Kind::ParameterSet(set) => write!(f, "a {} key pair with parameter set {set}", self.key_type),
            Kind::Given => write!(f, "a {} key pair", self.key_type),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AttributeType;

    fn types(template: &[Attribute<'_>]) -> Vec<AttributeType> {
        template.iter().map(Attribute::attribute_type).collect()
    }

    #[test]
    fn templates_say_only_what_applies_to_their_class() {
        let spec = KeyPairSpec::rsa(2048).label("x");
        let public = types(&spec.public_template());
        let private = types(&spec.private_template());
        for foreign in [AttributeType::SIGN, AttributeType::DECRYPT, AttributeType::UNWRAP, AttributeType::SENSITIVE] {
            assert!(!public.contains(&foreign), "{foreign} in {public:?}");
        }
        for foreign in [AttributeType::VERIFY, AttributeType::ENCRYPT, AttributeType::WRAP, AttributeType::MODULUS_BITS]
        {
            assert!(!private.contains(&foreign), "{foreign} in {private:?}");
        }
        for own in [AttributeType::SIGN, AttributeType::DECRYPT, AttributeType::UNWRAP, AttributeType::SENSITIVE] {
            assert!(private.contains(&own), "{own} not in {private:?}");
        }
    }

    #[test]
    fn both_halves_have_the_same_id_and_two_specs_do_not() {
        let spec = KeyPairSpec::ec(Curve::P256);
        let id = |template: &[Attribute<'_>]| {
            template.iter().find(|a| a.attribute_type() == AttributeType::ID).map(Attribute::describe)
        };
        assert_eq!(id(&spec.public_template()), id(&spec.private_template()));
        assert_ne!(id(&spec.public_template()), id(&KeyPairSpec::ec(Curve::P256).public_template()));
    }

    #[test]
    fn what_is_said_replaces_a_default_and_without_leaves_it_out() {
        let spec = KeyPairSpec::ec(Curve::P256).private(&[attr::SENSITIVE.is(false)]).without(attr::ID);
        let private = spec.private_template();
        let sensitive: Vec<_> = private
            .iter()
            .filter(|a| a.attribute_type() == AttributeType::SENSITIVE)
            .map(Attribute::describe)
            .collect();
        assert_eq!(sensitive, ["CKA_SENSITIVE=false"]);
        assert!(!types(&private).contains(&AttributeType::ID));
    }

    #[test]
    fn a_narrowed_use_is_said_as_false_and_nothing_foreign_is() {
        let spec = KeyPairSpec::ec(Curve::P256).may(Usage::SIGN | Usage::VERIFY);
        let said: Vec<_> = spec.private_template().iter().map(Attribute::describe).collect();
        assert!(
            said.contains(&"CKA_SIGN=true".to_owned()) && said.contains(&"CKA_DERIVE=false".to_owned()),
            "{said:?}"
        );
        assert!(!said.iter().any(|attribute| attribute.starts_with("CKA_DECRYPT")));
    }
}
