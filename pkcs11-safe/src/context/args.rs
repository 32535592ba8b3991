//! Arguments of C_Initialize (5.4.1).
#![allow(unsafe_code)]

use core::ffi::CStr;
use core::ptr;
use pkcs11_sys::{CK_FLAGS, CK_VOID_PTR, CKF_LIBRARY_CANT_CREATE_OS_THREADS, CKF_OS_LOCKING_OK};
use std::ffi::CString;

/// Who makes calls from several threads safe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Locking {
    /// The module, with the locks of the operating system (`CKF_OS_LOCKING_OK`).
    #[default]
    Os,
    /// This crate: a lock of the module surrounds every call. For modules that answer `CKR_CANT_LOCK`.
    Serialized,
}

/// How a module is initialised. The default suits all but odd modules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[doc(alias = "CK_C_INITIALIZE_ARGS")]
pub struct InitializeArgs {
    locking: Locking,
    no_threads: bool,
    reserved: Option<CString>,
}

impl InitializeArgs {
    /// The default: the module locks with the system's locks and may create threads.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Who locks.
    #[must_use]
    pub fn locking(mut self, locking: Locking) -> Self {
        self.locking = locking;
        self
    }

    /// The module must not create threads of its own (`CKF_LIBRARY_CANT_CREATE_OS_THREADS`).
    #[must_use]
    pub fn without_threads(mut self) -> Self {
        self.no_threads = true;
        self
    }

    /// A string for the module, in the place of `pReserved`: NSS wants its configuration there, such as
    /// `configdir='sql:/path' certPrefix='' keyPrefix='' secmod='secmod.db' flags=readOnly`.
    ///
    /// # Safety
    ///
    /// The module documents that it takes a C string there, and of this form: others crash.
    #[must_use]
    pub unsafe fn reserved(mut self, string: &CStr) -> Self {
        self.reserved = Some(string.to_owned());
        self
    }

    pub(crate) fn flags(&self) -> CK_FLAGS {
        let mut flags = 0;
        if self.locking == Locking::Os {
            flags |= CKF_OS_LOCKING_OK;
        }
        if self.no_threads {
            flags |= CKF_LIBRARY_CANT_CREATE_OS_THREADS;
        }
        flags
    }

    pub(crate) fn reserved_ptr(&self) -> CK_VOID_PTR {
        self.reserved.as_ref().map_or(ptr::null_mut(), |string| string.as_ptr().cast_mut().cast())
    }

    pub(super) fn locks(&self) -> Locking {
        self.locking
    }
}
