//! The calls into a module, one file per group of functions. The link opens and closes sessions, and the context initialises
//! and finalises; nobody else calls.
//!
//! Each function here is a safe method: it takes slices and handles, proves that what the module gets is valid for the
//! call, and hands back nothing that the module wrote without having checked it. The assumptions about modules that the
//! proofs cite (A1, A2, ...) are numbered in docs/UNSAFE.md. Two hold for every call and are not cited again: A8, it may be
//! made by any thread, each with its own session or under our lock (gate.rs); and A9, it returns.
#![allow(unsafe_code)]

mod attributes;
mod general;
mod key;
mod mechanism;
mod object;
mod operation;
mod outlet;
mod random;
mod scratch;
mod session;
mod slot;
mod slots;
mod stack;
mod verb;

pub(crate) use attributes::{Node, Places};
pub(crate) use outlet::{Fill, insatiable, is_unwritten};
pub(crate) use scratch::Scratch;
pub(crate) use slots::{Region, Room, Slot, Slots, State};
pub(crate) use stack::List;
pub(crate) use verb::{DECRYPT, DIGEST, ENCRYPT, End, SIGN, SIGN_RECOVER, VERBS, VERIFY, VERIFY_RECOVER, Verb};

use crate::{Error, Result, Ulong};
use pkcs11_sys::CK_BYTE;

/// A length as the module wants it; on Windows a CK_ULONG has 32 bits.
fn length(argument: &'static str, bytes: &[u8]) -> Result<Ulong> {
    Ulong::try_from(bytes.len()).map_err(|_| Error::usage(argument, "is longer than the module's CK_ULONG can say"))
}

/// A read-only input as the pointer that the C API takes.
fn input(bytes: &[u8]) -> *mut CK_BYTE {
    bytes.as_ptr().cast_mut()
}

/// A PIN as pointer and length: NULL and 0 for the protected path, which is not an empty PIN.
fn pin(pin: Option<&[u8]>) -> Result<(*mut CK_BYTE, Ulong)> {
    Ok(match pin {
        None => (core::ptr::null_mut(), 0),
        Some(pin) => (input(pin), length("pin", pin)?),
    })
}
