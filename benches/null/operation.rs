//! Operations: outputs of the right length, from no cryptography.

use crate::find::is_template;
use crate::settings::{Setting, Sizing, enter};
use core::sync::atomic::{AtomicBool, Ordering::Relaxed};
use pkcs11_sys::*;

/// What a cipher adds when it ends: the tag of GCM.
const TAG: CK_ULONG = 16;

/// A SHA-256.
const DIGEST: CK_ULONG = 32;

/// Whether the size of an output has been asked for since one was given, for [`Sizing::AskFirst`].
static ASKED: AtomicBool = AtomicBool::new(false);

/// The length protocol.
///
/// # Safety
///
/// `out` is NULL or has `*length` bytes, and `length` is the caller's own.
unsafe fn give(needed: CK_ULONG, out: CK_BYTE_PTR, length: CK_ULONG_PTR) -> CK_RV {
    // SAFETY: the caller promises it.
    let room = unsafe { *length };
    if out.is_null() {
        ASKED.store(true, Relaxed);
        // SAFETY: as above.
        unsafe { *length = needed };
        return CKR_OK;
    }
    let (fits, told) = match Sizing::get() {
        Sizing::AtLeast => (room >= needed, needed),
        Sizing::Exact => (room == needed, needed),
        Sizing::AskFirst => (room >= needed && ASKED.swap(false, Relaxed), room),
    };
    if !fits {
        // SAFETY: as above.
        unsafe { *length = told };
        return CKR_BUFFER_TOO_SMALL;
    }
    // SAFETY: `out` has `room` bytes, at least as many as needed.
    unsafe {
        out.write_bytes(0x30, usize::try_from(needed).unwrap_or(0));
        *length = needed;
    }
    CKR_OK
}

pub(crate) extern "C" fn init(
    _session: CK_SESSION_HANDLE,
    _mechanism: CK_MECHANISM_PTR,
    _key: CK_OBJECT_HANDLE,
) -> CK_RV {
    enter();
    CKR_OK
}

pub(crate) extern "C" fn digest_init(_session: CK_SESSION_HANDLE, _mechanism: CK_MECHANISM_PTR) -> CK_RV {
    enter();
    CKR_OK
}

pub(crate) extern "C" fn absorb(_session: CK_SESSION_HANDLE, _data: CK_BYTE_PTR, _data_length: CK_ULONG) -> CK_RV {
    enter();
    CKR_OK
}

/// Functions with data in and bytes out.
macro_rules! converts {
    ($($name:ident($data_length:ident) = $needed:expr;)*) => {
        $(pub(crate) unsafe extern "C" fn $name(
            _session: CK_SESSION_HANDLE,
            _data: CK_BYTE_PTR,
            $data_length: CK_ULONG,
            out: CK_BYTE_PTR,
            length: CK_ULONG_PTR,
        ) -> CK_RV {
            enter();
            // SAFETY: the caller keeps to the standard.
            unsafe { give($needed, out, length) }
        })*
    };
}

/// Functions with bytes out.
macro_rules! ends {
    ($($name:ident = $needed:expr;)*) => {
        $(pub(crate) unsafe extern "C" fn $name(
            _session: CK_SESSION_HANDLE,
            out: CK_BYTE_PTR,
            length: CK_ULONG_PTR,
        ) -> CK_RV {
            enter();
            // SAFETY: the caller keeps to the standard.
            unsafe { give($needed, out, length) }
        })*
    };
}

#[allow(clippy::cast_possible_truncation, reason = "set by a program with memory as large")]
fn signature() -> CK_ULONG {
    Setting::Signature.get() as CK_ULONG
}

converts! {
    sign(_data_length) = signature();
    digest(_data_length) = DIGEST;
    encrypt(data_length) = data_length + TAG;
    encrypt_update(data_length) = data_length;
}

ends! {
    sign_final = signature();
    digest_final = DIGEST;
    encrypt_final = TAG;
}

pub(crate) unsafe extern "C" fn derive(
    _session: CK_SESSION_HANDLE,
    _mechanism: CK_MECHANISM_PTR,
    _base: CK_OBJECT_HANDLE,
    template: CK_ATTRIBUTE_PTR,
    count: CK_ULONG,
    key: CK_OBJECT_HANDLE_PTR,
) -> CK_RV {
    enter();
    // SAFETY: the caller passes an array of `count` attributes.
    if !unsafe { is_template(template, count) } {
        return CKR_TEMPLATE_INCOMPLETE;
    }
    // SAFETY: the caller's place for the handle is its own for the call.
    unsafe { *key = crate::KEY };
    CKR_OK
}

pub(crate) unsafe extern "C" fn random(_session: CK_SESSION_HANDLE, out: CK_BYTE_PTR, length: CK_ULONG) -> CK_RV {
    enter();
    // SAFETY: the caller's buffer has `length` bytes.
    unsafe { out.write_bytes(0x2a, usize::try_from(length).unwrap_or(0)) };
    CKR_OK
}
