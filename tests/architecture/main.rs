//! The architecture as docs/ARCHITECTURE.md has it, compared with the sources: which room may know which, and that files of
//! different rooms do not know each other in a circle; that the map names every room; how long files are.

// Reads files, and makes no calls: there is nothing in it for Miri to see.
#![cfg(not(miri))]

mod arrows;
mod circles;
mod floors;
mod invented;
mod length;
mod map;
mod root;
mod tree;

use std::io::Write;
use std::sync::LazyLock;
use support::sources;
use tree::Tree;

/// The sources that are on floors.
const LIBRARY: &str = "pkcs11-safe/src";

static TREE: LazyLock<Tree> = LazyLock::new(|| Tree::new(LIBRARY, sources::library(LIBRARY)));

/// Prints the counts, whether the test passes or not.
fn summarise(arrows: &arrows::Report, circles: &[circles::Circle]) {
    let (up, pairs, all, circles) = (arrows.up.len(), arrows.pairs_up.len(), arrows.all, circles.len());
    // Unlike what `println!` prints, this is shown for a test that passes.
    let mut out = std::io::stdout().lock();
    writeln!(out, "architecture: {up} arrows up between {pairs} pairs of rooms, of {all} arrows; {circles} circles")
        .expect("can be printed");
}

#[test]
fn no_arrow_goes_up() {
    let (report, circles) = (arrows::report(&TREE), circles::circles(&TREE));
    summarise(&report, &circles);
    assert!(report.all > 100, "{} arrows are too few: the `use` lines are not read", report.all);
    let problems: Vec<_> = report.unresolved.iter().chain(&report.up).map(String::as_str).collect();
    assert!(problems.is_empty(), "{} arrows go up:\n{}", report.up.len(), problems.join("\n"));
}

#[test]
fn no_circle_of_files_spans_rooms() {
    let circles = circles::circles(&TREE);
    let shown: Vec<_> = circles.iter().map(ToString::to_string).collect();
    assert!(shown.is_empty(), "{} circles:\n{}", shown.len(), shown.join("\n"));
}

#[test]
fn every_room_is_on_a_floor() {
    let unknown: Vec<_> = TREE.rooms().into_iter().filter(|room| floors::place(room).is_none()).collect();
    assert!(unknown.is_empty(), "tests/architecture/floors.rs has no floor for these rooms of {LIBRARY}: {unknown:?}");
}
