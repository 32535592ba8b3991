//! Finding objects.

use crate::bed::call;
use crate::bed::found;
use crate::{Bed, Column, Measure, Row};
use cryptoki::object::Attribute as Peer;
use pkcs11_safe::{Object, attribute as attr};
use pkcs11_sys::*;
use std::hint::black_box;
use std::mem::MaybeUninit;

#[rustfmt::skip]
const ROWS: [(usize, Row); 6] = [
    (0, Row { id: "find-0", about: "find 0 objects" }),
    (1, Row { id: "find-1", about: "find 1 object" }),
    (10, Row { id: "find-10", about: "find 10 objects" }),
    (11, Row { id: "find-11", about: "find 11 objects" }),
    (100, Row { id: "find-100", about: "find 100 objects" }),
    (1000, Row { id: "find-1000", about: "find 1,000 objects" }),
];

/// Handles asked for at once, by hand.
const BATCH: usize = 512;

pub(super) fn all(bed: &Bed, measure: &mut impl Measure) {
    for (count, row) in &ROWS {
        bed.have_objects(*count);
        let (hand, label) = (bed.hand, found(*count));
        measure.column(row, Column::Hand, || {
            let mut template = [CK_ATTRIBUTE::bytes(CKA_LABEL, label.as_bytes())];
            call!(hand, C_FindObjectsInit(hand.session, template.as_mut_ptr(), 1));
            let (mut objects, mut batch) = (Vec::new(), [const { MaybeUninit::<CK_OBJECT_HANDLE>::uninit() }; BATCH]);
            loop {
                let mut given = 0;
                let room = BATCH as CK_ULONG;
                call!(hand, C_FindObjects(hand.session, batch.as_mut_ptr().cast(), room, &raw mut given));
                let given = usize::try_from(given).expect("a count of handles");
                // SAFETY: the module has written as many handles as it says.
                objects.extend(batch[..given].iter().map(|handle| unsafe { handle.assume_init() }));
                if given == 0 {
                    break;
                }
            }
            call!(hand, C_FindObjectsFinal(hand.session));
            assert_eq!(objects.len(), *count);
            black_box(objects);
        });
        measure.column(row, Column::Safe, || {
            let objects: Vec<Object> = bed.safe.find(&[attr::LABEL.is(label)]).expect("found");
            assert_eq!(objects.len(), *count);
            black_box(objects);
        });
        measure.column(row, Column::Peer, || {
            let objects = bed.peer.find_objects(&[Peer::Label(label.into())]).expect("found");
            assert_eq!(objects.len(), *count);
            black_box(objects);
        });
    }
}
