//! Operations in pieces: each step, and dropped half-way.

use crate::row::{Row, Shown, TOO_LITTLE_ROOM, prepared, row};
use crate::world::{Stage, World};
use pkcs11_safe::mechanism::{AesCbcPad, AesGcm};
use pkcs11_safe::{Error, Mechanism, Pin, Result, ReturnValue, SecretKey};
use std::io::Write;
use support::module::USER_PIN;

const ONE: &[u8] = b"a first piece of data, longer than a block";
const TWO: &[u8] = b"and a second one";
const IV: [u8; 16] = [6; 16];

fn signed(world: &mut World) {
    world.rsa();
    let whole = [ONE, TWO].concat();
    let signature = world.session().sign(Mechanism::SHA256_RSA_PKCS, world.object(1), &whole).expect("it signs");
    world.bytes.push(signature);
}

fn encrypted(world: &mut World) {
    world.aes();
    let whole = [ONE, TWO].concat();
    let ciphertext = world.session().encrypt(AesCbcPad::new(&IV), world.object(0), &whole).expect("it encrypts");
    world.bytes.push(ciphertext);
}

/// What was written to a buffer by the end of an operation.
fn written(buffer: &[u8], length: Result<usize>) -> Result<Shown> {
    Ok(Shown::from(&buffer[..length?]))
}

/// A PIN that the key does not ask for is refused, and the operation goes on all the same.
fn refused(authenticated: Result<()>) -> Result<()> {
    match authenticated {
        Err(error) if error.return_value() == Some(ReturnValue::OPERATION_NOT_INITIALIZED) => Ok(()),
        other => other,
    }
}

/// An error that came through an io::Error.
fn out_of(error: std::io::Error) -> Error {
    match error.downcast::<Error>() {
        Ok(error) => error,
        Err(error) => error.into(),
    }
}

pub(super) fn rows() -> Vec<Row> {
    vec![
        row(&["Session::digester", "Digester::update", "Digester::finish"], "", Stage::Session, |world| {
            let mut digester = world.session_mut().digester(Mechanism::SHA256)?;
            digester.update(ONE)?;
            digester.update(TWO)?;
            Ok(digester.finish()?.into())
        }),
        row(&["Digester::update_from", "Digester::finish_into"], "", Stage::Session, |world| {
            let mut digester = world.session_mut().digester(Mechanism::SHA256)?;
            digester.update_from(ONE)?;
            let mut buffer = [0; 80];
            let length = digester.finish_into(&mut buffer);
            written(&buffer, length)
        }),
        row(&["Digester::write"], "", Stage::Session, |world| {
            let mut digester = world.session_mut().digester(Mechanism::SHA256)?;
            digester.write_all(ONE).map_err(out_of)?;
            Ok(digester.finish()?.into())
        }),
        prepared(&["Digester::update_key"], "", Stage::User, World::aes, |world| {
            let key = SecretKey::from_object(world.object(0));
            let mut digester = world.session_mut().digester(Mechanism::SHA256)?;
            digester.update(ONE)?;
            digester.update_key(key)?;
            Ok(digester.finish()?.into())
        }),
        row(&["Digester::drop"], "half-way", Stage::Session, |world| {
            let mut digester = world.session_mut().digester(Mechanism::SHA256)?;
            digester.update(ONE)?;
            drop(digester);
            Ok(().into())
        }),
        prepared(&["Session::signer", "Signer::update", "Signer::finish"], "", Stage::User, World::rsa, |world| {
            let key = world.object(1);
            let mut signer = world.session_mut().signer(Mechanism::SHA256_RSA_PKCS, key)?;
            signer.update(ONE)?;
            signer.update(TWO)?;
            Ok(signer.finish()?.into())
        }),
        prepared(&["Signer::update_from", "Signer::finish_into"], "", Stage::User, World::rsa, |world| {
            let key = world.object(1);
            let mut signer = world.session_mut().signer(Mechanism::SHA256_RSA_PKCS, key)?;
            signer.update_from(ONE)?;
            let mut buffer = [0; 200];
            let length = signer.finish_into(&mut buffer);
            written(&buffer, length)
        }),
        prepared(&["Signer::sign"], "", Stage::User, World::rsa, |world| {
            let key = world.object(1);
            let signer = world.session_mut().signer(Mechanism::SHA256_RSA_PKCS, key)?;
            Ok(signer.sign(ONE)?.into())
        }),
        prepared(&["Signer::authenticate"], "", Stage::User, World::strict_rsa, |world| {
            let key = world.object(1);
            let signer = world.session_mut().signer(Mechanism::SHA256_RSA_PKCS, key)?;
            signer.authenticate(&Pin::new(USER_PIN))?;
            Ok(signer.sign(ONE)?.into())
        }),
        prepared(&["Signer::write"], "", Stage::User, World::rsa, |world| {
            let key = world.object(1);
            let mut signer = world.session_mut().signer(Mechanism::SHA256_RSA_PKCS, key)?;
            signer.write_all(ONE).map_err(out_of)?;
            Ok(signer.finish()?.into())
        }),
        prepared(&["Signer::drop"], "half-way", Stage::User, World::rsa, |world| {
            let key = world.object(1);
            let mut signer = world.session_mut().signer(Mechanism::SHA256_RSA_PKCS, key)?;
            signer.update(ONE)?;
            drop(signer);
            Ok(().into())
        }),
        prepared(&["Signer::drop"], "before its PIN", Stage::User, World::strict_rsa, |world| {
            let key = world.object(1);
            drop(world.session_mut().signer(Mechanism::SHA256_RSA_PKCS, key)?);
            Ok(().into())
        }),
        prepared(&["Session::verifier", "Verifier::update", "Verifier::finish"], "", Stage::User, signed, |world| {
            let (key, signature) = (world.object(0), world.bytes[0].clone());
            let mut verifier = world.session_mut().verifier(Mechanism::SHA256_RSA_PKCS, key)?;
            verifier.update(ONE)?;
            verifier.update_from(TWO)?;
            verifier.finish(&signature)?;
            Ok(().into())
        }),
        prepared(&["Verifier::write", "Verifier::update_from"], "", Stage::User, signed, |world| {
            let (key, signature) = (world.object(0), world.bytes[0].clone());
            let mut verifier = world.session_mut().verifier(Mechanism::SHA256_RSA_PKCS, key)?;
            verifier.write_all(&[ONE, TWO].concat()).map_err(out_of)?;
            verifier.finish(&signature)?;
            Ok(().into())
        }),
        prepared(
            &["Verifier::authenticate"],
            "",
            Stage::User,
            |world| {
                world.secret(pkcs11_safe::KeyType::GENERIC_SECRET, &[8; 32], &[]);
                let mac = world.session().sign(Mechanism::SHA256_HMAC, world.object(0), ONE).expect("it signs");
                world.bytes.push(mac);
            },
            |world| {
                let (key, mac) = (world.object(0), world.bytes[0].clone());
                let mut verifier = world.session_mut().verifier(Mechanism::SHA256_HMAC, key)?;
                refused(verifier.authenticate(&Pin::new(USER_PIN)))?;
                verifier.update(ONE)?;
                verifier.finish(&mac)?;
                Ok(().into())
            },
        ),
        prepared(&["Verifier::drop"], "half-way", Stage::User, signed, |world| {
            let key = world.object(0);
            let mut verifier = world.session_mut().verifier(Mechanism::SHA256_RSA_PKCS, key)?;
            verifier.update(ONE)?;
            drop(verifier);
            Ok(().into())
        }),
        prepared(
            &["Session::encryptor", "Encryptor::update", "Encryptor::finish"],
            "",
            Stage::User,
            World::aes,
            |world| {
                let key = world.object(0);
                let mut encryptor = world.session_mut().encryptor(AesCbcPad::new(&IV), key)?;
                let mut out = encryptor.update(ONE)?;
                out.extend(encryptor.update(TWO)?);
                out.extend(encryptor.finish()?);
                Ok(out.into())
            },
        ),
        prepared(&["Encryptor::update_into", "Encryptor::finish_into"], "", Stage::User, World::aes, |world| {
            let key = world.object(0);
            let mut encryptor = world.session_mut().encryptor(AesCbcPad::new(&IV), key)?;
            let mut buffer = [0; 100];
            let mut length = encryptor.update_into(ONE, &mut buffer)?;
            length += encryptor.finish_into(&mut buffer[length..])?;
            Ok(Shown::from(&buffer[..length]))
        }),
        prepared(&["Encryptor::update_from"], "", Stage::User, World::aes, |world| {
            let key = world.object(0);
            let mut encryptor = world.session_mut().encryptor(AesCbcPad::new(&IV), key)?;
            let mut out = Vec::new();
            encryptor.update_from(ONE, &mut out)?;
            out.extend(encryptor.finish()?);
            Ok(out.into())
        }),
        prepared(&["Encryptor::encrypt", "Encryptor::authenticate"], "", Stage::User, World::aes, |world| {
            let key = world.object(0);
            let encryptor = world.session_mut().encryptor(AesCbcPad::new(&IV), key)?;
            refused(encryptor.authenticate(&Pin::new(USER_PIN)))?;
            Ok(encryptor.encrypt(ONE)?.into())
        }),
        prepared(&["Encryptor::drop"], "half-way", Stage::User, World::aes, |world| {
            let key = world.object(0);
            let mut encryptor = world.session_mut().encryptor(AesCbcPad::new(&IV), key)?;
            let first = encryptor.update(ONE)?;
            drop(encryptor);
            Ok(first.into())
        }),
        prepared(
            &["Session::decryptor", "Decryptor::update", "Decryptor::finish"],
            "",
            Stage::User,
            encrypted,
            |world| {
                let (key, data) = (world.object(0), world.bytes[0].clone());
                let mut decryptor = world.session_mut().decryptor(AesCbcPad::new(&IV), key)?;
                let mut out = decryptor.update(&data[..20])?;
                out.extend(decryptor.update(&data[20..])?);
                out.extend(decryptor.finish()?);
                Ok(out.into())
            },
        ),
        prepared(
            &["Session::decryptor", "Decryptor::finish"],
            "all of it at the end",
            Stage::User,
            |world| {
                world.aes();
                let gcm = AesGcm::new(&IV[..12]).tag_bits(128);
                let plaintext: Vec<u8> = (0..=250).cycle().take(3000).collect();
                let sealed = world.session().encrypt(&gcm, world.object(0), &plaintext).expect("it encrypts");
                world.bytes.push(sealed);
            },
            |world| {
                let (key, data) = (world.object(0), world.bytes[0].clone());
                let gcm = AesGcm::new(&IV[..12]).tag_bits(128);
                let mut decryptor = world.session_mut().decryptor(&gcm, key)?;
                let mut out = decryptor.update(&data)?;
                out.extend(decryptor.finish()?);
                Ok(out.into())
            },
        ),
        row(&["Digester::finish_into"], TOO_LITTLE_ROOM, Stage::Session, |world| {
            let mut digester = world.session_mut().digester(Mechanism::SHA256)?;
            digester.update(ONE)?;
            let (mut small, mut buffer) = ([0; 3], [0; 80]);
            match digester.finish_into(&mut small) {
                Err(Error::Usage { argument: "buffer", .. }) => {}
                other => return written(&small, other),
            }
            let length = digester.finish_into(&mut buffer);
            written(&buffer, length)
        }),
        prepared(&["Decryptor::update_into", "Decryptor::finish_into"], "", Stage::User, encrypted, |world| {
            let (key, data) = (world.object(0), world.bytes[0].clone());
            let mut decryptor = world.session_mut().decryptor(AesCbcPad::new(&IV), key)?;
            let mut buffer = [0; 200];
            let mut length = decryptor.update_into(&data, &mut buffer)?;
            length += decryptor.finish_into(&mut buffer[length..])?;
            Ok(Shown::from(&buffer[..length]))
        }),
        prepared(&["Decryptor::update_from"], "", Stage::User, encrypted, |world| {
            let (key, data) = (world.object(0), world.bytes[0].clone());
            let mut decryptor = world.session_mut().decryptor(AesCbcPad::new(&IV), key)?;
            let mut out = Vec::new();
            decryptor.update_from(data.as_slice(), &mut out)?;
            out.extend(decryptor.finish()?);
            Ok(out.into())
        }),
        prepared(
            &["Decryptor::decrypt", "Decryptor::authenticate"],
            "",
            Stage::User,
            |world| {
                world.strict_rsa();
                let sealed = world.session().encrypt(Mechanism::RSA_PKCS, world.object(0), TWO).expect("it encrypts");
                world.bytes.push(sealed);
            },
            |world| {
                let (key, data) = (world.object(1), world.bytes[0].clone());
                let decryptor = world.session_mut().decryptor(Mechanism::RSA_PKCS, key)?;
                decryptor.authenticate(&Pin::new(USER_PIN))?;
                Ok(decryptor.decrypt(&data)?.into())
            },
        ),
        prepared(&["Decryptor::drop"], "half-way", Stage::User, encrypted, |world| {
            let (key, data) = (world.object(0), world.bytes[0].clone());
            let mut decryptor = world.session_mut().decryptor(AesCbcPad::new(&IV), key)?;
            let first = decryptor.update(&data[..32])?;
            drop(decryptor);
            Ok(first.into())
        }),
        row(&["Digester::digest"], "", Stage::Session, |world| {
            Ok(world.session_mut().digester(Mechanism::SHA256)?.digest(ONE)?.into())
        }),
        row(&["Digester::into_session", "Digester::drop"], "half-way", Stage::Session, |world| {
            let mut digester = world.session_mut().digester(Mechanism::SHA256)?;
            digester.update(ONE)?;
            digester.into_session();
            Ok(().into())
        }),
        row(&["Digester::finish"], "of nothing", Stage::Session, |world| {
            Ok(world.session_mut().digester(Mechanism::SHA256)?.finish()?.into())
        }),
        prepared(&["Signer::finish"], "of nothing", Stage::User, World::rsa, |world| {
            let key = world.object(1);
            Ok(world.session_mut().signer(Mechanism::SHA256_RSA_PKCS, key)?.finish()?.into())
        }),
        prepared(&["Signer::into_session", "Signer::drop"], "of nothing", Stage::User, World::rsa, |world| {
            let key = world.object(1);
            world.session_mut().signer(Mechanism::SHA256_RSA_PKCS, key)?.into_session();
            Ok(().into())
        }),
        prepared(&["Encryptor::finish"], "of nothing", Stage::User, World::aes, |world| {
            let key = world.object(0);
            Ok(world.session_mut().encryptor(AesCbcPad::new(&IV), key)?.finish()?.into())
        }),
        prepared(&["Encryptor::into_session", "Encryptor::drop"], "of nothing", Stage::User, World::aes, |world| {
            let key = world.object(0);
            world.session_mut().encryptor(AesCbcPad::new(&IV), key)?.into_session();
            Ok(().into())
        }),
        prepared(&["Verifier::verify"], "", Stage::User, signed, |world| {
            let (key, signature) = (world.object(0), world.bytes[0].clone());
            world.session_mut().verifier(Mechanism::SHA256_RSA_PKCS, key)?.verify(&[ONE, TWO].concat(), &signature)?;
            Ok(().into())
        }),
        prepared(&["Verifier::into_session", "Verifier::drop"], "of nothing", Stage::User, World::rsa, |world| {
            let key = world.object(0);
            world.session_mut().verifier(Mechanism::SHA256_RSA_PKCS, key)?.into_session();
            Ok(().into())
        }),
        prepared(&["Decryptor::into_session", "Decryptor::drop"], "of nothing", Stage::User, World::aes, |world| {
            let key = world.object(0);
            world.session_mut().decryptor(AesCbcPad::new(&IV), key)?.into_session();
            Ok(().into())
        }),
        row(&["Session::into_digester", "Digester::begin"], "", Stage::Session, |world| {
            let mut digester = world.take_session().into_digester(Mechanism::SHA256).map_err(|it| world.failed(it))?;
            if let Err(error) = digester.update(ONE) {
                world.session = Some(*digester.into_session());
                return Err(error);
            }
            let finished = digester.finish();
            world.given_back(finished).map(Shown::from)
        }),
        prepared(&["Session::into_signer", "Signer::begin"], "", Stage::User, World::rsa, |world| {
            let (session, key) = (world.take_session(), world.object(1));
            let signer = session.into_signer(Mechanism::SHA256_RSA_PKCS, key).map_err(|it| world.failed(it))?;
            let signed = signer.sign(ONE);
            world.given_back(signed).map(Shown::from)
        }),
        prepared(&["Session::into_verifier", "Verifier::begin"], "", Stage::User, signed, |world| {
            let (session, key, signature) = (world.take_session(), world.object(0), world.bytes[0].clone());
            let mut verifier = session.into_verifier(Mechanism::SHA256_RSA_PKCS, key).map_err(|it| world.failed(it))?;
            if let Err(error) = verifier.update(&[ONE, TWO].concat()) {
                world.session = Some(*verifier.into_session());
                return Err(error);
            }
            let verified = verifier.finish(&signature);
            world.given_back(verified).map(Shown::from)
        }),
        prepared(&["Session::into_encryptor", "Encryptor::begin"], "", Stage::User, World::aes, |world| {
            let (session, key) = (world.take_session(), world.object(0));
            let encryptor = session.into_encryptor(AesCbcPad::new(&IV), key).map_err(|it| world.failed(it))?;
            let encrypted = encryptor.encrypt(ONE);
            world.given_back(encrypted).map(Shown::from)
        }),
        prepared(&["Session::into_decryptor", "Decryptor::begin"], "", Stage::User, encrypted, |world| {
            let (session, key, data) = (world.take_session(), world.object(0), world.bytes[0].clone());
            let decryptor = session.into_decryptor(AesCbcPad::new(&IV), key).map_err(|it| world.failed(it))?;
            let decrypted = decryptor.decrypt(&data);
            world.given_back(decrypted).map(Shown::from)
        }),
    ]
}
