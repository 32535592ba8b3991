//! What a query asks for.

use crate::AttributeType;
use crate::attribute::kind::Kind;
use crate::raw::Stack;
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
    pub(in crate::attribute) const fn new(attribute: AttributeType, kind: Kind) -> Self {
        Self { attribute, kind, guess: guess(attribute, kind) }
    }

    /// A template is read by calls of its own.
    #[inline]
    pub(crate) fn is_template(self) -> bool {
        matches!(self.kind, Kind::Template)
    }

    /// Whether the buffers that held it are to be wiped: a secret, or a vendor's attribute.
    #[inline]
    fn is_secret(self) -> bool {
        self.kind == Kind::Secret || self.attribute.raw() >= CKA_VENDOR_DEFINED
    }
}

/// Bytes to offer before anything is known.
pub(in crate::attribute) const fn guess(attribute: AttributeType, kind: Kind) -> usize {
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

/// What a query tells its attributes to, one by one: each step of reading is one.
///
/// What is told, and what is taken, is inlined whatever the compiler thinks of it: there the kinds and guesses are constants,
/// and a step is a few instructions for each attribute instead of some twenty.
pub trait Sink {
    /// The next attribute.
    fn add(&mut self, ask: Ask);
}

/// What a query comes to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extent {
    /// Attributes that are asked together: all but templates.
    pub(super) count: usize,
    /// Bytes of buffer for what has no size, from where any scalar of C may stand.
    pub(super) guessed: usize,
    /// Whether the buffers that held the values are to be wiped.
    pub(super) secret: bool,
}

impl Sink for Extent {
    #[inline(always)]
    fn add(&mut self, ask: Ask) {
        self.count += usize::from(!ask.is_template());
        self.guessed += ask.guess;
        self.secret |= ask.is_secret();
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

    #[inline]
    pub(super) fn push(&mut self, value: T) {
        if !self.more.is_empty() || !self.inline.push(value) {
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
