//! What all parameter builders have in common: declared by macros, one for each shape that a parameter has.

use crate::{Mechanism, MechanismType, Ulong};
use pkcs11_sys::{CK_BYTE_PTR, CK_ULONG};

/// A length or a number of bits as the module's number.
///
/// Windows has 32 bits for it. What does not fit becomes the largest number, never a small one: it is a count that no
/// token takes, and still no more than there is.
pub(super) fn number(count: usize) -> Ulong {
    Ulong::try_from(count).unwrap_or(Ulong::MAX)
}

/// Pointer and length of bytes that the module reads. No bytes are NULL and 0: modules differ in what they do with a
/// pointer to nothing.
pub(super) fn parts(bytes: &[u8]) -> (CK_BYTE_PTR, CK_ULONG) {
    if bytes.is_empty() {
        return (core::ptr::null_mut(), 0);
    }
    (bytes.as_ptr().cast_mut(), number(bytes.len()))
}

/// The same for bytes that the module writes.
pub(super) fn parts_mut(bytes: &mut [u8]) -> (CK_BYTE_PTR, CK_ULONG) {
    if bytes.is_empty() {
        return (core::ptr::null_mut(), 0);
    }
    (bytes.as_mut_ptr(), number(bytes.len()))
}

/// A mechanism whose parameter is bytes, and NULL where there are none.
pub(super) fn with_bytes(mechanism: MechanismType, bytes: &[u8]) -> Mechanism<'_> {
    if bytes.is_empty() {
        return Mechanism::bare(mechanism);
    }
    Mechanism::with_bytes(mechanism, bytes)
}

/// Lets builders that the module only reads be owned.
macro_rules! into_owned {
    ($($name:ident $(<$life:lifetime>)?)+) => {
        $(
            impl $(<$life>)? $name $(<$life>)? {
                /// The mechanism with copies of all that it points to: to keep it, or to send it to another thread.
                pub fn into_owned(self) -> crate::OwnedMechanism {
                    crate::OwnedMechanism::copy_of(&(&self).into())
                }
            }
        )+
    };
}

/// Declares a builder around a struct of pkcs11-sys, the conversion that lends it to a mechanism, and Debug, which shows
/// the numbers that are named and no contents.
///
/// A file that uses it opts in to unsafe code and proves [`Parameter`](super::param::Parameter) for the struct.
macro_rules! struct_builder {
    ($(#[$meta:meta])* $name:ident $(<$life:lifetime>)?: $params:ident, shows $($field:ident)+) => {
        $(#[$meta])*
        #[derive(Clone, Copy)]
        #[must_use]
        pub struct $name $(<$life>)? {
            mechanism: crate::MechanismType,
            raw: pkcs11_sys::$params,
            keys: crate::mechanism::Keys,
            data: core::marker::PhantomData<$(&$life)? [u8]>,
        }

        impl $(<$life>)? $name $(<$life>)? {
            fn with(mechanism: crate::MechanismType, raw: pkcs11_sys::$params) -> Self {
                Self { mechanism, raw, keys: crate::mechanism::Keys::None, data: core::marker::PhantomData }
            }
        }

        impl<'m $(, $life: 'm)?> From<&'m $name $(<$life>)?> for crate::Mechanism<'m> {
            fn from(builder: &'m $name $(<$life>)?) -> Self {
                Self::with_struct(builder.mechanism, &builder.raw).naming(builder.keys)
            }
        }

        into_owned! { $name $(<$life>)? }

        impl $(<$life>)? core::fmt::Debug for $name $(<$life>)? {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.debug_struct(stringify!($name))
                    .field("mechanism", &self.mechanism)
                    // Copied: on Windows the fields are not aligned.
                    $(.field(stringify!($field), &{ self.raw.$field }))+
                    .finish()
            }
        }
    };
}

/// The handle of a key that the parameter names, for the struct; the builder remembers of which token it is.
macro_rules! name_key {
    ($builder:ident, $key:expr) => {{
        let key: crate::Object = $key.into();
        $builder.keys = $builder.keys.and(key);
        key.handle()
    }};
}

/// Declares builders whose parameter is plain bytes, of one length or of any. A row: type, what the bytes are, mechanism.
macro_rules! byte_builders {
    ($($(#[$meta:meta])* $name:ident($bytes:ident: $type:ty) = $mechanism:ident $c_name:literal;)+) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Copy)]
            #[must_use]
            #[doc(alias = $c_name)]
            pub struct $name<'a>(&'a [u8]);

            impl<'a> $name<'a> {
                #[doc = concat!("`", $c_name, "` with these bytes.")]
                pub fn new($bytes: &'a $type) -> Self {
                    Self($bytes)
                }
            }

            impl<'a> From<$name<'a>> for crate::Mechanism<'a> {
                fn from(builder: $name<'a>) -> Self {
                    super::builder::with_bytes(crate::MechanismType::$mechanism, builder.0)
                }
            }

            impl<'m, 'b: 'm> From<&'m $name<'b>> for crate::Mechanism<'m> {
                fn from(builder: &'m $name<'b>) -> Self {
                    (*builder).into()
                }
            }

            into_owned! { $name<'a> }

            impl core::fmt::Debug for $name<'_> {
                fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                    write!(f, concat!(stringify!($name), "({} bytes)"), self.0.len())
                }
            }
        )+
    };
}

/// Declares builders whose parameter is bytes that may be left out. A row: type, length, mechanism.
macro_rules! optional_byte_builders {
    ($($(#[$meta:meta])* $name:ident($setter:ident: $type:ty) = $mechanism:ident $c_name:literal;)+) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Copy, Default)]
            #[must_use]
            #[doc(alias = $c_name)]
            pub struct $name<'a>(&'a [u8]);

            impl<'a> $name<'a> {
                #[doc = concat!("`", $c_name, "`, without a parameter so far.")]
                pub fn new() -> Self {
                    Self(&[])
                }

                /// Gives it the parameter.
                pub fn $setter(self, $setter: &'a $type) -> Self {
                    Self($setter)
                }
            }

            impl<'a> From<$name<'a>> for crate::Mechanism<'a> {
                fn from(builder: $name<'a>) -> Self {
                    super::builder::with_bytes(crate::MechanismType::$mechanism, builder.0)
                }
            }

            impl<'m, 'b: 'm> From<&'m $name<'b>> for crate::Mechanism<'m> {
                fn from(builder: &'m $name<'b>) -> Self {
                    (*builder).into()
                }
            }

            into_owned! { $name<'a> }

            impl core::fmt::Debug for $name<'_> {
                fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                    write!(f, concat!(stringify!($name), "({} bytes)"), self.0.len())
                }
            }
        )+
    };
}

/// Declares builders whose parameter is one number. A row: type, what the number is, mechanism.
macro_rules! number_builders {
    ($($(#[$meta:meta])* $name:ident($count:ident) = $mechanism:ident $c_name:literal;)+) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Copy, Debug)]
            #[must_use]
            #[doc(alias = $c_name)]
            pub struct $name(crate::Ulong);

            impl $name {
                #[doc = concat!("`", $c_name, "` with this parameter.")]
                pub fn new($count: usize) -> Self {
                    Self(super::builder::number($count))
                }
            }

            impl From<$name> for crate::Mechanism<'_> {
                fn from(builder: $name) -> Self {
                    Self::with_ulong(crate::MechanismType::$mechanism, builder.0)
                }
            }

            impl From<&$name> for crate::Mechanism<'_> {
                fn from(builder: &$name) -> Self {
                    (*builder).into()
                }
            }

            into_owned! { $name }
        )+
    };
}

#[cfg(test)]
mod tests {
    use super::{number, parts};
    use crate::Ulong;

    #[test]
    fn a_count_is_never_cut_to_a_small_one() {
        assert_eq!(number(5), 5);
        assert_eq!(u128::from(number(usize::MAX)), (usize::MAX as u128).min(u128::from(Ulong::MAX)));
    }

    #[test]
    fn no_bytes_are_a_null() {
        crate::mechanism::seen::assert_nothing(parts(&[]));
        let one = [1];
        crate::mechanism::seen::assert_parts(parts(&one), &one);
    }
}
