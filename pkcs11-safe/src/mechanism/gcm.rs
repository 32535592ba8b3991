//! AES-GCM and GMAC: `CKM_AES_GCM`, `CKM_AES_GMAC`, `CK_GCM_PARAMS` (section 6.13).
#![allow(unsafe_code)]

use super::builder::{number, parts, parts_mut};
use super::param::Parameter;
use crate::{Mechanism, MechanismType, Ulong};
use core::fmt;
use pkcs11_sys::{CK_BYTE_PTR, CK_GCM_PARAMS};

// SAFETY: a C struct of pkcs11-sys. Its pointers are set
// - by `AesGcm::new`, `AesGcm::aad`, `AesGmac::new` and where `AesGcmGeneratedIv` is lent, `pAAD`, to bytes that stay
//   borrowed for the lifetime of the builder; the module reads them;
// - where `AesGcmGeneratedIv` is lent as written, `pIv`, to bytes that stay borrowed mutably for as long.
unsafe impl Parameter for CK_GCM_PARAMS {}

struct_builder! {
    /// AES-GCM: `CKM_AES_GCM` (6.13). The tag stands behind the ciphertext.
    ///
    /// An IV is used once per key. 12 bytes is what every token takes.
    ///
    /// # Token differences
    ///
    /// The length of the IV goes out in bits as well (`ulIvBits`), for Luna insists on it; others ignore it. openCryptoki
    /// up to 3.8 and some SafeNet modules have a struct without that field, and refuse this one. On decryption, a streamed
    /// operation may hold all data back until the tag has been checked. Tokens in FIPS mode may refuse an IV from
    /// outside: [`AesGcmGeneratedIv`].
    ///
    /// ```
    /// use pkcs11_safe::mechanism::AesGcm;
    ///
    /// let iv = [0; 12];
    /// let gcm = AesGcm::new(&iv).aad(b"header");
    /// let short = AesGcm::new(&iv).tag_bits(96);
    /// ```
    #[doc(alias = "CKM_AES_GCM")]
    #[doc(alias = "CK_GCM_PARAMS")]
    AesGcm<'a>: CK_GCM_PARAMS, shows ulIvLen ulIvBits ulAADLen ulTagBits
}

fn params((iv, length): (CK_BYTE_PTR, Ulong)) -> CK_GCM_PARAMS {
    let bits = length.saturating_mul(8);
    CK_GCM_PARAMS { pIv: iv, ulIvLen: length, ulIvBits: bits, ulTagBits: 128, ..CK_GCM_PARAMS::ZERO }
}

impl<'a> AesGcm<'a> {
    /// With an IV, no additional data, and a tag of 128 bits.
    pub fn new(iv: &'a [u8]) -> Self {
        Self::with(MechanismType::AES_GCM, params(parts(iv)))
    }

    /// Additional data, which is authenticated and not encrypted.
    pub fn aad(mut self, aad: &'a [u8]) -> Self {
        (self.raw.pAAD, self.raw.ulAADLen) = parts(aad);
        self
    }

    /// Length of the tag in bits: 128, 120, 112, 104 or 96; 64 or 32 where the token lets one.
    pub fn tag_bits(mut self, bits: usize) -> Self {
        self.raw.ulTagBits = number(bits);
        self
    }
}

struct_builder! {
    /// GMAC, GCM as a MAC over the data alone: `CKM_AES_GMAC` (6.13.6).
    ///
    /// # Token differences
    ///
    /// Until 2.40 the parameter was an IV of 12 bytes and nothing else, and the tag had 16 bytes: [`AesGmacIv`].
    ///
    /// ```
    /// use pkcs11_safe::mechanism::AesGmac;
    ///
    /// let iv = [0; 12];
    /// let gmac = AesGmac::new(&iv);
    /// ```
    #[doc(alias = "CKM_AES_GMAC")]
    AesGmac<'a>: CK_GCM_PARAMS, shows ulIvLen ulIvBits ulTagBits
}

impl<'a> AesGmac<'a> {
    /// With an IV, and a tag of 128 bits.
    pub fn new(iv: &'a [u8]) -> Self {
        Self::with(MechanismType::AES_GMAC, params(parts(iv)))
    }

    /// Length of the tag in bits.
    pub fn tag_bits(mut self, bits: usize) -> Self {
        self.raw.ulTagBits = number(bits);
        self
    }
}

byte_builders! {
    /// GMAC as tokens of 2.40 take it, with the IV as the whole parameter: `CKM_AES_GMAC`.
    AesGmacIv(iv: [u8; 12]) = AES_GMAC "CKM_AES_GMAC";
}

/// AES-GCM with an IV that the token generates: `CKM_AES_GCM` (6.13), as tokens in FIPS mode want it.
///
/// The token writes the IV, so a builder is borrowed mutably while it encrypts, and read afterwards. Each use begins with
/// an IV of zeros. It is for one-shot encryption; decrypt with [`AesGcm`] and that IV.
///
/// # Token differences
///
/// AWS CloudHSM works like this. Luna in FIPS mode leaves the buffer alone, and appends the IV to what it returns: the IV
/// is all zeros afterwards.
///
/// ```
/// use pkcs11_safe::mechanism::{AesGcm, AesGcmGeneratedIv, Mechanism};
///
/// let mut buffer = [0; 12];
/// let mut gcm = AesGcmGeneratedIv::new(&mut buffer).aad(b"header");
/// let encrypt: Mechanism = (&mut gcm).into();          // session.encrypt(&mut gcm, key, plaintext)?
/// let decrypt = AesGcm::new(gcm.iv()).aad(b"header");
/// ```
///
/// It serves one call at a time:
///
/// ```compile_fail,E0499
/// use pkcs11_safe::mechanism::{AesGcmGeneratedIv, Mechanism};
///
/// let mut buffer = [0; 12];
/// let mut gcm = AesGcmGeneratedIv::new(&mut buffer);
/// let one: Mechanism = (&mut gcm).into();
/// let other: Mechanism = (&mut gcm).into();
/// drop((one, other));
/// ```
///
/// The IV is not read while the token may write it:
///
/// ```compile_fail,E0502
/// use pkcs11_safe::mechanism::{AesGcmGeneratedIv, Mechanism};
///
/// let mut buffer = [0; 12];
/// let mut gcm = AesGcmGeneratedIv::new(&mut buffer);
/// let encrypt: Mechanism = (&mut gcm).into();
/// let iv = gcm.iv();
/// drop(encrypt);
/// ```
#[doc(alias = "CKM_AES_GCM")]
#[must_use]
pub struct AesGcmGeneratedIv<'b> {
    iv: &'b mut [u8],
    aad: &'b [u8],
    tag_bits: Ulong,
    raw: CK_GCM_PARAMS,
}

impl<'b> AesGcmGeneratedIv<'b> {
    /// With room for the IV, mostly 12 bytes; no additional data, and a tag of 128 bits.
    pub fn new(iv: &'b mut [u8]) -> Self {
        Self { iv, aad: &[], tag_bits: 128, raw: CK_GCM_PARAMS::ZERO }
    }

    /// Additional data, which is authenticated and not encrypted.
    pub fn aad(self, aad: &'b [u8]) -> Self {
        Self { aad, ..self }
    }

    /// Length of the tag in bits.
    pub fn tag_bits(self, bits: usize) -> Self {
        Self { tag_bits: number(bits), ..self }
    }

    /// The IV that the token wrote.
    #[must_use]
    pub fn iv(&self) -> &[u8] {
        self.iv
    }
}

impl<'m, 'b: 'm> From<&'m mut AesGcmGeneratedIv<'b>> for Mechanism<'m> {
    fn from(builder: &'m mut AesGcmGeneratedIv<'b>) -> Self {
        builder.iv.fill(0);
        // Anew for each use: the module may have written to all of it.
        builder.raw = params(parts_mut(builder.iv));
        (builder.raw.pAAD, builder.raw.ulAADLen) = parts(builder.aad);
        builder.raw.ulTagBits = builder.tag_bits;
        Self::with_written(MechanismType::AES_GCM, &mut builder.raw)
    }
}

impl fmt::Debug for AesGcmGeneratedIv<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("AesGcmGeneratedIv");
        shown.field("iv_len", &self.iv.len()).field("aad_len", &self.aad.len()).field("tag_bits", &self.tag_bits).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::super::builder::seen;
    use super::*;

    #[test]
    fn gcm_tells_the_iv_in_bytes_and_bits() {
        let (iv, aad) = ([1; 12], [2; 5]);
        let (mechanism, params) = seen::params::<CK_GCM_PARAMS>(&AesGcm::new(&iv));
        assert_eq!((mechanism, { params.ulIvBits }, { params.ulTagBits }), (MechanismType::AES_GCM, 96, 128));
        seen::assert_parts((params.pIv, params.ulIvLen), &iv);
        seen::assert_nothing((params.pAAD, params.ulAADLen));
        let builder = AesGcm::new(&iv).aad(&aad).tag_bits(104);
        let (_, params) = seen::params::<CK_GCM_PARAMS>(&builder);
        assert_eq!({ params.ulTagBits }, 104);
        seen::assert_parts((params.pIv, params.ulIvLen), &iv);
        seen::assert_parts((params.pAAD, params.ulAADLen), &aad);
        assert_eq!(
            format!("{builder:?}"),
            "AesGcm { mechanism: CKM_AES_GCM, ulIvLen: 12, ulIvBits: 96, ulAADLen: 5, ulTagBits: 104 }"
        );
    }

    #[test]
    fn gmac_takes_either_parameter() {
        let iv = [1; 12];
        let (mechanism, params) = seen::params::<CK_GCM_PARAMS>(&AesGmac::new(&iv).tag_bits(64));
        assert_eq!((mechanism, { params.ulIvBits }, { params.ulTagBits }), (MechanismType::AES_GMAC, 96, 64));
        seen::assert_parts((params.pIv, params.ulIvLen), &iv);
        assert_eq!(seen::bytes(AesGmacIv::new(&iv)), (MechanismType::AES_GMAC, Some(iv.to_vec())));
    }

    #[test]
    fn the_token_writes_the_iv_and_gets_zeros_each_time() {
        let (mut room, aad) = ([9; 12], [2; 5]);
        let at = room.as_mut_ptr();
        let mut builder = AesGcmGeneratedIv::new(&mut room).aad(&aad).tag_bits(96);
        for round in [1, 2] {
            Mechanism::from(&mut builder).lend(|mechanism| {
                // SAFETY: `lend` gives a valid CK_MECHANISM, whose parameter is this struct, and room for 12 bytes.
                unsafe {
                    let params = (*mechanism).pParameter.cast::<CK_GCM_PARAMS>();
                    assert_eq!(((*params).pIv, (*params).ulIvLen, (*params).ulIvBits), (at, 12, 96));
                    assert_eq!((*params).ulTagBits, 96);
                    seen::assert_parts(((*params).pAAD, (*params).ulAADLen), &aad);
                    assert_eq!((*params).pIv.cast::<[u8; 12]>().read(), [0; 12]);
                    (*params).pIv.write_bytes(round, 12);
                    // What a module must not do, and what the next use gets over.
                    params.write(CK_GCM_PARAMS::ZERO);
                }
            });
            assert_eq!(builder.iv(), [round; 12]);
        }
    }
}
