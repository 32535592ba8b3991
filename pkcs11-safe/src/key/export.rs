//! Public keys off the token, for the computer to use.

use crate::attribute as attr;
use crate::encoding::{PublicKey, dh, dsa, ec, rsa};
use crate::session::Session;
use crate::{Error, KeyType, Result, handle};

impl Session {
    /// Reads a public key as what everybody else understands: two calls.
    ///
    /// ```no_run
    /// # fn export(session: &pkcs11_safe::Session, key: pkcs11_safe::PublicKey) -> pkcs11_safe::Result<Vec<u8>> {
    /// let spki = session.export_public_key(key)?.to_spki();
    /// # Ok(spki) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`get`](Self::get); [`Error::Encoding`] if the token's numbers are no key; a usage error for a key type whose
    /// encoding is not known.
    pub fn export_public_key(&self, key: handle::PublicKey) -> Result<PublicKey> {
        match self.get(key, attr::KEY_TYPE)? {
            KeyType::RSA => {
                let (modulus, exponent) = self.get(key, (attr::MODULUS, attr::PUBLIC_EXPONENT))?;
                Ok(PublicKey::Rsa(rsa::PublicKey::from_attributes(&modulus, &exponent)?))
            }
            KeyType::EC | KeyType::EC_EDWARDS | KeyType::EC_MONTGOMERY => {
                let (params, point) = self.get(key, (attr::EC_PARAMS, attr::EC_POINT))?;
                Ok(PublicKey::Ec(ec::PublicKey::from_attributes(&params, &point)?))
            }
            KeyType::DSA => {
                let query = (attr::PRIME, attr::SUBPRIME, attr::BASE, attr::VALUE);
                let (prime, subprime, base, value) = self.get(key, query)?;
                let parameters = dsa::Parameters::from_attributes(&prime, &subprime, &base)?;
                Ok(PublicKey::Dsa(dsa::PublicKey::from_attributes(parameters, &value)?))
            }
            KeyType::DH => {
                let (prime, base, value) = self.get(key, (attr::PRIME, attr::BASE, attr::VALUE))?;
                let parameters = dh::Parameters::from_attributes(&prime, &base)?;
                Ok(PublicKey::Dh(dh::PublicKey::from_attributes(parameters, &value)?))
            }
            other => Err(Error::usage("key", format!("there is no encoding for a key of type {other}"))),
        }
    }
}
