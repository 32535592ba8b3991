//! Arrows: which room names something of which other room.

use super::floors::may_know;
use super::tree::{File, Tree};
use std::collections::BTreeSet;

/// What was found.
pub(crate) struct Report {
    /// How many arrows there are between different rooms.
    pub(crate) all: usize,
    /// Those that are not allowed: `file:line: room -> room (item)`.
    pub(crate) up: Vec<String>,
    /// The pairs of rooms that those are between.
    pub(crate) pairs_up: BTreeSet<(String, String)>,
    /// Paths from the root of the crate that lead nowhere.
    pub(crate) unresolved: Vec<String>,
}

/// A path that a file names, from the root of the crate on.
struct Named {
    line: usize,
    path: Vec<String>,
    item: String,
}

/// The paths that begin with `crate`, `super` or `self`.
fn named(tree: &Tree, file: &File) -> Vec<Named> {
    let imports = file.imports.iter().map(|import| {
        let item = if import.is_glob() { "*" } else { import.path.last().map_or("", String::as_str) };
        (import.line, &import.inside, &import.path, item.to_owned())
    });
    let paths = file.paths.iter().map(|path| {
        let item = path.path.iter().skip_while(|name| matches!(name.as_str(), "crate" | "super" | "self"));
        (path.line, &path.inside, &path.path, item.map(String::as_str).collect::<Vec<_>>().join("::"))
    });
    let local = imports.chain(paths).filter(|(_, _, path, _)| matches!(path[0].as_str(), "crate" | "super" | "self"));
    let absolute = local
        .filter_map(|(line, inside, path, item)| Some(Named { line, path: tree.absolute(file, inside, path)?, item }));
    absolute.collect()
}

/// The arrows of a crate. The root may know all rooms.
pub(crate) fn report(tree: &Tree) -> Report {
    let rooms = tree.rooms();
    let mut report = Report { all: 0, up: Vec::new(), pairs_up: BTreeSet::new(), unresolved: Vec::new() };
    for file in &tree.files {
        let Some(from) = file.room() else { continue };
        let (path, mut known) = (file.source.path(), BTreeSet::new());
        for Named { line, path: named, item } in named(tree, file) {
            let Some(target) = tree.resolve(&named) else {
                report.unresolved.push(format!("{path}:{line}: lib.rs has no {}", named.join("::")));
                continue;
            };
            // The room that declares the item, and the one by way of which it is named.
            let by_way_of = named.first().filter(|room| rooms.contains(*room)).map(String::as_str);
            let to: BTreeSet<&str> = tree.files[target].room().into_iter().chain(by_way_of).collect();
            for to in to.into_iter().filter(|to| *to != from) {
                if known.insert((to.to_owned(), item.clone())) {
                    report.all += 1;
                    if !may_know(from, to) {
                        report.pairs_up.insert((from.to_owned(), to.to_owned()));
                        report.up.push(format!("{path}:{line}: {from} -> {to} ({item})"));
                    }
                }
            }
        }
    }
    report
}
