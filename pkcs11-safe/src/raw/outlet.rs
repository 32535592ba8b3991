//! Outputs (5.2): a buffer that is armed before a call and judged after it; and the length and fill protocol, once for every
//! function that returns bytes.

use super::verb::Output;
use crate::canary::{Canary, is_painted, is_unfinished, paint, secret_canary};
use crate::link::Link;
use crate::module::Table;
use crate::secret::Wiped;
use crate::{Error, Function, Result, ReturnValue, Ulong};
use pkcs11_sys::{CK_BYTE_PTR, CK_RV, CK_ULONG, CK_ULONG_PTR};
use zeroize::Zeroize;

/// More than this no function returns; a module that wants it lies.
const LARGEST: usize = 1 << 28;

/// So many bytes that are as they were before a call were not written: fewer may well be a value.
const TELLING: usize = 6;

/// What a call with a buffer came to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fill {
    /// So many bytes were written.
    Done(usize),
    /// Nothing was written; so many bytes are needed, if the module told.
    TooSmall(Option<usize>),
}

impl Fill {
    /// For a buffer that the caller brought: the length, or an error that tells the size it needs.
    pub(crate) fn into_caller(self, have: usize) -> Result<usize> {
        match self {
            Self::Done(length) => Ok(length),
            Self::TooSmall(Some(needed)) => {
                Err(Error::usage("buffer", format!("too small: {have} bytes, and {needed} are needed")))
            }
            Self::TooSmall(None) => Err(Error::usage("buffer", format!("too small: {have} bytes"))),
        }
    }
}

/// Whether everything from an offset on is as it was before the call.
pub(crate) fn is_unwritten(out: &[u8], from: usize) -> bool {
    is_painted(out, secret_canary(), from)
}

/// A buffer for the output of a call: it carries a canary, and its length goes out and comes back.
pub(super) struct Outlet<'o> {
    buffer: &'o mut [u8],
    canary: Canary,
    room: CK_ULONG,
    length: CK_ULONG,
}

impl<'o> Outlet<'o> {
    /// Before the call.
    #[inline]
    pub(super) fn arm(buffer: &'o mut [u8]) -> Self {
        let canary = secret_canary();
        paint(buffer, canary);
        let room = Ulong::try_from(buffer.len()).unwrap_or(Ulong::MAX);
        Self { buffer, canary, room, length: room }
    }

    /// For the call: the buffer, and where its length stands. Both are valid as long as the outlet is not used otherwise.
    #[inline]
    pub(super) fn parts(&mut self) -> (CK_BYTE_PTR, CK_ULONG_PTR) {
        (self.buffer.as_mut_ptr(), &raw mut self.length)
    }

    /// After the call: how much was written, if what the module says can be.
    #[inline]
    pub(super) fn judge(self, function: Function, rv: ReturnValue, output: Output) -> Result<Fill> {
        let Self { buffer, canary, room, length } = self;
        match rv {
            ReturnValue::OK if length > room => {
                Err(Error::module(function, format!("reported {length} bytes where it was given room for {room}")))
            }
            ReturnValue::OK => {
                let length = usize::try_from(length).unwrap_or(buffer.len());
                let whole = length == buffer.len();
                let written = &buffer[..length];
                if length == 0 && output.is_never_empty {
                    return Err(Error::module(function, "reported an output of no bytes, which it cannot have"));
                }
                if length >= TELLING && is_painted(&written[..length.min(canary.len())], canary, 0) {
                    return Err(Error::module(function, format!("reported {length} bytes and wrote none")));
                }
                if !(whole && output.may_be_room) && length >= canary.len() && is_unfinished(written, canary) {
                    return Err(Error::module(function, format!("reported {length} bytes and wrote fewer")));
                }
                Ok(Fill::Done(length))
            }
            ReturnValue::BUFFER_TOO_SMALL => Ok(Fill::TooSmall(needed(function, length, room)?)),
            rv => Err(Error::Call { function, rv }),
        }
    }
}

/// The part of a call that names the buffer: where it is, and where its length stands and comes back.
pub(crate) trait Call: FnMut(&Table, CK_BYTE_PTR, CK_ULONG_PTR) -> CK_RV {}

impl<F: FnMut(&Table, CK_BYTE_PTR, CK_ULONG_PTR) -> CK_RV> Call for F {}

impl Link {
    /// One call into `out`.
    #[inline]
    pub(super) fn fill(&self, function: Function, out: &mut [u8], output: Output, mut call: impl Call) -> Result<Fill> {
        let mut outlet = Outlet::arm(out);
        let (buffer, length) = outlet.parts();
        let rv = self.call(function, |table| call(table, buffer, length))?;
        outlet.judge(function, rv, output)
    }

    /// As many bytes as the module has: a guess first, then what the module asks for. A buffer that is not given to the
    /// caller is wiped: a module may have written to it before it failed.
    pub(super) fn fill_vec(
        &self,
        function: Function,
        guess: usize,
        output: Output,
        mut call: impl Call,
    ) -> Result<Vec<u8>> {
        // Not zeros, for which the C library takes a longer way: what is in it is painted over.
        let mut out = Wiped::new(vec![0xff; guess]);
        for round in 0..3 {
            // Of a size that the module asked for itself, all is output.
            let output = Output { may_be_room: output.may_be_room && round == 0, ..output };
            let needed = match self.fill(function, &mut out, output, &mut call)? {
                Fill::Done(length) => return Ok(out.keep(length)),
                Fill::TooSmall(Some(needed)) => needed,
                Fill::TooSmall(None) => self.size(function, &mut call)?,
            };
            out.zeroize();
            let reserved = out.try_reserve_exact(needed);
            reserved.map_err(|_| Error::module(function, format!("asks for a buffer of {needed} bytes")))?;
            out.resize(needed, 0);
        }
        Err(insatiable(function))
    }

    /// Asks for the size with a NULL.
    fn size(&self, function: Function, mut call: impl Call) -> Result<usize> {
        let mut length = 0;
        match self.call(function, |table| call(table, core::ptr::null_mut(), &mut length))? {
            ReturnValue::OK | ReturnValue::BUFFER_TOO_SMALL => needed(function, length, 0)?
                .ok_or_else(|| Error::module(function, "asks for a larger buffer and does not say of what size")),
            rv => Err(Error::Call { function, rv }),
        }
    }
}

/// The error where a buffer of the size that a module asked for was too small.
#[cold]
pub(crate) fn insatiable(function: Function) -> Error {
    Error::module(function, "finds every buffer too small, of the size that it asked for too")
}

/// The size that a module asks for, `None` if it is none: not above what it was given.
fn needed(function: Function, length: Ulong, room: Ulong) -> Result<Option<usize>> {
    if length == Ulong::MAX || length <= room {
        return Ok(None);
    }
    match usize::try_from(length) {
        Ok(needed) if needed <= LARGEST => Ok(Some(needed)),
        _ => Err(Error::module(function, format!("asks for a buffer of {length} bytes"))),
    }
}
