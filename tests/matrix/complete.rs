//! No public operation is missing: every `pub fn` of the types that call into a module is a row, or is on the list of those
//! that make no call.

use super::rows;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The rooms of the crate from which a module is called.
const ROOMS: [&str; 7] = ["context", "key", "module", "object", "operation", "session", "slot"];

/// Types of these rooms that hold what is known, and know nobody who could be called.
const DATA: [&str; 5] = ["Interface", "KeyPair", "Object", "ObservedCall", "Usage"];

/// Functions that are no rows, and why.
const LEFT_OUT: &[(&str, &[&str])] = &[
    (
        "a file of the system's, which Miri does not load; what comes of its functions is `Module::from_get_interface`",
        &["Module::load"],
    ),
    (
        "unloads a file; for a module that is part of the program it forgets it, as every cell does in the end",
        &["Module::unload"],
    ),
    (
        "tells what is known, without a call",
        &[
            "Module::provides",
            "Module::interface",
            "Module::version",
            "Module::functions",
            "Context::slot",
            "Slot::id",
            "Slot::context",
            "Session::slot",
            "Session::handle",
            "Session::object_from_raw",
            "Unfinished::error",
            "Unfinished::into_operation",
            "SlotEvent::slot",
        ],
    ),
    (
        "says what is to be done, without doing it",
        &[
            "InitializeArgs::new",
            "InitializeArgs::locking",
            "InitializeArgs::without_threads",
            "InitializeArgs::reserved",
            "TokenFilter::new",
            "TokenFilter::label",
            "TokenFilter::label_prefix",
            "TokenFilter::serial_number",
            "TokenFilter::manufacturer",
            "TokenFilter::model",
            "TokenFilter::slot",
            "TokenFilter::uninitialized",
            "KeyPairSpec::rsa",
            "KeyPairSpec::ec",
            "KeyPairSpec::parameter_set",
            "KeyPairSpec::of_type",
            "KeyPairSpec::label",
            "KeyPairSpec::id",
            "KeyPairSpec::key_id",
            "KeyPairSpec::store",
            "KeyPairSpec::may",
            "KeyPairSpec::public",
            "KeyPairSpec::private",
            "KeyPairSpec::without",
            "KeyPairSpec::mechanism",
            "KeyPairSpec::public_template",
            "KeyPairSpec::private_template",
            "SecretKeySpec::aes",
            "SecretKeySpec::des3",
            "SecretKeySpec::generic",
            "SecretKeySpec::of_type",
            "SecretKeySpec::label",
            "SecretKeySpec::id",
            "SecretKeySpec::store",
            "SecretKeySpec::may",
            "SecretKeySpec::with",
            "SecretKeySpec::without",
            "SecretKeySpec::mechanism",
            "SecretKeySpec::template",
        ],
    ),
];

/// What is public in the rooms.
#[derive(Default)]
struct Public {
    functions: BTreeSet<String>,
    /// Those of [`DATA`] that are there.
    data: BTreeSet<String>,
}

/// Every public function of the types, as the sources have it. In the macro that writes the two ciphers, `$name` is the
/// type, and `$once`, `$into`, `$begin` are functions named after the verb.
fn public() -> Public {
    let mut found = Public::default();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("pkcs11-safe/src");
    let mut folders: Vec<_> = ROOMS.iter().map(|room| sources.join(room)).collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the sources are there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let ciphers = path.ends_with("operation/cipher.rs");
                functions(&fs::read_to_string(path).expect("it can be read"), ciphers, &mut found);
            }
        }
    }
    found
}

fn functions(source: &str, ciphers: bool, found: &mut Public) {
    let mut types: Vec<String> = Vec::new();
    for line in source.lines() {
        let line = line.trim_start();
        if let Some(rest) = line.strip_prefix("impl") {
            let subject = rest.rsplit(" for ").next().unwrap_or(rest);
            let subject = subject.trim_start_matches(|c| c != ' ').trim_start();
            let name: String = subject.chars().take_while(|c| c.is_alphanumeric() || *c == '$').collect();
            types = match name.as_str() {
                "$name" if ciphers => vec!["Encryptor".to_owned(), "Decryptor".to_owned()],
                _ => vec![name],
            };
        }
        let Some(function) = line.strip_prefix("pub ").and_then(|rest| {
            let rest = rest.strip_prefix("const ").unwrap_or(rest);
            rest.strip_prefix("unsafe ").unwrap_or(rest).strip_prefix("fn ")
        }) else {
            continue;
        };
        let name: String = function.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '$')).collect();
        found.data.extend(types.iter().filter(|type_| DATA.contains(&type_.as_str())).cloned());
        for type_ in types.iter().filter(|type_| !DATA.contains(&type_.as_str()) && *type_ != "$name") {
            for verb in ["encrypt", "decrypt"] {
                let of_another = matches!((type_.as_str(), verb), ("Encryptor", "decrypt") | ("Decryptor", "encrypt"));
                let name = match name.as_str() {
                    "$once" => verb.to_owned(),
                    "$into" => format!("{verb}_into"),
                    "$begin" => format!("{verb}or"),
                    other => other.to_owned(),
                };
                if !of_another || !name.contains("crypt") {
                    found.functions.insert(format!("{type_}::{name}"));
                }
            }
        }
    }
}

#[test]
#[cfg_attr(miri, ignore = "reads the sources, and there is nothing in it for Miri to see")]
fn every_public_operation_is_a_row_or_makes_no_call() {
    let Public { functions: public, data } = public();
    let stale: Vec<_> = DATA.iter().filter(|name| !data.contains(**name)).collect();
    assert!(stale.is_empty(), "types that hold what is known, and are not there: {stale:?}");
    for expected in
        ["Session::sign", "Encryptor::encrypt", "Decryptor::finish_into", "Search::finish", "Module::attach"]
    {
        assert!(public.contains(expected), "{expected} was not found in the sources: {public:?}");
    }
    let rows: BTreeSet<_> =
        rows::all().iter().flat_map(|row| row.covers.iter().map(|name| (*name).to_owned())).collect();
    let left_out: BTreeSet<_> =
        LEFT_OUT.iter().flat_map(|(_, names)| names.iter().map(|name| (*name).to_owned())).collect();
    let missing: Vec<_> = public.iter().filter(|name| !rows.contains(*name) && !left_out.contains(*name)).collect();
    assert!(missing.is_empty(), "neither rows nor left out: {missing:?}");
    let gone: Vec<_> = left_out.iter().filter(|name| !public.contains(*name)).collect();
    assert!(gone.is_empty(), "left out, and not there: {gone:?}");
    let both: Vec<_> = left_out.iter().filter(|name| rows.contains(*name)).collect();
    assert!(both.is_empty(), "left out, and rows: {both:?}");
    let traits = ["drop", "write", "next"];
    let invented = rows.iter().filter(|name| !public.contains(*name));
    let invented: Vec<_> =
        invented.filter(|name| !traits.iter().any(|of| name.ends_with(&format!("::{of}")))).collect();
    assert!(invented.is_empty(), "rows of what is not there: {invented:?}");
}
