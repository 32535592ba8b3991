//! Reading attributes.

use super::{key, session};
use pkcs11_safe::{
    AttributeType, Error, Function, KeyType, MechanismType, ObjectClass, Reason, attribute as attr, attribute::Date,
};
use pkcs11_sys::*;
use support::module::{Fault, When, claim};

#[test]
fn a_value_that_grows_between_two_calls_is_read_as_it_is_then() {
    let claim = claim();
    let session = session(&claim);
    let key = key(&session);
    for calls in 1..=4 {
        claim.fault_when("C_GetAttributeValue", When::First(calls), Fault::GrowingLength);
        let (label, id) = session.get(key, (attr::LABEL, attr::ID)).expect("it is asked again");
        assert_eq!((label.as_str(), id.as_slice()), ("a label", &[7][..]), "after {calls} calls");
        claim.clear_faults();
    }
    claim.fault("C_GetAttributeValue", Fault::GrowingLength);
    let error = session.get(key, attr::LABEL).expect_err("it grows for ever");
    assert!(matches!(error, Error::Module { function: Function::GetAttributeValue, .. }), "{error}");
    assert!(claim.count("C_GetAttributeValue") < 100, "and is not asked for ever");
}

#[test]
fn a_template_in_an_object_that_grows_between_two_calls_is_read_from_the_beginning() {
    let claim = claim();
    let session = session(&claim);
    let inner = [attr::LABEL.is("inner"), attr::SENSITIVE.is(true)];
    let template = [
        attr::CLASS.is(ObjectClass::SECRET_KEY),
        attr::KEY_TYPE.is(KeyType::AES),
        attr::VALUE.is(&[9; 16]),
        attr::WRAP_TEMPLATE.is(&inner),
    ];
    let key = session.create_object(&template).expect("an honest token makes it");
    for fault in [Fault::GrowingLength, Fault::ReturnCode(CKR_BUFFER_TOO_SMALL)] {
        for call in 1..=3 {
            claim.fault_when("C_GetAttributeValue", When::Nth(call), fault.clone());
            let read = session.get(key, attr::WRAP_TEMPLATE).expect("it is asked again");
            assert_eq!(read.entries().len(), 2, "{fault:?} on call {call}");
            assert_eq!(read.entries()[0].get(attr::LABEL).as_deref(), Some("inner"), "{fault:?} on call {call}");
            claim.clear_faults();
        }
        claim.fault("C_GetAttributeValue", fault.clone());
        let error = session.get(key, attr::WRAP_TEMPLATE).expect_err("it grows for ever");
        assert!(matches!(error, Error::Module { function: Function::GetAttributeValue, .. }), "{fault:?}: {error}");
        claim.clear_faults();
    }
}

#[test]
fn a_template_that_is_rejected_as_a_whole_and_left_untouched_is_read_attribute_by_attribute() {
    let claim = claim();
    let session = session(&claim);
    let key = key(&session);
    let asked = [AttributeType::LABEL, AttributeType::MODULUS, AttributeType::ID];
    let codes = [CKR_ATTRIBUTE_TYPE_INVALID, CKR_ATTRIBUTE_SENSITIVE, CKR_GENERAL_ERROR, CKR_BUFFER_TOO_SMALL];
    for (rv, calls) in codes.into_iter().flat_map(|rv| [(rv, 1), (rv, 2)]) {
        claim.fault_when("C_GetAttributeValue", When::First(calls), Fault::ReturnCode(rv));
        let entries = session.attributes(key, &asked).expect("it is asked again");
        claim.clear_faults();
        assert_eq!(entries[0].get(attr::LABEL).as_deref(), Some("a label"), "{rv:#x}");
        assert_eq!(entries[1].value().expect_err("a key of AES has none"), Reason::Absent, "{rv:#x}");
        assert_eq!(entries[2].get(attr::ID).as_deref(), Some(&[7][..]), "{rv:#x}");
    }
    claim.fault("C_GetAttributeValue", Fault::ReturnCode(CKR_ATTRIBUTE_TYPE_INVALID));
    for entry in session.attributes(key, &asked).expect("each has its reason") {
        assert_eq!(entry.value().expect_err("nothing was written"), Reason::Absent);
    }
}

#[test]
fn a_date_of_the_wrong_length_is_no_date() {
    let claim = claim();
    let session = session(&claim);
    let key = key(&session);
    let get = |length| {
        claim.fault("C_GetAttributeValue", Fault::AttributeSize(CKA_START_DATE, length));
        let read = session.get(key, attr::START_DATE).expect_err("it is no date");
        let optional = session.get(key, attr::START_DATE.optional());
        claim.clear_faults();
        (read, optional)
    };
    let (error, optional) = get(0);
    let empty = Error::Attribute { attribute: AttributeType::START_DATE, reason: Reason::Empty };
    assert_eq!(error.to_string(), empty.to_string());
    assert_eq!(optional.expect("an empty date is none"), None);
    for length in [1, 2, 4, 7, 9, 12, 300] {
        let (error, optional) = get(length);
        for error in [error, optional.expect_err("it is no date")] {
            assert!(matches!(error, Error::Module { function: Function::GetAttributeValue, .. }), "{length}: {error}");
        }
    }
    assert_eq!(session.get(key, attr::START_DATE).expect("it is one"), Date::new(2027, 2, 28).expect("it is one"));
}

#[test]
fn allowed_mechanisms_of_an_odd_length_are_no_list() {
    let claim = claim();
    let session = session(&claim);
    let key = key(&session);
    let size = size_of::<CK_MECHANISM_TYPE>();
    for length in [1, size - 1, size + 1, 2 * size - 1, 3 * size + 3] {
        claim.fault("C_GetAttributeValue", Fault::AttributeSize(CKA_ALLOWED_MECHANISMS, length));
        let error = session.get(key, attr::ALLOWED_MECHANISMS).expect_err("it is no list");
        assert!(matches!(error, Error::Module { function: Function::GetAttributeValue, .. }), "{length}: {error}");
        claim.clear_faults();
    }
    let allowed = session.get(key, attr::ALLOWED_MECHANISMS).expect("it is a list");
    assert_eq!(allowed, [MechanismType::AES_ECB, MechanismType::AES_KEY_WRAP_KWP]);
}
