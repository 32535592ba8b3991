//! C_DigestEncryptUpdate, C_DecryptDigestUpdate, C_SignEncryptUpdate, C_DecryptVerifyUpdate (section 5.17).

use super::context::Context;
use super::crypt::part;
use super::digest::hasher;
use super::memory::{Answer, Rv, bytes};
use super::operation::{Kind, Operation, Step, step};
use super::sign::update;
use pkcs11_sys::*;

fn digest(operation: &mut Operation, data: &[u8]) -> Rv<Step> {
    operation.parted = true;
    hasher(operation)?.update(data);
    Ok(Step::Continue)
}

/// Both operations are there, or the call is refused before either moves.
fn both(context: &Context<'_>, session: CK_SESSION_HANDLE, kinds: [Kind; 2]) -> Answer {
    let state = context.state()?;
    let operations = &state.session(session)?.operations;
    let has = |kind: &Kind| operations.iter().any(|operation| operation.kind == *kind);
    if kinds.iter().all(has) { Ok(()) } else { Err(CKR_OPERATION_NOT_INITIALIZED) }
}

macro_rules! dual {
    ($($name:ident $cipher:ident $other:ident $update:ident $plain_in:literal;)*) => {
        $(pub(super) unsafe fn $name(
            context: &Context<'_>,
            hSession: CK_SESSION_HANDLE,
            pPart: CK_BYTE_PTR,
            ulPartLen: CK_ULONG,
            pOutput: CK_BYTE_PTR,
            pulOutputLen: CK_ULONG_PTR,
        ) -> Answer {
            both(context, hSession, [Kind::$cipher, Kind::$other])?;
            // SAFETY: data and its length, by the caller's promise.
            let data = unsafe { bytes(pPart, ulPartLen) }?;
            let mut plain = None;
            step(context, hSession, Kind::$cipher, |operation| {
                // SAFETY: a buffer and its length, by the caller's promise.
                let (step, out) = unsafe { part(context, operation, &data, pOutput, pulOutputLen) }?;
                if step == Step::Continue {
                    plain = Some(if $plain_in { data } else { out });
                }
                Ok(step)
            })?;
            match plain {
                Some(plain) => step(context, hSession, Kind::$other, |operation| $update(operation, &plain)),
                None => Ok(()),
            }
        })*
    };
}

dual! {
    C_DigestEncryptUpdate Encrypt Digest digest true;
    C_DecryptDigestUpdate Decrypt Digest digest false;
    C_SignEncryptUpdate   Encrypt Sign   update true;
    C_DecryptVerifyUpdate Decrypt Verify update false;
}
