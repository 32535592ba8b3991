//! Scripts: what they answer, and that they write no more than there is room for.

use super::super::Function;
use super::{Driver, call};
use core::ptr::null_mut;
use pkcs11_sys::*;

#[test]
fn a_script_answers_instead_of_the_module_and_after_it() {
    let driver = Driver::open();
    driver.module.script(|scene| match scene.function() {
        Function::SeedRandom => CKR_RANDOM_SEED_NOT_SUPPORTED,
        Function::GenerateRandom => {
            assert_eq!(scene.act(), CKR_OK);
            assert_ne!(scene.buffered(4), [0; 4], "what the module wrote");
            CKR_DEVICE_ERROR
        }
        _ => scene.act(),
    });
    let mut random = [0; 4];
    let session = driver.session;
    assert_eq!(call!(driver, C_SeedRandom(session, random.as_mut_ptr(), 4)), CKR_RANDOM_SEED_NOT_SUPPORTED);
    assert_eq!(call!(driver, C_GenerateRandom(session, random.as_mut_ptr(), 4)), CKR_DEVICE_ERROR);
    driver.module.clear_script();
    assert_eq!(call!(driver, C_SeedRandom(session, random.as_mut_ptr(), 4)), CKR_OK);
}

#[test]
fn a_script_writes_no_more_than_there_is_room_for() {
    let driver = Driver::user();
    driver.module.script(|scene| {
        if scene.structure().is_some() {
            assert_eq!(scene.write_structure(&[7; 1000]), size_of::<CK_SESSION_INFO>());
        } else if scene.lists() {
            assert_eq!(scene.write_numbers(&[7; 1000]), 2);
            scene.report(9);
        } else if let Some(room) = scene.room() {
            assert_eq!(scene.write(&[7; 1000]), room);
        }
        for asked in &mut scene.attributes() {
            assert_eq!(asked.write(&[7; 1000]), 3);
            asked.report(CK_ULONG::MAX);
            asked.clobber(1);
        }
        CKR_OK
    });
    let (mut bytes, mut slots, mut count) = ([0; 8], [0; 4], 2);
    assert_eq!(call!(driver, C_GenerateRandom(driver.session, bytes.as_mut_ptr(), 4)), CKR_OK);
    assert_eq!(bytes, [7, 7, 7, 7, 0, 0, 0, 0]);
    assert_eq!(call!(driver, C_GetSlotList(CK_TRUE, slots.as_mut_ptr(), &raw mut count)), CKR_OK);
    assert_eq!((slots, count), ([7, 7, 0, 0], 9));
    let mut info = [CK_SESSION_INFO::ZERO; 2];
    assert_eq!(call!(driver, C_GetSessionInfo(driver.session, info.as_mut_ptr())), CKR_OK);
    assert_eq!(info.map(|info| info.state), [CK_ULONG::from_ne_bytes([7; size_of::<CK_ULONG>()]), 0]);
    let mut label = [0_u8; 8];
    let mut asked = CK_ATTRIBUTE { type_: CKA_LABEL, pValue: label.as_mut_ptr().cast(), ulValueLen: 3 };
    assert_eq!(call!(driver, C_GetAttributeValue(driver.session, 1, &raw mut asked, 1)), CKR_OK);
    assert_eq!((label, { asked.ulValueLen }), ([7, 7, 7, 0, 0, 0, 0, 0], CK_ULONG::MAX));
}

#[test]
fn handles_are_written_one_by_one_and_the_module_does_not_act_after_them() {
    let driver = Driver::raw();
    driver.module.script(|scene| {
        scene.write_handles(&[5, 6, 7]);
        assert_eq!(scene.numbers(), [5]);
        scene.act()
    });
    let mut session = 0;
    let rv = call!(driver, C_OpenSession(7, CKF_SERIAL_SESSION, null_mut(), None, &raw mut session));
    assert_eq!((rv, session), (CKR_GENERAL_ERROR, 5));
}
