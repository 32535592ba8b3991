//! A library file of more than 400 lines is split, unless it is a table.

use super::LIBRARY;
use support::sources::{self, Source};

const LIMIT: usize = 400;

/// Tables that are longer, and why.
const TABLES: &[(&str, &str)] = &[
    ("pkcs11-safe/src/mechanism/bare.rs", "a row for each mechanism without a parameter"),
    ("pkcs11-sys/src/constants/ckm.rs", "a row for each mechanism of the standard"),
    ("pkcs11-sys/src/functions.rs", "a row for each function of the standard"),
    ("pkcs11-sys/src/vendor/luna.rs", "a row for each constant of Luna"),
];

/// The files that are too long, or no longer are.
fn wrong(sources: &[Source], tables: &[(&str, &str)]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        let (path, lines) = (source.path(), source.text().lines().count());
        let is_table = tables.iter().any(|(table, _)| *table == path);
        if lines > LIMIT && !is_table {
            found.push(format!("{path}: {lines} lines: split it, or say which table it is"));
        }
        if lines <= LIMIT && is_table {
            found.push(format!("{path}: {lines} lines: no longer an exception"));
        }
    }
    let gone = tables.iter().filter(|(table, _)| !sources.iter().any(|source| source.path() == *table));
    found.extend(gone.map(|(table, _)| format!("{table}: an exception for a file that is not there")));
    found
}

#[test]
fn only_tables_are_longer_than_400_lines() {
    let wrong = wrong(&[sources::folder(LIBRARY), sources::folder("pkcs11-sys/src")].concat(), TABLES);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn long_files_and_stale_exceptions_are_found() {
    let of = |path: &str, lines| Source::new(path, "\n".repeat(lines));
    let sources = [of("a.rs", LIMIT), of("b.rs", LIMIT + 1), of("c.rs", LIMIT), of("d.rs", LIMIT + 1)];
    let wrong = wrong(&sources, &[("c.rs", ""), ("d.rs", ""), ("e.rs", "")]);
    let named: Vec<_> = wrong.iter().map(|line| line.split(':').next().unwrap_or_default()).collect();
    assert_eq!(named, ["b.rs", "c.rs", "e.rs"]);
}
