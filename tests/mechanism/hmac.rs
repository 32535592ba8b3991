//! HMAC (sections 6.20 to 6.31).

use ::hmac::{Hmac, KeyInit, Mac};
use pkcs11_safe::mechanism::{Hash, HmacGeneral, Mechanism};
use pkcs11_safe::{KeyType, SecretKeySpec, Usage, attribute as attr};

/// HMAC in software.
fn software(hash: Hash, key: &[u8], data: &[u8]) -> Vec<u8> {
    macro_rules! with {
        ($($name:ident $type:ty)+) => {
            match hash {
                $(Hash::$name => {
                    let mut mac = Hmac::<$type>::new_from_slice(key).expect("keys have any length");
                    mac.update(data);
                    mac.finalize().into_bytes().to_vec()
                })+
                other => panic!("{other:?} is new: add it"),
            }
        };
    }
    with! {
        Sha1 sha1::Sha1
        Sha224 sha2::Sha224
        Sha256 sha2::Sha256
        Sha384 sha2::Sha384
        Sha512 sha2::Sha512
        Sha3_224 sha3::Sha3_224
        Sha3_256 sha3::Sha3_256
        Sha3_384 sha3::Sha3_384
        Sha3_512 sha3::Sha3_512
    }
}

/// RFC 4231, 4.7 and 4.8: a key longer than a block, which all tokens take.
const KEY: [u8; 131] = [0xaa; 131];
const CASE_6: &[u8] = b"Test Using Larger Than Block-Size Key - Hash Key First";
const CASE_7: &[u8] = b"This is a test using a larger than block-size key and a larger than block-size data. \
    The key needs to be hashed before being used by the HMAC algorithm.";

#[test]
fn hmac_gives_the_vectors_of_rfc_4231() {
    let token = support::token!();
    needs!(token: SHA224_HMAC SHA256_HMAC SHA384_HMAC SHA512_HMAC);
    let session = token.login();
    let key = crate::import(&session, KeyType::GENERIC_SECRET, &KEY, &[attr::SIGN, attr::VERIFY]);
    for (mechanism, data, expected) in [
        (Mechanism::SHA224_HMAC, CASE_6, "95e9a0db962095adaebe9b2d6f0dbce2d499f112f2d2b7273fa6870e"),
        (Mechanism::SHA256_HMAC, CASE_6, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        (
            Mechanism::SHA384_HMAC,
            CASE_6,
            "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c60c2ef6ab4030fe8296248df163f44952",
        ),
        (
            Mechanism::SHA512_HMAC,
            CASE_6,
            "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e52
             95e64f73f63f0aec8b915a985d786598",
        ),
        (Mechanism::SHA224_HMAC, CASE_7, "3a854166ac5d9f023f54d517d0b39dbd946770db9c2b95c9f6f565d1"),
        (Mechanism::SHA256_HMAC, CASE_7, "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
    ] {
        let expected = crate::hex(expected);
        assert_eq!(session.sign(mechanism, key, data).expect("signs"), expected, "{mechanism:?}");
        session.verify(mechanism, key, data, &expected).expect("verifies");
        let error = session.verify(mechanism, key, b"other data", &expected).expect_err("other data");
        assert!(error.is_bad_signature(), "{error}");
    }
}

#[test]
fn every_hmac_of_the_token_is_that_of_software() {
    let token = support::token!();
    let mut session = token.login();
    let mut done = 0;
    for hash in Hash::ALL.iter().copied().filter(|hash| crate::has(&token, hash.hmac())) {
        let mechanism = Mechanism::bare(hash.hmac());
        // Some tokens take no key that is shorter than the hash.
        for key_length in [hash.len(), 100, 200] {
            let value = crate::noise(key_length);
            let key = crate::import(&session, KeyType::GENERIC_SECRET, &value, &[attr::SIGN, attr::VERIFY]);
            for length in [0, 1, 127, 1000] {
                let data = crate::noise(length);
                let expected = software(hash, &value, &data);
                assert_eq!(session.sign(mechanism, key, &data).expect("signs"), expected, "{hash:?}");
                let mut signer = session.signer(mechanism, key).expect("begins");
                for piece in data.chunks(37) {
                    signer.update(piece).expect("takes a piece");
                }
                assert_eq!(signer.finish().expect("signs"), expected, "{hash:?} in pieces");
            }
        }
        if crate::has(&token, hash.hmac_general()) {
            let value = crate::noise(64);
            let key = crate::import(&session, KeyType::GENERIC_SECRET, &value, &[attr::SIGN]);
            let short = session.sign(HmacGeneral::new(hash, 10), key, b"data").expect("signs");
            assert_eq!(short, software(hash, &value, b"data")[..10]);
        }
        done += 1;
    }
    assert!(done > 0, "the token has no HMAC");
}

#[test]
fn hmac_with_md5_is_that_of_software() {
    let token = support::token!();
    needs!(token: MD5_HMAC);
    let session = token.login();
    let value = crate::noise(16);
    let key = crate::import(&session, KeyType::GENERIC_SECRET, &value, &[attr::SIGN]);
    let mut mac = Hmac::<md5::Md5>::new_from_slice(&value).expect("keys have any length");
    mac.update(b"data");
    assert_eq!(session.sign(Mechanism::MD5_HMAC, key, b"data").expect("signs"), mac.finalize().into_bytes()[..]);
}

#[test]
fn a_generated_secret_authenticates_and_stays_on_the_token() {
    let token = support::token!();
    needs!(token: GENERIC_SECRET_KEY_GEN SHA256_HMAC);
    let session = token.login();
    let key = SecretKeySpec::generic(256).may(Usage::SIGN | Usage::VERIFY).generate(&session).expect("generates");
    let mac = session.sign(Mechanism::SHA256_HMAC, key, b"data").expect("signs");
    session.verify(Mechanism::SHA256_HMAC, key, b"data", &mac).expect("verifies");
    let error = session.get(key, attr::VALUE).expect_err("is sensitive");
    assert_eq!(error.return_value(), Some(pkcs11_safe::ReturnValue::ATTRIBUTE_SENSITIVE), "{error}");
    let readable = [attr::SENSITIVE.is(false), attr::EXTRACTABLE.is(true)];
    let open = SecretKeySpec::generic(512).may(Usage::SIGN).with(&readable).generate(&session).expect("generates");
    let value = session.get(open, attr::VALUE).expect("reads");
    let mac = session.sign(Mechanism::SHA512_HMAC, open, b"data").expect("signs");
    assert_eq!(mac, software(Hash::Sha512, &value, b"data"));
}
