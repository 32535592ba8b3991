//! Digesting on the token (5.12): C_DigestInit, C_Digest, C_DigestUpdate, C_DigestKey, C_DigestFinal.

use super::DIGEST_GUESS;
use super::holder::Holder;
use super::running::Running;
use crate::Result;
use crate::handle::SecretKey;
use crate::mechanism::Mechanism;
use crate::raw::DIGEST;
use crate::session::Session;
use core::ops::DerefMut;
use pkcs11_sys::CK_INVALID_HANDLE;

impl Session {
    /// The digest of data.
    ///
    /// # Errors
    ///
    /// What `C_DigestInit` and `C_Digest` return.
    #[doc(alias = "C_Digest")]
    pub fn digest<'m>(&self, mechanism: impl Into<Mechanism<'m>>, data: &[u8]) -> Result<Vec<u8>> {
        let once = |link: &crate::link::Link| link.raw_once_vec(&DIGEST, data, DIGEST_GUESS);
        self.one_shot(&DIGEST, &mechanism.into(), CK_INVALID_HANDLE, once)
    }

    /// As [`digest`](Self::digest), into a buffer; gives the length of the digest. Nothing is allocated.
    ///
    /// # Errors
    ///
    /// As [`digest`](Self::digest), and a usage error that tells the size if the buffer is too small.
    #[doc(alias = "C_Digest")]
    pub fn digest_into<'m>(
        &self,
        mechanism: impl Into<Mechanism<'m>>,
        data: &[u8],
        buffer: &mut [u8],
    ) -> Result<usize> {
        self.one_shot(&DIGEST, &mechanism.into(), CK_INVALID_HANDLE, |link| {
            link.raw_once(&DIGEST, data, buffer)?.into_caller(buffer.len())
        })
    }

    /// The digest of a secret key's value, which does not leave the token.
    ///
    /// # Errors
    ///
    /// What `C_DigestKey` returns: `CKR_KEY_INDIGESTIBLE` for a key that the token does not digest.
    #[doc(alias = "C_DigestKey")]
    pub fn digest_key<'m>(&mut self, mechanism: impl Into<Mechanism<'m>>, key: SecretKey) -> Result<Vec<u8>> {
        let mut digester = self.digester(mechanism)?;
        digester.update_key(key)?;
        digester.finish()
    }

    /// Begins a digest of data that comes in pieces.
    ///
    /// # Errors
    ///
    /// What `C_DigestInit` returns.
    #[doc(alias = "C_DigestInit")]
    pub fn digester<'m>(&mut self, mechanism: impl Into<Mechanism<'m>>) -> Result<Digester<&mut Self>> {
        Digester::begin(self, mechanism)
    }

    /// As [`digester`](Self::digester), and the session is moved into the operation, which can be stored anywhere.
    ///
    /// # Errors
    ///
    /// What `C_DigestInit` returns, with the session.
    #[doc(alias = "C_DigestInit")]
    pub fn into_digester<'m>(self, mechanism: impl Into<Mechanism<'m>>) -> Result<Digester, super::Returned> {
        Digester::begin(Box::new(self), mechanism)
    }
}

/// A digest under way. Dropped, it is given up, and the session is free again.
///
/// ```no_run
/// # use pkcs11_safe::{Mechanism, Result, Session};
/// # fn digest(session: &mut Session, mut file: std::fs::File) -> Result<Vec<u8>> {
/// let mut digester = session.digester(Mechanism::SHA256)?;
/// digester.update_from(&mut file)?;
/// digester.finish()
/// # }
/// ```
pub struct Digester<S: DerefMut<Target = Session> = Box<Session>>(pub(super) Running<S>);

impl<S: DerefMut<Target = Session>> Digester<S> {
    /// Adds the value of a secret key, which does not leave the token.
    ///
    /// # Errors
    ///
    /// What `C_DigestKey` returns; the digest is given up then.
    #[doc(alias = "C_DigestKey")]
    pub fn update_key(&mut self, key: SecretKey) -> Result<()> {
        let key = self.0.session.link.own("key", key)?;
        self.0.digest_key(key)
    }
}

impl<S: Holder> Digester<S> {
    /// Begins a digest in a session that `S` holds.
    ///
    /// # Errors
    ///
    /// What `C_DigestInit` returns.
    #[doc(alias = "C_DigestInit")]
    pub fn begin<'m>(session: S, mechanism: impl Into<Mechanism<'m>>) -> Result<Self, S::Failed> {
        Running::begin(session, &DIGEST, &mechanism.into(), |_| Ok(CK_INVALID_HANDLE)).map(Self)
    }

    /// Digests data that is all there, in a single part.
    ///
    /// # Errors
    ///
    /// What `C_Digest` returns. A usage error once data was added: the single part would leave that out.
    #[doc(alias = "C_Digest")]
    pub fn digest(mut self, data: &[u8]) -> Result<S::With<Vec<u8>>, S::Failed> {
        let digest = self.0.single(|session, verb| session.link.raw_once_vec(verb, data, DIGEST_GUESS));
        self.0.ended(digest)
    }
}
