//! DSA keys and domain parameters (PKCS #11 6.2; RFC 3279 2.3.2). Signatures are those of [`ecdsa`](super::ecdsa), with
//! the length of the subprime.

use super::algorithm::{DSA, KeyInfo, PrivateKeyInfo, number};
use super::reader::{Element, Reader, tag};
use super::writer::Node;
use crate::SecretBytes;
use crate::error::encoding::{Error, ErrorKind, Result};

/// DSA domain parameters: three numbers, big-endian, without zeros in front.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Parameters {
    prime: Vec<u8>,
    subprime: Vec<u8>,
    base: Vec<u8>,
}

impl Parameters {
    /// What a token holds: `CKA_PRIME`, `CKA_SUBPRIME` and `CKA_BASE`, big-endian. Zeros in front are absorbed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Zero`] if one of them is empty or zero.
    pub fn from_attributes(prime: &[u8], subprime: &[u8], base: &[u8]) -> Result<Self> {
        Ok(Self { prime: number(prime)?, subprime: number(subprime)?, base: number(base)? })
    }

    /// The DER of Dss-Parms: a SEQUENCE of p, q and g.
    ///
    /// # Errors
    ///
    /// If it is not DER, or a number is zero or negative.
    pub fn from_der(der: &[u8]) -> Result<Self> {
        let mut reader = Reader::new(der)?;
        let sequence = reader.expect(tag::SEQUENCE)?;
        reader.finish()?;
        Self::read(&sequence)
    }

    fn read(element: &Element<'_>) -> Result<Self> {
        if element.encoded.first() != Some(&tag::SEQUENCE) {
            return Err(Error::new(ErrorKind::Parameters, element.position));
        }
        let mut reader = element.inner();
        let (prime, subprime, base) = (reader.positive()?, reader.positive()?, reader.positive()?);
        reader.finish()?;
        Ok(Self { prime: prime.to_vec(), subprime: subprime.to_vec(), base: base.to_vec() })
    }

    /// The DER of Dss-Parms: a SEQUENCE of p, q and g.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        Node::sequence(&[Node::Uint(&self.prime), Node::Uint(&self.subprime), Node::Uint(&self.base)]).encode()
    }

    /// `CKA_PRIME`: p.
    #[must_use]
    pub fn prime(&self) -> &[u8] {
        &self.prime
    }

    /// `CKA_SUBPRIME`: q. Its length, in bytes, is the `order_len` of [`ecdsa`](super::ecdsa).
    #[must_use]
    pub fn subprime(&self) -> &[u8] {
        &self.subprime
    }

    /// `CKA_BASE`: g.
    #[must_use]
    pub fn base(&self) -> &[u8] {
        &self.base
    }
}

/// A DSA public key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PublicKey {
    parameters: Parameters,
    value: Vec<u8>,
}

impl PublicKey {
    /// The key that a token holds: its domain parameters, and `CKA_VALUE`, big-endian. Zeros in front are absorbed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Zero`] if the value is empty or zero.
    pub fn from_attributes(parameters: Parameters, value: &[u8]) -> Result<Self> {
        Ok(Self { parameters, value: number(value)? })
    }

    /// The DER INTEGER of y, with the parameters beside it.
    ///
    /// # Errors
    ///
    /// If it is not DER, or the number is zero or negative.
    pub fn from_der(parameters: Parameters, der: &[u8]) -> Result<Self> {
        Self::read(parameters, Reader::new(der)?)
    }

    /// A DER SubjectPublicKeyInfo.
    ///
    /// # Errors
    ///
    /// If it is not DER or of another algorithm, if it has no parameters (it inherits them from its issuer), or a
    /// number is zero or negative.
    pub fn from_spki(spki: &[u8]) -> Result<Self> {
        Self::from_info(&KeyInfo::parse(spki)?)
    }

    pub(super) fn from_info(info: &KeyInfo<'_>) -> Result<Self> {
        info.algorithm.expect(DSA)?;
        Self::read(Parameters::read(&info.algorithm.parameters()?)?, info.inner())
    }

    fn read(parameters: Parameters, mut reader: Reader<'_>) -> Result<Self> {
        let value = reader.positive()?.to_vec();
        reader.finish()?;
        Ok(Self { parameters, value })
    }

    /// The DER INTEGER of y.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        Node::Uint(&self.value).encode()
    }

    /// The DER SubjectPublicKeyInfo.
    #[must_use]
    pub fn to_spki(&self) -> Vec<u8> {
        KeyInfo::encode(DSA, &self.parameters.to_der(), &[Node::Uint(&self.value)])
    }

    /// The domain parameters.
    #[must_use]
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// `CKA_VALUE`: y, big-endian, without zeros in front.
    #[must_use]
    pub fn value(&self) -> &[u8] {
        &self.value
    }
}

/// A DSA private key, wiped on drop.
#[derive(Clone, Debug)]
pub struct PrivateKey {
    parameters: Parameters,
    value: SecretBytes,
}

impl PrivateKey {
    /// A DER PrivateKeyInfo (PKCS #8: `BEGIN PRIVATE KEY`).
    ///
    /// # Errors
    ///
    /// If it is not DER, encrypted or of another algorithm, or a number is zero or negative.
    pub fn from_pkcs8(der: &[u8]) -> Result<Self> {
        Self::from_info(&PrivateKeyInfo::parse(der)?)
    }

    pub(super) fn from_info(info: &PrivateKeyInfo<'_>) -> Result<Self> {
        info.algorithm.expect(DSA)?;
        let parameters = Parameters::read(&info.algorithm.parameters()?)?;
        let mut reader = info.key.inner();
        let value = reader.positive()?.into();
        reader.finish()?;
        Ok(Self { parameters, value })
    }

    /// The DER PrivateKeyInfo of PKCS #8.
    #[must_use]
    pub fn to_pkcs8(&self) -> SecretBytes {
        PrivateKeyInfo::encode(DSA, &self.parameters.to_der(), &[Node::Uint(&self.value)], None)
    }

    /// The domain parameters.
    #[must_use]
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// `CKA_VALUE`: x, big-endian, without zeros in front. Secret.
    #[must_use]
    pub fn value(&self) -> &[u8] {
        &self.value
    }
}
