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

pub(crate) mod ask;
mod date;
mod entry;
mod key;
pub(crate) mod kind;
mod lent;
pub(crate) mod query;
mod table;
mod template;

pub use crate::version::Version;
pub use date::Date;
pub use entry::{Entry, OwnedValue, Template};
pub use key::{Attribute, Key};
pub use kind::Value;
pub(crate) use lent::Scalar;
#[cfg(all(test, feature = "der"))]
pub(crate) use lent::View;
pub use query::{Bytes, Optional, Query};
pub use table::*;
pub(crate) use table::{is_known, kind_of};
pub(crate) use template::{Copied, copied, copied_after};
