//! What can be done in a session while an operation is under way.

use super::keys;
use pkcs11_safe::{Error, Mechanism, ReturnValue, Session};
use support::token;
use support::token::calls;

#[test]
fn a_one_shot_that_collides_with_a_stream_is_a_usage_error_before_any_call() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::rsa(&session);
    let mut signer = session.signer(Mechanism::SHA256_RSA_PKCS, pair.private).unwrap();
    signer.update(b"da").unwrap();
    let (error, made) =
        calls(|| Session::sign(&signer, Mechanism::SHA256_RSA_PKCS, pair.private, b"data").unwrap_err());
    assert!(matches!(error, Error::Usage { argument: "session", .. }), "{error:?}");
    assert!(error.to_string().contains("finish or drop that first"), "{error}");
    assert_eq!(made.total(), 0);
    let mut buffer = [0; 256];
    let (error, made) =
        calls(|| signer.sign_into(Mechanism::SHA256_RSA_PKCS, pair.private, b"data", &mut buffer).unwrap_err());
    assert!(matches!(error, Error::Usage { argument: "session", .. }), "{error:?}");
    assert_eq!(made.total(), 0);
    // The stream knows nothing of it.
    signer.update(b"ta").unwrap();
    let signature = signer.finish().unwrap();
    session.verify(Mechanism::SHA256_RSA_PKCS, pair.public, b"data", &signature).unwrap();
}

#[test]
fn every_verb_refuses_a_second_operation_of_its_kind_before_any_call() {
    let token = token!();
    let mut session = token.login();
    let (rsa, aes) = (keys::rsa(&session), keys::aes(&session));
    let block = [0; 16];
    macro_rules! refused {
        ($begin:expr, $once:expr) => {{
            let stream = $begin.unwrap();
            let (error, made) = calls(|| $once(&stream).map(drop).unwrap_err());
            assert!(matches!(error, Error::Usage { argument: "session", .. }), "{error:?}");
            assert_eq!(made.total(), 0);
            drop(stream);
            keys::assert_usable(&session);
        }};
    }
    refused!(session.digester(Mechanism::SHA256), |s| Session::digest(s, Mechanism::SHA256, &block));
    refused!(session.encryptor(Mechanism::AES_ECB, aes), |s| Session::encrypt(s, Mechanism::AES_ECB, aes, &block));
    refused!(session.decryptor(Mechanism::AES_ECB, aes), |s| Session::decrypt(s, Mechanism::AES_ECB, aes, &block));
    refused!(session.verifier(Mechanism::SHA256_RSA_PKCS, rsa.public), |s| {
        Session::verify(s, Mechanism::SHA256_RSA_PKCS, rsa.public, &block, &[0; 128])
    });
}

#[test]
fn another_verb_beside_a_stream_is_for_the_token_to_allow_and_the_stream_goes_on() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::rsa(&session);
    let mut signer = session.signer(Mechanism::SHA256_RSA_PKCS, pair.private).unwrap();
    signer.update(b"da").unwrap();
    // SoftHSM2 has one operation for a session, whatever the verb.
    let error = signer.digest(Mechanism::SHA256, b"abc").unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::OPERATION_ACTIVE));
    signer.update(b"ta").unwrap();
    let signature = signer.finish().unwrap();
    session.verify(Mechanism::SHA256_RSA_PKCS, pair.public, b"data", &signature).unwrap();
}

#[test]
fn a_stream_allows_what_is_no_operation() {
    let token = token!();
    let mut session = token.login();
    let pair = keys::rsa(&session);
    let mut signer = session.signer(Mechanism::SHA256_RSA_PKCS, pair.private).unwrap();
    signer.update(b"da").unwrap();
    assert_eq!(signer.random(8).unwrap().len(), 8);
    assert_eq!(signer.get(pair.public, pkcs11_safe::attribute::MODULUS_BITS).unwrap(), 1024);
    signer.update(b"ta").unwrap();
    let signature = signer.finish().unwrap();
    session.verify(Mechanism::SHA256_RSA_PKCS, pair.public, b"data", &signature).unwrap();
}
