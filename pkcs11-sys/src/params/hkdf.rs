//! HKDF: `CK_HKDF_PARAMS` (section 6.62).

use crate::pointers::CK_BYTE_PTR;
use crate::types::{CK_BBOOL, CK_MECHANISM_TYPE, CK_OBJECT_HANDLE, CK_ULONG};

cryptoki_structs! {
    /// Parameter of `CKM_HKDF_DERIVE` and `CKM_HKDF_DATA` (6.62.2).
    CK_HKDF_PARAMS [64/8 32/4 38/1 30/1] {
        bExtract:         CK_BBOOL          [ 0  0  0  0],
        bExpand:          CK_BBOOL          [ 1  1  1  1],
        prfHashMechanism: CK_MECHANISM_TYPE [ 8  4  2  2],
        /// `CKF_HKDF_SALT_*`.
        ulSaltType:       CK_ULONG          [16  8  6  6],
        pSalt:            CK_BYTE_PTR       [24 12 10 10],
        ulSaltLen:        CK_ULONG          [32 16 18 14],
        /// The salt, with `CKF_HKDF_SALT_KEY`.
        hSaltKey:         CK_OBJECT_HANDLE  [40 20 22 18],
        pInfo:            CK_BYTE_PTR       [48 24 26 22],
        ulInfoLen:        CK_ULONG          [56 28 34 26],
    }
}
