//! Where things are, and folders that last as long as a value.

use std::path::{Path, PathBuf};
use std::{env, fs, process};

use crate::error::{Error, Result};

/// The folders of this workspace.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// Where the root Cargo.toml is.
    pub(crate) root: PathBuf,
    /// Where cargo builds, and where everything temporary goes.
    pub(crate) target: PathBuf,
}

impl Workspace {
    /// Finds the workspace from what cargo tells the programs that it runs.
    pub(crate) fn locate() -> Result<Self> {
        let own =
            env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = own.parent().filter(|root| root.join("Cargo.toml").is_file());
        let root = root.ok_or_else(|| Error::Failed("run this as `cargo xtask`, inside the workspace".into()))?;
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |path| root.join(path));
        Ok(Self { root: root.to_owned(), target })
    }

    /// A new folder in the target folder, of this process alone.
    pub(crate) fn scratch(&self, purpose: &str) -> Result<Scratch> {
        let path = self.target.join(format!("{purpose}-{}", process::id()));
        // A left-over of a killed process that had the same number.
        if path.exists() {
            fs::remove_dir_all(&path)
                .map_err(|error| Error::io(format_args!("removing {}", path.display()), &error))?;
        }
        fs::create_dir_all(&path).map_err(|error| Error::io(format_args!("making {}", path.display()), &error))?;
        Ok(Scratch { path })
    }

    /// The oldest Rust that the crates promise to work with, such as `1.85`.
    pub(crate) fn rust_version(&self) -> Result<String> {
        let manifest = self.root.join("Cargo.toml");
        let text = fs::read_to_string(&manifest).map_err(|error| Error::io(manifest.display(), &error))?;
        let version = text.lines().find_map(|line| line.strip_prefix("rust-version = \"")?.strip_suffix('"'));
        version.map(str::to_owned).ok_or_else(|| Error::Failed("the root Cargo.toml names no rust-version".into()))
    }

    /// A path as a person in the workspace's folder would type it.
    pub(crate) fn shown<'p>(&self, path: &'p Path) -> std::path::Display<'p> {
        path.strip_prefix(&self.root).unwrap_or(path).display()
    }
}

/// A folder that is removed with this value.
#[derive(Debug)]
pub(crate) struct Scratch {
    path: PathBuf,
}

impl Scratch {
    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The files in it.
    pub(crate) fn entries(&self) -> Result<Vec<PathBuf>> {
        let entries = fs::read_dir(&self.path).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect());
        entries.map_err(|error| Error::io(format_args!("reading {}", self.path.display()), &error))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.path) {
            eprintln!("xtask: could not remove {}: {error}", self.path.display());
        }
    }
}
