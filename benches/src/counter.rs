//! Counting: calls by the module, allocations by the allocator.

use crate::null::Null;
use crate::{Column, Measure, Row, allocations};
use pkcs11_null::Setting;

/// What one column of a row costs.
#[derive(Clone, Copy, Debug)]
pub struct Count {
    /// What is done.
    pub row: Row,
    /// Who does it.
    pub column: Column,
    /// Calls into the module.
    pub calls: u64,
    /// Allocations outside of it.
    pub allocations: u64,
}

/// Counts what an operation costs, once what it does the first time is done.
#[derive(Debug)]
pub struct Counter {
    null: Null,
    counts: Vec<Count>,
}

impl Counter {
    /// Nothing is counted yet.
    ///
    /// # Panics
    ///
    /// If the null module is not there, or [`Counting`](crate::Counting) is not the program's allocator.
    #[must_use]
    pub fn new() -> Self {
        let before = allocations();
        drop(std::hint::black_box(Box::new(0)));
        assert_eq!(allocations(), before + 1, "allocations are counted");
        Self { null: Null::load(), counts: Vec::new() }
    }

    /// What was counted.
    #[must_use]
    pub fn counts(&self) -> &[Count] {
        &self.counts
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}

impl Measure for Counter {
    fn column(&mut self, row: &Row, column: Column, mut run: impl FnMut()) {
        run();
        self.null.set(Setting::Count, 1);
        let (calls, allocated) = (self.null.calls(), allocations());
        run();
        let (calls, allocations) = (self.null.calls() - calls, allocations() - allocated);
        self.null.set(Setting::Count, 0);
        self.counts.push(Count { row: *row, column, calls, allocations });
    }

    /// What threads do is counted in another row.
    fn threads<F: FnMut()>(&mut self, _row: &Row, _column: Column, _count: usize, _make: impl Fn() -> F + Sync) {}
}
