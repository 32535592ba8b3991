//! Constants: `CKA_*`, `CKM_*`, `CKR_*` and the other families, a file each (sections 3 to 6).
//!
//! Each list is written once, as the rows of an exported macro: name, name without its prefix, value. An alias, which
//! has the value of another name, follows that name: the first row with a value has the name that is used today.

/// Declares the rows of a list as constants of one type.
macro_rules! constants {
    ({ $type:ty } $($name:ident $short:ident $value:expr;)*) => {
        $(
            #[doc = concat!("`", stringify!($name), "` = `", stringify!($value), "`.")]
            pub const $name: $type = $value;
        )*
    };
}

mod ck;
mod cka;
mod ckc;
mod ckd;
mod ckf;
mod ckg;
mod ckh;
mod ckk;
mod ckm;
mod ckn;
mod cko;
mod ckp;
mod ckr;
mod cks;
mod ckt;
mod cku;
mod ckv;
mod ckz;

pub use ck::*;
pub use cka::*;
pub use ckc::*;
pub use ckd::*;
pub use ckf::*;
pub use ckg::*;
pub use ckh::*;
pub use ckk::*;
pub use ckm::*;
pub use ckn::*;
pub use cko::*;
pub use ckp::*;
pub use ckr::*;
pub use cks::*;
pub use ckt::*;
pub use cku::*;
pub use ckv::*;
pub use ckz::*;
