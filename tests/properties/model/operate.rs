//! Operations on a module: in one part, in pieces, or dropped half-way.

use super::step::How;
use hmac::{KeyInit, Mac};
use pkcs11_safe::mechanism::AesCbcPad;
use pkcs11_safe::{Error, Mechanism, Object, ReturnValue, Session, attribute as attr};
use sha2::Sha256;

pub(super) fn hmac(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut mac = hmac::Hmac::<Sha256>::new_from_slice(key).expect("any length is a key's");
    mac.update(data);
    mac.finalize().into_bytes().to_vec()
}

/// The pieces of data that an operation is fed with; of one that is dropped, some.
fn pieces(how: How, data: &[u8]) -> Vec<&[u8]> {
    match how {
        How::Once => vec![data],
        How::Streamed(length) => data.chunks(length).collect(),
        How::Dropped(times) => data.chunks(7).take(times).collect(),
    }
}

/// The MAC; `None` if the operation was dropped.
pub(super) fn sign(session: &mut Session, key: Object, how: How, data: &[u8]) -> Result<Option<Vec<u8>>, Error> {
    if how == How::Once {
        return session.sign(Mechanism::SHA256_HMAC, key, data).map(Some);
    }
    let mut signer = session.signer(Mechanism::SHA256_HMAC, key)?;
    pieces(how, data).into_iter().try_for_each(|piece| signer.update(piece))?;
    // What stays legal meanwhile.
    signer.get(key, attr::LABEL)?;
    if matches!(how, How::Dropped(_)) { Ok(None) } else { signer.finish().map(Some) }
}

/// Whether the signature was found good; `None` if the operation was dropped.
pub(super) fn verify(
    session: &mut Session,
    key: Object,
    how: How,
    data: &[u8],
    value: &[u8],
    right: bool,
) -> Result<Option<bool>, Error> {
    let mut signature = hmac(value, data);
    if !right {
        signature[31] ^= 1;
    }
    let verified = if how == How::Once {
        session.verify(Mechanism::SHA256_HMAC, key, data, &signature)
    } else {
        let mut verifier = session.verifier(Mechanism::SHA256_HMAC, key)?;
        pieces(how, data).into_iter().try_for_each(|piece| verifier.update(piece))?;
        if matches!(how, How::Dropped(_)) {
            return Ok(None);
        }
        verifier.finish(&signature)
    };
    match verified {
        Ok(()) => Ok(Some(true)),
        Err(error) if error.return_value() == Some(ReturnValue::SIGNATURE_INVALID) => Ok(Some(false)),
        Err(error) => Err(error),
    }
}

/// What was encrypted and decrypted again; `None` if one of both was dropped.
pub(super) fn encrypt(session: &mut Session, key: Object, how: How, data: &[u8]) -> Result<Option<Vec<u8>>, Error> {
    let mechanism = &AesCbcPad::new(&[0x5a; 16]);
    if how == How::Once {
        let encrypted = session.encrypt(mechanism, key, data)?;
        assert_eq!(encrypted.len(), (data.len() / 16 + 1) * 16);
        return session.decrypt(mechanism, key, &encrypted).map(Some);
    }
    let mut encrypted = Vec::new();
    let mut encryptor = session.encryptor(mechanism, key)?;
    for piece in pieces(how, data) {
        encrypted.extend(encryptor.update(piece)?);
    }
    let dropped = matches!(how, How::Dropped(_));
    if dropped {
        drop(encryptor);
        encrypted = session.encrypt(mechanism, key, data)?;
    } else {
        encrypted.extend(encryptor.finish()?);
    }
    let mut decrypted = Vec::new();
    let mut decryptor = session.decryptor(mechanism, key)?;
    for piece in pieces(how, &encrypted) {
        decrypted.extend_from_slice(&decryptor.update(piece)?);
    }
    if dropped {
        return Ok(None);
    }
    decrypted.extend_from_slice(&decryptor.finish()?);
    Ok(Some(decrypted))
}

/// The digest; `None` if the operation was dropped.
pub(super) fn digest(session: &mut Session, how: How, data: &[u8]) -> Result<Option<Vec<u8>>, Error> {
    if how == How::Once {
        return session.digest(Mechanism::SHA256, data).map(Some);
    }
    let mut digester = session.digester(Mechanism::SHA256)?;
    pieces(how, data).into_iter().try_for_each(|piece| digester.update(piece))?;
    if matches!(how, How::Dropped(_)) { Ok(None) } else { digester.finish().map(Some) }
}
