//! A streamed operation under way: what all verbs share.

use super::is_stateful;
use crate::mechanism::Mechanism;
use crate::raw::Verb;
use crate::session::{Login, Session};
use crate::{Error, Function, MechanismType, Pin, Result, ReturnValue, UserType};
use core::fmt;
use pkcs11_sys::CK_OBJECT_HANDLE;
use std::io::{self, Read};

/// How much is read at a time from what the caller streams. Miri takes a minute to wipe as much.
pub(super) const CHUNK: usize = if cfg!(miri) { 1024 } else { 64 * 1024 };

/// An operation in a session that it holds exclusively. Ended on drop.
pub(super) struct Running<'s> {
    pub(super) session: &'s mut Session,
    pub(super) verb: &'static Verb,
    pub(super) mechanism: MechanismType,
    pub(super) key: CK_OBJECT_HANDLE,
    open: bool,
}

impl<'s> Running<'s> {
    pub(super) fn begin(
        session: &'s mut Session,
        verb: &'static Verb,
        mechanism: &Mechanism<'_>,
        key: CK_OBJECT_HANDLE,
    ) -> Result<Self> {
        session.begin_streamed(verb, mechanism, key)?;
        session.activate(verb.flag);
        Ok(Self { session, verb, mechanism: mechanism.mechanism_type(), key, open: true })
    }

    pub(super) fn authenticate(&self, pin: &Pin) -> Result<()> {
        match self.session.login(UserType::CONTEXT_SPECIFIC, pin)? {
            // No PIN was checked, and that is what the operation waits for.
            Login::Already => Err(Error::Call { function: Function::Login, rv: ReturnValue::USER_ALREADY_LOGGED_IN }),
            Login::New => Ok(()),
        }
    }

    /// Takes the result of a call that goes on: on failure the operation is over.
    pub(super) fn step<T>(&mut self, result: Result<T>) -> Result<T> {
        if result.is_err() {
            self.close();
            // By the standard it is over, and some modules keep it.
            self.session.leave_over(self.verb.flag, is_stateful(self.mechanism));
        }
        result
    }

    /// The operation is over, by its last call.
    pub(super) fn close(&mut self) {
        self.open = false;
        self.session.deactivate(self.verb.flag);
    }

    /// Ends an operation that is not to be finished: a part of its data is lost.
    pub(super) fn give_up(&mut self) {
        if self.open {
            self.close();
            let stateful = is_stateful(self.mechanism);
            self.session.end(self.verb, stateful, false);
            // A module may say that it has ended what it has not.
            self.session.leave_over(self.verb.flag, stateful);
        }
    }

    /// A usage error if the operation has failed before.
    pub(super) fn must_be_open(&self) -> Result<()> {
        if self.open { Ok(()) } else { Err(Error::usage("operation", "has failed before; begin another")) }
    }

    /// Reads all there is, piece by piece; the pieces are wiped.
    pub(super) fn pieces(mut from: impl Read, mut piece: impl FnMut(&[u8]) -> Result<()>) -> Result<u64> {
        let mut chunk = zeroize::Zeroizing::new(vec![0; CHUNK]);
        let mut total = 0;
        loop {
            match from.read(&mut chunk) {
                Ok(0) => return Ok(total),
                Ok(length) => {
                    let read =
                        chunk.get(..length).ok_or_else(|| io::Error::other("the reader lies about its length"))?;
                    piece(read)?;
                    total += u64::try_from(length).unwrap_or(u64::MAX);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.give_up();
    }
}

impl fmt::Debug for Running<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Operation").field("mechanism", &self.mechanism).finish_non_exhaustive()
    }
}

/// A streamed operation that could not be finished, handed back if it is still there: its last buffer was too small.
pub struct Unfinished<O> {
    error: Error,
    operation: Option<O>,
}

impl<O> Unfinished<O> {
    pub(super) fn new(error: Error, operation: Option<O>) -> Self {
        Self { error, operation }
    }

    /// What went wrong.
    #[must_use]
    pub fn error(&self) -> &Error {
        &self.error
    }

    /// The operation, if it can be finished yet.
    #[must_use]
    pub fn into_operation(self) -> Option<O> {
        self.operation
    }
}

impl<O> From<Unfinished<O>> for Error {
    fn from(unfinished: Unfinished<O>) -> Self {
        unfinished.error
    }
}

impl<O> fmt::Debug for Unfinished<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unfinished").field("error", &self.error).finish_non_exhaustive()
    }
}

impl<O> fmt::Display for Unfinished<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl<O> std::error::Error for Unfinished<O> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}

/// The error of a caller's buffer that is too small.
pub(super) fn too_small(have: usize, needed: Option<usize>) -> Error {
    let detail = match needed {
        Some(needed) => format!("too small: {have} bytes, and {needed} are needed; the operation goes on"),
        None => {
            format!("too small: {have} bytes, and the module does not say how many are needed; the operation goes on")
        }
    };
    Error::usage("buffer", detail)
}
