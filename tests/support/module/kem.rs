//! C_EncapsulateKey, C_DecapsulateKey (section 5.18): an ephemeral key in the toy group, in a ciphertext of the real length.

use super::context::Context;
use super::derive::secret_key;
use super::make::Origin;
use super::memory::{Answer, Rv, bytes, not_null};
use super::object::{Object, hand_out};
use super::output::{Delivered, deliver};
use super::parameter::{Use, mechanism};
use super::shape::x_of;
use super::template::read;
use super::toy;
use pkcs11_sys::*;

/// Length of a ciphertext under a key.
fn ciphertext_length(key: &Object) -> usize {
    match (key.key_type(), key.number(CKA_PARAMETER_SET)) {
        (Some(CKK_ML_KEM), Some(CKP_ML_KEM_512)) => 768,
        (Some(CKK_ML_KEM), Some(CKP_ML_KEM_1024)) => 1568,
        (Some(CKK_ML_KEM), _) => 1088,
        _ => key.width(),
    }
}

/// The public key as a number of the toy group.
fn element(key: &Object) -> Rv<Vec<u8>> {
    match key.key_type() {
        Some(CKK_EC | CKK_EC_MONTGOMERY) => x_of(key.bytes(CKA_EC_POINT), key.width()),
        Some(CKK_RSA) => Ok(key.identity()),
        _ => Ok(key.bytes(CKA_VALUE).to_vec()),
    }
}

/// The secret of both sides. RSA keys have no exponent in the toy group: the modulus is the secret there.
fn shared(key: &Object, private: &[u8], public: &[u8]) -> Vec<u8> {
    if key.key_type() == Some(CKK_RSA) {
        return toy::expand(&[b"kem", &key.identity()], 32);
    }
    toy::agree(private, public, 32)
}

pub(super) unsafe fn C_EncapsulateKey(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pMechanism: CK_MECHANISM_PTR,
    hPublicKey: CK_OBJECT_HANDLE,
    pTemplate: CK_ATTRIBUTE_PTR,
    ulAttributeCount: CK_ULONG,
    pCiphertext: CK_BYTE_PTR,
    pulCiphertextLen: CK_ULONG_PTR,
    phKey: CK_OBJECT_HANDLE_PTR,
) -> Answer {
    let mut state = context.state()?;
    state.session(hSession)?;
    // SAFETY: a mechanism and a template, by the caller's promise.
    let (mechanism, template) = unsafe { (mechanism(pMechanism, Use::Ordinary)?, read(pTemplate, ulAttributeCount)?) };
    state.allows(&mechanism)?;
    let key = state.key(hSession, hPublicKey, CKA_ENCAPSULATE, &mechanism)?.clone();
    let ephemeral = state.random_bytes(32);
    let ciphertext = toy::public(&ephemeral, ciphertext_length(&key));
    let secret = shared(&key, &ephemeral, &element(&key)?);
    let object = state.make(hSession, &template, &Origin::Derive(false, false), &secret_key(&template, secret)?)?;
    if !pCiphertext.is_null() {
        not_null(phKey)?;
    }
    // SAFETY: a buffer and its length, by the caller's promise.
    if unsafe { deliver(context, &ciphertext, pCiphertext, pulCiphertextLen) }? == Delivered::Size {
        return Ok(());
    }
    let handle = state.add_object(object);
    // SAFETY: writable by the caller's promise.
    unsafe { hand_out(context, &state, phKey, handle) }
}

pub(super) unsafe fn C_DecapsulateKey(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pMechanism: CK_MECHANISM_PTR,
    hPrivateKey: CK_OBJECT_HANDLE,
    pTemplate: CK_ATTRIBUTE_PTR,
    ulAttributeCount: CK_ULONG,
    pCiphertext: CK_BYTE_PTR,
    ulCiphertextLen: CK_ULONG,
    phKey: CK_OBJECT_HANDLE_PTR,
) -> Answer {
    let mut state = context.state()?;
    state.session(hSession)?;
    not_null(phKey)?;
    // SAFETY: a mechanism and a template, by the caller's promise.
    let (mechanism, template) = unsafe { (mechanism(pMechanism, Use::Ordinary)?, read(pTemplate, ulAttributeCount)?) };
    state.allows(&mechanism)?;
    let key = state.key(hSession, hPrivateKey, CKA_DECAPSULATE, &mechanism)?.clone();
    // SAFETY: a ciphertext and its length, by the caller's promise.
    let ciphertext = unsafe { bytes(pCiphertext, ulCiphertextLen) }?;
    if ciphertext.len() != ciphertext_length(&key) {
        return Err(CKR_ENCRYPTED_DATA_LEN_RANGE);
    }
    let secret = shared(&key, key.bytes(CKA_VALUE), &ciphertext);
    let object = state.make(hSession, &template, &Origin::Derive(false, false), &secret_key(&template, secret)?)?;
    let handle = state.add_object(object);
    // SAFETY: writable by the caller's promise.
    unsafe { hand_out(context, &state, phKey, handle) }
}
