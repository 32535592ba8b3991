//! Which keys are on the token? All of them, or those with a label.
//!
//! Without a PIN it shows what the token shows to everybody.
//!
//! ```text
//! PKCS11_PIN=648219 cargo run --example find_keys -- --module opensc-pkcs11.so [--label "My EC Keypair"]
//! ```

mod common;

use common::{CommandLine, Result, hex};
use pkcs11_safe::{InitializeArgs, Module, Object, SessionMode, UserType, attribute as attr};
use std::process::ExitCode;

fn main() -> ExitCode {
    common::main("find_keys [--label LABEL] [options]", run)
}

fn run(mut line: CommandLine) -> Result<()> {
    let label = line.option("--label")?;
    let (args, []) = line.finish([])?;

    // SAFETY: the library is a PKCS #11 module that its user trusts to run in this process.
    let module = unsafe { Module::load(&args.module) }?;
    let cryptoki = module.initialize(InitializeArgs::default())?;
    let session = cryptoki.find_token(&args.token)?.open_session(SessionMode::ReadOnly)?;
    if let Some(pin) = &args.pin {
        session.login(UserType::USER, pin)?;
    }

    // What is in the template has to match; an empty one matches everything.
    let template: Vec<_> = label.iter().map(|label| attr::LABEL.is(label)).collect();
    for object in session.find::<Object>(&template)? {
        // One call reads all four. What is no key has no key type.
        let wanted = (attr::CLASS, attr::KEY_TYPE.optional(), attr::LABEL.optional(), attr::ID.optional());
        if let (class, Some(key_type), label, id) = session.get(object, wanted)? {
            let (label, id) = (label.unwrap_or_default(), hex(&id.unwrap_or_default()));
            println!("{:<16} {:<20} {label:<32} {id}", class.to_string(), key_type.to_string());
        }
    }
    Ok(())
}
