//! What the structs of the C interface say, found out once more.

use pkcs11_safe::attribute::Version;
use pkcs11_safe::{Info, Limit, MechanismInfo, SessionInfo, SlotInfo, TokenInfo};
use pkcs11_sys::*;

/// A text field: without the blanks and NULs on both ends, U+FFFD for what is no UTF-8.
pub(super) fn text(field: &[u8]) -> String {
    let padding = |byte: &u8| matches!(byte, b' ' | 0);
    let start = field.iter().take_while(|byte| padding(byte)).count();
    let end = field.len() - field[start..].iter().rev().take_while(|byte| padding(byte)).count();
    String::from_utf8_lossy(&field[start..end]).into_owned()
}

fn version(raw: CK_VERSION) -> Version {
    Version::new(raw.major, raw.minor)
}

fn number(limit: Limit) -> Option<CK_ULONG> {
    match limit {
        Limit::Finite(number) => Some(number),
        _ => None,
    }
}

/// A number that may be unknown.
fn counted(limit: Limit, raw: CK_ULONG) {
    match raw {
        CK_UNAVAILABLE_INFORMATION => assert_eq!(limit, Limit::Unknown),
        raw => assert_eq!(number(limit), Some(raw)),
    }
}

/// A bound, which may be none.
fn bounded(limit: Limit, raw: CK_ULONG) {
    match raw {
        CK_EFFECTIVELY_INFINITE => assert_eq!(limit, Limit::Infinite),
        raw => counted(limit, raw),
    }
}

pub(super) fn info(info: &Info, raw: &CK_INFO) {
    assert_eq!(info.manufacturer, text(&{ raw.manufacturerID }));
    assert_eq!(info.description, text(&{ raw.libraryDescription }));
    assert_eq!(info.cryptoki_version, version(raw.cryptokiVersion));
    assert_eq!(info.library_version, version(raw.libraryVersion));
}

pub(super) fn slot(info: &SlotInfo, raw: &CK_SLOT_INFO) {
    assert_eq!(info.description, text(&{ raw.slotDescription }));
    assert_eq!(info.manufacturer, text(&{ raw.manufacturerID }));
    assert_eq!(info.flags.bits(), { raw.flags });
    assert_eq!(info.hardware_version, version(raw.hardwareVersion));
    assert_eq!(info.firmware_version, version(raw.firmwareVersion));
}

pub(super) fn token(info: &TokenInfo, raw: &CK_TOKEN_INFO) {
    assert_eq!(info.label, text(&{ raw.label }));
    assert_eq!(info.manufacturer, text(&{ raw.manufacturerID }));
    assert_eq!(info.model, text(&{ raw.model }));
    assert_eq!(info.serial_number, text(&{ raw.serialNumber }));
    assert_eq!(info.flags.bits(), { raw.flags });
    bounded(info.max_session_count, raw.ulMaxSessionCount);
    bounded(info.max_rw_session_count, raw.ulMaxRwSessionCount);
    counted(info.session_count, raw.ulSessionCount);
    counted(info.rw_session_count, raw.ulRwSessionCount);
    counted(info.max_pin_len, raw.ulMaxPinLen);
    counted(info.min_pin_len, raw.ulMinPinLen);
    counted(info.total_public_memory, raw.ulTotalPublicMemory);
    counted(info.free_public_memory, raw.ulFreePublicMemory);
    counted(info.total_private_memory, raw.ulTotalPrivateMemory);
    counted(info.free_private_memory, raw.ulFreePrivateMemory);
    assert_eq!(info.hardware_version, version(raw.hardwareVersion));
    assert_eq!(info.firmware_version, version(raw.firmwareVersion));
    let clock = raw.flags & CKF_CLOCK_ON_TOKEN != 0;
    assert_eq!(info.utc_time, clock.then(|| text(&{ raw.utcTime })));
}

pub(super) fn session(info: &SessionInfo, raw: &CK_SESSION_INFO) {
    assert_eq!(info.slot_id, { raw.slotID });
    assert_eq!(info.state.raw(), { raw.state });
    assert_eq!(info.flags.bits(), { raw.flags });
    assert_eq!(info.device_error, { raw.ulDeviceError });
}

/// A mechanism without keys has no sizes, and some modules leave them as they were.
pub(super) fn mechanism(info: &MechanismInfo, raw: &CK_MECHANISM_INFO) {
    let sizes = match (raw.ulMinKeySize, raw.ulMaxKeySize) {
        (CK_UNAVAILABLE_INFORMATION, CK_UNAVAILABLE_INFORMATION) => (0, 0),
        sizes => sizes,
    };
    assert_eq!((info.min_key_size, info.max_key_size), sizes);
    assert_eq!(info.flags.bits(), { raw.flags });
}
