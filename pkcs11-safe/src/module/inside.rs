//! Code of the program that runs inside a call of this crate: notification callbacks, observers, `tracing` subscribers.
//!
//! Nothing is ended there: what is dropped is put aside until the call is over ([`Image::put_aside`](super::Image)). No
//! panic leaves it: the call may be one of two that belong together.

use core::cell::Cell;
use core::mem::ManuallyDrop;
use core::panic::AssertUnwindSafe;
use std::panic::catch_unwind;

/// What of the program this thread is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Nothing,
    /// What was put aside is being done: no code of the program, but no reason to begin with that once more.
    Endings,
    /// The same of what an observer put aside, whose calls are not reported.
    ObserversEndings,
    Observer,
    Callback,
}

thread_local! {
    static PLACE: Cell<Place> = const { Cell::new(Place::Nothing) };
}

/// Whether this thread is in a notification callback, called by a module.
#[inline]
pub(crate) fn in_callback() -> bool {
    PLACE.get() == Place::Callback
}

/// Whether this thread is in a notification callback, an observer or a `tracing` subscriber.
#[inline]
pub(crate) fn is_inside() -> bool {
    matches!(PLACE.get(), Place::Observer | Place::Callback)
}

/// Whether this thread is in an observer or a `tracing` subscriber.
pub(super) fn in_observer() -> bool {
    PLACE.get() == Place::Observer
}

/// Whether calls of this thread are reported: not those that code of the program makes, or has had put aside, while it is told
/// of another.
pub(super) fn is_reported() -> bool {
    matches!(PLACE.get(), Place::Nothing | Place::Endings)
}

/// An address that no other thread has.
pub(super) fn thread_address() -> usize {
    PLACE.with(|place| core::ptr::from_ref(place).addr())
}

/// Runs a notification callback.
pub(crate) fn run_callback(callback: impl FnOnce()) {
    run(Place::Callback, callback);
}

/// Runs an observer.
pub(super) fn run_observer(observer: impl FnOnce()) {
    run(Place::Observer, observer);
}

/// Does what was put aside, unless this thread is doing so already, or is in code of the program.
pub(super) fn run_outside(endings: impl FnOnce()) {
    if PLACE.get() == Place::Nothing {
        run(Place::Endings, endings);
    }
}

/// Does one thing that was put aside.
pub(super) fn run_ending(ending: impl FnOnce(), is_observers: bool) {
    if is_observers { run(Place::ObserversEndings, ending) } else { ending() }
}

/// Runs code of the program. What the closure owns is dropped inside as well.
fn run(place: Place, code: impl FnOnce()) {
    let before = PLACE.replace(place);
    contain(code);
    PLACE.set(before);
}

/// Runs code of the program, and no panic leaves it: not that of a payload's drop either.
pub(crate) fn contain(code: impl FnOnce()) {
    if let Err(payload) = catch_unwind(AssertUnwindSafe(code)) {
        // A payload that panics when it is dropped has a payload of its own, which might go on like that: it is leaked.
        if let Err(another) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
            let _ = ManuallyDrop::new(another);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::{panic_any, resume_unwind};

    struct Bomb;

    impl Drop for Bomb {
        fn drop(&mut self) {
            resume_unwind(Box::new("in the drop of a payload"));
        }
    }

    #[test]
    fn no_panic_leaves_and_the_place_is_what_it_was() {
        run_observer(|| {
            assert!(is_inside() && !in_callback());
            run_callback(|| {
                assert!(in_callback());
                resume_unwind(Box::new(Bomb));
            });
            assert!(is_inside() && !in_callback());
        });
        assert!(!is_inside());
        contain(|| panic_any(Bomb));
    }
}
