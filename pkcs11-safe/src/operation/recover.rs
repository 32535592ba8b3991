//! Signatures from which the data is recovered (5.14, 5.16).

use super::GUESS;
use crate::Result;
use crate::mechanism::Mechanism;
use crate::object::Object;
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
        let mechanism = mechanism.into();
        self.begin(&SIGN_RECOVER, &mechanism, self.own("key", key)?)?;
        let signed = self.raw_once_vec(&SIGN_RECOVER, data, GUESS);
        signed.map_err(|error| self.settle(&SIGN_RECOVER, &mechanism, error))
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
        let mechanism = mechanism.into();
        self.begin(&VERIFY_RECOVER, &mechanism, self.own("key", key)?)?;
        let recovered = self.raw_once_vec(&VERIFY_RECOVER, signature, GUESS);
        recovered.map_err(|error| self.settle(&VERIFY_RECOVER, &mechanism, error))
    }
}
