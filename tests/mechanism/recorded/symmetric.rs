//! Ciphers, MACs and keys derived from keys (sections 6.10 to 6.17, 6.58 to 6.62).

use super::Part::{Null, Number, To};
use super::*;
use pkcs11_safe::mechanism::*;
use pkcs11_safe::{Error, SecretKey, SecretKeySpec, Usage};
use pkcs11_sys::CK_HKDF_PARAMS;
use std::mem::offset_of;

fn ulong(number: usize) -> CK_ULONG {
    CK_ULONG::try_from(number).expect("is small")
}

#[test]
fn gcm_has_the_iv_in_bytes_and_in_bits() {
    let claim = support::module::claim();
    let session = session(&claim);
    let key = aes(&session);
    let aad = b"header";
    for length in [1, 12, 16, 60] {
        let iv = crate::noise(length);
        let encrypt =
            |builder: &AesGcm<'_>| received(&claim, || session.encrypt(builder, key, b"message").expect("encrypts"));
        let (bytes, bits) = (ulong(length), ulong(8 * length));
        let got = encrypt(&AesGcm::new(&iv));
        let expected = [To(&iv), Number(bytes), Number(bits), Null, Number(0), Number(128)];
        assert_received(&got, 0x1087, &laid_out(&expected));
        let got = encrypt(&AesGcm::new(&iv).tag_bits(96).aad(aad));
        let expected = [To(&iv), Number(bytes), Number(bits), To(aad), Number(6), Number(96)];
        assert_received(&got, 0x1087, &laid_out(&expected));
        assert_points_to(&got, "pIv", &iv);
        assert_points_to(&got, "pAAD", aad);
    }
}

#[test]
fn gcm_with_an_iv_of_the_token_gives_it_room_for_one() {
    let claim = support::module::claim();
    let mut session = session(&claim);
    let key = aes(&session);
    let (aad, mut room) = (b"header", [9; 12]);
    let at = room.as_ptr().addr();
    let mut gcm = AesGcmGeneratedIv::new(&mut room).aad(aad).tag_bits(112);
    let got = received(&claim, || session.encrypt(&mut gcm, key, b"message").expect("encrypts"));
    // It points to memory that outlives the operation, whatever comes of it, and not to the caller's.
    let bytes = &got.parameter.bytes;
    let pointers = [&bytes[..8], &bytes[24..32]];
    for callers in [at, aad.as_ptr().addr()] {
        assert!(!pointers.contains(&&callers.to_ne_bytes()[..]), "{got:?}");
    }
    let numbers = [laid_out(&[Number(12), Number(96)]), laid_out(&[Number(6), Number(112)])];
    let expected = [pointers[0], &numbers[0], pointers[1], &numbers[1]].concat();
    assert_received(&got, 0x1087, &expected);
    assert_points_to(&got, "pIv", &[0; 12]);
    assert_points_to(&got, "pAAD", aad);
    // The token writes to it, so an operation that outlives the call cannot have it.
    claim.clear();
    let error = session.encryptor(&mut gcm, key).map(drop).expect_err("goes on after the call");
    assert!(matches!(error, Error::Usage { argument: "mechanism", .. }), "{error:?}");
    assert_eq!(claim.total(), 0, "no call was made");
}

#[test]
fn ccm_has_the_length_of_the_plaintext() {
    let claim = support::module::claim();
    let session = session(&claim);
    let key = aes(&session);
    let (nonce, aad, plaintext) = ([6; 13], b"header", crate::noise(100));
    let ccm = AesCcm::new(&nonce, plaintext.len()).aad(aad).mac_len(8);
    let expected = laid_out(&[Number(100), To(&nonce), Number(13), To(aad), Number(6), Number(8)]);
    let mut encrypted = Vec::new();
    let got = received(&claim, || encrypted = session.encrypt(&ccm, key, &plaintext).expect("encrypts"));
    assert_received(&got, 0x1088, &expected);
    assert_points_to(&got, "pNonce", &nonce);
    assert_eq!(encrypted.len(), 108);
    let ccm = AesCcm::new(&nonce, encrypted.len() - 8).aad(aad).mac_len(8);
    let mut decrypted = Vec::new();
    let got = received(&claim, || decrypted = session.decrypt(&ccm, key, &encrypted).expect("decrypts"));
    assert_received(&got, 0x1088, &expected);
    assert_eq!(decrypted, plaintext);
    let got = received(&claim, || session.encrypt(&AesCcm::new(&nonce, 5), key, b"hello").expect("encrypts"));
    assert_received(&got, 0x1088, &laid_out(&[Number(5), To(&nonce), Number(13), Null, Number(0), Number(16)]));
}

#[test]
fn key_wraps_have_their_initial_value_or_nothing() {
    let claim = support::module::claim();
    let session = session(&claim);
    let (kek, key) = (aes(&session), aes(&session));
    let wrap = |mechanism: Mechanism<'_>| {
        received(&claim, || {
            let wrapped = session.wrap_key(mechanism, kek, key).expect("wraps");
            let template = [attr::CLASS.is(ObjectClass::SECRET_KEY), attr::KEY_TYPE.is(KeyType::AES)];
            session.unwrap_key::<SecretKey>(mechanism, kek, &wrapped, &template).expect("unwraps");
        })
    };
    assert_received(&wrap(Mechanism::AES_KEY_WRAP), 0x2109, &[]);
    assert_received(&wrap(AesKeyWrap::new().into()), 0x2109, &[]);
    assert_received(&wrap(AesKeyWrap::new().iv(&[0xa6; 8]).into()), 0x2109, &[0xa6; 8]);
    assert_received(&wrap(Mechanism::AES_KEY_WRAP_PAD), 0x210a, &[]);
    assert_received(&wrap(Mechanism::AES_KEY_WRAP_KWP), 0x210b, &[]);
    let constant = [0xa6, 0x59, 0x59, 0xa6];
    assert_received(&wrap(AesKeyWrapKwp::new().iv(&constant).into()), 0x210b, &constant);
    assert_received(&wrap(AesKeyWrapPkcs7::new().iv(&[1; 8]).into()), 0x210c, &[1; 8]);
}

#[test]
fn a_length_of_a_mac_is_the_parameter() {
    let claim = support::module::claim();
    let session = session(&claim);
    let generic = SecretKeySpec::generic(256).may(Usage::SIGN | Usage::VERIFY).generate(&session).expect("generates");
    let cipher = aes(&session);
    let number = |length: CK_ULONG| length.to_ne_bytes();
    let rows: [(SecretKey, Mechanism<'_>, CK_MECHANISM_TYPE, CK_ULONG); 4] = [
        (generic, HmacGeneral::new(Hash::Sha256, 10).into(), 0x252, 10),
        (generic, HmacGeneral::new(Hash::Sha3_512, 17).into(), 0x2d2, 17),
        (cipher, AesCmacGeneral::new(8).into(), 0x108b, 8),
        (cipher, AesMacGeneral::new(4).into(), 0x1084, 4),
    ];
    for (key, mechanism, expected, length) in rows {
        let got = received(&claim, || {
            let mac = session.sign(mechanism, key, b"message").expect("signs");
            assert_eq!(ulong(mac.len()), length, "{mechanism:?}");
        });
        assert_received(&got, expected, &number(length));
    }
}

#[test]
fn counter_and_iv_are_in_place() {
    let claim = support::module::claim();
    let session = session(&claim);
    let key = aes(&session);
    let block: [u8; 16] = std::array::from_fn(|place| u8::try_from(place).expect("small"));
    let encrypt =
        |mechanism: Mechanism<'_>| received(&claim, || session.encrypt(mechanism, key, &[0; 32]).expect("encrypts"));
    let bits = |bits: CK_ULONG| [laid_out(&[Number(bits)]), block.to_vec()].concat();
    assert_received(&encrypt((&AesCtr::new(&block)).into()), 0x1086, &bits(128));
    assert_received(&encrypt((&AesCtr::new(&block).counter_bits(32)).into()), 0x1086, &bits(32));
    assert_received(&encrypt(AesCbc::new(&block).into()), 0x1082, &block);
    assert_received(&encrypt(AesCbcPad::new(&block).into()), 0x1085, &block);
    assert_received(&encrypt(AesCfb128::new(&block).into()), 0x2107, &block);
    assert_received(&encrypt(AesOfb::new(&block).into()), 0x2104, &block);

    let data = [5; 32];
    let derive =
        |mechanism: Mechanism<'_>| received(&claim, || session.derive_key(mechanism, key, &secret()).expect("derives"));
    let got = derive((&AesCbcEncryptData::new(&block, &data)).into());
    assert_received(&got, 0x1105, &[block.to_vec(), laid_out(&[To(&data), Number(32)])].concat());
    let got = derive((&AesEcbEncryptData::new(&data)).into());
    assert_received(&got, 0x1104, &laid_out(&[To(&data), Number(32)]));
    assert_points_to(&got, "pData", &data);
}

#[test]
fn chacha20_has_nonce_and_additional_data_or_counter() {
    let claim = support::module::claim();
    let session = session(&claim);
    let spec = SecretKeySpec::of_type(KeyType::CHACHA20, None);
    let key = spec.may(Usage::ENCRYPT).generate(&session).expect("generates");
    let (nonce, aad, counter) = ([6; 12], b"header", [0; 4]);
    let encrypt =
        |mechanism: Mechanism<'_>| received(&claim, || session.encrypt(mechanism, key, b"message").expect("encrypts"));
    let got = encrypt((&ChaCha20Poly1305::new(&nonce)).into());
    assert_received(&got, 0x4021, &laid_out(&[To(&nonce), Number(12), Null, Number(0)]));
    let got = encrypt((&ChaCha20Poly1305::new(&nonce).aad(aad)).into());
    assert_received(&got, 0x4021, &laid_out(&[To(&nonce), Number(12), To(aad), Number(6)]));
    assert_points_to(&got, "pNonce", &nonce);
    let got = encrypt((&ChaCha20::new(&counter, &nonce)).into());
    assert_received(&got, 0x1226, &laid_out(&[To(&counter), Number(32), To(&nonce), Number(96)]));
    assert_points_to(&got, "pBlockCounter", &counter);
}

#[test]
fn hkdf_has_its_steps_salt_and_info() {
    let claim = support::module::claim();
    let session = session(&claim);
    let base = SecretKeySpec::generic(256).may(Usage::DERIVE).generate(&session).expect("generates");
    let (salt, info) = (b"salt", b"context");
    let steps = |extract: u8, expand: u8| {
        let mut bytes = vec![0; offset_of!(CK_HKDF_PARAMS, prfHashMechanism)];
        (bytes[0], bytes[1]) = (extract, expand);
        bytes
    };
    let derive =
        |builder: &HkdfDerive<'_>| received(&claim, || session.derive_key(builder, base, &secret()).expect("derives"));
    let none = [Number(0x250), Number(1), Null, Number(0), Number(0), Null, Number(0)];
    let got = derive(&HkdfDerive::new(Hash::Sha256));
    assert_received(&got, 0x402a, &[steps(1, 1), laid_out(&none)].concat());
    let got = derive(&HkdfDerive::new(Hash::Sha384).salt(salt).info(info));
    let both = [Number(0x260), Number(2), To(salt), Number(4), Number(0), To(info), Number(7)];
    assert_received(&got, 0x402a, &[steps(1, 1), laid_out(&both)].concat());
    assert_points_to(&got, "pInfo", info);
    let got = derive(&HkdfDerive::new(Hash::Sha256).expand_only().info(info));
    let expand = [Number(0x250), Number(1), Null, Number(0), Number(0), To(info), Number(7)];
    assert_received(&got, 0x402a, &[steps(0, 1), laid_out(&expand)].concat());
    let got = derive(&HkdfDerive::new(Hash::Sha256).extract_only().salt_key(base));
    let extract = [Number(0x250), Number(4), Null, Number(0), Number(base.handle()), Null, Number(0)];
    assert_received(&got, 0x402a, &[steps(1, 0), laid_out(&extract)].concat());
}
