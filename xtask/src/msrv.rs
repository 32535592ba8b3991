//! A real compiler of the oldest Rust that we support: rustup's, or Debian's, unpacked and never installed.

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::command::{Run, on_path};
use crate::debian;
use crate::error::{Error, Result};
use crate::workspace::Workspace;

/// A compiler, and how to have cargo use it.
#[derive(Debug)]
pub(crate) enum Toolchain {
    /// One of rustup's, by name.
    Rustup(String),
    /// Debian's, unpacked in this folder.
    Unpacked(PathBuf),
}

impl Toolchain {
    /// A cargo that uses this compiler, and a target folder that is not the usual one.
    pub(crate) fn cargo(&self, workspace: &Workspace) -> Run {
        let builds = workspace.target.join("msrv").join("build");
        let run = match self {
            Self::Rustup(name) => Run::new("rustup").args(["run", name, "cargo"]).folder(&workspace.root),
            Self::Unpacked(root) => unpacked(Run::cargo(workspace), root).env("RUSTC", compiler(root)),
        };
        run.env("CARGO_TARGET_DIR", builds)
    }
}

/// Checks both crates with each set of features.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let version = workspace.rust_version()?;
    let toolchain = find(workspace, &version)?;
    for features in [None, Some("--all-features"), Some("--no-default-features")] {
        let run = toolchain.cargo(workspace).args(["check", "-p", "pkcs11-sys", "-p", "pkcs11-safe"]);
        run.args(features).live()?;
    }
    Ok(())
}

/// The oldest supported compiler, wherever it is to be had.
fn find(workspace: &Workspace, version: &str) -> Result<Toolchain> {
    let works = |name: &str| Run::new("rustup").args(["run", name, "rustc", "-V"]).try_answer().is_some();
    if let Some(name) = [version.to_owned(), format!("{version}.0")].into_iter().find(|name| works(name)) {
        return Ok(Toolchain::Rustup(name));
    }
    if let Some(toolchain) = debian::toolchain(workspace, version, false)? {
        return Ok(toolchain);
    }
    let install = ["toolchain", "install", version, "--profile", "minimal"];
    let typed = format!("no rustc {version} here: type\n    rustup {}", install.join(" "));
    if on_path("rustup").is_none() || Run::new("rustup").args(install).live().is_err() || !works(version) {
        return Err(Error::Unavailable(typed));
    }
    Ok(Toolchain::Rustup(version.into()))
}

/// The compiler in an unpacked toolchain.
pub(crate) fn compiler(root: &Path) -> PathBuf {
    root.join("usr/bin/rustc")
}

/// Lets a program find an unpacked compiler's own libraries.
pub(crate) fn unpacked(run: Run, root: &Path) -> Run {
    let folders = fs::read_dir(root.join("usr/lib")).into_iter().flatten().flatten().map(|entry| entry.path());
    let libraries = folders.filter(|path| path.to_string_lossy().contains("-linux-gnu"));
    let joined = env::join_paths(libraries).unwrap_or_default();
    run.env("LD_LIBRARY_PATH", joined)
}
