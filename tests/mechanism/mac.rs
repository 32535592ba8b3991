//! Block cipher MACs: CMAC (sections 6.14 and 6.19).

use cmac::{Cmac, KeyInit, Mac};
use pkcs11_safe::KeyType;
use pkcs11_safe::attribute as attr;
use pkcs11_safe::mechanism::Mechanism;

#[test]
fn cmac_gives_the_vectors_of_rfc_4493() {
    let token = support::token!();
    needs!(token: AES_CMAC);
    let mut session = token.login();
    let value = crate::hex("2b7e151628aed2a6abf7158809cf4f3c");
    let key = crate::import(&session, KeyType::AES, &value, &[attr::SIGN, attr::VERIFY]);
    let message = crate::hex(
        "6bc1bee22e409f96e93d7e117393172a ae2d8a571e03ac9c9eb76fac45af8e51
         30c81c46a35ce411e5fbc1191a0a52ef f69f2445df4f9b17ad2b417be66c3710",
    );
    for (length, expected) in [
        (0, "bb1d6929e95937287fa37d129b756746"),
        (16, "070a16b46b4d4144f79bdd9dd04a287c"),
        (40, "dfa66747de9ae63030ca32611497c827"),
        (64, "51f0bebf7e3b9d92fc49741779363cfe"),
    ] {
        let (message, expected) = (&message[..length], crate::hex(expected));
        assert_eq!(session.sign(Mechanism::AES_CMAC, key, message).expect("signs"), expected, "{length} bytes");
        session.verify(Mechanism::AES_CMAC, key, message, &expected).expect("verifies");
        let error = session.verify(Mechanism::AES_CMAC, key, b"another", &expected).expect_err("another message");
        assert!(error.is_bad_signature(), "{error}");
        let mut signer = session.signer(Mechanism::AES_CMAC, key).expect("begins");
        for piece in message.chunks(7) {
            signer.update(piece).expect("takes a piece");
        }
        assert_eq!(signer.finish().expect("signs"), expected, "{length} bytes in pieces");
    }
}

#[test]
fn cmac_with_every_cipher_is_that_of_software() {
    let token = support::token!();
    needs!(token: AES_CMAC);
    let session = token.login();

    macro_rules! check {
        ($cipher:ty, $length:literal, $key_type:ident, $mechanism:ident) => {
            if crate::has(&token, pkcs11_safe::MechanismType::$mechanism) {
                let value = crate::noise($length);
                let key = crate::import(&session, KeyType::$key_type, &value, &[attr::SIGN]);
                for length in [0, 1, 8, 16, 17, 1000] {
                    let message = crate::noise(length);
                    let mut software = Cmac::<$cipher>::new_from_slice(&value).expect("is a key");
                    software.update(&message);
                    let expected = software.finalize().into_bytes();
                    let signed = session.sign(Mechanism::$mechanism, key, &message).expect("signs");
                    assert_eq!(signed, expected[..], "{length} bytes");
                }
            }
        };
    }
    check!(::aes::Aes128, 16, AES, AES_CMAC);
    check!(::aes::Aes192, 24, AES, AES_CMAC);
    check!(::aes::Aes256, 32, AES, AES_CMAC);
    check!(::des::TdesEde3, 24, DES3, DES3_CMAC);
}
