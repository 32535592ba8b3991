//! Signing and verifying: at once, in pieces, into buffers that are too small, given up half-way.

use super::program::Bench;
use pkcs11_safe::{Mechanism, Result, Session};

const DIGEST: &[u8] = &[0x5a; 32];

pub(super) fn sign(bench: &mut Bench<'_>) {
    let Bench { outcome, session, readers, rsa, ec, .. } = bench;
    let (ec, rsa) = (ec.1, rsa.1);
    outcome.bytes("sign", || session.sign(Mechanism::ECDSA, ec, DIGEST));
    let mut buffer = [0; 300];
    outcome.filled("sign_into", &mut buffer, |buffer| session.sign_into(Mechanism::ECDSA, ec, DIGEST, buffer));
    outcome.maybe(session.sign_into(Mechanism::ECDSA, ec, DIGEST, &mut [0; 3]));
    outcome.bytes("sign in one part", || session.signer(Mechanism::ECDSA, ec)?.sign(DIGEST));
    let pieces = || {
        let mut signer = session.signer(Mechanism::SHA256_RSA_PKCS, rsa)?;
        signer.update(b"to whom ")?;
        if *readers {
            signer.update_from(&b"it may concern"[..])?;
        }
        signer.finish()
    };
    outcome.bytes("sign in pieces", pieces);
    outcome.bytes("sign into a buffer that was too small", || too_small(session, rsa));
    let dropped = |session: &mut Session| {
        let mut signer = session.signer(Mechanism::SHA256_RSA_PKCS, rsa)?;
        signer.update(b"never mind")
    };
    outcome.of("give up signing", dropped(session));
    outcome.of("begin to sign, and no more", session.signer(Mechanism::ECDSA, ec).map(drop));
    outcome.bytes("sign once more", || session.sign(Mechanism::ECDSA, ec, DIGEST));
    outcome.bytes("sign_recover", || session.sign_recover(Mechanism::RSA_PKCS, rsa, b"recover me"));
}

/// Ends a signature with a buffer of a byte, and with a larger one if the operation goes on.
fn too_small(session: &mut Session, key: pkcs11_safe::PrivateKey) -> Result<Vec<u8>> {
    let mut signer = session.signer(Mechanism::SHA256_RSA_PKCS, key)?;
    signer.update(b"data")?;
    let mut byte = [0];
    match signer.finish_into(&mut byte) {
        Ok(length) => Ok(byte[..length].to_vec()),
        Err(error) => {
            assert!(!error.to_string().is_empty());
            let mut buffer = vec![0; 512];
            let length = signer.finish_into(&mut buffer)?;
            buffer.truncate(length);
            Ok(buffer)
        }
    }
}

pub(super) fn verify(bench: &mut Bench<'_>) {
    let Bench { outcome, session, readers, rsa, ec, .. } = bench;
    let (ec, rsa) = (*ec, *rsa);
    let signature = outcome.maybe(session.sign(Mechanism::ECDSA, ec.1, DIGEST)).unwrap_or_default();
    outcome.of("verify", session.verify(Mechanism::ECDSA, ec.0, DIGEST, &signature));
    outcome.maybe(session.verify(Mechanism::ECDSA, ec.0, b"something else", &signature));
    let signature =
        outcome.maybe(session.sign(Mechanism::SHA256_RSA_PKCS, rsa.1, b"it may concern")).unwrap_or_default();
    let pieces = |session: &mut Session| {
        let mut verifier = session.verifier(Mechanism::SHA256_RSA_PKCS, rsa.0)?;
        if *readers {
            verifier.update_from(&b"it may "[..])?;
        } else {
            verifier.update(b"it may ")?;
        }
        verifier.update(b"concern")?;
        verifier.finish(&signature)
    };
    outcome.of("verify in pieces", pieces(session));
    let dropped = |session: &mut Session| session.verifier(Mechanism::SHA256_RSA_PKCS, rsa.0)?.update(b"never mind");
    outcome.of("give up verifying", dropped(session));
    let signature = outcome.maybe(session.sign_recover(Mechanism::RSA_PKCS, rsa.1, b"recover me")).unwrap_or_default();
    outcome.bytes("verify_recover", || session.verify_recover(Mechanism::RSA_PKCS, rsa.0, &signature));
}
