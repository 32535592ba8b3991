//! Row 1.1: all sessions are closed while others use theirs.

use crate::threads::begin;
use crate::world::{LOCKINGS, OTHER_SLOT, World, must_work, open};
use core::ptr::null_mut;
use core::sync::atomic::{AtomicBool, Ordering};
use pkcs11_safe::{Error, Result};
use pkcs11_sys::{CKF_RW_SESSION, CKF_SERIAL_SESSION, CKR_OK};
use std::sync::Arc;
use std::thread;
use support::module::SLOT;

fn must_be_refused(result: &Result<()>) {
    assert!(matches!(result, Err(Error::Usage { argument: "slot", .. })), "{result:?}");
}

#[test]
fn row_1_1_all_sessions_are_not_closed_while_one_of_them_is_held() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let context = world.context();
        let slot = context.slot(SLOT);
        let (session, elsewhere) = (open(&slot), open(&context.slot(OTHER_SLOT)));
        must_be_refused(&slot.close_all_sessions());
        assert_eq!(world.claim.count("C_CloseAllSessions"), 0);
        must_work(&session);
        drop(session);
        // Sessions of other slots do not matter.
        slot.close_all_sessions().unwrap();
        assert_eq!(world.claim.count("C_CloseAllSessions"), 1);
        must_work(&elsewhere);
        drop((elsewhere, slot, context));
        world.must_be_over();
    }
}

#[test]
fn row_1_1_sessions_that_other_code_left_open_are_closed() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let slot = world.context().slot(SLOT);
        let mut left = 0;
        let flags = CKF_SERIAL_SESSION | CKF_RW_SESSION;
        // SAFETY: the handle is written to a variable, and there is no callback.
        #[allow(unsafe_code, reason = "other code makes calls of its own")]
        let rv = unsafe { (world.module.functions().C_OpenSession)(SLOT, flags, null_mut(), None, &raw mut left) };
        assert_eq!(rv, CKR_OK);
        assert_eq!(world.claim.sessions(), [left]);
        slot.close_all_sessions().unwrap();
        assert_eq!(world.claim.sessions(), []);
        drop(slot);
        world.must_be_over();
    }
}

#[test]
fn row_1_1_threads_that_sign_and_one_that_closes_everything_do_not_meet() {
    let rounds = if cfg!(miri) { 3 } else { 100 };
    for locking in LOCKINGS {
        let world = World::new(locking);
        let slot = world.context().slot(SLOT);
        let over = Arc::new(AtomicBool::new(false));
        let closing = {
            let (slot, over) = (slot.clone(), Arc::clone(&over));
            begin(move || {
                let mut closed = 0;
                while !over.load(Ordering::Acquire) || closed == 0 {
                    match slot.close_all_sessions() {
                        Ok(()) => closed += 1,
                        refused => must_be_refused(&refused),
                    }
                    thread::yield_now();
                }
            })
        };
        let using: Vec<_> = (0..2)
            .map(|_| {
                let slot = slot.clone();
                begin(move || {
                    for _ in 0..rounds {
                        let session = open(&slot);
                        must_work(&session);
                        session.close().expect("nobody has closed it");
                    }
                })
            })
            .collect();
        for thread in using {
            thread.end();
        }
        over.store(true, Ordering::Release);
        closing.end();
        assert_eq!(world.claim.sessions(), []);
        drop(slot);
        world.must_be_over();
    }
}
