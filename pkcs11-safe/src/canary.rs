//! Patterns: what memory holds before a module writes to it, so that what was not written shows.

use core::sync::atomic::{AtomicU64, Ordering};
use std::hash::{BuildHasher, Hasher, RandomState};

/// Eight bytes that are no boolean, no small number and no text.
pub(crate) type Canary = [u8; 8];

/// Two patterns that differ in every byte: a value that happens to end like one of them does not end like the other. UTF-8
/// has none of these bytes, so that no text has to be asked for again.
pub(crate) const CANARIES: [Canary; 2] = [*b"\xc0\xf5\xf8\xc1\xfb\xf6\xfd\xf9", *b"\xf7\xfa\xc1\xf6\xc0\xfc\xf5\xfe"];

/// A pattern that nobody outside this process knows: for results that cannot be asked for again, where data that happens
/// to be the pattern would be taken for none.
///
/// Nobody waits here for another thread to choose it: in the child of a fork there may be none. The first one counts.
pub(crate) fn secret_canary() -> Canary {
    static SECRET: AtomicU64 = AtomicU64::new(0);
    match SECRET.load(Ordering::Relaxed) {
        0 => {
            // Not 0, which says that there is none yet.
            let fresh = RandomState::new().build_hasher().finish() | 1;
            let first = SECRET.compare_exchange(0, fresh, Ordering::Relaxed, Ordering::Relaxed).err();
            first.unwrap_or(fresh).to_ne_bytes()
        }
        secret => secret.to_ne_bytes(),
    }
}

/// Fills memory with a pattern.
pub(crate) fn paint(memory: &mut [u8], pattern: Canary) {
    let mut chunks = memory.chunks_exact_mut(pattern.len());
    for chunk in &mut chunks {
        chunk.copy_from_slice(&pattern);
    }
    // Byte by byte: at most seven, and mostly none.
    for (byte, canary) in chunks.into_remainder().iter_mut().zip(pattern) {
        *byte = canary;
    }
}

/// Whether painted memory is as it was from an offset on.
pub(crate) fn is_painted(memory: &[u8], pattern: Canary, from: usize) -> bool {
    memory.iter().enumerate().skip(from).all(|(at, byte)| *byte == pattern[at % pattern.len()])
}

/// Whether the last bytes of painted memory, up to eight, are as they were: then a value was not written to its end.
pub(crate) fn is_unfinished(memory: &[u8], pattern: Canary) -> bool {
    is_painted(memory, pattern, memory.len().saturating_sub(pattern.len()))
}

/// Whether the last byte of painted memory is as it was: reason enough to ask again, with the other pattern, and no more
/// than that. Of no bytes it is.
#[inline]
pub(crate) fn may_be_unfinished(memory: &[u8], pattern: Canary) -> bool {
    let last = memory.len().wrapping_sub(1);
    memory.get(last).is_none_or(|byte| *byte == pattern[last % pattern.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn painted_memory_is_told_from_written_memory() {
        let [first, second] = CANARIES;
        let mut memory = [0; 21];
        paint(&mut memory, first);
        assert!(is_painted(&memory, first, 0) && is_unfinished(&memory, first));
        assert!(!is_painted(&memory, second, 0) && !is_unfinished(&memory, second));
        memory[0] = 0;
        assert!(!is_painted(&memory, first, 0) && is_painted(&memory, first, 1) && is_unfinished(&memory, first));
        memory[20] = 0;
        assert!(!is_unfinished(&memory, first));
        for (a, b) in first.iter().zip(second) {
            assert_ne!(*a, b);
        }
        for byte in first.into_iter().chain(second) {
            assert!(core::str::from_utf8(&[0xe2, 0x82, byte]).is_err() && core::str::from_utf8(&[byte]).is_err());
        }
    }

    #[test]
    fn a_single_byte_that_was_not_written_is_reason_to_ask_again() {
        let [first, second] = CANARIES;
        let mut memory = [0; 6];
        paint(&mut memory, first);
        memory[..5].copy_from_slice(b"value");
        assert!(may_be_unfinished(&memory, first) && !is_unfinished(&memory, first));
        assert!(!may_be_unfinished(&memory, second), "asked again with the other pattern");
    }
}
