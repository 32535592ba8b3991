//! SSL and TLS: `CK_SSL3_*`, `CK_TLS_*`, `CK_TLS12_*` (sections 6.39 and 6.40).

use crate::pointers::{CK_BYTE_PTR, CK_SSL3_KEY_MAT_OUT_PTR, CK_ULONG_PTR, CK_VERSION_PTR};
use crate::types::{CK_BBOOL, CK_MECHANISM_TYPE, CK_OBJECT_HANDLE, CK_ULONG};

cryptoki_structs! {
    /// The random values of client and server (6.39.2).
    CK_SSL3_RANDOM_DATA [32/8 16/4 24/1 16/1] {
        pClientRandom:     CK_BYTE_PTR [ 0  0  0  0],
        ulClientRandomLen: CK_ULONG    [ 8  4  8  4],
        pServerRandom:     CK_BYTE_PTR [16  8 12  8],
        ulServerRandomLen: CK_ULONG    [24 12 20 12],
    }

    /// Parameter of `CKM_SSL3_MASTER_KEY_DERIVE`, `CKM_SSL3_MASTER_KEY_DERIVE_DH` and their TLS 1.0 siblings (6.39.2).
    CK_SSL3_MASTER_KEY_DERIVE_PARAMS [40/8 20/4 32/1 20/1] {
        RandomInfo: CK_SSL3_RANDOM_DATA [ 0  0  0  0],
        /// Where the module puts the client's version; NULL with Diffie-Hellman.
        pVersion:   CK_VERSION_PTR      [32 16 24 16],
    }

    /// Keys and IVs that a key derivation returned (6.39.2). The module writes to it.
    CK_SSL3_KEY_MAT_OUT [48/8 24/4 32/1 24/1] {
        hClientMacSecret: CK_OBJECT_HANDLE [ 0  0  0  0],
        hServerMacSecret: CK_OBJECT_HANDLE [ 8  4  4  4],
        hClientKey:       CK_OBJECT_HANDLE [16  8  8  8],
        hServerKey:       CK_OBJECT_HANDLE [24 12 12 12],
        pIVClient:        CK_BYTE_PTR      [32 16 16 16],
        pIVServer:        CK_BYTE_PTR      [40 20 24 20],
    }

    /// Parameter of `CKM_SSL3_KEY_AND_MAC_DERIVE` and `CKM_TLS_KEY_AND_MAC_DERIVE` (6.39.2).
    CK_SSL3_KEY_MAT_PARAMS [72/8 36/4 45/1 33/1] {
        ulMacSizeInBits:      CK_ULONG                [ 0  0  0  0],
        ulKeySizeInBits:      CK_ULONG                [ 8  4  4  4],
        ulIVSizeInBits:       CK_ULONG                [16  8  8  8],
        bIsExport:            CK_BBOOL                [24 12 12 12],
        RandomInfo:           CK_SSL3_RANDOM_DATA     [32 16 13 13],
        pReturnedKeyMaterial: CK_SSL3_KEY_MAT_OUT_PTR [64 32 37 29],
    }

    /// Parameter of `CKM_TLS12_MASTER_KEY_DERIVE` and `CKM_TLS12_MASTER_KEY_DERIVE_DH` (6.40.2).
    CK_TLS12_MASTER_KEY_DERIVE_PARAMS [48/8 24/4 36/1 24/1] {
        RandomInfo:       CK_SSL3_RANDOM_DATA [ 0  0  0  0],
        pVersion:         CK_VERSION_PTR      [32 16 24 16],
        prfHashMechanism: CK_MECHANISM_TYPE   [40 20 32 20],
    }

    /// Parameter of `CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE` and `CKM_TLS12_EXTENDED_MASTER_KEY_DERIVE_DH` (6.40.2).
    CK_TLS12_EXTENDED_MASTER_KEY_DERIVE_PARAMS [32/8 16/4 24/1 16/1] {
        prfHashMechanism: CK_MECHANISM_TYPE [ 0  0  0  0],
        pSessionHash:     CK_BYTE_PTR       [ 8  4  4  4],
        ulSessionHashLen: CK_ULONG          [16  8 12  8],
        pVersion:         CK_VERSION_PTR    [24 12 16 12],
    }

    /// Parameter of `CKM_TLS12_KEY_AND_MAC_DERIVE` and `CKM_TLS12_KEY_SAFE_DERIVE` (6.40.2).
    CK_TLS12_KEY_MAT_PARAMS [80/8 40/4 49/1 37/1] {
        ulMacSizeInBits:      CK_ULONG                [ 0  0  0  0],
        ulKeySizeInBits:      CK_ULONG                [ 8  4  4  4],
        ulIVSizeInBits:       CK_ULONG                [16  8  8  8],
        bIsExport:            CK_BBOOL                [24 12 12 12],
        RandomInfo:           CK_SSL3_RANDOM_DATA     [32 16 13 13],
        pReturnedKeyMaterial: CK_SSL3_KEY_MAT_OUT_PTR [64 32 37 29],
        prfHashMechanism:     CK_MECHANISM_TYPE       [72 36 45 33],
    }

    /// Parameter of `CKM_TLS_KDF` and `CKM_TLS12_KDF` (6.40.2).
    CK_TLS_KDF_PARAMS [72/8 36/4 52/1 36/1] {
        prfMechanism:        CK_MECHANISM_TYPE   [ 0  0  0  0],
        pLabel:              CK_BYTE_PTR         [ 8  4  4  4],
        ulLabelLength:       CK_ULONG            [16  8 12  8],
        RandomInfo:          CK_SSL3_RANDOM_DATA [24 12 16 12],
        pContextData:        CK_BYTE_PTR         [56 28 40 28],
        ulContextDataLength: CK_ULONG            [64 32 48 32],
    }

    /// Parameter of `CKM_TLS_MAC` and `CKM_TLS12_MAC` (6.40.2).
    CK_TLS_MAC_PARAMS [24/8 12/4 12/1 12/1] {
        prfHashMechanism: CK_MECHANISM_TYPE [ 0 0 0 0],
        ulMacLength:      CK_ULONG          [ 8 4 4 4],
        /// 1 for the server, 2 for the client.
        ulServerOrClient: CK_ULONG          [16 8 8 8],
    }

    /// Parameter of `CKM_TLS_PRF`, which is deprecated (6.40.2). The module writes to `pOutput` and `pulOutputLen`.
    CK_TLS_PRF_PARAMS [48/8 24/4 40/1 24/1] {
        pSeed:        CK_BYTE_PTR  [ 0  0  0  0],
        ulSeedLen:    CK_ULONG     [ 8  4  8  4],
        pLabel:       CK_BYTE_PTR  [16  8 12  8],
        ulLabelLen:   CK_ULONG     [24 12 20 12],
        pOutput:      CK_BYTE_PTR  [32 16 24 16],
        pulOutputLen: CK_ULONG_PTR [40 20 32 20],
    }
}
