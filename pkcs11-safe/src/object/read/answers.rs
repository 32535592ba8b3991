//! The values that were read, handed out in the order in which they were asked for.

use super::nested;
use crate::attribute::ask::{Ask, Found, Source};
use crate::attribute::{OwnedValue, Template};
use crate::link::Link;
use crate::raw::{Slot, State};
use crate::{AttributeType, Error, Function, Reason, Result};
use pkcs11_sys::CK_OBJECT_HANDLE;

/// The next value, or the reason why there is none, without a type.
pub(super) fn next_value<'a, 'b>(source: &mut impl Source<'a, 'b>, ask: Ask) -> Result<Result<OwnedValue, Reason>> {
    if ask.is_template() {
        return Ok(source.next_template(ask.attribute)?.map(OwnedValue::Template));
    }
    match source.next(ask) {
        Ok(found) => Ok(OwnedValue::new(ask.kind, found.bytes())),
        Err(Error::Attribute { reason, .. }) => Ok(Err(reason)),
        Err(error) => Err(error),
    }
}

#[cold]
fn mismatch() -> Error {
    Error::usage("query", "does not take what it asks for")
}

#[cold]
pub(super) fn template() -> Error {
    Error::usage("query", "a template is no bytes; read it with its own key and `get`")
}

#[cold]
pub(super) fn nothing(attribute: AttributeType) -> Error {
    Error::module(Function::GetAttributeValue, format!("no answer for {attribute}"))
}

/// The values where one round was not enough: in slots, in the base, and in memory beyond it.
pub(super) struct Answers<'a, 'b> {
    pub(super) link: &'a Link,
    pub(super) object: CK_OBJECT_HANDLE,
    pub(super) slots: &'a [Slot],
    pub(super) base: &'b [u8],
    pub(super) spills: &'b [Vec<u8>],
    pub(super) next: usize,
}

impl<'a, 'b> Source<'a, 'b> for Answers<'a, 'b> {
    #[cold]
    fn next(&mut self, ask: Ask) -> Result<Found<'a, 'b>> {
        let attribute = ask.attribute;
        let slot = self.slots.get(self.next).filter(|slot| slot.attribute == attribute).ok_or_else(mismatch)?;
        self.next += 1;
        match slot.state {
            State::Inline(length) => Ok(Found::Slot(&slot.inline.0[..length])),
            State::Base(at, length) => Ok(Found::Buffer(&self.base[at..at + length])),
            State::Spill(index, at, length) => Ok(Found::Buffer(&self.spills[index][at..at + length])),
            State::Reason(reason) => Err(Error::Attribute { attribute, reason }),
            State::Open => Err(nothing(attribute)),
            State::Template => Err(template()),
        }
    }

    fn next_template(&mut self, attribute: AttributeType) -> Result<Result<Template, Reason>> {
        self.next += 1;
        nested::read(self.link, self.object, attribute)
    }
}
