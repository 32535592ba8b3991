//! Properties: what holds for arbitrary inputs, on the module in this process; and a model of a token, on SoftHSM2 too.
//!
//! Inputs are drawn from a fixed seed, so that a failure repeats itself, shrunk, on the next run; `PROPTEST_RNG_SEED` draws
//! others, and `PROPTEST_CASES` more or fewer of them. Under Miri there are few.

mod attributes;
mod builders;
mod decoding;
mod encodings;
mod inputs;
mod model;
mod numbers;
mod run;
mod templates;
mod texts;
mod values;
