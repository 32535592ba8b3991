//! C_GetInfo (5.4.3). C_Initialize and C_Finalize are the context's.
#![allow(unsafe_code)]

use super::slot::{must_be_written, unwritten_text};
use crate::context::ContextInner;
use crate::{Function, Result};
use pkcs11_sys::CK_INFO;

impl ContextInner {
    pub(crate) fn raw_get_info(&self) -> Result<CK_INFO> {
        let mut info = CK_INFO { manufacturerID: unwritten_text(), ..CK_INFO::ZERO };
        // SAFETY: `info` is a whole CK_INFO, exclusively borrowed for the call, and any bytes are one; A1, A3.
        self.check(Function::GetInfo, |table| unsafe { (table.C_GetInfo)(&raw mut info) })?;
        must_be_written(Function::GetInfo, &{ info.manufacturerID })?;
        Ok(info)
    }
}
