//! Operations in two calls, and what follows one that failed.

use super::keys;
use pkcs11_safe::{Error, Function, Mechanism, MechanismType, ReturnValue};
use support::pattern::PATTERNS;
use support::token;
use support::token::calls;

/// An operation into a buffer.
type Fill<'a> = &'a dyn Fn(&mut [u8]) -> Result<usize, Error>;

#[test]
fn after_a_failed_one_shot_the_next_operation_works() {
    let token = token!();
    let mut session = token.login();
    let (rsa, ec, aes) = (keys::rsa(&session), keys::ec(&session), keys::aes(&session));
    let long = [1; 500];
    let failures: [(&str, &dyn Fn() -> Error); 9] = [
        ("data too long to sign", &|| session.sign(Mechanism::RSA_PKCS, rsa.private, &long).unwrap_err()),
        ("data too long to encrypt", &|| session.encrypt(Mechanism::RSA_PKCS, rsa.public, &long).unwrap_err()),
        ("half a block", &|| session.encrypt(Mechanism::AES_ECB, aes, &long[..8]).unwrap_err()),
        ("half a ciphertext", &|| session.decrypt(Mechanism::AES_ECB, aes, &long[..8]).unwrap_err()),
        ("a ciphertext too short", &|| session.decrypt(Mechanism::RSA_PKCS, rsa.private, &long[..8]).unwrap_err()),
        ("a ciphertext that is none", &|| session.decrypt(Mechanism::RSA_PKCS, rsa.private, &long[..128]).unwrap_err()),
        ("a bad signature", &|| session.verify(Mechanism::ECDSA, ec.public, &long[..32], &long[..64]).unwrap_err()),
        ("a signature too short", &|| session.verify(Mechanism::ECDSA, ec.public, &long[..32], &[1]).unwrap_err()),
        ("a key of another type", &|| session.sign(Mechanism::RSA_PKCS, ec.private, &long[..32]).unwrap_err()),
    ];
    for (what, fail) in failures {
        let error = fail();
        assert!(error.return_value().is_some(), "{what}: {error:?}");
        let digest = session.digest(Mechanism::SHA256, b"abc");
        assert!(digest.is_ok(), "after {what}: {digest:?}");
        let error = fail();
        assert!(error.return_value() != Some(ReturnValue::OPERATION_ACTIVE), "{what}, twice: {error}");
    }
    // A stream can follow, too.
    session.sign(Mechanism::RSA_PKCS, rsa.private, &long).unwrap_err();
    let mut signer = session.signer(Mechanism::SHA256_RSA_PKCS, rsa.private).unwrap();
    signer.update(b"data").unwrap();
    signer.finish().unwrap();
}

#[test]
fn signing_is_two_calls_and_so_is_every_other_one_shot() {
    let token = token!();
    let session = token.login();
    let (rsa, ec, aes) = (keys::rsa(&session), keys::ec(&session), keys::aes(&session));
    let (signature, made) = calls(|| session.sign(Mechanism::ECDSA, ec.private, &[7; 32]).unwrap());
    assert_eq!(made.functions(), [Function::SignInit, Function::Sign]);
    assert_eq!(signature.len(), 64);
    let ((), made) = calls(|| session.verify(Mechanism::ECDSA, ec.public, &[7; 32], &signature).unwrap());
    assert_eq!(made.functions(), [Function::VerifyInit, Function::Verify]);
    let (secret, made) = calls(|| session.encrypt(Mechanism::RSA_PKCS, rsa.public, b"data").unwrap());
    assert_eq!(made.functions(), [Function::EncryptInit, Function::Encrypt]);
    let (data, made) = calls(|| session.decrypt(Mechanism::RSA_PKCS, rsa.private, &secret).unwrap());
    assert_eq!(made.functions(), [Function::DecryptInit, Function::Decrypt]);
    assert_eq!(data, b"data");
    let (_, made) = calls(|| session.digest(Mechanism::SHA512, b"abc").unwrap());
    assert_eq!(made.functions(), [Function::DigestInit, Function::Digest]);
    let (_, made) = calls(|| session.encrypt(Mechanism::AES_ECB, aes, &[0; 16]).unwrap());
    assert_eq!(made.functions(), [Function::EncryptInit, Function::Encrypt]);
}

#[test]
fn output_is_as_long_as_what_was_written_and_right_for_every_size() {
    let token = token!();
    let session = token.login();
    let key = keys::aes(&session);
    for length in [16, 1024, 4096, 65_536, 1 << 20] {
        let data: Vec<u8> = (0..length).map(|index| u8::try_from(index % 251).unwrap()).collect();
        let secret = session.encrypt(Mechanism::AES_ECB, key, &data).unwrap();
        assert_eq!(secret.len(), length);
        assert!(secret != data);
        assert!(session.decrypt(Mechanism::AES_ECB, key, &secret).unwrap() == data);
    }
}

#[test]
fn data_that_looks_like_memory_that_nobody_wrote_to_is_data_all_the_same() {
    let token = token!();
    let session = token.login();
    let key = keys::aes(&session);
    // The crate tells buffers that a module left alone by what it put there before. Plaintext can be just that.
    for pattern in PATTERNS.into_iter().chain([[0; 8], [0xff; 8]]) {
        for length in [16, 64, 8192] {
            let data = pattern.repeat(length / 8);
            let secret = session.encrypt(Mechanism::AES_ECB, key, &data).unwrap();
            let back = session.decrypt(Mechanism::AES_ECB, key, &secret);
            assert!(back.as_ref().is_ok_and(|back| *back == data), "{length} bytes of {pattern:02x?}: {back:?}");
        }
    }
}

#[test]
fn no_data_is_data() {
    let token = token!();
    let session = token.login();
    let (rsa, hmac) = (keys::rsa(&session), keys::hmac(&session));
    let empty = session.digest(Mechanism::SHA256, b"").unwrap();
    assert_eq!(empty[..4], [0xe3, 0xb0, 0xc4, 0x42]);
    let mac = session.sign(Mechanism::SHA256_HMAC, hmac, b"").unwrap();
    session.verify(Mechanism::SHA256_HMAC, hmac, b"", &mac).unwrap();
    let secret = session.encrypt(Mechanism::RSA_PKCS, rsa.public, b"").unwrap();
    assert_eq!(session.decrypt(Mechanism::RSA_PKCS, rsa.private, &secret).unwrap(), b"");
}

#[test]
fn a_buffer_that_is_too_small_is_a_usage_error_that_tells_the_size() {
    let token = token!();
    let session = token.login();
    let (rsa, aes) = (keys::rsa(&session), keys::aes(&session));
    let tries: [(&str, usize, Fill<'_>); 4] = [
        ("sign", 128, &|out| session.sign_into(Mechanism::SHA256_RSA_PKCS, rsa.private, b"data", out)),
        ("digest", 32, &|out| session.digest_into(Mechanism::SHA256, b"data", out)),
        ("encrypt", 128, &|out| session.encrypt_into(Mechanism::RSA_PKCS, rsa.public, b"data", out)),
        ("encrypt", 32, &|out| session.encrypt_into(Mechanism::AES_ECB, aes, &[1; 32], out)),
    ];
    for (what, needed, call) in tries {
        for have in [0, 1, needed - 1] {
            let error = call(&mut vec![0; have]).unwrap_err();
            let text = error.to_string();
            assert!(matches!(error, Error::Usage { argument: "buffer", .. }), "{what}: {error:?}");
            assert!(text.contains(&format!("{have} bytes, and {needed} are needed")), "{what}: {text}");
            keys::assert_usable(&session);
        }
        assert_eq!(call(&mut vec![0; needed]).unwrap(), needed, "{what}");
        assert_eq!(call(&mut vec![0; needed + 100]).unwrap(), needed, "{what}");
    }
}

#[test]
fn a_bad_signature_is_told_from_one_that_was_not_looked_at() {
    let token = token!();
    let session = token.login();
    let pair = keys::ec(&session);
    let mut signature = session.sign(Mechanism::ECDSA, pair.private, &[7; 32]).unwrap();
    signature[10] ^= 1;
    assert!(session.verify(Mechanism::ECDSA, pair.public, &[7; 32], &signature).unwrap_err().is_bad_signature());
    let short = session.verify(Mechanism::ECDSA, pair.public, &[7; 32], &signature[..60]).unwrap_err();
    assert!(short.is_bad_signature(), "{short}");
    session.destroy(pair.public).unwrap();
    let unseen = session.verify(Mechanism::ECDSA, pair.public, &[7; 32], &signature).unwrap_err();
    assert!(!unseen.is_bad_signature(), "{unseen}");
    keys::assert_usable(&session);
}

#[test]
fn a_mechanism_that_the_token_lacks_is_named_and_the_session_stays_usable() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::ec(&session);
    let vendor = Mechanism::bare(MechanismType::new(0x8000_1234));
    let error = session.sign(vendor, pair.private, b"data").unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::MECHANISM_INVALID));
    assert!(error.to_string().contains("0x80001234"), "{error}");
    assert!(session.signer(vendor, pair.private).is_err());
    keys::assert_usable(&session);
}
