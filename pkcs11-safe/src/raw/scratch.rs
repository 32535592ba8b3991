//! Scratch memory on the stack: nothing is written but the patterns of what is used.
#![allow(unsafe_code)]

use crate::canary::Canary;
use core::mem::MaybeUninit;
use core::ptr;

/// Room for values, where any scalar of C may stand.
#[repr(align(8))]
pub(crate) struct Scratch([MaybeUninit<Chunk>; Self::SIZE / 32]);

/// Four patterns at a time.
type Chunk = [Canary; 4];

impl Scratch {
    pub(crate) const SIZE: usize = 4096;

    #[inline]
    pub(crate) const fn new() -> Self {
        Self([const { MaybeUninit::uninit() }; Self::SIZE / 32])
    }

    /// The first bytes of it, painted: so many, or all there are.
    #[inline]
    pub(crate) fn painted(&mut self, length: usize, pattern: Canary) -> &mut [u8] {
        let length = length.min(Self::SIZE);
        let chunks = &mut self.0[..length.div_ceil(size_of::<Chunk>())];
        for chunk in chunks.iter_mut() {
            chunk.write([pattern; 4]);
        }
        let chunks = ptr::from_mut(chunks) as *mut [Chunk];
        // SAFETY: each of the chunks has been written, and they are borrowed exclusively through `self`; a MaybeUninit has
        // the layout of what it holds.
        let painted = unsafe { &mut *chunks }.as_flattened_mut().as_flattened_mut();
        &mut painted[..length]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canary::{CANARIES, is_painted};

    #[test]
    fn as_much_is_painted_as_is_asked_for() {
        let mut scratch = Scratch::new();
        for length in [0, 1, 8, 31, 32, 33, Scratch::SIZE, Scratch::SIZE + 1] {
            let painted = scratch.painted(length, CANARIES[1]);
            assert_eq!(painted.len(), length.min(Scratch::SIZE));
            assert!(is_painted(painted, CANARIES[1], 0) && painted.as_ptr().addr() % 8 == 0);
            painted.fill(0);
        }
    }
}
