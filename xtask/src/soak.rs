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
cargo xtask soak --hammer N

Opens and closes sessions, signs, encrypts, digests, finds, reads and drops operations half-way, on SoftHSM2, where all of it
has to succeed, and on the in-process module, which lies at random. At the end no session may be open, no operation under
way, and memory has to be what it was after the first quarter. Where nothing moves for a minute, it says where each thread is.

    --operations N   on each of the two (1000000)
    --threads N      how many threads (16)
    --seconds N      ends each of the two after so many seconds, however far it got (no limit)
    --seed N         what random numbers come from: the one that was printed runs the same operations again
    --hammer N       instead, for N seconds: on SoftHSM2, eight threads open sessions, log in, sign, read and close, while
                     another one closes all sessions of the token over and over. Once with the module's own locks and, at
                     the same time, on another token with ours. Nothing may crash or fail, and the token has to be intact.
";

/// The options, and the environment variable that hands each on.
const OPTIONS: [(&str, &str, Option<&str>); 5] = [
    ("--operations", "P11_SOAK_OPERATIONS", Some("1000000")),
    ("--threads", "P11_SOAK_THREADS", Some("16")),
    ("--seconds", "P11_SOAK_SECONDS", None),
    ("--seed", "P11_SOAK_SEED", None),
    ("--hammer", "P11_HAMMER_SECONDS", None),
];

/// The tests that there are.
const SOAK: &str = "soak";
const HAMMER: &str = "hammer";

/// A test, and the environment variables that it is given.
type Chosen = (&'static str, Vec<(&'static str, String)>);

/// Builds the soak and runs it.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    let (test, settings) = parse(arguments)?;
    interrupt::catch();
    let module = softhsm::find_or_install(workspace)?;
    // As the tests are built: with the checks of debug builds.
    let run = Run::cargo(workspace).args(["test", "--quiet", "--package", "pkcs11-testbed", "--test", test]);
    let run = settings.iter().fold(run, |run, (name, value)| run.env(name, value));
    // The harness hides what a test that passes prints; the soak has no harness.
    let run = if test == HAMMER { run.args(["--", "--nocapture"]) } else { run };
    run.env("P11_TEST_SOFTHSM2", module).live()?;
    Ok(ExitCode::SUCCESS)
}

/// The test and the environment variables that a command line chooses: `--name value` and `--name=value`.
fn parse(arguments: &[String]) -> Result<Chosen> {
    let mut values = OPTIONS.map(|_| None);
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
    if let [others @ .., Some(seconds)] = &values {
        if others.iter().any(Option::is_some) {
            return Err(Error::Usage("--hammer goes with no other option".into()));
        }
        return Ok((HAMMER, vec![(OPTIONS[4].1, seconds.clone())]));
    }
    let settings = OPTIONS
        .iter()
        .zip(values)
        .filter_map(|((_, variable, default), value)| Some((*variable, value.or_else(|| default.map(str::to_owned))?)));
    Ok((SOAK, settings.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The settings that a command line gives.
    fn settings(line: &str) -> Result<String> {
        let (test, settings) = parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())?;
        let settings = settings.iter().map(|(name, value)| format!(" {name}={value}"));
        Ok(format!("{test}{}", settings.collect::<String>()))
    }

    #[test]
    fn a_million_operations_on_sixteen_threads_unless_it_is_told_otherwise() -> Result<()> {
        assert_eq!(settings("")?, "soak P11_SOAK_OPERATIONS=1000000 P11_SOAK_THREADS=16");
        let chosen = settings("--seed 7 --operations=10 --threads 2 --seconds=5")?;
        let expected = "soak P11_SOAK_OPERATIONS=10 P11_SOAK_THREADS=2 P11_SOAK_SECONDS=5 P11_SOAK_SEED=7";
        assert_eq!(chosen, expected);
        Ok(())
    }

    #[test]
    fn the_hammer_is_a_test_of_its_own() -> Result<()> {
        assert_eq!(settings("--hammer 60")?, "hammer P11_HAMMER_SECONDS=60");
        assert_eq!(settings("--hammer=5")?, "hammer P11_HAMMER_SECONDS=5");
        Ok(())
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for line in
            ["--operation 1", "x", "--threads", "--threads many", "--seconds=-1", "--hammer", "--hammer 1 --seed 2"]
        {
            assert!(matches!(settings(line), Err(Error::Usage(_))), "{line}");
        }
    }
}
