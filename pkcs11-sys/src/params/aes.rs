//! AES: `CK_AES_CTR_PARAMS`, `CK_AES_CBC_ENCRYPT_DATA_PARAMS` (sections 6.11 and 6.17).

use crate::pointers::CK_BYTE_PTR;
use crate::types::{CK_BYTE, CK_ULONG};

cryptoki_structs! {
    /// Parameter of `CKM_AES_CTR` (6.11.2).
    CK_AES_CTR_PARAMS [24/8 20/4 20/1 20/1] {
        /// How many trailing bits of `cb` count.
        ulCounterBits: CK_ULONG      [0 0 0 0],
        /// The first counter block.
        cb:            [CK_BYTE; 16] [8 4 4 4],
    }

    /// Parameter of `CKM_AES_CBC_ENCRYPT_DATA` (6.17.1).
    CK_AES_CBC_ENCRYPT_DATA_PARAMS [32/8 24/4 28/1 24/1] {
        iv:     [CK_BYTE; 16] [ 0  0  0  0],
        pData:  CK_BYTE_PTR   [16 16 16 16],
        length: CK_ULONG      [24 20 24 20],
    }
}
