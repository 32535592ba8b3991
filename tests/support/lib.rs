//! What the tests share: tokens to test on, the in-process module, and fixtures.

pub mod counting;
pub mod module;
pub mod pattern;
pub mod share;
pub mod softhsm;
pub mod sources;
pub mod token;
