//! Templates (3.4): attributes as the array of CK_ATTRIBUTE that the module reads.
#![allow(unsafe_code)]

use super::value::{Lent, View};
use crate::attribute::Attribute;
use crate::{Error, Result};
use core::mem::MaybeUninit;
use core::ptr;
use pkcs11_sys::{CK_ATTRIBUTE, CK_ATTRIBUTE_PTR, CK_ULONG};

/// Attributes, nested ones included, that need no allocation.
const INLINE: usize = 24;

/// Templates within templates go no deeper: no token knows more than two levels.
const DEPTH: usize = 8;

// A template is lent as an array of these.
const _: () = assert!(size_of::<Attribute<'_>>() == size_of::<CK_ATTRIBUTE>());

/// Gives `call` the template as a C array that is valid while it runs: as it stands if every attribute is what a module
/// reads, else a copy on the stack. An empty template has an address all the same: SoftHSM takes NULL for a bad argument
/// where it copies objects.
#[inline]
pub(super) fn lend<T>(template: &[Attribute<'_>], call: impl FnOnce(CK_ATTRIBUTE_PTR, CK_ULONG) -> T) -> Result<T> {
    let mut copy = Copy::new();
    let (base, length) = match CK_ULONG::try_from(template.len()) {
        Ok(length) if is_ready(template) => (template.as_ptr().cast_mut().cast(), length),
        _ => copy.fill(template)?,
    };
    Ok(call(base, length))
}

/// Whether every attribute is what a module reads.
#[inline]
fn is_ready(template: &[Attribute<'_>]) -> bool {
    !Lent::is_marked(template.iter().fold(0, |marks, attribute| marks | attribute.lent().marks()))
}

/// A value of up to eight bytes, where any scalar of C may stand.
#[repr(align(8))]
struct Scalar(#[allow(dead_code, reason = "the module reads it")] [u8; 8]);

// Nothing but the bytes is in it, so they are where it is.
const _: () = assert!(size_of::<Scalar>() == 8);

/// A copy of a template, with a place for every value that has none: on the stack, or if it is long, beyond it.
struct Copy {
    attributes: [MaybeUninit<CK_ATTRIBUTE>; INLINE],
    scalars: [MaybeUninit<Scalar>; INLINE],
    more: (Vec<MaybeUninit<CK_ATTRIBUTE>>, Vec<MaybeUninit<Scalar>>),
}

impl Copy {
    #[inline]
    const fn new() -> Self {
        Self {
            attributes: [const { MaybeUninit::uninit() }; INLINE],
            scalars: [const { MaybeUninit::uninit() }; INLINE],
            more: (Vec::new(), Vec::new()),
        }
    }

    /// Makes the copy; gives where it begins, and its length.
    #[cold]
    fn fill(&mut self, template: &[Attribute<'_>]) -> Result<(CK_ATTRIBUTE_PTR, CK_ULONG)> {
        let count = count(template, DEPTH)?;
        let (attributes, scalars) = if count <= INLINE {
            (&mut self.attributes[..count], &mut self.scalars[..count])
        } else {
            self.more.0.resize_with(count, MaybeUninit::uninit);
            self.more.1.resize_with(count, MaybeUninit::uninit);
            (&mut self.more.0[..], &mut self.more.1[..])
        };
        let places = Places { attributes: attributes.as_mut_ptr().cast(), scalars: scalars.as_mut_ptr().cast() };
        // SAFETY: there are `count` places of both kinds, borrowed exclusively, and `place` writes as many.
        unsafe { places.place(template, 0, &mut template.len()) };
        // `count` fits: it is at most the number of attributes in memory, each larger than a byte.
        let length =
            CK_ULONG::try_from(template.len()).map_err(|_| Error::usage("template", "has too many attributes"))?;
        Ok((places.attributes, length))
    }
}

/// How many attributes there are, nested ones included.
fn count(template: &[Attribute<'_>], depth: usize) -> Result<usize> {
    let mut total = template.len();
    for attribute in template {
        let value = attribute.lent().view();
        if let View::Template(nested) = value {
            if depth == 0 {
                return Err(Error::usage("template", "has templates within templates too deep for any token"));
            }
            total += count(nested, depth - 1)?;
        }
        if matches!(value, View::TooLong) || CK_ULONG::try_from(value.size()).is_err() {
            let attribute = attribute.attribute_type();
            return Err(Error::usage("template", format!("{attribute} is longer than the module's CK_ULONG can say")));
        }
    }
    Ok(total)
}

/// Places for attributes and for values, as many of one as of the other.
struct Places {
    attributes: *mut CK_ATTRIBUTE,
    scalars: *mut Scalar,
}

impl Places {
    /// Writes a template to the places from `at` on, and the templates within it to those from `*next` on.
    ///
    /// # Safety
    ///
    /// There are as many places as [`count`] gave for the whole template, and nobody else uses them.
    unsafe fn place(&self, template: &[Attribute<'_>], at: usize, next: &mut usize) {
        for (index, attribute) in template.iter().enumerate() {
            let at = at + index;
            let mut raw = attribute.lent().raw();
            let value = attribute.lent().view();
            if let View::Template(nested) = value {
                let first = *next;
                *next += nested.len();
                // SAFETY: `first` and what follows lie within the places that `count` counted; so does `first` itself, or
                // it is where they end.
                raw.pValue = unsafe {
                    self.place(nested, first, next);
                    if nested.is_empty() { ptr::null_mut() } else { self.attributes.add(first).cast() }
                };
            }
            if let Some(scalar) = attribute.lent().held() {
                // SAFETY: `at` is below the count, by the caller's promise.
                raw.pValue = unsafe {
                    let place = self.scalars.add(at);
                    place.write(Scalar(scalar));
                    place.cast()
                };
            }
            #[allow(clippy::cast_possible_truncation, reason = "count has checked that the size fits")]
            let size = value.size() as CK_ULONG;
            raw.ulValueLen = size;
            // SAFETY: as above; a place of a packed struct needs no alignment and one of an aligned struct has it.
            unsafe { self.attributes.add(at).write(raw) };
        }
    }
}
