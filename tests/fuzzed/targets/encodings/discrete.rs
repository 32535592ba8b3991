//! DSA and Diffie-Hellman: parameters and keys, as DER and as the attributes of a token.

use super::super::input::Input;
use super::{digits, exact, placed, stands_in};
use pkcs11_safe::encoding::{dh, dsa};

pub(super) fn dsa_parameters(input: &[u8]) {
    let Some(parameters) = exact(input, dsa::Parameters::from_der, dsa::Parameters::to_der) else { return };
    let (p, q, g) = (parameters.prime(), parameters.subprime(), parameters.base());
    assert!([p, q, g].iter().all(|number| digits(number) == *number && stands_in(input, number)));
    assert_eq!(dsa::Parameters::from_attributes(p, q, g).as_ref(), Ok(&parameters));
    assert_eq!(parameters.template().len(), 3);
}

pub(super) fn dsa_key(input: &[u8]) {
    let mut input = Input::new(input);
    let (p, q, g) = (input.short(), input.short(), input.short());
    let der = input.rest();
    let Ok(parameters) = dsa::Parameters::from_attributes(p, q, g).inspect_err(|error| placed(error, 0)) else {
        assert!([p, q, g].iter().any(|number| digits(number).is_empty()));
        return;
    };
    assert_eq!(parameters.subprime(), digits(q));
    let decode = |der: &[u8]| dsa::PublicKey::from_der(parameters.clone(), der);
    let key = exact(der, decode, dsa::PublicKey::to_der);
    let attributes = dsa::PublicKey::from_attributes(parameters.clone(), der);
    for key in key.into_iter().chain(attributes) {
        assert!(stands_in(der, key.value()));
        assert_eq!(dsa::PublicKey::from_spki(&key.to_spki()).as_ref(), Ok(&key));
        assert_eq!(key.template().len(), 6);
    }
}

pub(super) fn dh_parameters(input: &[u8]) {
    let Some(parameters) = exact(input, dh::Parameters::from_der, dh::Parameters::to_der) else { return };
    let (p, g) = (parameters.prime(), parameters.base());
    assert!([p, g].iter().all(|number| digits(number) == *number && stands_in(input, number)));
    if parameters.private_value_bits().is_none() {
        assert_eq!(dh::Parameters::from_attributes(p, g).as_ref(), Ok(&parameters));
    }
    assert_eq!(parameters.template().len(), 2);
}

pub(super) fn dh_key(input: &[u8]) {
    let mut input = Input::new(input);
    let (p, g) = (input.short(), input.short());
    let der = input.rest();
    let Ok(parameters) = dh::Parameters::from_attributes(p, g).inspect_err(|error| placed(error, 0)) else {
        assert!([p, g].iter().any(|number| digits(number).is_empty()));
        return;
    };
    assert_eq!((parameters.prime(), parameters.base()), (digits(p), digits(g)));
    let decode = |der: &[u8]| dh::PublicKey::from_der(parameters.clone(), der);
    let key = exact(der, decode, dh::PublicKey::to_der);
    let attributes = dh::PublicKey::from_attributes(parameters.clone(), der);
    for key in key.into_iter().chain(attributes) {
        assert!(stands_in(der, key.value()));
        assert_eq!(dh::PublicKey::from_spki(&key.to_spki()).as_ref(), Ok(&key));
        assert_eq!(key.template().len(), 5);
    }
}
