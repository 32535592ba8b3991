//! The first round: everything in one call, each value in the place that it probably needs. In the common case there is no
//! other.

use super::answers::{nothing, template};
use super::nested;
use crate::attribute::Template;
use crate::attribute::ask::{Ask, Found, Sink, Source};
use crate::canary::{CANARIES, may_be_unfinished};
use crate::link::Link;
use crate::raw::Places;
use crate::{AttributeType, Reason, Result};
use pkcs11_sys::CK_OBJECT_HANDLE;

/// Walks over the values of a first round in the order in which they were asked for.
struct Walk<'a, 'b> {
    places: &'a Places,
    memory: &'b [u8],
    next: usize,
    at: usize,
}

impl<'a, 'b> Walk<'a, 'b> {
    #[inline]
    fn new(places: &'a Places, memory: &'b [u8]) -> Self {
        Self { places, memory, next: 0, at: 0 }
    }

    /// The value of the next attribute: as many bytes as were reported, if that is no more than its place has.
    #[inline(always)]
    fn next(&mut self, ask: Ask) -> Option<Found<'a, 'b>> {
        let length = usize::try_from(self.places.reported(self.next)).ok()?;
        let found = match ask.kind.size() {
            Some(size) => self.places.scalar(self.next).get(..size)?.get(..length).map(Found::Slot),
            None => self.memory.get(self.at..)?.get(..ask.guess)?.get(..length).map(Found::Buffer),
        };
        self.next += 1;
        self.at += ask.guess;
        found
    }
}

/// Whether every value was written to its place, to the end.
pub(super) struct Check<'a, 'b> {
    walk: Walk<'a, 'b>,
    pub(super) is_complete: bool,
}

impl<'a, 'b> Check<'a, 'b> {
    #[inline]
    pub(super) fn new(places: &'a Places, memory: &'b [u8]) -> Self {
        Self { walk: Walk::new(places, memory), is_complete: true }
    }
}

impl Sink for Check<'_, '_> {
    #[inline(always)]
    fn add(&mut self, ask: Ask) {
        if self.is_complete && !ask.is_template() {
            let found = self.walk.next(ask);
            self.is_complete = found.is_some_and(|found| {
                let (Found::Slot(value) | Found::Buffer(value)) = found;
                value.is_empty() || !may_be_unfinished(value, CANARIES[0])
            });
        }
    }
}

/// The values of a first round that was complete.
pub(super) struct Whole<'a, 'b> {
    link: &'a Link,
    object: CK_OBJECT_HANDLE,
    walk: Walk<'a, 'b>,
}

impl<'a, 'b> Whole<'a, 'b> {
    #[inline]
    pub(super) fn new(link: &'a Link, object: CK_OBJECT_HANDLE, places: &'a Places, memory: &'b [u8]) -> Self {
        Self { link, object, walk: Walk::new(places, memory) }
    }
}

impl<'a, 'b> Source<'a, 'b> for Whole<'a, 'b> {
    #[inline(always)]
    fn next(&mut self, ask: Ask) -> Result<Found<'a, 'b>> {
        if ask.is_template() {
            return Err(template());
        }
        self.walk.next(ask).ok_or_else(|| nothing(ask.attribute))
    }

    fn next_template(&mut self, attribute: AttributeType) -> Result<Result<Template, Reason>> {
        nested::read(self.link, self.object, attribute)
    }
}
