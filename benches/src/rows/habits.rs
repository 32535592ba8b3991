//! The same on modules with habits: speculation that fails.

use crate::{Bed, Column, Measure, Null, Row};
use cryptoki::mechanism::Mechanism as PeerMechanism;
use cryptoki::object::AttributeType as Peer;
use pkcs11_null::{Marking, SIGNATURE, Setting, Sizing};
use pkcs11_safe::{AttributeType, Mechanism};
use std::hint::black_box;

/// A module that does this, while a query and a signature run.
struct Habit {
    setting: Setting,
    value: u64,
    usual: u64,
    query: Row,
    sign: Option<Row>,
}

#[rustfmt::skip]
const HABITS: [Habit; 4] = [
    Habit {
        setting: Setting::Sizing, value: Sizing::Exact as u64, usual: Sizing::AtLeast as u64,
        query: Row { id: "get-exact", about: "10 mixed attributes, where lengths are compared with ==" },
        sign: Some(Row { id: "sign-exact", about: "sign, where lengths are compared with ==" }),
    },
    Habit {
        setting: Setting::Sizing, value: Sizing::AskFirst as u64, usual: Sizing::AtLeast as u64,
        query: Row { id: "get-refused", about: "10 mixed attributes, where a buffer is refused" },
        sign: Some(Row { id: "sign-refused", about: "sign, where a buffer is refused" }),
    },
    Habit {
        setting: Setting::Label, value: 3000, usual: 14,
        query: Row { id: "get-outgrown", about: "10 mixed attributes, one outgrows the guess" },
        sign: None,
    },
    Habit {
        setting: Setting::Signature, value: 40_000, usual: SIGNATURE as u64,
        query: Row { id: "get-usual", about: "10 mixed attributes, where only signatures are long" },
        sign: Some(Row { id: "sign-outgrown", about: "sign, where the signature outgrows the guess" }),
    },
];

#[rustfmt::skip]
const MARKINGS: [(Marking, Row); 4] = [
    (Marking::Each, Row { id: "half-marked", about: "1 sensitive and 1 invalid, each marked, answered as sensitive" }),
    (Marking::EachInvalid, Row { id: "half-invalid", about: "1 sensitive and 1 invalid, each marked, answered as invalid" }),
    (Marking::First, Row { id: "half-first", about: "1 sensitive and 1 invalid, only the first marked" }),
    (Marking::None, Row { id: "half-unmarked", about: "1 sensitive and 1 invalid, none marked" }),
];

pub(super) fn all(bed: &Bed, measure: &mut impl Measure) {
    let null = bed.null.as_ref().expect("habits are the null module's");
    for Habit { setting, value, usual, query, sign } in &HABITS {
        null.with(*setting, *value, *usual, || {
            read(bed, measure, query, &super::attributes::TEN.map(AttributeType::new), &super::attributes::TEN_PEER);
            if let Some(row) = sign {
                signature(bed, measure, row);
            }
        });
    }
    for (marking, row) in &MARKINGS {
        half(bed, null, measure, *marking, row);
    }
}

fn read(bed: &Bed, measure: &mut impl Measure, row: &Row, safe: &[AttributeType], peer: &[Peer]) {
    measure.column(row, Column::Safe, || {
        let entries = bed.safe.attributes(bed.key.safe, safe).expect("read");
        assert!(entries.iter().all(|entry| entry.value().is_ok()));
        black_box(entries);
    });
    measure.column(row, Column::Peer, || {
        black_box(bed.peer.get_attributes(bed.key.peer, peer).expect("read"));
    });
}

fn signature(bed: &Bed, measure: &mut impl Measure, row: &Row) {
    measure.column(row, Column::Safe, || {
        black_box(bed.safe.sign(Mechanism::ECDSA, bed.key.safe, &[7; 32]).expect("signed"));
    });
    measure.column(row, Column::Peer, || {
        black_box(bed.peer.sign(&PeerMechanism::Ecdsa, bed.key.peer, &[7; 32]).expect("signed"));
    });
}

fn half(bed: &Bed, null: &Null, measure: &mut impl Measure, marking: Marking, row: &Row) {
    use super::attributes::{TEN_HALF, TEN_HALF_PEER};
    use pkcs11_safe::Reason;
    null.with(Setting::Marking, marking as u64, Marking::Each as u64, || {
        measure.column(row, Column::Safe, || {
            let entries = bed.safe.attributes(bed.key.safe, &TEN_HALF.map(AttributeType::new)).expect("read");
            assert_eq!(entries[2].value().err(), Some(Reason::Absent));
            assert_eq!(entries[9].value().err(), Some(Reason::Sensitive));
            assert_eq!(entries.iter().filter(|entry| entry.value().is_ok()).count(), 8);
            black_box(entries);
        });
        measure.column(row, Column::Peer, || {
            // Whether it fails, or leaves out what it has not got.
            let _ = black_box(bed.peer.get_attributes(bed.key.peer, &TEN_HALF_PEER));
        });
    });
}
