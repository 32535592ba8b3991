//! Plaintexts, derived secrets, passwords: what operations have in their hands.

use crate::scene::{Stage, assert_gone_in, play};
use crate::search::{Exposed, Needle, Secret};
use pkcs11_safe::attribute as attr;
use pkcs11_safe::encoding::ec;
use pkcs11_safe::encoding::ec::Curve;
use pkcs11_safe::mechanism::{AesCbcPad, AesGcm, ConcatenateBaseAndData, Ecdh1Derive, Pbe, Pbkdf2, Pbkdf2Prf};
use pkcs11_safe::{KeyPairSpec, KeyType, Mechanism, ObjectClass, PointForm, PrivateKey, PublicKey, SecretBytes};
use pkcs11_safe::{SecretKey, SecretKeySpec, Session, Usage};
use std::io::{self, Read, Write};
use support::module::{Fault, Function};

const IV: [u8; 16] = [9; 16];

/// An AES key that does everything.
fn aes(session: &Session) -> SecretKey {
    let may = Usage::ENCRYPT | Usage::DECRYPT | Usage::WRAP | Usage::UNWRAP;
    SecretKeySpec::aes(256).may(may).generate(session).unwrap()
}

/// A stage, a session, a key, and a ciphertext of the secret.
fn with_ciphertext(stage: Stage, length: usize) -> (Stage, Session, SecretKey, Secret, Vec<u8>) {
    let secret = Secret::bytes("the plaintext", length);
    let mut session = stage.session();
    let key = aes(&session);
    let ciphertext = assert_gone_in(&mut session, &[&secret], |session| {
        session.encrypt(AesCbcPad::new(&IV), key, &secret.expose().0).unwrap()
    });
    (stage, session, key, secret, ciphertext)
}

/// A reader and writer that keeps nothing.
struct Through<'a>(&'a [u8]);

impl Read for Through<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl Write for Through<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Fails at the first piece.
struct Broken;

impl Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk is full"))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_plaintext_that_becomes_secret_bytes_is_not_left() {
    for length in [48, 500, 5000] {
        let (_stage, mut session, key, secret, ciphertext) = with_ciphertext(Stage::new(), length);
        assert_gone_in(&mut session, &[&secret], |session| {
            let plain = SecretBytes::from(session.decrypt(AesCbcPad::new(&IV), key, &ciphertext).unwrap());
            assert!(plain.ct_eq(&secret.expose().0));
        });
        assert_gone_in(&mut session, &[&secret], |session| {
            let mut buffer = Exposed(vec![0; length + 32]);
            let (mechanism, to) = (AesCbcPad::new(&IV), &mut buffer.0);
            assert_eq!(session.decrypt_into(mechanism, key, &ciphertext, to).unwrap(), length);
        });
        assert_gone_in(&mut session, &[&secret], |session| {
            let mut decryptor = session.decryptor(AesCbcPad::new(&IV), key).unwrap();
            for part in ciphertext.chunks(31) {
                drop(SecretBytes::from(decryptor.update(part).unwrap()));
            }
            drop(SecretBytes::from(decryptor.finish().unwrap()));
        });
        assert_gone_in(&mut session, &[&secret], |session| {
            let decryptor = session.decryptor(AesCbcPad::new(&IV), key).unwrap();
            drop(SecretBytes::from(decryptor.decrypt(&ciphertext).unwrap()));
        });
    }
}

#[test]
fn data_that_is_streamed_from_a_reader_or_to_a_writer_is_not_left() {
    let (_stage, mut session, key, secret, ciphertext) = with_ciphertext(Stage::new(), 100_000);
    assert_gone_in(&mut session, &[&secret], |session| {
        let mut decryptor = session.decryptor(AesCbcPad::new(&IV), key).unwrap();
        decryptor.update_from(&ciphertext[..], Through(&[])).unwrap();
        drop(SecretBytes::from(decryptor.finish().unwrap()));
    });
    assert_gone_in(&mut session, &[&secret], |session| {
        let mut decryptor = session.decryptor(AesCbcPad::new(&IV), key).unwrap();
        decryptor.update_from(&ciphertext[..], Broken).unwrap_err()
    });
    assert_gone_in(&mut session, &[&secret], |session| {
        let plain = secret.expose();
        let mut encryptor = session.encryptor(AesCbcPad::new(&IV), key).unwrap();
        encryptor.update_from(Through(&plain.0), Through(&[])).unwrap();
        encryptor.finish().unwrap()
    });
    assert_gone_in(&mut session, &[&secret], |session| {
        let plain = secret.expose();
        let mut digester = session.digester(Mechanism::SHA256).unwrap();
        digester.update_from(Through(&plain.0)).unwrap();
        digester.finish().unwrap()
    });
}

/// A module that withholds the plaintext until the last call, as it has to for GCM.
#[test]
fn a_plaintext_that_comes_all_at_once_is_not_left() {
    let secret = Secret::bytes("the plaintext", 5000);
    let stage = Stage::new();
    let mut session = stage.session();
    let key = aes(&session);
    let gcm = || AesGcm::new(&IV[..12]);
    let ciphertext = session.encrypt(&gcm(), key, &secret.expose().0).unwrap();
    assert_gone_in(&mut session, &[&secret], |session| {
        let mut decryptor = session.decryptor(&gcm(), key).unwrap();
        assert!(decryptor.update(&ciphertext).unwrap().is_empty());
        drop(SecretBytes::from(decryptor.finish().unwrap()));
    });
}

#[test]
fn a_plaintext_whose_decryption_failed_after_it_was_written_is_not_left() {
    let faults = [
        Fault::ErrorAfterActing(pkcs11_sys::CKR_ENCRYPTED_DATA_INVALID),
        Fault::ErrorAfterActing(pkcs11_sys::CKR_BUFFER_TOO_SMALL),
        Fault::WrittenLength(1 << 40),
        Fault::CountAbove(1),
    ];
    for fault in faults {
        for length in [48, 3000] {
            let (stage, mut session, key, secret, ciphertext) = with_ciphertext(Stage::new(), length);
            for function in [Function::Decrypt, Function::DecryptUpdate, Function::DecryptFinal] {
                stage.claim.fault(function, fault.clone());
            }
            assert_gone_in(&mut session, &[&secret], |session| {
                session.decrypt(AesCbcPad::new(&IV), key, &ciphertext).unwrap_err()
            });
            assert_gone_in(&mut session, &[&secret], |session| {
                let mut decryptor = session.decryptor(AesCbcPad::new(&IV), key).unwrap();
                decryptor.update(&ciphertext).unwrap_err()
            });
            assert_gone_in(&mut session, &[&secret], |session| {
                let mut decryptor = session.decryptor(AesCbcPad::new(&IV), key).unwrap();
                decryptor.update_from(&ciphertext[..], Through(&[])).unwrap_err()
            });
        }
    }
}

/// Where a module has no other way to end an operation, its last call is made, and gives what is left of the plaintext.
#[test]
fn a_decryption_that_is_dropped_half_way_leaves_nothing() {
    for length in [48, 5000, 20_000] {
        let stage = Stage::v2_40();
        let secret = Secret::bytes("the plaintext", length);
        let mut session = stage.session();
        let key = aes(&session);
        let gcm = || AesGcm::new(&IV[..12]);
        let ciphertext = session.encrypt(&gcm(), key, &secret.expose().0).unwrap();
        let before = stage.claim.count(Function::DecryptFinal);
        assert_gone_in(&mut session, &[&secret], |session| {
            let mut decryptor = session.decryptor(&gcm(), key).unwrap();
            decryptor.update(&ciphertext).unwrap();
            drop(decryptor);
        });
        assert!(stage.claim.count(Function::DecryptFinal) > before);
    }
}

#[test]
fn a_key_that_is_wrapped_and_unwrapped_is_not_left() {
    let secret = Secret::bytes("the key", 32);
    let stage = Stage::new();
    let mut session = stage.session();
    let wrapping = aes(&session);
    assert_gone_in(&mut session, &[&secret], |session| {
        let value = secret.expose();
        let template = [
            attr::CLASS.is(ObjectClass::SECRET_KEY),
            attr::KEY_TYPE.is(KeyType::AES),
            attr::SENSITIVE.is(false),
            attr::EXTRACTABLE.is(true),
            attr::VALUE.is(&value.0),
        ];
        let key = session.create_object(&template).unwrap();
        let wrapped = session.wrap_key(Mechanism::AES_KEY_WRAP, wrapping, key).unwrap();
        let again: SecretKey = session.unwrap_key(Mechanism::AES_KEY_WRAP, wrapping, &wrapped, &template[..4]).unwrap();
        assert!(session.get(again, attr::VALUE).unwrap().ct_eq(&value.0));
    });
}

/// The template of a secret that is derived to be read.
fn to_read() -> [pkcs11_safe::Attribute<'static>; 5] {
    [
        attr::CLASS.is(ObjectClass::SECRET_KEY),
        attr::KEY_TYPE.is(KeyType::GENERIC_SECRET),
        attr::SENSITIVE.is(false),
        attr::EXTRACTABLE.is(true),
        attr::VALUE_LEN.is(32),
    ]
}

/// Derives twice: the first time to know what to search for.
#[track_caller]
fn assert_derived(derive: impl Fn(&Session, PrivateKey, &[u8]) -> SecretBytes + Sync) {
    let stage = Stage::new();
    let mut session = stage.session();
    let ours = KeyPairSpec::ec(Curve::P256).may(Usage::DERIVE).generate(&session).unwrap();
    let peer = KeyPairSpec::ec(Curve::P256).may(Usage::DERIVE).generate(&session).unwrap();
    let spki = peer_point(&session, peer.public);
    let needle = [Needle::of("what was derived", &derive(&session, ours.private, &spki))];
    let (session, derive) = (&mut session, &derive);
    let ((), finds) = play(&needle, move || drop(derive(session, ours.private, &spki)));
    assert!(finds.is_empty(), "left behind: {finds:#?}");
}

fn peer_point(session: &Session, key: PublicKey) -> Vec<u8> {
    session.export_public_key(key).unwrap().to_spki()
}

#[test]
fn a_derived_secret_is_not_left() {
    assert_derived(|session, key, spki| {
        let peer = ec::PublicKey::from_spki(spki).unwrap();
        session.read_derived(&Ecdh1Derive::new(peer.point().raw()), key, &to_read()).unwrap()
    });
    assert_derived(|session, key, spki| {
        session.shared_secret(key, &ec::PublicKey::from_spki(spki).unwrap(), PointForm::Any).unwrap()
    });
}

#[test]
fn passwords_and_data_that_keys_are_derived_from_are_not_left() {
    let stage = Stage::new();
    let mut session = stage.session();
    let password = Secret::text("the password", 40);
    let base = SecretKeySpec::generic(256).may(Usage::DERIVE).generate(&session).unwrap();
    let template = [attr::CLASS.is(ObjectClass::SECRET_KEY), attr::KEY_TYPE.is(KeyType::GENERIC_SECRET)];
    let with_length = [template[0], template[1], attr::VALUE_LEN.is(32)];
    assert_gone_in(&mut session, &[&password], |session| {
        let exposed = password.expose();
        let mechanism = Pbkdf2::new(Pbkdf2Prf::Sha256, &exposed.0, &IV, 1000);
        // What comes of it does not matter: the module may not know it.
        (format!("{mechanism:?}"), session.generate_key(&mechanism, &with_length).err())
    });
    assert_gone_in(&mut session, &[&password], |session| {
        let (exposed, mut iv) = (password.expose(), [0; 8]);
        let mut mechanism = Pbe::sha1_des3(&exposed.0, &IV, 1000, &mut iv);
        (format!("{mechanism:?}"), session.generate_key(&mut mechanism, &with_length).err())
    });
    assert_gone_in(&mut session, &[&password], |session| {
        let exposed = password.expose();
        let mechanism = ConcatenateBaseAndData::new(&exposed.0);
        (format!("{mechanism:?}"), session.derive_key(&mechanism, base, &template).err())
    });
}

#[test]
fn data_that_is_signed_verified_or_digested_is_not_left() {
    let data = Secret::bytes("the data", 64);
    let stage = Stage::new();
    let mut session = stage.session();
    let pair = KeyPairSpec::rsa(2048).generate(&session).unwrap();
    assert_gone_in(&mut session, &[&data], |session| {
        let data = data.expose();
        let signature = session.sign(Mechanism::RSA_PKCS, pair.private, &data.0).unwrap();
        session.verify(Mechanism::RSA_PKCS, pair.public, &data.0, &signature).unwrap();
        session.digest(Mechanism::SHA256, &data.0).unwrap();
        session.seed_random(&data.0).unwrap();
        let mut signer = session.signer(Mechanism::SHA256_RSA_PKCS, pair.private).unwrap();
        signer.update(&data.0).unwrap();
        drop(signer);
    });
}

#[test]
fn a_vendors_parameter_is_not_left() {
    use pkcs11_safe::mechanism::VendorMechanism;
    for length in [40, 1000] {
        let parameter = Secret::bytes("the parameter", length);
        let stage = Stage::new();
        let mut session = stage.session();
        let key = aes(&session);
        assert_gone_in(&mut session, &[&parameter], |session| {
            let exposed = parameter.expose();
            // SAFETY: the module reads the parameter of a mechanism that it does not know as plain bytes.
            let mechanism = unsafe { VendorMechanism::new(0x8000_1234, &exposed.0) };
            (format!("{mechanism:?}"), session.encrypt(mechanism, key, b"data").err())
        });
    }
}

#[test]
fn an_owned_parameter_is_not_left() {
    use pkcs11_safe::mechanism::{AesGcm, VendorMechanism};
    let (data, parameter) = (Secret::bytes("the additional data", 40), Secret::bytes("the parameter", 1000));
    let stage = Stage::new();
    let mut session = stage.session();
    let key = aes(&session);
    assert_gone_in(&mut session, &[&data, &parameter], |session| {
        let (data, parameter) = (data.expose(), parameter.expose());
        let gcm = AesGcm::new(&[1; 12]).aad(&data.0).into_owned();
        // SAFETY: the module reads the parameter of a mechanism that it does not know as plain bytes.
        let vendor = unsafe { VendorMechanism::new(0x8000_1234, &parameter.0) }.into_owned();
        let encrypted = session.encrypt(&gcm.clone(), key, b"data").err();
        (format!("{gcm:?}"), encrypted, session.encrypt(&vendor, key, b"data").err())
    });
}
