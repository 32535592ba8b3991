//! Templates (3.4): attributes as the array of CK_ATTRIBUTE that the module reads.
#![allow(unsafe_code)]

use super::value::{Lent, View, borrowed};
use crate::attribute::Attribute;
use crate::attribute::read::Scalar;
use crate::{AttributeType, Error, Result};
use core::marker::PhantomData;
use core::mem::MaybeUninit;
use core::ptr;
use pkcs11_sys::{CK_ATTRIBUTE, CK_ATTRIBUTE_PTR, CK_ULONG};

/// Attributes, nested ones included, that need no allocation.
const INLINE: usize = 24;

/// Templates within templates go no deeper: no token knows more than two levels.
const DEPTH: usize = 8;

/// A template has no more attributes, nested ones included: one that is named twice counts twice.
const MOST: usize = 1 << 16;

/// A copy of a template, so that nothing of the caller's changes whatever a module does to it: lent as it is, unless it is
/// marked. A module that writes to it finds that again when the call is repeated, and in [`types`](Self::types).
///
/// Two words, which go in registers.
#[derive(Clone, Copy)]
pub(crate) struct Copied<'c> {
    /// As many attributes as `count` says, which nobody else uses for `'c`; once lent, any bits at all.
    first: *mut CK_ATTRIBUTE,
    /// How many; and [`MARKED`].
    count: usize,
    borrowed: PhantomData<&'c mut [Attribute<'c>]>,
}

/// The highest bit, which no length of a slice has: whether the copy is not what a module can read, and so is never lent.
const MARKED: usize = !(usize::MAX >> 1);

/// Gives `then` a copy of the template; of one that has too many attributes, as much as shows that.
///
/// Where this is inlined into what builds the template, and knows its length, the copy is all that is built.
#[inline(always)]
pub(crate) fn copied<'a, T>(template: &[Attribute<'a>], then: impl FnOnce(Copied<'_>) -> T) -> T {
    let template = template.get(..=MOST).unwrap_or(template);
    let mut storage = Storage::new();
    let places = storage.places(template.len());
    let lengths = copy(template, places);
    // SAFETY: there are as many places as attributes; `copy` has written to each, and gives the lengths of all.
    then(unsafe { Copied::new(places, lengths) })
}

/// The same, with an attribute in front.
pub(crate) fn copied_after<'a, T>(
    first: Attribute<'a>,
    template: &[Attribute<'a>],
    then: impl FnOnce(Copied<'_>) -> T,
) -> T {
    let template = template.get(..=MOST).unwrap_or(template);
    let mut storage = Storage::new();
    let places = storage.places(1 + template.len());
    let (front, rest) = places.split_at_mut(1);
    let lengths = copy(&[first], front) | copy(template, rest);
    // SAFETY: as above.
    then(unsafe { Copied::new(places, lengths) })
}

/// Where copies are.
struct Storage<'a> {
    short: [MaybeUninit<Attribute<'a>>; INLINE],
    long: Vec<Attribute<'a>>,
}

impl<'a> Storage<'a> {
    #[inline]
    const fn new() -> Self {
        Self { short: [const { MaybeUninit::uninit() }; INLINE], long: Vec::new() }
    }

    #[inline]
    fn places(&mut self, count: usize) -> &mut [MaybeUninit<Attribute<'a>>] {
        match self.short.get_mut(..count) {
            Some(places) => places,
            None => {
                self.long.reserve_exact(count);
                &mut self.long.spare_capacity_mut()[..count]
            }
        }
    }
}

/// Copies attributes to as many places; gives their lengths, or-ed together.
#[inline]
fn copy<'a>(template: &[Attribute<'a>], places: &mut [MaybeUninit<Attribute<'a>>]) -> CK_ULONG {
    let mut lengths = 0;
    for (place, attribute) in places.iter_mut().zip(template) {
        lengths |= attribute.lent().raw().ulValueLen;
        place.write(*attribute);
    }
    lengths
}

impl<'c> Copied<'c> {
    /// # Safety
    ///
    /// The places are all written to, and the lengths are theirs.
    #[inline]
    unsafe fn new(places: &'c mut [MaybeUninit<Attribute<'_>>], lengths: CK_ULONG) -> Self {
        let marked = if Lent::is_marked(lengths) || places.len() > MOST { MARKED } else { 0 };
        Self { count: places.len() | marked, first: places.as_mut_ptr().cast(), borrowed: PhantomData }
    }

    const fn len(self) -> usize {
        self.count & !MARKED
    }

    /// Gives `call` the template as a C array that is valid while it runs. An empty one has an address all the same: SoftHSM
    /// takes NULL for a bad argument where it copies objects.
    #[inline]
    pub(super) fn lend<T>(self, call: impl FnOnce(CK_ATTRIBUTE_PTR, CK_ULONG) -> T) -> Result<T> {
        let mut placed;
        let base = if self.count & MARKED == 0 {
            self.first
        } else {
            placed = Placed::new();
            // SAFETY: by `new`, so many attributes are there for 'c, and a marked copy is never lent: they are as they were.
            placed.fill(unsafe { borrowed::<Attribute<'c>>(self.first.cast(), self.len()) })?
        };
        Ok(call(base, ulong(self.len())))
    }

    /// The numbers of the attributes; where a module has written to the template, what it has written.
    pub(crate) fn types(self) -> impl Iterator<Item = AttributeType> {
        // SAFETY: by `new`, so many attributes are there, borrowed for 'c; whatever a module writes to one is a number.
        (0..self.len()).map(move |at| AttributeType::new(unsafe { (*self.first.add(at)).type_ }))
    }
}

/// The copy of any template, with a place for every value that has none: of few attributes the copy is within, of more in
/// the vectors.
struct Placed {
    attributes: [MaybeUninit<CK_ATTRIBUTE>; INLINE],
    scalars: [MaybeUninit<Scalar>; INLINE],
    more_attributes: Vec<MaybeUninit<CK_ATTRIBUTE>>,
    more_scalars: Vec<MaybeUninit<Scalar>>,
}

impl Placed {
    #[inline]
    const fn new() -> Self {
        Self {
            attributes: [const { MaybeUninit::uninit() }; INLINE],
            scalars: [const { MaybeUninit::uninit() }; INLINE],
            more_attributes: Vec::new(),
            more_scalars: Vec::new(),
        }
    }

    /// Copies a template, and gives where the copy begins.
    #[cold]
    fn fill(&mut self, template: &[Attribute<'_>]) -> Result<CK_ATTRIBUTE_PTR> {
        let count = count(template, DEPTH)?;
        let (attributes, scalars) = if count <= INLINE {
            (&mut self.attributes[..], &mut self.scalars[..])
        } else {
            self.more_attributes.resize_with(count, MaybeUninit::uninit);
            self.more_scalars.resize_with(count, MaybeUninit::uninit);
            (&mut self.more_attributes[..], &mut self.more_scalars[..])
        };
        let places = Places { attributes: attributes.as_mut_ptr().cast(), scalars: scalars.as_mut_ptr().cast() };
        // SAFETY: there are `count` places of both kinds, or more, borrowed exclusively, and `place` writes as many.
        unsafe { places.place(template, 0, &mut template.len()) };
        Ok(places.attributes)
    }
}

#[cold]
fn too_many() -> Error {
    Error::usage("template", "has too many attributes")
}

/// How many attributes there are, nested ones included: at most MOST.
fn count(template: &[Attribute<'_>], depth: usize) -> Result<usize> {
    let mut total = template.len();
    if total > MOST {
        return Err(too_many());
    }
    for attribute in template {
        let value = attribute.lent().view();
        if let View::Template(nested) = value {
            if depth == 0 {
                return Err(Error::usage("template", "has templates within templates too deep for any token"));
            }
            // Both are at most MOST.
            total += count(nested, depth - 1)?;
            if total > MOST {
                return Err(too_many());
            }
        }
        if matches!(value, View::TooLong) {
            let attribute = attribute.attribute_type();
            return Err(Error::usage("template", format!("{attribute} is too long for a template")));
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
    /// There are as many places of both kinds as [`count`] gave for the whole template, and nobody else uses them.
    unsafe fn place(&self, template: &[Attribute<'_>], at: usize, next: &mut usize) {
        for (index, attribute) in template.iter().enumerate() {
            let at = at + index;
            let mut raw = attribute.lent().raw();
            match attribute.lent().view() {
                View::Template(nested) => {
                    let first = *next;
                    *next += nested.len();
                    // SAFETY: `first` and what follows lie within the places that `count` counted; so does `first` itself,
                    // or it is where they end.
                    raw.pValue = unsafe {
                        self.place(nested, first, next);
                        if nested.is_empty() { ptr::null_mut() } else { self.attributes.add(first).cast() }
                    };
                    raw.ulValueLen = ulong(nested.len() * size_of::<CK_ATTRIBUTE>());
                }
                View::Held(value) => {
                    // SAFETY: `at` is below the count, by the caller's promise.
                    raw.pValue = unsafe {
                        let place = self.scalars.add(at);
                        place.write(Scalar(value.bytes));
                        place.cast()
                    };
                    raw.ulValueLen = ulong(value.size);
                }
                // As they stand. `count` has refused what is too long.
                View::Bool(_) | View::Ulong(_) | View::Bytes(_) | View::TooLong => {}
            }
            // SAFETY: as above; a place of a packed struct needs no alignment and one of an aligned struct has it.
            unsafe { self.attributes.add(at).write(raw) };
        }
    }
}

/// A size that is small: of a scalar, or of at most MOST attributes.
#[allow(clippy::cast_possible_truncation, reason = "less than 2^32")]
fn ulong(size: usize) -> CK_ULONG {
    size as CK_ULONG
}

#[cfg(test)]
pub(super) fn lend<T>(template: &[Attribute<'_>], call: impl FnOnce(CK_ATTRIBUTE_PTR, CK_ULONG) -> T) -> Result<T> {
    copied(template, |template| template.lend(call))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ObjectClass, attribute as attr};
    use pkcs11_sys::*;

    #[test]
    fn an_empty_template_is_somewhere() {
        lend(&[], |base, length| assert!(base.addr() > 4096 && length == 0)).unwrap();
    }

    fn index(number: CK_ULONG) -> usize {
        usize::try_from(number).unwrap()
    }

    /// The number and the value of each attribute, as a module reads them.
    fn read(template: Copied<'_>) -> Vec<(CK_ATTRIBUTE_TYPE, Vec<u8>)> {
        let attribute = |base: CK_ATTRIBUTE_PTR, at: CK_ULONG| {
            // SAFETY: the copy has so many attributes, each with as many bytes as it says.
            unsafe {
                let CK_ATTRIBUTE { type_, pValue: value, ulValueLen: length } = base.add(index(at)).read();
                (type_, (0..index(length)).map(|at| value.cast::<u8>().add(at).read()).collect())
            }
        };
        template.lend(|base, count| (0..count).map(|at| attribute(base, at)).collect()).unwrap()
    }

    #[test]
    fn a_template_of_any_length_is_read_as_it_is() {
        let bits = [vec![CK_TRUE], CK_ULONG::to_ne_bytes(2048).to_vec()];
        for length in [0, 1, INLINE - 1, INLINE, INLINE + 1, 4 * INLINE] {
            // As it stands, and with a value without a place at the end.
            for last in [attr::TOKEN.is(true), attr::MODULUS_BITS.is(2048)] {
                let mut template = vec![attr::ID.is(&[1, 2, 3]); length];
                template.extend([last]);
                let mut expected = vec![(CKA_ID, vec![1, 2, 3]); length];
                let is_bool = last.attribute_type() == attr::TOKEN.attribute_type();
                expected.push((last.attribute_type().raw(), bits[usize::from(!is_bool)].clone()));
                assert_eq!(copied(&template, read), expected);
                assert!(copied(&template, |copy| copy.types().eq(template.iter().map(Attribute::attribute_type))));
                expected.insert(0, (CKA_CLASS, CK_ULONG::to_ne_bytes(CKO_DATA).to_vec()));
                assert_eq!(copied_after(attr::CLASS.is(ObjectClass::DATA), &template, read), expected);
            }
        }
    }

    #[test]
    fn a_copy_that_a_module_has_written_to_can_be_lent_again_and_named() {
        let template = [attr::TOKEN.is(true), attr::ID.is(&[1, 2])];
        copied(&template, |copy| {
            // SAFETY: the copy has two attributes.
            copy.lend(|base, _| unsafe {
                base.write(CK_ATTRIBUTE { ulValueLen: CK_ULONG::MAX, ..CK_ATTRIBUTE::ZERO });
            })
            .unwrap();
            // SAFETY: as above.
            let length = copy.lend(|base, _| unsafe { base.read() }.ulValueLen).unwrap();
            assert_eq!(length, CK_ULONG::MAX);
            assert!(copy.types().eq([AttributeType::new(0), attr::ID.attribute_type()]));
        });
    }

    #[test]
    fn attributes_that_are_named_again_and_again_are_too_many_at_last() {
        let inner = [attr::TOKEN.is(true); 1 << 10];
        assert_eq!(lend(&[attr::WRAP_TEMPLATE.is(&inner); 2], |_, length| length).unwrap(), 2);
        let outer = vec![attr::WRAP_TEMPLATE.is(&inner); 1 << 6];
        for template in [outer, vec![attr::TOKEN.is(true); MOST + 1]] {
            let error = lend(&template, |_, length| length).unwrap_err();
            assert!(error.to_string().contains("too many attributes"), "{error}");
        }
    }

    #[test]
    fn what_a_module_does_to_a_template_does_not_reach_the_callers() {
        let template = [attr::TOKEN.is(true), attr::ID.is(&[1, 2])];
        let before = format!("{template:?}");
        lend(&template, |base, length| {
            // SAFETY: the copy has so many attributes.
            (0..length).for_each(|at| unsafe { base.add(usize::try_from(at).unwrap()).write(CK_ATTRIBUTE::ZERO) });
        })
        .unwrap();
        assert_eq!(format!("{template:?}"), before);
    }
}
