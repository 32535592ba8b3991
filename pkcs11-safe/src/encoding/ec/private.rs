//! EC private keys (PKCS #11 6.3.4, 6.3.6, 6.3.8; RFC 5915, RFC 5958, RFC 8410).

use super::params::Params;
use super::{Curve, CurveKind, Point, PublicKey};
use crate::SecretBytes;
use crate::encoding::algorithm::{PrivateKeyInfo, version};
use crate::encoding::reader::{Element, Reader, tag};
use crate::encoding::writer::{Node, without_zeros};
use crate::error::encoding::{Error, ErrorKind, Result};

/// An EC, Edwards or Montgomery private key, wiped on drop, with the public point if it was given.
#[derive(Clone, Debug)]
pub struct PrivateKey {
    params: Params,
    value: SecretBytes,
    point: Option<Point>,
}

const PARAMETERS: u8 = tag::constructed(0);
const PUBLIC_KEY: u8 = tag::constructed(1);

impl PrivateKey {
    /// The key that a token gives away: `CKA_EC_PARAMS` (DER) and `CKA_VALUE` (raw, big-endian).
    ///
    /// # Errors
    ///
    /// If the parameters are no curve's, or the value is zero or longer than the order.
    pub fn from_attributes(ec_params: &[u8], value: &[u8]) -> Result<Self> {
        let params = Params::parse(ec_params)?;
        let value = params.scalar(value, 0)?;
        Ok(Self { params, value, point: None })
    }

    /// A DER ECPrivateKey (SEC 1, RFC 5915: `BEGIN EC PRIVATE KEY`), with the curve's parameters (DER) if the key does
    /// not have them itself.
    ///
    /// # Errors
    ///
    /// If it is not DER or of another version, if the parameters are missing or contradict each other, if the value is
    /// zero or longer than the order, or the point is not one of the curve.
    pub fn from_sec1(der: &[u8], params: Option<&[u8]>) -> Result<Self> {
        let params = params.map(Params::parse).transpose()?;
        if params.as_ref().is_some_and(|params| params.kind() != CurveKind::Weierstrass) {
            return Err(Error::new(ErrorKind::Parameters, 0));
        }
        let mut reader = Reader::new(der)?;
        let key = reader.expect(tag::SEQUENCE)?;
        reader.finish()?;
        Self::read(&key, params)
    }

    /// A DER PrivateKeyInfo or OneAsymmetricKey (PKCS #8: `BEGIN PRIVATE KEY`).
    ///
    /// # Errors
    ///
    /// If it is not DER, encrypted, or of another algorithm; else as with [`from_sec1`](Self::from_sec1).
    pub fn from_pkcs8(der: &[u8]) -> Result<Self> {
        Self::from_info(&PrivateKeyInfo::parse(der)?)
    }

    pub(in crate::encoding) fn from_info(info: &PrivateKeyInfo<'_>) -> Result<Self> {
        let params = Params::from_algorithm(&info.algorithm)?;
        let (shape, weierstrass) = (params.shape, params.kind() == CurveKind::Weierstrass);
        let mut key = if weierstrass {
            Self::read(&info.key.only(tag::SEQUENCE)?, Some(params))?
        } else {
            let value = info.key.only(tag::OCTET_STRING)?;
            let value = params.scalar(value.content, value.content_position())?;
            Self { params, value, point: None }
        };
        if let Some((raw, position)) = info.public {
            let point = Point::from_raw_at(shape, raw, position)?;
            if key.point.as_ref().is_some_and(|inside| *inside != point) {
                return Err(Error::new(ErrorKind::Contradiction, position));
            }
            key.point = Some(point);
        }
        Ok(key)
    }

    /// ECPrivateKey: version, value, parameters, point.
    fn read(key: &Element<'_>, outside: Option<Params>) -> Result<Self> {
        let mut reader = key.inner();
        let version = reader.expect(tag::INTEGER)?;
        if version.uint()? != [1] {
            return Err(version.error(ErrorKind::Version));
        }
        let value = reader.expect(tag::OCTET_STRING)?;
        let inside = reader.optional(PARAMETERS)?;
        let params = match (inside.map(|params| params.inner()), outside) {
            (None, None) => return Err(reader.error(ErrorKind::NoParameters)),
            (None, Some(outside)) => outside,
            (Some(mut params), outside) => {
                let element = params.element()?;
                params.finish()?;
                let inside = Params::from_element(&element)?;
                match outside {
                    Some(outside) if !outside.same(&inside) => {
                        return Err(Error::new(ErrorKind::Contradiction, element.position));
                    }
                    _ if inside.kind() != CurveKind::Weierstrass => {
                        return Err(Error::new(ErrorKind::Parameters, element.position));
                    }
                    outside => outside.unwrap_or(inside),
                }
            }
        };
        let point = match reader.optional(PUBLIC_KEY)? {
            Some(point) => {
                let (raw, position) = point.only(tag::BIT_STRING)?.bits()?;
                Some(Point::from_raw_at(params.shape, raw, position)?)
            }
            None => None,
        };
        reader.finish()?;
        let value = params.scalar(value.content, value.content_position())?;
        Ok(Self { params, value, point })
    }

    /// The DER ECPrivateKey (SEC 1, RFC 5915), with parameters; `None` for Edwards and Montgomery keys, which have
    /// PKCS #8 alone.
    #[must_use]
    pub fn to_sec1(&self) -> Option<SecretBytes> {
        let parameters = Node::Raw(self.params.standard());
        let with_parameters = Node::Nest(PARAMETERS, core::slice::from_ref(&parameters));
        (self.kind() == CurveKind::Weierstrass)
            .then(|| self.with_sec1(Some(with_parameters), |key| key.encode().into()))
    }

    /// The DER of PKCS #8: PrivateKeyInfo, or OneAsymmetricKey for an Edwards or Montgomery key that came with its
    /// public key.
    #[must_use]
    pub fn to_pkcs8(&self) -> SecretBytes {
        let (oid, parameters) = self.params.algorithm();
        if self.kind() == CurveKind::Weierstrass {
            return self.with_sec1(None, |key| PrivateKeyInfo::encode(oid, parameters, &[*key], None));
        }
        let key = [Node::Bytes(tag::OCTET_STRING, &self.value)];
        PrivateKeyInfo::encode(oid, parameters, &key, self.point.as_ref().map(Point::raw))
    }

    fn with_sec1(&self, parameters: Option<Node<'_>>, encode: impl FnOnce(&Node<'_>) -> SecretBytes) -> SecretBytes {
        let raw = self.point.as_ref().map(|point| Node::Raw(point.raw()));
        let bits = raw.as_ref().map(|raw| Node::Bits(tag::BIT_STRING, core::slice::from_ref(raw)));
        let point = bits.as_ref().map(|bits| Node::Nest(PUBLIC_KEY, core::slice::from_ref(bits)));
        let parts = [version(&1), Node::Bytes(tag::OCTET_STRING, &self.value)];
        let parts: Vec<_> = parts.into_iter().chain(parameters).chain(point).collect();
        encode(&Node::sequence(&parts))
    }

    /// The curve, if it has a name that the table knows.
    #[must_use]
    pub fn curve(&self) -> Option<Curve> {
        self.params.curve
    }

    /// `CKA_EC_PARAMS`: DER, as it was given.
    #[must_use]
    pub fn params(&self) -> &[u8] {
        &self.params.der
    }

    /// `CKA_VALUE`: the private number, big-endian, padded with zeros to [`Curve::private_len`]; for Edwards and
    /// Montgomery keys the bytes of RFC 8410. Secret.
    #[must_use]
    pub fn value(&self) -> &[u8] {
        &self.value
    }

    /// The public key, if the private one came with it: it is not computed.
    #[must_use]
    pub fn public_key(&self) -> Option<PublicKey> {
        let point = self.point.clone()?;
        Some(PublicKey { params: self.params.clone(), point })
    }

    pub(in crate::encoding) fn kind(&self) -> CurveKind {
        self.params.kind()
    }
}

impl Params {
    /// A private key of this curve, padded to its length. Zeros in front beyond that are absorbed.
    fn scalar(&self, value: &[u8], position: usize) -> Result<SecretBytes> {
        if self.kind() != CurveKind::Weierstrass {
            let expected = self.shape.map_or(value.len(), |shape| shape.private_len);
            let fits = value.len() == expected;
            return if fits { Ok(value.into()) } else { Err(Error::new(ErrorKind::KeyLength { expected }, position)) };
        }
        let number = without_zeros(value);
        let len = self.shape.map_or(value.len(), |shape| shape.private_len);
        match len.checked_sub(number.len()) {
            _ if number.is_empty() => Err(Error::new(ErrorKind::Zero, position)),
            None => Err(Error::new(ErrorKind::TooLong { max: len }, position)),
            Some(zeros) => {
                let mut padded = vec![0; len];
                padded[zeros..].copy_from_slice(number);
                Ok(padded.into())
            }
        }
    }
}
