//! A PKCS #11 module in this process: nothing but a table of function pointers, so that all that is built on such a
//! table runs under Miri, and doctests need no token.
//!
//! ```ignore
//! let module = support::module::claim();                       // one of many, given back on drop
//! let list = module.function_list_2_40();                      // *mut CK_FUNCTION_LIST
//! module.record();
//! module.fault(Function::Sign, Fault::ReturnCode(CKR_DEVICE_ERROR));
//! // ... drive it ...
//! assert_eq!(module.count(Function::SignInit), 1);
//! ```
//!
//! - [`claim`] hands out an instance of its own to each test; [`instance`] names one.
//! - [`Config`] says what slots, tokens and mechanisms there are. Without it: a token in [`SLOT`], nothing in
//!   [`EMPTY_SLOT`], a token that was never initialised in [`BLANK_SLOT`].
//! - What it does is what the standard says, lengths, states and attributes to the letter. What it computes is not:
//!   SHA-1, SHA-2 and HMAC are real, signatures, ciphers and key agreement are toys that fit together. Every mechanism
//!   number is accepted, and [`Record`] shows the parameter bytes that came.
//! - [`Fault`] names the lies that modules tell, one by one, for a function and a call.
//! - [`Stop`] names a place in a call where it waits until the test releases it. [`TimeFault`]s are calls at times at
//!   which the standard does not allow them; the module notes them.
//! - [`Module::script`] hands every call to a closure, which answers as it likes: what a fuzzer plays.
//!
//! The standard is PKCS #11 3.2; names of functions and arguments are its names.
#![allow(unsafe_code, reason = "the other side of the C interface")]
#![allow(non_snake_case, reason = "functions, arguments and fields have the names of the standard")]
#![allow(clippy::too_many_arguments, reason = "functions have as many as in the standard")]

mod argument;
mod attribute;
mod cipher;
mod claim;
mod config;
mod context;
mod crypt;
mod derive;
mod digest;
mod dual;
mod entry;
mod fault;
mod find;
mod gate;
mod general;
mod generate;
mod giveback;
mod handle;
mod kem;
mod kept;
mod list;
mod login;
mod make;
mod memory;
mod message;
mod message_sign;
mod notify;
mod object;
mod operation;
mod output;
mod pair;
mod parallel;
mod parameter;
mod random;
mod record;
mod saved;
mod schema;
mod script;
mod session;
mod sha;
mod shape;
mod sign;
mod signer;
mod slot;
mod state;
mod stop;
mod structure;
mod template;
mod times;
mod token;
mod toy;
mod verify;
mod wrap;

#[cfg(test)]
mod tests;

pub use claim::{Claim, claim};
pub use config::{BLANK_SLOT, Config, EMPTY_SLOT, LABEL, SLOT, SO_PIN, SlotConfig, TokenConfig, USER_PIN};
pub use context::inside;
pub use entry::{Function, Instance};
pub use fault::{Fault, Target, When};
pub use gate::Gate;
pub use handle::{Module, instance};
pub use notify::Notifier;
pub use parameter::{Field, Mechanism, Parameter};
pub use record::{Input, Output, Record};
pub use script::{Asked, Scene};
pub use state::Snapshot;
pub use stop::{Stop, Stopped};
pub use template::{Attribute, Value};
pub use times::{Moment, TimeFault};

/// What the entry points lead to, one function for each of the standard.
mod inner {
    pub(super) use super::{
        attribute::*, crypt::*, derive::*, digest::*, dual::*, find::*, general::*, generate::*, kem::*, login::*,
        message::*, message_sign::*, object::*, parallel::*, random::*, saved::*, session::*, sign::*, slot::*,
        token::*, verify::*, wrap::*,
    };
}
