//! The checks on small trees that are made up: each finds what it is for, and nothing else.

use super::arrows::{Report, report};
use super::circles::circles;
use super::tree::Tree;
use support::sources::{Source, library_of};

const ROOT: &str = "
    mod attribute; mod context; mod error; mod mechanism; mod module; mod number; mod object; mod raw; mod session; mod slot;
    pub use error::{Error, Result};
    pub use number::*;
    pub use object::Handle as ObjectHandle;
    pub use session::Session;";

fn tree(files: &[(&str, &str)]) -> Tree {
    let root = Source::new("src/lib.rs", ROOT);
    let files = files.iter().map(|(path, text)| Source::new(format!("src/{path}"), *text));
    Tree::new("src", library_of(files.chain([root]).collect()))
}

fn up(files: &[(&str, &str)]) -> Vec<String> {
    let Report { up, unresolved, .. } = report(&tree(files));
    assert!(unresolved.is_empty(), "{unresolved:?}");
    up
}

/// The files of each circle.
fn found(files: &[(&str, &str)]) -> Vec<String> {
    circles(&tree(files)).iter().map(ToString::to_string).collect()
}

const SESSION: (&str, &str) = ("session/mod.rs", "pub struct Session;");

#[test]
fn an_arrow_up() {
    let found = up(&[("raw/sign.rs", "use core::fmt;\n\nuse crate::session::Session;\n"), SESSION]);
    assert_eq!(found, ["src/raw/sign.rs:3: raw -> session (Session)"]);
    assert!(up(&[("session/mod.rs", "use crate::raw::Gate;"), ("raw/mod.rs", "pub struct Gate;")]).is_empty());
}

#[test]
fn an_arrow_up_in_the_code() {
    let code = "fn f() {\n    crate::session::open(1);\n    super::super::session::close();\n    super::own();\n}";
    let found = up(&[("raw/sign.rs", code), ("raw/mod.rs", "pub fn own() {}"), SESSION]);
    let expected =
        ["src/raw/sign.rs:2: raw -> session (session::open)", "src/raw/sign.rs:3: raw -> session (session::close)"];
    assert_eq!(found, expected);
}

#[test]
fn a_room_that_is_on_no_floor() {
    let found =
        up(&[("attic.rs", "use crate::error::Error;"), ("error.rs", "pub struct Error;\nuse crate::attic::A;")]);
    assert_eq!(found, ["src/attic.rs:1: attic -> error (Error)", "src/error.rs:2: error -> attic (A)"]);
}

#[test]
fn an_arrow_within_a_floor() {
    let (slot, session) = (("slot.rs", "pub struct Slot;"), ("session.rs", "pub struct Session;"));
    let module = ("module.rs", "use crate::context::Context;");
    let found = up(&[("session/open.rs", "use crate::slot::Slot;"), slot, session, module, ("context.rs", "")]);
    assert_eq!(
        found,
        ["src/session/open.rs:1: session -> slot (Slot)", "src/module.rs:1: module -> context (Context)"]
    );
    assert!(up(&[("slot/open.rs", "use crate::session::Session;"), session]).is_empty());
    let attribute = ("attribute/key.rs", "use crate::mechanism::Mechanism;");
    let mechanism = ("mechanism/aes.rs", "use crate::attribute::Key;");
    assert_eq!(up(&[attribute, mechanism, ("attribute.rs", ""), ("mechanism.rs", "")]).len(), 2);
    assert!(
        up(&[("number.rs", "use crate::Error;"), ("error.rs", "use crate::number::N;\npub struct Error;")]).is_empty()
    );
}

#[test]
fn a_name_of_the_root_is_of_the_room_that_declares_it() {
    let found = up(&[("raw.rs", "use crate::{Error, Session};"), SESSION, ("error/mod.rs", "pub struct Error;")]);
    assert_eq!(found, ["src/raw.rs:1: raw -> session (Session)"]);
    // By another name, and by way of a room that has it from a third.
    let object = ("object/mod.rs", "mod handle; pub use handle::Handle;");
    let handle = ("object/handle.rs", "pub struct Handle;");
    assert_eq!(
        up(&[("raw.rs", "use crate::ObjectHandle;"), object, handle]),
        ["src/raw.rs:1: raw -> object (ObjectHandle)"]
    );
    let object = ("object/mod.rs", "pub use crate::error::Handle;");
    let raw = ("raw.rs", "use crate::ObjectHandle;\nuse crate::object::Handle;");
    let found = up(&[raw, object, ("error/mod.rs", "pub struct Handle;")]);
    assert_eq!(found, ["src/raw.rs:2: raw -> object (Handle)"]);
}

#[test]
fn a_name_that_a_macro_declares_is_found_by_way_of_the_glob() {
    let number = ("number.rs", "use crate::error::Error;\nopen_number! { Ulong, AttributeType }");
    assert!(up(&[("error.rs", "use crate::AttributeType;"), number]).is_empty());
    assert_eq!(found(&[("error.rs", "use crate::AttributeType;"), number]).len(), 1);
}

#[test]
fn a_name_that_the_root_lacks_is_told() {
    let report = report(&tree(&[("raw.rs", "\nuse crate::Missing;")]));
    assert_eq!(report.unresolved, ["src/raw.rs:2: lib.rs has no Missing"]);
}

#[test]
fn comments_and_literals_do_not_count() {
    let raw = "//! use crate::session::Session;\n/// [`crate::session::Session`]\n/* use crate::slot::Slot; */\nconst A: &str = \"crate::session::B\";";
    assert!(up(&[("raw.rs", raw), SESSION]).is_empty());
}

#[test]
fn code_for_tests_does_not_count() {
    let raw = "
        #[cfg(test)] use crate::session::Session;
        #[cfg(test)]
        mod tests { use crate::session::Session; fn f() { crate::session::open(); } }
        #[cfg(all(test, not(miri)))] mod more;
        #[cfg(not(test))] mod real;";
    let (more, real) = ("use crate::session::Session;", "use crate::session::Session;");
    let found = up(&[("raw/mod.rs", raw), ("raw/more.rs", more), ("raw/real.rs", real), SESSION]);
    assert_eq!(found, ["src/raw/real.rs:1: raw -> session (Session)"]);
}

#[test]
fn super_is_counted_from_the_module_it_is_in() {
    let raw = "mod inner { use super::helper; use super::super::session::Session; }\nfn helper() {}";
    assert_eq!(up(&[("raw.rs", raw), SESSION]), ["src/raw.rs:1: raw -> session (Session)"]);
}

#[test]
fn a_circle_over_three_files() {
    let files = [
        ("error.rs", "use crate::number::N;\npub struct Error;"),
        ("number/mod.rs", "mod open; pub use open::N;"),
        ("number/open.rs", "pub struct N;\nfn f() { crate::flags::g() }"),
        ("flags.rs", "use crate::Error;\npub fn g() {}"),
        // It leads into the circle, and nothing leads to it.
        ("error/other.rs", "use crate::Error;"),
    ];
    let found = found(&files);
    assert_eq!(found.len(), 1, "{found:?}");
    let expected = "a circle of 3 files: src/error.rs, src/number/open.rs, src/flags.rs
    src/error.rs:1: error -> number (src/number/open.rs)
    src/number/open.rs:2: number -> flags (src/flags.rs)
    src/flags.rs:1: flags -> error (src/error.rs)";
    assert_eq!(found[0], expected);
}

#[test]
fn files_of_one_room_may_know_each_other() {
    let files = [
        ("error/mod.rs", "mod a; mod b; pub use a::A;\npub struct Error;"),
        ("error/a.rs", "use super::b::B; use crate::number::N;\npub struct A;"),
        ("error/b.rs", "use super::a::A;\npub struct B;"),
        // The room of the circle, but no file of it.
        ("number.rs", "use crate::error::Error;\npub struct N;"),
    ];
    assert!(found(&files).is_empty(), "{:?}", found(&files));
}
