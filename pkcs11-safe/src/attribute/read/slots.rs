//! The attributes of a query while they are read.

use crate::attribute::kind::Kind;
use crate::attribute::table::is_known;
use crate::{AttributeType, Reason};
use pkcs11_sys::{CK_ULONG, CK_UNAVAILABLE_INFORMATION, CKA_VENDOR_DEFINED};
use zeroize::Zeroize;

/// Attributes that are asked without allocating.
pub(crate) const INLINE: usize = 24;

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

/// What is known of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Open,
    /// Its value, in the slot, the base buffer, or the n-th spill.
    Inline(usize),
    Base(usize, usize),
    Spill(usize, usize, usize),
    Reason(Reason),
    /// A template, read by a call of its own.
    Template,
}

/// Eight bytes where any scalar of C may stand.
#[derive(Clone, Copy, Debug)]
#[repr(align(8))]
pub(crate) struct Scalar(pub(crate) [u8; 8]);

/// An attribute that is being read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub(super) attribute: AttributeType,
    pub(super) kind: Kind,
    pub(super) state: State,
    /// Whether the round under way asks for it, and where its value goes.
    pub(crate) room: Option<Room>,
    /// What the module gave as its length.
    pub(crate) reported: CK_ULONG,
    /// The value, where its type is at most eight bytes.
    pub(crate) inline: Scalar,
    /// What a sizing round told.
    pub(super) size: usize,
}

impl Slot {
    const EMPTY: Self = Self::new(AttributeType::new(0), Kind::Bytes);

    const fn new(attribute: AttributeType, kind: Kind) -> Self {
        let state = if matches!(kind, Kind::Template) { State::Template } else { State::Open };
        Self { attribute, kind, state, room: None, reported: 0, inline: Scalar([0; 8]), size: 0 }
    }

    pub(crate) fn attribute_type(&self) -> AttributeType {
        self.attribute
    }

    /// Whether a token may hold the value back: only secrets, as the standard has it, and what the table does not know.
    pub(super) fn may_be_sensitive(&self) -> bool {
        self.kind == Kind::Secret || !is_known(self.attribute)
    }

    /// Whether the buffers that held it are to be wiped: a secret, or a vendor's attribute.
    pub(super) fn is_secret(&self) -> bool {
        self.kind == Kind::Secret || self.attribute.raw() >= CKA_VENDOR_DEFINED
    }

    /// Whether the module marked it: too small, sensitive or absent.
    pub(super) fn is_marked(&self) -> bool {
        self.reported == CK_UNAVAILABLE_INFORMATION
    }

    pub(super) fn is_open(&self) -> bool {
        self.state == State::Open
    }

    /// Bytes to offer before anything is known.
    pub(super) fn guess(&self) -> usize {
        if let Some(size) = self.kind.size() {
            return size;
        }
        match self.attribute {
            AttributeType::VALUE | AttributeType::MODULUS => 1024,
            AttributeType::SUBJECT | AttributeType::ISSUER | AttributeType::PUBLIC_KEY_INFO => 512,
            AttributeType::ID | AttributeType::SERIAL_NUMBER | AttributeType::EC_PARAMS => 64,
            AttributeType::EC_POINT => 144,
            _ => 256,
        }
    }
}

/// The attributes of a query, in order.
#[derive(Debug)]
pub struct Slots {
    inline: [Slot; INLINE],
    count: usize,
    more: Vec<Slot>,
}

impl Slots {
    pub(crate) const fn new() -> Self {
        Self { inline: [Slot::EMPTY; INLINE], count: 0, more: Vec::new() }
    }

    pub(crate) fn push(&mut self, attribute: AttributeType, kind: Kind) {
        let slot = Slot::new(attribute, kind);
        match self.inline.get_mut(self.count) {
            Some(place) if self.more.is_empty() => *place = slot,
            _ => {
                if self.more.is_empty() {
                    self.more.extend_from_slice(&self.inline);
                }
                self.more.push(slot);
            }
        }
        self.count += 1;
    }

    pub(super) fn as_mut(&mut self) -> &mut [Slot] {
        if self.more.is_empty() { &mut self.inline[..self.count] } else { &mut self.more }
    }
}

impl Drop for Slots {
    fn drop(&mut self) {
        for slot in self.as_mut().iter_mut().filter(|slot| slot.is_secret()) {
            slot.inline.0.zeroize();
        }
    }
}
