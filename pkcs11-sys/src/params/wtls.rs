//! WTLS: `CK_WTLS_*` (section 6.41).

use crate::pointers::{CK_BYTE_PTR, CK_ULONG_PTR, CK_WTLS_KEY_MAT_OUT_PTR};
use crate::types::{CK_BBOOL, CK_MECHANISM_TYPE, CK_OBJECT_HANDLE, CK_ULONG};

cryptoki_structs! {
    /// The random values of client and server (6.41.2).
    CK_WTLS_RANDOM_DATA [32/8 16/4 24/1 16/1] {
        pClientRandom:     CK_BYTE_PTR [ 0  0  0  0],
        ulClientRandomLen: CK_ULONG    [ 8  4  8  4],
        pServerRandom:     CK_BYTE_PTR [16  8 12  8],
        ulServerRandomLen: CK_ULONG    [24 12 20 12],
    }

    /// Parameter of `CKM_WTLS_MASTER_KEY_DERIVE` and `CKM_WTLS_MASTER_KEY_DERIVE_DH_ECC` (6.41.2).
    CK_WTLS_MASTER_KEY_DERIVE_PARAMS [48/8 24/4 36/1 24/1] {
        DigestMechanism: CK_MECHANISM_TYPE   [ 0  0  0  0],
        RandomInfo:      CK_WTLS_RANDOM_DATA [ 8  4  4  4],
        /// Where the module puts the client's version, one byte.
        pVersion:        CK_BYTE_PTR         [40 20 28 20],
    }

    /// Parameter of `CKM_WTLS_PRF` (6.41.2). The module writes to `pOutput` and `pulOutputLen`.
    CK_WTLS_PRF_PARAMS [56/8 28/4 44/1 28/1] {
        DigestMechanism: CK_MECHANISM_TYPE [ 0  0  0  0],
        pSeed:           CK_BYTE_PTR       [ 8  4  4  4],
        ulSeedLen:       CK_ULONG          [16  8 12  8],
        pLabel:          CK_BYTE_PTR       [24 12 16 12],
        ulLabelLen:      CK_ULONG          [32 16 24 16],
        pOutput:         CK_BYTE_PTR       [40 20 28 20],
        pulOutputLen:    CK_ULONG_PTR      [48 24 36 24],
    }

    /// Keys and IV that a key derivation returned (6.41.2). The module writes to it.
    CK_WTLS_KEY_MAT_OUT [24/8 12/4 16/1 12/1] {
        hMacSecret: CK_OBJECT_HANDLE [ 0 0 0 0],
        hKey:       CK_OBJECT_HANDLE [ 8 4 4 4],
        pIV:        CK_BYTE_PTR      [16 8 8 8],
    }

    /// Parameter of `CKM_WTLS_SERVER_KEY_AND_MAC_DERIVE` and `CKM_WTLS_CLIENT_KEY_AND_MAC_DERIVE` (6.41.2).
    CK_WTLS_KEY_MAT_PARAMS [88/8 44/4 53/1 41/1] {
        DigestMechanism:      CK_MECHANISM_TYPE       [ 0  0  0  0],
        ulMacSizeInBits:      CK_ULONG                [ 8  4  4  4],
        ulKeySizeInBits:      CK_ULONG                [16  8  8  8],
        ulIVSizeInBits:       CK_ULONG                [24 12 12 12],
        ulSequenceNumber:     CK_ULONG                [32 16 16 16],
        bIsExport:            CK_BBOOL                [40 20 20 20],
        RandomInfo:           CK_WTLS_RANDOM_DATA     [48 24 21 21],
        pReturnedKeyMaterial: CK_WTLS_KEY_MAT_OUT_PTR [80 40 45 37],
    }
}
