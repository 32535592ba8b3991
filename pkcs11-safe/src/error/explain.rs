//! What each code means and what to do about it, in a row each.

use crate::{Function, ReturnValue};
use core::fmt;

macro_rules! meanings {
    ($($code:ident: $meaning:literal;)*) => {
        /// The meaning of a code.
        pub(super) fn meaning(rv: ReturnValue) -> &'static str {
            match rv {
                $(ReturnValue::$code => $meaning,)*
                rv if rv.is_vendor() => "a code of the module's vendor; its manual explains it",
                _ => "not a code of PKCS #11 3.2",
            }
        }
    };
}

meanings! {
    OK: "success";
    CANCEL: "the user or the application cancelled";
    HOST_MEMORY: "the computer is out of memory";
    SLOT_ID_INVALID: "there is no such slot any more; list the slots again";
    GENERAL_ERROR: "the module failed and says no more";
    FUNCTION_FAILED: "the call failed; it may succeed when tried again";
    ARGUMENTS_BAD: "the module does not accept the arguments";
    NO_EVENT: "nothing has happened in a slot";
    NEED_TO_CREATE_THREADS: "the module has to create threads and was told not to";
    CANT_LOCK: "the module cannot lock with the system's mutexes; initialize it with Locking::Serialized";
    ATTRIBUTE_READ_ONLY: "an attribute in the template cannot be set by the application, or not any more";
    ATTRIBUTE_SENSITIVE: "the token does not reveal the attribute";
    ATTRIBUTE_TYPE_INVALID: "the object cannot have one of the attributes; leave out what does not apply to its class";
    ATTRIBUTE_VALUE_INVALID: "an attribute has a value that the token does not accept";
    ACTION_PROHIBITED: "the object's or the token's policy forbids it (CKA_COPYABLE, CKA_DESTROYABLE, ...)";
    DATA_INVALID: "the data is not of the form that the mechanism takes";
    DATA_LEN_RANGE: "the data is too long or too short for the mechanism and the key";
    DEVICE_ERROR: "the device has a fault";
    DEVICE_MEMORY: "the device is out of memory; destroy objects that are no longer needed";
    DEVICE_REMOVED: "the token was removed";
    ENCRYPTED_DATA_INVALID: "the ciphertext is damaged, or belongs to another key";
    ENCRYPTED_DATA_LEN_RANGE: "the ciphertext has a length that cannot be right";
    AEAD_DECRYPT_FAILED: "the authentication tag does not match: wrong key, IV or associated data, or a damaged text";
    FUNCTION_CANCELED: "the call was cancelled";
    FUNCTION_NOT_PARALLEL: "a legacy function, which always answers like this";
    FUNCTION_NOT_SUPPORTED: "the module does not have this function; Module::provides tells";
    KEY_HANDLE_INVALID: "there is no such key any more, or none that is visible without logging in";
    KEY_SIZE_RANGE: "the token does not take keys of this size; Slot::mechanism_info gives its bounds";
    KEY_TYPE_INCONSISTENT: "the mechanism does not take keys of this type";
    KEY_NOT_NEEDED: "a key was given where none is needed";
    KEY_CHANGED: "the key is not the one that the saved operation was started with";
    KEY_NEEDED: "the saved operation needs its key";
    KEY_INDIGESTIBLE: "the key cannot be digested";
    KEY_FUNCTION_NOT_PERMITTED: "the key's attributes do not allow it (CKA_SIGN, CKA_DECRYPT, CKA_DERIVE, ...)";
    KEY_NOT_WRAPPABLE: "the key cannot be wrapped, or not with this mechanism";
    KEY_UNEXTRACTABLE: "the key must not leave the token: it was made with CKA_EXTRACTABLE false";
    MECHANISM_INVALID: "the token does not have this mechanism, or not for this use";
    MECHANISM_PARAM_INVALID: "the token does not accept the mechanism's parameter";
    OBJECT_HANDLE_INVALID: "there is no such object any more, or none that is visible without logging in";
    OPERATION_ACTIVE: "an operation of this kind is active in the session";
    OPERATION_NOT_INITIALIZED: "no operation of this kind is active in the session";
    PIN_INCORRECT: "the PIN is wrong";
    PIN_INVALID: "the new PIN has characters that the token does not accept";
    PIN_LEN_RANGE: "the PIN is too long or too short; TokenInfo gives the bounds";
    PIN_EXPIRED: "the PIN has expired; set a new one";
    PIN_LOCKED: "the PIN is locked after too many wrong tries; the security officer can set a new one";
    SESSION_CLOSED: "the session was closed while the call was under way";
    SESSION_COUNT: "the token has no room for another session; close one";
    SESSION_HANDLE_INVALID: "the session is gone; open another";
    SESSION_PARALLEL_NOT_SUPPORTED: "parallel sessions are no longer part of the standard";
    SESSION_READ_ONLY: "the session is read-only; open one with SessionMode::ReadWrite";
    SESSION_EXISTS: "sessions with the token are open; close them first";
    SESSION_READ_ONLY_EXISTS: "a read-only session is open: the security officer cannot log in beside it";
    SESSION_READ_WRITE_SO_EXISTS: "the security officer is logged in: only read/write sessions can be opened";
    SIGNATURE_INVALID: "the signature does not match";
    SIGNATURE_LEN_RANGE: "the signature has a length that cannot be right";
    TEMPLATE_INCOMPLETE: "the template lacks an attribute that the token needs";
    TEMPLATE_INCONSISTENT: "attributes in the template contradict each other, or the token's policy";
    TOKEN_NOT_PRESENT: "there is no token in the slot";
    TOKEN_NOT_RECOGNIZED: "the module does not know this kind of token";
    TOKEN_WRITE_PROTECTED: "the token is write-protected; open a read-only session";
    UNWRAPPING_KEY_HANDLE_INVALID: "there is no such unwrapping key";
    UNWRAPPING_KEY_SIZE_RANGE: "the unwrapping key has a size that the mechanism does not take";
    UNWRAPPING_KEY_TYPE_INCONSISTENT: "the mechanism does not unwrap with keys of this type";
    USER_ALREADY_LOGGED_IN: "the user is logged in already";
    USER_NOT_LOGGED_IN: "nobody is logged in; log in first, or once more where a key always wants it";
    USER_PIN_NOT_INITIALIZED: "the user has no PIN yet; the security officer sets it";
    USER_TYPE_INVALID: "the token does not know this type of user";
    USER_ANOTHER_ALREADY_LOGGED_IN: "another user is logged in; log that one out first";
    USER_TOO_MANY_TYPES: "too many different users are logged in";
    WRAPPED_KEY_INVALID: "the wrapped key is damaged, or was wrapped with another key";
    WRAPPED_KEY_LEN_RANGE: "the wrapped key has a length that cannot be right";
    WRAPPING_KEY_HANDLE_INVALID: "there is no such wrapping key";
    WRAPPING_KEY_SIZE_RANGE: "the wrapping key has a size that the mechanism does not take";
    WRAPPING_KEY_TYPE_INCONSISTENT: "the mechanism does not wrap with keys of this type";
    RANDOM_SEED_NOT_SUPPORTED: "the token's random number generator takes no seed";
    RANDOM_NO_RNG: "the token has no random number generator";
    DOMAIN_PARAMS_INVALID: "the token does not accept the domain parameters; it may want a named curve";
    CURVE_NOT_SUPPORTED: "the token does not support the curve";
    BUFFER_TOO_SMALL: "the buffer is too small";
    SAVED_STATE_INVALID: "the saved operation cannot be restored";
    INFORMATION_SENSITIVE: "the information is not to be revealed";
    STATE_UNSAVEABLE: "the operation cannot be saved";
    CRYPTOKI_NOT_INITIALIZED: "the module is not initialised any more; initialize it again";
    CRYPTOKI_ALREADY_INITIALIZED: "another part of the program has initialised the module; Module::attach joins it";
    MUTEX_BAD: "a mutex is bad";
    MUTEX_NOT_LOCKED: "a mutex is not locked";
    NEW_PIN_MODE: "the token is in new PIN mode";
    NEXT_OTP: "the token asks for the next one-time password";
    EXCEEDED_MAX_ITERATIONS: "no parameters were found in the number of tries that the token allows";
    FIPS_SELF_TEST_FAILED: "the token failed its self-test";
    LIBRARY_LOAD_FAILED: "the module could not load a library that it needs";
    PIN_TOO_WEAK: "the PIN is too weak for the token's policy";
    PUBLIC_KEY_INVALID: "the public key is not valid for its parameters";
    FUNCTION_REJECTED: "the user or the token refused";
    TOKEN_RESOURCE_EXCEEDED: "the token lacks a resource that it needs for this";
    OPERATION_CANCEL_FAILED: "the operation could not be cancelled";
    KEY_EXHAUSTED: "the key has made all the signatures that it can";
    PENDING: "the call goes on in the background";
    SESSION_ASYNC_NOT_SUPPORTED: "the token has no asynchronous sessions";
    SEED_RANDOM_REQUIRED: "the random number generator must be seeded first";
    OPERATION_NOT_VALIDATED: "the operation is not validated by the token's policy";
    TOKEN_NOT_INITIALIZED: "the token is not initialised; give it a label and PINs first";
    PARAMETER_SET_NOT_SUPPORTED: "the token does not support the parameter set";
    VENDOR_DEFINED: "the first of the vendor's own codes";
}

/// `C_Login: CKR_PIN_INCORRECT (0x000000a0): the PIN is wrong`
pub(super) fn failed(f: &mut fmt::Formatter<'_>, function: Function, rv: ReturnValue) -> fmt::Result {
    match rv.name() {
        Some(name) => write!(f, "{function}: {name} ({:#010x}): {}", rv.raw(), meaning(rv))?,
        None => write!(f, "{function}: {:#010x}: {}", rv.raw(), meaning(rv))?,
    }
    f.write_str(hint(function, rv))
}

/// What a code that says little means from a function, as modules have it.
fn hint(function: Function, rv: ReturnValue) -> &'static str {
    match (function, rv) {
        (Function::GenerateKeyPair | Function::GenerateKey | Function::CreateObject, ReturnValue::GENERAL_ERROR) => {
            " (a duplicate CKA_ID, or a curve or size that the token does not support, may be answered like this)"
        }
        (Function::Initialize, ReturnValue::ARGUMENTS_BAD) => {
            " (a module that wants its configuration gets it by InitializeArgs::reserved)"
        }
        (Function::Sign | Function::Encrypt | Function::Decrypt, ReturnValue::GENERAL_ERROR) => {
            " (data that is too long for the key and the mechanism may be answered like this)"
        }
        (Function::DeriveKey, ReturnValue::GENERAL_ERROR) => " (a point of another curve may be answered like this)",
        _ => "",
    }
}

/// Codes by which a token may refuse a mechanism.
pub(super) fn speaks_of_mechanism(rv: ReturnValue) -> bool {
    matches!(
        rv,
        ReturnValue::MECHANISM_INVALID
            | ReturnValue::MECHANISM_PARAM_INVALID
            | ReturnValue::FUNCTION_NOT_SUPPORTED
            | ReturnValue::ARGUMENTS_BAD
            | ReturnValue::KEY_TYPE_INCONSISTENT
            | ReturnValue::KEY_FUNCTION_NOT_PERMITTED
            | ReturnValue::KEY_SIZE_RANGE
            | ReturnValue::PARAMETER_SET_NOT_SUPPORTED
            | ReturnValue::CURVE_NOT_SUPPORTED
    )
}

/// Codes by which a token may refuse a template.
pub(super) fn speaks_of_template(rv: ReturnValue) -> bool {
    matches!(
        rv,
        ReturnValue::ATTRIBUTE_READ_ONLY
            | ReturnValue::ATTRIBUTE_TYPE_INVALID
            | ReturnValue::ATTRIBUTE_VALUE_INVALID
            | ReturnValue::TEMPLATE_INCOMPLETE
            | ReturnValue::TEMPLATE_INCONSISTENT
            | ReturnValue::DOMAIN_PARAMS_INVALID
            | ReturnValue::PUBLIC_KEY_INVALID
            | ReturnValue::GENERAL_ERROR
            | ReturnValue::ARGUMENTS_BAD
    )
}

/// Every code of the standard with its name.
#[cfg(test)]
pub(super) fn codes() -> impl Iterator<Item = (ReturnValue, &'static str)> {
    ReturnValue::rows().map(|(raw, name)| (ReturnValue::new(raw), name))
}
