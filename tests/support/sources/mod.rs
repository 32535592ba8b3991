//! Reads the project's own Rust sources, for tests that compare the code with a list, a document or a rule.
//!
//! It reads tokens and parses no grammar, so that it sees into the bodies of macros as well; it needs no dependency, and
//! build.rs includes it. Every failure names the file, and what is missing in it.

mod items;
mod macros;
mod mask;
mod paths;
mod structs;
mod test_code;
#[cfg(test)]
mod tests;
mod tokens;

pub use items::{Function, Impl, Type};
pub use macros::{Call, rows_of};
pub use paths::{Import, PathUse};
pub use structs::{Field, Struct};
pub use test_code::library_of;
pub use tokens::Token;

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file of the workspace.
///
/// # Panics
///
/// If it cannot be read; the message names it.
pub fn read_text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A Rust file of the workspace.
///
/// # Panics
///
/// If it cannot be read; the message names it.
pub fn read(path: &str) -> Source {
    Source::new(path, read_text(path))
}

/// The Rust files below a folder of the workspace, in the order of their paths.
///
/// # Panics
///
/// If the folder cannot be read or has no Rust file; the message names it.
pub fn folder(path: &str) -> Vec<Source> {
    let (mut paths, mut open) = (Vec::new(), vec![path.to_owned()]);
    while let Some(folder) = open.pop() {
        for name in names(&folder) {
            let path = format!("{folder}/{name}");
            if root().join(&path).is_dir() {
                open.push(path);
            } else if name.ends_with(".rs") {
                paths.push(path);
            }
        }
    }
    assert!(!paths.is_empty(), "{path}: there is no Rust file in this folder");
    paths.sort_unstable();
    paths.iter().map(|path| read(path)).collect()
}

/// The Rust files below a folder, without code that is for tests alone: neither the files of such modules nor such items.
///
/// # Panics
///
/// As [`folder`].
pub fn library(path: &str) -> Vec<Source> {
    library_of(folder(path))
}

/// The names in a folder of the workspace, sorted.
///
/// # Panics
///
/// If the folder cannot be read; the message names it.
pub fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let paths = entries.map(|entry| entry.unwrap_or_else(|error| panic!("{folder}: {error}")).path());
    let name = |path: PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let mut names: Vec<_> = paths.filter_map(name).collect();
    names.sort_unstable();
    names
}

/// Whether a text has this as a word, and not only as a part of one.
pub fn has_word(text: &str, word: &str) -> bool {
    text.split(|character: char| !character.is_alphanumeric() && character != '_').any(|found| found == word)
}

/// A Rust file.
#[derive(Clone, Debug)]
pub struct Source {
    path: String,
    text: String,
    uncommented: String,
    code: String,
}

impl Source {
    /// A file of this path, from the folder of the workspace on, with this text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let (path, text) = (path.into(), text.into());
        let masked = mask::mask(&text);
        Self { path, text, uncommented: masked.uncommented, code: masked.code }
    }

    /// The path, from the folder of the workspace on, with `/` on all systems.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The path from that folder on.
    ///
    /// # Panics
    ///
    /// If the file is not in the folder.
    pub fn path_in(&self, folder: &str) -> &str {
        let path = self.path.strip_prefix(folder).and_then(|path| path.strip_prefix('/'));
        path.unwrap_or_else(|| panic!("{}: not in {folder}", self.path))
    }

    /// All of the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text with blanks instead of comments. Offsets and lines are those of the text.
    pub fn uncommented(&self) -> &str {
        &self.uncommented
    }

    /// The text with blanks instead of comments and of what is between quotes. Offsets and lines are those of the text.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The tokens of the code.
    pub fn tokens(&self) -> Vec<Token<'_>> {
        tokens::tokens(&self.code)
    }

    /// What follows this text in the file, up to the next `end`.
    ///
    /// # Panics
    ///
    /// If the file lacks either; the message names the file and what it lacks.
    pub fn between(&self, start: &str, end: &str) -> &str {
        let (_, rest) = self.text.split_once(start).unwrap_or_else(|| panic!("{}: there is no `{start}`", self.path));
        let found = rest.split_once(end);
        found.unwrap_or_else(|| panic!("{}: no `{end}` follows `{start}`", self.path)).0
    }

    /// The comments right above a line, which counts from 1: their lines, without slashes, joined with blanks.
    pub fn comment_above(&self, line: usize) -> String {
        let lines: Vec<_> = self.text.lines().take(line.saturating_sub(1)).map(str::trim).collect();
        let start = lines.iter().rposition(|line| !line.starts_with("//")).map_or(0, |at| at + 1);
        lines[start..].iter().map(|line| line.trim_start_matches('/').trim()).collect::<Vec<_>>().join(" ")
    }

    /// The comments that are lines of their own, each with its line.
    pub fn comments(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate();
        lines.filter_map(|(at, line)| Some((at + 1, line.trim().strip_prefix("//")?)))
    }

    /// The lines of code that contain this text outside of comments and literals, by number, from 1.
    pub fn lines_with(&self, needles: &[&str]) -> Vec<usize> {
        let lines = self.code.lines().enumerate();
        let found = lines.filter(|(_, line)| needles.iter().any(|needle| line.contains(needle)));
        found.map(|(at, _)| at + 1).collect()
    }
}
