//! The 104 functions of PKCS #11 3.2, as data: their names, and which of them a module provides.

use core::fmt;

macro_rules! functions {
    ({} $($list:ident { $($typedef:ident $c_name:ident $name:ident ($($argument:tt)*);)* })*) => {
        /// A function of the standard. Errors, and [`Module::provides`](crate::Module::provides), speak of functions
        /// by these names.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        // A word, and not a byte, so that an Error has no parts of words (but those of CK_ULONG on Windows): reading back
        // together what was written in parts makes the processor wait, and errors are part of every result.
        #[repr(usize)]
        #[non_exhaustive]
        pub enum Function {
            $($(
                #[doc = concat!("`", stringify!($c_name), "`")]
                $name,
            )*)*
        }

        impl Function {
            /// Every function, in the order of the function list of 3.2.
            pub const ALL: &'static [Self] = &[$($(Self::$name,)*)*];

            /// The C name, such as `C_Login`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $($(Self::$name => stringify!($c_name),)*)*
                }
            }
        }
    };
}

pkcs11_sys::with_functions!(functions {});

impl fmt::Display for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A set of functions, a bit each.
#[derive(Clone, Copy, Default)]
pub(crate) struct FunctionSet(u128);

impl FunctionSet {
    pub(crate) const fn with(self, function: Function) -> Self {
        Self(self.0 | 1 << function as u8)
    }

    pub(crate) const fn contains(self, function: Function) -> bool {
        self.0 & (1 << function as u8) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_104_functions_in_list_order() {
        assert_eq!(Function::ALL.len(), 104);
        for (index, function) in Function::ALL.iter().enumerate() {
            assert_eq!(index, *function as usize);
        }
        assert_eq!(Function::Login.to_string(), "C_Login");
    }

    #[test]
    fn a_set_holds_what_was_put_in_and_nothing_else() {
        let set = FunctionSet::default().with(Function::Initialize).with(Function::UnwrapKeyAuthenticated);
        let held: Vec<_> = Function::ALL.iter().filter(|f| set.contains(**f)).collect();
        assert_eq!(held, [&Function::Initialize, &Function::UnwrapKeyAuthenticated]);
    }
}
