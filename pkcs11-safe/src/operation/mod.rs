//! Operations: one file per verb. What they share is here: how much room an output gets, and operations in one go.
#![allow(unsafe_code)]

mod cipher;
mod derive;
mod digest;
mod generate;
mod holder;
mod recover;
mod running;
mod sign;
mod streamed;
mod verify;
mod wrap;

pub use cipher::{Decryptor, Encryptor};
pub use digest::Digester;
pub use holder::{Holder, Returned};
pub use sign::Signer;
pub use verify::Verifier;

use crate::link::Link;
use crate::mechanism::{Held, Mechanism};
use crate::raw::Verb;
use crate::session::{Leftovers, Session, may_have_begun};
use crate::{Error, MechanismType, Result};
use pkcs11_sys::CK_OBJECT_HANDLE;

/// Room for a signature, a digest or a wrapped key of any common size; what is larger costs one more call.
const GUESS: usize = 1024;

/// What a cipher adds to its input at most: a block of padding, a tag, an IV.
const OVERHEAD: usize = 64;

/// Room for every digest of the standard.
const DIGEST_GUESS: usize = 128;

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

/// Room for what becomes of data in a cipher.
fn cipher_guess(data: &[u8]) -> usize {
    data.len().saturating_add(OVERHEAD).max(GUESS)
}

impl Session {
    /// An operation in one go: Init, and what `run` makes of it.
    #[inline]
    fn one_shot<T>(
        &self,
        verb: &'static Verb,
        mechanism: &Mechanism<'_>,
        key: CK_OBJECT_HANDLE,
        run: impl FnOnce(&Link) -> Result<T>,
    ) -> Result<T> {
        self.must_be_idle(verb.flag)?;
        if let Some(held) = mechanism.hold() {
            return self.one_shot_held(verb, held, key, run);
        }
        // Before Init: an observer of it may use the session by another way.
        let _active = self.active(verb.flag);
        self.begin(verb, mechanism, key)?;
        match run(&self.link) {
            Ok(done) => Ok(done),
            Err(error) => Err(self.failed(verb, mechanism.mechanism_type(), error)),
        }
    }

    /// Notes that an operation in one go failed: it may still be there.
    #[cold]
    fn failed(&self, verb: &Verb, mechanism: MechanismType, error: Error) -> Error {
        self.leave_over(Leftovers::of(verb, mechanism, false));
        error
    }

    /// The same with a parameter that the module writes to, which it may do until the operation is over. It gets one that is
    /// held on the heap, and stays there where nobody knows that the operation is over.
    #[cold]
    fn one_shot_held<T>(
        &self,
        verb: &'static Verb,
        held: Held<'_>,
        key: CK_OBJECT_HANDLE,
        run: impl FnOnce(&Link) -> Result<T>,
    ) -> Result<T> {
        let mechanism = held.mechanism();
        let active = self.active(verb.flag);
        let begun = self.begin(verb, &mechanism, key);
        let was_begun = begun.as_ref().err().is_none_or(may_have_begun);
        let done = begun.and_then(|()| run(&self.link));
        drop(active);
        let is_over = done.is_ok()
            || !was_begun
            || self.give_up(verb, mechanism.mechanism_type(), false)
            // What else is under way in the session is not ended for it.
            || self.is_idle() && self.abandon();
        if is_over {
            // SAFETY: the operation has given its result, or was not begun, or the module has said that it is ended, or that
            // the session is closed: so the module keeps no pointer to the copy (A3).
            unsafe { held.give_back() };
        } else {
            held.leak();
        }
        done
    }
}
