//! `cargo check` for other systems: the layouts of pkcs11-sys are asserted at compile time, so this tests them.

use std::path::Path;

use crate::command::{Run, on_path};
use crate::debian;
use crate::error::{Error, Result};
use crate::msrv::Toolchain;
use crate::system::{self, Package};
use crate::workspace::Workspace;

/// What building the standard library for Windows needs.
const DLLTOOL: Package = Package {
    what: "dlltool for Windows",
    present: || on_path("x86_64-w64-mingw32-dlltool").is_some(),
    apt: "binutils-mingw-w64-x86-64",
    dnf: "mingw64-binutils",
    pacman: "mingw-w64-binutils",
    apk: "mingw-w64-binutils",
    brew: "mingw-w64",
};

/// `unsigned long` of 32 bits, structs packed to a byte.
pub(crate) fn windows(workspace: &Workspace) -> Result<()> {
    check(workspace, "x86_64-pc-windows-gnu", &[&DLLTOOL])
}

/// Everything of 32 bits.
pub(crate) fn linux_32(workspace: &Workspace) -> Result<()> {
    check(workspace, "i686-unknown-linux-gnu", &[])
}

/// Another operating system with 64 bits.
pub(crate) fn macos(workspace: &Workspace) -> Result<()> {
    check(workspace, "aarch64-apple-darwin", &[])
}

/// Checks both crates for a target: with its standard library if that is installed, else with one that is built.
fn check(workspace: &Workspace, target: &str, to_build: &[&Package]) -> Result<()> {
    if installed(target) {
        return arguments(Run::cargo(workspace), target).live();
    }
    if nightly_source() {
        system::ensure(workspace, to_build)?;
        return build(Toolchain::Rustup("nightly".into()).cargo(workspace), target);
    }
    if let Some(toolchain) = debian::toolchain(workspace, &workspace.rust_version()?, true)? {
        system::ensure(workspace, to_build)?;
        return build(toolchain.cargo(workspace).env("RUSTC_BOOTSTRAP", "1"), target);
    }
    let add = ["target", "add", target];
    if on_path("rustup").is_none() || Run::new("rustup").args(add).live().is_err() || !installed(target) {
        return Err(Error::Unavailable(format!(
            "no standard library for {target}: type\n    rustup {}",
            add.join(" ")
        )));
    }
    arguments(Run::cargo(workspace), target).live()
}

/// Checks with a standard library of our own making.
fn build(cargo: Run, target: &str) -> Result<()> {
    arguments(cargo.env("CARGO_PROFILE_DEV_DEBUG", "false"), target).arg("-Zbuild-std=std,panic_abort").live()
}

/// What is checked.
fn arguments(cargo: Run, target: &str) -> Run {
    cargo.args(["check", "-p", "pkcs11-sys", "-p", "pkcs11-safe", "--all-features", "--target", target])
}

/// Whether rustup has the target's standard library for the compiler in use.
fn installed(target: &str) -> bool {
    let list = Run::new("rustup").args(["target", "list", "--installed"]).try_answer();
    list.is_some_and(|list| list.lines().any(|line| line.trim() == target))
}

/// Whether rustup has a nightly that can build the standard library.
fn nightly_source() -> bool {
    let sysroot = Run::new("rustup").args(["run", "nightly", "rustc", "--print", "sysroot"]).try_answer();
    sysroot.is_some_and(|path| Path::new(path.trim()).join("lib/rustlib/src/rust/library/Cargo.lock").is_file())
}
