//! The entry points: each function of the standard, for each instance, made from the one list of functions.

use super::argument::{Argument, Arguments, Named};
use super::handle::{MODULES, Module};
use super::inner;
use super::list::Lists;
use core::fmt;
use pkcs11_sys::*;

/// An instance of the module. Its functions know which instance they belong to by their type alone.
#[derive(Debug)]
pub struct Instance<const N: usize>;

macro_rules! functions {
    ({} $($group:ident { $($typedef:ident $c_name:ident $name:ident ($($argument:ident: $type:ty),*);)* })*) => {
        /// A function of the standard.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[non_exhaustive]
        pub enum Function {
            $($(
                #[doc = concat!("`", stringify!($c_name), "`")]
                $name,
            )*)*
        }

        impl Function {
            /// All of them, in the order of the lists.
            pub const ALL: &'static [Self] = &[$($(Self::$name,)*)*];

            /// The name in C.
            pub const fn name(self) -> &'static str {
                match self {
                    $($(Self::$name => stringify!($c_name),)*)*
                }
            }
        }

        impl<const N: usize> Instance<N> {
            $($(unsafe extern "C" fn $c_name($($argument: $type),*) -> CK_RV {
                // SAFETY: the arguments are handed on as they came, under the same promise.
                unsafe { outer::$c_name(&MODULES[N], $($argument),*) }
            })*)*
        }

        /// Each function of any instance: counted, recorded, lied about, answered.
        mod outer {
            use super::*;

            $($(pub(super) unsafe fn $c_name(module: &'static Module, $($argument: $type),*) -> CK_RV {
                let arguments = [$(Named { name: stringify!($argument), value: Argument::from($argument) }),*];
                // SAFETY: the arguments are those of the call, whose caller keeps to the standard.
                unsafe {
                    module.enter(Function::$name, Arguments(&arguments), |context| {
                        inner::$c_name(context, $($argument),*)
                    })
                }
            })*)*
        }
    };
}

pkcs11_sys::with_functions!(functions {});

macro_rules! lists {
    ({}
     v2_40 { $($t2:ident $c2:ident $n2:ident $a2:tt;)* }
     v3_0 { $($t3:ident $c3:ident $n3:ident $a3:tt;)* }
     v3_2 { $($t4:ident $c4:ident $n4:ident $a4:tt;)* }) => {
        impl<const N: usize> Instance<N> {
            pub(super) fn lists() -> Lists {
                Lists {
                    v2_40: CK_FUNCTION_LIST {
                        version: CK_VERSION { major: 2, minor: 40 },
                        $($c2: Some(Self::$c2),)*
                    },
                    v3_0: CK_FUNCTION_LIST_3_0 {
                        version: CK_VERSION { major: 3, minor: 0 },
                        $($c2: Some(Self::$c2),)* $($c3: Some(Self::$c3),)*
                    },
                    v3_2: CK_FUNCTION_LIST_3_2 {
                        version: CK_VERSION { major: 3, minor: 2 },
                        $($c2: Some(Self::$c2),)* $($c3: Some(Self::$c3),)* $($c4: Some(Self::$c4),)*
                    },
                    get_function_list: Self::C_GetFunctionList,
                    get_interface: Self::C_GetInterface,
                    get_interface_list: Self::C_GetInterfaceList,
                }
            }
        }
    };
}

pkcs11_sys::with_functions!(lists {});

impl Function {
    /// How many there are.
    pub(super) const COUNT: usize = Self::ALL.len();

    /// The function with this name in C.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|function| function.name() == name)
    }
}

impl From<&str> for Function {
    /// # Panics
    ///
    /// If there is no function of that name.
    fn from(name: &str) -> Self {
        Self::from_name(name).unwrap_or_else(|| panic!("the standard has no function {name}"))
    }
}

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
