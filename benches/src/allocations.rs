//! Allocations, counted: of the thread that asks, so that others do not matter.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static MADE: Cell<u64> = const { Cell::new(0) };
}

/// How many allocations this thread has made: growing counts too, giving back does not. Zero for ever where
/// [`Counting`] is not the program's allocator.
#[must_use]
pub fn allocations() -> u64 {
    MADE.get()
}

/// The system's allocator, with a count. A module that is loaded has an allocator of its own.
#[derive(Debug)]
pub struct Counting;

fn count() {
    // While a thread ends, nobody counts any more.
    let _ = MADE.try_with(|made| made.set(made.get() + 1));
}

// SAFETY: everything is left to the system's allocator, which keeps to the contract; counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller keeps to the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller keeps to the contract of `alloc_zeroed`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        // SAFETY: the caller keeps to the contract of `realloc`; the memory is the system's.
        unsafe { System.realloc(memory, layout, size) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps to the contract of `dealloc`; the memory is the system's.
        unsafe { System.dealloc(memory, layout) }
    }
}
