//! Keys that leave a token wrapped, and come back (sections 6.1, 6.16).

use crate::rsa::{imported, pkcs8, software};
use ::rsa::pkcs1v15::Pkcs1v15Sign;
use aes_kw::{KeyInit, KwAes128, KwAes192, KwAes256, KwpAes192, KwpAes256};
use pkcs11_safe::attribute::{self as attr, Attribute};
use pkcs11_safe::encoding;
use pkcs11_safe::mechanism::{Mechanism, RsaPkcsOaep};
use pkcs11_safe::{KeyType, ObjectClass, PrivateKey, ReturnValue, SecretKey, SecretKeySpec, Session};
use sha1::Sha1;
use sha2::{Digest, Sha256};

fn wrapping(session: &Session, value: &[u8]) -> SecretKey {
    crate::import(session, KeyType::AES, value, &[attr::WRAP, attr::UNWRAP])
}

/// The template of a key that comes out of a wrapping, to be read. SoftHSM wants no CKA_VALUE_LEN here.
fn unwrapped(key_type: KeyType) -> [Attribute<'static>; 4] {
    [
        attr::CLASS.is(ObjectClass::SECRET_KEY),
        attr::KEY_TYPE.is(key_type),
        attr::SENSITIVE.is(false),
        attr::EXTRACTABLE.is(true),
    ]
}

#[test]
fn aes_key_wrap_gives_the_vectors_of_rfc_3394() {
    let token = support::token!();
    needs!(token: AES_KEY_WRAP);
    let session = token.login();
    let kek: Vec<u8> = (0..32).collect();
    let data = crate::hex("00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F");
    for (kek, data, expected) in [
        (&kek[..16], &data[..16], "1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5"),
        (&kek[..24], &data[..16], "96778B25AE6CA435F92B5B97C050AED2468AB8A17AD84E5D"),
        (&kek[..32], &data[..16], "64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7"),
        (&kek[..32], &data[..32], "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21"),
    ] {
        let expected = crate::hex(expected);
        let wrapper = wrapping(&session, kek);
        let key = crate::import(&session, KeyType::AES, data, &[]);
        assert_eq!(session.wrap_key(Mechanism::AES_KEY_WRAP, wrapper, key).expect("wraps"), expected);
        let back: SecretKey =
            session.unwrap_key(Mechanism::AES_KEY_WRAP, wrapper, &expected, &unwrapped(KeyType::AES)).expect("unwraps");
        assert!(session.get(back, attr::VALUE).expect("reads").ct_eq(data));
        let mut buffer = [0; 64];
        let software = match kek.len() {
            16 => KwAes128::new_from_slice(kek).expect("is a key").wrap_key(data, &mut buffer),
            24 => KwAes192::new_from_slice(kek).expect("is a key").wrap_key(data, &mut buffer),
            _ => KwAes256::new_from_slice(kek).expect("is a key").wrap_key(data, &mut buffer),
        };
        assert_eq!(software.expect("wraps"), expected, "software agrees");

        let mut tampered = expected;
        tampered[3] ^= 1;
        let again =
            session.unwrap_key::<SecretKey>(Mechanism::AES_KEY_WRAP, wrapper, &tampered, &unwrapped(KeyType::AES));
        assert!(again.is_err(), "the wrapping was tampered with");
    }
}

/// With zeros behind it, up to a whole number of blocks.
fn filled(data: &[u8]) -> Vec<u8> {
    let mut data = data.to_vec();
    data.resize(data.len().next_multiple_of(8), 0);
    data
}

#[test]
fn padded_aes_key_wrap_gives_the_vectors_of_rfc_5649() {
    let token = support::token!();
    needs!(token: AES_KEY_WRAP_PAD);
    let session = token.login();
    let kek = crate::hex("5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8");
    let wrapper = wrapping(&session, &kek);
    for (data, expected) in [
        (
            "c37b7e6492584340bed12207808941155068f738",
            "138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a",
        ),
        ("466f7250617369", "afbeb0f07dfbf5419200f2ccb50bb24f"),
    ] {
        let (data, expected) = (crate::hex(data), crate::hex(expected));
        let software = |data: &[u8]| {
            let mut buffer = [0; 64];
            let kek = KwpAes192::new_from_slice(&kek).expect("is a key");
            kek.wrap_key(data, &mut buffer).expect("wraps").to_vec()
        };
        assert_eq!(software(&data), expected, "software agrees");
        let key = crate::import(&session, KeyType::GENERIC_SECRET, &data, &[]);
        let wrapped = session.wrap_key(Mechanism::AES_KEY_WRAP_PAD, wrapper, key).expect("wraps");
        if wrapped != expected {
            // SoftHSM 2.6.1 fills up with zeros to whole blocks before it wraps.
            assert_eq!(wrapped, software(&filled(&data)));
        }
        let back: SecretKey = session
            .unwrap_key(Mechanism::AES_KEY_WRAP_PAD, wrapper, &expected, &unwrapped(KeyType::GENERIC_SECRET))
            .expect("unwraps");
        assert!(session.get(back, attr::VALUE).expect("reads").ct_eq(&data));
    }
}

#[test]
fn an_aes_key_travels_under_an_rsa_key_both_ways() {
    let token = support::token!();
    needs!(token: RSA_PKCS RSA_PKCS_OAEP AES_KEY_GEN AES_ECB);
    let session = token.login();
    let pair = imported(&session);
    let extractable = [attr::EXTRACTABLE.is(true)];
    let key = SecretKeySpec::aes(256).with(&extractable).generate(&session).expect("generates");
    let check = session.encrypt(Mechanism::AES_ECB, key, &[1; 16]).expect("encrypts");

    // Out: the computer gets the key.
    let pkcs = session.wrap_key(Mechanism::RSA_PKCS, pair.public, key).expect("wraps");
    let oaep = session.wrap_key(&RsaPkcsOaep::default(), pair.public, key).expect("wraps");
    let value = software().pkcs1v15_decrypt(&pkcs).expect("unwraps");
    assert_eq!(software().oaep_decrypt::<Sha1>(&oaep).expect("unwraps"), value);
    assert_eq!(crate::aes::ecb(&value, &[1; 16]), check, "it is that key");

    // And in: the computer's own key, and the token's.
    let public = software().to_public_key();
    let ours = crate::noise(32);
    let pkcs_of_ours = public.pkcs1v15_encrypt(&ours).expect("wraps");
    let oaep_of_ours = public.oaep_encrypt::<Sha1>(&ours).expect("wraps");
    let default = RsaPkcsOaep::default();
    for (mechanism, wrapped, expected) in [
        (Mechanism::RSA_PKCS, &pkcs, &value),
        ((&default).into(), &oaep, &value),
        (Mechanism::RSA_PKCS, &pkcs_of_ours, &ours),
        ((&default).into(), &oaep_of_ours, &ours),
    ] {
        let template = [&unwrapped(KeyType::AES)[..], &[attr::ENCRYPT.is(true)]].concat();
        let back: SecretKey = session.unwrap_key(mechanism, pair.private, wrapped, &template).expect("unwraps");
        assert!(session.get(back, attr::VALUE).expect("reads").ct_eq(expected), "{mechanism:?}");
        let encrypted = session.encrypt(Mechanism::AES_ECB, back, &[1; 16]).expect("encrypts");
        assert_eq!(encrypted, crate::aes::ecb(expected, &[1; 16]), "{mechanism:?}");
    }
}

#[test]
fn an_rsa_key_travels_under_an_aes_key_both_ways() {
    let token = support::token!();
    needs!(token: AES_KEY_WRAP_PAD SHA256_RSA_PKCS);
    let session = token.login();
    let kek = crate::noise(32);
    let wrapper = wrapping(&session, &kek);
    let software_kek = KwpAes256::new_from_slice(&kek).expect("is a key");

    // Out: what is wrapped is PKCS #8.
    let wrapped = session.wrap_key(Mechanism::AES_KEY_WRAP_PAD, wrapper, imported(&session).private).expect("wraps");
    let mut buffer = vec![0; wrapped.len()];
    let out = software_kek.unwrap_key(&wrapped, &mut buffer).expect("unwraps");
    assert!([pkcs8(), filled(&pkcs8())].contains(&out.to_vec()), "SoftHSM 2.6.1 fills up with zeros");
    let key = encoding::rsa::PrivateKey::from_pkcs8(&out[..pkcs8().len()]).expect("is PKCS #8");
    assert_eq!(key.to_pkcs8()[..], pkcs8()[..]);

    // And in.
    let mut buffer = vec![0; pkcs8().len() + 16];
    let wrapped = software_kek.wrap_key(&pkcs8(), &mut buffer).expect("wraps");
    let template = [
        attr::CLASS.is(ObjectClass::PRIVATE_KEY),
        attr::KEY_TYPE.is(KeyType::RSA),
        attr::SIGN.is(true),
        attr::SENSITIVE.is(true),
    ];
    let back: PrivateKey =
        session.unwrap_key(Mechanism::AES_KEY_WRAP_PAD, wrapper, wrapped, &template).expect("unwraps");
    let signature = session.sign(Mechanism::SHA256_RSA_PKCS, back, b"message").expect("signs");
    let hash = Sha256::digest(b"message");
    let public = software().to_public_key();
    public.verify(Pkcs1v15Sign::new::<Sha256>(), &hash, &signature).expect("software verifies it");
}

#[test]
fn a_key_that_must_not_leave_the_token_is_not_wrapped() {
    let token = support::token!();
    needs!(token: AES_KEY_WRAP AES_KEY_GEN);
    let session = token.login();
    let wrapper = wrapping(&session, &[1; 16]);
    let key = SecretKeySpec::aes(128).with(&[attr::EXTRACTABLE.is(false)]).generate(&session).expect("generates");
    let error = session.wrap_key(Mechanism::AES_KEY_WRAP, wrapper, key).expect_err("must not leave");
    assert_eq!(error.return_value(), Some(ReturnValue::KEY_UNEXTRACTABLE), "{error}");
}
