//! Attributes: reading in all its forms, latches, templates in templates.

use super::{Driver, call};
use core::ptr::null_mut;
use pkcs11_sys::*;

const WORD: usize = size_of::<CK_ULONG>();

fn query(type_: CK_ATTRIBUTE_TYPE, buffer: &mut [u8]) -> CK_ATTRIBUTE {
    CK_ATTRIBUTE { type_, pValue: buffer.as_mut_ptr().cast(), ulValueLen: buffer.len() as CK_ULONG }
}

#[test]
fn each_attribute_is_answered() {
    let driver = Driver::user();
    let key = driver.secret(
        CKK_AES,
        b"0123456789abcdef",
        &[CK_ATTRIBUTE::scalar(CKA_SENSITIVE, &CK_TRUE), CK_ATTRIBUTE::bytes(CKA_LABEL, b"a label")],
    );
    let (mut value, mut label, mut length, mut id) = ([0; 16], [0; 3], [0; WORD], [7; 4]);
    let mut template = [
        query(CKA_VALUE, &mut value),
        query(CKA_LABEL, &mut label),
        query(CKA_MODULUS, &mut []),
        query(CKA_VALUE_LEN, &mut length),
        query(CKA_ID, &mut id),
        CK_ATTRIBUTE::query(CKA_LABEL),
        CK_ATTRIBUTE::query(CKA_WRAP_TEMPLATE),
        CK_ATTRIBUTE::query(CKA_START_DATE),
    ];
    let count = template.len() as CK_ULONG;
    let rv = call!(driver, C_GetAttributeValue(driver.session, key, template.as_mut_ptr(), count));
    assert_eq!(rv, CKR_ATTRIBUTE_SENSITIVE, "the first of what went wrong");
    const NONE: CK_ULONG = CK_UNAVAILABLE_INFORMATION;
    assert_eq!(template.map(|attribute| attribute.ulValueLen), [NONE, NONE, NONE, WORD as CK_ULONG, 0, 7, NONE, 0]);
    assert_eq!((length, id), (CK_ULONG::to_ne_bytes(16), [7; 4]));
    assert_eq!(driver.get(key, CKA_LABEL).unwrap(), b"a label");
    assert_eq!(driver.get(key, CKA_MODULUS), Err(CKR_ATTRIBUTE_TYPE_INVALID));
    assert_eq!(call!(driver, C_GetAttributeValue(driver.session, key, null_mut(), 1)), CKR_ARGUMENTS_BAD);
    let mut small = query(CKA_LABEL, &mut label);
    assert_eq!(call!(driver, C_GetAttributeValue(driver.session, key, &raw mut small, 1)), CKR_BUFFER_TOO_SMALL);
}

#[test]
fn keys_remember_where_they_come_from() {
    let driver = Driver::user();
    let imported = driver.secret(CKK_AES, b"0123456789abcdef", &[CK_ATTRIBUTE::scalar(CKA_SENSITIVE, &CK_TRUE)]);
    assert_eq!(driver.get(imported, CKA_LOCAL), Ok(vec![CK_FALSE]));
    assert_eq!(driver.get_number(imported, CKA_KEY_GEN_MECHANISM), CK_UNAVAILABLE_INFORMATION);
    assert_eq!(driver.get(imported, CKA_ALWAYS_SENSITIVE), Ok(vec![CK_FALSE]));
    let (_, generated) = driver.rsa_pair();
    assert_eq!(driver.get(generated, CKA_LOCAL), Ok(vec![CK_TRUE]));
    assert_eq!(driver.get_number(generated, CKA_KEY_GEN_MECHANISM), CKM_RSA_PKCS_KEY_PAIR_GEN);
    assert_eq!(driver.get(generated, CKA_ALWAYS_SENSITIVE), Ok(vec![CK_TRUE]));
    assert_eq!(driver.get(generated, CKA_NEVER_EXTRACTABLE), Ok(vec![CK_TRUE]));
    assert_eq!(driver.get(generated, CKA_MODULUS).unwrap().len(), 128);
    assert_eq!(driver.get(generated, CKA_PRIME_1), Err(CKR_ATTRIBUTE_SENSITIVE));
}

#[test]
fn latches_hold() {
    let driver = Driver::open();
    let key = driver.secret(CKK_GENERIC_SECRET, b"value", &[]);
    let set = |type_, value: &'static CK_BBOOL| {
        let mut attribute = CK_ATTRIBUTE::scalar(type_, value);
        call!(driver, C_SetAttributeValue(driver.session, key, &raw mut attribute, 1))
    };
    assert_eq!(driver.get(key, CKA_VALUE).unwrap(), b"value");
    assert_eq!(set(CKA_SENSITIVE, &CK_TRUE), CKR_OK);
    assert_eq!(set(CKA_SENSITIVE, &CK_FALSE), CKR_ATTRIBUTE_READ_ONLY);
    assert_eq!(set(CKA_EXTRACTABLE, &CK_FALSE), CKR_OK);
    assert_eq!(set(CKA_EXTRACTABLE, &CK_TRUE), CKR_ATTRIBUTE_READ_ONLY);
    assert_eq!(set(CKA_TOKEN, &CK_TRUE), CKR_ATTRIBUTE_READ_ONLY);
    assert_eq!(set(CKA_LOCAL, &CK_TRUE), CKR_ATTRIBUTE_READ_ONLY);
    assert_eq!(driver.get(key, CKA_VALUE), Err(CKR_ATTRIBUTE_SENSITIVE));
    assert!(driver.find(&[CK_ATTRIBUTE::bytes(CKA_VALUE, b"value")]).is_empty(), "a search does not guess secrets");
}

#[test]
fn templates_in_templates_are_read_in_two_steps() {
    let driver = Driver::open();
    let inner = [
        CK_ATTRIBUTE::scalar(CKA_EXTRACTABLE, &CK_TRUE),
        CK_ATTRIBUTE::scalar(CKA_KEY_TYPE, &CKK_AES),
        CK_ATTRIBUTE::bytes(CKA_LABEL, b"inner"),
    ];
    let wrap = CK_ATTRIBUTE::scalar(CKA_WRAP_TEMPLATE, &inner);
    let key = driver.secret(CKK_AES, b"0123456789abcdef", &[wrap]);
    let get =
        |attribute: &mut CK_ATTRIBUTE| call!(driver, C_GetAttributeValue(driver.session, key, &raw mut *attribute, 1));

    let mut outer = CK_ATTRIBUTE::query(CKA_WRAP_TEMPLATE);
    assert_eq!(get(&mut outer), CKR_OK);
    assert_eq!({ outer.ulValueLen }, 3 * size_of::<CK_ATTRIBUTE>() as CK_ULONG);

    let mut inner = [CK_ATTRIBUTE::empty(); 3];
    // One pointer for both sides: a borrow of the array would end what the module was given.
    let base = inner.as_mut_ptr();
    // SAFETY: within the array, which nothing else touches until the end.
    let at = |index: usize| unsafe { &mut *base.add(index) };
    outer.pValue = base.cast();
    assert_eq!(get(&mut outer), CKR_OK);
    let told = [0, 1, 2].map(|index| (at(index).type_, at(index).ulValueLen));
    assert_eq!(told, [(CKA_EXTRACTABLE, 1), (CKA_KEY_TYPE, WORD as CK_ULONG), (CKA_LABEL, 5)]);

    let (mut flag, mut type_, mut label) = ([9], [0; WORD], [0; 4]);
    at(0).pValue = flag.as_mut_ptr().cast();
    at(1).pValue = type_.as_mut_ptr().cast();
    at(2).pValue = label.as_mut_ptr().cast();
    at(2).ulValueLen = 4;
    assert_eq!(get(&mut outer), CKR_BUFFER_TOO_SMALL);
    assert_eq!({ at(2).ulValueLen }, CK_UNAVAILABLE_INFORMATION);
    assert_eq!((flag, type_), ([CK_TRUE], CKK_AES.to_ne_bytes()));

    outer.ulValueLen -= 1;
    assert_eq!(get(&mut outer), CKR_BUFFER_TOO_SMALL);
    assert_eq!({ outer.ulValueLen }, CK_UNAVAILABLE_INFORMATION);

    assert_eq!(driver.find(&[wrap]), [key]);
}

#[test]
fn lists_of_mechanisms_and_dates_are_bytes() {
    let driver = Driver::open();
    let allowed = [CKM_AES_CBC, CKM_AES_GCM];
    let date = CK_DATE { year: *b"2026", month: *b"11", day: *b"23" };
    let more = [CK_ATTRIBUTE::scalar(CKA_ALLOWED_MECHANISMS, &allowed), CK_ATTRIBUTE::scalar(CKA_START_DATE, &date)];
    let key = driver.secret(CKK_AES, b"0123456789abcdef", &more);
    assert_eq!(driver.get(key, CKA_ALLOWED_MECHANISMS).unwrap(), allowed.map(CK_ULONG::to_ne_bytes).concat());
    assert_eq!(driver.get(key, CKA_START_DATE).unwrap(), b"20261123");
    assert_eq!(driver.get(key, CKA_END_DATE).unwrap(), b"");
    let mut ecb = CK_MECHANISM::bare(CKM_AES_ECB);
    assert_eq!(call!(driver, C_EncryptInit(driver.session, &raw mut ecb, key)), CKR_MECHANISM_INVALID);
}
