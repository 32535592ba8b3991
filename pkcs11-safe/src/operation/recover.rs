//! Signatures from which the data is recovered (5.14, 5.16).

use super::GUESS;
use crate::Result;
use crate::handle::Object;
use crate::mechanism::Mechanism;
use crate::raw::{SIGN_RECOVER, VERIFY_RECOVER};
use crate::session::Session;

impl Session {
    /// Signs data so that it can be recovered from the signature.
    ///
    /// # Errors
    ///
    /// What `C_SignRecoverInit` and `C_SignRecover` return.
    #[doc(alias = "C_SignRecover")]
    pub fn sign_recover<'m>(
        &self,
        mechanism: impl Into<Mechanism<'m>>,
        key: impl Into<Object>,
        data: &[u8],
    ) -> Result<Vec<u8>> {
        let (mechanism, key) = (mechanism.into(), self.link.own("key", key)?);
        self.one_shot(&SIGN_RECOVER, &mechanism, key, |link| link.raw_once_vec(&SIGN_RECOVER, data, GUESS))
    }

    /// Verifies a signature and gives the data that was signed.
    ///
    /// # Errors
    ///
    /// As [`verify`](Self::verify), from `C_VerifyRecoverInit` and `C_VerifyRecover`.
    #[doc(alias = "C_VerifyRecover")]
    pub fn verify_recover<'m>(
        &self,
        mechanism: impl Into<Mechanism<'m>>,
        key: impl Into<Object>,
        signature: &[u8],
    ) -> Result<Vec<u8>> {
        let (mechanism, key) = (mechanism.into(), self.link.own("key", key)?);
        self.one_shot(&VERIFY_RECOVER, &mechanism, key, |link| link.raw_once_vec(&VERIFY_RECOVER, signature, GUESS))
    }
}
