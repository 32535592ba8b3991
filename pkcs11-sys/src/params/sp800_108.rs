//! SP 800-108: `CK_SP800_108_*`, `CK_PRF_DATA_PARAM`, `CK_DERIVED_KEY` (section 6.42).

use crate::pointers::{
    CK_ATTRIBUTE_PTR, CK_BYTE_PTR, CK_DERIVED_KEY_PTR, CK_OBJECT_HANDLE_PTR, CK_PRF_DATA_PARAM_PTR, CK_VOID_PTR,
};
use crate::types::{CK_BBOOL, CK_PRF_DATA_TYPE, CK_SP800_108_DKM_LENGTH_METHOD, CK_SP800_108_PRF_TYPE, CK_ULONG};

cryptoki_structs! {
    /// One piece of input to the pseudo-random function (6.42.2).
    CK_PRF_DATA_PARAM [24/8 12/4 16/1 12/1] {
        type_:      CK_PRF_DATA_TYPE [ 0 0  0 0],
        pValue:     CK_VOID_PTR      [ 8 4  4 4],
        ulValueLen: CK_ULONG         [16 8 12 8],
    }

    /// How a counter is encoded (6.42.2).
    CK_SP800_108_COUNTER_FORMAT [16/8 8/4 5/1 5/1] {
        bLittleEndian: CK_BBOOL [0 0 0 0],
        ulWidthInBits: CK_ULONG [8 4 1 1],
    }

    /// How the length of the derived key material is encoded (6.42.2).
    CK_SP800_108_DKM_LENGTH_FORMAT [24/8 12/4 9/1 9/1] {
        dkmLengthMethod: CK_SP800_108_DKM_LENGTH_METHOD [ 0 0 0 0],
        bLittleEndian:   CK_BBOOL                       [ 8 4 4 4],
        ulWidthInBits:   CK_ULONG                       [16 8 5 5],
    }

    /// A further key to be derived (6.42.2). The module writes its handle.
    CK_DERIVED_KEY [24/8 12/4 20/1 12/1] {
        pTemplate:        CK_ATTRIBUTE_PTR     [ 0 0  0 0],
        ulAttributeCount: CK_ULONG             [ 8 4  8 4],
        /// Where the module puts the handle.
        phKey:            CK_OBJECT_HANDLE_PTR [16 8 12 8],
    }

    /// Parameter of `CKM_SP800_108_COUNTER_KDF` and `CKM_SP800_108_DOUBLE_PIPELINE_KDF` (6.42.2).
    CK_SP800_108_KDF_PARAMS [40/8 20/4 28/1 20/1] {
        prfType:                 CK_SP800_108_PRF_TYPE [ 0  0  0  0],
        ulNumberOfDataParams:    CK_ULONG              [ 8  4  4  4],
        pDataParams:             CK_PRF_DATA_PARAM_PTR [16  8  8  8],
        ulAdditionalDerivedKeys: CK_ULONG              [24 12 16 12],
        pAdditionalDerivedKeys:  CK_DERIVED_KEY_PTR    [32 16 20 16],
    }

    /// Parameter of `CKM_SP800_108_FEEDBACK_KDF` (6.42.2).
    CK_SP800_108_FEEDBACK_KDF_PARAMS [56/8 28/4 40/1 28/1] {
        prfType:                 CK_SP800_108_PRF_TYPE [ 0  0  0  0],
        ulNumberOfDataParams:    CK_ULONG              [ 8  4  4  4],
        pDataParams:             CK_PRF_DATA_PARAM_PTR [16  8  8  8],
        ulIVLen:                 CK_ULONG              [24 12 16 12],
        pIV:                     CK_BYTE_PTR           [32 16 20 16],
        ulAdditionalDerivedKeys: CK_ULONG              [40 20 28 20],
        pAdditionalDerivedKeys:  CK_DERIVED_KEY_PTR    [48 24 32 24],
    }
}
