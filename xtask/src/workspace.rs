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

    /// Whether there is an integration test of this name.
    pub(crate) fn has_test(&self, name: &str) -> bool {
        self.root.join("tests").join(name).join("main.rs").is_file()
    }

    /// Asserts that every integration test is in one of two lists, and that the lists have no others: those that a command
    /// runs, and those that it does not, with the reason.
    #[cfg(test)]
    pub(crate) fn account_for_tests(&self, run: &[&str], excluded: &[(&str, &str)]) -> Result<()> {
        let folder = self.root.join("tests");
        let entries = fs::read_dir(&folder).map_err(|error| Error::io(folder.display(), &error))?;
        let mut found = 0;
        for entry in entries.flatten().filter(|entry| entry.path().join("main.rs").is_file()) {
            let name = entry.file_name().to_string_lossy().into_owned();
            let excluded = excluded.iter().filter(|(test, _)| *test == name).count();
            let runs = run.iter().filter(|test| **test == name).count();
            assert_eq!(runs + excluded, 1, "tests/{name}");
            found += 1;
        }
        assert_eq!(found, run.len() + excluded.len(), "a test that is no more");
        Ok(())
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
