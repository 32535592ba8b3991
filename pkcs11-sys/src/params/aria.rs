//! ARIA: `CK_ARIA_CBC_ENCRYPT_DATA_PARAMS` (section 6.50).

use crate::pointers::CK_BYTE_PTR;
use crate::types::{CK_BYTE, CK_ULONG};

cryptoki_structs! {
    /// Parameter of `CKM_ARIA_CBC_ENCRYPT_DATA` (6.50.1).
    CK_ARIA_CBC_ENCRYPT_DATA_PARAMS [32/8 24/4 28/1 24/1] {
        iv:     [CK_BYTE; 16] [ 0  0  0  0],
        pData:  CK_BYTE_PTR   [16 16 16 16],
        length: CK_ULONG      [24 20 24 20],
    }
}
