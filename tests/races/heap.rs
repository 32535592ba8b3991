//! An allocator that counts what a thread has, except for what the module in this process has.

use core::cell::Cell;
use std::alloc::{GlobalAlloc, Layout, System};
use support::module::inside;

struct Counting;

thread_local! {
    /// The bytes that this thread allocated, less those that it freed.
    static BYTES: Cell<isize> = const { Cell::new(0) };
}

fn add(bytes: isize) {
    // A thread that ends may free after its variables are gone.
    let _ = BYTES.try_with(|sum| {
        if !inside() {
            sum.set(sum.get() + bytes);
        }
    });
}

// SAFETY: everything is the system allocator's; counting allocates nothing.
#[allow(unsafe_code, reason = "an allocator is unsafe")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        add(layout.size().cast_signed());
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        add(-layout.size().cast_signed());
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static HEAP: Counting = Counting;

/// How many bytes more this thread has than it had when it began.
pub(crate) fn bytes() -> isize {
    BYTES.with(Cell::get)
}
