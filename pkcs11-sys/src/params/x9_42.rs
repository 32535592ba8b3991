//! X9.42 Diffie-Hellman: `CK_X9_42_*` (section 6.4).

use crate::pointers::CK_BYTE_PTR;
use crate::types::{CK_OBJECT_HANDLE, CK_ULONG, CK_X9_42_DH_KDF_TYPE};

cryptoki_structs! {
    /// Parameter of `CKM_X9_42_DH_DERIVE` (6.4.11).
    CK_X9_42_DH1_DERIVE_PARAMS [40/8 20/4 28/1 20/1] {
        kdf:             CK_X9_42_DH_KDF_TYPE [ 0  0  0  0],
        ulOtherInfoLen:  CK_ULONG             [ 8  4  4  4],
        pOtherInfo:      CK_BYTE_PTR          [16  8  8  8],
        ulPublicDataLen: CK_ULONG             [24 12 16 12],
        pPublicData:     CK_BYTE_PTR          [32 16 20 16],
    }

    /// Parameter of `CKM_X9_42_DH_HYBRID_DERIVE` (6.4.11).
    CK_X9_42_DH2_DERIVE_PARAMS [72/8 36/4 48/1 36/1] {
        kdf:              CK_X9_42_DH_KDF_TYPE [ 0  0  0  0],
        ulOtherInfoLen:   CK_ULONG             [ 8  4  4  4],
        pOtherInfo:       CK_BYTE_PTR          [16  8  8  8],
        ulPublicDataLen:  CK_ULONG             [24 12 16 12],
        pPublicData:      CK_BYTE_PTR          [32 16 20 16],
        ulPrivateDataLen: CK_ULONG             [40 20 28 20],
        hPrivateData:     CK_OBJECT_HANDLE     [48 24 32 24],
        ulPublicDataLen2: CK_ULONG             [56 28 36 28],
        pPublicData2:     CK_BYTE_PTR          [64 32 40 32],
    }

    /// Parameter of `CKM_X9_42_MQV_DERIVE` (6.4.11).
    CK_X9_42_MQV_DERIVE_PARAMS [80/8 40/4 52/1 40/1] {
        kdf:              CK_X9_42_DH_KDF_TYPE [ 0  0  0  0],
        ulOtherInfoLen:   CK_ULONG             [ 8  4  4  4],
        pOtherInfo:       CK_BYTE_PTR          [16  8  8  8],
        ulPublicDataLen:  CK_ULONG             [24 12 16 12],
        pPublicData:      CK_BYTE_PTR          [32 16 20 16],
        ulPrivateDataLen: CK_ULONG             [40 20 28 20],
        hPrivateData:     CK_OBJECT_HANDLE     [48 24 32 24],
        ulPublicDataLen2: CK_ULONG             [56 28 36 28],
        pPublicData2:     CK_BYTE_PTR          [64 32 40 32],
        publicKey:        CK_OBJECT_HANDLE     [72 36 48 36],
    }
}
