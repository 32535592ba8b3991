//! `cargo xtask miri`: the tests under Miri, which sees every use of memory that Rust does not allow.

use std::process::ExitCode;

use crate::command::Run;
use crate::error::{Error, Result};
use crate::interrupt;
use crate::nightly;
use crate::workspace::Workspace;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
cargo xtask miri [--quick]

Runs the unit and documentation tests of pkcs11-safe, those of the module in this process, and every integration test
that needs nothing but that module, under Miri with strict provenance. All of it takes about a day.

    --quick   a representative part, in minutes: what `cargo xtask test` runs
";

/// The integration tests that run under Miri.
const TESTS: &[&str] = &["fuzzed", "matrix", "peer", "properties", "sound"];

/// Those that do not, and why.
const EXCLUDED: &[(&str, &str)] = &[
    ("abi", "compares with what a C compiler sees, by calling C"),
    ("lifecycle", "runs on SoftHSM2, which is C++, and forks"),
    ("mechanism", "runs on SoftHSM2, which is C++"),
    ("secrets", "searches the memory of its own process by way of the system"),
    ("soak", "is thousands of operations on many threads, for hours under Miri"),
    ("token", "runs on SoftHSM2, which is C++"),
];

/// Pointers keep where they come from, whatever integers they are made into.
const FLAGS: &str = "-Zmiri-strict-provenance";

/// How much of the matrix a quick run does. Miri shows a program no variables but those that it is told itself.
const SHARE: &str = "-Zmiri-env-set=P11_MATRIX_SHARE=1/2000";

/// The properties of a quick run, by parts of their names.
const PROPERTIES: &[&str] = &["templates::both_templates", "builders::tests::historical"];

/// Tests that take a minute each, for they try again and again: not in a quick run.
const SLOW: &[&str] =
    &["a_stream_that_no_buffer_is_large_enough_for_is_the_modules_fault", "an_object_that_a_module_finds_twice_is_one"];

/// Runs what the command line asks for.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    interrupt::catch();
    match arguments {
        [] => all(workspace)?,
        [quick] if quick == "--quick" => self::quick(workspace)?,
        [other, ..] => return Err(Error::Usage(format!("miri does not know `{other}`"))),
    }
    Ok(ExitCode::SUCCESS)
}

fn all(workspace: &Workspace) -> Result<()> {
    for (test, why) in EXCLUDED {
        println!("not under Miri: tests/{test}: {why}");
    }
    miri(workspace)?.args(["-p", "pkcs11-safe", "--lib"]).live()?;
    miri(workspace)?.args(["-p", "pkcs11-safe", "--doc"]).live()?;
    miri(workspace)?.arg("--lib").args(targets()).live()
}

/// A representative part: the unit tests, and a share of the rest. Inputs of fuzzing are played where that is quick.
pub(crate) fn quick(workspace: &Workspace) -> Result<()> {
    miri(workspace)?.args(["-p", "pkcs11-safe", "--lib"]).live()?;
    let slow = SLOW.iter().flat_map(|test| ["--skip", *test]);
    miri(workspace)?.args(["--test", "peer", "--test", "sound", "--"]).args(slow).live()?;
    let cells = miri(workspace)?.args(["--test", "matrix", "--", "of_a_module_of_3_2"]);
    cells.env("MIRIFLAGS", format!("{FLAGS} {SHARE}")).live()?;
    miri(workspace)?.args(["--test", "properties", "--"]).args(PROPERTIES.iter().copied()).live()
}

fn targets() -> impl Iterator<Item = &'static str> {
    TESTS.iter().flat_map(|test| ["--test", test])
}

fn miri(workspace: &Workspace) -> Result<Run> {
    nightly::ensure(&["miri", "rust-src"])?;
    Ok(nightly::cargo(workspace).args(["miri", "test"]).env("MIRIFLAGS", FLAGS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_integration_test_runs_or_says_why_it_does_not() -> Result<()> {
        Workspace::locate()?.account_for_tests(TESTS, EXCLUDED)
    }
}
