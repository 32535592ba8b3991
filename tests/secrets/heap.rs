//! Two heaps: one for the in-process module, one for everybody else. A module keeps copies of what it is given, as any token
//! does; whether this crate keeps some shows only where the module's are out of the way.

use core::alloc::{GlobalAlloc, Layout};
use core::cell::UnsafeCell;
use core::ops::Range;
use core::ptr::null_mut;
use core::sync::atomic::{AtomicUsize, Ordering};
use std::alloc::System;

/// Room for all that the module allocates while these tests run. Nothing is given back; pages that are not used cost nothing.
const ROOM: usize = 1 << 28;

#[repr(align(4096))]
struct Arena(UnsafeCell<[u8; ROOM]>);

// SAFETY: each part of the arena is handed out once, by an atomic counter.
unsafe impl Sync for Arena {}

static ARENA: Arena = Arena(UnsafeCell::new([0; ROOM]));
static USED: AtomicUsize = AtomicUsize::new(0);

/// The module's heap.
pub(crate) fn arena() -> Range<usize> {
    let start = ARENA.0.get().addr();
    start..start + ROOM
}

/// Gives each side its heap, by who asks.
pub(crate) struct Heaps;

#[global_allocator]
static HEAPS: Heaps = Heaps;

// SAFETY: memory comes from the system's allocator and goes back to it, or from the arena, of which every part is handed out
// once, aligned, and stays.
unsafe impl GlobalAlloc for Heaps {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !support::module::inside() {
            // SAFETY: the caller's promise.
            return unsafe { System.alloc(layout) };
        }
        let size = layout.size().next_multiple_of(4096.min(layout.align()).max(16)) + layout.align();
        let at = USED.fetch_add(size, Ordering::Relaxed);
        let start = at.next_multiple_of(layout.align());
        if layout.align() > 4096 || at + size > ROOM {
            return null_mut();
        }
        // SAFETY: `start` and the size lie within the arena (checked), in a part that nobody else gets.
        unsafe { ARENA.0.get().cast::<u8>().add(start) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        if !arena().contains(&memory.addr()) {
            // SAFETY: it is not of the arena, so the system gave it; the rest is the caller's promise.
            unsafe { System.dealloc(memory, layout) };
        }
    }
}
