//! Objects: `CK_ATTRIBUTE`, `CK_DATE` (section 3.4).

use crate::pointers::CK_VOID_PTR;
use crate::types::{CK_ATTRIBUTE_TYPE, CK_CHAR, CK_ULONG};

cryptoki_structs! {
    /// An attribute: its type, and where its value is (3.4).
    CK_ATTRIBUTE [24/8 12/4 16/1 12/1] {
        /// Which attribute: `CKA_*`; called `type` in C.
        type_:      CK_ATTRIBUTE_TYPE [ 0 0  0 0],
        /// The value, or NULL to ask for its length.
        pValue:     CK_VOID_PTR       [ 8 4  4 4],
        /// Length of the value in bytes, or `CK_UNAVAILABLE_INFORMATION` where there is none to be had.
        ulValueLen: CK_ULONG          [16 8 12 8],
    }

    /// A date in ASCII digits (3.4).
    #[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
    CK_DATE [8/1 8/1 8/1 8/1] {
        /// `1900` to `9999`.
        year:  [CK_CHAR; 4] [0 0 0 0],
        /// `01` to `12`.
        month: [CK_CHAR; 2] [4 4 4 4],
        /// `01` to `31`.
        day:   [CK_CHAR; 2] [6 6 6 6],
    }
}
