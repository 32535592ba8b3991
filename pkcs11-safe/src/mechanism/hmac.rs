//! HMAC cut to a length: `CKM_SHA256_HMAC_GENERAL` and its siblings (sections 6.20 to 6.31).

use super::Hash;
use super::builder::number;
use crate::{Mechanism, MechanismType, Ulong};

/// An HMAC cut to a length: `CKM_SHA256_HMAC_GENERAL` and its siblings.
///
/// The HMAC as long as its hash has no parameter: [`Mechanism::SHA256_HMAC`].
///
/// ```
/// use pkcs11_safe::mechanism::{Hash, HmacGeneral};
///
/// let mac = HmacGeneral::new(Hash::Sha256, 16);
/// ```
#[derive(Clone, Copy, Debug)]
#[doc(alias = "CK_MAC_GENERAL_PARAMS")]
#[must_use]
pub struct HmacGeneral {
    mechanism: MechanismType,
    len: Ulong,
}

impl HmacGeneral {
    /// With a hash, and the length of the MAC in bytes.
    pub fn new(hash: Hash, len: usize) -> Self {
        Self { mechanism: hash.hmac_general(), len: number(len) }
    }
}

into_owned! { HmacGeneral }

impl From<HmacGeneral> for Mechanism<'_> {
    fn from(builder: HmacGeneral) -> Self {
        Self::with_ulong(builder.mechanism, builder.len)
    }
}

impl From<&HmacGeneral> for Mechanism<'_> {
    fn from(builder: &HmacGeneral) -> Self {
        (*builder).into()
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen;
    use super::*;

    #[test]
    fn holds_hash_and_length() {
        assert_eq!(seen::number(HmacGeneral::new(Hash::Sha384, 24)), (MechanismType::SHA384_HMAC_GENERAL, 24));
    }
}
