//! HSS: `specifiedParams` (section 6.65).

use crate::types::{CK_HSS_LEVELS, CK_LMOTS_TYPE, CK_LMS_TYPE};

cryptoki_structs! {
    /// The levels of an HSS key and their types (6.65). The header gives it no `CK_` name.
    specifiedParams [136/8 68/4 68/1 68/1] {
        levels:      CK_HSS_LEVELS      [ 0  0  0  0],
        lm_type:     [CK_LMS_TYPE; 8]   [ 8  4  4  4],
        lm_ots_type: [CK_LMOTS_TYPE; 8] [72 36 36 36],
    }
}
