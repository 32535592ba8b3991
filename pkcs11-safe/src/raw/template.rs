//! Templates (3.4): attributes as the array of CK_ATTRIBUTE that the module reads, on the stack of the call.
#![allow(unsafe_code)]

use crate::attribute::{Attribute, Erased};
use crate::{Error, Result};
use core::mem::MaybeUninit;
use core::ptr;
use pkcs11_sys::{CK_ATTRIBUTE, CK_ATTRIBUTE_PTR, CK_ULONG, CK_VOID_PTR};

/// Attributes, nested ones included, that need no allocation.
const INLINE: usize = 24;

/// Templates within templates go no deeper: no token knows more than two levels.
const DEPTH: usize = 8;

/// Gives `call` the template as a C array that is valid while it runs. An empty template has an address all the same:
/// SoftHSM takes NULL for a bad argument where it copies objects.
#[inline]
pub(super) fn lend<T>(template: &[Attribute<'_>], call: impl FnOnce(CK_ATTRIBUTE_PTR, CK_ULONG) -> T) -> Result<T> {
    let mut inline = [const { MaybeUninit::<CK_ATTRIBUTE>::uninit() }; INLINE];
    if let Some(length) = flat(template, &mut inline) {
        return Ok(call(inline.as_mut_ptr().cast(), length));
    }
    let mut large = Vec::new();
    let (base, length) = deep(template, &mut inline, &mut large)?;
    Ok(call(base, length))
}

/// Writes a template, if it is short and no templates are in it; gives its length.
#[inline]
fn flat(template: &[Attribute<'_>], places: &mut [MaybeUninit<CK_ATTRIBUTE>; INLINE]) -> Option<CK_ULONG> {
    if template.len() > INLINE {
        return None;
    }
    for (place, attribute) in places.iter_mut().zip(template) {
        let (pointer, size) = match attribute.erased() {
            Erased::Scalar(value) => (value.as_ptr().cast_mut().cast(), CK_ULONG::from(value.size())),
            value => long(value)?,
        };
        place.write(CK_ATTRIBUTE { type_: attribute.attribute_type().raw(), pValue: pointer, ulValueLen: size });
    }
    CK_ULONG::try_from(template.len()).ok()
}

/// Where a value that is no scalar is, and its size. Apart, so that scalars, which are most, take no detour.
#[inline(never)]
fn long(value: &Erased<'_>) -> Option<(CK_VOID_PTR, CK_ULONG)> {
    Some((address(value)?, CK_ULONG::try_from(value.size()).ok()?))
}

/// Writes any template, to the places or to memory of its own; gives where it begins, and its length.
#[cold]
fn deep(
    template: &[Attribute<'_>],
    inline: &mut [MaybeUninit<CK_ATTRIBUTE>; INLINE],
    large: &mut Vec<MaybeUninit<CK_ATTRIBUTE>>,
) -> Result<(CK_ATTRIBUTE_PTR, CK_ULONG)> {
    let count = count(template, DEPTH)?;
    let places = if count <= INLINE {
        &mut inline[..count]
    } else {
        large.resize(count, MaybeUninit::uninit());
        &mut large[..]
    };
    let base = places.as_mut_ptr().cast::<CK_ATTRIBUTE>();
    // SAFETY: `base` points to `count` places, borrowed exclusively, and `place` writes as many.
    unsafe { place(template, base, 0, &mut template.len()) };
    // `count` fits: it is at most the number of attributes in memory, each larger than a byte.
    let length = CK_ULONG::try_from(template.len()).map_err(|_| Error::usage("template", "has too many attributes"))?;
    Ok((base, length))
}

/// Where a value is; `None` for a template, which has to be written first.
#[inline]
fn address(value: &Erased<'_>) -> Option<CK_VOID_PTR> {
    Some(match value {
        Erased::Scalar(value) => value.as_ptr().cast_mut().cast(),
        Erased::Bytes([]) | Erased::Numbers([]) | Erased::Mechanisms([]) => ptr::null_mut(),
        Erased::Bytes(value) => value.as_ptr().cast_mut().cast(),
        Erased::Numbers(value) => value.as_ptr().cast_mut().cast(),
        Erased::Mechanisms(value) => value.as_ptr().cast_mut().cast(),
        Erased::Template(_) => return None,
    })
}

fn count(template: &[Attribute<'_>], depth: usize) -> Result<usize> {
    let mut total = template.len();
    for attribute in template {
        if let Erased::Template(nested) = attribute.erased() {
            if depth == 0 {
                return Err(Error::usage("template", "has templates within templates too deep for any token"));
            }
            total += count(nested, depth - 1)?;
        }
        if CK_ULONG::try_from(attribute.erased().size()).is_err() {
            let attribute = attribute.attribute_type();
            return Err(Error::usage("template", format!("{attribute} is longer than the module's CK_ULONG can say")));
        }
    }
    Ok(total)
}

/// Writes a template to `base[at..]`, and the templates within it to `base[*next..]` on.
///
/// # Safety
///
/// `base` points to as many places as [`count`] gave for the whole template, and nobody else uses them.
unsafe fn place(template: &[Attribute<'_>], base: *mut CK_ATTRIBUTE, at: usize, next: &mut usize) {
    for (index, attribute) in template.iter().enumerate() {
        let value = match attribute.erased() {
            Erased::Template([]) => ptr::null_mut(),
            Erased::Template(nested) => {
                let first = *next;
                *next += nested.len();
                // SAFETY: `first` and what follows lie within the places that `count` counted; so does `base.add(first)`.
                unsafe {
                    place(nested, base, first, next);
                    base.add(first).cast()
                }
            }
            value => address(value).unwrap_or(ptr::null_mut()),
        };
        #[allow(clippy::cast_possible_truncation, reason = "count has checked that the size fits")]
        let written = CK_ATTRIBUTE {
            type_: attribute.attribute_type().raw(),
            pValue: value,
            ulValueLen: attribute.erased().size() as CK_ULONG,
        };
        // SAFETY: `at + index` is below the count, by the caller's promise; a place of a packed struct needs no alignment
        // and one of an aligned struct has it.
        unsafe { base.add(at + index).write(written) };
    }
}
