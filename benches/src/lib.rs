//! The benchmarks: each row is written three times, once for each column, and measured in several ways.

mod allocations;
mod bed;
mod counter;
mod hand;
mod null;
pub mod rows;

pub use allocations::{Counting, allocations};
pub use bed::{Bed, Hand};
pub use counter::{Count, Counter};
pub use null::{Null, path as null_path};

use std::fmt;

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Column {
    /// Calls written by hand on pkcs11-sys, as few as the standard allows.
    Hand,
    /// pkcs11-safe.
    Safe,
    /// The cryptoki crate.
    Peer,
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hand => "hand",
            Self::Safe => "safe",
            Self::Peer => "peer",
        })
    }
}

/// What is done, and how it is called in tables.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// For files and for finding it again.
    pub id: &'static str,
    /// For people.
    pub about: &'static str,
}

/// A way to measure.
pub trait Measure {
    /// Measures what one column of a row does.
    fn column(&mut self, row: &Row, column: Column, run: impl FnMut());

    /// Measures what so many threads do at the same time, each of which has an operation made for it.
    fn threads<F: FnMut()>(&mut self, row: &Row, column: Column, count: usize, make: impl Fn() -> F + Sync);
}
