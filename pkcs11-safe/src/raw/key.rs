//! Keys (5.18): generate, wrap, unwrap, derive.
#![allow(unsafe_code)]

use super::verb::Output;
use crate::attribute::Copied;
use crate::link::Link;
use crate::mechanism::Mechanism;
use crate::{Error, Function, Result};
use pkcs11_sys::{CK_INVALID_HANDLE, CK_OBJECT_HANDLE};

impl Link {
    pub(crate) fn raw_generate_key(&self, mechanism: &Mechanism<'_>, template: Copied<'_>) -> Result<CK_OBJECT_HANDLE> {
        self.lend(mechanism, |mechanism| {
            self.new_object(Function::GenerateKey, |table, handle| {
                let (attributes, count) = (template.as_mut_ptr(), template.len());
                // SAFETY:
                // - the mechanism and the template are valid C data while this runs (Mechanism::lend, Copied);
                // - A5: the module only reads what the template points to; the template is a copy; what it may write to of
                //   the mechanism is a copy, or borrowed mutably; A3: it keeps no pointer to either; `handle` is exclusively
                //   borrowed (A1).
                unsafe { (table.C_GenerateKey)(self.handle(), mechanism, attributes, count, handle) }
            })
        })
    }

    /// Gives the handles of the public and of the private key.
    pub(crate) fn raw_generate_key_pair(
        &self,
        mechanism: &Mechanism<'_>,
        public: Copied<'_>,
        private: Copied<'_>,
    ) -> Result<(CK_OBJECT_HANDLE, CK_OBJECT_HANDLE)> {
        let mut public_key = CK_INVALID_HANDLE;
        let handle = &raw mut public_key;
        let mut private_key = CK_INVALID_HANDLE;
        let private_handle = &raw mut private_key;
        self.lend(mechanism, |mechanism| {
            self.check(Function::GenerateKeyPair, |table| {
                // SAFETY: as for C_GenerateKey, with two templates and two handles.
                unsafe {
                    (table.C_GenerateKeyPair)(
                        self.handle(),
                        mechanism,
                        public.as_mut_ptr(),
                        public.len(),
                        private.as_mut_ptr(),
                        private.len(),
                        handle,
                        private_handle,
                    )
                }
            })
        })?;
        if public_key != CK_INVALID_HANDLE && private_key != CK_INVALID_HANDLE {
            return Ok((public_key, private_key));
        }
        // Half a pair is of no use, and nobody would know of it.
        for half in [public_key, private_key].into_iter().filter(|half| *half != CK_INVALID_HANDLE) {
            let _ = self.raw_destroy_object(half);
        }
        Err(Error::module(Function::GenerateKeyPair, "gave out the invalid object handle, 0"))
    }

    pub(crate) fn raw_derive_key(
        &self,
        mechanism: &Mechanism<'_>,
        base: CK_OBJECT_HANDLE,
        template: Copied<'_>,
    ) -> Result<CK_OBJECT_HANDLE> {
        self.lend(mechanism, |mechanism| {
            self.new_object(Function::DeriveKey, |table, handle| {
                let (attributes, count) = (template.as_mut_ptr(), template.len());
                // SAFETY: as for C_GenerateKey.
                unsafe { (table.C_DeriveKey)(self.handle(), mechanism, base, attributes, count, handle) }
            })
        })
    }

    pub(crate) fn raw_wrap_key(
        &self,
        mechanism: &Mechanism<'_>,
        wrapping: CK_OBJECT_HANDLE,
        key: CK_OBJECT_HANDLE,
        guess: usize,
    ) -> Result<Vec<u8>> {
        self.must_know(mechanism)?;
        self.fill_vec(Function::WrapKey, guess, Output::SOME, |table, out, length| {
            mechanism.lend(|mechanism| {
                // SAFETY: the mechanism as for C_GenerateKey; `out` is NULL or has `*length` bytes of room (fill), A1.
                unsafe { (table.C_WrapKey)(self.handle(), mechanism, wrapping, key, out, length) }
            })
        })
    }

    pub(crate) fn raw_unwrap_key(
        &self,
        mechanism: &Mechanism<'_>,
        unwrapping: CK_OBJECT_HANDLE,
        wrapped: &[u8],
        template: Copied<'_>,
    ) -> Result<CK_OBJECT_HANDLE> {
        let length = super::length("wrapped", wrapped)?;
        let input = super::input(wrapped);
        self.lend(mechanism, |mechanism| {
            self.new_object(Function::UnwrapKey, |table, handle| {
                let (attributes, count) = (template.as_mut_ptr(), template.len());
                // SAFETY: as for C_GenerateKey; `wrapped` has `length` readable bytes, A5.
                unsafe {
                    let (session, key) = (self.handle(), unwrapping);
                    (table.C_UnwrapKey)(session, mechanism, key, input, length, attributes, count, handle)
                }
            })
        })
    }
}
