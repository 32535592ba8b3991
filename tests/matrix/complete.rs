//! No public operation is missing: every `pub fn` of the types that call into a module is a row, or is on the list of those
//! that make no call.

use super::rows;
use std::collections::BTreeSet;
use support::sources;

const SOURCES: &str = "pkcs11-safe/src";

/// The rooms of the crate from which a module is called.
const ROOMS: [&str; 7] = ["context", "key", "module", "object", "operation", "session", "slot"];

/// Types of these rooms that hold what is known, and know nobody who could be called.
const DATA: [&str; 3] = ["Interface", "ObservedCall", "Usage"];

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
            "Returned::into_session",
            "Returned::into_parts",
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

/// Every public function of the types, as the sources have it.
fn public() -> Public {
    let mut found = Public::default();
    let library = sources::library(SOURCES);
    for room in ROOMS {
        let is_of_room = |path: &str| path.strip_prefix(room).is_some_and(|rest| rest.starts_with(['/', '.']));
        let files: Vec<_> = library.iter().filter(|source| is_of_room(source.path_in(SOURCES))).collect();
        assert!(!files.is_empty(), "{SOURCES}: there is no room {room}");
        let functions = files.iter().flat_map(|source| source.functions()).filter(|function| function.is_public);
        for function in functions {
            // What a repetition in a macro declares is of data alone.
            let Some(owner) = function.owner.filter(|owner| !owner.starts_with('$')) else { continue };
            if DATA.contains(&owner.as_str()) {
                found.data.insert(owner);
            } else {
                found.functions.insert(format!("{owner}::{}", function.name));
            }
        }
    }
    found
}

#[test]
#[cfg_attr(miri, ignore = "reads the sources, and there is nothing in it for Miri to see")]
fn every_public_operation_is_a_row_or_makes_no_call() {
    let Public { functions: public, data } = public();
    let stale: Vec<_> = DATA.iter().filter(|name| !data.contains(**name)).collect();
    assert!(stale.is_empty(), "types that hold what is known, and are not there: {stale:?}");
    for expected in ["Session::sign", "Encryptor::encrypt", "Verifier::verify", "Search::finish", "Module::attach"] {
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
