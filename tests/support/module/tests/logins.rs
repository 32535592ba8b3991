//! PINs and logins.

use super::super::{BLANK_SLOT, SLOT, SO_PIN, USER_PIN};
use super::{Driver, call, input, length};
use core::ptr::null_mut;
use pkcs11_sys::*;

fn state(driver: &Driver) -> CK_STATE {
    let mut info = CK_SESSION_INFO::ZERO;
    assert_eq!(call!(driver, C_GetSessionInfo(driver.session, &raw mut info)), CKR_OK);
    info.state
}

fn flags(driver: &Driver) -> CK_FLAGS {
    let mut info = CK_TOKEN_INFO::ZERO;
    assert_eq!(call!(driver, C_GetTokenInfo(SLOT, &raw mut info)), CKR_OK);
    info.flags
}

#[test]
fn a_user_logs_in_and_out() {
    let driver = Driver::open();
    assert_eq!(state(&driver), CKS_RW_PUBLIC_SESSION);
    assert_eq!(call!(driver, C_Logout(driver.session)), CKR_USER_NOT_LOGGED_IN);
    driver.log_in();
    assert_eq!(state(&driver), CKS_RW_USER_FUNCTIONS);
    assert_eq!(driver.login(CKU_USER, USER_PIN), CKR_USER_ALREADY_LOGGED_IN);
    assert_eq!(driver.login(CKU_SO, SO_PIN), CKR_USER_ANOTHER_ALREADY_LOGGED_IN);
    assert_eq!(driver.login(7, SO_PIN), CKR_USER_TYPE_INVALID);
    assert_eq!(driver.login(CKU_CONTEXT_SPECIFIC, USER_PIN), CKR_OPERATION_NOT_INITIALIZED);
    let other = driver.open_session(0);
    assert_eq!(call!(driver, C_Logout(other)), CKR_OK);
    assert_eq!(state(&driver), CKS_RW_PUBLIC_SESSION);
}

#[test]
fn the_last_session_takes_the_login_with_it() {
    let driver = Driver::user();
    assert_eq!(driver.module.logged_in(SLOT), Some(CKU_USER));
    assert_eq!(call!(driver, C_CloseSession(driver.session)), CKR_OK);
    assert_eq!(driver.module.logged_in(SLOT), None);
}

#[test]
fn wrong_pins_lock() {
    let driver = Driver::open();
    assert_eq!(driver.login(CKU_USER, "0000"), CKR_PIN_INCORRECT);
    assert_eq!(flags(&driver) & CKF_USER_PIN_COUNT_LOW, CKF_USER_PIN_COUNT_LOW);
    assert_eq!(driver.login(CKU_USER, ""), CKR_PIN_INCORRECT);
    assert_eq!(flags(&driver) & CKF_USER_PIN_FINAL_TRY, CKF_USER_PIN_FINAL_TRY);
    assert_eq!(driver.login(CKU_USER, "0000"), CKR_PIN_LOCKED);
    assert_eq!(driver.login(CKU_USER, USER_PIN), CKR_PIN_LOCKED);
    assert_eq!(flags(&driver) & CKF_USER_PIN_LOCKED, CKF_USER_PIN_LOCKED);
    // The security officer sets a new one.
    assert_eq!(driver.login(CKU_SO, SO_PIN), CKR_OK);
    assert_eq!(state(&driver), CKS_RW_SO_FUNCTIONS);
    assert_eq!(call!(driver, C_InitPIN(driver.session, input(b"12"), 2)), CKR_PIN_LEN_RANGE);
    assert_eq!(call!(driver, C_InitPIN(driver.session, input(b"1234"), 4)), CKR_OK);
    assert_eq!(call!(driver, C_Logout(driver.session)), CKR_OK);
    assert_eq!(driver.login(CKU_USER, "1234"), CKR_OK);
    assert_eq!(call!(driver, C_InitPIN(driver.session, input(b"1234"), 4)), CKR_USER_NOT_LOGGED_IN);
}

#[test]
fn the_security_officer_bears_no_read_only_session() {
    let driver = Driver::open();
    let read_only = driver.open_session(0);
    assert_eq!(driver.login(CKU_SO, SO_PIN), CKR_SESSION_READ_ONLY_EXISTS);
    let rv = call!(driver, C_Login(read_only, CKU_SO, input(SO_PIN.as_bytes()), length(SO_PIN.as_bytes())));
    assert_eq!(rv, CKR_SESSION_READ_ONLY_EXISTS);
    assert_eq!(call!(driver, C_CloseSession(read_only)), CKR_OK);
    assert_eq!(driver.login(CKU_SO, SO_PIN), CKR_OK);
    let mut session = 0;
    let rv = call!(driver, C_OpenSession(SLOT, CKF_SERIAL_SESSION, null_mut(), None, &raw mut session));
    assert_eq!(rv, CKR_SESSION_READ_WRITE_SO_EXISTS);
}

#[test]
fn pins_are_changed() {
    let driver = Driver::open();
    let set = |old: &[u8], new: &[u8]| {
        call!(driver, C_SetPIN(driver.session, input(old), length(old), input(new), length(new)))
    };
    assert_eq!(set(b"wrong", b"abcdef"), CKR_PIN_INCORRECT);
    assert_eq!(set(USER_PIN.as_bytes(), b"abcdef"), CKR_OK);
    assert_eq!(driver.login(CKU_USER, "abcdef"), CKR_OK);
}

#[test]
fn a_pin_pad_takes_null() {
    let driver = Driver::open();
    assert_eq!(call!(driver, C_Login(driver.session, CKU_USER, null_mut(), 0)), CKR_ARGUMENTS_BAD);
    let driver = Driver::configured(|config| config.token(SLOT).pin_pad = Some(USER_PIN.into()));
    assert_eq!(flags(&driver) & CKF_PROTECTED_AUTHENTICATION_PATH, CKF_PROTECTED_AUTHENTICATION_PATH);
    assert_eq!(driver.login(CKU_USER, ""), CKR_PIN_INCORRECT);
    assert_eq!(call!(driver, C_Login(driver.session, CKU_USER, null_mut(), 0)), CKR_OK);
}

#[test]
fn a_token_is_initialised() {
    let driver = Driver::open();
    let label: &[u8; 32] = b"fresh                           ";
    let init = |slot, pin: &[u8]| call!(driver, C_InitToken(slot, input(pin), length(pin), input(label)));
    assert_eq!(init(SLOT, SO_PIN.as_bytes()), CKR_SESSION_EXISTS);
    assert_eq!(init(BLANK_SLOT, b"so pin"), CKR_OK);
    let mut session = 0;
    let flags = CKF_SERIAL_SESSION | CKF_RW_SESSION;
    assert_eq!(call!(driver, C_OpenSession(BLANK_SLOT, flags, null_mut(), None, &raw mut session)), CKR_OK);
    assert_eq!(call!(driver, C_Login(session, CKU_USER, input(b"1234"), 4)), CKR_USER_PIN_NOT_INITIALIZED);
    assert_eq!(call!(driver, C_Login(session, CKU_SO, input(b"so pin"), 6)), CKR_OK);
    assert_eq!(call!(driver, C_InitPIN(session, input(b"1234"), 4)), CKR_OK);
    assert_eq!(call!(driver, C_CloseSession(session)), CKR_OK);
    assert_eq!(init(BLANK_SLOT, b"no pin"), CKR_PIN_INCORRECT);

    driver.secret(CKK_GENERIC_SECRET, b"gone", &[CK_ATTRIBUTE::scalar(CKA_TOKEN, &CK_TRUE)]);
    assert_eq!(call!(driver, C_CloseSession(driver.session)), CKR_OK);
    assert_eq!(driver.module.objects(), 1);
    assert_eq!(init(SLOT, SO_PIN.as_bytes()), CKR_OK);
    assert_eq!(driver.module.objects(), 0);
}

#[test]
fn some_keys_want_a_login_for_each_use() {
    let driver = Driver::user();
    let always = [CK_ATTRIBUTE::scalar(CKA_ALWAYS_AUTHENTICATE, &CK_TRUE)];
    let (_, key) = driver.pair(CKM_EC_KEY_PAIR_GEN, &[CK_ATTRIBUTE::bytes(CKA_EC_PARAMS, super::P256)], &always);
    let mut ecdsa = CK_MECHANISM::bare(CKM_ECDSA);
    let (mut signature, mut long) = ([0; 64], 64);
    let begin = || call!(driver, C_SignInit(driver.session, &raw mut ecdsa, key));
    let mut sign = || call!(driver, C_Sign(driver.session, input(&[1; 32]), 32, signature.as_mut_ptr(), &raw mut long));
    let mut begin = begin;
    assert_eq!(begin(), CKR_OK);
    assert_eq!(sign(), CKR_USER_NOT_LOGGED_IN);
    assert_eq!(sign(), CKR_OPERATION_NOT_INITIALIZED);
    assert_eq!(begin(), CKR_OK);
    assert_eq!(driver.login(CKU_CONTEXT_SPECIFIC, "wrong"), CKR_PIN_INCORRECT);
    assert_eq!(driver.login(CKU_CONTEXT_SPECIFIC, USER_PIN), CKR_OK);
    assert_eq!(sign(), CKR_OK);
    assert_eq!(driver.login(CKU_CONTEXT_SPECIFIC, USER_PIN), CKR_OPERATION_NOT_INITIALIZED);
}
