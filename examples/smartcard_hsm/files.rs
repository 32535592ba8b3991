//! Step 8: hybrid encryption. The file by AES-256-GCM on the computer; its key by the token's RSA or EC key.

use crate::agree;
use crate::find::Keys;
use crate::report::{Report, Result};
use crate::software;
use crate::token::Abilities;
use ::rsa::pkcs8::DecodePublicKey;
use aes_gcm::aead::{Aead, Generate, Nonce, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};
use hkdf::Hkdf;
use pkcs11_safe::encoding::ec;
use pkcs11_safe::mechanism::RsaPkcsOaep;
use pkcs11_safe::{Mechanism, MechanismType, SecretBytes, Session};
use sha2::Sha256;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// 10 MB.
const SIZE: usize = 10_000_000;

/// Encrypts a file for the token's keys, and decrypts it with their help.
pub(crate) fn run(report: &mut Report, able: &Abilities, session: &Session, keys: &Keys) {
    let Some(folder) = report.check("a file", Folder::with_file) else { return };
    report.check("for the RSA key", || for_rsa(able, session, keys, &folder));
    report.check("for an EC key", || for_ec(able, session, keys, &folder));
}

/// A fresh AES key, encrypted with the token's RSA key.
fn for_rsa(able: &Abilities, session: &Session, keys: &Keys, folder: &Folder) -> Result<((), String)> {
    let (pair, spki) = keys.rsa.as_ref().zip(keys.rsa_spki.as_ref()).ok_or("there is no RSA key")?;
    let oaep = RsaPkcsOaep::default();
    let (mechanism, how) = match able.has(MechanismType::RSA_PKCS_OAEP) {
        true => (Mechanism::from(&oaep), "RSA-OAEP"),
        false => (Mechanism::RSA_PKCS, "RSA, PKCS #1 v1.5"),
    };

    // Whoever has the public key: a file goes to the owner of the token.
    let public = ::rsa::PublicKey::from_public_key_der(spki)?;
    let key = SecretBytes::from(<[u8; 32]>::generate().to_vec());
    let wrapped = match mechanism.mechanism_type() {
        MechanismType::RSA_PKCS_OAEP => public.oaep_encrypt::<sha1::Sha1>(&key)?,
        _ => public.pkcs1v15_encrypt(&key)?,
    };
    folder.seal(&key, &wrapped)?;

    // The owner of the token.
    let (wrapped, sealed) = folder.read_sealed()?;
    let key = SecretBytes::from(session.decrypt(mechanism, pair.private, &wrapped)?);
    folder.open(&key, &wrapped, &sealed)?;
    Ok(((), format!("the AES key by {how}; 10 MB there and back")))
}

/// An AES key agreed on by the token's EC key and a key made for this one file.
fn for_ec(able: &Abilities, session: &Session, keys: &Keys, folder: &Folder) -> Result<((), String)> {
    let with_software = keys.ec.iter().filter(|key| software::knows(key.curve));
    let found = with_software.filter_map(|key| Some((key, key.spki.as_ref()?))).next();
    let (pair, spki) = found.ok_or("there is no EC key on a curve that there is software for")?;

    // Whoever has the public key.
    let ours = software::agree(pair.curve, spki)?;
    folder.seal(&file_key(&ours.secret, &ours.spki)?, &ours.spki)?;

    // The owner of the token.
    let (theirs, sealed) = folder.read_sealed()?;
    let point = ec::PublicKey::from_spki(&theirs)?;
    let secret = agree::derive(able, session, pair.curve, pair.pair.private, point.point().raw())?;
    folder.open(&file_key(&secret, &theirs)?, &theirs, &sealed)?;
    Ok(((), format!("the AES key by ECDH on {} and HKDF; 10 MB there and back", pair.curve)))
}

/// An AES key out of an agreed secret, bound to the key that was made for the file.
fn file_key(secret: &[u8], spki: &[u8]) -> Result<SecretBytes> {
    let mut key = vec![0; 32];
    Hkdf::<Sha256>::new(None, secret).expand(spki, &mut key)?;
    Ok(key.into())
}

/// A folder for a file and its encrypted form, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn with_file() -> Result<(Self, String)> {
        let folder = Self(env::temp_dir().join(format!("pkcs11-tour-{:016x}", getrandom::u64()?)));
        fs::create_dir(&folder.0)?;
        let mut content = vec![0; SIZE];
        getrandom::fill(&mut content)?;
        fs::write(folder.plain(), content)?;
        Ok((folder, format!("{SIZE} random bytes")))
    }

    fn plain(&self) -> PathBuf {
        self.0.join("plain")
    }

    fn sealed(&self) -> PathBuf {
        self.0.join("sealed")
    }

    /// Encrypts the file. What the receiver needs to get the key goes in front, and cannot be changed unnoticed.
    fn seal(&self, key: &[u8], header: &[u8]) -> Result<()> {
        let nonce = Nonce::<Aes256Gcm>::generate();
        let plain = fs::read(self.plain())?;
        let body = Aes256Gcm::new_from_slice(key)?.encrypt(&nonce, Payload { msg: &plain, aad: header })?;
        let length = u16::try_from(header.len())?.to_be_bytes();
        write(&self.sealed(), &[&length, header, &nonce, &body])
    }

    /// The encrypted file: what is in front, and the rest.
    fn read_sealed(&self) -> Result<(Vec<u8>, Vec<u8>)> {
        let sealed = fs::read(self.sealed())?;
        let (length, rest) = sealed.split_first_chunk().ok_or("the file is too short")?;
        let (header, rest) =
            rest.split_at_checked(u16::from_be_bytes(*length).into()).ok_or("the file is too short")?;
        Ok((header.to_vec(), rest.to_vec()))
    }

    /// Decrypts the rest, and compares with the file.
    fn open(&self, key: &[u8], header: &[u8], rest: &[u8]) -> Result<()> {
        let (nonce, body) = rest.split_first_chunk::<12>().ok_or("the file is too short")?;
        let plain = Aes256Gcm::new_from_slice(key)?.decrypt(nonce.into(), Payload { msg: body, aad: header })?;
        if plain == fs::read(self.plain())? { Ok(()) } else { Err("the file came back different".into()) }
    }
}

fn write(path: &Path, parts: &[&[u8]]) -> Result<()> {
    Ok(fs::write(path, parts.concat())?)
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("{} is still there: {error}", self.0.display());
        }
    }
}
