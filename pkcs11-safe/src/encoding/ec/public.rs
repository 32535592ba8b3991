//! EC public keys (PKCS #11 6.3.3, 6.3.5, 6.3.7; RFC 5480, RFC 8410).

use super::params::Params;
use super::{Curve, CurveKind, Point};
use crate::encoding::algorithm::KeyInfo;
use crate::encoding::writer::Node;
use crate::error::encoding::Result;

/// An EC, Edwards or Montgomery public key: the curve and a point on it.
///
/// Curve parameters are kept byte for byte, explicit ones too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    pub(super) params: Params,
    pub(super) point: Point,
}

impl PublicKey {
    /// The key that a token holds: `CKA_EC_PARAMS` (DER) and `CKA_EC_POINT`, in [any form](Point::decode).
    ///
    /// # Errors
    ///
    /// If the parameters are no curve's, or the point is not one of that curve.
    #[doc(alias = "CKA_EC_PARAMS")]
    #[doc(alias = "CKA_EC_POINT")]
    pub fn from_attributes(ec_params: &[u8], ec_point: &[u8]) -> Result<Self> {
        let params = Params::parse(ec_params)?;
        let point = Point::decode_as(params.shape, ec_point)?;
        Ok(Self { params, point })
    }

    /// A DER SubjectPublicKeyInfo.
    ///
    /// # Errors
    ///
    /// If it is not DER, of another algorithm, or its point is not raw or not one of its curve.
    pub fn from_spki(spki: &[u8]) -> Result<Self> {
        Self::from_info(&KeyInfo::parse(spki)?)
    }

    pub(in crate::encoding) fn from_info(info: &KeyInfo<'_>) -> Result<Self> {
        let params = Params::from_algorithm(&info.algorithm)?;
        let point = Point::from_raw_at(params.shape, info.key, info.position)?;
        Ok(Self { params, point })
    }

    /// The DER SubjectPublicKeyInfo: the parameters as they are, or the algorithm of RFC 8410 for Edwards and
    /// Montgomery keys.
    #[must_use]
    pub fn to_spki(&self) -> Vec<u8> {
        let (oid, parameters) = self.params.algorithm();
        KeyInfo::encode(oid, parameters, &[Node::Raw(self.point.raw())])
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

    /// The point.
    #[must_use]
    pub fn point(&self) -> &Point {
        &self.point
    }

    /// The length of the order, in bytes, as far as the parameters tell: what [`ecdsa`](crate::encoding::ecdsa) takes.
    #[must_use]
    pub fn order_len(&self) -> Option<usize> {
        self.params.order_len()
    }

    pub(in crate::encoding) fn kind(&self) -> CurveKind {
        self.params.kind()
    }
}
