//! AES: ECB, CBC and CTR, at once and in pieces (sections 6.10 and 6.11).

use ::aes::cipher::block_padding::{NoPadding, Pkcs7};
use ::aes::cipher::{BlockModeEncrypt, KeyInit, KeyIvInit, StreamCipher};
use ::aes::{Aes128, Aes192, Aes256};
use pkcs11_safe::attribute::{self as attr};
use pkcs11_safe::mechanism::{AesCbc, AesCbcPad, AesCtr, AesGcm, Mechanism};
use pkcs11_safe::{KeyType, MechanismType, SecretKey, SecretKeySpec, Session};
use support::token::Token;

/// The cipher for a key of that length.
macro_rules! with_aes {
    ($key:expr, $cipher:ident => $result:expr) => {
        match $key.len() {
            16 => {
                type $cipher = Aes128;
                $result
            }
            24 => {
                type $cipher = Aes192;
                $result
            }
            _ => {
                type $cipher = Aes256;
                $result
            }
        }
    };
}

/// AES in ECB mode, in software: each block for itself.
pub(crate) fn ecb(key: &[u8], data: &[u8]) -> Vec<u8> {
    use ::aes::cipher::BlockCipherEncrypt;
    with_aes!(key, Aes => {
        let cipher = Aes::new_from_slice(key).expect("is a key");
        data.chunks(16)
            .flat_map(|block| {
                let mut block = ::aes::Block::try_from(block).expect("is a block");
                cipher.encrypt_block(&mut block);
                block
            })
            .collect()
    })
}

/// AES in CBC mode, in software, without padding.
pub(crate) fn cbc(key: &[u8], iv: &[u8; 16], data: &[u8]) -> Vec<u8> {
    with_aes!(key, Aes => {
        cbc::Encryptor::<Aes>::new_from_slices(key, iv).expect("fits").encrypt_padded_vec::<NoPadding>(data)
    })
}

fn cbc_pad(key: &[u8], iv: &[u8; 16], data: &[u8]) -> Vec<u8> {
    with_aes!(key, Aes => {
        cbc::Encryptor::<Aes>::new_from_slices(key, iv).expect("fits").encrypt_padded_vec::<Pkcs7>(data)
    })
}

fn ctr(key: &[u8], block: &[u8; 16], data: &[u8]) -> Vec<u8> {
    let mut data = data.to_vec();
    with_aes!(key, Aes => {
        ctr::Ctr128BE::<Aes>::new_from_slices(key, block).expect("fits").apply_keystream(&mut data);
    });
    data
}

/// A key of the test's own that encrypts and decrypts.
pub(crate) fn key(session: &Session, value: &[u8]) -> SecretKey {
    crate::import(session, KeyType::AES, value, &[attr::ENCRYPT, attr::DECRYPT])
}

/// SP 800-38A, appendix F: keys of all lengths.
const KEYS: [&str; 3] = [
    "2b7e151628aed2a6abf7158809cf4f3c",
    "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b",
    "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
];
const PLAINTEXT: &str = "
    6bc1bee22e409f96e93d7e117393172a ae2d8a571e03ac9c9eb76fac45af8e51
    30c81c46a35ce411e5fbc1191a0a52ef f69f2445df4f9b17ad2b417be66c3710";

/// Encrypts and decrypts, and compares.
fn check(session: &Session, mechanism: Mechanism<'_>, key: SecretKey, plaintext: &[u8], expected: &[u8]) {
    assert_eq!(session.encrypt(mechanism, key, plaintext).expect("encrypts"), expected, "{mechanism:?}");
    assert_eq!(session.decrypt(mechanism, key, expected).expect("decrypts"), plaintext, "{mechanism:?}");
}

#[test]
fn ecb_gives_the_vectors_of_sp_800_38a() {
    let token = support::token!();
    needs!(token: AES_ECB);
    let session = token.login();
    let ciphertexts = [
        "3ad77bb40d7a3660a89ecaf32466ef97 f5d3d58503b9699de785895a96fdbaaf
         43b1cd7f598ece23881b00e3ed030688 7b0c785e27e8ad3f8223207104725dd4",
        "bd334f1d6e45f25ff712a214571fa5cc 974104846d0ad3ad7734ecb3ecee4eef
         ef7afd2270e2e60adce0ba2face6444e 9a4b41ba738d6c72fb16691603c18e0e",
        "f3eed1bdb5d2a03c064b5a7e3db181f8 591ccb10d410ed26dc5ba74a31362870
         b6ed21b99ca6f4f9f153e7b1beafed1d 23304b7a39f9f3ff067d8d8f9e24ecc7",
    ];
    for (value, expected) in KEYS.iter().zip(ciphertexts) {
        let (value, expected) = (crate::hex(value), crate::hex(expected));
        let key = key(&session, &value);
        check(&session, Mechanism::AES_ECB, key, &crate::hex(PLAINTEXT), &expected);
        assert_eq!(ecb(&value, &crate::hex(PLAINTEXT)), expected, "software agrees");
    }
}

#[test]
fn cbc_gives_the_vectors_of_sp_800_38a() {
    let token = support::token!();
    needs!(token: AES_CBC);
    let session = token.login();
    let iv: [u8; 16] = std::array::from_fn(|place| u8::try_from(place).expect("small"));
    let ciphertexts = [
        "7649abac8119b246cee98e9b12e9197d 5086cb9b507219ee95db113a917678b2
         73bed6b8e3c1743b7116e69e22229516 3ff1caa1681fac09120eca307586e1a7",
        "4f021db243bc633d7178183a9fa071e8 b4d9ada9ad7dedf4e5e738763f69145a
         571b242012fb7ae07fa9baac3df102e0 08b0e27988598881d920a9e64f5615cd",
        "f58c4c04d6e5f1ba779eabfb5f7bfbd6 9cfc4e967edb808d679f777bc6702c7d
         39f23369a9d9bacfa530e26304231461 b2eb05e2c39be9fcda6c19078c6a9d1b",
    ];
    for (value, expected) in KEYS.iter().zip(ciphertexts) {
        let (value, expected) = (crate::hex(value), crate::hex(expected));
        let key = key(&session, &value);
        check(&session, (AesCbc::new(&iv)).into(), key, &crate::hex(PLAINTEXT), &expected);
        assert_eq!(cbc(&value, &iv, &crate::hex(PLAINTEXT)), expected, "software agrees");
        assert!(session.encrypt(AesCbc::new(&iv), key, &[0; 17]).is_err(), "no whole block");
        session.encrypt(AesCbc::new(&iv), key, &[0; 16]).expect("the session is free again");
    }
}

#[test]
fn ctr_gives_the_vectors_of_sp_800_38a() {
    let token = support::token!();
    needs!(token: AES_CTR);
    let session = token.login();
    let block: [u8; 16] = std::array::from_fn(|place| 0xf0 + u8::try_from(place).expect("small"));
    let ciphertexts = [
        "874d6191b620e3261bef6864990db6ce 9806f66b7970fdff8617187bb9fffdff
         5ae4df3edbd5d35e5b4f09020db03eab 1e031dda2fbe03d1792170a0f3009cee",
        "1abc932417521ca24f2b0459fe7e6e0b 090339ec0aa6faefd5ccc2c6f4ce8e94
         1e36b26bd1ebc670d1bd1d665620abf7 4f78a7f6d29809585a97daec58c6b050",
        "601ec313775789a5b7a7f504bbf3d228 f443e3ca4d62b59aca84e990cacaf5c5
         2b0930daa23de94ce87017ba2d84988d dfc9c58db67aada613c2dd08457941a6",
    ];
    for (value, expected) in KEYS.iter().zip(ciphertexts) {
        let (value, expected) = (crate::hex(value), crate::hex(expected));
        let key = key(&session, &value);
        let plaintext = crate::hex(PLAINTEXT);
        check(&session, (&AesCtr::new(&block)).into(), key, &plaintext, &expected);
        check(&session, (&AesCtr::new(&block)).into(), key, &plaintext[..37], &expected[..37]);
        assert_eq!(ctr(&value, &block, &plaintext), expected, "software agrees");
        let counted = AesCtr::new(&block).counter_bits(32);
        assert_eq!(session.encrypt(&counted, key, &plaintext).expect("encrypts"), expected);
    }
}

#[test]
fn cbc_pad_takes_data_of_every_length() {
    let token = support::token!();
    needs!(token: AES_CBC_PAD);
    let session = token.login();
    let (value, iv) = (crate::noise(32), [7; 16]);
    let key = key(&session, &value);
    for length in (0..50).chain([1000, 4096]) {
        let plaintext = crate::noise(length);
        let expected = cbc_pad(&value, &iv, &plaintext);
        check(&session, (AesCbcPad::new(&iv)).into(), key, &plaintext, &expected);
    }
    let unpadded = cbc(&value, &iv, &[0; 32]);
    assert!(session.decrypt(AesCbcPad::new(&iv), key, &unpadded).is_err(), "zeros are no padding");
    check(&session, (AesCbcPad::new(&iv)).into(), key, b"goes on", &cbc_pad(&value, &iv, b"goes on"));
}

#[test]
fn a_generated_key_encrypts_as_its_value_does_in_software() {
    let token = support::token!();
    needs!(token: AES_KEY_GEN AES_CBC_PAD);
    let session = token.login();
    for bits in [128, 192, 256] {
        let readable = [attr::SENSITIVE.is(false), attr::EXTRACTABLE.is(true)];
        let key = SecretKeySpec::aes(bits).with(&readable).generate(&session).expect("generates");
        let value = session.get(key, attr::VALUE).expect("reads");
        assert_eq!(value.len() * 8, usize::try_from(bits).expect("is small"));
        let encrypted = session.encrypt(AesCbcPad::new(&[1; 16]), key, b"data").expect("encrypts");
        assert_eq!(encrypted, cbc_pad(&value, &[1; 16], b"data"));
    }
}

/// Lengths that are no multiples of anything.
const PIECES: [usize; 9] = [1, 0, 15, 16, 17, 31, 33, 1, 4099];

/// Encrypts and decrypts in odd pieces, and compares with what goes at once.
fn streams(token: &Token, mechanism: Mechanism<'_>, whole_blocks: bool) {
    if !crate::has(token, mechanism.mechanism_type()) {
        return;
    }
    let mut session = token.login();
    let key = key(&session, &crate::noise(32));
    let length = PIECES.iter().sum::<usize>() + 100_001;
    let plaintext = crate::noise(if whole_blocks { length / 16 * 16 } else { length });
    let expected = session.encrypt(mechanism, key, &plaintext).expect("encrypts at once");

    let mut encryptor = session.encryptor(mechanism, key).expect("begins");
    let (mut out, mut rest) = (Vec::new(), &plaintext[..]);
    for length in PIECES {
        let (piece, after) = rest.split_at(length);
        out.extend(encryptor.update(piece).expect("takes a piece"));
        rest = after;
    }
    assert_eq!(encryptor.update_from(rest, &mut out).expect("reads and writes"), rest.len() as u64);
    out.extend(encryptor.finish().expect("ends"));
    assert!(out == expected, "{mechanism:?}: {} bytes for {}", out.len(), expected.len());

    // SoftHSM decrypts nothing in GCM mode before the end, and wants room for everything all the same.
    let mut decryptor = session.decryptor(mechanism, key).expect("begins");
    let (mut out, mut buffer) = (Vec::new(), vec![0; expected.len() + 16]);
    for piece in expected.chunks(1021) {
        let length = decryptor.update_into(piece, &mut buffer).expect("takes a piece");
        out.extend_from_slice(&buffer[..length]);
    }
    out.extend(decryptor.finish().expect("ends"));
    assert!(out == plaintext, "{mechanism:?}: {} bytes for {}", out.len(), plaintext.len());

    let mut decryptor = session.decryptor(mechanism, key).expect("begins");
    let mut out = Vec::new();
    assert_eq!(decryptor.update_from(&expected[..], &mut out).expect("reads and writes"), expected.len() as u64);
    out.extend(decryptor.finish().expect("ends"));
    assert!(out == plaintext, "{mechanism:?}: {} bytes for {}", out.len(), plaintext.len());
}

#[test]
fn odd_pieces_come_to_what_goes_at_once() {
    let token = support::token!();
    let iv = [3; 16];
    streams(&token, Mechanism::AES_ECB, true);
    streams(&token, (AesCbc::new(&iv)).into(), true);
    streams(&token, (AesCbcPad::new(&iv)).into(), false);
    streams(&token, (&AesCtr::new(&iv)).into(), false);
    streams(&token, (&AesGcm::new(&iv[..12]).aad(b"header")).into(), false);
    assert!(crate::has(&token, MechanismType::AES_CBC_PAD), "some of it was checked");
}

#[test]
fn a_buffer_that_is_too_small_for_a_piece_leaves_the_operation_as_it_was() {
    let token = support::token!();
    needs!(token: AES_CBC_PAD);
    let mut session = token.login();
    let (value, iv) = (crate::noise(16), [5; 16]);
    let key = key(&session, &value);
    let plaintext = crate::noise(69);
    let expected = cbc_pad(&value, &iv, &plaintext);

    let mut encryptor = session.encryptor(AesCbcPad::new(&iv), key).expect("begins");
    let mut out = Vec::new();
    let mut buffer = [0; 96];
    let error = encryptor.update_into(&plaintext[..64], &mut buffer[..10]).expect_err("10 bytes are too few");
    assert!(error.to_string().contains("10 bytes"), "{error}");
    let length = encryptor.update_into(&plaintext[..64], &mut buffer).expect("there is room");
    out.extend_from_slice(&buffer[..length]);
    let length = encryptor.update_into(&plaintext[64..], &mut buffer).expect("there is room");
    out.extend_from_slice(&buffer[..length]);

    let error = encryptor.finish_into(&mut []).expect_err("there is no room");
    assert!(error.to_string().contains("0 bytes"), "{error}");
    let length = encryptor.finish_into(&mut buffer).expect("there is room");
    out.extend_from_slice(&buffer[..length]);
    assert_eq!(out, expected);
}

#[test]
fn encrypt_into_writes_to_the_callers_buffer_or_tells_its_size() {
    let token = support::token!();
    needs!(token: AES_CTR);
    let session = token.login();
    let (value, block) = (crate::noise(16), [5; 16]);
    let key = key(&session, &value);
    let (plaintext, mechanism) = (crate::noise(45), AesCtr::new(&block));
    let expected = ctr(&value, &block, &plaintext);
    let mut exact = [0; 45];
    assert_eq!(session.encrypt_into(&mechanism, key, &plaintext, &mut exact).expect("encrypts"), 45);
    assert_eq!(exact[..], expected);
    let error = session.encrypt_into(&mechanism, key, &plaintext, &mut exact[..44]).expect_err("a byte too few");
    crate::assert_too_small(&error, 45);
    assert_eq!(session.decrypt_into(&mechanism, key, &expected, &mut exact).expect("the session is free"), 45);
    assert_eq!(exact[..], plaintext);
}

#[test]
fn a_dropped_operation_leaves_the_session_free() {
    let token = support::token!();
    needs!(token: AES_CBC_PAD AES_ECB);
    let mut session = token.login();
    let key = key(&session, &[9; 16]);
    for pieces in 0..3 {
        let mut encryptor = session.encryptor(AesCbcPad::new(&[0; 16]), key).expect("begins");
        for _ in 0..pieces {
            encryptor.update(&[1; 21]).expect("takes a piece");
        }
        drop(encryptor);
        let mut decryptor = session.decryptor(AesCbcPad::new(&[0; 16]), key).expect("begins");
        for _ in 0..pieces {
            decryptor.update(&[1; 21]).expect("takes a piece");
        }
        drop(decryptor);
        assert_eq!(session.encrypt(Mechanism::AES_ECB, key, &[0; 16]).expect("encrypts"), ecb(&[9; 16], &[0; 16]));
    }
}
