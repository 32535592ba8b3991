//! A module that does nothing, and does it quickly: what a benchmark of wrappers measures against.
//!
//! It keeps to the standard: the length protocol, attributes with values, marks and return values, searches that end. It
//! allocates nothing. Two more symbols than a module has set it up: `null_set` and `null_calls`. They count calls, add
//! latency to each, and give it habits that real modules have.

mod attribute;
mod entry;
mod find;
mod operation;
mod settings;
mod slot;

pub use settings::{Marking, Setting, Sizing};

/// The session handle, object handle or slot of a token that has one of each.
pub const SLOT: pkcs11_sys::CK_SLOT_ID = 1;

/// The private key, whose value is sensitive and which has no modulus.
pub const KEY: pkcs11_sys::CK_OBJECT_HANDLE = 7;

/// What a `Sign` gives, in bytes, unless it is set otherwise.
pub const SIGNATURE: usize = 64;
