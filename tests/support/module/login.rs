//! C_Login, C_LoginUser, C_Logout (section 5.6).

use super::context::Context;
use super::memory::{Answer, bytes};
use pkcs11_sys::*;

pub(super) unsafe fn C_Login(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    userType: CK_USER_TYPE,
    pPin: CK_UTF8CHAR_PTR,
    ulPinLen: CK_ULONG,
) -> Answer {
    let mut state = context.state()?;
    let session = state.session(hSession)?;
    let (slot, operation_waits) = (session.slot, session.operations.iter().any(|operation| operation.needs_login));
    let read_only = state.sessions.values().any(|session| session.slot == slot && !session.is_rw());
    let token = state.token_mut(slot)?;
    let as_user = match (userType, token.login) {
        (CKU_CONTEXT_SPECIFIC, _) if !operation_waits => return Err(CKR_OPERATION_NOT_INITIALIZED),
        (CKU_CONTEXT_SPECIFIC, Some(login)) => login,
        (CKU_CONTEXT_SPECIFIC, None) => CKU_USER,
        (CKU_SO | CKU_USER, Some(login)) if login == userType => return Err(CKR_USER_ALREADY_LOGGED_IN),
        (CKU_SO | CKU_USER, Some(_)) => return Err(CKR_USER_ANOTHER_ALREADY_LOGGED_IN),
        (CKU_SO, None) if read_only => return Err(CKR_SESSION_READ_ONLY_EXISTS),
        (CKU_SO | CKU_USER, None) => userType,
        _ => return Err(CKR_USER_TYPE_INVALID),
    };
    // SAFETY: a PIN and its length, by the caller's promise.
    let pin = unsafe { token.given_pin(pPin, ulPinLen) }?;
    token.check_pin(as_user, &pin)?;
    if userType != CKU_CONTEXT_SPECIFIC {
        token.login = Some(userType);
        return Ok(());
    }
    for operation in &mut state.session_mut(hSession)?.operations {
        operation.needs_login = false;
    }
    Ok(())
}

pub(super) unsafe fn C_LoginUser(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    userType: CK_USER_TYPE,
    pPin: CK_UTF8CHAR_PTR,
    ulPinLen: CK_ULONG,
    pUsername: CK_UTF8CHAR_PTR,
    ulUsernameLen: CK_ULONG,
) -> Answer {
    // SAFETY: a name and its length, by the caller's promise. Every name is the name of the user.
    unsafe { bytes(pUsername, ulUsernameLen) }?;
    // SAFETY: the same arguments.
    unsafe { C_Login(context, hSession, userType, pPin, ulPinLen) }
}

pub(super) unsafe fn C_Logout(context: &Context<'_>, hSession: CK_SESSION_HANDLE) -> Answer {
    let mut state = context.state()?;
    let slot = state.session(hSession)?.slot;
    if state.token(slot)?.login.is_none() {
        return Err(CKR_USER_NOT_LOGGED_IN);
    }
    state.log_out(slot);
    Ok(())
}
