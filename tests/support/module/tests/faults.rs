//! Lies.

use super::super::{Fault, Function, Gate, SLOT, Target, When};
use super::{Driver, call, input};
use core::ffi::c_void;
use core::ptr::null_mut;
use pkcs11_sys::*;
use std::sync::atomic::{AtomicBool, Ordering};

const HUGE: CK_ULONG = CK_ULONG::MAX - 7;

/// C_Digest with a buffer of a size, or none: what it returned, and the length after it.
fn digest(driver: &Driver, room: Option<usize>) -> (CK_RV, CK_ULONG) {
    let mut sha = CK_MECHANISM::bare(CKM_SHA256);
    if driver.module.operations(driver.session) == 0 {
        assert_eq!(call!(driver, C_DigestInit(driver.session, &raw mut sha)), CKR_OK);
    }
    let mut out = vec![0xee; room.unwrap_or(0)];
    let pointer = if room.is_some() { out.as_mut_ptr() } else { null_mut() };
    let mut len = room.unwrap_or(0) as CK_ULONG;
    let rv = call!(driver, C_Digest(driver.session, input(b"abc"), 3, pointer, &raw mut len));
    (rv, len)
}

fn with(fault: Fault) -> Driver {
    let driver = Driver::open();
    driver.module.fault("C_Digest", fault);
    driver
}

#[test]
fn lengths_lie() {
    assert_eq!(digest(&with(Fault::Length(HUGE)), None), (CKR_OK, HUGE));
    assert_eq!(digest(&with(Fault::Length(0)), Some(40)), (CKR_OK, 0));
    assert_eq!(digest(&with(Fault::Length(1 << 31)), Some(40)), (CKR_OK, 1 << 31));
    assert_eq!(digest(&with(Fault::Length(CK_UNAVAILABLE_INFORMATION)), None), (CKR_OK, CK_UNAVAILABLE_INFORMATION));
    assert_eq!(digest(&with(Fault::QueryLength(7)), None), (CKR_OK, 7));
    assert_eq!(digest(&with(Fault::QueryLength(7)), Some(40)), (CKR_OK, 32));
    assert_eq!(digest(&with(Fault::WrittenLength(CK_ULONG::MAX)), Some(40)), (CKR_OK, CK_ULONG::MAX));
    assert_eq!(digest(&with(Fault::CountAbove(1)), Some(40)), (CKR_OK, 41));
    assert_eq!(digest(&with(Fault::ReportsRoom), Some(40)), (CKR_OK, 40));
    assert_eq!(digest(&with(Fault::ShrinkingLength(10)), None), (CKR_OK, 42));
    assert_eq!(digest(&with(Fault::TooSmallLength(None)), Some(5)), (CKR_BUFFER_TOO_SMALL, 5));
    assert_eq!(digest(&with(Fault::TooSmallLength(Some(0))), Some(5)), (CKR_BUFFER_TOO_SMALL, 0));
    assert_eq!(digest(&with(Fault::NullRefused), None).0, CKR_ARGUMENTS_BAD);
    assert_eq!(digest(&with(Fault::ExactLengthOnly(CKR_ARGUMENTS_BAD)), Some(40)), (CKR_ARGUMENTS_BAD, 32));
    assert_eq!(digest(&with(Fault::ExactLengthOnly(CKR_ARGUMENTS_BAD)), Some(32)), (CKR_OK, 32));
    let growing = with(Fault::GrowingLength);
    assert_eq!(digest(&growing, Some(32)), (CKR_BUFFER_TOO_SMALL, 33));
    assert_eq!(digest(&growing, Some(33)), (CKR_BUFFER_TOO_SMALL, 34));
    let ending = with(Fault::SizeQueryEndsOperation);
    assert_eq!(digest(&ending, None), (CKR_OK, 32));
    assert_eq!(ending.module.operations(ending.session), 0);
}

#[test]
fn a_lie_is_told_where_it_makes_a_difference() {
    let driver = with(Fault::TooSmallLength(None));
    assert_eq!(digest(&driver, None), (CKR_OK, 32));
    assert_eq!(driver.module.told(), [], "there was no room that was too small");
    assert_eq!(digest(&driver, Some(5)), (CKR_BUFFER_TOO_SMALL, 5));
    assert_eq!(digest(&driver, Some(5)), (CKR_BUFFER_TOO_SMALL, 5));
    assert_eq!(driver.module.told(), [Fault::TooSmallLength(None)]);
    driver.module.clear_faults();
    assert_eq!(driver.module.told(), []);
}

#[test]
fn return_values_lie() {
    let driver = with(Fault::ReturnCode(CKR_DEVICE_ERROR));
    assert_eq!(digest(&driver, Some(32)), (CKR_DEVICE_ERROR, 32));
    assert_eq!(driver.module.operations(driver.session), 1, "it did not act");
    assert_eq!(digest(&with(Fault::Pending), Some(32)).0, CKR_PENDING);
    assert_eq!(digest(&with(Fault::OkWithoutWriting), Some(99)), (CKR_OK, 99));
    let driver = with(Fault::ErrorAfterActing(CKR_DEVICE_REMOVED));
    assert_eq!(digest(&driver, Some(40)), (CKR_DEVICE_REMOVED, 32));
    assert_eq!(driver.module.operations(driver.session), 0, "it did act");
}

#[test]
fn lies_have_their_time() {
    let driver = Driver::open();
    driver.module.fault_when(Function::Digest, When::Nth(2), Fault::ReturnCode(CKR_HOST_MEMORY));
    driver.module.fault_when(Function::Digest, When::From(4), Fault::ReturnCode(CKR_GENERAL_ERROR));
    let seen: Vec<_> = (0..5).map(|_| digest(&driver, Some(32)).0).collect();
    assert_eq!(seen, [CKR_OK, CKR_HOST_MEMORY, CKR_OK, CKR_GENERAL_ERROR, CKR_GENERAL_ERROR]);
    driver.module.clear_faults();
    assert_eq!(digest(&driver, Some(32)).0, CKR_OK);
    driver.module.fault_when(Target::Any, When::First(1), Fault::ReturnCode(CKR_FUNCTION_FAILED));
    let mut sha = CK_MECHANISM::bare(CKM_SHA256);
    assert_eq!(call!(driver, C_DigestInit(driver.session, &raw mut sha)), CKR_FUNCTION_FAILED);
    assert_eq!(call!(driver, C_DigestInit(driver.session, &raw mut sha)), CKR_OK);
    driver.module.fault(Target::Finals, Fault::ReturnCode(CKR_FUNCTION_FAILED));
    let mut len = 0;
    assert_eq!(call!(driver, C_DigestFinal(driver.session, null_mut(), &raw mut len)), CKR_FUNCTION_FAILED);
    driver.module.fault_once("C_Finalize", Fault::ReturnCode(CKR_FUNCTION_FAILED));
    assert_eq!(call!(driver, C_Finalize(null_mut())), CKR_FUNCTION_FAILED);
    assert!(driver.module.is_initialised());
}

#[test]
fn attributes_lie() {
    let driver = Driver::user();
    let key = driver.secret(CKK_AES, b"0123456789abcdef", &[CK_ATTRIBUTE::scalar(CKA_SENSITIVE, &CK_TRUE)]);
    let ask = |fault: Option<Fault>| {
        driver.module.clear_faults();
        if let Some(fault) = fault {
            driver.module.fault("C_GetAttributeValue", fault);
        }
        let mut buffers = [[0xee_u8; 16]; 4];
        let types = [CKA_MODULUS, CKA_TOKEN, CKA_VALUE, CKA_START_DATE];
        let mut template: Vec<_> = types
            .into_iter()
            .zip(&mut buffers)
            .map(|(type_, buffer)| CK_ATTRIBUTE { type_, pValue: buffer.as_mut_ptr().cast(), ulValueLen: 16 })
            .collect();
        let rv = call!(driver, C_GetAttributeValue(driver.session, key, template.as_mut_ptr(), 4));
        (rv, template.iter().map(|attribute| attribute.ulValueLen).collect::<Vec<_>>())
    };
    const NONE: CK_ULONG = CK_UNAVAILABLE_INFORMATION;
    assert_eq!(ask(Some(Fault::GrowingLength)).1, [NONE; 4]);
    assert_eq!(ask(Some(Fault::AttributeSize(CKA_START_DATE, 12))).1, [NONE, 1, NONE, 12]);
    assert_eq!(ask(Some(Fault::AttributeSize(CKA_TOKEN, 2))).1, [NONE, 2, NONE, 0]);
    assert_eq!(ask(None), (CKR_ATTRIBUTE_TYPE_INVALID, vec![NONE, 1, NONE, 0]));
    assert_eq!(ask(Some(Fault::TemplateUntouched)), (CKR_OK, vec![16; 4]));
    assert_eq!(ask(Some(Fault::OnlyFirstBadAttributeMarked)), (CKR_ATTRIBUTE_TYPE_INVALID, vec![NONE, 16, 16, 16]));
    assert_eq!(ask(Some(Fault::MarksAndSaysOk)), (CKR_OK, vec![NONE, 1, NONE, 0]));
    assert_eq!(ask(Some(Fault::BadAttributeCode(CKR_GENERAL_ERROR))).0, CKR_GENERAL_ERROR);
    assert_eq!(ask(Some(Fault::AttributeSize(CKA_TOKEN, 8))).1, [NONE, 8, NONE, 0]);
    assert_eq!(ask(Some(Fault::AttributeSize(CKA_TOKEN, 0))).1, [NONE, 0, NONE, 0]);
    assert_eq!(ask(Some(Fault::ZeroDates)).1, [NONE, 1, NONE, 8]);
    driver.module.clear_faults();
    let (public, _) = driver.ec_pair();
    let point = driver.get(public, CKA_EC_POINT).unwrap();
    driver.module.fault("C_GetAttributeValue", Fault::RawEcPoint);
    assert_eq!(driver.get(public, CKA_EC_POINT).unwrap(), point[2..]);
    driver.module.fault("C_GetAttributeValue", Fault::NotUtf8);
    assert_eq!(driver.get(public, CKA_LABEL).unwrap(), b"\xa9");
}

#[test]
fn strings_lie() {
    let driver = Driver::open();
    driver.module.fault("C_GetTokenInfo", Fault::Unpadded);
    let mut info = CK_TOKEN_INFO::ZERO;
    assert_eq!(call!(driver, C_GetTokenInfo(SLOT, &raw mut info)), CKR_OK);
    assert_eq!(info.label[..10], *b"Nitrokey\0\0");
    driver.module.fault("C_GetTokenInfo", Fault::NotUtf8);
    assert_eq!(call!(driver, C_GetTokenInfo(SLOT, &raw mut info)), CKR_OK);
    assert_eq!(info.label[0], 0xa9);
}

#[test]
fn less_is_written_than_is_reported() {
    let driver = with(Fault::WritesFewer(3));
    let mut sha = CK_MECHANISM::bare(CKM_SHA256);
    assert_eq!(call!(driver, C_DigestInit(driver.session, &raw mut sha)), CKR_OK);
    let (mut out, mut len) = ([0xee_u8; 40], 40);
    let rv = call!(driver, C_Digest(driver.session, input(b"abc"), 3, out.as_mut_ptr(), &raw mut len));
    assert_eq!((rv, len), (CKR_OK, 32));
    assert!(out[28] != 0xee && out[29..] == [0xee; 11]);

    driver.module.fault("C_GenerateRandom", Fault::WritesFewer(3));
    let mut random = [0xee_u8; 8];
    assert_eq!(call!(driver, C_GenerateRandom(driver.session, random.as_mut_ptr(), 8)), CKR_OK);
    assert!(random[..5] != [0xee; 5] && random[5..] == [0xee; 3]);

    driver.module.fault("C_GetSlotList", Fault::WritesFewer(1));
    let (mut slots, mut count) = ([77; 4], 4);
    assert_eq!(call!(driver, C_GetSlotList(CK_FALSE, slots.as_mut_ptr(), &raw mut count)), CKR_OK);
    assert_eq!((count, slots), (3, [3, 7, 77, 77]));
}

#[test]
fn lists_grow_each_time() {
    let driver = Driver::open();
    driver.module.fault(Target::Any, Fault::GrowingList);
    let slots = || {
        let mut count = 0;
        assert_eq!(call!(driver, C_GetSlotList(CK_TRUE, null_mut(), &raw mut count)), CKR_OK);
        count
    };
    let mechanisms = || {
        let mut count = 0;
        assert_eq!(call!(driver, C_GetMechanismList(SLOT, null_mut(), &raw mut count)), CKR_OK);
        count
    };
    let (first, listed) = (slots(), mechanisms());
    assert_eq!((slots(), slots(), mechanisms()), (first + 1, first + 2, listed + 1));
}

#[test]
fn handles_lie() {
    let driver = Driver::open();
    let first = driver.secret(CKK_GENERIC_SECRET, b"1", &[]);
    driver.module.fault("C_CreateObject", Fault::RepeatedHandle);
    assert_eq!(driver.secret(CKK_GENERIC_SECRET, b"2", &[]), first);
    let find = |fault| {
        driver.module.clear_faults();
        driver.module.fault("C_FindObjects", fault);
        driver.find(&[])
    };
    let second = first + 1;
    assert_eq!(find(Fault::FindsTwice)[..2], [first, first]);
    assert_eq!(find(Fault::InvalidHandle), [first, CK_INVALID_HANDLE]);
    driver.module.clear_faults();
    assert_eq!(driver.find(&[]), [first, second]);
}

#[test]
fn lists_go_beyond_their_room() {
    let driver = Driver::open();
    driver.module.fault("C_GetSlotList", Fault::IgnoresRoom(4));
    let mut slots = [77; 8];
    let mut count = 1;
    assert_eq!(call!(driver, C_GetSlotList(CK_TRUE, slots.as_mut_ptr(), &raw mut count)), CKR_OK);
    assert_eq!((count, slots), (6, [7, 42, 42, 42, 42, 42, 77, 77]));
}

#[test]
fn searches_lie() {
    let driver = Driver::open();
    let key = driver.secret(CKK_GENERIC_SECRET, b"1", &[]);
    let next = || {
        let (mut batch, mut count) = ([0; 2], 0);
        assert_eq!(call!(driver, C_FindObjects(driver.session, batch.as_mut_ptr(), 2, &raw mut count)), CKR_OK);
        (batch, count)
    };
    assert_eq!(call!(driver, C_FindObjectsInit(driver.session, null_mut(), 0)), CKR_OK);
    driver.module.fault("C_FindObjects", Fault::FindRepeats);
    assert_eq!((next(), next()), (([key, 0], 1), ([key, 0], 1)));
    driver.module.clear_faults();
    driver.module.fault("C_FindObjects", Fault::FindNeverEnds);
    let (first, second) = (next(), next());
    assert_eq!((first.1, second.1), (2, 2));
    assert_ne!(first.0, second.0);
}

#[test]
fn operations_stay() {
    let driver = Driver::open();
    driver.module.fault(Target::Any, Fault::OperationActiveForEver);
    assert_eq!(digest(&driver, Some(32)).0, CKR_OK);
    assert_eq!(call!(driver, C_SessionCancel(driver.session, CKF_DIGEST)), CKR_OPERATION_CANCEL_FAILED);
    assert_eq!(driver.module.operations(driver.session), 1);
}

#[test]
fn sessions_and_tokens_disappear() {
    let driver = Driver::open();
    driver.module.fault_when(Target::Any, When::Nth(2), Fault::SessionDies);
    let mut info = CK_SESSION_INFO::ZERO;
    assert_eq!(call!(driver, C_GetSessionInfo(driver.session, &raw mut info)), CKR_OK);
    assert_eq!(call!(driver, C_GetSessionInfo(driver.session, &raw mut info)), CKR_SESSION_HANDLE_INVALID);

    driver.module.fault_once("C_OpenSession", Fault::ReusedSessionHandle);
    assert_eq!(driver.open_session(0), driver.session);
    driver.module.fault_once("C_GetSessionInfo", Fault::DeviceRemoved);
    assert_eq!(call!(driver, C_GetSessionInfo(driver.session, &raw mut info)), CKR_DEVICE_REMOVED);
    assert_eq!(call!(driver, C_GetSessionInfo(driver.session, &raw mut info)), CKR_SESSION_HANDLE_INVALID);
    driver.module.insert_token(SLOT);
    driver.module.fault_once("C_OpenSession", Fault::InvalidHandle);
    assert_eq!(driver.open_session(0), CK_INVALID_HANDLE);
}

#[test]
fn calls_wait_at_a_gate() {
    let driver = Driver::open();
    let gate = Gate::new();
    driver.module.fault_once("C_GetInfo", Fault::Blocks(gate.clone()));
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| {
            let mut info = CK_INFO::ZERO;
            call!(driver, C_GetInfo(&raw mut info))
        });
        assert!(gate.wait_for(1));
        let mut info = CK_INFO::ZERO;
        assert_eq!(call!(driver, C_GetInfo(&raw mut info)), CKR_OK, "nothing is locked meanwhile");
        gate.open();
        assert_eq!(waiting.join().unwrap(), CKR_OK);
    });
    assert_eq!(gate.waiting(), 0);
}

unsafe extern "C" fn reenter(session: CK_SESSION_HANDLE, _: CK_NOTIFICATION, application: *mut c_void) -> CK_RV {
    // SAFETY: the test gave a driver that outlives the session.
    let (driver, called) = unsafe { &*application.cast::<(Driver, AtomicBool)>() };
    let mut info = CK_SESSION_INFO::ZERO;
    called.store(call!(driver, C_GetSessionInfo(session, &raw mut info)) == CKR_OK, Ordering::Relaxed);
    CKR_OK
}

#[test]
fn callbacks_come_in_the_middle_of_a_call() {
    let pair = (Driver::open(), AtomicBool::new(false));
    let mut session = 0;
    let application = (&raw const pair).cast_mut().cast();
    let flags = CKF_SERIAL_SESSION;
    assert_eq!(call!(pair.0, C_OpenSession(SLOT, flags, application, Some(reenter), &raw mut session)), CKR_OK);
    pair.0.module.fault("C_GenerateRandom", Fault::NotifyReentry(CKN_SURRENDER));
    let mut random = [0; 4];
    assert_eq!(call!(pair.0, C_GenerateRandom(session, random.as_mut_ptr(), 4)), CKR_OK);
    assert!(pair.1.load(Ordering::Relaxed));
}

#[test]
fn single_attributes_lie() {
    let driver = Driver::open();
    let key = driver.secret(CKK_GENERIC_SECRET, b"value", &[]);
    let ask = |fault| {
        driver.module.clear_faults();
        driver.module.fault("C_GetAttributeValue", fault);
        let mut buffer = [0xee_u8; 16];
        let mut query = CK_ATTRIBUTE { type_: CKA_VALUE, pValue: buffer.as_mut_ptr().cast(), ulValueLen: 16 };
        assert_eq!(call!(driver, C_GetAttributeValue(driver.session, key, &raw mut query, 1)), CKR_OK);
        (buffer, query.ulValueLen, query.pValue.addr() == buffer.as_ptr().addr())
    };
    let mut told = *b"value-----------";
    told[5..].fill(0xee);
    assert_eq!(ask(Fault::AttributeUntouched(CKA_VALUE)), ([0xee; 16], 16, true));
    let mut partly = [0xee; 16];
    partly[..3].copy_from_slice(b"val");
    assert_eq!(ask(Fault::AttributePartly(CKA_VALUE, 2)), (partly, 5, true));
    assert_eq!(ask(Fault::AttributeLength(CKA_VALUE, HUGE)), (told, HUGE, true));
    assert_eq!(ask(Fault::ClobbersPointers), (told, 5, false));
    assert_eq!(ask(Fault::AttributeValue(CKA_VALUE, vec![1])).1, 1);
    assert_eq!(ask(Fault::AttributeValue(CKA_LABEL, vec![1])), (told, 5, true));
}

#[test]
fn mechanisms_lie() {
    let driver = Driver::user();
    let (_, private) = driver.ec_pair();
    let mut ecdsa = CK_MECHANISM::bare(CKM_ECDSA);
    driver.module.fault("C_Sign", Fault::DerSignature);
    assert_eq!(call!(driver, C_SignInit(driver.session, &raw mut ecdsa, private)), CKR_OK);
    let signature =
        driver.twice(|out, len| call!(driver, C_Sign(driver.session, input(b"hash"), 4, out, len))).unwrap();
    assert_eq!((signature[0], usize::from(signature[1])), (0x30, signature.len() - 2));

    let mut iv = [0_u8; 12];
    let mut params = CK_GCM_PARAMS::ZERO;
    (params.pIv, params.ulIvLen, params.ulTagBits) = (iv.as_mut_ptr(), 12, 128);
    let key = driver.secret(CKK_AES, &[1; 16], &[]);
    let mut gcm = CK_MECHANISM::with(CKM_AES_GCM, &params);
    driver.module.fault("C_EncryptInit", Fault::WritesIv);
    assert_eq!(call!(driver, C_EncryptInit(driver.session, &raw mut gcm, key)), CKR_OK);
    assert_ne!(iv, [0; 12]);

    driver.module.fault("C_GenerateKeyPair", Fault::StoresAnyway);
    let (public, private) = driver.rsa_pair();
    assert_eq!(driver.get(public, CKA_TOKEN), Ok(vec![CK_TRUE]));
    assert_eq!(driver.get(private, CKA_TOKEN), Ok(vec![CK_TRUE]));

    let mut slot = 0;
    driver.module.fault("C_WaitForSlotEvent", Fault::GarbageSlot(0xbad));
    assert_eq!(call!(driver, C_WaitForSlotEvent(CKF_DONT_BLOCK, &raw mut slot, null_mut())), CKR_NO_EVENT);
    assert_eq!(slot, 0xbad);
}

#[test]
fn derivations_lie() {
    let driver = Driver::user();
    let (public, private) = driver.ec_pair();
    let point = driver.get(public, CKA_EC_POINT).unwrap();
    let derive = |fault: Option<Fault>, kdf| {
        driver.module.clear_faults();
        if let Some(fault) = fault {
            driver.module.fault("C_DeriveKey", fault);
        }
        let shared = b"shared";
        let (mut params, with) = (CK_ECDH1_DERIVE_PARAMS::ZERO, kdf != CKD_NULL);
        (params.kdf, params.pPublicData, params.ulPublicDataLen) = (kdf, input(&point), point.len() as CK_ULONG);
        (params.pSharedData, params.ulSharedDataLen) =
            if with { (input(shared), shared.len() as CK_ULONG) } else { (null_mut(), 0) };
        let mut mechanism = CK_MECHANISM::with(CKM_ECDH1_DERIVE, &params);
        let wanted: CK_ULONG = 16;
        let mut template =
            [CK_ATTRIBUTE::scalar(CKA_VALUE_LEN, &wanted), CK_ATTRIBUTE::scalar(CKA_SENSITIVE, &CK_FALSE)];
        let (list, mut key) = (template.as_mut_ptr(), 0);
        let rv = call!(driver, C_DeriveKey(driver.session, &raw mut mechanism, private, list, 2, &raw mut key));
        assert_eq!(rv, CKR_OK);
        driver.get(key, CKA_VALUE).unwrap()
    };
    let (plain, hashed) = (derive(None, CKD_NULL), derive(None, CKD_SHA256_KDF));
    assert_eq!((plain.len(), hashed.len(), plain == hashed), (16, 16, false));
    assert_eq!(derive(Some(Fault::IgnoresKdf), CKD_SHA256_KDF), plain);
    let whole = derive(Some(Fault::IgnoresValueLen), CKD_NULL);
    assert_eq!((whole.len(), &whole[..16]), (32, &plain[..]));
}

#[test]
fn times_lie() {
    let driver = Driver::open();
    driver.module.fault("C_GetTokenInfo", Fault::GarbageTime);
    let mut info = CK_TOKEN_INFO::ZERO;
    assert_eq!(call!(driver, C_GetTokenInfo(SLOT, &raw mut info)), CKR_OK);
    assert_eq!(info.utcTime, [0xff; 16]);
}
