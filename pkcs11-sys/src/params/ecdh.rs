//! Elliptic curve key agreement: `CK_ECDH*`, `CK_ECMQV_DERIVE_PARAMS` (section 6.3).

use crate::pointers::CK_BYTE_PTR;
use crate::types::{CK_EC_KDF_TYPE, CK_OBJECT_HANDLE, CK_ULONG};

cryptoki_structs! {
    /// Parameter of `CKM_ECDH1_DERIVE` and `CKM_ECDH1_COFACTOR_DERIVE` (6.3.16).
    CK_ECDH1_DERIVE_PARAMS [40/8 20/4 28/1 20/1] {
        /// The key derivation function: `CKD_*`.
        kdf:             CK_EC_KDF_TYPE [ 0  0  0  0],
        /// Length of `pSharedData` in bytes.
        ulSharedDataLen: CK_ULONG       [ 8  4  4  4],
        /// What both sides feed to the key derivation function.
        pSharedData:     CK_BYTE_PTR    [16  8  8  8],
        /// Length of `pPublicData` in bytes.
        ulPublicDataLen: CK_ULONG       [24 12 16 12],
        /// The other side's point, raw or as a DER octet string.
        pPublicData:     CK_BYTE_PTR    [32 16 20 16],
    }

    /// Elliptic curve key agreement with two key pairs (6.3.16); no mechanism of the standard takes it.
    CK_ECDH2_DERIVE_PARAMS [72/8 36/4 48/1 36/1] {
        kdf:              CK_EC_KDF_TYPE   [ 0  0  0  0],
        ulSharedDataLen:  CK_ULONG         [ 8  4  4  4],
        pSharedData:      CK_BYTE_PTR      [16  8  8  8],
        ulPublicDataLen:  CK_ULONG         [24 12 16 12],
        pPublicData:      CK_BYTE_PTR      [32 16 20 16],
        ulPrivateDataLen: CK_ULONG         [40 20 28 20],
        hPrivateData:     CK_OBJECT_HANDLE [48 24 32 24],
        ulPublicDataLen2: CK_ULONG         [56 28 36 28],
        pPublicData2:     CK_BYTE_PTR      [64 32 40 32],
    }

    /// Parameter of `CKM_ECMQV_DERIVE` (6.3.16).
    CK_ECMQV_DERIVE_PARAMS [80/8 40/4 52/1 40/1] {
        kdf:              CK_EC_KDF_TYPE   [ 0  0  0  0],
        ulSharedDataLen:  CK_ULONG         [ 8  4  4  4],
        pSharedData:      CK_BYTE_PTR      [16  8  8  8],
        ulPublicDataLen:  CK_ULONG         [24 12 16 12],
        pPublicData:      CK_BYTE_PTR      [32 16 20 16],
        ulPrivateDataLen: CK_ULONG         [40 20 28 20],
        hPrivateData:     CK_OBJECT_HANDLE [48 24 32 24],
        ulPublicDataLen2: CK_ULONG         [56 28 36 28],
        pPublicData2:     CK_BYTE_PTR      [64 32 40 32],
        publicKey:        CK_OBJECT_HANDLE [72 36 48 36],
    }

    /// Parameter of `CKM_ECDH_AES_KEY_WRAP`, `CKM_ECDH_X_AES_KEY_WRAP` and `CKM_ECDH_COF_AES_KEY_WRAP` (6.3.23).
    CK_ECDH_AES_KEY_WRAP_PARAMS [32/8 16/4 20/1 16/1] {
        ulAESKeyBits:    CK_ULONG       [ 0  0  0  0],
        kdf:             CK_EC_KDF_TYPE [ 8  4  4  4],
        ulSharedDataLen: CK_ULONG       [16  8  8  8],
        pSharedData:     CK_BYTE_PTR    [24 12 12 12],
    }
}
