//! Interfaces: `CK_INTERFACE` (section 3.6).

use crate::pointers::{CK_UTF8CHAR_PTR, CK_VOID_PTR};
use crate::types::CK_FLAGS;

cryptoki_structs! {
    /// An interface of a module: a name and a function list (3.6).
    CK_INTERFACE [24/8 12/4 20/1 12/1] {
        /// The name, ended by a NUL; `PKCS 11` is the standard.
        pInterfaceName: CK_UTF8CHAR_PTR [ 0 0  0 0],
        /// A function list, which begins with its `CK_VERSION`.
        pFunctionList:  CK_VOID_PTR     [ 8 4  8 4],
        /// `CKF_INTERFACE_FORK_SAFE`.
        flags:          CK_FLAGS        [16 8 16 8],
    }
}
