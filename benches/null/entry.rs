//! The function list. What benchmarks do not call is not there.

use crate::{attribute, find, operation, slot};
use pkcs11_sys::*;

static LIST: CK_FUNCTION_LIST = CK_FUNCTION_LIST {
    version: CK_VERSION { major: 2, minor: 40 },
    C_Initialize: Some(slot::initialize),
    C_Finalize: Some(slot::finalize),
    C_GetFunctionList: Some(C_GetFunctionList),
    C_GetSlotList: Some(slot::list),
    C_GetTokenInfo: Some(slot::token_info),
    C_OpenSession: Some(slot::open),
    C_CloseSession: Some(slot::close),
    C_CreateObject: Some(find::create),
    C_DestroyObject: Some(find::destroy),
    C_GetAttributeValue: Some(attribute::get),
    C_FindObjectsInit: Some(find::init),
    C_FindObjects: Some(find::next),
    C_FindObjectsFinal: Some(find::last),
    C_EncryptInit: Some(operation::init),
    C_Encrypt: Some(operation::encrypt),
    C_EncryptUpdate: Some(operation::encrypt_update),
    C_EncryptFinal: Some(operation::encrypt_final),
    C_DigestInit: Some(operation::digest_init),
    C_Digest: Some(operation::digest),
    C_DigestUpdate: Some(operation::absorb),
    C_DigestFinal: Some(operation::digest_final),
    C_SignInit: Some(operation::init),
    C_Sign: Some(operation::sign),
    C_SignUpdate: Some(operation::absorb),
    C_SignFinal: Some(operation::sign_final),
    C_DeriveKey: Some(operation::derive),
    C_GenerateRandom: Some(operation::random),
    ..CK_FUNCTION_LIST::ZERO
};

/// The way in.
///
/// # Safety
///
/// `list` is a place for a pointer.
#[unsafe(no_mangle)]
#[allow(non_snake_case, reason = "the name is the standard's")]
pub(crate) unsafe extern "C" fn C_GetFunctionList(list: CK_FUNCTION_LIST_PTR_PTR) -> CK_RV {
    // SAFETY: the caller promises it. Nobody writes to a list.
    unsafe { *list = (&raw const LIST).cast_mut() };
    CKR_OK
}
