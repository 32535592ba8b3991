//! C_Verify*, C_VerifyRecover*, C_VerifySignature* (section 5.15).

use super::context::Context;
use super::memory::{Answer, Rv, bytes};
use super::operation::{Core, Kind, Operation, Step, init, last, step};
use super::sign::{core, signer, update};
use super::signer::Signer;
use pkcs11_sys::*;

/// Compares a signature with what it should be.
pub(super) fn compare(signer: Signer, signature: &[u8]) -> Rv<Step> {
    if signature.len() != signer.length() {
        return Err(CKR_SIGNATURE_LEN_RANGE);
    }
    if signer.finish()? == signature { Ok(Step::Done) } else { Err(CKR_SIGNATURE_INVALID) }
}

pub(super) unsafe fn C_VerifyInit(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pMechanism: CK_MECHANISM_PTR,
    hKey: CK_OBJECT_HANDLE,
) -> Answer {
    // SAFETY: a mechanism by the caller's promise.
    unsafe { init(context, hSession, pMechanism, Some((hKey, CKA_VERIFY)), Kind::Verify, core) }
}

pub(super) unsafe fn C_Verify(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pData: CK_BYTE_PTR,
    ulDataLen: CK_ULONG,
    pSignature: CK_BYTE_PTR,
    ulSignatureLen: CK_ULONG,
) -> Answer {
    step(context, hSession, Kind::Verify, |operation| {
        operation.whole()?;
        // SAFETY: data and signature and their lengths, by the caller's promise.
        let (data, signature) = unsafe { (bytes(pData, ulDataLen)?, bytes(pSignature, ulSignatureLen)?) };
        let mut signer = signer(operation)?.clone();
        signer.update(&data);
        compare(signer, &signature)
    })
}

pub(super) unsafe fn C_VerifyUpdate(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pPart: CK_BYTE_PTR,
    ulPartLen: CK_ULONG,
) -> Answer {
    step(context, hSession, Kind::Verify, |operation| {
        // SAFETY: data and its length, by the caller's promise.
        update(operation, &unsafe { bytes(pPart, ulPartLen) }?)
    })
}

pub(super) unsafe fn C_VerifyFinal(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pSignature: CK_BYTE_PTR,
    ulSignatureLen: CK_ULONG,
) -> Answer {
    step(context, hSession, Kind::Verify, |operation| {
        // SAFETY: a signature and its length, by the caller's promise.
        let signature = unsafe { bytes(pSignature, ulSignatureLen) }?;
        compare(signer(operation)?.clone(), &signature)
    })
}

pub(super) unsafe fn C_VerifyRecoverInit(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pMechanism: CK_MECHANISM_PTR,
    hKey: CK_OBJECT_HANDLE,
) -> Answer {
    // SAFETY: a mechanism by the caller's promise.
    unsafe { init(context, hSession, pMechanism, Some((hKey, CKA_VERIFY_RECOVER)), Kind::VerifyRecover, core) }
}

pub(super) unsafe fn C_VerifyRecover(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pSignature: CK_BYTE_PTR,
    ulSignatureLen: CK_ULONG,
    pData: CK_BYTE_PTR,
    pulDataLen: CK_ULONG_PTR,
) -> Answer {
    step(context, hSession, Kind::VerifyRecover, |operation| {
        // SAFETY: a signature and its length, by the caller's promise.
        let signature = unsafe { bytes(pSignature, ulSignatureLen) }?;
        let data = signer(operation)?.recover(&signature)?;
        // SAFETY: a buffer and its length, by the caller's promise.
        unsafe { last(context, &data, pData, pulDataLen) }
    })
}

// With the signature known first (3.2)

pub(super) unsafe fn C_VerifySignatureInit(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pMechanism: CK_MECHANISM_PTR,
    hKey: CK_OBJECT_HANDLE,
    pSignature: CK_BYTE_PTR,
    ulSignatureLen: CK_ULONG,
) -> Answer {
    // SAFETY: a signature and its length, by the caller's promise.
    let signature = unsafe { bytes(pSignature, ulSignatureLen) }?;
    let with = |signer: Core| match signer {
        Core::Signer(signer) => Core::Verifier(signer, signature),
        other => other,
    };
    // SAFETY: a mechanism by the caller's promise.
    unsafe {
        init(context, hSession, pMechanism, Some((hKey, CKA_VERIFY)), Kind::VerifySignature, |mechanism, key| {
            core(mechanism, key).map(with)
        })
    }
}

fn settle(operation: &Operation) -> Rv<Step> {
    match &operation.core {
        Core::Verifier(signer, signature) => compare(signer.clone(), signature),
        _ => Err(CKR_GENERAL_ERROR),
    }
}

pub(super) unsafe fn C_VerifySignature(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pData: CK_BYTE_PTR,
    ulDataLen: CK_ULONG,
) -> Answer {
    step(context, hSession, Kind::VerifySignature, |operation| {
        operation.whole()?;
        // SAFETY: data and its length, by the caller's promise.
        let data = unsafe { bytes(pData, ulDataLen) }?;
        signer(operation)?.update(&data);
        settle(operation)
    })
}

pub(super) unsafe fn C_VerifySignatureUpdate(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pPart: CK_BYTE_PTR,
    ulPartLen: CK_ULONG,
) -> Answer {
    step(context, hSession, Kind::VerifySignature, |operation| {
        // SAFETY: data and its length, by the caller's promise.
        let part = unsafe { bytes(pPart, ulPartLen) }?;
        operation.parted = true;
        signer(operation)?.update(&part);
        Ok(Step::Continue)
    })
}

pub(super) unsafe fn C_VerifySignatureFinal(context: &Context<'_>, hSession: CK_SESSION_HANDLE) -> Answer {
    step(context, hSession, Kind::VerifySignature, |operation| settle(operation))
}
