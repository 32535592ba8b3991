//! SubjectPublicKeyInfo and PKCS #8 of any algorithm, and the decoders that take one algorithm alone.

use super::{exact, placed, stands_in, steady};
use pkcs11_safe::encoding::{Error, ErrorKind, PrivateKey, PublicKey, dh, dsa, ec, rsa};

pub(super) fn public(input: &[u8]) {
    let any = PublicKey::from_spki(input);
    let own: [(bool, Result<Vec<u8>, Error>); 4] = [
        (matches!(any, Ok(PublicKey::Rsa(_))), rsa::PublicKey::from_spki(input).map(|key| key.to_spki())),
        (matches!(any, Ok(PublicKey::Ec(_))), ec::PublicKey::from_spki(input).map(|key| key.to_spki())),
        (matches!(any, Ok(PublicKey::Dsa(_))), dsa::PublicKey::from_spki(input).map(|key| key.to_spki())),
        (matches!(any, Ok(PublicKey::Dh(_))), dh::PublicKey::from_spki(input).map(|key| key.to_spki())),
    ];
    for (same, own) in own {
        assert_eq!(own.is_ok(), same, "one decoder takes what the other does not: {own:?}, {any:?}");
        match own {
            Ok(own) => assert_eq!(Some(own), any.as_ref().ok().map(PublicKey::to_spki)),
            Err(error) => placed(&error, input.len()),
        }
    }
    let Some((key, encoded)) = steady(input, PublicKey::from_spki, PublicKey::to_spki) else { return };
    assert_eq!(PublicKey::from_spki(&encoded).as_ref(), Ok(&key));
    match &key {
        // The NULL of RSA may be missing, and is there afterwards.
        PublicKey::Rsa(_) if encoded.len() == input.len() + 2 => assert!(!stands_in(input, &[5, 0])),
        _ => assert_eq!(encoded, input, "encoded in another way than it was"),
    }
    match key.template() {
        Ok(template) => assert!(template.len() > 3),
        Err(error) => {
            assert_eq!(error.kind(), &ErrorKind::Algorithm);
            assert!(matches!(key, PublicKey::Other { .. }));
        }
    }
    match &key {
        PublicKey::Ec(key) => {
            let attributes = ec::PublicKey::from_attributes(key.params(), key.point().der());
            // Without the lengths of the curve, an OCTET STRING may just as well be a point.
            let lengths = key.order_len().is_some();
            assert!(
                !lengths || attributes.is_ok_and(|same| same.to_spki() == encoded),
                "lost between DER and attributes"
            );
        }
        PublicKey::Rsa(key) => {
            let attributes = rsa::PublicKey::from_attributes(key.modulus(), key.public_exponent());
            assert_eq!(attributes.as_ref(), Ok(key));
        }
        PublicKey::Other { algorithm, spki, .. } => {
            assert_eq!(spki, input);
            assert!(stands_in(input, algorithm) && algorithm.first() == Some(&6));
        }
        _ => {}
    }
}

pub(super) fn private(input: &[u8]) {
    let any = PrivateKey::from_pkcs8(input);
    let own: [(bool, Result<Vec<u8>, Error>); 4] = [
        (matches!(any, Ok(PrivateKey::Rsa(_))), rsa::PrivateKey::from_pkcs8(input).map(|key| key.to_pkcs8().to_vec())),
        (matches!(any, Ok(PrivateKey::Ec(_))), ec::PrivateKey::from_pkcs8(input).map(|key| key.to_pkcs8().to_vec())),
        (matches!(any, Ok(PrivateKey::Dsa(_))), dsa::PrivateKey::from_pkcs8(input).map(|key| key.to_pkcs8().to_vec())),
        (matches!(any, Ok(PrivateKey::Dh(_))), dh::PrivateKey::from_pkcs8(input).map(|key| key.to_pkcs8().to_vec())),
    ];
    for (same, own) in own {
        assert_eq!(own.is_ok(), same, "one decoder takes what the other does not");
        match own {
            Ok(own) => assert_eq!(Some(own), any.as_ref().ok().map(|key| key.to_pkcs8().to_vec())),
            Err(error) => placed(&error, input.len()),
        }
    }
    let Some((key, encoded)) = steady(input, PrivateKey::from_pkcs8, |key| key.to_pkcs8().to_vec()) else { return };
    assert!(key.template().len() > 3);
    assert!(!format!("{key:?}").is_empty());
    if let PrivateKey::Ec(key) = &key {
        if let Some(public) = key.public_key() {
            assert!(stands_in(input, public.point().raw()), "a public key that the private one did not bring");
        }
        super::curve::held(key, input);
        if let Some(sec1) = key.to_sec1() {
            let inner = ec::PrivateKey::from_sec1(&sec1, Some(key.params()));
            assert!(inner.is_ok_and(|same| *same.to_pkcs8() == encoded[..]), "lost between SEC 1 and PKCS #8");
        }
    }
    if let PrivateKey::Dsa(_) | PrivateKey::Dh(_) = key {
        // Attributes are left out; without them there is one encoding alone.
        if encoded.len() == input.len() {
            exact(input, PrivateKey::from_pkcs8, |key| key.to_pkcs8().to_vec());
        }
    }
}
