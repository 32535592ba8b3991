//! Encodings: both ways, on arbitrary bytes, and on valid encodings that were damaged. Nothing panics, errors lie within the
//! input, and what is read is written again as it was.

mod certificates;
mod der;
mod keys;
mod points;
mod signatures;

/// Other people's arithmetic: nothing in it is unsafe on our side, and it takes minutes under Miri.
#[cfg(not(miri))]
mod software;
