//! What can be set from outside, and what every call does first.

use core::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

/// A setting, by the number that `null_set` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
#[non_exhaustive]
pub enum Setting {
    /// Whether calls are counted. Counting costs a little, so it is off while time is measured.
    Count,
    /// Nanoseconds that every call takes longer.
    Latency,
    /// How many objects a search finds.
    Objects,
    /// How long signatures are, in bytes.
    Signature,
    /// How long `CKA_LABEL` is, in bytes.
    Label,
    /// What lengths are accepted: a [`Sizing`].
    Sizing,
    /// How what cannot be had is marked: a [`Marking`].
    Marking,
    /// Whether templates are taken without a look at them.
    Unread,
}

/// How particular the module is about the lengths of buffers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
#[non_exhaustive]
pub enum Sizing {
    /// As the standard has it: what is large enough will do.
    AtLeast,
    /// Lengths are compared with `==`.
    Exact,
    /// A buffer is refused, without the size that it needs, unless that size was asked for just before.
    AskFirst,
}

/// How the module marks attributes that are sensitive or absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
#[non_exhaustive]
pub enum Marking {
    /// As the standard has it: each of them, and all others are filled. The return value says sensitive.
    Each,
    /// Each of them, and the return value says invalid.
    EachInvalid,
    /// The first of them; what follows it is left alone.
    First,
    /// None of them: the others are filled, and the return value alone tells.
    None,
}

const COUNT: usize = 8;
static SETTINGS: [AtomicU64; COUNT] = {
    let values = [0, 0, 0, crate::SIGNATURE as u64, 14, 0, 0, 0];
    let mut settings = [const { AtomicU64::new(0) }; COUNT];
    let mut index = 0;
    while index < COUNT {
        settings[index] = AtomicU64::new(values[index]);
        index += 1;
    }
    settings
};

static CALLS: AtomicU64 = AtomicU64::new(0);

impl Setting {
    #[inline]
    pub(crate) fn get(self) -> u64 {
        SETTINGS[self as usize].load(Relaxed)
    }

    /// The setting as a length.
    #[allow(clippy::cast_possible_truncation, reason = "it is set by a program with memory as large")]
    #[inline]
    pub(crate) fn length(self) -> usize {
        self.get() as usize
    }
}

impl Sizing {
    #[inline]
    pub(crate) fn get() -> Self {
        match Setting::Sizing.get() {
            0 => Self::AtLeast,
            1 => Self::Exact,
            _ => Self::AskFirst,
        }
    }
}

impl Marking {
    pub(crate) fn get() -> Self {
        match Setting::Marking.get() {
            0 => Self::Each,
            1 => Self::EachInvalid,
            2 => Self::First,
            _ => Self::None,
        }
    }
}

/// What every call into the module begins with.
#[inline]
pub(crate) fn enter() {
    if Setting::Count.get() != 0 {
        CALLS.fetch_add(1, Relaxed);
    }
    let latency = Setting::Latency.get();
    if latency != 0 {
        wait(Duration::from_nanos(latency));
    }
}

/// Leaves the processor to others for most of a long time, and comes back to the microsecond.
#[cold]
fn wait(latency: Duration) {
    let start = Instant::now();
    if let Some(idle) = latency.checked_sub(Duration::from_micros(150)) {
        thread::sleep(idle);
    }
    while start.elapsed() < latency {
        core::hint::spin_loop();
    }
}

/// Changes a setting. Numbers that are none change nothing.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn null_set(setting: u32, value: u64) {
    if let Some(place) = usize::try_from(setting).ok().and_then(|index| SETTINGS.get(index)) {
        place.store(value, Relaxed);
    }
}

/// How many calls were counted so far.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn null_calls() -> u64 {
    CALLS.load(Relaxed)
}
