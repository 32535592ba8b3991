//! C_GetAttributeValue: every object is the same private key.

use crate::settings::{Marking, Setting, Sizing, enter};
use core::slice;
use core::sync::atomic::{AtomicBool, Ordering::Relaxed};
use pkcs11_sys::*;

/// The object identifier of P-256, in DER.
const P256: &[u8] = b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07";

/// A point in its OCTET STRING; the label and other text come from here too.
static BYTES: [u8; 1 << 16] = {
    let mut bytes = [b'k'; 1 << 16];
    (bytes[0], bytes[1], bytes[2]) = (0x04, 0x41, 0x04);
    bytes
};

static CLASS: CK_ULONG = CKO_PRIVATE_KEY;
static KEY_TYPE: CK_ULONG = CKK_EC;
static GEN_MECHANISM: CK_ULONG = CKM_EC_KEY_PAIR_GEN;
static TRUE: CK_BBOOL = CK_TRUE;
static FALSE: CK_BBOOL = CK_FALSE;
static START: [u8; 8] = *b"20260101";
static ID: [u8; 20] = [0x17; 20];

/// Whether a size has been asked for since a value was given, for [`Sizing::AskFirst`].
static ASKED: AtomicBool = AtomicBool::new(false);

/// An attribute, to the module.
enum Held {
    Value(&'static [u8]),
    Sensitive,
    Absent,
}

fn bytes_of<T>(value: &'static T) -> &'static [u8] {
    // SAFETY: `value` is a static integer or array of bytes: initialised, without padding, and never written to.
    unsafe { slice::from_raw_parts((&raw const *value).cast(), size_of::<T>()) }
}

fn held(attribute: CK_ATTRIBUTE_TYPE) -> Held {
    Held::Value(match attribute {
        CKA_CLASS => bytes_of(&CLASS),
        CKA_KEY_TYPE => bytes_of(&KEY_TYPE),
        CKA_KEY_GEN_MECHANISM => bytes_of(&GEN_MECHANISM),
        CKA_TOKEN | CKA_PRIVATE | CKA_SENSITIVE | CKA_SIGN | CKA_DERIVE | CKA_LOCAL => bytes_of(&TRUE),
        CKA_EXTRACTABLE | CKA_DECRYPT | CKA_UNWRAP | CKA_MODIFIABLE => bytes_of(&FALSE),
        CKA_START_DATE => &START,
        CKA_ID => &ID,
        CKA_EC_PARAMS => P256,
        CKA_EC_POINT => &BYTES[..67],
        CKA_LABEL => BYTES.get(3..3 + Setting::Label.length()).unwrap_or(&[]),
        CKA_SUBJECT => &BYTES[3..103],
        CKA_VALUE => return Held::Sensitive,
        _ => return Held::Absent,
    })
}

/// The function of the standard.
pub(crate) unsafe extern "C" fn get(
    _session: CK_SESSION_HANDLE,
    _object: CK_OBJECT_HANDLE,
    template: CK_ATTRIBUTE_PTR,
    count: CK_ULONG,
) -> CK_RV {
    enter();
    let (sizing, marking) = (Sizing::get(), Marking::get());
    let asked = sizing != Sizing::AskFirst || ASKED.swap(false, Relaxed);
    let (mut rv, mut marked) = (CKR_OK, false);
    // SAFETY: the caller passes an array of `count` attributes that nobody else uses during the call.
    let template = unsafe { slice::from_raw_parts_mut(template, usize::try_from(count).unwrap_or(0)) };
    for attribute in template {
        if marking == Marking::First && marked {
            break;
        }
        let value = match held(attribute.type_) {
            Held::Value(value) => value,
            none => {
                let code = match none {
                    Held::Sensitive => CKR_ATTRIBUTE_SENSITIVE,
                    _ => CKR_ATTRIBUTE_TYPE_INVALID,
                };
                let wins = match marking {
                    Marking::Each => code == CKR_ATTRIBUTE_SENSITIVE,
                    Marking::EachInvalid => code == CKR_ATTRIBUTE_TYPE_INVALID,
                    Marking::First | Marking::None => false,
                };
                if wins || rv == CKR_OK {
                    rv = code;
                }
                if marking != Marking::None {
                    attribute.ulValueLen = CK_UNAVAILABLE_INFORMATION;
                    marked = true;
                }
                continue;
            }
        };
        #[allow(clippy::cast_possible_truncation, reason = "64 KiB at most")]
        let needed = value.len() as CK_ULONG;
        if attribute.pValue.is_null() {
            ASKED.store(true, Relaxed);
            attribute.ulValueLen = needed;
            continue;
        }
        let (room, fixed) = (attribute.ulValueLen, value.len() <= size_of::<CK_ULONG>());
        let fits = match sizing {
            Sizing::AtLeast => room >= needed,
            Sizing::Exact => room == needed,
            Sizing::AskFirst => room >= needed && (asked || fixed),
        };
        if fits {
            // SAFETY: the caller's buffer has `room` bytes, at least as many as the value.
            unsafe { attribute.pValue.cast::<u8>().copy_from_nonoverlapping(value.as_ptr(), value.len()) };
            attribute.ulValueLen = needed;
        } else {
            attribute.ulValueLen = CK_UNAVAILABLE_INFORMATION;
            if rv == CKR_OK {
                rv = CKR_BUFFER_TOO_SMALL;
            }
        }
    }
    rv
}
