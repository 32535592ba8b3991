//! C_Encrypt*, C_Decrypt* (sections 5.8 and 5.10).

use super::cipher::Cipher;
use super::context::Context;
use super::memory::{Answer, Rv, bytes};
use super::operation::{Core, Kind, Operation, Step, init, last, step};
use super::output::{Delivered, deliver};
use pkcs11_sys::*;

fn cipher(operation: &mut Operation) -> Rv<&mut Cipher> {
    match &mut operation.core {
        Core::Cipher(cipher) => Ok(cipher),
        _ => Err(CKR_GENERAL_ERROR),
    }
}

/// One part in, what comes of it out; the operation moves on only if it was written.
///
/// # Safety
///
/// As for [`deliver`].
pub(super) unsafe fn part(
    context: &Context<'_>,
    operation: &mut Operation,
    data: &[u8],
    buffer: CK_BYTE_PTR,
    length: CK_ULONG_PTR,
) -> Rv<(Step, Vec<u8>)> {
    let mut next = cipher(operation)?.clone();
    if next.one_part() {
        return Err(CKR_FUNCTION_NOT_SUPPORTED);
    }
    let out = next.update(data)?;
    // SAFETY: the caller's promise.
    if unsafe { deliver(context, &out, buffer, length) }? == Delivered::Size {
        return Ok((Step::Sized, out));
    }
    operation.parted = true;
    *cipher(operation)? = next;
    Ok((Step::Continue, out))
}

/// All in, all out.
fn whole(operation: &mut Operation, data: &[u8]) -> Rv<Vec<u8>> {
    operation.whole()?;
    let mut cipher = cipher(operation)?.clone();
    let mut out = cipher.update(data)?;
    out.extend(cipher.finish()?);
    Ok(out)
}

macro_rules! direction {
    ($kind:ident $permit:ident $encrypts:literal $init:ident $whole:ident $update:ident $final:ident) => {
        pub(super) unsafe fn $init(
            context: &Context<'_>,
            hSession: CK_SESSION_HANDLE,
            pMechanism: CK_MECHANISM_PTR,
            hKey: CK_OBJECT_HANDLE,
        ) -> Answer {
            // SAFETY: a mechanism by the caller's promise.
            unsafe {
                init(context, hSession, pMechanism, Some((hKey, $permit)), Kind::$kind, |mechanism, key| {
                    Ok(Core::Cipher(Cipher::new(mechanism, key.ok_or(CKR_KEY_HANDLE_INVALID)?, $encrypts)?))
                })
            }
        }

        pub(super) unsafe fn $whole(
            context: &Context<'_>,
            hSession: CK_SESSION_HANDLE,
            pInput: CK_BYTE_PTR,
            ulInputLen: CK_ULONG,
            pOutput: CK_BYTE_PTR,
            pulOutputLen: CK_ULONG_PTR,
        ) -> Answer {
            step(context, hSession, Kind::$kind, |operation| {
                // SAFETY: data and its length, by the caller's promise.
                let data = unsafe { bytes(pInput, ulInputLen) }?;
                let out = whole(operation, &data)?;
                // SAFETY: a buffer and its length, by the caller's promise.
                unsafe { last(context, &out, pOutput, pulOutputLen) }
            })
        }

        pub(super) unsafe fn $update(
            context: &Context<'_>,
            hSession: CK_SESSION_HANDLE,
            pPart: CK_BYTE_PTR,
            ulPartLen: CK_ULONG,
            pOutput: CK_BYTE_PTR,
            pulOutputLen: CK_ULONG_PTR,
        ) -> Answer {
            step(context, hSession, Kind::$kind, |operation| {
                // SAFETY: data and its length, by the caller's promise.
                let data = unsafe { bytes(pPart, ulPartLen) }?;
                // SAFETY: a buffer and its length, by the caller's promise.
                unsafe { part(context, operation, &data, pOutput, pulOutputLen) }.map(|(step, _)| step)
            })
        }

        pub(super) unsafe fn $final(
            context: &Context<'_>,
            hSession: CK_SESSION_HANDLE,
            pOutput: CK_BYTE_PTR,
            pulOutputLen: CK_ULONG_PTR,
        ) -> Answer {
            step(context, hSession, Kind::$kind, |operation| {
                let out = cipher(operation)?.clone().finish()?;
                // SAFETY: a buffer and its length, by the caller's promise.
                unsafe { last(context, &out, pOutput, pulOutputLen) }
            })
        }
    };
}

direction! { Encrypt CKA_ENCRYPT true C_EncryptInit C_Encrypt C_EncryptUpdate C_EncryptFinal }
direction! { Decrypt CKA_DECRYPT false C_DecryptInit C_Decrypt C_DecryptUpdate C_DecryptFinal }
