//! Extended triple Diffie-Hellman: `CK_X3DH_*` (section 6.5).

use crate::pointers::CK_BYTE_PTR;
use crate::types::{CK_OBJECT_HANDLE, CK_X3DH_KDF_TYPE};

cryptoki_structs! {
    /// Parameter of `CKM_X3DH_INITIALIZE` (6.5.3).
    ///
    /// Despite the `p`, most fields are handles.
    CK_X3DH_INITIATE_PARAMS [56/8 28/4 36/1 28/1] {
        kdf:               CK_X3DH_KDF_TYPE [ 0  0  0  0],
        pPeer_identity:    CK_OBJECT_HANDLE [ 8  4  4  4],
        pPeer_prekey:      CK_OBJECT_HANDLE [16  8  8  8],
        pPrekey_signature: CK_BYTE_PTR      [24 12 12 12],
        pOnetime_key:      CK_BYTE_PTR      [32 16 20 16],
        pOwn_identity:     CK_OBJECT_HANDLE [40 20 28 20],
        pOwn_ephemeral:    CK_OBJECT_HANDLE [48 24 32 24],
    }

    /// Parameter of `CKM_X3DH_RESPOND` (6.5.4).
    ///
    /// The byte pointers carry no length: the curve gives it.
    CK_X3DH_RESPOND_PARAMS [48/8 24/4 40/1 24/1] {
        kdf:                  CK_X3DH_KDF_TYPE [ 0  0  0  0],
        pIdentity_id:         CK_BYTE_PTR      [ 8  4  4  4],
        pPrekey_id:           CK_BYTE_PTR      [16  8 12  8],
        pOnetime_id:          CK_BYTE_PTR      [24 12 20 12],
        pInitiator_identity:  CK_OBJECT_HANDLE [32 16 28 16],
        pInitiator_ephemeral: CK_BYTE_PTR      [40 20 32 20],
    }
}
