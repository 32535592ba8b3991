//! Parameters that a module keeps and writes to as long as it believes that their operation goes on.

use super::handle::Module;
use super::memory::{Rv, load, size, store};
use pkcs11_sys::*;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The parameters that were kept: those that are written to, and those of earlier tests. These may have been leaked, and stay
/// where Miri finds them.
pub(super) struct KeptParameters {
    now: Mutex<Vec<KeptGcm>>,
    before: Mutex<Vec<KeptGcm>>,
}

/// The parameter of an AES-GCM encryption, and the IV that it points to.
#[derive(Clone, Copy)]
struct KeptGcm {
    params: *mut CK_GCM_PARAMS,
    iv: *mut CK_BYTE,
    length: usize,
}

// SAFETY: a program that lets a module write to a parameter lets every thread of the module.
unsafe impl Send for KeptGcm {}

impl KeptParameters {
    pub(super) const fn new() -> Self {
        Self { now: Mutex::new(Vec::new()), before: Mutex::new(Vec::new()) }
    }

    fn now(&self) -> MutexGuard<'_, Vec<KeptGcm>> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn clear(&self) {
        self.before.lock().unwrap_or_else(PoisonError::into_inner).append(&mut self.now());
    }

    /// Keeps the parameter of a mechanism, if it is that of AES-GCM.
    ///
    /// # Safety
    ///
    /// `pMechanism` points to a mechanism with its parameter.
    pub(super) unsafe fn keep(&self, pMechanism: CK_MECHANISM_PTR) -> Rv<()> {
        // SAFETY: the caller's promise.
        let CK_MECHANISM { mechanism, pParameter, ulParameterLen } = unsafe { load(pMechanism) }?;
        if mechanism != CKM_AES_GCM || size(ulParameterLen) != size_of::<CK_GCM_PARAMS>() {
            return Ok(());
        }
        let params: *mut CK_GCM_PARAMS = pParameter.cast();
        // SAFETY: the mechanism's parameter is this struct.
        let CK_GCM_PARAMS { pIv, ulIvLen, .. } = unsafe { load(params) }?;
        let kept = KeptGcm { params, iv: pIv, length: size(ulIvLen) };
        self.now().push(kept);
        Ok(())
    }
}

impl Module {
    /// Writes to every parameter that [`Fault::KeepsParameter`](super::Fault::KeepsParameter) has kept: to the struct, and
    /// this byte to all of its IV. Gives how many there are. The program has to bear it until their operations are over.
    pub fn write_kept(&self, byte: u8) -> usize {
        let kept = self.kept.now();
        for KeptGcm { params, iv, length } in kept.iter() {
            // SAFETY: the program keeps a parameter that the module writes to until its operation is over; whether it does
            // is what tests that call this are about.
            unsafe {
                iv.write_bytes(byte, *length);
                let _ = store(&raw mut (**params).ulIvBits, CK_ULONG::from(byte));
            }
        }
        kept.len()
    }
}
