//! RSA: `CK_RSA_*` (section 6.1).

use crate::pointers::{CK_RSA_PKCS_OAEP_PARAMS_PTR, CK_VOID_PTR};
use crate::types::{CK_MECHANISM_TYPE, CK_RSA_PKCS_MGF_TYPE, CK_RSA_PKCS_OAEP_SOURCE_TYPE, CK_ULONG};

cryptoki_structs! {
    /// Parameter of `CKM_RSA_PKCS_OAEP` (6.1.7).
    CK_RSA_PKCS_OAEP_PARAMS [40/8 20/4 24/1 20/1] {
        /// The digest of the label: `CKM_SHA_1`, `CKM_SHA256`, ...
        hashAlg:         CK_MECHANISM_TYPE            [ 0  0  0  0],
        /// The mask generation function: `CKG_MGF1_*`.
        mgf:             CK_RSA_PKCS_MGF_TYPE         [ 8  4  4  4],
        /// Where the label comes from: `CKZ_DATA_SPECIFIED`.
        source:          CK_RSA_PKCS_OAEP_SOURCE_TYPE [16  8  8  8],
        pSourceData:     CK_VOID_PTR                  [24 12 12 12],
        ulSourceDataLen: CK_ULONG                     [32 16 20 16],
    }

    /// Parameter of `CKM_RSA_PKCS_PSS` and the mechanisms that hash before it (6.1.9).
    CK_RSA_PKCS_PSS_PARAMS [24/8 12/4 12/1 12/1] {
        /// The digest of the message: `CKM_SHA_1`, `CKM_SHA256`, ...
        hashAlg: CK_MECHANISM_TYPE    [ 0 0 0 0],
        /// The mask generation function: `CKG_MGF1_*`.
        mgf:     CK_RSA_PKCS_MGF_TYPE [ 8 4 4 4],
        /// Length of the salt in bytes.
        sLen:    CK_ULONG             [16 8 8 8],
    }

    /// Parameter of `CKM_RSA_AES_KEY_WRAP` (6.1.20).
    CK_RSA_AES_KEY_WRAP_PARAMS [16/8 8/4 12/1 8/1] {
        ulAESKeyBits: CK_ULONG                    [0 0 0 0],
        pOAEPParams:  CK_RSA_PKCS_OAEP_PARAMS_PTR [8 4 4 4],
    }
}
