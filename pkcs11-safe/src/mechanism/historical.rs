//! RC2 and RC5: `CKM_RC2_*`, `CKM_RC5_*` (historical 2.4 and 2.6).
#![allow(unsafe_code)]

use super::builder::{number, parts};
use super::param::Parameter;
use crate::MechanismType;
use pkcs11_sys::{
    CK_RC2_CBC_PARAMS, CK_RC2_MAC_GENERAL_PARAMS, CK_RC5_CBC_PARAMS, CK_RC5_MAC_GENERAL_PARAMS, CK_RC5_PARAMS,
};

// SAFETY: a C struct of pkcs11-sys, and no field is a pointer.
unsafe impl Parameter for CK_RC2_CBC_PARAMS {
    pointers! {}
}

// SAFETY: a C struct of pkcs11-sys, and no field is a pointer.
unsafe impl Parameter for CK_RC2_MAC_GENERAL_PARAMS {
    pointers! {}
}

// SAFETY: a C struct of pkcs11-sys, and no field is a pointer.
unsafe impl Parameter for CK_RC5_PARAMS {
    pointers! {}
}

// SAFETY: a C struct of pkcs11-sys, and no field is a pointer.
unsafe impl Parameter for CK_RC5_MAC_GENERAL_PARAMS {
    pointers! {}
}

// SAFETY: a C struct of pkcs11-sys. Its one pointer is set by `Rc5Cbc::of` alone, to bytes that stay borrowed for the
// lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_RC5_CBC_PARAMS {
    pointers! { reads pIv[ulIvLen] }
}

number_builders! {
    /// RC2 in ECB mode, with the effective bits of the key: `CKM_RC2_ECB`.
    Rc2Ecb(effective_bits) = RC2_ECB "CKM_RC2_ECB";
    /// RC2 CBC-MAC, with the effective bits of the key: `CKM_RC2_MAC`.
    Rc2Mac(effective_bits) = RC2_MAC "CKM_RC2_MAC";
}

struct_builder! {
    /// RC2 in CBC mode: `CKM_RC2_CBC`, `CKM_RC2_CBC_PAD`.
    #[doc(alias = "CKM_RC2_CBC")]
    #[doc(alias = "CKM_RC2_CBC_PAD")]
    #[doc(alias = "CK_RC2_CBC_PARAMS")]
    Rc2Cbc: CK_RC2_CBC_PARAMS, shows ulEffectiveBits
}

impl Rc2Cbc {
    /// `CKM_RC2_CBC`, whole blocks only: the effective bits of the key, and an IV.
    pub fn new(effective_bits: usize, iv: &[u8; 8]) -> Self {
        Self::with(MechanismType::RC2_CBC, CK_RC2_CBC_PARAMS { ulEffectiveBits: number(effective_bits), iv: *iv })
    }

    /// `CKM_RC2_CBC_PAD`: the same with the padding of PKCS #7.
    pub fn padded(effective_bits: usize, iv: &[u8; 8]) -> Self {
        Self { mechanism: MechanismType::RC2_CBC_PAD, ..Self::new(effective_bits, iv) }
    }
}

struct_builder! {
    /// RC2 CBC-MAC cut to a length: `CKM_RC2_MAC_GENERAL`.
    #[doc(alias = "CKM_RC2_MAC_GENERAL")]
    #[doc(alias = "CK_RC2_MAC_GENERAL_PARAMS")]
    Rc2MacGeneral: CK_RC2_MAC_GENERAL_PARAMS, shows ulEffectiveBits ulMacLength
}

impl Rc2MacGeneral {
    /// The effective bits of the key, and the length of the MAC in bytes.
    pub fn new(effective_bits: usize, len: usize) -> Self {
        let (bits, len) = (number(effective_bits), number(len));
        Self::with(
            MechanismType::RC2_MAC_GENERAL,
            CK_RC2_MAC_GENERAL_PARAMS { ulEffectiveBits: bits, ulMacLength: len },
        )
    }
}

struct_builder! {
    /// RC5 in ECB mode, or its CBC-MAC: `CKM_RC5_ECB`, `CKM_RC5_MAC`. The word has a size in bytes: half a block.
    #[doc(alias = "CKM_RC5_ECB")]
    #[doc(alias = "CKM_RC5_MAC")]
    #[doc(alias = "CK_RC5_PARAMS")]
    Rc5: CK_RC5_PARAMS, shows ulWordsize ulRounds
}

impl Rc5 {
    /// `CKM_RC5_ECB`: the size of a word in bytes, and how many rounds.
    pub fn ecb(word_size: usize, rounds: usize) -> Self {
        let raw = CK_RC5_PARAMS { ulWordsize: number(word_size), ulRounds: number(rounds) };
        Self::with(MechanismType::RC5_ECB, raw)
    }

    /// `CKM_RC5_MAC`: the size of a word in bytes, and how many rounds.
    pub fn mac(word_size: usize, rounds: usize) -> Self {
        Self { mechanism: MechanismType::RC5_MAC, ..Self::ecb(word_size, rounds) }
    }
}

struct_builder! {
    /// RC5 in CBC mode: `CKM_RC5_CBC`, `CKM_RC5_CBC_PAD`.
    #[doc(alias = "CKM_RC5_CBC")]
    #[doc(alias = "CKM_RC5_CBC_PAD")]
    #[doc(alias = "CK_RC5_CBC_PARAMS")]
    Rc5Cbc<'a>: CK_RC5_CBC_PARAMS, shows ulWordsize ulRounds ulIvLen
}

impl<'a> Rc5Cbc<'a> {
    /// `CKM_RC5_CBC`, whole blocks only: the size of a word in bytes, how many rounds, and an IV of two words.
    pub fn new(word_size: usize, rounds: usize, iv: &'a [u8]) -> Self {
        Self::of(MechanismType::RC5_CBC, word_size, rounds, iv)
    }

    /// `CKM_RC5_CBC_PAD`: the same with the padding of PKCS #7.
    pub fn padded(word_size: usize, rounds: usize, iv: &'a [u8]) -> Self {
        Self::of(MechanismType::RC5_CBC_PAD, word_size, rounds, iv)
    }

    fn of(mechanism: MechanismType, word_size: usize, rounds: usize, iv: &'a [u8]) -> Self {
        let (iv, iv_len) = parts(iv);
        let (word_size, rounds) = (number(word_size), number(rounds));
        Self::with(mechanism, CK_RC5_CBC_PARAMS { ulWordsize: word_size, ulRounds: rounds, pIv: iv, ulIvLen: iv_len })
    }
}

struct_builder! {
    /// RC5 CBC-MAC cut to a length: `CKM_RC5_MAC_GENERAL`.
    #[doc(alias = "CKM_RC5_MAC_GENERAL")]
    #[doc(alias = "CK_RC5_MAC_GENERAL_PARAMS")]
    Rc5MacGeneral: CK_RC5_MAC_GENERAL_PARAMS, shows ulWordsize ulRounds ulMacLength
}

impl Rc5MacGeneral {
    /// The size of a word in bytes, how many rounds, and the length of the MAC in bytes.
    pub fn new(word_size: usize, rounds: usize, len: usize) -> Self {
        let (word_size, rounds, len) = (number(word_size), number(rounds), number(len));
        let raw = CK_RC5_MAC_GENERAL_PARAMS { ulWordsize: word_size, ulRounds: rounds, ulMacLength: len };
        Self::with(MechanismType::RC5_MAC_GENERAL, raw)
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;

    #[test]
    fn rc2_holds_bits_iv_and_length() {
        assert_eq!(seen::number(Rc2Ecb::new(63)), (MechanismType::RC2_ECB, 63));
        let (mechanism, params) = seen::params::<CK_RC2_CBC_PARAMS>(&Rc2Cbc::padded(40, &[3; 8]));
        assert_eq!((mechanism, { params.ulEffectiveBits }, { params.iv }), (MechanismType::RC2_CBC_PAD, 40, [3; 8]));
        let (mechanism, params) = seen::params::<CK_RC2_MAC_GENERAL_PARAMS>(&Rc2MacGeneral::new(128, 4));
        assert_eq!((mechanism, { params.ulEffectiveBits }), (MechanismType::RC2_MAC_GENERAL, 128));
        assert_eq!({ params.ulMacLength }, 4);
    }

    #[test]
    fn rc5_holds_word_rounds_iv_and_length() {
        let (mechanism, params) = seen::params::<CK_RC5_PARAMS>(&Rc5::mac(4, 12));
        assert_eq!((mechanism, { params.ulWordsize }, { params.ulRounds }), (MechanismType::RC5_MAC, 4, 12));
        let iv = [1; 16];
        let (mechanism, params) = seen::params::<CK_RC5_CBC_PARAMS>(&Rc5Cbc::padded(8, 20, &iv));
        assert_eq!((mechanism, { params.ulWordsize }, { params.ulRounds }), (MechanismType::RC5_CBC_PAD, 8, 20));
        seen::assert_parts((params.pIv, params.ulIvLen), &iv);
        let (mechanism, params) = seen::params::<CK_RC5_MAC_GENERAL_PARAMS>(&Rc5MacGeneral::new(4, 12, 5));
        assert_eq!((mechanism, { params.ulWordsize }, { params.ulRounds }), (MechanismType::RC5_MAC_GENERAL, 4, 12));
        assert_eq!({ params.ulMacLength }, 5);
    }
}
