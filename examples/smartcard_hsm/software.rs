//! The other side: what the computer does with the token's public keys, by the crates of RustCrypto.

use crate::report::Result;
use ecdsa::signature::hazmat::PrehashVerifier;
use elliptic_curve::{Generate, ecdh::EphemeralSecret, pkcs8::DecodePublicKey, pkcs8::EncodePublicKey};
use pkcs11_safe::SecretBytes;
use pkcs11_safe::encoding::ec::Curve;

/// The half of a key agreement that happens on the computer: a key made for the occasion.
pub(crate) struct Agreement {
    /// Our public key, for the other side: DER SubjectPublicKeyInfo.
    pub(crate) spki: Vec<u8>,
    /// What both sides get: the X coordinate of the agreed point.
    pub(crate) secret: SecretBytes,
}

/// One row for each curve that there is software for.
macro_rules! curves {
    ($($curve:ident => $software:ty;)+) => {
        /// Whether this computer has software for a curve.
        pub(crate) fn knows(curve: Curve) -> bool {
            matches!(curve, $(Curve::$curve)|+)
        }

        /// Verifies an ECDSA signature (DER) over a hash with a public key (DER SubjectPublicKeyInfo).
        pub(crate) fn verify(curve: Curve, spki: &[u8], hash: &[u8], signature: &[u8]) -> Result<()> {
            match curve {
                $(Curve::$curve => {
                    let key = ecdsa::VerifyingKey::<$software>::from_public_key_der(spki)?;
                    // k256 takes the smaller of s and -s alone, as Bitcoin does; tokens give either.
                    let signature = ecdsa::Signature::from_der(signature)?.normalize_s();
                    Ok(key.verify_prehash(hash, &signature)?)
                })+
                _ => Err(format!("no software for {curve}").into()),
            }
        }

        /// Makes a key and agrees with the owner of a public key (DER SubjectPublicKeyInfo).
        pub(crate) fn agree(curve: Curve, theirs: &[u8]) -> Result<Agreement> {
            match curve {
                $(Curve::$curve => {
                    let ours = EphemeralSecret::<$software>::generate();
                    let theirs = elliptic_curve::PublicKey::from_public_key_der(theirs)?;
                    let secret = ours.diffie_hellman(&theirs);
                    Ok(Agreement {
                        spki: ours.public_key().to_public_key_der()?.into_vec(),
                        secret: secret.raw_secret_bytes().as_slice().into(),
                    })
                })+
                _ => Err(format!("no software for {curve}").into()),
            }
        }
    };
}

curves! {
    P256 => p256::NistP256;
    P384 => p384::NistP384;
    P521 => p521::NistP521;
    SECP256K1 => k256::Secp256k1;
    BRAINPOOL_P256R1 => bp256::BrainpoolP256r1;
    BRAINPOOL_P384R1 => bp384::BrainpoolP384r1;
}
