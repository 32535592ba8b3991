//! Attributes: one symbol to set, match and read.
//!
//! A [`Key`] names an attribute and knows the type of its value, so a wrong value does not compile:
//!
//! ```
//! use pkcs11_safe::{attribute as attr, ObjectClass};
//!
//! let template = [attr::CLASS.is(ObjectClass::PRIVATE_KEY), attr::LABEL.is("My EC Keypair"), attr::TOKEN.is(true)];
//!
//! /// A vendor's attribute, declared in any crate.
//! const MY_FLAG: attr::Key<bool> = attr::Key::vendor(0x8000_0001);
//! let vendor = MY_FLAG.is(true);
//! ```
//!
//! ```compile_fail,E0308
//! let template = [pkcs11_safe::attribute::TOKEN.is("yes")];
//! ```

mod date;
mod entry;
mod key;
pub(crate) mod kind;
mod nested;
mod query;
pub(crate) mod read;
mod table;

pub use date::{Date, Version};
pub use entry::{Entry, OwnedValue, Template};
pub use key::{Attribute, Key};
pub use kind::Value;
pub use query::{Bytes, Optional, Query};
pub use table::*;
