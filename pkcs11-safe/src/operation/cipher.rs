//! Encrypting and decrypting (5.8, 5.10): the two verbs have the same shape, so one macro writes both.

use super::running::{Running, Unfinished, too_small};
use super::{GUESS, OVERHEAD};
use crate::attribute as attr;
use crate::mechanism::Mechanism;
use crate::object::Object;
use crate::raw::{DECRYPT, ENCRYPT, Fill, is_unwritten};
use crate::secret::Wiped;
use crate::session::Session;
use crate::{Error, Function, MechanismType, Pin, Result};
use core::ops::Deref;
use std::io::{Read, Write};
use zeroize::{Zeroize, Zeroizing};

macro_rules! cipher {
    (
        $verb:ident, $name:ident, $once:ident, $into:ident, $begin:ident,
        $c_init:literal, $c_once:literal, $c_update:literal, $c_final:literal,
        $does:literal, $doing:literal, $input:literal, $output:literal, $note:literal
    ) => {
        impl Session {
            #[doc = concat!($does, " data: two calls.")]
            ///
            #[doc = $note]
            ///
            /// # Errors
            ///
            #[doc = concat!("What `", $c_init, "` and `", $c_once, "` return.")]
            #[doc(alias = $c_once)]
            pub fn $once<'m>(
                &self,
                mechanism: impl Into<Mechanism<'m>>,
                key: impl Into<Object>,
                data: &[u8],
            ) -> Result<Vec<u8>> {
                let (mechanism, key) = (mechanism.into(), key.into());
                self.begin(&$verb, &mechanism, self.own("key", key)?)?;
                let guess = (data.len() + OVERHEAD).max(GUESS);
                let done = self.raw_once_vec(&$verb, data, guess);
                let out = Wiped::new(done.map_err(|error| self.settle(&$verb, &mechanism, error))?);
                let mut length = out.len();
                if length == guess {
                    length = self.cut($verb.once, mechanism.mechanism_type(), key, &out)?;
                }
                Ok(out.keep(length))
            }

            #[doc = concat!("As [`", stringify!($once), "`](Self::", stringify!($once), "), into a buffer; gives the length. Nothing is allocated.")]
            ///
            /// # Errors
            ///
            #[doc = concat!("As [`", stringify!($once), "`](Self::", stringify!($once), "), and a usage error that tells the size if the buffer is too small.")]
            #[doc(alias = $c_once)]
            pub fn $into<'m>(
                &self,
                mechanism: impl Into<Mechanism<'m>>,
                key: impl Into<Object>,
                data: &[u8],
                buffer: &mut [u8],
            ) -> Result<usize> {
                let (mechanism, key) = (mechanism.into(), key.into());
                self.begin(&$verb, &mechanism, self.own("key", key)?)?;
                let filled = self.raw_once(&$verb, data, buffer).and_then(|fill| fill.into_caller(buffer.len()));
                let length = filled.map_err(|error| self.settle(&$verb, &mechanism, error))?;
                // Nothing comes of an output that was to be nothing.
                if length == buffer.len() && length > 0 {
                    self.cut($verb.once, mechanism.mechanism_type(), key, buffer)
                } else {
                    Ok(length)
                }
            }

            #[doc = concat!("Begins ", $doing, " data that comes in pieces, or with a key that wants its PIN once more.")]
            ///
            /// # Errors
            ///
            #[doc = concat!("What `", $c_init, "` returns.")]
            #[doc(alias = $c_init)]
            pub fn $begin<'m>(
                &mut self,
                mechanism: impl Into<Mechanism<'m>>,
                key: impl Into<Object>,
            ) -> Result<$name<'_>> {
                let key = self.own("key", key)?;
                Running::begin(self, &$verb, &mechanism.into(), key).map($name)
            }
        }

        #[doc = concat!($doing, " under way. Dropped, it is given up, and the session is free again.")]
        #[derive(Debug)]
        pub struct $name<'s>(Running<'s>);

        impl $name<'_> {
            /// Gives the PIN once more, for a key with `CKA_ALWAYS_AUTHENTICATE`: after the operation has begun, and
            /// before its data. A wrong PIN can be followed by another try.
            ///
            /// # Errors
            ///
            /// What `C_Login` returns.
            #[doc(alias = "CKU_CONTEXT_SPECIFIC")]
            pub fn authenticate(&self, pin: &Pin) -> Result<()> {
                self.0.authenticate(pin)
            }

            #[doc = concat!($does, " data that is all there, in a single part.")]
            ///
            /// # Errors
            ///
            #[doc = concat!("What `", $c_once, "` returns.")]
            #[doc(alias = $c_once)]
            pub fn $once(mut self, data: &[u8]) -> Result<Vec<u8>> {
                self.0.must_be_open()?;
                let guess = (data.len() + OVERHEAD).max(GUESS);
                let done = self.0.session.raw_once_vec(&$verb, data, guess);
                let out = Wiped::new(self.0.step(done)?);
                self.0.close();
                let mut length = out.len();
                if length == guess {
                    let (session, kind) = (&*self.0.session, self.0.mechanism);
                    length = session.cut($verb.once, kind, session.object(self.0.key), &out)?;
                }
                Ok(out.keep(length))
            }

            #[doc = concat!("Takes a piece of ", $input, " and gives what there is of ", $output, ", which may be nothing yet.")]
            ///
            /// # Errors
            ///
            #[doc = concat!("What `", $c_update, "` returns; the operation is given up then.")]
            #[doc(alias = $c_update)]
            pub fn update(&mut self, data: &[u8]) -> Result<Vec<u8>> {
                let mut out = Wiped::new(vec![0; data.len() + OVERHEAD]);
                for _ in 0..2 {
                    match self.convert(data, &mut out)? {
                        Fill::Done(length) => return Ok(out.keep(length)),
                        Fill::TooSmall(needed) => {
                            let size = needed.unwrap_or(2 * out.len() + GUESS);
                            out = Wiped::new(vec![0; size]);
                        }
                    }
                }
                self.0.step(Err(insatiable($verb.update)))
            }

            /// As [`update`](Self::update), into a buffer; gives the length. A block more than the piece has room with
            /// all ciphers that give their output as they go; a token may hold GCM plaintext back, and want room for all of it.
            ///
            /// # Errors
            ///
            /// As [`update`](Self::update); and a usage error that tells the size if the buffer is too small: nothing of
            /// the piece was used then, and the operation goes on.
            #[doc(alias = $c_update)]
            pub fn update_into(&mut self, data: &[u8], buffer: &mut [u8]) -> Result<usize> {
                self.convert(data, buffer)?.into_caller(buffer.len())
            }

            fn convert(&mut self, data: &[u8], out: &mut [u8]) -> Result<Fill> {
                self.0.must_be_open()?;
                let filled = self.0.session.raw_convert(&$verb, data, out);
                self.0.step(filled)
            }

            #[doc = concat!("Takes all ", $input, " that a reader has, 64 KiB at a time, and writes ", $output, "; gives the number of bytes read.")]
            #[doc = concat!("What [`finish`](Self::finish) gives is to be written after it.")]
            ///
            /// # Errors
            ///
            /// [`Error::Io`] if reading or writing fails: the operation is given up. Otherwise as [`update`](Self::update).
            pub fn update_from(&mut self, reader: impl Read, mut writer: impl Write) -> Result<u64> {
                let mut out = Zeroizing::new(vec![0; super::running::CHUNK + OVERHEAD]);
                let fed = Running::pieces(reader, |piece| {
                    let length = match self.convert(piece, &mut out)? {
                        Fill::Done(length) => length,
                        Fill::TooSmall(needed) => {
                            let size = needed.unwrap_or(0).max(2 * out.len());
                            out.zeroize();
                            out.resize(size, 0);
                            match self.convert(piece, &mut out)? {
                                Fill::Done(length) => length,
                                Fill::TooSmall(_) => return Err(insatiable($verb.update)),
                            }
                        }
                    };
                    Ok(writer.write_all(&out[..length])?)
                });
                if fed.is_err() {
                    self.0.give_up();
                }
                fed
            }

            #[doc = concat!("Ends the operation and gives the rest of ", $output, ".")]
            ///
            /// # Errors
            ///
            #[doc = concat!("What `", $c_final, "` returns.")]
            #[doc(alias = $c_final)]
            pub fn finish(mut self) -> Result<Vec<u8>> {
                self.0.must_be_open()?;
                let rest = self.0.session.raw_last_vec(&$verb, GUESS);
                let rest = self.0.step(rest);
                self.0.close();
                rest
            }

            /// As [`finish`](Self::finish), into a buffer; gives the length.
            ///
            /// # Errors
            ///
            /// As [`finish`](Self::finish). If the buffer is too small, the error hands the operation back.
            #[doc(alias = $c_final)]
            pub fn finish_into(mut self, buffer: &mut [u8]) -> Result<usize, Unfinished<Self>> {
                let filled = self.0.must_be_open().and_then(|()| self.0.session.raw_last(&$verb, buffer));
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

        /// What stays legal while the operation is under way.
        impl Deref for $name<'_> {
            type Target = Session;

            fn deref(&self) -> &Session {
                self.0.session
            }
        }
    };
}

cipher!(
    ENCRYPT,
    Encryptor,
    encrypt,
    encrypt_into,
    encryptor,
    "C_EncryptInit",
    "C_Encrypt",
    "C_EncryptUpdate",
    "C_EncryptFinal",
    "Encrypts",
    "encrypting",
    "plaintext",
    "the ciphertext",
    "The ciphertext is what the mechanism makes of it: an IV is not put in front, a GCM tag stands at the end."
);

cipher!(
    DECRYPT,
    Decryptor,
    decrypt,
    decrypt_into,
    decryptor,
    "C_DecryptInit",
    "C_Decrypt",
    "C_DecryptUpdate",
    "C_DecryptFinal",
    "Decrypts",
    "decrypting",
    "ciphertext",
    "the plaintext",
    "The plaintext is the caller's: `SecretBytes::from` takes its buffer over and wipes it on drop."
);

impl Session {
    /// The length of a ciphertext that fills its buffer to the last byte: RSA gives as much as the modulus has, and a module
    /// that reports the whole buffer means that. What was not written is cut; where more was, it is the module's fault. The
    /// end of a plaintext was looked at already.
    #[cold]
    fn cut(&self, function: Function, mechanism: MechanismType, key: Object, out: &[u8]) -> Result<usize> {
        if function != Function::Encrypt {
            return Ok(out.len());
        }
        let rsa = [MechanismType::RSA_PKCS, MechanismType::RSA_PKCS_OAEP, MechanismType::RSA_X_509];
        let mut buffer = [0; 1024 + 16];
        let modulus = if rsa.contains(&mechanism) { self.get_in(key, attr::MODULUS, &mut buffer).ok() } else { None };
        let whole = modulus.map(|modulus| modulus.iter().skip_while(|byte| **byte == 0).count());
        let length = whole.filter(|whole| *whole < out.len()).unwrap_or(out.len());
        let (rest, end) = (is_unwritten(out, length), length.saturating_sub(8));
        let finished = length < 8 || !is_unwritten(&out[..length], end);
        if finished && (rest || length == out.len()) { Ok(length) } else { Err(unwritten(function, out.len())) }
    }
}

fn insatiable(function: Function) -> Error {
    Error::module(function, "finds every buffer too small, of the size that it asked for too")
}

fn unwritten(function: Function, length: usize) -> Error {
    Error::module(
        function,
        format!("reported {length} bytes, the whole of its room, and they cannot all be its output"),
    )
}
