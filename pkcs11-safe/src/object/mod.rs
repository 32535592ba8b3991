//! Objects (chapter 4): making, finding, reading, changing and destroying them.

mod attributes;
mod find;
mod known;
mod make;
mod read;

pub use find::Search;
