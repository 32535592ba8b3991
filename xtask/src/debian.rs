//! Debian's packages of a Rust of a given version: fetched and unpacked, without root, and never installed.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use crate::command::{Run, on_path};
use crate::error::{Error, Result};
use crate::msrv::{self, Toolchain};
use crate::system;
use crate::workspace::{Scratch, Workspace};

/// How Debian calls the parts of one Rust.
struct Packaging {
    compiler: &'static str,
    /// The shared libraries; the version follows.
    libraries: &'static str,
    standard_library: &'static str,
    source: &'static str,
}

/// The names in use. Debian 12 has an old Rust under the plain ones.
const PACKAGINGS: &[Packaging] = &[
    Packaging { compiler: "rustc", libraries: "libstd-rust-", standard_library: "libstd-rust-dev", source: "rust-src" },
    Packaging {
        compiler: "rustc-web",
        libraries: "libstd-rust-web-",
        standard_library: "libstd-rust-web-dev",
        source: "rust-web-src",
    },
];

/// Debian's compiler of that version, with the standard library's source if asked. None where Debian has none.
pub(crate) fn toolchain(workspace: &Workspace, version: &str, source: bool) -> Result<Option<Toolchain>> {
    let folder = workspace.target.join("msrv").join(format!("rust-{version}"));
    let finished = folder.join("finished");
    let source_finished = folder.join("source-finished");
    if finished.exists() && (!source || source_finished.exists()) {
        return Ok(Some(Toolchain::Unpacked(folder)));
    }
    if on_path("apt-get").is_none() || on_path("dpkg-deb").is_none() {
        return Ok(None);
    }
    system::refresh_apt(workspace)?;
    let Some((names, exact)) = offered(version) else { return Ok(None) };
    fs::create_dir_all(&folder).map_err(|error| Error::io(folder.display(), &error))?;
    if !finished.exists() {
        let libraries = format!("{}{version}", names.libraries);
        let mut packages: Vec<String> =
            [names.compiler, &libraries, names.standard_library].map(|name| format!("{name}={exact}")).into();
        packages.extend(llvm(&libraries, &exact));
        let downloads = download(workspace, &packages)?;
        for package in downloads.entries()? {
            Run::new("dpkg-deb").arg("-x").arg(&package).arg(&folder).live()?;
        }
        let told = msrv::unpacked(Run::new(msrv::compiler(&folder)), &folder).arg("-V").answer()?;
        if !told.starts_with(&format!("rustc {version}.")) {
            return Err(Error::Failed(format!("expected rustc {version}, unpacked {told}")));
        }
        mark(&finished)?;
    }
    if source && !source_finished.exists() {
        let downloads = download(workspace, &[format!("{}={exact}", names.source)])?;
        for package in downloads.entries()? {
            unpack_library(&package, &folder)?;
        }
        mark(&source_finished)?;
    }
    Ok(Some(Toolchain::Unpacked(folder)))
}

/// Under which names Debian has that version, and exactly which.
fn offered(version: &str) -> Option<(&'static Packaging, String)> {
    PACKAGINGS.iter().find_map(|names| {
        let table = Run::new("apt-cache").args(["madison", names.compiler]).try_answer()?;
        let mut versions = table.lines().filter_map(|line| Some(line.split('|').nth(1)?.trim()));
        let exact = versions.find(|exact| exact.starts_with(&format!("{version}.")))?;
        Some((names, exact.to_owned()))
    })
}

/// The LLVM that a compiler's libraries need.
fn llvm(libraries: &str, exact: &str) -> Option<String> {
    let shown = Run::new("apt-cache").arg("show").arg(format!("{libraries}={exact}")).try_answer()?;
    let depends = shown.lines().find_map(|line| line.strip_prefix("Depends: "))?;
    let names = depends.split(',').filter_map(|entry| entry.split_whitespace().next());
    names.map(str::to_owned).find(|name| name.starts_with("libllvm"))
}

/// Fetches packages, without root, into a folder of their own.
fn download(workspace: &Workspace, packages: &[String]) -> Result<Scratch> {
    let folder = workspace.scratch("download")?;
    let log = workspace.target.join("xtask-install.log");
    Run::new("apt-get").arg("download").args(packages).folder(folder.path()).logged(&log)?;
    Ok(folder)
}

/// Unpacks what a build of the standard library needs of Rust's source, and not the compiler's.
fn unpack_library(package: &Path, folder: &Path) -> Result<()> {
    let mut archive = Run::new("dpkg-deb").arg("--fsys-tarfile").arg(package).spawn_piped()?;
    let input = archive.stdout.take().map_or_else(Stdio::null, Stdio::from);
    let tar = Run::new("tar").arg("-x").arg("-C").arg(folder).arg("--wildcards");
    let unpacked = tar.args(["./usr/lib/rustlib/src/rust", "./usr/src/rustc-*/library"]).input(input).live();
    let status = archive.wait().map_err(|error| Error::io("waiting for dpkg-deb", &error))?;
    unpacked?;
    if status.success() { Ok(()) } else { Err(Error::Failed(format!("dpkg-deb ended with {status}"))) }
}

/// Notes that something is there in full.
fn mark(marker: &Path) -> Result<()> {
    fs::write(marker, "").map_err(|error| Error::io(marker.display(), &error))
}
