//! Function lists and interfaces, honest ones and others (section 3.6 and 5.4).

use super::context::Context;
use super::fault::Fault;
use super::handle::Module;
#[cfg(test)]
use super::memory::array;
use super::memory::{Answer, c_string, load, not_null, store};
use super::output::deliver;
use core::mem::{MaybeUninit, offset_of};
use core::ptr::{copy_nonoverlapping, null_mut};
use pkcs11_sys::*;

/// The name of the standard's interfaces.
const NAME: &[u8; 8] = b"PKCS 11\0";

/// The lists of an instance.
pub(super) struct Lists {
    pub(super) v2_40: CK_FUNCTION_LIST,
    pub(super) v3_0: CK_FUNCTION_LIST_3_0,
    pub(super) v3_2: CK_FUNCTION_LIST_3_2,
    pub(super) get_function_list: CK_C_GetFunctionList,
    pub(super) get_interface: CK_C_GetInterface,
    pub(super) get_interface_list: CK_C_GetInterfaceList,
}

/// The interfaces of an instance, newest first.
pub(super) struct Interfaces(pub(super) [CK_INTERFACE; 3]);

// SAFETY: the pointers lead to statics, which nobody writes to.
unsafe impl Send for Interfaces {}
// SAFETY: as above.
unsafe impl Sync for Interfaces {}

/// A list that is not what it should be, kept for as long as somebody may look at it. In vectors: a box that is moved
/// ends the pointers into it.
pub(super) struct Forged {
    _list: Vec<MaybeUninit<usize>>,
    _interface: Vec<MaybeUninit<CK_INTERFACE>>,
}

// SAFETY: it owns memory that is written once, before it gets here, and is never touched through this value.
unsafe impl Send for Forged {}

impl Interfaces {
    pub(super) fn new(lists: &'static Lists) -> Self {
        let interface = |list: CK_VOID_PTR| CK_INTERFACE {
            pInterfaceName: NAME.as_ptr().cast_mut(),
            pFunctionList: list,
            flags: 0,
        };
        Self([
            interface((&raw const lists.v3_2).cast_mut().cast()),
            interface((&raw const lists.v3_0).cast_mut().cast()),
            interface((&raw const lists.v2_40).cast_mut().cast()),
        ])
    }
}

const VERSIONS: [CK_VERSION; 3] =
    [CK_VERSION { major: 3, minor: 2 }, CK_VERSION { major: 3, minor: 0 }, CK_VERSION { major: 2, minor: 40 }];

/// The same function list after a lie about it; the same one if there is none.
///
/// # Safety
///
/// `list` points to a function list with as many entries as `version` has.
unsafe fn forge(context: &Context<'_>, list: CK_VOID_PTR, version: CK_VERSION) -> CK_VOID_PTR {
    let entries = match version {
        CK_VERSION { major: 2, .. } => 68,
        CK_VERSION { minor: 0 | 1, .. } => 92,
        _ => 104,
    };
    let lie = context.lie(|fault| match fault {
        Fault::ShorterList(entries) => Some((*entries, None, false)),
        Fault::HalfEmptyTable => Some((entries, None, true)),
        Fault::WrongVersion(version) => Some((entries, Some(*version), false)),
        _ => None,
    });
    let Some((kept, version, half)) = lie else { return list };
    let (pointer, first) = (size_of::<usize>(), offset_of!(CK_FUNCTION_LIST, C_Initialize));
    let length = first + kept.min(entries) * pointer;
    let mut forged = vec![MaybeUninit::<usize>::uninit(); length.div_ceil(pointer)];
    let base = forged.as_mut_ptr().cast::<u8>();
    // SAFETY: the list has at least that many entries by the caller's promise, and the copy is as long. Every write
    // below is to an entry of the copy, or to its version.
    unsafe {
        copy_nonoverlapping(list.cast::<u8>(), base, length);
        if let Some(version) = version {
            base.cast::<CK_VERSION>().write_unaligned(version);
        }
        if half {
            for entry in (0..kept.min(entries)).filter(|entry| entry % 2 == 1 && *entry > 3) {
                base.add(first + entry * pointer).cast::<*const ()>().write_unaligned(core::ptr::null());
            }
        }
    }
    context.module.keep(Forged { _list: forged, _interface: Vec::new() });
    base.cast()
}

/// The same interface with the list that a lie makes of its own.
fn forge_interface(context: &Context<'_>, index: usize) -> CK_INTERFACE_PTR {
    let honest = (&raw const context.module.interfaces().0[index]).cast_mut();
    let CK_INTERFACE { pInterfaceName, pFunctionList, flags } = context.module.interfaces().0[index];
    // SAFETY: one of our interfaces, with the list of its version.
    let list = unsafe { forge(context, pFunctionList, VERSIONS[index]) };
    if list == pFunctionList {
        return honest;
    }
    let interface = CK_INTERFACE { pInterfaceName, pFunctionList: list, flags };
    let mut forged = vec![MaybeUninit::new(interface)];
    let pointer = forged.as_mut_ptr().cast();
    context.module.keep(Forged { _list: Vec::new(), _interface: forged });
    pointer
}

impl Module {
    /// The interfaces that this module has by its configuration, as indices.
    fn offered(&self) -> Vec<usize> {
        let newest = self.lock().config.version;
        (0..VERSIONS.len()).filter(|index| VERSIONS[*index] <= newest).collect()
    }
}

pub(super) unsafe fn C_GetFunctionList(context: &Context<'_>, ppFunctionList: CK_FUNCTION_LIST_PTR_PTR) -> Answer {
    let list = if context.lies(&Fault::NullList) {
        null_mut()
    } else {
        let list = context.module.function_list_2_40();
        // SAFETY: our own list of 2.40.
        unsafe { forge(context, list.cast(), VERSIONS[2]) }.cast()
    };
    // SAFETY: NULL or writable by the caller's promise.
    unsafe { store(ppFunctionList, list) }
}

pub(super) unsafe fn C_GetInterfaceList(
    context: &Context<'_>,
    pInterfacesList: CK_INTERFACE_PTR,
    pulCount: CK_ULONG_PTR,
) -> Answer {
    let all = context.module.interfaces().0;
    let offered: Vec<_> = context.module.offered().into_iter().map(|index| all[index]).collect();
    // SAFETY: a list and its count, by the caller's promise.
    unsafe { deliver(context, &offered, pInterfacesList, pulCount) }.map(drop)
}

pub(super) unsafe fn C_GetInterface(
    context: &Context<'_>,
    pInterfaceName: CK_UTF8CHAR_PTR,
    pVersion: CK_VERSION_PTR,
    ppInterface: CK_INTERFACE_PTR_PTR,
    flags: CK_FLAGS,
) -> Answer {
    not_null(ppInterface)?;
    if context.lies(&Fault::NullList) {
        // SAFETY: writable by the caller's promise.
        return unsafe { store(ppInterface, null_mut()) };
    }
    // SAFETY: NULL or a string that ends with a NUL, by the caller's promise.
    let named = unsafe { c_string(pInterfaceName) }.is_none_or(|name| name == NAME[..7]);
    // SAFETY: NULL or a version, by the caller's promise.
    let version = if pVersion.is_null() { None } else { Some(unsafe { load(pVersion) }?) };
    let fits = |index: &usize| named && flags == 0 && version.is_none_or(|version| version == VERSIONS[*index]);
    let index = context.module.offered().into_iter().find(fits).ok_or(CKR_FUNCTION_FAILED)?;
    // SAFETY: writable by the caller's promise.
    unsafe { store(ppInterface, forge_interface(context, index)) }
}

/// The entries of a list, for tests: the addresses after the version.
///
/// # Safety
///
/// `list` points to a function list with at least that many entries.
#[cfg(test)]
pub(super) unsafe fn entries(list: CK_VOID_PTR, count: CK_ULONG) -> Vec<*const ()> {
    let first = offset_of!(CK_FUNCTION_LIST, C_Initialize);
    // SAFETY: so many entries behind the version, by the caller's promise.
    unsafe { array(list.cast::<u8>().add(first).cast::<*const ()>(), count) }.unwrap_or_default()
}
