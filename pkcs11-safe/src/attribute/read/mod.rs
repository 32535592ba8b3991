//! Reading attributes in as few calls as the module allows, and believing none of them more than it proves.
//!
//! 1. One call with guessed sizes. Each buffer carries a pattern; what was not written shows it.
//! 2. What came back marked, or untouched, is sized together in a second call,
//! 3. and filled together in a third, with another pattern.
//! 4. What is still ambiguous is asked singly, where the return value speaks of one attribute alone.

mod answers;
mod reader;
mod slots;

pub(crate) use answers::Answers;
pub(super) use answers::Found;
pub(crate) use slots::Slots;
pub(crate) use slots::{INLINE, Room, Slot};

use super::entry::Entry;
use super::table::kind_of;
use crate::session::Session;
use crate::{AttributeType, Result};
use pkcs11_sys::CK_OBJECT_HANDLE;
use reader::{Reader, Space};
use zeroize::Zeroize;

/// Room on the stack for values whose size is guessed.
const SCRATCH: usize = 4096;

/// Reads a query into memory of our own and takes the values out.
pub(crate) fn owned<T>(
    session: &Session,
    object: CK_OBJECT_HANDLE,
    slots: &mut Slots,
    take: impl FnOnce(&mut Answers<'_, '_>) -> Result<T>,
) -> Result<T> {
    let mut scratch = [0; SCRATCH];
    let slots = slots.as_mut();
    let space = Space { base: &mut scratch, spills: Vec::new(), may_spill: true };
    let mut reader = Reader { session, object, slots, space };
    let read = reader.read();
    let mut spills = reader.space.spills;
    let taken = read.and_then(|()| {
        let (slots, spills) = (&*slots, &*spills);
        take(&mut Answers { session, object, slots, base: &scratch, spills, next: 0 })
    });
    if slots.iter().any(Slot::is_secret) {
        scratch.zeroize();
        spills.zeroize();
    }
    taken
}

/// Reads a query into the caller's buffer and lends the values out of it.
pub(crate) fn borrowed<'b, T>(
    session: &Session,
    object: CK_OBJECT_HANDLE,
    slots: &mut Slots,
    buffer: &'b mut [u8],
    lend: impl FnOnce(&mut Answers<'_, 'b>) -> Result<T>,
) -> Result<T> {
    let slots = slots.as_mut();
    let space = Space { base: &mut *buffer, spills: Vec::new(), may_spill: false };
    Reader { session, object, slots, space }.read()?;
    lend(&mut Answers { session, object, slots, base: buffer, spills: &[], next: 0 })
}

/// Reads attributes by number: each with its value or the reason why there is none, in order.
pub(crate) fn dynamic(session: &Session, object: CK_OBJECT_HANDLE, attributes: &[AttributeType]) -> Result<Vec<Entry>> {
    let mut slots = Slots::new();
    for attribute in attributes {
        slots.push(*attribute, kind_of(*attribute));
    }
    owned(session, object, &mut slots, |answers| {
        let entry = |attribute: &AttributeType| {
            Ok(Entry::new(*attribute, answers.next_entry(*attribute, kind_of(*attribute))?))
        };
        attributes.iter().map(entry).collect()
    })
}
