//! General information: `CK_VERSION`, `CK_INFO` (section 3.1).

use crate::types::{CK_BYTE, CK_FLAGS, CK_UTF8CHAR};

cryptoki_structs! {
    /// A version (3.1): 2.40 is major 2 and minor 40.
    #[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
    CK_VERSION [2/1 2/1 2/1 2/1] {
        /// The whole part.
        major: CK_BYTE [0 0 0 0],
        /// The hundredths.
        minor: CK_BYTE [1 1 1 1],
    }

    /// What `C_GetInfo` tells about the library (3.1).
    CK_INFO [88/8 76/4 72/1 72/1] {
        /// The version of the standard that the library follows.
        cryptokiVersion:    CK_VERSION        [ 0  0  0  0],
        /// Who made the library; padded with blanks, like every string here.
        manufacturerID:     [CK_UTF8CHAR; 32] [ 2  2  2  2],
        /// Zero.
        flags:              CK_FLAGS          [40 36 34 34],
        /// What the library is.
        libraryDescription: [CK_UTF8CHAR; 32] [48 40 38 38],
        /// The version of the library itself.
        libraryVersion:     CK_VERSION        [80 72 70 70],
    }
}
