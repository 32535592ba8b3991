//! The attributes of a query that the first round has not answered as a whole.

use super::{List, Places};
use crate::attribute::Scalar;
use crate::attribute::ask::{Ask, Sink};
use crate::attribute::is_known;
use crate::attribute::kind::Kind;
use crate::canary::{Canary, may_be_unfinished};
use crate::{AttributeType, Error, Function, Reason, Result, ReturnValue};
use pkcs11_sys::{CK_ULONG, CK_UNAVAILABLE_INFORMATION};

/// Where the value of a slot goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Room {
    /// Nowhere: only its size is asked.
    None,
    /// Into the slot itself: so many bytes.
    Inline(usize),
    /// To an offset in the buffer of the round: so many bytes.
    At(usize, usize),
}

/// Where the buffer of a round is.
#[derive(Clone, Copy)]
pub(crate) enum Region {
    Base,
    Spill(usize),
}

/// What is known of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Open,
    /// Its value, in the slot, the base buffer, or the n-th spill.
    Inline(usize),
    Base(usize, usize),
    Spill(usize, usize, usize),
    Reason(Reason),
    /// A template, read by a call of its own.
    Template,
}

/// An attribute that is being read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub(crate) attribute: AttributeType,
    pub(crate) kind: Kind,
    pub(crate) state: State,
    /// Whether the round under way asks for it, and where its value goes.
    pub(crate) room: Option<Room>,
    /// What the module gave as its length.
    pub(crate) reported: CK_ULONG,
    /// The value, where its type is at most eight bytes.
    pub(crate) inline: Scalar,
    /// What a sizing round told.
    pub(crate) size: usize,
}

impl Slot {
    fn new(ask: Ask, room: Option<Room>) -> Self {
        let state = if ask.is_template() { State::Template } else { State::Open };
        let Ask { attribute, kind, .. } = ask;
        Self { attribute, kind, state, room, reported: 0, inline: Scalar([0; 8]), size: 0 }
    }

    /// What a first round, which had the same rooms, has given.
    pub(crate) fn take_up(&mut self, places: &Places, index: usize, memory: &[u8], pattern: Canary, ordinary: bool) {
        self.inline.0 = *places.scalar(index);
        self.reported = places.reported(index);
        if let Some(length) = self.written(memory, pattern).filter(|_| ordinary) {
            self.settle(Region::Base, length);
        }
    }

    /// Whether a token may hold the value back: only secrets, as the standard has it, and what the table does not know.
    pub(crate) fn may_be_sensitive(&self) -> bool {
        self.kind == Kind::Secret || !is_known(self.attribute)
    }

    /// Whether the module marked it: too small, sensitive or absent.
    pub(crate) fn is_marked(&self) -> bool {
        self.reported == CK_UNAVAILABLE_INFORMATION
    }

    pub(crate) fn is_open(&self) -> bool {
        matches!(self.state, State::Open)
    }

    /// How long the value is that the module wrote to the place of this slot, if it wrote one: no longer than the place,
    /// and with an end that is not the pattern any more. A value of no bytes is one too.
    #[inline]
    pub(crate) fn written(&self, memory: &[u8], pattern: Canary) -> Option<usize> {
        let length = usize::try_from(self.reported).ok()?;
        let place = match self.room? {
            Room::Inline(size) => self.inline.0.get(..size)?,
            Room::At(at, size) => memory.get(at..at + size)?,
            // A size that was asked for is no value.
            Room::None => return None,
        };
        let value = place.get(..length)?;
        (value.is_empty() || !may_be_unfinished(value, pattern)).then_some(length)
    }

    /// Closes it with the value that was written to its place.
    #[inline]
    pub(crate) fn settle(&mut self, region: Region, length: usize) {
        self.state = match (self.room, region) {
            (Some(Room::At(at, _)), Region::Base) => State::Base(at, length),
            (Some(Room::At(at, _)), Region::Spill(index)) => State::Spill(index, at, length),
            _ => State::Inline(length),
        };
    }

    /// An error if the module says that all is well and gives a length beyond the place.
    #[cold]
    pub(crate) fn must_not_be_too_long(&self, rv: ReturnValue) -> Result<()> {
        let (Some(Room::Inline(size) | Room::At(_, size)), ReturnValue::OK, false) = (self.room, rv, self.is_marked())
        else {
            return Ok(());
        };
        if usize::try_from(self.reported).is_ok_and(|length| length <= size) {
            return Ok(());
        }
        let (reported, attribute) = (self.reported, self.attribute);
        let detail = format!("reported {reported} bytes of {attribute} where it was given {size}");
        Err(Error::module(Function::GetAttributeValue, detail))
    }
}

/// The slots of a query, with rooms for its first round: where a value probably fits, as far as there is memory.
pub(crate) struct Slots {
    pub(crate) list: List<Slot>,
    at: usize,
    end: usize,
}

impl Slots {
    /// Rooms from `at` on, where any scalar of C may stand, to the end of the memory.
    pub(crate) fn new(at: usize, end: usize) -> Self {
        Self { list: List::new(), at, end }
    }
}

impl Sink for Slots {
    fn add(&mut self, ask: Ask) {
        let room = match ask.kind.size() {
            _ if ask.is_template() => None,
            Some(size) => Some(Room::Inline(size)),
            None => Some(match ask.guess.min(self.end - self.at) {
                0 => Room::None,
                size => Room::At(self.at, size),
            }),
        };
        self.at = self.end.min(self.at + ask.guess);
        self.list.push(Slot::new(ask, room));
    }
}
