//! Reading attributes in as few calls as the module allows, and believing none of them more than it proves.
//!
//! 1. One call with guessed sizes. Each buffer carries a pattern; what was not written shows it.
//! 2. What came back marked, or untouched, is sized together in a second call,
//! 3. and filled together in a third, with another pattern.
//! 4. What is still ambiguous is asked singly, where the return value speaks of one attribute alone.

mod answers;
mod asked;
mod reader;
mod slots;

pub(crate) use answers::Answers;
pub(super) use answers::Found;
pub(crate) use asked::{Ask, Asked, INLINE};
pub(super) use reader::fatal;
pub(crate) use slots::{Room, Slot};

use super::entry::Entry;
use super::table::kind_of;
use crate::pattern::{PATTERNS, Pattern, paint};
use crate::session::Session;
use crate::{AttributeType, Result, ReturnValue};
use answers::Values;
use asked::List;
use pkcs11_sys::CK_OBJECT_HANDLE;
use reader::{Reader, Space};
use zeroize::Zeroize;

/// Room on the stack for values whose size is guessed: for a few, for some, and for many.
const FEW: usize = 512;
const SOME: usize = 1536;
const MANY: usize = 4096;

/// Painted memory where any scalar of C may stand, as the places of values do.
#[repr(align(8))]
struct Painted<const N: usize>([Pattern; N]);

// Nothing but the patterns is in it, so they are where it is.
const _: () = assert!(size_of::<Painted<1>>() == size_of::<Pattern>());

/// Reads a query into memory of our own and takes the values out.
pub(crate) fn owned<T>(
    session: &Session,
    object: CK_OBJECT_HANDLE,
    asked: &mut Asked,
    take: impl FnOnce(&mut Answers<'_, '_>) -> Result<T>,
) -> Result<T> {
    // The scratch space is painted as it is made, and room that nobody needs is not made at all.
    match asked.guessed() {
        0 => owned_in(&mut [], session, object, asked, take),
        guessed if guessed <= FEW => owned_in(&mut Painted([PATTERNS[0]; FEW / 8]).0, session, object, asked, take),
        guessed if guessed <= SOME => owned_in(&mut Painted([PATTERNS[0]; SOME / 8]).0, session, object, asked, take),
        _ => owned_in(&mut Painted([PATTERNS[0]; MANY / 8]).0, session, object, asked, take),
    }
}

fn owned_in<T>(
    scratch: &mut [Pattern],
    session: &Session,
    object: CK_OBJECT_HANDLE,
    asked: &mut Asked,
    take: impl FnOnce(&mut Answers<'_, '_>) -> Result<T>,
) -> Result<T> {
    let scratch = scratch.as_flattened_mut();
    // What is not used need not be wiped.
    let used = asked.guessed().min(scratch.len());
    let (scratch, secret) = (&mut scratch[..used], asked.are_secret());
    let taken = match first(session, object, asked.as_mut(), scratch) {
        Ok(None) => {
            let values = Values::First(asked.as_mut());
            take(&mut Answers { session, object, values, base: scratch, next: 0 })
        }
        Ok(Some(rv)) => {
            let mut spills = Vec::new();
            let mut slots = slots(asked.as_mut(), scratch, rv);
            let slots = slots.as_mut();
            let read =
                rest(session, object, slots, Space { base: &mut *scratch, spills: &mut spills, may_spill: true }, rv);
            let taken = read.and_then(|()| {
                take(&mut Answers { session, object, values: Values::Slots(slots, &spills), base: scratch, next: 0 })
            });
            if secret {
                spills.zeroize();
                slots.iter_mut().for_each(|slot| slot.inline.0.zeroize());
            }
            taken
        }
        Err(error) => Err(error),
    };
    if secret {
        scratch.zeroize();
    }
    taken
}

/// Reads a query into the caller's buffer and lends the values out of it.
pub(crate) fn borrowed<'b, T>(
    session: &Session,
    object: CK_OBJECT_HANDLE,
    asked: &mut Asked,
    buffer: &'b mut [u8],
    lend: impl FnOnce(&mut Answers<'_, 'b>) -> Result<T>,
) -> Result<T> {
    let start = reader::align(buffer, 0).min(buffer.len());
    let end = start.saturating_add(asked.guessed()).min(buffer.len());
    paint(&mut buffer[start..end], PATTERNS[0]);
    match first(session, object, asked.as_mut(), buffer)? {
        None => {
            let values = Values::First(asked.as_mut());
            lend(&mut Answers { session, object, values, base: buffer, next: 0 })
        }
        Some(rv) => {
            let mut slots = slots(asked.as_mut(), buffer, rv);
            let slots = slots.as_mut();
            let space = Space { base: &mut *buffer, spills: &mut Vec::new(), may_spill: false };
            let read = rest(session, object, slots, space, rv);
            let taken = read.and_then(|()| {
                lend(&mut Answers { session, object, values: Values::Slots(slots, &[]), base: buffer, next: 0 })
            });
            if asked.are_secret() {
                slots.iter_mut().for_each(|slot| slot.inline.0.zeroize());
            }
            taken
        }
    }
}

/// The first round, in memory that is painted: `None` if it has given every value.
fn first(
    session: &Session,
    object: CK_OBJECT_HANDLE,
    asked: &mut [Ask],
    memory: &mut [u8],
) -> Result<Option<ReturnValue>> {
    if asked.iter().all(Ask::is_template) {
        return Ok(None);
    }
    session.raw_guess_attribute_value(object, asked, memory, PATTERNS[0])
}

/// What the first round has left, as slots.
#[cold]
fn slots(asked: &[Ask], memory: &[u8], rv: ReturnValue) -> List<Slot> {
    let mut slots = List::with_room(asked.len());
    for ask in asked {
        slots.push(ask.slot(memory, PATTERNS[0], reader::is_ordinary(rv)));
    }
    slots
}

/// The rounds after the first.
#[cold]
fn rest(
    session: &Session,
    object: CK_OBJECT_HANDLE,
    slots: &mut [Slot],
    space: Space<'_>,
    rv: ReturnValue,
) -> Result<()> {
    Reader { session, object, slots, space }.read(rv)
}

/// Reads attributes by number: each with its value or the reason why there is none, in order.
pub(crate) fn dynamic(session: &Session, object: CK_OBJECT_HANDLE, attributes: &[AttributeType]) -> Result<Vec<Entry>> {
    let mut asked = Asked::new();
    for attribute in attributes {
        asked.push(*attribute, kind_of(*attribute));
    }
    owned(session, object, &mut asked, |answers| {
        let mut entries = Vec::with_capacity(attributes.len());
        for attribute in attributes {
            entries.push(Entry::new(*attribute, answers.next_entry(*attribute, kind_of(*attribute))?));
        }
        Ok(entries)
    })
}
