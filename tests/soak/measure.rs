//! Samples of memory, taken while no thread is at work.

use crate::heap::{Allocated, allocated};
use core::fmt;
use std::fs;

/// What memory there is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample {
    /// Of which part of the run, in percent.
    pub(crate) at: u64,
    /// Pages of the process that are in memory, in KiB; `None` where the system does not tell.
    pub(crate) resident: Option<i64>,
    pub(crate) allocated: Allocated,
}

impl Sample {
    pub(crate) fn take(at: u64) -> Self {
        Self { at, resident: resident(), allocated: allocated() }
    }
}

/// Linux alone has such a file.
fn resident() -> Option<i64> {
    let text = fs::read_to_string("/proc/self/statm").ok()?;
    let pages: i64 = text.split_whitespace().nth(1)?.parse().ok()?;
    // Pages of 4 KiB: where they are larger, growth shows smaller, and the bound on allocations is there still.
    Some(pages * 4)
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Allocated { bytes, blocks, made } = self.allocated;
        let resident = self.resident.map_or_else(|| "?".to_owned(), |resident| resident.to_string());
        write!(f, "{:>5} % {resident:>12} KiB {bytes:>12} B {blocks:>8} {made:>12}", self.at)
    }
}
