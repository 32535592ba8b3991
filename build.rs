//! Compiles what C knows of the ABI into a static library for `tests/abi`: sizes, offsets and values, as the C compiler
//! sees them in vendor-headers/ and in the public headers of this machine. Needs a C compiler.
//!
//! Also reads the library's tables out of its sources, for `tests/properties`, which go through all rows, and its patterns.
//!
//! Public headers are looked for where distributions put them, and under the directories of `PKCS11_INCLUDE`, separated
//! by colons. After installing one, touch this file.

#[path = "tests/abi/build/header.rs"]
mod header;
#[path = "tests/abi/build/probe.rs"]
mod probe;
#[path = "tests/abi/build/public.rs"]
mod public;
#[path = "tests/properties/build/rows.rs"]
mod rows;

#[allow(dead_code, unreachable_pub, unused_imports, reason = "the tests use more of it")]
#[path = "tests/support/sources/mod.rs"]
mod sources;

use std::path::{Path, PathBuf};
use std::{env, fs};

use header::Header;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=tests/abi");
    println!("cargo::rerun-if-changed=vendor-headers");
    println!("cargo::rerun-if-env-changed=PKCS11_INCLUDE");

    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let standard = Header::read(&headers(Path::new("vendor-headers/pkcs11")));
    let vendors: Vec<(String, Header)> = headers(Path::new("vendor-headers"))
        .into_iter()
        .map(|path| (stem(&path), path))
        .filter(|(name, _)| name != "pkcs11")
        .map(|(name, path)| (name, Header::read(&[path])))
        .collect();

    fs::write(out.join("names.rs"), probe::names(&standard)).expect("OUT_DIR is writable");

    println!("cargo::rerun-if-changed=tests/properties/build");
    println!("cargo::rerun-if-changed=tests/support/sources");
    fs::write(out.join("attributes.rs"), rows::attributes()).expect("OUT_DIR is writable");
    fs::write(out.join("builders.rs"), rows::builders()).expect("OUT_DIR is writable");
    fs::write(out.join("patterns.rs"), rows::patterns()).expect("OUT_DIR is writable");

    let mut library = Library { out: out.clone(), tables: Vec::new(), objects: Vec::new() };
    let ours = [PathBuf::from("vendor-headers")];
    let must = |result: Result<(), cc::Error>| result.unwrap_or_else(|error| panic!("{error}"));
    must(library.add("constants", probe::constants("constants", "pkcs11.h", &standard), &ours));
    must(library.add("layout", probe::layout("layout", &standard), &ours));
    for (name, vendor) in &vendors {
        let table = format!("vendor_{name}");
        must(library.add(&table, probe::constants(&table, &format!("{name}.h"), vendor), &ours));
    }
    for package in public::PACKAGES {
        if let Some(found) = package.find() {
            println!("cargo::rerun-if-changed={}", found.header.display());
            let vendor = vendors.iter().find(|(name, _)| name == package.vendor).map(|(_, vendor)| vendor);
            let table = format!("public_{}", package.name);
            let source = probe::public(&table, package, &found, &standard, vendor);
            if let Err(error) = library.add(&table, source, &found.include) {
                println!("cargo::warning={}: {error}", found.header.display());
            }
        }
    }

    library.finish();
}

/// The library in the making: a C file for each table.
struct Library {
    out: PathBuf,
    tables: Vec<String>,
    objects: Vec<PathBuf>,
}

impl Library {
    /// Compiles a table, with the headers in these directories.
    fn add(&mut self, table: &str, source: String, include: &[PathBuf]) -> Result<(), cc::Error> {
        let path = self.out.join(format!("{table}.c"));
        fs::write(&path, source).expect("OUT_DIR is writable");
        self.objects.extend(compiler(include).file(path).try_compile_intermediates()?);
        self.tables.push(table.into());
        Ok(())
    }

    /// Adds the table of tables. Only tests/abi links the library, and says so itself.
    fn finish(self) {
        let path = self.out.join("tables.c");
        fs::write(&path, probe::index(&self.tables)).expect("OUT_DIR is writable");
        compiler(&[]).file(path).objects(self.objects).compile("pkcs11_abi");
        println!("cargo::rustc-link-search=native={}", self.out.display());
    }
}

/// A compiler that finds the headers in these directories, after the macros of `tests/abi`.
fn compiler(include: &[PathBuf]) -> cc::Build {
    let mut build = cc::Build::new();
    build.cargo_metadata(false).include("tests/abi").includes(include);
    build
}

/// The headers of a directory, sorted.
fn headers(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable directory").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "h"))
        .collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
