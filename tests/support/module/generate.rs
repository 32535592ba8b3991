//! C_GenerateKey, C_GenerateKeyPair (section 5.18). Key material is random in form only: an RSA modulus is no product.

use super::context::Context;
use super::memory::{Answer, Rv, not_null, size, ulong};
use super::object::{Origin, hand_out};
use super::parameter::{Mechanism, Use, mechanism};
use super::shape::{self, field_length};
use super::state::State;
use super::template::{Attribute, Value, find, read};
use super::toy;
use pkcs11_sys::*;

type Computed = Vec<(CK_ATTRIBUTE_TYPE, Value)>;

fn number(template: &[Attribute], type_: CK_ATTRIBUTE_TYPE) -> Option<usize> {
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
    let handle = state.add_object(object);
    // SAFETY: writable by the caller's promise.
    unsafe { hand_out(context, phKey, handle) }
}

fn secret(state: &mut State, mechanism: &Mechanism, name: &str, template: &[Attribute]) -> Rv<Computed> {
    let row = SECRETS.iter().find(|(prefix, ..)| name.starts_with(prefix));
    let given = find(template, CKA_KEY_TYPE).and_then(Value::ulong);
    let key = row.map(|(_, key, _)| *key).or(given).unwrap_or(CKK_GENERIC_SECRET);
    let fixed = row.and_then(|(.., length)| *length);
    let length = number(template, CKA_VALUE_LEN).or(fixed);
    let length = length.or_else(|| name.starts_with("PBE").then_some(24)).ok_or(CKR_TEMPLATE_INCOMPLETE)?;
    if !fits(key, length) || fixed.is_some_and(|fixed| fixed != length) {
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
    let mut computed = vec![
        (CKA_CLASS, Value::from(CKO_SECRET_KEY)),
        (CKA_KEY_TYPE, Value::from(key)),
        (CKA_VALUE, Value::from(value)),
        (CKA_VALUE_LEN, Value::from(ulong(length))),
    ];
    // A template may name another class or type only where the mechanism leaves it open.
    if row.is_none() {
        computed.remove(1);
        computed.push((CKA_KEY_TYPE, Value::from(key)));
    }
    Ok(computed)
}

fn domain(state: &mut State, name: &str, template: &[Attribute]) -> Rv<Computed> {
    let bits = number(template, CKA_PRIME_BITS).ok_or(CKR_TEMPLATE_INCOMPLETE)?;
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

/// A number of so many bytes, odd and without a leading zero bit.
fn prime_like(state: &mut State, length: usize) -> Vec<u8> {
    let mut bytes = state.random_bytes(length);
    if let Some(first) = bytes.first_mut() {
        *first |= 0x80;
    }
    if let Some(last) = bytes.last_mut() {
        *last |= 1;
    }
    bytes
}

/// The DER OCTET STRING around a point.
fn octet_string(point: &[u8]) -> Vec<u8> {
    let length = u8::try_from(point.len()).unwrap_or(u8::MAX);
    if length < 0x80 { [&[4, length], point].concat() } else { [&[4, 0x81, length], point].concat() }
}

/// What a key pair consists of: what both halves have, what the public one has, what the private one has.
struct Pair {
    key: CK_KEY_TYPE,
    both: Computed,
    public: Computed,
    private: Computed,
}

fn rsa(state: &mut State, template: &[Attribute]) -> Rv<Pair> {
    let bits = number(template, CKA_MODULUS_BITS).ok_or(CKR_TEMPLATE_INCOMPLETE)?;
    if !(512..=16384).contains(&bits) || bits % 8 != 0 {
        return Err(CKR_KEY_SIZE_RANGE);
    }
    let length = bits / 8;
    let exponent = find(template, CKA_PUBLIC_EXPONENT).cloned().unwrap_or(Value::from(vec![1, 0, 1]));
    let both = vec![(CKA_MODULUS, Value::from(prime_like(state, length))), (CKA_PUBLIC_EXPONENT, exponent)];
    let mut private = vec![(CKA_PRIVATE_EXPONENT, Value::from(prime_like(state, length)))];
    for type_ in [CKA_PRIME_1, CKA_PRIME_2, CKA_EXPONENT_1, CKA_EXPONENT_2, CKA_COEFFICIENT] {
        private.push((type_, Value::from(prime_like(state, length / 2))));
    }
    Ok(Pair { key: CKK_RSA, both, public: Vec::new(), private })
}

fn elliptic(state: &mut State, key: CK_KEY_TYPE, template: &[Attribute]) -> Rv<Pair> {
    let parameters = find(template, CKA_EC_PARAMS).ok_or(CKR_TEMPLATE_INCOMPLETE)?.clone();
    let width = field_length(parameters.bytes().unwrap_or_default())?;
    let mut private = state.random_bytes(width);
    private[0] &= if width == 66 { 1 } else { 0x7f };
    let x = toy::public(&private, width);
    let point = if key == CKK_EC { [&[4], &x[..], &toy::second(&x)].concat() } else { x };
    Ok(Pair {
        key,
        both: vec![(CKA_EC_PARAMS, parameters)],
        public: vec![(CKA_EC_POINT, Value::from(octet_string(&point)))],
        private: vec![(CKA_VALUE, Value::from(private))],
    })
}

fn discrete(state: &mut State, key: CK_KEY_TYPE, template: &[Attribute]) -> Rv<Pair> {
    let mut both = Vec::new();
    for type_ in [CKA_PRIME, CKA_BASE, CKA_SUBPRIME] {
        if let Some(value) = find(template, type_) {
            both.push((type_, value.clone()));
        }
    }
    let width = both.first().map_or(0, |(_, value)| value.length());
    if find(template, CKA_PRIME).is_none() || width < 8 {
        return Err(CKR_TEMPLATE_INCOMPLETE);
    }
    let private = state.random_bytes(32.min(width));
    let public = vec![(CKA_VALUE, Value::from(toy::public(&private, width)))];
    let mut private = vec![(CKA_VALUE, Value::from(private))];
    if key == CKK_DH {
        private.push((CKA_VALUE_BITS, Value::from(ulong(private[0].1.length() * 8))));
    }
    Ok(Pair { key, both, public, private })
}

/// Keys that are a value, as long as their parameter set has it.
fn valued(state: &mut State, key: CK_KEY_TYPE, template: &[Attribute]) -> Rv<Pair> {
    let set = find(template, CKA_PARAMETER_SET);
    let (public, private) = match (key, set.and_then(Value::ulong)) {
        (CKK_ML_DSA | CKK_ML_KEM | CKK_SLH_DSA, None) => return Err(CKR_TEMPLATE_INCOMPLETE),
        (CKK_ML_DSA, Some(CKP_ML_DSA_44)) => (1312, 2560),
        (CKK_ML_DSA, Some(CKP_ML_DSA_65)) => (1952, 4032),
        (CKK_ML_DSA, Some(CKP_ML_DSA_87)) => (2592, 4896),
        (CKK_ML_KEM, Some(CKP_ML_KEM_512)) => (800, 1632),
        (CKK_ML_KEM, Some(CKP_ML_KEM_768)) => (1184, 2400),
        (CKK_ML_KEM, Some(CKP_ML_KEM_1024)) => (1568, 3168),
        (CKK_ML_DSA | CKK_ML_KEM, Some(_)) => return Err(CKR_PARAMETER_SET_NOT_SUPPORTED),
        (CKK_SLH_DSA, Some(1..=4)) => (32, 64),
        (CKK_SLH_DSA, Some(5..=8)) => (48, 96),
        (CKK_SLH_DSA, Some(9..=12)) => (64, 128),
        (CKK_SLH_DSA, Some(_)) => return Err(CKR_PARAMETER_SET_NOT_SUPPORTED),
        _ => (64, 64),
    };
    let secret = state.random_bytes(private);
    let mut halves = vec![(CKA_VALUE, Value::from(secret.clone()))];
    if matches!(key, CKK_ML_DSA | CKK_ML_KEM) {
        halves.push((CKA_SEED, Value::from(state.random_bytes(if key == CKK_ML_KEM { 64 } else { 32 }))));
    }
    Ok(Pair {
        key,
        both: set.map(|set| (CKA_PARAMETER_SET, set.clone())).into_iter().collect(),
        public: vec![(CKA_VALUE, Value::from(toy::public(&secret, public)))],
        private: halves,
    })
}

fn pair(state: &mut State, name: &str, template: &[Attribute]) -> Rv<Pair> {
    match name {
        _ if name.starts_with("RSA") => rsa(state, template),
        _ if name.starts_with("EC_EDWARDS") => elliptic(state, CKK_EC_EDWARDS, template),
        _ if name.starts_with("EC_MONTGOMERY") => elliptic(state, CKK_EC_MONTGOMERY, template),
        _ if name.starts_with("EC_") => elliptic(state, CKK_EC, template),
        _ if name.starts_with("DSA") => discrete(state, CKK_DSA, template),
        _ if name.starts_with("DH_") => discrete(state, CKK_DH, template),
        _ if name.starts_with("X9_42") => discrete(state, CKK_X9_42_DH, template),
        _ if name.starts_with("ML_DSA") => valued(state, CKK_ML_DSA, template),
        _ if name.starts_with("ML_KEM") => valued(state, CKK_ML_KEM, template),
        _ if name.starts_with("SLH_DSA") => valued(state, CKK_SLH_DSA, template),
        _ if name.starts_with("GOSTR3410") => valued(state, CKK_GOSTR3410, template),
        _ => {
            let key = find(template, CKA_KEY_TYPE).and_then(Value::ulong).unwrap_or(CKK_VENDOR_DEFINED);
            valued(state, key, template)
        }
    }
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
        hand_out(context, phPublicKey, public)?;
        hand_out(context, phPrivateKey, private)
    }
}
