//! RSA private keys: RSAPrivateKey (RFC 8017, A.1.2), and in PKCS #8.

use super::PublicKey;
use crate::SecretBytes;
use crate::encoding::algorithm::{NULL, PrivateKeyInfo, RSA_ENCRYPTION, version};
use crate::encoding::reader::{Reader, tag};
use crate::encoding::writer::Node;
use crate::error::encoding::{ErrorKind, Result};

/// An RSA private key of two primes: eight numbers, big-endian, without zeros in front. The secret ones are wiped on
/// drop.
#[derive(Clone, Debug)]
pub struct PrivateKey {
    public: PublicKey,
    private_exponent: SecretBytes,
    prime_1: SecretBytes,
    prime_2: SecretBytes,
    exponent_1: SecretBytes,
    exponent_2: SecretBytes,
    coefficient: SecretBytes,
}

impl PrivateKey {
    /// A DER RSAPrivateKey (PKCS #1: `BEGIN RSA PRIVATE KEY`).
    ///
    /// # Errors
    ///
    /// If it is not DER, a number is zero or negative, or the key has more than two primes.
    pub fn from_pkcs1(der: &[u8]) -> Result<Self> {
        Self::read(Reader::new(der)?)
    }

    /// A DER PrivateKeyInfo (PKCS #8: `BEGIN PRIVATE KEY`). The NULL that the algorithm has may be absent.
    ///
    /// # Errors
    ///
    /// If it is not DER, encrypted, or of another algorithm; else as with [`from_pkcs1`](Self::from_pkcs1).
    pub fn from_pkcs8(der: &[u8]) -> Result<Self> {
        Self::from_info(&PrivateKeyInfo::parse(der)?)
    }

    pub(in crate::encoding) fn from_info(info: &PrivateKeyInfo<'_>) -> Result<Self> {
        info.algorithm.expect(RSA_ENCRYPTION)?;
        info.algorithm.null_or_no_parameters()?;
        Self::read(info.key.inner())
    }

    fn read(mut outer: Reader<'_>) -> Result<Self> {
        let mut reader = outer.sequence()?;
        outer.finish()?;
        let version = reader.expect(tag::INTEGER)?;
        match version.uint()? {
            [] => {}
            [1] => return Err(version.error(ErrorKind::MultiPrime)),
            _ => return Err(version.error(ErrorKind::Version)),
        }
        let public = PublicKey::from_attributes(reader.positive()?, reader.positive()?)?;
        let mut secret = || reader.positive().map(SecretBytes::from);
        let key = Self {
            public,
            private_exponent: secret()?,
            prime_1: secret()?,
            prime_2: secret()?,
            exponent_1: secret()?,
            exponent_2: secret()?,
            coefficient: secret()?,
        };
        reader.finish()?;
        Ok(key)
    }

    /// The DER RSAPrivateKey of PKCS #1.
    #[must_use]
    pub fn to_pkcs1(&self) -> SecretBytes {
        self.pkcs1(|key| key.encode().into())
    }

    /// The DER PrivateKeyInfo of PKCS #8.
    #[must_use]
    pub fn to_pkcs8(&self) -> SecretBytes {
        self.pkcs1(|key| PrivateKeyInfo::encode(RSA_ENCRYPTION, NULL, &[*key], None))
    }

    fn pkcs1(&self, encode: impl FnOnce(&Node<'_>) -> SecretBytes) -> SecretBytes {
        encode(&Node::sequence(&[
            version(&0),
            Node::Uint(self.modulus()),
            Node::Uint(self.public_exponent()),
            Node::Uint(&self.private_exponent),
            Node::Uint(&self.prime_1),
            Node::Uint(&self.prime_2),
            Node::Uint(&self.exponent_1),
            Node::Uint(&self.exponent_2),
            Node::Uint(&self.coefficient),
        ]))
    }

    /// The public half.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// `CKA_MODULUS`: n.
    #[doc(alias = "CKA_MODULUS")]
    #[must_use]
    pub fn modulus(&self) -> &[u8] {
        self.public.modulus()
    }

    /// `CKA_PUBLIC_EXPONENT`: e.
    #[doc(alias = "CKA_PUBLIC_EXPONENT")]
    #[must_use]
    pub fn public_exponent(&self) -> &[u8] {
        self.public.public_exponent()
    }

    /// `CKA_PRIVATE_EXPONENT`: d. Secret.
    #[doc(alias = "CKA_PRIVATE_EXPONENT")]
    #[must_use]
    pub fn private_exponent(&self) -> &[u8] {
        &self.private_exponent
    }

    /// `CKA_PRIME_1`: p. Secret.
    #[doc(alias = "CKA_PRIME_1")]
    #[must_use]
    pub fn prime_1(&self) -> &[u8] {
        &self.prime_1
    }

    /// `CKA_PRIME_2`: q. Secret.
    #[doc(alias = "CKA_PRIME_2")]
    #[must_use]
    pub fn prime_2(&self) -> &[u8] {
        &self.prime_2
    }

    /// `CKA_EXPONENT_1`: d mod p - 1. Secret.
    #[doc(alias = "CKA_EXPONENT_1")]
    #[must_use]
    pub fn exponent_1(&self) -> &[u8] {
        &self.exponent_1
    }

    /// `CKA_EXPONENT_2`: d mod q - 1. Secret.
    #[doc(alias = "CKA_EXPONENT_2")]
    #[must_use]
    pub fn exponent_2(&self) -> &[u8] {
        &self.exponent_2
    }

    /// `CKA_COEFFICIENT`: the inverse of q mod p. Secret.
    #[doc(alias = "CKA_COEFFICIENT")]
    #[must_use]
    pub fn coefficient(&self) -> &[u8] {
        &self.coefficient
    }
}
