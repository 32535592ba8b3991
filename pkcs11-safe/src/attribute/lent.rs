//! The values of attributes that are lent to a module.
//!
//! A value that is borrowed is where it is; booleans and small numbers are in static memory: such an attribute is what a
//! module reads. Other values that come without a place (larger numbers, dates, versions) are held where the pointer to them
//! will be. These and templates within templates are marked in the length; a marked attribute never reaches a module, but
//! what [`template`](super::template) makes of it.
#![allow(unsafe_code)]

use super::{Attribute, Date};
use crate::{MechanismType, Ulong, Version};
use core::marker::PhantomData;
use core::ptr;
use pkcs11_sys::{CK_ATTRIBUTE, CK_ATTRIBUTE_TYPE, CK_BBOOL, CK_FALSE, CK_TRUE, CK_ULONG, CK_VOID_PTR};

/// What booleans point to.
static BOOLS: [CK_BBOOL; 2] = [CK_FALSE, CK_TRUE];

/// The lengths of a boolean and of a number.
#[allow(clippy::cast_possible_truncation, reason = "at most eight")]
const BOOL_LENGTH: CK_ULONG = size_of::<CK_BBOOL>() as CK_ULONG;
#[allow(clippy::cast_possible_truncation, reason = "at most eight")]
const ULONG_LENGTH: CK_ULONG = size_of::<CK_ULONG>() as CK_ULONG;

/// What small numbers point to: classes, key types, lengths of keys.
static NUMBERS: [CK_ULONG; 256] = {
    let (mut numbers, mut at) = ([0; 256], 0);
    while at < numbers.len() {
        #[allow(clippy::cast_possible_truncation, reason = "at most 255")]
        let number = at as CK_ULONG;
        numbers[at] = number;
        at += 1;
    }
    numbers
};

/// The mark: the highest bit of the length, which no length of a value has. The two below it say what is there instead of
/// a pointer to a value, and the others are the length.
const MARK: CK_ULONG = !(CK_ULONG::MAX >> 1);
const WHAT: CK_ULONG = MARK | MARK >> 1 | MARK >> 2;
const HELD: CK_ULONG = MARK;
const TEMPLATE: CK_ULONG = MARK | MARK >> 1;
const TOO_LONG: CK_ULONG = MARK | MARK >> 2;

/// Held values: what stands for the length says of what type they are.
const ULONG: CK_ULONG = HELD | 1;
const VERSION: CK_ULONG = HELD | 2;
const DATE: CK_ULONG = HELD | 3;

/// Eight bytes where any scalar of C may stand.
#[derive(Clone, Copy, Debug)]
#[repr(align(8))]
pub(crate) struct Scalar(pub(crate) [u8; 8]);

// Nothing but the bytes is in it, so they are where it is.
const _: () = assert!(size_of::<Scalar>() == 8);

/// An attribute and its value, which lives for `'a`: made by the constructors here and nowhere else, so that the pointer is to
/// as many bytes as the length says, unless that is marked. Only copies are lent, and a copy that was lent is never taken
/// for one of these again.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Lent<'a> {
    attribute: CK_ATTRIBUTE,
    value: PhantomData<&'a [u8]>,
}

// SAFETY: the pointer is a shared borrow of bytes, numbers or attributes, or of static memory, or no pointer at all.
unsafe impl Send for Lent<'_> {}
// SAFETY: as above.
unsafe impl Sync for Lent<'_> {}

/// What a value is, as far as that shows.
pub(crate) enum View<'a> {
    /// A boolean, or a number, in static memory. (Bytes that happen to be there look like it, and are the same bytes.)
    Bool(bool),
    Ulong(CK_ULONG),
    /// A value that has no place yet.
    Held(Held),
    /// Bytes, text, or an array of numbers
    Bytes(&'a [u8]),
    Template(&'a [Attribute<'a>]),
    /// More bytes than fit beside the mark.
    TooLong,
}

/// A value of so many bytes, at most eight, as a module reads it.
pub(crate) struct Held {
    pub(crate) bytes: [u8; 8],
    pub(crate) size: usize,
}

impl Held {
    fn new<const N: usize>(value: [u8; N]) -> Self {
        const { assert!(N <= 8, "a scalar has at most eight bytes") };
        let mut bytes = [0; 8];
        bytes[..N].copy_from_slice(&value);
        Self { bytes, size: N }
    }
}

impl<'a> Lent<'a> {
    #[inline]
    fn new<T>(number: CK_ATTRIBUTE_TYPE, value: *const T, length: CK_ULONG) -> Self {
        let attribute = CK_ATTRIBUTE { type_: number, pValue: value.cast_mut().cast(), ulValueLen: length };
        Self { attribute, value: PhantomData }
    }

    /// A boolean.
    #[inline]
    pub(crate) fn bool(number: CK_ATTRIBUTE_TYPE, value: bool) -> Self {
        Self::new(number, &raw const BOOLS[usize::from(value)], BOOL_LENGTH)
    }

    /// A number.
    #[inline]
    pub(crate) fn ulong(number: CK_ATTRIBUTE_TYPE, value: CK_ULONG) -> Self {
        #[allow(clippy::cast_possible_truncation, reason = "a pointer has as many bits as a CK_ULONG, or more")]
        let address = value as usize;
        match NUMBERS.get(address) {
            Some(value) => Self::new(number, ptr::from_ref(value), ULONG_LENGTH),
            None => Self::new(number, ptr::without_provenance::<u8>(address), ULONG),
        }
    }

    pub(crate) fn version(number: CK_ATTRIBUTE_TYPE, value: Version) -> Self {
        let address = u16::from_be_bytes([value.major, value.minor]);
        Self::new(number, ptr::without_provenance::<u8>(address.into()), VERSION)
    }

    pub(crate) fn date(number: CK_ATTRIBUTE_TYPE, value: Date) -> Self {
        // Four digits, and two of two: less than 2^32, and a pointer has as many bits.
        let address = (value.year() as usize * 100 + usize::from(value.month())) * 100 + usize::from(value.day());
        Self::new(number, ptr::without_provenance::<u8>(address), DATE)
    }

    /// Bytes or text.
    #[inline]
    pub(crate) fn bytes(number: CK_ATTRIBUTE_TYPE, value: &'a [u8]) -> Self {
        Self::slice(number, value)
    }

    #[inline]
    pub(crate) fn numbers(number: CK_ATTRIBUTE_TYPE, value: &'a [Ulong]) -> Self {
        Self::slice(number, value)
    }

    #[inline]
    pub(crate) fn mechanisms(number: CK_ATTRIBUTE_TYPE, value: &'a [MechanismType]) -> Self {
        Self::slice(number, value)
    }

    /// An array: where it is, and how many bytes it has; if it has none, nowhere.
    #[inline]
    fn slice<T>(number: CK_ATTRIBUTE_TYPE, value: &'a [T]) -> Self {
        let address = if value.is_empty() { ptr::null() } else { value.as_ptr() };
        match CK_ULONG::try_from(size_of_val(value)) {
            Ok(length) if length & MARK == 0 => Self::new(number, address, length),
            _ => Self::new(number, address, TOO_LONG),
        }
    }

    pub(crate) fn template(number: CK_ATTRIBUTE_TYPE, value: &'a [Attribute<'a>]) -> Self {
        match CK_ULONG::try_from(value.len()) {
            Ok(count) if count & WHAT == 0 => Self::new(number, value.as_ptr(), TEMPLATE | count),
            _ => Self::new(number, value.as_ptr(), TOO_LONG),
        }
    }

    #[inline]
    pub(crate) const fn number(&self) -> CK_ATTRIBUTE_TYPE {
        self.attribute.type_
    }

    /// As the module reads it, unless it is marked.
    #[inline]
    pub(super) const fn raw(&self) -> CK_ATTRIBUTE {
        self.attribute
    }

    /// Whether any of the lengths that were or-ed together is marked.
    #[inline]
    pub(super) const fn is_marked(lengths: CK_ULONG) -> bool {
        lengths & MARK != 0
    }

    /// The value, if it is a number.
    pub(crate) fn as_ulong(&self) -> Option<CK_ULONG> {
        match self.view() {
            View::Ulong(number) => Some(number),
            #[allow(clippy::cast_possible_truncation, reason = "what was put in comes out")]
            View::Held(_) if self.attribute.ulValueLen == ULONG => Some(self.attribute.pValue.addr() as CK_ULONG),
            _ => None,
        }
    }

    /// The value.
    pub(crate) fn view(&self) -> View<'a> {
        let CK_ATTRIBUTE { pValue: pointer, ulValueLen: length, .. } = self.attribute;
        let address = pointer.addr();
        #[allow(clippy::cast_possible_truncation, reason = "what was put in comes out")]
        match length & WHAT {
            HELD => View::Held(match length {
                ULONG => Held::new((address as CK_ULONG).to_ne_bytes()),
                VERSION => Held::new((address as u16).to_be_bytes()),
                _ => Held::new(digits(address)),
            }),
            // SAFETY: `template` has put in the pointer and the count of a slice that lives for 'a.
            TEMPLATE => View::Template(unsafe { borrowed(pointer, (length & !WHAT) as usize) }),
            TOO_LONG => View::TooLong,
            _ => match (index_of(&BOOLS, address, length), index_of(&NUMBERS, address, length)) {
                (Some(index), _) => View::Bool(index != 0),
                (_, Some(index)) => View::Ulong(NUMBERS[index]),
                // SAFETY: `slice` has put in the pointer to a slice that lives for 'a, and its length in bytes: what it
                // has is bytes or numbers, without padding.
                (None, None) => View::Bytes(unsafe { borrowed(pointer, length as usize) }),
            },
        }
    }

    /// The size of the value in bytes; of a template, the number of attributes times the size of CK_ATTRIBUTE.
    pub(crate) fn size(&self) -> usize {
        match self.view() {
            View::Bool(_) => size_of::<CK_BBOOL>(),
            View::Ulong(_) => size_of::<CK_ULONG>(),
            View::Held(held) => held.size,
            View::Bytes(bytes) => bytes.len(),
            View::Template(template) => size_of_val(template),
            View::TooLong => usize::MAX,
        }
    }
}

/// So many values; of none, the pointer may be any.
///
/// # Safety
///
/// The pointer is to as many values, which live for `'a` and are not written to meanwhile.
pub(super) unsafe fn borrowed<'a, T>(pointer: CK_VOID_PTR, count: usize) -> &'a [T] {
    if count == 0 {
        return &[];
    }
    // SAFETY: the caller's promise.
    unsafe { &*ptr::slice_from_raw_parts(pointer.cast_const().cast(), count) }
}

/// Eight decimal digits in ASCII.
fn digits(mut number: usize) -> [u8; 8] {
    let mut digits = [b'0'; 8];
    for digit in digits.iter_mut().rev() {
        #[allow(clippy::cast_possible_truncation, reason = "a digit")]
        (*digit += (number % 10) as u8);
        number /= 10;
    }
    digits
}

/// Which element of a static list is at an address and of that length, if any.
fn index_of<T>(list: &'static [T], address: usize, length: CK_ULONG) -> Option<usize> {
    let offset = address.checked_sub(list.as_ptr().addr())?;
    let is_element = offset < size_of_val(list) && offset % size_of::<T>() == 0;
    (is_element && usize::try_from(length) == Ok(size_of::<T>())).then(|| offset / size_of::<T>())
}

#[cfg(test)]
mod tests {
    use super::super::template::lend;
    use super::*;
    use crate::attribute as attr;
    use pkcs11_sys::*;

    /// What a module reads.
    fn read(lent: Lent<'_>) -> Vec<u8> {
        let mut read = Vec::new();
        lend(&[Attribute::new(lent)], |template, count| {
            assert_eq!(count, 1);
            // SAFETY: one attribute, whose value is as many bytes as it says; a packed one need not be aligned.
            unsafe {
                let CK_ATTRIBUTE { pValue: value, ulValueLen: length, .. } = template.read_unaligned();
                for at in 0..usize::try_from(length).unwrap() {
                    read.push(value.cast::<u8>().add(at).read());
                }
            }
        })
        .unwrap();
        read
    }

    #[test]
    fn numbers_with_a_place_in_static_memory_and_without_are_seen_and_read_as_they_are() {
        for number in [0, 1, 255, 256, 2048, 0x8000_0001, CK_ULONG::MAX >> 1, CK_ULONG::MAX] {
            let lent = Lent::ulong(CKA_VALUE_LEN, number);
            assert_eq!(Lent::is_marked(lent.raw().ulValueLen), number > 255);
            assert_eq!((lent.as_ulong(), lent.size()), (Some(number), size_of::<CK_ULONG>()));
            assert_eq!(read(lent), number.to_ne_bytes());
        }
        for value in [false, true] {
            let lent = Lent::bool(CKA_TOKEN, value);
            assert!(matches!(lent.view(), View::Bool(seen) if seen == value));
            assert_eq!(read(lent), [u8::from(value)]);
        }
    }

    #[test]
    fn dates_and_versions_are_read_as_the_standard_writes_them() {
        for (date, digits) in [((2026, 11, 3), b"20261103"), ((9999, 12, 31), b"99991231"), ((0, 1, 1), b"00000101")] {
            let lent = Lent::date(CKA_START_DATE, Date::new(date.0, date.1, date.2).unwrap());
            assert_eq!((read(lent), lent.as_ulong()), (digits.to_vec(), None));
        }
        let lent = Lent::version(CKA_VENDOR_DEFINED, Version::new(3, 255));
        assert_eq!((read(lent), lent.size()), (vec![3, 255], 2));
    }

    #[test]
    fn bytes_are_where_they_are_and_none_are_nowhere() {
        let (bytes, numbers) = (b"\x01\0", [7, CK_ULONG::MAX]);
        let lent = Lent::bytes(CKA_ID, bytes);
        assert_eq!((lent.raw().pValue.addr(), read(lent)), (bytes.as_ptr().addr(), bytes.to_vec()));
        assert!(matches!(lent.view(), View::Bytes(seen) if seen == bytes));
        assert_eq!(read(Lent::numbers(CKA_ALLOWED_MECHANISMS, &numbers)), numbers.map(CK_ULONG::to_ne_bytes).concat());
        let lent = Lent::bytes(CKA_ID, &[]);
        assert!(lent.raw().pValue.is_null() && matches!(lent.view(), View::Bytes([])));
        assert_eq!(read(lent), []);
    }

    #[test]
    fn bytes_that_stand_where_the_numbers_do_are_read_as_the_bytes_that_they_are() {
        let attributes =
            [Attribute::new(Lent::slice(CKA_ID, &BOOLS)), Attribute::new(Lent::slice(CKA_ID, &NUMBERS[3..5]))];
        // Beside a value that is held, and so makes another copy.
        for with in [&[][..], &[attr::MODULUS_BITS.is(2048)]] {
            lend(&[&attributes[..], with].concat(), |template, _| {
                // SAFETY: as above.
                let [first, second] = [0, 1].map(|at| unsafe { template.add(at).read_unaligned() });
                assert_eq!((first.ulValueLen, second.ulValueLen), (2, 2 * ULONG_LENGTH));
            })
            .unwrap();
        }
        assert_eq!(read(Lent::slice(CKA_ID, &BOOLS)), BOOLS);
    }

    #[test]
    fn what_is_too_long_is_refused() {
        let lent = Lent::new(CKA_VALUE, BOOLS.as_ptr(), TOO_LONG);
        let error = lend(&[Attribute::new(lent)], |_, _| ()).unwrap_err();
        assert!(error.to_string().contains("CKA_VALUE is too long"), "{error}");
    }

    #[test]
    fn a_template_is_seen_as_its_attributes() {
        let inner = [attr::TOKEN.is(true), attr::MODULUS_BITS.is(2048)];
        let View::Template(seen) = Lent::template(CKA_WRAP_TEMPLATE, &inner).view() else { panic!() };
        assert_eq!(format!("{seen:?}"), format!("{inner:?}"));
    }
}
