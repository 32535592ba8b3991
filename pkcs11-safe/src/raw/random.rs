//! Random numbers (5.19).
#![allow(unsafe_code)]

use crate::canary::{is_unfinished, paint, secret_canary};
use crate::link::Link;
use crate::{Error, Function, Result};

impl Link {
    pub(crate) fn raw_generate_random(&self, out: &mut [u8]) -> Result<()> {
        let length = super::length("buffer", out)?;
        let pattern = secret_canary();
        paint(out, pattern);
        self.check(Function::GenerateRandom, |table| {
            // SAFETY: `out` has `length` bytes and is exclusively borrowed for the call; A1.
            unsafe { (table.C_GenerateRandom)(self.handle(), out.as_mut_ptr(), length) }
        })?;
        if out.starts_with(&pattern) || out.len() >= pattern.len() && is_unfinished(out, pattern) {
            let detail = format!("says that it wrote {length} random bytes and wrote fewer");
            return Err(Error::module(Function::GenerateRandom, detail));
        }
        Ok(())
    }

    pub(crate) fn raw_seed_random(&self, seed: &[u8]) -> Result<()> {
        let length = super::length("seed", seed)?;
        self.check(Function::SeedRandom, |table| {
            // SAFETY: `seed` has `length` readable bytes; A5.
            unsafe { (table.C_SeedRandom)(self.handle(), super::input(seed), length) }
        })
    }
}
