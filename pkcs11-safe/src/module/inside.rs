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
    Observer,
    Callback,
}

#[derive(Clone, Copy)]
struct State {
    place: Place,
    /// Whether an observer is the reason for it: calls are not reported, which would go on for ever.
    is_observers: bool,
}

thread_local! {
    static STATE: Cell<State> = const { Cell::new(State { place: Place::Nothing, is_observers: false }) };
}

/// Whether this thread is in a notification callback, called by a module.
#[inline]
pub(crate) fn in_callback() -> bool {
    STATE.get().place == Place::Callback
}

/// Whether this thread is in a notification callback, an observer or a `tracing` subscriber.
#[inline]
pub(crate) fn is_inside() -> bool {
    matches!(STATE.get().place, Place::Observer | Place::Callback)
}

/// Whether what this thread does comes of an observer or a `tracing` subscriber.
pub(super) fn is_observers() -> bool {
    STATE.get().is_observers
}

/// An address that no other thread has.
pub(super) fn thread_address() -> usize {
    STATE.with(|state| core::ptr::from_ref(state).addr())
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
    if STATE.get().place == Place::Nothing {
        run(Place::Endings, endings);
    }
}

/// Does one thing that was put aside, by an observer or not.
pub(super) fn run_ending(ending: impl FnOnce(), is_observers: bool) {
    run_as(State { place: Place::Endings, is_observers }, ending);
}

/// Runs code of the program. What the closure owns is dropped inside as well.
fn run(place: Place, code: impl FnOnce()) {
    run_as(State { place, is_observers: is_observers() || place == Place::Observer }, code);
}

fn run_as(state: State, code: impl FnOnce()) {
    let before = STATE.replace(state);
    contain(code);
    STATE.set(before);
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
            // Of no size, since it is leaked.
            resume_unwind(Box::new(()));
        }
    }

    #[test]
    fn no_panic_leaves_and_the_place_is_what_it_was() {
        run_observer(|| {
            assert!(is_inside() && !in_callback() && is_observers());
            run_callback(|| {
                assert!(in_callback() && is_observers());
                resume_unwind(Box::new(Bomb));
            });
            assert!(is_inside() && !in_callback());
        });
        assert!(!is_inside() && !is_observers());
        run_callback(|| assert!(in_callback() && !is_observers()));
        run_ending(|| assert!(!is_inside() && is_observers()), true);
        contain(|| panic_any(Bomb));
    }
}
