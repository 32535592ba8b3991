//! Key derivation functions of key agreement: `CKD_*` (sections 6.3.16 and 6.4.11).

use crate::Ulong;

/// Declares the functions: a row is the name, and that in C.
macro_rules! kdfs {
    ($($(#[$meta:meta])* $name:ident = $raw:ident $c_name:literal;)+) => {
        /// What key agreement makes of the agreed value: `CKD_*`.
        ///
        /// ```
        /// use pkcs11_safe::mechanism::Kdf;
        ///
        /// let vendor = Kdf::from(0x8000_0001);
        /// assert_eq!(vendor, Kdf::Other(0x8000_0001));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #[doc(alias = "CK_EC_KDF_TYPE")]
        #[doc(alias = "CK_X9_42_DH_KDF_TYPE")]
        pub enum Kdf {
            $(
                $(#[$meta])*
                #[doc(alias = $c_name)]
                $name,
            )+
            /// Another one, by number: a vendor's. [`Kdf::from`] gives a number its name where it has one.
            Other(Ulong),
        }

        impl From<Kdf> for Ulong {
            fn from(kdf: Kdf) -> Self {
                match kdf {
                    $(Kdf::$name => pkcs11_sys::$raw,)+
                    Kdf::Other(number) => number,
                }
            }
        }

        impl From<Ulong> for Kdf {
            fn from(number: Ulong) -> Self {
                match number {
                    $(pkcs11_sys::$raw => Self::$name,)+
                    number => Self::Other(number),
                }
            }
        }
    };
}

kdfs! {
    /// None: the agreed value as it is, cut to the length that the key wants.
    Null = CKD_NULL "CKD_NULL";
    /// The KDF of X9.63 with SHA-1.
    Sha1 = CKD_SHA1_KDF "CKD_SHA1_KDF";
    /// The ASN.1 KDF of X9.42 with SHA-1.
    Sha1Asn1 = CKD_SHA1_KDF_ASN1 "CKD_SHA1_KDF_ASN1";
    /// The concatenation KDF of X9.42 with SHA-1.
    Sha1Concatenate = CKD_SHA1_KDF_CONCATENATE "CKD_SHA1_KDF_CONCATENATE";
    /// The KDF of X9.63 with SHA-224.
    Sha224 = CKD_SHA224_KDF "CKD_SHA224_KDF";
    /// The KDF of X9.63 with SHA-256.
    Sha256 = CKD_SHA256_KDF "CKD_SHA256_KDF";
    /// The KDF of X9.63 with SHA-384.
    Sha384 = CKD_SHA384_KDF "CKD_SHA384_KDF";
    /// The KDF of X9.63 with SHA-512.
    Sha512 = CKD_SHA512_KDF "CKD_SHA512_KDF";
    /// The diversification of CryptoPro, for GOST.
    CpDiversify = CKD_CPDIVERSIFY_KDF "CKD_CPDIVERSIFY_KDF";
    /// The KDF of X9.63 with SHA3-224.
    Sha3_224 = CKD_SHA3_224_KDF "CKD_SHA3_224_KDF";
    /// The KDF of X9.63 with SHA3-256.
    Sha3_256 = CKD_SHA3_256_KDF "CKD_SHA3_256_KDF";
    /// The KDF of X9.63 with SHA3-384.
    Sha3_384 = CKD_SHA3_384_KDF "CKD_SHA3_384_KDF";
    /// The KDF of X9.63 with SHA3-512.
    Sha3_512 = CKD_SHA3_512_KDF "CKD_SHA3_512_KDF";
    /// The single-step KDF of SP 800-56A with SHA-1.
    Sha1Sp800 = CKD_SHA1_KDF_SP800 "CKD_SHA1_KDF_SP800";
    /// The single-step KDF of SP 800-56A with SHA-224.
    Sha224Sp800 = CKD_SHA224_KDF_SP800 "CKD_SHA224_KDF_SP800";
    /// The single-step KDF of SP 800-56A with SHA-256.
    Sha256Sp800 = CKD_SHA256_KDF_SP800 "CKD_SHA256_KDF_SP800";
    /// The single-step KDF of SP 800-56A with SHA-384.
    Sha384Sp800 = CKD_SHA384_KDF_SP800 "CKD_SHA384_KDF_SP800";
    /// The single-step KDF of SP 800-56A with SHA-512.
    Sha512Sp800 = CKD_SHA512_KDF_SP800 "CKD_SHA512_KDF_SP800";
    /// The single-step KDF of SP 800-56A with SHA3-224.
    Sha3_224Sp800 = CKD_SHA3_224_KDF_SP800 "CKD_SHA3_224_KDF_SP800";
    /// The single-step KDF of SP 800-56A with SHA3-256.
    Sha3_256Sp800 = CKD_SHA3_256_KDF_SP800 "CKD_SHA3_256_KDF_SP800";
    /// The single-step KDF of SP 800-56A with SHA3-384.
    Sha3_384Sp800 = CKD_SHA3_384_KDF_SP800 "CKD_SHA3_384_KDF_SP800";
    /// The single-step KDF of SP 800-56A with SHA3-512.
    Sha3_512Sp800 = CKD_SHA3_512_KDF_SP800 "CKD_SHA3_512_KDF_SP800";
    /// The KDF of X9.63 with BLAKE2b-160.
    Blake2b160 = CKD_BLAKE2B_160_KDF "CKD_BLAKE2B_160_KDF";
    /// The KDF of X9.63 with BLAKE2b-256.
    Blake2b256 = CKD_BLAKE2B_256_KDF "CKD_BLAKE2B_256_KDF";
    /// The KDF of X9.63 with BLAKE2b-384.
    Blake2b384 = CKD_BLAKE2B_384_KDF "CKD_BLAKE2B_384_KDF";
    /// The KDF of X9.63 with BLAKE2b-512.
    Blake2b512 = CKD_BLAKE2B_512_KDF "CKD_BLAKE2B_512_KDF";
}

#[cfg(test)]
mod tests {
    use super::{super::Hash, Kdf};
    use crate::Ulong;

    #[test]
    fn numbers_and_names_go_both_ways() {
        assert_eq!(Ulong::from(Kdf::Null), 1);
        assert_eq!(Ulong::from(Kdf::Sha3_512Sp800), 0x16);
        for number in 0..0x20 {
            let kdf = Kdf::from(number);
            assert_eq!(Ulong::from(kdf), number);
            assert_eq!(matches!(kdf, Kdf::Other(_)), !(1..=0x1a).contains(&number), "{kdf:?}");
        }
    }

    #[test]
    fn each_hash_has_its_own() {
        for hash in Hash::ALL {
            assert_eq!(format!("{:?}", hash.kdf()), format!("{hash:?}"));
        }
    }
}
