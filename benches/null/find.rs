//! Objects: made, destroyed and found, without there being any.

use crate::settings::{Setting, enter};
use core::hint::black_box;
use core::sync::atomic::{AtomicU64, Ordering::Relaxed};
use pkcs11_sys::*;

/// How many objects the search under way has yet to give.
static LEFT: AtomicU64 = AtomicU64::new(0);

/// Whether each attribute has the length of its type, and a value, whose end is read: less than any real module does with
/// a template.
///
/// # Safety
///
/// `template` points to `count` attributes, and their pointers to values.
pub(crate) unsafe fn is_template(template: CK_ATTRIBUTE_PTR, count: CK_ULONG) -> bool {
    if Setting::Unread.get() != 0 {
        return true;
    }
    let mut sum = 0;
    for index in 0..usize::try_from(count).unwrap_or(0) {
        // SAFETY: the caller promises it.
        let attribute = unsafe { *template.add(index) };
        let length = usize::try_from(attribute.ulValueLen).unwrap_or(0);
        let fits = match attribute.type_ {
            CKA_CLASS | CKA_KEY_TYPE => length == size_of::<CK_ULONG>(),
            CKA_TOKEN | CKA_PRIVATE | CKA_SENSITIVE | CKA_EXTRACTABLE | CKA_SIGN | CKA_DERIVE | CKA_DECRYPT => {
                length == 1
            }
            _ => length > 0,
        };
        if !fits || attribute.pValue.is_null() {
            return false;
        }
        // SAFETY: the value has so many bytes.
        sum ^= unsafe { attribute.pValue.cast::<u8>().add(length - 1).read() };
    }
    black_box(sum);
    count > 0
}

pub(crate) unsafe extern "C" fn create(
    _session: CK_SESSION_HANDLE,
    template: CK_ATTRIBUTE_PTR,
    count: CK_ULONG,
    object: CK_OBJECT_HANDLE_PTR,
) -> CK_RV {
    enter();
    // SAFETY: the caller passes an array of `count` attributes.
    if !unsafe { is_template(template, count) } {
        return CKR_TEMPLATE_INCOMPLETE;
    }
    // SAFETY: the caller's place for the handle is its own for the call.
    unsafe { *object = crate::KEY };
    CKR_OK
}

pub(crate) extern "C" fn destroy(_session: CK_SESSION_HANDLE, _object: CK_OBJECT_HANDLE) -> CK_RV {
    enter();
    CKR_OK
}

pub(crate) unsafe extern "C" fn init(
    _session: CK_SESSION_HANDLE,
    template: CK_ATTRIBUTE_PTR,
    count: CK_ULONG,
) -> CK_RV {
    enter();
    // SAFETY: the caller passes an array of `count` attributes.
    if !unsafe { is_template(template, count) } {
        return CKR_ATTRIBUTE_VALUE_INVALID;
    }
    LEFT.store(Setting::Objects.get(), Relaxed);
    CKR_OK
}

pub(crate) unsafe extern "C" fn next(
    _session: CK_SESSION_HANDLE,
    objects: CK_OBJECT_HANDLE_PTR,
    room: CK_ULONG,
    count: CK_ULONG_PTR,
) -> CK_RV {
    enter();
    let left = LEFT.load(Relaxed);
    #[allow(clippy::cast_possible_truncation, reason = "a number of handles")]
    let first = crate::KEY + (Setting::Objects.get() - left) as CK_ULONG;
    #[allow(clippy::useless_conversion, reason = "a CK_ULONG has 64 bits on some systems")]
    let given = left.min(u64::from(room));
    LEFT.store(left - given, Relaxed);
    #[allow(clippy::cast_possible_truncation, reason = "at most `room`")]
    let given = given as CK_ULONG;
    for index in 0..given {
        // SAFETY: the caller has `room` places for handles, and `given` is at most as many.
        unsafe { *objects.add(usize::try_from(index).unwrap_or(0)) = first + index };
    }
    // SAFETY: the caller's place for the count is its own for the call.
    unsafe { *count = given };
    CKR_OK
}

pub(crate) extern "C" fn last(_session: CK_SESSION_HANDLE) -> CK_RV {
    enter();
    LEFT.store(0, Relaxed);
    CKR_OK
}
