//! CK_MECHANISM (3.5): a mechanism as the module gets it, on the stack of the call.
#![allow(unsafe_code)]

use crate::Result;
use crate::mechanism::{LARGEST_STRUCT, Mechanism, Param};
use crate::session::Session;
use core::mem::MaybeUninit;
use pkcs11_sys::{CK_MECHANISM, CK_MECHANISM_PTR, CK_ULONG, CK_VOID_PTR};

/// Where copies of parameters stand: as aligned as any struct of C wants it.
#[repr(align(16))]
struct Copied([MaybeUninit<u8>; LARGEST_STRUCT]);

impl Session {
    /// As [`Mechanism::lend`], if the keys that the parameter names are of this token.
    #[inline]
    pub(super) fn lend<T>(&self, mechanism: &Mechanism<'_>, call: impl FnOnce(CK_MECHANISM_PTR) -> T) -> Result<T> {
        self.must_know(mechanism)?;
        Ok(mechanism.lend(call))
    }
}

impl Mechanism<'_> {
    /// Gives `call` a CK_MECHANISM that is valid while it runs. The parameter is a copy, which the module may write to
    /// without harm, unless it is one that the module is meant to write to.
    #[inline]
    pub(crate) fn lend<T>(&self, call: impl FnOnce(CK_MECHANISM_PTR) -> T) -> T {
        let mut copied = Copied([MaybeUninit::uninit(); LARGEST_STRUCT]);
        let mut ulong;
        let mut large;
        let (parameter, size): (CK_VOID_PTR, usize) = match self.param() {
            Param::None => (core::ptr::null_mut(), 0),
            Param::Ulong(value) => {
                ulong = *value;
                ((&raw mut ulong).cast(), size_of::<CK_ULONG>())
            }
            Param::Bytes(bytes) if bytes.len() <= LARGEST_STRUCT => {
                for (place, byte) in copied.0.iter_mut().zip(*bytes) {
                    place.write(*byte);
                }
                (copied.0.as_mut_ptr().cast(), bytes.len())
            }
            Param::Bytes(bytes) => {
                large = bytes.to_vec();
                (large.as_mut_ptr().cast(), large.len())
            }
            Param::Struct(params) => {
                // SAFETY:
                // - `params.at` points to a struct of `params.size` bytes that is borrowed for as long as the mechanism
                //   (Mechanism::with_struct);
                // - `copied` has LARGEST_STRUCT bytes, no fewer than `params.size` (asserted in Struct::new), is no part of
                //   that struct, and is aligned to 16; copying untyped bytes keeps padding and pointers as they are.
                unsafe {
                    copied.0.as_mut_ptr().copy_from_nonoverlapping(params.at.as_ptr().cast(), params.size);
                }
                (copied.0.as_mut_ptr().cast(), params.size)
            }
            Param::Written(params) => (params.at.as_ptr().cast(), params.size),
        };
        #[allow(clippy::cast_possible_truncation, reason = "parameters are far below 4 GiB: Mechanism bounds them")]
        let mut mechanism = CK_MECHANISM {
            mechanism: self.mechanism_type().raw(),
            pParameter: parameter,
            ulParameterLen: size as CK_ULONG,
        };
        call(&raw mut mechanism)
    }
}
