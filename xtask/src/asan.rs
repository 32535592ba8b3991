//! `cargo xtask asan`: the tests under AddressSanitizer, which sees what foreign code does to our memory, too.

use std::process::ExitCode;

use crate::error::{Error, Result};
use crate::interrupt;
use crate::sanitizer::Sanitizer;
use crate::workspace::Workspace;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
cargo xtask asan

Runs the unit tests of pkcs11-safe, those of the module in this process, and the integration tests on that module and on
SoftHSM2, which is installed if it is missing, under AddressSanitizer.
";

/// The integration tests that run under it.
const TESTS: &[&str] = &["fuzzed", "matrix", "mechanism", "peer", "properties", "races", "sound", "token"];

/// Those that do not, and why.
const EXCLUDED: &[(&str, &str)] = &[
    ("abi", "compares numbers and layouts, and calls no module"),
    ("architecture", "reads sources, and makes no calls"),
    ("lifecycle", "forks with locks held on purpose, those of the sanitizer among them"),
    ("hammer", "is many threads on SoftHSM2, whose own memory the sanitizer does not see"),
    ("secrets", "searches the memory of its own process, which is the sanitizer's too"),
    ("soak", "counts memory, which the sanitizer gives back late, and has a command of its own"),
];

/// Runs it.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    if let Some(other) = arguments.first() {
        return Err(Error::Usage(format!("asan does not know `{other}`")));
    }
    interrupt::catch();
    for (test, why) in EXCLUDED {
        println!("not under AddressSanitizer: tests/{test}: {why}");
    }
    test(workspace)?;
    Ok(ExitCode::SUCCESS)
}

/// Leaks are not looked for: what a module may still use is leaked on purpose, and modules leak on their own.
pub(crate) fn test(workspace: &Workspace) -> Result<()> {
    let sanitizer = Sanitizer {
        name: "address",
        folder: "asan",
        variable: "ASAN_OPTIONS",
        options: "detect_leaks=0".into(),
        arguments: &[],
        build_std: false,
    };
    let ready = sanitizer.ready(workspace)?;
    ready.test().args(["-p", "pkcs11-safe", "--lib"]).live()?;
    let tests = TESTS.iter().flat_map(|test| ["--test", test]);
    ready.test().arg("--lib").args(tests).live()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_integration_test_runs_or_says_why_it_does_not() -> Result<()> {
        Workspace::locate()?.account_for_tests(TESTS, EXCLUDED)
    }
}
