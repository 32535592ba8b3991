//! Sessions: `CK_SESSION_INFO` (section 3.3).

use crate::types::{CK_FLAGS, CK_SLOT_ID, CK_STATE, CK_ULONG};

cryptoki_structs! {
    /// What `C_GetSessionInfo` tells about a session (3.3).
    CK_SESSION_INFO [32/8 16/4 16/1 16/1] {
        /// The slot that the session belongs to.
        slotID:        CK_SLOT_ID [ 0  0  0  0],
        /// Who is logged in, and whether the session may write: `CKS_*`.
        state:         CK_STATE   [ 8  4  4  4],
        /// `CKF_RW_SESSION`, `CKF_SERIAL_SESSION`, `CKF_ASYNC_SESSION`.
        flags:         CK_FLAGS   [16  8  8  8],
        /// An error code of the device's own.
        ulDeviceError: CK_ULONG   [24 12 12 12],
    }
}
