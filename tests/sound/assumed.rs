//! What docs/UNSAFE.md assumes of modules: how far the crate gets where a module breaks it.

use super::{session, token};
use pkcs11_safe::mechanism::AesGcmGeneratedIv;
use pkcs11_safe::{
    AttributeType, Error, Function, InitializeArgs, Mechanism, Module, OwnedMechanism, ReturnValue, SecretKeySpec,
    SessionMode, attribute as attr,
};
use pkcs11_sys::{CK_VERSION, CKN_SURRENDER, CKR_FUNCTION_FAILED};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use support::module::{Claim, Fault, SLOT, Value, claim};

/// The module by its interface.
fn by_interface(claim: &Claim) -> Module {
    // SAFETY: the functions are those of the module that is part of this test.
    #[allow(unsafe_code, reason = "the module is part of this program")]
    let module = unsafe { Module::from_get_interface(claim.get_interface(), claim.get_function_list()) };
    module.expect("has a list")
}

/// The module by its list.
fn by_list(claim: &Claim) -> Module {
    // SAFETY: as above.
    #[allow(unsafe_code, reason = "the module is part of this program")]
    let module = unsafe { Module::from_get_function_list(claim.get_function_list()) };
    module.expect("has a list")
}

/// Forgets a module, so that the next one is looked at anew, even at the same address.
fn forget(module: Module) {
    // SAFETY: nothing of it is used any more.
    #[allow(unsafe_code, reason = "the module is part of this program")]
    let unloaded = unsafe { module.unload() };
    unloaded.expect("nobody uses it");
}

#[test]
fn modules_in_the_program_that_give_no_list_are_not_taken_for_each_other() {
    for claim in [claim(), claim()] {
        claim.fault("C_GetFunctionList", Fault::NullList);
        // SAFETY: the functions are those of the module that is part of this test.
        #[allow(unsafe_code, reason = "the module is part of this program")]
        let module = unsafe { Module::from_get_interface(claim.get_interface(), claim.get_function_list()) };
        let error = module.unwrap_err();
        assert!(matches!(error, Error::Module { function: Function::GetFunctionList, .. }), "{error:?}");
    }
}

#[test]
fn a_list_that_outgrows_its_room_stays_within_the_slack() {
    let claim = claim();
    let token = token(&claim);
    let (slots, mechanisms) = (token.context().slots().unwrap().len(), token.mechanisms().unwrap().len());
    claim.fault("C_GetSlotList", Fault::IgnoresRoom(200));
    claim.fault("C_GetMechanismList", Fault::IgnoresRoom(200));
    assert_eq!(token.context().slots().unwrap().len(), slots + 200);
    assert_eq!(token.mechanisms().unwrap().len(), mechanisms + 200);
}

#[test]
fn pointers_that_a_module_writes_into_a_template_are_not_followed() {
    let claim = claim();
    let session = session(&token(&claim));
    let inside = [attr::ENCRYPT.is(true), attr::LABEL.is("wrapped")];
    let key = SecretKeySpec::aes(256).label("key").with(&[attr::WRAP_TEMPLATE.is(&inside)]).generate(&session).unwrap();
    claim.fault("C_GetAttributeValue", Fault::ClobbersPointers);
    let (label, template) = session.get(key, (attr::LABEL, attr::WRAP_TEMPLATE)).unwrap();
    assert_eq!(label, "key");
    assert_eq!(template.get(attr::LABEL).as_deref(), Some("wrapped"));
}

#[test]
fn an_array_attribute_is_never_asked_for_as_bytes() {
    let claim = claim();
    let session = session(&token(&claim));
    let key = SecretKeySpec::aes(256).generate(&session).unwrap();
    let error = session.get(key, attr::WRAP_TEMPLATE.bytes()).unwrap_err();
    assert!(matches!(error, Error::Usage { argument: "query", .. }), "{error:?}");
    // The bit alone says what it is, and the two published numbers that lack it.
    for number in [0xc000_0001, 0x4000_0211, 0x62a, 0x62b] {
        claim.clear();
        claim.record();
        let entries = session.attributes(key, &[AttributeType::new(number)]).unwrap();
        assert_eq!(entries.len(), 1);
        let asked = claim.calls_of("C_GetAttributeValue");
        let rooms: Vec<_> = asked.iter().flat_map(|call| call.templates.iter().flatten()).collect();
        assert!(!rooms.is_empty());
        for room in rooms {
            assert!(room.type_ == number && !matches!(room.value, Value::Buffer(_)), "{room:?}");
        }
    }
}

#[test]
fn a_stream_takes_no_parameter_that_the_token_writes_to() {
    let claim = claim();
    let mut session = session(&token(&claim));
    let key = SecretKeySpec::aes(256).generate(&session).unwrap();
    let mut iv = [0; 12];
    let mut gcm = AesGcmGeneratedIv::new(&mut iv);
    claim.clear();
    let error = session.encryptor(&mut gcm, key).unwrap_err();
    assert!(matches!(error, Error::Usage { argument: "mechanism", .. }), "{error:?}");
    assert_eq!(claim.total(), 0);
}

#[test]
fn an_owned_mechanism_has_no_parameter_that_the_token_writes_to() {
    let claim = claim();
    let session = session(&token(&claim));
    let key = SecretKeySpec::aes(256).generate(&session).unwrap();
    let leaked = Box::into_raw(Box::new(AesGcmGeneratedIv::new(&mut [])));
    // SAFETY: it is valid until it is freed below.
    #[allow(unsafe_code, reason = "a builder that lives for ever")]
    let owned = OwnedMechanism::from(Mechanism::from(unsafe { &mut *leaked }));
    claim.clear();
    let error = session.encrypt(&owned, key, b"data").unwrap_err();
    assert!(matches!(error, Error::Usage { argument: "mechanism", .. }), "{error:?}");
    assert_eq!(claim.total(), 0);
    // SAFETY: it comes from `into_raw`, and nothing borrows it any more.
    #[allow(unsafe_code, reason = "as above")]
    drop(unsafe { Box::from_raw(leaked) });
}

#[test]
fn a_list_of_an_unknown_version_is_read_as_68_entries() {
    for (major, minor) in [(1, 0), (2, 11), (3, 2), (4, 0)] {
        let claim = claim();
        claim.fault("C_GetFunctionList", Fault::WrongVersion(CK_VERSION { major, minor }));
        let module = by_list(&claim);
        assert!(module.provides(Function::Sign) && !module.provides(Function::SessionCancel), "{major}.{minor}");
        module.initialize(InitializeArgs::default()).unwrap().slots().unwrap();
        forget(module);
    }
    let claim = claim();
    forget(by_interface(&claim));
    claim.fault("C_GetInterface", Fault::WrongVersion(CK_VERSION { major: 4, minor: 0 }));
    let module = by_interface(&claim);
    assert!(!module.interface().is_v3() && !module.provides(Function::SessionCancel));
    forget(module);
}

#[test]
fn entries_that_are_null_answer_that_they_are_not_supported() {
    let claim = claim();
    claim.fault("C_GetFunctionList", Fault::HalfEmptyTable);
    let module = by_list(&claim);
    let missing = Function::ALL.iter().filter(|function| !module.provides(**function)).count();
    assert!(missing > 30, "{missing}");
    let context = module.initialize(InitializeArgs::default()).unwrap();
    let (info, list) = (context.slot(SLOT).info(), context.slots());
    let unsupported = |error: Error| error.return_value() == Some(ReturnValue::FUNCTION_NOT_SUPPORTED);
    for (function, refused) in [
        (Function::GetSlotInfo, info.err().is_some_and(unsupported)),
        (Function::GetSlotList, list.err().is_some_and(unsupported)),
    ] {
        assert_eq!(refused, !module.provides(function), "{function}");
    }
    drop(context);
    forget(module);
}

#[test]
fn a_callback_outlives_a_finalisation_that_failed() {
    let claim = claim();
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let count = move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
    };
    let session = token(&claim).open_session_with(SessionMode::ReadOnly, count).unwrap();
    let handle = session.handle();
    claim.fault("C_CloseSession", Fault::ReturnCode(CKR_FUNCTION_FAILED));
    claim.fault("C_Finalize", Fault::ReturnCode(CKR_FUNCTION_FAILED));
    drop(session);
    assert_eq!(claim.count("C_Finalize"), 1);
    assert!(claim.is_initialised());
    claim.notify(handle, CKN_SURRENDER);
    assert_eq!(calls.load(Ordering::Relaxed), 1);
    assert_eq!(Arc::strong_count(&calls), 2, "the callback is still there");
}
