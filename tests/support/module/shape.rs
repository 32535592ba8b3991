//! What a mechanism is like: its hash, what keys it takes, how long its outputs are. Read off its name, so that every
//! mechanism of the standard has an answer.

use super::memory::Rv;
use super::object::Object;
use super::sha::{self, Algorithm, Sha};
use super::toy;
use pkcs11_sys::*;

macro_rules! names {
    ({ $type:expr } $($name:ident $short:ident $number:expr;)*) => {
        #[allow(unreachable_patterns, reason = "several names have one number")]
        match $type { $(pkcs11_sys::$name => stringify!($short),)* _ => "" }
    };
}

/// The name of a mechanism, without its prefix; empty for those that are not of the standard.
pub(super) fn name(type_: CK_MECHANISM_TYPE) -> &'static str {
    pkcs11_sys::with_ckm!(names { type_ })
}

/// A hash: a real one, or a toy of the right length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    Real(Algorithm),
    Toy(&'static str, usize),
}

/// The hash that a mechanism is named after.
pub(super) fn hash(type_: CK_MECHANISM_TYPE) -> Option<Hash> {
    const HASHES: &[(&str, Hash)] = &[
        ("SHA3_224", Hash::Toy("SHA3_224", 28)),
        ("SHA3_256", Hash::Toy("SHA3_256", 32)),
        ("SHA3_384", Hash::Toy("SHA3_384", 48)),
        ("SHA3_512", Hash::Toy("SHA3_512", 64)),
        ("SHAKE", Hash::Toy("SHAKE", 64)),
        ("SHA512_224", Hash::Real(Algorithm::Sha512_224)),
        ("SHA512_256", Hash::Real(Algorithm::Sha512_256)),
        ("SHA224", Hash::Real(Algorithm::Sha224)),
        ("SHA256", Hash::Real(Algorithm::Sha256)),
        ("SHA384", Hash::Real(Algorithm::Sha384)),
        ("SHA512", Hash::Real(Algorithm::Sha512)),
        ("SHA1", Hash::Real(Algorithm::Sha1)),
        ("SHA_1", Hash::Real(Algorithm::Sha1)),
        ("MD2", Hash::Toy("MD2", 16)),
        ("MD5", Hash::Toy("MD5", 16)),
        ("RIPEMD128", Hash::Toy("RIPEMD128", 16)),
        ("RIPEMD160", Hash::Toy("RIPEMD160", 20)),
        ("BLAKE2B_160", Hash::Toy("BLAKE2B", 20)),
        ("BLAKE2B_256", Hash::Toy("BLAKE2B", 32)),
        ("BLAKE2B_384", Hash::Toy("BLAKE2B", 48)),
        ("BLAKE2B_512", Hash::Toy("BLAKE2B", 64)),
        ("GOSTR3411", Hash::Toy("GOSTR3411", 32)),
    ];
    let name = name(type_);
    HASHES.iter().find(|(part, _)| name.contains(part)).map(|(_, hash)| *hash)
}

/// A hash under way.
#[derive(Clone, Debug)]
pub(super) enum Hasher {
    Real(Sha),
    Toy(&'static str, usize, Vec<u8>),
}

impl Hash {
    pub(super) fn length(self) -> usize {
        match self {
            Self::Real(algorithm) => algorithm.length(),
            Self::Toy(_, length) => length,
        }
    }

    pub(super) fn start(self) -> Hasher {
        match self {
            Self::Real(algorithm) => Hasher::Real(Sha::new(algorithm)),
            Self::Toy(name, length) => Hasher::Toy(name, length, Vec::new()),
        }
    }

    pub(super) fn of(self, data: &[u8]) -> Vec<u8> {
        let mut hasher = self.start();
        hasher.update(data);
        hasher.finish()
    }

    pub(super) fn hmac(self, key: &[u8], data: &[u8]) -> Vec<u8> {
        match self {
            Self::Real(algorithm) => sha::hmac(algorithm, key, data),
            Self::Toy(name, length) => toy::expand(&[name.as_bytes(), key, data], length),
        }
    }

    /// The DER prefix of DigestInfo.
    pub(super) fn digest_info(self) -> &'static [u8] {
        match self {
            Self::Real(Algorithm::Sha1) => b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
            Self::Real(Algorithm::Sha224) => {
                b"\x30\x2d\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x04\x05\x00\x04\x1c"
            }
            Self::Real(Algorithm::Sha256) => {
                b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20"
            }
            Self::Real(Algorithm::Sha384) => {
                b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30"
            }
            Self::Real(Algorithm::Sha512) => {
                b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40"
            }
            Self::Real(_) | Self::Toy(..) => b"digest info",
        }
    }
}

impl Hasher {
    pub(super) fn update(&mut self, data: &[u8]) {
        match self {
            Self::Real(sha) => sha.update(data),
            Self::Toy(_, _, all) => all.extend_from_slice(data),
        }
    }

    pub(super) fn finish(self) -> Vec<u8> {
        match self {
            Self::Real(sha) => sha.finish(),
            Self::Toy(name, length, all) => toy::expand(&[name.as_bytes(), &all], length),
        }
    }
}

/// The key types that a mechanism takes; none means any.
fn key_types(name: &str) -> &'static [CK_KEY_TYPE] {
    const TYPES: &[(&str, &[CK_KEY_TYPE])] = &[
        ("ECDSA", &[CKK_EC]),
        ("XEDDSA", &[CKK_EC_MONTGOMERY]),
        ("EDDSA", &[CKK_EC_EDWARDS]),
        ("ECDH", &[CKK_EC, CKK_EC_MONTGOMERY]),
        ("RSA", &[CKK_RSA]),
        ("SLH_DSA", &[CKK_SLH_DSA]),
        ("ML_DSA", &[CKK_ML_DSA]),
        ("ML_KEM", &[CKK_ML_KEM]),
        ("DSA", &[CKK_DSA]),
        ("X9_42_DH", &[CKK_X9_42_DH]),
        ("DH_PKCS", &[CKK_DH]),
        ("AES_XTS", &[CKK_AES_XTS]),
        ("AES", &[CKK_AES]),
        ("DES3", &[CKK_DES3, CKK_DES2]),
        ("CAMELLIA", &[CKK_CAMELLIA]),
        ("ARIA", &[CKK_ARIA]),
        ("CHACHA20", &[CKK_CHACHA20]),
    ];
    TYPES.iter().find(|(part, _)| name.contains(part)).map_or(&[], |(_, types)| types)
}

/// Whether a key is of a type that the mechanism takes.
pub(super) fn takes(type_: CK_MECHANISM_TYPE, key: &Object) -> bool {
    let types = key_types(name(type_));
    types.is_empty() || key.key_type().is_some_and(|key| types.contains(&key))
}

/// Block of a block cipher in bytes.
pub(super) fn block(type_: CK_MECHANISM_TYPE) -> usize {
    let name = name(type_);
    if ["AES", "CAMELLIA", "ARIA", "SEED", "TWOFISH"].iter().any(|cipher| name.starts_with(cipher)) { 16 } else { 8 }
}

/// Length of a coordinate of an EC key's curve, by its DER parameters: an OID, or the name that some use.
pub(super) fn field_length(parameters: &[u8]) -> Rv<usize> {
    const CURVES: &[(&[u8], usize)] = &[
        (b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x01", 24),
        (b"\x06\x05\x2b\x81\x04\x00\x1f", 24),
        (b"\x06\x05\x2b\x81\x04\x00\x20", 28),
        (b"\x06\x05\x2b\x81\x04\x00\x21", 28),
        (b"\x06\x05\x2b\x81\x04\x00\x0a", 32),
        (b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07", 32),
        (b"\x06\x05\x2b\x81\x04\x00\x22", 48),
        (b"\x06\x05\x2b\x81\x04\x00\x23", 66),
        (b"\x06\x09\x2b\x24\x03\x03\x02\x08\x01\x01\x03", 24),
        (b"\x06\x09\x2b\x24\x03\x03\x02\x08\x01\x01\x05", 28),
        (b"\x06\x09\x2b\x24\x03\x03\x02\x08\x01\x01\x07", 32),
        (b"\x06\x09\x2b\x24\x03\x03\x02\x08\x01\x01\x09", 40),
        (b"\x06\x09\x2b\x24\x03\x03\x02\x08\x01\x01\x0b", 48),
        (b"\x06\x09\x2b\x24\x03\x03\x02\x08\x01\x01\x0d", 64),
        (b"\x06\x03\x2b\x65\x6e", 32),
        (b"\x06\x03\x2b\x65\x6f", 56),
        (b"\x06\x03\x2b\x65\x70", 32),
        (b"\x06\x03\x2b\x65\x71", 57),
        (b"\x13\x0ccurve25519", 32),
        (b"\x13\x0aedwards448", 57),
        (b"\x13\x08curve448", 56),
        (b"\x13\x0cedwards25519", 32),
    ];
    match CURVES.iter().find(|(oid, _)| *oid == parameters) {
        Some((_, length)) => Ok(*length),
        None if matches!(parameters.first(), Some(0x06 | 0x13 | 0x30)) => Ok(32),
        None => Err(CKR_DOMAIN_PARAMS_INVALID),
    }
}

impl Object {
    /// The length of the key's field, modulus or prime.
    pub(super) fn width(&self) -> usize {
        let strip = |bytes: &[u8]| bytes.iter().skip_while(|byte| **byte == 0).count();
        match self.key_type() {
            Some(CKK_RSA) => strip(self.bytes(CKA_MODULUS)),
            Some(CKK_EC | CKK_EC_EDWARDS | CKK_EC_MONTGOMERY) => field_length(self.bytes(CKA_EC_PARAMS)).unwrap_or(32),
            Some(CKK_DSA | CKK_DH | CKK_X9_42_DH | CKK_KEA) => strip(self.bytes(CKA_PRIME)),
            _ => self.bytes(CKA_VALUE).len(),
        }
    }

    /// What both halves of a key pair have in common, or what a secret key is.
    pub(super) fn identity(&self) -> Vec<u8> {
        let public = |object: &Self, width: usize| toy::public(object.bytes(CKA_VALUE), width);
        match (self.class(), self.key_type()) {
            (_, Some(CKK_RSA)) => self.bytes(CKA_MODULUS).iter().copied().skip_while(|byte| *byte == 0).collect(),
            (CKO_PRIVATE_KEY, _) => public(self, 32),
            (CKO_PUBLIC_KEY, Some(CKK_EC | CKK_EC_EDWARDS | CKK_EC_MONTGOMERY)) => {
                shorten(&x_of(self.bytes(CKA_EC_POINT), self.width()).unwrap_or_default())
            }
            (CKO_PUBLIC_KEY, _) => shorten(self.bytes(CKA_VALUE)),
            _ => self.bytes(CKA_VALUE).to_vec(),
        }
    }
}

/// The same element of the toy group, in the width that [`Object::identity`] compares.
fn shorten(public: &[u8]) -> Vec<u8> {
    toy::agree(&[1], public, 32)
}

/// The x of a point: raw, compressed, of a curve without y, or any of these in an OCTET STRING. The length decides.
pub(super) fn x_of(point: &[u8], width: usize) -> Rv<Vec<u8>> {
    let raw = |point: &[u8]| match point {
        [4, xy @ ..] if xy.len() == 2 * width => Some(xy[..width].to_vec()),
        [2 | 3, x @ ..] if x.len() == width => Some(x.to_vec()),
        x if x.len() == width => Some(x.to_vec()),
        _ => None,
    };
    let wrapped = |point: &[u8]| match point {
        [4, 0x81, length, rest @ ..] if rest.len() == usize::from(*length) => raw(rest),
        [4, length, rest @ ..] if rest.len() == usize::from(*length) && *length < 0x80 => raw(rest),
        _ => None,
    };
    raw(point).or_else(|| wrapped(point)).ok_or(CKR_MECHANISM_PARAM_INVALID)
}
