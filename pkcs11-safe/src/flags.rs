//! Flags: bits of the standard by name, unknown bits kept.

use pkcs11_sys::*;

macro_rules! open_flags {
    ($(#[$meta:meta])* $name:ident from $with:ident) => {
        pkcs11_sys::$with!(flag_rows { [$(#[$meta])*] $name });
    };
}

macro_rules! flag_rows {
    ({ [$(#[$meta:meta])*] $name:ident } $($c_name:ident $short:ident $value:expr;)*) => {
        bitflags::bitflags! {
            $(#[$meta])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
            pub struct $name: CK_FLAGS {
                $(
                    #[doc = concat!("`", stringify!($c_name), "`")]
                    const $short = $c_name;
                )*
                const _ = !0;
            }
        }
    };
}

open_flags! {
    /// What a slot is: `CK_SLOT_INFO.flags`.
    SlotFlags from with_ckf_slot
}

open_flags! {
    /// What state a token is in: `CK_TOKEN_INFO.flags`.
    TokenFlags from with_ckf_token
}

open_flags! {
    /// What a mechanism can be used for: `CK_MECHANISM_INFO.flags`.
    MechanismFlags from with_ckf_mechanism
}

open_flags! {
    /// What kind of session it is: `CK_SESSION_INFO.flags`.
    SessionFlags from with_ckf_session
}
