//! Operations in one go, and into a buffer of the caller's.

use crate::row::{Row, Shown, TOO_LITTLE_ROOM, prepared, row};
use crate::world::{Stage, World};
use pkcs11_safe::{Error, Mechanism, Result, SecretKey, mechanism::AesGcm, mechanism::AesGcmGeneratedIv};

const DATA: &[u8] = b"some data, of more than a block or two, so that there is something to lose";
/// Long enough for what was not written to show.
const SECRET: &[u8] = b"a secret of some bytes";
const IV: [u8; 12] = [4; 12];

/// A key pair and a signature by it.
fn signed(world: &mut World) {
    world.ec();
    let signature = world.session().sign(Mechanism::ECDSA_SHA256, world.object(1), DATA).expect("it signs");
    world.bytes.push(signature);
}

fn encrypted(world: &mut World) {
    world.aes();
    let gcm = AesGcm::new(&IV).aad(b"header").tag_bits(128);
    let ciphertext = world.session().encrypt(&gcm, world.object(0), DATA).expect("it encrypts");
    world.bytes.push(ciphertext);
}

fn sealed(world: &mut World) {
    world.rsa();
    let ciphertext = world.session().encrypt(Mechanism::RSA_PKCS, world.object(0), SECRET).expect("it encrypts");
    world.bytes.push(ciphertext);
}

fn recoverable(world: &mut World) {
    world.rsa();
    let signature = world.session().sign_recover(Mechanism::RSA_PKCS, world.object(1), SECRET).expect("it signs");
    world.bytes.push(signature);
}

/// What was written to a buffer.
fn written(buffer: &[u8], length: Result<usize>) -> Result<Shown> {
    Ok(Shown::from(&buffer[..length?]))
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        row(&["Session::digest"], "", Stage::Session, |world| {
            Ok(world.session().digest(Mechanism::SHA256, DATA)?.into())
        }),
        row(&["Session::digest_into"], "", Stage::Session, |world| {
            let mut buffer = [0; 64];
            let length = world.session().digest_into(Mechanism::SHA256, DATA, &mut buffer);
            written(&buffer, length)
        }),
        row(&["Session::digest_into"], "exactly", Stage::Session, |world| {
            let mut buffer = [0; 32];
            let length = world.session().digest_into(Mechanism::SHA256, DATA, &mut buffer);
            written(&buffer, length)
        }),
        prepared(&["Session::digest_key"], "", Stage::User, World::aes, |world| {
            let key = SecretKey::from_object(world.object(0));
            Ok(world.session_mut().digest_key(Mechanism::SHA256, key)?.into())
        }),
        prepared(&["Session::sign"], "", Stage::User, World::ec, |world| {
            Ok(world.session().sign(Mechanism::ECDSA_SHA256, world.object(1), DATA)?.into())
        }),
        prepared(&["Session::sign_into"], "", Stage::User, World::ec, |world| {
            let mut buffer = [0; 100];
            let length = world.session().sign_into(Mechanism::ECDSA_SHA256, world.object(1), DATA, &mut buffer);
            written(&buffer, length)
        }),
        prepared(&["Session::sign_into"], TOO_LITTLE_ROOM, Stage::User, World::ec, |world| {
            let (session, key) = (world.session(), world.object(1));
            let (mut small, mut buffer) = ([0; 3], [0; 100]);
            match session.sign_into(Mechanism::ECDSA_SHA256, key, DATA, &mut small) {
                Err(Error::Usage { argument: "buffer", .. }) => {}
                other => return written(&small, other),
            }
            let length = session.sign_into(Mechanism::ECDSA_SHA256, key, DATA, &mut buffer);
            written(&buffer, length)
        }),
        prepared(&["Session::verify"], "", Stage::User, signed, |world| {
            world.session().verify(Mechanism::ECDSA_SHA256, world.object(0), DATA, &world.bytes[0])?;
            Ok(().into())
        }),
        prepared(&["Session::verify"], "a bad signature", Stage::User, signed, |world| {
            let verified = world.session().verify(Mechanism::ECDSA_SHA256, world.object(0), b"other", &world.bytes[0]);
            match verified {
                Err(error) if error.is_bad_signature() => Ok(Shown::text("bad")),
                other => other.map(|()| Shown::text("good")),
            }
        }),
        prepared(&["Session::encrypt"], "GCM", Stage::User, World::aes, |world| {
            let gcm = AesGcm::new(&IV).aad(b"header").tag_bits(128);
            Ok(world.session().encrypt(&gcm, world.object(0), DATA)?.into())
        }),
        prepared(&["Session::encrypt"], "an IV of the token's", Stage::User, World::aes, |world| {
            let (mut iv, key) = ([0; 12], world.object(0));
            let mut gcm = AesGcmGeneratedIv::new(&mut iv).tag_bits(128);
            Ok(world.session().encrypt(&mut gcm, key, DATA)?.into())
        }),
        prepared(&["Session::encrypt"], "RSA", Stage::User, sealed, |world| {
            Ok(world.session().encrypt(Mechanism::RSA_PKCS, world.object(0), SECRET)?.into())
        }),
        prepared(&["Session::encrypt_into"], "", Stage::User, World::aes, |world| {
            let mut buffer = [0; 200];
            let gcm = AesGcm::new(&IV).tag_bits(128);
            let length = world.session().encrypt_into(&gcm, world.object(0), DATA, &mut buffer);
            written(&buffer, length)
        }),
        prepared(&["Session::decrypt"], "GCM", Stage::User, encrypted, |world| {
            let gcm = AesGcm::new(&IV).aad(b"header").tag_bits(128);
            Ok(world.session().decrypt(&gcm, world.object(0), &world.bytes[0])?.into())
        }),
        prepared(&["Session::decrypt"], "RSA", Stage::User, sealed, |world| {
            Ok(world.session().decrypt(Mechanism::RSA_PKCS, world.object(1), &world.bytes[0])?.into())
        }),
        prepared(&["Session::decrypt_into"], "", Stage::User, encrypted, |world| {
            let mut buffer = [0; 200];
            let gcm = AesGcm::new(&IV).aad(b"header").tag_bits(128);
            let length = world.session().decrypt_into(&gcm, world.object(0), &world.bytes[0], &mut buffer);
            written(&buffer, length)
        }),
        prepared(&["Session::sign_recover"], "", Stage::User, World::rsa, |world| {
            Ok(world.session().sign_recover(Mechanism::RSA_PKCS, world.object(1), SECRET)?.into())
        }),
        prepared(&["Session::verify_recover"], "", Stage::User, recoverable, |world| {
            Ok(world.session().verify_recover(Mechanism::RSA_PKCS, world.object(0), &world.bytes[0])?.into())
        }),
    ]
}
