//! lib.rs declares the rooms and re-exports what they have, and nothing else.

use super::LIBRARY;
use support::sources::{self, Source};

/// The statements of a file that neither declare a module nor re-export, each with its line.
fn others(source: &Source) -> Vec<String> {
    let source = source.without_tests();
    let (mut code, mut line) = (String::new(), 1);
    for text in source.code().lines() {
        // Attributes of a root are lines of their own.
        code.push_str(if text.trim_start().starts_with('#') { "" } else { text });
        code.push('\n');
    }
    let mut found = Vec::new();
    for statement in code.split(';') {
        let start = line
            + statement.len().min(
                statement.find(|c: char| !c.is_whitespace()).map_or(0, |at| statement[..at].matches('\n').count()),
            );
        let statement_text = statement.trim();
        let is_known = ["mod ", "pub mod ", "pub use "].iter().any(|start| statement_text.starts_with(start));
        if !statement_text.is_empty() && !is_known {
            found.push(format!("{}:{start}: {}", source.path(), statement_text.lines().next().unwrap_or_default()));
        }
        line += statement.matches('\n').count();
    }
    found
}

#[test]
fn the_root_declares_rooms_and_re_exports() {
    let others = others(&sources::read(&format!("{LIBRARY}/lib.rs")));
    assert!(others.is_empty(), "lib.rs is above all floors, and holds no code:\n{}", others.join("\n"));
}

#[test]
fn code_in_the_root_is_found() {
    let text =
        "//! Words.\n#![deny(unsafe_code)]\npub mod a;\n#[cfg(x)]\nmod b;\npub use a::{C,\n    D};\n\nfn e() {}\n";
    assert_eq!(others(&Source::new("src/lib.rs", text)), ["src/lib.rs:9: fn e() {}"]);
}
