//! A streamed operation under way: what all verbs share.
#![allow(unsafe_code)]

use super::holder::{Holder, ended};
use super::{GUESS, OVERHEAD};
use crate::mechanism::{Mechanism, Param};
use crate::raw::{Fill, Verb, insatiable};
use crate::secret::Wiped;
use crate::session::{Leftovers, Login, Session};
use crate::{Error, Function, MechanismType, Pin, Result, ReturnValue, UserType};
use core::fmt;
use core::mem::ManuallyDrop;
use core::ops::DerefMut;
use core::ptr;
use pkcs11_sys::CK_OBJECT_HANDLE;
use std::io::{self, Read, Write};
use zeroize::Zeroizing;

/// How much is read at a time from what the caller streams. Miri takes a minute to wipe as much.
const CHUNK: usize = if cfg!(miri) { 1024 } else { 64 * 1024 };

/// An operation in a session that it holds exclusively. Ended on drop.
pub(super) struct Running<S: DerefMut<Target = Session>> {
    pub(super) session: S,
    /// The session that it was begun in: what a holder lends is the program's to say.
    begun_in: (usize, u64),
    verb: &'static Verb,
    pub(super) mechanism: MechanismType,
    pub(super) key: CK_OBJECT_HANDLE,
    stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// It has begun and got no data.
    Begun,
    /// It got data.
    Fed,
    /// It is over.
    Over,
}

impl<S: DerefMut<Target = Session>> Running<S> {
    /// Begins it, or gives the session back.
    pub(super) fn begin(
        session: S,
        verb: &'static Verb,
        mechanism: &Mechanism<'_>,
        key: impl FnOnce(&Session) -> Result<CK_OBJECT_HANDLE>,
    ) -> Result<Self, S::Failed>
    where
        S: Holder,
    {
        let begin = |session: &Session| {
            let key = key(session)?;
            session.must_be_idle(verb.flag)?;
            if matches!(mechanism.param(), Param::Written(_)) {
                let detail = "its parameter is written by the token: use the one-shot function";
                return Err(Error::usage("mechanism", detail));
            }
            // Before Init: an observer of it may use the session by another way.
            let active = session.active(verb.flag);
            session.begin(verb, mechanism, key)?;
            let _ = ManuallyDrop::new(active);
            Ok((key, session.link.identity()))
        };
        match begin(&session) {
            Ok((key, begun_in)) => {
                Ok(Self { session, begun_in, verb, mechanism: mechanism.mechanism_type(), key, stage: Stage::Begun })
            }
            Err(error) => Err(session.failed(error)),
        }
    }

    /// The session, if it is the one that the operation was begun in.
    fn own_session(&self) -> Result<&Session> {
        let session = &*self.session;
        if session.link.identity() == self.begun_in { Ok(session) } else { Err(another()) }
    }

    pub(super) fn authenticate(&self, pin: &Pin) -> Result<()> {
        self.must_be_open()?;
        match self.own_session()?.login(UserType::CONTEXT_SPECIFIC, pin)? {
            // No PIN was checked, and that is what the operation waits for.
            Login::Already => Err(Error::Call { function: Function::Login, rv: ReturnValue::USER_ALREADY_LOGGED_IN }),
            Login::New => Ok(()),
        }
    }

    /// A usage error if the operation is over.
    fn must_be_open(&self) -> Result<()> {
        if self.stage == Stage::Over {
            return Err(Error::usage("operation", "is over: it was finished, or has failed; begin another"));
        }
        Ok(())
    }

    /// Makes a call after which the operation goes on, unless it fails: then it is over.
    pub(super) fn step<T>(&mut self, call: impl FnOnce(&Session, &Verb) -> Result<T>) -> Result<T> {
        self.must_be_open()?;
        let result = call(self.own_session()?, self.verb);
        if result.is_err() {
            // By the standard it is over, and some modules keep it.
            let is_fed = self.close() == Stage::Fed;
            if let Ok(session) = self.own_session() {
                session.leave_over(Leftovers::of(self.verb, self.mechanism, is_fed));
            }
        }
        result
    }

    /// The operation is over; how far it had come.
    fn close(&mut self) -> Stage {
        if let Ok(session) = self.own_session() {
            session.deactivate(self.verb.flag);
        }
        core::mem::replace(&mut self.stage, Stage::Over)
    }

    /// Ends an operation that is not to be finished: a part of its data is lost.
    pub(super) fn give_up(&mut self) {
        if self.stage != Stage::Over {
            let is_fed = self.close() == Stage::Fed;
            if let Ok(session) = self.own_session() {
                session.give_up(self.verb, self.mechanism, is_fed);
            }
        }
    }

    /// Takes data and gives nothing for it.
    pub(super) fn absorb(&mut self, data: &[u8]) -> Result<()> {
        self.step(|session, verb| session.link.raw_absorb(verb, data))?;
        self.stage = Stage::Fed;
        Ok(())
    }

    pub(super) fn digest_key(&mut self, key: CK_OBJECT_HANDLE) -> Result<()> {
        self.step(|session, _| session.link.raw_digest_key(key))?;
        self.stage = Stage::Fed;
        Ok(())
    }

    /// Takes data and gives what there is of the output.
    pub(super) fn convert(&mut self, data: &[u8], out: &mut [u8]) -> Result<Fill> {
        let filled = self.step(|session, verb| session.link.raw_convert(verb, data, out))?;
        if let Fill::Done(_) = filled {
            self.stage = Stage::Fed;
        }
        Ok(filled)
    }

    /// The same, into a buffer that grows to what the module asks for, once; gives the length.
    fn convert_growing(&mut self, data: &[u8], out: &mut Wiped) -> Result<usize> {
        for _ in 0..2 {
            match self.convert(data, out)? {
                Fill::Done(length) => return Ok(length),
                Fill::TooSmall(needed) => {
                    let size = needed.unwrap_or(0).max(2 * out.len() + GUESS);
                    *out = Wiped::new(vec![0; size]);
                }
            }
        }
        self.step(|_, verb| Err(insatiable(verb.update)))
    }

    /// The same, into memory of our own.
    pub(super) fn convert_vec(&mut self, data: &[u8]) -> Result<Vec<u8>> {
        let mut out = Wiped::new(vec![0; data.len().saturating_add(OVERHEAD)]);
        let length = self.convert_growing(data, &mut out)?;
        Ok(out.keep(length))
    }

    /// Takes all that a reader has, piece by piece; gives the number of bytes. Where that fails, the operation is given up.
    pub(super) fn absorb_from(&mut self, reader: impl Read) -> Result<u64> {
        let fed = Feeding(self);
        let total = pieces(reader, |piece| fed.0.absorb(piece))?;
        fed.was_all(total)
    }

    /// The same, and writes what there is of the output.
    pub(super) fn convert_from(&mut self, reader: impl Read, mut writer: impl Write) -> Result<u64> {
        let mut out = Wiped::new(vec![0; CHUNK + OVERHEAD]);
        let fed = Feeding(self);
        let total = pieces(reader, |piece| {
            let length = fed.0.convert_growing(piece, &mut out)?;
            Ok(writer.write_all(&out[..length])?)
        })?;
        fed.was_all(total)
    }

    /// The single part. Once data was added, it is not made: modules that do not refuse it lose that data.
    pub(super) fn single<T>(&mut self, call: impl FnOnce(&Session, &Verb) -> Result<T>) -> Result<T> {
        if self.stage == Stage::Fed {
            let detail = "got data already, which its single part would leave out: finish it instead";
            return Err(Error::usage("operation", detail));
        }
        let result = self.step(call)?;
        self.close();
        Ok(result)
    }

    /// Before the last call: some modules refuse that where there was no data, be it none.
    fn feed_nothing(&mut self) -> Result<()> {
        match self.stage {
            Stage::Begun if self.verb.converts() => {
                if self.convert_vec(&[])?.is_empty() {
                    return Ok(());
                }
                self.step(|_, verb| Err(Error::module(verb.update, "gave output for no data")))
            }
            Stage::Begun => self.absorb(&[]),
            Stage::Fed | Stage::Over => Ok(()),
        }
    }

    /// Ends it by a last call, made by `last`.
    fn last<T>(&mut self, last: impl FnOnce(&Session, &Verb) -> Result<T>) -> Result<T> {
        let result = self.step(last)?;
        self.close();
        Ok(result)
    }

    /// Ends it, and gives what is left of the output.
    pub(super) fn finish(&mut self, guess: usize) -> Result<Vec<u8>> {
        self.feed_nothing()?;
        self.last(|session, verb| session.link.raw_last_vec(verb, guess))
    }

    /// The same, into a buffer; gives the length. Where the buffer is too small, the operation goes on.
    pub(super) fn finish_into(&mut self, buffer: &mut [u8]) -> Result<usize> {
        self.feed_nothing()?;
        match self.step(|session, verb| session.link.raw_last(verb, buffer))? {
            Fill::Done(length) => {
                self.close();
                Ok(length)
            }
            Fill::TooSmall(needed) => Err(too_small(buffer.len(), needed)),
        }
    }

    /// Ends it, and gives the verdict on a signature.
    pub(super) fn verdict(&mut self, signature: &[u8]) -> Result<()> {
        self.feed_nothing()?;
        self.last(|session, _| session.link.raw_verify_final(signature))
    }

    /// Gives the session back; an operation that is not over is given up.
    pub(super) fn into_session(mut self) -> S {
        self.give_up();
        let this = ManuallyDrop::new(self);
        // SAFETY: `this` is neither dropped nor used again, so the session is moved out of it; no other field owns anything.
        unsafe { ptr::read(&raw const this.session) }
    }

    /// What the operation ends with.
    pub(super) fn ended<T>(self, result: Result<T>) -> Result<S::With<T>, S::Failed>
    where
        S: Holder,
    {
        ended(self.into_session(), result)
    }
}

/// An operation that gets its data from code of the program. Where that fails or panics, it is given up.
struct Feeding<'r, S: DerefMut<Target = Session>>(&'r mut Running<S>);

impl<S: DerefMut<Target = Session>> Feeding<'_, S> {
    fn was_all(self, total: u64) -> Result<u64> {
        let _ = ManuallyDrop::new(self);
        Ok(total)
    }
}

impl<S: DerefMut<Target = Session>> Drop for Feeding<'_, S> {
    fn drop(&mut self) {
        self.0.give_up();
    }
}

impl<S: DerefMut<Target = Session>> Drop for Running<S> {
    fn drop(&mut self) {
        self.give_up();
    }
}

impl<S: DerefMut<Target = Session>> fmt::Debug for Running<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Operation").field("mechanism", &self.mechanism).finish_non_exhaustive()
    }
}

#[cold]
fn another() -> Error {
    Error::usage("operation", "was begun in another session than its holder lends now")
}

/// Reads all there is, piece by piece; the pieces are wiped.
fn pieces(mut from: impl Read, mut piece: impl FnMut(&[u8]) -> Result<()>) -> Result<u64> {
    let mut chunk = Zeroizing::new(vec![0; CHUNK]);
    let mut total = 0;
    loop {
        match from.read(&mut chunk) {
            Ok(0) => return Ok(total),
            Ok(length) => {
                let read = chunk.get(..length).ok_or_else(|| io::Error::other("the reader lies about its length"))?;
                piece(read)?;
                total += u64::try_from(length).unwrap_or(u64::MAX);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// The error of a caller's buffer that is too small.
fn too_small(have: usize, needed: Option<usize>) -> Error {
    let detail = match needed {
        Some(needed) => format!("too small: {have} bytes, and {needed} are needed; the operation goes on"),
        None => {
            format!("too small: {have} bytes, and the module does not say how many are needed; the operation goes on")
        }
    };
    Error::usage("buffer", detail)
}
