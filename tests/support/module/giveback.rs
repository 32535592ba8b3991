//! What a module writes through the parameter of a mechanism: versions, keys, initialisation vectors (section 6).

use super::generate::LONGEST;
use super::make::Origin;
use super::memory::{Answer, Rv, load, size, store, store_all, ulong};
use super::object::Object;
use super::parameter::{Field, Mechanism, Parameter};
use super::state::State;
use super::template::{Attribute, Value};
use super::toy;
use pkcs11_sys::*;

/// The version that a client hello has, as a TLS mechanism hands it out.
const CLIENT: CK_VERSION = CK_VERSION { major: 3, minor: 3 };

/// Reads the struct that a mechanism's parameter is.
///
/// # Safety
///
/// `pMechanism` points to a mechanism whose parameter is a `T`.
unsafe fn given<T: Copy>(pMechanism: CK_MECHANISM_PTR) -> Rv<T> {
    // SAFETY: the caller's promise.
    unsafe { load(load(pMechanism)?.pParameter.cast()) }
}

/// Writes through a pointer that may be NULL.
///
/// # Safety
///
/// `pointer` is NULL or writable.
unsafe fn offer<T>(pointer: *mut T, value: T) -> Answer {
    // SAFETY: not NULL, hence writable by the caller's promise.
    if pointer.is_null() { Ok(()) } else { unsafe { store(pointer, value) } }
}

/// A key that comes of a derivation beside or instead of the one that it returns.
fn add_key(
    state: &mut State,
    session: CK_SESSION_HANDLE,
    value: Vec<u8>,
    mut template: Vec<Attribute>,
) -> Rv<CK_OBJECT_HANDLE> {
    if !template.iter().any(|attribute| attribute.type_ == CKA_PRIVATE) {
        template.push(Attribute { type_: CKA_PRIVATE, value: Value::from(false) });
    }
    let computed = super::derive::secret_key(&template, value)?;
    let object = state.make(session, &template, &Origin::Derive(false, false), &computed)?;
    Ok(state.add_object(object))
}

/// Writes the four keys and two initialisation vectors of a TLS connection.
///
/// # Safety
///
/// `out` is NULL or points to such a struct, whose vectors are NULL or as long as the parameter says.
unsafe fn key_material(
    state: &mut State,
    session: CK_SESSION_HANDLE,
    parameter: &Parameter,
    base: &Object,
    out: CK_SSL3_KEY_MAT_OUT_PTR,
) -> Answer {
    // SAFETY: the caller's promise.
    let mut material = unsafe { load(out) }.map_err(|_| CKR_MECHANISM_PARAM_INVALID)?;
    let length = |name| parameter.number(name).map_or(0, |bits| size(bits) / 8).min(LONGEST);
    let mut key = |label: &[u8], length: usize| match length {
        0 => Ok(CK_INVALID_HANDLE),
        _ => add_key(state, session, toy::expand(&[label, base.bytes(CKA_VALUE)], length), Vec::new()),
    };
    let (mac, cipher) = (length("ulMacSizeInBits"), length("ulKeySizeInBits"));
    material.hClientMacSecret = key(b"client mac", mac)?;
    material.hServerMacSecret = key(b"server mac", mac)?;
    material.hClientKey = key(b"client key", cipher)?;
    material.hServerKey = key(b"server key", cipher)?;
    for (pointer, label) in [(material.pIVClient, &b"client iv"[..]), (material.pIVServer, &b"server iv"[..])] {
        if !pointer.is_null() {
            let iv = toy::expand(&[label, base.bytes(CKA_VALUE)], length("ulIVSizeInBits"));
            // SAFETY: not NULL, hence as long as the parameter says, by the caller's promise.
            unsafe { store_all(pointer, &iv) };
        }
    }
    // SAFETY: not NULL, since it was read from.
    unsafe { store(out, material) }
}

/// What a derivation writes besides its key.
///
/// # Safety
///
/// `pMechanism` points to the mechanism that was read as `mechanism`, and keeps to the standard.
pub(super) unsafe fn after_derivation(
    state: &mut State,
    session: CK_SESSION_HANDLE,
    mechanism: &Mechanism,
    base: &Object,
    pMechanism: CK_MECHANISM_PTR,
) -> Answer {
    let parameter = &mechanism.parameter;
    // SAFETY: in each arm, the struct is the one that the parameter was read as; its pointers are the standard's.
    unsafe {
        match parameter.structure {
            Some("CK_SSL3_MASTER_KEY_DERIVE_PARAMS") => {
                offer(given::<CK_SSL3_MASTER_KEY_DERIVE_PARAMS>(pMechanism)?.pVersion, CLIENT)
            }
            Some("CK_TLS12_MASTER_KEY_DERIVE_PARAMS") => {
                offer(given::<CK_TLS12_MASTER_KEY_DERIVE_PARAMS>(pMechanism)?.pVersion, CLIENT)
            }
            Some("CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS") => {
                offer(given::<CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS>(pMechanism)?.pVersion, CLIENT)
            }
            Some("CK_WTLS_MASTER_KEY_DERIVE_PARAMS") => {
                offer(given::<CK_WTLS_MASTER_KEY_DERIVE_PARAMS>(pMechanism)?.pVersion, 1)
            }
            Some("CK_SSL3_KEY_MAT_PARAMS") => {
                let out = given::<CK_SSL3_KEY_MAT_PARAMS>(pMechanism)?.pReturnedKeyMaterial;
                key_material(state, session, parameter, base, out)
            }
            Some("CK_TLS12_KEY_MAT_PARAMS") => {
                let out = given::<CK_TLS12_KEY_MAT_PARAMS>(pMechanism)?.pReturnedKeyMaterial;
                key_material(state, session, parameter, base, out)
            }
            Some("CK_WTLS_KEY_MAT_PARAMS") => {
                let out = given::<CK_WTLS_KEY_MAT_PARAMS>(pMechanism)?.pReturnedKeyMaterial;
                let mut material = load(out).map_err(|_| CKR_MECHANISM_PARAM_INVALID)?;
                material.hKey = add_key(state, session, toy::expand(&[b"key", base.bytes(CKA_VALUE)], 16), Vec::new())?;
                store(out, material)
            }
            Some("CK_TLS_PRF_PARAMS") => {
                let params = given::<CK_TLS_PRF_PARAMS>(pMechanism)?;
                let length = load(params.pulOutputLen).map_err(|_| CKR_MECHANISM_PARAM_INVALID)?;
                let seed = parameter.buffer("pSeed").unwrap_or_default();
                store_all(
                    params.pOutput,
                    &toy::expand(&[b"prf", base.bytes(CKA_VALUE), seed], size(length).min(LONGEST)),
                );
                Ok(())
            }
            Some("CK_SP800_108_KDF_PARAMS") => {
                let params = given::<CK_SP800_108_KDF_PARAMS>(pMechanism)?;
                additional(state, session, parameter, base, params.pAdditionalDerivedKeys)
            }
            Some("CK_SP800_108_FEEDBACK_KDF_PARAMS") => {
                let params = given::<CK_SP800_108_FEEDBACK_KDF_PARAMS>(pMechanism)?;
                additional(state, session, parameter, base, params.pAdditionalDerivedKeys)
            }
            _ => Ok(()),
        }
    }
}

/// The further keys of SP 800-108.
///
/// # Safety
///
/// `keys` points to as many structs as the parameter lists, each with a handle that can be written.
unsafe fn additional(
    state: &mut State,
    session: CK_SESSION_HANDLE,
    parameter: &Parameter,
    base: &Object,
    keys: CK_DERIVED_KEY_PTR,
) -> Answer {
    let Some(Field::List(wanted)) = parameter.field("pAdditionalDerivedKeys") else { return Ok(()) };
    for (index, one) in wanted.iter().enumerate() {
        let template = match one.field("pTemplate") {
            Some(Field::Template(template)) => template.clone(),
            _ => Vec::new(),
        };
        let material = toy::expand(&[b"additional", &ulong(index).to_be_bytes(), base.bytes(CKA_VALUE)], 64);
        let handle = add_key(state, session, material, template)?;
        // SAFETY: as many structs as were read from there, by the caller's promise, and a handle in each.
        unsafe { store(load(keys.add(index))?.phKey, handle) }?;
    }
    Ok(())
}

/// What a generation writes: the initialisation vector of a password-based key.
///
/// # Safety
///
/// As for [`after_derivation`].
pub(super) unsafe fn after_generation(mechanism: &Mechanism, pMechanism: CK_MECHANISM_PTR) -> Answer {
    if mechanism.parameter.structure != Some("CK_PBE_PARAMS") {
        return Ok(());
    }
    // SAFETY: the parameter was read as that struct.
    let pointer = unsafe { given::<CK_PBE_PARAMS>(pMechanism) }?.pInitVector;
    if !pointer.is_null() {
        let salt = mechanism.parameter.buffer("pSalt").unwrap_or_default();
        // SAFETY: not NULL, hence eight bytes as the standard has it.
        unsafe { store_all(pointer, &toy::expand(&[b"iv", salt], 8)) };
    }
    Ok(())
}

/// The lie of a module that makes the IV of GCM itself, and writes it where the program's stood.
///
/// # Safety
///
/// As for [`after_derivation`].
pub(super) unsafe fn generated_iv(mechanism: &mut Mechanism, pMechanism: CK_MECHANISM_PTR) -> Answer {
    if mechanism.parameter.structure != Some("CK_GCM_PARAMS") {
        return Ok(());
    }
    for (name, field) in &mut mechanism.parameter.fields {
        if let ("pIv", Field::Bytes(Some(iv))) = (*name, field) {
            *iv = toy::expand(&[b"generated iv"], iv.len());
            // SAFETY: the parameter was read as that struct, and the vector is as long as it was.
            unsafe { store_all(given::<CK_GCM_PARAMS>(pMechanism)?.pIv, iv) };
        }
    }
    Ok(())
}
