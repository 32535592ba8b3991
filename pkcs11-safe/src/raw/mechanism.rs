//! CK_MECHANISM (3.5): a mechanism as a call of a session gets it.

use crate::link::Link;
use crate::mechanism::Mechanism;
use crate::{Error, Result};
use pkcs11_sys::CK_MECHANISM_PTR;

impl Link {
    /// As [`Mechanism::lend`], if the keys that the parameter names are of this token.
    #[inline]
    pub(super) fn lend<T, E: From<Error>>(
        &self,
        mechanism: &Mechanism<'_>,
        call: impl FnOnce(CK_MECHANISM_PTR) -> Result<T, E>,
    ) -> Result<T, E> {
        self.must_know(mechanism)?;
        mechanism.lend(call)
    }
}
