//! Lists of slots and mechanisms.

use super::super::scripted::Scripted;
use super::answer::Player;
use pkcs11_safe::{Context, MechanismType, Result, Slot};
use pkcs11_sys::CK_ULONG;

pub(super) fn slots(scripted: &Scripted<Player>, context: &Context) {
    let slots = context.slots().map(|slots| slots.iter().map(Slot::id).collect());
    compare(scripted, slots);
}

pub(super) fn mechanisms(scripted: &Scripted<Player>, slot: &Slot) {
    let mechanisms = slot.mechanisms();
    compare(scripted, mechanisms.map(|list| list.into_iter().map(MechanismType::raw).collect()));
}

/// A list is the last one that the module wrote, every number of it and no other; or empty, since it said so.
fn compare(scripted: &Scripted<Player>, read: Result<Vec<CK_ULONG>>) {
    let player = scripted.state();
    match (read, player.lists.last()) {
        (Ok(read), Some((written, reported))) => {
            assert_eq!(CK_ULONG::try_from(read.len()), Ok(*reported));
            assert_eq!(read[..], written[..read.len()]);
        }
        (Ok(read), None) => assert!(read.is_empty(), "a list that the module did not write"),
        (Err(error), _) => player.explains(&error),
    }
}
