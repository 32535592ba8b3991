//! Verifying on the token (5.15): C_VerifyInit, C_Verify, C_VerifyUpdate, C_VerifyFinal.

use super::running::Running;
use crate::mechanism::Mechanism;
use crate::object::Object;
use crate::raw::VERIFY;
use crate::session::Session;
use crate::{Error, Function, Pin, Result, ReturnValue};
use core::ops::Deref;
use std::io::{self, Read, Write};

impl Session {
    /// Verifies a signature or a MAC.
    ///
    /// ```no_run
    /// # use pkcs11_safe::{Mechanism, PublicKey, Result, Session};
    /// # fn verify(session: &Session, key: PublicKey, digest: &[u8], signature: &[u8]) -> Result<()> {
    /// match session.verify(Mechanism::ECDSA, key, digest, signature) {
    ///     Ok(()) => println!("good"),
    ///     Err(error) if error.is_bad_signature() => println!("bad"),
    ///     Err(error) => return Err(error),
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// `CKR_SIGNATURE_INVALID` or `CKR_SIGNATURE_LEN_RANGE` for a signature that does not match
    /// ([`Error::is_bad_signature`]); anything else means that it could not be verified.
    #[doc(alias = "C_Verify")]
    pub fn verify<'m>(
        &self,
        mechanism: impl Into<Mechanism<'m>>,
        key: impl Into<Object>,
        data: &[u8],
        signature: &[u8],
    ) -> Result<()> {
        let mechanism = mechanism.into();
        self.begin(&VERIFY, &mechanism, self.own("key", key)?)?;
        let verified =
            self.raw_verify(data, signature).map_err(Error::from).and_then(|rv| verdict(Function::Verify, rv));
        verified.map_err(|error| self.settle(&VERIFY, &mechanism, error))
    }

    /// Begins to verify a signature over data that comes in pieces.
    ///
    /// # Errors
    ///
    /// What `C_VerifyInit` returns.
    #[doc(alias = "C_VerifyInit")]
    pub fn verifier<'m>(
        &mut self,
        mechanism: impl Into<Mechanism<'m>>,
        key: impl Into<Object>,
    ) -> Result<Verifier<'_>> {
        let key = self.own("key", key)?;
        Running::begin(self, &VERIFY, &mechanism.into(), key).map(Verifier)
    }
}

fn verdict(function: Function, rv: ReturnValue) -> Result<()> {
    if rv == ReturnValue::OK { Ok(()) } else { Err(Error::Call { function, rv }) }
}

/// A verification under way. Dropped, it is given up, and the session is free again.
#[derive(Debug)]
pub struct Verifier<'s>(Running<'s>);

impl Verifier<'_> {
    /// Gives the PIN once more, for a key with `CKA_ALWAYS_AUTHENTICATE`.
    ///
    /// # Errors
    ///
    /// What `C_Login` returns.
    pub fn authenticate(&self, pin: &Pin) -> Result<()> {
        self.0.authenticate(pin)
    }

    /// Adds data.
    ///
    /// # Errors
    ///
    /// What `C_VerifyUpdate` returns; the verification is given up then.
    #[doc(alias = "C_VerifyUpdate")]
    pub fn update(&mut self, data: &[u8]) -> Result<()> {
        self.0.must_be_open()?;
        let updated = self.0.session.raw_absorb(&VERIFY, data);
        self.0.step(updated)
    }

    /// Adds all that a reader has, 64 KiB at a time; gives the number of bytes.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] if reading fails: the operation is given up. Otherwise as [`update`](Self::update).
    pub fn update_from(&mut self, reader: impl Read) -> Result<u64> {
        let fed = Running::pieces(reader, |piece| self.update(piece));
        if fed.is_err() {
            self.0.give_up();
        }
        fed
    }

    /// Ends the operation: whether the signature matches the data.
    ///
    /// # Errors
    ///
    /// As [`Session::verify`].
    #[doc(alias = "C_VerifyFinal")]
    pub fn finish(mut self, signature: &[u8]) -> Result<()> {
        self.0.must_be_open()?;
        let verified = self.0.session.raw_verify_final(signature);
        let verified = self.0.step(verified.map_err(Error::from).and_then(|rv| verdict(Function::VerifyFinal, rv)));
        self.0.close();
        verified
    }
}

/// What stays legal while a verification is under way.
impl Deref for Verifier<'_> {
    type Target = Session;

    fn deref(&self) -> &Session {
        self.0.session
    }
}

/// Everything written is part of the data.
impl Write for Verifier<'_> {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        self.update(data).map_err(io::Error::other)?;
        Ok(data.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
