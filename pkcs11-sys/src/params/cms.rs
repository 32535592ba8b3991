//! CMS signatures: `CK_CMS_SIG_PARAMS` (section 6.44).

use crate::pointers::{CK_BYTE_PTR, CK_MECHANISM_PTR, CK_UTF8CHAR_PTR};
use crate::types::{CK_OBJECT_HANDLE, CK_ULONG};

cryptoki_structs! {
    /// Parameter of `CKM_CMS_SIG` (6.44.3).
    CK_CMS_SIG_PARAMS [64/8 32/4 52/1 32/1] {
        certificateHandle:        CK_OBJECT_HANDLE [ 0  0  0  0],
        pSigningMechanism:        CK_MECHANISM_PTR [ 8  4  4  4],
        pDigestMechanism:         CK_MECHANISM_PTR [16  8 12  8],
        pContentType:             CK_UTF8CHAR_PTR  [24 12 20 12],
        pRequestedAttributes:     CK_BYTE_PTR      [32 16 28 16],
        ulRequestedAttributesLen: CK_ULONG         [40 20 36 20],
        pRequiredAttributes:      CK_BYTE_PTR      [48 24 40 24],
        ulRequiredAttributesLen:  CK_ULONG         [56 28 48 28],
    }
}
