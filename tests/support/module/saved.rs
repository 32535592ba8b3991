//! C_SessionCancel, C_GetOperationState, C_SetOperationState (section 5.6).

use super::context::Context;
use super::fault::Fault;
use super::memory::{Answer, bytes};
use super::operation::Kind;
use super::output::{Delivered, deliver};
use pkcs11_sys::*;

pub(super) unsafe fn C_SessionCancel(context: &Context<'_>, hSession: CK_SESSION_HANDLE, flags: CK_FLAGS) -> Answer {
    let mut state = context.state()?;
    if context.lies(&Fault::OperationActiveForEver) {
        return Err(CKR_OPERATION_CANCEL_FAILED);
    }
    state.session_mut(hSession)?.operations.retain(|operation| operation.kind.flag() & flags == 0);
    Ok(())
}

/// How a saved state begins.
const SAVED: &[u8; 8] = b"saved op";

pub(super) unsafe fn C_GetOperationState(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pOperationState: CK_BYTE_PTR,
    pulOperationStateLen: CK_ULONG_PTR,
) -> Answer {
    let mut state = context.state()?;
    let operation = match state.session(hSession)?.operations.as_slice() {
        [] => return Err(CKR_OPERATION_NOT_INITIALIZED),
        [one] if one.kind == Kind::Digest => one.clone(),
        _ => return Err(CKR_STATE_UNSAVEABLE),
    };
    let mut saved = SAVED.to_vec();
    saved.extend_from_slice(&(state.saved.len() as u64).to_be_bytes());
    // SAFETY: a buffer and its length, by the caller's promise.
    if unsafe { deliver(context, &saved, pOperationState, pulOperationStateLen) }? == Delivered::Written {
        state.saved.push(operation);
    }
    Ok(())
}

pub(super) unsafe fn C_SetOperationState(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pOperationState: CK_BYTE_PTR,
    ulOperationStateLen: CK_ULONG,
    hEncryptionKey: CK_OBJECT_HANDLE,
    hAuthenticationKey: CK_OBJECT_HANDLE,
) -> Answer {
    let mut state = context.state()?;
    state.session(hSession)?;
    // SAFETY: a state and its length, by the caller's promise.
    let saved = unsafe { bytes(pOperationState, ulOperationStateLen) }?;
    let index = saved.strip_prefix(SAVED).and_then(|index| Some(u64::from_be_bytes(index.try_into().ok()?)));
    let index = index.and_then(|index| usize::try_from(index).ok()).ok_or(CKR_SAVED_STATE_INVALID)?;
    let operation = state.saved.get(index).cloned().ok_or(CKR_SAVED_STATE_INVALID)?;
    if (hEncryptionKey, hAuthenticationKey) != (CK_INVALID_HANDLE, CK_INVALID_HANDLE) {
        return Err(CKR_KEY_NOT_NEEDED);
    }
    let session = state.session_mut(hSession)?;
    session.operations.clear();
    session.operations.push(operation);
    Ok(())
}
