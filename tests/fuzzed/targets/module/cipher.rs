//! Encrypting, decrypting, digesting: at once, in pieces, into buffers that are too small, given up half-way.

use super::program::Bench;
use pkcs11_safe::mechanism::{AesCbcPad, AesGcm};
use pkcs11_safe::{Mechanism, Session};

const IV: [u8; 16] = [7; 16];
const TEXT: &[u8] = b"to whom it may concern: this is longer than a block or two";

pub(super) fn encrypt(bench: &mut Bench<'_>) {
    let Bench { outcome, session, readers, aes, rsa, .. } = bench;
    let (aes, rsa) = (*aes, rsa.0);
    outcome.bytes("encrypt", || session.encrypt(&AesGcm::new(&IV[..12]).aad(b"header").tag_bits(128), aes, TEXT));
    outcome.bytes("encrypt with RSA", || session.encrypt(Mechanism::RSA_PKCS, rsa, b"a key"));
    let mut buffer = [0; 256];
    let into = |buffer: &mut [u8]| session.encrypt_into(AesCbcPad::new(&IV), aes, TEXT, buffer);
    outcome.filled("encrypt_into", &mut buffer, into);
    outcome.maybe(session.encrypt_into(AesCbcPad::new(&IV), aes, TEXT, &mut [0; 5]));
    outcome.bytes("encrypt in one part", || session.encryptor(AesCbcPad::new(&IV), aes)?.encrypt(TEXT));
    stream(outcome, session, *readers, aes);
    let dropped = |session: &mut Session| session.encryptor(AesCbcPad::new(&IV), aes)?.update(TEXT).map(drop);
    outcome.of("give up encrypting", dropped(session));
}

/// Every way to put data into an encryption, and to end it.
fn stream(outcome: &super::outcome::Outcome<'_>, session: &mut Session, readers: bool, aes: pkcs11_safe::SecretKey) {
    let Some(mut encryptor) = outcome.of("encryptor", session.encryptor(AesCbcPad::new(&IV), aes)) else { return };
    outcome.bytes("update", || encryptor.update(TEXT));
    let mut buffer = [0; 100];
    outcome.filled("update_into", &mut buffer, |buffer| encryptor.update_into(TEXT, buffer));
    if readers {
        let mut out = Vec::new();
        outcome.of("update_from", encryptor.update_from(TEXT, &mut out));
    }
    let mut buffer = [0; 40];
    outcome.filled("finish_into", &mut buffer, |buffer| encryptor.finish_into(buffer));
}

pub(super) fn decrypt(bench: &mut Bench<'_>) {
    let Bench { outcome, session, aes, rsa, .. } = bench;
    let (aes, rsa) = (*aes, *rsa);
    let ciphertext = outcome.maybe(session.encrypt(AesCbcPad::new(&IV), aes, TEXT)).unwrap_or_default();
    let plaintext = outcome.bytes("decrypt", || session.decrypt(AesCbcPad::new(&IV), aes, &ciphertext));
    assert!(plaintext.is_none_or(|plaintext| plaintext == TEXT || outcome.has_lied()));
    let wrapped = outcome.maybe(session.encrypt(Mechanism::RSA_PKCS, rsa.0, b"a key")).unwrap_or_default();
    outcome.bytes("decrypt with RSA", || session.decrypt(Mechanism::RSA_PKCS, rsa.1, &wrapped));
    let mut buffer = [0; 100];
    let into = |buffer: &mut [u8]| session.decrypt_into(AesCbcPad::new(&IV), aes, &ciphertext, buffer);
    outcome.filled("decrypt_into", &mut buffer, into);
    if let Some(mut decryptor) = outcome.of("decryptor", session.decryptor(AesCbcPad::new(&IV), aes)) {
        outcome.bytes("update", || decryptor.update(&ciphertext));
        outcome.bytes("finish", || decryptor.finish());
    }
    let dropped = |session: &mut Session| session.decryptor(AesCbcPad::new(&IV), aes)?.update(&ciphertext).map(drop);
    outcome.of("give up decrypting", dropped(session));
}

pub(super) fn digest(bench: &mut Bench<'_>) {
    let Bench { outcome, session, readers, aes, .. } = bench;
    let aes = *aes;
    outcome.bytes("digest", || session.digest(Mechanism::SHA256, TEXT));
    let mut buffer = [0; 64];
    outcome.filled("digest_into", &mut buffer, |buffer| session.digest_into(Mechanism::SHA512, TEXT, buffer));
    outcome.bytes("digest_key", || session.digest_key(Mechanism::SHA256, aes));
    let pieces = |session: &mut Session| {
        let mut digester = session.digester(Mechanism::SHA256)?;
        digester.update(TEXT)?;
        digester.update_key(aes)?;
        if *readers {
            digester.update_from(TEXT)?;
        }
        digester.finish()
    };
    outcome.bytes("digest in pieces", || pieces(session));
    outcome.of("give up digesting", session.digester(Mechanism::SHA256).map(drop));
}
