//! C_OpenSession, C_CloseSession, C_CloseAllSessions, C_GetSessionInfo, C_GetSessionValidationFlags (section 5.6).

use super::context::Context;
use super::fault::Fault;
use super::memory::{Answer, not_null, store};
use super::state::{Callback, Session};
use pkcs11_sys::*;

pub(super) unsafe fn C_OpenSession(
    context: &Context<'_>,
    slotID: CK_SLOT_ID,
    flags: CK_FLAGS,
    pApplication: CK_VOID_PTR,
    Notify: Option<CK_NOTIFY>,
    phSession: CK_SESSION_HANDLE_PTR,
) -> Answer {
    let mut state = context.state()?;
    not_null(phSession)?;
    let token = state.token(slotID)?;
    let rw = flags & CKF_RW_SESSION != 0;
    if flags & CKF_SERIAL_SESSION == 0 {
        return Err(CKR_SESSION_PARALLEL_NOT_SUPPORTED);
    }
    if flags & CKF_ASYNC_SESSION != 0 {
        return Err(CKR_SESSION_ASYNC_NOT_SUPPORTED);
    }
    if !token.initialised {
        return Err(CKR_TOKEN_NOT_RECOGNIZED);
    }
    if rw && token.config.write_protected {
        return Err(CKR_TOKEN_WRITE_PROTECTED);
    }
    if !rw && token.login == Some(CKU_SO) {
        return Err(CKR_SESSION_READ_WRITE_SO_EXISTS);
    }
    let open = state.sessions.values().filter(|session| session.slot == slotID);
    let full = |limit: usize, count: usize| limit != 0 && count >= limit;
    let (most, most_rw) = token.config.sessions;
    if full(most, open.clone().count()) || rw && full(most_rw, open.filter(|session| session.is_rw()).count()) {
        return Err(CKR_SESSION_COUNT);
    }
    let callback = Notify.map(|function| Callback { function, application: pApplication });
    let session = Session { slot: slotID, flags, callback, operations: Vec::new() };
    let handle = if context.lies(&Fault::InvalidHandle) {
        CK_INVALID_HANDLE
    } else {
        state.add_session(session, context.lies(&Fault::ReusedSessionHandle))
    };
    // SAFETY: writable by the caller's promise.
    unsafe { store(phSession, handle) }
}

pub(super) unsafe fn C_CloseSession(context: &Context<'_>, hSession: CK_SESSION_HANDLE) -> Answer {
    let mut state = context.state()?;
    state.close_session(hSession)?;
    state.closed.insert(hSession);
    Ok(())
}

pub(super) unsafe fn C_CloseAllSessions(context: &Context<'_>, slotID: CK_SLOT_ID) -> Answer {
    let mut state = context.state()?;
    state.token(slotID)?;
    state.close_all_for_program(slotID);
    Ok(())
}

pub(super) unsafe fn C_GetSessionInfo(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pInfo: CK_SESSION_INFO_PTR,
) -> Answer {
    let state = context.state()?;
    let session = state.session(hSession)?;
    let info = CK_SESSION_INFO {
        slotID: session.slot,
        state: state.session_state(session),
        flags: session.flags,
        ulDeviceError: 0,
    };
    // SAFETY: NULL or writable by the caller's promise.
    unsafe { store(pInfo, info) }
}

pub(super) unsafe fn C_GetSessionValidationFlags(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    type_: CK_SESSION_VALIDATION_FLAGS_TYPE,
    pFlags: CK_FLAGS_PTR,
) -> Answer {
    let state = context.state()?;
    state.session(hSession)?;
    let flags = match type_ {
        CKS_LAST_VALIDATION_OK => state.config.validation_flags,
        _ => return Err(CKR_ARGUMENTS_BAD),
    };
    // SAFETY: NULL or writable by the caller's promise.
    unsafe { store(pFlags, flags) }
}
