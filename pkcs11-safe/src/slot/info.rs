//! What slots, tokens and mechanisms say of themselves (3.3, 3.5). Odd strings and numbers never fail.

use crate::Ulong;
use crate::Version;
use crate::flags::{MechanismFlags, SlotFlags, TokenFlags};
use pkcs11_sys::{
    CK_EFFECTIVELY_INFINITE, CK_MECHANISM_INFO, CK_SLOT_INFO, CK_TOKEN_INFO, CK_UNAVAILABLE_INFORMATION,
    CKF_CLOCK_ON_TOKEN,
};

/// A fixed string of the standard: blanks and NULs are cut off on both ends, what is no UTF-8 becomes U+FFFD.
pub(crate) fn text(padded: &[u8]) -> String {
    trimmed(&String::from_utf8_lossy(padded)).to_owned()
}

/// A text without the padding that a field has around it: blanks and NULs.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\0'])
}

/// What a slot is: `CK_SLOT_INFO`.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[doc(alias = "CK_SLOT_INFO")]
pub struct SlotInfo {
    /// What the slot is, often the reader's name.
    pub description: String,
    /// Who made the reader.
    pub manufacturer: String,
    /// Whether a token is there, can be removed, is hardware.
    pub flags: SlotFlags,
    /// The version of the reader's hardware.
    pub hardware_version: Version,
    /// The version of the reader's firmware.
    pub firmware_version: Version,
}

impl From<CK_SLOT_INFO> for SlotInfo {
    fn from(info: CK_SLOT_INFO) -> Self {
        Self {
            description: text(&{ info.slotDescription }),
            manufacturer: text(&{ info.manufacturerID }),
            flags: SlotFlags::from_bits_retain(info.flags),
            hardware_version: info.hardwareVersion.into(),
            firmware_version: info.firmwareVersion.into(),
        }
    }
}

/// A number that a token may not know, or have no bound for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// The token does not tell (`CK_UNAVAILABLE_INFORMATION`).
    Unknown,
    /// There is no bound that matters (`CK_EFFECTIVELY_INFINITE`).
    Infinite,
    /// So many.
    Finite(Ulong),
}

impl Limit {
    fn bound(number: Ulong) -> Self {
        if number == CK_EFFECTIVELY_INFINITE { Self::Infinite } else { Self::count(number) }
    }

    pub(crate) fn count(number: Ulong) -> Self {
        if number == CK_UNAVAILABLE_INFORMATION { Self::Unknown } else { Self::Finite(number) }
    }
}

/// What a token is: `CK_TOKEN_INFO`.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[doc(alias = "CK_TOKEN_INFO")]
pub struct TokenInfo {
    /// The name that it got when it was initialised.
    pub label: String,
    /// Who made it.
    pub manufacturer: String,
    /// What model it is.
    pub model: String,
    /// Its serial number, as text.
    pub serial_number: String,
    /// Its state: initialised, PIN set, PIN locked, write-protected, own keypad ...
    pub flags: TokenFlags,
    /// How many sessions one program may have open.
    pub max_session_count: Limit,
    /// How many this program has open.
    pub session_count: Limit,
    /// How many read/write sessions one program may have open.
    pub max_rw_session_count: Limit,
    /// How many this program has open.
    pub rw_session_count: Limit,
    /// The longest PIN, in bytes.
    pub max_pin_len: Limit,
    /// The shortest PIN, in bytes.
    pub min_pin_len: Limit,
    /// Memory for public objects, in bytes.
    pub total_public_memory: Limit,
    /// What of it is free, in bytes.
    pub free_public_memory: Limit,
    /// Memory for private objects, in bytes.
    pub total_private_memory: Limit,
    /// What of it is free, in bytes.
    pub free_private_memory: Limit,
    /// The version of the hardware.
    pub hardware_version: Version,
    /// The version of the firmware.
    pub firmware_version: Version,
    /// The token's clock as it gives it, `YYYYMMDDhhmmss00`; `None` where it says that it has none.
    pub utc_time: Option<String>,
}

impl From<CK_TOKEN_INFO> for TokenInfo {
    fn from(info: CK_TOKEN_INFO) -> Self {
        Self {
            label: text(&{ info.label }),
            manufacturer: text(&{ info.manufacturerID }),
            model: text(&{ info.model }),
            serial_number: text(&{ info.serialNumber }),
            flags: TokenFlags::from_bits_retain(info.flags),
            max_session_count: Limit::bound(info.ulMaxSessionCount),
            session_count: Limit::count(info.ulSessionCount),
            max_rw_session_count: Limit::bound(info.ulMaxRwSessionCount),
            rw_session_count: Limit::count(info.ulRwSessionCount),
            max_pin_len: Limit::count(info.ulMaxPinLen),
            min_pin_len: Limit::count(info.ulMinPinLen),
            total_public_memory: Limit::count(info.ulTotalPublicMemory),
            free_public_memory: Limit::count(info.ulFreePublicMemory),
            total_private_memory: Limit::count(info.ulTotalPrivateMemory),
            free_private_memory: Limit::count(info.ulFreePrivateMemory),
            hardware_version: info.hardwareVersion.into(),
            firmware_version: info.firmwareVersion.into(),
            utc_time: (info.flags & CKF_CLOCK_ON_TOKEN != 0).then(|| text(&{ info.utcTime })),
        }
    }
}

/// What a mechanism can be used for: `CK_MECHANISM_INFO`.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
#[doc(alias = "CK_MECHANISM_INFO")]
pub struct MechanismInfo {
    /// The smallest key, in bits or bytes as the mechanism counts; tokens are not agreed on which.
    pub min_key_size: Ulong,
    /// The largest key, counted likewise.
    pub max_key_size: Ulong,
    /// What it can be used for.
    pub flags: MechanismFlags,
}

impl From<CK_MECHANISM_INFO> for MechanismInfo {
    fn from(info: CK_MECHANISM_INFO) -> Self {
        Self {
            min_key_size: info.ulMinKeySize,
            max_key_size: info.ulMaxKeySize,
            flags: MechanismFlags::from_bits_retain(info.flags),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_on_both_ends_and_never_fails() {
        assert_eq!(text(b"  Nitrokey (UserPIN)\0\0 "), "Nitrokey (UserPIN)");
        assert_eq!(text(&[0; 32]), "");
        assert_eq!(text(b"caf\xe9    "), "caf\u{fffd}");
    }

    #[test]
    fn unknown_flags_survive() {
        let mut raw = CK_TOKEN_INFO::ZERO;
        raw.flags = 0x8000_0001;
        raw.ulSessionCount = CK_UNAVAILABLE_INFORMATION;
        raw.ulFreePublicMemory = 7;
        let info = TokenInfo::from(raw);
        assert_eq!(info.flags.bits(), 0x8000_0001);
        assert!(format!("{:?}", info.flags).contains("0x80000000"), "{:?}", info.flags);
        assert_eq!(info.session_count, Limit::Unknown);
        assert_eq!(info.max_session_count, Limit::Infinite);
        assert_eq!(info.free_public_memory, Limit::Finite(7));
        assert_eq!(info.utc_time, None);
    }
}
