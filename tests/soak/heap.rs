//! Allocations, counted: what this program and the crate have, and not what the in-process module keeps for itself.

use core::alloc::{GlobalAlloc, Layout};
use core::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::alloc::System;

struct Counting;

#[global_allocator]
static COUNTING: Counting = Counting;

static BYTES: AtomicI64 = AtomicI64::new(0);
static BLOCKS: AtomicI64 = AtomicI64::new(0);
static MADE: AtomicU64 = AtomicU64::new(0);

/// What is allocated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allocated {
    /// Bytes that are in use.
    pub(crate) bytes: i64,
    /// Blocks that are in use.
    pub(crate) blocks: i64,
    /// Blocks that were ever made.
    pub(crate) made: u64,
}

pub(crate) fn allocated() -> Allocated {
    Allocated {
        bytes: BYTES.load(Ordering::Relaxed),
        blocks: BLOCKS.load(Ordering::Relaxed),
        made: MADE.load(Ordering::Relaxed),
    }
}

fn count(blocks: i64, layout: Layout) {
    if support::module::inside() {
        return;
    }
    let size = i64::try_from(layout.size()).unwrap_or(i64::MAX);
    BYTES.fetch_add(blocks * size, Ordering::Relaxed);
    BLOCKS.fetch_add(blocks, Ordering::Relaxed);
    if blocks > 0 {
        MADE.fetch_add(1, Ordering::Relaxed);
    }
}

// SAFETY: all memory comes from the system's allocator and goes back to it; counting touches atomics alone.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(1, layout);
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        count(-1, layout);
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(memory, layout) };
    }
}
