//! `cargo xtask miri`: the tests under Miri, which sees every use of memory that Rust does not allow.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::command::Run;
use crate::error::{Error, Result};
use crate::interrupt;
use crate::nightly;
use crate::workspace::Workspace;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
cargo xtask miri [--quick | [--all] [PART...]]

Runs the unit and documentation tests of pkcs11-safe, those of the module in this process, and every integration test
that needs nothing but that module, under Miri with strict provenance: as many at once as there are processors, on two of
them for an hour and a half. Of the matrix it is the sample that tests/matrix/sample.rs explains. What each part prints is
shown when it ends, and until then in target/miri-logs.

    --quick   a representative part, in minutes: what `cargo xtask test` runs
    --all     all of the matrix instead of the sample: days
    PART      that part alone: lib, doc, testbed, or an integration test such as matrix
";

/// The integration tests that run under Miri, those that take longest first.
const TESTS: &[&str] = &["properties", MATRIX, "fuzzed", RACES, "sound", "peer"];

/// What else does: the module in this process, the documentation tests and the unit tests of the library.
const REST: &[&str] = &["testbed", "doc", "lib"];

/// The test that is cut into parts.
const MATRIX: &str = "matrix";

/// The test whose pairs are cut into parts.
const RACES: &str = "races";

/// The rooms of it that are not cut.
const RACES_UNCUT: &[&str] = &["field::", "locks::", "modules::", "outlive::", "within::"];

/// The program of it that has a subscriber.
const TRACED: [&str; 4] = ["--features", "tracing", "--test", "traced"];

/// Into how many parts its pairs are cut.
const RACES_SHARES: usize = 2;

/// Those that do not, and why.
const EXCLUDED: &[(&str, &str)] = &[
    ("abi", "compares with what a C compiler sees, by calling C"),
    ("architecture", "reads sources, and makes no calls"),
    ("hammer", "runs on SoftHSM2, which is C++, in processes of its own"),
    ("lifecycle", "runs on SoftHSM2, which is C++, and forks"),
    ("mechanism", "runs on SoftHSM2, which is C++"),
    ("secrets", "searches the memory of its own process by way of the system"),
    ("soak", "is thousands of operations on many threads, for hours under Miri"),
    ("token", "runs on SoftHSM2, which is C++"),
];

/// Pointers keep where they come from, whatever integers they are made into.
const FLAGS: &str = "-Zmiri-strict-provenance";

/// Tests of it that have few rows, and are not cut.
const UNCUT: &[&str] = &["blocking::", "callbacks::"];

/// Into how many parts the rest of it is cut: each has its rows.
const SHARES: usize = 12;

/// How much of the matrix a quick run does.
const QUICK: &str = "1/144";

/// How many of the pairs a quick run does.
const QUICK_RACES: &str = "1/16";

/// The tests of `races` of a quick run, by parts of their names.
const RACES_QUICK: &[&str] = &["pairs::", "row_1_3", "row_1_4", "row_1_5", "outlive::"];

/// The properties of a quick run, by parts of their names.
const PROPERTIES: &[&str] = &["templates::both_templates", "builders::tests::historical"];

/// Tests that take a minute each, for they try again and again: not in a quick run.
const SLOW: &[&str] =
    &["a_stream_that_no_buffer_is_large_enough_for_is_the_modules_fault", "an_object_that_a_module_finds_twice_is_one"];

/// Runs what the command line asks for.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    interrupt::catch();
    match arguments {
        [quick] if quick == "--quick" => self::quick(workspace)?,
        [all, parts @ ..] if all == "--all" => whole(workspace, parts, "all")?,
        parts => whole(workspace, parts, "sample")?,
    }
    Ok(ExitCode::SUCCESS)
}

fn whole(workspace: &Workspace, wanted: &[String], cells: &str) -> Result<()> {
    if let Some(other) = wanted.iter().find(|name| !TESTS.iter().chain(REST).any(|known| known == name)) {
        return Err(Error::Usage(format!("miri does not know `{other}`")));
    }
    for (test, why) in EXCLUDED {
        println!("not under Miri: tests/{test}: {why}");
    }
    // Building is done before anything runs, since one build waits for the other.
    miri(workspace)?.args(["-p", "pkcs11-safe", "--lib", "--no-run"]).live()?;
    miri(workspace)?.args(["--lib", "--no-run"]).args(TESTS.iter().flat_map(|test| ["--test", test])).live()?;
    miri(workspace)?.args(TRACED).arg("--no-run").live()?;
    let mut parts = Vec::new();
    for name in TESTS.iter().chain(REST).filter(|name| wanted.is_empty() || wanted.iter().any(|other| other == *name)) {
        match *name {
            MATRIX => {
                for part in 1..=SHARES {
                    parts.push(matrix(workspace, &format!("{part}/{SHARES}"), cells)?.args(["--", "run::"]));
                }
                for test in UNCUT {
                    parts.push(matrix(workspace, "1/1", cells)?.args(["--", test]));
                }
            }
            RACES => {
                for part in 1..=RACES_SHARES {
                    parts.push(races(workspace, &format!("{part}/{RACES_SHARES}"))?.args(["--", "pairs::"]));
                }
                parts.push(miri(workspace)?.args(["--test", RACES, "--"]).args(RACES_UNCUT.iter().copied()));
                parts.push(miri(workspace)?.args(TRACED));
            }
            "testbed" => parts.push(miri(workspace)?.arg("--lib")),
            "lib" | "doc" => parts.push(miri(workspace)?.args(["-p", "pkcs11-safe"]).arg(format!("--{name}"))),
            test => parts.push(miri(workspace)?.args(["--test", test])),
        }
    }
    at_once(parts, &workspace.target.join("miri-logs"))
}

/// Runs them all, the first ones first, and fails if any did.
fn at_once(parts: Vec<Run>, logs: &Path) -> Result<()> {
    fs::create_dir_all(logs).map_err(|error| Error::io(format_args!("making {}", logs.display()), &error))?;
    let waiting = Mutex::new(parts.into_iter().enumerate());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let worker = || {
        let mut failed = Vec::new();
        while let Some((number, part)) = next().filter(|_| !interrupt::pressed()) {
            let (shown, log) = (part.to_string(), logs.join(format!("{number}.log")));
            let removed = fs::remove_file(&log).err().filter(|error| error.kind() != ErrorKind::NotFound);
            let ended = match removed {
                None => part.logged(&log),
                Some(error) => Err(Error::io(format_args!("removing {}", log.display()), &error)),
            };
            let printed = fs::read(&log).unwrap_or_default();
            let verdict = if ended.is_ok() { "passed" } else { "FAILED" };
            println!("{}{verdict}: {shown}", String::from_utf8_lossy(&printed));
            failed.extend(ended.err().map(|error| error.to_string()));
        }
        failed
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let mut failed = Vec::new();
    thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
        for worker in workers {
            failed.extend(worker.join().unwrap_or_else(|_| vec!["xtask itself panicked".to_owned()]));
        }
    });
    match failed.is_empty() {
        _ if interrupt::pressed() => Err(Error::Interrupted),
        true => Ok(()),
        false => Err(Error::Failed(failed.join("\n"))),
    }
}

/// A share of the matrix. Miri shows a program no variables but those that it is told itself.
fn matrix(workspace: &Workspace, share: &str, cells: &str) -> Result<Run> {
    let flags = format!("{FLAGS} -Zmiri-env-set=P11_MATRIX_SHARE={share} -Zmiri-env-set=P11_MATRIX={cells}");
    Ok(with(workspace, &flags)?.args(["--test", MATRIX]))
}

/// A share of the pairs of things that happen at once.
fn races(workspace: &Workspace, share: &str) -> Result<Run> {
    let flags = format!("{FLAGS} -Zmiri-env-set=P11_RACES_SHARE={share}");
    Ok(with(workspace, &flags)?.args(["--test", RACES]))
}

/// A representative part: the unit tests, and a share of the rest. Inputs of fuzzing are played where that is quick.
pub(crate) fn quick(workspace: &Workspace) -> Result<()> {
    miri(workspace)?.args(["-p", "pkcs11-safe", "--lib"]).live()?;
    let slow = SLOW.iter().flat_map(|test| ["--skip", *test]);
    miri(workspace)?.args(["--test", "peer", "--test", "sound", "--"]).args(slow).live()?;
    races(workspace, QUICK_RACES)?.args(["--"]).args(RACES_QUICK.iter().copied()).live()?;
    matrix(workspace, QUICK, "sample")?.args(["--", "of_a_module_of_3_2"]).live()?;
    miri(workspace)?.args(["--test", "properties", "--"]).args(PROPERTIES.iter().copied()).live()
}

fn miri(workspace: &Workspace) -> Result<Run> {
    with(workspace, FLAGS)
}

fn with(workspace: &Workspace, flags: &str) -> Result<Run> {
    nightly::ensure(&["miri", "rust-src"])?;
    Ok(nightly::cargo(workspace).args(["miri", "test"]).env("MIRIFLAGS", flags))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_integration_test_runs_or_says_why_it_does_not() -> Result<()> {
        Workspace::locate()?.account_for_tests(TESTS, EXCLUDED)
    }
}
