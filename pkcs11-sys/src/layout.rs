//! Layout: how every struct is declared, packed and checked (section 2.1 of the standard, and its headers).

use core::ptr::null_mut;

/// Which column of a layout applies: 64-bit Unix, 32-bit Unix, 64-bit Windows, 32-bit Windows.
#[allow(dead_code, reason = "only checks use it, which Rust 1.85 does not count")]
pub(crate) const ABI: usize = match (cfg!(windows), cfg!(target_pointer_width = "64")) {
    (false, true) => 0,
    (false, false) => 1,
    (true, true) => 2,
    (true, false) => 3,
};

/// A type that has a value of all zeros: no pointer, no function, nothing counted.
pub(crate) trait Zero {
    const ZERO: Self;
}

macro_rules! zero {
    ($($type:ty)*) => { $(impl Zero for $type { const ZERO: Self = 0; })* };
}

zero! { u8 u32 u64 }

impl<T> Zero for *mut T {
    const ZERO: Self = null_mut();
}

impl<T: Zero, const N: usize> Zero for [T; N] {
    const ZERO: Self = [T::ZERO; N];
}

impl<F> Zero for Option<F> {
    const ZERO: Self = None;
}

/// Declares structs, and checks where each field is.
///
/// A row has one number for each ABI, in the order of [`ABI`]: size and alignment of the struct, offset of the field.
macro_rules! cryptoki_structs {
    ($(
        $(#[$meta:meta])*
        $name:ident $layout:tt { $($(#[$field_meta:meta])* $field:ident: $type:ty [$($offset:literal)*],)* }
    )*) => {
        $(
            cryptoki_struct! {
                $(#[$meta])*
                $name {
                    $(
                        $(#[$field_meta])*
                        #[doc = ""]
                        #[doc = concat!("`", stringify!($field), ": ", stringify!($type), "`")]
                        $field: $type,
                    )*
                }
            }

            cryptoki_layout! { $name $layout { $($field [$($offset)*])* } }
        )*
    };
}

/// Declares one struct. Nothing else knows that Windows packs.
macro_rules! cryptoki_struct {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        #[cfg_attr(not(windows), repr(C))]
        #[cfg_attr(windows, repr(C, packed))]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)*
        }

        impl $name {
            /// All zeros: null pointers, lengths of zero, no functions.
            pub const ZERO: Self = Self { $($field: crate::layout::Zero::ZERO,)* };
        }

        impl crate::layout::Zero for $name {
            const ZERO: Self = Self::ZERO;
        }

        impl Default for $name {
            fn default() -> Self {
                Self::ZERO
            }
        }
    };
}

/// Fails to compile unless size, alignment and offsets are those of the target's ABI.
macro_rules! cryptoki_layout {
    ($name:ident [$($size:literal / $align:literal)*] { $($field:ident [$($offset:literal)*])* }) => {
        const _: () = {
            const SIZE: [usize; 4] = [$($size),*];
            const ALIGN: [usize; 4] = [$($align),*];
            assert!(size_of::<$name>() == SIZE[crate::layout::ABI], concat!("size of ", stringify!($name)));
            assert!(align_of::<$name>() == ALIGN[crate::layout::ABI], concat!("alignment of ", stringify!($name)));
            $({
                const OFFSET: [usize; 4] = [$($offset),*];
                assert!(
                    core::mem::offset_of!($name, $field) == OFFSET[crate::layout::ABI],
                    concat!("offset of ", stringify!($name), ".", stringify!($field))
                );
            })*
        };
    };
}
