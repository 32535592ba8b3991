//! Lies at random, for a while each.

use crate::random::Random;
use core::sync::atomic::{AtomicU64, Ordering};
use pkcs11_sys::*;
use support::module::{Fault, Function, Module, When};

/// Operations between two sets of lies.
const EVERY: u64 = 16;

/// The functions that lie: those that the threads call. Not C_CloseSession: a session that is closed in secret, or left open,
/// is not lost by the crate. Nor C_Login, without which there is nothing to do.
const LIARS: &[Function] = &[
    Function::OpenSession,
    Function::GetSessionInfo,
    Function::GetInfo,
    Function::GetSlotInfo,
    Function::GetTokenInfo,
    Function::GetMechanismInfo,
    Function::GetAttributeValue,
    Function::SetAttributeValue,
    Function::CreateObject,
    Function::DestroyObject,
    Function::FindObjectsInit,
    Function::FindObjects,
    Function::FindObjectsFinal,
    Function::EncryptInit,
    Function::Encrypt,
    Function::EncryptUpdate,
    Function::EncryptFinal,
    Function::DecryptInit,
    Function::Decrypt,
    Function::DecryptUpdate,
    Function::DecryptFinal,
    Function::DigestInit,
    Function::Digest,
    Function::DigestUpdate,
    Function::DigestFinal,
    Function::SignInit,
    Function::Sign,
    Function::SignUpdate,
    Function::SignFinal,
    Function::VerifyInit,
    Function::Verify,
    Function::VerifyUpdate,
    Function::VerifyFinal,
    Function::GenerateRandom,
    Function::SessionCancel,
];

/// Codes that say nothing of the session: where a module says falsely that it is gone, nobody closes it.
const CODES: &[CK_RV] = &[
    CKR_GENERAL_ERROR,
    CKR_HOST_MEMORY,
    CKR_FUNCTION_FAILED,
    CKR_ARGUMENTS_BAD,
    CKR_ATTRIBUTE_SENSITIVE,
    CKR_ATTRIBUTE_TYPE_INVALID,
    CKR_BUFFER_TOO_SMALL,
    CKR_DEVICE_ERROR,
    CKR_KEY_HANDLE_INVALID,
    CKR_MECHANISM_INVALID,
    CKR_OPERATION_ACTIVE,
    CKR_OPERATION_NOT_INITIALIZED,
    CKR_SIGNATURE_INVALID,
    CKR_USER_NOT_LOGGED_IN,
    CKR_FUNCTION_NOT_SUPPORTED,
    CKR_PENDING,
    CKR_VENDOR_DEFINED | 1,
    0x7fff_fff0,
];

/// Lengths that are none.
const LENGTHS: &[CK_ULONG] = &[0, 1, 15, 17, 1 << 20, 1 << 31, CK_ULONG::MAX - 1, CK_ULONG::MAX];

fn fault(random: &mut Random) -> Fault {
    let code = *random.one(CODES);
    let length = *random.one(LENGTHS);
    let attribute = *random.one(&[CKA_LABEL, CKA_CLASS, CKA_VALUE, CKA_ID, CKA_TOKEN]);
    match random.below(24) {
        0..4 => Fault::ReturnCode(code),
        4 => Fault::OkWithoutWriting,
        5 => Fault::ErrorAfterActing(code),
        6 => Fault::Pending,
        7 => Fault::Length(length),
        8 => Fault::QueryLength(length),
        9 => Fault::WrittenLength(length),
        10 => Fault::CountAbove(1 + length % 100),
        11 => Fault::ReportsRoom,
        12 => Fault::GrowingLength,
        13 => Fault::TooSmallLength(Some(length)),
        14 => Fault::ExactLengthOnly(code),
        15 => Fault::TemplateUntouched,
        16 => Fault::OnlyFirstBadAttributeMarked,
        17 => Fault::AttributeSize(attribute, random.below(20)),
        18 => Fault::AttributeLength(attribute, length),
        19 => Fault::ClobbersPointers,
        20 => Fault::OperationActiveForEver,
        21 => random.one(&[Fault::FindNeverEnds, Fault::FindRepeats, Fault::NotUtf8]).clone(),
        22 => Fault::SessionDies,
        _ => Fault::InvalidHandle,
    }
}

/// Every so many operations, other lies.
#[derive(Default)]
pub(crate) struct Liar {
    operations: AtomicU64,
    told: AtomicU64,
}

impl Liar {
    pub(crate) fn maybe(&self, module: &Module, random: &mut Random) {
        if !self.operations.fetch_add(1, Ordering::Relaxed).is_multiple_of(EVERY) {
            return;
        }
        module.clear_faults();
        for _ in 0..8 {
            let function = *random.one(LIARS);
            let fault = match function {
                Function::OpenSession => {
                    random.one(&[Fault::ReturnCode(CKR_SESSION_COUNT), Fault::InvalidHandle]).clone()
                }
                _ => fault(random),
            };
            module.fault_when(function, When::Nth(1 + random.below(8)), fault);
            self.told.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How many lies were prepared.
    pub(crate) fn told(&self) -> u64 {
        self.told.load(Ordering::Relaxed)
    }
}
