//! What the second of two is to come to.

use super::Outcome;
use super::actor::Actor;
use pkcs11_safe::Locking;

const WAITS: &[Outcome] = &[Outcome::Waits];
const REFUSED: &[Outcome] = &[Outcome::Refused];
const LEFT: &[Outcome] = &[Outcome::Left];
const BESIDE: &[Outcome] = &[Outcome::Beside];
/// It cannot happen.
const NEVER: &[Outcome] = &[];

/// In another thread; any of the outcomes is right, and none means that it cannot happen.
pub(crate) fn expected(first: Actor, second: Actor, locking: Locking) -> &'static [Outcome] {
    use Actor::{Call, Callback, Close, CloseAll, Drop, Finalise, Initialise, Observer, Open, OwnCallback, TokenGone};

    // One of them holds our lock while it is in the module.
    let locked =
        locking == Locking::Serialized && matches!(first, Open | Call | Close | Drop | CloseAll | Callback | TokenGone);
    let waits_for_lock = if locked { WAITS } else { BESIDE };
    match (first, second) {
        // There is no session that could be called back.
        (Initialise | Finalise, OwnCallback) => NEVER,
        // Whoever comes initialises the module first, and that is one at a time.
        (Initialise | Finalise, _) => WAITS,
        // The module's own thread asks nobody.
        (_, OwnCallback) => BESIDE,
        // Nobody else is there any more, and the callback is kept as long as it runs.
        (OwnCallback, Finalise) => BESIDE,
        // The first holds a session, a slot or a context.
        (_, Finalise) => REFUSED,
        // The context is shared, without a call.
        (_, Initialise) => BESIDE,
        // A session of the token is there, is about to be, or is not closed yet.
        (Open | Call | Close | Drop | Callback | OwnCallback | Observer, CloseAll) => REFUSED,
        // The session might be closed before anybody knew of it.
        (CloseAll, Open) => WAITS,
        // Nobody says; at once would not do.
        (CloseAll, CloseAll) => &[Outcome::Waits, Outcome::Refused],
        // The others are sessions of another slot.
        _ => waits_for_lock,
    }
}

/// In the callback or the observer that is the first.
pub(crate) fn inside(first: Actor, second: Actor) -> &'static [Outcome] {
    match (first, second) {
        // Nothing is ended here.
        (_, Actor::Drop) => LEFT,
        // An observer can make calls.
        (Actor::Observer, Actor::Open | Actor::Call | Actor::TokenGone) => BESIDE,
        // There would be nobody to hear of it.
        (_, Actor::Callback | Actor::OwnCallback | Actor::Observer) => NEVER,
        _ => REFUSED,
    }
}
