//! Camellia in counter mode: `CKM_CAMELLIA_CTR`, `CK_CAMELLIA_CTR_PARAMS` (section 6.47).
#![allow(unsafe_code)]

use super::builder::number;
use super::param::Parameter;
use crate::MechanismType;
use pkcs11_sys::CK_CAMELLIA_CTR_PARAMS;

// SAFETY: a C struct of pkcs11-sys, and no field is a pointer.
unsafe impl Parameter for CK_CAMELLIA_CTR_PARAMS {
    pointers! {}
}

struct_builder! {
    /// Camellia in counter mode: `CKM_CAMELLIA_CTR` (6.47.7).
    #[doc(alias = "CKM_CAMELLIA_CTR")]
    #[doc(alias = "CK_CAMELLIA_CTR_PARAMS")]
    CamelliaCtr: CK_CAMELLIA_CTR_PARAMS, shows ulCounterBits
}

impl CamelliaCtr {
    /// The first counter block. All of its 128 bits count, unless [`counter_bits`](Self::counter_bits) says otherwise.
    pub fn new(block: &[u8; 16]) -> Self {
        Self::with(MechanismType::CAMELLIA_CTR, CK_CAMELLIA_CTR_PARAMS { ulCounterBits: 128, cb: *block })
    }

    /// How many of the last bits of the block count, big-endian: 1 to 128.
    pub fn counter_bits(mut self, bits: usize) -> Self {
        self.raw.ulCounterBits = number(bits);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;

    #[test]
    fn holds_block_and_bits() {
        let (mechanism, params) = seen::params::<CK_CAMELLIA_CTR_PARAMS>(&CamelliaCtr::new(&[6; 16]).counter_bits(64));
        assert_eq!((mechanism, { params.ulCounterBits }, { params.cb }), (MechanismType::CAMELLIA_CTR, 64, [6; 16]));
    }
}
