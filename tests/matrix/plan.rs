//! Which faults a function can tell, by what an honest call of it looks like; and on which calls.

use pkcs11_sys::*;
use support::module::{Fault, Function, Record, Value, When};

/// Every code of the standard but CKR_OK.
macro_rules! codes {
    ({} $($c_name:ident $short:ident $value:expr;)*) => {
        pub(crate) const CODES: &[CK_RV] = &[$($c_name),*];
    };
}

pkcs11_sys::with_ckr!(codes {});

/// Codes that no list has: of a vendor, of nobody, and the largest.
pub(crate) const STRANGE: [CK_RV; 3] = [0x8100_0001, 0x7000_0000, CK_RV::MAX];

/// Codes that mean something to whoever calls, so that they are worth trying on single calls, too.
const MEANINGFUL: [CK_RV; 16] = [
    CKR_GENERAL_ERROR,
    CKR_FUNCTION_FAILED,
    CKR_ARGUMENTS_BAD,
    CKR_ATTRIBUTE_SENSITIVE,
    CKR_ATTRIBUTE_TYPE_INVALID,
    CKR_DEVICE_ERROR,
    CKR_DEVICE_REMOVED,
    CKR_FUNCTION_NOT_SUPPORTED,
    CKR_OPERATION_ACTIVE,
    CKR_OPERATION_NOT_INITIALIZED,
    CKR_SESSION_HANDLE_INVALID,
    CKR_TOKEN_NOT_PRESENT,
    CKR_USER_NOT_LOGGED_IN,
    CKR_BUFFER_TOO_SMALL,
    CKR_CRYPTOKI_NOT_INITIALIZED,
    CKR_PENDING,
];

const HUGE: CK_ULONG = CK_ULONG::MAX / 2;
/// Beyond 32 bits where a CK_ULONG has more of them.
const WIDE: CK_ULONG = if CK_ULONG::BITS > 32 { 1 << (CK_ULONG::BITS / 2) } else { 1 << 31 };

/// Lengths that are reported instead of the true one.
const REPORTED: [CK_ULONG; 7] = [0, 1, 7, WIDE, HUGE, CK_ULONG::MAX - 7, CK_UNAVAILABLE_INFORMATION];

/// A lie and the calls on which it is told.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) function: Function,
    pub(crate) fault: Fault,
    pub(crate) when: When,
    /// Another lie, told on each call: the one without which there is no occasion for the first.
    pub(crate) with: Option<Fault>,
}

/// What a lie is called, whatever it says: the name of the fault alone.
pub(crate) fn kind(fault: &Fault) -> String {
    let name = format!("{fault:?}");
    name.split(['(', ' ']).next().unwrap_or_default().to_owned()
}

/// What an honest run shows of a function.
pub(crate) struct Seen<'a> {
    pub(crate) function: Function,
    pub(crate) calls: Vec<&'a Record>,
}

impl Seen<'_> {
    pub(crate) fn has_outlet(&self) -> bool {
        self.calls.iter().any(|call| call.output.is_some_and(|output| output.name != "RandomData"))
    }

    /// Whether a call honestly finds too little room.
    fn is_too_small(&self) -> bool {
        self.has_outlet() && self.calls.iter().any(|call| call.rv == Some(CKR_BUFFER_TOO_SMALL))
    }

    fn attributes(&self) -> Vec<CK_ATTRIBUTE_TYPE> {
        let mut types: Vec<_> = self
            .calls
            .iter()
            .flat_map(|call| call.templates.iter().flatten())
            .filter(|attribute| !matches!(attribute.value, Value::Template(_)))
            .map(|attribute| attribute.type_)
            .collect();
        types.sort_unstable();
        types.dedup();
        // Templates are lied about as a whole, and the numbers that stand for those of their children are no attributes.
        // A list of mechanisms is neither, whatever its number says.
        types.retain(|type_| {
            *type_ != CK_ULONG::MAX && *type_ & CKF_ARRAY_ATTRIBUTE == 0 || *type_ == CKA_ALLOWED_MECHANISMS
        });
        types
    }
}

/// Every plan for a function. `thorough` tries all codes of the standard, and not only those that mean something.
pub(crate) fn plans(seen: &Seen<'_>, thorough: bool) -> Vec<Plan> {
    let function = seen.function;
    let mut plans = Vec::new();
    let mut whens = vec![When::Always, When::Nth(1)];
    if seen.calls.len() > 1 {
        whens.push(When::Nth(seen.calls.len()));
    }
    let codes = CODES.iter().copied().filter(|rv| *rv != CKR_OK && !MEANINGFUL.contains(rv));
    if thorough {
        plans.extend(codes.map(|rv| Plan { function, fault: Fault::ReturnCode(rv), when: When::Always, with: None }));
    }
    for fault in faults(seen) {
        // A list that grew once is a list that grew, and no lie.
        let whens = if fault == Fault::GrowingList { &whens[..1] } else { &whens[..] };
        plans.extend(whens.iter().map(|when| Plan { function, fault: fault.clone(), when: *when, with: None }));
    }
    if seen.is_too_small() {
        let with = Some(Fault::TooSmallLength(None));
        plans.extend(queries().map(|fault| Plan { function, fault, when: When::Always, with: with.clone() }));
    }
    plans
}

/// Lies about the size of an output, told to whoever asks for it. Nobody does as long as `CKR_BUFFER_TOO_SMALL` tells it.
fn queries() -> impl Iterator<Item = Fault> {
    let told = REPORTED.into_iter().map(Fault::QueryLength);
    told.chain([Fault::NullRefused, Fault::SizeQueryEndsOperation, Fault::ShrinkingLength(8)])
}

fn faults(seen: &Seen<'_>) -> Vec<Fault> {
    let mut faults: Vec<_> = MEANINGFUL.into_iter().chain(STRANGE).map(Fault::ReturnCode).collect();
    faults.extend([
        Fault::OkWithoutWriting,
        Fault::ErrorAfterActing(CKR_FUNCTION_FAILED),
        Fault::ErrorAfterActing(CKR_DEVICE_REMOVED),
        Fault::Pending,
    ]);
    if seen.calls.iter().any(|call| call.session.is_some()) {
        faults.extend([Fault::SessionDies, Fault::DeviceRemoved]);
    }
    if seen.has_outlet() {
        faults.extend(lengths());
    }
    faults.extend(by_function(seen));
    faults
}

fn lengths() -> Vec<Fault> {
    let mut faults: Vec<_> = REPORTED.into_iter().map(Fault::Length).collect();
    faults.extend(REPORTED.into_iter().map(Fault::QueryLength));
    faults.extend(REPORTED.into_iter().map(Fault::WrittenLength));
    faults.extend([
        Fault::CountAbove(1),
        Fault::CountAbove(WIDE),
        Fault::ReportsRoom,
        Fault::GrowingLength,
        Fault::ShrinkingLength(8),
        Fault::TooSmallLength(None),
        Fault::TooSmallLength(Some(0)),
        Fault::TooSmallLength(Some(HUGE)),
        Fault::TooSmallLength(Some(CK_UNAVAILABLE_INFORMATION)),
        Fault::SizeQueryEndsOperation,
        Fault::NullRefused,
        Fault::ExactLengthOnly(CKR_BUFFER_TOO_SMALL),
        Fault::ExactLengthOnly(CKR_ARGUMENTS_BAD),
        Fault::WritesFewer(8),
        Fault::WritesFewer(usize::MAX),
    ]);
    faults
}

/// What only some functions can do.
fn by_function(seen: &Seen<'_>) -> Vec<Fault> {
    const VERSIONS: [CK_VERSION; 3] =
        [CK_VERSION { major: 1, minor: 0 }, CK_VERSION { major: 2, minor: 11 }, CK_VERSION { major: 9, minor: 9 }];
    match seen.function {
        Function::GetFunctionList => {
            let mut faults = vec![Fault::NullList, Fault::HalfEmptyTable];
            faults.extend(VERSIONS.map(Fault::WrongVersion));
            faults
        }
        Function::GetInterface => {
            let mut faults = vec![Fault::NullList, Fault::HalfEmptyTable];
            // Windows and Miri cannot be asked whose an address is, and there the list of a module that is part of the program
            // is taken at its word (A6).
            if cfg!(all(unix, not(miri))) {
                faults.push(Fault::ShorterList(102));
            }
            faults.extend(VERSIONS.map(Fault::WrongVersion));
            faults
        }
        Function::GetSlotList | Function::GetMechanismList => {
            vec![Fault::GrowingList, Fault::IgnoresRoom(0), Fault::IgnoresRoom(4)]
        }
        Function::GetInfo | Function::GetSlotInfo => vec![Fault::NotUtf8, Fault::Unpadded],
        Function::GetTokenInfo => vec![Fault::NotUtf8, Fault::Unpadded, Fault::GarbageTime],
        Function::FindObjects => vec![
            Fault::FindNeverEnds,
            Fault::FindRepeats,
            Fault::FindsTwice,
            Fault::InvalidHandle,
            Fault::WritesFewer(1),
        ],
        Function::WaitForSlotEvent => vec![Fault::GarbageSlot(0xbad)],
        Function::OpenSession => vec![Fault::InvalidHandle, Fault::ReusedSessionHandle],
        Function::GenerateRandom => vec![Fault::WritesFewer(8), Fault::WritesFewer(usize::MAX)],
        Function::GenerateKeyPair => vec![
            Fault::InvalidHandle,
            Fault::RepeatedHandle,
            Fault::StoresAnyway,
            Fault::HalfPair(CKO_PUBLIC_KEY),
            Fault::HalfPair(CKO_PRIVATE_KEY),
        ],
        Function::DeriveKey => {
            vec![Fault::InvalidHandle, Fault::RepeatedHandle, Fault::IgnoresValueLen, Fault::IgnoresKdf]
        }
        Function::CreateObject | Function::CopyObject | Function::GenerateKey | Function::UnwrapKey => {
            vec![Fault::InvalidHandle, Fault::RepeatedHandle]
        }
        Function::Sign | Function::SignFinal => vec![Fault::DerSignature, Fault::OperationActiveForEver],
        Function::Digest
        | Function::DigestFinal
        | Function::Encrypt
        | Function::EncryptFinal
        | Function::Decrypt
        | Function::DecryptFinal
        | Function::Verify
        | Function::VerifyFinal
        | Function::SignRecover
        | Function::VerifyRecover
        | Function::FindObjectsFinal => vec![Fault::OperationActiveForEver],
        Function::GetAttributeValue => attributes(seen),
        _ => Vec::new(),
    }
}

fn attributes(seen: &Seen<'_>) -> Vec<Fault> {
    let mut faults = vec![
        Fault::TemplateUntouched,
        Fault::OnlyFirstBadAttributeMarked,
        Fault::MarksAndSaysOk,
        Fault::BadAttributeCode(CKR_GENERAL_ERROR),
        Fault::BadAttributeCode(0x8100_0001),
        Fault::GrowingLength,
        Fault::ClobbersPointers,
        Fault::ZeroDates,
        Fault::NotUtf8,
        Fault::RawEcPoint,
    ];
    for type_ in seen.attributes() {
        faults.extend([0, 1, 2, 4, 8, 12].map(|size| Fault::AttributeSize(type_, size)));
        let lengths = [0, WIDE, HUGE, CK_ULONG::MAX - 7, CK_UNAVAILABLE_INFORMATION];
        faults.extend(lengths.map(|length| Fault::AttributeLength(type_, length)));
        faults.extend([
            Fault::AttributeUntouched(type_),
            Fault::AttributePartly(type_, 1),
            Fault::AttributePartly(type_, 8),
            Fault::AttributeValue(type_, vec![0x7f; 8]),
        ]);
    }
    faults
}
