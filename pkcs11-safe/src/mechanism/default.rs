//! Which mechanism a key of some type mostly wants: a table, and an offer.

use crate::{KeyType, MechanismType};

/// What a mechanism is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// To sign, or make a MAC.
    Sign,
    /// To verify a signature or a MAC.
    Verify,
    /// To encrypt.
    Encrypt,
    /// To decrypt.
    Decrypt,
    /// To wrap a key by this one.
    Wrap,
    /// To unwrap a key by this one.
    Unwrap,
    /// To derive a key from this one.
    Derive,
    /// To encapsulate a key to this one.
    Encapsulate,
    /// To decapsulate a key by this one.
    Decapsulate,
    /// To generate a secret key.
    GenerateKey,
    /// To generate a key pair.
    GenerateKeyPair,
    /// To generate domain parameters.
    GenerateParameters,
}

/// Declares the table: for a key type, operations and their mechanism.
macro_rules! defaults {
    ($($key_type:ident: $($($operation:ident)+ = $mechanism:ident),+;)+) => {
        impl MechanismType {
            /// The mechanism that keys of a type mostly want for an operation, or None: what to offer somebody who named
            /// none. A token need not have it.
            ///
            /// Signatures are over a message that the token hashes, with SHA-512. Where the mechanism takes a parameter,
            /// its builder's default goes with it ([`RsaPkcsOaep::default`](super::RsaPkcsOaep)), or the caller has to
            /// say something first: the IV of `CKM_AES_CBC_PAD`, the other side's point of `CKM_ECDH1_DERIVE`.
            ///
            /// ```
            /// use pkcs11_safe::{KeyType, MechanismType, mechanism::Operation};
            ///
            /// let sign = MechanismType::default_for(KeyType::EC, Operation::Sign);
            /// assert_eq!(sign, Some(MechanismType::ECDSA_SHA512));
            /// assert_eq!(MechanismType::default_for(KeyType::EC, Operation::Encrypt), None);
            /// ```
            #[must_use]
            pub const fn default_for(key_type: KeyType, operation: Operation) -> Option<Self> {
                Some(match key_type {
                    $(KeyType::$key_type => match operation {
                        $($(Operation::$operation)|+ => Self::$mechanism,)+
                        _ => return None,
                    },)+
                    _ => return None,
                })
            }
        }
    };
}

defaults! {
    RSA: Sign Verify = SHA512_RSA_PKCS, Encrypt Decrypt Wrap Unwrap = RSA_PKCS_OAEP,
        GenerateKeyPair = RSA_PKCS_KEY_PAIR_GEN;
    EC: Sign Verify = ECDSA_SHA512, Derive = ECDH1_DERIVE, GenerateKeyPair = EC_KEY_PAIR_GEN;
    EC_EDWARDS: Sign Verify = EDDSA, GenerateKeyPair = EC_EDWARDS_KEY_PAIR_GEN;
    EC_MONTGOMERY: Derive = ECDH1_DERIVE, GenerateKeyPair = EC_MONTGOMERY_KEY_PAIR_GEN;
    DSA: Sign Verify = DSA_SHA512, GenerateKeyPair = DSA_KEY_PAIR_GEN, GenerateParameters = DSA_PARAMETER_GEN;
    DH: Derive = DH_PKCS_DERIVE, GenerateKeyPair = DH_PKCS_KEY_PAIR_GEN, GenerateParameters = DH_PKCS_PARAMETER_GEN;
    X9_42_DH: Derive = X9_42_DH_DERIVE, GenerateKeyPair = X9_42_DH_KEY_PAIR_GEN,
        GenerateParameters = X9_42_DH_PARAMETER_GEN;
    ML_DSA: Sign Verify = ML_DSA, GenerateKeyPair = ML_DSA_KEY_PAIR_GEN;
    SLH_DSA: Sign Verify = SLH_DSA, GenerateKeyPair = SLH_DSA_KEY_PAIR_GEN;
    ML_KEM: Encapsulate Decapsulate = ML_KEM, GenerateKeyPair = ML_KEM_KEY_PAIR_GEN;
    HSS: Sign Verify = HSS, GenerateKeyPair = HSS_KEY_PAIR_GEN;
    XMSS: Sign Verify = XMSS, GenerateKeyPair = XMSS_KEY_PAIR_GEN;
    XMSSMT: Sign Verify = XMSSMT, GenerateKeyPair = XMSSMT_KEY_PAIR_GEN;
    GOSTR3410: Sign Verify = GOSTR3410_WITH_GOSTR3411, Derive = GOSTR3410_DERIVE,
        GenerateKeyPair = GOSTR3410_KEY_PAIR_GEN;
    KEA: Derive = KEA_DERIVE, GenerateKeyPair = KEA_KEY_PAIR_GEN;

    AES: Encrypt Decrypt = AES_CBC_PAD, Sign Verify = AES_CMAC, Wrap Unwrap = AES_KEY_WRAP, GenerateKey = AES_KEY_GEN;
    AES_XTS: Encrypt Decrypt = AES_XTS, GenerateKey = AES_XTS_KEY_GEN;
    DES: Encrypt Decrypt = DES_CBC_PAD, Sign Verify = DES_MAC, GenerateKey = DES_KEY_GEN;
    DES2: Encrypt Decrypt = DES3_CBC_PAD, Sign Verify = DES3_CMAC, GenerateKey = DES2_KEY_GEN;
    DES3: Encrypt Decrypt = DES3_CBC_PAD, Sign Verify = DES3_CMAC, GenerateKey = DES3_KEY_GEN;
    CAMELLIA: Encrypt Decrypt = CAMELLIA_CBC_PAD, Sign Verify = CAMELLIA_MAC, GenerateKey = CAMELLIA_KEY_GEN;
    ARIA: Encrypt Decrypt = ARIA_CBC_PAD, Sign Verify = ARIA_MAC, GenerateKey = ARIA_KEY_GEN;
    SEED: Encrypt Decrypt = SEED_CBC_PAD, Sign Verify = SEED_MAC, GenerateKey = SEED_KEY_GEN;
    BLOWFISH: Encrypt Decrypt = BLOWFISH_CBC_PAD, GenerateKey = BLOWFISH_KEY_GEN;
    TWOFISH: Encrypt Decrypt = TWOFISH_CBC_PAD, GenerateKey = TWOFISH_KEY_GEN;
    GOST28147: Encrypt Decrypt = GOST28147, Sign Verify = GOST28147_MAC, Wrap Unwrap = GOST28147_KEY_WRAP,
        GenerateKey = GOST28147_KEY_GEN;
    CHACHA20: Encrypt Decrypt = CHACHA20_POLY1305, GenerateKey = CHACHA20_KEY_GEN;
    SALSA20: Encrypt Decrypt = SALSA20_POLY1305, GenerateKey = SALSA20_KEY_GEN;
    POLY1305: Sign Verify = POLY1305, GenerateKey = POLY1305_KEY_GEN;
    RC2: GenerateKey = RC2_KEY_GEN;
    RC4: Encrypt Decrypt = RC4, GenerateKey = RC4_KEY_GEN;
    RC5: GenerateKey = RC5_KEY_GEN;

    GENERIC_SECRET: Sign Verify = SHA512_HMAC, GenerateKey = GENERIC_SECRET_KEY_GEN;
    HKDF: Derive = HKDF_DERIVE, GenerateKey = HKDF_KEY_GEN;
    SHA_1_HMAC: Sign Verify = SHA_1_HMAC, GenerateKey = SHA_1_KEY_GEN;
    SHA224_HMAC: Sign Verify = SHA224_HMAC, GenerateKey = SHA224_KEY_GEN;
    SHA256_HMAC: Sign Verify = SHA256_HMAC, GenerateKey = SHA256_KEY_GEN;
    SHA384_HMAC: Sign Verify = SHA384_HMAC, GenerateKey = SHA384_KEY_GEN;
    SHA512_HMAC: Sign Verify = SHA512_HMAC, GenerateKey = SHA512_KEY_GEN;
    SHA512_224_HMAC: Sign Verify = SHA512_224_HMAC, GenerateKey = SHA512_224_KEY_GEN;
    SHA512_256_HMAC: Sign Verify = SHA512_256_HMAC, GenerateKey = SHA512_256_KEY_GEN;
    SHA3_224_HMAC: Sign Verify = SHA3_224_HMAC, GenerateKey = SHA3_224_KEY_GEN;
    SHA3_256_HMAC: Sign Verify = SHA3_256_HMAC, GenerateKey = SHA3_256_KEY_GEN;
    SHA3_384_HMAC: Sign Verify = SHA3_384_HMAC, GenerateKey = SHA3_384_KEY_GEN;
    SHA3_512_HMAC: Sign Verify = SHA3_512_HMAC, GenerateKey = SHA3_512_KEY_GEN;
    BLAKE2B_160_HMAC: Sign Verify = BLAKE2B_160_HMAC, GenerateKey = BLAKE2B_160_KEY_GEN;
    BLAKE2B_256_HMAC: Sign Verify = BLAKE2B_256_HMAC, GenerateKey = BLAKE2B_256_KEY_GEN;
    BLAKE2B_384_HMAC: Sign Verify = BLAKE2B_384_HMAC, GenerateKey = BLAKE2B_384_KEY_GEN;
    BLAKE2B_512_HMAC: Sign Verify = BLAKE2B_512_HMAC, GenerateKey = BLAKE2B_512_KEY_GEN;
    SECURID: GenerateKey = SECURID_KEY_GEN;
    HOTP: GenerateKey = HOTP_KEY_GEN;
    ACTI: GenerateKey = ACTI_KEY_GEN;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_convenience_layer_promises() {
        use Operation::*;
        for (key_type, operation, expected) in [
            (KeyType::RSA, Sign, MechanismType::SHA512_RSA_PKCS),
            (KeyType::RSA, Decrypt, MechanismType::RSA_PKCS_OAEP),
            (KeyType::EC, Verify, MechanismType::ECDSA_SHA512),
            (KeyType::EC, Derive, MechanismType::ECDH1_DERIVE),
            (KeyType::AES, Encrypt, MechanismType::AES_CBC_PAD),
            (KeyType::AES, Unwrap, MechanismType::AES_KEY_WRAP),
            (KeyType::EC_EDWARDS, GenerateKeyPair, MechanismType::EC_EDWARDS_KEY_PAIR_GEN),
            (KeyType::ML_KEM, Decapsulate, MechanismType::ML_KEM),
        ] {
            assert_eq!(MechanismType::default_for(key_type, operation), Some(expected));
        }
        assert_eq!(MechanismType::default_for(KeyType::AES, GenerateKeyPair), None);
        assert_eq!(MechanismType::default_for(KeyType::new(0x8000_0001), Sign), None);
    }
}
