//! Mechanisms: `CK_MECHANISM`, `CK_MECHANISM_INFO` (section 3.5).

use crate::pointers::CK_VOID_PTR;
use crate::types::{CK_FLAGS, CK_MECHANISM_TYPE, CK_ULONG};

cryptoki_structs! {
    /// A mechanism and its parameter (3.5).
    CK_MECHANISM [24/8 12/4 16/1 12/1] {
        /// Which mechanism: `CKM_*`.
        mechanism:      CK_MECHANISM_TYPE [ 0 0  0 0],
        /// The parameter, or NULL where the mechanism takes none.
        pParameter:     CK_VOID_PTR       [ 8 4  4 4],
        /// Length of the parameter in bytes.
        ulParameterLen: CK_ULONG          [16 8 12 8],
    }

    /// What `C_GetMechanismInfo` tells about a mechanism (3.5).
    CK_MECHANISM_INFO [24/8 12/4 12/1 12/1] {
        /// The shortest key, in bits or in bytes as the mechanism has it.
        ulMinKeySize: CK_ULONG [ 0 0 0 0],
        /// The longest key, in the same unit.
        ulMaxKeySize: CK_ULONG [ 8 4 4 4],
        /// What the mechanism can be used for on this token.
        flags:        CK_FLAGS [16 8 8 8],
    }
}
