//! RSA: encryption, signatures, and keys that go in and out (section 6.1).

use num_bigint::BigUint;
use pkcs11_safe::attribute as attr;
use pkcs11_safe::encoding;
use pkcs11_safe::mechanism::{Hash, Mechanism, RsaPkcsOaep, RsaPkcsPss};
use pkcs11_safe::{KeyPair, KeyPairSpec, PrivateKey, PublicKey, Session};
use rsa::pkcs1::DecodeRsaPublicKey;
use rsa::pkcs1v15::Pkcs1v15Sign;
use rsa::pkcs8::{DecodePublicKey, EncodePrivateKey, EncodePublicKey};
use rsa::pss::Pss;
use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};
use std::io::Write;
use std::sync::OnceLock;

/// A key that was made in software: all tests have the same.
pub(crate) fn software() -> &'static rsa::PrivateKey {
    static KEY: OnceLock<rsa::PrivateKey> = OnceLock::new();
    KEY.get_or_init(|| rsa::PrivateKey::new(&mut getrandom::SysRng, 2048).expect("generates"))
}

/// The PKCS #8 of that key.
pub(crate) fn pkcs8() -> Vec<u8> {
    software().to_pkcs8_der().expect("encodes").as_bytes().to_vec()
}

/// That key on the token, to be used for everything.
pub(crate) fn imported(session: &Session) -> KeyPair {
    let key = encoding::rsa::PrivateKey::from_pkcs8(&pkcs8()).expect("decodes");
    let mut private = key.template();
    private.extend([attr::DECRYPT.is(true), attr::SIGN.is(true), attr::UNWRAP.is(true)]);
    private.extend([attr::SENSITIVE.is(false), attr::EXTRACTABLE.is(true), attr::PRIVATE.is(true)]);
    let mut public = key.public_key().template();
    public.extend([attr::ENCRYPT.is(true), attr::VERIFY.is(true), attr::WRAP.is(true)]);
    KeyPair::new(
        PublicKey::from_object(session.create_object(&public).expect("imports the public key")),
        PrivateKey::from_object(session.create_object(&private).expect("imports the private key")),
    )
}

/// The token's public key, as SubjectPublicKeyInfo and as PKCS #1 tell it to software.
fn exported(session: &Session, key: PublicKey) -> rsa::PublicKey {
    let (modulus, exponent) = session.get(key, (attr::MODULUS, attr::PUBLIC_EXPONENT)).expect("reads");
    let key = encoding::rsa::PublicKey::from_attributes(&modulus, &exponent).expect("is a key");
    let spki = rsa::PublicKey::from_public_key_der(&key.to_spki()).expect("software reads SubjectPublicKeyInfo");
    let pkcs1 = rsa::PublicKey::from_pkcs1_der(&key.to_pkcs1()).expect("software reads PKCS #1");
    assert_eq!(spki, pkcs1);
    spki
}

#[test]
fn what_the_computer_encrypts_for_a_key_of_the_token_the_token_decrypts() {
    let token = support::token!();
    needs!(token: RSA_PKCS_KEY_PAIR_GEN RSA_PKCS RSA_PKCS_OAEP);
    let session = token.login();
    let pair = KeyPairSpec::rsa(2048).generate(&session).expect("generates");
    let public = exported(&session, pair.public);

    let pkcs = public.pkcs1v15_encrypt(b"attack at dawn").expect("encrypts");
    assert_eq!(session.decrypt(Mechanism::RSA_PKCS, pair.private, &pkcs).expect("decrypts"), b"attack at dawn");
    let oaep = public.oaep_encrypt::<Sha1>(b"attack at dusk").expect("encrypts");
    let decrypted = session.decrypt(&RsaPkcsOaep::default(), pair.private, &oaep).expect("decrypts");
    assert_eq!(decrypted, b"attack at dusk");

    let mut tampered = oaep;
    tampered[17] ^= 1;
    assert!(session.decrypt(&RsaPkcsOaep::default(), pair.private, &tampered).is_err());
    let empty = public.pkcs1v15_encrypt(b"").expect("encrypts");
    assert_eq!(session.decrypt(Mechanism::RSA_PKCS, pair.private, &empty).expect("the session is free again"), b"");
}

#[test]
fn what_the_token_encrypts_for_a_key_of_the_computer_the_computer_decrypts() {
    let token = support::token!();
    needs!(token: RSA_PKCS RSA_PKCS_OAEP);
    let session = token.login();
    let key = imported(&session).public;

    let pkcs = session.encrypt(Mechanism::RSA_PKCS, key, b"attack at dawn").expect("encrypts");
    assert_eq!(pkcs.len(), 256);
    assert_eq!(software().pkcs1v15_decrypt(&pkcs).expect("decrypts"), b"attack at dawn");
    let longest = [0x5a; 256 - 2 * 20 - 2];
    let oaep = session.encrypt(&RsaPkcsOaep::new(Hash::Sha1), key, &longest).expect("encrypts");
    assert_eq!(software().oaep_decrypt::<Sha1>(&oaep).expect("decrypts"), longest);
    assert!(session.encrypt(&RsaPkcsOaep::new(Hash::Sha1), key, &[0; 215]).is_err(), "a byte too long");
}

#[test]
fn raw_rsa_is_the_power_of_the_input() {
    let token = support::token!();
    needs!(token: RSA_X_509);
    let session = token.login();
    let pair = imported(&session);
    let modulus = BigUint::from_bytes_be(&software().n_bytes());
    let public = BigUint::from_bytes_be(&software().e_bytes());
    let private = BigUint::from_bytes_be(&software().d().to_be_bytes());
    let mut input = crate::noise(256);
    input[0] = 0;
    let power = |exponent: &BigUint| {
        let power = BigUint::from_bytes_be(&input).modpow(exponent, &modulus).to_bytes_be();
        [vec![0; 256 - power.len()], power].concat()
    };
    let raw = Mechanism::RSA_X_509;
    assert_eq!(session.encrypt(raw, pair.public, &input).expect("encrypts"), power(&public));
    assert_eq!(session.decrypt(raw, pair.private, &input).expect("decrypts"), power(&private));
    assert_eq!(session.sign(raw, pair.private, &input).expect("signs"), power(&private));
    session.verify(raw, pair.public, &input, &power(&private)).expect("verifies");
}

/// A hash, what the token makes with it, and how software verifies that: PKCS #1 v1.5 and PSS, of a hash.
type Row = (Mechanism<'static>, fn(&[u8]) -> Vec<u8>, fn() -> Pkcs1v15Sign);

#[test]
fn every_signature_of_pkcs1_verifies_in_software() {
    let token = support::token!();
    needs!(token: RSA_PKCS SHA256_RSA_PKCS);
    let session = token.login();
    let pair = imported(&session);
    let public = exported(&session, pair.public);
    let message = crate::noise(1000);
    let rows: [Row; 6] = [
        (Mechanism::MD5_RSA_PKCS, |data| md5::Md5::digest(data).to_vec(), Pkcs1v15Sign::new::<md5::Md5>),
        (Mechanism::SHA1_RSA_PKCS, |data| Sha1::digest(data).to_vec(), Pkcs1v15Sign::new::<Sha1>),
        (Mechanism::SHA224_RSA_PKCS, |data| Sha224::digest(data).to_vec(), Pkcs1v15Sign::new::<Sha224>),
        (Mechanism::SHA256_RSA_PKCS, |data| Sha256::digest(data).to_vec(), Pkcs1v15Sign::new::<Sha256>),
        (Mechanism::SHA384_RSA_PKCS, |data| Sha384::digest(data).to_vec(), Pkcs1v15Sign::new::<Sha384>),
        (Mechanism::SHA512_RSA_PKCS, |data| Sha512::digest(data).to_vec(), Pkcs1v15Sign::new::<Sha512>),
    ];
    for (mechanism, hash, scheme) in rows {
        if !crate::has(&token, mechanism.mechanism_type()) {
            continue;
        }
        let signature = session.sign(mechanism, pair.private, &message).expect("signs");
        public.verify(scheme(), &hash(&message), &signature).unwrap_or_else(|error| panic!("{mechanism:?}: {error}"));
        session.verify(mechanism, pair.public, &message, &signature).expect("the token agrees");

        let mut tampered = signature.clone();
        tampered[100] ^= 1;
        let error = session.verify(mechanism, pair.public, &message, &tampered).expect_err("is another signature");
        assert!(error.is_bad_signature(), "{error}");
        let error = session.verify(mechanism, pair.public, &message, &signature[1..]).expect_err("is too short");
        assert!(error.is_bad_signature(), "{error}");
        let software = software().sign(scheme(), &hash(&message)).expect("signs");
        assert_eq!(signature, software, "{mechanism:?} has one signature for a message");
    }
    // Without a hash: whatever bytes there are, padded.
    let signature = session.sign(Mechanism::RSA_PKCS, pair.private, b"no hash").expect("signs");
    public.verify(Pkcs1v15Sign::new_unprefixed(), b"no hash", &signature).expect("verifies");
}

#[test]
fn every_pss_signature_verifies_in_software() {
    let token = support::token!();
    needs!(token: RSA_PKCS_PSS SHA256_RSA_PKCS_PSS);
    let session = token.login();
    let pair = imported(&session);
    let public = exported(&session, pair.public);
    let message = crate::noise(1000);

    macro_rules! check {
        ($($hash:ident)+) => {$({
            let digest = $hash::digest(&message);
            let hash = Hash::$hash;
            for (builder, data, salt) in [
                (RsaPkcsPss::new(hash), &message[..], hash.len()),
                (RsaPkcsPss::new(hash).salt_len(0), &message, 0),
                (RsaPkcsPss::new(hash).salt_len(7), &message, 7),
                (RsaPkcsPss::prehashed(hash), &digest, hash.len()),
            ] {
                let mechanism = Mechanism::from(&builder);
                if !crate::has(&token, mechanism.mechanism_type()) {
                    continue;
                }
                let signature = session.sign(mechanism, pair.private, data).expect("signs");
                let verified = public.verify(Pss::<$hash>::new_with_salt(salt), &digest, &signature);
                verified.unwrap_or_else(|error| panic!("{builder:?}: {error}"));
                session.verify(mechanism, pair.public, data, &signature).expect("the token agrees");
                let other = session.verify(mechanism, pair.public, &digest[1..], &signature).expect_err("other data");
                assert!(other.return_value().is_some(), "{other}");
            }
            let signature = software().sign_with_rng(&mut getrandom::SysRng, Pss::<$hash>::new(), &digest).expect("signs");
            session.verify(&RsaPkcsPss::prehashed(hash), pair.public, &digest, &signature).expect("verifies the computer's");
        })+};
    }
    check!(Sha1 Sha224 Sha256 Sha384 Sha512);
}

#[test]
fn sign_into_writes_to_the_callers_buffer_or_tells_its_size() {
    let token = support::token!();
    needs!(token: SHA256_RSA_PKCS);
    let session = token.login();
    let key = imported(&session).private;
    let expected = session.sign(Mechanism::SHA256_RSA_PKCS, key, b"message").expect("signs");

    let mut exact = [0; 256];
    assert_eq!(session.sign_into(Mechanism::SHA256_RSA_PKCS, key, b"message", &mut exact).expect("signs"), 256);
    assert_eq!(exact[..], expected);
    let mut large = [0; 300];
    assert_eq!(session.sign_into(Mechanism::SHA256_RSA_PKCS, key, b"message", &mut large).expect("signs"), 256);
    assert_eq!(large[..256], expected);
    let short = session.sign_into(Mechanism::SHA256_RSA_PKCS, key, b"message", &mut [0; 255]).expect_err("too small");
    crate::assert_too_small(&short, 256);
    assert_eq!(session.sign(Mechanism::SHA256_RSA_PKCS, key, b"message").expect("the session is free"), expected);
}

#[test]
fn a_streamed_signature_is_the_one_shot_one() {
    let token = support::token!();
    needs!(token: SHA256_RSA_PKCS);
    let mut session = token.login();
    let pair = imported(&session);
    let mechanism = Mechanism::SHA256_RSA_PKCS;
    // More than the 64 KiB that a reader is asked for at a time.
    let message = crate::noise(200_001);
    let expected = session.sign(mechanism, pair.private, &message).expect("signs");

    let mut signer = session.signer(mechanism, pair.private).expect("begins");
    let mut rest = &message[..];
    for length in [0, 1, 63, 64, 65, 1000, 4097] {
        let (piece, after) = rest.split_at(length);
        signer.update(piece).expect("takes a piece");
        rest = after;
    }
    signer.write_all(&rest[..7]).expect("is a writer");
    assert_eq!(signer.update_from(&rest[7..]).expect("reads"), rest.len() as u64 - 7);
    assert_eq!(signer.finish().expect("signs"), expected);

    let signer = session.signer(mechanism, pair.private).expect("begins");
    assert_eq!(signer.sign(&message).expect("signs in a single part"), expected);

    let mut signer = session.signer(mechanism, pair.private).expect("begins");
    signer.update(&message).expect("takes it");
    let error = signer.finish_into(&mut [0; 100]).expect_err("the buffer is too small");
    crate::assert_too_small(&error, 256);
    let mut signature = [0; 256];
    assert_eq!(signer.finish_into(&mut signature).expect("signs"), 256);
    assert_eq!(signature[..], expected);
    drop(signer);

    let mut verifier = session.verifier(mechanism, pair.public).expect("begins");
    verifier.update(&message[..1]).expect("takes a piece");
    verifier.update_from(&message[1..]).expect("reads");
    verifier.finish(&signature).expect("verifies");
    let mut verifier = session.verifier(mechanism, pair.public).expect("begins");
    verifier.update(&message[1..]).expect("takes a piece");
    assert!(verifier.finish(&signature).expect_err("another message").is_bad_signature());
}

#[test]
fn an_exported_public_key_is_the_one_that_software_writes() {
    let token = support::token!();
    let session = token.login();
    let key = imported(&session).public;
    assert_eq!(exported(&session, key), software().to_public_key());
    let (modulus, exponent) = session.get(key, (attr::MODULUS, attr::PUBLIC_EXPONENT)).expect("reads");
    let key = encoding::rsa::PublicKey::from_attributes(&modulus, &exponent).expect("is a key");
    assert_eq!(key.to_spki(), software().to_public_key().to_public_key_der().expect("encodes").as_bytes());
}

#[test]
fn an_imported_private_key_reads_back_number_by_number() {
    let token = support::token!();
    let session = token.login();
    let key = imported(&session).private;
    let original = encoding::rsa::PrivateKey::from_pkcs8(&pkcs8()).expect("decodes");
    let (d, p, q) = session.get(key, (attr::PRIVATE_EXPONENT, attr::PRIME_1, attr::PRIME_2)).expect("reads");
    let (dp, dq, qinv) = session.get(key, (attr::EXPONENT_1, attr::EXPONENT_2, attr::COEFFICIENT)).expect("reads");
    assert!(d.ct_eq(original.private_exponent()));
    assert!(p.ct_eq(original.prime_1()) && q.ct_eq(original.prime_2()));
    assert!(dp.ct_eq(original.exponent_1()) && dq.ct_eq(original.exponent_2()));
    assert!(qinv.ct_eq(original.coefficient()));
    assert_eq!(original.to_pkcs8()[..], pkcs8()[..]);
}

#[test]
fn oaep_that_the_token_lacks_is_refused_by_the_token_and_named() {
    let token = support::token!();
    needs!(token: RSA_PKCS_OAEP);
    let session = token.login();
    let key = imported(&session).public;
    match session.encrypt(&RsaPkcsOaep::new(Hash::Sha256), key, b"data") {
        Ok(encrypted) => {
            assert_eq!(software().oaep_decrypt::<Sha256>(&encrypted).expect("decrypts"), b"data");
        }
        Err(error) => assert!(error.to_string().starts_with("C_EncryptInit: CKR_"), "{error}"),
    }
    // Whatever the token said, the session goes on.
    session.encrypt(&RsaPkcsOaep::default(), key, b"data").expect("encrypts");
}
