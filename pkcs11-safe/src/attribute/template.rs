//! Templates (3.4): attributes as the array of CK_ATTRIBUTE that the module reads.
#![allow(unsafe_code)]

use super::Attribute;
use super::lent::{Lent, Scalar, View, borrowed};
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

/// A copy of a template as the C array that a module reads, so that nothing of the caller's changes whatever the module does
/// to it. What it writes there it finds again when the call is repeated, and [`types`](Self::types) gives.
#[derive(Clone, Copy)]
pub(crate) struct Copied<'c> {
    /// As many attributes as `count` says, which only this and copies of it use for `'c`; once lent, any bits at all.
    first: CK_ATTRIBUTE_PTR,
    count: CK_ULONG,
    borrowed: PhantomData<&'c mut [CK_ATTRIBUTE]>,
}

/// Gives `then` a copy of the template. An empty one has an address all the same: SoftHSM takes NULL for a bad argument where
/// it copies objects.
///
/// Where this is inlined into what builds the template, and knows its length, the copy is all that is built.
#[inline(always)]
pub(crate) fn copied<T>(template: &[Attribute<'_>], then: impl FnOnce(Copied<'_>) -> Result<T>) -> Result<T> {
    if template.len() > INLINE {
        return placed(template, then);
    }
    let mut places = [const { MaybeUninit::uninit() }; INLINE];
    let lengths = copy(template, &mut places);
    // SAFETY: there are no more than INLINE attributes, so `copy` has copied each to a place, and gives the lengths of all.
    unsafe { flat(&mut places, template.len(), lengths, then) }
}

/// As [`copied`], with an attribute in front.
#[inline]
pub(crate) fn copied_after<'a, T>(
    first: Attribute<'a>,
    template: &[Attribute<'a>],
    then: impl FnOnce(Copied<'_>) -> Result<T>,
) -> Result<T> {
    if template.len() >= MOST {
        return Err(too_many());
    }
    if template.len() >= INLINE {
        return placed(&[&[first], template].concat(), then);
    }
    let mut places = [const { MaybeUninit::uninit() }; INLINE];
    let lengths = copy(&[first], &mut places) | copy(template, &mut places[1..]);
    // SAFETY: there are fewer than INLINE attributes besides the first one, so the one `copy` has copied that to the first
    // place, and the other the others to those that follow; both give the lengths of what they copied.
    unsafe { flat(&mut places, 1 + template.len(), lengths, then) }
}

/// Copies as many attributes as there are places for; gives their lengths, or-ed together.
#[inline]
fn copy<'a>(template: &[Attribute<'a>], places: &mut [MaybeUninit<Attribute<'a>>]) -> CK_ULONG {
    let mut lengths = 0;
    for (place, attribute) in places.iter_mut().zip(template) {
        lengths |= attribute.lent().raw().ulValueLen;
        place.write(*attribute);
    }
    lengths
}

/// Gives `then` the copy, if a module can read it as it stands.
///
/// # Safety
///
/// The first `count` places, at most all of them, are written to, and `lengths` has the lengths of all these attributes.
#[inline]
unsafe fn flat<T>(
    places: &mut [MaybeUninit<Attribute<'_>>; INLINE],
    count: usize,
    lengths: CK_ULONG,
    then: impl FnOnce(Copied<'_>) -> Result<T>,
) -> Result<T> {
    debug_assert!(count <= INLINE);
    let first = places.as_mut_ptr().cast();
    if Lent::is_marked(lengths) {
        // SAFETY: the caller's promise; the places are borrowed, and nobody writes to them from now on.
        return placed(unsafe { borrowed(first, count) }, then);
    }
    // The places are borrowed until `then` has returned, and as it takes a copy of any lifetime, it keeps none.
    then(Copied { first: first.cast(), count: ulong(count), borrowed: PhantomData })
}

/// Gives `then` a copy that is laid out with places for values: of a template that is long, or has values without one.
#[cold]
#[inline(never)]
fn placed<T>(template: &[Attribute<'_>], then: impl FnOnce(Copied<'_>) -> Result<T>) -> Result<T> {
    let count = count(template, DEPTH)?;
    let mut few = ([const { MaybeUninit::uninit() }; INLINE], [const { MaybeUninit::uninit() }; INLINE]);
    let mut many = (Vec::new(), Vec::new());
    let (attributes, scalars): (&mut [MaybeUninit<CK_ATTRIBUTE>], &mut [MaybeUninit<Scalar>]) = if count <= INLINE {
        (&mut few.0, &mut few.1)
    } else {
        many.0.resize_with(count, MaybeUninit::uninit);
        many.1.resize_with(count, MaybeUninit::uninit);
        (&mut many.0, &mut many.1)
    };
    let places = Places { attributes: attributes.as_mut_ptr().cast(), scalars: scalars.as_mut_ptr().cast() };
    // SAFETY: there are `count` places of both kinds, or more, borrowed exclusively, and `place` writes as many.
    unsafe { places.place(template, 0, &mut template.len()) };
    // The places stay until `then` has returned, and are not used meanwhile.
    then(Copied { first: places.attributes, count: ulong(template.len()), borrowed: PhantomData })
}

impl Copied<'_> {
    /// Where the array begins: it is valid for `'c`.
    pub(crate) const fn as_mut_ptr(self) -> CK_ATTRIBUTE_PTR {
        self.first
    }

    pub(crate) const fn len(self) -> CK_ULONG {
        self.count
    }

    /// The numbers of the attributes; where a module has written to the template, what it has written.
    pub(crate) fn types(self) -> impl Iterator<Item = AttributeType> {
        #[allow(clippy::cast_possible_truncation, reason = "at most MOST")]
        let count = self.count as usize;
        // SAFETY: by `flat` and `placed`, so many attributes are there for 'c, which what is returned does not outlive; A3: no
        // module writes to them meanwhile, and whatever it has written to one is a number.
        (0..count).map(move |at| AttributeType::new(unsafe { (*self.first.add(at)).type_ }))
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

/// Gives `call` what a module would get.
#[cfg(test)]
pub(super) fn lend<T>(template: &[Attribute<'_>], call: impl FnOnce(CK_ATTRIBUTE_PTR, CK_ULONG) -> T) -> Result<T> {
    copied(template, |copy| Ok(call(copy.first, copy.count)))
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
    fn read(copy: Copied<'_>) -> Result<Vec<(CK_ATTRIBUTE_TYPE, Vec<u8>)>> {
        let attribute = |at: CK_ULONG| {
            // SAFETY: the copy has so many attributes, each with as many bytes as it says.
            unsafe {
                let CK_ATTRIBUTE { type_, pValue: value, ulValueLen: length } = copy.first.add(index(at)).read();
                (type_, (0..index(length)).map(|at| value.cast::<u8>().add(at).read()).collect())
            }
        };
        Ok((0..copy.count).map(attribute).collect())
    }

    #[test]
    fn a_template_of_any_length_is_read_as_it_is() {
        let bits = [vec![CK_TRUE], CK_ULONG::to_ne_bytes(2048).to_vec()];
        for length in [0, 1, INLINE - 2, INLINE - 1, INLINE, INLINE + 1, 4 * INLINE] {
            // As it stands, and with a value without a place at the end.
            for last in [attr::TOKEN.is(true), attr::MODULUS_BITS.is(2048)] {
                let mut template = vec![attr::ID.is(&[1, 2, 3]); length];
                template.extend([last]);
                let mut expected = vec![(CKA_ID, vec![1, 2, 3]); length];
                let is_bool = last.attribute_type() == attr::TOKEN.attribute_type();
                expected.push((last.attribute_type().raw(), bits[usize::from(!is_bool)].clone()));
                assert_eq!(copied(&template, read).unwrap(), expected);
                let types = copied(&template, |copy| Ok(copy.types().collect::<Vec<_>>())).unwrap();
                assert!(types.iter().copied().eq(template.iter().map(Attribute::attribute_type)));
                // With a number in front that has a place, and with one that has none.
                for class in [CKO_DATA, CKO_VENDOR_DEFINED] {
                    let class = attr::CLASS.is(ObjectClass::new(class));
                    let mut expected = expected.clone();
                    expected.insert(0, (CKA_CLASS, class.lent().as_ulong().unwrap().to_ne_bytes().to_vec()));
                    assert_eq!(copied_after(class, &template, read).unwrap(), expected);
                    assert_eq!(copied_after(class, &[], read).unwrap(), expected[..1]);
                }
            }
        }
    }

    #[test]
    fn a_copy_that_a_module_has_written_to_is_named_by_what_it_wrote() {
        // As it stands, and laid out anew.
        for first in [attr::TOKEN.is(true), attr::MODULUS_BITS.is(2048)] {
            let types = copied(&[first, attr::ID.is(&[1, 2])], |copy| {
                // SAFETY: the copy has two attributes.
                unsafe { copy.first.write(CK_ATTRIBUTE { ulValueLen: CK_ULONG::MAX, ..CK_ATTRIBUTE::ZERO }) };
                Ok(copy.types().collect::<Vec<_>>())
            });
            assert_eq!(types.unwrap(), [AttributeType::new(0), attr::ID.attribute_type()]);
        }
    }

    #[test]
    fn attributes_that_are_named_again_and_again_are_too_many_at_last() {
        let inner = [attr::TOKEN.is(true); 1 << 10];
        assert_eq!(lend(&[attr::WRAP_TEMPLATE.is(&inner); 2], |_, length| length).unwrap(), 2);
        let outer = vec![attr::WRAP_TEMPLATE.is(&inner); 1 << 6];
        let long = vec![attr::TOKEN.is(true); MOST];
        // Miri takes a minute to lay out as many.
        assert!(cfg!(miri) || copied(&long, |_| Ok(())).is_ok());
        let longer = [&long[..], &long[..1]].concat();
        let errors = [
            copied(&outer, |_| Ok(())).unwrap_err(),
            copied(&longer, |_| Ok(())).unwrap_err(),
            copied_after(long[0], &long, |_| Ok(())).unwrap_err(),
        ];
        for error in errors {
            assert!(error.to_string().contains("too many attributes"), "{error}");
        }
    }

    #[test]
    fn what_a_module_does_to_a_template_does_not_reach_the_callers() {
        let inner = [attr::TOKEN.is(true), attr::ID.is(&[1, 2])];
        // As it stands, and laid out anew, with a template within.
        for template in [&inner[..], &[attr::MODULUS_BITS.is(2048), attr::WRAP_TEMPLATE.is(&inner)]] {
            let before = format!("{template:?}");
            lend(template, |base, length| {
                for at in (0..length).map(index) {
                    // SAFETY: the copy has so many attributes, and where one is a template, its value has two.
                    unsafe {
                        let CK_ATTRIBUTE { type_, pValue: value, .. } = base.add(at).read();
                        if type_ == CKA_WRAP_TEMPLATE {
                            value.cast::<CK_ATTRIBUTE>().add(1).write(CK_ATTRIBUTE::ZERO);
                        }
                        base.add(at).write(CK_ATTRIBUTE::ZERO);
                    }
                }
            })
            .unwrap();
            assert_eq!(format!("{template:?}"), before);
        }
    }
}
