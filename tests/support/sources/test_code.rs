//! What is compiled for tests alone: items and modules under `#[cfg(test)]` or `#[cfg(all(test, ...))]`.

use super::Source;
use super::mask::blank;
use super::tokens::{Token, before, close, text};
use core::ops::Range;

/// These files without those of modules that are for tests alone, and each without items that are.
pub fn library_of(sources: Vec<Source>) -> Vec<Source> {
    let modules: Vec<_> = sources.iter().flat_map(test_modules).collect();
    let is_test = |path: &str| {
        modules.iter().any(|module| {
            let rest = path.strip_prefix(module.as_str());
            rest.is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        })
    };
    sources.into_iter().filter(|source| !is_test(source.path())).map(|source| source.without_tests()).collect()
}

/// The paths, without `.rs`, of the modules that this file declares for tests alone.
fn test_modules(source: &Source) -> Vec<String> {
    let path = source.path();
    let folder = ["/mod.rs", "/lib.rs", "/main.rs", ".rs"].into_iter().find_map(|end| path.strip_suffix(end));
    let folder = folder.unwrap_or_else(|| panic!("{path}: not a Rust file"));
    let tokens = source.tokens();
    let items = test_items(&tokens);
    let names = items.iter().filter_map(|item| {
        let at = item.end.checked_sub(3)?;
        (text(&tokens, at) == "mod" && text(&tokens, at + 2) == ";").then(|| text(&tokens, at + 1))
    });
    names.map(|name| format!("{folder}/{name}")).collect()
}

/// The tokens of each item that is for tests alone, from its attribute on.
fn test_items(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in 0..tokens.len() {
        let is_inner = text(tokens, at + 1) == "!";
        let open = at + 1 + usize::from(is_inner);
        let is_cfg = text(tokens, at) == "#" && text(tokens, open) == "[" && text(tokens, open + 1) == "cfg";
        if !is_cfg || found.last().is_some_and(|item| item.contains(&at)) || !is_test(tokens, open + 3).0 {
            continue;
        }
        found.push(at..if is_inner { tokens.len() } else { item_end(tokens, close(tokens, open)) });
    }
    found
}

/// Whether the predicate here holds in tests alone, and the place behind it.
fn is_test(tokens: &[Token<'_>], at: usize) -> (bool, usize) {
    let name = text(tokens, at);
    if text(tokens, at + 1) != "(" {
        let end =
            tokens[at..].iter().position(|token| matches!(token.text, "," | ")")).map_or(tokens.len(), |n| at + n);
        return (name == "test" && end == at + 1, end);
    }
    let (end, mut inner, mut each) = (close(tokens, at + 1), at + 2, Vec::new());
    while inner + 1 < end {
        let (test, next) = is_test(tokens, inner);
        each.push(test);
        inner = next + usize::from(text(tokens, next) == ",");
    }
    let holds = match name {
        "all" => each.contains(&true),
        "any" => !each.is_empty() && !each.contains(&false),
        _ => false,
    };
    (holds, end)
}

/// The place behind the item, statement or field that begins here.
fn item_end(tokens: &[Token<'_>], start: usize) -> usize {
    const ITEMS: [&str; 13] = [
        "const",
        "enum",
        "extern",
        "fn",
        "impl",
        "macro_rules",
        "mod",
        "static",
        "struct",
        "trait",
        "type",
        "unsafe",
        "use",
    ];
    let mut at = start;
    while text(tokens, at) == "#" {
        at = close(tokens, at + 1);
    }
    if text(tokens, at) == "pub" {
        at += 1;
        at = if text(tokens, at) == "(" { close(tokens, at) } else { at };
    }
    let (is_item, is_use) = (ITEMS.contains(&text(tokens, at)), text(tokens, at) == "use");
    while at < tokens.len() {
        match tokens[at].text {
            ";" => return at + 1,
            "," if !is_item => return at + 1,
            "{" if !is_use => return close(tokens, at),
            "{" | "(" | "[" => at = close(tokens, at),
            // The end of what the item is in.
            "}" | ")" | "]" if before(tokens, at) != "#" => return at,
            _ => at += 1,
        }
    }
    at
}

impl Source {
    /// This file with blanks in place of items that are for tests alone. Offsets and lines stay.
    #[must_use]
    pub fn without_tests(&self) -> Self {
        let tokens = self.tokens();
        let items = test_items(&tokens).into_iter().filter(|item| !item.is_empty());
        let ranges: Vec<_> = items.map(|item| tokens[item.start].start..tokens[item.end - 1].end()).collect();
        let cut = |text: &str| {
            let mut bytes = text.as_bytes().to_vec();
            ranges.iter().for_each(|range| blank(&mut bytes[range.clone()]));
            // Only whole tokens were replaced, by ASCII.
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let (text, uncommented, code) = (cut(&self.text), cut(&self.uncommented), cut(&self.code));
        Self { path: self.path.clone(), text, uncommented, code }
    }
}
