//! What a query asks for, and what it takes its values from.

use super::Template;
use super::kind::Kind;
use crate::{AttributeType, Reason, Result};
use pkcs11_sys::CKA_VENDOR_DEFINED;

/// Attributes that are asked without allocating.
pub(crate) const INLINE: usize = 24;

/// An attribute that is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    pub(crate) attribute: AttributeType,
    pub(crate) kind: Kind,
    /// How many bytes its value probably has, if the type does not say: a multiple of eight, so that the next place is
    /// one for any scalar of C.
    pub(crate) guess: usize,
}

impl Ask {
    #[inline]
    pub(crate) const fn new(attribute: AttributeType, kind: Kind) -> Self {
        Self { attribute, kind, guess: guess(attribute, kind) }
    }

    /// A template is read by calls of its own.
    #[inline]
    pub(crate) fn is_template(self) -> bool {
        matches!(self.kind, Kind::Template)
    }

    /// Whether the buffers that held it are to be wiped: a secret, or a vendor's attribute.
    #[inline]
    pub(crate) fn is_secret(self) -> bool {
        self.kind == Kind::Secret || self.attribute.raw() >= CKA_VENDOR_DEFINED
    }
}

/// Bytes to offer before anything is known.
pub(super) const fn guess(attribute: AttributeType, kind: Kind) -> usize {
    if kind.size().is_some() || matches!(kind, Kind::Template) {
        return 0;
    }
    let bytes: usize = match attribute {
        AttributeType::VALUE | AttributeType::MODULUS => 1024,
        AttributeType::SUBJECT | AttributeType::ISSUER | AttributeType::PUBLIC_KEY_INFO => 512,
        AttributeType::ID | AttributeType::SERIAL_NUMBER | AttributeType::EC_PARAMS => 64,
        AttributeType::EC_POINT => 144,
        _ => 256,
    };
    bytes.next_multiple_of(8)
}

/// Visitor over the attributes of a query; every pass (measure, lay out, check) implements it.
///
/// What is told, and what is taken, is inlined whatever the compiler thinks of it: there the kinds and guesses are constants,
/// and a step is a few instructions for each attribute instead of some twenty.
pub trait Sink {
    /// The next attribute.
    fn add(&mut self, ask: Ask);
}

/// The bytes of a value: in its slot, or in the buffer that was read into.
#[derive(Clone, Copy)]
pub enum Found<'a, 'b> {
    /// In its slot, which does not live as long as the buffer
    Slot(&'a [u8]),
    /// In the buffer
    Buffer(&'b [u8]),
}

impl<'a> Found<'a, 'a> {
    pub(crate) fn bytes(self) -> &'a [u8] {
        match self {
            Self::Slot(bytes) | Self::Buffer(bytes) => bytes,
        }
    }
}

/// What a query takes its values from, one by one, in the order in which it asked for them.
pub trait Source<'a, 'b> {
    /// The next value.
    fn next(&mut self, ask: Ask) -> Result<Found<'a, 'b>>;

    /// The next value, which is a template.
    fn next_template(&mut self, attribute: AttributeType) -> Result<Result<Template, Reason>>;
}
