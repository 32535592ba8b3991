//! Generating keys from templates (5.18.1, 5.18.2). From little, see [`KeyPairSpec`](crate::KeyPairSpec).

use crate::Result;
use crate::attribute::Attribute;
use crate::attribute::copied;
use crate::handle::{DomainParameters, KeyPair, Object, PrivateKey, PublicKey, SecretKey};
use crate::mechanism::Mechanism;
use crate::session::Session;

impl Session {
    /// Generates a secret key.
    ///
    /// # Errors
    ///
    /// What `C_GenerateKey` returns.
    #[doc(alias = "C_GenerateKey")]
    pub fn generate_key<'m>(
        &self,
        mechanism: impl Into<Mechanism<'m>>,
        template: &[Attribute<'_>],
    ) -> Result<SecretKey> {
        let mechanism = mechanism.into();
        copied(template, |template| {
            let generate = || self.link.raw_generate_key(&mechanism, template);
            let done = |handle| SecretKey::from_object(self.link.object(handle));
            self.healed(0, generate, done, |error| {
                error.about_template(template.types()).about_mechanism(mechanism.mechanism_type())
            })
        })
    }

    /// Generates domain parameters, of DSA or Diffie-Hellman.
    ///
    /// # Errors
    ///
    /// What `C_GenerateKey` returns.
    #[doc(alias = "C_GenerateKey")]
    pub fn generate_domain_parameters<'m>(
        &self,
        mechanism: impl Into<Mechanism<'m>>,
        template: &[Attribute<'_>],
    ) -> Result<DomainParameters> {
        let generated: Object = self.generate_key(mechanism, template)?.into();
        Ok(DomainParameters::from_object(generated))
    }

    /// Generates a key pair. Each template says only what applies to its class.
    ///
    /// # Errors
    ///
    /// What `C_GenerateKeyPair` returns.
    #[doc(alias = "C_GenerateKeyPair")]
    pub fn generate_key_pair<'m>(
        &self,
        mechanism: impl Into<Mechanism<'m>>,
        public: &[Attribute<'_>],
        private: &[Attribute<'_>],
    ) -> Result<KeyPair> {
        let mechanism = mechanism.into();
        copied(public, |public| {
            copied(private, |private| {
                let generate = || self.link.raw_generate_key_pair(&mechanism, public, private);
                let done = |(public, private)| {
                    let (public, private) = (self.link.object(public), self.link.object(private));
                    KeyPair::new(PublicKey::from_object(public), PrivateKey::from_object(private))
                };
                self.healed(0, generate, done, |error| {
                    let both = public.types().chain(private.types());
                    error.about_template(both).about_mechanism(mechanism.mechanism_type())
                })
            })
        })
    }
}
