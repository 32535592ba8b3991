//! How a streamed operation holds its session: borrowed, or moved into it.

use crate::session::Session;
use crate::{Error, Result};
use core::fmt;
use core::ops::{Deref, DerefMut};
use std::sync::{Mutex, PoisonError};

/// How a streamed operation holds its session.
///
/// | holder | begun by | the operation's end gives |
/// |---|---|---|
/// | `&mut Session` | [`Session::signer`] and its like | the value |
/// | `Box<Session>` | [`Session::into_signer`] and its like | the value and the session; a failure gives the session back too |
///
/// A type that lends sessions, such as that of a pool, implements it to be used with [`Signer::begin`](crate::Signer::begin)
/// and its like. It lends the same session for as long as it lives: while it lends another, the operation fails with a usage
/// error, and is not ended. Close the session that it was begun in then.
pub trait Holder: DerefMut<Target = Session> + Sized {
    /// What a value comes with when the operation is over.
    type With<T>;
    /// What an error comes with.
    type Failed;

    /// The operation is over, and has given a value.
    fn with<T>(self, value: T) -> Self::With<T>;

    /// The operation has failed.
    fn failed(self, error: Error) -> Self::Failed;
}

/// Of the result of an operation.
pub(super) fn ended<S: Holder, T>(session: S, result: Result<T>) -> Result<S::With<T>, S::Failed> {
    match result {
        Ok(value) => Ok(session.with(value)),
        Err(error) => Err(session.failed(error)),
    }
}

impl Holder for &mut Session {
    type With<T> = T;
    type Failed = Error;

    fn with<T>(self, value: T) -> T {
        value
    }

    fn failed(self, error: Error) -> Error {
        error
    }
}

impl Holder for Box<Session> {
    type With<T> = (T, Session);
    type Failed = Returned;

    fn with<T>(self, value: T) -> (T, Session) {
        (value, *self)
    }

    fn failed(self, error: Error) -> Returned {
        Returned { error, session: Mutex::new(self) }
    }
}

/// An error of an operation that owned its session, and gives it back.
///
/// It is the [`Error`] by `Deref`, and becomes one by `?`; the session is closed then.
///
/// ```no_run
/// # use pkcs11_safe::{Mechanism, PublicKey, Result, Session};
/// # fn check(session: Session, key: PublicKey, data: &[u8], signature: &[u8]) -> Result<(bool, Session)> {
/// let mut verifier = session.into_verifier(Mechanism::SHA256_RSA_PKCS, key)?;
/// verifier.update(data)?;
/// match verifier.finish(signature) {
///     Ok(((), session)) => Ok((true, session)),
///     Err(failed) if failed.is_bad_signature() => Ok((false, failed.into_session())),
///     Err(failed) => Err(failed.into()),
/// }
/// # }
/// ```
pub struct Returned {
    error: Error,
    /// A session is used by one thread at a time, and an error by any.
    session: Mutex<Box<Session>>,
}

impl Returned {
    /// The session, which can be used on unless the error says that it is gone.
    #[must_use]
    pub fn into_session(self) -> Session {
        self.into_parts().1
    }

    /// The error and the session.
    #[must_use]
    pub fn into_parts(self) -> (Error, Session) {
        (self.error, *self.session.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Deref for Returned {
    type Target = Error;

    fn deref(&self) -> &Error {
        &self.error
    }
}

impl From<Returned> for Error {
    fn from(returned: Returned) -> Self {
        returned.error
    }
}

impl fmt::Debug for Returned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Returned").field("error", &self.error).finish_non_exhaustive()
    }
}

impl fmt::Display for Returned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for Returned {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}
