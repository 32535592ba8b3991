//! DSA domain parameters: `CKM_DSA_PROBABILISTIC_PARAMETER_GEN`, `CKM_DSA_SHAWE_TAYLOR_PARAMETER_GEN`,
//! `CKM_DSA_FIPS_G_GEN` (section 6.2).
#![allow(unsafe_code)]

use super::Hash;
use super::builder::{number, parts, parts_mut};
use super::param::{Parameter, Written};
use crate::{Mechanism, MechanismType};
use core::fmt;
use pkcs11_sys::CK_DSA_PARAMETER_GEN_PARAM;

// SAFETY: a C struct of pkcs11-sys. Its one pointer is set
// - by `DsaFipsGGen::new`, to bytes that stay borrowed for the lifetime of the builder; the module reads them (A5);
// - where `DsaParameterGen` is lent as written, to bytes that stay borrowed mutably for as long.
unsafe impl Parameter for CK_DSA_PARAMETER_GEN_PARAM {
    pointers! { writes pSeed[ulSeedLen]; tells ulSeedLen }
}

/// Generates the primes p and q of DSA, and tells the seed they came from (6.2.8, 6.2.9).
///
/// The token writes the seed, so a builder is borrowed mutably while it is used.
///
/// ```
/// use pkcs11_safe::mechanism::{DsaParameterGen, Hash, Mechanism};
///
/// let mut room = [0; 64];
/// let mut generate = DsaParameterGen::probabilistic(Hash::Sha256, &mut room);
/// let mechanism: Mechanism = (&mut generate).into();
/// // ... C_GenerateKey
/// let seed = generate.seed();
/// ```
#[doc(alias = "CKM_DSA_PROBABILISTIC_PARAMETER_GEN")]
#[doc(alias = "CKM_DSA_SHAWE_TAYLOR_PARAMETER_GEN")]
#[doc(alias = "CK_DSA_PARAMETER_GEN_PARAM")]
#[must_use]
pub struct DsaParameterGen<'b> {
    mechanism: MechanismType,
    seed: &'b mut [u8],
    raw: Written<CK_DSA_PARAMETER_GEN_PARAM>,
}

impl<'b> DsaParameterGen<'b> {
    /// `CKM_DSA_PROBABILISTIC_PARAMETER_GEN`: probable primes, and room for the seed, which is at least as long as q.
    pub fn probabilistic(hash: Hash, seed: &'b mut [u8]) -> Self {
        Self::with(MechanismType::DSA_PROBABILISTIC_PARAMETER_GEN, hash, seed)
    }

    /// `CKM_DSA_SHAWE_TAYLOR_PARAMETER_GEN`: provable primes, and room for the seed, which is at least as long as q.
    pub fn shawe_taylor(hash: Hash, seed: &'b mut [u8]) -> Self {
        Self::with(MechanismType::DSA_SHAWE_TAYLOR_PARAMETER_GEN, hash, seed)
    }

    fn with(mechanism: MechanismType, hash: Hash, seed: &'b mut [u8]) -> Self {
        let hash = hash.mechanism().raw();
        let length = number(seed.len());
        let raw = CK_DSA_PARAMETER_GEN_PARAM { hash, ulSeedLen: length, ..CK_DSA_PARAMETER_GEN_PARAM::ZERO };
        Self { mechanism, seed, raw: Written::new(raw) }
    }

    /// The seed, once the token has written it: as much of the room as it says.
    #[must_use]
    pub fn seed(&self) -> &[u8] {
        let length = usize::try_from(self.raw.lent().ulSeedLen).unwrap_or(usize::MAX);
        self.seed.get(..length).unwrap_or(self.seed)
    }
}

impl<'m, 'b: 'm> From<&'m mut DsaParameterGen<'b>> for Mechanism<'m> {
    fn from(builder: &'m mut DsaParameterGen<'b>) -> Self {
        let (seed, length) = parts_mut(builder.seed);
        let made = builder.raw.made_mut();
        (made.pSeed, made.ulSeedLen) = (seed, length);
        Self::with_written(builder.mechanism, &mut builder.raw)
    }
}

impl fmt::Debug for DsaParameterGen<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mechanism, hash) = (&self.mechanism, &MechanismType::new(self.raw.made().hash));
        let mut shown = f.debug_struct("DsaParameterGen");
        shown.field("mechanism", mechanism).field("hash", hash).field("seed_room", &self.seed.len()).finish()
    }
}

struct_builder! {
    /// Generates the base g of DSA, verifiably, from the seed of p and q: `CKM_DSA_FIPS_G_GEN` (6.2.10).
    ///
    /// ```
    /// use pkcs11_safe::mechanism::{DsaFipsGGen, Hash};
    ///
    /// let seed = [7; 32];
    /// let generate = DsaFipsGGen::new(Hash::Sha256, &seed, 1);
    /// ```
    #[doc(alias = "CKM_DSA_FIPS_G_GEN")]
    DsaFipsGGen<'a>: CK_DSA_PARAMETER_GEN_PARAM, shows hash ulSeedLen ulIndex
}

impl<'a> DsaFipsGGen<'a> {
    /// The hash and the seed that p and q were generated with, and which of their bases: an index below 256.
    pub fn new(hash: Hash, seed: &'a [u8], index: u8) -> Self {
        let hash = hash.mechanism().raw();
        let (seed, length) = parts(seed);
        let raw = CK_DSA_PARAMETER_GEN_PARAM { hash, pSeed: seed, ulSeedLen: length, ulIndex: index.into() };
        Self::with(MechanismType::DSA_FIPS_G_GEN, raw)
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;

    #[test]
    fn the_token_writes_seed_and_length() {
        let mut room = [0; 8];
        let at = room.as_mut_ptr();
        let mut builder = DsaParameterGen::shawe_taylor(Hash::Sha384, &mut room);
        Mechanism::from(&mut builder).lend(|mechanism| {
            // SAFETY: `lend` gives a valid CK_MECHANISM, whose parameter is this struct, and room for 8 bytes.
            unsafe {
                assert_eq!({ (*mechanism).mechanism }, 0x2004);
                let params = (*mechanism).pParameter.cast::<CK_DSA_PARAMETER_GEN_PARAM>();
                assert_eq!(((*params).pSeed, (*params).ulSeedLen, (*params).hash), (at, 8, 0x260));
                (*params).pSeed.write_bytes(0xaa, 5);
                (*params).ulSeedLen = 5;
            }
        });
        assert_eq!(builder.seed(), [0xaa; 5]);
    }

    #[test]
    fn a_length_beyond_the_room_is_the_room() {
        let mut room = [0; 8];
        let mut builder = DsaParameterGen::probabilistic(Hash::Sha256, &mut room);
        Mechanism::from(&mut builder).lend(|mechanism| {
            // SAFETY: `lend` gives a valid CK_MECHANISM, whose parameter is this struct.
            unsafe { (*(*mechanism).pParameter.cast::<CK_DSA_PARAMETER_GEN_PARAM>()).ulSeedLen = crate::Ulong::MAX };
        });
        assert_eq!(builder.seed(), [0; 8]);
        assert_eq!({ seen::params::<CK_DSA_PARAMETER_GEN_PARAM>(&mut builder).1.ulSeedLen }, 8);
    }

    #[test]
    fn g_gen_holds_hash_seed_and_index() {
        let seed = [7; 20];
        let (mechanism, params) = seen::params::<CK_DSA_PARAMETER_GEN_PARAM>(&DsaFipsGGen::new(Hash::Sha1, &seed, 3));
        assert_eq!((mechanism, { params.hash }, { params.ulIndex }), (MechanismType::DSA_FIPS_G_GEN, 0x220, 3));
        seen::assert_parts((params.pSeed, params.ulSeedLen), &seed);
    }
}
