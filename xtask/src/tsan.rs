//! `cargo xtask tsan`: the tests with threads under ThreadSanitizer, which sees data races.

use std::process::ExitCode;

use crate::error::{Error, Result};
use crate::interrupt;
use crate::sanitizer::{Ready, Sanitizer};
use crate::workspace::Workspace;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
cargo xtask tsan [--quick | TEST...]

Runs the tests with threads under ThreadSanitizer, with a standard library that is built for it. On the module in this process:
the tests of races, those of the matrix in which calls block and modules call back, and some of sound. On SoftHSM2, which is
installed if it is missing: the hammer for ten seconds, and the tests with threads of token and lifecycle. A data race in our
code fails the run. What SoftHSM2 does on its own is not reported: xtask/src/tsan.supp says why.

    --quick   what `cargo xtask test` runs: those on the module in this process
    TEST      that one alone: races, matrix, sound, hammer, token, lifecycle
";

/// The integration test programs that run under it, and which of their tests: those with one of these in the name, or all.
const TESTS: &[(&str, &[&str])] = &[
    ("races", &[]),
    ("matrix", &["blocking::", "callbacks::"]),
    ("sound", &["sessions::"]),
    ("hammer", &[]),
    ("token", &["threads::"]),
    // Not those that fork: the locks of the sanitizer would be copied as they are.
    ("lifecycle", &["locking::", "sharing::"]),
];

/// The programs of a quick run: they need no SoftHSM2.
const QUICK: &[&str] = &["races", "matrix", "sound"];

/// The programs that do not run under it, and why.
const EXCLUDED: &[(&str, &str)] = &[
    ("abi", "calls no module"),
    ("architecture", "reads sources, and makes no calls"),
    ("fuzzed", "starts no threads"),
    ("mechanism", "starts no threads"),
    ("peer", "starts no threads"),
    ("properties", "starts no threads"),
    ("secrets", "searches the memory of its own process, which is the sanitizer's too"),
    ("soak", "counts memory, which the sanitizer frees late, and has a command of its own"),
];

/// The dependencies are not optimised, which halves the time of a cold build.
const UNOPTIMISED: &[&str] = &["--config", "profile.dev.package.\"*\".opt-level=0"];

/// For how many seconds the hammer runs on each locking.
const HAMMER: &str = "10";

/// Runs it.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    interrupt::catch();
    match arguments {
        [quick] if quick == "--quick" => self::quick(workspace)?,
        chosen => whole(workspace, chosen)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs the programs of these names, or all.
fn whole(workspace: &Workspace, chosen: &[String]) -> Result<()> {
    if let Some(other) = chosen.iter().find(|name| !TESTS.iter().any(|(test, _)| test == name)) {
        return Err(Error::Usage(format!("tsan does not know `{other}`")));
    }
    for (test, why) in EXCLUDED {
        println!("not under ThreadSanitizer: tests/{test}: {why}");
    }
    tests(workspace, |test| chosen.is_empty() || chosen.iter().any(|name| name == test))
}

/// The part of `cargo xtask test`.
pub(crate) fn quick(workspace: &Workspace) -> Result<()> {
    tests(workspace, |test| QUICK.contains(&test))
}

fn tests(workspace: &Workspace, wanted: impl Fn(&str) -> bool) -> Result<()> {
    let ready = ready(workspace)?;
    for (test, parts) in present(workspace).filter(|(test, _)| wanted(test)) {
        ready.test().args(["--test", test, "--"]).args(parts).env("P11_HAMMER_SECONDS", HAMMER).live()?;
    }
    Ok(())
}

/// The programs of [`TESTS`] that this workspace has.
fn present(workspace: &Workspace) -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    TESTS.iter().copied().filter(|(test, _)| workspace.has_test(test))
}

fn ready(workspace: &Workspace) -> Result<Ready<'_>> {
    let suppressions = workspace.root.join("xtask/src/tsan.supp");
    let sanitizer = Sanitizer {
        name: "thread",
        folder: "tsan",
        variable: "TSAN_OPTIONS",
        options: format!("suppressions={}", suppressions.display()),
        arguments: UNOPTIMISED,
        build_std: true,
    };
    sanitizer.ready(workspace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_integration_test_runs_or_says_why_it_does_not() -> Result<()> {
        let workspace = Workspace::locate()?;
        let tests: Vec<_> = present(&workspace).map(|(test, _)| test).collect();
        workspace.account_for_tests(&tests, EXCLUDED)
    }
}
