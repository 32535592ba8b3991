//! Diffie-Hellman: `CKM_DH_PKCS_DERIVE`, `CKM_X9_42_DH_DERIVE` (section 6.4).
#![allow(unsafe_code)]

use super::Kdf;
use super::builder::parts;
use super::param::Parameter;
use crate::MechanismType;
use pkcs11_sys::CK_X9_42_DH1_DERIVE_PARAMS;

byte_builders! {
    /// Diffie-Hellman of PKCS #3 with the other side's public value, big-endian: `CKM_DH_PKCS_DERIVE` (6.4.10).
    ///
    /// ```
    /// use pkcs11_safe::mechanism::DhPkcsDerive;
    ///
    /// let peer = [2; 256];
    /// let agree = DhPkcsDerive::new(&peer);
    /// ```
    DhPkcsDerive(peer: [u8]) = DH_PKCS_DERIVE "CKM_DH_PKCS_DERIVE";
}

// SAFETY: a C struct of pkcs11-sys. Its pointers are set by `X9_42DhDerive::new` and `::kdf` alone, to bytes that stay
// borrowed for the lifetime of the builder; the module reads them (A5).
unsafe impl Parameter for CK_X9_42_DH1_DERIVE_PARAMS {
    pointers! { reads pOtherInfo[ulOtherInfoLen], reads pPublicData[ulPublicDataLen] }
}

struct_builder! {
    /// Diffie-Hellman of X9.42 with the other side's public value, big-endian: `CKM_X9_42_DH_DERIVE` (6.4.14).
    ///
    /// ```
    /// use pkcs11_safe::mechanism::{Kdf, X9_42DhDerive};
    ///
    /// let peer = [2; 256];
    /// let agree = X9_42DhDerive::new(&peer).kdf(Kdf::Sha1Asn1, b"other info");
    /// ```
    #[doc(alias = "CKM_X9_42_DH_DERIVE")]
    #[doc(alias = "CK_X9_42_DH1_DERIVE_PARAMS")]
    X9_42DhDerive<'a>: CK_X9_42_DH1_DERIVE_PARAMS, shows kdf ulOtherInfoLen ulPublicDataLen
}

impl<'a> X9_42DhDerive<'a> {
    /// The other side's public value.
    pub fn new(peer: &'a [u8]) -> Self {
        let mut raw = CK_X9_42_DH1_DERIVE_PARAMS { kdf: Kdf::Null.into(), ..CK_X9_42_DH1_DERIVE_PARAMS::ZERO };
        (raw.pPublicData, raw.ulPublicDataLen) = parts(peer);
        Self::with(MechanismType::X9_42_DH_DERIVE, raw)
    }

    /// What is made of the agreed value, and the OtherInfo that goes into it.
    pub fn kdf(mut self, kdf: Kdf, other_info: &'a [u8]) -> Self {
        self.raw.kdf = kdf.into();
        (self.raw.pOtherInfo, self.raw.ulOtherInfoLen) = parts(other_info);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;

    #[test]
    fn pkcs3_is_the_public_value_alone() {
        let peer = [2; 300];
        assert_eq!(seen::bytes(DhPkcsDerive::new(&peer)), (MechanismType::DH_PKCS_DERIVE, Some(peer.to_vec())));
    }

    #[test]
    fn x9_42_holds_value_kdf_and_other_info() {
        let (peer, info) = ([2; 128], [3; 9]);
        let (mechanism, params) = seen::params::<CK_X9_42_DH1_DERIVE_PARAMS>(&X9_42DhDerive::new(&peer));
        assert_eq!((mechanism, { params.kdf }), (MechanismType::X9_42_DH_DERIVE, 1));
        seen::assert_parts((params.pPublicData, params.ulPublicDataLen), &peer);
        seen::assert_nothing((params.pOtherInfo, params.ulOtherInfoLen));
        let builder = X9_42DhDerive::new(&peer).kdf(Kdf::Sha1Asn1, &info);
        let (_, params) = seen::params::<CK_X9_42_DH1_DERIVE_PARAMS>(&builder);
        assert_eq!({ params.kdf }, 3);
        seen::assert_parts((params.pPublicData, params.ulPublicDataLen), &peer);
        seen::assert_parts((params.pOtherInfo, params.ulOtherInfoLen), &info);
    }
}
