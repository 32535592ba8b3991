//! Reads the rows of the library's tables out of its sources, for tests that go through all of them: attributes, and the
//! builders of mechanisms. Also the patterns of memory that nobody has written to, for tests of values that are just that.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

const TABLE: &str = "pkcs11-safe/src/attribute/table.rs";
const MECHANISMS: &str = "pkcs11-safe/src/mechanism";
const PATTERNS: &str = "pkcs11-safe/src/canary.rs";

/// The table of attributes, as a call of a macro of the same name: constant, type and number of each row.
pub(crate) fn attributes() -> String {
    let source = without_comments(&read(TABLE.into()));
    let table = calls(&source).into_iter().find(|call| call.name == "attributes").expect("there is a table");
    let mut rows = String::from("attributes! {\n");
    for row in rows_of(table.body) {
        let (name, rest) = row.split_once(':').expect("a row has a type");
        let (kind, number) = rest.split_once('=').expect("a row has a number");
        let number = number.split(',').next().unwrap_or(number);
        let _ = writeln!(rows, "{}: {} = {};", name.trim(), kind.trim(), number.trim());
    }
    rows + "}\n"
}

/// The two patterns, as an expression.
pub(crate) fn patterns() -> String {
    let source = read(PATTERNS.into());
    let (_, after) = source.split_once("const CANARIES: [Canary; 2] = ").expect("there are patterns");
    let (patterns, _) = after.split_once(';').expect("the expression ends");
    format!("{patterns}\n")
}

/// All types that the mechanisms' files declare, by name, and the calls of the macros for builders of one shape.
pub(crate) fn builders() -> String {
    let (mut names, mut shapes) = (Vec::new(), SHAPES.map(|name| (name, String::new())));
    let mut paths: Vec<PathBuf> = fs::read_dir(MECHANISMS)
        .expect("the sources are there")
        .map(|entry| entry.expect("a readable directory").path())
        .collect();
    paths.sort();
    for path in paths {
        let source = without_comments(&read(path));
        let source = source.split("#[cfg(test)]\nmod tests").next().unwrap_or(&source);
        // A type of its own, outside of macros.
        names.extend(source.lines().filter_map(|line| line.strip_prefix("pub struct ")).map(identifier));
        for call in calls(source) {
            let mut shape = shapes.iter_mut().find(|(name, _)| *name == call.name).map(|(_, rows)| rows);
            if shape.is_none() && call.name != "struct_builder" && !is_declarer(source, call.name) {
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
    names.sort_unstable();
    let shapes: String = shapes.iter().map(|(name, rows)| format!("{name}! {{\n{rows}}}\n")).collect();
    format!("{shapes}\n/// Every type that the sources declare.\npub(crate) const NAMES: &[&str] = &{names:?};\n")
}

/// The macros whose builders are all of one shape.
const SHAPES: [&str; 5] =
    ["byte_builders", "optional_byte_builders", "number_builders", "string_data", "cbc_encrypt_data"];

/// Whether a macro of this source declares types.
fn is_declarer(source: &str, name: &str) -> bool {
    let Some((_, after)) = source.split_once(&format!("macro_rules! {name} {{")) else { return false };
    let body = after.split("\n}\n").next().unwrap_or(after);
    body.contains("pub struct $") || body.contains("struct_builder! {")
}

/// A call of a macro at the beginning of a line.
struct Call<'a> {
    name: &'a str,
    body: &'a str,
}

fn calls(source: &str) -> Vec<Call<'_>> {
    let mut found = Vec::new();
    for (start, _) in source.match_indices("! {\n") {
        let name = source[..start].rsplit('\n').next().unwrap_or_default();
        let is_name = !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        let body = source[start + 4..].split("\n}\n").next().unwrap_or_default();
        if is_name {
            found.push(Call { name, body });
        }
    }
    found
}

/// The rows of a table, which end with the line, without attributes; a call of a macro that has none is one row.
fn rows_of(body: &str) -> impl Iterator<Item = String> {
    let rows = body.split(";\n").map(|row| {
        let lines = row.lines().map(str::trim).filter(|line| !line.starts_with("#["));
        lines.collect::<Vec<_>>().join(" ").trim().trim_end_matches(';').to_owned()
    });
    rows.filter(|row| !row.is_empty())
}

fn identifier(row: &str) -> String {
    row.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

fn without_comments(source: &str) -> String {
    source.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

fn read(path: PathBuf) -> String {
    println!("cargo::rerun-if-changed={}", path.display());
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
