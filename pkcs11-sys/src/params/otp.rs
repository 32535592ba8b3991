//! One-time passwords: `CK_OTP_*` (section 6.53).

use crate::pointers::{CK_OTP_PARAM_PTR, CK_VOID_PTR};
use crate::types::{CK_OTP_PARAM_TYPE, CK_ULONG};

cryptoki_structs! {
    /// One parameter of a one-time password (6.53.7.1).
    CK_OTP_PARAM [24/8 12/4 16/1 12/1] {
        type_:      CK_OTP_PARAM_TYPE [ 0 0  0 0],
        pValue:     CK_VOID_PTR       [ 8 4  4 4],
        ulValueLen: CK_ULONG          [16 8 12 8],
    }

    /// Parameter of `CKM_SECURID`, `CKM_HOTP` and `CKM_ACTI` (6.53.7.1).
    CK_OTP_PARAMS [16/8 8/4 12/1 8/1] {
        pParams: CK_OTP_PARAM_PTR [0 0 0 0],
        ulCount: CK_ULONG         [8 4 8 4],
    }

    /// What a one-time password mechanism returns as its signature (6.53.7.1).
    CK_OTP_SIGNATURE_INFO [16/8 8/4 12/1 8/1] {
        pParams: CK_OTP_PARAM_PTR [0 0 0 0],
        ulCount: CK_ULONG         [8 4 8 4],
    }
}
