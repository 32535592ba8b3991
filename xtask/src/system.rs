//! Packages of the operating system: what we need, and how it gets here.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::command::{Run, on_path};
use crate::error::{Error, Result};
use crate::workspace::Workspace;

/// Something that the system's package manager can install.
#[derive(Debug)]
pub(crate) struct Package {
    /// What it is, for people.
    pub(crate) what: &'static str,
    /// Whether it is here already.
    pub(crate) present: fn() -> bool,
    /// Its name on Debian and Ubuntu.
    pub(crate) apt: &'static str,
    /// Its name on Fedora and its relatives.
    pub(crate) dnf: &'static str,
    /// Its name on Arch Linux.
    pub(crate) pacman: &'static str,
    /// Its name on Alpine Linux.
    pub(crate) apk: &'static str,
    /// Its name with Homebrew.
    pub(crate) brew: &'static str,
}

/// A package manager that we can drive.
struct Manager {
    /// The program that tells that it is this system's.
    program: &'static str,
    /// What refreshes its lists, where a new system has none.
    refresh: &'static [&'static str],
    /// What installs, before the names.
    install: &'static [&'static str],
    /// Whether it has to run as root.
    root: bool,
    /// A package's name here.
    name: fn(&Package) -> &'static str,
}

/// Debian's and Ubuntu's.
const APT: Manager = Manager {
    program: "apt-get",
    refresh: &["apt-get", "update"],
    install: &["apt-get", "install", "-y", "--no-install-recommends"],
    root: true,
    name: |package| package.apt,
};

/// The managers that we can drive.
const MANAGERS: &[Manager] = &[
    APT,
    Manager {
        program: "dnf",
        refresh: &[],
        install: &["dnf", "install", "-y"],
        root: true,
        name: |package| package.dnf,
    },
    Manager {
        program: "pacman",
        refresh: &["pacman", "-Sy"],
        install: &["pacman", "-S", "--needed", "--noconfirm"],
        root: true,
        name: |package| package.pacman,
    },
    Manager { program: "apk", refresh: &[], install: &["apk", "add"], root: true, name: |package| package.apk },
    Manager { program: "brew", refresh: &[], install: &["brew", "install"], root: false, name: |package| package.brew },
];

/// How we become root.
enum Root {
    /// We are, or need not be.
    Already,
    /// `sudo -n` works.
    Sudo,
    /// Somebody has to type a password.
    Ask,
}

/// Installs those of the packages that are not here. Quick and silent when all are.
pub(crate) fn ensure(workspace: &Workspace, packages: &[&Package]) -> Result<()> {
    let missing: Vec<&Package> = packages.iter().copied().filter(|package| !(package.present)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let what = missing.iter().map(|package| package.what).collect::<Vec<_>>().join(", ");
    let manager = MANAGERS
        .iter()
        .find(|manager| on_path(manager.program).is_some())
        .ok_or_else(|| Error::Unavailable(format!("missing: {what}. Install it, then run this again")))?;
    let names: Vec<&str> = missing.iter().map(|package| (manager.name)(package)).collect();
    let command: Vec<&str> = manager.install.iter().copied().chain(names).collect();
    let root = if manager.root { root() } else { Root::Already };
    let typed = format!("{}{}", if manager.root { "sudo " } else { "" }, command.join(" "));
    if matches!(root, Root::Ask) {
        return Err(Error::Unavailable(format!(
            "missing: {what}. Neither root nor sudo without a password here: type\n    {typed}"
        )));
    }
    println!("missing: {what}");
    refresh(workspace, manager, &root)?;
    let failed = |why: &dyn std::fmt::Display| {
        Error::Unavailable(format!("missing: {what}. {why}\nto try it by hand:\n    {typed}"))
    };
    match as_root(&root, &command).logged(&log(workspace)?) {
        Err(Error::Interrupted) => return Err(Error::Interrupted),
        Err(error) => return Err(failed(&error)),
        Ok(()) => {}
    }
    match missing.iter().find(|package| !(package.present)()) {
        None => Ok(()),
        Some(package) => Err(failed(&format_args!("It was installed, but {} is not where we look", package.what))),
    }
}

/// Fetches Debian's package lists, once, if that takes no password. The old ones may do.
pub(crate) fn refresh_apt(workspace: &Workspace) -> Result<()> {
    match root() {
        Root::Ask => Ok(()),
        root => refresh(workspace, &APT, &root),
    }
}

/// Fetches the package lists, once. A failure is left for the install to stumble over.
fn refresh(workspace: &Workspace, manager: &Manager, root: &Root) -> Result<()> {
    static DONE: AtomicBool = AtomicBool::new(false);
    if manager.refresh.is_empty() || DONE.swap(true, Ordering::Relaxed) {
        return Ok(());
    }
    match as_root(root, manager.refresh).logged(&log(workspace)?) {
        Err(Error::Failed(why)) => println!("going on without fresh package lists: {why}"),
        other => other?,
    }
    Ok(())
}

/// Where chatty installs write.
fn log(workspace: &Workspace) -> Result<std::path::PathBuf> {
    std::fs::create_dir_all(&workspace.target).map_err(|error| Error::io("making the target folder", &error))?;
    Ok(workspace.target.join("xtask-install.log"))
}

/// A command, by way of sudo if need be. Nothing may stop to ask.
fn as_root(root: &Root, command: &[&str]) -> Run {
    let run = match root {
        Root::Sudo => Run::new("sudo").args(["-n", "env"]),
        Root::Already | Root::Ask => Run::new("env"),
    };
    run.arg("DEBIAN_FRONTEND=noninteractive").args(command)
}

/// How we become root.
fn root() -> Root {
    if Run::new("id").arg("-u").try_answer().is_some_and(|id| id.trim() == "0") {
        Root::Already
    } else if Run::new("sudo").args(["-n", "true"]).try_answer().is_some() {
        Root::Sudo
    } else {
        Root::Ask
    }
}
