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
use crate::raw::{DECRYPT, DIGEST, ENCRYPT, Fill, SIGN, SIGN_RECOVER, VERIFY, VERIFY_RECOVER, Verb};
use crate::session::{SEARCHING, Session};
use crate::{Error, Function, MechanismType, Result, ReturnValue, SecretBytes};
use pkcs11_sys::CK_OBJECT_HANDLE;

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
    /// Begins an operation. Where the module says that one is active and it can only be one that failed before, that is
    /// ended first.
    fn begin(&self, verb: &Verb, mechanism: &Mechanism<'_>, key: CK_OBJECT_HANDLE) -> Result<()> {
        self.must_be_idle(verb.flag)?;
        let mut begun = self.raw_begin(verb, Some(mechanism), key);
        if matches!(begun, Ok(ReturnValue::OPERATION_ACTIVE)) && self.end_leftovers() {
            begun = self.raw_begin(verb, Some(mechanism), key);
        }
        let kind = mechanism.mechanism_type();
        match begun {
            Ok(ReturnValue::OK) => Ok(()),
            Ok(rv @ ReturnValue::OPERATION_ACTIVE) => Err(Error::Call { function: verb.init, rv }),
            // It may have begun all the same.
            Ok(rv) => self.failed(verb, kind, Err(Error::Call { function: verb.init, rv }.about_mechanism(kind))),
            Err(error) => self.failed(verb, kind, Err(error)),
        }
    }

    /// The same for an operation that goes on: the module must not write to a parameter that may be gone by then.
    fn begin_streamed(&self, verb: &Verb, mechanism: &Mechanism<'_>, key: CK_OBJECT_HANDLE) -> Result<()> {
        if matches!(mechanism.param(), Param::Written(_)) {
            return Err(Error::usage("mechanism", "its parameter is written by the token: use the one-shot function"));
        }
        self.begin(verb, mechanism, key)
    }

    /// Notes that an operation failed: by the standard it is over, and some modules keep it.
    fn failed<T>(&self, verb: &Verb, mechanism: MechanismType, result: Result<T>) -> Result<T> {
        if result.is_err() {
            self.leave_over(verb.flag, is_stateful(mechanism));
        }
        result
    }

    /// Ends what failed operations and searches have left; whether there was anything.
    #[cold]
    pub(crate) fn end_leftovers(&self) -> bool {
        let (flags, stateful) = self.take_leftovers();
        if flags & SEARCHING != 0 && self.raw_find_objects_final().is_err() {
            // What it returns does not matter, as below; without the function it is an error like any other.
            let _ = self.raw_session_cancel(SEARCHING);
        }
        for verb in VERBS.into_iter().filter(|verb| flags & verb.flag != 0) {
            self.end(verb, stateful);
        }
        flags != 0
    }

    /// Ends an operation by whatever means the module has. What the calls return does not matter: if the operation is
    /// still there, the next one will be told.
    #[cold]
    fn end(&self, verb: &Verb, stateful: bool) {
        let image = self.context().image();
        if image.provides(Function::SessionCancel) && matches!(self.raw_session_cancel(verb.flag), Ok(ReturnValue::OK))
        {
            return;
        }
        if image.interface().is_v3() && matches!(self.raw_begin(verb, None, 0), Ok(ReturnValue::OK)) {
            return;
        }
        if stateful && verb.flag == SIGN.flag {
            // Every other way out would spend a signature.
            self.abandon();
            return;
        }
        let mut scratch = vec![0; 4 * GUESS];
        if verb.flag == VERIFY.flag {
            let ended = self.raw_verify_final(&[]);
            if !matches!(ended, Ok(ReturnValue::SIGNATURE_INVALID | ReturnValue::SIGNATURE_LEN_RANGE | ReturnValue::OK))
            {
                let _ = self.raw_verify(&[], &[]);
            }
            return;
        }
        let mut ended = false;
        if verb.is_streamed() {
            ended = match self.raw_last(verb, &mut scratch) {
                Ok(Fill::Done(_)) => true,
                // What is left may be plaintext.
                Ok(Fill::TooSmall(_)) => self.raw_last_vec(verb, 64 * GUESS).map(SecretBytes::from).is_ok(),
                Err(_) => false,
            };
        }
        if !ended {
            // A single-part operation is ended by its single part, and by nothing else on 2.40.
            let _ = self.raw_once(verb, &[], &mut scratch);
        }
        crate::secret::wipe(&mut scratch);
    }
}
