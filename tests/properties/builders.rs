//! Every builder of a parameter: what the module gets is what was set, field by field, for arbitrary inputs.
#![allow(clippy::needless_borrows_for_generic_args, reason = "by value and by reference are two conversions")]

mod agreement;
mod cipher;
mod derivation;
mod expected;
mod historical;
mod seen;
mod shapes;
mod signature;
mod sp800_108;
mod tls;

use seen::Seen;
use std::collections::BTreeSet;

/// All types that the sources of the mechanisms declare, and the rows of those that are alike.
mod rows {
    use super::shapes::{byte_builders, cbc_encrypt_data, number_builders, optional_byte_builders, string_data};

    include!(concat!(env!("OUT_DIR"), "/builders.rs"));
}

/// The types that are no builders: parts of them, and what they turn into.
const NO_BUILDERS: [&str; 5] = ["CounterFormat", "LengthFormat", "Mechanism", "OwnedMechanism", "PrfData"];

macro_rules! properties {
    ($($family:ident { $($name:ident)* })*) => {
        $(mod $family {
            $(#[test]
            fn $name() {
                super::super::$family::$name(&super::super::Seen::new(64));
            })*
        })*
    };
}

/// A test of each, and a list of all.
macro_rules! builders {
    ($($family:ident { $($name:ident)* })*) => {
        mod tests {
            properties! { $($family { $($name)* })* }
        }

        const ALL: &[fn(&Seen)] = &[$($($family::$name),*),*];
    };
}

builders! {
    shapes { bytes bytes_that_may_be_left_out numbers data_to_derive_from iv_and_data_to_derive_from }
    cipher {
        gcm gcm_with_a_generated_iv gmac ccm ctr chacha20 salsa20 poly1305 rsa_oaep rsa_aes_key_wrap ecdh_aes_key_wrap
        gost_key_wrap
    }
    signature { rsa_pss eddsa xeddsa ml_dsa slh_dsa hash_ml_dsa hash_slh_dsa hmac_general dsa_generation dsa_base }
    agreement { ecdh dh gost_derive ecmqv dh_hybrid mqv }
    derivation {
        hkdf pbkdf2 pbe concatenate_key ike_prf ike1_prf ike1_extended ike2_prf_plus sp800_108 sp800_108_feedback vendors
    }
    tls { tls_mac tls_kdf tls12_master_key tls12_extended_master_key }
    historical { rc2_cbc rc2_mac rc5 rc5_cbc rc5_mac }
}

#[test]
fn no_builder_is_without_a_property() {
    let seen = Seen::new(1);
    ALL.iter().for_each(|property| property(&seen));
    let declared: BTreeSet<_> = rows::NAMES.iter().map(|name| (*name).to_owned()).collect();
    let mut covered = seen.types();
    for name in NO_BUILDERS {
        assert!(covered.insert(name.to_owned()), "{name} is a builder after all");
    }
    let missing: Vec<_> = declared.difference(&covered).collect();
    assert!(missing.is_empty(), "no property has {missing:?}");
    let unseen: Vec<_> = covered.difference(&declared).collect();
    assert!(unseen.is_empty(), "the sources were searched, and {unseen:?} not found");
    assert!(declared.len() > 150, "{} types", declared.len());
}
