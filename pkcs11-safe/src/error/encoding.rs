//! What is wrong with an encoding, and where.

/// A malformed key, point, signature or certificate: what is wrong with it, and at which byte.
///
/// ```
/// use pkcs11_safe::encoding::{ecdsa, ErrorKind};
///
/// let error = ecdsa::from_der(&[0x30, 0x06, 0x02, 0x01, 0x81, 0x02, 0x01, 0x01], 32).unwrap_err();
/// assert_eq!((error.kind(), error.position()), (&ErrorKind::Negative, 4));
/// assert_eq!(error.to_string(), "malformed at byte 4: an INTEGER that must not be negative is");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("malformed at byte {position}: {kind}")]
pub struct Error {
    kind: ErrorKind,
    position: usize,
}

impl Error {
    pub(crate) const fn new(kind: ErrorKind, position: usize) -> Self {
        Self { kind, position }
    }

    /// What is wrong.
    #[must_use]
    pub const fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// Where: the offset, in bytes, into what was given to be decoded. Where several values were given (parameters and
    /// a point), into the one that the kind is about.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.position
    }
}

/// What is wrong with an encoding.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is nothing.
    #[error("there is nothing to decode")]
    Empty,
    /// Text in PEM, where its base64-decoded content is wanted.
    #[error("this is PEM text; decode the base64 between its lines first")]
    Pem,
    /// The input ends before an element does.
    #[error("the input ends before the element that begins here does")]
    Truncated,
    /// Bytes follow where the input, or a structure in it, should end.
    #[error("more bytes follow where the structure should end")]
    Trailing,
    /// Another element than was expected.
    #[error("tag {found:#04x} where {expected:#04x} is expected")]
    Tag {
        /// The first byte of the expected element: class, form and number.
        expected: u8,
        /// The byte that is there.
        found: u8,
    },
    /// An element is missing: the structure ends where the tag is expected.
    #[error("the structure ends where tag {expected:#04x} is expected")]
    Missing {
        /// The first byte of the expected element.
        expected: u8,
    },
    /// The bytes of a tag or a length are no DER.
    #[error("the tag or length is not DER")]
    Header,
    /// A length of indefinite form: BER, not DER.
    #[error("the length is of indefinite form: this is BER, convert it to DER first")]
    IndefiniteLength,
    /// A length in more bytes than it needs.
    #[error("the length is not in the shortest form, as DER wants it")]
    NonMinimalLength,
    /// An INTEGER in more bytes than it needs, or in none.
    #[error("an INTEGER is not in the shortest form, as DER wants it")]
    NonMinimalInteger,
    /// A negative INTEGER where there can be none.
    #[error("an INTEGER that must not be negative is")]
    Negative,
    /// A number that must not be zero is.
    #[error("a number that must not be zero is zero or empty")]
    Zero,
    /// A number is larger than it may be.
    #[error("a number is longer than the {max} bytes that it may have")]
    TooLong {
        /// The most bytes that the number may have.
        max: usize,
    },
    /// A private key that is not as long as those of its curve are.
    #[error("the private key is not {expected} bytes long, as those of its curve are")]
    KeyLength {
        /// The length of a private key of this curve, in bytes.
        expected: usize,
    },
    /// A BIT STRING that is not of whole bytes, or not DER.
    #[error("a BIT STRING is not of whole bytes")]
    BitString,
    /// The bytes are no object identifier.
    #[error("an OBJECT IDENTIFIER is malformed")]
    Oid,
    /// The bytes are no BOOLEAN.
    #[error("a BOOLEAN is neither 00 nor ff, or says what is the default")]
    Boolean,
    /// The bytes are no time of the form `YYMMDDHHMMSSZ` or `YYYYMMDDHHMMSSZ`, or the calendar does not have it.
    #[error("a time is malformed, or not in the calendar")]
    Time,
    /// A version that this crate does not know, or one that the content contradicts.
    #[error("the structure is of a version that is not known, or that contradicts its content")]
    Version,
    /// An RSA key of more than two primes: PKCS #11 has no attributes for it.
    #[error("the RSA key has more than two primes, for which PKCS #11 has no attributes")]
    MultiPrime,
    /// An encrypted private key.
    #[error("the private key is encrypted; decrypt it first")]
    Encrypted,
    /// A key of another algorithm.
    #[error("the key is of another algorithm")]
    Algorithm,
    /// Algorithm or curve parameters that are malformed, or that should not be there.
    #[error("the parameters are malformed, or do not belong there")]
    Parameters,
    /// Algorithm or curve parameters are missing.
    #[error("the parameters are missing; the key cannot be used without them")]
    NoParameters,
    /// Parameters or points in the key contradict each other, or those given with it.
    #[error("the parameters or points in the key contradict each other, or those given with it")]
    Contradiction,
    /// The point has a length that no form of a point on this curve has.
    #[error("the point has none of the lengths that a point on this curve has; uncompressed, it is {expected} bytes")]
    PointLength {
        /// The length of the uncompressed point, in bytes.
        expected: usize,
    },
    /// The point begins with a byte that no point of its length begins with.
    #[error("the point begins with {found:#04x}, as no point of its length does")]
    PointForm {
        /// The byte that is there.
        found: u8,
    },
    /// The bytes can be read as different points; the curve would tell them apart.
    #[error("the bytes can be read as different points; give the curve to tell them apart")]
    AmbiguousPoint,
    /// A raw signature of odd length: it has no halves.
    #[error("a raw signature of {len} bytes has no halves")]
    OddLength {
        /// The length of the signature, in bytes.
        len: usize,
    },
    /// A length of an order that no curve has: 0, or beyond 65535 bytes.
    #[error("no curve has an order of {len} bytes")]
    OrderLength {
        /// The length that was given, in bytes.
        len: usize,
    },
    /// The buffer is too small for the result.
    #[error("the buffer is too small; {needed} bytes are needed")]
    BufferTooSmall {
        /// The length that is enough, in bytes.
        needed: usize,
    },
}

pub(crate) type Result<T> = core::result::Result<T, Error>;
