//! Every struct and every typedef has the size, the alignment and the offsets that C gives it.

use std::mem::offset_of;

use pkcs11_sys::*;

use crate::{Table, assert_same, c_table};

/// How many structs PKCS #11 3.2 has, the function lists included.
const STRUCTS: usize = 100;

/// How many other types it has: scalars, pointers, function pointers.
const TYPEDEFS: usize = 287;

/// Declares `structs()`: a row for each size, alignment and offset. The pattern without `..` stops the build where Rust
/// has a field that C lacks; a field that Rust lacks stops it anyway.
macro_rules! structs {
    ($($name:ident { $($field:ident)* })*) => {
        pub(crate) const STRUCT_NAMES: &[&str] = &[$(stringify!($name)),*];

        fn structs(table: &mut Table) {
            $({
                let $name { $($field: _),* } = $name::ZERO;
                insert(table, format!("size of {}", stringify!($name)), size_of::<$name>());
                insert(table, format!("alignment of {}", stringify!($name)), align_of::<$name>());
                $({
                    let field = format!("{}.{}", stringify!($name), stringify!($field).trim_end_matches('_'));
                    insert(table, format!("offset of {field}"), offset_of!($name, $field));
                    insert(table, format!("size of {field}"), size_of_result(|it: $name| it.$field));
                })*
            })*
        }
    };
}

/// Declares `typedefs()`: a row for each size.
macro_rules! typedefs {
    ($($name:ident)*) => {
        pub(crate) const TYPEDEF_NAMES: &[&str] = &[$(stringify!($name)),*];

        fn typedefs(table: &mut Table) {
            $(insert(table, format!("size of {}", stringify!($name)), size_of::<$name>());)*
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/names.rs"));

fn insert(table: &mut Table, name: String, value: usize) {
    table.insert(name, value as u64);
}

fn size_of_result<T, R>(_: impl Fn(T) -> R) -> usize {
    size_of::<R>()
}

pub(crate) fn table() -> Table {
    let mut table = Table::new();
    structs(&mut table);
    typedefs(&mut table);
    table
}

#[test]
fn layouts_are_those_of_c() {
    assert_eq!((STRUCT_NAMES.len(), TYPEDEF_NAMES.len()), (STRUCTS, TYPEDEFS));
    assert_same(&c_table("layout").expect("build.rs compiles it"), &table());
}
