//! Asynchronous operations: `CK_ASYNC_DATA` (section 5.21).

use crate::pointers::CK_BYTE_PTR;
use crate::types::{CK_OBJECT_HANDLE, CK_ULONG};

cryptoki_structs! {
    /// What `C_AsyncComplete` reports of a finished operation (5.21).
    CK_ASYNC_DATA [40/8 20/4 24/1 20/1] {
        /// The version of this struct.
        ulVersion:         CK_ULONG         [ 0  0  0  0],
        /// The output buffer of the operation.
        pValue:            CK_BYTE_PTR      [ 8  4  4  4],
        /// Length of the output in bytes.
        ulValue:           CK_ULONG         [16  8 12  8],
        /// The object that came of it.
        hObject:           CK_OBJECT_HANDLE [24 12 16 12],
        /// The second object, where there are two: the private key of a pair.
        hAdditionalObject: CK_OBJECT_HANDLE [32 16 20 16],
    }
}
