//! Passwords: `CK_PBE_PARAMS`, `CK_PKCS5_PBKD2_PARAMS*` (sections 6.37 and 6.38).

use crate::pointers::{CK_BYTE_PTR, CK_ULONG_PTR, CK_UTF8CHAR_PTR, CK_VOID_PTR};
use crate::types::{CK_PKCS5_PBKD2_PSEUDO_RANDOM_FUNCTION_TYPE, CK_PKCS5_PBKDF2_SALT_SOURCE_TYPE, CK_ULONG};

cryptoki_structs! {
    /// Parameter of the `CKM_PBE_*` mechanisms and `CKM_PBA_SHA1_WITH_SHA1_HMAC` (6.37.2).
    CK_PBE_PARAMS [48/8 24/4 36/1 24/1] {
        pInitVector:   CK_BYTE_PTR     [ 0  0  0  0],
        pPassword:     CK_UTF8CHAR_PTR [ 8  4  8  4],
        ulPasswordLen: CK_ULONG        [16  8 16  8],
        pSalt:         CK_BYTE_PTR     [24 12 20 12],
        ulSaltLen:     CK_ULONG        [32 16 28 16],
        ulIteration:   CK_ULONG        [40 20 32 20],
    }

    /// The first parameter of `CKM_PKCS5_PBKD2`, replaced by [`CK_PKCS5_PBKD2_PARAMS2`].
    CK_PKCS5_PBKD2_PARAMS [72/8 36/4 52/1 36/1] {
        saltSource:          CK_PKCS5_PBKDF2_SALT_SOURCE_TYPE           [ 0  0  0  0],
        pSaltSourceData:     CK_VOID_PTR                                [ 8  4  4  4],
        ulSaltSourceDataLen: CK_ULONG                                   [16  8 12  8],
        iterations:          CK_ULONG                                   [24 12 16 12],
        prf:                 CK_PKCS5_PBKD2_PSEUDO_RANDOM_FUNCTION_TYPE [32 16 20 16],
        pPrfData:            CK_VOID_PTR                                [40 20 24 20],
        ulPrfDataLen:        CK_ULONG                                   [48 24 32 24],
        pPassword:           CK_UTF8CHAR_PTR                            [56 28 36 28],
        /// A pointer to the length, in spite of its name.
        ulPasswordLen:       CK_ULONG_PTR                               [64 32 44 32],
    }

    /// Parameter of `CKM_PKCS5_PBKD2` (6.37.3).
    CK_PKCS5_PBKD2_PARAMS2 [72/8 36/4 48/1 36/1] {
        saltSource:          CK_PKCS5_PBKDF2_SALT_SOURCE_TYPE           [ 0  0  0  0],
        pSaltSourceData:     CK_VOID_PTR                                [ 8  4  4  4],
        ulSaltSourceDataLen: CK_ULONG                                   [16  8 12  8],
        iterations:          CK_ULONG                                   [24 12 16 12],
        prf:                 CK_PKCS5_PBKD2_PSEUDO_RANDOM_FUNCTION_TYPE [32 16 20 16],
        pPrfData:            CK_VOID_PTR                                [40 20 24 20],
        ulPrfDataLen:        CK_ULONG                                   [48 24 32 24],
        pPassword:           CK_UTF8CHAR_PTR                            [56 28 36 28],
        /// Length of `pPassword` in bytes.
        ulPasswordLen:       CK_ULONG                                   [64 32 44 32],
    }
}
