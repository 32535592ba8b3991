//! Short lists on the stack: nothing is written until something is added.
#![allow(unsafe_code)]

use crate::attribute::ask::INLINE;
use core::fmt;
use core::mem::MaybeUninit;
use core::ptr;

/// Up to `N` values, in order. They are plain data: nothing is dropped.
pub(crate) struct Stack<T, const N: usize> {
    /// The first `count` are initialised.
    places: [MaybeUninit<T>; N],
    count: usize,
}

impl<T: Copy, const N: usize> Stack<T, N> {
    #[inline]
    pub(crate) const fn new() -> Self {
        Self { places: [const { MaybeUninit::uninit() }; N], count: 0 }
    }

    /// Adds a value; false if there is no room for it.
    #[inline]
    pub(crate) fn push(&mut self, value: T) -> bool {
        let place = self.places.get_mut(self.count);
        let fits = place.is_some();
        if let Some(place) = place {
            place.write(value);
            self.count += 1;
        }
        fits
    }

    #[inline]
    pub(crate) fn as_mut_slice(&mut self) -> &mut [T] {
        let filled = ptr::from_mut(&mut self.places[..self.count]);
        // SAFETY: `push` has initialised the first `count` places, which are borrowed exclusively through `self`; a
        // MaybeUninit has the layout of what it holds.
        unsafe { &mut *(filled as *mut [T]) }
    }
}

impl<T, const N: usize> fmt::Debug for Stack<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stack").field("count", &self.count).finish_non_exhaustive()
    }
}

/// A list that allocates when it is longer than usual.
#[derive(Debug)]
pub(crate) struct List<T> {
    inline: Stack<T, INLINE>,
    more: Vec<T>,
}

impl<T: Copy> List<T> {
    #[inline]
    pub(crate) fn new() -> Self {
        Self { inline: Stack::new(), more: Vec::new() }
    }

    #[inline]
    pub(crate) fn push(&mut self, value: T) {
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
    pub(crate) fn as_mut(&mut self) -> &mut [T] {
        if self.more.is_empty() { self.inline.as_mut_slice() } else { &mut self.more }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_is_there_in_order_up_to_the_room() {
        let mut stack = Stack::<u16, 3>::new();
        assert_eq!(stack.as_mut_slice(), &[]);
        assert!(stack.push(7) && stack.push(8) && stack.push(9) && !stack.push(10));
        assert_eq!(stack.as_mut_slice(), &[7, 8, 9]);
        stack.as_mut_slice()[1] = 5;
        assert_eq!(stack.as_mut_slice(), &[7, 5, 9]);
    }
}
