//! DSA and Diffie-Hellman keys and parameters.

use super::{fault, hex, vector};
use crate::encoding::ErrorKind::*;
use crate::encoding::{dh, dsa};

#[test]
fn the_dsa_keys_of_openssl_both_ways() {
    let parameters = dsa::Parameters::from_der(&vector("dsa", "parameters")).unwrap();
    assert_eq!(parameters.to_der(), vector("dsa", "parameters"));
    assert_eq!((parameters.prime().len(), parameters.subprime().len()), (128, 28));
    let public = dsa::PublicKey::from_spki(&vector("dsa", "spki")).unwrap();
    assert_eq!((public.to_spki(), public.parameters()), (vector("dsa", "spki"), &parameters));
    assert_eq!(dsa::PublicKey::from_der(parameters.clone(), &public.to_der()).unwrap(), public);
    let padded = [&[0; 3], public.value()].concat();
    assert_eq!(dsa::PublicKey::from_attributes(parameters.clone(), &padded).unwrap(), public);
    let private = dsa::PrivateKey::from_pkcs8(&vector("dsa", "pkcs8")).unwrap();
    assert_eq!((&*private.to_pkcs8(), private.parameters()), (&vector("dsa", "pkcs8")[..], &parameters));
    assert!(private.value().len() <= 28 && !format!("{private:?}").contains("value: ["));
    let (p, q, g) = (parameters.prime(), parameters.subprime(), parameters.base());
    let again = dsa::Parameters::from_attributes(&[&[0], p].concat(), q, &[&[0, 0], g].concat()).unwrap();
    assert_eq!(again, parameters);
}

#[test]
fn the_dh_keys_of_openssl_both_ways() {
    let parameters = dh::Parameters::from_der(&vector("dh", "parameters")).unwrap();
    assert_eq!(parameters.to_der(), vector("dh", "parameters"));
    assert_eq!((parameters.prime().len(), parameters.base(), parameters.private_value_bits()), (64, &[2][..], None));
    let public = dh::PublicKey::from_spki(&vector("dh", "spki")).unwrap();
    assert_eq!((public.to_spki(), public.parameters()), (vector("dh", "spki"), &parameters));
    assert_eq!(dh::PublicKey::from_der(parameters.clone(), &public.to_der()).unwrap(), public);
    assert_eq!(dh::PublicKey::from_attributes(parameters.clone(), public.value()).unwrap(), public);
    let private = dh::PrivateKey::from_pkcs8(&vector("dh", "pkcs8")).unwrap();
    assert_eq!((&*private.to_pkcs8(), private.parameters()), (&vector("dh", "pkcs8")[..], &parameters));
    assert!(!private.value().is_empty() && !format!("{private:?}").contains("value: ["));
}

#[test]
fn small_numbers_by_hand() {
    let parameters = dsa::Parameters::from_der(&hex("300a 02020083 020103 020104")).unwrap();
    assert_eq!((parameters.prime(), parameters.subprime(), parameters.base()), (&[0x83][..], &[3][..], &[4][..]));
    assert_eq!(parameters.to_der(), hex("300a 02020083 020103 020104"));
    let key = dsa::PublicKey::from_attributes(parameters, &[0, 0x80]).unwrap();
    assert_eq!(key.to_der(), hex("02020080"));
    for (der, bits) in [
        ("3006 020117 020105", None),
        ("300a 020117 020105 02020100", Some(256)),
        ("3009 020117 020105 020100", Some(0)),
    ] {
        let parameters = dh::Parameters::from_der(&hex(der)).unwrap();
        assert_eq!((parameters.private_value_bits(), parameters.to_der()), (bits, hex(der)));
    }
}

#[test]
fn what_are_no_parameters_or_keys() {
    let cases = [
        ("3009 020100 020103 020104", Zero, 2),
        ("3009 020105 020103 020184", Negative, 10),
        ("3006 020105 020103", Missing { expected: 2 }, 8),
        ("300c 020105 020103 020104 020101", Trailing, 11),
        ("3009 020105 020103 020104 00", Trailing, 11),
        ("020105", Tag { expected: 0x30, found: 2 }, 0),
    ];
    for (der, kind, position) in cases {
        assert_eq!(fault(dsa::Parameters::from_der(&hex(der))), (kind, position), "{der}");
    }
    let cases = [
        ("3006 020105 020100", Zero, 5),
        ("3009 020105 020103 0201ff", Negative, 10),
        ("300d 020105 020103 02050100000000", TooLong { max: 4 }, 10),
        ("300c 020105 020103 020104 020101", Trailing, 11),
        ("3003 020105", Missing { expected: 2 }, 5),
    ];
    for (der, kind, position) in cases {
        assert_eq!(fault(dh::Parameters::from_der(&hex(der))), (kind, position), "{der}");
    }
    assert_eq!(fault(dsa::Parameters::from_attributes(&[5], &[0], &[3])), (Zero, 0));
    assert_eq!(fault(dh::Parameters::from_attributes(&[], &[3])), (Zero, 0));
    let parameters = dh::Parameters::from_attributes(&[23], &[5]).unwrap();
    assert_eq!(fault(dh::PublicKey::from_attributes(parameters.clone(), &[0])), (Zero, 0));
    assert_eq!(fault(dh::PublicKey::from_der(parameters.clone(), &hex("020100"))), (Zero, 0));
    assert_eq!(fault(dh::PublicKey::from_der(parameters, &hex("020105 00"))), (Trailing, 3));

    // DSA keys that inherit their parameters, or have others' parameters
    let inherits = hex("3010 3009 06072a8648ce380401 0304 00 020105");
    let inherits = [&[0x30, 0x11], &inherits[2..]].concat();
    assert_eq!(fault(dsa::PublicKey::from_spki(&inherits)), (NoParameters, 13));
    let null = hex("3013 300b 06072a8648ce380401 0500 0304 00 020105");
    assert_eq!(fault(dsa::PublicKey::from_spki(&null)), (Parameters, 13));
    assert_eq!(fault(dsa::PublicKey::from_spki(&vector("dh", "spki"))), (Algorithm, 5));
    assert_eq!(fault(dh::PublicKey::from_spki(&vector("dsa", "spki"))), (Algorithm, 8));
    assert_eq!(fault(dsa::PrivateKey::from_pkcs8(&vector("dh", "pkcs8"))), (Algorithm, 8));
    assert_eq!(fault(dh::PrivateKey::from_pkcs8(&vector("encrypted", "pkcs8"))), (Encrypted, 3));
}
