//! Signing and MACing (5.13): C_SignInit, C_Sign, C_SignUpdate, C_SignFinal.

use super::holder::Holder;
use super::running::Running;
use super::signature_guess;
use crate::Result;
use crate::handle::Object;
use crate::mechanism::Mechanism;
use crate::raw::SIGN;
use crate::session::Session;
use core::ops::DerefMut;

impl Session {
    /// Signs data, or computes its MAC: two calls.
    ///
    /// ```no_run
    /// # use pkcs11_safe::{mechanism::{Hash, RsaPkcsPss}, Mechanism, PrivateKey, Result, Session};
    /// # fn sign(session: &Session, key: PrivateKey, message: &[u8], digest: &[u8]) -> Result<()> {
    /// let pss = session.sign(&RsaPkcsPss::new(Hash::Sha256), key, message)?;
    /// let r_and_s = session.sign(Mechanism::ECDSA, key, digest)?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// What `C_SignInit` and `C_Sign` return. `CKR_USER_NOT_LOGGED_IN` for a key that wants its PIN for every signature:
    /// see [`Signer::authenticate`].
    #[doc(alias = "C_Sign")]
    pub fn sign<'m>(
        &self,
        mechanism: impl Into<Mechanism<'m>>,
        key: impl Into<Object>,
        data: &[u8],
    ) -> Result<Vec<u8>> {
        let (mechanism, key) = (mechanism.into(), self.link.own("key", key)?);
        let guess = signature_guess(mechanism.mechanism_type());
        self.one_shot(&SIGN, &mechanism, key, |link| link.raw_once_vec(&SIGN, data, guess))
    }

    /// As [`sign`](Self::sign), into a buffer; gives the length of the signature. Nothing is allocated.
    ///
    /// # Errors
    ///
    /// As [`sign`](Self::sign), and a usage error that tells the size if the buffer is too small.
    #[doc(alias = "C_Sign")]
    pub fn sign_into<'m>(
        &self,
        mechanism: impl Into<Mechanism<'m>>,
        key: impl Into<Object>,
        data: &[u8],
        buffer: &mut [u8],
    ) -> Result<usize> {
        let (mechanism, key) = (mechanism.into(), self.link.own("key", key)?);
        self.one_shot(&SIGN, &mechanism, key, |link| link.raw_once(&SIGN, data, buffer)?.into_caller(buffer.len()))
    }

    /// Begins a signature over data that comes in pieces, or one that needs the PIN once more.
    ///
    /// ```compile_fail,E0499
    /// # use pkcs11_safe::{Mechanism, PrivateKey, Result, Session};
    /// # fn two(session: &mut Session, key: PrivateKey) -> Result<()> {
    /// let a = session.signer(Mechanism::SHA256_RSA_PKCS, key)?;
    /// let b = session.signer(Mechanism::SHA256_RSA_PKCS, key)?;
    /// a.finish()?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// What `C_SignInit` returns.
    #[doc(alias = "C_SignInit")]
    pub fn signer<'m>(
        &mut self,
        mechanism: impl Into<Mechanism<'m>>,
        key: impl Into<Object>,
    ) -> Result<Signer<&mut Self>> {
        Signer::begin(self, mechanism, key)
    }

    /// As [`signer`](Self::signer), and the session is moved into the operation, which can be stored anywhere.
    ///
    /// ```no_run
    /// # use pkcs11_safe::{Error, Mechanism, PrivateKey, Session, Signer};
    /// struct Upload {
    ///     signer: Signer,
    /// }
    ///
    /// # fn store(session: Session, key: PrivateKey) -> Result<(Vec<u8>, Session), Error> {
    /// let mut upload = Upload { signer: session.into_signer(Mechanism::SHA256_RSA_PKCS, key)? };
    /// upload.signer.update(b"a piece of a request")?;
    /// let (signature, session) = upload.signer.finish()?;
    /// # Ok((signature, session)) }
    /// ```
    ///
    /// # Errors
    ///
    /// What `C_SignInit` returns, with the session.
    #[doc(alias = "C_SignInit")]
    pub fn into_signer<'m>(
        self,
        mechanism: impl Into<Mechanism<'m>>,
        key: impl Into<Object>,
    ) -> Result<Signer, super::Returned> {
        Signer::begin(Box::new(self), mechanism, key)
    }
}

/// A signature under way. Dropped, it is given up, and the session is free again.
///
/// ```no_run
/// # use pkcs11_safe::{Mechanism, PrivateKey, Result, Session};
/// # fn sign(session: &mut Session, key: PrivateKey, mut file: std::fs::File) -> Result<Vec<u8>> {
/// let mut signer = session.signer(Mechanism::SHA256_RSA_PKCS, key)?;
/// signer.update(b"header")?;
/// signer.update_from(&mut file)?;
/// signer.finish()
/// # }
/// ```
pub struct Signer<S: DerefMut<Target = Session> = Box<Session>>(pub(super) Running<S>);

impl<S: Holder> Signer<S> {
    /// Begins a signature in a session that `S` holds.
    ///
    /// # Errors
    ///
    /// What `C_SignInit` returns.
    #[doc(alias = "C_SignInit")]
    pub fn begin<'m>(
        session: S,
        mechanism: impl Into<Mechanism<'m>>,
        key: impl Into<Object>,
    ) -> Result<Self, S::Failed> {
        Running::begin(session, &SIGN, &mechanism.into(), |session| session.link.own("key", key)).map(Self)
    }

    /// Signs data that is all there, in a single part.
    ///
    /// # Errors
    ///
    /// What `C_Sign` returns. A usage error once data was added: the single part would leave that out.
    #[doc(alias = "C_Sign")]
    pub fn sign(mut self, data: &[u8]) -> Result<S::With<Vec<u8>>, S::Failed> {
        let guess = signature_guess(self.0.mechanism);
        let signed = self.0.single(|session, verb| session.link.raw_once_vec(verb, data, guess));
        self.0.ended(signed)
    }
}
