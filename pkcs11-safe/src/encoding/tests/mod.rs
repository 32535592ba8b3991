//! Tests of the encodings: vectors of the standards and of OpenSSL, every error with its position, and damage of all
//! kinds. The files are named after what they test.

mod curve;

#[cfg(feature = "der")]
mod dsa_dh;
#[cfg(feature = "der")]
mod ec;
#[cfg(feature = "der")]
mod ecdsa;
#[cfg(feature = "der")]
mod point;
#[cfg(feature = "der")]
mod robust;
#[cfg(feature = "der")]
mod rsa;
#[cfg(feature = "der")]
mod strict;
#[cfg(feature = "der")]
mod template;
#[cfg(feature = "der")]
mod x509;

fn hex(digits: &str) -> Vec<u8> {
    let digits: Vec<_> = digits.bytes().filter(|digit| !digit.is_ascii_whitespace()).collect();
    let byte = |pair: &[u8]| u8::from_str_radix(core::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks(2).map(byte).collect()
}

/// Every vector: name, kind, bytes.
fn vectors() -> impl Iterator<Item = (&'static str, &'static str, Vec<u8>)> {
    let rows = include_str!("vectors.txt").lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| {
        let mut parts = row.split(' ');
        let mut next = || parts.next().unwrap();
        (next(), next(), hex(next()))
    })
}

#[cfg(feature = "der")]
fn vector(name: &str, kind: &str) -> Vec<u8> {
    let found = vectors().find(|vector| (vector.0, vector.1) == (name, kind));
    found.unwrap_or_else(|| panic!("no vector {name} {kind}")).2
}

/// The error that this is, as kind and position.
#[cfg(feature = "der")]
#[track_caller]
fn fault<T: core::fmt::Debug>(result: Result<T, super::Error>) -> (super::ErrorKind, usize) {
    let error = result.unwrap_err();
    (error.kind().clone(), error.position())
}
