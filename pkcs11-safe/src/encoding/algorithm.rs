//! What all keys are wrapped in: AlgorithmIdentifier and SubjectPublicKeyInfo (RFC 5280 4.1.1.2, 4.1.2.7),
//! PrivateKeyInfo and OneAsymmetricKey (RFC 5208, RFC 5958).

use super::oid::Oid;
use super::reader::{Element, Reader, tag};
use super::writer::{Node, without_zeros};
use crate::SecretBytes;
use crate::error::encoding::{Error, ErrorKind, Result};

pub(super) const RSA_ENCRYPTION: &[u8] = const { &Oid::new("1.2.840.113549.1.1.1") }.der();
pub(super) const DH_KEY_AGREEMENT: &[u8] = const { &Oid::new("1.2.840.113549.1.3.1") }.der();
pub(super) const DSA: &[u8] = const { &Oid::new("1.2.840.10040.4.1") }.der();
pub(super) const EC_PUBLIC_KEY: &[u8] = const { &Oid::new("1.2.840.10045.2.1") }.der();

pub(super) const NULL: &[u8] = &[tag::NULL, 0];

/// A number of a token, without the zeros in front; it must not be zero.
pub(super) fn number(bytes: &[u8]) -> Result<Vec<u8>> {
    match without_zeros(bytes) {
        [] => Err(Error::new(ErrorKind::Zero, 0)),
        number => Ok(number.to_vec()),
    }
}

/// The DER of an INTEGER, as versions are written.
pub(super) const fn version(number: &u8) -> Node<'_> {
    Node::Uint(core::slice::from_ref(number))
}

/// An algorithm and its parameters.
#[derive(Clone, Copy)]
pub(super) struct Algorithm<'a> {
    oid: Element<'a>,
    parameters: Option<Element<'a>>,
    /// Where parameters would be if there were more.
    end: usize,
}

impl<'a> Algorithm<'a> {
    fn read(reader: &mut Reader<'a>) -> Result<Self> {
        let mut inner = reader.sequence()?;
        let oid = inner.oid()?;
        let parameters = if inner.peek().is_some() { Some(inner.element()?) } else { None };
        let end = inner.position();
        inner.finish()?;
        Ok(Self { oid, parameters, end })
    }

    /// The object identifier, as DER.
    pub(super) const fn oid(&self) -> &'a [u8] {
        self.oid.encoded
    }

    /// Where the object identifier is in the input.
    pub(super) const fn position(&self) -> usize {
        self.oid.position
    }

    pub(super) fn expect(&self, oid: &[u8]) -> Result<()> {
        if self.oid() == oid { Ok(()) } else { Err(self.unexpected()) }
    }

    pub(super) const fn unexpected(&self) -> Error {
        Error::new(ErrorKind::Algorithm, self.position())
    }

    pub(super) fn parameters(&self) -> Result<Element<'a>> {
        self.parameters.ok_or(Error::new(ErrorKind::NoParameters, self.end))
    }

    pub(super) fn no_parameters(&self) -> Result<()> {
        self.parameters.map_or(Ok(()), |found| Err(Error::new(ErrorKind::Parameters, found.position)))
    }

    pub(super) fn null_or_no_parameters(&self) -> Result<()> {
        self.parameters.map_or(Ok(()), |found| found.null())
    }
}

/// SubjectPublicKeyInfo.
#[derive(Clone, Copy)]
pub(super) struct KeyInfo<'a> {
    pub(super) algorithm: Algorithm<'a>,
    /// What is in the BIT STRING.
    pub(super) key: &'a [u8],
    /// Where that is in the input.
    pub(super) position: usize,
}

impl<'a> KeyInfo<'a> {
    /// All of an input.
    pub(super) fn parse(spki: &'a [u8]) -> Result<Self> {
        let mut reader = Reader::new(spki)?;
        let info = Self::read(&mut reader)?;
        reader.finish()?;
        Ok(info)
    }

    pub(super) fn read(reader: &mut Reader<'a>) -> Result<Self> {
        let mut inner = reader.sequence()?;
        let algorithm = Algorithm::read(&mut inner)?;
        let (key, position) = inner.expect(tag::BIT_STRING)?.bits()?;
        inner.finish()?;
        Ok(Self { algorithm, key, position })
    }

    /// The DER in the BIT STRING.
    pub(super) const fn inner(&self) -> Reader<'a> {
        Reader::at(self.key, self.position)
    }

    pub(super) fn encode(oid: &[u8], parameters: &[u8], key: &[Node<'_>]) -> Vec<u8> {
        let algorithm = [Node::Raw(oid), Node::Raw(parameters)];
        Node::sequence(&[Node::sequence(&algorithm), Node::Bits(tag::BIT_STRING, key)]).encode()
    }
}

/// PrivateKeyInfo, or OneAsymmetricKey.
pub(super) struct PrivateKeyInfo<'a> {
    pub(super) algorithm: Algorithm<'a>,
    /// The OCTET STRING with the key.
    pub(super) key: Element<'a>,
    /// The public key, and where it is in the input.
    pub(super) public: Option<(&'a [u8], usize)>,
}

impl<'a> PrivateKeyInfo<'a> {
    pub(super) fn parse(pkcs8: &'a [u8]) -> Result<Self> {
        const PUBLIC_KEY: u8 = tag::primitive(1);
        const ATTRIBUTES: u8 = tag::constructed(0);
        let mut outer = Reader::new(pkcs8)?;
        let mut reader = outer.sequence()?;
        outer.finish()?;
        if reader.peek() == Some(tag::SEQUENCE) {
            return Err(reader.error(ErrorKind::Encrypted));
        }
        let version = reader.expect(tag::INTEGER)?;
        let has_public_key = match version.uint()? {
            [] => false,
            [1] => true,
            _ => return Err(version.error(ErrorKind::Version)),
        };
        let algorithm = Algorithm::read(&mut reader)?;
        let key = reader.expect(tag::OCTET_STRING)?;
        reader.optional(ATTRIBUTES)?;
        let public = reader.optional(PUBLIC_KEY)?;
        reader.finish()?;
        if public.is_some() != has_public_key {
            return Err(version.error(ErrorKind::Version));
        }
        Ok(Self { algorithm, key, public: public.map(|bits| bits.bits()).transpose()? })
    }

    pub(super) fn encode(oid: &[u8], parameters: &[u8], key: &[Node<'_>], public: Option<&[u8]>) -> SecretBytes {
        let raw = public.map(Node::Raw);
        let bits = raw.as_ref().map(|raw| Node::Bits(tag::primitive(1), core::slice::from_ref(raw)));
        let number = u8::from(public.is_some());
        let algorithm = [Node::Raw(oid), Node::Raw(parameters)];
        let parts = [version(&number), Node::sequence(&algorithm), Node::Nest(tag::OCTET_STRING, key)];
        let parts: Vec<_> = parts.into_iter().chain(bits).collect();
        Node::sequence(&parts).encode().into()
    }
}
