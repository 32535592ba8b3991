//! CT-KIP: `CK_KIP_PARAMS` (section 6.54).

use crate::pointers::{CK_BYTE_PTR, CK_MECHANISM_PTR};
use crate::types::{CK_OBJECT_HANDLE, CK_ULONG};

cryptoki_structs! {
    /// Parameter of `CKM_KIP_DERIVE`, `CKM_KIP_WRAP` and `CKM_KIP_MAC` (6.54.4).
    CK_KIP_PARAMS [32/8 16/4 24/1 16/1] {
        pMechanism: CK_MECHANISM_PTR [ 0  0  0  0],
        hKey:       CK_OBJECT_HANDLE [ 8  4  8  4],
        pSeed:      CK_BYTE_PTR      [16  8 12  8],
        ulSeedLen:  CK_ULONG         [24 12 20 12],
    }
}
