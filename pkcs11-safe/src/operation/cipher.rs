//! Encrypting and decrypting (5.8, 5.10): the two verbs have the same shape, so one macro writes both.

use super::cipher_guess;
use super::holder::Holder;
use super::running::Running;
use crate::attribute as attr;
use crate::handle::Object;
use crate::mechanism::Mechanism;
use crate::raw::{DECRYPT, ENCRYPT, Verb, is_unwritten};
use crate::secret::Wiped;
use crate::session::Session;
use crate::{Error, MechanismType, Result};
use core::ops::DerefMut;
use std::io::{Read, Write};

macro_rules! cipher {
    (
        $verb:ident, $name:ident, $once:ident, $into:ident, $begin:ident, $into_begin:ident,
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
                let guess = cipher_guess(data);
                let once = |link: &crate::link::Link| link.raw_once_vec(&$verb, data, guess);
                let out = self.one_shot(&$verb, &mechanism, self.link.own("key", key)?, once)?;
                self.cut_vec(&$verb, mechanism.mechanism_type(), key, out, guess)
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
                let length = self.one_shot(&$verb, &mechanism, self.link.own("key", key)?, |link| {
                    link.raw_once(&$verb, data, buffer)?.into_caller(buffer.len())
                })?;
                // An empty buffer has no end to look at.
                if length == buffer.len() && length > 0 {
                    self.cut(&$verb, mechanism.mechanism_type(), key, buffer)
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
            ) -> Result<$name<&mut Self>> {
                $name::begin(self, mechanism, key)
            }

            #[doc = concat!("As [`", stringify!($begin), "`](Self::", stringify!($begin), "), and the session is moved into the operation, which can be stored anywhere.")]
            ///
            /// # Errors
            ///
            #[doc = concat!("What `", $c_init, "` returns, with the session.")]
            #[doc(alias = $c_init)]
            pub fn $into_begin<'m>(
                self,
                mechanism: impl Into<Mechanism<'m>>,
                key: impl Into<Object>,
            ) -> Result<$name, super::Returned> {
                $name::begin(Box::new(self), mechanism, key)
            }
        }

        impl<S: Holder> $name<S> {
            #[doc = concat!("Begins ", $doing, " in a session that `S` holds.")]
            ///
            /// # Errors
            ///
            #[doc = concat!("What `", $c_init, "` returns.")]
            #[doc(alias = $c_init)]
            pub fn begin<'m>(
                session: S,
                mechanism: impl Into<Mechanism<'m>>,
                key: impl Into<Object>,
            ) -> Result<Self, S::Failed> {
                Running::begin(session, &$verb, &mechanism.into(), |session| session.link.own("key", key)).map(Self)
            }

            #[doc = concat!($does, " data that is all there, in a single part.")]
            ///
            /// # Errors
            ///
            #[doc = concat!("What `", $c_once, "` returns. A usage error once data was added: the single part would leave that out.")]
            #[doc(alias = $c_once)]
            pub fn $once(mut self, data: &[u8]) -> Result<S::With<Vec<u8>>, S::Failed> {
                let (mechanism, key, guess) = (self.0.mechanism, self.0.key, cipher_guess(data));
                let out = self.0.single(|session, verb| session.link.raw_once_vec(verb, data, guess));
                let session: &Session = &self.0.session;
                let out = out.and_then(|out| session.cut_vec(&$verb, mechanism, session.link.object(key), out, guess));
                self.0.ended(out)
            }
        }

        impl<S: DerefMut<Target = Session>> $name<S> {
            #[doc = concat!("Takes a piece of ", $input, " and gives what there is of ", $output, ", which may be nothing yet.")]
            ///
            /// # Errors
            ///
            #[doc = concat!("What `", $c_update, "` returns; the operation is given up then.")]
            #[doc(alias = $c_update)]
            pub fn update(&mut self, data: &[u8]) -> Result<Vec<u8>> {
                self.0.convert_vec(data)
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
                self.0.convert(data, buffer)?.into_caller(buffer.len())
            }

            #[doc = concat!("Takes all ", $input, " that a reader has, 64 KiB at a time, and writes ", $output, "; gives the number of bytes read.")]
            #[doc = concat!("What [`finish`](Self::finish) gives is to be written after it.")]
            ///
            /// # Errors
            ///
            /// [`Error::Io`] if reading or writing fails: the operation is given up. Otherwise as [`update`](Self::update).
            pub fn update_from(&mut self, reader: impl Read, writer: impl Write) -> Result<u64> {
                self.0.convert_from(reader, writer)
            }
        }
    };
}

/// An encryption under way. Dropped, it is given up, and the session is free again.
///
/// ```no_run
/// # use pkcs11_safe::{mechanism::AesCbcPad, Result, SecretKey, Session};
/// # fn encrypt(session: &mut Session, key: SecretKey, iv: &[u8; 16], mut from: std::fs::File, to: &mut Vec<u8>) -> Result<()> {
/// let mut encryptor = session.encryptor(AesCbcPad::new(iv), key)?;
/// encryptor.update_from(&mut from, &mut *to)?;
/// to.extend(encryptor.finish()?);
/// # Ok(()) }
/// ```
pub struct Encryptor<S: DerefMut<Target = Session> = Box<Session>>(pub(super) Running<S>);

cipher!(
    ENCRYPT,
    Encryptor,
    encrypt,
    encrypt_into,
    encryptor,
    into_encryptor,
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

/// A decryption under way. Dropped, it is given up, and the session is free again.
pub struct Decryptor<S: DerefMut<Target = Session> = Box<Session>>(pub(super) Running<S>);

cipher!(
    DECRYPT,
    Decryptor,
    decrypt,
    decrypt_into,
    decryptor,
    into_decryptor,
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
    /// The output of a cipher, cut to its length if it fills the room that was guessed.
    fn cut_vec(
        &self,
        verb: &Verb,
        mechanism: MechanismType,
        key: Object,
        out: Vec<u8>,
        guess: usize,
    ) -> Result<Vec<u8>> {
        let length = out.len();
        if length != guess || !verb.may_report_room() {
            return Ok(out);
        }
        let out = Wiped::new(out);
        let length = self.cut(verb, mechanism, key, &out)?;
        Ok(out.keep(length))
    }

    /// The length of a ciphertext that fills its buffer to the last byte: RSA gives as much as the modulus has, and a module
    /// that reports the whole buffer means that. What was not written is cut; where more was, it is the module's fault. The
    /// end of a plaintext was looked at already.
    #[cold]
    fn cut(&self, verb: &Verb, mechanism: MechanismType, key: Object, out: &[u8]) -> Result<usize> {
        if !verb.may_report_room() {
            return Ok(out.len());
        }
        let rsa = [MechanismType::RSA_PKCS, MechanismType::RSA_PKCS_OAEP, MechanismType::RSA_X_509];
        let mut buffer = [0; 1024 + 16];
        let modulus = if rsa.contains(&mechanism) { self.get_in(key, attr::MODULUS, &mut buffer).ok() } else { None };
        let whole = modulus.map(|modulus| modulus.iter().skip_while(|byte| **byte == 0).count());
        let length = whole.filter(|whole| *whole < out.len()).unwrap_or(out.len());
        let (rest, end) = (is_unwritten(out, length), length.saturating_sub(8));
        let finished = length < 8 || !is_unwritten(&out[..length], end);
        if finished && (rest || length == out.len()) {
            return Ok(length);
        }
        let detail = format!("reported {} bytes, the whole of its room, and they cannot all be its output", out.len());
        Err(Error::module(verb.once, detail))
    }
}
