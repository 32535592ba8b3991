//! Slots and tokens: `CK_SLOT_INFO`, `CK_TOKEN_INFO` (section 3.2).

use crate::structs::CK_VERSION;
use crate::types::{CK_CHAR, CK_FLAGS, CK_ULONG, CK_UTF8CHAR};

cryptoki_structs! {
    /// What `C_GetSlotInfo` tells about a slot (3.2).
    CK_SLOT_INFO [112/8 104/4 104/1 104/1] {
        /// What the slot is; padded with blanks.
        slotDescription: [CK_UTF8CHAR; 64] [  0   0   0   0],
        /// Who made the slot; padded with blanks.
        manufacturerID:  [CK_UTF8CHAR; 32] [ 64  64  64  64],
        /// `CKF_TOKEN_PRESENT`, `CKF_REMOVABLE_DEVICE`, `CKF_HW_SLOT`.
        flags:           CK_FLAGS          [ 96  96  96  96],
        /// The version of the slot's hardware.
        hardwareVersion: CK_VERSION        [104 100 100 100],
        /// The version of the slot's firmware.
        firmwareVersion: CK_VERSION        [106 102 102 102],
    }

    /// What `C_GetTokenInfo` tells about a token (3.2).
    ///
    /// A limit or count may be `CK_UNAVAILABLE_INFORMATION`, a limit also `CK_EFFECTIVELY_INFINITE`.
    CK_TOKEN_INFO [208/8 160/4 160/1 160/1] {
        /// The label given by `C_InitToken`; padded with blanks.
        label:                [CK_UTF8CHAR; 32] [  0   0   0   0],
        /// Who made the token; padded with blanks.
        manufacturerID:       [CK_UTF8CHAR; 32] [ 32  32  32  32],
        /// What the token is; padded with blanks.
        model:                [CK_UTF8CHAR; 16] [ 64  64  64  64],
        /// The serial number; padded with blanks.
        serialNumber:         [CK_CHAR; 16]     [ 80  80  80  80],
        /// What the token can do, and the state of its PINs.
        flags:                CK_FLAGS          [ 96  96  96  96],
        /// How many sessions one program may have open.
        ulMaxSessionCount:    CK_ULONG          [104 100 100 100],
        /// How many sessions this program has open.
        ulSessionCount:       CK_ULONG          [112 104 104 104],
        /// How many of them may be read-write.
        ulMaxRwSessionCount:  CK_ULONG          [120 108 108 108],
        /// How many of them are read-write.
        ulRwSessionCount:     CK_ULONG          [128 112 112 112],
        /// The longest PIN, in bytes.
        ulMaxPinLen:          CK_ULONG          [136 116 116 116],
        /// The shortest PIN, in bytes.
        ulMinPinLen:          CK_ULONG          [144 120 120 120],
        /// Memory for public objects, in bytes.
        ulTotalPublicMemory:  CK_ULONG          [152 124 124 124],
        /// What is left of it.
        ulFreePublicMemory:   CK_ULONG          [160 128 128 128],
        /// Memory for private objects, in bytes.
        ulTotalPrivateMemory: CK_ULONG          [168 132 132 132],
        /// What is left of it.
        ulFreePrivateMemory:  CK_ULONG          [176 136 136 136],
        /// The version of the token's hardware.
        hardwareVersion:      CK_VERSION        [184 140 140 140],
        /// The version of the token's firmware.
        firmwareVersion:      CK_VERSION        [186 142 142 142],
        /// The time, as YYYYMMDDhhmmss00, if the token has `CKF_CLOCK_ON_TOKEN`.
        utcTime:              [CK_CHAR; 16]     [188 144 144 144],
    }
}
