//! The streamed operations as users see them: what several verbs have. What a verb has of its own is in its file.

use super::{DIGEST_GUESS, Decryptor, Digester, Encryptor, GUESS, Holder, Signer, Verifier, signature_guess};
use crate::session::Session;
use crate::{Pin, Result};
use core::fmt;
use core::ops::{Deref, DerefMut};
use std::io::{self, Read};

/// A streamed operation as users see it: what all verbs have.
macro_rules! streamed {
    ($name:ident) => {
        impl<S: DerefMut<Target = Session>> $name<S> {
            /// Gives the session back. An operation that is not over is given up.
            pub fn into_session(self) -> S {
                self.0.into_session()
            }
        }

        /// What stays legal while the operation is under way.
        impl<S: DerefMut<Target = Session>> Deref for $name<S> {
            type Target = Session;

            fn deref(&self) -> &Session {
                &self.0.session
            }
        }

        impl<S: DerefMut<Target = Session>> fmt::Debug for $name<S> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.0).finish()
            }
        }
    };
}

/// What every verb has that takes data and gives nothing for it yet.
macro_rules! absorbs {
    ($name:ident, $c_update:literal) => {
        impl<S: DerefMut<Target = Session>> $name<S> {
            /// Adds data.
            ///
            /// # Errors
            ///
            #[doc = concat!("What `", $c_update, "` returns; the operation is given up then.")]
            #[doc(alias = $c_update)]
            pub fn update(&mut self, data: &[u8]) -> Result<()> {
                self.0.absorb(data)
            }

            /// Adds all that a reader has, 64 KiB at a time; gives the number of bytes.
            ///
            /// # Errors
            ///
            /// [`Error::Io`](crate::Error::Io) if reading fails: the operation is given up. Otherwise as
            /// [`update`](Self::update).
            pub fn update_from(&mut self, reader: impl Read) -> Result<u64> {
                self.0.absorb_from(reader)
            }
        }

        /// Everything written is data of the operation.
        impl<S: DerefMut<Target = Session>> io::Write for $name<S> {
            fn write(&mut self, data: &[u8]) -> io::Result<usize> {
                self.update(data).map_err(io::Error::other)?;
                Ok(data.len())
            }

            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
    };
}

/// What every verb has that works with a key.
macro_rules! authenticates {
    ($name:ident) => {
        impl<S: DerefMut<Target = Session>> $name<S> {
            /// Gives the PIN once more, for a key with `CKA_ALWAYS_AUTHENTICATE`: after the operation has begun, and before
            /// its data. A wrong PIN can be followed by another try.
            ///
            /// # Errors
            ///
            /// What `C_Login` returns.
            #[doc(alias = "CKU_CONTEXT_SPECIFIC")]
            pub fn authenticate(&self, pin: &Pin) -> Result<()> {
                self.0.authenticate(pin)
            }
        }
    };
}

/// What every verb has that gives bytes in the end.
macro_rules! finishes {
    ($name:ident, $what:literal, $guess:expr, $c_final:literal) => {
        impl<S: DerefMut<Target = Session>> $name<S> {
            #[doc = concat!("Ends the operation and gives ", $what, "; and the session, if it was moved into the operation.")]
            ///
            /// # Errors
            ///
            #[doc = concat!("What `", $c_final, "` returns.")]
            #[doc(alias = $c_final)]
            pub fn finish(mut self) -> Result<S::With<Vec<u8>>, S::Failed>
            where
                S: Holder,
            {
                let finished = self.0.finish($guess(self.0.mechanism));
                self.0.ended(finished)
            }

            #[doc = concat!("Ends the operation and writes ", $what, " to a buffer; gives the length.")]
            ///
            /// # Errors
            ///
            #[doc = concat!("What `", $c_final, "` returns; and a usage error that tells the size if the buffer is too small: the")]
            /// operation goes on then, and can be finished with a larger one. After success it is over.
            #[doc(alias = $c_final)]
            pub fn finish_into(&mut self, buffer: &mut [u8]) -> Result<usize> {
                self.0.finish_into(buffer)
            }
        }
    };
}

streamed!(Signer);
streamed!(Verifier);
streamed!(Encryptor);
streamed!(Decryptor);
streamed!(Digester);

authenticates!(Signer);
authenticates!(Verifier);
authenticates!(Encryptor);
authenticates!(Decryptor);

absorbs!(Signer, "C_SignUpdate");
absorbs!(Verifier, "C_VerifyUpdate");
absorbs!(Digester, "C_DigestUpdate");

finishes!(Signer, "the signature", signature_guess, "C_SignFinal");
finishes!(Digester, "the digest", |_| DIGEST_GUESS, "C_DigestFinal");
finishes!(Encryptor, "the rest of the ciphertext", |_| GUESS, "C_EncryptFinal");
finishes!(Decryptor, "the rest of the plaintext", |_| GUESS, "C_DecryptFinal");
