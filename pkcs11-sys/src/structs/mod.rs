//! Structs that do not belong to one mechanism (sections 3 and 5).

mod asynchronous;
mod general;
mod initialize;
mod interface;
mod mechanism;
mod object;
mod session;
mod slot;

pub use asynchronous::*;
pub use general::*;
pub use initialize::*;
pub use interface::*;
pub use mechanism::*;
pub use object::*;
pub use session::*;
pub use slot::*;
