//! Key pairs: what each half consists of. Material is random in form only: an RSA modulus is no product.

use super::generate::{Computed, number};
use super::memory::{Rv, ulong};
use super::shape::field_length;
use super::state::State;
use super::template::{Attribute, Value, find};
use super::toy;
use pkcs11_sys::*;

/// A number of so many bytes, odd and without a leading zero bit.
pub(super) fn prime_like(state: &mut State, length: usize) -> Vec<u8> {
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
pub(super) struct Pair {
    pub(super) key: CK_KEY_TYPE,
    pub(super) both: Computed,
    pub(super) public: Computed,
    pub(super) private: Computed,
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

pub(super) fn pair(state: &mut State, name: &str, template: &[Attribute]) -> Rv<Pair> {
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
