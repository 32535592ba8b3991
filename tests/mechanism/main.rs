//! Mechanisms on a token, with software on the other side: a file for each family of pkcs11-safe/src/mechanism.

#![cfg(not(miri))]

/// Ends the test, with a line that says so, where the token lacks a mechanism.
macro_rules! needs {
    ($token:ident: $($mechanism:ident)+) => {
        $(
            if !crate::has(&$token, pkcs11_safe::MechanismType::$mechanism) {
                return;
            }
        )+
    };
}

mod aes;
mod bare;
mod default;
mod dh;
mod dsa;
mod ecdh;
mod ecdsa;
mod eddsa;
mod gcm;
mod hash;
mod hmac;
mod iv;
mod kdf;
mod mac;
mod recorded;
mod rsa;
mod software;
mod wrap;

use pkcs11_safe::attribute::{self as attr, Key};
use pkcs11_safe::{Error, KeyType, MechanismType, ObjectClass, SecretKey, Session};
use support::token::Token;

/// Whether the token has a mechanism. If it has not, a line says so.
fn has(token: &Token, mechanism: MechanismType) -> bool {
    let there = token.slot.mechanisms().expect("lists its mechanisms").contains(&mechanism);
    if !there {
        support::softhsm::say_skipped(format_args!("the token has no {mechanism}"));
    }
    there
}

/// A secret key with a value of the test's own, which may do what is said.
fn import(session: &Session, key_type: KeyType, value: &[u8], may: &[Key<bool>]) -> SecretKey {
    let mut template = vec![
        attr::CLASS.is(ObjectClass::SECRET_KEY),
        attr::KEY_TYPE.is(key_type),
        attr::VALUE.is(value),
        attr::SENSITIVE.is(false),
        attr::EXTRACTABLE.is(true),
    ];
    template.extend(may.iter().map(|usage| usage.is(true)));
    SecretKey::from_object(session.create_object(&template).expect("imports"))
}

/// Bytes that are the same in every run and no two alike for long.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_be_bytes()[0]
    };
    (0..length).map(|_| next()).collect()
}

/// The bytes of hexadecimal digits; blanks do not matter.
fn hex(digits: &str) -> Vec<u8> {
    let digits: Vec<_> = digits.chars().filter(|digit| !digit.is_whitespace()).collect();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(&pair.iter().collect::<String>(), 16).expect("hexadecimal digits"))
        .collect()
}

/// Asserts that the caller's buffer was refused, with the size that it should have.
fn assert_too_small(error: &Error, needed: usize) {
    let Error::Usage { argument: "buffer", detail } = error else { panic!("{error:?}") };
    assert!(detail.contains(&format!("{needed} are needed")), "{detail}");
}
