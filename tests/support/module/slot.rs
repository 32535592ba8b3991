//! C_GetSlotList, C_GetSlotInfo, C_GetTokenInfo, C_GetMechanismList, C_GetMechanismInfo, C_WaitForSlotEvent (section 5.5).

use super::config::{SlotConfig, TokenConfig};
use super::context::Context;
use super::fault::Fault;
use super::general::padded;
use super::memory::{Answer, not_null, store, ulong};
use super::output::deliver;
use super::state::State;
use pkcs11_sys::*;

const VERSION: CK_VERSION = CK_VERSION { major: 1, minor: 4 };

pub(super) unsafe fn C_GetSlotList(
    context: &Context<'_>,
    tokenPresent: CK_BBOOL,
    pSlotList: CK_SLOT_ID_PTR,
    pulCount: CK_ULONG_PTR,
) -> Answer {
    let mut state = context.state()?;
    if context.lies(&Fault::GrowingList) {
        let id = state.slots.iter().map(|slot| slot.id).max().unwrap_or(0) + 1;
        state.add_slot(SlotConfig::new(id, Some(TokenConfig::blank())));
    }
    let wanted = state.slots.iter().filter(|slot| tokenPresent == CK_FALSE || slot.token.is_some());
    let slots: Vec<_> = wanted.map(|slot| slot.id).collect();
    // SAFETY: a list and its count, by the caller's promise.
    unsafe { deliver(context, &slots, pSlotList, pulCount) }.map(drop)
}

pub(super) unsafe fn C_GetSlotInfo(context: &Context<'_>, slotID: CK_SLOT_ID, pInfo: CK_SLOT_INFO_PTR) -> Answer {
    let state = context.state()?;
    let slot = state.slot(slotID)?;
    let info = CK_SLOT_INFO {
        slotDescription: padded(context, slot.description.as_bytes()),
        manufacturerID: padded(context, b"pkcs11-safe"),
        flags: CKF_REMOVABLE_DEVICE | CKF_HW_SLOT | if slot.token.is_some() { CKF_TOKEN_PRESENT } else { 0 },
        hardwareVersion: VERSION,
        firmwareVersion: VERSION,
    };
    // SAFETY: NULL or writable by the caller's promise.
    unsafe { store(pInfo, info) }
}

/// The flags of a token.
fn token_flags(state: &State, slot: CK_SLOT_ID) -> CK_FLAGS {
    let Ok(token) = state.token(slot) else { return 0 };
    let left = |tries: u32| token.config.tries.saturating_sub(tries);
    let flag = |on: bool, flag: CK_FLAGS| if on { flag } else { 0 };
    let counter = |tries: u32, low: CK_FLAGS, last: CK_FLAGS, locked: CK_FLAGS| match left(tries) {
        0 => locked,
        1 => last | low,
        _ => flag(tries > 0, low),
    };
    CKF_RNG
        | token.config.flags
        | flag(token.initialised, CKF_TOKEN_INITIALIZED)
        | flag(token.user_pin.is_some(), CKF_USER_PIN_INITIALIZED)
        | flag(token.config.login_required, CKF_LOGIN_REQUIRED)
        | flag(token.config.write_protected, CKF_WRITE_PROTECTED)
        | flag(token.config.pin_pad.is_some(), CKF_PROTECTED_AUTHENTICATION_PATH)
        | flag(token.config.clock.is_some(), CKF_CLOCK_ON_TOKEN)
        | flag(state.config.dual, CKF_DUAL_CRYPTO_OPERATIONS)
        | counter(token.user_tries, CKF_USER_PIN_COUNT_LOW, CKF_USER_PIN_FINAL_TRY, CKF_USER_PIN_LOCKED)
        | counter(token.so_tries, CKF_SO_PIN_COUNT_LOW, CKF_SO_PIN_FINAL_TRY, CKF_SO_PIN_LOCKED)
}

pub(super) unsafe fn C_GetTokenInfo(context: &Context<'_>, slotID: CK_SLOT_ID, pInfo: CK_TOKEN_INFO_PTR) -> Answer {
    let state = context.state()?;
    let token = state.token(slotID)?;
    let sessions = state.sessions.values().filter(|session| session.slot == slotID);
    let blanks = token.label.iter().rposition(|byte| *byte != b' ').map_or(0, |last| last + 1);
    let info = CK_TOKEN_INFO {
        label: padded(context, &token.label[..blanks]),
        manufacturerID: padded(context, b"pkcs11-safe"),
        model: padded(context, b"Test token"),
        serialNumber: padded(context, token.config.serial.as_bytes()),
        flags: token_flags(&state, slotID),
        ulMaxSessionCount: ulong(token.config.sessions.0),
        ulSessionCount: ulong(sessions.clone().count()),
        ulMaxRwSessionCount: ulong(token.config.sessions.1),
        ulRwSessionCount: ulong(sessions.filter(|session| session.is_rw()).count()),
        ulMaxPinLen: ulong(token.config.pin_lengths.1),
        ulMinPinLen: ulong(token.config.pin_lengths.0),
        ulTotalPublicMemory: CK_UNAVAILABLE_INFORMATION,
        ulFreePublicMemory: CK_UNAVAILABLE_INFORMATION,
        ulTotalPrivateMemory: 0x1_0000,
        ulFreePrivateMemory: 0x8000,
        hardwareVersion: VERSION,
        firmwareVersion: VERSION,
        utcTime: if context.lies(&Fault::GarbageTime) { [0xff; 16] } else { token.config.clock.unwrap_or([b' '; 16]) },
    };
    // SAFETY: NULL or writable by the caller's promise.
    unsafe { store(pInfo, info) }
}

pub(super) unsafe fn C_GetMechanismList(
    context: &Context<'_>,
    slotID: CK_SLOT_ID,
    pMechanismList: CK_MECHANISM_TYPE_PTR,
    pulCount: CK_ULONG_PTR,
) -> Answer {
    let mut state = context.state()?;
    state.token(slotID)?;
    if context.lies(&Fault::GrowingList) {
        let number = CKM_VENDOR_DEFINED + ulong(state.config.mechanisms.len());
        state.config.mechanisms.push((number, CK_MECHANISM_INFO::ZERO));
    }
    let mechanisms: Vec<_> = state.config.mechanisms.iter().map(|(type_, _)| *type_).collect();
    // SAFETY: a list and its count, by the caller's promise.
    unsafe { deliver(context, &mechanisms, pMechanismList, pulCount) }.map(drop)
}

pub(super) unsafe fn C_GetMechanismInfo(
    context: &Context<'_>,
    slotID: CK_SLOT_ID,
    type_: CK_MECHANISM_TYPE,
    pInfo: CK_MECHANISM_INFO_PTR,
) -> Answer {
    let state = context.state()?;
    state.token(slotID)?;
    let (_, info) = state.config.mechanisms.iter().find(|(listed, _)| *listed == type_).ok_or(CKR_MECHANISM_INVALID)?;
    // SAFETY: NULL or writable by the caller's promise.
    unsafe { store(pInfo, *info) }
}

pub(super) unsafe fn C_WaitForSlotEvent(
    context: &Context<'_>,
    flags: CK_FLAGS,
    pSlot: CK_SLOT_ID_PTR,
    pRserved: CK_VOID_PTR,
) -> Answer {
    let mut state = context.state()?;
    not_null(pSlot)?;
    if !pRserved.is_null() {
        return Err(CKR_ARGUMENTS_BAD);
    }
    match state.events.pop_front() {
        // SAFETY: writable by the caller's promise.
        Some(slot) => unsafe { store(pSlot, slot) },
        None if flags & CKF_DONT_BLOCK != 0 => {
            if let Some(slot) =
                context.lie(|fault| if let Fault::GarbageSlot(slot) = fault { Some(*slot) } else { None })
            {
                // SAFETY: writable by the caller's promise.
                unsafe { store(pSlot, slot) }?;
            }
            Err(CKR_NO_EVENT)
        }
        None => Err(CKR_FUNCTION_NOT_SUPPORTED),
    }
}
