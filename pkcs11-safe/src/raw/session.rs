//! Sessions and logins (5.6), PINs (5.5.8, 5.5.9).
#![allow(unsafe_code)]

use crate::link::Link;
use crate::module::CallResult;
use crate::{Error, Function, Result};
use pkcs11_sys::{CK_FLAGS, CK_SESSION_INFO, CK_UNAVAILABLE_INFORMATION, CK_USER_TYPE};

impl Link {
    pub(crate) fn raw_get_session_info(&self) -> Result<CK_SESSION_INFO> {
        let unwritten = CK_UNAVAILABLE_INFORMATION;
        let mut info = CK_SESSION_INFO { state: unwritten, ..CK_SESSION_INFO::ZERO };
        self.check(Function::GetSessionInfo, |table| {
            // SAFETY: `info` is a whole struct, exclusively borrowed for the call, and any bytes are one; A1, A3.
            unsafe { (table.C_GetSessionInfo)(self.handle(), &raw mut info) }
        })?;
        if info.state == unwritten {
            return Err(Error::module(Function::GetSessionInfo, "says that it gave the information and wrote nothing"));
        }
        Ok(info)
    }

    /// C_Login; the codes that are no failure are the caller's to tell.
    pub(crate) fn raw_login(&self, user: CK_USER_TYPE, pin: Option<&[u8]>) -> CallResult {
        let (pin, length) = super::pin(pin)?;
        self.call(Function::Login, |table| {
            // SAFETY: `pin` is NULL or `length` readable bytes; A5: the module only reads them.
            unsafe { (table.C_Login)(self.handle(), user, pin, length) }
        })
    }

    /// C_LoginUser.
    pub(crate) fn raw_login_user(&self, user: CK_USER_TYPE, pin: Option<&[u8]>, name: &[u8]) -> CallResult {
        let (pin, length) = super::pin(pin)?;
        let name_length = super::length("name", name)?;
        self.call(Function::LoginUser, |table| {
            // SAFETY: as above, and so is `name`.
            unsafe { (table.C_LoginUser)(self.handle(), user, pin, length, super::input(name), name_length) }
        })
    }

    pub(crate) fn raw_logout(&self) -> Result<()> {
        // SAFETY: no pointers are involved.
        self.check(Function::Logout, |table| unsafe { (table.C_Logout)(self.handle()) })
    }

    pub(crate) fn raw_init_pin(&self, pin: Option<&[u8]>) -> Result<()> {
        let (pin, length) = super::pin(pin)?;
        self.check(Function::InitPIN, |table| {
            // SAFETY: `pin` is NULL or `length` readable bytes; A5.
            unsafe { (table.C_InitPIN)(self.handle(), pin, length) }
        })
    }

    pub(crate) fn raw_set_pin(&self, old: Option<&[u8]>, new: Option<&[u8]>) -> Result<()> {
        let ((old, old_length), (new, new_length)) = (super::pin(old)?, super::pin(new)?);
        self.check(Function::SetPIN, |table| {
            // SAFETY: both are NULL or as many readable bytes as said; A5.
            unsafe { (table.C_SetPIN)(self.handle(), old, old_length, new, new_length) }
        })
    }

    /// C_SessionCancel: ends the operations that the flags name. The flags are those of mechanisms.
    pub(crate) fn raw_session_cancel(&self, flags: CK_FLAGS) -> CallResult {
        // SAFETY: no pointers are involved.
        self.call(Function::SessionCancel, |table| unsafe { (table.C_SessionCancel)(self.handle(), flags) })
    }
}
