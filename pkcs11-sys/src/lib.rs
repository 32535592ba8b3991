//! The C interface of PKCS #11 3.2: every type, constant, struct and function list of the standard, and nothing else.
//!
//! The names are those of the standard, and all of them stand at the crate root. A field or an argument called `type`
//! in C is called `type_`. Nothing is linked and nothing is called: a module's entry point is `C_GetFunctionList` or
//! `C_GetInterface`, whose types are [`CK_C_GetFunctionList`] and [`CK_C_GetInterface`]; the rest is in the list that
//! they return. What vendors add is in [`vendor`].
//!
//! ```
//! use pkcs11_sys::*;
//!
//! unsafe fn version(list: CK_FUNCTION_LIST_PTR) -> Option<CK_VERSION> {
//!     let mut info = CK_INFO::ZERO;
//!     // SAFETY: the caller has a list from a module, and has initialised that module.
//!     let rv = unsafe { (*list).C_GetInfo?(&mut info) };
//!     (rv == CKR_OK).then_some(info.cryptokiVersion)
//! }
//! ```
//!
//! # Layout
//!
//! `CK_ULONG` is C's `unsigned long`. Structs are laid out as C lays them out, and packed to one byte on Windows. Sizes
//! and offsets are checked while this crate is compiled, for whatever target it is compiled for. On Windows, a field
//! may be unaligned: copy it instead of borrowing it.
//!
//! # Lists of names
//!
//! Each family of constants, each vendor and the functions are written once, in a macro that hands them to another
//! macro: [`with_ckm!`] for mechanisms, [`with_functions!`] for functions, [`with_vendor_nss!`] for what NSS adds. So
//! another crate can print, parse or wrap them without a list of its own.
//!
//! ```
//! macro_rules! name_of {
//!     ({ $value:expr } $($name:ident $short:ident $number:expr;)*) => {
//!         match $value { $(pkcs11_sys::$name => Some(stringify!($short)),)* _ => None }
//!     };
//! }
//!
//! assert_eq!(pkcs11_sys::with_cku!(name_of { 1 }), Some("USER"));
//! ```

#![no_std]
#![forbid(unsafe_code)]
#![allow(non_camel_case_types, non_snake_case)]

#[macro_use]
mod layout;

mod constants;
mod functions;
mod params;
mod pointers;
mod structs;
mod template;
mod types;
pub mod vendor;

pub use constants::*;
pub use functions::*;
pub use params::*;
pub use pointers::*;
pub use structs::*;
pub use types::*;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
