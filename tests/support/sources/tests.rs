//! The reader, on texts that are easy to misread.

use super::{Function, Source, library_of, rows_of};

fn source(text: &str) -> Source {
    Source::new("src/room/file.rs", text)
}

fn imports(text: &str) -> Vec<String> {
    let found = source(text).imports().into_iter();
    found.map(|import| format!("{} {} as {}", import.line, import.path.join("::"), import.name)).collect()
}

fn functions(text: &str) -> Vec<String> {
    let found = source(text).functions().into_iter().filter(|function| function.is_public);
    found.map(|Function { owner, name, .. }| format!("{}::{name}", owner.unwrap_or_default())).collect()
}

#[test]
fn comments_and_literals_are_blank() {
    let text = "a /* b /* c */ d */ e // f\n\"g \\\" // h\" 'i' '\\'' '\"' r#\"j \" k\"# b\"l\" 'm: n 'ö' br\"o\"";
    let source = source(text);
    let words: Vec<_> =
        source.tokens().into_iter().map(|token| token.text).filter(|text| !text.starts_with('"')).collect();
    assert_eq!(words, ["a", "e", "b", "'m", ":", "n"]);
    assert!(source.uncommented().contains("g \\\" // h") && !source.uncommented().contains("f\n"));
    assert_eq!((source.code().len(), source.uncommented().len()), (text.len(), text.len()));
}

#[test]
fn use_lines_are_taken_apart() {
    let text = "use crate::Error;\npub(crate) use super::{a, b::{self, C as D,\n E}, f::*};\n// use crate::Comment;\n";
    let expected = [
        "1 crate::Error as Error",
        "2 super::a as a",
        "2 super::b as b",
        "2 super::b::C as D",
        "3 super::b::E as E",
        "3 super::f as *",
    ];
    assert_eq!(imports(text), expected);
    assert_eq!(
        imports("fn f() -> impl Sized + use<'a> {}\nmacro_rules! m { () => { use $crate::x; } }"),
        ["2 crate::x as x"]
    );
    let inside = source("mod a { mod b { use super::c; } } use self::d;").imports();
    assert_eq!((inside[0].inside.join("::"), inside[1].inside.len()), ("a::b".to_owned(), 0));
}

#[test]
fn paths_are_those_of_the_code() {
    let text =
        "use a::b;\npub(in crate::c) fn f() { crate::d::e::<T>(); for _ in crate::g::h() {} }\n/// crate::i\nstruct J;";
    let paths: Vec<_> = source(text).paths().into_iter().map(|path| path.path.join("::")).collect();
    assert_eq!(paths, ["crate::d::e", "crate::g::h"]);
}

#[test]
fn functions_have_their_types() {
    let text = "
        pub fn free() {}
        impl<'a, T: Fn() -> u8> crate::room::Subject<'a, T> where T: Copy {
            pub const unsafe fn one(x: impl Into<u8>) {}
            pub(crate) fn two() {}
            pub fn three<T>() { fn inner() {} }
        }
        unsafe impl<T> From<T> for Other { fn from() {} }";
    assert_eq!(functions(text), ["::free", "Subject::one", "Subject::three"]);
    assert!(source(text).functions().iter().any(|f| f.is_of_trait && f.owner.as_deref() == Some("Other")));
}

#[test]
fn a_macro_declares_what_its_calls_name() {
    let text = "
        macro_rules! pair { ($name:ident, $begin:ident, $text:literal) => {
            impl Session { pub fn $begin(&self) {} }
            impl $name { pub fn finish(self) {} }
        }; }
        pair!(Signer, signer, \"a, b\");
        pair! { Verifier, verifier, \"c\" }
        macro_rules! repeated { ($($name:ident)*) => { $(impl $name { pub fn raw() {} })* }; }";
    let expected = ["Session::signer", "Session::verifier", "Signer::finish", "Verifier::finish", "$name::raw"];
    assert_eq!(functions(text), expected);
}

#[test]
fn code_for_tests_is_cut() {
    let text = "
        #[cfg(test)]
        mod tests { fn a() {} }
        #[cfg(all(test, not(miri)))] use b::{c, d};
        #[cfg(not(test))] fn e() {}
        #[cfg(any(test, unix))] fn f() {}
        #[cfg(test)] pub(crate) fn g<A, B>(_: A) -> [u8; 2] { 1 }
        struct H { #[cfg(test)] i: (u8, u8), j: u8 }
        #[cfg(test)] mod k;";
    let cut = source(text).without_tests();
    let words: Vec<_> = cut.tokens().into_iter().map(|token| token.text).filter(|text| text.len() == 1).collect();
    let words: Vec<_> = words.into_iter().filter(|text| text.starts_with(char::is_alphabetic)).collect();
    assert_eq!(words, ["e", "f", "H", "j"]);
    let file = |path: &str, text: &str| Source::new(path, text);
    let files = vec![
        file("src/room/mod.rs", "mod a;\n#[cfg(test)]\nmod b;"),
        file("src/room/a.rs", "#[cfg(test)] mod c;"),
        file("src/room/a/c.rs", ""),
        file("src/room/b/mod.rs", ""),
        file("src/room/b/d.rs", ""),
        file("src/room/bc.rs", ""),
    ];
    let left: Vec<_> = library_of(files).iter().map(|source| source.path().to_owned()).collect();
    assert_eq!(left, ["src/room/mod.rs", "src/room/a.rs", "src/room/bc.rs"]);
}

#[test]
fn types_have_their_derives_and_bodies() {
    let text = "
        /// Of bytes.
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub struct A<'a>(&'a [u8; 4], B);
        pub enum C { D(String) }
        struct Private;
        macro_rules! m { () => { pub struct Inner; } }
        impl core::fmt::Debug for C {}";
    let source = source(text);
    let types: Vec<_> = source.types().into_iter().map(|found| (found.name, found.derives, found.body)).collect();
    assert_eq!(types[0], ("A", vec!["Clone", "Debug"], "A<'a>(&'a [u8; 4], B);"));
    assert_eq!(types[1], ("C", vec![], "C { D(String) }"));
    assert_eq!((types.len(), source.impls()[0].of_trait), (2, Some("Debug")));
    assert_eq!(source.declared().into_iter().collect::<Vec<_>>(), ["A", "C", "Inner", "Private", "m"]);
}

#[test]
fn tables_have_rows() {
    let text = "
table! {
    // A comment; of the table.
    ONE: A = B; // Behind a row.
    #[doc = \"x\"]
    TWO: C =
        D, \"text; more\";
}
other!(a, b);";
    let source = source(text);
    assert_eq!(rows_of(source.call("table").body).collect::<Vec<_>>(), ["ONE: A = B", "TWO: C = D, \"text; more\""]);
    assert_eq!(
        source.calls().iter().map(|call| (call.name, call.line)).collect::<Vec<_>>(),
        [("table", 2), ("other", 9)]
    );
}

#[test]
#[should_panic(expected = "src/room/file.rs: there is no row of CK_OTHER")]
fn a_missing_row_is_named() {
    let source = source("    CK_INFO [8/8 4/4] {\n        flags: [CK_BYTE; 4] [0  4],\n    }\n");
    let row = source.struct_row("CK_INFO");
    assert_eq!((row.sizes, row.fields[0].name, &*row.fields[0].offsets), (vec![(8, 8), (4, 4)], "flags", &[0, 4][..]));
    source.struct_row("CK_OTHER");
}
