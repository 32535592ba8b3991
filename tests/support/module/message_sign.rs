//! C_SignMessage*, C_VerifyMessage* (sections 5.14 and 5.16).

use super::context::Context;
use super::memory::{Answer, Rv, bytes};
use super::message::{Current, Messages, messages};
use super::operation::{Kind, Step, step};
use super::output::{Delivered, deliver};
use super::parameter::Parameter;
use super::signer::Signer;
use super::verify::compare;
use pkcs11_sys::*;

/// The signer of the message under way, or of a new one.
fn current(messages: &mut Messages) -> Rv<&mut Signer> {
    match &mut messages.current {
        Some(Current::Signature(signer)) => Ok(signer),
        _ => Err(CKR_OPERATION_NOT_INITIALIZED),
    }
}

/// Begins a message, unless one is under way.
fn begin(messages: &mut Messages, parameter: Parameter) -> Rv<Step> {
    if messages.current.is_some() {
        return Ok(Step::Refused(CKR_OPERATION_ACTIVE));
    }
    messages.current = Some(Current::Signature(messages.signer(parameter)?));
    Ok(Step::Continue)
}

pub(super) unsafe fn C_SignMessage(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pParameter: CK_VOID_PTR,
    ulParameterLen: CK_ULONG,
    pData: CK_BYTE_PTR,
    ulDataLen: CK_ULONG,
    pSignature: CK_BYTE_PTR,
    pulSignatureLen: CK_ULONG_PTR,
) -> Answer {
    step(context, hSession, Kind::MessageSign, |operation| {
        let messages = messages(operation)?;
        // SAFETY: the parameter of a message and data, by the caller's promise.
        let (parameter, data) = unsafe { (messages.parameter(pParameter, ulParameterLen)?, bytes(pData, ulDataLen)?) };
        if messages.current.is_some() {
            return Ok(Step::Refused(CKR_OPERATION_ACTIVE));
        }
        let mut signer = messages.signer(parameter)?;
        signer.update(&data);
        // SAFETY: a buffer and its length, by the caller's promise.
        unsafe { deliver(context, &signer.finish()?, pSignature, pulSignatureLen) }?;
        Ok(Step::Continue)
    })
}

pub(super) unsafe fn C_SignMessageBegin(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pParameter: CK_VOID_PTR,
    ulParameterLen: CK_ULONG,
) -> Answer {
    step(context, hSession, Kind::MessageSign, |operation| {
        let messages = messages(operation)?;
        // SAFETY: the parameter of a message, by the caller's promise.
        let parameter = unsafe { messages.parameter(pParameter, ulParameterLen) }?;
        begin(messages, parameter)
    })
}

pub(super) unsafe fn C_SignMessageNext(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    _pParameter: CK_VOID_PTR,
    _ulParameterLen: CK_ULONG,
    pData: CK_BYTE_PTR,
    ulDataLen: CK_ULONG,
    pSignature: CK_BYTE_PTR,
    pulSignatureLen: CK_ULONG_PTR,
) -> Answer {
    step(context, hSession, Kind::MessageSign, |operation| {
        let messages = messages(operation)?;
        // SAFETY: data and its length, by the caller's promise.
        let data = unsafe { bytes(pData, ulDataLen) }?;
        let mut signer = current(messages)?.clone();
        signer.update(&data);
        if pulSignatureLen.is_null() {
            *current(messages)? = signer; // no signature is asked for: there is more to come
            return Ok(Step::Continue);
        }
        // SAFETY: a buffer and its length, by the caller's promise.
        if unsafe { deliver(context, &signer.finish()?, pSignature, pulSignatureLen) }? == Delivered::Written {
            messages.current = None;
        }
        Ok(Step::Continue)
    })
}

pub(super) unsafe fn C_VerifyMessage(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pParameter: CK_VOID_PTR,
    ulParameterLen: CK_ULONG,
    pData: CK_BYTE_PTR,
    ulDataLen: CK_ULONG,
    pSignature: CK_BYTE_PTR,
    ulSignatureLen: CK_ULONG,
) -> Answer {
    step(context, hSession, Kind::MessageVerify, |operation| {
        let messages = messages(operation)?;
        // SAFETY: the parameter of a message and data, by the caller's promise.
        let (parameter, data) = unsafe { (messages.parameter(pParameter, ulParameterLen)?, bytes(pData, ulDataLen)?) };
        // SAFETY: a signature and its length, by the caller's promise.
        let signature = unsafe { bytes(pSignature, ulSignatureLen) }?;
        if messages.current.is_some() {
            return Ok(Step::Refused(CKR_OPERATION_ACTIVE));
        }
        let mut signer = messages.signer(parameter)?;
        signer.update(&data);
        Ok(compare(signer, &signature).map_or_else(Step::Refused, |_| Step::Continue))
    })
}

pub(super) unsafe fn C_VerifyMessageBegin(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pParameter: CK_VOID_PTR,
    ulParameterLen: CK_ULONG,
) -> Answer {
    step(context, hSession, Kind::MessageVerify, |operation| {
        let messages = messages(operation)?;
        // SAFETY: the parameter of a message, by the caller's promise.
        let parameter = unsafe { messages.parameter(pParameter, ulParameterLen) }?;
        begin(messages, parameter)
    })
}

pub(super) unsafe fn C_VerifyMessageNext(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    _pParameter: CK_VOID_PTR,
    _ulParameterLen: CK_ULONG,
    pData: CK_BYTE_PTR,
    ulDataLen: CK_ULONG,
    pSignature: CK_BYTE_PTR,
    ulSignatureLen: CK_ULONG,
) -> Answer {
    step(context, hSession, Kind::MessageVerify, |operation| {
        let messages = messages(operation)?;
        // SAFETY: data and its length, by the caller's promise.
        let data = unsafe { bytes(pData, ulDataLen) }?;
        current(messages)?.update(&data);
        if pSignature.is_null() {
            return Ok(Step::Continue);
        }
        // SAFETY: a signature and its length, by the caller's promise.
        let signature = unsafe { bytes(pSignature, ulSignatureLen) }?;
        let signer = current(messages)?.clone();
        messages.current = None;
        Ok(compare(signer, &signature).map_or_else(Step::Refused, |_| Step::Continue))
    })
}
