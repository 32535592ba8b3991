//! Locking: `CK_C_INITIALIZE_ARGS` (section 3.7).

use crate::pointers::CK_VOID_PTR;
use crate::types::{CK_CREATEMUTEX, CK_DESTROYMUTEX, CK_FLAGS, CK_LOCKMUTEX, CK_UNLOCKMUTEX};

cryptoki_structs! {
    /// What `C_Initialize` is told about threads (3.7).
    ///
    /// The four mutex functions are given together or not at all.
    CK_C_INITIALIZE_ARGS [48/8 24/4 44/1 24/1] {
        /// Makes a mutex.
        CreateMutex:  Option<CK_CREATEMUTEX>  [ 0  0  0  0],
        /// Frees a mutex.
        DestroyMutex: Option<CK_DESTROYMUTEX> [ 8  4  8  4],
        /// Locks a mutex.
        LockMutex:    Option<CK_LOCKMUTEX>    [16  8 16  8],
        /// Unlocks a mutex.
        UnlockMutex:  Option<CK_UNLOCKMUTEX>  [24 12 24 12],
        /// `CKF_LIBRARY_CANT_CREATE_OS_THREADS`, `CKF_OS_LOCKING_OK`.
        flags:        CK_FLAGS                [32 16 32 16],
        /// NULL; NSS and some others read their configuration from it.
        pReserved:    CK_VOID_PTR             [40 20 36 20],
    }
}
