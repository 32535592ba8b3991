//! Keys from passwords: `CKM_PKCS5_PBKD2` (section 6.37).
#![allow(unsafe_code)]

use super::builder::{number, parts};
use super::param::Parameter;
use crate::MechanismType;
use pkcs11_sys::*;

// SAFETY: a C struct of pkcs11-sys. Its pointers are set by `Pbkdf2::new` alone, to bytes that stay borrowed for the
// lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_PKCS5_PBKD2_PARAMS2 {
    pointers! {
        reads pSaltSourceData[ulSaltSourceDataLen],
        reads pPrfData[ulPrfDataLen],
        reads pPassword[ulPasswordLen]
    }
}

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

#[cfg(test)]
mod tests {
    use super::super::seen;
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
}
