//! Curves: names, object identifiers and lengths. PKCS #11 6.3.1 (`CKA_EC_PARAMS`).

use super::table::{ROWS, Row};
use core::fmt;
use core::str::FromStr;

/// An elliptic curve that has a name: a row of a table, one byte wide.
///
/// ```
/// use pkcs11_safe::encoding::ec::Curve;
///
/// assert_eq!(Curve::from_name("NIST P-256")?, Curve::P256);
/// assert_eq!("PRIME256V1".parse::<Curve>()?, Curve::P256);
/// assert_eq!(Curve::P256.params(), [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]);
/// assert_eq!(Curve::P521.order_len(), 66);
/// assert_eq!(Curve::P256.to_string(), "secp256r1");
/// # Ok::<(), pkcs11_safe::encoding::ec::UnknownCurve>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Curve(pub(super) u8);

/// The form of a curve's equation: it decides how keys are encoded, and the type of the key (`CKK_EC`,
/// `CKK_EC_EDWARDS` or `CKK_EC_MONTGOMERY`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CurveKind {
    /// Over a prime or a binary field: ECDSA and ECDH, points with an X and a Y.
    Weierstrass,
    /// Ed25519 and Ed448: EdDSA.
    Edwards,
    /// X25519 and X448: key agreement.
    Montgomery,
}

/// Object identifiers that tokens used before the curves had the ones of RFC 8410 (OpenPGP cards).
const FORMER: [(&[u8], Curve); 2] = [
    (&[0x06, 0x09, 0x2b, 0x06, 0x01, 0x04, 0x01, 0xda, 0x47, 0x0f, 0x01], Curve::ED25519),
    (&[0x06, 0x0a, 0x2b, 0x06, 0x01, 0x04, 0x01, 0x97, 0x55, 0x01, 0x05, 0x01], Curve::X25519),
];

impl Curve {
    fn row(self) -> &'static Row {
        &ROWS[usize::from(self.0)]
    }

    /// Every curve of the table.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        (0..=u8::MAX).take(ROWS.len()).map(Self)
    }

    /// The curve of this name, by any of its names or by its dotted object identifier. Case, blanks, `-` and `_` do not
    /// matter.
    ///
    /// # Errors
    ///
    /// [`UnknownCurve`], which repeats the name.
    pub fn from_name(name: &str) -> Result<Self, UnknownCurve> {
        Self::find(name).ok_or_else(|| UnknownCurve::new(name))
    }

    fn find(name: &str) -> Option<Self> {
        Self::all().find(|curve| {
            let row = curve.row();
            same_name(row.name, name)
                || row.oid == name.trim()
                || row.aliases.iter().any(|alias| same_name(alias, name))
        })
    }

    /// The curve that `CKA_EC_PARAMS` names: a DER object identifier, or the curve's name as a DER PrintableString
    /// (`13 0c "edwards25519"`). `None` for other curves and for explicit parameters.
    #[doc(alias = "CKA_EC_PARAMS")]
    #[must_use]
    pub fn from_params(params: &[u8]) -> Option<Self> {
        match params {
            [0x06, ..] => Self::all()
                .find(|curve| curve.params() == params)
                .or_else(|| FORMER.iter().find(|(oid, _)| *oid == params).map(|(_, curve)| *curve)),
            [0x13, len @ ..=0x7f, name @ ..] if usize::from(*len) == name.len() => {
                Self::find(core::str::from_utf8(name).ok()?)
            }
            _ => None,
        }
    }

    /// The value of `CKA_EC_PARAMS`: the DER of the object identifier, tag and length included.
    #[doc(alias = "CKA_EC_PARAMS")]
    #[must_use]
    pub fn params(self) -> &'static [u8] {
        self.row().params.der()
    }

    /// The canonical name, such as `secp256r1`: what Display prints.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The other names, such as `prime256v1` and `P-256`.
    #[must_use]
    pub fn aliases(self) -> &'static [&'static str] {
        self.row().aliases
    }

    /// The object identifier, dotted: `1.2.840.10045.3.1.7`.
    #[must_use]
    pub fn oid(self) -> &'static str {
        self.row().oid
    }

    /// The form of the equation.
    #[must_use]
    pub fn kind(self) -> CurveKind {
        self.row().kind
    }

    /// The size of the field, in bits: 256 for P-256, 521 for P-521, 255 for Ed25519.
    #[must_use]
    pub fn bits(self) -> usize {
        self.row().field_bits
    }

    /// The length of a coordinate, in bytes: 66 for P-521.
    #[must_use]
    pub fn field_len(self) -> usize {
        self.row().field_bits.div_ceil(8)
    }

    /// The length of the base point's order, in bytes: what r and s of an ECDSA signature are padded to. It can be one
    /// more or less than [`field_len`](Self::field_len).
    #[must_use]
    pub fn order_len(self) -> usize {
        self.row().order_bits.div_ceil(8)
    }

    /// The length of a public point, raw and in bytes: `04 X Y` uncompressed (65 for P-256), or the 32, 56 or 57 bytes
    /// of an Edwards or Montgomery key.
    #[must_use]
    pub fn point_len(self) -> usize {
        match self.kind() {
            CurveKind::Weierstrass => 2 * self.field_len() + 1,
            // RFC 8032: the encoding has one bit more than the field, for the sign of x
            CurveKind::Edwards => self.bits() / 8 + 1,
            CurveKind::Montgomery => self.field_len(),
        }
    }

    /// The length of a private key (`CKA_VALUE`), in bytes: that of the order (RFC 5915), or of the seed or scalar of
    /// RFC 8410.
    #[must_use]
    pub fn private_len(self) -> usize {
        match self.kind() {
            CurveKind::Weierstrass => self.order_len(),
            CurveKind::Edwards | CurveKind::Montgomery => self.point_len(),
        }
    }
}

fn same_name(one: &str, other: &str) -> bool {
    fn letters(name: &str) -> impl Iterator<Item = char> {
        let kept = name.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '_'));
        kept.map(|letter| letter.to_ascii_lowercase())
    }
    letters(one).eq(letters(other))
}

impl FromStr for Curve {
    type Err = UnknownCurve;

    fn from_str(name: &str) -> Result<Self, UnknownCurve> {
        Self::from_name(name)
    }
}

impl fmt::Display for Curve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Debug for Curve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that no curve of the table has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCurve {
    name: Box<str>,
}

impl UnknownCurve {
    /// As many letters of a name as an error message should repeat.
    const SHOWN: usize = 64;

    fn new(name: &str) -> Self {
        Self { name: name.chars().take(Self::SHOWN).collect() }
    }

    /// The name that was asked for, its first 64 letters at most.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for UnknownCurve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no curve is called {:?}; `Curve::all()` gives those that have a name", self.name)
    }
}

impl core::error::Error for UnknownCurve {}

impl From<UnknownCurve> for crate::Error {
    fn from(unknown: UnknownCurve) -> Self {
        Self::usage("curve", unknown.to_string())
    }
}
