//! How operations begin and end (5.8 to 5.17), whatever happens in between: what failed, or was given up, and may still be
//! there for the module, is ended when it is in the way.

use super::{SEARCHING, Session};
use crate::mechanism::Mechanism;
use crate::module::CallResult;
use crate::raw::{End, Fill, VERBS, Verb};
use crate::{Error, Function, MechanismType, Result, ReturnValue, SecretBytes};
use pkcs11_sys::{CK_FLAGS, CK_OBJECT_HANDLE};
use zeroize::Zeroizing;

/// Room for what comes out of an operation that is ended by its last call; more than that costs a call.
const ROOM: usize = 4096;

/// How often a call is made once more: as often as there are ways to end what is in its way, and once to see that it still is. The
/// program may use the session by another way meanwhile, so that what was tried is not known.
const TRIES: u32 = 3;

/// Operations that may still be there, by the flags of mechanisms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Leftovers {
    flags: CK_FLAGS,
    /// Those that got data.
    fed: CK_FLAGS,
    /// Those whose last call would use up a part of the key.
    spending: CK_FLAGS,
    tried: Tried,
}

/// How it was tried to end what is left over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tried {
    #[default]
    Nothing,
    /// By the ways of 3.0, and by others where there are none.
    Cancelling,
    /// By the calls that complete it.
    Completing,
}

impl Leftovers {
    /// A search.
    pub(crate) const SEARCH: Self = Self { flags: SEARCHING, fed: 0, spending: 0, tried: Tried::Nothing };

    /// An operation, and whether it got data.
    pub(crate) fn of(verb: &Verb, mechanism: MechanismType, is_fed: bool) -> Self {
        let flag = |is| if is { verb.flag } else { 0 };
        let spending = flag(verb.spends && is_stateful(mechanism));
        Self { flags: verb.flag, fed: flag(is_fed), spending, tried: Tried::Nothing }
    }

    /// One more, which nothing was tried with. Of one kind there is one alone, so that what was known of it before is not kept.
    fn and(self, more: Self) -> Self {
        let others = self.without(more.flags);
        let (flags, fed) = (others.flags | more.flags, others.fed | more.fed);
        Self { flags, fed, spending: others.spending | more.spending, tried: Tried::Nothing }
    }

    fn without(self, flags: CK_FLAGS) -> Self {
        Self { flags: self.flags & !flags, fed: self.fed & !flags, spending: self.spending & !flags, ..self }
    }
}

/// Whether an operation may have begun though Init failed: not if no call was made, nor if another one was in the way. Of a session
/// that is gone nobody knows.
pub(crate) fn may_have_begun(error: &Error) -> bool {
    match error {
        Error::Usage { argument, .. } => *argument == "session",
        _ => error.return_value() != Some(ReturnValue::OPERATION_ACTIVE),
    }
}

/// Whether each signature uses up a part of the key.
fn is_stateful(mechanism: MechanismType) -> bool {
    matches!(mechanism, MechanismType::HSS | MechanismType::XMSS | MechanismType::XMSSMT)
}

impl Session {
    /// Where an operation or a search has begun, nothing of its kind is left over.
    #[inline]
    pub(crate) fn nothing_left_of(&self, flags: CK_FLAGS) {
        let leftovers = self.operations.leftovers.get();
        if leftovers.flags != 0 {
            self.operations.leftovers.set(leftovers.without(flags));
        }
    }

    /// Notes an operation that failed, and may still be there.
    pub(crate) fn leave_over(&self, more: Leftovers) {
        self.operations.leftovers.set(self.operations.leftovers.get().and(more));
    }

    /// Makes a call, and again while what is left over of operations was in the way and is ended. `done` says what is made of
    /// its value, and `explain` of its error. `own` is what the call itself begins.
    #[inline]
    pub(crate) fn healed<T, R>(
        &self,
        own: CK_FLAGS,
        call: impl Fn() -> Result<T>,
        done: impl FnOnce(T) -> R,
        explain: impl FnOnce(Error) -> Error,
    ) -> Result<R> {
        let mut tries = 0;
        loop {
            match call() {
                Ok(value) => return Ok(done(value)),
                Err(error) if tries < TRIES && self.heals(own, &error) => tries += 1,
                Err(error) => return Err(explain(error)),
            }
        }
    }

    /// Whether a call failed since an operation is in the way that can only be one that failed before, and that was ended now:
    /// then the call is worth another try.
    ///
    /// What failed is ended as the standard has it, and if it is in the way once more, by the calls that complete it.
    #[cold]
    pub(crate) fn heals(&self, own: CK_FLAGS, error: &Error) -> bool {
        let mut leftovers = self.operations.leftovers.get();
        let flags = leftovers.flags & (!self.operations.active.get() | own);
        if error.return_value() != Some(ReturnValue::OPERATION_ACTIVE) || flags == 0 {
            return false;
        }
        leftovers.tried = match leftovers.tried {
            Tried::Nothing => Tried::Cancelling,
            Tried::Cancelling => Tried::Completing,
            // In vain. It is tried anew with the next call.
            Tried::Completing => Tried::Nothing,
        };
        self.operations.leftovers.set(leftovers);
        if leftovers.tried == Tried::Nothing {
            return false;
        }
        if flags & SEARCHING != 0 && self.link.raw_find_objects_final().is_err() {
            // What it returns does not matter; without the function it is an error like any other.
            let _ = self.link.raw_session_cancel(SEARCHING);
        }
        for verb in VERBS.into_iter().filter(|verb| flags & verb.flag != 0) {
            self.end(verb, leftovers, leftovers.tried == Tried::Cancelling);
        }
        true
    }

    /// Begins an operation.
    #[inline]
    pub(crate) fn begin(&self, verb: &Verb, mechanism: &Mechanism<'_>, key: CK_OBJECT_HANDLE) -> Result<()> {
        match self.link.raw_begin(verb, Some(mechanism), key) {
            Ok(ReturnValue::OK) => {
                self.nothing_left_of(verb.flag);
                Ok(())
            }
            begun => self.begin_otherwise(begun, verb, mechanism, key),
        }
    }

    /// Where an operation did not begin at once.
    #[cold]
    fn begin_otherwise(
        &self,
        mut begun: CallResult,
        verb: &Verb,
        mechanism: &Mechanism<'_>,
        key: CK_OBJECT_HANDLE,
    ) -> Result<()> {
        let mut tries = 0;
        loop {
            let error = match begun {
                Ok(ReturnValue::OK) => {
                    self.nothing_left_of(verb.flag);
                    return Ok(());
                }
                Ok(rv) => Error::Call { function: verb.init, rv },
                Err(error) => error.into(),
            };
            if tries == TRIES || !self.heals(verb.flag, &error) {
                if may_have_begun(&error) {
                    self.leave_over(Leftovers::of(verb, mechanism.mechanism_type(), false));
                }
                return Err(error.about_mechanism(mechanism.mechanism_type()));
            }
            tries += 1;
            begun = self.link.raw_begin(verb, Some(mechanism), key);
        }
    }

    /// Ends an operation that is not to be finished. Whether the module says that it is over: if it is still there, the next
    /// one will be told.
    #[cold]
    pub(crate) fn give_up(&self, operation: &'static Verb, mechanism: MechanismType, is_fed: bool) -> bool {
        let leftovers = Leftovers::of(operation, mechanism, is_fed);
        let is_over = self.end(operation, leftovers, true);
        // A module may say that it has ended what it has not.
        self.leave_over(leftovers);
        is_over
    }

    /// Ends an operation by one of the ways that its verb has. Those of 3.0 are left out where they were tried in vain.
    fn end(&self, verb: &Verb, leftovers: Leftovers, may_cancel: bool) -> bool {
        let (is_fed, is_spending) = (leftovers.fed & verb.flag != 0, leftovers.spending & verb.flag != 0);
        let image = self.link.context().image();
        let mut has_cancel = image.provides(Function::SessionCancel);
        for way in verb.ends[usize::from(is_fed)] {
            let is_over = match way {
                End::Cancel if may_cancel && has_cancel => {
                    let cancelled = self.link.raw_session_cancel(verb.flag);
                    has_cancel = !matches!(cancelled, Ok(ReturnValue::FUNCTION_NOT_SUPPORTED));
                    matches!(cancelled, Ok(ReturnValue::OK))
                }
                End::InitNothing if may_cancel && !has_cancel && image.interface().is_v3() => {
                    matches!(self.link.raw_begin(verb, None, 0), Ok(ReturnValue::OK))
                }
                End::Cancel | End::InitNothing => false,
                End::Once | End::Last if is_spending => {
                    // What else is under way in the session is not ended for it.
                    return self.is_idle() && self.abandon();
                }
                End::Once => is_over(&self.once(verb), true),
                End::Last => is_over(&self.last(verb, is_fed), false),
            };
            if is_over {
                return true;
            }
        }
        false
    }

    /// The single part of an operation, with no data.
    fn once(&self, verb: &Verb) -> Result<()> {
        if verb.is_verdict() {
            return self.link.raw_verify(&[], &[0]);
        }
        // What is left may be plaintext.
        let mut scratch = Zeroizing::new(vec![0; ROOM]);
        match self.link.raw_once(verb, &[], &mut scratch)? {
            Fill::Done(_) => Ok(()),
            Fill::TooSmall(_) => self.link.raw_once_vec(verb, &[], 16 * ROOM).map(SecretBytes::from).map(drop),
        }
    }

    /// The last call of an operation; after an empty update, if it got no data.
    fn last(&self, verb: &Verb, is_fed: bool) -> Result<()> {
        let mut scratch = Zeroizing::new(vec![0; ROOM]);
        if !is_fed {
            self.link.raw_absorb(verb, &[])?;
            self.link.raw_convert(verb, &[], &mut scratch)?;
        }
        if verb.is_verdict() {
            return self.link.raw_verify_final(&[0]);
        }
        match self.link.raw_last(verb, &mut scratch)? {
            Fill::Done(_) => Ok(()),
            Fill::TooSmall(_) => self.link.raw_last_vec(verb, 16 * ROOM).map(SecretBytes::from).map(drop),
        }
    }

    /// Closes the session: an operation in it cannot be ended in any other way. Whether the module has closed it.
    pub(crate) fn abandon(&self) -> bool {
        matches!(self.link.end(), Ok(true))
    }
}

/// Whether an operation is over by a call that completes it: it is where the signature was looked at. That there is none is
/// believed of the single part alone: a module may say so of the last call while there is a single part to come.
fn is_over(result: &Result<()>, was_single: bool) -> bool {
    match result {
        Ok(()) => true,
        Err(error) if error.is_bad_signature() => true,
        Err(error) => was_single && error.return_value() == Some(ReturnValue::OPERATION_NOT_INITIALIZED),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raw::{DIGEST, SIGN, VERIFY};

    #[test]
    fn only_what_signs_with_a_stateful_key_is_not_completed_to_be_ended() {
        for (verb, mechanism, spends) in [
            (&SIGN, MechanismType::HSS, true),
            (&SIGN, MechanismType::ECDSA, false),
            (&VERIFY, MechanismType::HSS, false),
            (&DIGEST, MechanismType::HSS, false),
        ] {
            assert_eq!(Leftovers::of(verb, mechanism, false).spending != 0, spends, "{verb:?} {mechanism}");
        }
    }

    #[test]
    fn what_is_known_of_an_operation_is_not_said_of_the_next_one() {
        let fed =
            Leftovers::of(&SIGN, MechanismType::HSS, true).and(Leftovers::of(&DIGEST, MechanismType::SHA256, true));
        let next = fed.and(Leftovers::of(&SIGN, MechanismType::ECDSA, false));
        assert_eq!((next.fed, next.spending), (DIGEST.flag, 0));
        assert_eq!(next.without(SIGN.flag | DIGEST.flag), Leftovers::default());
    }

    #[test]
    fn what_is_left_over_is_ended_by_the_calls_that_complete_it_last() {
        for verb in VERBS {
            for ends in verb.ends {
                assert!(ends.is_sorted_by_key(|end| matches!(end, End::Once | End::Last)), "{verb:?}");
                assert_eq!(ends[0], End::Cancel);
            }
        }
        // They crash NSS.
        assert!(!DIGEST.ends[0].contains(&End::InitNothing) && !DIGEST.ends[1].contains(&End::InitNothing));
    }
}
