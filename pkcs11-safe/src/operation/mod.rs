//! Operations: one file per verb. What they share is here: how they begin, and how they end whatever happens.

#[cfg(feature = "der")]
mod agree;
mod cipher;
mod derive;
mod digest;
mod generate;
mod recover;
mod running;
mod sign;
mod verify;
mod wrap;

#[cfg(feature = "der")]
pub use agree::PointForm;
pub use cipher::{Decryptor, Encryptor};
pub use digest::Digester;
pub use running::Unfinished;
pub use sign::Signer;
pub use verify::Verifier;

use crate::mechanism::{Mechanism, Param};
use crate::raw::{Called, DECRYPT, DIGEST, ENCRYPT, Fill, SIGN, SIGN_RECOVER, VERIFY, VERIFY_RECOVER, Verb};
use crate::session::{SEARCHING, Session};
use crate::{Error, Function, MechanismType, Result, ReturnValue, SecretBytes};
use pkcs11_sys::{CK_FLAGS, CK_OBJECT_HANDLE};
use zeroize::Zeroizing;

/// Room for a signature, a digest or a wrapped key of any common size; what is larger costs one more call.
const GUESS: usize = 1024;

/// What a cipher adds to its input at most: a block of padding, a tag, an IV.
const OVERHEAD: usize = 64;

/// Every verb, for ending what is left over.
static VERBS: [&Verb; 7] = [&SIGN, &VERIFY, &ENCRYPT, &DECRYPT, &DIGEST, &SIGN_RECOVER, &VERIFY_RECOVER];

/// Room for a signature on the largest curve, in DER too.
const ECDSA_GUESS: usize = 160;

/// Room for a signature of this mechanism: those of elliptic curves are small, those of the post-quantum ones are large.
fn signature_guess(mechanism: MechanismType) -> usize {
    match mechanism {
        MechanismType::ECDSA
        | MechanismType::ECDSA_SHA1
        | MechanismType::ECDSA_SHA224
        | MechanismType::ECDSA_SHA256
        | MechanismType::ECDSA_SHA384
        | MechanismType::ECDSA_SHA512
        | MechanismType::EDDSA => ECDSA_GUESS,
        MechanismType::ML_DSA
        | MechanismType::HASH_ML_DSA
        | MechanismType::HASH_ML_DSA_SHA256
        | MechanismType::HASH_ML_DSA_SHA384
        | MechanismType::HASH_ML_DSA_SHA512 => 5 * GUESS,
        MechanismType::SLH_DSA | MechanismType::HASH_SLH_DSA | MechanismType::HASH_SLH_DSA_SHA256 => 50 * GUESS,
        MechanismType::HSS | MechanismType::XMSS | MechanismType::XMSSMT => 30 * GUESS,
        _ => GUESS,
    }
}

/// Whether each signature uses up a part of the key.
fn is_stateful(mechanism: MechanismType) -> bool {
    matches!(mechanism, MechanismType::HSS | MechanismType::XMSS | MechanismType::XMSSMT)
}

impl Session {
    /// Begins an operation.
    fn begin(&self, verb: &Verb, mechanism: &Mechanism<'_>, key: CK_OBJECT_HANDLE) -> Result<()> {
        self.must_be_idle(verb.flag)?;
        match self.raw_begin(verb, Some(mechanism), key) {
            Ok(ReturnValue::OK) => Ok(()),
            begun => self.begin_otherwise(begun, verb, mechanism, key),
        }
    }

    /// Where an operation did not begin at once.
    #[cold]
    fn begin_otherwise(
        &self,
        begun: Called,
        verb: &Verb,
        mechanism: &Mechanism<'_>,
        key: CK_OBJECT_HANDLE,
    ) -> Result<()> {
        let begin = || self.raw_begin(verb, Some(mechanism), key);
        let begun = self.past_leftovers(begun, begin, |begun| matches!(begun, Ok(ReturnValue::OPERATION_ACTIVE)));
        match begun {
            Ok(ReturnValue::OK) => Ok(()),
            Ok(rv @ ReturnValue::OPERATION_ACTIVE) => Err(Error::Call { function: verb.init, rv }),
            // It may have begun all the same.
            Ok(rv) => {
                let error = Error::Call { function: verb.init, rv }.about_mechanism(mechanism.mechanism_type());
                Err(self.settle(verb, mechanism, error))
            }
            Err(error) => Err(self.settle(verb, mechanism, error.into())),
        }
    }

    /// The same for an operation that goes on: the module must not write to a parameter that may be gone by then.
    fn begin_streamed(&self, verb: &Verb, mechanism: &Mechanism<'_>, key: CK_OBJECT_HANDLE) -> Result<()> {
        if matches!(mechanism.param(), Param::Written(_)) {
            return Err(Error::usage("mechanism", "its parameter is written by the token: use the one-shot function"));
        }
        self.begin(verb, mechanism, key)
    }

    /// Notes that an operation in one go failed. Where the module writes to the mechanism's parameter, which the caller may
    /// drop from now on, the operation is ended at once, and the session with it if nothing else does.
    #[cold]
    fn settle(&self, verb: &Verb, mechanism: &Mechanism<'_>, error: Error) -> Error {
        let stateful = is_stateful(mechanism.mechanism_type());
        if !matches!(mechanism.param(), Param::Written(_)) {
            self.leave_over(verb.flag, stateful);
        } else if !self.end(verb, stateful, false) {
            self.abandon();
        }
        error
    }

    /// What beginning an operation or a search came to. Where the module says that something is active and it can only be
    /// what failed before, that is ended, as the standard has it, and if that does not help by the calls that finish it; each
    /// time it is begun again.
    pub(crate) fn past_leftovers<T>(&self, mut begun: T, begin: impl Fn() -> T, is_active: impl Fn(&T) -> bool) -> T {
        if !is_active(&begun) {
            return begun;
        }
        let (flags, stateful) = self.take_leftovers();
        if flags == 0 {
            return begun;
        }
        for cancelled in [false, true] {
            self.end_leftovers(flags, stateful, cancelled);
            begun = begin();
            if !is_active(&begun) {
                return begun;
            }
        }
        self.leave_over(flags, stateful);
        begun
    }

    #[cold]
    fn end_leftovers(&self, flags: CK_FLAGS, stateful: bool, cancelled: bool) {
        if flags & SEARCHING != 0 && self.raw_find_objects_final().is_err() {
            // What it returns does not matter; without the function it is an error like any other.
            let _ = self.raw_session_cancel(SEARCHING);
        }
        for verb in VERBS.into_iter().filter(|verb| flags & verb.flag != 0) {
            self.end(verb, stateful, cancelled);
        }
    }

    /// Ends an operation by whatever means the module has, except for those of 3.0 if it was cancelled in vain. Whether the
    /// module says that it is over: if it is still there, the next one will be told.
    #[cold]
    fn end(&self, verb: &Verb, stateful: bool, cancelled: bool) -> bool {
        let image = self.context().image();
        let cancels = image.provides(Function::SessionCancel) && !cancelled;
        if cancels && matches!(self.raw_session_cancel(verb.flag), Ok(ReturnValue::OK)) {
            return true;
        }
        if image.interface().is_v3() && !cancelled && matches!(self.raw_begin(verb, None, 0), Ok(ReturnValue::OK)) {
            return true;
        }
        if stateful && verb.flag == SIGN.flag {
            // Every other way out would spend a signature. What else is under way in the session is not ended for it.
            let alone = self.is_idle();
            if alone {
                self.abandon();
            }
            return alone;
        }
        if verb.flag == VERIFY.flag {
            let verdicts = [ReturnValue::OK, ReturnValue::SIGNATURE_INVALID, ReturnValue::SIGNATURE_LEN_RANGE];
            let over = |rv: &Called| matches!(rv, Ok(rv) if verdicts.contains(rv));
            if over(&self.raw_verify_final(&[])) {
                return true;
            }
            let ended = self.raw_verify(&[], &[]);
            return over(&ended) || matches!(ended, Ok(ReturnValue::OPERATION_NOT_INITIALIZED));
        }
        // Of the single part alone: a module may say so of the last one while there is a single part to come.
        let over = |error: &Error| error.return_value() == Some(ReturnValue::OPERATION_NOT_INITIALIZED);
        // What is left may be plaintext.
        let mut scratch = Zeroizing::new(vec![0; 4 * GUESS]);
        if verb.is_streamed() {
            let finished = match self.raw_last(verb, &mut scratch) {
                Ok(Fill::Done(_)) => true,
                Ok(Fill::TooSmall(_)) => self.raw_last_vec(verb, 64 * GUESS).map(SecretBytes::from).is_ok(),
                Err(_) => false,
            };
            if finished {
                return true;
            }
        }
        // A single-part operation is ended by its single part, and by nothing else on 2.40.
        match self.raw_once(verb, &[], &mut scratch) {
            Ok(Fill::Done(_)) => true,
            Ok(Fill::TooSmall(_)) => self.raw_once_vec(verb, &[], 64 * GUESS).map(SecretBytes::from).is_ok(),
            Err(error) => over(&error),
        }
    }
}
