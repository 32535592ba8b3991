//! The module, its one slot with a token, and sessions.

use crate::settings::enter;
use core::sync::atomic::{AtomicU64, Ordering::Relaxed};
use pkcs11_sys::*;

/// The handle that was given out last.
static SESSIONS: AtomicU64 = AtomicU64::new(0);

pub(crate) extern "C" fn initialize(_args: CK_VOID_PTR) -> CK_RV {
    enter();
    CKR_OK
}

pub(crate) extern "C" fn finalize(_reserved: CK_VOID_PTR) -> CK_RV {
    enter();
    CKR_OK
}

pub(crate) unsafe extern "C" fn list(_present: CK_BBOOL, slots: CK_SLOT_ID_PTR, count: CK_ULONG_PTR) -> CK_RV {
    enter();
    // SAFETY: `count` is the caller's own; `slots` is NULL or has `*count` places.
    unsafe {
        if !slots.is_null() {
            if *count == 0 {
                return CKR_BUFFER_TOO_SMALL;
            }
            *slots = crate::SLOT;
        }
        *count = 1;
    }
    CKR_OK
}

pub(crate) unsafe extern "C" fn token_info(_slot: CK_SLOT_ID, info: CK_TOKEN_INFO_PTR) -> CK_RV {
    enter();
    let mut token = CK_TOKEN_INFO::ZERO;
    token.label = [b' '; 32];
    token.flags = CKF_TOKEN_INITIALIZED;
    // SAFETY: the caller's struct is its own for the call.
    unsafe { *info = token };
    CKR_OK
}

pub(crate) unsafe extern "C" fn open(
    _slot: CK_SLOT_ID,
    _flags: CK_FLAGS,
    _application: CK_VOID_PTR,
    _notify: Option<CK_NOTIFY>,
    session: CK_SESSION_HANDLE_PTR,
) -> CK_RV {
    enter();
    #[allow(clippy::cast_possible_truncation, reason = "it wraps where a CK_ULONG is short")]
    let handle = (SESSIONS.fetch_add(1, Relaxed) + 1) as CK_SESSION_HANDLE;
    // SAFETY: the caller's place for the handle is its own for the call.
    unsafe { *session = handle };
    CKR_OK
}

pub(crate) extern "C" fn close(_session: CK_SESSION_HANDLE) -> CK_RV {
    enter();
    CKR_OK
}
