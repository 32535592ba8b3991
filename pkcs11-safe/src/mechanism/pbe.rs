//! Keys from passwords, as they were made before PBKDF2: `CKM_PBE_*`, `CKM_PBA_SHA1_WITH_SHA1_HMAC` (section 6.38, and
//! the historical mechanisms).
#![allow(unsafe_code)]

use super::builder::{number, parts, parts_mut};
use super::param::{Parameter, Written};
use crate::{Mechanism, MechanismType};
use core::fmt;
use pkcs11_sys::CK_PBE_PARAMS;

// SAFETY: a C struct of pkcs11-sys. Its pointers are set by `Pbe::new`, to password and salt, which stay borrowed for the
// lifetime of the builder; the module reads them (A5). Where it is lent as written, its pointer to room for the IV is set,
// which stays borrowed mutably for as long and has the 8 bytes that the module writes.
unsafe impl Parameter for CK_PBE_PARAMS {
    pointers! { writes pInitVector[8], reads pPassword[ulPasswordLen], reads pSalt[ulSaltLen] }
}

/// Declares the constructors of [`Pbe`].
macro_rules! schemes {
    ($($(#[$meta:meta])* $name:ident = $mechanism:ident $c_name:literal;)+) => {
        impl<'b> Pbe<'b> {
            $(
                $(#[$meta])*
                #[doc = concat!(": `", $c_name, "`.")]
                #[doc(alias = $c_name)]
                pub fn $name(password: &'b [u8], salt: &'b [u8], iterations: usize, iv: &'b mut [u8; 8]) -> Self {
                    Self::new(MechanismType::$mechanism, password, salt, iterations, iv)
                }
            )+
        }
    };
}

/// Generates a key from a password as PKCS #5 v1.5 and PKCS #12 do, and an IV with it: `CKM_PBE_SHA1_DES3_EDE_CBC` and its
/// siblings (6.38, and the historical mechanisms).
///
/// The token writes the IV, so a builder is borrowed mutably while it is used. These are schemes of old files: for new ones
/// there is [`Pbkdf2`](super::Pbkdf2).
///
/// ```
/// use pkcs11_safe::mechanism::{Mechanism, Pbe};
///
/// let (password, salt, mut iv) = (b"correct horse", [7; 8], [0; 8]);
/// let mut generate = Pbe::sha1_des3(password, &salt, 2048, &mut iv);
/// let mechanism: Mechanism = (&mut generate).into();       // session.generate_key(&mut generate, &template)?
/// let iv = generate.iv();
/// ```
#[doc(alias = "CK_PBE_PARAMS")]
#[must_use]
pub struct Pbe<'b> {
    mechanism: MechanismType,
    password: &'b [u8],
    salt: &'b [u8],
    iterations: usize,
    iv: &'b mut [u8; 8],
    raw: Written<CK_PBE_PARAMS>,
}

schemes! {
    /// Triple DES with three keys
    sha1_des3 = PBE_SHA1_DES3_EDE_CBC "CKM_PBE_SHA1_DES3_EDE_CBC";
    /// Triple DES with two keys
    sha1_des2 = PBE_SHA1_DES2_EDE_CBC "CKM_PBE_SHA1_DES2_EDE_CBC";
    /// A key for HMAC with SHA-1; there is no IV
    sha1_hmac = PBA_SHA1_WITH_SHA1_HMAC "CKM_PBA_SHA1_WITH_SHA1_HMAC";
    /// DES, by MD2
    md2_des = PBE_MD2_DES_CBC "CKM_PBE_MD2_DES_CBC";
    /// DES, by MD5
    md5_des = PBE_MD5_DES_CBC "CKM_PBE_MD5_DES_CBC";
    /// CAST, by MD5
    md5_cast = PBE_MD5_CAST_CBC "CKM_PBE_MD5_CAST_CBC";
    /// CAST3, by MD5
    md5_cast3 = PBE_MD5_CAST3_CBC "CKM_PBE_MD5_CAST3_CBC";
    /// CAST-128, by MD5
    md5_cast128 = PBE_MD5_CAST128_CBC "CKM_PBE_MD5_CAST128_CBC";
    /// CAST-128
    sha1_cast128 = PBE_SHA1_CAST128_CBC "CKM_PBE_SHA1_CAST128_CBC";
    /// RC4 with 128 bits; there is no IV
    sha1_rc4_128 = PBE_SHA1_RC4_128 "CKM_PBE_SHA1_RC4_128";
    /// RC4 with 40 bits; there is no IV
    sha1_rc4_40 = PBE_SHA1_RC4_40 "CKM_PBE_SHA1_RC4_40";
    /// RC2 with 128 bits
    sha1_rc2_128 = PBE_SHA1_RC2_128_CBC "CKM_PBE_SHA1_RC2_128_CBC";
    /// RC2 with 40 bits
    sha1_rc2_40 = PBE_SHA1_RC2_40_CBC "CKM_PBE_SHA1_RC2_40_CBC";
}

impl<'b> Pbe<'b> {
    fn new(
        mechanism: MechanismType,
        password: &'b [u8],
        salt: &'b [u8],
        iterations: usize,
        iv: &'b mut [u8; 8],
    ) -> Self {
        Self { mechanism, password, salt, iterations, iv, raw: Written::new(CK_PBE_PARAMS::ZERO) }
    }

    /// The IV that the token wrote.
    #[must_use]
    pub fn iv(&self) -> &[u8; 8] {
        self.iv
    }
}

impl<'m, 'b: 'm> From<&'m mut Pbe<'b>> for Mechanism<'m> {
    fn from(builder: &'m mut Pbe<'b>) -> Self {
        let made = builder.raw.made_mut();
        (made.pInitVector, _) = parts_mut(builder.iv);
        (made.pPassword, made.ulPasswordLen) = parts(builder.password);
        (made.pSalt, made.ulSaltLen) = parts(builder.salt);
        made.ulIteration = number(builder.iterations);
        Self::with_written(builder.mechanism, &mut builder.raw)
    }
}

impl fmt::Debug for Pbe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Pbe");
        shown.field("mechanism", &self.mechanism).field("salt_len", &self.salt.len());
        shown.field("iterations", &self.iterations).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;

    #[test]
    fn the_token_writes_the_iv() {
        let (password, salt, mut iv) = (b"secret", [7; 8], [0; 8]);
        let at = iv.as_mut_ptr();
        let mut builder = Pbe::sha1_des3(password, &salt, 2048, &mut iv);
        Mechanism::from(&mut builder).lend(|mechanism| {
            // SAFETY: `lend` gives a valid CK_MECHANISM, whose parameter is this struct, and room for 8 bytes.
            unsafe {
                assert_eq!({ (*mechanism).mechanism }, 0x3a8);
                let params = (*mechanism).pParameter.cast::<CK_PBE_PARAMS>().read();
                assert_eq!((params.pInitVector, params.ulIteration), (at, 2048));
                seen::assert_parts((params.pPassword, params.ulPasswordLen), password);
                seen::assert_parts((params.pSalt, params.ulSaltLen), &salt);
                params.pInitVector.write_bytes(0xcc, 8);
            }
        });
        assert_eq!(builder.iv(), &[0xcc; 8]);
    }
}
