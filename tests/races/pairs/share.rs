//! What part of the pairs is run.

use support::share::share;

/// The `part`-th of `of`, from 0.
#[derive(Clone, Copy)]
pub(crate) struct Share {
    part: usize,
    of: usize,
}

impl Share {
    pub(crate) fn from_environment() -> Self {
        let (part, of) = share("P11_RACES_SHARE");
        Self { part, of }
    }

    pub(crate) fn has(self, pair: usize) -> bool {
        pair % self.of == self.part
    }
}
