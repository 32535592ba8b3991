//! `CKA_EC_PARAMS` (PKCS #11 6.3.1, RFC 3279 2.3.5, SEC 1 C.2): which curve, or at least how long its numbers are.

use super::{Curve, CurveKind};
use crate::encoding::algorithm::{Algorithm, EC_PUBLIC_KEY};
use crate::encoding::reader::{Element, Reader, tag};
use crate::error::encoding::{Error, ErrorKind, Result};

/// Curve parameters as they were given, and what they tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Params {
    pub(super) der: Vec<u8>,
    pub(super) curve: Option<Curve>,
    pub(super) shape: Option<Shape>,
}

/// What decides how keys of a curve are encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) kind: CurveKind,
    /// Bytes of a coordinate; of the whole key for Edwards and Montgomery curves.
    pub(super) field_len: usize,
    /// Bytes of a private key.
    pub(super) private_len: usize,
}

impl From<Curve> for Shape {
    fn from(curve: Curve) -> Self {
        let field_len = match curve.kind() {
            CurveKind::Weierstrass => curve.field_len(),
            CurveKind::Edwards | CurveKind::Montgomery => curve.point_len(),
        };
        Self { kind: curve.kind(), field_len, private_len: curve.private_len() }
    }
}

impl From<Curve> for Params {
    fn from(curve: Curve) -> Self {
        Self { der: curve.params().to_vec(), curve: Some(curve), shape: Some(curve.into()) }
    }
}

impl Params {
    /// The value of the attribute.
    pub(super) fn parse(der: &[u8]) -> Result<Self> {
        let mut reader = Reader::new(der)?;
        let element = reader.element()?;
        reader.finish()?;
        Self::from_element(&element)
    }

    /// An object identifier, explicit parameters or a name; not NULL, which means "those of the certification
    /// authority", nor a name that says nothing.
    pub(super) fn from_element(element: &Element<'_>) -> Result<Self> {
        let der = element.encoded;
        let curve = Curve::from_params(der);
        let shape = match der {
            _ if curve.is_some() => curve.map(Shape::from),
            [tag::OID, ..] => element.check_oid().map(|()| None)?,
            [tag::SEQUENCE, ..] => explicit(element).ok(),
            _ => return Err(Error::new(ErrorKind::Parameters, element.position)),
        };
        Ok(Self { der: der.to_vec(), curve, shape })
    }

    /// The curve of a SubjectPublicKeyInfo or PrivateKeyInfo: id-ecPublicKey with parameters, or an algorithm of RFC
    /// 8410, which has none.
    pub(super) fn from_algorithm(algorithm: &Algorithm<'_>) -> Result<Self> {
        if algorithm.oid() == EC_PUBLIC_KEY {
            let element = algorithm.parameters()?;
            let params = Self::from_element(&element)?;
            let standard = params.kind() == CurveKind::Weierstrass && params.standard() == element.encoded;
            return if standard { Ok(params) } else { Err(Error::new(ErrorKind::Parameters, element.position)) };
        }
        let curve = Curve::all().find(|curve| is_algorithm(*curve) && curve.params() == algorithm.oid());
        let curve = curve.ok_or_else(|| algorithm.unexpected())?;
        algorithm.no_parameters()?;
        Ok(curve.into())
    }

    /// The algorithm and its parameters, as DER.
    pub(super) fn algorithm(&self) -> (&[u8], &[u8]) {
        match self.curve {
            Some(curve) if is_algorithm(curve) => (curve.params(), &[]),
            _ => (EC_PUBLIC_KEY, self.standard()),
        }
    }

    /// The parameters in the form that keys have: an object identifier where a token says the name.
    pub(super) fn standard(&self) -> &[u8] {
        match (self.der.first(), self.curve) {
            (Some(&(tag::OID | tag::SEQUENCE)), _) | (_, None) => &self.der,
            (_, Some(curve)) => curve.params(),
        }
    }

    pub(super) fn order_len(&self) -> Option<usize> {
        self.curve.map(Curve::order_len).or(self.shape.map(|shape| shape.private_len))
    }

    pub(super) fn kind(&self) -> CurveKind {
        self.curve.map_or(CurveKind::Weierstrass, Curve::kind)
    }

    /// Whether both are of one curve, as far as one can see.
    pub(super) fn same(&self, other: &Self) -> bool {
        self.der == other.der || (self.curve.is_some() && self.curve == other.curve)
    }
}

/// Whether the curve's object identifier stands where others have an algorithm and parameters.
fn is_algorithm(curve: Curve) -> bool {
    curve.kind() != CurveKind::Weierstrass
}

/// The lengths that explicit parameters tell: version, field, curve, base point, order, cofactor, hash.
fn explicit(params: &Element<'_>) -> Result<Shape> {
    let mut reader = params.inner();
    reader.positive()?;
    let field_len = field(reader.sequence()?)?;
    reader.sequence()?;
    let base = reader.expect(tag::OCTET_STRING)?;
    let private_len = reader.positive()?.len();
    reader.optional(tag::INTEGER)?;
    reader.optional(tag::SEQUENCE)?;
    reader.finish()?;
    if base.content.len() != field_len + 1 && base.content.len() != 2 * field_len + 1 {
        return Err(base.error(ErrorKind::PointLength { expected: 2 * field_len + 1 }));
    }
    Ok(Shape { kind: CurveKind::Weierstrass, field_len, private_len })
}

/// The bytes of a coordinate: as many as the prime has, or as the degree of the binary field needs.
fn field(mut field: Reader<'_>) -> Result<usize> {
    const PRIME: &[u8] = &[0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x01, 0x01];
    const BINARY: &[u8] = &[0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x01, 0x02];
    let oid = field.oid()?;
    if oid.encoded == PRIME {
        return Ok(field.positive()?.len());
    }
    match (oid.encoded, field.sequence()?.positive()?) {
        (BINARY, [high @ .., low]) if high.len() < 2 => {
            let degree = high.iter().fold(0, |number, byte| number << 8 | usize::from(*byte)) << 8 | usize::from(*low);
            Ok(degree.div_ceil(8))
        }
        _ => Err(oid.error(ErrorKind::Parameters)),
    }
}
