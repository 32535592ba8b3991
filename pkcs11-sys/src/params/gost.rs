//! GOST: `CK_GOSTR3410_*` (section 6.57).

use crate::pointers::CK_BYTE_PTR;
use crate::types::{CK_EC_KDF_TYPE, CK_OBJECT_HANDLE, CK_ULONG};

cryptoki_structs! {
    /// Parameter of `CKM_GOSTR3410_DERIVE` (6.57.5).
    CK_GOSTR3410_DERIVE_PARAMS [40/8 20/4 28/1 20/1] {
        kdf:             CK_EC_KDF_TYPE [ 0  0  0  0],
        pPublicData:     CK_BYTE_PTR    [ 8  4  4  4],
        ulPublicDataLen: CK_ULONG       [16  8 12  8],
        pUKM:            CK_BYTE_PTR    [24 12 16 12],
        ulUKMLen:        CK_ULONG       [32 16 24 16],
    }

    /// Parameter of `CKM_GOSTR3410_KEY_WRAP` (6.57.5).
    CK_GOSTR3410_KEY_WRAP_PARAMS [40/8 20/4 28/1 20/1] {
        pWrapOID:     CK_BYTE_PTR      [ 0  0  0  0],
        ulWrapOIDLen: CK_ULONG         [ 8  4  8  4],
        pUKM:         CK_BYTE_PTR      [16  8 12  8],
        ulUKMLen:     CK_ULONG         [24 12 20 12],
        hKey:         CK_OBJECT_HANDLE [32 16 24 16],
    }
}
