//! `cargo xtask asan`: the tests under AddressSanitizer, which sees what foreign code does to our memory, too.

use std::process::ExitCode;

use crate::error::{Error, Result};
use crate::interrupt;
use crate::nightly;
use crate::workspace::Workspace;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
cargo xtask asan

Runs the unit tests of pkcs11-safe, those of the module in this process, and the integration tests on that module and on
SoftHSM2, under AddressSanitizer.
";

/// The integration tests that run under it: all that make calls, except for those that fork, or search memory themselves.
const TESTS: &[&str] = &["fuzzed", "matrix", "mechanism", "peer", "properties", "sound", "token"];

/// Runs it.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    if let Some(other) = arguments.first() {
        return Err(Error::Usage(format!("asan does not know `{other}`")));
    }
    interrupt::catch();
    test(workspace)?;
    Ok(ExitCode::SUCCESS)
}

/// Leaks are not looked for: what a module may still use is leaked on purpose, and modules leak on their own.
pub(crate) fn test(workspace: &Workspace) -> Result<()> {
    nightly::ensure(&[])?;
    let host = nightly::host()?;
    let cargo = || {
        nightly::cargo(workspace)
            .args(["test", "--target", &host])
            .env("RUSTFLAGS", "-Zsanitizer=address")
            .env("ASAN_OPTIONS", "detect_leaks=0")
            .env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only")
            .env("CARGO_TARGET_DIR", workspace.target.join("asan"))
    };
    cargo().args(["-p", "pkcs11-safe", "--lib"]).live()?;
    cargo().arg("--lib").args(TESTS.iter().flat_map(|test| ["--test", test])).live()
}
