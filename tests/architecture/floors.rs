//! The floors of pkcs11-safe, and who may know whom.

/// How the rooms of one floor may know each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    /// All may know all; only their files must not form circles.
    Free,
    /// None knows another.
    Apart,
    /// Each may know those before it.
    Listed,
}

/// Lowest first. A room may know all rooms of lower floors.
const FLOORS: &[(Within, &[&str])] = &[
    // The words that all floors use.
    (Within::Free, &["error", "number", "flags", "function", "handle", "secret", "canary", "version"]),
    // What is passed to a module.
    (Within::Apart, &["attribute", "mechanism"]),
    // Load; what modules do; initialise and finalise.
    (Within::Listed, &["module", "quirk", "context"]),
    // The one way into a module.
    (Within::Listed, &["link"]),
    // The calls.
    (Within::Listed, &["raw"]),
    // What something is done with.
    (Within::Listed, &["session", "slot"]),
    // What a user does.
    (Within::Listed, &["object", "operation", "message"]),
    // Conveniences for applications.
    (Within::Listed, &["encoding", "key", "uri", "pool"]),
];

/// Floor of a room, and its place on it; `None` if the room is on no floor.
pub(crate) fn place(room: &str) -> Option<(usize, usize)> {
    FLOORS.iter().enumerate().find_map(|(floor, (_, rooms))| {
        let at = rooms.iter().position(|other| *other == room)?;
        Some((floor, at))
    })
}

/// Whether a room may know another one. A room on no floor may know none and is known by none.
pub(crate) fn may_know(from: &str, to: &str) -> bool {
    let (Some((from_floor, from_at)), Some((to_floor, to_at))) = (place(from), place(to)) else { return false };
    let within = match FLOORS[from_floor].0 {
        Within::Free => true,
        Within::Apart => from_at == to_at,
        Within::Listed => to_at <= from_at,
    };
    to_floor < from_floor || to_floor == from_floor && within
}

#[test]
fn no_room_is_on_two_floors() {
    let mut rooms: Vec<_> = FLOORS.iter().flat_map(|(_, rooms)| rooms.iter()).collect();
    rooms.sort_unstable();
    assert!(rooms.windows(2).all(|pair| pair[0] != pair[1]), "{rooms:?}");
}
