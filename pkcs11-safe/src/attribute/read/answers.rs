//! The values that were read, handed out in the order in which they were asked for.

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

/// The values read, handed out in the order in which they were asked for.
pub struct Answers<'a, 'b> {
    pub(super) session: &'a Session,
    pub(super) object: CK_OBJECT_HANDLE,
    pub(super) slots: &'a [Slot],
    pub(super) base: &'b [u8],
    pub(super) spills: &'b [Vec<u8>],
    pub(super) next: usize,
}

impl<'a, 'b> Answers<'a, 'b> {
    /// The next value.
    pub(in crate::attribute) fn next(&mut self, attribute: AttributeType) -> Result<Found<'a, 'b>> {
        let slot = self.slots.get(self.next).filter(|slot| slot.attribute == attribute);
        let slot = slot.ok_or_else(|| Error::usage("query", "does not take what it asks for"))?;
        self.next += 1;
        match slot.state {
            State::Inline(length) => Ok(Found::Slot(&slot.inline.0[..length])),
            State::Base(at, length) => Ok(Found::Buffer(&self.base[at..at + length])),
            State::Spill(index, at, length) => Ok(Found::Buffer(&self.spills[index][at..at + length])),
            State::Reason(reason) => Err(Error::Attribute { attribute, reason }),
            State::Open => Err(Error::module(Function::GetAttributeValue, format!("no answer for {attribute}"))),
            State::Template => Err(Error::usage("query", "a template is no bytes; read it with its own key and `get`")),
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
