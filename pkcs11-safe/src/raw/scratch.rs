//! Scratch memory on the stack: nothing is written but the patterns of what is used.
#![allow(unsafe_code)]

use crate::pattern::Pattern;
use core::mem::MaybeUninit;
use core::slice;

/// Room for values, where any scalar of C may stand.
pub(crate) struct Scratch([MaybeUninit<Chunk>; Self::SIZE / 32]);

/// Four patterns at a time.
#[derive(Clone, Copy)]
#[repr(align(8))]
struct Chunk(#[allow(dead_code, reason = "read as bytes")] [Pattern; 4]);

// Nothing but the patterns is in it, so they are where it is.
const _: () = assert!(size_of::<Chunk>() == 32);

impl Scratch {
    pub(crate) const SIZE: usize = 4096;

    #[inline]
    pub(crate) const fn new() -> Self {
        Self([const { MaybeUninit::uninit() }; Self::SIZE / 32])
    }

    /// The first bytes of it, painted: so many, or all there are.
    #[inline]
    pub(crate) fn painted(&mut self, length: usize, pattern: Pattern) -> &mut [u8] {
        let length = length.min(Self::SIZE);
        let chunks = &mut self.0[..length.div_ceil(32)];
        for chunk in chunks.iter_mut() {
            chunk.write(Chunk([pattern; 4]));
        }
        // SAFETY: the chunks have been written, are nothing but bytes, are at least `length` of them, and are borrowed
        // exclusively through `self`.
        unsafe { slice::from_raw_parts_mut(chunks.as_mut_ptr().cast(), length) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{PATTERNS, is_painted};

    #[test]
    fn as_much_is_painted_as_is_asked_for() {
        let mut scratch = Scratch::new();
        for length in [0, 1, 8, 31, 32, 33, Scratch::SIZE, Scratch::SIZE + 1] {
            let painted = scratch.painted(length, PATTERNS[1]);
            assert_eq!(painted.len(), length.min(Scratch::SIZE));
            assert!(is_painted(painted, PATTERNS[1], 0) && painted.as_ptr().addr() % 8 == 0);
            painted.fill(0);
        }
    }
}
