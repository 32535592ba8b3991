//! Lengths and buffers (section 5.2): the one place that writes to a caller's buffer, to the letter or as a lie has it.

use super::context::Context;
use super::fault::Fault;
use super::memory::{Rv, load, not_null, size, store, store_all, ulong};
use pkcs11_sys::*;

/// What became of an output.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Delivered {
    /// The size was asked for, and told.
    Size,
    /// It was written.
    Written,
}

/// Hands out an array by the convention of 5.2: bytes, or handles, or whatever a list is made of.
///
/// # Safety
///
/// `length` is NULL or readable (if `buffer` is not NULL) and writable; `buffer` is NULL or has room for so many values.
pub(super) unsafe fn deliver<T: Copy>(
    context: &Context<'_>,
    items: &[T],
    buffer: *mut T,
    length: *mut CK_ULONG,
) -> Rv<Delivered> {
    not_null(length)?;
    let needed = ulong(items.len());
    if buffer.is_null() {
        if context.lies(&Fault::NullRefused) {
            return Err(CKR_ARGUMENTS_BAD);
        }
        let inflated = context.lie(|fault| if let Fault::ShrinkingLength(by) = fault { Some(*by) } else { None });
        // SAFETY: writable by the caller's promise.
        unsafe { store(length, needed + inflated.unwrap_or(0)) }?;
        return Ok(Delivered::Size);
    }
    // SAFETY: readable, since the buffer is not NULL, by the caller's promise.
    let room = unsafe { load(length) }?;
    if let Some(extra) = context.lie(|fault| if let Fault::IgnoresRoom(extra) = fault { Some(*extra) } else { None }) {
        let mut items = items.to_vec();
        items.extend(items.last().copied().into_iter().cycle().take(extra));
        // SAFETY: not within the room that the caller promised: the test that asked for this lie vouches for the slack.
        unsafe { store_all(buffer, &items) };
        // SAFETY: writable by the caller's promise.
        unsafe { store(length, ulong(items.len())) }?;
        return Ok(Delivered::Written);
    }
    let refusal = context.lie(|fault| match fault {
        Fault::GrowingLength => Some((room.saturating_add(1), CKR_BUFFER_TOO_SMALL)),
        Fault::ExactLengthOnly(rv) if room > needed => Some((needed, *rv)),
        _ => None,
    });
    if let Some((length_now, rv)) = refusal {
        // SAFETY: writable by the caller's promise.
        unsafe { store(length, length_now) }?;
        return Err(rv);
    }
    if room < needed {
        let told = context.lie(|fault| if let Fault::TooSmallLength(length) = fault { Some(*length) } else { None });
        if let Some(told) = told.unwrap_or(Some(needed)) {
            // SAFETY: writable by the caller's promise.
            unsafe { store(length, told) }?;
        }
        return Err(CKR_BUFFER_TOO_SMALL);
    }
    debug_assert!(items.len() <= size(room), "the buffer is long enough");
    // SAFETY: what is left of the items is at most the room that the caller promised.
    unsafe { store_all(buffer, kept(context, items)) };
    // SAFETY: writable by the caller's promise.
    unsafe { store(length, needed) }?;
    Ok(Delivered::Written)
}

/// What is written of what there is: all of it, or less by a lie.
pub(super) fn kept<'a, T>(context: &Context<'_>, items: &'a [T]) -> &'a [T] {
    let some = !items.is_empty();
    let fewer =
        context.lie(|fault| if let Fault::WritesFewer(count) = fault { Some(*count).filter(|_| some) } else { None });
    &items[..items.len().saturating_sub(fewer.unwrap_or(0))]
}
