//! CK_MECHANISM (3.5): a mechanism as the module gets it, on the stack of the call.
#![allow(unsafe_code)]

use super::param::{LARGEST_STRUCT, Mechanism, Param};
use core::mem::MaybeUninit;
use pkcs11_sys::{CK_MECHANISM, CK_MECHANISM_PTR, CK_ULONG, CK_VOID_PTR, CKM_VENDOR_DEFINED};
use zeroize::Zeroize;

/// Where copies of parameters stand: as aligned as any struct of C wants it.
#[repr(align(16))]
struct Place([MaybeUninit<u8>; LARGEST_STRUCT]);

impl Mechanism<'_> {
    /// Gives `call` a CK_MECHANISM that is valid while it runs. The parameter is a copy, which the module may write to
    /// without harm, unless it is one that the module is meant to write to.
    #[inline]
    pub(crate) fn lend<T>(&self, call: impl FnOnce(CK_MECHANISM_PTR) -> T) -> T {
        let mut copied = Place([MaybeUninit::uninit(); LARGEST_STRUCT]);
        let mut ulong;
        let mut large = Vec::new();
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
                // - `params.at` points to a struct of `params.kind.size` bytes that is borrowed for as long as the mechanism
                //   (Mechanism::with_struct);
                // - `copied` has LARGEST_STRUCT bytes, no fewer than `params.kind.size` (asserted in Struct::new), is no part of
                //   that struct, and is aligned to 16; copying untyped bytes keeps padding and pointers as they are.
                unsafe {
                    copied.0.as_mut_ptr().copy_from_nonoverlapping(params.at.as_ptr().cast(), params.kind.size);
                }
                (copied.0.as_mut_ptr().cast(), params.kind.size)
            }
            Param::Written(params) => (params.renewed().as_ptr().cast(), params.kind.size),
        };
        #[allow(
            clippy::cast_possible_truncation,
            reason = "structs are small, and bytes of 4 GiB are no parameter of any mechanism"
        )]
        let mut mechanism = CK_MECHANISM {
            mechanism: self.mechanism_type().raw(),
            pParameter: parameter,
            ulParameterLen: size as CK_ULONG,
        };
        let result = call(&raw mut mechanism);
        // The standard's bytes are public: IVs, points. What a vendor has in them nobody knows.
        if let Param::Bytes(bytes) = self.param() {
            if self.mechanism_type().raw() >= CKM_VENDOR_DEFINED {
                copied.0[..bytes.len().min(LARGEST_STRUCT)].zeroize();
                large.zeroize();
            }
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use crate::mechanism::{AesGcm, ExtractKeyFromKey, Mechanism, VendorMechanism};
    use pkcs11_sys::CK_MECHANISM_PTR;

    /// Writes zeros over the parameter, as a module may, and gives what was there.
    fn wipe(mechanism: CK_MECHANISM_PTR) -> Vec<u8> {
        // SAFETY: `lend` gives a mechanism that is valid during the call, and a parameter of as many bytes as it says,
        // which this test chose to have no padding, and which may be written to.
        unsafe {
            let (at, size) =
                ((*mechanism).pParameter.cast::<u8>(), usize::try_from((*mechanism).ulParameterLen).unwrap());
            let before = (0..size).map(|offset| at.add(offset).read()).collect();
            at.write_bytes(0, size);
            (*mechanism).pParameter = core::ptr::null_mut();
            before
        }
    }

    #[test]
    fn a_parameter_that_a_module_writes_to_is_a_copy() {
        let (iv, short, long) = ([1; 12], [2; 32], [3; 700]);
        let (gcm, number) = (AesGcm::new(&iv), ExtractKeyFromKey::new(9));
        // SAFETY: nobody reads pointers out of these bytes.
        let vendors = unsafe { [VendorMechanism::new(0x8000_0001, &short), VendorMechanism::new(0x8000_0001, &long)] };
        let mechanisms: [Mechanism<'_>; 4] = [(&gcm).into(), number.into(), vendors[0].into(), vendors[1].into()];
        for mechanism in mechanisms {
            let before = mechanism.lend(wipe);
            assert!(before.iter().any(|byte| *byte != 0));
            assert_eq!(mechanism.lend(wipe), before, "{mechanism:?}");
        }
    }
}
