//! Keys and certificates as templates (PKCS #11 4.6.3, 6.1 to 6.4): what an object of each kind cannot do without.
//!
//! Each template says what the object is and holds. What it may do, its label and whether it is stored is the caller's
//! to add.

use super::ec::CurveKind;
use super::x509::{Certificate, KeyHashes};
use super::{PrivateKey, PublicKey, dh, dsa, ec, rsa};
use crate::attribute::{self as attr, Attribute};
use crate::error::encoding::{Error, ErrorKind, Result};
use crate::{CertificateType, KeyType, ObjectClass};

type Template<'a> = Vec<Attribute<'a>>;

fn key<'a>(class: ObjectClass, key_type: KeyType, parts: &[Attribute<'a>]) -> Template<'a> {
    [&[attr::CLASS.is(class), attr::KEY_TYPE.is(key_type)], parts].concat()
}

const fn ec_key_type(kind: CurveKind) -> KeyType {
    match kind {
        CurveKind::Weierstrass => KeyType::EC,
        CurveKind::Edwards => KeyType::EC_EDWARDS,
        CurveKind::Montgomery => KeyType::EC_MONTGOMERY,
    }
}

impl rsa::PublicKey {
    /// `CLASS`, `KEY_TYPE`, `MODULUS`, `PUBLIC_EXPONENT`: a public key to create.
    #[must_use]
    pub fn template(&self) -> Template<'_> {
        let parts = [attr::MODULUS.is(self.modulus()), attr::PUBLIC_EXPONENT.is(self.public_exponent())];
        key(ObjectClass::PUBLIC_KEY, KeyType::RSA, &parts)
    }
}

impl rsa::PrivateKey {
    /// `CLASS`, `KEY_TYPE`, and the eight numbers from `MODULUS` to `COEFFICIENT`: a private key to create.
    #[must_use]
    pub fn template(&self) -> Template<'_> {
        let parts = [
            attr::MODULUS.is(self.modulus()),
            attr::PUBLIC_EXPONENT.is(self.public_exponent()),
            attr::PRIVATE_EXPONENT.is(self.private_exponent()),
            attr::PRIME_1.is(self.prime_1()),
            attr::PRIME_2.is(self.prime_2()),
            attr::EXPONENT_1.is(self.exponent_1()),
            attr::EXPONENT_2.is(self.exponent_2()),
            attr::COEFFICIENT.is(self.coefficient()),
        ];
        key(ObjectClass::PRIVATE_KEY, KeyType::RSA, &parts)
    }
}

impl ec::PublicKey {
    /// `CLASS`, `KEY_TYPE` (by the curve: EC, EC_EDWARDS or EC_MONTGOMERY), `EC_PARAMS`, `EC_POINT`: a public key to
    /// create. The point is the standard's DER OCTET STRING; for a module that wants it bare, put
    /// `attr::EC_POINT.is(key.point().raw())` in its place.
    #[must_use]
    pub fn template(&self) -> Template<'_> {
        let parts = [attr::EC_PARAMS.is(self.params()), attr::EC_POINT.is(self.point().der())];
        key(ObjectClass::PUBLIC_KEY, ec_key_type(self.kind()), &parts)
    }
}

impl ec::PrivateKey {
    /// `CLASS`, `KEY_TYPE` (by the curve: EC, EC_EDWARDS or EC_MONTGOMERY), `EC_PARAMS`, `VALUE`: a private key to
    /// create.
    #[must_use]
    pub fn template(&self) -> Template<'_> {
        let parts = [attr::EC_PARAMS.is(self.params()), attr::VALUE.is(self.value())];
        key(ObjectClass::PRIVATE_KEY, ec_key_type(self.kind()), &parts)
    }
}

fn dsa_key<'a>(class: ObjectClass, parameters: &'a dsa::Parameters, value: &'a [u8]) -> Template<'a> {
    let parts = [
        attr::PRIME.is(parameters.prime()),
        attr::SUBPRIME.is(parameters.subprime()),
        attr::BASE.is(parameters.base()),
        attr::VALUE.is(value),
    ];
    key(class, KeyType::DSA, &parts)
}

impl dsa::PublicKey {
    /// `CLASS`, `KEY_TYPE`, `PRIME`, `SUBPRIME`, `BASE`, `VALUE`: a public key to create.
    #[must_use]
    pub fn template(&self) -> Template<'_> {
        dsa_key(ObjectClass::PUBLIC_KEY, self.parameters(), self.value())
    }
}

impl dsa::PrivateKey {
    /// `CLASS`, `KEY_TYPE`, `PRIME`, `SUBPRIME`, `BASE`, `VALUE`: a private key to create.
    #[must_use]
    pub fn template(&self) -> Template<'_> {
        dsa_key(ObjectClass::PRIVATE_KEY, self.parameters(), self.value())
    }
}

impl dsa::Parameters {
    /// `PRIME`, `SUBPRIME`, `BASE`: what the public template of a key pair to generate holds.
    #[must_use]
    pub fn template(&self) -> [Attribute<'_>; 3] {
        [attr::PRIME.is(self.prime()), attr::SUBPRIME.is(self.subprime()), attr::BASE.is(self.base())]
    }
}

fn dh_key<'a>(class: ObjectClass, parameters: &'a dh::Parameters, value: &'a [u8]) -> Template<'a> {
    let parts = [attr::PRIME.is(parameters.prime()), attr::BASE.is(parameters.base()), attr::VALUE.is(value)];
    key(class, KeyType::DH, &parts)
}

impl dh::PublicKey {
    /// `CLASS`, `KEY_TYPE`, `PRIME`, `BASE`, `VALUE`: a public key to create.
    #[must_use]
    pub fn template(&self) -> Template<'_> {
        dh_key(ObjectClass::PUBLIC_KEY, self.parameters(), self.value())
    }
}

impl dh::PrivateKey {
    /// `CLASS`, `KEY_TYPE`, `PRIME`, `BASE`, `VALUE`: a private key to create.
    #[must_use]
    pub fn template(&self) -> Template<'_> {
        dh_key(ObjectClass::PRIVATE_KEY, self.parameters(), self.value())
    }
}

impl dh::Parameters {
    /// `PRIME`, `BASE`: what the public template of a key pair to generate holds.
    #[must_use]
    pub fn template(&self) -> [Attribute<'_>; 2] {
        [attr::PRIME.is(self.prime()), attr::BASE.is(self.base())]
    }
}

impl PublicKey {
    /// The template of the key, a public key to create.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Algorithm`] for [`PublicKey::Other`].
    pub fn template(&self) -> Result<Template<'_>> {
        match self {
            Self::Rsa(key) => Ok(key.template()),
            Self::Ec(key) => Ok(key.template()),
            Self::Dsa(key) => Ok(key.template()),
            Self::Dh(key) => Ok(key.template()),
            Self::Other { .. } => Err(Error::new(ErrorKind::Algorithm, 0)),
        }
    }
}

impl PrivateKey {
    /// The template of the key, a private key to create.
    #[must_use]
    pub fn template(&self) -> Template<'_> {
        match self {
            Self::Rsa(key) => key.template(),
            Self::Ec(key) => key.template(),
            Self::Dsa(key) => key.template(),
            Self::Dh(key) => key.template(),
        }
    }
}

impl Certificate {
    /// `CLASS`, `CERTIFICATE_TYPE`, `SUBJECT`, `ISSUER`, `SERIAL_NUMBER`, `VALUE`: a certificate to create.
    #[must_use]
    pub fn template(&self) -> Template<'_> {
        vec![
            attr::CLASS.is(ObjectClass::CERTIFICATE),
            attr::CERTIFICATE_TYPE.is(CertificateType::X_509),
            attr::SUBJECT.is(self.subject()),
            attr::ISSUER.is(self.issuer()),
            attr::SERIAL_NUMBER.is(self.serial_number()),
            attr::VALUE.is(self.der()),
        ]
    }

    /// `START_DATE` and `END_DATE`, to add to the template.
    #[must_use]
    pub fn validity_template(&self) -> [Attribute<'static>; 2] {
        [attr::START_DATE.is(self.not_before()), attr::END_DATE.is(self.not_after())]
    }
}

impl KeyHashes {
    /// `HASH_OF_SUBJECT_PUBLIC_KEY`, and `HASH_OF_ISSUER_PUBLIC_KEY` if it is known, to add to a certificate's template.
    #[must_use]
    pub fn template(&self) -> Template<'_> {
        let issuer = self.issuer.as_ref().map(|hash| attr::HASH_OF_ISSUER_PUBLIC_KEY.is(hash));
        [attr::HASH_OF_SUBJECT_PUBLIC_KEY.is(&self.subject)].into_iter().chain(issuer).collect()
    }
}
