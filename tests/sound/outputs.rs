//! Outputs: a length that a module reports counts only if it wrote as much.

use super::{session, token};
use pkcs11_safe::{Error, Mechanism, SecretKeySpec, Session};
use pkcs11_sys::CK_ULONG;
use support::module::{Claim, Fault, claim};

/// Runs something while the module reports more of an output than it wrote.
#[track_caller]
fn refused(claim: &Claim, function: &str, length: CK_ULONG, run: impl FnOnce() -> pkcs11_safe::Result<usize>) {
    claim.fault(function, Fault::WrittenLength(length));
    let error = run().expect_err("what was not written is no output");
    claim.clear_faults();
    assert!(matches!(error, Error::Module { function: blamed, .. } if blamed.name() == function), "{error}");
}

fn key(session: &Session) -> pkcs11_safe::SecretKey {
    SecretKeySpec::aes(256).generate(session).unwrap()
}

#[test]
fn a_large_output_that_was_written_in_part_is_the_modules_fault() {
    let claim = claim();
    let token = token(&claim);
    let mut session = session(&token);
    let key = key(&session);
    let data = vec![7; 100_000];
    let mut buffer = vec![0; 200_000];
    refused(&claim, "C_Encrypt", 150_000, || session.encrypt_into(Mechanism::AES_ECB, key, &data, &mut buffer));
    refused(&claim, "C_Encrypt", 100_016, || session.encrypt(Mechanism::AES_ECB, key, &data).map(|out| out.len()));
    let mut encryptor = session.encryptor(Mechanism::AES_ECB, key).unwrap();
    refused(&claim, "C_EncryptUpdate", 150_000, || encryptor.update_into(&data, &mut buffer));
    drop(encryptor);
    session.digest(Mechanism::SHA256, b"abc").unwrap();
}
