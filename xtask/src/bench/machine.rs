//! Where it was measured, and with what.

use std::env::consts::{ARCH, OS};
use std::fmt::Write as _;
use std::path::Path;
use std::{fs, thread};

use crate::command::Run;
use crate::workspace::Workspace;

/// The machine and the versions, as a list.
pub(super) fn describe(workspace: &Workspace, module: &Path) -> String {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut text = String::new();
    let mut line = |what: &str, value: String| writeln!(text, "- {what}: {value}").expect("a string grows");
    line("processor", format!("{}, {cores} threads of it", processor().unwrap_or_else(|| ARCH.to_owned())));
    line("system", system());
    line("rustc", first_line(Run::new("rustc").arg("-V").try_answer()));
    line("pkcs11-safe and pkcs11-sys", version(workspace, "pkcs11-safe"));
    line("cryptoki", version(workspace, "cryptoki"));
    line("criterion", version(workspace, "criterion"));
    line("SoftHSM2", softhsm(module));
    line("valgrind", first_line(Run::new("valgrind").arg("--version").try_answer()));
    text
}

fn processor() -> Option<String> {
    let info = fs::read_to_string("/proc/cpuinfo").ok()?;
    let name = info.lines().find_map(|line| line.strip_prefix("model name"))?;
    Some(name.trim_start_matches([' ', '\t', ':']).to_owned())
}

fn system() -> String {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let name = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    let kernel = first_line(Run::new("uname").arg("-sr").try_answer());
    format!("{}, {kernel}, {ARCH}", name.map_or(OS, |name| name.trim_matches('"')))
}

/// The version of a package in Cargo.lock.
fn version(workspace: &Workspace, package: &str) -> String {
    let lock = fs::read_to_string(workspace.root.join("Cargo.lock")).unwrap_or_default();
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines.next().and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    version.unwrap_or("unknown").to_owned()
}

fn softhsm(module: &Path) -> String {
    let version = first_line(Run::new("softhsm2-util").arg("--version").try_answer());
    format!("{version}, {}", module.file_name().unwrap_or_default().to_string_lossy())
}

fn first_line(answer: Option<String>) -> String {
    answer.as_deref().and_then(|answer| answer.lines().next()).unwrap_or("unknown").trim().to_owned()
}
