//! Random numbers from the token (5.19).

use super::Session;
use crate::{Error, Result};

impl Session {
    /// Fills a buffer with random bytes.
    ///
    /// # Errors
    ///
    /// What `C_GenerateRandom` returns: `CKR_RANDOM_NO_RNG` where the token has none.
    #[doc(alias = "C_GenerateRandom")]
    pub fn fill_random(&self, buffer: &mut [u8]) -> Result<()> {
        self.link.raw_generate_random(buffer)
    }

    /// So many random bytes.
    ///
    /// # Errors
    ///
    /// As [`fill_random`](Self::fill_random), and a usage error where there is no memory for so many.
    #[doc(alias = "C_GenerateRandom")]
    pub fn random(&self, length: usize) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let reserved = bytes.try_reserve_exact(length);
        reserved.map_err(|_| Error::usage("length", format!("there is no memory for {length} bytes")))?;
        bytes.resize(length, 0);
        self.link.raw_generate_random(&mut bytes)?;
        Ok(bytes)
    }

    /// Mixes bytes into the token's random number generator.
    ///
    /// # Errors
    ///
    /// What `C_SeedRandom` returns: `CKR_RANDOM_SEED_NOT_SUPPORTED` where it takes none.
    #[doc(alias = "C_SeedRandom")]
    pub fn seed_random(&self, seed: &[u8]) -> Result<()> {
        self.link.raw_seed_random(seed)
    }
}
