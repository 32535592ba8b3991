//! `CKA_EC_POINT` in all the forms that tokens give it (PKCS #11 6.3.3 to 6.3.8, SEC 1 2.3, RFC 8410).

use super::Curve;
use super::form::{self, Form};
use super::params::Shape;
use crate::encoding::reader::tag;
use crate::encoding::writer::Node;
use crate::error::encoding::{Error, ErrorKind, Result};
use core::fmt;

/// A public point, held once and given in both of its forms: [raw](Self::raw) and [DER](Self::der).
///
/// The standard's `CKA_EC_POINT` is a DER OCTET STRING around the point; tokens also give the bare point, a BIT STRING,
/// X and Y without the `04` in front. Which it is, the curve's length decides and not the first byte:
///
/// ```
/// use pkcs11_safe::encoding::ec::{Curve, Point};
///
/// let mut key = [0x55; 32];
/// key[..2].copy_from_slice(&[0x04, 0x1e]);              // looks like an OCTET STRING of 30 bytes
/// let point = Point::decode(Curve::X25519, &key)?;
/// assert_eq!(point.raw(), key);
/// assert_eq!(point.der()[..4], [0x04, 0x20, 0x04, 0x1e]);
/// # Ok::<(), pkcs11_safe::encoding::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Point {
    /// The OCTET STRING, of which the raw point is the end.
    der: Vec<u8>,
    raw_len: usize,
    form: Form,
}

impl Point {
    /// A point as a token gives it, in any of the forms seen: raw, in a DER OCTET STRING, in a BIT STRING; uncompressed,
    /// compressed, hybrid, or X and Y alone, which get their `04`. A compressed point stays compressed.
    ///
    /// Whether the point lies on the curve is not checked. So on P-256, 64 bytes are always X and Y, and 65 bytes are
    /// always a raw point.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::PointLength`] or [`ErrorKind::PointForm`] if no form of a point on this curve looks like this.
    #[doc(alias = "CKA_EC_POINT")]
    pub fn decode(curve: Curve, bytes: &[u8]) -> Result<Self> {
        Self::decode_as(Some(curve.into()), bytes)
    }

    /// A point whose curve is not known: what its structure tells.
    ///
    /// DER counts as such if it is complete and a point is in it; coordinates are expected to be as long as those of
    /// some known curve. X and Y alone, and Edwards and Montgomery keys, cannot be told from anything else.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::AmbiguousPoint`] if several readings are left, [`ErrorKind::PointForm`] if there is none.
    pub fn decode_by_structure(bytes: &[u8]) -> Result<Self> {
        Self::decode_as(None, bytes)
    }

    /// A raw point as SubjectPublicKeyInfo has it: uncompressed, compressed or hybrid, or the bytes of an Edwards or
    /// Montgomery key, and nothing around it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::PointLength`] or [`ErrorKind::PointForm`].
    pub fn from_raw(curve: Curve, raw: &[u8]) -> Result<Self> {
        Self::from_raw_at(Some(curve.into()), raw, 0)
    }

    /// The raw point: what `CKM_ECDH1_DERIVE` takes as the other side's public data.
    #[doc(alias = "pPublicData")]
    #[must_use]
    pub fn raw(&self) -> &[u8] {
        &self.der[self.der.len() - self.raw_len..]
    }

    /// The DER OCTET STRING around the raw point: the standard's `CKA_EC_POINT`.
    #[doc(alias = "CKA_EC_POINT")]
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The X coordinate, big-endian, as long as the field; `None` for Edwards and Montgomery keys.
    #[must_use]
    pub fn x(&self) -> Option<&[u8]> {
        self.coordinates().map(|(x, _)| x)
    }

    /// The Y coordinate, big-endian, as long as the field; `None` for Edwards and Montgomery keys and where the point
    /// is compressed.
    #[must_use]
    pub fn y(&self) -> Option<&[u8]> {
        self.coordinates().map(|(_, y)| y).filter(|y| !y.is_empty())
    }

    /// Whether it is X and a sign alone (`02 X` or `03 X`). Many tokens take no compressed points.
    #[must_use]
    pub fn is_compressed(&self) -> bool {
        self.form == Form::Compressed
    }

    /// Whether it is X, Y and a sign (`06 X Y` or `07 X Y`). Many tokens take no hybrid points.
    #[must_use]
    pub fn is_hybrid(&self) -> bool {
        self.form == Form::Hybrid
    }

    fn coordinates(&self) -> Option<(&[u8], &[u8])> {
        let coordinates = self.raw().get(1..)?;
        match self.form {
            Form::Uncompressed | Form::Hybrid => Some(coordinates.split_at(coordinates.len() / 2)),
            Form::Compressed => Some((coordinates, &[])),
            Form::Bare | Form::Native => None,
        }
    }

    pub(super) fn decode_as(shape: Option<Shape>, bytes: &[u8]) -> Result<Self> {
        if bytes.is_empty() {
            return Err(Error::new(ErrorKind::Empty, 0));
        }
        let (form, bytes) = shape.map_or_else(|| form::guessed(bytes), |shape| form::unwrapped(shape, bytes))?;
        Ok(Self::new(form, bytes))
    }

    /// A raw point that begins at this position of the input.
    pub(super) fn from_raw_at(shape: Option<Shape>, raw: &[u8], position: usize) -> Result<Self> {
        form::raw(shape, raw, position).map(|form| Self::new(form, raw))
    }

    fn new(form: Form, bytes: &[u8]) -> Self {
        let (form, prefix): (_, &[u8]) = match form {
            Form::Bare => (Form::Uncompressed, &[4]),
            form => (form, &[]),
        };
        let der = Node::Nest(tag::OCTET_STRING, &[Node::Raw(prefix), Node::Raw(bytes)]).encode();
        Self { der, raw_len: prefix.len() + bytes.len(), form }
    }
}

/// The raw point, in hex.
impl fmt::Debug for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Point(")?;
        self.raw().iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str(")")
    }
}
