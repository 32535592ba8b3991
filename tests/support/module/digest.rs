//! C_DigestInit, C_Digest, C_DigestUpdate, C_DigestKey, C_DigestFinal (section 5.12).

use super::context::Context;
use super::memory::{Answer, Rv, bytes};
use super::operation::{Core, Kind, Operation, Step, init, last, step};
use super::shape::{self, Hash, Hasher};
use pkcs11_sys::*;

pub(super) fn hasher(operation: &mut Operation) -> Rv<&mut Hasher> {
    match &mut operation.core {
        Core::Digest(hasher) => Ok(hasher),
        _ => Err(CKR_GENERAL_ERROR),
    }
}

pub(super) unsafe fn C_DigestInit(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pMechanism: CK_MECHANISM_PTR,
) -> Answer {
    // SAFETY: a mechanism by the caller's promise.
    unsafe {
        init(context, hSession, pMechanism, None, Kind::Digest, |mechanism, _| {
            let hash = shape::hash(mechanism.type_).unwrap_or(Hash::Toy("digest", 32));
            Ok(Core::Digest(hash.start()))
        })
    }
}

pub(super) unsafe fn C_Digest(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pData: CK_BYTE_PTR,
    ulDataLen: CK_ULONG,
    pDigest: CK_BYTE_PTR,
    pulDigestLen: CK_ULONG_PTR,
) -> Answer {
    step(context, hSession, Kind::Digest, |operation| {
        operation.whole()?;
        // SAFETY: data and its length, by the caller's promise.
        let data = unsafe { bytes(pData, ulDataLen) }?;
        let mut hasher = hasher(operation)?.clone();
        hasher.update(&data);
        // SAFETY: a buffer and its length, by the caller's promise.
        unsafe { last(context, &hasher.finish(), pDigest, pulDigestLen) }
    })
}

pub(super) unsafe fn C_DigestUpdate(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pPart: CK_BYTE_PTR,
    ulPartLen: CK_ULONG,
) -> Answer {
    step(context, hSession, Kind::Digest, |operation| {
        // SAFETY: data and its length, by the caller's promise.
        let part = unsafe { bytes(pPart, ulPartLen) }?;
        operation.parted = true;
        hasher(operation)?.update(&part);
        Ok(Step::Continue)
    })
}

pub(super) unsafe fn C_DigestKey(context: &Context<'_>, hSession: CK_SESSION_HANDLE, hKey: CK_OBJECT_HANDLE) -> Answer {
    let key = context.state()?.object(hSession, hKey).cloned();
    step(context, hSession, Kind::Digest, |operation| {
        let key = key.map_err(|_| CKR_KEY_HANDLE_INVALID)?;
        if key.class() != CKO_SECRET_KEY {
            return Err(CKR_KEY_INDIGESTIBLE);
        }
        operation.parted = true;
        hasher(operation)?.update(key.bytes(CKA_VALUE));
        Ok(Step::Continue)
    })
}

pub(super) unsafe fn C_DigestFinal(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pDigest: CK_BYTE_PTR,
    pulDigestLen: CK_ULONG_PTR,
) -> Answer {
    step(context, hSession, Kind::Digest, |operation| {
        let digest = hasher(operation)?.clone().finish();
        // SAFETY: a buffer and its length, by the caller's promise.
        unsafe { last(context, &digest, pDigest, pulDigestLen) }
    })
}
