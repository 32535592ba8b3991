//! The forms of a point (SEC 1 2.3.3, PKCS #11 6.3.3), told apart by their lengths.

use super::params::Shape;
use super::{Curve, CurveKind};
use crate::encoding::reader::{Reader, tag};
use crate::error::encoding::{Error, ErrorKind, Result};

/// What the bytes of a point are, once whatever is around them is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// 04 X Y
    Uncompressed,
    /// 02 X or 03 X
    Compressed,
    /// 06 X Y or 07 X Y
    Hybrid,
    /// X Y
    Bare,
    /// The bytes of RFC 7748 or RFC 8032
    Native,
}

impl Form {
    /// By the first byte, and what has to hold for the length.
    fn prefixed(bytes: &[u8]) -> Option<Self> {
        match (bytes.first()?, bytes.len()) {
            (4, 3..) if bytes.len() % 2 == 1 => Some(Self::Uncompressed),
            (6 | 7, 3..) if bytes.len() % 2 == 1 => Some(Self::Hybrid),
            (2 | 3, 2..) => Some(Self::Compressed),
            _ => None,
        }
    }

    /// The bytes of a coordinate in so many bytes of this form.
    const fn field_len(self, len: usize) -> usize {
        match self {
            Self::Uncompressed | Self::Hybrid => (len - 1) / 2,
            Self::Compressed => len - 1,
            Self::Bare => len / 2,
            Self::Native => len,
        }
    }
}

impl Shape {
    /// The length of the point, uncompressed.
    pub(super) const fn raw_len(&self) -> usize {
        match self.kind {
            CurveKind::Weierstrass => 2 * self.field_len + 1,
            CurveKind::Edwards | CurveKind::Montgomery => self.field_len,
        }
    }

    fn wrong_length(&self, position: usize) -> Error {
        Error::new(ErrorKind::PointLength { expected: self.raw_len() }, position)
    }

    /// The form of an unwrapped point; `None` if none has this length.
    fn form(&self, bytes: &[u8], position: usize) -> Result<Option<Form>> {
        if self.kind != CurveKind::Weierstrass {
            return Ok((bytes.len() == self.field_len).then_some(Form::Native));
        }
        if bytes.len() == 2 * self.field_len {
            return Ok(Some(Form::Bare));
        }
        if bytes.len() != self.raw_len() && bytes.len() != self.field_len + 1 {
            return Ok(None);
        }
        match Form::prefixed(bytes) {
            Some(form) if form.field_len(bytes.len()) == self.field_len => Ok(Some(form)),
            _ => Err(Error::new(ErrorKind::PointForm { found: bytes[0] }, position)),
        }
    }
}

/// The point in what a token gave, without whatever is around it.
///
/// No two forms share a length on any curve: wrapped ones are 2 to 5 bytes longer than what they wrap, raw ones are
/// further apart than that.
pub(super) fn unwrapped(shape: Shape, bytes: &[u8]) -> Result<(Form, &[u8])> {
    if let Some(form) = shape.form(bytes, 0)? {
        return Ok((form, bytes));
    }
    let (inner, position) = string(bytes).ok_or_else(|| shape.wrong_length(0))?;
    match shape.form(inner, position)? {
        Some(form) => Ok((form, inner)),
        None => Err(shape.wrong_length(position)),
    }
}

/// A raw point with its first byte. Where nothing is known of the curve, that byte and the parity of the length decide.
pub(super) fn raw(shape: Option<Shape>, bytes: &[u8], position: usize) -> Result<Form> {
    let form = match shape {
        Some(shape) => match shape.form(bytes, position)? {
            None | Some(Form::Bare) => return Err(shape.wrong_length(position)),
            form => form,
        },
        None => Form::prefixed(bytes),
    };
    form.ok_or_else(|| no_form(bytes, position))
}

/// The point in what a token gave, of a curve that nobody knows: the one reading that makes sense.
pub(super) fn guessed(bytes: &[u8]) -> Result<(Form, &[u8])> {
    let plain = Some((bytes, 0));
    let readings = [string(bytes), plain].map(|reading| {
        let (bytes, _) = reading?;
        Form::prefixed(bytes).map(|form| (form, bytes))
    });
    let known = readings.map(|reading| reading.filter(|(form, bytes)| is_known(form.field_len(bytes.len()))));
    match (known, readings) {
        ([Some(one), None] | [None, Some(one)], _) | (_, [Some(one), None] | [None, Some(one)]) => Ok(one),
        (_, [None, None]) => Err(no_form(bytes, 0)),
        _ => Err(Error::new(ErrorKind::AmbiguousPoint, 0)),
    }
}

/// Whether some curve of the table has coordinates of this length.
fn is_known(field_len: usize) -> bool {
    Curve::all().any(|curve| curve.kind() == CurveKind::Weierstrass && curve.field_len() == field_len)
}

fn no_form(bytes: &[u8], position: usize) -> Error {
    let kind = bytes.first().map_or(ErrorKind::Empty, |found| ErrorKind::PointForm { found: *found });
    Error::new(kind, position)
}

/// What is in a DER OCTET STRING or BIT STRING that is all there is, and its position.
fn string(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let mut reader = Reader::new(bytes).ok()?;
    let element = reader.element().ok()?;
    reader.finish().ok()?;
    match element.encoded[0] {
        tag::OCTET_STRING => Some((element.content, element.content_position())),
        tag::BIT_STRING => element.bits().ok(),
        _ => None,
    }
}
