//! Historical mechanisms: `CK_RC2_*`, `CK_RC5_*`, `CK_KEA_*`, `CK_SKIPJACK_*`, `CK_KEY_WRAP_SET_OAEP_PARAMS`.

use crate::pointers::CK_BYTE_PTR;
use crate::types::{CK_BBOOL, CK_BYTE, CK_ULONG};

cryptoki_structs! {
    /// Parameter of `CKM_RC2_CBC` and `CKM_RC2_CBC_PAD` (historical 2.4.3.2).
    CK_RC2_CBC_PARAMS [16/8 12/4 12/1 12/1] {
        ulEffectiveBits: CK_ULONG     [0 0 0 0],
        iv:              [CK_BYTE; 8] [8 4 4 4],
    }

    /// Parameter of `CKM_RC2_MAC_GENERAL` (historical 2.4.3.3).
    CK_RC2_MAC_GENERAL_PARAMS [16/8 8/4 8/1 8/1] {
        ulEffectiveBits: CK_ULONG [0 0 0 0],
        ulMacLength:     CK_ULONG [8 4 4 4],
    }

    /// Parameter of `CKM_RC5_ECB` and `CKM_RC5_MAC` (historical 2.6.3.1).
    CK_RC5_PARAMS [16/8 8/4 8/1 8/1] {
        ulWordsize: CK_ULONG [0 0 0 0],
        ulRounds:   CK_ULONG [8 4 4 4],
    }

    /// Parameter of `CKM_RC5_CBC` and `CKM_RC5_CBC_PAD` (historical 2.6.3.2).
    CK_RC5_CBC_PARAMS [32/8 16/4 20/1 16/1] {
        ulWordsize: CK_ULONG    [ 0  0  0  0],
        ulRounds:   CK_ULONG    [ 8  4  4  4],
        pIv:        CK_BYTE_PTR [16  8  8  8],
        ulIvLen:    CK_ULONG    [24 12 16 12],
    }

    /// Parameter of `CKM_RC5_MAC_GENERAL` (historical 2.6.3.3).
    CK_RC5_MAC_GENERAL_PARAMS [24/8 12/4 12/1 12/1] {
        ulWordsize:  CK_ULONG [ 0 0 0 0],
        ulRounds:    CK_ULONG [ 8 4 4 4],
        ulMacLength: CK_ULONG [16 8 8 8],
    }

    /// Parameter of `CKM_KEA_DERIVE` (historical 2.3.2.1).
    CK_KEA_DERIVE_PARAMS [48/8 24/4 33/1 21/1] {
        isSender:        CK_BBOOL    [ 0  0  0  0],
        ulRandomLen:     CK_ULONG    [ 8  4  1  1],
        pRandomA:        CK_BYTE_PTR [16  8  5  5],
        pRandomB:        CK_BYTE_PTR [24 12 13  9],
        ulPublicDataLen: CK_ULONG    [32 16 21 13],
        pPublicData:     CK_BYTE_PTR [40 20 25 17],
    }

    /// Parameter of `CKM_SKIPJACK_PRIVATE_WRAP` (historical 2.8.3.1).
    CK_SKIPJACK_PRIVATE_WRAP_PARAMS [88/8 44/4 68/1 44/1] {
        ulPasswordLen:   CK_ULONG    [ 0  0  0  0],
        pPassword:       CK_BYTE_PTR [ 8  4  4  4],
        ulPublicDataLen: CK_ULONG    [16  8 12  8],
        pPublicData:     CK_BYTE_PTR [24 12 16 12],
        ulPAndGLen:      CK_ULONG    [32 16 24 16],
        ulQLen:          CK_ULONG    [40 20 28 20],
        ulRandomLen:     CK_ULONG    [48 24 32 24],
        pRandomA:        CK_BYTE_PTR [56 28 36 28],
        pPrimeP:         CK_BYTE_PTR [64 32 44 32],
        pBaseG:          CK_BYTE_PTR [72 36 52 36],
        pSubprimeQ:      CK_BYTE_PTR [80 40 60 40],
    }

    /// Parameter of `CKM_SKIPJACK_RELAYX` (historical 2.8.3.2).
    CK_SKIPJACK_RELAYX_PARAMS [112/8 56/4 84/1 56/1] {
        ulOldWrappedXLen:   CK_ULONG    [  0  0  0  0],
        pOldWrappedX:       CK_BYTE_PTR [  8  4  4  4],
        ulOldPasswordLen:   CK_ULONG    [ 16  8 12  8],
        pOldPassword:       CK_BYTE_PTR [ 24 12 16 12],
        ulOldPublicDataLen: CK_ULONG    [ 32 16 24 16],
        pOldPublicData:     CK_BYTE_PTR [ 40 20 28 20],
        ulOldRandomLen:     CK_ULONG    [ 48 24 36 24],
        pOldRandomA:        CK_BYTE_PTR [ 56 28 40 28],
        ulNewPasswordLen:   CK_ULONG    [ 64 32 48 32],
        pNewPassword:       CK_BYTE_PTR [ 72 36 52 36],
        ulNewPublicDataLen: CK_ULONG    [ 80 40 60 40],
        pNewPublicData:     CK_BYTE_PTR [ 88 44 64 44],
        ulNewRandomLen:     CK_ULONG    [ 96 48 72 48],
        pNewRandomA:        CK_BYTE_PTR [104 52 76 52],
    }

    /// Parameter of `CKM_KEY_WRAP_SET_OAEP` (historical 2.17.2.1).
    CK_KEY_WRAP_SET_OAEP_PARAMS [24/8 12/4 13/1 9/1] {
        bBC:    CK_BYTE     [ 0 0 0 0],
        pX:     CK_BYTE_PTR [ 8 4 1 1],
        ulXLen: CK_ULONG    [16 8 9 5],
    }
}
