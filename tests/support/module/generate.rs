//! C_GenerateKey, C_GenerateKeyPair (section 5.18). Key material is random in form only: an RSA modulus is no product.

use super::context::Context;
use super::fault::Fault;
use super::giveback::after_generation;
use super::make::Origin;
use super::memory::{Answer, Rv, not_null, size, ulong};
use super::object::hand_out;
use super::pair::{pair, prime_like};
use super::parameter::{Mechanism, Use, mechanism};
use super::shape;
use super::state::State;
use super::template::{Attribute, Value, find, read};
use super::toy;
use pkcs11_sys::*;

pub(super) type Computed = Vec<(CK_ATTRIBUTE_TYPE, Value)>;

pub(super) fn number(template: &[Attribute], type_: CK_ATTRIBUTE_TYPE) -> Option<usize> {
    find(template, type_)?.ulong().map(size)
}

/// Key types by the beginning of the mechanism that generates them, and the length that they have if it is fixed.
const SECRETS: &[(&str, CK_KEY_TYPE, Option<usize>)] = &[
    ("AES_XTS", CKK_AES_XTS, None),
    ("AES", CKK_AES, None),
    ("DES2", CKK_DES2, Some(16)),
    ("DES3", CKK_DES3, Some(24)),
    ("DES", CKK_DES, Some(8)),
    ("CAMELLIA", CKK_CAMELLIA, None),
    ("ARIA", CKK_ARIA, None),
    ("SEED", CKK_SEED, Some(16)),
    ("BLOWFISH", CKK_BLOWFISH, None),
    ("TWOFISH", CKK_TWOFISH, None),
    ("CHACHA20", CKK_CHACHA20, Some(32)),
    ("SALSA20", CKK_SALSA20, Some(32)),
    ("POLY1305", CKK_POLY1305, Some(32)),
    ("RC2", CKK_RC2, None),
    ("RC4", CKK_RC4, None),
    ("RC5", CKK_RC5, None),
    ("HKDF", CKK_HKDF, None),
    ("GOST28147", CKK_GOST28147, Some(32)),
    ("SHA_1_KEY", CKK_SHA_1_HMAC, None),
    ("SHA224_KEY", CKK_SHA224_HMAC, None),
    ("SHA256_KEY", CKK_SHA256_HMAC, None),
    ("SHA384_KEY", CKK_SHA384_HMAC, None),
    ("SHA512_KEY", CKK_SHA512_HMAC, None),
    ("SSL3_PRE_MASTER", CKK_GENERIC_SECRET, Some(48)),
    ("TLS_PRE_MASTER", CKK_GENERIC_SECRET, Some(48)),
    ("GENERIC_SECRET", CKK_GENERIC_SECRET, None),
];

/// No key is longer, in bytes.
pub(super) const LONGEST: usize = 1 << 16;

/// Whether keys of a type can have this length.
pub(super) fn fits(key: CK_KEY_TYPE, length: usize) -> bool {
    match key {
        CKK_AES => matches!(length, 16 | 24 | 32),
        CKK_AES_XTS => matches!(length, 32 | 64),
        CKK_DES => length == 8,
        CKK_DES2 => length == 16,
        CKK_DES3 => length == 24,
        CKK_CHACHA20 => length == 32,
        _ => length > 0,
    }
}

pub(super) unsafe fn C_GenerateKey(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pMechanism: CK_MECHANISM_PTR,
    pTemplate: CK_ATTRIBUTE_PTR,
    ulCount: CK_ULONG,
    phKey: CK_OBJECT_HANDLE_PTR,
) -> Answer {
    let mut state = context.state()?;
    state.session(hSession)?;
    not_null(phKey)?;
    // SAFETY: a mechanism and a template, by the caller's promise.
    let (mechanism, template) = unsafe { (mechanism(pMechanism, Use::Ordinary)?, read(pTemplate, ulCount)?) };
    state.allows(&mechanism)?;
    let name = shape::name(mechanism.type_);
    let (template, computed) = if name.contains("PARAMETER_GEN") || name.contains("G_GEN") {
        (template.clone(), domain(&mut state, name, &template)?)
    } else {
        (template.clone(), secret(&mut state, &mechanism, name, &template)?)
    };
    let object = state.make(hSession, &template, &Origin::Generate(mechanism.type_), &computed)?;
    // SAFETY: the mechanism that was read.
    unsafe { after_generation(&mechanism, pMechanism) }?;
    let handle = state.add_object(object);
    // SAFETY: writable by the caller's promise.
    unsafe { hand_out(context, &state, phKey, handle) }
}

fn secret(state: &mut State, mechanism: &Mechanism, name: &str, template: &[Attribute]) -> Rv<Computed> {
    let row = SECRETS.iter().find(|(prefix, ..)| name.starts_with(prefix));
    let given = find(template, CKA_KEY_TYPE).and_then(Value::ulong);
    let key = row.map(|(_, key, _)| *key).or(given).unwrap_or(CKK_GENERIC_SECRET);
    let fixed = row.and_then(|(.., length)| *length);
    let length = number(template, CKA_VALUE_LEN).or(fixed);
    let length = length.or_else(|| name.starts_with("PBE").then_some(24)).ok_or(CKR_TEMPLATE_INCOMPLETE)?;
    if length > LONGEST || !fits(key, length) || fixed.is_some_and(|fixed| fixed != length) {
        return Err(CKR_KEY_SIZE_RANGE);
    }
    let value = match mechanism.parameter.buffer("pPassword") {
        // The same password, salt and iterations give the same key.
        Some(password) => {
            let salt = mechanism.parameter.buffer("pSaltSourceData").or(mechanism.parameter.buffer("pSalt"));
            let count = mechanism.parameter.number("iterations").or(mechanism.parameter.number("ulIteration"));
            toy::expand(&[b"password", password, salt.unwrap_or_default(), &count.unwrap_or(0).to_be_bytes()], length)
        }
        None => state.random_bytes(length),
    };
    Ok(vec![
        (CKA_CLASS, Value::from(CKO_SECRET_KEY)),
        (CKA_KEY_TYPE, Value::from(key)),
        (CKA_VALUE, Value::from(value)),
        (CKA_VALUE_LEN, Value::from(ulong(length))),
    ])
}

fn domain(state: &mut State, name: &str, template: &[Attribute]) -> Rv<Computed> {
    let bits = number(template, CKA_PRIME_BITS).ok_or(CKR_TEMPLATE_INCOMPLETE)?;
    if bits > 8 * LONGEST {
        return Err(CKR_KEY_SIZE_RANGE);
    }
    let key = match name {
        _ if name.starts_with("DSA") => CKK_DSA,
        _ if name.starts_with("X9_42") => CKK_X9_42_DH,
        _ => CKK_DH,
    };
    let mut computed = vec![
        (CKA_CLASS, Value::from(CKO_DOMAIN_PARAMETERS)),
        (CKA_KEY_TYPE, Value::from(key)),
        (CKA_PRIME, Value::from(prime_like(state, bits.div_ceil(8)))),
        (CKA_BASE, Value::from(vec![2])),
    ];
    if key != CKK_DH {
        computed.push((CKA_SUBPRIME, Value::from(prime_like(state, 32))));
    }
    Ok(computed)
}

pub(super) unsafe fn C_GenerateKeyPair(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pMechanism: CK_MECHANISM_PTR,
    pPublicKeyTemplate: CK_ATTRIBUTE_PTR,
    ulPublicKeyAttributeCount: CK_ULONG,
    pPrivateKeyTemplate: CK_ATTRIBUTE_PTR,
    ulPrivateKeyAttributeCount: CK_ULONG,
    phPublicKey: CK_OBJECT_HANDLE_PTR,
    phPrivateKey: CK_OBJECT_HANDLE_PTR,
) -> Answer {
    let mut state = context.state()?;
    state.session(hSession)?;
    not_null(phPublicKey)?;
    not_null(phPrivateKey)?;
    // SAFETY: a mechanism and templates, by the caller's promise.
    let (mechanism, public, private) = unsafe {
        (
            mechanism(pMechanism, Use::Ordinary)?,
            read(pPublicKeyTemplate, ulPublicKeyAttributeCount)?,
            read(pPrivateKeyTemplate, ulPrivateKeyAttributeCount)?,
        )
    };
    state.allows(&mechanism)?;
    let (mut public, mut private) = (public, private);
    if context.lies(&Fault::StoresAnyway) {
        for template in [&mut public, &mut private] {
            template.retain(|attribute| attribute.type_ != CKA_TOKEN);
            template.push(Attribute { type_: CKA_TOKEN, value: Value::from(true) });
        }
    }
    let pair = pair(&mut state, shape::name(mechanism.type_), &public)?;
    let origin = Origin::Generate(mechanism.type_);
    let half = |class, rest: Computed| {
        let mut computed = vec![(CKA_CLASS, Value::from(class)), (CKA_KEY_TYPE, Value::from(pair.key))];
        computed.extend(pair.both.iter().cloned());
        computed.extend(rest);
        computed
    };
    let public = state.make(hSession, &public, &origin, &half(CKO_PUBLIC_KEY, pair.public.clone()))?;
    let private = state.make(hSession, &private, &origin, &half(CKO_PRIVATE_KEY, pair.private.clone()))?;
    let (public, private) = (state.add_object(public), state.add_object(private));
    // SAFETY: writable by the caller's promise.
    unsafe {
        hand_out(context, &state, phPublicKey, public)?;
        hand_out(context, &state, phPrivateKey, private)
    }
}
