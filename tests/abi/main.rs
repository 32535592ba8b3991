//! The ABI: what the C compiler makes of vendor-headers/ and of public headers, against pkcs11-sys.
//!
//! build.rs compiles tables of names and numbers; here, each is compared with its Rust counterpart, in both directions,
//! so that neither side can lack a name.

#![cfg(not(miri))]

mod constants;
mod functions;
mod layout;
mod public;
mod sources;
mod vendor;

use std::collections::BTreeMap;
use std::ffi::{CStr, c_char, c_ulonglong};

/// Names and numbers, of C or of Rust.
type Table = BTreeMap<String, u64>;

/// `struct abi_row` of abi.h.
#[repr(C)]
struct Row {
    name: *const c_char,
    value: c_ulonglong,
}

/// `struct abi_table` of abi.h.
#[repr(C)]
struct NamedRows {
    name: *const c_char,
    rows: *const Row,
}

#[link(name = "pkcs11_abi", kind = "static")]
unsafe extern "C" {
    safe fn pkcs11_abi_tables() -> *const NamedRows;
}

/// The table of that name, or `None` where build.rs found nothing to compile.
fn c_table(wanted: &str) -> Option<Table> {
    let mut table = pkcs11_abi_tables();
    // SAFETY: build.rs ends the array of tables with a null name, and writes every other name as a C string literal.
    // `table` has not passed that end, because the loop stops there.
    while let Some(name) = unsafe { text((*table).name) } {
        if name == wanted {
            // SAFETY: as above; `rows` is an array that ends with a null name too.
            return Some(unsafe { rows((*table).rows) });
        }
        // SAFETY: `table` is not the last element, whose name is null.
        table = unsafe { table.add(1) };
    }
    None
}

/// # Safety
///
/// The array ends with a null name, and the other names are C strings.
unsafe fn rows(mut row: *const Row) -> Table {
    let mut table = Table::new();
    // SAFETY: `row` is an element of the array, and its name is null or a C string.
    while let Some(name) = unsafe { text((*row).name) } {
        // SAFETY: as above.
        let twice = table.insert(name.to_owned(), unsafe { (*row).value });
        assert!(twice.is_none(), "{name} is in a table of C twice");
        // SAFETY: `row` is not the last element, whose name is null.
        row = unsafe { row.add(1) };
    }
    table
}

/// # Safety
///
/// The pointer is null or a C string of the program.
unsafe fn text(text: *const c_char) -> Option<&'static str> {
    // SAFETY: not null, so it is a C string, by this function's contract.
    (!text.is_null()).then(|| unsafe { CStr::from_ptr(text) }.to_str().expect("ASCII"))
}

/// Both sides have the same names, and the same number for each.
fn assert_same(c: &Table, rust: &Table) {
    let mut differences = Vec::new();
    for name in c.keys().chain(rust.keys().filter(|name| !c.contains_key(*name))) {
        if c.get(name) != rust.get(name) {
            differences.push(format!("{name}: {:x?} in C, {:x?} in Rust", c.get(name), rust.get(name)));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
