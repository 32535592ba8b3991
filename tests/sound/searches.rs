//! Searches: handles count only if they were written, and a search that goes in circles ends.

use super::{session, token};
use pkcs11_safe::{Error, Function, Mechanism, Object, ObjectClass, Session, attribute as attr};
use support::module::{Fault, When, claim};

fn objects(session: &Session, count: usize) {
    for _ in 0..count {
        session.create_object(&[attr::CLASS.is(ObjectClass::DATA), attr::LABEL.is("one of them")]).unwrap();
    }
}

#[track_caller]
fn refused<T>(result: pkcs11_safe::Result<T>) {
    let error = result.map(drop).expect_err("the module lies");
    assert!(matches!(error, Error::Module { function: Function::FindObjects, .. }), "{error}");
}

#[test]
fn handles_that_were_not_written_are_the_modules_fault() {
    let claim = claim();
    let mut session = session(&token(&claim));
    objects(&session, 3);
    let faults =
        [Fault::OkWithoutWriting, Fault::WritesFewer(1), Fault::WritesFewer(3), Fault::InvalidHandle, Fault::Length(4)];
    for fault in faults {
        claim.fault("C_FindObjects", fault.clone());
        refused(session.find::<Object>(&[]));
        refused(session.find_one::<Object>(&[]));
        refused(session.search(&[]).unwrap().next().expect("it has something to say"));
        claim.clear_faults();
    }
    // In a later batch, what the one before left must not count either.
    claim.fault_when("C_FindObjects", When::Nth(2), Fault::Length(2));
    let mut search = session.search(&[]).unwrap();
    for _ in 0..3 {
        search.next().unwrap().unwrap();
    }
    refused(search.next().unwrap());
}

#[test]
fn a_search_that_finds_the_same_again_and_again_ends_soon() {
    let claim = claim();
    let mut session = session(&token(&claim));
    objects(&session, 3);
    claim.fault("C_FindObjects", Fault::FindRepeats);
    claim.clear();
    refused(session.find::<Object>(&[]));
    let mut search = session.search(&[]).unwrap();
    refused(search.nth(3).expect("it has something to say"));
    drop(search);
    assert!(claim.total() < 12, "{} calls", claim.total());
}

#[test]
fn an_object_that_a_module_finds_twice_is_one() {
    let claim = claim();
    let session = session(&token(&claim));
    for count in [1, 3, 40, 60] {
        objects(&session, count);
        let honest: Vec<Object> = session.find(&[]).unwrap();
        claim.fault("C_FindObjects", Fault::FindsTwice);
        assert_eq!(session.find::<Object>(&[]).unwrap(), honest);
        if honest.len() == 1 {
            assert_eq!(session.find_one::<Object>(&[]).unwrap(), honest[0]);
        }
        claim.clear_faults();
    }
}

#[test]
fn a_search_that_could_not_be_ended_is_ended_when_it_is_in_the_way() {
    let claim = claim();
    let mut session = session(&token(&claim));
    for _ in 0..2 {
        claim.fault_once("C_FindObjectsFinal", Fault::ReturnCode(pkcs11_sys::CKR_DEVICE_ERROR));
        session.find::<Object>(&[]).expect_err("it is not ended");
        session.digest(Mechanism::SHA256, b"abc").expect("it is ended now");
        claim.fault_once("C_FindObjectsFinal", Fault::ReturnCode(pkcs11_sys::CKR_DEVICE_ERROR));
        drop(session.search(&[]).unwrap());
        session.find::<Object>(&[]).expect("it is ended now");
    }
}

#[test]
fn an_operation_that_failed_is_ended_when_it_is_in_the_way_of_a_search() {
    let claim = claim();
    let session = session(&token(&claim));
    for function in ["C_Digest", "C_DigestInit"] {
        // The module keeps it, though it says that it failed.
        claim.fault_once(function, Fault::ErrorAfterActing(pkcs11_sys::CKR_DEVICE_ERROR));
        claim.fault_once(function, Fault::OperationActiveForEver);
        session.digest(Mechanism::SHA256, b"abc").expect_err("it fails");
        session.find::<Object>(&[]).unwrap_or_else(|error| panic!("{function}: {error}"));
    }
}

#[test]
fn an_init_that_finds_something_active_is_told_as_such() {
    let claim = claim();
    let session = session(&token(&claim));
    claim.fault("C_FindObjectsInit", Fault::ReturnCode(pkcs11_sys::CKR_OPERATION_ACTIVE));
    let error = session.find::<Object>(&[]).expect_err("it does not begin");
    assert!(matches!(error, Error::Call { function: Function::FindObjectsInit, .. }), "{error}");
}
