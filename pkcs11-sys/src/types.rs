//! Scalars and callbacks: `CK_BYTE`, `CK_ULONG`, the names that `CK_ULONG` goes by, `CK_NOTIFY` (section 3, and the
//! sections of section 6 that declare a type of their own).

use core::ffi::{c_long, c_uchar, c_ulong};

use crate::pointers::{CK_VOID_PTR, CK_VOID_PTR_PTR};

// Scalars

/// Eight bits without a sign.
pub type CK_BYTE = c_uchar;

/// A character of the restricted set that the standard uses for names: ASCII.
pub type CK_CHAR = CK_BYTE;

/// A byte of UTF-8.
pub type CK_UTF8CHAR = CK_BYTE;

/// `CK_TRUE` or `CK_FALSE`; modules have been seen to use other values for true.
pub type CK_BBOOL = CK_BYTE;

/// `unsigned long` of C: 8 bytes on 64-bit Unix, 4 bytes on Windows and wherever pointers have 32 bits.
pub type CK_ULONG = c_ulong;

/// `long` of C.
pub type CK_LONG = c_long;

/// Flags: `CKF_*`.
pub type CK_FLAGS = CK_ULONG;

// Slots, sessions, objects (3.1 to 3.4)

/// What a callback is told: `CKN_*`.
pub type CK_NOTIFICATION = CK_ULONG;

/// A slot.
pub type CK_SLOT_ID = CK_ULONG;

/// A session; zero is none.
pub type CK_SESSION_HANDLE = CK_ULONG;

/// A kind of user: `CKU_*`.
pub type CK_USER_TYPE = CK_ULONG;

/// The state of a session: `CKS_*`.
pub type CK_STATE = CK_ULONG;

/// An object, as one session or program sees it; zero is none.
pub type CK_OBJECT_HANDLE = CK_ULONG;

/// A class of objects: `CKO_*`.
pub type CK_OBJECT_CLASS = CK_ULONG;

/// A kind of hardware feature: `CKH_*`.
pub type CK_HW_FEATURE_TYPE = CK_ULONG;

/// A kind of key: `CKK_*`.
pub type CK_KEY_TYPE = CK_ULONG;

/// A kind of certificate: `CKC_*`.
pub type CK_CERTIFICATE_TYPE = CK_ULONG;

/// Whose certificate it is: `CK_CERTIFICATE_CATEGORY_*`.
pub type CK_CERTIFICATE_CATEGORY = CK_ULONG;

/// A security domain of Java MIDP: `CK_SECURITY_DOMAIN_*`.
pub type CK_JAVA_MIDP_SECURITY_DOMAIN = CK_ULONG;

/// Trust in a certificate: `CKT_*`.
pub type CK_TRUST = CK_ULONG;

/// A profile: `CKP_*`.
pub type CK_PROFILE_ID = CK_ULONG;

/// A kind of validated module: `CKV_TYPE_*`.
pub type CK_VALIDATION_TYPE = CK_ULONG;

/// Who validated it: `CKV_AUTHORITY_TYPE_*`.
pub type CK_VALIDATION_AUTHORITY_TYPE = CK_ULONG;

/// Which validation flags of a session: `CKS_LAST_VALIDATION_OK`.
pub type CK_SESSION_VALIDATION_FLAGS_TYPE = CK_ULONG;

/// An attribute: `CKA_*`.
pub type CK_ATTRIBUTE_TYPE = CK_ULONG;

// Mechanisms and return values (3.5 and 3.6)

/// A mechanism: `CKM_*`.
pub type CK_MECHANISM_TYPE = CK_ULONG;

/// What a function returns: `CKR_*`.
pub type CK_RV = CK_ULONG;

// Mechanism parameters (6)

/// A mask generation function: `CKG_MGF1_*` (6.1.7).
pub type CK_RSA_PKCS_MGF_TYPE = CK_ULONG;

/// Where the label of OAEP comes from: `CKZ_DATA_SPECIFIED` (6.1.7).
pub type CK_RSA_PKCS_OAEP_SOURCE_TYPE = CK_ULONG;

/// A key derivation function of ECDH: `CKD_*` (6.3.16).
pub type CK_EC_KDF_TYPE = CK_ULONG;

/// The hash of XEdDSA (6.3.16).
pub type CK_XEDDSA_HASH_TYPE = CK_ULONG;

/// A key derivation function of X9.42 Diffie-Hellman: `CKD_*` (6.4.11).
pub type CK_X9_42_DH_KDF_TYPE = CK_ULONG;

/// A key derivation function of X3DH: `CKD_*` (6.5.3).
pub type CK_X3DH_KDF_TYPE = CK_ULONG;

/// A key derivation function of the Double Ratchet: `CKD_*` (6.6.3).
pub type CK_X2RATCHET_KDF_TYPE = CK_ULONG;

/// Parameter of the `CKM_*_GENERAL` mechanisms: length of the MAC in bytes (6.9.1).
pub type CK_MAC_GENERAL_PARAMS = CK_ULONG;

/// How a nonce is generated: `CKG_*` (6.13.7).
pub type CK_GENERATOR_FUNCTION = CK_ULONG;

/// The pseudo-random function of PBKDF2: `CKP_PKCS5_PBKD2_*` (6.37.3).
pub type CK_PKCS5_PBKD2_PSEUDO_RANDOM_FUNCTION_TYPE = CK_ULONG;

/// Where the salt of PBKDF2 comes from: `CKZ_SALT_SPECIFIED` (6.37.3).
pub type CK_PKCS5_PBKDF2_SALT_SOURCE_TYPE = CK_ULONG;

/// A kind of input to the pseudo-random function of SP 800-108: `CK_SP800_108_*` (6.42.2).
pub type CK_PRF_DATA_TYPE = CK_ULONG;

/// The pseudo-random function of SP 800-108, a mechanism (6.42.2).
pub type CK_SP800_108_PRF_TYPE = CK_MECHANISM_TYPE;

/// What the derived length counts: `CK_SP800_108_DKM_LENGTH_*` (6.42.2).
pub type CK_SP800_108_DKM_LENGTH_METHOD = CK_ULONG;

/// Parameter of `CKM_EXTRACT_KEY_FROM_KEY`: the first bit taken (6.43.2).
pub type CK_EXTRACT_PARAMS = CK_ULONG;

/// A kind of one-time password parameter: `CK_OTP_*` (6.53.7.1).
pub type CK_OTP_PARAM_TYPE = CK_ULONG;

/// Older name of [`CK_OTP_PARAM_TYPE`].
pub type CK_PARAM_TYPE = CK_OTP_PARAM_TYPE;

/// How many levels an HSS key has (6.65).
pub type CK_HSS_LEVELS = CK_ULONG;

/// A parameter set of LMS (6.65).
pub type CK_LMS_TYPE = CK_ULONG;

/// A parameter set of LM-OTS (6.65).
pub type CK_LMOTS_TYPE = CK_ULONG;

/// A parameter set of XMSS (6.66).
pub type CK_XMSS_PARAMETER_SET_TYPE = CK_ULONG;

/// A parameter set of XMSS^MT (6.66).
pub type CK_XMSSMT_PARAMETER_SET_TYPE = CK_ULONG;

/// A parameter set of ML-DSA: `CKP_ML_DSA_*` (6.67).
pub type CK_ML_DSA_PARAMETER_SET_TYPE = CK_ULONG;

/// A parameter set of ML-KEM: `CKP_ML_KEM_*` (6.68).
pub type CK_ML_KEM_PARAMETER_SET_TYPE = CK_ULONG;

/// A parameter set of SLH-DSA: `CKP_SLH_DSA_*` (6.69).
pub type CK_SLH_DSA_PARAMETER_SET_TYPE = CK_ULONG;

/// Whether a signature is hedged: `CKH_*` (6.67.1).
pub type CK_HEDGE_TYPE = CK_ULONG;

/// Parameter of `CKM_RC2_ECB` and `CKM_RC2_MAC`: effective bits of the key (historical 2.4.3.1).
pub type CK_RC2_PARAMS = CK_ULONG;

// Callbacks (3.6 and 3.7); where the standard allows NULL, a field or an argument is an `Option` of these

/// Tells the program that something happened in a session.
pub type CK_NOTIFY =
    unsafe extern "C" fn(hSession: CK_SESSION_HANDLE, event: CK_NOTIFICATION, pApplication: CK_VOID_PTR) -> CK_RV;

/// Makes a mutex.
pub type CK_CREATEMUTEX = unsafe extern "C" fn(ppMutex: CK_VOID_PTR_PTR) -> CK_RV;

/// Frees a mutex.
pub type CK_DESTROYMUTEX = unsafe extern "C" fn(pMutex: CK_VOID_PTR) -> CK_RV;

/// Locks a mutex, waiting for it.
pub type CK_LOCKMUTEX = unsafe extern "C" fn(pMutex: CK_VOID_PTR) -> CK_RV;

/// Unlocks a mutex.
pub type CK_UNLOCKMUTEX = unsafe extern "C" fn(pMutex: CK_VOID_PTR) -> CK_RV;
