//! Copies of what a parameter points to, on the heap: for mechanisms that are owned, or held for an operation.
#![allow(unsafe_code)]

use super::param::{Parameter, Struct, relocate};
use crate::Ulong;
use core::mem::MaybeUninit;
use core::ptr::{NonNull, null_mut};
use zeroize::Zeroize;

/// Writes [`Parameter::relocate`] out of a list of the struct's pointers, each with what it leads to:
/// - `reads p[n]`: `n` elements without pointers, which the module reads. `n` is a field, a field divided by a number, or a
///   number;
/// - `writes p[n]`: the same, which the module writes to where the struct is lent as written;
/// - `each p[n]`: `n` structs with pointers of their own;
/// - `unset p[n]`: NULL in all builders;
/// - `; within s`: the field `s` is a struct that has pointers.
///
/// `; tells f` names fields that the module writes to in the struct itself, for [`Parameter::tell`].
macro_rules! pointers {
    (@count $params:ident $count:literal) => { $count };
    (@count $params:ident $field:ident $(/ $unit:literal)?) => { $params.$field $(/ $unit)? };
    ($($kind:ident $pointer:ident[$($count:tt)+]),* $(; within $inner:ident)? $(; tells $told:ident)?) => {
        #[allow(unused_variables, reason = "some structs have no pointers")]
        unsafe fn relocate(&mut self, kept: &mut super::kept::Kept) {
            // Fields are copied: on Windows they are not aligned.
            $(
                // SAFETY: the contract of `relocate`: the builder set this pointer, and its length with it.
                self.$pointer = unsafe { kept.$kind(self.$pointer, pointers!(@count self $($count)+)) };
            )*
            $(
                let mut inner = self.$inner;
                // SAFETY: as above, for the pointers in this part of the struct.
                unsafe { inner.relocate(kept) };
                self.$inner = inner;
            )?
        }

        $(
            fn tell(&self, to: &mut Self) {
                to.$told = self.$told;
            }
        )?
    };
}

/// As aligned as any struct of C wants it.
#[derive(Clone, Copy)]
#[repr(align(16))]
struct Unit([MaybeUninit<u8>; 16]);

/// Memory on the heap, all of whose users reach it through this one pointer.
struct Block {
    at: NonNull<Unit>,
    units: usize,
}

/// What a module writes to: the builder's memory, and the copy of it that the module gets.
struct Region {
    builders: *mut u8,
    copy: *mut u8,
    size: usize,
}

/// Copies of what parameters point to.
///
/// Dropping it frees nothing: somebody may still use the memory. [`free`](Self::free) does.
#[derive(Default)]
pub(crate) struct Kept {
    blocks: Vec<Block>,
    regions: Vec<Region>,
    /// Copies nothing: what the module writes to is zeroed, and all pointers stay.
    clears: bool,
}

impl Struct<'_> {
    /// The struct to lend of a [`Written`](super::param::Written): as the builder made it, with zeros where the module writes to,
    /// so that nothing which was written for one call is taken for what another has written.
    pub(super) fn renewed(self) -> NonNull<u8> {
        let (made, size) = (self.at.as_ptr(), self.kind.size);
        // SAFETY: `made` points to two structs of `size` bytes, one behind the other, which are borrowed mutably for as long as
        // the mechanism (Mechanism::with_written). The module gets the second one; the first is what it was made as, pointers
        // included, which an untyped copy keeps. So the pointers that are followed are the builder's, and what they lead to is
        // borrowed, mutably where the module writes to it (Parameter). Of a mechanism that is held, all of it is copies, which
        // `Held` owns and lends for no longer than it is borrowed.
        unsafe {
            let lent = self.at.add(size);
            lent.as_ptr().copy_from_nonoverlapping(made, size);
            (self.kind.relocate)(lent.as_ptr(), &mut Kept { clears: true, ..Kept::default() });
            lent
        }
    }
}

impl Kept {
    /// A copy of so many bytes, aligned to 16.
    ///
    /// # Safety
    ///
    /// `from` is valid for reads of `size` bytes.
    unsafe fn copy(&mut self, from: *const u8, size: usize) -> NonNull<u8> {
        let units = vec![Unit([MaybeUninit::uninit(); 16]); size.div_ceil(16)].into_boxed_slice();
        let block = Block { units: units.len(), at: NonNull::from(Box::leak(units)).cast() };
        let copy = block.at.cast::<u8>();
        self.blocks.push(block);
        // SAFETY:
        // - `from` is valid for reads of `size` bytes (the caller's contract);
        // - the block is new, so nothing overlaps with it, and has no fewer than `size` bytes;
        // - an untyped copy keeps padding, and the provenance of pointers.
        unsafe { copy.as_ptr().copy_from_nonoverlapping(from, size) };
        copy
    }

    /// A copy of a struct, whose pointers lead to copies too.
    pub(super) fn params<'n>(&mut self, params: Struct<'_>) -> Struct<'n> {
        // SAFETY:
        // - `params` borrows a struct of `size` bytes (Mechanism::with_struct);
        // - its copy is valid for reads and writes, is of the type that `kind` was made for, and no module has got either,
        //   so the pointers are the builder's (Parameter), which the mechanism borrows.
        unsafe {
            let copy = self.copy(params.at.as_ptr(), params.kind.size);
            (params.kind.relocate)(copy.as_ptr(), self);
            params.moved_to(copy)
        }
    }

    /// The same for the two structs of a [`Written`](super::param::Written).
    pub(super) fn written<'n>(&mut self, params: Struct<'_>) -> Struct<'n> {
        params.renewed();
        // SAFETY:
        // - `params` borrows two structs of `size` bytes each, one behind the other (Mechanism::with_written, an array);
        // - the first of the copies is valid for reads and writes, and is of the type that `kind` was made for. No module gets
        //   the first of the two (Written), so the pointers are the builder's (Parameter), which the mechanism borrows. The
        //   second one is overwritten whenever it is lent, and nobody follows its pointers.
        unsafe {
            let copy = self.copy(params.at.as_ptr(), 2 * params.kind.size);
            (params.kind.relocate)(copy.as_ptr(), self);
            params.moved_to(copy)
        }
    }

    /// A copy of `count` elements, none of which has pointers; NULL of nothing.
    ///
    /// # Safety
    ///
    /// `at` is NULL or valid for reads of `count` elements.
    pub(super) unsafe fn reads<T>(&mut self, at: *mut T, count: Ulong) -> *mut T {
        let size = size::<T>(count);
        if self.clears {
            return at;
        }
        if at.is_null() || size == 0 {
            return null_mut();
        }
        // SAFETY: the caller's contract.
        unsafe { self.copy(at.cast(), size) }.as_ptr().cast()
    }

    /// The same for what the module may write to; [`give_back`](Self::give_back) copies it to where it came from.
    ///
    /// # Safety
    ///
    /// `at` is NULL or valid for reads of `count` elements, and for writes where the struct is lent as written.
    pub(super) unsafe fn writes<T>(&mut self, at: *mut T, count: Ulong) -> *mut T {
        if self.clears {
            if !at.is_null() {
                // SAFETY: only structs that are lent as written are cleared; the caller's contract.
                unsafe { at.cast::<u8>().write_bytes(0, size::<T>(count)) };
            }
            return at;
        }
        // SAFETY: the caller's contract.
        let copy = unsafe { self.reads(at, count) };
        if !copy.is_null() {
            self.regions.push(Region { builders: at.cast(), copy: copy.cast(), size: size::<T>(count) });
        }
        copy
    }

    /// A copy of `count` structs, whose pointers lead to copies too; NULL of nothing.
    ///
    /// # Safety
    ///
    /// `at` is NULL or valid for reads of `count` structs, each of which meets the contract of [`Parameter::relocate`].
    pub(super) unsafe fn each<P: Parameter>(&mut self, at: *mut P, count: Ulong) -> *mut P {
        // SAFETY: the caller's contract.
        let copy = unsafe { self.reads(at, count) };
        if !copy.is_null() {
            for index in 0..size::<P>(count) / size_of::<P>() {
                // SAFETY: `copy` has as many structs, each the copy of one that meets the contract of `relocate`; or it is `at`, whose
                // structs are only read.
                unsafe {
                    if self.clears {
                        copy.add(index).read_unaligned().relocate(self);
                    } else {
                        relocate::<P>(copy.add(index).cast(), self);
                    }
                }
            }
        }
        copy
    }

    /// NULL, as in all builders. It is unsafe like the other kinds of `pointers!`, and asks for nothing.
    pub(super) unsafe fn unset<T>(&mut self, _at: *mut T, _count: Ulong) -> *mut T {
        null_mut()
    }

    /// Copies what the module may have written to where it came from.
    ///
    /// # Safety
    ///
    /// What the relocated structs pointed to is still borrowed, and mutably where they were lent as written.
    pub(super) unsafe fn give_back(&self) {
        for region in &self.regions {
            // SAFETY:
            // - `copy` is the beginning of a block of no fewer than `size` bytes, initialised by `copy`;
            // - `builders` was valid for reads of `size` bytes, is borrowed (the caller's contract), and mutably: the
            //   struct's Parameter says that the module writes to it. It is no part of a block.
            unsafe { region.builders.copy_from_nonoverlapping(region.copy, region.size) };
        }
    }

    /// Wipes and frees all copies.
    ///
    /// # Safety
    ///
    /// Nobody uses them any more: no module, and nobody who has a pointer to them.
    pub(super) unsafe fn free(&mut self) {
        self.regions.clear();
        for block in self.blocks.drain(..) {
            let units = NonNull::slice_from_raw_parts(block.at, block.units);
            // SAFETY: pointer and length are those of a box that `copy` leaked, `drain` gives each once, and nobody else
            // uses the memory (the caller's contract).
            let mut units = unsafe { Box::from_raw(units.as_ptr()) };
            units.iter_mut().for_each(|unit| unit.0.as_mut_slice().zeroize());
        }
    }
}

/// The size of so many elements. A builder's count is that of elements that exist, so it cannot overflow.
fn size<T>(count: Ulong) -> usize {
    usize::try_from(count).unwrap_or(0).saturating_mul(size_of::<T>())
}
