//! Sessions: opened and closed, and on several threads.

use crate::bed::call;
use crate::{Bed, Column, Measure, Row};
use cryptoki::mechanism::Mechanism as Peer;
use pkcs11_safe::{Mechanism, SessionMode};
use pkcs11_sys::*;
use std::hint::black_box;

const OPEN: Row = Row { id: "session", about: "open a session and close it" };

#[rustfmt::skip]
const THREADS: [(usize, Row); 3] = [
    (1, Row { id: "threads-1", about: "digest 32 bytes into a buffer, 1 thread" }),
    (2, Row { id: "threads-2", about: "digest 32 bytes into a buffer, 2 threads" }),
    (4, Row { id: "threads-4", about: "digest 32 bytes into a buffer, 4 threads" }),
];

const DATA: [u8; 32] = [0x5a; 32];

pub(super) fn all(bed: &Bed, measure: &mut impl Measure) {
    let hand = bed.hand;
    measure.column(&OPEN, Column::Hand, || hand.open().close());
    measure.column(&OPEN, Column::Safe, || {
        bed.slot.open_session(SessionMode::ReadWrite).expect("opened").close().expect("closed");
    });
    let slot = cryptoki::slot::Slot::try_from(hand.slot).expect("a slot");
    measure.column(&OPEN, Column::Peer, || {
        bed.pkcs11.open_rw_session(slot).expect("opened").close().expect("closed");
    });

    let (token, pkcs11) = (&bed.slot, &bed.pkcs11);
    for (count, row) in &THREADS {
        measure.threads(row, Column::Hand, *count, || {
            let (mine, mut out) = (Mine(hand.open()), [0; 64]);
            move || {
                // The whole of it moves in here, or it is closed outside.
                let Mine(hand) = &mine;
                let (mut mechanism, mut length) = (CK_MECHANISM::bare(CKM_SHA256), 64);
                call!(hand, C_DigestInit(hand.session, &raw mut mechanism));
                let data = black_box(&DATA).as_ptr().cast_mut();
                call!(hand, C_Digest(hand.session, data, 32, out.as_mut_ptr(), &raw mut length));
                black_box(length);
            }
        });
        measure.threads(row, Column::Safe, *count, || {
            let (session, mut out) = (token.open_session(SessionMode::ReadWrite).expect("opened"), [0; 64]);
            move || {
                black_box(session.digest_into(Mechanism::SHA256, black_box(&DATA), &mut out).expect("digested"));
            }
        });
        measure.threads(row, Column::Peer, *count, || {
            let session = pkcs11.open_rw_session(slot).expect("opened");
            move || {
                black_box(session.digest(&Peer::Sha256, black_box(&DATA)).expect("digested"));
            }
        });
    }
}

/// A session of a thread, closed with it.
struct Mine(crate::Hand);

impl Drop for Mine {
    fn drop(&mut self) {
        self.0.close();
    }
}
