//! C_GetFunctionStatus, C_CancelFunction (section 5.20), C_AsyncComplete, C_AsyncGetID, C_AsyncJoin (section 5.21): what
//! this module does not have.

use super::context::Context;
use super::memory::Answer;
use pkcs11_sys::*;

pub(super) unsafe fn C_GetFunctionStatus(context: &Context<'_>, hSession: CK_SESSION_HANDLE) -> Answer {
    context.state()?.session(hSession)?;
    Err(CKR_FUNCTION_NOT_PARALLEL)
}

pub(super) unsafe fn C_CancelFunction(context: &Context<'_>, hSession: CK_SESSION_HANDLE) -> Answer {
    context.state()?.session(hSession)?;
    Err(CKR_FUNCTION_NOT_PARALLEL)
}

pub(super) unsafe fn C_AsyncComplete(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    _pFunctionName: CK_UTF8CHAR_PTR,
    _pResult: CK_ASYNC_DATA_PTR,
) -> Answer {
    context.state()?.session(hSession)?;
    Err(CKR_FUNCTION_NOT_SUPPORTED)
}

pub(super) unsafe fn C_AsyncGetID(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    _pFunctionName: CK_UTF8CHAR_PTR,
    _pulID: CK_ULONG_PTR,
) -> Answer {
    context.state()?.session(hSession)?;
    Err(CKR_FUNCTION_NOT_SUPPORTED)
}

pub(super) unsafe fn C_AsyncJoin(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    _pFunctionName: CK_UTF8CHAR_PTR,
    _ulID: CK_ULONG,
    _pData: CK_BYTE_PTR,
    _ulData: CK_ULONG,
) -> Answer {
    context.state()?.session(hSession)?;
    Err(CKR_FUNCTION_NOT_SUPPORTED)
}
