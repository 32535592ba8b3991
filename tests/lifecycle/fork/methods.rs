//! The methods that there are, so that none is left out.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The methods of a type that are public, by the sources.
pub(super) fn public_methods() -> BTreeSet<String> {
    const TYPES: [&str; 8] = ["Context", "Slot", "Session", "Search", "Signer", "Verifier", "Digester", "$name"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("pkcs11-safe/src");
    let mut methods = BTreeSet::new();
    for room in ["context", "slot", "session", "object", "operation"] {
        for file in fs::read_dir(root.join(room)).unwrap() {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            let cipher = text.contains("macro_rules! cipher");
            let mut of = None;
            for line in text.lines().map(str::trim) {
                if let Some(rest) = line.strip_prefix("impl") {
                    let rest =
                        if rest.starts_with('<') { rest.split_once("> ").map_or(rest, |(_, rest)| rest) } else { rest };
                    let name = rest.trim().split([' ', '<']).next().unwrap_or_default();
                    of = TYPES.into_iter().find(|known| *known == name && !rest.contains(" for "));
                }
                let Some(of) = of.filter(|of| *of != "$name" || cipher) else { continue };
                let Some(method) = line.strip_prefix("pub fn ").or_else(|| line.strip_prefix("pub const fn ")) else {
                    continue;
                };
                let method = method.split(['(', '<']).next().unwrap_or_default();
                for verb in ["encrypt", "decrypt"] {
                    let (doer, begin) =
                        if verb == "encrypt" { ("Encryptor", "encryptor") } else { ("Decryptor", "decryptor") };
                    let method = match method {
                        "$once" => verb.to_owned(),
                        "$into" => format!("{verb}_into"),
                        "$begin" => begin.to_owned(),
                        method => method.to_owned(),
                    };
                    methods.insert(format!("{}::{method}", if of == "$name" { doer } else { of }));
                }
            }
        }
    }
    methods
}
