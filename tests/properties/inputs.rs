//! Inputs that several properties draw.

use core::ops::Range;
use pkcs11_safe::Ulong;
use pkcs11_safe::attribute::{Date, Version};
use proptest::collection::vec;
use proptest::prelude::*;
use support::pattern::{PATTERNS, unwritten};

/// Any bytes; rather often none, as many as a buffer is likely to have, and more than any guess.
pub(crate) fn bytes() -> impl Strategy<Value = Vec<u8>> {
    // Drawing is what takes the time under Miri: one byte for all there.
    let any = |length: Range<usize>| match cfg!(miri) && length.end > 50 {
        true => (any::<u8>(), length).prop_map(|(byte, length)| vec![byte; length]).boxed(),
        false => vec(any::<u8>(), length).boxed(),
    };
    prop_oneof![
        1 => Just(Vec::new()),
        6 => any(1..40),
        2 => any(254..259),
        1 => any(1022..1027),
        1 => any(1000..5000),
        // What the reader takes for memory that nobody has written to.
        1 => (0_usize..24, 0..2_usize).prop_map(|(length, which)| unwritten(PATTERNS[which], length)),
    ]
}

/// Any text, of any length that a label may have.
pub(crate) fn text() -> impl Strategy<Value = String> {
    vec(any::<char>(), 0..40).prop_map(|letters| letters.into_iter().collect())
}

/// Any number; rather often one that means something.
pub(crate) fn number() -> impl Strategy<Value = Ulong> {
    prop_oneof![
        4 => any::<Ulong>(),
        2 => 0..=0x1100 as Ulong,
        1 => (0..=0x20 as Ulong).prop_map(|offset| Ulong::MAX - offset),
        1 => (0..=0x1100 as Ulong).prop_map(|offset| 0x8000_0000 | offset),
    ]
}

/// Any date that the calendar may have.
pub(crate) fn date() -> impl Strategy<Value = Date> {
    (0..=9999_u16, 1..=12_u8, 1..=31_u8).prop_map(|(year, month, day)| Date::new(year, month, day).expect("a date"))
}

/// Any version.
pub(crate) fn version() -> impl Strategy<Value = Version> {
    any::<(u8, u8)>().prop_map(|(major, minor)| Version::new(major, minor))
}

/// Any count: of bytes, of bits, of rounds. The library does not judge it.
pub(crate) fn count() -> impl Strategy<Value = usize> {
    prop_oneof![3 => 0..10_000_usize, 1 => any::<usize>()]
}
