//! Lists and interfaces.

use super::super::list::entries;
use super::super::{Fault, Function, instance};
use super::{Driver, call};
use core::ptr::{null, null_mut};
use pkcs11_sys::*;

fn interface(
    driver: &Driver,
    name: Option<&core::ffi::CStr>,
    version: Option<(u8, u8)>,
) -> Result<CK_INTERFACE, CK_RV> {
    let mut version = version.map(|(major, minor)| CK_VERSION { major, minor });
    let version = version.as_mut().map_or(null_mut(), |version| &raw mut *version);
    let name = name.map_or(null(), core::ffi::CStr::as_ptr).cast::<u8>().cast_mut();
    let mut interface = null_mut();
    match call!(driver, C_GetInterface(name, version, &raw mut interface, 0)) {
        // SAFETY: an interface of ours, which is static.
        CKR_OK => Ok(unsafe { *interface }),
        rv => Err(rv),
    }
}

fn version(interface: CK_INTERFACE) -> (u8, u8) {
    // SAFETY: each of our lists begins with its version.
    let version = unsafe { *interface.pFunctionList.cast::<CK_VERSION>() };
    (version.major, version.minor)
}

#[test]
fn each_version_has_its_interface() {
    let driver = Driver::raw();
    let get = |name, wanted| interface(&driver, name, wanted).map(version);
    assert_eq!(get(None, None), Ok((3, 2)));
    assert_eq!(get(Some(c"PKCS 11"), Some((3, 0))), Ok((3, 0)));
    assert_eq!(get(Some(c"PKCS 11"), Some((2, 40))), Ok((2, 40)));
    assert_eq!(get(Some(c"PKCS 11"), Some((2, 11))), Err(CKR_FUNCTION_FAILED));
    assert_eq!(get(Some(c"Vendor"), None), Err(CKR_FUNCTION_FAILED));
    driver.module.configure(|config| config.follow_2_40());
    assert_eq!(get(None, None), Ok((2, 40)));
    assert_eq!(get(None, Some((3, 0))), Err(CKR_FUNCTION_FAILED));
    let mut count = 0;
    assert_eq!(call!(driver, C_GetInterfaceList(null_mut(), &raw mut count)), CKR_OK);
    assert_eq!(count, 1);
}

#[test]
fn instances_have_functions_of_their_own() {
    let (one, other) = (instance::<3>(), instance::<4>());
    for module in [one, other] {
        module.reset();
    }
    // SAFETY: lists of ours; C_Initialize takes NULL.
    unsafe {
        assert_eq!((*one.function_list_2_40()).C_Initialize.unwrap()(null_mut()), CKR_OK);
        let mut list = null_mut();
        assert_eq!(one.get_function_list()(&raw mut list), CKR_OK);
        assert_eq!(list, one.function_list_2_40());
    }
    assert!(one.is_initialised() && !other.is_initialised());
    assert_eq!((one.total(), other.total()), (2, 0));
    assert_eq!(one.count("C_Initialize"), 1);
    assert_eq!(one.count(Function::GetFunctionList), 1);
    one.reset();
    assert_eq!(one.total(), 0);
}

#[test]
fn lists_can_be_forged() {
    let driver = Driver::raw();
    let get = || {
        let mut list = null_mut();
        assert_eq!(call!(driver, C_GetFunctionList(&raw mut list)), CKR_OK);
        list
    };
    driver.module.fault("C_GetFunctionList", Fault::NullList);
    assert!(get().is_null());

    driver.module.clear_faults();
    driver.module.fault("C_GetFunctionList", Fault::WrongVersion(CK_VERSION { major: 1, minor: 0 }));
    // SAFETY: a whole list, but for its version.
    assert_eq!(unsafe { (*get()).version.major }, 1);

    driver.module.clear_faults();
    driver.module.fault("C_GetFunctionList", Fault::HalfEmptyTable);
    // SAFETY: a whole list.
    let kept = unsafe { entries(get().cast(), 68) };
    assert!(!kept[2].is_null() && kept[5].is_null() && !kept[6].is_null());

    driver.module.clear_faults();
    driver.module.fault("C_GetInterface", Fault::ShorterList(102));
    let list = interface(&driver, None, None).unwrap().pFunctionList;
    // SAFETY: a list of 102 entries.
    let kept = unsafe { entries(list, 102) };
    assert!(kept.iter().all(|entry| !entry.is_null()));
}
