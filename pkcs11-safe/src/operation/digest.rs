//! Digesting on the token (5.12): C_DigestInit, C_Digest, C_DigestUpdate, C_DigestKey, C_DigestFinal.

use super::running::{Running, Unfinished, too_small};
use crate::Result;
use crate::mechanism::Mechanism;
use crate::object::SecretKey;
use crate::raw::{DIGEST, Fill};
use crate::session::Session;
use core::ops::Deref;
use pkcs11_sys::CK_INVALID_HANDLE;
use std::io::{self, Read, Write};

/// Room for every digest of the standard.
const GUESS: usize = 128;

impl Session {
    /// The digest of data.
    ///
    /// # Errors
    ///
    /// What `C_DigestInit` and `C_Digest` return.
    #[doc(alias = "C_Digest")]
    pub fn digest<'m>(&self, mechanism: impl Into<Mechanism<'m>>, data: &[u8]) -> Result<Vec<u8>> {
        let mechanism = mechanism.into();
        self.begin(&DIGEST, &mechanism, CK_INVALID_HANDLE)?;
        self.raw_once_vec(&DIGEST, data, GUESS).map_err(|error| self.settle(&DIGEST, &mechanism, error))
    }

    /// As [`digest`](Self::digest), into a buffer; gives the length of the digest. Nothing is allocated.
    ///
    /// # Errors
    ///
    /// As [`digest`](Self::digest), and a usage error that tells the size if the buffer is too small.
    #[doc(alias = "C_Digest")]
    pub fn digest_into<'m>(
        &self,
        mechanism: impl Into<Mechanism<'m>>,
        data: &[u8],
        buffer: &mut [u8],
    ) -> Result<usize> {
        let mechanism = mechanism.into();
        self.begin(&DIGEST, &mechanism, CK_INVALID_HANDLE)?;
        let filled = self.raw_once(&DIGEST, data, buffer).and_then(|fill| fill.into_caller(buffer.len()));
        filled.map_err(|error| self.settle(&DIGEST, &mechanism, error))
    }

    /// The digest of a secret key's value, which does not leave the token.
    ///
    /// # Errors
    ///
    /// What `C_DigestKey` returns: `CKR_KEY_INDIGESTIBLE` for a key that the token does not digest.
    #[doc(alias = "C_DigestKey")]
    pub fn digest_key<'m>(&mut self, mechanism: impl Into<Mechanism<'m>>, key: SecretKey) -> Result<Vec<u8>> {
        let mut digester = self.digester(mechanism)?;
        digester.update_key(key)?;
        digester.finish()
    }

    /// Begins a digest of data that comes in pieces.
    ///
    /// # Errors
    ///
    /// What `C_DigestInit` returns.
    #[doc(alias = "C_DigestInit")]
    pub fn digester<'m>(&mut self, mechanism: impl Into<Mechanism<'m>>) -> Result<Digester<'_>> {
        Running::begin(self, &DIGEST, &mechanism.into(), CK_INVALID_HANDLE).map(Digester)
    }
}

/// A digest under way. Dropped, it is given up, and the session is free again.
#[derive(Debug)]
pub struct Digester<'s>(Running<'s>);

impl Digester<'_> {
    /// Adds data.
    ///
    /// # Errors
    ///
    /// What `C_DigestUpdate` returns; the digest is given up then.
    #[doc(alias = "C_DigestUpdate")]
    pub fn update(&mut self, data: &[u8]) -> Result<()> {
        self.0.must_be_open()?;
        let updated = self.0.session.raw_absorb(&DIGEST, data);
        self.0.step(updated)
    }

    /// Adds the value of a secret key, which does not leave the token.
    ///
    /// # Errors
    ///
    /// What `C_DigestKey` returns; the digest is given up then.
    #[doc(alias = "C_DigestKey")]
    pub fn update_key(&mut self, key: SecretKey) -> Result<()> {
        self.0.must_be_open()?;
        let key = self.0.session.own("key", key)?;
        let updated = self.0.session.raw_digest_key(key);
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

    /// Ends the operation and gives the digest.
    ///
    /// # Errors
    ///
    /// What `C_DigestFinal` returns.
    #[doc(alias = "C_DigestFinal")]
    pub fn finish(mut self) -> Result<Vec<u8>> {
        self.0.must_be_open()?;
        let digest = self.0.session.raw_last_vec(&DIGEST, GUESS);
        let digest = self.0.step(digest);
        self.0.close();
        digest
    }

    /// As [`finish`](Self::finish), into a buffer; gives the length of the digest.
    ///
    /// # Errors
    ///
    /// As [`finish`](Self::finish). If the buffer is too small, the error hands the operation back.
    #[doc(alias = "C_DigestFinal")]
    pub fn finish_into(mut self, buffer: &mut [u8]) -> Result<usize, Unfinished<Self>> {
        let filled = self.0.must_be_open().and_then(|()| self.0.session.raw_last(&DIGEST, buffer));
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

/// What stays legal while a digest is under way.
impl Deref for Digester<'_> {
    type Target = Session;

    fn deref(&self) -> &Session {
        self.0.session
    }
}

/// Everything written is digested.
impl Write for Digester<'_> {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        self.update(data).map_err(io::Error::other)?;
        Ok(data.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
