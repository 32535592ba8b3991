//! HKDF: `CKM_HKDF_DERIVE`, `CKM_HKDF_DATA`, `CK_HKDF_PARAMS` (section 6.62).
#![allow(unsafe_code)]

use super::builder::parts;
use super::param::Parameter;
use super::{Hash, Keys};
use crate::{MechanismType, Object};
use pkcs11_sys::{CK_FALSE, CK_HKDF_PARAMS, CK_TRUE, CKF_HKDF_SALT_DATA, CKF_HKDF_SALT_KEY, CKF_HKDF_SALT_NULL};

// SAFETY: a C struct of pkcs11-sys. Its pointers are set by `HkdfDerive::salt` and `HkdfDerive::info` alone, to bytes that
// stay borrowed for the lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_HKDF_PARAMS {
    pointers! { reads pSalt[ulSaltLen], reads pInfo[ulInfoLen] }
}

struct_builder! {
    /// HKDF of RFC 5869: `CKM_HKDF_DERIVE`, or `CKM_HKDF_DATA`, whose result is a data object (6.62).
    ///
    /// It extracts and expands, unless told to do one of them. Without a salt, that is as many zeros as the hash is long.
    ///
    /// ```
    /// use pkcs11_safe::mechanism::{Hash, HkdfDerive};
    ///
    /// let both = HkdfDerive::new(Hash::Sha256).salt(b"salt").info(b"context");
    /// let tls = HkdfDerive::new(Hash::Sha384).expand_only().info(b"label");
    /// ```
    ///
    /// What it points to outlives it:
    ///
    /// ```compile_fail,E0716
    /// use pkcs11_safe::mechanism::{Hash, HkdfDerive, Mechanism};
    ///
    /// let derive = HkdfDerive::new(Hash::Sha256).salt(&vec![1; 32]);
    /// let mechanism: Mechanism = (&derive).into();
    /// ```
    ///
    /// ```
    /// use pkcs11_safe::mechanism::{Hash, HkdfDerive, Mechanism};
    ///
    /// let salt = vec![1; 32];
    /// let derive = HkdfDerive::new(Hash::Sha256).salt(&salt);
    /// let mechanism: Mechanism = (&derive).into();
    /// ```
    #[doc(alias = "CKM_HKDF_DERIVE")]
    #[doc(alias = "CKM_HKDF_DATA")]
    #[doc(alias = "CK_HKDF_PARAMS")]
    HkdfDerive<'a>: CK_HKDF_PARAMS, shows bExtract bExpand prfHashMechanism ulSaltType ulSaltLen ulInfoLen
}

impl<'a> HkdfDerive<'a> {
    /// `CKM_HKDF_DERIVE`: the result is a key.
    pub fn new(hash: Hash) -> Self {
        Self::of(MechanismType::HKDF_DERIVE, hash)
    }

    /// `CKM_HKDF_DATA`: the result is a data object.
    pub fn data(hash: Hash) -> Self {
        Self::of(MechanismType::HKDF_DATA, hash)
    }

    fn of(mechanism: MechanismType, hash: Hash) -> Self {
        let mut raw = CK_HKDF_PARAMS { bExtract: CK_TRUE, bExpand: CK_TRUE, ..CK_HKDF_PARAMS::ZERO };
        (raw.prfHashMechanism, raw.ulSaltType) = (hash.mechanism().raw(), CKF_HKDF_SALT_NULL);
        Self::with(mechanism, raw)
    }

    /// Only the first step, from input to a pseudo-random key. It takes no info.
    #[doc(alias = "bExtract")]
    pub fn extract_only(mut self) -> Self {
        (self.raw.bExtract, self.raw.bExpand) = (CK_TRUE, CK_FALSE);
        self
    }

    /// Only the second step, from a pseudo-random key. It takes no salt.
    #[doc(alias = "bExpand")]
    pub fn expand_only(mut self) -> Self {
        (self.raw.bExtract, self.raw.bExpand) = (CK_FALSE, CK_TRUE);
        self
    }

    /// A salt; an empty one is none.
    #[doc(alias = "CKF_HKDF_SALT_DATA")]
    pub fn salt(mut self, salt: &'a [u8]) -> Self {
        self.raw.ulSaltType = if salt.is_empty() { CKF_HKDF_SALT_NULL } else { CKF_HKDF_SALT_DATA };
        (self.raw.pSalt, self.raw.ulSaltLen) = parts(salt);
        (self.raw.hSaltKey, self.keys) = (pkcs11_sys::CK_INVALID_HANDLE, Keys::None);
        self
    }

    /// A key of the token as the salt.
    #[doc(alias = "CKF_HKDF_SALT_KEY")]
    pub fn salt_key(mut self, key: impl Into<Object>) -> Self {
        self.keys = Keys::None;
        (self.raw.ulSaltType, self.raw.hSaltKey) = (CKF_HKDF_SALT_KEY, name_key!(self, key));
        (self.raw.pSalt, self.raw.ulSaltLen) = parts(&[]);
        self
    }

    /// What tells keys of different uses apart.
    pub fn info(mut self, info: &'a [u8]) -> Self {
        (self.raw.pInfo, self.raw.ulInfoLen) = parts(info);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;

    fn steps(params: &CK_HKDF_PARAMS) -> (u8, u8) {
        (params.bExtract, params.bExpand)
    }

    #[test]
    fn both_steps_without_a_salt() {
        let (mechanism, params) = seen::params::<CK_HKDF_PARAMS>(&HkdfDerive::new(Hash::Sha256));
        assert_eq!((mechanism, { params.prfHashMechanism }), (MechanismType::HKDF_DERIVE, 0x250));
        assert_eq!((steps(&params), { params.ulSaltType }, { params.hSaltKey }), ((1, 1), 1, 0));
        seen::assert_nothing((params.pSalt, params.ulSaltLen));
        seen::assert_nothing((params.pInfo, params.ulInfoLen));
        assert_eq!(seen::params::<CK_HKDF_PARAMS>(&HkdfDerive::data(Hash::Sha1)).0, MechanismType::HKDF_DATA);
    }

    #[test]
    fn a_salt_is_bytes_or_a_key_and_the_last_one_counts() {
        let (salt, info) = ([1; 8], [2; 4]);
        let bytes = HkdfDerive::new(Hash::Sha256).salt_key(Object::new(9, 0, 0)).salt(&salt).info(&info).extract_only();
        let (_, params) = seen::params::<CK_HKDF_PARAMS>(&bytes);
        assert_eq!((steps(&params), { params.ulSaltType }, { params.hSaltKey }), ((1, 0), 2, 0));
        seen::assert_parts((params.pSalt, params.ulSaltLen), &salt);
        seen::assert_parts((params.pInfo, params.ulInfoLen), &info);

        let (_, params) = seen::params::<CK_HKDF_PARAMS>(&bytes.salt_key(Object::new(9, 0, 0)).expand_only());
        assert_eq!((steps(&params), { params.ulSaltType }, { params.hSaltKey }), ((0, 1), 4, 9));
        seen::assert_nothing((params.pSalt, params.ulSaltLen));
        assert_eq!({ seen::params::<CK_HKDF_PARAMS>(&bytes.salt(&[])).1.ulSaltType }, 1);
    }
}
