//! What the fuzz targets do with an input, one module each. `fuzz/` calls them with inputs that a fuzzer makes up, and
//! `tests/fuzzed` with those that were kept. A promise that does not hold is a panic.

pub mod attributes;
pub mod encodings;
pub mod info;
mod input;
pub mod module;
mod scripted;
