//! Open numbers: every number survives, and prints as the standard's name or as hex; flags keep the bits that nobody knows.

use crate::inputs::number;
use crate::run::property;
use core::fmt::{Debug, Display};
use pkcs11_safe::*;
use proptest::prelude::*;

macro_rules! rows {
    ({} $($name:ident $short:ident $value:expr;)*) => {
        &[$((stringify!($name), pkcs11_sys::$name)),*]
    };
}

/// Asserts what holds for a number of any kind; `names` are the standard's.
fn assert_open<T>(raw: Ulong, names: &[(&str, Ulong)], parts: (T, Ulong, Option<&str>))
where
    T: From<Ulong> + Into<Ulong> + Copy + Debug + Display + Eq,
{
    let (number, back, name) = parts;
    assert_eq!((back, number.into(), T::from(raw)), (raw, raw, number));
    let known: Vec<_> = names.iter().filter(|(_, value)| *value == raw).map(|(name, _)| *name).collect();
    let text = number.to_string();
    match name {
        Some(name) => {
            assert!(known.contains(&name), "{name} is not {raw:#x}");
            assert_eq!(text, name);
        }
        None => {
            assert!(known.is_empty(), "{raw:#x} is {known:?}");
            let digits = text.strip_prefix("0x").expect("is hex");
            assert!(digits.len() >= 8, "{text}");
            assert_eq!(Ulong::from_str_radix(digits, 16), Ok(raw));
        }
    }
    assert_eq!(format!("{number:?}"), text);
    let wide = format!("{number:>90}");
    assert_eq!((wide.len(), wide.trim_start()), (90, &*text));
}

macro_rules! open_numbers {
    ($($test:ident $type:ident $($list:ident)+;)*) => {
        $(#[test]
        fn $test() {
            let names: Vec<(&str, Ulong)> = [$(&pkcs11_sys::$list!(rows {})[..]),+].concat();
            let check = |raw| {
                let number = $type::new(raw);
                assert_open(raw, &names, (number, number.raw(), number.name()));
            };
            names.iter().for_each(|(_, raw)| check(*raw));
            property(512, number(), check);
        })*
    };
}

open_numbers! {
    object_classes ObjectClass with_cko;
    key_types KeyType with_ckk;
    mechanism_types MechanismType with_ckm;
    attribute_types AttributeType with_cka;
    certificate_types CertificateType with_ckc;
    user_types UserType with_cku;
    return_values ReturnValue with_ckr;
    session_states SessionState with_cks_state;
    mask_generation_functions Mgf with_ckg_mgf;
    hardware_features HwFeatureType with_ckh_hw_feature;
    trusts Trust with_ckt;
    profiles ProfileId with_ckp_profile;
}

macro_rules! open_flags {
    ($($test:ident $type:ident $list:ident;)*) => {
        $(#[test]
        fn $test() {
            let names: &[(&str, Ulong)] = pkcs11_sys::$list!(rows {});
            property(512, number(), |raw| {
                let flags = $type::from_bits_retain(raw);
                assert_eq!(flags.bits(), raw);
                assert_eq!($type::from_bits(raw), Some(flags));
                assert_eq!(flags & $type::all(), flags);
                let mut rest = raw;
                let text = format!("{flags:?}");
                for (name, bits) in names {
                    assert_eq!(flags.contains($type::from_bits_retain(*bits)), raw & bits == *bits, "{name}");
                    // Some bits have two names, of which one is enough.
                    let others = names.iter().filter(|(_, other)| other == bits);
                    let shown = others.map(|(name, _)| name.split_once('_').map_or(*name, |(_, short)| short));
                    let shown = shown.into_iter().any(|short| text.contains(short));
                    assert!(shown || raw & bits != *bits, "{name} in {text}");
                    rest &= !bits;
                }
                assert!(rest == 0 || text.contains(&format!("{rest:#x}")), "{rest:#x} in {text}");
            });
        })*
    };
}

open_flags! {
    flags_of_slots SlotFlags with_ckf_slot;
    flags_of_tokens TokenFlags with_ckf_token;
    flags_of_mechanisms MechanismFlags with_ckf_mechanism;
    flags_of_sessions SessionFlags with_ckf_session;
}

#[test]
fn a_return_value_is_a_vendors_by_its_highest_bit() {
    property(256, any::<u32>(), |raw| {
        assert_eq!(ReturnValue::new(raw.into()).is_vendor(), raw >= 0x8000_0000);
    });
}
