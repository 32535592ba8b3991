//! Whether every public type has been printed: the list of them is that of the sources.

use crate::printing::all;
use std::collections::BTreeSet;
use support::sources::{self, has_word};

const SOURCES: &str = "pkcs11-safe/src";

/// Types that hold bytes and may print them, or print by hand what they hold, and are not printed above.
const NO_SECRET: &[(&str, &str)] = &[
    ("attribute/date.rs Date", "a date"),
    ("version.rs Version", "two numbers"),
    ("context/args.rs InitializeArgs", "the string of `reserved` is configuration, and the caller's to print"),
    ("context/mod.rs Context", "printed with its slot and module"),
    ("slot/list.rs Info", "what a module says of itself"),
    ("encoding/dh.rs Parameters", "public"),
    ("encoding/dh.rs PublicKey", "public"),
    ("encoding/dsa.rs Parameters", "public"),
    ("encoding/dsa.rs PublicKey", "public"),
    ("encoding/ec/curve.rs Curve", "a name"),
    ("encoding/ec/point.rs Point", "public"),
    ("encoding/ec/public.rs PublicKey", "public"),
    ("encoding/key.rs PublicKey", "public"),
    ("encoding/rsa/public.rs PublicKey", "public"),
    ("encoding/x509/hash.rs KeyHashes", "hashes of public keys"),
    ("encoding/x509/mod.rs Certificate", "public"),
    ("encoding/ec/curve.rs UnknownCurve", "the name of a curve"),
    ("error/encoding.rs ErrorKind", "printed as `encoding::ErrorKind`"),
    ("error/mod.rs Reason", "a code"),
    ("mechanism/hmac.rs HmacGeneral", "two numbers"),
    ("mechanism/kdf.rs ConcatenateBaseAndKey", "a handle"),
    ("module/interface.rs Interface", "a name and a version"),
    ("module/mod.rs Module", "printed with its slot and context"),
    ("handle.rs Object", "a handle"),
    ("slot/filter.rs TokenFilter", "labels and serial numbers"),
    ("slot/info.rs SlotInfo", "what a module says of its slots"),
    ("slot/info.rs TokenInfo", "what a module says of its tokens"),
    ("slot/mod.rs Slot", "a number"),
];

/// A public type that is written out in the sources (macros make the others, and one of each macro is printed above), whether
/// it prints by hand, and whether it holds bytes or text.
struct Found {
    place: String,
    name: String,
    by_hand: bool,
    holds_bytes: bool,
}

fn public_types() -> Vec<Found> {
    const BYTES: [&str; 6] = ["u8", "str", "String", "CString", "Vec", "Attribute"];
    let mut found = Vec::new();
    for source in sources::library(SOURCES) {
        let impls = source.impls();
        for declared in source.types() {
            let mut printing = impls.iter().filter(|block| matches!(block.of_trait, Some("Debug" | "Display")));
            let by_hand = printing.any(|block| block.subject == declared.name);
            // What derives nothing and prints nothing cannot be printed.
            let holds_bytes =
                declared.derives.contains(&"Debug") && BYTES.iter().any(|word| has_word(declared.body, word));
            let place = format!("{} {}", source.path_in(SOURCES), declared.name);
            found.push(Found { place, name: declared.name.to_owned(), by_hand, holds_bytes });
        }
    }
    found
}

#[test]
fn no_type_is_left_out() {
    let printed = all();
    let names: BTreeSet<_> = printed.0.keys().flat_map(|name| name.split(", ")).collect();
    let types = public_types();
    assert!(types.len() > 80, "{}", types.len());
    for (place, _) in NO_SECRET {
        assert!(types.iter().any(|found| found.place == *place), "{SOURCES}: there is no {place} any more");
    }
    let mut left_out = Vec::new();
    for found in types {
        let room = found.place.strip_prefix("encoding/").and_then(|rest| rest.split(['/', '.']).next());
        let qualified = match (room, found.name.as_str()) {
            (Some("key" | "error"), name) => format!("encoding::{name}"),
            (Some(room), name) => format!("{room}::{name}"),
            (None, name) => name.to_owned(),
        };
        let told = names.contains(qualified.as_str()) || names.contains(found.name.as_str()) && room.is_none();
        let excused = NO_SECRET.iter().any(|(place, _)| *place == found.place);
        if (found.by_hand || found.holds_bytes) && !told && !excused {
            left_out.push(found.place);
        }
    }
    assert!(left_out.is_empty(), "neither printed nor excused: {left_out:#?}");
}

/// Builders that a macro makes print the fields that its row names. None of these is a pointer, or bytes.
#[test]
fn builders_of_the_macros_show_numbers_alone() {
    let mut shown = 0;
    for source in sources::folder(&format!("{SOURCES}/mechanism")) {
        let lines = source.uncommented().lines();
        for row in lines.filter_map(|line| line.split_once("_PARAMS, shows ").or_else(|| line.split_once(", shows "))) {
            for field in row.1.split_whitespace().filter(|field| field.chars().all(char::is_alphanumeric)) {
                shown += 1;
                let is_pointer = field.starts_with('p') && field[1..].starts_with(char::is_uppercase);
                assert!(
                    !is_pointer && !matches!(field, "iv" | "cb" | "data"),
                    "{}: {} shows {field}",
                    source.path(),
                    row.0
                );
            }
        }
    }
    assert!(shown > 40, "{shown}");
}
