//! Which mechanism does what for a key type, unless somebody says otherwise.

use crate::{KeyType, MechanismType};

/// What is to be done with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// Generate a secret key.
    GenerateKey,
    /// Generate a key pair.
    GenerateKeyPair,
    /// Sign, or compute a MAC.
    Sign,
    /// Verify what [`Sign`](Self::Sign) made.
    Verify,
    /// Encrypt.
    Encrypt,
    /// Decrypt.
    Decrypt,
    /// Wrap another key.
    Wrap,
    /// Unwrap what [`Wrap`](Self::Wrap) made.
    Unwrap,
    /// Derive another key.
    Derive,
    /// Make a secret and its encapsulation.
    Encapsulate,
    /// Recover what [`Encapsulate`](Self::Encapsulate) made.
    Decapsulate,
}

/// A row: key type, operations, mechanism.
macro_rules! defaults {
    ($($key_type:ident: $($($operation:ident)|+ = $mechanism:ident),*;)*) => {
        const DEFAULTS: &[(KeyType, Operation, MechanismType)] = &[
            $($($((KeyType::$key_type, Operation::$operation, MechanismType::$mechanism),)+)*)*
        ];
    };
}

defaults! {
    RSA: GenerateKeyPair = RSA_PKCS_KEY_PAIR_GEN, Sign | Verify = SHA512_RSA_PKCS, Encrypt | Decrypt = RSA_PKCS_OAEP,
        Wrap | Unwrap = RSA_PKCS_OAEP;
    EC: GenerateKeyPair = EC_KEY_PAIR_GEN, Sign | Verify = ECDSA_SHA512, Derive = ECDH1_DERIVE;
    EC_EDWARDS: GenerateKeyPair = EC_EDWARDS_KEY_PAIR_GEN, Sign | Verify = EDDSA;
    EC_MONTGOMERY: GenerateKeyPair = EC_MONTGOMERY_KEY_PAIR_GEN, Derive = ECDH1_DERIVE;
    DSA: GenerateKeyPair = DSA_KEY_PAIR_GEN, Sign | Verify = DSA_SHA512;
    DH: GenerateKeyPair = DH_PKCS_KEY_PAIR_GEN, Derive = DH_PKCS_DERIVE;
    X9_42_DH: GenerateKeyPair = X9_42_DH_KEY_PAIR_GEN, Derive = X9_42_DH_DERIVE;
    ML_DSA: GenerateKeyPair = ML_DSA_KEY_PAIR_GEN, Sign | Verify = ML_DSA;
    SLH_DSA: GenerateKeyPair = SLH_DSA_KEY_PAIR_GEN, Sign | Verify = SLH_DSA;
    ML_KEM: GenerateKeyPair = ML_KEM_KEY_PAIR_GEN, Encapsulate | Decapsulate = ML_KEM;
    HSS: GenerateKeyPair = HSS_KEY_PAIR_GEN, Sign | Verify = HSS;
    XMSS: GenerateKeyPair = XMSS_KEY_PAIR_GEN, Sign | Verify = XMSS;
    XMSSMT: GenerateKeyPair = XMSSMT_KEY_PAIR_GEN, Sign | Verify = XMSSMT;
    AES: GenerateKey = AES_KEY_GEN, Encrypt | Decrypt = AES_CBC_PAD, Sign | Verify = AES_CMAC,
        Wrap | Unwrap = AES_KEY_WRAP;
    DES3: GenerateKey = DES3_KEY_GEN, Encrypt | Decrypt = DES3_CBC_PAD, Sign | Verify = DES3_CMAC;
    DES2: GenerateKey = DES2_KEY_GEN;
    CAMELLIA: GenerateKey = CAMELLIA_KEY_GEN, Encrypt | Decrypt = CAMELLIA_CBC_PAD;
    ARIA: GenerateKey = ARIA_KEY_GEN, Encrypt | Decrypt = ARIA_CBC_PAD;
    SEED: GenerateKey = SEED_KEY_GEN, Encrypt | Decrypt = SEED_CBC_PAD;
    CHACHA20: GenerateKey = CHACHA20_KEY_GEN, Encrypt | Decrypt = CHACHA20_POLY1305;
    SALSA20: GenerateKey = SALSA20_KEY_GEN, Encrypt | Decrypt = SALSA20_POLY1305;
    POLY1305: GenerateKey = POLY1305_KEY_GEN, Sign | Verify = POLY1305;
    GENERIC_SECRET: GenerateKey = GENERIC_SECRET_KEY_GEN, Sign | Verify = SHA512_HMAC;
}

impl MechanismType {
    /// The mechanism that does something for a key type where nothing else is said; `None` where there is none. Whether a
    /// token has it, [`Slot::mechanisms`](crate::Slot::mechanisms) tells. Its parameter, if it takes one, is the caller's.
    ///
    /// ```
    /// use pkcs11_safe::{mechanism::Operation, KeyType, MechanismType};
    ///
    /// assert_eq!(MechanismType::default_for(KeyType::EC, Operation::Sign), Some(MechanismType::ECDSA_SHA512));
    /// assert_eq!(MechanismType::default_for(KeyType::EC, Operation::Encrypt), None);
    /// ```
    #[must_use]
    pub fn default_for(key_type: KeyType, operation: Operation) -> Option<Self> {
        let row = DEFAULTS.iter().find(|(of, does, _)| *of == key_type && *does == operation);
        row.map(|(_, _, mechanism)| *mechanism)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_row_is_hidden_by_another() {
        for (key_type, operation, mechanism) in DEFAULTS {
            assert_eq!(MechanismType::default_for(*key_type, *operation), Some(*mechanism));
        }
    }
}
