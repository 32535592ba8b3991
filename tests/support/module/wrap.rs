//! C_WrapKey, C_UnwrapKey, C_WrapKeyAuthenticated, C_UnwrapKeyAuthenticated (section 5.18).
//!
//! A secret key is wrapped as its value, a private key as a list of its attributes where the real ones have PKCS #8.

use super::cipher::Cipher;
use super::context::Context;
use super::make::Origin;
use super::memory::{Answer, Rv, bytes, not_null, size, ulong};
use super::object::{Object, hand_out};
use super::output::deliver;
use super::parameter::{Field, Mechanism, Use, mechanism};
use super::shape;
use super::state::State;
use super::template::{Attribute, Value, find, read};
use pkcs11_sys::*;

/// The attributes that make a private key.
const PRIVATE: &[CK_ATTRIBUTE_TYPE] = &[
    CKA_KEY_TYPE,
    CKA_MODULUS,
    CKA_PUBLIC_EXPONENT,
    CKA_PRIVATE_EXPONENT,
    CKA_PRIME_1,
    CKA_PRIME_2,
    CKA_EXPONENT_1,
    CKA_EXPONENT_2,
    CKA_COEFFICIENT,
    CKA_EC_PARAMS,
    CKA_PRIME,
    CKA_SUBPRIME,
    CKA_BASE,
    CKA_PARAMETER_SET,
    CKA_VALUE,
];

/// How the list of a private key begins.
const LIST: &[u8; 8] = b"private\0";

fn pack(key: &Object) -> Vec<u8> {
    if key.class() == CKO_SECRET_KEY {
        return key.bytes(CKA_VALUE).to_vec();
    }
    let mut out = LIST.to_vec();
    for type_ in PRIVATE {
        if let Some(value) = key.get(*type_).and_then(Value::bytes) {
            out.extend_from_slice(&type_.to_be_bytes());
            out.extend_from_slice(&ulong(value.len()).to_be_bytes());
            out.extend_from_slice(value);
        }
    }
    // A whole number of blocks, as for any cipher that wants one.
    out.resize(out.len().next_multiple_of(16), 0);
    out
}

fn unpack(class: CK_OBJECT_CLASS, packed: Vec<u8>) -> Rv<Vec<(CK_ATTRIBUTE_TYPE, Value)>> {
    let mut computed = vec![(CKA_CLASS, Value::from(class))];
    if class == CKO_SECRET_KEY {
        computed.push((CKA_VALUE, Value::from(packed)));
        return Ok(computed);
    }
    let width = size_of::<CK_ULONG>();
    let mut rest = packed.strip_prefix(LIST).ok_or(CKR_WRAPPED_KEY_INVALID)?;
    let word = |bytes: &[u8]| bytes.iter().fold(0, |word: CK_ULONG, byte| word << 8 | CK_ULONG::from(*byte));
    while rest.len() >= 2 * width && (computed.len() == 1 || rest.iter().any(|byte| *byte != 0)) {
        let (type_, length) = (word(&rest[..width]), size(word(&rest[width..2 * width])));
        let value = rest.get(2 * width..).and_then(|rest| rest.get(..length)).ok_or(CKR_WRAPPED_KEY_INVALID)?;
        computed.push((type_, Value::from(value)));
        rest = &rest[2 * width + length..];
    }
    Ok(computed)
}

/// The cipher that a key wraps with.
fn cipher(mechanism: &Mechanism, key: &Object, associated: &[u8], encrypts: bool) -> Rv<Cipher> {
    let mut mechanism = mechanism.clone();
    let all = [mechanism.parameter.buffer("pAAD").unwrap_or_default(), associated].concat();
    // How much data there is, the caller of a wrapping function does not know.
    mechanism.parameter.fields.retain(|(name, _)| !matches!(*name, "ulDataLen" | "pAAD"));
    mechanism.parameter.fields.push(("pAAD", Field::Bytes(Some(all))));
    Cipher::new(&mechanism, key, encrypts)
}

/// What an error of the cipher is called where a key is wrapped.
fn blocked(error: CK_RV) -> CK_RV {
    match error {
        CKR_DATA_LEN_RANGE => CKR_KEY_SIZE_RANGE,
        CKR_ENCRYPTED_DATA_LEN_RANGE => CKR_WRAPPED_KEY_LEN_RANGE,
        CKR_ENCRYPTED_DATA_INVALID | CKR_AEAD_DECRYPT_FAILED => CKR_WRAPPED_KEY_INVALID,
        CKR_KEY_HANDLE_INVALID => CKR_WRAPPING_KEY_HANDLE_INVALID,
        CKR_KEY_TYPE_INCONSISTENT => CKR_WRAPPING_KEY_TYPE_INCONSISTENT,
        other => other,
    }
}

fn through(mut cipher: Cipher, data: &[u8]) -> Rv<Vec<u8>> {
    let mut out = cipher.update(data).map_err(blocked)?;
    out.extend(cipher.finish().map_err(blocked)?);
    Ok(out)
}

/// The wrapped key.
fn wrapped(
    state: &State,
    hSession: CK_SESSION_HANDLE,
    mechanism: &Mechanism,
    hWrappingKey: CK_OBJECT_HANDLE,
    hKey: CK_OBJECT_HANDLE,
    associated: &[u8],
) -> Rv<Vec<u8>> {
    state.session(hSession)?;
    state.allows_wrapping(mechanism)?;
    let wrapping = state.key(hSession, hWrappingKey, CKA_WRAP, mechanism).map_err(blocked)?;
    let key = state.object(hSession, hKey).map_err(|_| CKR_KEY_HANDLE_INVALID)?;
    if !matches!(key.class(), CKO_SECRET_KEY | CKO_PRIVATE_KEY) {
        return Err(CKR_KEY_NOT_WRAPPABLE);
    }
    if !key.flag(CKA_EXTRACTABLE) {
        return Err(CKR_KEY_UNEXTRACTABLE);
    }
    let template = match wrapping.get(CKA_WRAP_TEMPLATE) {
        Some(Value::Template(template)) => template.as_slice(),
        _ => &[],
    };
    let trusted = wrapping.flag(CKA_TRUSTED) || !key.flag(CKA_WRAP_WITH_TRUSTED);
    if !trusted || !key.matches(template) {
        return Err(CKR_KEY_NOT_WRAPPABLE);
    }
    through(cipher(mechanism, wrapping, associated, true)?, &pack(key))
}

impl State {
    /// Like [`Self::allows`], for mechanisms whose parameter is another struct here.
    fn allows_wrapping(&self, mechanism: &Mechanism) -> Answer {
        let authenticated = matches!(mechanism.type_, CKM_AES_GCM | CKM_AES_CCM);
        if authenticated && mechanism.parameter.structure.is_some() { Ok(()) } else { self.allows(mechanism) }
    }
}

pub(super) unsafe fn C_WrapKey(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pMechanism: CK_MECHANISM_PTR,
    hWrappingKey: CK_OBJECT_HANDLE,
    hKey: CK_OBJECT_HANDLE,
    pWrappedKey: CK_BYTE_PTR,
    pulWrappedKeyLen: CK_ULONG_PTR,
) -> Answer {
    let state = context.state()?;
    // SAFETY: a mechanism by the caller's promise.
    let mechanism = unsafe { mechanism(pMechanism, Use::Ordinary) }?;
    let wrapped = wrapped(&state, hSession, &mechanism, hWrappingKey, hKey, &[])?;
    // SAFETY: a buffer and its length, by the caller's promise.
    unsafe { deliver(context, &wrapped, pWrappedKey, pulWrappedKeyLen) }.map(drop)
}

pub(super) unsafe fn C_WrapKeyAuthenticated(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pMechanism: CK_MECHANISM_PTR,
    hWrappingKey: CK_OBJECT_HANDLE,
    hKey: CK_OBJECT_HANDLE,
    pAssociatedData: CK_BYTE_PTR,
    ulAssociatedDataLen: CK_ULONG,
    pWrappedKey: CK_BYTE_PTR,
    pulWrappedKeyLen: CK_ULONG_PTR,
) -> Answer {
    let state = context.state()?;
    // SAFETY: a mechanism and data, by the caller's promise.
    let (mechanism, associated) =
        unsafe { (mechanism(pMechanism, Use::WrapAuthenticated)?, bytes(pAssociatedData, ulAssociatedDataLen)?) };
    let wrapped = wrapped(&state, hSession, &mechanism, hWrappingKey, hKey, &associated)?;
    // SAFETY: a buffer and its length, by the caller's promise.
    unsafe { deliver(context, &wrapped, pWrappedKey, pulWrappedKeyLen) }.map(drop)
}

/// Makes the key that was wrapped.
fn unwrapped(
    state: &mut State,
    hSession: CK_SESSION_HANDLE,
    mechanism: &Mechanism,
    hUnwrappingKey: CK_OBJECT_HANDLE,
    packed: &[u8],
    mut template: Vec<Attribute>,
    associated: &[u8],
) -> Rv<CK_OBJECT_HANDLE> {
    state.session(hSession)?;
    state.allows_wrapping(mechanism)?;
    let unwrapping = state.key(hSession, hUnwrappingKey, CKA_UNWRAP, mechanism).map_err(|rv| match rv {
        CKR_KEY_HANDLE_INVALID => CKR_UNWRAPPING_KEY_HANDLE_INVALID,
        CKR_KEY_TYPE_INCONSISTENT => CKR_UNWRAPPING_KEY_TYPE_INCONSISTENT,
        other => other,
    })?;
    if let Some(Value::Template(wanted)) = unwrapping.get(CKA_UNWRAP_TEMPLATE) {
        for attribute in wanted {
            match find(&template, attribute.type_) {
                None => template.push(attribute.clone()),
                Some(value) if *value == attribute.value => {}
                Some(_) => return Err(CKR_TEMPLATE_INCONSISTENT),
            }
        }
    }
    let mut plain = through(cipher(mechanism, unwrapping, associated, false)?, packed)?;
    let class = find(&template, CKA_CLASS).and_then(Value::ulong).ok_or(CKR_TEMPLATE_INCOMPLETE)?;
    // Ciphers without padding cannot tell where the key ends: the caller says.
    let asked = find(&template, CKA_VALUE_LEN).and_then(Value::ulong).map(size);
    if let Some(length) = asked.filter(|_| class == CKO_SECRET_KEY && shape::name(mechanism.type_).ends_with("_CBC")) {
        plain.truncate(length);
    }
    let computed = unpack(class, plain)?;
    let object = state.make(hSession, &template, &Origin::Unwrap, &computed)?;
    Ok(state.add_object(object))
}

pub(super) unsafe fn C_UnwrapKey(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pMechanism: CK_MECHANISM_PTR,
    hUnwrappingKey: CK_OBJECT_HANDLE,
    pWrappedKey: CK_BYTE_PTR,
    ulWrappedKeyLen: CK_ULONG,
    pTemplate: CK_ATTRIBUTE_PTR,
    ulAttributeCount: CK_ULONG,
    phKey: CK_OBJECT_HANDLE_PTR,
) -> Answer {
    let mut state = context.state()?;
    not_null(phKey)?;
    // SAFETY: a mechanism, a wrapped key and a template, by the caller's promise.
    let (mechanism, packed, template) = unsafe {
        (
            mechanism(pMechanism, Use::Ordinary)?,
            bytes(pWrappedKey, ulWrappedKeyLen)?,
            read(pTemplate, ulAttributeCount)?,
        )
    };
    let handle = unwrapped(&mut state, hSession, &mechanism, hUnwrappingKey, &packed, template, &[])?;
    // SAFETY: writable by the caller's promise.
    unsafe { hand_out(context, &state, phKey, handle) }
}

pub(super) unsafe fn C_UnwrapKeyAuthenticated(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pMechanism: CK_MECHANISM_PTR,
    hUnwrappingKey: CK_OBJECT_HANDLE,
    pWrappedKey: CK_BYTE_PTR,
    ulWrappedKeyLen: CK_ULONG,
    pTemplate: CK_ATTRIBUTE_PTR,
    ulAttributeCount: CK_ULONG,
    pAssociatedData: CK_BYTE_PTR,
    ulAssociatedDataLen: CK_ULONG,
    phKey: CK_OBJECT_HANDLE_PTR,
) -> Answer {
    let mut state = context.state()?;
    not_null(phKey)?;
    // SAFETY: a mechanism, a wrapped key and a template, by the caller's promise.
    let (mechanism, packed, template) = unsafe {
        (
            mechanism(pMechanism, Use::WrapAuthenticated)?,
            bytes(pWrappedKey, ulWrappedKeyLen)?,
            read(pTemplate, ulAttributeCount)?,
        )
    };
    // SAFETY: data and its length, by the caller's promise.
    let associated = unsafe { bytes(pAssociatedData, ulAssociatedDataLen) }?;
    let handle = unwrapped(&mut state, hSession, &mechanism, hUnwrappingKey, &packed, template, &associated)?;
    // SAFETY: writable by the caller's promise.
    unsafe { hand_out(context, &state, phKey, handle) }
}
