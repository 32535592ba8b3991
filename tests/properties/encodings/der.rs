//! DER by hand, and damage to it.

use pkcs11_safe::encoding::Error;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// Tag, length and content.
pub(super) fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let length: Vec<u8> = length.into_iter().skip_while(|byte| *byte == 0).collect();
    let mut out = vec![tag];
    if content.len() < 0x80 {
        out.push(u8::try_from(content.len()).expect("is short"));
    } else {
        out.push(0x80 | u8::try_from(length.len()).expect("is short"));
        out.extend(length);
    }
    [&out, content].concat()
}

pub(super) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    element(0x30, &parts.concat())
}

/// The INTEGER of a big-endian number.
pub(super) fn integer(number: &[u8]) -> Vec<u8> {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    let number = &number[zeros..];
    let sign: &[u8] = if number.first().is_none_or(|first| *first >= 0x80) { &[0] } else { &[] };
    element(2, &[sign, number].concat())
}

/// A BIT STRING of whole bytes.
pub(super) fn bits(content: &[u8]) -> Vec<u8> {
    element(3, &[&[0], content].concat())
}

/// An object identifier, of arcs with points between.
pub(super) fn oid(dotted: &str) -> Vec<u8> {
    let arcs: Vec<u64> = dotted.split('.').map(|arc| arc.parse().expect("is a number")).collect();
    let mut content = Vec::new();
    for arc in [&[arcs[0] * 40 + arcs[1]], &arcs[2..]].concat() {
        let groups = (1..10).find(|groups| arc >> (7 * groups) == 0).expect("is small");
        for group in (0..groups).rev() {
            let more = if group > 0 { 0x80 } else { 0 };
            content.push(more | u8::try_from(arc >> (7 * group) & 0x7f).expect("is seven bits"));
        }
    }
    element(6, &content)
}

/// A number of so many bytes that is not zero, without zeros in front.
pub(super) fn positive(length: core::ops::Range<usize>) -> impl Strategy<Value = Vec<u8>> {
    (1..=255_u8, vec(any::<u8>(), length)).prop_map(|(first, rest)| [&[first], &rest[..]].concat())
}

/// What can happen to bytes.
#[derive(Clone, Debug)]
pub(super) enum Damage {
    Flip(Index, u8),
    Set(Index, u8),
    Insert(Index, u8),
    Remove(Index),
    Cut(Index),
    Repeat(Index, Index),
}

/// Some damage, or much.
pub(super) fn damage() -> impl Strategy<Value = Vec<Damage>> {
    let at = any::<Index>;
    // Bytes that mean something in DER.
    let byte = || {
        prop_oneof![any::<u8>(), prop::sample::select(vec![0, 1, 2, 3, 4, 5, 6, 0x30, 0x7f, 0x80, 0x81, 0xa0, 0xff])]
    };
    let one = prop_oneof![
        4 => (at(), 0..8_u32).prop_map(|(at, bit)| Damage::Flip(at, 1 << bit)),
        3 => (at(), byte()).prop_map(|(at, byte)| Damage::Set(at, byte)),
        2 => (at(), byte()).prop_map(|(at, byte)| Damage::Insert(at, byte)),
        2 => at().prop_map(Damage::Remove),
        1 => at().prop_map(Damage::Cut),
        1 => (at(), at()).prop_map(|(from, to)| Damage::Repeat(from, to)),
    ];
    vec(one, 1..4)
}

pub(super) fn damaged(bytes: &[u8], damage: &[Damage]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for damage in damage {
        if bytes.is_empty() {
            break;
        }
        match damage {
            Damage::Flip(at, bit) => *at.get_mut(&mut bytes) ^= bit,
            Damage::Set(at, byte) => *at.get_mut(&mut bytes) = *byte,
            Damage::Insert(at, byte) => bytes.insert(at.index(bytes.len() + 1), *byte),
            Damage::Remove(at) => drop(bytes.remove(at.index(bytes.len()))),
            Damage::Cut(at) => bytes.truncate(at.index(bytes.len())),
            Damage::Repeat(from, to) => {
                let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
                let part = bytes[from.min(to)..from.max(to)].to_vec();
                bytes.splice(from.min(to)..from.min(to), part);
            }
        }
    }
    bytes
}

/// Bytes that look like DER more often than chance would have it.
pub(super) fn noise() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        any::<u8>(),
        0..24_u8,
        prop::sample::select(vec![0x30, 0x02, 0x03, 0x04, 0x05, 0x06, 0xa0, 0xa1, 0x80, 0x81])
    ];
    prop_oneof![vec(byte.clone(), 0..80), vec(byte, 0..60).prop_map(|bytes| element(0x30, &bytes))]
}

/// Whether it was read; an error must lie within the input.
#[track_caller]
pub(super) fn sound<T>(input: &[u8], read: Result<T, Error>) -> Option<T> {
    if let Err(error) = &read {
        assert!(error.position() <= input.len(), "{error} in {} bytes", input.len());
    }
    read.ok()
}
