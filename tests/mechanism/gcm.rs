//! AES-GCM (section 6.13).

use crate::aes::key;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes128Gcm, Aes256Gcm};
use pkcs11_safe::Function;
use pkcs11_safe::mechanism::AesGcm;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// GCM in software, with a tag of 128 bits.
fn software(key: &[u8], iv: &[u8; 12], aad: &[u8], msg: &[u8]) -> Vec<u8> {
    let payload = Payload { msg, aad };
    let encrypted = if key.len() == 16 {
        Aes128Gcm::new_from_slice(key).expect("is a key").encrypt(iv.into(), payload)
    } else {
        Aes256Gcm::new_from_slice(key).expect("is a key").encrypt(iv.into(), payload)
    };
    encrypted.expect("encrypts")
}

#[test]
fn gcm_gives_the_vectors_of_nist() {
    let token = support::token!();
    needs!(token: AES_GCM);
    let session = token.login();
    // Test cases 1 to 4 of the submission to NIST: key, IV, plaintext, additional data, ciphertext, tag.
    let plaintext = crate::hex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72
         1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
    );
    let ciphertext = crate::hex(
        "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e
         21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091473f5985",
    );
    let (zeros, own) = (crate::hex("00000000000000000000000000000000"), crate::hex("feffe9928665731c6d6a8f9467308308"));
    let iv = crate::hex("cafebabefacedbaddecaf888");
    let aad = crate::hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
    let one = crate::hex("0388dace60b6a392f328c2b971b2fe78");
    let rows: [([&[u8]; 5], &str); 4] = [
        ([&zeros, &[0; 12], &[], &[], &[]], "58e2fccefa7e3061367f1d57a4e7455a"),
        ([&zeros, &[0; 12], &[0; 16], &[], &one], "ab6e47d42cec13bdf53a67b21257bddf"),
        ([&own, &iv, &plaintext, &[], &ciphertext], "4d5c2af327cd64a62cf35abd2ba6fab4"),
        ([&own, &iv, &plaintext[..60], &aad, &ciphertext[..60]], "5bc94fbc3221a5db94fae95ae7121a47"),
    ];
    for ([value, iv, plaintext, aad, ciphertext], tag) in rows {
        let key = key(&session, value);
        let expected = [ciphertext, &crate::hex(tag)].concat();
        let gcm = AesGcm::new(iv).aad(aad);
        assert_eq!(session.encrypt(&gcm, key, plaintext).expect("encrypts"), expected);
        assert_eq!(session.decrypt(&gcm, key, &expected).expect("decrypts"), plaintext);
        assert_eq!(software(value, iv.try_into().expect("12 bytes"), aad, plaintext), expected, "software agrees");
    }
}

#[test]
fn every_length_of_the_tag_is_the_beginning_of_the_whole_one() {
    let token = support::token!();
    needs!(token: AES_GCM);
    let session = token.login();
    let (value, iv, plaintext) = (crate::noise(32), [4; 12], crate::noise(77));
    let key = key(&session, &value);
    let whole = software(&value, &iv, b"header", &plaintext);
    for bits in [128, 120, 112, 104, 96] {
        let gcm = AesGcm::new(&iv).aad(b"header").tag_bits(bits);
        let encrypted = session.encrypt(&gcm, key, &plaintext).expect("encrypts");
        assert_eq!(encrypted, whole[..77 + bits / 8], "{bits} bits");
        assert_eq!(session.decrypt(&gcm, key, &encrypted).expect("decrypts"), plaintext);
    }
}

#[test]
fn what_was_tampered_with_is_refused_and_gives_nothing() {
    let token = support::token!();
    needs!(token: AES_GCM);
    let mut session = token.login();
    let (value, iv, plaintext) = (crate::noise(16), [4; 12], crate::noise(77));
    let key = key(&session, &value);
    let gcm = AesGcm::new(&iv).aad(b"header");
    let good = software(&value, &iv, b"header", &plaintext);
    for place in [0, 76, 77, good.len() - 1] {
        let mut tampered = good.clone();
        tampered[place] ^= 0x80;
        assert!(session.decrypt(&gcm, key, &tampered).is_err(), "byte {place}");
        let mut decryptor = session.decryptor(&gcm, key).expect("begins");
        let early = decryptor.update(&tampered).expect("takes it");
        assert!(decryptor.finish().is_err(), "byte {place}; {} bytes came early", early.len());
    }
    assert!(session.decrypt(&AesGcm::new(&iv).aad(b"Header"), key, &good).is_err(), "other additional data");
    assert!(session.decrypt(&AesGcm::new(&[5; 12]).aad(b"header"), key, &good).is_err(), "another IV");
    assert_eq!(session.decrypt(&gcm, key, &good).expect("the session is free"), plaintext);
}

#[test]
fn streamed_decryption_gives_all_of_the_data_wherever_the_token_gives_it() {
    let token = support::token!();
    needs!(token: AES_GCM);
    let mut session = token.login();
    let (value, iv, plaintext) = (crate::noise(32), [4; 12], crate::noise(3001));
    let key = key(&session, &value);
    let encrypted = software(&value, &iv, b"header", &plaintext);
    let gcm = AesGcm::new(&iv).aad(b"header");

    let mut decryptor = session.decryptor(&gcm, key).expect("begins");
    let mut out = Vec::new();
    for piece in encrypted.chunks(333) {
        out.extend(decryptor.update(piece).expect("takes a piece"));
    }
    let early = out.len();
    out.extend(decryptor.finish().expect("the tag is right"));
    assert!(out == plaintext, "{early} bytes came early, {} in all", out.len());
    let softhsm = token.slot.context().info().expect("tells").manufacturer.contains("SoftHSM");
    assert!(!softhsm || early == 0, "SoftHSM gives nothing before the tag was checked");

    let mut decryptor = session.decryptor(&gcm, key).expect("begins");
    let early = decryptor.update(&encrypted).expect("takes it").len();
    let finished = decryptor.finish_into(&mut [0; 7]);
    let Err(error) = finished else { return assert!(early > 0, "the rest fits into 7 bytes") };
    assert!(error.to_string().contains("7 bytes"), "{error}");
    assert_eq!(decryptor.finish().expect("the tag is right"), plaintext[early..]);
}

#[test]
fn a_token_that_wants_ever_more_room_is_not_asked_twice_for_each_piece() {
    let token = support::token!();
    needs!(token: AES_GCM);
    let mut session = token.login();
    let (value, iv) = (crate::noise(32), [4; 12]);
    let key = key(&session, &value);
    let plaintext = vec![7; 4 << 20];
    let encrypted = software(&value, &iv, b"", &plaintext);

    let module = support::token::load(support::softhsm::path().expect("is there"));
    let (calls, thread) = (Arc::new(AtomicUsize::new(0)), std::thread::current().id());
    let counter = Arc::clone(&calls);
    let observer = module.observe(move |call| {
        if call.function() == Function::DecryptUpdate && std::thread::current().id() == thread {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    });
    let mut decryptor = session.decryptor(&AesGcm::new(&iv), key).expect("begins");
    let mut out = Vec::new();
    decryptor.update_from(&encrypted[..], &mut out).expect("reads and writes");
    out.extend(decryptor.finish().expect("the tag is right"));
    module.unobserve(observer);
    assert!(out == plaintext);
    // 64 KiB at a time, and one more: the tag.
    let (calls, pieces) = (calls.load(Ordering::Relaxed), 65);
    assert!((pieces..pieces + 10).contains(&calls), "{calls} calls for {pieces} pieces");
}
