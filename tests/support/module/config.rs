//! Configuration: slots, tokens, mechanisms, and habits that differ between honest modules.

use pkcs11_sys::*;

/// The slot with a token that is ready for use.
pub const SLOT: CK_SLOT_ID = 7;
/// The slot without a token.
pub const EMPTY_SLOT: CK_SLOT_ID = 3;
/// The slot with a token that was never initialised.
pub const BLANK_SLOT: CK_SLOT_ID = 42;
/// The label of the token.
pub const LABEL: &str = "Nitrokey";
/// Its user's PIN.
pub const USER_PIN: &str = "648219";
/// Its security officer's PIN.
pub const SO_PIN: &str = "3537363231383830";

/// What the module is like.
#[derive(Clone, Debug)]
pub struct Config {
    /// The version of the standard that it follows: 2.40, 3.0 or 3.2.
    pub version: CK_VERSION,
    /// The slots, in the order of `C_GetSlotList`.
    pub slots: Vec<SlotConfig>,
    /// The mechanisms that it lists.
    pub mechanisms: Vec<(CK_MECHANISM_TYPE, CK_MECHANISM_INFO)>,
    /// Whether mechanisms that it does not list work all the same.
    pub any_mechanism: bool,
    /// Whether two operations can go on at once (`C_DigestEncryptUpdate` and its like).
    pub dual: bool,
    /// Whether a second `C_Initialize` succeeds (p11-kit, wolfPKCS11).
    pub initialises_twice: bool,
    /// Whether `CKF_OS_LOCKING_OK` is refused with `CKR_CANT_LOCK` (nsspem, scute).
    pub cannot_lock: bool,
    /// Whether an Init without a mechanism ends the operation, as from 3.0 on.
    pub null_cancels: bool,
    /// Whether reading a key's value length on import and unwrapping is refused, as the standard has it (SoftHSM), or
    /// CKA_VALUE_LEN may be there if it is true (openCryptoki).
    pub strict_value_len: bool,
    /// What `C_GetSessionValidationFlags` says of the last operation.
    pub validation_flags: CK_FLAGS,
    /// The first session handle.
    pub first_session: CK_SESSION_HANDLE,
    /// The first object handle.
    pub first_object: CK_OBJECT_HANDLE,
}

/// A slot.
#[derive(Clone, Debug)]
pub struct SlotConfig {
    /// Its number.
    pub id: CK_SLOT_ID,
    /// What it calls itself.
    pub description: String,
    /// What is in it.
    pub token: Option<TokenConfig>,
}

/// A token.
#[derive(Clone, Debug)]
pub struct TokenConfig {
    /// Its label; `None` before it is initialised.
    pub label: Option<String>,
    /// Its serial number.
    pub serial: String,
    /// The security officer's PIN, which `C_InitToken` sets on a token that is not initialised.
    pub so_pin: Vec<u8>,
    /// The user's PIN; `None` before `C_InitPIN`.
    pub user_pin: Option<Vec<u8>>,
    /// What the user types on a PIN pad (`CKF_PROTECTED_AUTHENTICATION_PATH`), if there is one.
    pub pin_pad: Option<Vec<u8>>,
    /// How many wrong PINs lock it.
    pub tries: u32,
    /// The shortest and the longest PIN.
    pub pin_lengths: (usize, usize),
    /// How many sessions there can be: all, read-write. 0 is no limit.
    pub sessions: (usize, usize),
    /// Whether private keys need a login.
    pub login_required: bool,
    /// Whether nothing can be written.
    pub write_protected: bool,
    /// Further flags, such as `CKF_USER_PIN_TO_BE_CHANGED`.
    pub flags: CK_FLAGS,
    /// The time, if the token has a clock: `YYYYMMDDhhmmss00`.
    pub clock: Option<[u8; 16]>,
}

impl TokenConfig {
    /// A token that is ready for use.
    pub fn new(label: &str) -> Self {
        Self {
            label: Some(label.to_owned()),
            serial: "DENK0100001".to_owned(),
            so_pin: SO_PIN.into(),
            user_pin: Some(USER_PIN.into()),
            pin_pad: None,
            tries: 3,
            pin_lengths: (4, 255),
            sessions: (0, 0),
            login_required: true,
            write_protected: false,
            flags: 0,
            clock: None,
        }
    }

    /// A token before it is initialised.
    pub fn blank() -> Self {
        Self { label: None, user_pin: None, serial: "DENK0100002".to_owned(), ..Self::new("") }
    }
}

impl SlotConfig {
    /// A slot with or without a token.
    pub fn new(id: CK_SLOT_ID, token: Option<TokenConfig>) -> Self {
        Self { id, description: format!("Slot {id} of the test module"), token }
    }
}

impl Config {
    /// Nothing at all, to begin with.
    pub(super) const NONE: Self = Self {
        version: CK_VERSION { major: 3, minor: 2 },
        slots: Vec::new(),
        mechanisms: Vec::new(),
        any_mechanism: true,
        dual: true,
        initialises_twice: false,
        cannot_lock: false,
        null_cancels: true,
        strict_value_len: false,
        validation_flags: 1,
        first_session: 0x5000_0001,
        first_object: 0x0b00_0001,
    };

    /// The token in a slot, to change it.
    ///
    /// # Panics
    ///
    /// If there is no such slot, or no token in it.
    pub fn token(&mut self, id: CK_SLOT_ID) -> &mut TokenConfig {
        let slot = self.slots.iter_mut().find(|slot| slot.id == id).expect("there is such a slot");
        slot.token.as_mut().expect("there is a token in the slot")
    }

    /// Follows 2.40: no interfaces, no `C_SessionCancel`, no ending of operations by an Init without a mechanism.
    pub fn follow_2_40(&mut self) {
        self.version = CK_VERSION { major: 2, minor: 40 };
        self.null_cancels = false;
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            slots: vec![
                SlotConfig::new(EMPTY_SLOT, None),
                SlotConfig::new(SLOT, Some(TokenConfig::new(LABEL))),
                SlotConfig::new(BLANK_SLOT, Some(TokenConfig::blank())),
            ],
            mechanisms: mechanisms(),
            ..Self::NONE
        }
    }
}

/// The mechanisms that are listed unless a test says otherwise.
fn mechanisms() -> Vec<(CK_MECHANISM_TYPE, CK_MECHANISM_INFO)> {
    const CIPHER: CK_FLAGS = CKF_ENCRYPT | CKF_DECRYPT;
    const SIGN: CK_FLAGS = CKF_SIGN | CKF_VERIFY;
    const WRAP: CK_FLAGS = CKF_WRAP | CKF_UNWRAP;
    const EC: CK_FLAGS = CKF_EC_F_P | CKF_EC_NAMEDCURVE | CKF_EC_UNCOMPRESS;
    const KEM: CK_FLAGS = CKF_ENCAPSULATE | CKF_DECAPSULATE;
    const MESSAGES: CK_FLAGS = CKF_MESSAGE_ENCRYPT | CKF_MESSAGE_DECRYPT | CKF_MULTI_MESSAGE;
    const ROWS: &[(CK_MECHANISM_TYPE, CK_ULONG, CK_ULONG, CK_FLAGS)] = &[
        (CKM_RSA_PKCS_KEY_PAIR_GEN, 1024, 4096, CKF_GENERATE_KEY_PAIR),
        (CKM_RSA_PKCS, 1024, 4096, CIPHER | SIGN | WRAP | CKF_SIGN_RECOVER | CKF_VERIFY_RECOVER),
        (CKM_RSA_X_509, 1024, 4096, CIPHER | SIGN),
        (CKM_RSA_PKCS_OAEP, 1024, 4096, CIPHER | WRAP),
        (CKM_RSA_PKCS_PSS, 1024, 4096, SIGN),
        (CKM_SHA1_RSA_PKCS, 1024, 4096, SIGN),
        (CKM_SHA256_RSA_PKCS, 1024, 4096, SIGN),
        (CKM_SHA384_RSA_PKCS, 1024, 4096, SIGN),
        (CKM_SHA512_RSA_PKCS, 1024, 4096, SIGN),
        (CKM_SHA256_RSA_PKCS_PSS, 1024, 4096, SIGN),
        (CKM_SHA384_RSA_PKCS_PSS, 1024, 4096, SIGN),
        (CKM_SHA512_RSA_PKCS_PSS, 1024, 4096, SIGN),
        (CKM_RSA_AES_KEY_WRAP, 1024, 4096, WRAP),
        (CKM_EC_KEY_PAIR_GEN, 192, 521, CKF_GENERATE_KEY_PAIR | EC),
        (CKM_ECDSA, 192, 521, SIGN | EC),
        (CKM_ECDSA_SHA1, 192, 521, SIGN | EC),
        (CKM_ECDSA_SHA256, 192, 521, SIGN | EC),
        (CKM_ECDSA_SHA384, 192, 521, SIGN | EC),
        (CKM_ECDSA_SHA512, 192, 521, SIGN | EC),
        (CKM_ECDH1_DERIVE, 192, 521, CKF_DERIVE | EC),
        (CKM_ECDH1_COFACTOR_DERIVE, 192, 521, CKF_DERIVE | EC),
        (CKM_EC_EDWARDS_KEY_PAIR_GEN, 255, 448, CKF_GENERATE_KEY_PAIR),
        (CKM_EDDSA, 255, 448, SIGN),
        (CKM_EC_MONTGOMERY_KEY_PAIR_GEN, 255, 448, CKF_GENERATE_KEY_PAIR),
        (CKM_DSA_KEY_PAIR_GEN, 1024, 3072, CKF_GENERATE_KEY_PAIR),
        (CKM_DSA, 1024, 3072, SIGN),
        (CKM_DH_PKCS_KEY_PAIR_GEN, 512, 4096, CKF_GENERATE_KEY_PAIR),
        (CKM_DH_PKCS_DERIVE, 512, 4096, CKF_DERIVE),
        (CKM_AES_KEY_GEN, 16, 32, CKF_GENERATE),
        (CKM_AES_ECB, 16, 32, CIPHER),
        (CKM_AES_CBC, 16, 32, CIPHER),
        (CKM_AES_CBC_PAD, 16, 32, CIPHER | WRAP),
        (CKM_AES_CTR, 16, 32, CIPHER),
        (CKM_AES_GCM, 16, 32, CIPHER | MESSAGES),
        (CKM_AES_CCM, 16, 32, CIPHER | MESSAGES),
        (CKM_AES_KEY_WRAP, 16, 32, WRAP),
        (CKM_AES_KEY_WRAP_KWP, 16, 32, WRAP),
        (CKM_AES_CMAC, 16, 32, SIGN),
        (CKM_AES_CBC_ENCRYPT_DATA, 16, 32, CKF_DERIVE),
        (CKM_DES3_KEY_GEN, 24, 24, CKF_GENERATE),
        (CKM_DES3_CBC_PAD, 24, 24, CIPHER),
        (CKM_CHACHA20_KEY_GEN, 32, 32, CKF_GENERATE),
        (CKM_CHACHA20_POLY1305, 32, 32, CIPHER | MESSAGES),
        (CKM_GENERIC_SECRET_KEY_GEN, 1, 512, CKF_GENERATE),
        (CKM_SHA256_HMAC, 1, 512, SIGN),
        (CKM_HKDF_DERIVE, 1, 512, CKF_DERIVE),
        (CKM_SHA_1, 0, 0, CKF_DIGEST),
        (CKM_SHA224, 0, 0, CKF_DIGEST),
        (CKM_SHA256, 0, 0, CKF_DIGEST),
        (CKM_SHA384, 0, 0, CKF_DIGEST),
        (CKM_SHA512, 0, 0, CKF_DIGEST),
        (CKM_ML_KEM_KEY_PAIR_GEN, 512, 1024, CKF_GENERATE_KEY_PAIR),
        (CKM_ML_KEM, 512, 1024, KEM),
        (CKM_ML_DSA_KEY_PAIR_GEN, 44, 87, CKF_GENERATE_KEY_PAIR),
        (CKM_ML_DSA, 44, 87, SIGN),
    ];
    ROWS.iter()
        .map(|(type_, ulMinKeySize, ulMaxKeySize, flags)| {
            (*type_, CK_MECHANISM_INFO { ulMinKeySize: *ulMinKeySize, ulMaxKeySize: *ulMaxKeySize, flags: *flags })
        })
        .collect()
}
