//! Lists of mechanisms and of objects.

use super::{key, session, token};
use pkcs11_safe::{Error, Function, MechanismType, Object};
use pkcs11_sys::{CK_MECHANISM_INFO, CK_MECHANISM_TYPE, CKM_VENDOR_DEFINED};
use support::module::{Fault, claim};

#[test]
fn an_unknown_mechanism_in_a_list_is_one_of_the_list() {
    const UNKNOWN: [CK_MECHANISM_TYPE; 3] = [CKM_VENDOR_DEFINED + 0x1234, 0x7777_7777, CK_MECHANISM_TYPE::MAX - 1];
    let claim = claim();
    claim.configure(|config| {
        for (at, number) in UNKNOWN.into_iter().enumerate() {
            config.mechanisms.insert(2 * at, (number, CK_MECHANISM_INFO::ZERO));
        }
    });
    let token = token(&claim);
    let listed = token.mechanisms().expect("a list is a list");
    for (at, number) in UNKNOWN.into_iter().enumerate() {
        assert_eq!(listed[2 * at], MechanismType::new(number));
        token.mechanism_info(MechanismType::new(number)).expect("it has information");
    }
    assert!(listed.contains(&MechanismType::RSA_PKCS), "and so are those that are known");
}

#[test]
fn more_objects_than_a_batch_has_room_for_are_the_modules_fault() {
    let claim = claim();
    let mut session = session(&claim);
    key(&session);
    for excess in [1, 2, 1 << 16] {
        claim.fault("C_FindObjects", Fault::CountAbove(excess));
        let error = session.find::<Object>(&[]).expect_err("there was no room for them");
        assert!(matches!(error, Error::Module { function: Function::FindObjects, .. }), "{error}");
        let found = session.search(&[]).expect("it begins").next().expect("it has something to say");
        let error = found.expect_err("there was no room for them");
        assert!(matches!(error, Error::Module { function: Function::FindObjects, .. }), "{error}");
        claim.clear_faults();
        assert_eq!(session.find::<Object>(&[]).expect("the session goes on").len(), 1);
    }
}
