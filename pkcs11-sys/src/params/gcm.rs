//! Galois counter mode: `CK_GCM_*`, `CK_AES_GCM_PARAMS` (section 6.13).

use crate::pointers::CK_BYTE_PTR;
use crate::types::{CK_GENERATOR_FUNCTION, CK_ULONG};

cryptoki_structs! {
    /// Parameter of `CKM_AES_GCM` and `CKM_AES_GMAC` (6.13.7).
    ///
    /// Some modules follow an older draft without `ulIvBits`.
    CK_GCM_PARAMS [48/8 24/4 32/1 24/1] {
        pIv:       CK_BYTE_PTR [ 0  0  0  0],
        /// Length of `pIv` in bytes.
        ulIvLen:   CK_ULONG    [ 8  4  8  4],
        /// Length of `pIv` in bits.
        ulIvBits:  CK_ULONG    [16  8 12  8],
        pAAD:      CK_BYTE_PTR [24 12 16 12],
        ulAADLen:  CK_ULONG    [32 16 24 16],
        /// Length of the tag in bits.
        ulTagBits: CK_ULONG    [40 20 28 20],
    }

    /// Parameter of `CKM_AES_GCM` for messages (6.13.7). The module may write to the nonce and the tag.
    CK_GCM_MESSAGE_PARAMS [48/8 24/4 32/1 24/1] {
        pIv:           CK_BYTE_PTR           [ 0  0  0  0],
        /// Length of `pIv` in bytes.
        ulIvLen:       CK_ULONG              [ 8  4  8  4],
        /// How many leading bits of `pIv` the caller chose.
        ulIvFixedBits: CK_ULONG              [16  8 12  8],
        /// Who makes the rest: `CKG_*`.
        ivGenerator:   CK_GENERATOR_FUNCTION [24 12 16 12],
        /// The tag: written on encryption, read on decryption.
        pTag:          CK_BYTE_PTR           [32 16 20 16],
        /// Length of the tag in bits.
        ulTagBits:     CK_ULONG              [40 20 28 20],
    }

    /// Parameter of `CKM_AES_GCM` for authenticated wrapping (6.13.7). The module may write to the nonce.
    CK_GCM_WRAP_PARAMS [56/8 28/4 36/1 28/1] {
        pIv:           CK_BYTE_PTR           [ 0  0  0  0],
        /// Length of `pIv` in bytes.
        ulIvLen:       CK_ULONG              [ 8  4  8  4],
        /// How many leading bits of `pIv` the caller chose.
        ulIvFixedBits: CK_ULONG              [16  8 12  8],
        /// Who makes the rest: `CKG_*`.
        ivGenerator:   CK_GENERATOR_FUNCTION [24 12 16 12],
        pAAD:          CK_BYTE_PTR           [32 16 20 16],
        ulAADLen:      CK_ULONG              [40 20 28 20],
        /// Length of the tag in bits.
        ulTagBits:     CK_ULONG              [48 24 32 24],
    }

    /// Older name for the fields of [`CK_GCM_PARAMS`], which the header keeps.
    CK_AES_GCM_PARAMS [48/8 24/4 32/1 24/1] {
        pIv:       CK_BYTE_PTR [ 0  0  0  0],
        /// Length of `pIv` in bytes.
        ulIvLen:   CK_ULONG    [ 8  4  8  4],
        /// Length of `pIv` in bits.
        ulIvBits:  CK_ULONG    [16  8 12  8],
        pAAD:      CK_BYTE_PTR [24 12 16 12],
        ulAADLen:  CK_ULONG    [32 16 24 16],
        /// Length of the tag in bits.
        ulTagBits: CK_ULONG    [40 20 28 20],
    }
}
