//! Notification callbacks (5.22): a module calls, we pass it on.
#![allow(unsafe_code)]

use crate::raw::run_callback;
use core::ffi::c_void;
use pkcs11_sys::{CK_NOTIFICATION, CK_NOTIFY, CK_RV, CK_SESSION_HANDLE, CK_VOID_PTR, CKN_SURRENDER, CKR_OK};
use std::sync::{Mutex, PoisonError};

/// What a module tells by a callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notification {
    /// A long call would give the program a chance to do something else (`CKN_SURRENDER`).
    Surrender,
    /// Another number: `CKN_OTP_CHANGED`, or a vendor's.
    Other(CK_NOTIFICATION),
}

type Callback = Box<dyn Fn(Notification) + Send + Sync>;

/// The callbacks of a context. A module may call them as long as it is initialised, so that is how long they live.
#[derive(Default)]
pub(crate) struct Callbacks(Mutex<Vec<Held>>);

/// A callback at an address that does not move: a boxed box, taken apart.
struct Held(*mut Callback);

// SAFETY: the callback is Send and Sync, and only its address is held here.
unsafe impl Send for Held {}

/// Callbacks that nobody frees any more, where tools that look for leaks find them.
static KEPT: Mutex<Vec<Held>> = Mutex::new(Vec::new());

impl Callbacks {
    /// Keeps a callback and gives what C_OpenSession takes.
    pub(crate) fn keep(&self, callback: Callback) -> (CK_VOID_PTR, Option<CK_NOTIFY>) {
        let held = Box::into_raw(Box::new(callback));
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(Held(held));
        (held.cast::<c_void>(), Some(trampoline))
    }

    /// Gives up freeing the callbacks: the module may call them still.
    pub(crate) fn leak(&mut self) {
        let callbacks = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        // In the child of a fork there may be nobody to give the lock back, and nothing to find there later.
        if let Ok(mut kept) = KEPT.try_lock() {
            kept.append(callbacks);
        }
        callbacks.clear();
    }
}

impl Drop for Callbacks {
    fn drop(&mut self) {
        for held in self.0.get_mut().unwrap_or_else(PoisonError::into_inner).drain(..) {
            // SAFETY: the pointer was made from a box by `keep` and is freed here only; A7: the module is finalised (or
            // `leak` has emptied the list) and calls no more.
            drop(unsafe { Box::from_raw(held.0) });
        }
    }
}

/// What the module calls. The session is not passed on: a callback has to return before calls can be made again.
unsafe extern "C" fn trampoline(_: CK_SESSION_HANDLE, event: CK_NOTIFICATION, application: CK_VOID_PTR) -> CK_RV {
    if application.is_null() {
        return CKR_OK;
    }
    // SAFETY: A7: the module hands back what C_OpenSession was given, while it is initialised: a callback that `keep`
    // holds. It is only shared.
    let callback = unsafe { &*application.cast::<Callback>() };
    let notification = if event == CKN_SURRENDER { Notification::Surrender } else { Notification::Other(event) };
    run_callback(|| callback(notification));
    CKR_OK
}
