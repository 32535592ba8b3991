//! Keys whose algorithm is not known before: SubjectPublicKeyInfo and PKCS #8, by the algorithm they name.

use super::algorithm::{DH_KEY_AGREEMENT, DSA, EC_PUBLIC_KEY, KeyInfo, PrivateKeyInfo, RSA_ENCRYPTION};
use super::{dh, dsa, ec, rsa};
use crate::SecretBytes;
#[cfg(doc)]
use crate::error::encoding::ErrorKind;
use crate::error::encoding::Result;

/// A public key of any algorithm that this module decodes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PublicKey {
    /// rsaEncryption
    Rsa(rsa::PublicKey),
    /// id-ecPublicKey, and the Edwards and Montgomery keys of RFC 8410
    Ec(ec::PublicKey),
    /// id-dsa
    Dsa(dsa::PublicKey),
    /// dhKeyAgreement
    Dh(dh::PublicKey),
    /// Another algorithm: the whole SubjectPublicKeyInfo, and what algorithm it names.
    #[non_exhaustive]
    Other {
        /// The DER of the algorithm's object identifier, tag and length included.
        algorithm: Vec<u8>,
        /// The DER SubjectPublicKeyInfo, as it was given.
        spki: Vec<u8>,
    },
}

impl PublicKey {
    /// A DER SubjectPublicKeyInfo (`BEGIN PUBLIC KEY`).
    ///
    /// # Errors
    ///
    /// If it is not DER, or the key in it is malformed. An algorithm that is not known is no error.
    pub fn from_spki(spki: &[u8]) -> Result<Self> {
        Self::from_info(&KeyInfo::parse(spki)?, spki)
    }

    pub(super) fn from_info(info: &KeyInfo<'_>, spki: &[u8]) -> Result<Self> {
        match info.algorithm.oid() {
            RSA_ENCRYPTION => rsa::PublicKey::from_info(info).map(Self::Rsa),
            DSA => dsa::PublicKey::from_info(info).map(Self::Dsa),
            DH_KEY_AGREEMENT => dh::PublicKey::from_info(info).map(Self::Dh),
            oid if is_ec(oid) => ec::PublicKey::from_info(info).map(Self::Ec),
            oid => Ok(Self::Other { algorithm: oid.to_vec(), spki: spki.to_vec() }),
        }
    }

    /// The DER SubjectPublicKeyInfo.
    #[must_use]
    pub fn to_spki(&self) -> Vec<u8> {
        match self {
            Self::Rsa(key) => key.to_spki(),
            Self::Ec(key) => key.to_spki(),
            Self::Dsa(key) => key.to_spki(),
            Self::Dh(key) => key.to_spki(),
            Self::Other { spki, .. } => spki.clone(),
        }
    }
}

/// A private key of any algorithm that this module decodes, wiped on drop.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum PrivateKey {
    /// rsaEncryption
    Rsa(rsa::PrivateKey),
    /// id-ecPublicKey, and the Edwards and Montgomery keys of RFC 8410
    Ec(ec::PrivateKey),
    /// id-dsa
    Dsa(dsa::PrivateKey),
    /// dhKeyAgreement
    Dh(dh::PrivateKey),
}

impl PrivateKey {
    /// A DER PrivateKeyInfo or OneAsymmetricKey (PKCS #8: `BEGIN PRIVATE KEY`).
    ///
    /// # Errors
    ///
    /// If it is not DER or encrypted, if the key in it is malformed, or [`ErrorKind::Algorithm`] if it is of an
    /// algorithm that is not known.
    pub fn from_pkcs8(der: &[u8]) -> Result<Self> {
        let info = PrivateKeyInfo::parse(der)?;
        match info.algorithm.oid() {
            RSA_ENCRYPTION => rsa::PrivateKey::from_info(&info).map(Self::Rsa),
            DSA => dsa::PrivateKey::from_info(&info).map(Self::Dsa),
            DH_KEY_AGREEMENT => dh::PrivateKey::from_info(&info).map(Self::Dh),
            oid if is_ec(oid) => ec::PrivateKey::from_info(&info).map(Self::Ec),
            _ => Err(info.algorithm.unexpected()),
        }
    }

    /// The DER of PKCS #8.
    #[must_use]
    pub fn to_pkcs8(&self) -> SecretBytes {
        match self {
            Self::Rsa(key) => key.to_pkcs8(),
            Self::Ec(key) => key.to_pkcs8(),
            Self::Dsa(key) => key.to_pkcs8(),
            Self::Dh(key) => key.to_pkcs8(),
        }
    }
}

fn is_ec(oid: &[u8]) -> bool {
    let own = |curve: &ec::Curve| curve.kind() != ec::CurveKind::Weierstrass && curve.params() == oid;
    oid == EC_PUBLIC_KEY || ec::Curve::all().any(|curve| own(&curve))
}
