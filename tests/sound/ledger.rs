//! docs/UNSAFE.md and the code agree: what is assumed of modules is numbered, cited, and shown by tests that exist.

// Reads files, and makes no calls: there is nothing in it for Miri to see.
#![cfg(not(miri))]

use std::collections::BTreeSet;
use support::sources::{self, Source, read_text};

const DOCUMENT: &str = "docs/UNSAFE.md";

/// The rows of the document's tables: the first cell, and the whole line.
fn rows(document: &str) -> Vec<(&str, &str)> {
    let header = |line: &&str| line.ends_with("| shown by |");
    let lines = document.lines().filter(|line| line.starts_with("| ") && !header(line));
    lines.filter_map(|line| Some((line.split('|').nth(1)?.trim(), line))).collect()
}

/// `A` and a number, wherever a text has them as words.
fn citations(text: &str) -> BTreeSet<u32> {
    let words = text.split(|character: char| !character.is_ascii_alphanumeric());
    words.filter_map(|word| word.strip_prefix('A')?.parse().ok()).collect()
}

/// What stands between backticks and names a test: the file, and the function.
fn tests(line: &str) -> Vec<(&str, &str)> {
    line.split('`').skip(1).step_by(2).filter_map(|word| word.split_once(".rs::")).collect()
}

#[test]
fn every_assumption_is_numbered_cited_and_shown() {
    let document = read_text(DOCUMENT);
    let rows = rows(&document);
    let numbered: Vec<u32> = rows.iter().filter_map(|(cell, _)| cell.strip_prefix('A')?.parse().ok()).collect();
    let last = u32::try_from(numbered.len()).expect("few");
    assert_eq!(numbered, (1..=last).collect::<Vec<_>>(), "the numbers follow each other");
    let files = sources::folder("pkcs11-safe/src");
    let comments = files.iter().flat_map(Source::comments);
    let cited: BTreeSet<u32> = comments.flat_map(|(_, comment)| citations(comment)).collect();
    assert_eq!(cited, numbered.into_iter().collect(), "what is cited is what is numbered");
    for (cell, line) in rows {
        let shown = !tests(line).is_empty() || line.contains("no test can show");
        assert!(shown, "{cell}: which test shows it?");
    }
}

#[test]
fn every_test_that_the_document_names_is_there() {
    let document = read_text(DOCUMENT);
    let named = tests(&document);
    assert!(named.len() > 10, "{named:?}");
    for (file, function) in named {
        let source = sources::read(&format!("{file}.rs"));
        let code = source.code();
        let declared = format!("#[test]\nfn {function}(");
        let indented = format!("#[test]\n    fn {function}(");
        assert!(code.contains(&declared) || code.contains(&indented), "{DOCUMENT}: {file}.rs has no test {function}");
    }
}

#[test]
fn every_call_into_a_module_is_proven_by_a_numbered_assumption() {
    let mut calls = 0;
    for source in sources::folder("pkcs11-safe/src/raw") {
        let lines: Vec<_> = source.text().lines().collect();
        for line in source.lines_with(&["(table.C_", "(table)("]) {
            let (at, place) = (line - 1, format!("{}:{line}", source.path()));
            let at_safety = lines[..at].iter().rposition(|line| line.contains("// SAFETY:"));
            let at_safety = at_safety.unwrap_or_else(|| panic!("{place}: no proof"));
            let proof: String =
                lines[at_safety..at].iter().filter(|line| line.trim().starts_with("//")).copied().collect();
            let elsewhere = proof.contains("as above") || proof.contains("as for ");
            let proven = !citations(&proof).is_empty() || elsewhere || proof.contains("no pointers are involved");
            assert!(proven && at - at_safety < 20, "{place}: {}", lines[at]);
            calls += 1;
        }
    }
    assert!(calls > 40, "{calls}");
}

#[test]
fn the_calls_that_find_a_modules_functions_are_proven_by_numbered_assumptions() {
    let mut calls = 0;
    for source in sources::folder("pkcs11-safe/src/module") {
        for line in source.lines_with(&["{ get_function_list(", "{ get_interface("]) {
            let proof = source.comment_above(line);
            let proven = proof.contains("SAFETY:") && citations(&proof).contains(&6);
            assert!(proven, "{}:{line}: {proof}", source.path());
            calls += 1;
        }
    }
    assert_eq!(calls, 3);
}

#[test]
fn every_parameter_that_leads_to_memory_is_proven_by_what_modules_do_not_write_to() {
    let mut parameters = 0;
    for source in sources::folder("pkcs11-safe/src/mechanism") {
        for line in source.lines_with(&["unsafe impl Parameter for"]) {
            let (proof, place) = (source.comment_above(line), format!("{}:{line}", source.path()));
            let proven = citations(&proof).contains(&5)
                || proof.contains("no field is a pointer")
                || proof.contains("as above, for");
            assert!(proof.contains("SAFETY:") && proven, "{place}: {proof}");
            // Each of its sentences about bytes that are read, not one of them alone.
            for read in proof.split("the module reads ").skip(1) {
                let cites = ["it (A5)", "them (A5)"].iter().any(|cited| read.starts_with(cited));
                assert!(cites, "{place}: {proof}");
            }
            parameters += 1;
        }
    }
    assert!(parameters > 30, "{parameters}");
}
