//! DSA: signatures to DER and back, keys that go in and out (section 6.2).

use dsa::pkcs8::{DecodePublicKey, EncodePrivateKey, EncodePublicKey};
use dsa::signature::hazmat::{PrehashSigner, PrehashVerifier};
use dsa::{BoxedUint, Components, SigningKey, VerifyingKey};
use pkcs11_safe::attribute as attr;
use pkcs11_safe::encoding;
use pkcs11_safe::encoding::dsa::Parameters;
use pkcs11_safe::encoding::ecdsa as signature;
use pkcs11_safe::mechanism::Mechanism;
use pkcs11_safe::{KeyPair, KeyPairSpec, KeyType, Object, ObjectClass, PrivateKey, PublicKey, Session};
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

/// The key of RFC 6979, A.2.1: p, q, g, x, y.
const RFC_6979: [&str; 5] = [
    "86F5CA03DCFEB225063FF830A0C769B9DD9D6153AD91D7CE27F787C43278B447E6533B86B18BED6E8A48B784A14C252C5BE0DBF60B86D638
     5BD2F12FB763ED8873ABFD3F5BA2E0A8C0A59082EAC056935E529DAF7C610467899C77ADEDFC846C881870B7B19B2B58F9BE0521A17002E3
     BDD6B86685EE90B3D9A1B02B782B1779",
    "996F967F6C8E388D9E28D01E205FBA957A5698B1",
    "07B0F92546150B62514BB771E2A0C0CE387F03BDA6C56B505209FF25FD3C133D89BBCD97E904E09114D9A7DEFDEADFC9078EA544D2E401AE
     ECC40BB9FBBF78FD87995A10A1C27CB7789B594BA7EFB5C4326A9FE59A070E136DB77175464ADCA417BE5DCE2F40D10A46A3A3943F26AB7F
     D9C0398FF8C76EE0A56826A8A88F1DBD",
    "411602CB19A6CCC34494D79D98EF1E7ED5AF25F7",
    "5DF5E01DED31D0297E274E1691C192FE5868FEF9E19A84776454B100CF16F65392195A38B90523E2542EE61871C0440CB87C322FC4B4D2EC
     5E1E7EC766E1BE8D4CE935437DC11C3C8FD426338933EBFE739CB3465F4D3668C5E473508253B1E682F65CBDC4FAE93C2EA212390E54905A
     86E2223170B44EAA7DA5DD9FFCFB7F3B",
];

/// The bytes of q.
const Q: usize = 20;

fn software() -> SigningKey {
    let number = |digits: &str, bits| BoxedUint::from_be_slice(&crate::hex(digits), bits).expect("fits");
    let [p, q, g, x, y] = RFC_6979;
    let group = Components::from_components(number(p, 1024), number(q, 160), number(g, 1024)).expect("is a group");
    let public = VerifyingKey::from_components(group, number(y, 1024)).expect("is a key");
    SigningKey::from_components(public, number(x, 160)).expect("is a key")
}

/// The key of RFC 6979 on the token, by way of its encodings.
fn imported(session: &Session) -> KeyPair {
    let pkcs8 = software().to_pkcs8_der().expect("encodes");
    let private = encoding::dsa::PrivateKey::from_pkcs8(pkcs8.as_bytes()).expect("decodes");
    let spki = software().verifying_key().to_public_key_der().expect("encodes");
    let public = encoding::dsa::PublicKey::from_spki(spki.as_bytes()).expect("decodes");
    assert_eq!(public.to_spki(), spki.as_bytes());
    let private = [private.template(), vec![attr::SIGN.is(true)]].concat();
    let public = [public.template(), vec![attr::VERIFY.is(true)]].concat();
    KeyPair::new(
        PublicKey::from_object(session.create_object(&public).expect("imports the public key")),
        PrivateKey::from_object(session.create_object(&private).expect("imports the private key")),
    )
}

/// Whether software verifies a raw signature over a hash.
fn verifies(key: &VerifyingKey, hash: &[u8], raw: &[u8]) -> bool {
    assert_eq!(raw.len(), 2 * Q);
    let der = signature::to_der(raw).expect("is r and s");
    assert_eq!(signature::from_der(&der, Q).expect("is DER"), raw);
    let read = dsa::Signature::try_from(&der[..]).expect("software reads it");
    key.verify_prehash(hash, &read).is_ok()
}

#[test]
fn every_hash_signs_what_software_verifies() {
    let token = support::token!();
    needs!(token: DSA DSA_SHA1 DSA_SHA256);
    let session = token.login();
    let pair = imported(&session);
    let key = software().verifying_key().clone();
    let message = crate::noise(1000);
    let rows: [(Mechanism<'static>, Vec<u8>); 5] = [
        (Mechanism::DSA_SHA1, Sha1::digest(&message).to_vec()),
        (Mechanism::DSA_SHA224, Sha224::digest(&message).to_vec()),
        (Mechanism::DSA_SHA256, Sha256::digest(&message).to_vec()),
        (Mechanism::DSA_SHA384, Sha384::digest(&message).to_vec()),
        (Mechanism::DSA_SHA512, Sha512::digest(&message).to_vec()),
    ];
    for (mechanism, hash) in rows {
        if !crate::has(&token, mechanism.mechanism_type()) {
            continue;
        }
        let raw = session.sign(mechanism, pair.private, &message).expect("signs");
        assert!(verifies(&key, &hash, &raw), "{mechanism:?}");
        assert!(!verifies(&key, &Sha1::digest(b"another"), &raw), "{mechanism:?}");
        session.verify(mechanism, pair.public, &message, &raw).expect("the token agrees");
        let error = session.verify(mechanism, pair.public, b"another", &raw).expect_err("another message");
        assert!(error.is_bad_signature(), "{error}");
    }
    let hash = Sha1::digest(&message);
    let raw = session.sign(Mechanism::DSA, pair.private, &hash).expect("signs a hash");
    assert!(verifies(&key, &hash, &raw));
    let signed = software().sign_prehash(&hash).expect("signs");
    let der = dsa::signature::SignatureEncoding::to_vec(&signed);
    let raw = signature::from_der(&der, Q).expect("is DER");
    session.verify(Mechanism::DSA, pair.public, &hash, &raw).expect("the token verifies the computer's");
}

#[test]
fn signatures_of_rfc_6979_verify_on_the_token() {
    let token = support::token!();
    needs!(token: DSA_SHA1 DSA_SHA512);
    let session = token.login();
    let key = imported(&session).public;
    for (mechanism, message, r, s) in [
        (
            Mechanism::DSA_SHA1,
            "sample",
            "2E1A0C2562B2912CAAF89186FB0F42001585DA55",
            "29EFB6B0AFF2D7A68EB70CA313022253B9A88DF5",
        ),
        (
            Mechanism::DSA_SHA512,
            "sample",
            "16C3491F9B8C3FBBDD5E7A7B667057F0D8EE8E1B",
            "02C36A127A7B89EDBB72E4FFBC71DABC7D4FC69C",
        ),
    ] {
        let raw = crate::hex(&[r, s].concat());
        session.verify(mechanism, key, message.as_bytes(), &raw).expect("verifies");
        let error = session.verify(mechanism, key, b"test", &raw).expect_err("another message");
        assert!(error.is_bad_signature(), "{error}");
    }
}

#[test]
fn a_generated_key_is_exported_to_software() {
    let token = support::token!();
    needs!(token: DSA_KEY_PAIR_GEN DSA_SHA1);
    let session = token.login();
    let [p, q, g, ..] = RFC_6979.map(crate::hex);
    let group = Parameters::from_attributes(&p, &q, &g).expect("is a group");
    let pair = KeyPairSpec::of_type(KeyType::DSA).public(&group.template()).generate(&session).expect("generates");
    let value = session.get(pair.public, attr::VALUE).expect("reads");
    let key = encoding::dsa::PublicKey::from_attributes(group, &value).expect("is a key");
    let key = VerifyingKey::from_public_key_der(&key.to_spki()).expect("software reads it");
    let raw = session.sign(Mechanism::DSA_SHA1, pair.private, b"message").expect("signs");
    assert!(verifies(&key, &Sha1::digest(b"message"), &raw));
}

#[test]
fn generated_parameters_are_those_of_their_size() {
    let token = support::token!();
    needs!(token: DSA_PARAMETER_GEN);
    let session = token.login();
    let object: Object =
        session.generate_key(Mechanism::DSA_PARAMETER_GEN, &[attr::PRIME_BITS.is(512)]).expect("generates").into();
    let (class, p, q, g) = session.get(object, (attr::CLASS, attr::PRIME, attr::SUBPRIME, attr::BASE)).expect("reads");
    assert_eq!((class, p.len(), q.len()), (ObjectClass::DOMAIN_PARAMETERS, 64, Q));
    let group = Parameters::from_attributes(&p, &q, &g).expect("is a group");
    assert_eq!(Parameters::from_der(&group.to_der()).expect("is DER"), group);
}
