//! How do I encrypt a file for the owner of a token's RSA key? A fresh AES key does it, and RSA-OAEP wraps that.
//!
//! Encrypting happens on the computer, with the public key, and needs no PIN. OUT begins with the wrapped AES key.
//!
//! ```text
//! cargo run --example encrypt_file -- --module opensc-pkcs11.so encrypt "My RSA Keypair" IN OUT
//! PKCS11_PIN=648219 cargo run --example encrypt_file -- --module opensc-pkcs11.so decrypt "My RSA Keypair" OUT BACK
//! ```

mod common;

use ::rsa::pkcs8::DecodePublicKey;
use aes_gcm::aead::{Aead, Generate, Nonce};
use aes_gcm::{Aes256Gcm, KeyInit};
use common::{CommandLine, Result};
use pkcs11_safe::encoding::rsa;
use pkcs11_safe::mechanism::RsaPkcsOaep;
use pkcs11_safe::{
    InitializeArgs, Module, PrivateKey, PublicKey, SecretBytes, Session, SessionMode, UserType, attribute as attr,
};
use std::fs;
use std::process::ExitCode;

fn main() -> ExitCode {
    common::main("encrypt_file encrypt|decrypt LABEL IN OUT [options]", run)
}

fn run(line: CommandLine) -> Result<()> {
    let (args, [verb, label, input, output]) = line.finish(["encrypt|decrypt", "LABEL", "IN", "OUT"])?;
    let data = fs::read(&input).map_err(|error| format!("{input}: {error}"))?;

    // SAFETY: the library is a PKCS #11 module that its user trusts to run in this process.
    let module = unsafe { Module::load(&args.module) }?;
    let cryptoki = module.initialize(InitializeArgs::default())?;
    let session = cryptoki.find_token(&args.token)?.open_session(SessionMode::ReadOnly)?;
    let result = match &*verb {
        "encrypt" => encrypt(&session, &label, &data)?,
        "decrypt" => {
            session.login(UserType::USER, args.pin()?)?;
            decrypt(&session, &label, &data)?
        }
        other => return Err(format!("{other:?} is neither encrypt nor decrypt").into()),
    };
    fs::write(&output, result).map_err(|error| format!("{output}: {error}").into())
}

fn encrypt(session: &Session, label: &str, plaintext: &[u8]) -> Result<Vec<u8>> {
    let key: PublicKey = session.find_one(&[attr::LABEL.is(label)])?;
    let (modulus, exponent) = session.get(key, (attr::MODULUS, attr::PUBLIC_EXPONENT))?;
    let spki = rsa::PublicKey::from_attributes(&modulus, &exponent)?.to_spki();

    let (key, nonce) = (SecretBytes::from(<[u8; 32]>::generate().to_vec()), Nonce::<Aes256Gcm>::generate());
    let wrapped = ::rsa::PublicKey::from_public_key_der(&spki)?.oaep_encrypt::<sha1::Sha1>(&key)?;
    let ciphertext = Aes256Gcm::new_from_slice(&key)?.encrypt(&nonce, plaintext)?;
    Ok([&u16::try_from(wrapped.len())?.to_be_bytes(), &*wrapped, &nonce, &ciphertext].concat())
}

fn decrypt(session: &Session, label: &str, sealed: &[u8]) -> Result<Vec<u8>> {
    let parts = || {
        let (length, rest) = sealed.split_first_chunk()?;
        let (wrapped, rest) = rest.split_at_checked(u16::from_be_bytes(*length).into())?;
        let (nonce, ciphertext) = rest.split_first_chunk::<12>()?;
        Some((wrapped, nonce, ciphertext))
    };
    let (wrapped, nonce, ciphertext) = parts().ok_or("the file is not one that this program made")?;

    let key: PrivateKey = session.find_one(&[attr::LABEL.is(label)])?;
    let key = SecretBytes::from(session.decrypt(&RsaPkcsOaep::default(), key, wrapped)?);
    Ok(Aes256Gcm::new_from_slice(&key)?.decrypt(nonce.into(), ciphertext)?)
}
