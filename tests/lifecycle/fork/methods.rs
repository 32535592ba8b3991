//! The methods that there are, so that none is left out.

use std::collections::BTreeSet;
use support::sources;

/// The types whose methods a child may call.
const TYPES: [&str; 9] =
    ["Context", "Slot", "Session", "Search", "Signer", "Verifier", "Digester", "Encryptor", "Decryptor"];

/// The methods of these types that are public, by the sources.
pub(super) fn public_methods() -> BTreeSet<String> {
    let functions = sources::library("pkcs11-safe/src");
    let functions = functions.iter().flat_map(|source| source.functions()).filter(|function| function.is_public);
    let methods = functions.filter_map(|function| {
        let owner = function.owner.filter(|owner| TYPES.contains(&owner.as_str()))?;
        Some(format!("{owner}::{}", function.name))
    });
    let methods: BTreeSet<_> = methods.collect();
    for name in TYPES {
        let is_there = methods.iter().any(|method| method.split("::").next() == Some(name));
        assert!(is_there, "pkcs11-safe/src: no public method of {name} is declared");
    }
    methods
}
