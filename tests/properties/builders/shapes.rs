//! Builders whose parameter is bytes, a number, or data to derive from: by the rows that declare them.

use super::rows;
use super::seen::Seen;
use crate::inputs;
use core::borrow::Borrow;
use core::fmt::Debug;
use proptest::prelude::*;

/// What a row says of bytes: so many, or any number.
pub(super) trait Drawn {
    type Owned: Borrow<Self> + Debug;

    fn draw() -> BoxedStrategy<Self::Owned>;
}

impl Drawn for [u8] {
    type Owned = Vec<u8>;

    fn draw() -> BoxedStrategy<Vec<u8>> {
        inputs::bytes().boxed()
    }
}

impl<const N: usize> Drawn for [u8; N] {
    type Owned = Self;

    fn draw() -> BoxedStrategy<Self> {
        any::<Self>().boxed()
    }
}

/// Asserts that a builder is named as its mechanism is.
#[track_caller]
pub(super) fn assert_named(builder: &str, mechanism: &str) {
    let letters = |name: &str| name.replace('_', "").to_lowercase();
    let named = letters(builder) == letters(mechanism.trim_start_matches("CKM_"));
    // The other parameter that GMAC takes.
    assert!(named || (builder, mechanism) == ("AesGmacIv", "CKM_AES_GMAC"), "{builder} is {mechanism}");
}

macro_rules! byte_builders {
    ($($name:ident($bytes:ident: $type:ty) = $mechanism:ident $c_name:literal;)*) => {
        pub(super) fn bytes(seen: &super::Seen) {
            use super::expected::Expected;
            use super::shapes::{Drawn, assert_named};
            use core::borrow::Borrow;

            $({
                assert_named(stringify!($name), $c_name);
                seen.property(<$type as Drawn>::draw(), |drawn| {
                    let bytes: &$type = drawn.borrow();
                    let builder = pkcs11_safe::mechanism::$name::new(bytes);
                    seen.is(&builder, &Expected::bytes($c_name, bytes));
                    seen.is(builder, &Expected::bytes($c_name, bytes));
                });
            })*
        }
    };
}
pub(super) use byte_builders;

macro_rules! optional_byte_builders {
    ($($name:ident($setter:ident: $type:ty) = $mechanism:ident $c_name:literal;)*) => {
        pub(super) fn optional_bytes(seen: &super::Seen) {
            use super::expected::Expected;
            use super::shapes::{Drawn, assert_named};
            use core::borrow::Borrow;

            $({
                assert_named(stringify!($name), $c_name);
                seen.is(&pkcs11_safe::mechanism::$name::new(), &Expected::bytes($c_name, []));
                seen.property(<$type as Drawn>::draw(), |drawn| {
                    let bytes: &$type = drawn.borrow();
                    let builder = pkcs11_safe::mechanism::$name::new().$setter(bytes);
                    seen.is(&builder, &Expected::bytes($c_name, bytes));
                    seen.is(builder, &Expected::bytes($c_name, bytes));
                });
            })*
        }
    };
}
pub(super) use optional_byte_builders;

macro_rules! number_builders {
    ($($name:ident($count:ident) = $mechanism:ident $c_name:literal;)*) => {
        pub(super) fn numbers(seen: &super::Seen) {
            use super::expected::Expected;
            use super::shapes::assert_named;

            $({
                assert_named(stringify!($name), $c_name);
                seen.property(crate::inputs::count(), |count| {
                    let builder = pkcs11_safe::mechanism::$name::new(count);
                    seen.is(&builder, &Expected::number($c_name, count));
                    seen.is(builder, &Expected::number($c_name, count));
                });
            })*
        }
    };
}
pub(super) use number_builders;

macro_rules! string_data {
    ($($name:ident = $mechanism:ident $c_name:literal;)*) => {
        pub(super) fn data(seen: &super::Seen) {
            use super::expected::{Expected, Fields};
            use super::shapes::assert_named;

            $({
                assert_named(stringify!($name), $c_name);
                seen.property(crate::inputs::bytes(), |data| {
                    let fields = Fields::new("CK_KEY_DERIVATION_STRING_DATA").b("pData", "ulLen", &data);
                    seen.is(&pkcs11_safe::mechanism::$name::new(&data), &Expected::of($c_name, fields));
                });
            })*
        }
    };
}
pub(super) use string_data;

macro_rules! cbc_encrypt_data {
    ($($name:ident($length:literal $params:ident) = $mechanism:ident $c_name:literal;)*) => {
        pub(super) fn iv_and_data(seen: &super::Seen) {
            use super::expected::{Expected, Fields};
            use super::shapes::{Drawn, assert_named};

            $({
                assert_named(stringify!($name), $c_name);
                seen.property((<[u8; $length]>::draw(), crate::inputs::bytes()), |(iv, data)| {
                    let fields = Fields::new(stringify!($params)).a("iv", &iv).b("pData", "length", &data);
                    seen.is(&pkcs11_safe::mechanism::$name::new(&iv, &data), &Expected::of($c_name, fields));
                });
            })*
        }
    };
}
pub(super) use cbc_encrypt_data;

pub(super) fn bytes(seen: &Seen) {
    rows::bytes(seen);
}

pub(super) fn bytes_that_may_be_left_out(seen: &Seen) {
    rows::optional_bytes(seen);
}

pub(super) fn numbers(seen: &Seen) {
    rows::numbers(seen);
}

pub(super) fn data_to_derive_from(seen: &Seen) {
    rows::data(seen);
}

pub(super) fn iv_and_data_to_derive_from(seen: &Seen) {
    rows::iv_and_data(seen);
}
