//! The values of attributes that are lent to a module: CK_ATTRIBUTE, in the form in which it reads them.
//!
//! A value that is borrowed is where it is; booleans and small numbers are in static memory. A template of such attributes
//! is what a module reads, as it stands. Other values that come without a place (larger numbers, dates, versions) are held
//! where the pointer to them will be; these and templates within templates are marked in the length, and get their places
//! in a copy of the template ([`template`](super::template)).
#![allow(unsafe_code)]

use crate::attribute::{Attribute, Date, Version};
use crate::{MechanismType, Ulong};
use core::marker::PhantomData;
use core::{ptr, slice};
use pkcs11_sys::{CK_ATTRIBUTE, CK_ATTRIBUTE_TYPE, CK_BBOOL, CK_FALSE, CK_TRUE, CK_ULONG};

/// What booleans point to.
static BOOLS: [CK_BBOOL; 2] = [CK_FALSE, CK_TRUE];

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

/// Held values, by their lengths: a CK_ULONG has four or eight bytes, a CK_VERSION two, and a CK_DATE's eight are held in
/// four.
const ULONG: CK_ULONG = HELD | 1;
const VERSION: CK_ULONG = HELD | 2;
const DATE: CK_ULONG = HELD | 3;

/// An attribute and its value, which lives for `'a`: made by the constructors here and nowhere else, so that the pointer
/// is to as many bytes as the length says, unless that is marked.
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

/// What a value is, where that shows.
pub(crate) enum View<'a> {
    Bool(bool),
    Ulong(CK_ULONG),
    Date([u8; 8]),
    Version([u8; 2]),
    /// Bytes, text, or an array of numbers
    Bytes(&'a [u8]),
    Template(&'a [Attribute<'a>]),
    /// More bytes than a CK_ULONG of this system can say without the mark.
    TooLong,
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
        Self::new(number, &raw const BOOLS[usize::from(value)], size_of::<CK_BBOOL>() as CK_ULONG)
    }

    /// A number.
    #[inline]
    pub(crate) fn ulong(number: CK_ATTRIBUTE_TYPE, value: CK_ULONG) -> Self {
        #[allow(clippy::cast_possible_truncation, reason = "a pointer has as many bits as a CK_ULONG, or more")]
        let address = value as usize;
        match NUMBERS.get(address) {
            Some(value) => Self::new(number, ptr::from_ref(value), size_of::<CK_ULONG>() as CK_ULONG),
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

    /// What is or-ed over a template tells whether any is marked.
    #[inline]
    pub(super) const fn marks(&self) -> CK_ULONG {
        self.attribute.ulValueLen
    }

    #[inline]
    pub(super) const fn is_marked(marks: CK_ULONG) -> bool {
        marks & MARK != 0
    }

    /// A value that has no place yet, as a module reads it: bytes, of which the view tells the size.
    pub(super) fn held(&self) -> Option<[u8; 8]> {
        let mut bytes = [0; 8];
        if self.attribute.ulValueLen & WHAT != HELD {
            return None;
        }
        match self.view() {
            View::Ulong(number) => bytes[..size_of::<CK_ULONG>()].copy_from_slice(&number.to_ne_bytes()),
            View::Version(version) => bytes[..2].copy_from_slice(&version),
            View::Date(date) => bytes = date,
            _ => return None,
        }
        Some(bytes)
    }

    /// The value.
    pub(crate) fn view(&self) -> View<'a> {
        let CK_ATTRIBUTE { pValue: pointer, ulValueLen: length, .. } = self.attribute;
        let address = pointer.addr();
        #[allow(clippy::cast_possible_truncation, reason = "what was put in comes out")]
        match length & WHAT {
            HELD => match length {
                ULONG => View::Ulong(address as CK_ULONG),
                VERSION => View::Version((address as u16).to_be_bytes()),
                _ => View::Date(digits(address)),
            },
            TEMPLATE => {
                let count = (length & !WHAT) as usize;
                // SAFETY: `template` has put in the pointer and the count of a slice that lives for 'a.
                View::Template(unsafe { slice::from_raw_parts(pointer.cast(), count) })
            }
            TOO_LONG => View::TooLong,
            _ if length == 0 => View::Bytes(&[]),
            _ => {
                if let Some(index) = index_of(&BOOLS, address) {
                    return View::Bool(index != 0);
                }
                if let Some(index) = index_of(&NUMBERS, address) {
                    return View::Ulong(NUMBERS[index]);
                }
                // SAFETY: `slice` has put in the pointer to a slice that lives for 'a, and its length in bytes: what it
                // has is bytes or numbers, without padding.
                View::Bytes(unsafe { slice::from_raw_parts(pointer.cast(), length as usize) })
            }
        }
    }
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

/// Which element of a static list is at an address, if any.
fn index_of<T>(list: &'static [T], address: usize) -> Option<usize> {
    let index = address.checked_sub(list.as_ptr().addr())? / size_of::<T>();
    (index < list.len()).then_some(index)
}

impl View<'_> {
    /// The size of the value in bytes; of a template, the number of attributes times the size of CK_ATTRIBUTE.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Bool(_) => size_of::<CK_BBOOL>(),
            Self::Ulong(_) => size_of::<CK_ULONG>(),
            Self::Date(date) => date.len(),
            Self::Version(version) => version.len(),
            Self::Bytes(bytes) => bytes.len(),
            Self::Template(template) => template.len() * size_of::<CK_ATTRIBUTE>(),
            Self::TooLong => usize::MAX,
        }
    }
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
            assert_eq!(Lent::is_marked(lent.marks()), number > 255);
            assert!(matches!(lent.view(), View::Ulong(seen) if seen == number));
            assert_eq!(read(lent), number.to_ne_bytes());
        }
        for value in [false, true] {
            let lent = Lent::bool(CKA_TOKEN, value);
            assert!(matches!(lent.view(), View::Bool(seen) if seen == value));
            assert_eq!(read(lent), [u8::from(value)]);
        }
    }

    #[test]
    fn dates_and_versions_are_seen_and_read_as_the_standard_writes_them() {
        for (date, digits) in [((2026, 11, 3), b"20261103"), ((9999, 12, 31), b"99991231"), ((0, 1, 1), b"00000101")] {
            let lent = Lent::date(CKA_START_DATE, Date::new(date.0, date.1, date.2).unwrap());
            assert!(matches!(lent.view(), View::Date(seen) if seen == *digits));
            assert_eq!(read(lent), digits);
        }
        let lent = Lent::version(CKA_VENDOR_DEFINED, Version::new(3, 255));
        assert!(matches!(lent.view(), View::Version([3, 255])));
        assert_eq!(read(lent), [3, 255]);
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
    fn a_template_is_seen_as_its_attributes() {
        let inner = [attr::TOKEN.is(true), attr::MODULUS_BITS.is(2048)];
        let View::Template(seen) = Lent::template(CKA_WRAP_TEMPLATE, &inner).view() else { panic!() };
        assert_eq!(format!("{seen:?}"), format!("{inner:?}"));
    }
}
