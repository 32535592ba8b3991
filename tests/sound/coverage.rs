//! docs/COVERAGE.md and the code agree: each function of the standard is there, and is called where a method is named.

// Reads files, and makes no calls: there is nothing in it for Miri to see.
#![cfg(not(miri))]

use crate::ledger::{read, root, sources};
use pkcs11_safe::Function;

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

fn has_word(text: &str, word: &str) -> bool {
    text.split(|character: char| !character.is_alphanumeric() && character != '_').any(|found| found == word)
}

#[test]
fn every_function_of_the_standard_is_there_in_its_order() {
    let document = read(&root().join("docs/COVERAGE.md"));
    let named: Vec<_> = rows(&document).into_iter().map(|(function, _)| format!("C_{function}")).collect();
    assert_eq!(named, Function::ALL.iter().map(ToString::to_string).collect::<Vec<_>>());
}

#[test]
fn a_function_is_called_unless_it_is_said_to_be_raw() {
    let sources = sources("pkcs11-safe/src");
    for (function, cell) in rows(&read(&root().join("docs/COVERAGE.md"))) {
        let (call, field) = (format!("C_{function}"), format!(".C_{function}"));
        let called = sources.iter().any(|(_, text)| {
            let mut after = text.split(field.as_str()).skip(1);
            after.any(|text| !text.starts_with(|next: char| next.is_alphanumeric()))
        });
        let is_raw = cell == "raw" || cell.starts_with("raw: ");
        assert_ne!(called || LOADING.contains(&call.as_str()), is_raw, "{call}: {cell}");
    }
}

#[test]
fn every_method_that_is_named_is_declared_where_its_type_is() {
    let sources = sources("pkcs11-safe/src");
    for (function, cell) in rows(&read(&root().join("docs/COVERAGE.md"))) {
        for (owner, method) in methods(cell) {
            // By itself, or by a macro that gets the name.
            let declares = |text: &str| {
                text.contains(&format!("fn {method}("))
                    || text.contains(&format!("fn {method}<"))
                    || (text.contains("macro_rules!") && has_word(text, method))
            };
            let found = sources.iter().any(|(_, text)| has_word(text, owner) && declares(text));
            assert!(found, "C_{function}: nothing declares {owner}::{method}");
        }
    }
}
