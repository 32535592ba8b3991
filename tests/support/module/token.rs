//! C_InitToken, C_InitPIN, C_SetPIN (section 5.5), and what PINs are checked by.

use super::context::Context;
use super::memory::{Answer, Rv, bytes};
use super::state::Token;
use pkcs11_sys::*;

impl Token {
    /// The PIN that a call was given: typed on the PIN pad if it was NULL and there is one.
    ///
    /// # Safety
    ///
    /// `pointer` is NULL or valid for reads of `length` bytes.
    pub(super) unsafe fn given_pin(&self, pointer: CK_UTF8CHAR_PTR, length: CK_ULONG) -> Rv<Vec<u8>> {
        if pointer.is_null() {
            return self.config.pin_pad.clone().filter(|_| length == 0).ok_or(CKR_ARGUMENTS_BAD);
        }
        // SAFETY: not NULL, hence as long as it says by the caller's promise.
        unsafe { bytes(pointer, length) }
    }

    /// Checks the PIN of a user, and counts what is wrong.
    pub(super) fn check_pin(&mut self, user: CK_USER_TYPE, pin: &[u8]) -> Answer {
        let tries = self.config.tries;
        let (right, counter) = match user {
            CKU_SO => (Some(&self.so_pin), &mut self.so_tries),
            _ => (self.user_pin.as_ref(), &mut self.user_tries),
        };
        let right = right.ok_or(CKR_USER_PIN_NOT_INITIALIZED)?;
        if *counter >= tries {
            return Err(CKR_PIN_LOCKED);
        }
        if right != pin {
            *counter += 1;
            return Err(if *counter >= tries { CKR_PIN_LOCKED } else { CKR_PIN_INCORRECT });
        }
        *counter = 0;
        Ok(())
    }

    fn check_new_pin(&self, pin: &[u8]) -> Answer {
        let (shortest, longest) = self.config.pin_lengths;
        if (shortest..=longest).contains(&pin.len()) { Ok(()) } else { Err(CKR_PIN_LEN_RANGE) }
    }
}

pub(super) unsafe fn C_InitToken(
    context: &Context<'_>,
    slotID: CK_SLOT_ID,
    pPin: CK_UTF8CHAR_PTR,
    ulPinLen: CK_ULONG,
    pLabel: CK_UTF8CHAR_PTR,
) -> Answer {
    let mut state = context.state()?;
    // SAFETY: NULL or 32 bytes, by the caller's promise.
    let label = unsafe { bytes(pLabel, 32) }?;
    let label: [u8; 32] = label.try_into().map_err(|_| CKR_ARGUMENTS_BAD)?;
    if state.sessions.values().any(|session| session.slot == slotID) {
        return Err(CKR_SESSION_EXISTS);
    }
    let token = state.token_mut(slotID)?;
    if token.config.write_protected {
        return Err(CKR_TOKEN_WRITE_PROTECTED);
    }
    // SAFETY: a PIN and its length, by the caller's promise.
    let pin = unsafe { token.given_pin(pPin, ulPinLen) }?;
    if token.initialised {
        token.check_pin(CKU_SO, &pin)?;
    } else {
        token.check_new_pin(&pin)?;
        token.so_pin = pin;
    }
    token.label = label;
    token.initialised = true;
    token.user_pin = None;
    token.user_tries = 0;
    state.objects.retain(|_, object| object.slot != slotID);
    Ok(())
}

pub(super) unsafe fn C_InitPIN(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pPin: CK_UTF8CHAR_PTR,
    ulPinLen: CK_ULONG,
) -> Answer {
    let mut state = context.state()?;
    let session = state.session(hSession)?;
    if state.session_state(session) != CKS_RW_SO_FUNCTIONS {
        return Err(CKR_USER_NOT_LOGGED_IN);
    }
    let slot = session.slot;
    let token = state.token_mut(slot)?;
    // SAFETY: a PIN and its length, by the caller's promise.
    let pin = unsafe { token.given_pin(pPin, ulPinLen) }?;
    token.check_new_pin(&pin)?;
    token.user_pin = Some(pin);
    token.user_tries = 0;
    Ok(())
}

pub(super) unsafe fn C_SetPIN(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pOldPin: CK_UTF8CHAR_PTR,
    ulOldLen: CK_ULONG,
    pNewPin: CK_UTF8CHAR_PTR,
    ulNewLen: CK_ULONG,
) -> Answer {
    let mut state = context.state()?;
    let session = state.session(hSession)?;
    if !session.is_rw() {
        return Err(CKR_SESSION_READ_ONLY);
    }
    let user = if state.session_state(session) == CKS_RW_SO_FUNCTIONS { CKU_SO } else { CKU_USER };
    let slot = session.slot;
    let token = state.token_mut(slot)?;
    // SAFETY: PINs and their lengths, by the caller's promise.
    let (old, new) = unsafe { (token.given_pin(pOldPin, ulOldLen)?, token.given_pin(pNewPin, ulNewLen)?) };
    token.check_new_pin(&new)?;
    token.check_pin(user, &old)?;
    match user {
        CKU_SO => token.so_pin = new,
        _ => token.user_pin = Some(new),
    }
    Ok(())
}
