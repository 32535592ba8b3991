//! Stops, callbacks from the module's own threads, parameters that are kept, and time faults.

use super::{Driver, call, input, length};
use crate::module::{Fault, Function, SLOT, Stop, TimeFault};
use core::ffi::c_void;
use core::ptr::null_mut;
use core::sync::atomic::{AtomicUsize, Ordering};
use pkcs11_sys::*;
use std::thread;

/// A module that was told to lock, and two sessions.
fn locking() -> (Driver, CK_SESSION_HANDLE) {
    let mut driver = Driver::raw();
    let mut args = CK_C_INITIALIZE_ARGS { flags: CKF_OS_LOCKING_OK, ..CK_C_INITIALIZE_ARGS::ZERO };
    assert_eq!(call!(driver, C_Initialize((&raw mut args).cast())), CKR_OK);
    driver.session = driver.open_session(CKF_RW_SESSION);
    let other = driver.open_session(CKF_RW_SESSION);
    (driver, other)
}

fn random(driver: &Driver, session: CK_SESSION_HANDLE) -> CK_RV {
    let mut random = [0; 4];
    call!(driver, C_GenerateRandom(session, random.as_mut_ptr(), 4))
}

/// Runs something while a call is stopped in the module.
fn beside(driver: &Driver, stop: Stop, call: impl FnOnce() -> CK_RV + Send, run: impl FnOnce()) {
    let stopped = driver.module.stop(stop);
    thread::scope(|scope| {
        let call = scope.spawn(call);
        stopped.wait_reached();
        run();
        assert!(stopped.is_reached());
        stopped.release();
        assert_eq!(call.join().unwrap(), CKR_OK);
    });
}

#[test]
fn a_call_stops_before_or_after_it_acts() {
    let (driver, other) = locking();
    beside(
        &driver,
        Stop::before("C_CloseSession"),
        || call!(driver, C_CloseSession(other)),
        || {
            assert_eq!(driver.module.sessions(), [driver.session, other]);
        },
    );
    let session = driver.session;
    beside(
        &driver,
        Stop::after("C_CloseSession"),
        || call!(driver, C_CloseSession(session)),
        || {
            assert_eq!(driver.module.sessions(), []);
        },
    );
    assert_eq!(driver.module.time_faults(), []);
}

#[test]
fn a_stop_is_of_one_call_and_of_one_session() {
    let (driver, other) = locking();
    let stopped = driver.module.stop(Stop::before(Function::GenerateRandom).of(other).nth(2));
    for session in [driver.session, other, driver.session] {
        assert_eq!(random(&driver, session), CKR_OK);
    }
    thread::scope(|scope| {
        let call = scope.spawn(|| random(&driver, other));
        stopped.wait_reached();
        assert_eq!(random(&driver, driver.session), CKR_OK);
        stopped.release();
        assert_eq!(call.join().unwrap(), CKR_OK);
    });
    assert_eq!(random(&driver, other), CKR_OK);
    assert_eq!((driver.module.time_faults(), driver.module.most_at_once()), (vec![], 2));
}

#[test]
fn moments_are_in_their_order() {
    let (driver, other) = locking();
    driver.module.record();
    beside(
        &driver,
        Stop::before("C_GenerateRandom"),
        || random(&driver, other),
        || {
            assert_eq!(random(&driver, driver.session), CKR_OK);
        },
    );
    let moments = driver.module.moments();
    let seen: Vec<_> = moments.iter().map(|moment| (moment.session, moment.leaves)).collect();
    let (first, second) = (Some(other), Some(driver.session));
    assert_eq!(seen, [(first, false), (second, false), (second, true), (first, true)]);
    driver.module.clear();
    assert_eq!(driver.module.moments(), []);
}

/// What is noted if one call is stopped and another made meanwhile.
fn noted(stop: &str, first: fn(&Driver, CK_SESSION_HANDLE) -> CK_RV, second: impl FnOnce(&Driver)) -> Vec<TimeFault> {
    let (driver, other) = locking();
    beside(&driver, Stop::before(stop), || first(&driver, other), || second(&driver));
    driver.module.time_faults()
}

#[test]
fn calls_at_the_wrong_time_are_noted() {
    use Function::{CloseAllSessions, CloseSession, Finalize, GenerateRandom, GetSlotList, Initialize};

    let close: fn(&Driver, CK_SESSION_HANDLE) -> CK_RV = |driver, other| call!(driver, C_CloseSession(other));
    let all: fn(&Driver, CK_SESSION_HANDLE) -> CK_RV = |driver, _| call!(driver, C_CloseAllSessions(SLOT));
    let finalise: fn(&Driver, CK_SESSION_HANDLE) -> CK_RV = |driver, _| call!(driver, C_Finalize(null_mut()));
    let list = |driver: &Driver| {
        let mut count = 0;
        assert_eq!(call!(driver, C_GetSlotList(CK_FALSE, null_mut(), &raw mut count)), CKR_OK);
    };
    let used = |driver: &Driver| assert_eq!(random(driver, driver.session), CKR_OK);
    let same = noted("C_CloseSession", close, |driver| {
        let sessions = driver.module.sessions();
        assert_eq!(random(driver, sessions[1]), CKR_OK);
    });
    assert_eq!(same, [TimeFault::SameSession(CloseSession, GenerateRandom)]);
    assert_eq!(noted("C_CloseSession", close, used), []);
    assert_eq!(noted("C_CloseAllSessions", all, used), [TimeFault::ClosingAll(CloseAllSessions, GenerateRandom)]);
    assert_eq!(noted("C_CloseAllSessions", all, list), []);
    let token = |driver: &Driver| {
        let mut info = CK_TOKEN_INFO::ZERO;
        assert_eq!(call!(driver, C_GetTokenInfo(SLOT, &raw mut info)), CKR_OK);
    };
    assert_eq!(noted("C_CloseAllSessions", all, token), []);
    assert_eq!(noted("C_Finalize", finalise, list), [TimeFault::Finalising(Finalize, GetSlotList)]);
    let anew = noted("C_GenerateRandom", random, |driver| {
        assert_eq!(call!(driver, C_Initialize(null_mut())), CKR_CRYPTOKI_ALREADY_INITIALIZED);
    });
    assert_eq!(anew, [TimeFault::Initialising(GenerateRandom, Initialize)]);
}

#[test]
fn calls_after_the_end_are_noted() {
    let (driver, other) = locking();
    assert_eq!(call!(driver, C_CloseSession(other)), CKR_OK);
    assert_eq!(random(&driver, other), CKR_SESSION_HANDLE_INVALID);
    assert_eq!(driver.module.time_faults(), [TimeFault::Closed(Function::GenerateRandom)]);
    driver.module.clear();
    // What somebody else has closed, the program need not know.
    driver.module.close_session(driver.session);
    assert_eq!(random(&driver, driver.session), CKR_SESSION_HANDLE_INVALID);
    // A handle that is given out again is another session.
    driver.module.fault_once("C_OpenSession", Fault::ReusedSessionHandle);
    let again = driver.open_session(CKF_RW_SESSION);
    assert_eq!(random(&driver, again), CKR_OK);
    assert_eq!(driver.module.time_faults(), []);
    assert_eq!(call!(driver, C_Finalize(null_mut())), CKR_OK);
    let mut info = CK_INFO::ZERO;
    assert_eq!(call!(driver, C_GetInfo(&raw mut info)), CKR_CRYPTOKI_NOT_INITIALIZED);
    assert_eq!(driver.module.time_faults(), [TimeFault::NotInitialised(Function::GetInfo)]);
}

#[test]
fn calls_at_once_are_noted_where_the_module_does_not_lock() {
    let driver = Driver::open();
    let other = driver.open_session(CKF_RW_SESSION);
    beside(
        &driver,
        Stop::before("C_GenerateRandom"),
        || random(&driver, other),
        || {
            assert_eq!(random(&driver, driver.session), CKR_OK);
        },
    );
    let twice = TimeFault::Unlocked(Function::GenerateRandom, Function::GenerateRandom);
    assert_eq!(driver.module.time_faults(), [twice]);
}

/// Counts, and makes a call if its number says so.
struct Called(AtomicUsize, Option<Driver>);

unsafe extern "C" fn called(session: CK_SESSION_HANDLE, event: CK_NOTIFICATION, application: *mut c_void) -> CK_RV {
    // SAFETY: the test below gives this pointer, and keeps what it points to.
    let Called(count, driver) = unsafe { &*application.cast::<Called>() };
    count.fetch_add(1, Ordering::Relaxed);
    if let (CKN_SURRENDER, Some(driver)) = (event, driver) {
        assert_eq!(random(driver, session), CKR_OK);
    }
    CKR_OK
}

#[test]
fn a_callback_can_be_called_from_anywhere_and_makes_no_calls() {
    let (driver, _) = locking();
    let module = driver.module.module();
    let mut session = 0;
    let mut seen = Called(AtomicUsize::new(0), None);
    let application: *mut Called = &raw mut seen;
    let flags = CKF_SERIAL_SESSION;
    assert_eq!(call!(driver, C_OpenSession(SLOT, flags, application.cast(), Some(called), &raw mut session)), CKR_OK);
    // SAFETY: nobody else uses it now.
    unsafe { (*application).1 = Some(driver) };
    let notifier = module.notifier(session).unwrap();
    assert_eq!(notifier.call_from_thread(CKN_SURRENDER).join().unwrap(), CKR_OK);
    assert_eq!(module.time_faults(), [TimeFault::InCallback(Function::GenerateRandom)]);
    module.close_session(session);
    assert_eq!((module.notify(session, 1), notifier.call(1)), (None, CKR_OK));
    // SAFETY: as above.
    assert_eq!(unsafe { &*application }.0.load(Ordering::Relaxed), 2);
}

#[test]
fn a_parameter_is_kept_and_written_to() {
    let driver = Driver::user();
    let (mut iv, mut params) = ([0_u8; 12], CK_GCM_PARAMS::ZERO);
    (params.pIv, params.ulIvLen, params.ulTagBits) = (iv.as_mut_ptr(), 12, 128);
    let params = &raw mut params;
    let mut gcm = CK_MECHANISM {
        mechanism: CKM_AES_GCM,
        pParameter: params.cast(),
        ulParameterLen: length(&[0; size_of::<CK_GCM_PARAMS>()]),
    };
    driver.module.fault("C_EncryptInit", Fault::KeepsParameter);
    let key = driver.secret(CKK_AES, &[1; 16], &[]);
    assert_eq!(call!(driver, C_EncryptInit(driver.session, &raw mut gcm, key)), CKR_OK);
    let out = driver.twice(|out, room| call!(driver, C_Encrypt(driver.session, input(b"data"), 4, out, room)));
    assert_eq!(out.unwrap().len(), 20);
    assert_eq!(driver.module.write_kept(9), 1);
    // SAFETY: the struct is this test's, and the call is over.
    let (pointer, bits) = unsafe { ((*params).pIv, (*params).ulIvBits) };
    // SAFETY: the IV is this test's.
    assert_eq!((unsafe { pointer.cast::<[u8; 12]>().read() }, bits), ([9; 12], 9));
}
