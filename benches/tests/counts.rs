//! What operations cost, exactly: calls into the module, and allocations outside of it. The rows are those of the
//! benchmarks, on the module that does nothing.

use pkcs11_benches::{Bed, Column, Count, Counter, Counting, rows};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Calls and allocations of pkcs11-safe, for each row.
#[rustfmt::skip]
const OURS: &[(&str, u64, u64)] = &[
    // Templates are passed as they stand.
    ("template-12-built", 1, 0),
    ("template-12-prebuilt", 1, 0),
    ("template-12-built-unread", 1, 0),
    ("template-12-prebuilt-unread", 1, 0),
    ("object", 2, 0),
    // Reading is one call, and an allocation for each owned value; by number, one for all of them too.
    ("get-1-fixed", 1, 0),
    ("get-5-fixed", 1, 0),
    ("get-1-variable", 1, 1),
    ("get-5-mixed", 1, 3),
    ("get-10-mixed", 1, 4),
    ("get-10-mixed-buffer", 1, 0),
    ("get-10-mixed-dynamic", 1, 11),
    ("get-10-half", 1, 9),
    // A search is begun, ended, and gives an empty batch at last.
    ("find-0", 3, 0),
    ("find-1", 4, 1),
    ("find-10", 4, 1),
    ("find-11", 4, 1),
    ("find-100", 4, 1),
    ("find-1000", 5, 2),
    // An operation is begun and done; what it gives is allocated unless there is a buffer.
    ("sign", 2, 1),
    ("sign-buffer", 2, 0),
    ("digest", 2, 1),
    ("digest-buffer", 2, 0),
    ("encrypt", 2, 1),
    ("stream", 18, 0),
    ("update-buffer", 1, 0),
    ("random", 1, 0),
    ("random-observed", 1, 1),
    ("parameter-gcm", 2, 1),
    ("parameter-ecdh1", 1, 0),
    ("parameter-pss", 2, 1),
    // The list of open sessions has an entry for it.
    ("session", 2, 1),
    ("ec-point", 0, 1),
    ("ecdsa-to-der", 0, 0),
    ("ecdsa-from-der", 0, 0),
];

/// The same on modules with habits: a guess that fails costs a call more than cryptoki makes.
#[rustfmt::skip]
const HABITS: &[(&str, u64, u64)] = &[
    ("get-exact", 3, 11),
    ("sign-exact", 4, 1),
    ("get-refused", 3, 11),
    ("sign-refused", 4, 1),
    ("get-outgrown", 3, 13),
    ("get-usual", 1, 11),
    ("sign-outgrown", 3, 2),
    ("half-marked", 1, 9),
    ("half-invalid", 2, 9),
    ("half-first", 3, 9),
    ("half-unmarked", 3, 9),
];

/// What was counted in all columns. Two counts at the same time would count each other's calls: one test makes them.
fn counts() -> Vec<Count> {
    let mut counter = Counter::new();
    let mut bed = Bed::null();
    rows::all(&mut bed, &mut counter);
    rows::habits(&bed, &mut counter);
    counter.counts().to_vec()
}

#[test]
fn calls_and_allocations_are_what_they_were_and_calls_no_more_than_the_peers() {
    let counts = counts();
    let of = |column| counts.iter().filter(move |count: &&Count| count.column == column);

    let ours: Vec<_> = of(Column::Safe).map(|count| (count.row.id, count.calls, count.allocations)).collect();
    let expected: Vec<_> = OURS.iter().chain(HABITS).copied().collect();
    assert_eq!(ours, expected, "row, calls, allocations");

    for peer in of(Column::Peer) {
        let id = peer.row.id;
        let calls = of(Column::Safe).find(|count| count.row.id == id).expect("each row has our column").calls;
        // cryptoki takes a batch that is not full for the end of a search; by the standard only an empty one is.
        let one_more = id == "find-1" || HABITS.iter().any(|(habit, ..)| *habit == id);
        let allowed = peer.calls + u64::from(one_more);
        assert!(calls <= allowed, "{id}: {calls} calls, {} by the peer", peer.calls);
    }
    for hand in of(Column::Hand) {
        let id = hand.row.id;
        let calls = of(Column::Safe).find(|count| count.row.id == id).expect("each row has our column").calls;
        assert_eq!(calls, hand.calls, "{id}: as many calls as by hand");
    }
}
