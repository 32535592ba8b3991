//! Which slots and tokens are there, and what can they do?
//!
//! ```text
//! cargo run --example list_slots -- --module opensc-pkcs11.so [--mechanisms]
//! ```

mod common;

use common::{CommandLine, Result, words};
use pkcs11_safe::{InitializeArgs, Module, Slot, SlotFlags};
use std::process::ExitCode;

fn main() -> ExitCode {
    common::main("list_slots [--mechanisms] [options]", run)
}

fn run(mut line: CommandLine) -> Result<()> {
    let mechanisms = line.flag("--mechanisms");
    let (args, []) = line.finish([])?;

    // SAFETY: the library is a PKCS #11 module that its user trusts to run in this process.
    let module = unsafe { Module::load(&args.module) }?;
    let cryptoki = module.initialize(InitializeArgs::default())?;
    let info = cryptoki.info()?;
    println!("{} {}, PKCS #11 {}", info.description, info.library_version, module.version());

    for slot in cryptoki.slots()? {
        let info = slot.info()?;
        println!("\nslot {:#x}: {}", slot.id(), info.description);
        if info.flags.contains(SlotFlags::TOKEN_PRESENT) {
            // A card that the module cannot read does not keep us from the others.
            show_token(&slot, mechanisms).unwrap_or_else(|error| println!("  {error}"));
        } else {
            println!("  empty");
        }
    }
    Ok(())
}

fn show_token(slot: &Slot, mechanisms: bool) -> Result<()> {
    let token = slot.token_info()?;
    println!("  label          {}", token.label);
    println!("  model          {} by {}", token.model, token.manufacturer);
    println!("  serial number  {}", token.serial_number);
    println!("  flags          {}", words(token.flags.iter_names()));
    if mechanisms {
        for mechanism in slot.mechanisms()? {
            let info = slot.mechanism_info(mechanism)?;
            let sizes = format!("{} to {}", info.min_key_size, info.max_key_size);
            println!("  {:<36} {sizes:>14}  {}", mechanism.to_string(), words(info.flags.iter_names()));
        }
    }
    Ok(())
}
