//! The faults that were seen in the field, row by row of their list: those that come of things that happen at the same time.

mod callbacks;
mod close_all;
mod panics;
mod parameters;
mod rest;
mod reused;
mod single_part;
