//! The hashes that mechanisms are built from: `CKM_SHA_1`, `CKM_SHA256`, `CKM_SHA3_256` ... (sections 6.20 to 6.31).

use super::Kdf;
use crate::{Mechanism, MechanismType, Mgf};

/// Declares the hashes: a row has the length in bytes and everything that the standard makes of the hash.
macro_rules! hashes {
    ($($(#[$meta:meta])* $name:ident $len:literal $c_name:literal {
        $digest:ident $hmac:ident $hmac_general:ident $mgf:ident
        $rsa_pkcs:ident $rsa_pkcs_pss:ident $ecdsa:ident $dsa:ident
    })+) => {
        /// A hash: as a mechanism of its own, and as a part of others.
        ///
        /// These are the hashes for which the standard has everything, so that nothing that is made of one can be
        /// missing. The others, which it knows as digests and in HMAC alone, have their names: [`Mechanism::MD5`],
        /// [`Mechanism::SHA512_256`], [`Mechanism::BLAKE2B_256`] and the rest.
        ///
        /// ```
        /// use pkcs11_safe::{MechanismType, mechanism::{Hash, Mechanism}};
        ///
        /// let digest: Mechanism = Hash::Sha256.into();        // session.digest(Hash::Sha256, data)
        /// assert_eq!(digest.mechanism_type(), MechanismType::SHA256);
        /// assert_eq!(Hash::Sha384.ecdsa(), MechanismType::ECDSA_SHA384);
        /// assert_eq!(Hash::Sha512.len(), 64);
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Hash {
            $(
                $(#[$meta])*
                #[doc(alias = $c_name)]
                $name,
            )+
        }

        impl Hash {
            /// Every one of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Length of the hash in bytes.
            #[must_use]
            #[allow(clippy::len_without_is_empty, reason = "a hash is never empty")]
            pub const fn len(self) -> usize {
                match self { $(Self::$name => $len),+ }
            }

            hashes! { self
                /// The hash itself, such as `CKM_SHA256`.
                mechanism -> MechanismType { $($name = $digest)+ }
                /// The HMAC as long as the hash, such as `CKM_SHA256_HMAC`.
                hmac -> MechanismType { $($name = $hmac)+ }
                /// The HMAC cut to a length, such as `CKM_SHA256_HMAC_GENERAL`: [`HmacGeneral`](super::HmacGeneral).
                hmac_general -> MechanismType { $($name = $hmac_general)+ }
                /// MGF1 with this hash, such as `CKG_MGF1_SHA256`.
                mgf -> Mgf { $($name = $mgf)+ }
                /// RSA signatures of PKCS #1 v1.5 over this hash, such as `CKM_SHA256_RSA_PKCS`.
                rsa_pkcs -> MechanismType { $($name = $rsa_pkcs)+ }
                /// RSA-PSS signatures over this hash, such as `CKM_SHA256_RSA_PKCS_PSS`: [`RsaPkcsPss`](super::RsaPkcsPss).
                rsa_pkcs_pss -> MechanismType { $($name = $rsa_pkcs_pss)+ }
                /// ECDSA over this hash, such as `CKM_ECDSA_SHA256`.
                ecdsa -> MechanismType { $($name = $ecdsa)+ }
                /// DSA over this hash, such as `CKM_DSA_SHA256`.
                dsa -> MechanismType { $($name = $dsa)+ }
                /// The KDF of X9.63 with this hash, such as `CKD_SHA256_KDF`.
                kdf -> Kdf { $($name = $name)+ }
            }
        }
    };
    ($self:ident $($(#[$meta:meta])* $method:ident -> $type:ident { $($name:ident = $value:ident)+ })+) => {
        $(
            $(#[$meta])*
            #[must_use]
            pub const fn $method($self) -> $type {
                match $self { $(Self::$name => $type::$value),+ }
            }
        )+
    };
}

hashes! {
    /// SHA-1.
    Sha1 20 "CKM_SHA_1" {
        SHA_1 SHA_1_HMAC SHA_1_HMAC_GENERAL MGF1_SHA1
        SHA1_RSA_PKCS SHA1_RSA_PKCS_PSS ECDSA_SHA1 DSA_SHA1
    }
    /// SHA-224.
    Sha224 28 "CKM_SHA224" {
        SHA224 SHA224_HMAC SHA224_HMAC_GENERAL MGF1_SHA224
        SHA224_RSA_PKCS SHA224_RSA_PKCS_PSS ECDSA_SHA224 DSA_SHA224
    }
    /// SHA-256.
    Sha256 32 "CKM_SHA256" {
        SHA256 SHA256_HMAC SHA256_HMAC_GENERAL MGF1_SHA256
        SHA256_RSA_PKCS SHA256_RSA_PKCS_PSS ECDSA_SHA256 DSA_SHA256
    }
    /// SHA-384.
    Sha384 48 "CKM_SHA384" {
        SHA384 SHA384_HMAC SHA384_HMAC_GENERAL MGF1_SHA384
        SHA384_RSA_PKCS SHA384_RSA_PKCS_PSS ECDSA_SHA384 DSA_SHA384
    }
    /// SHA-512.
    Sha512 64 "CKM_SHA512" {
        SHA512 SHA512_HMAC SHA512_HMAC_GENERAL MGF1_SHA512
        SHA512_RSA_PKCS SHA512_RSA_PKCS_PSS ECDSA_SHA512 DSA_SHA512
    }
    /// SHA3-224.
    Sha3_224 28 "CKM_SHA3_224" {
        SHA3_224 SHA3_224_HMAC SHA3_224_HMAC_GENERAL MGF1_SHA3_224
        SHA3_224_RSA_PKCS SHA3_224_RSA_PKCS_PSS ECDSA_SHA3_224 DSA_SHA3_224
    }
    /// SHA3-256.
    Sha3_256 32 "CKM_SHA3_256" {
        SHA3_256 SHA3_256_HMAC SHA3_256_HMAC_GENERAL MGF1_SHA3_256
        SHA3_256_RSA_PKCS SHA3_256_RSA_PKCS_PSS ECDSA_SHA3_256 DSA_SHA3_256
    }
    /// SHA3-384.
    Sha3_384 48 "CKM_SHA3_384" {
        SHA3_384 SHA3_384_HMAC SHA3_384_HMAC_GENERAL MGF1_SHA3_384
        SHA3_384_RSA_PKCS SHA3_384_RSA_PKCS_PSS ECDSA_SHA3_384 DSA_SHA3_384
    }
    /// SHA3-512.
    Sha3_512 64 "CKM_SHA3_512" {
        SHA3_512 SHA3_512_HMAC SHA3_512_HMAC_GENERAL MGF1_SHA3_512
        SHA3_512_RSA_PKCS SHA3_512_RSA_PKCS_PSS ECDSA_SHA3_512 DSA_SHA3_512
    }
}

impl From<Hash> for Mechanism<'_> {
    fn from(hash: Hash) -> Self {
        Self::bare(hash.mechanism())
    }
}

impl From<Hash> for MechanismType {
    fn from(hash: Hash) -> Self {
        hash.mechanism()
    }
}

#[cfg(test)]
mod tests {
    use super::Hash;

    /// A row that took a value from its neighbour would name two hashes.
    #[test]
    fn each_row_names_its_own_hash_throughout() {
        for hash in Hash::ALL.iter().copied() {
            let own = format!("{hash:?}").to_uppercase();
            let digest = hash.mechanism().name().expect("named").replace("SHA_1", "SHA1");
            assert_eq!(digest, format!("CKM_{own}"));
            assert_eq!(hash.hmac().name().expect("named").replace("SHA_1", "SHA1"), format!("CKM_{own}_HMAC"));
            let general = hash.hmac_general().name().expect("named").replace("SHA_1", "SHA1");
            assert_eq!(general, format!("CKM_{own}_HMAC_GENERAL"));
            assert_eq!(hash.mgf().name(), Some(format!("CKG_MGF1_{own}").as_str()));
            assert_eq!(hash.rsa_pkcs().name(), Some(format!("CKM_{own}_RSA_PKCS").as_str()));
            assert_eq!(hash.rsa_pkcs_pss().name(), Some(format!("CKM_{own}_RSA_PKCS_PSS").as_str()));
            assert_eq!(hash.ecdsa().name(), Some(format!("CKM_ECDSA_{own}").as_str()));
            assert_eq!(hash.dsa().name(), Some(format!("CKM_DSA_{own}").as_str()));
            let bits = own.rsplit(['A', '_']).next().and_then(|digits| digits.parse().ok());
            assert_eq!(bits, Some(if hash == Hash::Sha1 { 1 } else { hash.len() * 8 }), "{own}");
        }
        assert_eq!(Hash::Sha1.len(), 20);
    }
}
