//! DES: `CK_DES_CBC_ENCRYPT_DATA_PARAMS` (section 6.17).

use crate::pointers::CK_BYTE_PTR;
use crate::types::{CK_BYTE, CK_ULONG};

cryptoki_structs! {
    /// Parameter of `CKM_DES_CBC_ENCRYPT_DATA` and `CKM_DES3_CBC_ENCRYPT_DATA` (6.17.1).
    CK_DES_CBC_ENCRYPT_DATA_PARAMS [24/8 16/4 20/1 16/1] {
        iv:     [CK_BYTE; 8] [ 0  0  0  0],
        pData:  CK_BYTE_PTR  [ 8  8  8  8],
        length: CK_ULONG     [16 12 16 12],
    }
}
