//! The length and fill protocol (5.2), once for every function that returns bytes.

use crate::module::Table;
use crate::pattern::{is_painted, is_unfinished, paint, secret_pattern};
use crate::secret::Wiped;
use crate::session::Session;
use crate::{Error, Function, Result, ReturnValue, Ulong};
use pkcs11_sys::{CK_BYTE, CK_RV, CK_ULONG};
use zeroize::Zeroize;

/// More than this no function returns; a module that wants it lies.
const LARGEST: usize = 1 << 28;

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
    is_painted(out, secret_pattern(), from)
}

/// The part of a call that names the buffer: where it is, and where its length stands and comes back.
pub(crate) trait Call: FnMut(&Table, *mut CK_BYTE, *mut CK_ULONG) -> CK_RV {}

impl<F: FnMut(&Table, *mut CK_BYTE, *mut CK_ULONG) -> CK_RV> Call for F {}

impl Session {
    /// One call into `out`. Where somebody else (`cut`) looks at the end of an output that fills it, that is not done here: a
    /// module that reports the whole room may mean what it wrote, which is known for RSA.
    pub(super) fn fill(&self, function: Function, out: &mut [u8], is_cut: bool, mut call: impl Call) -> Result<Fill> {
        let room = Ulong::try_from(out.len()).unwrap_or(Ulong::MAX);
        let mut length = room;
        let pattern = secret_pattern();
        paint(out, pattern);
        let rv = self.call(function, |table| call(table, out.as_mut_ptr(), &mut length))?;
        match rv {
            ReturnValue::OK if length <= room => {
                let length = usize::try_from(length).unwrap_or(out.len());
                if length == 0 && is_never_empty(function) {
                    return Err(Error::module(function, "reported an output of no bytes, which it cannot have"));
                }
                if length >= TELLING && is_painted(&out[..length.min(pattern.len())], pattern, 0) {
                    return Err(Error::module(function, format!("reported {length} bytes and wrote none")));
                }
                if !(is_cut && length == out.len()) && length >= pattern.len() && is_unfinished(&out[..length], pattern)
                {
                    return Err(Error::module(function, format!("reported {length} bytes and wrote fewer")));
                }
                Ok(Fill::Done(length))
            }
            ReturnValue::OK => {
                Err(Error::module(function, format!("reported {length} bytes where it was given room for {room}")))
            }
            ReturnValue::BUFFER_TOO_SMALL => Ok(Fill::TooSmall(needed(function, length, room)?)),
            rv => Err(Error::Call { function, rv }),
        }
    }

    /// As many bytes as the module has: a guess first, then what the module asks for. A buffer that is not given to the
    /// caller is wiped: a module may have written to it before it failed.
    pub(super) fn fill_vec(&self, function: Function, guess: usize, mut call: impl Call) -> Result<Vec<u8>> {
        // Not zeros, for which the C library takes a longer way: what is in it is painted over.
        let mut out = Wiped::new(vec![0xff; guess]);
        for round in 0..3 {
            let is_cut = round == 0 && is_cut(function);
            let needed = match self.fill(function, &mut out, is_cut, &mut call)? {
                Fill::Done(length) => return Ok(out.keep(length)),
                Fill::TooSmall(Some(needed)) => needed,
                Fill::TooSmall(None) => self.size(function, &mut call)?,
            };
            out.zeroize();
            out.try_reserve_exact(needed)
                .map_err(|_| Error::module(function, format!("asks for a buffer of {needed} bytes")))?;
            out.resize(needed, 0);
        }
        Err(Error::module(function, "finds every buffer too small, of the size that it asked for too"))
    }

    /// Asks for the size with a NULL.
    pub(super) fn size(&self, function: Function, mut call: impl Call) -> Result<usize> {
        let mut length = 0;
        match self.call(function, |table| call(table, core::ptr::null_mut(), &mut length))? {
            ReturnValue::OK | ReturnValue::BUFFER_TOO_SMALL => needed(function, length, 0)?
                .ok_or_else(|| Error::module(function, "asks for a larger buffer and does not say of what size")),
            rv => Err(Error::Call { function, rv }),
        }
    }
}

/// So many bytes that are as they were before a call were not written: fewer may well be a value.
const TELLING: usize = 6;

/// Whether whoever calls the function looks at the end of an output that fills the first buffer.
pub(super) fn is_cut(function: Function) -> bool {
    function == Function::Encrypt
}

/// Whether a function always has something to give.
fn is_never_empty(function: Function) -> bool {
    matches!(
        function,
        Function::Sign
            | Function::SignFinal
            | Function::SignRecover
            | Function::Digest
            | Function::DigestFinal
            | Function::WrapKey
    )
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
