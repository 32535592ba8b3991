//! Elliptic curve Diffie-Hellman for a secret that is used on the computer (6.3.17), with a token that takes the other
//! side's point in whatever form.

use crate::attribute as attr;
use crate::encoding::ec;
use crate::handle::PrivateKey;
use crate::mechanism::Ecdh1Derive;
use crate::session::Session;
use crate::{Error, Function, KeyType, ObjectClass, Result, ReturnValue, SecretBytes, Ulong};

/// The form in which a token gets the other side's point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PointForm {
    /// Raw first, as the standard wants every token to take it; if that is refused, wrapped.
    #[default]
    Any,
    /// `04 X Y`, or the bytes of a Montgomery key.
    Raw,
    /// The same in a DER OCTET STRING.
    Der,
}

impl Session {
    /// The secret that a private key on the token shares with somebody's public key: the X coordinate, with no key
    /// derivation function. It is derived as a session object, read and destroyed: three calls.
    ///
    /// ```no_run
    /// # use pkcs11_safe::{encoding::ec, PointForm, PrivateKey, Result, SecretBytes, Session};
    /// # fn agree(session: &Session, key: PrivateKey, spki: &[u8]) -> Result<SecretBytes> {
    /// let peer = ec::PublicKey::from_spki(spki)?;
    /// session.shared_secret(key, &peer, PointForm::Any)
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`read_derived`](Self::read_derived). Which point the token did not like is not told: with [`PointForm::Any`]
    /// the error is that of the raw one.
    #[doc(alias = "CKM_ECDH1_DERIVE")]
    pub fn shared_secret(&self, key: PrivateKey, peer: &ec::PublicKey, form: PointForm) -> Result<SecretBytes> {
        let point = peer.point();
        match form {
            PointForm::Raw => self.agree(key, peer, point.raw()),
            PointForm::Der => self.agree(key, peer, point.der()),
            PointForm::Any => match self.agree(key, peer, point.raw()) {
                Err(error) if is_about_point(&error) => self.agree(key, peer, point.der()).map_err(|_| error),
                agreed => agreed,
            },
        }
    }

    fn agree(&self, key: PrivateKey, peer: &ec::PublicKey, point: &[u8]) -> Result<SecretBytes> {
        let template = [
            attr::CLASS.is(ObjectClass::SECRET_KEY),
            attr::KEY_TYPE.is(KeyType::GENERIC_SECRET),
            attr::TOKEN.is(false),
            attr::SENSITIVE.is(false),
            attr::EXTRACTABLE.is(true),
            attr::VALUE_LEN.is(peer.curve().map_or(0, |curve| Ulong::try_from(curve.field_len()).unwrap_or(0))),
        ];
        // The length is that of the field, where the curve is known.
        let said = if peer.curve().is_some() { &template[..] } else { &template[..5] };
        self.read_derived(&Ecdh1Derive::new(point), key, said)
    }
}

/// Codes with which tokens answer to a point in a form that they do not take.
fn is_about_point(error: &Error) -> bool {
    let derived = error.function() == Some(Function::DeriveKey);
    derived
        && matches!(
            error.return_value(),
            Some(
                ReturnValue::MECHANISM_PARAM_INVALID
                    | ReturnValue::ARGUMENTS_BAD
                    | ReturnValue::DATA_INVALID
                    | ReturnValue::DATA_LEN_RANGE
                    | ReturnValue::DOMAIN_PARAMS_INVALID
                    | ReturnValue::PUBLIC_KEY_INVALID
                    | ReturnValue::FUNCTION_FAILED
                    | ReturnValue::GENERAL_ERROR
            )
        )
}
