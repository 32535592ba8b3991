//! pkcs11-sys declares no struct and no type that the C header lacks: its sources are searched for declarations.

use std::collections::BTreeSet;
use support::sources::{self, Source, rows_of};

use crate::functions;
use crate::layout::{STRUCT_NAMES, TYPEDEF_NAMES};

const SOURCES: &str = "pkcs11-sys/src";

fn file(name: &str) -> Source {
    sources::read(&format!("{SOURCES}/{name}"))
}

fn folder(name: &str) -> Vec<Source> {
    sources::folder(&format!("{SOURCES}/{name}"))
}

fn set<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

/// Tells where a name is declared that C lacks, and where a name of C should be.
fn assert_same(place: &str, files: &[Source], rust: &BTreeSet<String>, c: &[&str]) {
    let c = set(c.iter().copied());
    let missing: Vec<_> = c.difference(rust).collect();
    assert!(missing.is_empty(), "{SOURCES}/{place}: no row declares {missing:?}");
    let invented = rust.difference(&c).map(|name| {
        let file = files.iter().find(|file| sources::has_word(file.code(), name));
        format!("{}: C has no {name}", file.map_or("a macro", Source::path))
    });
    let invented: Vec<_> = invented.collect();
    assert!(invented.is_empty(), "{}", invented.join("\n"));
}

#[test]
fn structs_are_those_of_c() {
    let files = [folder("structs"), folder("params"), vec![file("functions.rs")]].concat();
    let rust = set(files.iter().flat_map(Source::structs).map(|row| row.name));
    assert_same("{structs,params}/", &files, &rust, STRUCT_NAMES);
}

#[test]
fn typedefs_are_those_of_c() {
    let files = [file("types.rs"), file("pointers.rs")];
    let mut rust = set(files[0].type_aliases());
    // `CK_BYTE_PTR = CK_BYTE`
    let pointers = files[1].calls().into_iter().flat_map(|call| rows_of(call.body));
    rust.extend(pointers.filter_map(|row| Some(row.split_once(" = ")?.0.trim().to_owned())));
    rust.extend(functions::types().map(str::to_owned));
    assert_same("{types,pointers}.rs", &files, &rust, TYPEDEF_NAMES);
}
