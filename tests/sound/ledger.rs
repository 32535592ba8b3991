//! docs/UNSAFE.md and the code agree: what is assumed of modules is numbered, cited, and shown by tests that exist.

// Reads files, and makes no calls: there is nothing in it for Miri to see.
#![cfg(not(miri))]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(super) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The Rust files below a folder.
pub(super) fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let (mut found, mut open) = (Vec::new(), vec![root().join(folder)]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = read(&path);
                found.push((path, text));
            }
        }
    }
    found
}

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
    let document = read(&root().join("docs/UNSAFE.md"));
    let rows = rows(&document);
    let numbered: Vec<u32> = rows.iter().filter_map(|(cell, _)| cell.strip_prefix('A')?.parse().ok()).collect();
    let last = u32::try_from(numbered.len()).expect("few");
    assert_eq!(numbered, (1..=last).collect::<Vec<_>>(), "the numbers follow each other");
    let comments = sources("pkcs11-safe/src").into_iter().flat_map(|(_, text)| {
        let lines: Vec<_> = text.lines().filter_map(|line| line.trim().strip_prefix("//").map(str::to_owned)).collect();
        lines
    });
    let cited: BTreeSet<u32> = comments.flat_map(|comment| citations(&comment)).collect();
    assert_eq!(cited, numbered.into_iter().collect(), "what is cited is what is numbered");
    for (cell, line) in rows {
        let shown = !tests(line).is_empty() || line.contains("no test can show");
        assert!(shown, "{cell}: which test shows it?");
    }
}

#[test]
fn every_test_that_the_document_names_is_there() {
    let document = read(&root().join("docs/UNSAFE.md"));
    let named = tests(&document);
    assert!(named.len() > 10, "{named:?}");
    for (file, function) in named {
        let text = read(&root().join(format!("{file}.rs")));
        let declared = format!("#[test]\nfn {function}(");
        let indented = format!("#[test]\n    fn {function}(");
        assert!(text.contains(&declared) || text.contains(&indented), "{file}.rs has no test {function}");
    }
}

/// The comment that ends right above a line, and the numbers that it cites.
fn proof(lines: &[&str], at: usize) -> (String, BTreeSet<u32>) {
    let is_comment = |line: &&&str| line.trim().starts_with("//");
    let start = at - lines[..at].iter().rev().take_while(is_comment).count();
    let text =
        lines[start..at].iter().map(|line| line.trim().trim_start_matches('/').trim()).collect::<Vec<_>>().join(" ");
    let cited = citations(&text);
    (text, cited)
}

#[test]
fn every_call_into_a_module_is_proven_by_a_numbered_assumption() {
    let mut calls = 0;
    for (path, text) in sources("pkcs11-safe/src/raw") {
        let lines: Vec<_> = text.lines().collect();
        for (at, line) in
            lines.iter().enumerate().filter(|(_, line)| line.contains("(table.C_") || line.contains("(table)("))
        {
            let at_safety = lines[..at].iter().rposition(|line| line.contains("// SAFETY:"));
            let at_safety = at_safety.unwrap_or_else(|| panic!("{}:{}: no proof", path.display(), at + 1));
            let proof: String =
                lines[at_safety..at].iter().filter(|line| line.trim().starts_with("//")).copied().collect();
            let elsewhere = proof.contains("as above") || proof.contains("as for ");
            let proven = !citations(&proof).is_empty() || elsewhere || proof.contains("no pointers are involved");
            assert!(proven && at - at_safety < 20, "{}:{}: {line}", path.display(), at + 1);
            calls += 1;
        }
    }
    assert!(calls > 40, "{calls}");
}

#[test]
fn the_calls_that_find_a_modules_functions_are_proven_by_numbered_assumptions() {
    let mut calls = 0;
    for (path, text) in sources("pkcs11-safe/src/module") {
        let lines: Vec<_> = text.lines().collect();
        let is_call = |line: &str| line.contains("{ get_function_list(") || line.contains("{ get_interface(");
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| is_call(line)) {
            let (proof, cited) = proof(&lines, at);
            assert!(proof.contains("SAFETY:") && cited.contains(&6), "{}:{}: {line}", path.display(), at + 1);
            calls += 1;
        }
    }
    assert_eq!(calls, 3);
}

#[test]
fn every_parameter_that_leads_to_memory_is_proven_by_what_modules_do_not_write_to() {
    let mut parameters = 0;
    for (path, text) in sources("pkcs11-safe/src/mechanism") {
        let lines: Vec<_> = text.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.contains("unsafe impl Parameter for")) {
            let (proof, cited) = proof(&lines, at);
            let proven =
                cited.contains(&5) || proof.contains("no field is a pointer") || proof.contains("as above, for");
            assert!(proof.contains("SAFETY:") && proven, "{}:{}: {line}", path.display(), at + 1);
            // Each of its sentences about bytes that are read, not one of them alone.
            for read in proof.split("the module reads ").skip(1) {
                let cites = ["it (A5)", "them (A5)"].iter().any(|cited| read.starts_with(cited));
                assert!(cites, "{}:{}: {proof}", path.display(), at + 1);
            }
            parameters += 1;
        }
    }
    assert!(parameters > 30, "{parameters}");
}
