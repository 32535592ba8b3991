//! IKE: `CK_IKE*` (section 6.64).

use crate::pointers::CK_BYTE_PTR;
use crate::types::{CK_BBOOL, CK_BYTE, CK_MECHANISM_TYPE, CK_OBJECT_HANDLE, CK_ULONG};

cryptoki_structs! {
    /// Parameter of `CKM_IKE_PRF_DERIVE` (6.64.2).
    CK_IKE_PRF_DERIVE_PARAMS [56/8 28/4 34/1 26/1] {
        prfMechanism: CK_MECHANISM_TYPE [ 0  0  0  0],
        bDataAsKey:   CK_BBOOL          [ 8  4  4  4],
        bRekey:       CK_BBOOL          [ 9  5  5  5],
        pNi:          CK_BYTE_PTR       [16  8  6  6],
        ulNiLen:      CK_ULONG          [24 12 14 10],
        pNr:          CK_BYTE_PTR       [32 16 18 14],
        ulNrLen:      CK_ULONG          [40 20 26 18],
        hNewKey:      CK_OBJECT_HANDLE  [48 24 30 22],
    }

    /// Parameter of `CKM_IKE1_PRF_DERIVE` (6.64.2).
    CK_IKE1_PRF_DERIVE_PARAMS [72/8 36/4 38/1 30/1] {
        prfMechanism: CK_MECHANISM_TYPE [ 0  0  0  0],
        bHasPrevKey:  CK_BBOOL          [ 8  4  4  4],
        hKeygxy:      CK_OBJECT_HANDLE  [16  8  5  5],
        hPrevKey:     CK_OBJECT_HANDLE  [24 12  9  9],
        pCKYi:        CK_BYTE_PTR       [32 16 13 13],
        ulCKYiLen:    CK_ULONG          [40 20 21 17],
        pCKYr:        CK_BYTE_PTR       [48 24 25 21],
        ulCKYrLen:    CK_ULONG          [56 28 33 25],
        keyNumber:    CK_BYTE           [64 32 37 29],
    }

    /// Parameter of `CKM_IKE1_EXTENDED_DERIVE` (6.64.2).
    CK_IKE1_EXTENDED_DERIVE_PARAMS [40/8 20/4 21/1 17/1] {
        prfMechanism:   CK_MECHANISM_TYPE [ 0  0  0  0],
        bHasKeygxy:     CK_BBOOL          [ 8  4  4  4],
        hKeygxy:        CK_OBJECT_HANDLE  [16  8  5  5],
        pExtraData:     CK_BYTE_PTR       [24 12  9  9],
        ulExtraDataLen: CK_ULONG          [32 16 17 13],
    }

    /// Parameter of `CKM_IKE2_PRF_PLUS_DERIVE` (6.64.2).
    CK_IKE2_PRF_PLUS_DERIVE_PARAMS [40/8 20/4 21/1 17/1] {
        prfMechanism:  CK_MECHANISM_TYPE [ 0  0  0  0],
        bHasSeedKey:   CK_BBOOL          [ 8  4  4  4],
        hSeedKey:      CK_OBJECT_HANDLE  [16  8  5  5],
        pSeedData:     CK_BYTE_PTR       [24 12  9  9],
        ulSeedDataLen: CK_ULONG          [32 16 17 13],
    }
}
