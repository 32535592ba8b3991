//! Keys to test with, and the proof that a session is of use.

use pkcs11_safe::encoding::ec::Curve;
use pkcs11_safe::{KeyPair, KeyPairSpec, Mechanism, SecretKey, SecretKeySpec, Session, Usage, attribute as attr};

/// SHA-256 of "abc", FIPS 180-4.
const ABC: [u8; 32] = [
    0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40, 0xde, 0x5d, 0xae, 0x22, 0x23, 0xb0, 0x03, 0x61,
    0xa3, 0x96, 0x17, 0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad,
];

/// Asserts that a session can be used: SoftHSM2 has one operation per session, so a digest shows that none is left.
#[track_caller]
pub(crate) fn assert_usable(session: &Session) {
    match session.digest(Mechanism::SHA256, b"abc") {
        Ok(digest) => assert_eq!(digest, ABC),
        Err(error) => panic!("the session is stuck: {error}"),
    }
}

/// A key for HMAC.
pub(crate) fn hmac(session: &Session) -> SecretKey {
    SecretKeySpec::generic(256).may(Usage::SIGN | Usage::VERIFY).generate(session).expect("generates")
}

/// A key for AES.
pub(crate) fn aes(session: &Session) -> SecretKey {
    SecretKeySpec::aes(128).may(Usage::ENCRYPT | Usage::DECRYPT).generate(session).expect("generates")
}

/// A pair for RSA; small, to be quick.
pub(crate) fn rsa(session: &Session) -> KeyPair {
    KeyPairSpec::rsa(1024).generate(session).expect("generates")
}

/// The same, and the private key wants the PIN for every use.
pub(crate) fn rsa_always_authenticate(session: &Session) -> KeyPair {
    let spec = KeyPairSpec::rsa(1024).private(&[attr::ALWAYS_AUTHENTICATE.is(true)]);
    spec.generate(session).expect("generates")
}

/// A pair on P-256.
pub(crate) fn ec(session: &Session) -> KeyPair {
    KeyPairSpec::ec(Curve::P256).generate(session).expect("generates")
}
