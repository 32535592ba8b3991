//! `cargo xtask soak`: many operations on many threads, on SoftHSM2 and on the in-process module, which lies meanwhile.

use std::process::ExitCode;

use crate::command::Run;
use crate::error::{Error, Result};
use crate::interrupt;
use crate::softhsm;
use crate::workspace::Workspace;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
cargo xtask soak [--operations N] [--threads N] [--seconds N] [--seed N]

Opens and closes sessions, signs, encrypts, digests, finds, reads and drops operations half-way, on SoftHSM2, where all of it
has to succeed, and on the in-process module, which lies at random. At the end no session may be open, no operation under
way, and memory has to be what it was after the first quarter. Where nothing moves for a minute, it says where each thread is.

    --operations N   on each of the two (1000000)
    --threads N      how many threads (16)
    --seconds N      ends each of the two after so many seconds, however far it got (no limit)
    --seed N         what random numbers come from: the one that was printed runs the same operations again
";

/// The options, and the environment variable that hands each on.
const OPTIONS: [(&str, &str, Option<&str>); 4] = [
    ("--operations", "P11_SOAK_OPERATIONS", Some("1000000")),
    ("--threads", "P11_SOAK_THREADS", Some("16")),
    ("--seconds", "P11_SOAK_SECONDS", None),
    ("--seed", "P11_SOAK_SEED", None),
];

/// Builds the soak and runs it.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    let settings = parse(arguments)?;
    interrupt::catch();
    let module = softhsm::find_or_install(workspace)?;
    // As the tests are built: with the checks of debug builds.
    let run = Run::cargo(workspace).args(["test", "--quiet", "--package", "pkcs11-testbed", "--test", "soak"]);
    let run = settings.iter().fold(run, |run, (name, value)| run.env(name, value));
    run.env("P11_TEST_SOFTHSM2", module).live()?;
    Ok(ExitCode::SUCCESS)
}

/// The environment variables that a command line sets: `--name value` and `--name=value`.
fn parse(arguments: &[String]) -> Result<Vec<(&'static str, String)>> {
    let mut values = OPTIONS.map(|(_, _, default)| default.map(str::to_owned));
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let (name, joined) = match argument.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (argument.as_str(), None),
        };
        let place = OPTIONS.iter().position(|(option, ..)| *option == name);
        let place = place.ok_or_else(|| Error::Usage(format!("soak does not know `{argument}`")))?;
        let value = joined.or_else(|| arguments.next().cloned());
        let value = value.filter(|value| value.parse::<u64>().is_ok());
        values[place] = Some(value.ok_or_else(|| Error::Usage(format!("{name} needs a number")))?);
    }
    Ok(OPTIONS.iter().zip(values).filter_map(|((_, variable, _), value)| Some((*variable, value?))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The settings that a command line gives.
    fn settings(line: &str) -> Result<Vec<(&'static str, String)>> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_million_operations_on_sixteen_threads_unless_it_is_told_otherwise() -> Result<()> {
        let text = |settings: &[(&str, String)]| {
            settings.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(text(&settings("")?), "P11_SOAK_OPERATIONS=1000000 P11_SOAK_THREADS=16");
        let chosen = settings("--seed 7 --operations=10 --threads 2 --seconds=5")?;
        let expected = "P11_SOAK_OPERATIONS=10 P11_SOAK_THREADS=2 P11_SOAK_SECONDS=5 P11_SOAK_SEED=7";
        assert_eq!(text(&chosen), expected);
        Ok(())
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for line in ["--operation 1", "x", "--threads", "--threads many", "--seconds=-1"] {
            assert!(matches!(settings(line), Err(Error::Usage(_))), "{line}");
        }
    }
}
