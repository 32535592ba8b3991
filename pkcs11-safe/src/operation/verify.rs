//! Verifying on the token (5.15): C_VerifyInit, C_Verify, C_VerifyUpdate, C_VerifyFinal.

use super::holder::Holder;
use super::running::Running;
use crate::Result;
use crate::handle::Object;
use crate::mechanism::Mechanism;
use crate::raw::VERIFY;
use crate::session::Session;
use core::ops::DerefMut;

impl Session {
    /// Verifies a signature or a MAC.
    ///
    /// ```no_run
    /// # use pkcs11_safe::{Mechanism, PublicKey, Result, Session};
    /// # fn verify(session: &Session, key: PublicKey, digest: &[u8], signature: &[u8]) -> Result<()> {
    /// match session.verify(Mechanism::ECDSA, key, digest, signature) {
    ///     Ok(()) => println!("good"),
    ///     Err(error) if error.is_bad_signature() => println!("bad"),
    ///     Err(error) => return Err(error),
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// `CKR_SIGNATURE_INVALID` or `CKR_SIGNATURE_LEN_RANGE` for a signature that does not match
    /// ([`Error::is_bad_signature`](crate::Error::is_bad_signature)); anything else means that it could not be verified.
    #[doc(alias = "C_Verify")]
    pub fn verify<'m>(
        &self,
        mechanism: impl Into<Mechanism<'m>>,
        key: impl Into<Object>,
        data: &[u8],
        signature: &[u8],
    ) -> Result<()> {
        let (mechanism, key) = (mechanism.into(), self.link.own("key", key)?);
        self.one_shot(&VERIFY, &mechanism, key, |link| link.raw_verify(data, signature))
    }

    /// Begins to verify a signature over data that comes in pieces.
    ///
    /// # Errors
    ///
    /// What `C_VerifyInit` returns.
    #[doc(alias = "C_VerifyInit")]
    pub fn verifier<'m>(
        &mut self,
        mechanism: impl Into<Mechanism<'m>>,
        key: impl Into<Object>,
    ) -> Result<Verifier<&mut Self>> {
        Verifier::begin(self, mechanism, key)
    }

    /// As [`verifier`](Self::verifier), and the session is moved into the operation, which can be stored anywhere.
    ///
    /// # Errors
    ///
    /// What `C_VerifyInit` returns, with the session.
    #[doc(alias = "C_VerifyInit")]
    pub fn into_verifier<'m>(
        self,
        mechanism: impl Into<Mechanism<'m>>,
        key: impl Into<Object>,
    ) -> Result<Verifier, super::Returned> {
        Verifier::begin(Box::new(self), mechanism, key)
    }
}

/// A verification under way. Dropped, it is given up, and the session is free again.
///
/// ```no_run
/// # use pkcs11_safe::{Mechanism, PublicKey, Result, Session};
/// # fn verify(session: &mut Session, key: PublicKey, mut file: std::fs::File, signature: &[u8]) -> Result<()> {
/// let mut verifier = session.verifier(Mechanism::SHA256_RSA_PKCS, key)?;
/// verifier.update_from(&mut file)?;
/// verifier.finish(signature)
/// # }
/// ```
pub struct Verifier<S: DerefMut<Target = Session> = Box<Session>>(pub(super) Running<S>);

impl<S: Holder> Verifier<S> {
    /// Begins to verify a signature in a session that `S` holds.
    ///
    /// # Errors
    ///
    /// What `C_VerifyInit` returns.
    #[doc(alias = "C_VerifyInit")]
    pub fn begin<'m>(
        session: S,
        mechanism: impl Into<Mechanism<'m>>,
        key: impl Into<Object>,
    ) -> Result<Self, S::Failed> {
        Running::begin(session, &VERIFY, &mechanism.into(), |session| session.link.own("key", key)).map(Self)
    }

    /// Verifies the signature of data that is all there, in a single part.
    ///
    /// # Errors
    ///
    /// As [`Session::verify`]. A usage error once data was added: the single part would leave that out.
    #[doc(alias = "C_Verify")]
    pub fn verify(mut self, data: &[u8], signature: &[u8]) -> Result<S::With<()>, S::Failed> {
        let verified = self.0.single(|session, _| session.link.raw_verify(data, signature));
        self.0.ended(verified)
    }

    /// Ends the operation: whether the signature matches the data. Gives the session, if it was moved into the operation.
    ///
    /// # Errors
    ///
    /// As [`Session::verify`].
    #[doc(alias = "C_VerifyFinal")]
    pub fn finish(mut self, signature: &[u8]) -> Result<S::With<()>, S::Failed> {
        let verified = self.0.verdict(signature);
        self.0.ended(verified)
    }
}
