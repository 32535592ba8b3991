//! The rounds of reading after the first: size, fill, ask singly.

use crate::attribute::kind::Kind;
use crate::canary::{CANARIES, Canary, paint};
use crate::link::Link;
use crate::raw::{Region, Room, Slot, State};
use crate::{Error, Function, Reason, Result, ReturnValue};
use pkcs11_sys::CK_OBJECT_HANDLE;

/// No value of an attribute is larger: a module that says so lies, or the value is no key and no certificate.
const LARGEST: usize = 1 << 26;

/// Memory for values: the caller's buffer or scratch space, and beyond it what has to be allocated.
pub(super) struct Space<'b> {
    pub(super) base: &'b mut [u8],
    pub(super) spills: &'b mut Vec<Vec<u8>>,
    pub(super) may_spill: bool,
}

impl Space<'_> {
    fn region(&mut self, region: Region) -> &mut [u8] {
        match region {
            Region::Base => self.base,
            Region::Spill(index) => &mut self.spills[index],
        }
    }
}

/// A reading under way.
pub(super) struct Reader<'s, 'b> {
    pub(super) link: &'s Link,
    pub(super) object: CK_OBJECT_HANDLE,
    pub(super) slots: &'s mut [Slot],
    pub(super) space: Space<'b>,
}

impl Reader<'_, '_> {
    /// The first round, in the rooms that the slots have, which may be too small.
    pub(super) fn begin(&mut self) -> Result<ReturnValue> {
        self.fill(Region::Base, CANARIES[0])
    }

    /// What the first round, which gave this return value, has not answered.
    pub(super) fn read(&mut self, rv: ReturnValue) -> Result<()> {
        for slot in self.slots.iter().filter(|slot| slot.is_open()) {
            slot.must_not_be_too_long(rv)?;
        }
        if !is_ordinary(rv) {
            fatal(rv)?;
        }
        self.judge(rv);
        let asked = self.slots.iter().filter(|slot| slot.room.is_some()).count();
        let open = || self.slots.iter().filter(|slot| slot.is_open());
        let (left, marked) = (open().count(), open().any(Slot::is_marked));
        // A module that refuses two attributes and marks neither marks none: sizes would not tell which is refused.
        let refused = matches!(rv, ReturnValue::ATTRIBUTE_SENSITIVE | ReturnValue::ATTRIBUTE_TYPE_INVALID);
        let by_one = refused && !marked && left <= 2;
        if left > 0 && asked > 1 && !by_one {
            self.together()?;
        }
        self.singly()
    }

    /// One call that fills the places given to the slots; what was written is the value of its slot from then on.
    fn fill(&mut self, region: Region, pattern: Canary) -> Result<ReturnValue> {
        let memory = self.space.region(region);
        for slot in self.slots.iter_mut() {
            match slot.room {
                Some(Room::Inline(_)) => slot.inline.0 = pattern,
                Some(Room::At(at, room)) => paint(&mut memory[at..at + room], pattern),
                Some(Room::None) | None => {}
            }
        }
        let rv = self.link.raw_get_attribute_value(self.object, self.slots, memory)?;
        for slot in self.slots.iter_mut().filter(|slot| slot.room.is_some()) {
            match slot.written(memory, pattern) {
                Some(length) if is_ordinary(rv) => slot.settle(region, length),
                _ => slot.must_not_be_too_long(rv)?,
            }
        }
        Ok(rv)
    }

    /// Closes what a return value and the marks leave no doubt about.
    fn judge(&mut self, rv: ReturnValue) {
        let marked = |slot: &Slot| slot.is_open() && slot.room.is_some() && slot.is_marked();
        match rv {
            ReturnValue::OK => {
                // Where the size was guessed, some modules say that all is well and mark what was too small.
                let sure = |slot: &Slot| slot.kind.size().is_some() || slot.room == Some(Room::None) || slot.size > 0;
                for slot in self.slots.iter_mut().filter(|slot| marked(slot) && sure(slot)) {
                    slot.state = State::Reason(Reason::Unavailable);
                }
            }
            ReturnValue::ATTRIBUTE_SENSITIVE | ReturnValue::ATTRIBUTE_TYPE_INVALID => {
                let sensitive = rv == ReturnValue::ATTRIBUTE_SENSITIVE;
                let suspects = self.slots.iter().filter(|slot| marked(slot) && slot.may_be_sensitive()).count();
                let all = self.slots.iter().filter(|slot| marked(slot)).count();
                for slot in self.slots.iter_mut().filter(|slot| marked(slot)) {
                    // Marked means sensitive, absent or too small. A scalar is not too small, except for a boolean that
                    // is an int, and the standard lets only secrets be sensitive.
                    let fits = slot.room == Some(Room::None) || slot.kind != Kind::Bool || all == 1;
                    if sensitive && suspects == 1 && slot.may_be_sensitive() {
                        slot.state = State::Reason(Reason::Sensitive);
                    } else if fits
                        && slot.kind.size().is_some()
                        && !slot.may_be_sensitive()
                        && (suspects > 0 || !sensitive)
                    {
                        slot.state = State::Reason(Reason::Absent);
                    } else if all == 1 && slot.room == Some(Room::None) {
                        let reason = if sensitive { Reason::Sensitive } else { Reason::Absent };
                        slot.state = State::Reason(reason);
                    }
                }
            }
            _ => {}
        }
    }

    /// Steps 2 and 3: sizes together, then values together.
    fn together(&mut self) -> Result<()> {
        for slot in self.slots.iter_mut() {
            slot.room = slot.is_open().then_some(Room::None);
        }
        let rv = self.size()?;
        if !is_ordinary(rv) {
            return fatal(rv);
        }
        self.judge(rv);
        if self.sized().next().is_some() {
            let rv = self.fill_sized(1)?;
            if !is_ordinary(rv) {
                return fatal(rv);
            }
            self.judge(rv);
        }
        Ok(())
    }

    /// Step 4.
    fn singly(&mut self) -> Result<()> {
        let alone = self.slots.len() == 1;
        let mut codes = [0; 2].map(|_: u8| None);
        let mut others = alone || self.slots.iter().any(|slot| !matches!(slot.state, State::Open | State::Template));
        for index in 0..self.slots.len() {
            if !self.slots[index].is_open() {
                continue;
            }
            match self.one(index)? {
                Some(rv) if codes[0].is_none() || codes[0] == Some(rv) => codes[0] = Some(rv),
                Some(rv) => codes[1] = Some(rv),
                None => others = true,
            }
        }
        // When every single attribute fails in the same way, it is the call that fails.
        match codes {
            [Some(rv), None] if !others => Err(Error::Call { function: Function::GetAttributeValue, rv }),
            _ => Ok(()),
        }
    }

    /// Asks for one attribute alone: a size, then the value, and again while it grows. Gives the code where the token
    /// failed with one that is not about attributes.
    fn one(&mut self, index: usize) -> Result<Option<ReturnValue>> {
        let attribute = self.slots[index].attribute;
        let mut complaint = "changes its size each time it is asked for";
        for pattern in [1, 0, 1, 0] {
            for (other, slot) in self.slots.iter_mut().enumerate() {
                slot.room = (other == index).then_some(Room::None);
            }
            for step in 0..2 {
                let rv = if step == 0 { self.size()? } else { self.fill_sized(pattern)? };
                let slot = &mut self.slots[index];
                if !slot.is_open() {
                    return Ok(None);
                }
                let reason = match rv {
                    ReturnValue::ATTRIBUTE_SENSITIVE => Reason::Sensitive,
                    ReturnValue::ATTRIBUTE_TYPE_INVALID => Reason::Absent,
                    ReturnValue::OK if slot.is_marked() => Reason::Unavailable,
                    ReturnValue::OK if step == 1 => {
                        complaint = "was reported as read and nothing was written";
                        continue;
                    }
                    ReturnValue::OK | ReturnValue::BUFFER_TOO_SMALL => continue,
                    rv => {
                        fatal(rv)?;
                        slot.state = State::Reason(Reason::Failed(rv));
                        return Ok(Some(rv));
                    }
                };
                slot.state = State::Reason(reason);
                return Ok(None);
            }
        }
        Err(Error::module(Function::GetAttributeValue, format!("{attribute} {complaint}")))
    }

    /// Asks for the sizes of the slots that have room for none.
    fn size(&mut self) -> Result<ReturnValue> {
        for slot in self.slots.iter_mut() {
            slot.size = 0;
        }
        let rv = self.link.raw_get_attribute_value(self.object, self.slots, &mut [])?;
        for slot in self.slots.iter_mut().filter(|slot| slot.room.is_some() && !slot.is_marked()) {
            let size = usize::try_from(slot.reported).unwrap_or(usize::MAX);
            if size > LARGEST {
                return Err(Error::module(
                    Function::GetAttributeValue,
                    format!("says that {} has {} bytes", slot.attribute, slot.reported),
                ));
            }
            // No size may be an empty value, and an answer that never came: a buffer of a byte tells.
            let told = matches!(rv, ReturnValue::OK | ReturnValue::BUFFER_TOO_SMALL);
            slot.size = if told { size.max(1) } else { size };
        }
        Ok(rv)
    }

    fn sized(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter().filter(|slot| slot.is_open() && slot.room.is_some() && slot.size > 0)
    }

    /// Where the values that are in the base end. What was given to slots that are still open is free again.
    fn occupied(&self) -> usize {
        let ends = self.slots.iter().filter_map(|slot| match slot.state {
            State::Base(at, length) => Some(at + length),
            _ => None,
        });
        ends.max().unwrap_or(0)
    }

    /// Fills the slots that have a size, in what is left of the base or in memory of their own.
    fn fill_sized(&mut self, pattern: usize) -> Result<ReturnValue> {
        let values = self.sized().fold(0_usize, |total, slot| total.saturating_add(slot.size));
        if values > LARGEST {
            return Err(Error::module(Function::GetAttributeValue, format!("wants {values} bytes for values")));
        }
        let needed = self.sized().fold(0_usize, |needed, slot| needed.saturating_add(slot.size + 8));
        let start = align(self.space.base, self.occupied());
        let region = if self.space.base.len().saturating_sub(start) >= needed {
            Region::Base
        } else if self.space.may_spill {
            let mut spill = Vec::new();
            if spill.try_reserve_exact(needed).is_err() {
                return Err(Error::module(Function::GetAttributeValue, format!("wants {needed} bytes for values")));
            }
            spill.resize(needed, 0);
            self.space.spills.push(spill);
            Region::Spill(self.space.spills.len() - 1)
        } else {
            let have = self.space.base.len();
            let detail = format!("too small: {have} bytes, and {} are needed", start + needed);
            return Err(Error::usage("buffer", detail));
        };
        let memory: &[u8] = match region {
            Region::Base => self.space.base,
            Region::Spill(index) => &self.space.spills[index],
        };
        let mut at = align(memory, if matches!(region, Region::Base) { start } else { 0 });
        for slot in self.slots.iter_mut() {
            slot.room = match slot.room {
                Some(_) if slot.is_open() && slot.size > 0 => {
                    let inline = slot.kind.size().is_some() && slot.size <= 8;
                    let room = if inline { Room::Inline(slot.size) } else { Room::At(at, slot.size) };
                    if !inline {
                        at = align(memory, at + slot.size);
                    }
                    Some(room)
                }
                _ => None,
            };
        }
        self.fill(region, CANARIES[pattern])
    }
}

/// The offset at or after `at` where any scalar of C may stand.
pub(super) fn align(memory: &[u8], at: usize) -> usize {
    at + (memory.as_ptr().addr() + at).wrapping_neg() % 8
}

/// Codes with which C_GetAttributeValue answers for the attributes one by one.
pub(super) fn is_ordinary(rv: ReturnValue) -> bool {
    matches!(
        rv,
        ReturnValue::OK
            | ReturnValue::ATTRIBUTE_SENSITIVE
            | ReturnValue::ATTRIBUTE_TYPE_INVALID
            | ReturnValue::BUFFER_TOO_SMALL
    )
}

/// Codes that asking in another way does not change.
pub(super) fn fatal(rv: ReturnValue) -> Result<()> {
    let error = Error::Call { function: Function::GetAttributeValue, rv };
    let hopeless = matches!(
        rv,
        ReturnValue::OBJECT_HANDLE_INVALID
            | ReturnValue::KEY_HANDLE_INVALID
            | ReturnValue::USER_NOT_LOGGED_IN
            | ReturnValue::FUNCTION_NOT_SUPPORTED
            | ReturnValue::HOST_MEMORY
            | ReturnValue::DEVICE_ERROR
            | ReturnValue::DEVICE_MEMORY
            | ReturnValue::OPERATION_ACTIVE
    );
    if hopeless || error.is_session_gone() { Err(error) } else { Ok(()) }
}
