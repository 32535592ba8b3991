//! What a query comes to.

use crate::attribute::ask::{Ask, Sink};

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
