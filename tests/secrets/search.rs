//! The search: all memory of this process that can be written, for any eight bytes in a row of something secret.
//!
//! What is searched for is kept masked, and compared masked, so that the search does not find itself. Eight bytes, because
//! the C library writes over the beginning of what is freed.

use crate::heap;
use core::fmt;
use core::ops::Range;
use core::ptr::write_volatile;
use core::sync::atomic::{AtomicU64, Ordering};
use std::fs::{File, read_to_string};
use std::os::unix::fs::FileExt;
use std::sync::{Mutex, PoisonError};

/// Bytes that must not be found.
pub(crate) struct Needle {
    name: &'static str,
    /// Its eight bytes in a row, masked.
    windows: Vec<(usize, u64)>,
}

const WINDOW: usize = size_of::<u64>();

fn mask() -> u64 {
    static MASK: AtomicU64 = AtomicU64::new(0);
    if MASK.load(Ordering::Relaxed) == 0 {
        MASK.store(random() | 1, Ordering::Relaxed);
    }
    MASK.load(Ordering::Relaxed)
}

fn random() -> u64 {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).expect("the system has random numbers");
    u64::from_ne_bytes(bytes)
}

/// Something secret that is kept only as the number that it is computed from.
#[derive(Clone, Copy)]
pub(crate) struct Secret {
    name: &'static str,
    seed: u64,
    length: usize,
    text: bool,
}

impl Secret {
    /// So many random bytes.
    pub(crate) fn bytes(name: &'static str, length: usize) -> Self {
        Self { name, seed: random(), length, text: false }
    }

    /// So many random letters.
    pub(crate) fn text(name: &'static str, length: usize) -> Self {
        Self { name, seed: random(), length, text: true }
    }

    fn byte(&self, at: usize) -> u8 {
        let mut mixed = self.seed.wrapping_add((at as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let byte = mixed.to_be_bytes()[0];
        // No zero in front and no sign bit, so that it is a number in DER as it stands.
        if self.text {
            b'a' + byte % 26
        } else if at == 0 {
            byte & 0x7f | 0x40
        } else {
            byte
        }
    }

    /// Writes it to memory of the caller's, who wipes it.
    pub(crate) fn write(&self, to: &mut [u8]) {
        assert_eq!(to.len(), self.length);
        for (at, place) in to.iter_mut().enumerate() {
            *place = self.byte(at);
        }
    }

    /// In plain, in memory that is wiped on drop.
    pub(crate) fn expose(&self) -> Exposed {
        let mut exposed = Exposed(vec![0; self.length]);
        self.write(&mut exposed.0);
        exposed
    }

    pub(crate) fn needle(&self) -> Needle {
        let window = |start| (start..start + WINDOW).fold(0, |word, at| word << 8 | u64::from(self.byte(at)));
        Needle::new(self.name, self.length, window)
    }
}

impl Needle {
    /// Of something that exists.
    pub(crate) fn of(name: &'static str, bytes: &[u8]) -> Self {
        let window = |start| (start..start + WINDOW).fold(0, |word, at| word << 8 | u64::from(bytes[at]));
        Self::new(name, bytes.len(), window)
    }

    fn new(name: &'static str, length: usize, window: impl Fn(usize) -> u64) -> Self {
        assert!(length >= 3 * WINDOW, "{name} is too short to be told from chance, and from what is left of it");
        // Of what is long, the ends and a sample: 72 bytes in a row have one of them.
        let wanted = |start: &usize| *start < 512 || *start > length.saturating_sub(512) || start.is_multiple_of(64);
        let windows = (0..=length - WINDOW).filter(wanted).map(|start| (start, window(start) ^ mask())).collect();
        Self { name, windows }
    }
}

/// Secret bytes in plain, wiped on drop.
pub(crate) struct Exposed(pub(crate) Vec<u8>);

impl Drop for Exposed {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

/// Writes zeros that the compiler cannot leave out.
pub(crate) fn wipe(bytes: &mut [u8]) {
    for byte in bytes {
        // SAFETY: a reference to a byte is valid for a write of a byte.
        unsafe { write_volatile(byte, 0) };
    }
}

/// Where something was found.
pub(crate) struct Find {
    name: &'static str,
    /// Which of its bytes.
    at: usize,
    /// Where.
    pub(crate) address: usize,
    /// Where the next window would go on.
    end: usize,
    mapping: String,
}

impl fmt::Debug for Find {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = self.end - self.address + WINDOW - 1;
        write!(f, "{length} bytes of {}, from {}, at {:#x} in {}", self.name, self.at, self.address, self.mapping)
    }
}

/// Memory that can be written, but for the module's and for what the search itself reads into.
fn writable() -> Vec<(Range<usize>, String)> {
    let maps = read_to_string("/proc/self/maps").expect("Linux says what is mapped");
    let mut found = Vec::new();
    for line in maps.lines() {
        let mut words = line.split_whitespace();
        let (Some(range), Some(rights)) = (words.next(), words.next()) else { continue };
        let Some((start, end)) = range.split_once('-') else { continue };
        if !rights.starts_with("rw") {
            continue;
        }
        let number = |text| usize::from_str_radix(text, 16).expect("an address");
        let name = words.nth(3).unwrap_or("anonymous memory").to_owned();
        let mut rest = number(start)..number(end);
        let mut excluded = [heap::arena(), window()];
        excluded.sort_by_key(|range| range.start);
        for out in excluded {
            if out.start < rest.end && out.end > rest.start {
                found.push((rest.start..out.start.max(rest.start), name.clone()));
                rest.start = out.end.min(rest.end);
            }
        }
        found.push((rest, name));
    }
    found.retain(|(range, _)| !range.is_empty());
    found
}

/// What the search reads into.
static WINDOW_BUFFER: Mutex<[u8; CHUNK]> = Mutex::new([0; CHUNK]);
const CHUNK: usize = 1 << 14;

/// Most of a stack, and quickly compared.
static ZEROS: [u8; CHUNK] = [0; CHUNK];

fn window() -> Range<usize> {
    let start = (&raw const WINDOW_BUFFER).addr();
    start..start + size_of_val(&WINDOW_BUFFER)
}

/// Searches. What stands in a row is one find.
pub(crate) fn search(needles: &[Needle]) -> Vec<Find> {
    let mut all: Vec<(u64, &'static str, usize)> = Vec::new();
    for needle in needles {
        all.extend(needle.windows.iter().map(|(at, window)| (*window, needle.name, *at)));
    }
    all.sort_unstable();
    let low = |window: u64| usize::try_from(window & 0xffff).expect("16 bits");
    let mut sieve = vec![false; 1 << 16];
    for (window, ..) in &all {
        sieve[low(*window)] = true;
    }
    let mask = mask();
    let memory = File::open("/proc/self/mem").expect("Linux shows a process its memory");
    let mut finds: Vec<Find> = Vec::new();
    let mut buffer = WINDOW_BUFFER.lock().unwrap_or_else(PoisonError::into_inner);
    for (range, mapping) in writable() {
        let mut start = range.start;
        while start + WINDOW <= range.end {
            let length = (range.end - start).min(CHUNK);
            if memory.read_exact_at(&mut buffer[..length], start as u64).is_err() {
                break;
            }
            if buffer[..length] == ZEROS[..length] {
                start += length + 1 - WINDOW;
                continue;
            }
            let mut word = 0;
            for (at, byte) in buffer[..length].iter().enumerate() {
                word = word << 8 | u64::from(*byte);
                let masked = word ^ mask;
                if at + 1 < WINDOW || !sieve[low(masked)] {
                    continue;
                }
                let address = start + at + 1 - WINDOW;
                let first = all.partition_point(|(window, ..)| *window < masked);
                let Some((_, name, place)) = all.get(first).filter(|(window, ..)| *window == masked) else { continue };
                let goes_on = finds.last().is_some_and(|last| last.end == address);
                match finds.last_mut().filter(|_| goes_on) {
                    Some(last) => last.end += 1,
                    None => finds.push(Find { name, at: *place, address, end: address + 1, mapping: mapping.clone() }),
                }
            }
            // The next part begins where a window might still fit.
            start += length + 1 - WINDOW;
        }
    }
    wipe(&mut buffer[..]);
    finds
}
