//! C_Initialize, C_Finalize, C_GetInfo (5.4).
#![allow(unsafe_code)]

use super::slot::{must_be_written, unwritten_text};
use crate::context::{ContextInner, InitializeArgs};
use crate::module::Image;
use crate::{Function, Result, ReturnValue};
use core::ptr;
use pkcs11_sys::{CK_C_INITIALIZE_ARGS, CK_INFO};

impl Image {
    /// C_Initialize, under the image's lock.
    pub(crate) fn raw_initialize(&self, args: &InitializeArgs) -> ReturnValue {
        // A module that has a field more than the standard finds NULL there.
        let mut raw = [CK_C_INITIALIZE_ARGS::ZERO; 2];
        raw[0].flags = args.flags();
        raw[0].pReserved = args.reserved_ptr();
        self.uncounted(Function::Initialize, |table| {
            // SAFETY:
            // - `raw` is two whole structs that outlive the call: all mutex callbacks are NULL, as the flags say;
            // - pReserved is NULL, or a string that the caller vouched for (InitializeArgs::reserved) and `args` owns;
            // - A4: the module can be initialised by this thread: the image's lock is held, and no context of ours lives.
            unsafe { (table.C_Initialize)(raw.as_mut_ptr().cast()) }
        })
    }

    /// C_Finalize, under the image's lock.
    pub(crate) fn raw_finalize(&self) -> ReturnValue {
        self.uncounted(Function::Finalize, |table| {
            // SAFETY: the argument is NULL, as the standard asks; no call is under way (A4), since each needs a context,
            // and the last one is being dropped.
            unsafe { (table.C_Finalize)(ptr::null_mut()) }
        })
    }
}

impl ContextInner {
    pub(crate) fn raw_get_info(&self) -> Result<CK_INFO> {
        let mut info = CK_INFO { manufacturerID: unwritten_text(), ..CK_INFO::ZERO };
        // SAFETY: `info` is a whole CK_INFO, exclusively borrowed for the call, and any bytes are one; A1, A3.
        self.check(Function::GetInfo, |table| unsafe { (table.C_GetInfo)(&raw mut info) })?;
        must_be_written(Function::GetInfo, &{ info.manufacturerID })?;
        Ok(info)
    }
}
