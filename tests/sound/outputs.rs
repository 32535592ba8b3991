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
    // Under Miri what matters is that it is more than a block or two.
    let blocks = if cfg!(miri) { 20 } else { 6_000 };
    let data = vec![7; 16 * blocks];
    let mut buffer = vec![0; 32 * blocks];
    let reported = CK_ULONG::try_from(24 * blocks).unwrap();
    refused(&claim, "C_Encrypt", reported, || session.encrypt_into(Mechanism::AES_ECB, key, &data, &mut buffer));
    refused(&claim, "C_Encrypt", CK_ULONG::try_from(data.len() + 16).unwrap(), || {
        session.encrypt(Mechanism::AES_ECB, key, &data).map(|out| out.len())
    });
    let mut encryptor = session.encryptor(Mechanism::AES_ECB, key).unwrap();
    refused(&claim, "C_EncryptUpdate", reported, || encryptor.update_into(&data, &mut buffer));
    drop(encryptor);
    session.digest(Mechanism::SHA256, b"abc").unwrap();
}
