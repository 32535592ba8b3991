//! Edwards curve signatures: `CK_EDDSA_PARAMS`, `CK_XEDDSA_PARAMS` (section 6.3).

use crate::pointers::CK_BYTE_PTR;
use crate::types::{CK_BBOOL, CK_ULONG, CK_XEDDSA_HASH_TYPE};

cryptoki_structs! {
    /// Parameter of `CKM_EDDSA` (6.3.16); without it, plain EdDSA.
    CK_EDDSA_PARAMS [24/8 12/4 13/1 9/1] {
        /// Whether the message is hashed first: Ed25519ph, Ed448ph.
        phFlag:           CK_BBOOL    [ 0 0 0 0],
        ulContextDataLen: CK_ULONG    [ 8 4 1 1],
        pContextData:     CK_BYTE_PTR [16 8 5 5],
    }

    /// Parameter of `CKM_XEDDSA` (6.3.16).
    CK_XEDDSA_PARAMS [8/8 4/4 4/1 4/1] {
        hash: CK_XEDDSA_HASH_TYPE [0 0 0 0],
    }
}
