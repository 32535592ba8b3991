//! How do I give the public key of a token's key pair to everybody else? As a PEM file (SubjectPublicKeyInfo).
//!
//! ```text
//! cargo run --example export_public_key -- --module opensc-pkcs11.so "My EC Keypair" > public.pem
//! openssl pkey -pubin -in public.pem -noout -text
//! ```

mod common;

use common::{CommandLine, Result};
use pem_rfc7468::LineEnding;
use pkcs11_safe::encoding::{ec, rsa};
use pkcs11_safe::{InitializeArgs, Module, PublicKey, Session, SessionMode, UserType, attribute as attr};
use std::process::ExitCode;

fn main() -> ExitCode {
    common::main("export_public_key LABEL [options]", run)
}

fn run(line: CommandLine) -> Result<()> {
    let (args, [label]) = line.finish(["LABEL"])?;

    // SAFETY: the library is a PKCS #11 module that its user trusts to run in this process.
    let module = unsafe { Module::load(&args.module) }?;
    let cryptoki = module.initialize(InitializeArgs::default())?;
    let session = cryptoki.find_token(&args.token)?.open_session(SessionMode::ReadOnly)?;
    // Public keys seldom need it.
    if let Some(pin) = &args.pin {
        session.login(UserType::USER, pin)?;
    }

    let key: PublicKey = session.find_one(&[attr::LABEL.is(&label)])?;
    let spki = public_key_info(&session, key)?;
    print!("{}", pem_rfc7468::encode_string("PUBLIC KEY", LineEnding::LF, &spki)?);
    Ok(())
}

/// The DER SubjectPublicKeyInfo of a key on the token, by one call.
fn public_key_info(session: &Session, key: PublicKey) -> Result<Vec<u8>> {
    let rsa = (attr::MODULUS.optional(), attr::PUBLIC_EXPONENT.optional());
    let ec = (attr::EC_PARAMS.optional(), attr::EC_POINT.optional());
    match session.get(key, (attr::KEY_TYPE, rsa, ec))? {
        (_, (Some(modulus), Some(exponent)), _) => Ok(rsa::PublicKey::from_attributes(&modulus, &exponent)?.to_spki()),
        (_, _, (Some(params), Some(point))) => Ok(ec::PublicKey::from_attributes(&params, &point)?.to_spki()),
        (key_type, ..) => Err(format!("{key_type} is neither RSA nor EC").into()),
    }
}
