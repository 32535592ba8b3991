//! Counter mode with CBC-MAC: `CK_CCM_*`, `CK_AES_CCM_PARAMS` (section 6.13).

use crate::pointers::CK_BYTE_PTR;
use crate::types::{CK_GENERATOR_FUNCTION, CK_ULONG};

cryptoki_structs! {
    /// Parameter of `CKM_AES_CCM` (6.13.7).
    CK_CCM_PARAMS [48/8 24/4 32/1 24/1] {
        /// Length of the plaintext in bytes.
        ulDataLen:  CK_ULONG    [ 0  0  0  0],
        pNonce:     CK_BYTE_PTR [ 8  4  4  4],
        ulNonceLen: CK_ULONG    [16  8 12  8],
        pAAD:       CK_BYTE_PTR [24 12 16 12],
        ulAADLen:   CK_ULONG    [32 16 24 16],
        /// Length of the tag in bytes.
        ulMACLen:   CK_ULONG    [40 20 28 20],
    }

    /// Parameter of `CKM_AES_CCM` for messages (6.13.7). The module may write to the nonce and the tag.
    CK_CCM_MESSAGE_PARAMS [56/8 28/4 36/1 28/1] {
        /// Length of the plaintext in bytes.
        ulDataLen:        CK_ULONG              [ 0  0  0  0],
        pNonce:           CK_BYTE_PTR           [ 8  4  4  4],
        ulNonceLen:       CK_ULONG              [16  8 12  8],
        /// How many leading bits of `pNonce` the caller chose.
        ulNonceFixedBits: CK_ULONG              [24 12 16 12],
        /// Who makes the rest: `CKG_*`.
        nonceGenerator:   CK_GENERATOR_FUNCTION [32 16 20 16],
        /// The tag: written on encryption, read on decryption.
        pMAC:             CK_BYTE_PTR           [40 20 24 20],
        /// Length of the tag in bytes.
        ulMACLen:         CK_ULONG              [48 24 32 24],
    }

    /// Parameter of `CKM_AES_CCM` for authenticated wrapping (6.13.7). The module may write to the nonce.
    CK_CCM_WRAP_PARAMS [64/8 32/4 40/1 32/1] {
        /// Length of the plaintext in bytes.
        ulDataLen:        CK_ULONG              [ 0  0  0  0],
        pNonce:           CK_BYTE_PTR           [ 8  4  4  4],
        ulNonceLen:       CK_ULONG              [16  8 12  8],
        /// How many leading bits of `pNonce` the caller chose.
        ulNonceFixedBits: CK_ULONG              [24 12 16 12],
        /// Who makes the rest: `CKG_*`.
        nonceGenerator:   CK_GENERATOR_FUNCTION [32 16 20 16],
        pAAD:             CK_BYTE_PTR           [40 20 24 20],
        ulAADLen:         CK_ULONG              [48 24 32 24],
        /// Length of the tag in bytes.
        ulMACLen:         CK_ULONG              [56 28 36 28],
    }

    /// Older name for the fields of [`CK_CCM_PARAMS`], which the header keeps.
    CK_AES_CCM_PARAMS [48/8 24/4 32/1 24/1] {
        /// Length of the plaintext in bytes.
        ulDataLen:  CK_ULONG    [ 0  0  0  0],
        pNonce:     CK_BYTE_PTR [ 8  4  4  4],
        ulNonceLen: CK_ULONG    [16  8 12  8],
        pAAD:       CK_BYTE_PTR [24 12 16 12],
        ulAADLen:   CK_ULONG    [32 16 24 16],
        /// Length of the tag in bytes.
        ulMACLen:   CK_ULONG    [40 20 28 20],
    }
}
