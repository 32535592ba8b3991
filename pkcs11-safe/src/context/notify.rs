//! Notification callbacks (5.22): a module calls, we pass it on.
#![allow(unsafe_code)]

use crate::module::fork::PerProcess;
use crate::module::{contain, run_callback};
use core::ptr;
use core::sync::atomic::{AtomicUsize, Ordering};
use pkcs11_sys::{CK_NOTIFICATION, CK_NOTIFY, CK_RV, CK_SESSION_HANDLE, CK_VOID_PTR, CKN_SURRENDER, CKR_OK};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a module tells by a callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notification {
    /// A long call would give the program a chance to do something else (`CKN_SURRENDER`).
    Surrender,
    /// Another number: `CKN_OTP_CHANGED`, or a vendor's.
    Other(CK_NOTIFICATION),
}

pub(crate) type Callback = Arc<dyn Fn(Notification) + Send + Sync>;

/// The callbacks of this process by number. What a module gets is the number and no pointer, so that a call that comes too
/// late finds nothing, and one that is running holds what it runs.
static CALLBACKS: PerProcess<Mutex<HashMap<usize, Callback>>> = PerProcess::new();

/// The callbacks of a context. A module may call them as long as it is initialised, so that is how long they are kept.
#[derive(Default)]
pub(crate) struct Callbacks(Mutex<Vec<usize>>);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Callbacks {
    /// Keeps a callback and gives what C_OpenSession takes.
    pub(crate) fn keep(&self, callback: Callback) -> (CK_VOID_PTR, Option<CK_NOTIFY>) {
        static NEXT: AtomicUsize = AtomicUsize::new(1);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        lock(CALLBACKS.get()).insert(number, callback);
        lock(&self.0).push(number);
        (ptr::without_provenance_mut(number), Some(trampoline))
    }

    /// Forgets the callbacks: the module is finalised and calls no more.
    pub(super) fn forget(&self) {
        let numbers = core::mem::take(&mut *lock(&self.0));
        numbers.into_iter().for_each(forget);
    }

    /// Forgets the callback, if there is one, of a session that was not opened.
    pub(crate) fn forget_one(&self, application: CK_VOID_PTR) {
        lock(&self.0).retain(|number| *number != application.addr());
        forget(application.addr());
    }
}

fn forget(number: usize) {
    let callback = lock(CALLBACKS.get()).remove(&number);
    // Dropped without a lock, and no panic of it goes further.
    contain(|| drop(callback));
}

/// What the module calls (A7). The session is not passed on: a callback has to return before calls can be made again.
unsafe extern "C" fn trampoline(_: CK_SESSION_HANDLE, event: CK_NOTIFICATION, application: CK_VOID_PTR) -> CK_RV {
    let callback = lock(CALLBACKS.get()).get(&application.addr()).cloned();
    if let Some(callback) = callback {
        let notification = if event == CKN_SURRENDER { Notification::Surrender } else { Notification::Other(event) };
        // Dropped inside: the context may have gone meanwhile, so that this is the last one to hold it.
        run_callback(move || callback(notification));
    }
    CKR_OK
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_callback_that_is_forgotten_while_it_runs_is_kept_and_one_that_is_called_later_is_not_found() {
        let (callbacks, calls) = (Arc::new(Callbacks::default()), Arc::new(AtomicUsize::new(0)));
        let (inner, count) = (Arc::clone(&callbacks), Arc::clone(&calls));
        let (application, notify) = callbacks.keep(Arc::new(move |_| {
            inner.forget();
            count.fetch_add(1, Ordering::Relaxed);
        }));
        for _ in 0..2 {
            // SAFETY: the function takes any pointer, which it does not read.
            assert_eq!(unsafe { notify.unwrap()(1, CKN_SURRENDER, application) }, CKR_OK);
        }
        assert_eq!((calls.load(Ordering::Relaxed), Arc::strong_count(&callbacks)), (1, 1));
    }
}
