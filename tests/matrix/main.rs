//! The matrix: every public operation against every lie of every function that it calls.
//!
//! Rows are operations (`rows`), run in a world of their own (`world`). An honest run shows which functions a row calls,
//! and how; `plan` makes of that the lies that these functions can tell, on the first call, on each, and on the last.
//! A lie that needs an occasion is told together with the one that makes it. The module says which lies made a difference:
//! a kind that never does fails the thorough run. Each such cell is run and judged by rules (`oracle`), with few exceptions,
//! each with its reason (`exceptions`).
//!
//! Lies that break an assumption of docs/UNSAFE.md are not among them, since nobody can bear them: `IgnoresRoom` beyond
//! the slack that lists have, or with outputs (A1), `WritesIv` for a builder that lends its IV (A5), `ShorterList`
//! below what a list of its version has, and any where the system cannot be asked about addresses (A6). `Blocks` and
//! `NotifyReentry` with callbacks that misbehave have tests of their own (`blocking`, `callbacks`), made from the same
//! rows.
//!
//! Under Miri, a sample of it is run (`sample`). `P11_MATRIX_SHARE=3/40` runs the third fortieth of that or of all of it: some
//! rows, and some cells of each.

mod blocking;
mod callbacks;
mod cell;
mod complete;
mod exceptions;
mod oracle;
mod plan;
mod prepared;
mod row;
mod rows;
mod run;
mod sample;
mod world;
