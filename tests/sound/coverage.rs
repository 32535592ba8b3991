//! docs/COVERAGE.md and the code agree: each function of the standard is there, and is called where a method is named.

// Reads files, and makes no calls: there is nothing in it for Miri to see.
#![cfg(not(miri))]

use pkcs11_safe::Function;
use std::collections::BTreeSet;
use support::sources::{self, Source, read_text};

const DOCUMENT: &str = "docs/COVERAGE.md";

/// Those that are called while loading, before there is a table.
const LOADING: [&str; 2] = ["C_GetFunctionList", "C_GetInterface"];

/// The functions of the document, and what stands beside them.
fn rows(document: &str) -> Vec<(&str, &str)> {
    let cells = document.lines().filter_map(|line| line.strip_prefix("| `C_")?.strip_suffix(" |"));
    cells.map(|cells| cells.split_once("` | ").expect("two cells")).collect()
}

/// What stands between backticks: the type, and the method.
fn methods(cell: &str) -> impl Iterator<Item = (&str, &str)> {
    cell.split('`').skip(1).step_by(2).map(|path| path.split_once("::").expect("a method of a type"))
}

#[test]
fn every_function_of_the_standard_is_there_in_its_order() {
    let document = read_text(DOCUMENT);
    let named: Vec<_> = rows(&document).into_iter().map(|(function, _)| format!("C_{function}")).collect();
    assert_eq!(named, Function::ALL.iter().map(ToString::to_string).collect::<Vec<_>>());
}

#[test]
fn a_function_is_called_unless_it_is_said_to_be_raw() {
    let sources = sources::library("pkcs11-safe/src");
    let fields = sources.iter().flat_map(|source| {
        let tokens = source.tokens();
        let fields = tokens.windows(2).filter(|pair| pair[0].text == ".").map(|pair| pair[1].text);
        fields.collect::<Vec<_>>()
    });
    let called: BTreeSet<_> = fields.collect();
    for (function, cell) in rows(&read_text(DOCUMENT)) {
        let call = format!("C_{function}");
        let called = called.contains(call.as_str());
        let is_raw = cell == "raw" || cell.starts_with("raw: ");
        let called = called || LOADING.contains(&call.as_str());
        assert_ne!(called, is_raw, "{DOCUMENT}, row of {call}, `{cell}`: called in pkcs11-safe/src: {called}");
    }
}

#[test]
fn every_method_that_is_named_is_declared_where_its_type_is() {
    let sources = sources::library("pkcs11-safe/src");
    let functions: BTreeSet<_> = sources.iter().flat_map(Source::functions).collect();
    let declared = functions.iter().filter(|function| function.is_public || function.is_of_trait);
    let declared: BTreeSet<_> = declared.map(|function| (function.owner.as_deref(), function.name.as_str())).collect();
    for (function, cell) in rows(&read_text(DOCUMENT)) {
        for (owner, method) in methods(cell) {
            let is_declared = declared.contains(&(Some(owner), method));
            assert!(
                is_declared,
                "{DOCUMENT}, row of C_{function}: nothing in pkcs11-safe/src declares {owner}::{method}"
            );
        }
    }
}
