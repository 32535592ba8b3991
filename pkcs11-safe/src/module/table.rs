//! The resolved function table: 104 functions that can be called without asking whether they are there.
#![allow(unsafe_code, non_snake_case)]

use crate::Function;
use crate::function::FunctionSet;
use pkcs11_sys::*;

macro_rules! table {
    ({} $($list:ident { $($typedef:ident $c_name:ident $name:ident ($($argument:ident: $type:ty),*);)* })*) => {
        /// Every function of 3.2. What the module does not have answers `CKR_FUNCTION_NOT_SUPPORTED`.
        #[derive(Clone, Copy)]
        #[allow(missing_docs, reason = "the fields are the C functions")]
        pub struct Table {
            $($(pub $c_name: $typedef,)*)*
        }

        /// What stands for a function that the module does not have.
        mod stub {
            use super::*;

            $($(pub(super) unsafe extern "C" fn $c_name($(_: $type),*) -> CK_RV {
                CKR_FUNCTION_NOT_SUPPORTED
            })*)*
        }

        impl Table {
            const STUBS: Self = Self { $($($c_name: stub::$c_name,)*)* };
        }
    };
}

pkcs11_sys::with_functions!(table {});

macro_rules! resolve {
    ({ $v2:ident $v3_0:ident $v3_2:ident }
     v2_40 { $($t2:ident $c2:ident $n2:ident ($($a2:tt)*);)* }
     v3_0 { $($t3:ident $c3:ident $n3:ident ($($a3:tt)*);)* }
     v3_2 { $($t4:ident $c4:ident $n4:ident ($($a4:tt)*);)* }) => {
        /// Reads the 68 entries of a list of any version.
        ///
        /// # Safety
        ///
        /// `list` points to a CK_FUNCTION_LIST of at least 68 entries, each NULL or a function of its signature.
        pub(super) unsafe fn $v2(resolved: &mut Resolved, list: *const CK_FUNCTION_LIST) {
            $(
                // SAFETY: the field lies within the list, by the caller's promise; read without asking for alignment.
                let entry = unsafe { (&raw const (*list).$c2).read_unaligned() };
                resolved.take(entry, |table| &mut table.$c2, Function::$n2);
            )*
        }

        /// Reads the 24 entries that 3.0 added.
        ///
        /// # Safety
        ///
        /// `list` points to a CK_FUNCTION_LIST_3_0 of 92 entries, each NULL or a function of its signature.
        pub(super) unsafe fn $v3_0(resolved: &mut Resolved, list: *const CK_FUNCTION_LIST_3_0) {
            $(
                // SAFETY: as for the first list.
                let entry = unsafe { (&raw const (*list).$c3).read_unaligned() };
                resolved.take(entry, |table| &mut table.$c3, Function::$n3);
            )*
        }

        /// Reads the 12 entries that 3.2 added. `accept` is asked about the place of each, and about what stands there.
        ///
        /// # Safety
        ///
        /// `list` points to a CK_FUNCTION_LIST_3_2, of which every place that `accept` takes is there, and every entry that
        /// it takes is a function of its signature.
        pub(super) unsafe fn $v3_2(
            resolved: &mut Resolved,
            list: *const CK_FUNCTION_LIST_3_2,
            accept: impl Fn(Function, *const ()) -> bool,
        ) {
            $(
                let place = list.cast::<u8>().wrapping_add(core::mem::offset_of!(CK_FUNCTION_LIST_3_2, $c4));
                if accept(Function::$n4, place.cast()) {
                    // What stands there is read as a plain pointer first: it may be none of a function.
                    // SAFETY: `accept` has taken the place; a function pointer has the size of a data pointer.
                    let address = unsafe { place.cast::<*const ()>().read_unaligned() };
                    if !address.is_null() && accept(Function::$n4, address) {
                        // SAFETY: `accept` has taken the entry too.
                        let entry = unsafe { place.cast::<Option<$t4>>().read_unaligned() };
                        resolved.take(entry, |table| &mut table.$c4, Function::$n4);
                    }
                }
            )*
        }
    };
}

pkcs11_sys::with_functions!(resolve { read_2_40 read_3_0 read_3_2 });

/// A table in the making.
#[derive(Clone, Copy)]
pub(crate) struct Resolved {
    pub(crate) table: Table,
    pub(crate) provided: FunctionSet,
}

impl Resolved {
    pub(super) fn new() -> Self {
        Self { table: Table::STUBS, provided: FunctionSet::default() }
    }

    fn take<F>(&mut self, entry: Option<F>, place: impl FnOnce(&mut Table) -> &mut F, function: Function) {
        if let Some(entry) = entry {
            *place(&mut self.table) = entry;
            self.provided = self.provided.with(function);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_list_lacks_answers_that_it_is_not_supported() {
        let mut resolved = Resolved::new();
        let list = CK_FUNCTION_LIST::ZERO;
        // SAFETY: the list is a whole one, and all its entries are NULL.
        unsafe { read_2_40(&mut resolved, &raw const list) };
        // SAFETY: the stub does not look at its arguments.
        let rv = unsafe { (resolved.table.C_Logout)(1) };
        assert_eq!(rv, CKR_FUNCTION_NOT_SUPPORTED);
        assert!(!resolved.provided.contains(Function::Logout));
    }
}
