//! ChaCha20 and Salsa20: `CK_CHACHA20_PARAMS`, `CK_SALSA20_*` (sections 6.58 to 6.61).

use crate::pointers::CK_BYTE_PTR;
use crate::types::CK_ULONG;

cryptoki_structs! {
    /// Parameter of `CKM_CHACHA20` (6.58.3).
    CK_CHACHA20_PARAMS [32/8 16/4 24/1 16/1] {
        pBlockCounter:    CK_BYTE_PTR [ 0  0  0  0],
        /// Length of the counter in bits: 32 or 64.
        blockCounterBits: CK_ULONG    [ 8  4  8  4],
        pNonce:           CK_BYTE_PTR [16  8 12  8],
        /// Length of the nonce in bits: 64, 96 or 192.
        ulNonceBits:      CK_ULONG    [24 12 20 12],
    }

    /// Parameter of `CKM_SALSA20` (6.59.3).
    CK_SALSA20_PARAMS [24/8 12/4 20/1 12/1] {
        /// The counter, 64 bits.
        pBlockCounter: CK_BYTE_PTR [ 0 0  0 0],
        pNonce:        CK_BYTE_PTR [ 8 4  8 4],
        /// Length of the nonce in bits: 64 or 192.
        ulNonceBits:   CK_ULONG    [16 8 16 8],
    }

    /// Parameter of `CKM_CHACHA20_POLY1305` and `CKM_SALSA20_POLY1305` (6.61.3).
    CK_SALSA20_CHACHA20_POLY1305_PARAMS [32/8 16/4 24/1 16/1] {
        pNonce:     CK_BYTE_PTR [ 0  0  0  0],
        ulNonceLen: CK_ULONG    [ 8  4  8  4],
        pAAD:       CK_BYTE_PTR [16  8 12  8],
        ulAADLen:   CK_ULONG    [24 12 20 12],
    }

    /// Parameter of `CKM_CHACHA20_POLY1305` and `CKM_SALSA20_POLY1305` for messages (6.61.3).
    CK_SALSA20_CHACHA20_POLY1305_MSG_PARAMS [24/8 12/4 20/1 12/1] {
        pNonce:     CK_BYTE_PTR [ 0 0  0 0],
        ulNonceLen: CK_ULONG    [ 8 4  8 4],
        pTag:       CK_BYTE_PTR [16 8 12 8],
    }
}
