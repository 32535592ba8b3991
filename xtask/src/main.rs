//! Set-up and chores in plain Rust: `cargo xtask <command>`.
//!
//! One file per command. A new one is a file with a `run` function and a row in [`COMMANDS`].

mod asan;
mod bench;
mod command;
mod cross;
mod debian;
mod demo;
mod error;
mod fuzz;
mod interrupt;
mod miri;
mod msrv;
mod nightly;
mod sanitizer;
mod soak;
mod softhsm;
mod system;
mod test;
mod tsan;
mod workspace;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use crate::error::{Error, Result};
use crate::workspace::Workspace;

/// One command of `cargo xtask`.
struct Command {
    /// What is typed.
    name: &'static str,
    /// What it does, in one line.
    about: &'static str,
    /// What `cargo xtask <name> --help` prints.
    help: &'static str,
    /// Does it, and says with which status to exit.
    run: fn(&Workspace, &[String]) -> Result<ExitCode>,
}

/// All commands, in the order in which the help lists them.
const COMMANDS: &[Command] = &[
    Command { name: "asan", about: "the tests under AddressSanitizer", help: asan::HELP, run: asan::run },
    Command { name: "bench", about: "every benchmark, and docs/BENCHMARKS.md", help: bench::HELP, run: bench::run },
    Command { name: "demo", about: "a tour of a token: SoftHSM2, or your own", help: demo::HELP, run: demo::run },
    Command { name: "fuzz", about: "the fuzz targets, each for a given time", help: fuzz::HELP, run: fuzz::run },
    Command { name: "miri", about: "the tests under Miri", help: miri::HELP, run: miri::run },
    Command {
        name: "soak",
        about: "a million operations on many threads, and nothing is left",
        help: soak::HELP,
        run: soak::run,
    },
    Command { name: "test", about: "every check of this workspace", help: test::HELP, run: test::run },
    Command { name: "tsan", about: "the tests with threads under ThreadSanitizer", help: tsan::HELP, run: tsan::run },
];

fn main() -> ExitCode {
    let arguments = env::args_os().skip(1).map(OsString::into_string).collect::<std::result::Result<Vec<_>, _>>();
    let arguments = arguments.map_err(|bad| Error::Usage(format!("{} is not Unicode", bad.display())));
    match arguments.and_then(|arguments| dispatch(&arguments)) {
        Ok(status) => status,
        Err(Error::Usage(what)) => {
            eprintln!("xtask: {what}\nTry `cargo xtask --help`.");
            ExitCode::from(2)
        }
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the command that the first argument names.
fn dispatch(arguments: &[String]) -> Result<ExitCode> {
    let Some((name, rest)) = arguments.split_first() else {
        print!("{}", help());
        return Ok(ExitCode::from(2));
    };
    if matches!(name.as_str(), "--help" | "-h" | "help") {
        print!("{}", help());
        return Ok(ExitCode::SUCCESS);
    }
    let command = COMMANDS
        .iter()
        .find(|command| command.name == name)
        .ok_or_else(|| Error::Usage(format!("there is no command `{name}`")))?;
    if rest.iter().take_while(|argument| *argument != "--").any(|argument| argument == "--help" || argument == "-h") {
        print!("{}", command.help);
        return Ok(ExitCode::SUCCESS);
    }
    (command.run)(&Workspace::locate()?, rest)
}

/// The list of commands.
fn help() -> String {
    let mut text = String::from("cargo xtask <command> [options]\n\n");
    for command in COMMANDS {
        text += &format!("    {:<8} {}\n", command.name, command.about);
    }
    text + "\n`cargo xtask <command> --help` says more. Each command installs what it needs, and prints what it runs.\n"
}
