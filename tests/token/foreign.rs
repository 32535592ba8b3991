//! Handles of one token used on another are a usage error before any call.

use super::keys;
use pkcs11_safe::{Error, Mechanism, Result, Session, attribute as attr};
use support::token;
use support::token::calls;

#[test]
fn a_handle_used_on_another_token_is_a_usage_error_before_any_call() {
    let (home, abroad) = (token!(), token!());
    let (here, mut there) = (home.login(), abroad.login());
    let (rsa, aes) = (keys::rsa(&here), keys::aes(&here));
    let own = keys::aes(&there);
    let mut buffer = [0; 512];
    let mut refused = |what: &str, argument: &str, run: &mut dyn FnMut(&mut Session) -> Result<()>| {
        let (result, made) = calls(|| run(&mut there));
        let error = result.unwrap_err();
        assert!(matches!(error, Error::Usage { argument: found, .. } if found == argument), "{what}: {error:?}");
        assert!(error.to_string().contains("of another token"), "{what}: {error}");
        assert_eq!(made.total(), 0, "{what}");
    };
    let (rsa_pkcs, ecb, sha) = (Mechanism::RSA_PKCS, Mechanism::AES_ECB, Mechanism::SHA256);
    refused("get", "object", &mut |s| s.get(aes, attr::CLASS).map(drop));
    refused("get_in", "object", &mut |s| s.get_in(aes, attr::LABEL, &mut buffer).map(drop));
    refused("attributes", "object", &mut |s| s.attributes(aes, &[attr::CLASS.attribute_type()]).map(drop));
    refused("set", "object", &mut |s| s.set(aes, &[attr::LABEL.is("x")]));
    refused("copy", "object", &mut |s| s.copy_object(aes, &[]).map(drop));
    refused("destroy", "object", &mut |s| s.destroy(aes));
    refused("object_size", "object", &mut |s| s.object_size(aes).map(drop));
    refused("sign", "key", &mut |s| s.sign(rsa_pkcs, rsa.private, b"x").map(drop));
    refused("sign_into", "key", &mut |s| s.sign_into(rsa_pkcs, rsa.private, b"x", &mut [0; 256]).map(drop));
    refused("signer", "key", &mut |s| s.signer(rsa_pkcs, rsa.private).map(drop));
    refused("verify", "key", &mut |s| s.verify(rsa_pkcs, rsa.public, b"x", b"y"));
    refused("verifier", "key", &mut |s| s.verifier(rsa_pkcs, rsa.public).map(drop));
    refused("encrypt", "key", &mut |s| s.encrypt(ecb, aes, &[0; 16]).map(drop));
    refused("encryptor", "key", &mut |s| s.encryptor(ecb, aes).map(drop));
    refused("decrypt", "key", &mut |s| s.decrypt(ecb, aes, &[0; 16]).map(drop));
    refused("decryptor", "key", &mut |s| s.decryptor(ecb, aes).map(drop));
    refused("sign_recover", "key", &mut |s| s.sign_recover(rsa_pkcs, rsa.private, b"x").map(drop));
    refused("verify_recover", "key", &mut |s| s.verify_recover(rsa_pkcs, rsa.public, b"x").map(drop));
    refused("derive", "base", &mut |s| s.derive_key(Mechanism::ECDSA, aes, &[]).map(drop));
    refused("wrap with", "wrapping", &mut |s| s.wrap_key(Mechanism::AES_KEY_WRAP, aes, own).map(drop));
    refused("wrap what", "key", &mut |s| s.wrap_key(Mechanism::AES_KEY_WRAP, own, aes).map(drop));
    refused("unwrap", "unwrapping", &mut |s| {
        s.unwrap_key::<pkcs11_safe::SecretKey>(Mechanism::AES_KEY_WRAP, aes, b"x", &[]).map(drop)
    });
    let mut digester = there.digester(sha).unwrap();
    let (error, made) = calls(|| digester.update_key(aes).unwrap_err());
    assert!(matches!(error, Error::Usage { argument: "key", .. }), "{error:?}");
    assert_eq!(made.total(), 0);
    drop(digester);
    keys::assert_usable(&there);
    // The object knows nothing of it.
    assert_eq!(here.get(aes, attr::VALUE_LEN).unwrap(), 16);
}

#[test]
fn a_handle_goes_from_session_to_session_of_its_token() {
    let token = token!();
    let (first, second) = (token.login(), token.open());
    let key = keys::aes(&first);
    let secret = second.encrypt(Mechanism::AES_ECB, key, &[7; 16]).unwrap();
    assert_eq!(first.decrypt(Mechanism::AES_ECB, key, &secret).unwrap(), [7; 16]);
}

#[test]
fn a_raw_handle_goes_out_and_comes_in() {
    let token = token!();
    let session = token.login();
    let key = keys::aes(&session);
    let object = session.object_from_raw(key.handle());
    assert_eq!(object, key.into());
    assert_eq!(session.get(object, attr::VALUE_LEN).unwrap(), 16);
}
