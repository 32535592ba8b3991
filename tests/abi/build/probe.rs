//! Writes the C files that know sizes, offsets and values, and the Rust file that lists the same names.

use std::fmt::Write;

use crate::header::Header;
use crate::public::{Found, Package};

/// A table of everything that our own header of that name defines.
pub(crate) fn constants(table: &str, include: &str, header: &Header) -> String {
    let rows = header.constants.iter().map(|name| format!("CONSTANT({name})"));
    file(table, &[include], rows)
}

/// A table of sizes, alignments and offsets.
pub(crate) fn layout(table: &str, header: &Header) -> String {
    let typedefs = header.typedefs.iter().map(|name| format!("SIZE({name})"));
    let structs = header.structs.iter().flat_map(|(name, fields)| {
        let fields = fields.iter().map(move |field| format!("FIELD({name}, {field})"));
        [format!("SIZE({name})"), format!("ALIGN({name})")].into_iter().chain(fields)
    });
    file(table, &["pkcs11.h"], typedefs.chain(structs))
}

/// A table of what a public header has of all this: constants, sizes of structs, offsets in lists.
pub(crate) fn public(
    table: &str,
    package: &Package,
    found: &Found,
    standard: &Header,
    vendor: Option<&Header>,
) -> String {
    let mut names: Vec<&String> = standard.constants.iter().chain(vendor.iter().flat_map(|v| &v.constants)).collect();
    names.sort();
    names.dedup();
    let constants = names.into_iter().map(|name| format!("\n#ifdef {name}\nCONSTANT({name})\n#endif"));
    let structs = standard.structs.iter().filter(|(name, _)| found.declares(name)).flat_map(|(name, fields)| {
        let functions = fields.iter().filter(|field| field.starts_with("C_"));
        let functions = functions.map(move |field| format!("FIELD({name}, {field})"));
        [format!("SIZE({name})"), format!("ALIGN({name})")].into_iter().chain(functions)
    });
    file(table, package.include, constants.chain(structs))
}

/// The table of tables.
pub(crate) fn index(tables: &[String]) -> String {
    let mut text = String::from("#include \"abi.h\"\n\n");
    for table in tables {
        _ = writeln!(text, "extern const struct abi_row abi_{table}[];");
    }
    text += "\nstatic const struct abi_table tables[] = {\n";
    for table in tables {
        _ = writeln!(text, "    {{\"{table}\", abi_{table}}},");
    }
    text + "    {0, 0}\n};\n\nconst struct abi_table *pkcs11_abi_tables(void)\n{\n    return tables;\n}\n"
}

/// The names of structs, fields, typedefs and functions, for `tests/abi` to look up in Rust.
pub(crate) fn names(header: &Header) -> String {
    let mut text = String::from("structs! {\n");
    for (name, fields) in &header.structs {
        let fields: Vec<&str> = fields.iter().map(|field| if field == "type" { "type_" } else { field }).collect();
        _ = writeln!(text, "    {name} {{ {} }}", fields.join(" "));
    }
    _ = write!(text, "}}\n\ntypedefs! {{\n    {}\n}}\n", header.typedefs.join("\n    "));
    for (name, functions) in [("PROTOTYPES", &header.functions), ("FUNCTION_TYPES", &header.function_types)] {
        _ = write!(text, "\npub(crate) const {name}: &[(&str, &str)] = &{functions:#?};\n");
    }
    text
}

fn file(table: &str, include: &[&str], rows: impl Iterator<Item = String>) -> String {
    let mut text = String::from("#include \"abi.h\"\n");
    for header in include {
        _ = writeln!(text, "#include <{header}>");
    }
    _ = writeln!(text, "\nconst struct abi_row abi_{table}[] = {{");
    for row in rows {
        _ = writeln!(text, "    {row}");
    }
    text + "    {0, 0}\n};\n"
}
