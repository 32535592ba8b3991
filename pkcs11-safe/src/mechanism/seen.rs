//! What tests of builders need: a mechanism as a module would see it.
#![allow(unsafe_code)]

use crate::{Mechanism, MechanismType, Ulong};

/// The number, and what `look` makes of the parameter.
fn lent<'m, T>(mechanism: impl Into<Mechanism<'m>>, look: impl FnOnce(*const u8, usize) -> T) -> (MechanismType, T) {
    mechanism.into().lend(|mechanism| {
        // SAFETY: `lend` gives a pointer to a CK_MECHANISM that is valid during this call.
        let mechanism = unsafe { mechanism.read() };
        let size = usize::try_from(mechanism.ulParameterLen).expect("fits");
        (MechanismType::new(mechanism.mechanism), look(mechanism.pParameter.cast::<u8>(), size))
    })
}

/// The struct that the module gets.
pub(super) fn params<'m, P: Copy>(mechanism: impl Into<Mechanism<'m>>) -> (MechanismType, P) {
    lent(mechanism, |at, size| {
        assert_eq!(size, size_of::<P>());
        // SAFETY: `lend` gives a pointer to `size` bytes, the copy of a struct; each test names the type that the
        // standard gives the mechanism, whose size was just compared.
        unsafe { at.cast::<P>().read_unaligned() }
    })
}

/// The bytes that the module gets; `None` for NULL.
pub(super) fn bytes<'m>(mechanism: impl Into<Mechanism<'m>>) -> (MechanismType, Option<Vec<u8>>) {
    lent(mechanism, |at, size| {
        if at.is_null() {
            assert_eq!(size, 0);
            return None;
        }
        // SAFETY: `lend` gives a pointer to `size` initialised bytes, for a parameter that is bytes.
        Some((0..size).map(|offset| unsafe { at.add(offset).read() }).collect())
    })
}

/// The number that the module gets.
pub(super) fn number<'m>(mechanism: impl Into<Mechanism<'m>>) -> (MechanismType, Ulong) {
    params(mechanism)
}

/// Asserts that a pointer and a length are those of a slice.
pub(super) fn assert_parts<T>((at, length): (*mut T, Ulong), expected: &[u8]) {
    assert_eq!((at.cast::<u8>().cast_const(), length), (expected.as_ptr(), super::builder::number(expected.len())));
}

/// Asserts that nothing was given: NULL and 0.
pub(super) fn assert_nothing<T>((at, length): (*mut T, Ulong)) {
    assert!(at.is_null());
    assert_eq!(length, 0);
}
