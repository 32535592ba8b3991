//! What a query asks for, and what the first round has given: the common case, in as few steps as it takes.

use super::slots::{Region, Room, Scalar, Slot};
use crate::AttributeType;
use crate::attribute::kind::Kind;
use crate::pattern::{Pattern, may_be_unfinished};
use crate::raw::Stack;
use pkcs11_sys::{CK_ULONG, CKA_VENDOR_DEFINED};
use zeroize::Zeroize;

/// Attributes that are asked without allocating.
pub(crate) const INLINE: usize = 24;

/// An attribute that is asked for, with the place that it gets in the first round.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ask {
    pub(crate) attribute: AttributeType,
    pub(super) kind: Kind,
    /// The value, where its type has a size: at most eight bytes.
    pub(crate) value: Scalar,
    /// Where in the buffer the value goes, where its type has no size.
    pub(crate) at: usize,
    /// How many bytes it may have: a guess, before the round.
    pub(crate) room: usize,
    /// What the module gave as its length.
    pub(crate) reported: CK_ULONG,
}

impl Ask {
    #[inline]
    fn new(attribute: AttributeType, kind: Kind) -> Self {
        Self { attribute, kind, value: Scalar([0; 8]), at: 0, room: guess(attribute, kind), reported: 0 }
    }

    /// Whether the value goes into the ask itself.
    #[inline]
    pub(crate) fn is_scalar(&self) -> bool {
        self.kind.size().is_some()
    }

    /// A template is read by calls of its own.
    #[inline]
    pub(crate) fn is_template(&self) -> bool {
        matches!(self.kind, Kind::Template)
    }

    /// Whether the buffers that held it are to be wiped: a secret, or a vendor's attribute.
    #[inline]
    fn is_secret(&self) -> bool {
        self.kind == Kind::Secret || self.attribute.raw() >= CKA_VENDOR_DEFINED
    }

    /// The bytes that were written: as many as were reported, if that is no more than there was room for.
    #[inline]
    pub(super) fn value<'v>(&'v self, memory: &'v [u8]) -> Option<&'v [u8]> {
        let length = usize::try_from(self.reported).ok().filter(|length| *length <= self.room)?;
        if self.is_scalar() { self.value.0.get(..length) } else { memory.get(self.at..)?.get(..length) }
    }

    /// Whether a value was written to its place, to the end.
    #[inline]
    pub(crate) fn is_written(&self, memory: &[u8], pattern: Pattern) -> bool {
        self.value(memory).is_some_and(|value| value.is_empty() || !may_be_unfinished(value, pattern))
    }

    /// The same, for the rounds that follow.
    pub(super) fn slot(&self, memory: &[u8], pattern: Pattern, ordinary: bool) -> Slot {
        let mut slot = Slot::new(self.attribute, self.kind);
        if self.is_template() {
            return slot;
        }
        slot.inline = self.value;
        slot.reported = self.reported;
        slot.room = Some(match self.room {
            size if self.is_scalar() => Room::Inline(size),
            0 => Room::None,
            size => Room::At(self.at, size),
        });
        if ordinary && slot.room != Some(Room::None) && self.is_written(memory, pattern) {
            slot.settle(Region::Base, usize::try_from(self.reported).unwrap_or(0));
        }
        slot
    }
}

/// Bytes to offer before anything is known.
#[inline]
fn guess(attribute: AttributeType, kind: Kind) -> usize {
    if let Some(size) = kind.size() {
        return size;
    }
    match attribute {
        AttributeType::VALUE | AttributeType::MODULUS => 1024,
        AttributeType::SUBJECT | AttributeType::ISSUER | AttributeType::PUBLIC_KEY_INFO => 512,
        AttributeType::ID | AttributeType::SERIAL_NUMBER | AttributeType::EC_PARAMS => 64,
        AttributeType::EC_POINT => 144,
        _ => 256,
    }
}

/// The attributes of a query, in order.
#[derive(Debug)]
pub struct Asked {
    list: List<Ask>,
    /// What the guessed sizes of those that go into a buffer come to, each a multiple of eight.
    guessed: usize,
    secret: bool,
}

impl Asked {
    #[inline]
    pub(crate) fn new() -> Self {
        Self { list: List::new(), guessed: 0, secret: false }
    }

    #[inline]
    pub(crate) fn push(&mut self, attribute: AttributeType, kind: Kind) {
        let ask = Ask::new(attribute, kind);
        if !ask.is_scalar() && !ask.is_template() {
            self.guessed += ask.room.next_multiple_of(8);
        }
        self.secret |= ask.is_secret();
        self.list.push(ask);
    }

    /// How many bytes of buffer the guesses want, from where any scalar of C may stand.
    pub(super) fn guessed(&self) -> usize {
        self.guessed
    }

    /// Whether the buffers that held the values are to be wiped.
    pub(super) fn are_secret(&self) -> bool {
        self.secret
    }

    #[inline]
    pub(super) fn as_mut(&mut self) -> &mut [Ask] {
        self.list.as_mut()
    }
}

impl Drop for Asked {
    #[inline]
    fn drop(&mut self) {
        if self.secret {
            wipe(self.as_mut());
        }
    }
}

#[cold]
fn wipe(asked: &mut [Ask]) {
    for ask in asked.iter_mut().filter(|ask| ask.is_secret()) {
        ask.value.0.zeroize();
    }
}

/// A list that allocates when it is longer than usual.
#[derive(Debug)]
pub(super) struct List<T> {
    inline: Stack<T, INLINE>,
    more: Vec<T>,
}

impl<T: Copy> List<T> {
    #[inline]
    pub(super) fn new() -> Self {
        Self { inline: Stack::new(), more: Vec::new() }
    }

    /// For so many values, which are not moved again.
    pub(super) fn with_room(count: usize) -> Self {
        let more = if count > INLINE { Vec::with_capacity(count) } else { Vec::new() };
        Self { inline: Stack::new(), more }
    }

    #[inline]
    pub(super) fn push(&mut self, value: T) {
        if self.more.capacity() > 0 || !self.inline.push(value) {
            self.push_beyond(value);
        }
    }

    #[cold]
    fn push_beyond(&mut self, value: T) {
        if self.more.is_empty() {
            self.more.extend_from_slice(self.inline.as_mut_slice());
        }
        self.more.push(value);
    }

    #[inline]
    pub(super) fn as_mut(&mut self) -> &mut [T] {
        if self.more.is_empty() { self.inline.as_mut_slice() } else { &mut self.more }
    }
}
