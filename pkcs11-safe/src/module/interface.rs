//! Interfaces (5.4.4 to 5.4.6): which list of functions a module offers, and how much of it can be read.
#![allow(unsafe_code)]

use super::pending;
use super::table::{Resolved, read_2_40, read_3_0, read_3_2};
use crate::attribute::Version;
use crate::{Error, Function, Result, ReturnValue};
use core::ffi::c_char;
use core::ptr;
use pkcs11_sys::*;

/// The interface of a module: where its functions were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interface {
    version: Version,
    flags: CK_FLAGS,
    list: bool,
}

impl Interface {
    /// The version that the module claims for it. Lists from `C_GetFunctionList` claim all kinds of versions, and are
    /// read as 2.40 whatever they claim.
    #[must_use]
    pub fn version(self) -> Version {
        self.version
    }

    /// Whether the module says that its objects and sessions survive a fork (`CKF_INTERFACE_FORK_SAFE`).
    #[must_use]
    pub fn is_fork_safe(self) -> bool {
        self.flags & CKF_INTERFACE_FORK_SAFE != 0
    }

    /// Whether it is one of 3.0 or later, from `C_GetInterface`.
    #[must_use]
    pub fn is_v3(self) -> bool {
        !self.list
    }
}

/// The name of the standard's own interface.
const NAME: &[u8] = b"PKCS 11\0";

/// What is asked of `C_GetInterface`: 3.2 first, then what the module thinks best.
const VERSIONS: [Option<CK_VERSION>; 2] = [Some(CK_VERSION { major: 3, minor: 2 }), None];

/// Resolves the functions of a module: by `C_GetInterface` if it has a usable one, else by `C_GetFunctionList`.
///
/// # Safety
///
/// Both are functions of one module that keeps to the assumptions of docs/UNSAFE.md.
pub(super) unsafe fn resolve(
    get_interface: Option<CK_C_GetInterface>,
    get_function_list: CK_C_GetFunctionList,
    accept: impl Fn(Function, *const ()) -> bool,
) -> Result<(Resolved, Interface)> {
    for version in VERSIONS {
        if let Some(get_interface) = get_interface {
            // SAFETY: the caller's promise.
            if let Some(found) = unsafe { from_interface(get_interface, version, &accept) } {
                return Ok(found);
            }
        }
    }
    let mut list = ptr::null_mut();
    // SAFETY: the caller's promise: it is the function of a module that keeps to A6 and A9; `list` is exclusively borrowed
    // for the call, and a pointer is what is written to it (A1).
    let rv = unsafe { get_function_list(&raw mut list) };
    if rv != CKR_OK {
        return Err(refused(rv));
    }
    if list.is_null() {
        return Err(no_list());
    }
    let mut resolved = Resolved::new();
    // SAFETY: A6: what C_GetFunctionList gives has 68 entries, whatever version it claims, and lives as long as the
    // module is loaded.
    let version = unsafe {
        read_2_40(&mut resolved, list);
        (&raw const (*list).version).read_unaligned()
    };
    Ok((resolved, Interface { version: version.into(), flags: 0, list: true }))
}

/// The error of a `C_GetFunctionList` that says that it gives a list, and gives none.
pub(super) fn no_list() -> Error {
    Error::module(Function::GetFunctionList, "gave no list with CKR_OK")
}

/// The error of a `C_GetFunctionList` that fails.
pub(super) fn refused(rv: CK_RV) -> Error {
    match ReturnValue::new(rv) {
        ReturnValue::PENDING => pending(Function::GetFunctionList),
        rv => Error::Call { function: Function::GetFunctionList, rv },
    }
}

/// Reads the interface of that version, if the module has one that can be used.
///
/// # Safety
///
/// As for [`resolve`].
unsafe fn from_interface(
    get_interface: CK_C_GetInterface,
    version: Option<CK_VERSION>,
    accept: impl Fn(Function, *const ()) -> bool,
) -> Option<(Resolved, Interface)> {
    let mut name = *<&[u8; 8]>::try_from(NAME).ok()?;
    let mut version = version;
    let wanted = version.as_mut().map_or(ptr::null_mut(), ptr::from_mut);
    let mut interface: CK_INTERFACE_PTR = ptr::null_mut();
    // SAFETY: the caller's promise: it is the function of a module that keeps to A6 and A9.
    // - The name ends in NUL, the version is one or NULL; both are copies, and no pointer to them is kept (A3).
    // - `interface` is exclusively borrowed for the call, and a pointer is what is written to it (A1).
    let rv = unsafe { get_interface(name.as_mut_ptr().cast(), wanted, &raw mut interface, 0) };
    if rv != CKR_OK || interface.is_null() {
        return None;
    }
    // SAFETY: A6: a non-null interface is a CK_INTERFACE; its fields are read without asking for alignment.
    let (found, list, flags) = unsafe {
        (
            (&raw const (*interface).pInterfaceName).read_unaligned().cast::<c_char>(),
            (&raw const (*interface).pFunctionList).read_unaligned(),
            (&raw const (*interface).flags).read_unaligned(),
        )
    };
    // SAFETY: A6: a non-null name ends in NUL.
    if found.is_null() || list.is_null() || !unsafe { is_standard(found) } {
        return None;
    }
    // SAFETY: A6: every list begins with its version.
    let version = unsafe { list.cast::<CK_VERSION>().read_unaligned() };
    if version.major != 3 {
        return None;
    }
    let mut resolved = Resolved::new();
    // SAFETY: A6: an interface of this name and of version 3.0 or 3.1 has 92 entries, from 3.2 on at least 102; the last
    // two places are asked about before they are read, and what stands there before it is taken for a function.
    unsafe {
        read_2_40(&mut resolved, list.cast());
        read_3_0(&mut resolved, list.cast());
        if version.minor >= 2 {
            read_3_2(&mut resolved, list.cast(), accept);
        }
    }
    Some((resolved, Interface { version: version.into(), flags, list: false }))
}

/// Whether a C string is the name of the standard's interface. No byte after a difference is read.
///
/// # Safety
///
/// `name` ends in NUL.
unsafe fn is_standard(name: *const c_char) -> bool {
    NAME.iter().enumerate().all(|(index, byte)| {
        // SAFETY: all bytes before this one were equal to NAME's, none of them NUL, so this one is part of the string.
        (unsafe { name.add(index).cast::<u8>().read() }) == *byte
    })
}
