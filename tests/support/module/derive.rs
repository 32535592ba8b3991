//! C_DeriveKey (section 5.18): the key agreement is a toy, the key derivation functions of X9.63 over SHA are real.

use super::context::Context;
use super::fault::Fault;
use super::generate::{LONGEST, fits};
use super::giveback::after_derivation;
use super::make::Origin;
use super::memory::{Answer, Rv, not_null, size};
use super::object::{Object, hand_out};
use super::parameter::{Field, Mechanism, Parameter, Use, mechanism};
use super::sha::{self, Algorithm};
use super::shape::{self, Hash, x_of};
use super::state::State;
use super::template::{Attribute, Value, find, read};
use super::toy;
use pkcs11_sys::*;

/// The key that a template asks for, of this material: cut to its length.
pub(super) fn secret_key(template: &[Attribute], material: Vec<u8>) -> Rv<Vec<(CK_ATTRIBUTE_TYPE, Value)>> {
    let key = find(template, CKA_KEY_TYPE).and_then(Value::ulong).unwrap_or(CKK_GENERIC_SECRET);
    let natural = match key {
        CKK_DES => Some(8),
        CKK_DES2 => Some(16),
        CKK_DES3 => Some(24),
        CKK_CHACHA20 => Some(32),
        _ => None,
    };
    let length = find(template, CKA_VALUE_LEN).and_then(Value::ulong).map(size).or(natural).unwrap_or(material.len());
    if length > material.len() || !fits(key, length) {
        return Err(CKR_KEY_SIZE_RANGE);
    }
    Ok(vec![
        (CKA_CLASS, Value::from(CKO_SECRET_KEY)),
        (CKA_KEY_TYPE, Value::from(key)),
        (CKA_VALUE, Value::from(&material[..length])),
    ])
}

/// The key derivation function of X9.63: hash(z, counter, shared) until there is enough.
fn x9_63(hash: Hash, z: &[u8], shared: &[u8], length: usize) -> Vec<u8> {
    let mut out = Vec::new();
    for counter in 1_u32.. {
        if out.len() >= length {
            break;
        }
        out.extend(hash.of(&[z, &counter.to_be_bytes(), shared].concat()));
    }
    out.truncate(length);
    out
}

/// The hash of a `CKD_*`; none for CKD_NULL.
fn kdf(kdf: CK_EC_KDF_TYPE) -> Rv<Option<Hash>> {
    Ok(Some(match kdf {
        CKD_NULL => return Ok(None),
        CKD_SHA1_KDF | CKD_SHA1_KDF_SP800 => Hash::Real(Algorithm::Sha1),
        CKD_SHA224_KDF | CKD_SHA224_KDF_SP800 => Hash::Real(Algorithm::Sha224),
        CKD_SHA256_KDF | CKD_SHA256_KDF_SP800 => Hash::Real(Algorithm::Sha256),
        CKD_SHA384_KDF | CKD_SHA384_KDF_SP800 => Hash::Real(Algorithm::Sha384),
        CKD_SHA512_KDF | CKD_SHA512_KDF_SP800 => Hash::Real(Algorithm::Sha512),
        CKD_SHA3_256_KDF => Hash::Toy("SHA3_256", 32),
        CKD_SHA3_384_KDF => Hash::Toy("SHA3_384", 48),
        CKD_SHA3_512_KDF => Hash::Toy("SHA3_512", 64),
        _ => return Err(CKR_MECHANISM_PARAM_INVALID),
    }))
}

/// What a derivation comes to; `wanted` is the length that is asked for, if one is.
fn material(
    state: &State,
    session: CK_SESSION_HANDLE,
    mechanism: &Mechanism,
    base: &Object,
    wanted: Option<usize>,
) -> Rv<Vec<u8>> {
    let name = shape::name(mechanism.type_);
    let parameter = &mechanism.parameter;
    let value = base.bytes(CKA_VALUE);
    let other = |handle: Option<CK_ULONG>| {
        let handle = handle.ok_or(CKR_MECHANISM_PARAM_INVALID)?;
        state.object(session, handle).map_err(|_| CKR_KEY_HANDLE_INVALID).map(|key| key.bytes(CKA_VALUE).to_vec())
    };
    let data = parameter.buffer("pData").unwrap_or_default();
    Ok(match name {
        _ if name.starts_with("ECDH1") || name.starts_with("X9_42_DH_DERIVE") => {
            let width = base.width();
            let public = parameter.buffer("pPublicData").ok_or(CKR_MECHANISM_PARAM_INVALID)?;
            let x = if base.key_type() == Some(CKK_X9_42_DH) { public.to_vec() } else { x_of(public, width)? };
            let z = toy::agree(value, &x, width);
            let shared = parameter.buffer("pSharedData").or(parameter.buffer("pOtherInfo")).unwrap_or_default();
            match kdf(parameter.number("kdf").unwrap_or(CKD_NULL))? {
                None if !shared.is_empty() => return Err(CKR_MECHANISM_PARAM_INVALID),
                None => z,
                Some(hash) => x9_63(hash, &z, shared, wanted.unwrap_or(hash.length())),
            }
        }
        "DH_PKCS_DERIVE" => toy::agree(value, &parameter.bytes, base.width()),
        "CONCATENATE_BASE_AND_KEY" => [value.to_vec(), other(parameter.as_number())?].concat(),
        "CONCATENATE_BASE_AND_DATA" => [value, data].concat(),
        "CONCATENATE_DATA_AND_BASE" => [data, value].concat(),
        "XOR_BASE_AND_DATA" => value.iter().zip(data).map(|(a, b)| a ^ b).collect(),
        "EXTRACT_KEY_FROM_KEY" => {
            let start = size(parameter.as_number().ok_or(CKR_MECHANISM_PARAM_INVALID)?) / 8;
            let length = wanted.unwrap_or(value.len().saturating_sub(start));
            value.iter().cycle().skip(start).take(length).copied().collect()
        }
        _ if name.ends_with("_KEY_DERIVATION") => {
            shape::hash(mechanism.type_).map_or(Vec::new(), |hash| hash.of(value))
        }
        _ if name.ends_with("_ENCRYPT_DATA") => {
            let iv = parameter.buffer("iv").unwrap_or_default();
            toy::expand(&[name.as_bytes(), value, iv, data], data.len())
        }
        "HKDF_DERIVE" | "HKDF_DATA" => hkdf(parameter, value, wanted)?,
        _ => {
            let context: Vec<u8> = parameter
                .fields
                .iter()
                .flat_map(|(_, field)| match field {
                    Field::Bytes(bytes) => bytes.clone().unwrap_or_default(),
                    _ => Vec::new(),
                })
                .collect();
            let context = if parameter.structure.is_none() { &parameter.bytes } else { &context };
            let natural = if name.contains("MASTER_KEY_DERIVE") { 48 } else { 32 };
            toy::expand(&[name.as_bytes(), value, context], wanted.unwrap_or(natural))
        }
    })
}

/// HKDF (RFC 5869), real where the hash is.
fn hkdf(parameter: &Parameter, value: &[u8], wanted: Option<usize>) -> Rv<Vec<u8>> {
    let hash = parameter.number("prfHashMechanism").and_then(shape::hash).ok_or(CKR_MECHANISM_PARAM_INVALID)?;
    let Hash::Real(algorithm) = hash else {
        return Ok(toy::expand(&[b"hkdf", value], wanted.unwrap_or(hash.length())));
    };
    let salt = parameter.buffer("pSalt").unwrap_or_default();
    let extracted = match parameter.number("bExtract") {
        Some(0) => value.to_vec(),
        _ => sha::hmac(algorithm, salt, value),
    };
    if parameter.number("bExpand") == Some(0) {
        return Ok(extracted);
    }
    let (mut out, mut block, info) = (Vec::new(), Vec::new(), parameter.buffer("pInfo").unwrap_or_default());
    for counter in 1..=u8::MAX {
        if out.len() >= wanted.unwrap_or(algorithm.length()) {
            break;
        }
        block = sha::hmac(algorithm, &extracted, &[&block[..], info, &[counter]].concat());
        out.extend_from_slice(&block);
    }
    out.truncate(wanted.unwrap_or(algorithm.length()));
    Ok(out)
}

pub(super) unsafe fn C_DeriveKey(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pMechanism: CK_MECHANISM_PTR,
    hBaseKey: CK_OBJECT_HANDLE,
    pTemplate: CK_ATTRIBUTE_PTR,
    ulAttributeCount: CK_ULONG,
    phKey: CK_OBJECT_HANDLE_PTR,
) -> Answer {
    let mut state = context.state()?;
    state.session(hSession)?;
    // SAFETY: a mechanism and a template, by the caller's promise.
    let (mut mechanism, mut template) =
        unsafe { (mechanism(pMechanism, Use::Ordinary)?, read(pTemplate, ulAttributeCount)?) };
    state.allows(&mechanism)?;
    // Some TLS mechanisms return their keys through the parameter alone.
    let by_parameter = mechanism.parameter.field("pReturnedKeyMaterial").is_some()
        || mechanism.parameter.structure == Some("CK_TLS_PRF_PARAMS");
    if !by_parameter {
        not_null(phKey)?;
    }
    if context.lies(&Fault::IgnoresKdf) {
        for (name, field) in &mut mechanism.parameter.fields {
            match *name {
                "kdf" => *field = Field::Number(CKD_NULL),
                "pSharedData" => *field = Field::Bytes(None),
                _ => {}
            }
        }
    }
    let base = state.key(hSession, hBaseKey, CKA_DERIVE, &mechanism)?.clone();
    let wanted = find(&template, CKA_VALUE_LEN).and_then(Value::ulong).map(size);
    if wanted.is_some_and(|wanted| wanted > LONGEST) {
        return Err(CKR_KEY_SIZE_RANGE);
    }
    let material = material(&state, hSession, &mechanism, &base, wanted)?;
    // SAFETY: the mechanism that was read.
    unsafe { after_derivation(&mut state, hSession, &mechanism, &base, pMechanism) }?;
    if by_parameter {
        return Ok(());
    }
    let computed = if context.lies(&Fault::IgnoresValueLen) {
        template.retain(|attribute| attribute.type_ != CKA_VALUE_LEN);
        secret_key(&template, material)?
    } else if find(&template, CKA_CLASS).and_then(Value::ulong) == Some(CKO_DATA) {
        vec![(CKA_CLASS, Value::from(CKO_DATA)), (CKA_VALUE, Value::from(material))]
    } else {
        secret_key(&template, material)?
    };
    let origin = Origin::Derive(base.flag(CKA_ALWAYS_SENSITIVE), base.flag(CKA_NEVER_EXTRACTABLE));
    let object = state.make(hSession, &template, &origin, &computed)?;
    let handle = state.add_object(object);
    // SAFETY: writable by the caller's promise.
    unsafe { hand_out(context, &state, phKey, handle) }
}
