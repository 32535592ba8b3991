//! Diffie-Hellman keys and domain parameters (PKCS #11 6.4; PKCS #3, 9). X9.42 keys, which have a subprime, are others.

use super::algorithm::{DH_KEY_AGREEMENT, KeyInfo, PrivateKeyInfo, number};
use super::reader::{Element, Reader, tag};
use super::writer::Node;
use crate::SecretBytes;
use crate::error::encoding::{Error, ErrorKind, Result};

/// Diffie-Hellman domain parameters: two numbers, big-endian, without zeros in front, and perhaps a length.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Parameters {
    prime: Vec<u8>,
    base: Vec<u8>,
    private_value_bits: Option<u32>,
}

impl Parameters {
    /// What a token holds: `CKA_PRIME` and `CKA_BASE`, big-endian. Zeros in front are absorbed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Zero`] if one of them is empty or zero.
    pub fn from_attributes(prime: &[u8], base: &[u8]) -> Result<Self> {
        Ok(Self { prime: number(prime)?, base: number(base)?, private_value_bits: None })
    }

    /// The DER of DHParameter (`BEGIN DH PARAMETERS`): a SEQUENCE of p, g and perhaps the length of private values.
    ///
    /// # Errors
    ///
    /// If it is not DER, p or g is zero, or a number is negative.
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
        let (prime, base) = (reader.positive()?.to_vec(), reader.positive()?.to_vec());
        let private_value_bits = reader.optional(tag::INTEGER)?.map(|bits| length(&bits)).transpose()?;
        reader.finish()?;
        Ok(Self { prime, base, private_value_bits })
    }

    /// The DER of DHParameter: a SEQUENCE of p, g and, if it is known, the length of private values.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        let bits = self.private_value_bits.map(u32::to_be_bytes);
        let bits = bits.as_ref().map(|bits| Node::Uint(bits));
        let parts: Vec<_> = [Node::Uint(&self.prime), Node::Uint(&self.base)].into_iter().chain(bits).collect();
        Node::sequence(&parts).encode()
    }

    /// `CKA_PRIME`: p.
    #[must_use]
    pub fn prime(&self) -> &[u8] {
        &self.prime
    }

    /// `CKA_BASE`: g.
    #[must_use]
    pub fn base(&self) -> &[u8] {
        &self.base
    }

    /// `CKA_VALUE_BITS`: how long private values should be, in bits, if the parameters say so.
    #[must_use]
    pub fn private_value_bits(&self) -> Option<u32> {
        self.private_value_bits
    }
}

/// A Diffie-Hellman public key.
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
    /// If it is not DER or of another algorithm, or a number is zero or negative.
    pub fn from_spki(spki: &[u8]) -> Result<Self> {
        Self::from_info(&KeyInfo::parse(spki)?)
    }

    pub(super) fn from_info(info: &KeyInfo<'_>) -> Result<Self> {
        info.algorithm.expect(DH_KEY_AGREEMENT)?;
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
        KeyInfo::encode(DH_KEY_AGREEMENT, &self.parameters.to_der(), &[Node::Uint(&self.value)])
    }

    /// The domain parameters.
    #[must_use]
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// `CKA_VALUE`: y, big-endian, without zeros in front. It is also the public data that `CKM_DH_PKCS_DERIVE` takes.
    #[must_use]
    pub fn value(&self) -> &[u8] {
        &self.value
    }
}

/// A Diffie-Hellman private key, wiped on drop.
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
        info.algorithm.expect(DH_KEY_AGREEMENT)?;
        let parameters = Parameters::read(&info.algorithm.parameters()?)?;
        let mut reader = info.key.inner();
        let value = reader.positive()?.into();
        reader.finish()?;
        Ok(Self { parameters, value })
    }

    /// The DER PrivateKeyInfo of PKCS #8.
    #[must_use]
    pub fn to_pkcs8(&self) -> SecretBytes {
        PrivateKeyInfo::encode(DH_KEY_AGREEMENT, &self.parameters.to_der(), &[Node::Uint(&self.value)], None)
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

/// privateValueLength, in bits.
fn length(element: &Element<'_>) -> Result<u32> {
    let number = element.uint()?;
    if number.len() > size_of::<u32>() {
        return Err(element.error(ErrorKind::TooLong { max: size_of::<u32>() }));
    }
    Ok(number.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte)))
}
