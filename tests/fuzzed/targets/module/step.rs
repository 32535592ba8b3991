//! One step of a script: what a call is answered with.

use super::super::input::Input;
use pkcs11_sys::*;

/// Return values that the library tells apart, and some that it does not.
const CODES: &[CK_RV] = &[
    CKR_GENERAL_ERROR,
    CKR_FUNCTION_FAILED,
    CKR_BUFFER_TOO_SMALL,
    CKR_OPERATION_ACTIVE,
    CKR_OPERATION_NOT_INITIALIZED,
    CKR_SESSION_HANDLE_INVALID,
    CKR_SESSION_CLOSED,
    CKR_DEVICE_REMOVED,
    CKR_TOKEN_NOT_PRESENT,
    CKR_CRYPTOKI_NOT_INITIALIZED,
    CKR_CRYPTOKI_ALREADY_INITIALIZED,
    CKR_USER_ALREADY_LOGGED_IN,
    CKR_USER_ANOTHER_ALREADY_LOGGED_IN,
    CKR_USER_NOT_LOGGED_IN,
    CKR_PIN_INCORRECT,
    CKR_FUNCTION_NOT_SUPPORTED,
    CKR_ATTRIBUTE_SENSITIVE,
    CKR_ATTRIBUTE_TYPE_INVALID,
    CKR_SIGNATURE_INVALID,
    CKR_SIGNATURE_LEN_RANGE,
    CKR_MECHANISM_INVALID,
    CKR_TEMPLATE_INCONSISTENT,
    CKR_OBJECT_HANDLE_INVALID,
    CKR_PENDING,
    CKR_NO_EVENT,
    CKR_CANT_LOCK,
    CKR_ARGUMENTS_BAD,
    CKR_HOST_MEMORY,
    CKR_VENDOR_DEFINED | 1,
    CK_RV::MAX,
];

/// What a call is answered with.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// What an honest module answers.
    Honest,
    /// A code, and nothing else.
    Refuse(CK_RV),
    /// It acts, and says that it did not.
    ActAndRefuse(CK_RV),
    /// CKR_OK, and nothing else.
    Nothing,
    /// So many bytes or numbers, and another length than that.
    Write { count: Count, report: Count, rv: CK_RV, seed: u8 },
    /// It acts, and reports another length.
    ActAndReport(Count),
    /// A length, with a code, and nothing written.
    Report { report: Count, rv: CK_RV },
    /// It acts, and gives other handles, slots or sizes than it should.
    ActAndHandles([CK_ULONG; 2]),
    /// Handles, slots or sizes, and nothing done.
    Handles([CK_ULONG; 2]),
    /// A struct of such bytes, as many of them as that.
    Structure { count: usize, seed: u8 },
    /// Each attribute of the template in one of these ways.
    Attributes { ways: Vec<u8>, rv: CK_RV },
    /// Something happens to the session or the token before the module acts.
    Happens(Event),
}

/// A length that may depend on the room that there is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Count {
    choice: [u8; 2],
    any: CK_ULONG,
}

/// What happens beside a call.
#[derive(Clone, Copy, Debug)]
pub(super) enum Event {
    SessionDies,
    TokenRemoved,
    TokenBack,
    Notification(CK_NOTIFICATION),
    LoggedOut,
}

impl Count {
    fn choose(input: &mut Input<'_>) -> Self {
        let choice = [input.byte(), if input.left() > 0 { input.byte() } else { 0 }];
        let any = if choice[0] == 13 { input.ulong() } else { 0 };
        Self { choice, any }
    }

    /// The number, for this much room.
    pub(super) fn of(self, room: usize) -> CK_ULONG {
        let bytes: Vec<u8> = self.choice.iter().copied().take(1).chain(self.any.to_le_bytes()).collect();
        match self.choice[0] {
            13 => Input::new(&bytes).length(room),
            _ => Input::new(&self.choice).length(room),
        }
    }
}

impl Step {
    pub(super) fn choose(input: &mut Input<'_>) -> Self {
        match input.byte() {
            1 => Self::Refuse(code(input)),
            2 => Self::ActAndRefuse(code(input)),
            3 => Self::Nothing,
            4 => Self::Write {
                count: Count::choose(input),
                report: Count::choose(input),
                rv: CKR_OK,
                seed: input.byte(),
            },
            5 => Self::ActAndReport(Count::choose(input)),
            6 => Self::Report { report: Count::choose(input), rv: CKR_BUFFER_TOO_SMALL },
            7 => Self::Report { report: Count::choose(input), rv: CKR_OK },
            8 => Self::ActAndHandles([handle(input), handle(input)]),
            9 => Self::Handles([handle(input), handle(input)]),
            10 => Self::Structure { count: input.below(256), seed: input.byte() },
            11 => Self::Attributes { ways: input.bytes(8).to_vec(), rv: CKR_OK },
            12 => Self::Attributes { ways: input.bytes(8).to_vec(), rv: code(input) },
            13 => Self::Happens(Event::SessionDies),
            14 => Self::Happens(Event::TokenRemoved),
            15 => Self::Happens(Event::TokenBack),
            16 => Self::Happens(Event::Notification(CK_NOTIFICATION::from(input.byte()))),
            17 => Self::Happens(Event::LoggedOut),
            18 => Self::Write {
                count: Count::choose(input),
                report: Count::choose(input),
                rv: code(input),
                seed: input.byte(),
            },
            _ => Self::Honest,
        }
    }
}

fn code(input: &mut Input<'_>) -> CK_RV {
    match input.byte() {
        0xff => input.ulong(),
        byte => CODES[usize::from(byte) % CODES.len()],
    }
}

fn handle(input: &mut Input<'_>) -> CK_ULONG {
    match input.byte() {
        0xff => CK_ULONG::MAX,
        0xfe => input.ulong(),
        byte => CK_ULONG::from(byte),
    }
}
