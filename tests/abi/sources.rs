//! pkcs11-sys declares no struct and no type that the C header lacks: its sources are searched for declarations.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::functions;
use crate::layout::{STRUCT_NAMES, TYPEDEF_NAMES};

const SOURCES: &str = "pkcs11-sys/src";

/// What `pattern` finds in the lines of these files.
fn declared(paths: &[PathBuf], pattern: fn(&str) -> Option<&str>) -> BTreeSet<String> {
    let texts = paths.iter().map(|path| fs::read_to_string(path).expect("a readable source"));
    texts.flat_map(|text| text.lines().filter_map(pattern).map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn files(directory: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new(SOURCES).join(directory)).expect("tests run at the root of the workspace");
    entries.map(|entry| entry.expect("a readable directory").path()).collect()
}

fn file(name: &str) -> Vec<PathBuf> {
    vec![Path::new(SOURCES).join(name)]
}

fn set<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

/// `    CK_INFO [88/8 76/4 76/1 76/1] {`
fn struct_row(line: &str) -> Option<&str> {
    line.ends_with("] {").then(|| line.trim().split(' ').next())?
}

/// `pub type CK_BYTE = c_uchar;`
fn type_item(line: &str) -> Option<&str> {
    line.strip_prefix("pub type ")?.split(' ').next()
}

/// `    CK_BYTE_PTR = CK_BYTE;`
fn pointer_row(line: &str) -> Option<&str> {
    let name = line.strip_prefix("    CK_")?.split(' ').next()?;
    line.contains(" = ").then_some(&line[4..][..name.len() + 3])
}

#[test]
fn structs_are_those_of_c() {
    let mut rust = declared(&[files("structs"), files("params")].concat(), struct_row);
    rust.extend(declared(&file("functions.rs"), struct_row));
    assert_eq!(rust, set(STRUCT_NAMES.iter().copied()));
}

#[test]
fn typedefs_are_those_of_c() {
    let mut rust = declared(&file("types.rs"), type_item);
    rust.extend(declared(&file("pointers.rs"), pointer_row));
    rust.extend(functions::types().map(str::to_owned));
    assert_eq!(rust, set(TYPEDEF_NAMES.iter().copied()));
}
