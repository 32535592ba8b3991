//! C_Initialize, C_Finalize, C_GetInfo (section 5.4); the lists are in `list`.

use super::context::Context;
use super::fault::Fault;
pub(super) use super::list::{C_GetFunctionList, C_GetInterface, C_GetInterfaceList};
use super::memory::{Answer, load, store};
use pkcs11_sys::*;

/// A string of an info struct: padded with blanks, unless a lie has it otherwise.
pub(super) fn padded<const N: usize>(context: &Context<'_>, text: &[u8]) -> [u8; N] {
    let mut out = [if context.lies(&Fault::Unpadded) { 0 } else { b' ' }; N];
    for (to, from) in out.iter_mut().zip(text) {
        *to = *from;
    }
    if context.lies(&Fault::NotUtf8) {
        out[0] = 0xa9;
    }
    out
}

pub(super) unsafe fn C_Initialize(context: &Context<'_>, pInitArgs: CK_VOID_PTR) -> Answer {
    let mut state = context.module.lock();
    let mut locks = false;
    if !pInitArgs.is_null() {
        // SAFETY: not NULL, hence arguments of C_Initialize, by the caller's promise.
        let args: CK_C_INITIALIZE_ARGS = unsafe { load(pInitArgs.cast()) }?;
        let given = [
            { args.CreateMutex }.is_some(),
            { args.DestroyMutex }.is_some(),
            { args.LockMutex }.is_some(),
            { args.UnlockMutex }.is_some(),
        ];
        if !args.pReserved.is_null() || given != [given[0]; 4] {
            return Err(CKR_ARGUMENTS_BAD);
        }
        let asks_for_locks = args.flags & CKF_OS_LOCKING_OK != 0 || given[0];
        if state.config.cannot_lock && asks_for_locks {
            return Err(CKR_CANT_LOCK);
        }
        locks = asks_for_locks;
    }
    if state.initialised && !state.config.initialises_twice {
        return Err(CKR_CRYPTOKI_ALREADY_INITIALIZED);
    }
    state.initialised = true;
    state.locks = locks;
    Ok(())
}

pub(super) unsafe fn C_Finalize(context: &Context<'_>, pReserved: CK_VOID_PTR) -> Answer {
    let mut state = context.state()?;
    if !pReserved.is_null() {
        return Err(CKR_ARGUMENTS_BAD);
    }
    let slots: Vec<_> = state.slots.iter().map(|slot| slot.id).collect();
    for slot in slots {
        state.close_all_for_program(slot);
    }
    state.initialised = false;
    Ok(())
}

pub(super) unsafe fn C_GetInfo(context: &Context<'_>, pInfo: CK_INFO_PTR) -> Answer {
    let state = context.state()?;
    let info = CK_INFO {
        cryptokiVersion: state.config.version,
        manufacturerID: padded(context, b"pkcs11-safe"),
        flags: 0,
        libraryDescription: padded(context, b"In-process test module"),
        libraryVersion: CK_VERSION { major: 1, minor: 2 },
    };
    // SAFETY: NULL or writable by the caller's promise.
    unsafe { store(pInfo, info) }
}
