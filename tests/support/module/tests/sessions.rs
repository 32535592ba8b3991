//! Slots, sessions, the life of the module.

use super::super::{BLANK_SLOT, EMPTY_SLOT, LABEL, SLOT, SlotConfig, TokenConfig};
use super::{Driver, call, input, length};
use core::ffi::c_void;
use core::ptr::null_mut;
use pkcs11_sys::*;
use std::sync::atomic::{AtomicUsize, Ordering};

#[test]
fn the_module_is_initialised_once_at_a_time() {
    let driver = Driver::raw();
    let mut info = CK_INFO::ZERO;
    assert_eq!(call!(driver, C_GetInfo(&raw mut info)), CKR_CRYPTOKI_NOT_INITIALIZED);
    assert_eq!(call!(driver, C_Finalize(null_mut())), CKR_CRYPTOKI_NOT_INITIALIZED);
    let mut args = CK_C_INITIALIZE_ARGS::ZERO;
    args.flags = CKF_OS_LOCKING_OK;
    assert_eq!(call!(driver, C_Initialize((&raw mut args).cast())), CKR_OK);
    assert_eq!(call!(driver, C_Initialize(null_mut())), CKR_CRYPTOKI_ALREADY_INITIALIZED);
    assert_eq!(call!(driver, C_GetInfo(&raw mut info)), CKR_OK);
    assert_eq!(info.cryptokiVersion, CK_VERSION { major: 3, minor: 2 });
    assert_eq!(info.manufacturerID, *b"pkcs11-safe                     ");
    assert_eq!(call!(driver, C_GetInfo(null_mut())), CKR_ARGUMENTS_BAD);
    let mut something = 0_u8;
    assert_eq!(call!(driver, C_Finalize((&raw mut something).cast())), CKR_ARGUMENTS_BAD);
    assert_eq!(call!(driver, C_Finalize(null_mut())), CKR_OK);
    driver.module.configure(|config| config.cannot_lock = true);
    assert_eq!(call!(driver, C_Initialize((&raw mut args).cast())), CKR_CANT_LOCK);
    assert_eq!(call!(driver, C_Initialize(null_mut())), CKR_OK);
}

#[test]
fn slots_are_listed_with_and_without_token() {
    let driver = Driver::open();
    let slots = |present| {
        let mut count = 0;
        assert_eq!(call!(driver, C_GetSlotList(present, null_mut(), &raw mut count)), CKR_OK);
        let mut slots = vec![0; usize::try_from(count).unwrap()];
        count -= 1;
        let needed = slots.len() as CK_ULONG;
        assert_eq!(call!(driver, C_GetSlotList(present, slots.as_mut_ptr(), &raw mut count)), CKR_BUFFER_TOO_SMALL);
        assert_eq!(count, needed);
        assert_eq!(call!(driver, C_GetSlotList(present, slots.as_mut_ptr(), &raw mut count)), CKR_OK);
        slots
    };
    assert_eq!(slots(CK_FALSE), [EMPTY_SLOT, SLOT, BLANK_SLOT]);
    assert_eq!(slots(CK_TRUE), [SLOT, BLANK_SLOT]);

    let mut info = CK_TOKEN_INFO::ZERO;
    assert_eq!(call!(driver, C_GetTokenInfo(EMPTY_SLOT, &raw mut info)), CKR_TOKEN_NOT_PRESENT);
    assert_eq!(call!(driver, C_GetTokenInfo(99, &raw mut info)), CKR_SLOT_ID_INVALID);
    assert_eq!(call!(driver, C_GetTokenInfo(SLOT, &raw mut info)), CKR_OK);
    assert_eq!(info.label[..9], *b"Nitrokey ");
    assert_eq!({ info.ulRwSessionCount }, 1);
    assert_eq!(info.flags & CKF_TOKEN_INITIALIZED, CKF_TOKEN_INITIALIZED);
    assert_eq!(call!(driver, C_GetTokenInfo(BLANK_SLOT, &raw mut info)), CKR_OK);
    assert_eq!(info.flags & (CKF_TOKEN_INITIALIZED | CKF_USER_PIN_INITIALIZED), 0);
    assert_eq!(info.label, [b' '; 32]);
    let mut slot = CK_SLOT_INFO::ZERO;
    assert_eq!(call!(driver, C_GetSlotInfo(EMPTY_SLOT, &raw mut slot)), CKR_OK);
    assert_eq!(slot.flags & CKF_TOKEN_PRESENT, 0);
}

#[test]
fn mechanisms_are_listed() {
    let driver = Driver::open();
    let mut count = 0;
    assert_eq!(call!(driver, C_GetMechanismList(SLOT, null_mut(), &raw mut count)), CKR_OK);
    let mut all = vec![0; usize::try_from(count).unwrap()];
    assert_eq!(call!(driver, C_GetMechanismList(SLOT, all.as_mut_ptr(), &raw mut count)), CKR_OK);
    assert!(all.contains(&CKM_ECDSA_SHA256));
    let mut info = CK_MECHANISM_INFO::ZERO;
    assert_eq!(call!(driver, C_GetMechanismInfo(SLOT, CKM_AES_CBC, &raw mut info)), CKR_OK);
    assert_eq!((info.ulMinKeySize, info.flags), (16, CKF_ENCRYPT | CKF_DECRYPT));
    assert_eq!(call!(driver, C_GetMechanismInfo(SLOT, 0x8000_0001, &raw mut info)), CKR_MECHANISM_INVALID);
}

#[test]
fn sessions_open_and_close() {
    let driver = Driver::open();
    let mut session = 0;
    let open = |slot, flags, session: &mut CK_SESSION_HANDLE| {
        call!(driver, C_OpenSession(slot, flags, null_mut(), None, &raw mut *session))
    };
    assert_eq!(open(SLOT, 0, &mut session), CKR_SESSION_PARALLEL_NOT_SUPPORTED);
    assert_eq!(open(EMPTY_SLOT, CKF_SERIAL_SESSION, &mut session), CKR_TOKEN_NOT_PRESENT);
    assert_eq!(open(BLANK_SLOT, CKF_SERIAL_SESSION, &mut session), CKR_TOKEN_NOT_RECOGNIZED);
    assert_eq!(open(SLOT, CKF_SERIAL_SESSION | CKF_ASYNC_SESSION, &mut session), CKR_SESSION_ASYNC_NOT_SUPPORTED);
    assert_eq!(open(SLOT, CKF_SERIAL_SESSION, &mut session), CKR_OK);
    let mut info = CK_SESSION_INFO::ZERO;
    assert_eq!(call!(driver, C_GetSessionInfo(session, &raw mut info)), CKR_OK);
    assert_eq!((info.slotID, info.state, info.flags), (SLOT, CKS_RO_PUBLIC_SESSION, CKF_SERIAL_SESSION));
    assert_eq!(call!(driver, C_CloseSession(session)), CKR_OK);
    assert_eq!(call!(driver, C_CloseSession(session)), CKR_SESSION_HANDLE_INVALID);
    assert_eq!(driver.module.sessions(), [driver.session]);
    assert_eq!(call!(driver, C_CloseAllSessions(SLOT)), CKR_OK);
    assert!(driver.module.sessions().is_empty());
}

#[test]
fn session_counts_have_limits() {
    let driver = Driver::configured(|config| config.token(SLOT).sessions = (2, 1));
    let mut session = 0;
    let rw = CKF_SERIAL_SESSION | CKF_RW_SESSION;
    assert_eq!(call!(driver, C_OpenSession(SLOT, rw, null_mut(), None, &raw mut session)), CKR_SESSION_COUNT);
    driver.open_session(0);
    let ro = CKF_SERIAL_SESSION;
    assert_eq!(call!(driver, C_OpenSession(SLOT, ro, null_mut(), None, &raw mut session)), CKR_SESSION_COUNT);
}

#[test]
fn pulling_the_token_closes_its_sessions() {
    let driver = Driver::user();
    let mut slot = 0;
    assert_eq!(call!(driver, C_WaitForSlotEvent(CKF_DONT_BLOCK, &raw mut slot, null_mut())), CKR_NO_EVENT);
    assert_eq!(call!(driver, C_WaitForSlotEvent(0, &raw mut slot, null_mut())), CKR_FUNCTION_NOT_SUPPORTED);
    driver.module.remove_token(SLOT);
    assert_eq!(call!(driver, C_WaitForSlotEvent(0, &raw mut slot, null_mut())), CKR_OK);
    assert_eq!(slot, SLOT);
    let mut info = CK_SESSION_INFO::ZERO;
    assert_eq!(call!(driver, C_GetSessionInfo(driver.session, &raw mut info)), CKR_SESSION_HANDLE_INVALID);
    driver.module.insert_token(SLOT);
    assert_eq!(driver.module.logged_in(SLOT), None);
    let session = driver.open_session(0);
    assert_ne!(session, driver.session);
}

static NOTIFIED: AtomicUsize = AtomicUsize::new(0);

unsafe extern "C" fn notify(session: CK_SESSION_HANDLE, event: CK_NOTIFICATION, application: *mut c_void) -> CK_RV {
    // SAFETY: the test gave a pointer to a number of its own.
    let step = unsafe { *application.cast::<usize>() };
    NOTIFIED.fetch_add(if event == CKN_OTP_CHANGED { step } else { 0 }, Ordering::Relaxed);
    if session == 0 { CKR_GENERAL_ERROR } else { CKR_CANCEL }
}

#[test]
fn callbacks_are_called() {
    let driver = Driver::open();
    let (mut step, mut session) = (5_usize, 0);
    let application = (&raw mut step).cast();
    let opened = call!(driver, C_OpenSession(SLOT, CKF_SERIAL_SESSION, application, Some(notify), &raw mut session));
    assert_eq!(opened, CKR_OK);
    assert_eq!(driver.module.notify(session, CKN_OTP_CHANGED), Some(CKR_CANCEL));
    assert_eq!(NOTIFIED.load(Ordering::Relaxed), 5);
    assert_eq!(driver.module.notify(driver.session, 0), None);
}

#[test]
fn other_slots_can_be_configured() {
    let driver = Driver::raw();
    driver.module.configure(|config| {
        config.slots = vec![SlotConfig::new(1 << 30, Some(TokenConfig::new("other")))];
    });
    assert_eq!(call!(driver, C_Initialize(null_mut())), CKR_OK);
    let (mut slot, mut count) = (0, 1);
    assert_eq!(call!(driver, C_GetSlotList(CK_TRUE, &raw mut slot, &raw mut count)), CKR_OK);
    assert_eq!((slot, count), (1 << 30, 1));
}

#[test]
fn random_numbers_are_the_same_in_every_run() {
    let random = || {
        let driver = Driver::open();
        let mut random = [0; 20];
        assert_eq!(call!(driver, C_GenerateRandom(driver.session, random.as_mut_ptr(), 20)), CKR_OK);
        let first = random;
        assert_eq!(call!(driver, C_GenerateRandom(driver.session, random.as_mut_ptr(), 20)), CKR_OK);
        assert_ne!(first, random);
        assert_eq!(
            call!(driver, C_SeedRandom(driver.session, input(LABEL.as_bytes()), length(LABEL.as_bytes()))),
            CKR_OK
        );
        (first, random)
    };
    assert_eq!(random(), random());
}

#[test]
fn slots_are_plugged_in_between_two_calls() {
    let driver = Driver::open();
    let module = driver.module.module();
    let mut count = 0;
    assert_eq!(call!(driver, C_GetSlotList(CK_FALSE, null_mut(), &raw mut count)), CKR_OK);
    module.on_call(move |_| {
        if module.count("C_GetSlotList") == 2 {
            module.add_slot(SlotConfig::new(100, None));
        }
    });
    let mut slots = [0; 3];
    assert_eq!(call!(driver, C_GetSlotList(CK_FALSE, slots.as_mut_ptr(), &raw mut count)), CKR_BUFFER_TOO_SMALL);
    assert_eq!(count, 4);
}

#[test]
fn absurd_lengths_are_refused() {
    let driver = Driver::open();
    let mut byte = 0_u8;
    assert_eq!(call!(driver, C_GenerateRandom(driver.session, &raw mut byte, CK_ULONG::MAX)), CKR_ARGUMENTS_BAD);
    assert_eq!(call!(driver, C_SeedRandom(driver.session, &raw mut byte, CK_ULONG::MAX)), CKR_ARGUMENTS_BAD);
    let mut mechanism = CK_MECHANISM::bare(CKM_GENERIC_SECRET_KEY_GEN);
    let mut template = [CK_ATTRIBUTE::scalar(CKA_VALUE_LEN, &CK_ULONG::MAX)];
    let (list, mut key) = (template.as_mut_ptr(), 0);
    let rv = call!(driver, C_GenerateKey(driver.session, &raw mut mechanism, list, 1, &raw mut key));
    assert_eq!(rv, CKR_KEY_SIZE_RANGE);
}
