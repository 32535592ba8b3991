//! The nightly toolchain, for what stable Rust does not do: Miri, sanitizers, fuzzing.

use crate::command::{Run, on_path};
use crate::error::{Error, Result};
use crate::workspace::Workspace;

/// Makes sure that rustup has a nightly with these components.
pub(crate) fn ensure(components: &[&str]) -> Result<()> {
    let installed =
        || Run::new("rustup").args(["component", "list", "--toolchain", "nightly", "--installed"]).try_answer();
    let complete = || {
        installed().is_some_and(|list| {
            components.iter().all(|component| list.lines().any(|line| line.trim().starts_with(component)))
        })
    };
    if complete() {
        return Ok(());
    }
    let mut install = vec!["toolchain", "install", "nightly", "--profile", "minimal"];
    if installed().is_some() {
        install = vec!["component", "add", "--toolchain", "nightly"];
        install.extend(components);
    } else {
        install.extend(components.iter().flat_map(|component| ["--component", component]));
    }
    if on_path("rustup").is_none() || Run::new("rustup").args(&install).live().is_err() || !complete() {
        return Err(Error::Unavailable(format!(
            "no nightly Rust with {}: type\n    rustup {}",
            components.join(", "),
            install.join(" ")
        )));
    }
    Ok(())
}

/// Its cargo, in the workspace's root.
pub(crate) fn cargo(workspace: &Workspace) -> Run {
    Run::new("rustup").args(["run", "nightly", "cargo"]).folder(&workspace.root)
}

/// The triple of this machine, which sanitizers want to be told: build scripts are not to have them.
pub(crate) fn host() -> Result<String> {
    let version = Run::new("rustup").args(["run", "nightly", "rustc", "-vV"]).answer()?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| Error::Failed("rustc does not say what machine this is".into()))
}
