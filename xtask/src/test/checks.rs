//! Promises about the crates as packages: how fast they build, how little they bring along, what they contain.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::command::Run;
use crate::error::{Error, Result};
use crate::workspace::Workspace;

/// How long a cold build of pkcs11-sys may take.
const BUDGET: Duration = Duration::from_secs(2);

/// How many crates `cryptoki` 0.12.1 builds, itself included.
const CRYPTOKI: usize = 8;

/// What each published crate has to contain.
const CONTENTS: &[&str] = &["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "src/lib.rs"];

/// Measures a cold release build. Machines differ, so a slow one is only pointed out.
pub(super) fn build_time(workspace: &Workspace) -> Result<()> {
    let folder = workspace.scratch("cold")?;
    let build = Run::cargo(workspace).args(["build", "--release", "--package", "pkcs11-sys"]);
    let start = Instant::now();
    build.env("CARGO_TARGET_DIR", folder.path()).live()?;
    let took = start.elapsed();
    println!("took {:.2} s, the budget is {:.0} s", took.as_secs_f64(), BUDGET.as_secs_f64());
    if took > BUDGET {
        println!("WARNING: above the budget: a slow or busy machine, or too much to compile");
    }
    Ok(())
}

/// Counts the crates that pkcs11-safe builds without its features.
pub(super) fn dependencies(workspace: &Workspace) -> Result<()> {
    let tree = Run::cargo(workspace)
        .args(["tree", "-e", "normal,build", "--prefix", "none", "--no-default-features", "-p", "pkcs11-safe"])
        .answer()?;
    let crates: BTreeSet<&str> = tree.lines().filter_map(name_and_version).collect();
    let names = crates.iter().copied().collect::<Vec<_>>().join(", ");
    println!("{} crates: {names}\ncryptoki 0.12.1 builds {CRYPTOKI}", crates.len());
    if crates.is_empty() || crates.len() >= CRYPTOKI {
        return Err(Error::Failed(format!("pkcs11-safe builds {} crates, not fewer than {CRYPTOKI}", crates.len())));
    }
    Ok(())
}

/// The first two words of a line: what follows is a path or a note that the crate was listed before.
fn name_and_version(line: &str) -> Option<&str> {
    let first = line.find(' ')?;
    let rest = line.get(first + 1..)?;
    line.get(..first + 1 + rest.find(' ').unwrap_or(rest.len()))
}

/// Checks that the packages hold what they have to.
pub(super) fn package(workspace: &Workspace) -> Result<()> {
    let mut missing = Vec::new();
    for name in ["pkcs11-sys", "pkcs11-safe"] {
        let list = Run::cargo(workspace).args(["package", "--list", "--allow-dirty", "--package", name]).answer()?;
        let files: BTreeSet<&str> = list.lines().map(str::trim).collect();
        println!("{name}: {} files", files.len());
        missing.extend(CONTENTS.iter().filter(|file| !files.contains(**file)).map(|file| format!("{name}/{file}")));
    }
    if missing.is_empty() { Ok(()) } else { Err(Error::Failed(format!("not packaged: {}", missing.join(", ")))) }
}

#[cfg(test)]
mod tests {
    use super::name_and_version;

    #[test]
    fn the_same_crate_counts_once() {
        assert_eq!(name_and_version("a v1.0.0 (/here)"), Some("a v1.0.0"));
        assert_eq!(name_and_version("a v1.0.0 (*)"), Some("a v1.0.0"));
        assert_eq!(name_and_version("a v1.0.0"), Some("a v1.0.0"));
        assert_eq!(name_and_version(""), None);
    }
}
