//! DSA: `CK_DSA_PARAMETER_GEN_PARAM` (section 6.2).

use crate::pointers::CK_BYTE_PTR;
use crate::types::{CK_MECHANISM_TYPE, CK_ULONG};

cryptoki_structs! {
    /// Parameter of `CKM_DSA_PROBABILISTIC_PARAMETER_GEN`, `CKM_DSA_SHAWE_TAYLOR_PARAMETER_GEN` and
    /// `CKM_DSA_FIPS_G_GEN` (6.2.1).
    CK_DSA_PARAMETER_GEN_PARAM [32/8 16/4 20/1 16/1] {
        hash:      CK_MECHANISM_TYPE [ 0  0  0  0],
        pSeed:     CK_BYTE_PTR       [ 8  4  4  4],
        ulSeedLen: CK_ULONG          [16  8 12  8],
        ulIndex:   CK_ULONG          [24 12 16 12],
    }
}
