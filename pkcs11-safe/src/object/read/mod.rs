//! Reading attributes in as few calls as the module allows, and believing none of them more than it proves.
//!
//! 1. One call with guessed sizes. Each buffer carries a pattern; what was not written shows it.
//! 2. What came back marked, or untouched, is sized together in a second call,
//! 3. and filled together in a third, with another pattern.
//! 4. What is still ambiguous is asked singly, where the return value speaks of one attribute alone.

mod answers;
mod extent;
mod first;
mod nested;
mod reader;

use crate::attribute::ask::{Ask, INLINE, Sink, Source};
use crate::attribute::{Entry, Query, kind_of, query};
use crate::canary::{CANARIES, paint};
use crate::link::Link;
use crate::raw::{List, Places, Scratch, Slot, Slots};
use crate::{AttributeType, Result, ReturnValue};
use answers::{Answers, next_value};
use extent::Extent;
use first::{Check, Whole};
use pkcs11_sys::CK_OBJECT_HANDLE;
use reader::{Reader, Space};
use zeroize::Zeroize;

/// Reads a query into memory of our own and takes the values out.
#[inline]
pub(crate) fn owned<Q: Query>(link: &Link, object: CK_OBJECT_HANDLE, query: &Q) -> Result<Q::Output> {
    let mut extent = Extent::default();
    query.ask(&mut extent);
    Reading { link, object, query, extent }.owned()
}

/// Reads a query into the caller's buffer and lends the values out of it.
#[inline]
pub(crate) fn borrowed<'b, Q: Query>(
    link: &Link,
    object: CK_OBJECT_HANDLE,
    query: &Q,
    buffer: &'b mut [u8],
) -> Result<Q::Ref<'b>> {
    let mut extent = Extent::default();
    query.ask(&mut extent);
    Reading { link, object, query, extent }.borrowed(buffer)
}

/// A query that is being read.
struct Reading<'q, Q> {
    link: &'q Link,
    object: CK_OBJECT_HANDLE,
    query: &'q Q,
    extent: Extent,
}

impl<Q: Query> Reading<'_, Q> {
    #[inline]
    fn owned(&self) -> Result<Q::Output> {
        let mut scratch = Scratch::new();
        let scratch = scratch.painted(self.extent.guessed, CANARIES[0]);
        let mut places = Places::new();
        let taken = match self.first(&mut places, scratch) {
            Ok(None) => self.query.take(&mut Whole::new(self.link, self.object, &places, scratch)),
            Ok(Some(rv)) => self.owned_after(rv, &places, scratch),
            Err(error) => Err(error),
        };
        if self.extent.secret {
            scratch.zeroize();
            places.wipe();
        }
        taken
    }

    /// What the first round has not given, by the rounds that follow.
    #[cold]
    fn owned_after(&self, first: First, places: &Places, scratch: &mut [u8]) -> Result<Q::Output> {
        let mut spills = Vec::new();
        let mut slots = self.slots(first, places, scratch, 0);
        let slots = slots.as_mut();
        let space = Space { base: &mut *scratch, spills: &mut spills, may_spill: true };
        let read = self.rest(first, slots, space);
        let taken = read.and_then(|()| {
            let (link, object) = (self.link, self.object);
            self.query.take(&mut Answers { link, object, slots, base: scratch, spills: &spills, next: 0 })
        });
        if self.extent.secret {
            spills.zeroize();
            slots.iter_mut().for_each(|slot| slot.inline.0.zeroize());
        }
        taken
    }

    #[inline]
    fn borrowed<'b>(&self, buffer: &'b mut [u8]) -> Result<Q::Ref<'b>> {
        let start = reader::align(buffer, 0).min(buffer.len());
        let end = start.saturating_add(self.extent.guessed).min(buffer.len());
        paint(&mut buffer[start..end], CANARIES[0]);
        let mut places = Places::new();
        let lent = match self.first(&mut places, &mut buffer[start..end]) {
            Ok(None) => self.query.lend(&mut Whole::new(self.link, self.object, &places, &buffer[start..end])),
            Ok(Some(rv)) => self.borrowed_after(rv, &places, buffer, start),
            Err(error) => Err(error),
        };
        if self.extent.secret {
            places.wipe();
        }
        lent
    }

    /// As [`owned_after`](Self::owned_after).
    #[cold]
    fn borrowed_after<'b>(
        &self,
        first: First,
        places: &Places,
        buffer: &'b mut [u8],
        start: usize,
    ) -> Result<Q::Ref<'b>> {
        let mut slots = self.slots(first, places, buffer, start);
        let slots = slots.as_mut();
        let space = Space { base: &mut *buffer, spills: &mut Vec::new(), may_spill: false };
        let read = self.rest(first, slots, space);
        let lent = read.and_then(|()| {
            let (link, object) = (self.link, self.object);
            self.query.lend(&mut Answers { link, object, slots, base: buffer, spills: &[], next: 0 })
        });
        if self.extent.secret {
            slots.iter_mut().for_each(|slot| slot.inline.0.zeroize());
        }
        lent
    }

    /// The first round, in memory that is painted: `None` if it has given every value.
    #[inline]
    fn first(&self, places: &mut Places, memory: &mut [u8]) -> Result<Option<First>> {
        if self.extent.count > INLINE || self.extent.guessed > memory.len() {
            return Ok(Some(First::Unmade));
        }
        if self.extent.count == 0 {
            return Ok(None);
        }
        let mut round = places.round(memory);
        self.query.ask(&mut round);
        let rv = self.link.raw_guess_attribute_value(self.object, round)?;
        if rv != ReturnValue::OK {
            return Ok(Some(First::Made(rv)));
        }
        let mut check = Check::new(places, memory);
        self.query.ask(&mut check);
        Ok(if check.is_complete { None } else { Some(First::Made(rv)) })
    }

    /// What is asked, as slots, with what the first round has given.
    fn slots(&self, first: First, places: &Places, memory: &[u8], start: usize) -> List<Slot> {
        let mut slots = Slots::new(start, memory.len());
        self.query.ask(&mut slots);
        let mut slots = slots.list;
        if let First::Made(rv) = first {
            let asked = slots.as_mut().iter_mut().filter(|slot| slot.room.is_some());
            for (index, slot) in asked.enumerate() {
                slot.take_up(places, index, memory, CANARIES[0], reader::is_ordinary(rv));
            }
        }
        slots
    }

    /// The rounds after the first; and the first, if it was not made.
    fn rest(&self, first: First, slots: &mut [Slot], space: Space<'_>) -> Result<()> {
        let mut reader = Reader { link: self.link, object: self.object, slots, space };
        let rv = match first {
            First::Made(rv) => rv,
            First::Unmade => reader.begin()?,
        };
        reader.read(rv)
    }
}

/// How far the first round came.
#[derive(Clone, Copy)]
enum First {
    /// There was no room for what is guessed, or for so many attributes.
    Unmade,
    /// It was made, with this return value, and has left something open.
    Made(ReturnValue),
}

/// Reads attributes by number: each with its value or the reason why there is none, in order.
pub(crate) fn dynamic(link: &Link, object: CK_OBJECT_HANDLE, attributes: &[AttributeType]) -> Result<Vec<Entry>> {
    let mut asks = List::new();
    for attribute in attributes {
        asks.push(Ask::new(*attribute, kind_of(*attribute)));
    }
    owned(link, object, &ByNumber(asks.as_mut()))
}

/// A query of attributes by number.
struct ByNumber<'l>(&'l [Ask]);

impl query::sealed::Sealed for ByNumber<'_> {}

impl Query for ByNumber<'_> {
    type Output = Vec<Entry>;
    type Ref<'b> = Vec<Entry>;

    fn ask(&self, sink: &mut impl Sink) {
        self.0.iter().for_each(|ask| sink.add(*ask));
    }

    fn take<'a, 'b>(&self, source: &mut impl Source<'a, 'b>) -> Result<Vec<Entry>> {
        let mut entries = Vec::with_capacity(self.0.len());
        for ask in self.0 {
            entries.push(Entry::new(ask.attribute, next_value(source, *ask)?));
        }
        Ok(entries)
    }

    fn lend<'a, 'b>(&self, source: &mut impl Source<'a, 'b>) -> Result<Vec<Entry>> {
        self.take(source)
    }
}
