//! How the module answers for the attributes that it is asked for.

use super::super::input::{Input, Tape};
use super::log::Log;
use pkcs11_sys::*;
use support::module::{Asked, Scene};

/// So many values; the number of an attribute says which of them is its own.
const VALUES: usize = 4;

/// The attributes that are read, and that templates are made of.
pub(super) const ATTRIBUTES: &[CK_ATTRIBUTE_TYPE] = &[
    CKA_LABEL,
    CKA_ID,
    CKA_TOKEN,
    CKA_CLASS,
    CKA_MODULUS_BITS,
    CKA_START_DATE,
    CKA_VALUE,
    CKA_WRAP_TEMPLATE,
    CKA_ALLOWED_MECHANISMS,
    CKA_ENCAPSULATE_TEMPLATE,
    CKA_HSS_LMS_TYPES,
    CKA_VALIDATION_VERSION,
    CKA_KEY_TYPE,
    CKA_EC_POINT,
    CKA_UNWRAP_TEMPLATE,
    CKA_VENDOR_DEFINED | 1,
    CKA_VENDOR_DEFINED | CKF_ARRAY_ATTRIBUTE | 1,
    CK_ULONG::MAX,
];

/// Return values that mean something to who reads attributes, and some that do not.
const CODES: &[CK_RV] = &[
    CKR_OK,
    CKR_ATTRIBUTE_SENSITIVE,
    CKR_ATTRIBUTE_TYPE_INVALID,
    CKR_BUFFER_TOO_SMALL,
    CKR_GENERAL_ERROR,
    CKR_FUNCTION_FAILED,
    CKR_OBJECT_HANDLE_INVALID,
    CKR_SESSION_HANDLE_INVALID,
    CKR_DEVICE_REMOVED,
    CKR_DEVICE_ERROR,
    CKR_USER_NOT_LOGGED_IN,
    CKR_OPERATION_ACTIVE,
    CKR_PENDING,
    CKR_ARGUMENTS_BAD,
    CKR_VENDOR_DEFINED | 1,
    CK_RV::MAX,
];

/// A value, and whether an honest module gives it away.
#[derive(Clone, Default)]
struct Held {
    refusal: Option<CK_RV>,
    bytes: Vec<u8>,
}

/// The module's side: the values of the object, and the lies that are told of them.
#[derive(Default)]
pub(super) struct Player {
    values: [Held; VALUES],
    lies: Tape,
}

impl Player {
    pub(super) fn new(input: &mut Input<'_>) -> Self {
        let values = core::array::from_fn(|_| {
            let refusal = match input.byte() {
                0..200 => None,
                byte if byte % 3 == 0 => Some(CKR_ATTRIBUTE_SENSITIVE),
                byte if byte % 3 == 1 => Some(CKR_ATTRIBUTE_TYPE_INVALID),
                // Marked, and yet CKR_OK.
                _ => Some(CKR_OK),
            };
            // Some values are larger than what anybody guesses.
            let bytes = input.short();
            let copies = if refusal.is_none() && bytes.len() == 255 { 20 } else { 1 };
            Held { refusal, bytes: bytes.repeat(copies) }
        });
        Self { values, lies: Tape::new(input) }
    }

    /// Answers one call.
    pub(super) fn answer(&mut self, scene: &mut Scene<'_>, log: &mut Log) -> CK_RV {
        let Self { values, lies } = self;
        lies.read(|input| {
            let instead = input.byte();
            let mut rv = CKR_OK;
            for mut asked in scene.attributes() {
                let attribute = asked.attribute();
                let held = &values[usize::try_from(attribute % 4).unwrap_or(0)];
                let one = answer_one(&mut asked, attribute, held, input, log);
                if rv == CKR_OK {
                    rv = one;
                }
            }
            if instead >= 0x80 {
                rv = CODES[usize::from(instead) % CODES.len()];
            }
            log.returned(rv);
            rv
        })
    }
}

/// Answers for one attribute, honestly or not.
fn answer_one(
    asked: &mut Asked<'_>,
    attribute: CK_ATTRIBUTE_TYPE,
    held: &Held,
    input: &mut Input<'_>,
    log: &mut Log,
) -> CK_RV {
    match input.byte() {
        // Nothing happens to it.
        1 => CKR_OK,
        2 => refuse(asked, attribute, log, CKR_OK),
        3 => refuse(asked, attribute, log, CODES[input.below(4)]),
        // Some of it is written, and any length is reported.
        4 => {
            let length = input.below(256).min(held.bytes.len());
            let written = asked.write(&held.bytes[..length]);
            let reported = input.length(asked.room().unwrap_or(written));
            note(asked, attribute, &held.bytes[..written], reported, log)
        }
        // Nothing is written, and any length is reported.
        5 => {
            let reported = input.length(asked.room().unwrap_or(held.bytes.len()));
            note(asked, attribute, &[], reported, log)
        }
        // Another value than last time.
        6 => {
            let bytes = input.short();
            give(asked, attribute, bytes, input, log)
        }
        // As many bytes as there is room for.
        7 => {
            let bytes: Vec<u8> =
                held.bytes.iter().copied().cycle().take(asked.room().unwrap_or(0).min(1 << 16)).collect();
            give(asked, attribute, &bytes, input, log)
        }
        // The pointer is overwritten, too.
        8 => {
            let rv = give(asked, attribute, &held.bytes, input, log);
            asked.clobber(input.pick(&[0, 1, 0xdead_0000, usize::MAX]));
            rv
        }
        9 => {
            asked.clobber(0);
            CKR_OK
        }
        _ => match held.refusal {
            Some(rv) => refuse(asked, attribute, log, rv),
            None => give(asked, attribute, &held.bytes, input, log),
        },
    }
}

fn note(asked: &mut Asked<'_>, attribute: CK_ATTRIBUTE_TYPE, bytes: &[u8], reported: CK_ULONG, log: &mut Log) -> CK_RV {
    asked.report(reported);
    log.wrote(attribute, bytes, reported);
    CKR_OK
}

/// Marks that there is no value.
fn refuse(asked: &mut Asked<'_>, attribute: CK_ATTRIBUTE_TYPE, log: &mut Log, rv: CK_RV) -> CK_RV {
    note(asked, attribute, &[], CK_UNAVAILABLE_INFORMATION, log);
    rv
}

/// Gives a value, or its size, or says that there is too little room for it.
fn give(
    asked: &mut Asked<'_>,
    attribute: CK_ATTRIBUTE_TYPE,
    bytes: &[u8],
    input: &mut Input<'_>,
    log: &mut Log,
) -> CK_RV {
    if is_template(attribute) {
        return give_template(asked, attribute, bytes, input, log);
    }
    let length = CK_ULONG::try_from(bytes.len()).unwrap_or(CK_ULONG::MAX);
    match asked.room() {
        Some(room) if room < bytes.len() => refuse(asked, attribute, log, CKR_BUFFER_TOO_SMALL),
        Some(_) => {
            let written = asked.write(bytes);
            note(asked, attribute, &bytes[..written], length, log)
        }
        None => note(asked, attribute, &[], length, log),
    }
}

/// Gives a template, whose attributes are written one after the other in the bytes: a number, a length, the value.
fn give_template(
    asked: &mut Asked<'_>,
    attribute: CK_ATTRIBUTE_TYPE,
    bytes: &[u8],
    input: &mut Input<'_>,
    log: &mut Log,
) -> CK_RV {
    let mut content = Input::new(bytes);
    let mut items = Vec::new();
    while content.left() > 0 {
        items.push((content.pick(ATTRIBUTES), content.short()));
    }
    let size = items.len() * size_of::<CK_ATTRIBUTE>();
    let reported = CK_ULONG::try_from(size).unwrap_or(CK_ULONG::MAX);
    if asked.room().is_some_and(|room| room < size) {
        return refuse(asked, attribute, log, CKR_BUFFER_TOO_SMALL);
    }
    let mut rv = CKR_OK;
    for (mut inner, (named, value)) in asked.inner().into_iter().zip(items) {
        inner.name(named);
        let held = Held { refusal: None, bytes: value.to_vec() };
        let one = answer_one(&mut inner, named, &held, input, log);
        if rv == CKR_OK {
            rv = one;
        }
    }
    note(asked, attribute, &[], reported, log);
    rv
}

/// Whether the value is an array of attributes.
pub(super) fn is_template(attribute: CK_ATTRIBUTE_TYPE) -> bool {
    match attribute {
        CKA_ALLOWED_MECHANISMS => false,
        CKA_ENCAPSULATE_TEMPLATE | CKA_DECAPSULATE_TEMPLATE => true,
        _ => attribute & CKF_ARRAY_ATTRIBUTE != 0,
    }
}
