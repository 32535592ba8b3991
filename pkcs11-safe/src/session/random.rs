//! Random numbers from the token (5.19).

use super::Session;
use crate::Result;

impl Session {
    /// Fills a buffer with random bytes.
    ///
    /// # Errors
    ///
    /// What `C_GenerateRandom` returns: `CKR_RANDOM_NO_RNG` where the token has none.
    #[doc(alias = "C_GenerateRandom")]
    pub fn fill_random(&self, buffer: &mut [u8]) -> Result<()> {
        self.raw_generate_random(buffer)
    }

    /// So many random bytes.
    ///
    /// # Errors
    ///
    /// As [`fill_random`](Self::fill_random).
    #[doc(alias = "C_GenerateRandom")]
    pub fn random(&self, length: usize) -> Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        self.raw_generate_random(&mut bytes)?;
        Ok(bytes)
    }

    /// Mixes bytes into the token's random number generator.
    ///
    /// # Errors
    ///
    /// What `C_SeedRandom` returns: `CKR_RANDOM_SEED_NOT_SUPPORTED` where it takes none.
    #[doc(alias = "C_SeedRandom")]
    pub fn seed_random(&self, seed: &[u8]) -> Result<()> {
        self.raw_seed_random(seed)
    }
}
