//! Diffie-Hellman: one secret on both sides (section 6.4).

use crate::software::{self, Openssl};
use num_bigint::BigUint;
use pkcs11_safe::attribute as attr;
use pkcs11_safe::encoding::dh::{Parameters, PublicKey};
use pkcs11_safe::mechanism::{DhPkcsDerive, Mechanism};
use pkcs11_safe::{Attribute, KeyPair, KeyPairSpec, KeyType, Object, ObjectClass, SecretBytes, Session, Ulong};

/// The prime of RFC 3526, 3: 2048 bits; the base is 2.
const RFC_3526: &str = "
    FFFFFFFF FFFFFFFF C90FDAA2 2168C234 C4C6628B 80DC1CD1 29024E08 8A67CC74 020BBEA6 3B139B22 514A0879 8E3404DD
    EF9519B3 CD3A431B 302B0A6D F25F1437 4FE1356D 6D51C245 E485B576 625E7EC6 F44C42E9 A637ED6B 0BFF5CB6 F406B7ED
    EE386BFB 5A899FA5 AE9F2411 7C4B1FE6 49286651 ECE45B3D C2007CB8 A163BF05 98DA4836 1C55D39A 69163FA8 FD24CF5F
    83655D23 DCA3AD96 1C62F356 208552BB 9ED52907 7096966D 670C354E 4ABC9804 F1746C08 CA18217C 32905E46 2E36CE3B
    E39E772C 180E8603 9B2783A2 EC07A28F B5C55DF0 6F4C52C9 DE2BCBF6 95581718 3995497C EA956AE5 15D22618 98FA0510
    15728E5A 8AACAA68 FFFFFFFF FFFFFFFF";

fn group() -> Parameters {
    Parameters::from_attributes(&crate::hex(RFC_3526), &[2]).expect("is a group")
}

fn generate(session: &Session, group: &Parameters) -> KeyPair {
    KeyPairSpec::of_type(KeyType::DH).public(&group.template()).generate(session).expect("generates")
}

/// The key that a token holds.
fn public(session: &Session, key: pkcs11_safe::PublicKey) -> PublicKey {
    let (prime, base, value) = session.get(key, (attr::PRIME, attr::BASE, attr::VALUE)).expect("reads");
    PublicKey::from_attributes(Parameters::from_attributes(&prime, &base).expect("is a group"), &value)
        .expect("is a key")
}

fn readable(length: usize) -> [Attribute<'static>; 5] {
    [
        attr::CLASS.is(ObjectClass::SECRET_KEY),
        attr::KEY_TYPE.is(KeyType::GENERIC_SECRET),
        attr::SENSITIVE.is(false),
        attr::EXTRACTABLE.is(true),
        attr::VALUE_LEN.is(Ulong::try_from(length).expect("is small")),
    ]
}

fn agreed(session: &Session, pair: KeyPair, peer: &[u8], length: usize) -> SecretBytes {
    session.read_derived(DhPkcsDerive::new(peer), pair.private, &readable(length)).expect("derives")
}

/// As long as the prime: software leaves out zeros in front.
fn padded(secret: Vec<u8>) -> Vec<u8> {
    [vec![0; 256 - secret.len()], secret].concat()
}

#[test]
fn token_and_software_agree_in_a_known_group() {
    let token = support::token!();
    needs!(token: DH_PKCS_KEY_PAIR_GEN DH_PKCS_DERIVE);
    let session = token.login();
    let pair = generate(&session, &group());
    let theirs = public(&session, pair.public);
    assert_eq!(theirs.parameters(), &group());

    let prime = BigUint::from_bytes_be(group().prime());
    let private = BigUint::from_bytes_be(&crate::noise(32));
    let ours = BigUint::from(2_u8).modpow(&private, &prime).to_bytes_be();
    let expected = BigUint::from_bytes_be(theirs.value()).modpow(&private, &prime).to_bytes_be();
    assert!(agreed(&session, pair, &ours, 256).ct_eq(&padded(expected)));

    let other = generate(&session, &group());
    let here = agreed(&session, pair, public(&session, other.public).value(), 256);
    assert!(agreed(&session, other, theirs.value(), 256).ct_eq(&here), "two keys on the token agree too");
}

#[test]
fn token_and_openssl_agree_and_read_each_others_keys() {
    let token = support::token!();
    needs!(token: DH_PKCS_KEY_PAIR_GEN DH_PKCS_DERIVE);
    if !software::openssl_is_there() {
        return;
    }
    let session = token.login();
    let pair = generate(&session, &group());
    let parameters = Openssl::new("dhparam -inform DER").file("-in", &group().to_der()).output().expect("reads");
    let private = Openssl::new("genpkey -outform DER").file("-paramfile", &parameters).output().expect("generates");
    let peer = PublicKey::from_spki(&software::public_key(&private)).expect("decodes");
    assert_eq!((peer.parameters().prime(), peer.parameters().base()), (group().prime(), group().base()));
    let expected = software::agreed(&private, &public(&session, pair.public).to_spki()).expect("agrees");
    assert!(agreed(&session, pair, peer.value(), 256).ct_eq(&padded(expected)));
}

#[test]
fn generated_parameters_make_keys_that_agree() {
    let token = support::token!();
    needs!(token: DH_PKCS_PARAMETER_GEN DH_PKCS_KEY_PAIR_GEN DH_PKCS_DERIVE);
    let session = token.login();
    let object: Object =
        session.generate_key(Mechanism::DH_PKCS_PARAMETER_GEN, &[attr::PRIME_BITS.is(512)]).expect("generates").into();
    let (class, prime, base) = session.get(object, (attr::CLASS, attr::PRIME, attr::BASE)).expect("reads");
    assert_eq!((class, prime.len()), (ObjectClass::DOMAIN_PARAMETERS, 64));
    let group = Parameters::from_attributes(&prime, &base).expect("is a group");
    let (one, other) = (generate(&session, &group), generate(&session, &group));
    let here = agreed(&session, one, public(&session, other.public).value(), 64);
    assert!(agreed(&session, other, public(&session, one.public).value(), 64).ct_eq(&here));
}
