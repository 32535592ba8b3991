//! Keys from passwords: `CKM_PKCS5_PBKD2`, `CKM_PBE_*`, `CKM_PBA_SHA1_WITH_SHA1_HMAC` (sections 6.37 and 6.38).
#![allow(unsafe_code)]

use super::builder::{number, parts, parts_mut};
use super::param::Parameter;
use crate::{Mechanism, MechanismType};
use core::fmt;
use pkcs11_sys::*;

// SAFETY: a C struct of pkcs11-sys. Its pointers are set by `Pbkdf2::new` alone, to bytes that stay borrowed for the
// lifetime of the builder; the module reads them.
unsafe impl Parameter for CK_PKCS5_PBKD2_PARAMS2 {}

// SAFETY: a C struct of pkcs11-sys. Its pointers are set by `Pbe::new`, to password and salt, which stay borrowed for the
// lifetime of the builder, and where it is lent as written, to room for the IV, which stays borrowed mutably for as long
// and has the 8 bytes that the module writes.
unsafe impl Parameter for CK_PBE_PARAMS {}

/// Declares the pseudo-random functions of PBKDF2.
macro_rules! prfs {
    ($($(#[$meta:meta])* $name:ident = $raw:ident $c_name:literal;)+) => {
        /// The pseudo-random function of PBKDF2: an HMAC.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #[doc(alias = "CK_PKCS5_PBKD2_PSEUDO_RANDOM_FUNCTION_TYPE")]
        pub enum Pbkdf2Prf {
            $($(#[$meta])* #[doc(alias = $c_name)] $name,)+
        }

        impl Pbkdf2Prf {
            const fn raw(self) -> CK_PKCS5_PBKD2_PSEUDO_RANDOM_FUNCTION_TYPE {
                match self { $(Self::$name => $raw),+ }
            }
        }
    };
}

prfs! {
    /// HMAC with SHA-1.
    Sha1 = CKP_PKCS5_PBKD2_HMAC_SHA1 "CKP_PKCS5_PBKD2_HMAC_SHA1";
    /// HMAC with the hash of GOST R 34.11-94.
    GostR3411 = CKP_PKCS5_PBKD2_HMAC_GOSTR3411 "CKP_PKCS5_PBKD2_HMAC_GOSTR3411";
    /// HMAC with SHA-224.
    Sha224 = CKP_PKCS5_PBKD2_HMAC_SHA224 "CKP_PKCS5_PBKD2_HMAC_SHA224";
    /// HMAC with SHA-256.
    Sha256 = CKP_PKCS5_PBKD2_HMAC_SHA256 "CKP_PKCS5_PBKD2_HMAC_SHA256";
    /// HMAC with SHA-384.
    Sha384 = CKP_PKCS5_PBKD2_HMAC_SHA384 "CKP_PKCS5_PBKD2_HMAC_SHA384";
    /// HMAC with SHA-512.
    Sha512 = CKP_PKCS5_PBKD2_HMAC_SHA512 "CKP_PKCS5_PBKD2_HMAC_SHA512";
    /// HMAC with SHA-512/224.
    Sha512_224 = CKP_PKCS5_PBKD2_HMAC_SHA512_224 "CKP_PKCS5_PBKD2_HMAC_SHA512_224";
    /// HMAC with SHA-512/256.
    Sha512_256 = CKP_PKCS5_PBKD2_HMAC_SHA512_256 "CKP_PKCS5_PBKD2_HMAC_SHA512_256";
}

struct_builder! {
    /// Generates a key from a password: `CKM_PKCS5_PBKD2` (6.37.4).
    ///
    /// # Token differences
    ///
    /// This is the struct of 2.40 errata 1 and later, `CK_PKCS5_PBKD2_PARAMS2`. Modules that follow the first 2.40 take the
    /// length of the password by pointer, and refuse it or read past it.
    ///
    /// ```
    /// use pkcs11_safe::mechanism::{Pbkdf2, Pbkdf2Prf};
    ///
    /// let (password, salt) = (b"correct horse", [7; 16]);
    /// let generate = Pbkdf2::new(Pbkdf2Prf::Sha256, password, &salt, 600_000);
    /// ```
    #[doc(alias = "CKM_PKCS5_PBKD2")]
    #[doc(alias = "CK_PKCS5_PBKD2_PARAMS2")]
    Pbkdf2<'a>: CK_PKCS5_PBKD2_PARAMS2, shows prf ulSaltSourceDataLen iterations
}

impl<'a> Pbkdf2<'a> {
    /// With a pseudo-random function, a password (as the token is to see it: mostly UTF-8), a salt, and how often to go
    /// round.
    pub fn new(prf: Pbkdf2Prf, password: &'a [u8], salt: &'a [u8], iterations: usize) -> Self {
        let mut raw = CK_PKCS5_PBKD2_PARAMS2 { saltSource: CKZ_SALT_SPECIFIED, ..CK_PKCS5_PBKD2_PARAMS2::ZERO };
        let (salt, salt_len) = parts(salt);
        (raw.pSaltSourceData, raw.ulSaltSourceDataLen) = (salt.cast(), salt_len);
        (raw.pPassword, raw.ulPasswordLen) = parts(password);
        (raw.prf, raw.iterations) = (prf.raw(), number(iterations));
        Self::with(MechanismType::PKCS5_PBKD2, raw)
    }
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
/// there is [`Pbkdf2`].
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
    raw: CK_PBE_PARAMS,
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
        Self { mechanism, password, salt, iterations, iv, raw: CK_PBE_PARAMS::ZERO }
    }

    /// The IV that the token wrote.
    #[must_use]
    pub fn iv(&self) -> &[u8; 8] {
        self.iv
    }
}

impl<'m, 'b: 'm> From<&'m mut Pbe<'b>> for Mechanism<'m> {
    fn from(builder: &'m mut Pbe<'b>) -> Self {
        let raw = &mut builder.raw;
        (raw.pInitVector, _) = parts_mut(builder.iv);
        (raw.pPassword, raw.ulPasswordLen) = parts(builder.password);
        (raw.pSalt, raw.ulSaltLen) = parts(builder.salt);
        raw.ulIteration = number(builder.iterations);
        Self::with_written(builder.mechanism, raw)
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
    use super::super::builder::seen;
    use super::*;

    #[test]
    fn pbkdf2_holds_what_it_was_given() {
        let (password, salt) = (b"secret", [7; 16]);
        let builder = Pbkdf2::new(Pbkdf2Prf::Sha512_256, password, &salt, 5000);
        let (mechanism, params) = seen::params::<CK_PKCS5_PBKD2_PARAMS2>(&builder);
        assert_eq!((mechanism, { params.prf }, { params.iterations }), (MechanismType::PKCS5_PBKD2, 8, 5000));
        assert_eq!({ params.saltSource }, 1);
        seen::assert_parts((params.pPassword, params.ulPasswordLen), password);
        seen::assert_parts((params.pSaltSourceData, params.ulSaltSourceDataLen), &salt);
        seen::assert_nothing((params.pPrfData, params.ulPrfDataLen));
        assert!(!format!("{builder:?}").contains("assword"));
    }

    #[test]
    fn the_token_writes_the_iv() {
        let (password, salt, mut iv) = (b"secret", [7; 8], [0; 8]);
        let at = iv.as_mut_ptr();
        let mut builder = Pbe::sha1_des3(password, &salt, 2048, &mut iv);
        Mechanism::from(&mut builder).lend(|mechanism| {
            // SAFETY: `lend` gives a valid CK_MECHANISM, whose parameter is this struct, and room for 8 bytes.
            unsafe {
                assert_eq!((*mechanism).mechanism, 0x3a8);
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
