//! AES-GCM with an IV that the token writes: `CKM_AES_GCM` (section 6.13).

use super::builder::{number, parts, parts_mut};
use super::gcm::params;
use super::param::Written;
use crate::{Mechanism, MechanismType, Ulong};
use core::fmt;
use pkcs11_sys::CK_GCM_PARAMS;

/// AES-GCM with an IV that the token generates: `CKM_AES_GCM` (6.13), as tokens in FIPS mode want it.
///
/// The token writes the IV, so a builder is borrowed mutably while it encrypts, and read afterwards. Each use begins with
/// an IV of zeros. It is for one-shot encryption; decrypt with [`AesGcm`](super::AesGcm) and that IV.
///
/// # Token differences
///
/// AWS CloudHSM works like this. Luna in FIPS mode leaves the buffer alone, and appends the IV to what it returns; a token
/// that does not generate IVs encrypts with the zeros. [`iv`](Self::iv) is `None` afterwards with both.
///
/// ```
/// use pkcs11_safe::mechanism::{AesGcm, AesGcmGeneratedIv, Mechanism};
///
/// let mut buffer = [0; 12];
/// let mut gcm = AesGcmGeneratedIv::new(&mut buffer).aad(b"header");
/// let encrypt: Mechanism = (&mut gcm).into();          // session.encrypt(&mut gcm, key, plaintext)?
/// if let Some(iv) = gcm.iv() {
///     let decrypt = AesGcm::new(iv).aad(b"header");
/// }
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
    raw: Written<CK_GCM_PARAMS>,
}

impl<'b> AesGcmGeneratedIv<'b> {
    /// With room for the IV, mostly 12 bytes; no additional data, and a tag of 128 bits.
    pub fn new(iv: &'b mut [u8]) -> Self {
        Self { iv, aad: &[], tag_bits: 128, raw: Written::new(CK_GCM_PARAMS::ZERO) }
    }

    /// Additional data, which is authenticated and not encrypted.
    pub fn aad(self, aad: &'b [u8]) -> Self {
        Self { aad, ..self }
    }

    /// Length of the tag in bits.
    pub fn tag_bits(self, bits: usize) -> Self {
        Self { tag_bits: number(bits), ..self }
    }

    /// The IV that the token wrote, `None` if it wrote none: then it does not generate IVs in this way, and has used the
    /// zeros that it was given, or puts its IV somewhere else. Zeros must not be used twice: throw the ciphertext away.
    #[must_use]
    pub fn iv(&self) -> Option<&[u8]> {
        self.iv.iter().any(|byte| *byte != 0).then_some(&*self.iv)
    }
}

impl<'m, 'b: 'm> From<&'m mut AesGcmGeneratedIv<'b>> for Mechanism<'m> {
    fn from(builder: &'m mut AesGcmGeneratedIv<'b>) -> Self {
        builder.iv.fill(0);
        let mut made = params(parts_mut(builder.iv));
        (made.pAAD, made.ulAADLen) = parts(builder.aad);
        made.ulTagBits = builder.tag_bits;
        *builder.raw.made_mut() = made;
        Self::with_written(MechanismType::AES_GCM, &mut builder.raw)
    }
}

impl fmt::Debug for AesGcmGeneratedIv<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("AesGcmGeneratedIv");
        shown
            .field("iv_len", &self.iv.len())
            .field("aad_len", &self.aad.len())
            .field("tag_bits", &self.tag_bits)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    #![allow(unsafe_code)]

    use super::super::seen;
    use super::*;

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
                    assert_eq!({ (*params).ulTagBits }, 96);
                    seen::assert_parts(((*params).pAAD, (*params).ulAADLen), &aad);
                    assert_eq!((*params).pIv.cast::<[u8; 12]>().read(), [0; 12]);
                    (*params).pIv.write_bytes(round, 12);
                    // What a module must not do, and what the next use gets over.
                    params.write(CK_GCM_PARAMS::ZERO);
                }
            });
            assert_eq!(builder.iv(), Some(&[round; 12][..]));
        }
    }
}
