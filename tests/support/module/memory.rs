//! What a caller's pointers lead to: every read and write of memory that is not ours goes through here.

use core::ptr::copy_nonoverlapping;
use pkcs11_sys::*;

/// A result, or the return value that says why there is none.
pub(super) type Rv<T> = Result<T, CK_RV>;

/// The answer of a function.
pub(super) type Answer = Rv<()>;

/// No caller of ours has buffers beyond this many bytes; a length above it is nonsense.
pub(super) const LARGEST: usize = 1 << 28;

pub(super) fn size(number: CK_ULONG) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

pub(super) fn ulong(number: usize) -> CK_ULONG {
    CK_ULONG::try_from(number).unwrap_or(CK_ULONG::MAX)
}

/// Copies `count` values. NULL is an array of none.
///
/// # Safety
///
/// `pointer` is NULL or valid for reads of `count` initialised values, aligned or not.
pub(super) unsafe fn array<T: Copy>(pointer: *const T, count: CK_ULONG) -> Rv<Vec<T>> {
    let count = size(count);
    if count == 0 {
        return Ok(Vec::new());
    }
    if pointer.is_null() || count > LARGEST / size_of::<T>().max(1) {
        return Err(CKR_ARGUMENTS_BAD);
    }
    let mut copy: Vec<T> = Vec::with_capacity(count);
    // SAFETY: the source is valid for `count` values by the caller's promise, the target has that capacity and is new;
    // bytes are copied, so alignment does not matter; after that, `count` values are initialised.
    unsafe {
        copy_nonoverlapping(pointer.cast::<u8>(), copy.as_mut_ptr().cast::<u8>(), count * size_of::<T>());
        copy.set_len(count);
    }
    Ok(copy)
}

/// Copies bytes. NULL is none of them.
///
/// # Safety
///
/// `pointer` is NULL or valid for reads of `length` initialised bytes.
pub(super) unsafe fn bytes(pointer: *const CK_BYTE, length: CK_ULONG) -> Rv<Vec<u8>> {
    // SAFETY: the caller's promise is that of `array`.
    unsafe { array(pointer, length) }
}

/// Copies a string that ends with a NUL.
///
/// # Safety
///
/// `pointer` is NULL or points to such a string.
pub(super) unsafe fn c_string(pointer: *const CK_BYTE) -> Option<Vec<u8>> {
    // SAFETY: not NULL here, so it is a string that ends with a NUL, by the caller's promise.
    (!pointer.is_null()).then(|| unsafe { core::ffi::CStr::from_ptr(pointer.cast()) }.to_bytes().to_vec())
}

/// Reads one value.
///
/// # Safety
///
/// `pointer` is NULL or valid for a read, aligned or not.
pub(super) unsafe fn load<T: Copy>(pointer: *const T) -> Rv<T> {
    if pointer.is_null() {
        return Err(CKR_ARGUMENTS_BAD);
    }
    // SAFETY: not NULL, hence valid for a read by the caller's promise.
    Ok(unsafe { pointer.read_unaligned() })
}

/// Writes one value.
///
/// # Safety
///
/// `pointer` is NULL or valid for a write, aligned or not.
pub(super) unsafe fn store<T>(pointer: *mut T, value: T) -> Answer {
    if pointer.is_null() {
        return Err(CKR_ARGUMENTS_BAD);
    }
    // SAFETY: not NULL, hence valid for a write by the caller's promise.
    unsafe { pointer.write_unaligned(value) };
    Ok(())
}

/// Writes values one after the other.
///
/// # Safety
///
/// `pointer` is valid for writes of all of them, aligned or not.
pub(super) unsafe fn store_all<T: Copy>(pointer: *mut T, values: &[T]) {
    // SAFETY: valid for so many values by the caller's promise, and the source is a slice of ours.
    unsafe { copy_nonoverlapping(values.as_ptr().cast::<u8>(), pointer.cast::<u8>(), size_of_val(values)) };
}

/// Refuses a NULL before anything happens.
pub(super) fn not_null<T>(pointer: *const T) -> Answer {
    if pointer.is_null() { Err(CKR_ARGUMENTS_BAD) } else { Ok(()) }
}
