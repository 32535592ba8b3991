//! docs/ARCHITECTURE.md names every room of the library and of the tests, and no file that is not there.

use super::{LIBRARY, TREE};
use support::sources::{self, names, read_text};

const MAP: &str = "docs/ARCHITECTURE.md";

/// The first cells of the tables in the section with this heading.
fn places(map: &str, heading: &str) -> Vec<String> {
    let (_, section) =
        map.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("{MAP}: no `## {heading}`"));
    let section = section.split("\n## ").next().unwrap_or(section);
    cells(section)
}

/// What is in backticks in the first cell of each row.
fn cells(section: &str) -> Vec<String> {
    let rows = section.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    rows.flat_map(quoted).map(str::to_owned).collect()
}

/// What is between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Rooms that no place is of: `room/`, `room/<family>.rs` and `room.rs` are.
fn missing(rooms: impl IntoIterator<Item = String>, places: &[String]) -> Vec<String> {
    let is_of = |place: &str, room: &str| place.strip_prefix(room).is_some_and(|rest| rest.starts_with(['/', '.']));
    rooms.into_iter().filter(|room| !places.iter().any(|place| is_of(place, room))).collect()
}

/// Places that are not in the folder. What is in angle brackets stands for several names.
fn gone(folder: &str, places: &[String]) -> Vec<String> {
    let fixed = |place: &str| place.split('<').next().unwrap_or_default().to_owned();
    places.iter().filter(|place| !sources::root().join(folder).join(fixed(place)).exists()).cloned().collect()
}

#[test]
fn the_map_names_every_room_of_the_library() {
    let places = places(&read_text(MAP), "pkcs11-safe");
    let missing = missing(TREE.rooms(), &places);
    assert!(missing.is_empty(), "{MAP}, table of pkcs11-safe: no row for the rooms {missing:?}");
}

#[test]
fn the_map_names_every_room_of_the_tests() {
    let map = read_text(MAP);
    let row = map.lines().find(|line| line.starts_with("| `tests/` |"));
    let row = row.unwrap_or_else(|| panic!("{MAP}: there is no row of `tests/`"));
    let named: Vec<_> = quoted(row).collect();
    let is_room = |name: &String| sources::root().join("tests").join(name).is_dir() && name != "support";
    let missing: Vec<_> = names("tests").into_iter().filter(is_room).filter(|name| !named.contains(&&**name)).collect();
    assert!(missing.is_empty(), "{MAP}, row of `tests/`: these rooms are not named: {missing:?}");
    let (_, rooms) =
        row.split_once("The rooms: ").unwrap_or_else(|| panic!("{MAP}, row of `tests/`: no `The rooms: `"));
    let gone: Vec<_> = quoted(rooms).filter(|name| !sources::root().join("tests").join(name).is_dir()).collect();
    assert!(gone.is_empty(), "{MAP}, row of `tests/`: there are no rooms {gone:?}");
}

#[test]
fn every_place_on_the_map_is_there() {
    let map = read_text(MAP);
    let workspace = cells(map.split("\n## ").next().unwrap_or_default());
    assert!(workspace.len() > 8, "{MAP}: the table of the workspace is not read: {workspace:?}");
    for (folder, places) in
        [("", workspace), ("pkcs11-sys/src", places(&map, "pkcs11-sys")), (LIBRARY, places(&map, "pkcs11-safe"))]
    {
        let gone = gone(folder, &places);
        assert!(gone.is_empty(), "{MAP}: not in {folder}/: {gone:?}");
    }
}

#[test]
fn rooms_without_a_row_are_found() {
    let places = cells("| where | what |\n|---|---|\n| `a/`, `b.rs` | A. |\n| `c/<x>.rs` | Not `d/`. |\n");
    assert_eq!(places, ["a/", "b.rs", "c/<x>.rs"]);
    assert_eq!(missing(["a", "b", "c", "d", "ab"].map(str::to_owned), &places), ["d", "ab"]);
    assert_eq!(gone("", &["tests/".to_owned(), "tests/<x>.rs".to_owned(), "tests/no.rs".to_owned()]), ["tests/no.rs"]);
}
