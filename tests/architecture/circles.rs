//! Circles: files of different rooms that know each other, directly or by way of others.

use super::tree::{File, Tree};
use core::fmt;
use std::collections::{BTreeMap, BTreeSet};

/// Files of several rooms, each of which leads to every other one.
#[derive(Debug)]
pub(crate) struct Circle {
    files: Vec<String>,
    /// One example for each pair of rooms: `file:line: room -> room (file)`.
    steps: Vec<String>,
}

impl fmt::Display for Circle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a circle of {} files: {}", self.files.len(), self.files.join(", "))?;
        self.steps.iter().try_for_each(|step| write!(f, "\n    {step}"))
    }
}

/// The files that a file knows, each with the first line that says so. Files that lib.rs alone leads to are not among them,
/// because nobody knows lib.rs: a name is the file's that declares it.
fn known(tree: &Tree, at: usize) -> BTreeMap<usize, usize> {
    let file = &tree.files[at];
    let imports = file.imports.iter().filter(|import| !is_passed_on(file, &import.name, import.shared));
    let imports = imports.map(|import| (import.line, &import.inside, &import.path));
    let named = imports.chain(file.paths.iter().map(|path| (path.line, &path.inside, &path.path)));
    let mut known = BTreeMap::new();
    for (line, inside, path) in named {
        let target = tree.absolute(file, inside, path).and_then(|path| tree.resolve(&path));
        if let Some(target) = target.filter(|target| *target != at) {
            let first = known.entry(target).or_insert(line);
            *first = line.min(*first);
        }
    }
    known
}

/// Whether a name is re-exported and not used in the file itself.
fn is_passed_on(file: &File, name: &str, shared: bool) -> bool {
    shared && (name == "*" || file.source.tokens().iter().filter(|token| token.text == name).count() == 1)
}

/// The circles that span more than one room.
pub(crate) fn circles(tree: &Tree) -> Vec<Circle> {
    let known: Vec<BTreeMap<usize, usize>> = (0..tree.files.len()).map(|at| known(tree, at)).collect();
    let reached: Vec<BTreeSet<usize>> = (0..tree.files.len()).map(|at| reached(&known, at)).collect();
    let mut done = BTreeSet::new();
    let mut found = Vec::new();
    for at in 0..tree.files.len() {
        let circle: Vec<_> = reached[at].iter().copied().filter(|other| reached[*other].contains(&at)).collect();
        let rooms: BTreeSet<_> = circle.iter().filter_map(|at| tree.files[*at].room()).collect();
        if rooms.len() > 1 && done.insert(circle.clone()) {
            found.push(describe(tree, &known, &circle));
        }
    }
    found
}

/// The files that one leads to in one step or more.
fn reached(known: &[BTreeMap<usize, usize>], from: usize) -> BTreeSet<usize> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(at) = open.pop() {
        open.extend(known[at].keys().filter(|other| reached.insert(**other)));
    }
    reached
}

fn describe(tree: &Tree, known: &[BTreeMap<usize, usize>], circle: &[usize]) -> Circle {
    let mut pairs = BTreeSet::new();
    let mut steps = Vec::new();
    for at in circle {
        for (other, line) in known[*at].iter().filter(|(other, _)| circle.contains(other)) {
            let (from, to) = (&tree.files[*at], &tree.files[*other]);
            if from.room() != to.room() && pairs.insert((from.room(), to.room())) {
                let (from_room, to_room) = (from.room().unwrap_or("lib"), to.room().unwrap_or("lib"));
                let (path, target) = (from.source.path(), to.source.path());
                steps.push(format!("{path}:{line}: {from_room} -> {to_room} ({target})"));
            }
        }
    }
    Circle { files: circle.iter().map(|at| tree.files[*at].source.path().to_owned()).collect(), steps }
}
