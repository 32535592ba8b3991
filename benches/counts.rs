//! Calls into the module and allocations, exactly: `cargo bench -p pkcs11-benches --bench counts`.
//!
//! Prints a row for each operation, with tabs between the columns for programs and people alike.

use pkcs11_benches::rows;
use pkcs11_benches::{Bed, Counter, Counting};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() {
    let mut counter = Counter::new();
    let mut bed = Bed::null();
    rows::all(&mut bed, &mut counter);
    rows::habits(&bed, &mut counter);
    println!("row\tcolumn\tcalls\tallocations\tabout");
    for count in counter.counts() {
        println!("{}\t{}\t{}\t{}\t{}", count.row.id, count.column, count.calls, count.allocations, count.row.about);
    }
}
