//! Toy ciphers: a key stream, xor. Lengths, paddings, tags and when what comes out are those of the real ones: padded block
//! ciphers hold a block back, authenticated ones give plaintext in the last call alone, RSA is one part.

use super::memory::{Rv, size};
use super::object::Object;
use super::parameter::{Field, Mechanism};
use super::shape::{self, Hash};
use super::signer::recoverable;
use super::toy;
use pkcs11_sys::*;

/// How lengths go.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shape {
    /// A byte for a byte.
    Stream,
    /// Whole blocks of so many bytes, and nothing left over.
    Block(usize),
    /// Blocks, padded at the end.
    Padded(usize),
    /// A byte for a byte, and a tag at the end.
    Aead { tag: usize, declared: Option<usize> },
    /// One block of RSA: its length, what padding needs, whether there is any.
    Rsa { block: usize, overhead: usize, padded: bool },
    /// AES key wrap: eight bytes more, whole half-blocks; with padding, any length.
    Wrap { padded: bool },
}

/// An encryption or a decryption under way.
#[derive(Clone, Debug)]
pub(super) struct Cipher {
    encrypts: bool,
    shape: Shape,
    seed: u64,
    identity: Vec<u8>,
    label: Vec<u8>,
    place: u64,
    pending: Vec<u8>,
    /// What the tag is over.
    authenticated: Vec<u8>,
}

impl Cipher {
    pub(super) fn new(mechanism: &Mechanism, key: &Object, encrypts: bool) -> Rv<Self> {
        let label = label(mechanism);
        let identity = key.identity();
        let seed = toy::seed(&[b"cipher", &identity, &label]);
        let shape = shape_of(mechanism, key)?;
        let authenticated = associated(mechanism);
        Ok(Self { encrypts, shape, seed, identity, label, place: 0, pending: Vec::new(), authenticated })
    }

    /// The key stream over the next bytes. Blocks without a chain start over with each block.
    fn xor(&mut self, data: &[u8]) -> Vec<u8> {
        let out = data.iter().zip(self.place..).map(|(byte, place)| byte ^ toy::stream(self.seed, place)).collect();
        self.place += data.len() as u64;
        out
    }

    pub(super) fn one_part(&self) -> bool {
        matches!(self.shape, Shape::Rsa { .. } | Shape::Wrap { .. })
    }

    /// Takes a part, and gives what it can.
    pub(super) fn update(&mut self, part: &[u8]) -> Rv<Vec<u8>> {
        self.pending.extend_from_slice(part);
        let ready = match self.shape {
            Shape::Stream => self.pending.len(),
            Shape::Block(block) => self.pending.len() / block * block,
            Shape::Padded(block) if self.encrypts => self.pending.len() / block * block,
            Shape::Padded(block) => self.pending.len().saturating_sub(1) / block * block,
            Shape::Aead { .. } if self.encrypts => self.pending.len(),
            Shape::Aead { .. } | Shape::Rsa { .. } | Shape::Wrap { .. } => 0,
        };
        let part: Vec<u8> = self.pending.drain(..ready).collect();
        let out = self.xor(&part);
        if matches!(self.shape, Shape::Aead { .. }) {
            self.authenticated.extend_from_slice(&out);
        }
        Ok(out)
    }

    fn length_error(&self) -> CK_RV {
        if self.encrypts { CKR_DATA_LEN_RANGE } else { CKR_ENCRYPTED_DATA_LEN_RANGE }
    }

    /// Gives what is left.
    pub(super) fn finish(mut self) -> Rv<Vec<u8>> {
        let rest = core::mem::take(&mut self.pending);
        match self.shape.clone() {
            Shape::Stream | Shape::Block(_) => {
                if rest.is_empty() {
                    Ok(rest)
                } else {
                    Err(self.length_error())
                }
            }
            Shape::Padded(block) if self.encrypts => {
                let padding = block - rest.len();
                let padded = [rest, vec![u8::try_from(padding).unwrap_or(0); padding]].concat();
                Ok(self.xor(&padded))
            }
            Shape::Padded(block) => {
                if rest.len() != block {
                    return Err(CKR_ENCRYPTED_DATA_LEN_RANGE);
                }
                let mut plain = self.xor(&rest);
                let padding = usize::from(plain[block - 1]);
                if padding == 0
                    || padding > block
                    || plain[block - padding..].iter().any(|byte| usize::from(*byte) != padding)
                {
                    return Err(CKR_ENCRYPTED_DATA_INVALID);
                }
                plain.truncate(block - padding);
                Ok(plain)
            }
            Shape::Aead { tag, declared } if self.encrypts => {
                let length = usize::try_from(self.place).unwrap_or(usize::MAX);
                if declared.is_some_and(|declared| declared != length) {
                    return Err(CKR_DATA_LEN_RANGE);
                }
                Ok(self.tag(tag))
            }
            Shape::Aead { tag, declared } => {
                let split = rest.len().checked_sub(tag).ok_or(CKR_ENCRYPTED_DATA_LEN_RANGE)?;
                if declared.is_some_and(|declared| declared != split) {
                    return Err(CKR_ENCRYPTED_DATA_LEN_RANGE);
                }
                self.authenticated.extend_from_slice(&rest[..split]);
                if self.tag(tag) != rest[split..] {
                    return Err(CKR_AEAD_DECRYPT_FAILED);
                }
                Ok(self.xor(&rest[..split]))
            }
            Shape::Rsa { block, overhead, padded } => self.rsa(&rest, block, overhead, padded),
            Shape::Wrap { padded } => self.wrap(rest, padded),
        }
    }

    /// The tag over all that was authenticated.
    pub(super) fn tag(&self, length: usize) -> Vec<u8> {
        toy::expand(&[b"tag", &self.seed.to_be_bytes(), &self.authenticated], length)
    }

    fn rsa(&self, data: &[u8], block: usize, overhead: usize, padded: bool) -> Rv<Vec<u8>> {
        if !self.encrypts {
            if data.len() != block {
                return Err(CKR_ENCRYPTED_DATA_LEN_RANGE);
            }
            let plain = recoverable(&self.identity, &self.label, data);
            if !padded {
                return Ok(plain);
            }
            let body = plain.strip_prefix(&[0, 2]).ok_or(CKR_ENCRYPTED_DATA_INVALID)?;
            let end = body.iter().position(|byte| *byte == 0).ok_or(CKR_ENCRYPTED_DATA_INVALID)?;
            return Ok(body[end + 1..].to_vec());
        }
        if data.len() + overhead > block {
            return Err(CKR_DATA_LEN_RANGE);
        }
        if !padded {
            let plain = [vec![0; block - data.len()], data.to_vec()].concat();
            return Ok(recoverable(&self.identity, &self.label, &plain));
        }
        let noise = toy::expand(&[b"padding", data, &self.identity], block - data.len() - 3);
        let noise: Vec<u8> = noise.into_iter().map(|byte| byte.max(1)).collect();
        Ok(recoverable(&self.identity, &self.label, &[&[0, 2], &noise[..], &[0], data].concat()))
    }

    /// Key wrap: a check value that says how much of the rest is padding, then the rest.
    fn wrap(&mut self, data: Vec<u8>, padded: bool) -> Rv<Vec<u8>> {
        let check = toy::expand(&[b"check", &self.identity], 7);
        if self.encrypts {
            let padding = data.len().next_multiple_of(8) - data.len();
            if padding != 0 && !padded || data.is_empty() {
                return Err(CKR_DATA_LEN_RANGE);
            }
            let whole = [check, vec![u8::try_from(padding).unwrap_or(0)], data, vec![0; padding]].concat();
            return Ok(self.xor(&whole));
        }
        if data.len() < 16 || !data.len().is_multiple_of(8) {
            return Err(CKR_ENCRYPTED_DATA_LEN_RANGE);
        }
        let plain = self.xor(&data);
        let padding = usize::from(plain[7]);
        if plain[..7] != check || padding > 7 || padding != 0 && !padded {
            return Err(CKR_ENCRYPTED_DATA_INVALID);
        }
        Ok(plain[8..plain.len() - padding].to_vec())
    }

    /// One message with a tag of its own: associated data, what goes in, the tag that it has or gets.
    pub(super) fn message(mut self, associated: &[u8], data: &[u8]) -> (Vec<u8>, Vec<u8>) {
        self.authenticated = associated.to_vec();
        let out = self.xor(data);
        self.authenticated.extend_from_slice(if self.encrypts { &out } else { data });
        let tag = self.tag(64);
        (out, tag)
    }
}

/// What of the parameter the key stream depends on: all of it that both sides share.
fn label(mechanism: &Mechanism) -> Vec<u8> {
    let parameter = &mechanism.parameter;
    if parameter.structure.is_none() {
        return parameter.bytes.clone();
    }
    let fields = parameter.fields.iter().filter(|(name, _)| !matches!(*name, "pAAD" | "pTag" | "pMAC"));
    fields
        .flat_map(|(_, field)| match field {
            Field::Bytes(bytes) => bytes.clone().unwrap_or_default(),
            Field::Struct(Some(inner)) => inner.bytes.clone(),
            _ => Vec::new(),
        })
        .collect()
}

/// The associated data in the parameter.
fn associated(mechanism: &Mechanism) -> Vec<u8> {
    mechanism.parameter.buffer("pAAD").unwrap_or_default().to_vec()
}

fn shape_of(mechanism: &Mechanism, key: &Object) -> Rv<Shape> {
    let name = shape::name(mechanism.type_);
    let parameter = &mechanism.parameter;
    let block = shape::block(mechanism.type_);
    Ok(match name {
        "RSA_X_509" => Shape::Rsa { block: key.width(), overhead: 0, padded: false },
        _ if name.contains("OAEP") => {
            let hash = parameter.number("hashAlg").and_then(shape::hash).map_or(20, Hash::length);
            if parameter.structure.is_some()
                && parameter.number("source") != Some(CKZ_DATA_SPECIFIED)
                && parameter.buffer("pSourceData").is_some()
            {
                return Err(CKR_MECHANISM_PARAM_INVALID);
            }
            Shape::Rsa { block: key.width(), overhead: 2 * hash + 2, padded: true }
        }
        _ if name.starts_with("RSA_") && !name.contains("AES") => {
            Shape::Rsa { block: key.width(), overhead: 11, padded: true }
        }
        _ if name.contains("_GCM") => {
            let bits = parameter.number("ulTagBits").map_or(128, size);
            if bits > 128 || !bits.is_multiple_of(8) {
                return Err(CKR_MECHANISM_PARAM_INVALID);
            }
            Shape::Aead { tag: bits / 8, declared: None }
        }
        _ if name.contains("_CCM") => {
            let tag = parameter.number("ulMACLen").map_or(16, size);
            let nonce = parameter.buffer("pNonce").map_or(0, <[u8]>::len);
            if !(4..=16).contains(&tag) || !tag.is_multiple_of(2) || !(7..=13).contains(&nonce) {
                return Err(CKR_MECHANISM_PARAM_INVALID);
            }
            Shape::Aead { tag, declared: parameter.number("ulDataLen").map(size) }
        }
        _ if name.contains("POLY1305") => Shape::Aead { tag: 16, declared: None },
        "AES_KEY_WRAP" => Shape::Wrap { padded: false },
        _ if name.contains("KEY_WRAP") => Shape::Wrap { padded: true },
        _ if name.ends_with("_CBC_PAD") => Shape::Padded(block),
        _ if name.ends_with("_CBC") || name.ends_with("_ECB") => Shape::Block(block),
        _ => Shape::Stream,
    })
}
