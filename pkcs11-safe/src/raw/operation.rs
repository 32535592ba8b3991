//! Cryptographic operations (5.8 to 5.17): begin, all at once, piece by piece, end. Functions that do the same in
//! different verbs have the same signature, so each shape is called in one place.
#![allow(unsafe_code)]

use super::Fill;
use super::verb::{Begin, VERIFY, Verb};
use crate::link::Link;
use crate::mechanism::Mechanism;
use crate::module::CallResult;
use crate::{Error, Function, Result};
use core::ptr;
use pkcs11_sys::CK_OBJECT_HANDLE;

impl Link {
    /// C_...Init. Digests take no key. `None` for a mechanism ends an operation, from 3.0 on.
    pub(crate) fn raw_begin(
        &self,
        verb: &Verb,
        mechanism: Option<&Mechanism<'_>>,
        key: CK_OBJECT_HANDLE,
    ) -> CallResult {
        let begin = |mechanism| {
            self.call(verb.init, |table| match verb.begin {
                // SAFETY:
                // - `mechanism` is NULL or a CK_MECHANISM that is valid while this runs (Mechanism::lend);
                // - A3: the module keeps no pointer into the parameter once Init has returned; into one that it is meant to
                //   write to it may until the operation is over: that is memory of its own, which lives as long
                //   (Session::one_shot; a streamed operation takes none).
                Begin::Key(init) => unsafe { init(table)(self.handle(), mechanism, key) },
                // SAFETY: as above.
                Begin::Nothing(init) => unsafe { init(table)(self.handle(), mechanism) },
            })
        };
        match mechanism {
            Some(mechanism) => self.lend(mechanism, begin),
            None => begin(ptr::null_mut()),
        }
    }

    /// The whole operation, or the data that ends it: `data` in, a buffer out.
    pub(crate) fn raw_once(&self, verb: &Verb, data: &[u8], out: &mut [u8]) -> Result<Fill> {
        let length = super::length("data", data)?;
        let Some(once) = verb.call_once else { return Ok(Fill::Done(0)) };
        let filled = self.fill(verb.once, out, verb.output, |table, out, out_length| {
            // SAFETY: `data` has `length` readable bytes, A5; `out` has `*out_length` bytes of room (Outlet), A1.
            unsafe { once(table)(self.handle(), super::input(data), length, out, out_length) }
        })?;
        if filled == Fill::Done(0) { comes_to_nothing(verb, data).map(|()| filled) } else { Ok(filled) }
    }

    /// As [`raw_once`](Self::raw_once), into memory of our own.
    pub(crate) fn raw_once_vec(&self, verb: &Verb, data: &[u8], guess: usize) -> Result<Vec<u8>> {
        let length = super::length("data", data)?;
        let Some(once) = verb.call_once else { return Ok(Vec::new()) };
        let out = self.fill_vec(verb.once, guess, verb.output, |table, out, out_length| {
            // SAFETY: as above; `out` may be NULL, for the size.
            unsafe { once(table)(self.handle(), super::input(data), length, out, out_length) }
        })?;
        if out.is_empty() { comes_to_nothing(verb, data).map(|()| out) } else { Ok(out) }
    }

    /// C_SignUpdate and its like: data in, nothing out.
    pub(crate) fn raw_absorb(&self, verb: &Verb, data: &[u8]) -> Result<()> {
        let length = super::length("data", data)?;
        let Some(absorb) = verb.call_absorb else { return Ok(()) };
        self.check(verb.update, |table| {
            // SAFETY: `data` has `length` readable bytes, A5.
            unsafe { absorb(table)(self.handle(), super::input(data), length) }
        })
    }

    /// C_EncryptUpdate and its like: data in, a buffer out.
    pub(crate) fn raw_convert(&self, verb: &Verb, data: &[u8], out: &mut [u8]) -> Result<Fill> {
        let length = super::length("data", data)?;
        let Some(convert) = verb.call_convert else { return Ok(Fill::Done(0)) };
        self.fill(verb.update, out, super::verb::Output::ANY, |table, out, out_length| {
            // SAFETY: as for C_Sign and its like.
            unsafe { convert(table)(self.handle(), super::input(data), length, out, out_length) }
        })
    }

    /// C_SignFinal and its like: a buffer out.
    pub(crate) fn raw_last(&self, verb: &Verb, out: &mut [u8]) -> Result<Fill> {
        let Some(last) = verb.call_last else { return Ok(Fill::Done(0)) };
        self.fill(verb.last, out, verb.rest, |table, out, length| {
            // SAFETY: `out` has `*length` bytes of room (Outlet), A1.
            unsafe { last(table)(self.handle(), out, length) }
        })
    }

    /// As [`raw_last`](Self::raw_last), into memory of our own.
    pub(crate) fn raw_last_vec(&self, verb: &Verb, guess: usize) -> Result<Vec<u8>> {
        let Some(last) = verb.call_last else { return Ok(Vec::new()) };
        self.fill_vec(verb.last, guess, verb.rest, |table, out, length| {
            // SAFETY: as above; `out` may be NULL, for the size.
            unsafe { last(table)(self.handle(), out, length) }
        })
    }

    /// C_Verify.
    pub(crate) fn raw_verify(&self, data: &[u8], signature: &[u8]) -> Result<()> {
        let (length, signature_length) = (super::length("data", data)?, super::length("signature", signature)?);
        self.check(VERIFY.once, |table| {
            let (data, signature) = (super::input(data), super::input(signature));
            // SAFETY: both have as many readable bytes as said, A5.
            unsafe { (table.C_Verify)(self.handle(), data, length, signature, signature_length) }
        })
    }

    /// C_VerifyFinal.
    pub(crate) fn raw_verify_final(&self, signature: &[u8]) -> Result<()> {
        let length = super::length("signature", signature)?;
        self.check(VERIFY.last, |table| {
            // SAFETY: `signature` has `length` readable bytes, A5.
            unsafe { (table.C_VerifyFinal)(self.handle(), super::input(signature), length) }
        })
    }

    /// C_DigestKey.
    pub(crate) fn raw_digest_key(&self, key: CK_OBJECT_HANDLE) -> Result<()> {
        // SAFETY: no pointers are involved.
        self.check(Function::DigestKey, |table| unsafe { (table.C_DigestKey)(self.handle(), key) })
    }
}

/// An error where no output cannot be: no cipher makes nothing of something.
#[cold]
fn comes_to_nothing(verb: &Verb, data: &[u8]) -> Result<()> {
    if verb.keeps_data && !data.is_empty() {
        return Err(Error::module(verb.once, format!("reported that {} bytes were encrypted to none", data.len())));
    }
    Ok(())
}
