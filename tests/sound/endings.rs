//! How operations end that did not go well, and what comes of it.

use super::{session, token};
use core::sync::atomic::{AtomicUsize, Ordering};
use pkcs11_safe::mechanism::AesGcmGeneratedIv;
use pkcs11_safe::{
    Error, Function, Mechanism, ObjectClass, ReturnValue, SecretKey, SecretKeySpec, Session, attribute as attr,
};
use pkcs11_sys::{CKR_BUFFER_TOO_SMALL, CKR_KEY_HANDLE_INVALID, CKR_OK};
use support::module::{Claim, Fault, When, claim};

fn key(session: &Session) -> SecretKey {
    SecretKeySpec::aes(256).generate(session).unwrap()
}

/// The same for modules with and without the means of 3.0 to end an operation.
fn each_version(test: impl Fn(&Claim)) {
    for old in [false, true] {
        let claim = claim();
        if old {
            claim.configure(support::module::Config::follow_2_40);
        }
        // The module was looked at as it was for another test.
        forget(&claim);
        test(&claim);
        forget(&claim);
    }
}

fn forget(claim: &Claim) {
    // SAFETY: nothing of it is used any more.
    #[allow(unsafe_code, reason = "the module is part of this program")]
    let unloaded = unsafe {
        let module = pkcs11_safe::Module::from_get_interface(claim.get_interface(), claim.get_function_list());
        module.expect("has a list").unload()
    };
    unloaded.expect("nobody uses it");
}

#[test]
fn a_parameter_that_the_token_writes_to_does_not_outlive_an_operation_that_failed() {
    each_version(|claim| {
        let session = session(&token(claim));
        let key = key(&session);
        let mut iv = [0; 12];
        let refused = session.encrypt_into(&mut AesGcmGeneratedIv::new(&mut iv), key, &[7; 64], &mut [0; 10]);
        assert!(matches!(refused.unwrap_err(), Error::Usage { argument: "buffer", .. }));
        assert_eq!(claim.operations(session.handle()), 0, "the token writes to the parameter as long as it goes on");
        session.encrypt(Mechanism::AES_ECB, key, &[7; 16]).unwrap();
        // What has not begun costs no session.
        claim.fault_once("C_EncryptInit", Fault::ReturnCode(CKR_KEY_HANDLE_INVALID));
        session.encrypt(&mut AesGcmGeneratedIv::new(&mut iv), key, &[7; 64]).unwrap_err();
        session.encrypt(&mut AesGcmGeneratedIv::new(&mut iv), key, &[7; 64]).unwrap();
    });
}

#[test]
fn an_encryption_written_in_part_is_the_modules_fault_in_a_buffer_that_it_asked_for_too() {
    let claim = claim();
    let session = session(&token(&claim));
    let key = key(&session);
    claim.fault_when("C_Encrypt", When::Nth(1), Fault::ReturnCode(CKR_BUFFER_TOO_SMALL));
    claim.fault_when("C_Encrypt", When::Nth(3), Fault::WritesFewer(8));
    let error = session.encrypt(Mechanism::AES_ECB, key, &[7; 64]).unwrap_err();
    assert_eq!(claim.count("C_Encrypt"), 3, "a guess, its size, and a buffer of that size");
    assert!(matches!(error, Error::Module { function: Function::Encrypt, .. }), "{error:?}");
}

#[test]
fn several_objects_that_come_one_after_the_other_are_several() {
    let claim = claim();
    let session = session(&token(&claim));
    for label in ["a", "b", "c"] {
        session.create_object(&[attr::CLASS.is(ObjectClass::DATA), attr::LABEL.is(label)]).unwrap();
    }
    let (call, handles) = (AtomicUsize::new(0), [21, 22, 23]);
    claim.script(move |scene| {
        if scene.function() != support::module::Function::FindObjects {
            return scene.act();
        }
        // One of them first, and then the other two.
        let batch = match call.fetch_add(1, Ordering::Relaxed) {
            0 => &handles[..1],
            1 => &handles[1..],
            _ => &[],
        };
        let written = scene.write_numbers(batch);
        scene.report(written.try_into().expect("few"));
        CKR_OK
    });
    let error = session.find_one::<pkcs11_safe::Data>(&[]).unwrap_err();
    claim.clear_script();
    assert!(matches!(error, Error::Ambiguous { .. }), "{error:?}");
}

#[test]
fn an_operation_that_was_cancelled_in_vain_is_finished() {
    let claim = claim();
    let session = session(&token(&claim));
    let key = key(&session);
    claim.fault("C_SessionCancel", Fault::OkWithoutWriting);
    session.sign_into(Mechanism::SHA256_HMAC, key, b"data", &mut [0; 4]).unwrap_err();
    assert_eq!(claim.operations(session.handle()), 1, "its buffer was too small, so it is there still");
    session.sign(Mechanism::SHA256_HMAC, key, b"data").unwrap();
    assert_eq!(claim.operations(session.handle()), 0);
}

#[test]
fn what_is_under_way_is_not_lost_for_a_signature_that_never_began() {
    let claim = claim();
    claim.configure(|config| {
        config.follow_2_40();
        config.dual = false;
    });
    forget(&claim);
    let token = token(&claim);
    let mut session = session(&token);
    let key = key(&session);
    claim.fault_once("C_SignInit", Fault::ReturnCode(CKR_KEY_HANDLE_INVALID));
    session.sign(Mechanism::HSS, key, b"data").unwrap_err();
    let mut digester = session.digester(Mechanism::SHA256).unwrap();
    digester.update(b"abc").unwrap();
    let error = digester.encrypt(Mechanism::AES_ECB, key, &[7; 16]).unwrap_err();
    assert_eq!(error.return_value(), Some(ReturnValue::OPERATION_ACTIVE));
    let digest = digester.finish().unwrap();
    assert_eq!(digest[..4], [0xba, 0x78, 0x16, 0xbf]);
    drop((session, token));
    forget(&claim);
}
