//! RSA public keys: RSAPublicKey (RFC 8017, A.1.1), and as SubjectPublicKeyInfo (RFC 3279 2.3.1).

use crate::encoding::algorithm::{KeyInfo, NULL, RSA_ENCRYPTION, number};
use crate::encoding::reader::Reader;
use crate::encoding::writer::Node;
#[cfg(doc)]
use crate::error::encoding::ErrorKind;
use crate::error::encoding::Result;

/// An RSA public key: two numbers, big-endian, without zeros in front.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PublicKey {
    modulus: Vec<u8>,
    public_exponent: Vec<u8>,
}

impl PublicKey {
    /// The key that a token holds: `CKA_MODULUS` and `CKA_PUBLIC_EXPONENT`, big-endian. Zeros in front are absorbed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Zero`] if one of them is empty or zero.
    pub fn from_attributes(modulus: &[u8], public_exponent: &[u8]) -> Result<Self> {
        Ok(Self { modulus: number(modulus)?, public_exponent: number(public_exponent)? })
    }

    /// A DER RSAPublicKey (PKCS #1: `BEGIN RSA PUBLIC KEY`).
    ///
    /// # Errors
    ///
    /// If it is not DER, or a number is zero or negative.
    pub fn from_pkcs1(der: &[u8]) -> Result<Self> {
        Self::read(Reader::new(der)?)
    }

    /// A DER SubjectPublicKeyInfo (`BEGIN PUBLIC KEY`). The NULL that the algorithm has may be absent.
    ///
    /// # Errors
    ///
    /// If it is not DER or of another algorithm, or a number is zero or negative.
    pub fn from_spki(spki: &[u8]) -> Result<Self> {
        Self::from_info(&KeyInfo::parse(spki)?)
    }

    pub(in crate::encoding) fn from_info(info: &KeyInfo<'_>) -> Result<Self> {
        info.algorithm.expect(RSA_ENCRYPTION)?;
        info.algorithm.null_or_no_parameters()?;
        Self::read(info.inner())
    }

    fn read(mut outer: Reader<'_>) -> Result<Self> {
        let mut reader = outer.sequence()?;
        outer.finish()?;
        let (modulus, public_exponent) = (reader.positive()?, reader.positive()?);
        reader.finish()?;
        Ok(Self { modulus: modulus.to_vec(), public_exponent: public_exponent.to_vec() })
    }

    /// The DER RSAPublicKey of PKCS #1.
    #[must_use]
    pub fn to_pkcs1(&self) -> Vec<u8> {
        self.pkcs1(|key| key.encode())
    }

    /// The DER SubjectPublicKeyInfo.
    #[must_use]
    pub fn to_spki(&self) -> Vec<u8> {
        self.pkcs1(|key| KeyInfo::encode(RSA_ENCRYPTION, NULL, &[*key]))
    }

    fn pkcs1(&self, encode: impl FnOnce(&Node<'_>) -> Vec<u8>) -> Vec<u8> {
        encode(&Node::sequence(&[Node::Uint(&self.modulus), Node::Uint(&self.public_exponent)]))
    }

    /// `CKA_MODULUS`: n, big-endian, without zeros in front.
    #[doc(alias = "CKA_MODULUS")]
    #[must_use]
    pub fn modulus(&self) -> &[u8] {
        &self.modulus
    }

    /// `CKA_PUBLIC_EXPONENT`: e, big-endian, without zeros in front.
    #[doc(alias = "CKA_PUBLIC_EXPONENT")]
    #[must_use]
    pub fn public_exponent(&self) -> &[u8] {
        &self.public_exponent
    }

    /// The size of the modulus, in bits.
    #[doc(alias = "CKA_MODULUS_BITS")]
    #[must_use]
    pub fn bits(&self) -> usize {
        let unused = self.modulus.first().map_or(0, |first| first.leading_zeros() as usize);
        self.modulus.len() * 8 - unused
    }
}
