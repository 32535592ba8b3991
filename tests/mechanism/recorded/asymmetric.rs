//! RSA, elliptic curves and ML-DSA (sections 6.1, 6.3 and 6.67).

use super::Part::{Null, Number, To};
use super::*;
use pkcs11_safe::encoding::ec::Curve;
use pkcs11_safe::mechanism::*;
use pkcs11_safe::{KeyPair, KeyPairSpec};
use pkcs11_sys::CK_EDDSA_PARAMS;
use std::mem::offset_of;

fn rsa(session: &Session) -> KeyPair {
    KeyPairSpec::rsa(2048).generate(session).expect("generates")
}

fn ec(session: &Session) -> KeyPair {
    KeyPairSpec::ec(Curve::P256).generate(session).expect("generates")
}

#[test]
fn ecdsa_with_a_hash_is_a_number_and_no_parameter() {
    let claim = support::module::claim();
    let session = session(&claim);
    let pair = ec(&session);
    for (hash, number) in [
        (Hash::Sha1, 0x1042),
        (Hash::Sha224, 0x1043),
        (Hash::Sha256, 0x1044),
        (Hash::Sha384, 0x1045),
        (Hash::Sha512, 0x1046),
        (Hash::Sha3_224, 0x1047),
        (Hash::Sha3_256, 0x1048),
        (Hash::Sha3_384, 0x1049),
        (Hash::Sha3_512, 0x104a),
    ] {
        let mechanism = Mechanism::bare(hash.ecdsa());
        let got = received(&claim, || {
            let signature = session.sign(mechanism, pair.private, b"message").expect("signs");
            assert_eq!(signature.len(), 64);
            session.verify(mechanism, pair.public, b"message", &signature).expect("verifies");
        });
        assert_received(&got, number, &[]);
    }
}

#[test]
fn ecdh_has_kdf_shared_data_and_point() {
    let claim = support::module::claim();
    let session = session(&claim);
    let (ours, theirs) = (ec(&session), ec(&session));
    let peer = crate::ecdsa::public(&session, theirs.public);
    let (raw, shared) = (peer.point().raw(), b"what both sides know");
    assert_eq!(raw.len(), 65);
    // This module does not have all of the functions.
    let derive = |builder: &Ecdh1Derive<'_>| offered(&claim, || session.derive_key(builder, ours.private, &secret())).1;

    let got = derive(&Ecdh1Derive::new(raw));
    assert_received(&got, 0x1050, &laid_out(&[Number(1), Number(0), Null, Number(65), To(raw)]));
    assert_points_to(&got, "pPublicData", raw);

    for (kdf, number) in [
        (Kdf::Sha1, 2),
        (Kdf::Sha224, 5),
        (Kdf::Sha256, 6),
        (Kdf::Sha384, 7),
        (Kdf::Sha512, 8),
        (Kdf::Sha3_224, 0xa),
        (Kdf::Sha3_256, 0xb),
        (Kdf::Sha3_384, 0xc),
        (Kdf::Sha3_512, 0xd),
        (Kdf::Sha1Sp800, 0xe),
        (Kdf::Sha3_512Sp800, 0x16),
        (Kdf::Other(0x8000_0001), 0x8000_0001),
    ] {
        let expected = laid_out(&[Number(number), Number(20), To(shared), Number(65), To(raw)]);
        let got = derive(&Ecdh1Derive::new(raw).kdf(kdf).shared_data(shared));
        assert_received(&got, 0x1050, &expected);
        assert_points_to(&got, "pSharedData", shared);
        let got = derive(&Ecdh1Derive::cofactor(raw).kdf(kdf).shared_data(shared));
        assert_received(&got, 0x1051, &expected);
        assert_points_to(&got, "pPublicData", raw);
    }
    let der = peer.point().der();
    let got = derive(&Ecdh1Derive::cofactor(der));
    assert_received(&got, 0x1051, &laid_out(&[Number(1), Number(0), Null, Number(67), To(der)]));
}

#[test]
fn both_sides_derive_one_key_whatever_the_kdf() {
    let claim = support::module::claim();
    let session = session(&claim);
    let (ours, theirs) = (ec(&session), ec(&session));
    let points = [ours, theirs].map(|pair| crate::ecdsa::public(&session, pair.public).point().raw().to_vec());
    let template = [&secret()[..], &[attr::SENSITIVE.is(false), attr::EXTRACTABLE.is(true)]].concat();
    let derive = |pair: KeyPair, peer: &[u8], kdf, shared: &[u8]| {
        let builder = Ecdh1Derive::new(peer).kdf(kdf).shared_data(shared);
        session.read_derived(&builder, pair.private, &template).expect("derives")
    };
    let here = derive(ours, &points[1], Kdf::Sha256, b"info");
    assert!(derive(theirs, &points[0], Kdf::Sha256, b"info").ct_eq(&here));
    assert!(!derive(theirs, &points[0], Kdf::Sha256, b"other").ct_eq(&here), "the shared data counts");
    assert!(!derive(theirs, &points[0], Kdf::Sha512, b"info").ct_eq(&here), "the function counts");
}

#[test]
fn pss_has_hash_mask_and_salt() {
    let claim = support::module::claim();
    let session = session(&claim);
    let key = rsa(&session).private;
    // The mechanism that hashes, the hash, its mask, its length.
    for (hash, signs, number, mask, length) in [
        (Hash::Sha1, 0xe, 0x220, 1, 20),
        (Hash::Sha224, 0x47, 0x255, 5, 28),
        (Hash::Sha256, 0x43, 0x250, 2, 32),
        (Hash::Sha384, 0x44, 0x260, 3, 48),
        (Hash::Sha512, 0x45, 0x270, 4, 64),
        (Hash::Sha3_224, 0x67, 0x2b5, 6, 28),
        (Hash::Sha3_256, 0x63, 0x2b0, 7, 32),
        (Hash::Sha3_384, 0x64, 0x2c0, 8, 48),
        (Hash::Sha3_512, 0x65, 0x2d0, 9, 64),
    ] {
        let digest = vec![7; hash.len()];
        let sign =
            |builder: &RsaPkcsPss, data: &[u8]| received(&claim, || session.sign(builder, key, data).expect("signs"));
        let own = laid_out(&[Number(number), Number(mask), Number(length)]);
        assert_received(&sign(&RsaPkcsPss::new(hash), b"message"), signs, &own);
        assert_received(&sign(&RsaPkcsPss::prehashed(hash), &digest), 0xd, &own);
        let odd = RsaPkcsPss::new(hash).mgf(Hash::Sha1).salt_len(11);
        assert_received(&sign(&odd, b"message"), signs, &laid_out(&[Number(number), Number(1), Number(11)]));
    }
}

#[test]
fn oaep_has_hash_mask_and_label() {
    let claim = support::module::claim();
    let session = session(&claim);
    let key = rsa(&session).public;
    let label = b"session key";
    for (hash, number, mask) in [
        (Hash::Sha1, 0x220, 1),
        (Hash::Sha224, 0x255, 5),
        (Hash::Sha256, 0x250, 2),
        (Hash::Sha384, 0x260, 3),
        (Hash::Sha512, 0x270, 4),
        (Hash::Sha3_256, 0x2b0, 7),
    ] {
        let encrypt = |builder: &RsaPkcsOaep<'_>| {
            received(&claim, || session.encrypt(builder, key, b"message").expect("encrypts"))
        };
        let got = encrypt(&RsaPkcsOaep::new(hash));
        assert_received(&got, 9, &laid_out(&[Number(number), Number(mask), Number(1), Null, Number(0)]));
        let got = encrypt(&RsaPkcsOaep::new(hash).mgf(Hash::Sha1).label(label));
        assert_received(&got, 9, &laid_out(&[Number(number), Number(1), Number(1), To(label), Number(11)]));
        assert_points_to(&got, "pSourceData", label);
    }
}

#[test]
fn rsa_aes_key_wrap_has_the_length_of_the_key_and_oaep() {
    let claim = support::module::claim();
    let session = session(&claim);
    let (pair, key) = (rsa(&session), aes(&session));
    let label = b"label";
    let oaep = RsaPkcsOaep::new(Hash::Sha256).label(label);
    let wrap = RsaAesKeyWrap::new(192, &oaep);
    let got = received(&claim, || session.wrap_key(&wrap, pair.public, key).expect("wraps"));
    assert_eq!((got.type_, got.parameter.number("ulAESKeyBits")), (0x1054, Some(192)));
    let inner = got.parameter.inner("pOAEPParams").expect("points to a struct");
    assert_eq!(inner.bytes, laid_out(&[Number(0x250), Number(2), Number(1), To(label), Number(5)]));
    assert_eq!(inner.buffer("pSourceData"), Some(&label[..]));
}

#[test]
fn eddsa_has_its_flag_and_context_or_nothing() {
    let claim = support::module::claim();
    let session = session(&claim);
    let pair = KeyPairSpec::ec(Curve::ED25519).generate(&session).expect("generates");
    let context = b"protocol 7";
    let sign = |mechanism: Mechanism<'_>| {
        received(&claim, || session.sign(mechanism, pair.private, b"message").expect("signs"))
    };
    assert_received(&sign(Mechanism::EDDSA), 0x1057, &[]);
    for (flag, with_context) in [(0, false), (1, false), (0, true), (1, true)] {
        let builder = EdDsa::new().prehash(flag == 1);
        let builder = if with_context { builder.context(context) } else { builder };
        let got = sign((&builder).into());
        let tail = if with_context { [Number(10), To(context)] } else { [Number(0), Null] };
        let mut expected = vec![0; offset_of!(CK_EDDSA_PARAMS, ulContextDataLen)];
        expected[0] = flag;
        expected.extend(laid_out(&tail));
        assert_received(&got, 0x1057, &expected);
        assert_eq!(got.parameter.buffer("pContextData"), with_context.then_some(&context[..]));
    }
}

#[test]
fn ml_dsa_has_its_hedge_and_context_or_nothing() {
    let claim = support::module::claim();
    let session = session(&claim);
    let spec = KeyPairSpec::parameter_set(KeyType::ML_DSA, pkcs11_sys::CKP_ML_DSA_65);
    let key = spec.generate(&session).expect("generates").private;
    let context = b"protocol 7";
    // This module does not have all of the hashes.
    let sign = |mechanism: Mechanism<'_>| offered(&claim, || session.sign(mechanism, key, &[7; 64])).1;
    assert_received(&sign(Mechanism::ML_DSA), 0x1d, &[]);
    let got = sign((&MlDsa::new()).into());
    assert_received(&got, 0x1d, &laid_out(&[Number(0), Null, Number(0)]));
    let got = sign((&MlDsa::new().hedge(Hedge::Required).context(context)).into());
    assert_received(&got, 0x1d, &laid_out(&[Number(1), To(context), Number(10)]));
    assert_points_to(&got, "pContext", context);
    for (hash, number) in [(PreHash::Sha224, 0x23), (PreHash::Sha512, 0x26), (PreHash::Shake256, 0x2c)] {
        let got = sign((&MlDsa::hashed(hash).hedge(Hedge::Deterministic)).into());
        assert_received(&got, number, &laid_out(&[Number(2), Null, Number(0)]));
    }
    let got = sign((&HashMlDsa::new(Hash::Sha512).context(context)).into());
    assert_received(&got, 0x1f, &laid_out(&[Number(0), To(context), Number(10), Number(0x270)]));
}
