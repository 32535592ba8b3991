//! SoftHSM2: where it is, and tokens that last as long as a value.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{Run, on_path};
use crate::error::{Error, Result};
use crate::system::{self, Package};
use crate::workspace::{Scratch, Workspace};

/// SoftHSM2, as a package.
pub(crate) const PACKAGE: Package = Package {
    what: "SoftHSM2",
    present: || find().is_some() && on_path("softhsm2-util").is_some(),
    apt: "softhsm2",
    dnf: "softhsm",
    pacman: "softhsm",
    apk: "softhsm",
    brew: "softhsm",
};

/// Where distributions put the module.
const PLACES: &[&str] = &[
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm2.so",
    "/usr/lib/pkcs11/libsofthsm2.so",
    "/usr/lib/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
    "/home/linuxbrew/.linuxbrew/lib/softhsm/libsofthsm2.so",
];

/// The module, if it is in one of the usual places.
pub(crate) fn find() -> Option<PathBuf> {
    first_file(PLACES)
}

/// The module, installed if it was missing.
pub(crate) fn find_or_install(workspace: &Workspace) -> Result<PathBuf> {
    system::ensure(workspace, &[&PACKAGE])?;
    find().ok_or_else(|| Error::Unavailable("SoftHSM2 is not in any of the usual places".into()))
}

/// The first of some paths that is a file.
pub(crate) fn first_file(places: &[&str]) -> Option<PathBuf> {
    places.iter().map(PathBuf::from).find(|path| path.is_file())
}

/// A place for tokens of our own, away from those of the user. It is removed with this value.
#[derive(Debug)]
pub(crate) struct Store {
    folder: Scratch,
}

impl Store {
    /// An empty one, in the target folder.
    pub(crate) fn new(workspace: &Workspace, purpose: &str) -> Result<Self> {
        let folder = workspace.scratch(purpose)?;
        let tokens = folder.path().join("tokens");
        let configuration = format!(
            "directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = false\n",
            tokens.display()
        );
        fs::create_dir(&tokens)
            .and_then(|()| fs::write(folder.path().join("softhsm2.conf"), configuration))
            .map_err(|error| Error::io(format_args!("writing to {}", folder.path().display()), &error))?;
        Ok(Self { folder })
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// What SOFTHSM2_CONF has to be for a program that is to use it.
    pub(crate) fn configuration(&self) -> PathBuf {
        self.folder.path().join("softhsm2.conf")
    }

    /// Makes a token in it. Its security officer's PIN is the user's.
    pub(crate) fn make_token(&self, module: &Path, label: &str, pin: &str) -> Result<()> {
        Run::new("softhsm2-util")
            .env("SOFTHSM2_CONF", self.configuration())
            .args(["--init-token", "--free", "--module"])
            .arg(module)
            .args(["--label", label])
            .arg("--so-pin")
            .secret_arg(pin)
            .arg("--pin")
            .secret_arg(pin)
            .live()
    }
}
