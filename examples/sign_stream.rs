//! How do I sign a file of any size, or standard input, with an RSA key? The token hashes it piece by piece.
//!
//! ```text
//! PKCS11_PIN=648219 cargo run --example sign_stream -- --module opensc-pkcs11.so "My RSA Keypair" FILE > FILE.sig
//! openssl dgst -sha256 -verify public.pem -signature FILE.sig FILE      # public.pem: see export_public_key
//! ```

mod common;

use common::{CommandLine, Result};
use pkcs11_safe::{InitializeArgs, KeyType, Mechanism, Module, PrivateKey, SessionMode, UserType, attribute as attr};
use std::fs::File;
use std::io::{self, Read, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    common::main("sign_stream LABEL FILE [options]      (FILE - is standard input)", run)
}

fn run(line: CommandLine) -> Result<()> {
    let (args, [label, file]) = line.finish(["LABEL", "FILE"])?;
    let input: Box<dyn Read> = match &*file {
        "-" => Box::new(io::stdin().lock()),
        path => Box::new(File::open(path).map_err(|error| format!("{path}: {error}"))?),
    };

    // SAFETY: the library is a PKCS #11 module that its user trusts to run in this process.
    let module = unsafe { Module::load(&args.module) }?;
    let cryptoki = module.initialize(InitializeArgs::default())?;
    let mut session = cryptoki.find_token(&args.token)?.open_session(SessionMode::ReadOnly)?;
    session.login(UserType::USER, args.pin()?)?;

    let key: PrivateKey = session.find_one(&[attr::LABEL.is(&label), attr::KEY_TYPE.is(KeyType::RSA)])?;
    let mut signer = session.signer(Mechanism::SHA256_RSA_PKCS, key)?;
    let size = signer.update_from(input)?;
    let signature = signer.finish()?;

    eprintln!("signed {size} bytes");
    io::stdout().write_all(&signature)?;
    Ok(())
}
