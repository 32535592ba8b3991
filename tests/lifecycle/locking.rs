//! A lock of ours around every call, for modules that have none.

use super::{alone, assert_usable, load, token};
use core::time::Duration;
use pkcs11_safe::{InitializeArgs, Locking, SessionMode};
use std::thread;

#[test]
fn with_our_lock_threads_work_beside_each_other() {
    let Some((_guard, path)) = alone() else { return };
    let context = load(path).initialize(InitializeArgs::new().locking(Locking::Serialized)).unwrap();
    let slot = token(&context);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let session = slot.open_session(SessionMode::ReadWrite).unwrap();
                for _ in 0..50 {
                    assert_usable(&session);
                }
            });
        }
        // Waiting for an event does not keep the others from their calls.
        scope.spawn(|| assert_eq!(context.wait_for_slot_event(Duration::from_millis(1)).unwrap(), None));
    });
}
