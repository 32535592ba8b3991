//! How do I make a key pair that stays on the token?
//!
//! The kind is a size of RSA in bits or the name of a curve: 2048, P-256, secp256k1, brainpoolP384r1 ...
//!
//! ```text
//! PKCS11_PIN=648219 cargo run --example generate_key_pair -- --module opensc-pkcs11.so P-256 "My EC Keypair"
//! ```

mod common;

use common::{CommandLine, Result, hex};
use pkcs11_safe::encoding::ec::Curve;
use pkcs11_safe::{InitializeArgs, KeyPairSpec, Module, SessionMode, UserType, attribute as attr};
use std::process::ExitCode;

fn main() -> ExitCode {
    common::main("generate_key_pair KIND LABEL [options]", run)
}

fn run(line: CommandLine) -> Result<()> {
    let (args, [kind, label]) = line.finish(["KIND", "LABEL"])?;
    let spec = match kind.parse() {
        Ok(bits) => KeyPairSpec::rsa(bits),
        Err(_) => KeyPairSpec::ec(Curve::from_name(&kind)?),
    };

    // SAFETY: the library is a PKCS #11 module that its user trusts to run in this process.
    let module = unsafe { Module::load(&args.module) }?;
    let cryptoki = module.initialize(InitializeArgs::default())?;
    let session = cryptoki.find_token(&args.token)?.open_session(SessionMode::ReadWrite)?;
    session.login(UserType::USER, args.pin()?)?;

    let spec = spec.label(&label).store(true);
    let pair = spec.generate(&session)?;
    // Nobody gave it an id: it has a random one, which both keys share.
    let id = session.get(pair.private, attr::ID)?;
    println!("made {spec}, called {label:?}, id {}", hex(&id));
    Ok(())
}
