//! Reads the rows of the library's tables out of its sources, for tests that go through all of them: attributes, and the
//! builders of mechanisms. Also the canaries of memory that nobody has written to, for tests of values that are just that.

use std::fmt::Write;

use crate::sources::{self, Source, rows_of};

const TABLE: &str = "pkcs11-safe/src/attribute/table.rs";
const MECHANISMS: &str = "pkcs11-safe/src/mechanism";
const PATTERNS: &str = "pkcs11-safe/src/canary.rs";

/// The table of attributes, as a call of a macro of the same name: constant, type and number of each row.
pub(crate) fn attributes() -> String {
    let source = watched(sources::read(TABLE));
    let mut rows = String::from("attributes! {\n");
    for row in rows_of(source.call("attributes").body) {
        let cells = row.split_once(':').and_then(|(name, rest)| Some((name, rest.split_once('=')?)));
        let (name, (kind, number)) = cells.unwrap_or_else(|| panic!("{TABLE}: `{row}` lacks its type or number"));
        let number = number.split(',').next().unwrap_or(number);
        let _ = writeln!(rows, "{}: {} = {};", name.trim(), kind.trim(), number.trim());
    }
    rows + "}\n"
}

/// The two canaries, as an expression.
pub(crate) fn patterns() -> String {
    let source = watched(sources::read(PATTERNS));
    format!("{}\n", source.between("const CANARIES: [Canary; 2] = ", ";"))
}

/// All types that the mechanisms' files declare, by name, and the calls of the macros for builders of one shape.
pub(crate) fn builders() -> String {
    let (mut names, mut shapes) = (Vec::new(), SHAPES.map(|name| (name, String::new())));
    for source in sources::folder(MECHANISMS) {
        let source = watched(source).without_tests();
        // Types of their own, outside of macros.
        names.extend(source.types().iter().filter(|found| found.is_struct).map(|found| found.name.to_owned()));
        for call in source.calls() {
            let mut shape = shapes.iter_mut().find(|(name, _)| *name == call.name).map(|(_, rows)| rows);
            if shape.is_none() && call.name != "struct_builder" && !is_declarer(&source, call.name) {
                continue;
            }
            for row in rows_of(call.body) {
                names.push(identifier(&row));
                if let Some(shape) = &mut shape {
                    let _ = writeln!(shape, "    {row};");
                }
            }
        }
    }
    for (name, rows) in &shapes {
        assert!(!rows.is_empty(), "{MECHANISMS}: no file has a row of `{name}!`");
    }
    names.sort_unstable();
    let shapes: String = shapes.iter().map(|(name, rows)| format!("{name}! {{\n{rows}}}\n")).collect();
    format!("{shapes}\n/// Every type that the sources declare.\npub(crate) const NAMES: &[&str] = &{names:?};\n")
}

/// The macros whose builders are all of one shape.
const SHAPES: [&str; 5] =
    ["byte_builders", "optional_byte_builders", "number_builders", "string_data", "cbc_encrypt_data"];

/// Whether a macro of this file declares types.
fn is_declarer(source: &Source, name: &str) -> bool {
    let body = source.macro_rules(name).unwrap_or_default();
    body.contains("pub struct $") || body.contains("struct_builder! {")
}

fn identifier(row: &str) -> String {
    row.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

/// Builds again when the file changes.
fn watched(source: Source) -> Source {
    println!("cargo::rerun-if-changed={}", source.path());
    source
}
