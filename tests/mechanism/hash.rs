//! Digests, of data and of keys (sections 6.20 to 6.31).

use pkcs11_safe::attribute as attr;
use pkcs11_safe::mechanism::{Hash, Mechanism};
use pkcs11_safe::{KeyType, SecretKeySpec};
use sha2::Digest;
use std::io::Write;

/// The hash in software.
pub(crate) fn software(hash: Hash, data: &[u8]) -> Vec<u8> {
    match hash {
        Hash::Sha1 => sha1::Sha1::digest(data).to_vec(),
        Hash::Sha224 => sha2::Sha224::digest(data).to_vec(),
        Hash::Sha256 => sha2::Sha256::digest(data).to_vec(),
        Hash::Sha384 => sha2::Sha384::digest(data).to_vec(),
        Hash::Sha512 => sha2::Sha512::digest(data).to_vec(),
        Hash::Sha3_224 => sha3::Sha3_224::digest(data).to_vec(),
        Hash::Sha3_256 => sha3::Sha3_256::digest(data).to_vec(),
        Hash::Sha3_384 => sha3::Sha3_384::digest(data).to_vec(),
        Hash::Sha3_512 => sha3::Sha3_512::digest(data).to_vec(),
        other => panic!("{other:?} is new: add it"),
    }
}

#[test]
fn digests_are_those_of_fips_180() {
    let token = support::token!();
    needs!(token: SHA_1 SHA224 SHA256 SHA384 SHA512);
    let session = token.login();
    for (hash, expected) in [
        (Hash::Sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (Hash::Sha224, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
        (Hash::Sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            Hash::Sha384,
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
        ),
        (
            Hash::Sha512,
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a
             2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        ),
    ] {
        assert_eq!(session.digest(hash, b"abc").expect("digests"), crate::hex(expected), "{hash:?}");
    }
}

#[test]
fn every_digest_of_the_token_is_that_of_software() {
    let token = support::token!();
    let mut session = token.login();
    let mut done = 0;
    for hash in Hash::ALL.iter().copied().filter(|hash| crate::has(&token, hash.mechanism())) {
        for length in [0, 1, 55, 56, 63, 64, 111, 112, 127, 128, 1000, 70_000] {
            let data = crate::noise(length);
            let expected = software(hash, &data);
            assert_eq!(expected.len(), hash.len());
            assert_eq!(session.digest(hash, &data).expect("digests"), expected, "{hash:?} of {length} bytes");

            let mut digester = session.digester(hash).expect("begins");
            for piece in data[..length / 2].chunks(61) {
                digester.update(piece).expect("takes a piece");
            }
            digester.write_all(&data[length / 2..length / 2]).expect("is a writer");
            digester.update_from(&data[length / 2..]).expect("reads");
            assert_eq!(digester.finish().expect("digests"), expected, "{hash:?} of {length} bytes in pieces");
        }
        done += 1;
    }
    assert!(done > 0, "the token has no hash");
    if crate::has(&token, pkcs11_safe::MechanismType::MD5) {
        let data = crate::noise(1000);
        assert_eq!(session.digest(Mechanism::MD5, &data).expect("digests"), md5::Md5::digest(&data)[..]);
    }
}

#[test]
fn digest_into_writes_to_the_callers_buffer_or_tells_its_size() {
    let token = support::token!();
    needs!(token: SHA256);
    let mut session = token.login();
    let expected = software(Hash::Sha256, b"data");
    let mut exact = [0; 32];
    assert_eq!(session.digest_into(Hash::Sha256, b"data", &mut exact).expect("digests"), 32);
    assert_eq!(exact[..], expected);
    let error = session.digest_into(Hash::Sha256, b"data", &mut exact[..31]).expect_err("a byte too few");
    crate::assert_too_small(&error, 32);

    let mut digester = session.digester(Hash::Sha256).expect("the session is free");
    digester.update(b"data").expect("takes it");
    let error = digester.finish_into(&mut [0; 31]).expect_err("a byte too few");
    crate::assert_too_small(&error, 32);
    assert_eq!(digester.finish().expect("digests"), expected);
}

#[test]
fn the_digest_of_a_key_is_that_of_its_value() {
    let token = support::token!();
    needs!(token: SHA256 GENERIC_SECRET_KEY_GEN);
    let mut session = token.login();
    let value = crate::noise(40);
    let key = crate::import(&session, KeyType::GENERIC_SECRET, &value, &[]);
    assert_eq!(session.digest_key(Hash::Sha256, key).expect("digests"), software(Hash::Sha256, &value));

    let mut digester = session.digester(Hash::Sha256).expect("begins");
    digester.update(b"before").expect("takes it");
    digester.update_key(key).expect("takes the key");
    digester.update(b"after").expect("takes it");
    let around = [b"before", &value[..], b"after"].concat();
    assert_eq!(digester.finish().expect("digests"), software(Hash::Sha256, &around));

    let readable = [attr::SENSITIVE.is(false), attr::EXTRACTABLE.is(true)];
    for bits in [8, 256, 1000] {
        let key = SecretKeySpec::generic(bits).with(&readable).generate(&session).expect("generates");
        let value = session.get(key, attr::VALUE).expect("reads");
        assert_eq!(value.len() * 8, usize::try_from(bits).expect("small"));
        assert_eq!(session.digest_key(Hash::Sha256, key).expect("digests"), software(Hash::Sha256, &value));
    }
}
