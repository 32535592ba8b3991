//! The hammer: on SoftHSM2, eight threads open sessions, log in, sign, read and close, while another one closes all sessions
//! of the token over and over. Nothing may crash, no call of theirs may fail, and the token has to be intact afterwards.
//!
//! Each step is a process of its own, since a crash would take the test with it: one makes the token, one hammers on it, one
//! looks at what is left. A process is this program once more, for the same test, with the step in P11_HAMMER_STEP.
//!
//! `cargo test` hammers for 3 seconds on each of the two lockings; P11_HAMMER_SECONDS says otherwise, and
//! `cargo xtask soak --hammer 60` sets it.

#![cfg(not(miri))]

mod steps;
mod work;

use core::time::Duration;
use pkcs11_safe::Locking;
use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::time::Instant;
use std::{env, fs, thread};
use support::softhsm;

/// Names the step to a child process.
const STEP: &str = "P11_HAMMER_STEP";

/// How much longer than it hammers a step may take. A sanitizer makes it several times slower.
const PATIENCE: Duration = Duration::from_secs(90);

/// For how long each of the tests hammers.
fn seconds() -> Duration {
    let text = env::var("P11_HAMMER_SECONDS").unwrap_or_default();
    if text.is_empty() {
        return Duration::from_secs(3);
    }
    Duration::from_secs(text.parse().expect("P11_HAMMER_SECONDS is a number"))
}

/// Ends a child that is still there, whatever becomes of the test.
struct Step(Child);

impl Step {
    /// Waits for the end of the process, or says that it takes too long.
    fn wait(&mut self, limit: Duration) -> Option<ExitStatus> {
        let start = Instant::now();
        while start.elapsed() < limit {
            if let Some(status) = self.0.try_wait().expect("the child is ours") {
                return Some(status);
            }
            thread::sleep(Duration::from_millis(20));
        }
        None
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        // It has ended already unless the test has failed.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The whole of a test, in the parent; in a child, the step that it is told.
fn hammer(test: &str, locking: Locking) {
    if let Ok(step) = env::var(STEP) {
        return steps::run(&step, locking, seconds());
    }
    let (Some(module), Some(folder)) = (softhsm::path(), softhsm::folder()) else { return };
    let folder = folder.join(test);
    let configuration = softhsm::configuration(&folder);
    let mut files = Vec::new();
    for step in steps::NAMES {
        let mut command = Command::new(env::current_exe().expect("the program has a path"));
        command.args(["--exact", test, "--nocapture", "--test-threads=1"]);
        command.env(STEP, step).env("SOFTHSM2_CONF", &configuration).env("P11_TEST_SOFTHSM2", module);
        let log = folder.join(format!("{step}.log"));
        let file = File::create(&log).expect("the folder is writable");
        command.stderr(file.try_clone().expect("there are few files")).stdout(file);
        let mut child = Step(command.spawn().expect("the program runs"));
        let limit = seconds() + PATIENCE;
        let status = child.wait(limit);
        let printed = String::from_utf8_lossy(&fs::read(log).expect("the log is there")).into_owned();
        let failed = !status.is_some_and(|status| status.success());
        let shown = |line: &&str| failed || line.contains(work::REPORT);
        printed.lines().filter(shown).for_each(|line| println!("{step}: {line}"));
        // The files of the token are those that were there before, and none is empty.
        let now = token_files(&folder.join("tokens"));
        let lost = now.as_ref().err().map_or("", String::as_str);
        let Some(status) = status else { panic!("{step} still runs after {} s. {lost}", limit.as_secs()) };
        assert!(status.success(), "{step} ended with {status}; what it printed is above. {lost}");
        let now = now.unwrap_or_else(|lost| panic!("after {step}: {lost}"));
        assert!(files.is_empty() || files == now, "after {step}, the files are {now:?} and were {files:?}");
        files = now;
    }
    assert!(!files.is_empty(), "the token has no files");
}

/// The files of all tokens, sorted by name, or which of them was cut to nothing.
fn token_files(folder: &Path) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    for token in fs::read_dir(folder).expect("the folder is there").flatten() {
        for file in fs::read_dir(token.path()).expect("a token is a folder").flatten() {
            let (path, length) = (file.path(), file.metadata().expect("it is there").len());
            let shown = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
            if length == 0 && !shown.ends_with(".lock") {
                return Err(format!("The token is lost: its file {shown} is empty."));
            }
            names.push(shown);
        }
    }
    names.sort_unstable();
    Ok(names)
}

#[test]
fn sessions_are_closed_under_nobody_where_the_module_locks() {
    hammer("sessions_are_closed_under_nobody_where_the_module_locks", Locking::Os);
}

#[test]
fn sessions_are_closed_under_nobody_with_our_own_lock() {
    hammer("sessions_are_closed_under_nobody_with_our_own_lock", Locking::Serialized);
}
