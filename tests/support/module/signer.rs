//! Toy signatures. HMAC is real. Every other signature is bytes of the right length that depend on the key pair, on the
//! message (over its real hash) and on the parameter, so that the other half of the pair can verify it. A hashed mechanism
//! and the raw one over a local hash come to the same signature.

use super::memory::{Rv, size};
use super::object::Object;
use super::parameter::{Field, Mechanism};
use super::shape::{self, Hash, Hasher};
use super::toy;
use pkcs11_sys::*;

/// A signature under way, of either side.
#[derive(Clone, Debug)]
pub(super) struct Signer {
    scheme: Scheme,
    identity: Vec<u8>,
    /// What of the parameter the signature depends on.
    context: Vec<u8>,
    length: usize,
    hash: Option<Hash>,
    hasher: Option<Hasher>,
    message: Vec<u8>,
}

/// How a signature is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    RsaPkcs,
    RsaPss,
    RsaRaw,
    Hmac,
    Curve,
    /// Any number of parts, no hash of its own.
    Other,
}

impl Signer {
    pub(super) fn new(mechanism: &Mechanism, key: &Object) -> Rv<Self> {
        let name = shape::name(mechanism.type_);
        let scheme = match name {
            _ if name.contains("HMAC") => Scheme::Hmac,
            _ if name.contains("RSA") && name.contains("PSS") => Scheme::RsaPss,
            "RSA_X_509" => Scheme::RsaRaw,
            _ if name.contains("RSA") => Scheme::RsaPkcs,
            _ if name.contains("ECDSA") || name.starts_with("DSA") => Scheme::Curve,
            _ => Scheme::Other,
        };
        let hash = shape::hash(mechanism.type_);
        let length = length(mechanism, key, name, hash)?;
        if scheme == Scheme::RsaPss {
            let hash = hash.or_else(|| shape::hash(mechanism.parameter.number("hashAlg")?));
            let salt = size(mechanism.parameter.number("sLen").unwrap_or(0));
            if hash.is_none_or(|hash| hash.length() + salt + 2 > length) {
                return Err(CKR_MECHANISM_PARAM_INVALID);
            }
        }
        let context: Vec<u8> = mechanism
            .parameter
            .fields
            .iter()
            .flat_map(|(_, field)| match field {
                Field::Number(number) => number.to_be_bytes().to_vec(),
                Field::Bytes(bytes) => bytes.clone().unwrap_or_default(),
                _ => Vec::new(),
            })
            .collect();
        let hasher = hash.filter(|_| scheme != Scheme::Hmac).map(Hash::start);
        Ok(Self { scheme, identity: key.identity(), context, length, hash, hasher, message: Vec::new() })
    }

    pub(super) fn length(&self) -> usize {
        self.length
    }

    pub(super) fn update(&mut self, data: &[u8]) {
        match &mut self.hasher {
            Some(hasher) => hasher.update(data),
            None => self.message.extend_from_slice(data),
        }
    }

    /// The signature of all that was given.
    pub(super) fn finish(mut self) -> Rv<Vec<u8>> {
        if let (Scheme::Hmac, Some(hash)) = (self.scheme, self.hash) {
            let mut mac = hash.hmac(&self.identity, &self.message);
            mac.truncate(self.length);
            return Ok(mac);
        }
        let message = match self.hasher.take() {
            Some(hasher) if self.scheme == Scheme::RsaPkcs => {
                [self.hash.map_or(&b""[..], Hash::digest_info), &hasher.finish()].concat()
            }
            Some(hasher) => hasher.finish(),
            None => {
                let longest = match self.scheme {
                    Scheme::RsaPkcs => self.length.saturating_sub(11),
                    Scheme::RsaRaw => self.length,
                    _ => usize::MAX,
                };
                if self.message.len() > longest {
                    return Err(CKR_DATA_LEN_RANGE);
                }
                self.message
            }
        };
        let scheme = [self.scheme as u8];
        let mut signature = toy::expand(&[b"signature", &scheme, &self.identity, &self.context, &message], self.length);
        let rsa = matches!(self.scheme, Scheme::RsaPkcs | Scheme::RsaPss | Scheme::RsaRaw);
        if let Some(first) = signature.first_mut().filter(|_| rsa) {
            *first &= 0x7f; // below the modulus
        }
        Ok(signature)
    }
}

/// Length of a signature.
fn length(mechanism: &Mechanism, key: &Object, name: &str, hash: Option<Hash>) -> Rv<usize> {
    let set = key.number(CKA_PARAMETER_SET).map_or(0, size);
    let pick = |sizes: &[usize], index: usize| sizes.get(index).copied().unwrap_or(sizes[0]);
    let natural = match name {
        _ if name.contains("RSA") => key.width(),
        _ if name.contains("ECDSA") => 2 * key.width(),
        _ if name.contains("EDDSA") => 2 * key.width(),
        _ if name.contains("SLH_DSA") => pick(&[7856, 17088, 16224, 35664, 29792, 49856], set.saturating_sub(1) / 2),
        _ if name.contains("ML_DSA") => pick(&[2420, 3309, 4627], set.saturating_sub(1)),
        _ if name.starts_with("DSA") => 2 * key.bytes(CKA_SUBPRIME).len().max(20),
        _ if name.contains("HMAC") => hash.map_or(32, Hash::length),
        _ if name.starts_with("HSS") || name.starts_with("XMSS") => 2500,
        _ if name.starts_with("GOSTR3410") => 64,
        "AES_XCBC_MAC_96" => 12,
        _ if name.contains("CMAC") || name.contains("GMAC") || name.contains("XCBC") => shape::block(mechanism.type_),
        _ if name.contains("_MAC") => shape::block(mechanism.type_) / 2,
        _ => 32,
    };
    if !name.ends_with("_GENERAL") {
        return Ok(natural);
    }
    let asked = mechanism.parameter.number("ulMacLength").or(mechanism.parameter.as_number());
    let most = if name.contains("_MAC_GENERAL") { shape::block(mechanism.type_) } else { natural };
    asked.map(size).filter(|asked| *asked <= most).ok_or(CKR_MECHANISM_PARAM_INVALID)
}

/// A block with data in it that the other half of the key pair gets out again.
pub(super) fn recoverable(identity: &[u8], label: &[u8], block: &[u8]) -> Vec<u8> {
    let seed = toy::seed(&[b"recover", identity, label]);
    let xor = |(place, byte): (usize, &u8)| byte ^ toy::stream(seed, place as u64);
    let mut out: Vec<u8> = block.iter().enumerate().map(xor).collect();
    if let (Some(out), Some(first)) = (out.first_mut(), block.first()) {
        *out = *first; // small, hence below the modulus
    }
    out
}

impl Signer {
    /// A signature with the data in it.
    pub(super) fn recoverable(&self, data: &[u8]) -> Rv<Vec<u8>> {
        let padding = self.length.checked_sub(data.len() + 3).filter(|padding| *padding >= 8);
        let padding = vec![0xff; padding.ok_or(CKR_DATA_LEN_RANGE)?];
        Ok(recoverable(&self.identity, b"sign", &[&[0, 1], &padding[..], &[0], data].concat()))
    }

    /// The data in such a signature.
    pub(super) fn recover(&self, signature: &[u8]) -> Rv<Vec<u8>> {
        if signature.len() != self.length {
            return Err(CKR_SIGNATURE_LEN_RANGE);
        }
        let block = recoverable(&self.identity, b"sign", signature);
        let body = block.strip_prefix(&[0, 1]).ok_or(CKR_SIGNATURE_INVALID)?;
        let padding = body.iter().take_while(|byte| **byte == 0xff).count();
        body[padding..].strip_prefix(&[0]).map(<[u8]>::to_vec).ok_or(CKR_SIGNATURE_INVALID)
    }
}
