//! C_SignInit, C_Sign, C_SignUpdate, C_SignFinal, C_SignRecoverInit, C_SignRecover (section 5.13).

use super::context::Context;
use super::fault::Fault;
use super::memory::{Answer, Rv, bytes};
use super::object::Object;
use super::operation::{Core, Kind, Operation, Step, init, last, step};
use super::parameter::Mechanism;
use super::signer::Signer;
use pkcs11_sys::*;

/// Whether a mechanism signs in one part only.
pub(super) fn single_part(type_: CK_MECHANISM_TYPE) -> bool {
    matches!(
        type_,
        CKM_DSA
            | CKM_ECDSA
            | CKM_FORTEZZA_TIMESTAMP
            | CKM_GOSTR3410
            | CKM_HASH_ML_DSA
            | CKM_HASH_SLH_DSA
            | CKM_HSS
            | CKM_RSA_9796
            | CKM_RSA_PKCS
            | CKM_RSA_PKCS_PSS
            | CKM_RSA_X9_31
            | CKM_RSA_X_509
            | CKM_XMSS
            | CKM_XMSSMT
    )
}

pub(super) fn signer(operation: &mut Operation) -> Rv<&mut Signer> {
    match &mut operation.core {
        Core::Signer(signer) | Core::Verifier(signer, _) => Ok(signer),
        _ => Err(CKR_GENERAL_ERROR),
    }
}

/// Takes a part, of a mechanism that has parts.
pub(super) fn update(operation: &mut Operation, part: &[u8]) -> Rv<Step> {
    if single_part(operation.mechanism.type_) {
        return Err(CKR_FUNCTION_NOT_SUPPORTED);
    }
    operation.parted = true;
    signer(operation)?.update(part);
    Ok(Step::Continue)
}

/// The signature, or what a lie makes of one that is two numbers.
fn shaped(context: &Context<'_>, signature: Vec<u8>) -> Vec<u8> {
    if !context.lies(&Fault::DerSignature) {
        return signature;
    }
    let integer = |number: &[u8]| {
        let number: Vec<u8> = number.iter().copied().skip_while(|byte| *byte == 0).collect();
        let sign = if number.first().is_none_or(|first| *first >= 0x80) { &[0][..] } else { &[] };
        der(2, &[sign, &number].concat())
    };
    let (r, s) = signature.split_at(signature.len() / 2);
    der(0x30, &[integer(r), integer(s)].concat())
}

fn der(tag: u8, value: &[u8]) -> Vec<u8> {
    let length = u8::try_from(value.len()).unwrap_or(u8::MAX);
    let long = if length < 0x80 { &[][..] } else { &[0x81] };
    [&[tag], long, &[length], value].concat()
}

/// The core of an operation that signs or verifies.
pub(super) fn core(mechanism: &Mechanism, key: Option<&Object>) -> Rv<Core> {
    Ok(Core::Signer(Signer::new(mechanism, key.ok_or(CKR_KEY_HANDLE_INVALID)?)?))
}

pub(super) unsafe fn C_SignInit(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pMechanism: CK_MECHANISM_PTR,
    hKey: CK_OBJECT_HANDLE,
) -> Answer {
    // SAFETY: a mechanism by the caller's promise.
    unsafe { init(context, hSession, pMechanism, Some((hKey, CKA_SIGN)), Kind::Sign, core) }
}

pub(super) unsafe fn C_Sign(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pData: CK_BYTE_PTR,
    ulDataLen: CK_ULONG,
    pSignature: CK_BYTE_PTR,
    pulSignatureLen: CK_ULONG_PTR,
) -> Answer {
    step(context, hSession, Kind::Sign, |operation| {
        operation.whole()?;
        // SAFETY: data and its length, by the caller's promise.
        let data = unsafe { bytes(pData, ulDataLen) }?;
        let mut signer = signer(operation)?.clone();
        signer.update(&data);
        // SAFETY: a buffer and its length, by the caller's promise.
        unsafe { last(context, &shaped(context, signer.finish()?), pSignature, pulSignatureLen) }
    })
}

pub(super) unsafe fn C_SignUpdate(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pPart: CK_BYTE_PTR,
    ulPartLen: CK_ULONG,
) -> Answer {
    step(context, hSession, Kind::Sign, |operation| {
        // SAFETY: data and its length, by the caller's promise.
        update(operation, &unsafe { bytes(pPart, ulPartLen) }?)
    })
}

pub(super) unsafe fn C_SignFinal(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pSignature: CK_BYTE_PTR,
    pulSignatureLen: CK_ULONG_PTR,
) -> Answer {
    step(context, hSession, Kind::Sign, |operation| {
        let signature = shaped(context, signer(operation)?.clone().finish()?);
        // SAFETY: a buffer and its length, by the caller's promise.
        unsafe { last(context, &signature, pSignature, pulSignatureLen) }
    })
}

pub(super) unsafe fn C_SignRecoverInit(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pMechanism: CK_MECHANISM_PTR,
    hKey: CK_OBJECT_HANDLE,
) -> Answer {
    // SAFETY: a mechanism by the caller's promise.
    unsafe { init(context, hSession, pMechanism, Some((hKey, CKA_SIGN_RECOVER)), Kind::SignRecover, core) }
}

pub(super) unsafe fn C_SignRecover(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pData: CK_BYTE_PTR,
    ulDataLen: CK_ULONG,
    pSignature: CK_BYTE_PTR,
    pulSignatureLen: CK_ULONG_PTR,
) -> Answer {
    step(context, hSession, Kind::SignRecover, |operation| {
        // SAFETY: data and its length, by the caller's promise.
        let data = unsafe { bytes(pData, ulDataLen) }?;
        let signature = signer(operation)?.recoverable(&data)?;
        // SAFETY: a buffer and its length, by the caller's promise.
        unsafe { last(context, &signature, pSignature, pulSignatureLen) }
    })
}
