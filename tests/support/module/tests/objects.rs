//! Objects: making, finding, changing, destroying.

use super::super::SLOT;
use super::{Driver, call, input, length};
use core::ptr::null_mut;
use pkcs11_sys::*;

fn data(label: &[u8], more: &[CK_ATTRIBUTE]) -> Vec<CK_ATTRIBUTE> {
    let mut template = vec![CK_ATTRIBUTE::scalar(CKA_CLASS, &CKO_DATA), CK_ATTRIBUTE::bytes(CKA_LABEL, label)];
    template.extend_from_slice(more);
    template
}

const TOKEN: CK_ATTRIBUTE = CK_ATTRIBUTE::scalar(CKA_TOKEN, &CK_TRUE);
const PRIVATE: CK_ATTRIBUTE = CK_ATTRIBUTE::scalar(CKA_PRIVATE, &CK_TRUE);

#[test]
fn templates_are_checked() {
    let driver = Driver::open();
    let create = |template: &[CK_ATTRIBUTE]| driver.create(template).unwrap_err();
    assert_eq!(create(&[]), CKR_TEMPLATE_INCOMPLETE);
    assert_eq!(create(&data(b"", &[CK_ATTRIBUTE::bytes(CKA_MODULUS, b"1")])), CKR_ATTRIBUTE_TYPE_INVALID);
    assert_eq!(create(&data(b"", &[CK_ATTRIBUTE::bytes(CKA_TOKEN, b"12345678")])), CKR_ATTRIBUTE_VALUE_INVALID);
    assert_eq!(create(&data(b"", &[CK_ATTRIBUTE::bytes(CKA_LABEL, b"again")])), CKR_TEMPLATE_INCONSISTENT);
    assert_eq!(create(&data(b"", &[CK_ATTRIBUTE::bytes(CKA_UNIQUE_ID, b"mine")])), CKR_ATTRIBUTE_READ_ONLY);
    assert_eq!(create(&[CK_ATTRIBUTE::scalar(CKA_CLASS, &CKO_SECRET_KEY)]), CKR_TEMPLATE_INCOMPLETE);
    let key = [
        CK_ATTRIBUTE::scalar(CKA_CLASS, &CKO_SECRET_KEY),
        CK_ATTRIBUTE::scalar(CKA_KEY_TYPE, &CKK_AES),
        CK_ATTRIBUTE::bytes(CKA_VALUE, b"0123456789abcdef"),
    ];
    assert_eq!(create(&key), CKR_USER_NOT_LOGGED_IN);
    assert_eq!(create(&[&key[..], &[CK_ATTRIBUTE::scalar(CKA_LOCAL, &CK_TRUE)]].concat()), CKR_ATTRIBUTE_READ_ONLY);
    assert_eq!(create(&[&key[..], &[CK_ATTRIBUTE::scalar(CKA_TRUSTED, &CK_TRUE)]].concat()), CKR_ATTRIBUTE_READ_ONLY);
    let vendor = driver.create(&data(b"", &[CK_ATTRIBUTE::bytes(0x8000_0001, b"vendor's")])).unwrap();
    assert_eq!(driver.get(vendor, 0x8000_0001).unwrap(), b"vendor's");
}

#[test]
fn read_only_sessions_write_no_token_objects() {
    let driver = Driver::open();
    let read_only = driver.open_session(0);
    let mut object = 0;
    let mut template = data(b"stored", &[TOKEN]);
    let rv = call!(driver, C_CreateObject(read_only, template.as_mut_ptr(), 3, &raw mut object));
    assert_eq!(rv, CKR_SESSION_READ_ONLY);
    assert_eq!(call!(driver, C_CreateObject(read_only, template.as_mut_ptr(), 2, &raw mut object)), CKR_OK);
    let stored = driver.create(&template).unwrap();
    assert_eq!(call!(driver, C_DestroyObject(read_only, stored)), CKR_SESSION_READ_ONLY);
    assert_eq!(call!(driver, C_DestroyObject(read_only, object)), CKR_OK);
    assert_eq!(call!(driver, C_DestroyObject(read_only, object)), CKR_OBJECT_HANDLE_INVALID);
}

#[test]
fn session_objects_end_with_their_session() {
    let driver = Driver::open();
    let other = driver.open_session(0);
    let mut object = 0;
    let mut template = data(b"short-lived", &[]);
    assert_eq!(call!(driver, C_CreateObject(other, template.as_mut_ptr(), 2, &raw mut object)), CKR_OK);
    assert_eq!(driver.find(&[]), [object]);
    assert_eq!(call!(driver, C_CloseSession(other)), CKR_OK);
    assert!(driver.find(&[]).is_empty());
}

#[test]
fn private_objects_are_seen_by_the_user_alone() {
    let driver = Driver::user();
    let stored = driver.create(&data(b"private", &[TOKEN, PRIVATE])).unwrap();
    let session = driver.create(&data(b"private", &[PRIVATE])).unwrap();
    let public = driver.create(&data(b"public", &[TOKEN])).unwrap();
    assert_eq!(driver.find(&[]), [stored, session, public]);
    assert_eq!(call!(driver, C_Logout(driver.session)), CKR_OK);
    assert_eq!(driver.find(&[]), [public]);
    assert_eq!(driver.get(stored, CKA_LABEL), Err(CKR_OBJECT_HANDLE_INVALID));
    driver.log_in();
    let again = driver.find(&[PRIVATE]);
    assert_eq!(again.len(), 1, "the session object is gone");
    assert_ne!(again[0], stored, "the token object has another handle");
    assert_eq!(call!(driver, C_Finalize(null_mut())), CKR_OK);
    assert_eq!(driver.module.objects(), 2);
}

#[test]
fn objects_are_found_by_template() {
    let driver = Driver::open();
    let objects: Vec<_> = (0..5).map(|n| driver.create(&data(&[b'a' + n % 2], &[])).unwrap()).collect();
    assert_eq!(driver.find(&data(b"a", &[])), [objects[0], objects[2], objects[4]]);
    assert!(driver.find(&data(b"c", &[])).is_empty());
    // An object that is destroyed during a search does not come any more.
    assert_eq!(call!(driver, C_FindObjectsInit(driver.session, null_mut(), 0)), CKR_OK);
    assert_eq!(call!(driver, C_FindObjectsInit(driver.session, null_mut(), 0)), CKR_OPERATION_ACTIVE);
    let (mut batch, mut count) = ([0; 3], 0);
    let next = |batch: &mut [CK_ULONG; 3], count: &mut CK_ULONG| {
        call!(driver, C_FindObjects(driver.session, batch.as_mut_ptr(), 3, &raw mut *count))
    };
    assert_eq!(next(&mut batch, &mut count), CKR_OK);
    assert_eq!(batch, [objects[0], objects[1], objects[2]]);
    assert_eq!(call!(driver, C_DestroyObject(driver.session, objects[3])), CKR_OK);
    assert_eq!(next(&mut batch, &mut count), CKR_OK);
    assert_eq!((batch[0], count), (objects[4], 1));
    assert_eq!(next(&mut batch, &mut count), CKR_OK);
    assert_eq!(count, 0);
    assert_eq!(call!(driver, C_FindObjectsFinal(driver.session)), CKR_OK);
    assert_eq!(call!(driver, C_FindObjectsFinal(driver.session)), CKR_OPERATION_NOT_INITIALIZED);
    assert_eq!(next(&mut batch, &mut count), CKR_OPERATION_NOT_INITIALIZED);
}

#[test]
fn copies_change_what_they_may() {
    let driver = Driver::open();
    let key = driver.secret(CKK_GENERIC_SECRET, b"value", &[]);
    let copy = |object, template: &[CK_ATTRIBUTE]| {
        let (mut template, mut copy) = (template.to_vec(), 0);
        let count = template.len() as CK_ULONG;
        match call!(driver, C_CopyObject(driver.session, object, template.as_mut_ptr(), count, &raw mut copy)) {
            CKR_OK => Ok(copy),
            rv => Err(rv),
        }
    };
    let stored = copy(key, &[TOKEN, CK_ATTRIBUTE::scalar(CKA_COPYABLE, &CK_FALSE)]).unwrap();
    assert_ne!(driver.get(key, CKA_UNIQUE_ID), driver.get(stored, CKA_UNIQUE_ID));
    assert_eq!(driver.get(stored, CKA_TOKEN), Ok(vec![CK_TRUE]));
    assert_eq!(copy(stored, &[]), Err(CKR_ACTION_PROHIBITED));
    assert_eq!(copy(key, &[CK_ATTRIBUTE::bytes(CKA_VALUE, b"other")]), Err(CKR_ATTRIBUTE_READ_ONLY));
    assert_eq!(copy(key, &[PRIVATE]), Err(CKR_USER_NOT_LOGGED_IN));
}

#[test]
fn objects_can_be_made_immovable() {
    let driver = Driver::open();
    let fixed = [CK_ATTRIBUTE::scalar(CKA_MODIFIABLE, &CK_FALSE), CK_ATTRIBUTE::scalar(CKA_DESTROYABLE, &CK_FALSE)];
    let object = driver.create(&data(b"fixed", &fixed)).unwrap();
    let mut label = CK_ATTRIBUTE::bytes(CKA_LABEL, b"changed");
    assert_eq!(call!(driver, C_SetAttributeValue(driver.session, object, &raw mut label, 1)), CKR_ACTION_PROHIBITED);
    assert_eq!(call!(driver, C_DestroyObject(driver.session, object)), CKR_ACTION_PROHIBITED);
    let mut size = 0;
    assert_eq!(call!(driver, C_GetObjectSize(driver.session, object, &raw mut size)), CKR_OK);
    assert!(size > 0);
}

#[test]
fn write_protection_is_honoured() {
    let driver = Driver::configured(|config| config.token(SLOT).write_protected = false);
    assert_eq!(call!(driver, C_Finalize(null_mut())), CKR_OK);
    driver.module.configure(|config| config.token(SLOT).write_protected = true);
    assert_eq!(call!(driver, C_Initialize(null_mut())), CKR_OK);
    let mut session = 0;
    let flags = CKF_SERIAL_SESSION | CKF_RW_SESSION;
    let rv = call!(driver, C_OpenSession(SLOT, flags, null_mut(), None, &raw mut session));
    assert_eq!(rv, CKR_TOKEN_WRITE_PROTECTED);
    let pin = b"648219";
    let label = [b' '; 32];
    assert_eq!(call!(driver, C_InitToken(SLOT, input(pin), length(pin), input(&label))), CKR_TOKEN_WRITE_PROTECTED);
}
