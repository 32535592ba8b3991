//! Simple key derivation: `CK_KEY_DERIVATION_STRING_DATA` (section 6.43).

use crate::pointers::CK_BYTE_PTR;
use crate::types::CK_ULONG;

cryptoki_structs! {
    /// Parameter of `CKM_CONCATENATE_BASE_AND_DATA`, `CKM_CONCATENATE_DATA_AND_BASE`, `CKM_XOR_BASE_AND_DATA` and the
    /// `CKM_*_ECB_ENCRYPT_DATA` mechanisms (6.43.2).
    CK_KEY_DERIVATION_STRING_DATA [16/8 8/4 12/1 8/1] {
        pData: CK_BYTE_PTR [0 0 0 0],
        ulLen: CK_ULONG    [8 4 8 4],
    }
}
