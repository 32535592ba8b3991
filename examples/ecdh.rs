//! How do I agree on a secret with somebody whose public key I have?
//!
//! PEER is a DER SubjectPublicKeyInfo, as `openssl pkey -in theirs.pem -pubout -outform DER` writes it. The secret
//! stays off the screen: what is printed is its SHA-256, and the other side gets the same from
//! `openssl pkeyutl -derive -inkey theirs.pem -peerkey ours.pem | sha256sum` (ours.pem: see export_public_key).
//!
//! ```text
//! PKCS11_PIN=648219 cargo run --example ecdh -- --module opensc-pkcs11.so "My EC Keypair" PEER
//! ```

mod common;

use common::{CommandLine, Result, hex};
use pkcs11_safe::encoding::ec::PublicKey;
use pkcs11_safe::mechanism::Ecdh1Derive;
use pkcs11_safe::{InitializeArgs, KeyType, Module, ObjectClass, PrivateKey, SessionMode, UserType, attribute as attr};
use sha2::{Digest, Sha256};
use std::fs;
use std::process::ExitCode;

fn main() -> ExitCode {
    common::main("ecdh LABEL PEER [options]", run)
}

fn run(line: CommandLine) -> Result<()> {
    let (args, [label, peer]) = line.finish(["LABEL", "PEER"])?;
    let peer = PublicKey::from_spki(&fs::read(&peer).map_err(|error| format!("{peer}: {error}"))?)?;

    // SAFETY: the library is a PKCS #11 module that its user trusts to run in this process.
    let module = unsafe { Module::load(&args.module) }?;
    let cryptoki = module.initialize(InitializeArgs::default())?;
    let session = cryptoki.find_token(&args.token)?.open_session(SessionMode::ReadOnly)?;
    session.login(UserType::USER, args.pin()?)?;
    let key: PrivateKey = session.find_one(&[attr::LABEL.is(&label), attr::KEY_TYPE.is(KeyType::EC)])?;

    if session.get(key, attr::EC_PARAMS)? != peer.params() {
        return Err("the two keys are on different curves".into());
    }

    // An object of this session, which may be read: it is derived, read and destroyed again.
    let readable = [
        attr::CLASS.is(ObjectClass::SECRET_KEY),
        attr::KEY_TYPE.is(KeyType::GENERIC_SECRET),
        attr::TOKEN.is(false),
        attr::SENSITIVE.is(false),
        attr::EXTRACTABLE.is(true),
    ];
    // Every token has to take the raw point; the few that want it in DER get `peer.point().der()`.
    let secret = session.read_derived(&Ecdh1Derive::new(peer.point().raw()), key, &readable)?;
    println!("{} bytes, SHA-256 {}", secret.len(), hex(&Sha256::digest(&secret)));
    Ok(())
}
