//! C_Message*Init, C_Message*Final, C_EncryptMessage*, C_DecryptMessage* (sections 5.9 and 5.11).

use super::cipher::Cipher;
use super::context::Context;
use super::memory::{Answer, Rv, bytes, not_null, size, store_all, ulong};
use super::object::Object;
use super::operation::{Core, Kind, Operation, Step, init, step};
use super::output::{Delivered, deliver};
use super::parameter::{Field, Mechanism, Parameter, Use, parameter};
use super::signer::Signer;
use super::toy;
use pkcs11_sys::*;

/// Messages under one key.
#[derive(Clone, Debug)]
pub(super) struct Messages {
    key: Object,
    mechanism: Mechanism,
    /// The message that was begun.
    pub(super) current: Option<Current>,
    /// How many nonces were made.
    nonces: u64,
}

/// A message in parts.
#[derive(Clone, Debug)]
pub(super) enum Current {
    /// Associated data, and what went in so far.
    Cipher(Vec<u8>, Vec<u8>),
    Signature(Signer),
}

pub(super) fn messages(operation: &mut Operation) -> Rv<&mut Messages> {
    match &mut operation.core {
        Core::Messages(messages) => Ok(messages),
        _ => Err(CKR_GENERAL_ERROR),
    }
}

impl Messages {
    /// # Safety
    ///
    /// The parameter is that of a message under this mechanism, or bytes.
    pub(super) unsafe fn parameter(&self, pParameter: CK_VOID_PTR, length: CK_ULONG) -> Rv<Parameter> {
        // SAFETY: the caller's promise.
        unsafe { parameter(self.mechanism.type_, Use::Message, pParameter.cast(), length) }
    }

    fn cipher(&self, parameter: &Parameter, encrypts: bool) -> Rv<Cipher> {
        // The tag and its length are for the message, not for the key stream.
        let nonce = parameter.buffer("pIv").or(parameter.buffer("pNonce")).unwrap_or(&parameter.bytes).to_vec();
        let parameter = Parameter { bytes: nonce, ..Parameter::default() };
        let mechanism = Mechanism { type_: CKM_VENDOR_DEFINED, parameter };
        Cipher::new(&mechanism, &self.key, encrypts)
    }

    pub(super) fn signer(&self, parameter: Parameter) -> Rv<Signer> {
        Signer::new(&Mechanism { type_: self.mechanism.type_, parameter }, &self.key)
    }
}

/// The pointers that a message function writes through: the nonce's, and the tag's with its length.
///
/// # Safety
///
/// `pParameter` points to what was read as `parameter`.
unsafe fn pointers(parameter: &Parameter, pParameter: CK_VOID_PTR) -> Option<(CK_BYTE_PTR, CK_BYTE_PTR, usize)> {
    // SAFETY: in each arm, the struct that was read there.
    unsafe {
        match parameter.structure? {
            "CK_GCM_MESSAGE_PARAMS" => {
                let given = pParameter.cast::<CK_GCM_MESSAGE_PARAMS>().read_unaligned();
                Some((given.pIv, given.pTag, size(given.ulTagBits).div_ceil(8)))
            }
            "CK_CCM_MESSAGE_PARAMS" => {
                let given = pParameter.cast::<CK_CCM_MESSAGE_PARAMS>().read_unaligned();
                Some((given.pNonce, given.pMAC, size(given.ulMACLen)))
            }
            "CK_SALSA20_CHACHA20_POLY1305_MSG_PARAMS" => {
                let given = pParameter.cast::<CK_SALSA20_CHACHA20_POLY1305_MSG_PARAMS>().read_unaligned();
                Some((given.pNonce, given.pTag, 16))
            }
            _ => None,
        }
    }
}

/// Writes a nonce, if the module is to make one, and says what the parameter is then.
///
/// # Safety
///
/// `pParameter` points to what was read as `parameter`.
unsafe fn make_nonce(messages: &mut Messages, parameter: &mut Parameter, pParameter: CK_VOID_PTR) {
    let generator = parameter.number("ivGenerator").or(parameter.number("nonceGenerator"));
    // SAFETY: the caller's promise.
    let pointers = unsafe { pointers(parameter, pParameter) };
    let Some((pointer, ..)) = pointers.filter(|_| generator.is_some_and(|kind| kind != CKG_NO_GENERATE)) else {
        return;
    };
    messages.nonces += 1;
    let fixed =
        size(parameter.number("ulIvFixedBits").or(parameter.number("ulNonceFixedBits")).unwrap_or(0)).div_ceil(8);
    for (name, field) in &mut parameter.fields {
        if let ("pIv" | "pNonce", Field::Bytes(Some(nonce))) = (*name, field) {
            let fixed = fixed.min(nonce.len());
            let rest = nonce.len() - fixed;
            nonce[fixed..].copy_from_slice(&toy::expand(&[b"nonce", &messages.nonces.to_be_bytes()], rest));
            // SAFETY: the buffer is as long as the nonce that was read from it.
            unsafe { store_all(pointer, nonce) };
        }
    }
}

/// Where the tag of a message stands, and its length.
///
/// # Safety
///
/// `pParameter` points to what was read as `parameter`.
unsafe fn tag_of(parameter: &Parameter, pParameter: CK_VOID_PTR) -> Option<(CK_BYTE_PTR, usize)> {
    // SAFETY: the caller's promise.
    unsafe { pointers(parameter, pParameter) }.map(|(_, tag, length)| (tag, length))
}

/// Where the data of a call are, and where what comes of them goes.
struct Call<'a> {
    encrypts: bool,
    parameter: &'a Parameter,
    tag: Option<(CK_BYTE_PTR, usize)>,
    associated: &'a [u8],
    /// The whole message so far.
    data: &'a [u8],
    /// How much of it came out of earlier calls.
    earlier: usize,
    output: (CK_BYTE_PTR, CK_ULONG_PTR),
}

/// A message, or a part of one, through the cipher. If there is a tag, it is written or checked.
///
/// # Safety
///
/// All pointers are those of a message function that keeps to the standard.
unsafe fn crypt(context: &Context<'_>, messages: &Messages, call: &Call<'_>) -> Rv<Delivered> {
    let (out, computed) = messages.cipher(call.parameter, call.encrypts)?.message(call.associated, call.data);
    if let (Some((pointer, length)), false) = (call.tag, call.encrypts) {
        // SAFETY: a tag of that length, by the caller's promise.
        if unsafe { bytes(pointer, ulong(length)) }? != computed[..length.min(computed.len())] {
            return Err(CKR_AEAD_DECRYPT_FAILED);
        }
    }
    // SAFETY: a buffer and its length, by the caller's promise.
    let delivered = unsafe { deliver(context, &out[call.earlier..], call.output.0, call.output.1) }?;
    if let (Some((pointer, length)), true, Delivered::Written) = (call.tag, call.encrypts, delivered) {
        not_null(pointer)?;
        // SAFETY: room for a tag of that length, by the caller's promise.
        unsafe { store_all(pointer, &computed[..length.min(computed.len())]) };
    }
    Ok(delivered)
}

macro_rules! init_and_final {
    ($($kind:ident $permit:ident $init:ident $final:ident;)*) => {
        $(
            pub(super) unsafe fn $init(
                context: &Context<'_>,
                hSession: CK_SESSION_HANDLE,
                pMechanism: CK_MECHANISM_PTR,
                hKey: CK_OBJECT_HANDLE,
            ) -> Answer {
                // SAFETY: a mechanism by the caller's promise.
                unsafe {
                    init(context, hSession, pMechanism, Some((hKey, $permit)), Kind::$kind, |mechanism, key| {
                        let key = key.ok_or(CKR_KEY_HANDLE_INVALID)?.clone();
                        let mechanism = mechanism.clone();
                        Ok(Core::Messages(Messages { key, mechanism, current: None, nonces: 0 }))
                    })
                }
            }

            pub(super) unsafe fn $final(context: &Context<'_>, hSession: CK_SESSION_HANDLE) -> Answer {
                step(context, hSession, Kind::$kind, |operation| match messages(operation)?.current {
                    Some(_) => Ok(Step::Refused(CKR_OPERATION_ACTIVE)),
                    None => Ok(Step::Done),
                })
            }
        )*
    };
}

init_and_final! {
    MessageEncrypt CKA_ENCRYPT C_MessageEncryptInit C_MessageEncryptFinal;
    MessageDecrypt CKA_DECRYPT C_MessageDecryptInit C_MessageDecryptFinal;
    MessageSign    CKA_SIGN    C_MessageSignInit    C_MessageSignFinal;
    MessageVerify  CKA_VERIFY  C_MessageVerifyInit  C_MessageVerifyFinal;
}

macro_rules! ciphers {
    ($($kind:ident $encrypts:literal $whole:ident $begin:ident $next:ident;)*) => {
        $(
            pub(super) unsafe fn $whole(
                context: &Context<'_>,
                hSession: CK_SESSION_HANDLE,
                pParameter: CK_VOID_PTR,
                ulParameterLen: CK_ULONG,
                pAssociatedData: CK_BYTE_PTR,
                ulAssociatedDataLen: CK_ULONG,
                pInput: CK_BYTE_PTR,
                ulInputLen: CK_ULONG,
                pOutput: CK_BYTE_PTR,
                pulOutputLen: CK_ULONG_PTR,
            ) -> Answer {
                // SAFETY: data and its length, by the caller's promise.
                let associated = unsafe { bytes(pAssociatedData, ulAssociatedDataLen) }?;
                // SAFETY: data and its length, by the caller's promise.
                let data = unsafe { bytes(pInput, ulInputLen) }?;
                step(context, hSession, Kind::$kind, |operation| {
                    let messages = messages(operation)?;
                    if messages.current.is_some() {
                        return Ok(Step::Refused(CKR_OPERATION_ACTIVE));
                    }
                    // SAFETY: the parameter of a message, by the caller's promise.
                    let mut parameter = unsafe { messages.parameter(pParameter, ulParameterLen) }?;
                    if $encrypts && !pOutput.is_null() {
                        // SAFETY: the same parameter.
                        unsafe { make_nonce(messages, &mut parameter, pParameter) };
                    }
                    let call = Call {
                        encrypts: $encrypts,
                        parameter: &parameter,
                        // SAFETY: the same parameter.
                        tag: unsafe { tag_of(&parameter, pParameter) },
                        associated: &associated,
                        data: &data,
                        earlier: 0,
                        output: (pOutput, pulOutputLen),
                    };
                    // SAFETY: the arguments, by the caller's promise.
                    unsafe { crypt(context, messages, &call) }?;
                    Ok(Step::Continue)
                })
            }

            pub(super) unsafe fn $begin(
                context: &Context<'_>,
                hSession: CK_SESSION_HANDLE,
                pParameter: CK_VOID_PTR,
                ulParameterLen: CK_ULONG,
                pAssociatedData: CK_BYTE_PTR,
                ulAssociatedDataLen: CK_ULONG,
            ) -> Answer {
                // SAFETY: data and its length, by the caller's promise.
                let associated = unsafe { bytes(pAssociatedData, ulAssociatedDataLen) }?;
                step(context, hSession, Kind::$kind, |operation| {
                    let messages = messages(operation)?;
                    if messages.current.is_some() {
                        return Ok(Step::Refused(CKR_OPERATION_ACTIVE));
                    }
                    // SAFETY: the parameter of a message, by the caller's promise.
                    let mut parameter = unsafe { messages.parameter(pParameter, ulParameterLen) }?;
                    if $encrypts {
                        // SAFETY: the same parameter.
                        unsafe { make_nonce(messages, &mut parameter, pParameter) };
                    }
                    messages.current = Some(Current::Cipher(associated, Vec::new()));
                    Ok(Step::Continue)
                })
            }

            pub(super) unsafe fn $next(
                context: &Context<'_>,
                hSession: CK_SESSION_HANDLE,
                pParameter: CK_VOID_PTR,
                ulParameterLen: CK_ULONG,
                pInput: CK_BYTE_PTR,
                ulInputLen: CK_ULONG,
                pOutput: CK_BYTE_PTR,
                pulOutputLen: CK_ULONG_PTR,
                flags: CK_FLAGS,
            ) -> Answer {
                // SAFETY: data and its length, by the caller's promise.
                let data = unsafe { bytes(pInput, ulInputLen) }?;
                step(context, hSession, Kind::$kind, |operation| {
                    let messages = messages(operation)?;
                    let Some(Current::Cipher(associated, sofar)) = messages.current.clone() else {
                        return Err(CKR_OPERATION_NOT_INITIALIZED);
                    };
                    let last = flags & CKF_END_OF_MESSAGE != 0;
                    let (earlier, all) = (sofar.len(), [sofar, data].concat());
                    // SAFETY: the parameter of a message, by the caller's promise.
                    let parameter = unsafe { messages.parameter(pParameter, ulParameterLen) }?;
                    let call = Call {
                        encrypts: $encrypts,
                        parameter: &parameter,
                        // SAFETY: the same parameter.
                        tag: unsafe { tag_of(&parameter, pParameter) }.filter(|_| last),
                        associated: &associated,
                        data: &all,
                        earlier,
                        output: (pOutput, pulOutputLen),
                    };
                    // SAFETY: the arguments, by the caller's promise.
                    if unsafe { crypt(context, messages, &call) }? == Delivered::Written {
                        messages.current = (!last).then_some(Current::Cipher(associated, all));
                    }
                    Ok(Step::Continue)
                })
            }
        )*
    };
}

ciphers! {
    MessageEncrypt true  C_EncryptMessage C_EncryptMessageBegin C_EncryptMessageNext;
    MessageDecrypt false C_DecryptMessage C_DecryptMessageBegin C_DecryptMessageNext;
}
