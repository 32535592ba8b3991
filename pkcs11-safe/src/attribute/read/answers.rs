//! The values that were read, handed out in the order in which they were asked for.

use super::asked::Ask;
use super::slots::{Slot, State};
use crate::attribute::entry::{OwnedValue, Template};
use crate::attribute::kind::Kind;
use crate::attribute::nested;
use crate::session::Session;
use crate::{AttributeType, Error, Function, Reason, Result};
use pkcs11_sys::CK_OBJECT_HANDLE;

/// The bytes of a value: in its slot, or in the buffer that was read into.
#[derive(Clone, Copy)]
pub(in crate::attribute) enum Found<'a, 'b> {
    Slot(&'a [u8]),
    Buffer(&'b [u8]),
}

impl<'a> Found<'a, 'a> {
    pub(in crate::attribute) fn bytes(self) -> &'a [u8] {
        match self {
            Self::Slot(bytes) | Self::Buffer(bytes) => bytes,
        }
    }
}

/// Where the values are.
pub(super) enum Values<'a, 'b> {
    /// The first round gave them all.
    First(&'a [Ask]),
    /// More was needed: slots, and memory beyond the base.
    Slots(&'a [Slot], &'b [Vec<u8>]),
}

/// The values read, handed out in the order in which they were asked for.
pub struct Answers<'a, 'b> {
    pub(super) session: &'a Session,
    pub(super) object: CK_OBJECT_HANDLE,
    pub(super) values: Values<'a, 'b>,
    pub(super) base: &'b [u8],
    pub(super) next: usize,
}

#[cold]
fn mismatch() -> Error {
    Error::usage("query", "does not take what it asks for")
}

#[cold]
fn template() -> Error {
    Error::usage("query", "a template is no bytes; read it with its own key and `get`")
}

#[cold]
fn nothing(attribute: AttributeType) -> Error {
    Error::module(Function::GetAttributeValue, format!("no answer for {attribute}"))
}

impl<'a, 'b> Answers<'a, 'b> {
    /// The next value.
    #[inline]
    pub(in crate::attribute) fn next(&mut self, attribute: AttributeType) -> Result<Found<'a, 'b>> {
        let Values::First(asked) = self.values else { return self.next_slot(attribute) };
        let ask = match asked.get(self.next) {
            Some(ask) if ask.attribute == attribute => ask,
            _ => return Err(mismatch()),
        };
        self.next += 1;
        let length = usize::try_from(ask.reported).unwrap_or(usize::MAX);
        let found = if ask.is_scalar() {
            ask.value.0.get(..length).map(Found::Slot)
        } else if ask.is_template() {
            return Err(template());
        } else {
            self.base.get(ask.at..).and_then(|value| value.get(..length)).map(Found::Buffer)
        };
        found.ok_or_else(|| nothing(attribute))
    }

    #[cold]
    fn next_slot(&mut self, attribute: AttributeType) -> Result<Found<'a, 'b>> {
        let Values::Slots(slots, spills) = self.values else { return Err(mismatch()) };
        let slot = slots.get(self.next).filter(|slot| slot.attribute == attribute).ok_or_else(mismatch)?;
        self.next += 1;
        match slot.state {
            State::Inline(length) => Ok(Found::Slot(&slot.inline.0[..length])),
            State::Base(at, length) => Ok(Found::Buffer(&self.base[at..at + length])),
            State::Spill(index, at, length) => Ok(Found::Buffer(&spills[index][at..at + length])),
            State::Reason(reason) => Err(Error::Attribute { attribute, reason }),
            State::Open => Err(nothing(attribute)),
            State::Template => Err(template()),
        }
    }

    /// The next value, which is a template.
    pub(in crate::attribute) fn next_template(&mut self, attribute: AttributeType) -> Result<Result<Template, Reason>> {
        self.next += 1;
        nested::read(self.session, self.object, attribute)
    }

    pub(super) fn next_entry(&mut self, attribute: AttributeType, kind: Kind) -> Result<Result<OwnedValue, Reason>> {
        if kind == Kind::Template {
            return Ok(self.next_template(attribute)?.map(OwnedValue::Template));
        }
        match self.next(attribute) {
            Ok(found) => Ok(OwnedValue::new(kind, found.bytes())),
            Err(Error::Attribute { reason, .. }) => Ok(Err(reason)),
            Err(error) => Err(error),
        }
    }
}
