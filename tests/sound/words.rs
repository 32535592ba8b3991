//! Whose word an error is, and words that say nothing.

use super::{session, token};
use core::time::Duration;
use pkcs11_safe::encoding::ec::{self, Curve};
use pkcs11_safe::{
    Error, Function, KeyPairSpec, Mechanism, ObjectClass, Pin, PointForm, ReturnValue, TokenFilter, attribute as attr,
};
use pkcs11_sys::*;
use support::module::{Fault, LABEL, SLOT, When, claim};

#[track_caller]
fn blames<T>(result: pkcs11_safe::Result<T>, function: Function) {
    let error = result.map(drop).expect_err("the module lies");
    assert!(matches!(error, Error::Module { function: blamed, .. } if blamed == function), "{error}");
}

#[test]
fn pending_is_the_modules_fault_in_an_ordinary_session() {
    let claim = claim();
    let token = token(&claim);
    let session = session(&token);
    claim.fault(support::module::Target::Any, Fault::Pending);
    blames(session.digest(Mechanism::SHA256, b"abc"), Function::DigestInit);
    blames(session.get(session.object_from_raw(1), attr::LABEL), Function::GetAttributeValue);
    blames(session.random(4), Function::GenerateRandom);
    blames(token.info(), Function::GetSlotInfo);
    blames(token.context().slots(), Function::GetSlotList);
    claim.clear_faults();
}

#[test]
fn success_with_nothing_written_is_no_empty_answer() {
    let claim = claim();
    let token = token(&claim);
    let session = session(&token);
    let object = session.create_object(&[attr::CLASS.is(ObjectClass::DATA), attr::LABEL.is("data")]).unwrap();
    let inner = [attr::LABEL.is("inner")];
    let template = [
        attr::CLASS.is(ObjectClass::SECRET_KEY),
        attr::KEY_TYPE.is(pkcs11_safe::KeyType::AES),
        attr::VALUE.is(&[1; 16]),
    ];
    let key = session.create_object(&[&template[..], &[attr::WRAP_TEMPLATE.is(&inner)]].concat()).unwrap();
    claim.slot_event(SLOT);
    claim.fault(support::module::Target::Any, Fault::OkWithoutWriting);
    blames(token.context().slots(), Function::GetSlotList);
    blames(token.mechanisms(), Function::GetMechanismList);
    blames(session.object_size(object), Function::GetObjectSize);
    blames(session.get(key, attr::WRAP_TEMPLATE), Function::GetAttributeValue);
    blames(session.random(40), Function::GenerateRandom);
    claim.clear_faults();
    claim.fault("C_WaitForSlotEvent", Fault::OkWithoutWriting);
    blames(token.context().wait_for_slot_event(Duration::ZERO), Function::WaitForSlotEvent);
    claim.fault("C_GenerateRandom", Fault::WritesFewer(8));
    blames(session.random(40), Function::GenerateRandom);
}

#[test]
fn an_output_of_no_bytes_is_none_where_there_must_be_some() {
    let claim = claim();
    let mut session = session(&token(&claim));
    let aes = pkcs11_safe::SecretKeySpec::aes(128).generate(&session).unwrap();
    for function in ["C_Digest", "C_DigestFinal", "C_Encrypt"] {
        claim.fault(function, Fault::Length(0));
    }
    blames(session.digest(Mechanism::SHA256, b"abc"), Function::Digest);
    blames(session.encrypt(Mechanism::AES_ECB, aes, &[0; 16]), Function::Encrypt);
    assert_eq!(session.encrypt(Mechanism::AES_ECB, aes, &[]).expect("nothing comes of nothing"), []);
    blames(session.digester(Mechanism::SHA256).unwrap().finish(), Function::DigestFinal);
}

#[test]
fn a_single_encryption_that_reports_its_whole_buffer_is_cut_or_refused() {
    let claim = claim();
    let mut session = session(&token(&claim));
    let aes = pkcs11_safe::SecretKeySpec::aes(128).generate(&session).unwrap();
    let rsa = KeyPairSpec::rsa(1024).generate(&session).unwrap();
    claim.fault("C_Encrypt", Fault::ReportsRoom);
    blames(session.encryptor(Mechanism::AES_ECB, aes).unwrap().encrypt(&[0; 16]), Function::Encrypt);
    let sealed = session.encryptor(Mechanism::RSA_PKCS, rsa.public).unwrap().encrypt(b"secret").unwrap();
    assert_eq!(sealed.len(), 128, "as long as the modulus");
    // As long as the modulus is what has to be written, too.
    claim.fault("C_Encrypt", Fault::WritesFewer(8));
    blames(session.encrypt(Mechanism::RSA_PKCS, rsa.public, b"secret"), Function::Encrypt);
    blames(session.encryptor(Mechanism::RSA_PKCS, rsa.public).unwrap().encrypt(b"secret"), Function::Encrypt);
}

#[test]
fn a_stream_that_no_buffer_is_large_enough_for_is_the_modules_fault() {
    let claim = claim();
    let mut session = session(&token(&claim));
    let aes = pkcs11_safe::SecretKeySpec::aes(128).generate(&session).unwrap();
    claim.fault("C_EncryptUpdate", Fault::GrowingLength);
    let mut encryptor = session.encryptor(Mechanism::AES_ECB, aes).unwrap();
    blames(encryptor.update_from(&[0; 16][..], &mut Vec::new()), Function::EncryptUpdate);
}

#[test]
fn a_token_that_does_not_answer_is_no_token_that_is_not_there() {
    let claim = claim();
    let token = token(&claim);
    let find = || token.context().find_token(&TokenFilter::new().label(LABEL));
    claim.fault("C_GetTokenInfo", Fault::ReturnCode(CKR_DEVICE_ERROR));
    let error = find().expect_err("nobody answers");
    assert_eq!(error.return_value(), Some(ReturnValue::DEVICE_ERROR), "{error}");
    claim.clear_faults();
    claim.fault_when("C_GetTokenInfo", When::Nth(1), Fault::ReturnCode(CKR_DEVICE_ERROR));
    let error = find().expect_err("the one that is meant does not answer").to_string();
    assert!(error.contains("does not tell: C_GetTokenInfo: CKR_DEVICE_ERROR"), "{error}");
}

#[test]
fn an_event_is_not_lost_where_its_slot_does_not_answer() {
    let claim = claim();
    let context = token(&claim).context();
    claim.slot_event(SLOT);
    claim.fault("C_GetSlotInfo", Fault::ReturnCode(CKR_FUNCTION_NOT_SUPPORTED));
    let error = context.wait_for_slot_event(Duration::ZERO).expect_err("the slot does not tell what happened");
    assert_eq!(error.function(), Some(Function::GetSlotInfo), "{error}");
}

#[test]
fn a_pin_for_one_operation_that_was_not_looked_at_is_an_error() {
    let claim = claim();
    let mut session = session(&token(&claim));
    let spec = KeyPairSpec::rsa(1024).private(&[attr::ALWAYS_AUTHENTICATE.is(true)]);
    let key = spec.generate(&session).unwrap().private;
    claim.fault("C_Login", Fault::ReturnCode(CKR_USER_ALREADY_LOGGED_IN));
    let signer = session.signer(Mechanism::SHA256_RSA_PKCS, key).unwrap();
    let error = signer.authenticate(&Pin::new(support::module::USER_PIN)).expect_err("no PIN was checked");
    assert_eq!(error.function(), Some(Function::Login), "{error}");
}

#[test]
fn a_point_is_tried_in_another_form_only_where_the_token_did_not_take_it() {
    let claim = claim();
    let session = session(&token(&claim));
    let pair = KeyPairSpec::ec(Curve::P256).generate(&session).unwrap();
    let point = session.get(pair.public, attr::EC_POINT).unwrap();
    let peer = ec::PublicKey::from_attributes(Curve::P256.params(), &point).unwrap();
    claim.fault_once("C_DestroyObject", Fault::ReturnCode(CKR_GENERAL_ERROR));
    claim.clear();
    let error = session.shared_secret(pair.private, &peer, PointForm::Any).expect_err("the secret stays behind");
    assert_eq!((error.function(), claim.count("C_DeriveKey")), (Some(Function::DestroyObject), 1), "{error}");
}
