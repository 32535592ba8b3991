//! Row 1.5: a parameter that the module writes to, where nobody knows whether the operation is over. The module in this
//! process keeps the parameter and writes to it whenever a test says so, which Miri watches.

use crate::fixtures::aes;
use crate::world::{LOCKINGS, World, must_work, session};
use core::ptr::null_mut;
use core::sync::atomic::{AtomicPtr, Ordering};
use pkcs11_safe::mechanism::AesGcmGeneratedIv;
use pkcs11_safe::{Locking, Mechanism, OwnedMechanism};
use pkcs11_sys::{CKR_DEVICE_ERROR, CKR_FUNCTION_FAILED, CKR_OPERATION_ACTIVE};
use support::module::{Claim, Fault, Target, When};

/// What the module writes later.
const LATER: u8 = 0xab;

/// The encryption fails, and no call ends it.
pub(crate) fn refuse_to_end(claim: &Claim) {
    claim.fault("C_SessionCancel", Fault::ReturnCode(CKR_FUNCTION_FAILED));
    claim.fault_when("C_EncryptInit", When::From(2), Fault::ReturnCode(CKR_FUNCTION_FAILED));
    for function in ["C_Encrypt", "C_EncryptUpdate", "C_EncryptFinal"] {
        claim.fault(function, Fault::ReturnCode(CKR_DEVICE_ERROR));
    }
}

/// An encryption that fails so that nobody knows whether it is over: the module goes on writing, now, when the session is
/// gone, and when the module is finalised.
fn goes_on_writing(fail: impl Fn(&Claim)) {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let context = world.context();
        let session = session(&context);
        let key = aes(&session);
        world.claim.fault("C_EncryptInit", Fault::KeepsParameter);
        fail(&world.claim);
        let mut iv = [0; 12];
        {
            let aad = vec![7; 20];
            let mut gcm = AesGcmGeneratedIv::new(&mut iv).aad(&aad);
            session.encrypt(&mut gcm, key, b"plaintext").expect_err("the module fails");
            assert_eq!(world.claim.write_kept(LATER), 1);
            assert_ne!(gcm.iv(), Some(&[LATER; 12][..]), "the module writes to the caller's buffer");
        }
        world.claim.write_kept(LATER);
        assert_ne!(iv, [LATER; 12], "the module writes to the caller's buffer");
        drop(session);
        world.claim.write_kept(LATER);
        world.claim.clear_faults();
        drop(context);
        world.claim.write_kept(LATER);
        assert_ne!(iv, [LATER; 12], "the module writes to the caller's buffer");
        world.must_be_over();
    }
}

#[test]
fn row_1_5_a_parameter_outlives_a_session_that_died_during_the_operation() {
    goes_on_writing(|claim| claim.fault("C_Encrypt", Fault::SessionDies));
}

#[test]
fn row_1_5_a_parameter_outlives_a_token_that_went_during_the_operation() {
    goes_on_writing(|claim| claim.fault("C_Encrypt", Fault::DeviceRemoved));
}

#[test]
fn row_1_5_a_parameter_outlives_an_operation_that_nothing_ends() {
    goes_on_writing(|claim| {
        refuse_to_end(claim);
        claim.fault("C_CloseSession", Fault::ReturnCode(CKR_FUNCTION_FAILED));
    });
}

#[test]
fn row_1_5_a_parameter_outlives_an_operation_that_began_although_the_module_denies_it() {
    goes_on_writing(|claim| {
        refuse_to_end(claim);
        claim.fault_when("C_EncryptInit", When::Nth(1), Fault::ErrorAfterActing(CKR_DEVICE_ERROR));
        claim.fault("C_CloseSession", Fault::ReturnCode(CKR_FUNCTION_FAILED));
    });
}

#[test]
fn row_1_5_a_parameter_outlives_an_operation_that_a_module_of_2_40_does_not_end() {
    goes_on_writing(|claim| {
        claim.fault(Target::Finals, Fault::ReturnCode(CKR_DEVICE_ERROR));
        claim.fault("C_SessionCancel", Fault::ReturnCode(pkcs11_sys::CKR_FUNCTION_NOT_SUPPORTED));
        claim.fault_when("C_EncryptInit", When::From(2), Fault::ReturnCode(pkcs11_sys::CKR_ARGUMENTS_BAD));
        claim.fault("C_Encrypt", Fault::ReturnCode(CKR_DEVICE_ERROR));
        claim.fault("C_CloseSession", Fault::ReturnCode(CKR_DEVICE_ERROR));
    });
}

#[test]
fn row_1_5_a_session_is_closed_if_nothing_else_ends_the_operation() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let context = world.context();
        let session = session(&context);
        let key = aes(&session);
        refuse_to_end(&world.claim);
        let mut iv = [0; 12];
        session.encrypt(&mut AesGcmGeneratedIv::new(&mut iv), key, b"plaintext").expect_err("the module fails");
        assert_eq!((world.claim.count("C_CloseSession"), world.claim.sessions()), (1, vec![]));
        // It is gone for the caller, too, and is not closed twice.
        assert!(session.info().unwrap_err().is_session_gone());
        drop(session);
        assert_eq!(world.claim.count("C_CloseSession"), 1);
        world.claim.clear_faults();
        must_work(&crate::world::session(&context));
        drop(context);
        world.must_be_over();
    }
}

#[test]
fn row_1_5_an_operation_that_can_be_ended_costs_no_session() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let context = world.context();
        let session = session(&context);
        let key = aes(&session);
        world.claim.fault_once("C_Encrypt", Fault::ReturnCode(CKR_DEVICE_ERROR));
        let mut iv = [0; 12];
        session.encrypt(&mut AesGcmGeneratedIv::new(&mut iv), key, b"plaintext").expect_err("the module fails");
        assert_eq!(world.claim.operations(session.handle()), 0);
        session.encrypt(Mechanism::AES_ECB, key, &[7; 16]).unwrap();
        drop((session, context));
        world.must_be_over();
    }
}

#[test]
fn row_1_5_the_caller_gets_the_iv_that_the_token_wrote() {
    for locking in LOCKINGS {
        let world = World::new(locking);
        let session = session(&world.context());
        let key = aes(&session);
        world.claim.fault("C_EncryptInit", Fault::WritesIv);
        let mut iv = [0; 12];
        let mut gcm = AesGcmGeneratedIv::new(&mut iv).aad(b"header");
        let sealed = session.encrypt(&mut gcm, key, b"plaintext").unwrap();
        let written = gcm.iv().expect("the token wrote an IV").to_vec();
        assert_eq!((sealed.len(), iv.to_vec()), (9 + 16, written));
        let gcm = pkcs11_safe::mechanism::AesGcm::new(&iv).aad(b"header");
        assert_eq!(session.decrypt(&gcm, key, &sealed).unwrap(), b"plaintext");
        drop(session);
        world.must_be_over();
    }
}

/// A [`Mechanism`] can be used twice. The token writes its IV in the first use alone.
#[test]
fn what_was_written_in_one_use_is_neither_given_to_the_next_nor_taken_for_its_own() {
    let world = World::new(Locking::Os);
    let context = world.context();
    let session = session(&context);
    let key = aes(&session);
    let (mut iv, header) = ([0; 12], [5; 20]);
    let mut gcm = AesGcmGeneratedIv::new(&mut iv).aad(&header);
    let mechanism = Mechanism::from(&mut gcm);
    world.claim.record();
    world.claim.fault_once("C_EncryptInit", Fault::WritesIv);
    session.encrypt(mechanism, key, b"first").unwrap();
    session.encrypt(mechanism, key, b"second").unwrap();
    let given: Vec<_> = world
        .claim
        .calls_of("C_EncryptInit")
        .iter()
        .map(|call| call.mechanism.as_ref().unwrap().parameter.buffer("pIv").map(<[u8]>::to_vec))
        .collect();
    assert_eq!(given, [Some(vec![0; 12]), Some(vec![0; 12])]);
    assert_eq!(gcm.iv(), None, "the token wrote none");
    assert_eq!(header, [5; 20]);
    drop((session, context));
    world.must_be_over();
}

/// What is refused before any call is made has not begun: whatever is in the way later is somebody else's.
#[test]
fn an_operation_that_was_not_begun_is_not_ended() {
    let world = World::new(Locking::Os);
    let context = world.context();
    let session = session(&context);
    let key = aes(&session);
    // Only one that lives for ever can be owned though the token writes to it.
    static FOR_EVER: AtomicPtr<AesGcmGeneratedIv<'static>> = AtomicPtr::new(null_mut());
    let gcm = Box::leak(Box::new(AesGcmGeneratedIv::new(&mut [])));
    FOR_EVER.store(gcm, Ordering::Relaxed);
    let owned = OwnedMechanism::from(Mechanism::from(gcm));
    world.claim.clear();
    session.encrypt(&owned, key, b"x").unwrap_err();
    assert_eq!(world.claim.total(), 0);
    world.claim.fault_once("C_EncryptInit", Fault::ReturnCode(CKR_OPERATION_ACTIVE));
    session.encrypt(Mechanism::AES_ECB, key, &[0; 16]).unwrap_err();
    assert_eq!(world.claim.total(), 1, "C_EncryptInit alone");
    drop((session, context));
    world.must_be_over_since_cleared();
}
