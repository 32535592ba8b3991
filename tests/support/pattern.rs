//! What the library's buffers hold before a module writes to them, read out of its sources.

/// The patterns: a value that is one of them looks like memory that nobody has written to.
pub const PATTERNS: [[u8; 8]; 2] = include!(concat!(env!("OUT_DIR"), "/patterns.rs"));

/// A value of so many bytes that looks like memory that nobody has written to.
#[must_use]
pub fn unwritten(pattern: [u8; 8], length: usize) -> Vec<u8> {
    pattern.iter().copied().cycle().take(length).collect()
}
