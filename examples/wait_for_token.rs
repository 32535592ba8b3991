//! How do I notice that a token is plugged in or taken out?
//!
//! ```text
//! cargo run --example wait_for_token -- --module opensc-pkcs11.so [--seconds 60]
//! ```

mod common;

use common::{CommandLine, Result};
use pkcs11_safe::{InitializeArgs, Module, SlotEvent};
use std::process::ExitCode;
use std::time::{Duration, Instant};

fn main() -> ExitCode {
    common::main("wait_for_token [--seconds N] [options]", run)
}

fn run(mut line: CommandLine) -> Result<()> {
    let seconds = line.option("--seconds")?.unwrap_or_else(|| "60".into());
    let seconds = seconds.parse().map_err(|error| format!("--seconds {seconds}: {error}"))?;
    let (args, []) = line.finish([])?;

    // SAFETY: the library is a PKCS #11 module that its user trusts to run in this process.
    let module = unsafe { Module::load(&args.module) }?;
    let cryptoki = module.initialize(InitializeArgs::default())?;
    println!("{} token(s) so far; watching for {seconds} s", cryptoki.tokens()?.len());

    // It polls: other threads can go on using the module meanwhile.
    let end = Instant::now() + Duration::from_secs(seconds);
    while let Some(event) = cryptoki.wait_for_slot_event(end.saturating_duration_since(Instant::now()))? {
        match event {
            SlotEvent::Inserted(slot) => match slot.token_info() {
                Ok(token) => println!("slot {:#x}: {} ({})", slot.id(), token.label, token.serial_number),
                // Gone again, or a card that the module cannot read.
                Err(error) => println!("slot {:#x}: {error}", slot.id()),
            },
            SlotEvent::Removed(slot) => println!("slot {:#x}: empty", slot.id()),
            _ => {}
        }
    }
    println!("that was all");
    Ok(())
}
