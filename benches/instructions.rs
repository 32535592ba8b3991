//! Instructions of every row and column, for callgrind: `cargo xtask bench` runs this under it.
//!
//! Callgrind counts inside `counted_by_callgrind` alone, and writes a file each time that it returns; what the n-th file
//! is about, the n-th line of the output says. The module's instructions count too: they are the same in each column.

use pkcs11_benches::rows;
use pkcs11_benches::{Bed, Column, Measure, Row};

/// How often an operation runs each time.
const TIMES: usize = 4;

fn main() {
    rows::all(&mut Bed::null(), &mut Lines);
}

/// The function that callgrind is told of.
#[unsafe(no_mangle)]
#[inline(never)]
extern "C-unwind" fn counted_by_callgrind(run: &mut Operation<'_>) {
    for _ in 0..TIMES {
        (run.0)();
    }
}

struct Operation<'r>(&'r mut dyn FnMut());

struct Lines;

impl Measure for Lines {
    fn column(&mut self, row: &Row, column: Column, mut run: impl FnMut()) {
        for _ in 0..TIMES {
            run();
        }
        println!("{}\t{column}\t{TIMES}", row.id);
        counted_by_callgrind(&mut Operation(&mut run));
    }

    /// What threads do is counted in another row.
    fn threads<F: FnMut()>(&mut self, _row: &Row, _column: Column, _count: usize, _make: impl Fn() -> F + Sync) {}
}
