//! Double Ratchet: `CK_X2RATCHET_*` (section 6.6).

use crate::pointers::CK_BYTE_PTR;
use crate::types::{CK_BBOOL, CK_MECHANISM_TYPE, CK_OBJECT_HANDLE, CK_ULONG, CK_X2RATCHET_KDF_TYPE};

cryptoki_structs! {
    /// Parameter of `CKM_X2RATCHET_INITIALIZE` (6.6.3).
    CK_X2RATCHET_INITIALIZE_PARAMS [64/8 32/4 33/1 29/1] {
        sk:                   CK_BYTE_PTR           [ 0  0  0  0],
        peer_public_prekey:   CK_OBJECT_HANDLE      [ 8  4  8  4],
        peer_public_identity: CK_OBJECT_HANDLE      [16  8 12  8],
        own_public_identity:  CK_OBJECT_HANDLE      [24 12 16 12],
        bEncryptedHeader:     CK_BBOOL              [32 16 20 16],
        eCurve:               CK_ULONG              [40 20 21 17],
        aeadMechanism:        CK_MECHANISM_TYPE     [48 24 25 21],
        kdfMechanism:         CK_X2RATCHET_KDF_TYPE [56 28 29 25],
    }

    /// Parameter of `CKM_X2RATCHET_RESPOND` (6.6.3).
    CK_X2RATCHET_RESPOND_PARAMS [64/8 32/4 33/1 29/1] {
        sk:                  CK_BYTE_PTR           [ 0  0  0  0],
        own_prekey:          CK_OBJECT_HANDLE      [ 8  4  8  4],
        initiator_identity:  CK_OBJECT_HANDLE      [16  8 12  8],
        own_public_identity: CK_OBJECT_HANDLE      [24 12 16 12],
        bEncryptedHeader:    CK_BBOOL              [32 16 20 16],
        eCurve:              CK_ULONG              [40 20 21 17],
        aeadMechanism:       CK_MECHANISM_TYPE     [48 24 25 21],
        kdfMechanism:        CK_X2RATCHET_KDF_TYPE [56 28 29 25],
    }
}
