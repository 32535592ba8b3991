//! ML-DSA and SLH-DSA: `CK_SIGN_ADDITIONAL_CONTEXT`, `CK_HASH_SIGN_ADDITIONAL_CONTEXT` (sections 6.67 and 6.69).

use crate::pointers::CK_BYTE_PTR;
use crate::types::{CK_HEDGE_TYPE, CK_MECHANISM_TYPE, CK_ULONG};

cryptoki_structs! {
    /// Parameter of `CKM_ML_DSA`, `CKM_SLH_DSA` and the mechanisms that hash before them (6.67.1).
    CK_SIGN_ADDITIONAL_CONTEXT [24/8 12/4 16/1 12/1] {
        hedgeVariant: CK_HEDGE_TYPE [ 0 0  0 0],
        pContext:     CK_BYTE_PTR   [ 8 4  4 4],
        ulContextLen: CK_ULONG      [16 8 12 8],
    }

    /// Parameter of `CKM_HASH_ML_DSA` and `CKM_HASH_SLH_DSA` (6.67.1), whose input is a hash already.
    CK_HASH_SIGN_ADDITIONAL_CONTEXT [32/8 16/4 20/1 16/1] {
        hedgeVariant: CK_HEDGE_TYPE     [ 0  0  0  0],
        pContext:     CK_BYTE_PTR       [ 8  4  4  4],
        ulContextLen: CK_ULONG          [16  8 12  8],
        hash:         CK_MECHANISM_TYPE [24 12 16 12],
    }
}
