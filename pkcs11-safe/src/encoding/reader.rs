//! X.690, chapter 10: DER in, strictly, with the position of whatever is wrong. asn1-rs takes elements apart; what it
//! lets pass and DER does not is checked here. Nothing is allocated, and no byte is looked at twice at one depth.

use crate::error::encoding::{Error, ErrorKind, Result};
use asn1_rs::{Any, CheckDerConstraints, DerConstraint, FromDer, Integer};

/// First bytes of elements: class, form and number.
pub(super) mod tag {
    pub(crate) const BOOLEAN: u8 = 0x01;
    pub(crate) const INTEGER: u8 = 0x02;
    pub(crate) const BIT_STRING: u8 = 0x03;
    pub(crate) const OCTET_STRING: u8 = 0x04;
    pub(crate) const NULL: u8 = 0x05;
    pub(crate) const OID: u8 = 0x06;
    pub(crate) const UTC_TIME: u8 = 0x17;
    pub(crate) const GENERALIZED_TIME: u8 = 0x18;
    pub(crate) const SEQUENCE: u8 = 0x30;

    /// `[number]`, constructed: explicit tags, and implicit ones on structures.
    pub(crate) const fn constructed(number: u8) -> u8 {
        0xa0 | number
    }

    /// `[number]`, primitive: implicit tags on strings.
    pub(crate) const fn primitive(number: u8) -> u8 {
        0x80 | number
    }
}

/// The elements of a structure, one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
    /// Of the first byte of `rest`, in the whole input.
    position: usize,
}

/// One element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'a> {
    /// Tag, length and content.
    pub(super) encoded: &'a [u8],
    /// The content alone.
    pub(super) content: &'a [u8],
    /// Of the tag, in the whole input.
    pub(super) position: usize,
}

impl<'a> Reader<'a> {
    /// The whole of an input.
    pub(super) fn new(input: &'a [u8]) -> Result<Self> {
        match input {
            [] => Err(Error::new(ErrorKind::Empty, 0)),
            _ if input.starts_with(b"-----BEGIN") => Err(Error::new(ErrorKind::Pem, 0)),
            _ => Ok(Self { rest: input, position: 0 }),
        }
    }

    /// A part of an input, and where it is there.
    pub(super) const fn at(part: &'a [u8], position: usize) -> Self {
        Self { rest: part, position }
    }

    pub(super) const fn position(&self) -> usize {
        self.position
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    pub(super) fn error(&self, kind: ErrorKind) -> Error {
        Error::new(kind, self.position)
    }

    /// The next element, whatever it is.
    pub(super) fn element(&mut self) -> Result<Element<'a>> {
        let (rest, any) = Any::from_der(self.rest).map_err(|error| self.error(kind(error)))?;
        let encoded = &self.rest[..self.rest.len() - rest.len()];
        let header = encoded.len() - any.data.len();
        let tag = any.header.raw_tag().map_or(1, <[u8]>::len);
        if header != tag + length_of_length(any.data.len()) {
            return Err(self.error(ErrorKind::NonMinimalLength));
        }
        let element = Element { encoded, content: any.data, position: self.position };
        *self = Self { rest, position: self.position + encoded.len() };
        Ok(element)
    }

    /// The next element, which has to be of this tag.
    pub(super) fn expect(&mut self, expected: u8) -> Result<Element<'a>> {
        match self.peek() {
            None => Err(self.error(ErrorKind::Missing { expected })),
            Some(found) if found != expected => Err(self.error(ErrorKind::Tag { expected, found })),
            Some(_) => self.element(),
        }
    }

    /// The next element if it is of this tag.
    pub(super) fn optional(&mut self, tag: u8) -> Result<Option<Element<'a>>> {
        if self.peek() == Some(tag) { self.element().map(Some) } else { Ok(None) }
    }

    /// What is in the SEQUENCE that comes next.
    pub(super) fn sequence(&mut self) -> Result<Self> {
        Ok(self.expect(tag::SEQUENCE)?.inner())
    }

    /// The INTEGER that comes next, not negative, without a sign byte: zero is empty.
    pub(super) fn uint(&mut self) -> Result<&'a [u8]> {
        self.expect(tag::INTEGER)?.uint()
    }

    /// The INTEGER that comes next, which must be positive.
    pub(super) fn positive(&mut self) -> Result<&'a [u8]> {
        let position = self.position;
        match self.uint()? {
            [] => Err(Error::new(ErrorKind::Zero, position)),
            number => Ok(number),
        }
    }

    /// The object identifier that comes next, as an element.
    pub(super) fn oid(&mut self) -> Result<Element<'a>> {
        let oid = self.expect(tag::OID)?;
        oid.check_oid().map(|()| oid)
    }

    /// Nothing may follow.
    pub(super) fn finish(self) -> Result<()> {
        if self.rest.is_empty() { Ok(()) } else { Err(self.error(ErrorKind::Trailing)) }
    }
}

impl<'a> Element<'a> {
    /// Of the content, in the whole input.
    pub(super) const fn content_position(&self) -> usize {
        self.position + self.encoded.len() - self.content.len()
    }

    /// An error in the content.
    pub(super) const fn error(&self, kind: ErrorKind) -> Error {
        Error::new(kind, self.content_position())
    }

    /// The elements inside.
    pub(super) const fn inner(&self) -> Reader<'a> {
        Reader::at(self.content, self.content_position())
    }

    /// The one element inside, which is of this tag.
    pub(super) fn only(&self, tag: u8) -> Result<Self> {
        let mut inner = self.inner();
        let element = inner.expect(tag)?;
        inner.finish()?;
        Ok(element)
    }

    /// The content as an INTEGER that is not negative, without a sign byte: zero is empty.
    pub(super) fn uint(&self) -> Result<&'a [u8]> {
        self.integer()?;
        match self.content {
            [0x80..=0xff, ..] => Err(self.error(ErrorKind::Negative)),
            [0, number @ ..] => Ok(number),
            number => Ok(number),
        }
    }

    /// The content is an INTEGER, positive or negative.
    pub(super) fn integer(&self) -> Result<()> {
        let any = Any::from_tag_and_data(asn1_rs::Tag::Integer, self.content);
        Integer::check_constraints(&any).map_err(|_| self.error(ErrorKind::NonMinimalInteger))
    }

    /// The content is the numbers of an object identifier: each ends, and none begins with a needless byte.
    pub(super) fn check_oid(&self) -> Result<()> {
        let mut at_start = true;
        for byte in self.content {
            if at_start && *byte == 0x80 {
                return Err(self.error(ErrorKind::Oid));
            }
            at_start = byte & 0x80 == 0;
        }
        if at_start && !self.content.is_empty() { Ok(()) } else { Err(self.error(ErrorKind::Oid)) }
    }

    /// The bytes of a BIT STRING of whole bytes, and their position.
    pub(super) fn bits(&self) -> Result<(&'a [u8], usize)> {
        match self.content {
            [0, bytes @ ..] => Ok((bytes, self.content_position() + 1)),
            _ => Err(self.error(ErrorKind::BitString)),
        }
    }

    /// The content of a NULL: none.
    pub(super) fn null(&self) -> Result<()> {
        if self.encoded == [tag::NULL, 0] { Ok(()) } else { Err(Error::new(ErrorKind::Parameters, self.position)) }
    }
}

/// The bytes that DER uses for a length.
pub(super) const fn length_of_length(len: usize) -> usize {
    if len < 0x80 { 1 } else { 1 + (usize::BITS - len.leading_zeros()).div_ceil(8) as usize }
}

fn kind(error: asn1_rs::Err<asn1_rs::Error>) -> ErrorKind {
    match error {
        asn1_rs::Err::Incomplete(_) => ErrorKind::Truncated,
        asn1_rs::Err::Error(error) | asn1_rs::Err::Failure(error) => match error {
            asn1_rs::Error::DerConstraintFailed(DerConstraint::IndefiniteLength) => ErrorKind::IndefiniteLength,
            asn1_rs::Error::Incomplete(_) => ErrorKind::Truncated,
            _ => ErrorKind::Header,
        },
    }
}
