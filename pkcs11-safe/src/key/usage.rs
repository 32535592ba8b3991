//! What a key may do: the CKA_ENCRYPT family of attributes as one set.

use crate::KeyType;
use crate::attribute as attr;
use crate::attribute::Key;

bitflags::bitflags! {
    /// What a key, or a key pair between its halves, may do.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct Usage: u32 {
        /// `CKA_ENCRYPT`
        const ENCRYPT = 1;
        /// `CKA_DECRYPT`
        const DECRYPT = 1 << 1;
        /// `CKA_SIGN`
        const SIGN = 1 << 2;
        /// `CKA_VERIFY`
        const VERIFY = 1 << 3;
        /// `CKA_SIGN_RECOVER`
        const SIGN_RECOVER = 1 << 4;
        /// `CKA_VERIFY_RECOVER`
        const VERIFY_RECOVER = 1 << 5;
        /// `CKA_WRAP`
        const WRAP = 1 << 6;
        /// `CKA_UNWRAP`
        const UNWRAP = 1 << 7;
        /// `CKA_DERIVE`
        const DERIVE = 1 << 8;
        /// `CKA_ENCAPSULATE`
        const ENCAPSULATE = 1 << 9;
        /// `CKA_DECAPSULATE`
        const DECAPSULATE = 1 << 10;
    }
}

impl Usage {
    /// Each use with its attribute.
    pub(super) const ATTRIBUTES: [(Self, Key<bool>); 11] = [
        (Self::ENCRYPT, attr::ENCRYPT),
        (Self::DECRYPT, attr::DECRYPT),
        (Self::SIGN, attr::SIGN),
        (Self::VERIFY, attr::VERIFY),
        (Self::SIGN_RECOVER, attr::SIGN_RECOVER),
        (Self::VERIFY_RECOVER, attr::VERIFY_RECOVER),
        (Self::WRAP, attr::WRAP),
        (Self::UNWRAP, attr::UNWRAP),
        (Self::DERIVE, attr::DERIVE),
        (Self::ENCAPSULATE, attr::ENCAPSULATE),
        (Self::DECAPSULATE, attr::DECAPSULATE),
    ];

    /// The uses that a public key has an attribute for.
    pub(super) const PUBLIC: Self =
        Self::ENCRYPT.union(Self::VERIFY).union(Self::VERIFY_RECOVER).union(Self::WRAP).union(Self::ENCAPSULATE);

    /// The uses that a private key has an attribute for.
    pub(super) const PRIVATE: Self = Self::DECRYPT
        .union(Self::SIGN)
        .union(Self::SIGN_RECOVER)
        .union(Self::UNWRAP)
        .union(Self::DERIVE)
        .union(Self::DECAPSULATE);

    /// What a key of a type may do unless something else is said.
    #[must_use]
    pub fn default_for(key_type: KeyType) -> Self {
        let sign = Self::SIGN | Self::VERIFY;
        match key_type {
            KeyType::RSA | KeyType::AES | KeyType::DES3 | KeyType::CAMELLIA | KeyType::ARIA | KeyType::SEED => {
                sign | Self::ENCRYPT | Self::DECRYPT | Self::WRAP | Self::UNWRAP
            }
            KeyType::EC => sign | Self::DERIVE,
            KeyType::EC_EDWARDS
            | KeyType::DSA
            | KeyType::ML_DSA
            | KeyType::SLH_DSA
            | KeyType::HSS
            | KeyType::XMSS
            | KeyType::XMSSMT => sign,
            KeyType::EC_MONTGOMERY | KeyType::DH | KeyType::X9_42_DH => Self::DERIVE,
            KeyType::ML_KEM => Self::ENCAPSULATE | Self::DECAPSULATE,
            KeyType::CHACHA20 | KeyType::SALSA20 => Self::ENCRYPT | Self::DECRYPT,
            _ => Self::empty(),
        }
    }
}
