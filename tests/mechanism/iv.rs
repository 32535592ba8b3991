//! Block ciphers with an IV, other than AES: triple DES (section 6.18).

use ::des::TdesEde3;
use ::des::cipher::block_padding::{NoPadding, Pkcs7};
use ::des::cipher::{BlockModeEncrypt, KeyIvInit};
use pkcs11_safe::attribute as attr;
use pkcs11_safe::mechanism::{Des3Cbc, Des3CbcPad, Mechanism};
use pkcs11_safe::{KeyType, SecretKeySpec, Session};

fn encryptor(key: &[u8], iv: &[u8; 8]) -> cbc::Encryptor<TdesEde3> {
    cbc::Encryptor::new_from_slices(key, iv).expect("fits")
}

/// ECB is CBC of single blocks with an IV of zeros.
pub(crate) fn ecb(key: &[u8], data: &[u8]) -> Vec<u8> {
    data.chunks(8).flat_map(|block| encryptor(key, &[0; 8]).encrypt_padded_vec::<NoPadding>(block)).collect()
}

pub(crate) fn cbc(key: &[u8], iv: &[u8; 8], data: &[u8]) -> Vec<u8> {
    encryptor(key, iv).encrypt_padded_vec::<NoPadding>(data)
}

fn key(session: &Session, value: &[u8]) -> pkcs11_safe::SecretKey {
    crate::import(session, KeyType::DES3, value, &[attr::ENCRYPT, attr::DECRYPT])
}

#[test]
fn triple_des_is_that_of_software() {
    let token = support::token!();
    needs!(token: DES3_ECB DES3_CBC DES3_CBC_PAD);
    let session = token.login();
    let (value, iv, data) = (crate::noise(24), [6; 8], crate::noise(80));
    let key = key(&session, &value);
    let padded = encryptor(&value, &iv).encrypt_padded_vec::<Pkcs7>(&data[..77]);
    let (block, pad) = (Des3Cbc::new(&iv), Des3CbcPad::new(&iv));
    let rows: [(Mechanism<'_>, &[u8], Vec<u8>); 3] = [
        (Mechanism::DES3_ECB, &data, ecb(&value, &data)),
        ((&block).into(), &data, cbc(&value, &iv, &data)),
        (pad.into(), &data[..77], padded),
    ];
    for (mechanism, data, expected) in rows {
        assert_eq!(session.encrypt(mechanism, key, data).expect("encrypts"), expected, "{mechanism:?}");
        assert_eq!(session.decrypt(mechanism, key, &expected).expect("decrypts"), data, "{mechanism:?}");
    }
}

#[test]
fn a_generated_triple_des_key_encrypts_as_its_value_does_in_software() {
    let token = support::token!();
    needs!(token: DES3_KEY_GEN DES3_CBC_PAD);
    let session = token.login();
    let readable = [attr::SENSITIVE.is(false), attr::EXTRACTABLE.is(true)];
    let key = SecretKeySpec::des3().with(&readable).generate(&session).expect("generates");
    let value = session.get(key, attr::VALUE).expect("reads");
    assert_eq!(value.len(), 24);
    let encrypted = session.encrypt(Des3CbcPad::new(&[1; 8]), key, b"data").expect("encrypts");
    assert_eq!(encrypted, encryptor(&value, &[1; 8]).encrypt_padded_vec::<Pkcs7>(b"data"));
}
