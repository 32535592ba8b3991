//! Signing and MACing (5.13): C_SignInit, C_Sign, C_SignUpdate, C_SignFinal.

use super::running::{Running, Unfinished, too_small};
use super::signature_guess;
use crate::mechanism::Mechanism;
use crate::object::Object;
use crate::raw::{Fill, SIGN};
use crate::session::Session;
use crate::{Pin, Result};
use core::ops::Deref;
use std::io::{self, Read, Write};

impl Session {
    /// Signs data, or computes its MAC: two calls.
    ///
    /// ```no_run
    /// # use pkcs11_safe::{mechanism::{Hash, RsaPkcsPss}, Mechanism, PrivateKey, Result, Session};
    /// # fn sign(session: &Session, key: PrivateKey, message: &[u8], digest: &[u8]) -> Result<()> {
    /// let pss = session.sign(&RsaPkcsPss::new(Hash::Sha256), key, message)?;
    /// let r_and_s = session.sign(Mechanism::ECDSA, key, digest)?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// What `C_SignInit` and `C_Sign` return. `CKR_USER_NOT_LOGGED_IN` for a key that wants its PIN for every signature:
    /// see [`Signer::authenticate`].
    #[doc(alias = "C_Sign")]
    pub fn sign<'m>(
        &self,
        mechanism: impl Into<Mechanism<'m>>,
        key: impl Into<Object>,
        data: &[u8],
    ) -> Result<Vec<u8>> {
        let mechanism = mechanism.into();
        self.begin(&SIGN, &mechanism, self.own("key", key)?)?;
        let kind = mechanism.mechanism_type();
        self.raw_once_vec(&SIGN, data, signature_guess(kind)).map_err(|error| self.settle(&SIGN, &mechanism, error))
    }

    /// As [`sign`](Self::sign), into a buffer; gives the length of the signature. Nothing is allocated.
    ///
    /// # Errors
    ///
    /// As [`sign`](Self::sign), and a usage error that tells the size if the buffer is too small.
    #[doc(alias = "C_Sign")]
    pub fn sign_into<'m>(
        &self,
        mechanism: impl Into<Mechanism<'m>>,
        key: impl Into<Object>,
        data: &[u8],
        buffer: &mut [u8],
    ) -> Result<usize> {
        let mechanism = mechanism.into();
        self.begin(&SIGN, &mechanism, self.own("key", key)?)?;
        let filled = self.raw_once(&SIGN, data, buffer).and_then(|fill| fill.into_caller(buffer.len()));
        filled.map_err(|error| self.settle(&SIGN, &mechanism, error))
    }

    /// Begins a signature over data that comes in pieces, or one that needs the PIN once more.
    ///
    /// ```compile_fail,E0499
    /// # use pkcs11_safe::{Mechanism, PrivateKey, Result, Session};
    /// # fn two(session: &mut Session, key: PrivateKey) -> Result<()> {
    /// let a = session.signer(Mechanism::SHA256_RSA_PKCS, key)?;
    /// let b = session.signer(Mechanism::SHA256_RSA_PKCS, key)?;
    /// a.finish()?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// What `C_SignInit` returns.
    #[doc(alias = "C_SignInit")]
    pub fn signer<'m>(&mut self, mechanism: impl Into<Mechanism<'m>>, key: impl Into<Object>) -> Result<Signer<'_>> {
        let key = self.own("key", key)?;
        Running::begin(self, &SIGN, &mechanism.into(), key).map(Signer)
    }
}

/// A signature under way. Dropped, it is given up, and the session is free again.
///
/// ```no_run
/// # use pkcs11_safe::{Mechanism, PrivateKey, Result, Session};
/// # fn sign(session: &mut Session, key: PrivateKey, mut file: std::fs::File) -> Result<Vec<u8>> {
/// let mut signer = session.signer(Mechanism::SHA256_RSA_PKCS, key)?;
/// signer.update(b"header")?;
/// signer.update_from(&mut file)?;
/// signer.finish()
/// # }
/// ```
#[derive(Debug)]
pub struct Signer<'s>(Running<'s>);

impl Signer<'_> {
    /// Gives the PIN once more, for a key with `CKA_ALWAYS_AUTHENTICATE`: after the operation has begun, and before its
    /// data. A wrong PIN can be followed by another try.
    ///
    /// # Errors
    ///
    /// What `C_Login` returns.
    #[doc(alias = "CKU_CONTEXT_SPECIFIC")]
    pub fn authenticate(&self, pin: &Pin) -> Result<()> {
        self.0.authenticate(pin)
    }

    /// Signs data that is all there, in a single part.
    ///
    /// # Errors
    ///
    /// What `C_Sign` returns.
    #[doc(alias = "C_Sign")]
    pub fn sign(mut self, data: &[u8]) -> Result<Vec<u8>> {
        self.0.must_be_open()?;
        let signed = self.0.session.raw_once_vec(&SIGN, data, signature_guess(self.0.mechanism));
        let signed = self.0.step(signed);
        self.0.close();
        signed
    }

    /// Adds data.
    ///
    /// # Errors
    ///
    /// What `C_SignUpdate` returns; the signature is given up then.
    #[doc(alias = "C_SignUpdate")]
    pub fn update(&mut self, data: &[u8]) -> Result<()> {
        self.0.must_be_open()?;
        let updated = self.0.session.raw_absorb(&SIGN, data);
        self.0.step(updated)
    }

    /// Adds all that a reader has, 64 KiB at a time; gives the number of bytes.
    ///
    /// # Errors
    ///
    /// [`Error::Io`](crate::Error::Io) if reading fails: the operation is given up. Otherwise as [`update`](Self::update).
    pub fn update_from(&mut self, reader: impl Read) -> Result<u64> {
        let fed = Running::pieces(reader, |piece| self.update(piece));
        if fed.is_err() {
            self.0.give_up();
        }
        fed
    }

    /// Ends the operation and gives the signature.
    ///
    /// # Errors
    ///
    /// What `C_SignFinal` returns.
    #[doc(alias = "C_SignFinal")]
    pub fn finish(mut self) -> Result<Vec<u8>> {
        self.0.must_be_open()?;
        let signed = self.0.session.raw_last_vec(&SIGN, signature_guess(self.0.mechanism));
        let signed = self.0.step(signed);
        self.0.close();
        signed
    }

    /// As [`finish`](Self::finish), into a buffer; gives the length of the signature.
    ///
    /// # Errors
    ///
    /// As [`finish`](Self::finish). If the buffer is too small, the error hands the operation back.
    #[doc(alias = "C_SignFinal")]
    pub fn finish_into(mut self, buffer: &mut [u8]) -> Result<usize, Unfinished<Self>> {
        let filled = self.0.must_be_open().and_then(|()| self.0.session.raw_last(&SIGN, buffer));
        match self.0.step(filled) {
            Ok(Fill::Done(length)) => {
                self.0.close();
                Ok(length)
            }
            Ok(Fill::TooSmall(needed)) => Err(Unfinished::new(too_small(buffer.len(), needed), Some(self))),
            Err(error) => Err(Unfinished::new(error, None)),
        }
    }
}

/// What stays legal while a signature is under way.
impl Deref for Signer<'_> {
    type Target = Session;

    fn deref(&self) -> &Session {
        self.0.session
    }
}

/// Everything written is signed.
impl Write for Signer<'_> {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        self.update(data).map_err(io::Error::other)?;
        Ok(data.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
