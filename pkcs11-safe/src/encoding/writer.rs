//! X.690, chapter 10: DER out. A structure is described first and written once, into a buffer of its exact size: secrets
//! leave no copies behind in buffers that were too small.

use super::reader::{length_of_length, tag};

/// A structure to write.
#[derive(Clone, Copy)]
pub(super) enum Node<'a> {
    /// DER as it is.
    Raw(&'a [u8]),
    /// An INTEGER: a big-endian number that is not negative, with or without zeros in front, empty for zero.
    Uint(&'a [u8]),
    /// An element of this tag around bytes.
    Bytes(u8, &'a [u8]),
    /// An element of this tag around others.
    Nest(u8, &'a [Node<'a>]),
    /// A BIT STRING of whole bytes, with this tag, around others.
    Bits(u8, &'a [Node<'a>]),
}

impl<'a> Node<'a> {
    pub(super) const fn sequence(nodes: &'a [Self]) -> Self {
        Self::Nest(tag::SEQUENCE, nodes)
    }

    /// The DER.
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.len());
        self.write(&mut out);
        out
    }

    fn content_len(&self) -> usize {
        match self {
            Self::Raw(bytes) | Self::Bytes(_, bytes) => bytes.len(),
            Self::Uint(number) => uint_len(number),
            Self::Nest(_, nodes) => nodes.iter().map(Self::len).sum(),
            Self::Bits(_, nodes) => 1 + nodes.iter().map(Self::len).sum::<usize>(),
        }
    }

    fn len(&self) -> usize {
        let content = self.content_len();
        if matches!(self, Self::Raw(_)) { content } else { 1 + length_of_length(content) + content }
    }

    fn write(&self, out: &mut Vec<u8>) {
        match *self {
            Self::Raw(bytes) => out.extend_from_slice(bytes),
            Self::Uint(number) => {
                self.header(tag::INTEGER, out);
                let number = without_zeros(number);
                if number.first().is_none_or(|first| first & 0x80 != 0) {
                    out.push(0);
                }
                out.extend_from_slice(number);
            }
            Self::Bytes(tag, bytes) => {
                self.header(tag, out);
                out.extend_from_slice(bytes);
            }
            Self::Nest(tag, nodes) => {
                self.header(tag, out);
                nodes.iter().for_each(|node| node.write(out));
            }
            Self::Bits(tag, nodes) => {
                self.header(tag, out);
                out.push(0);
                nodes.iter().for_each(|node| node.write(out));
            }
        }
    }

    fn header(&self, tag: u8, out: &mut Vec<u8>) {
        let (header, len) = header(tag, self.content_len());
        out.extend_from_slice(&header[..len]);
    }
}

/// The most bytes of a tag and a length.
pub(super) const HEADER: usize = 2 + size_of::<usize>();

/// Tag and length of an element, in the first so many bytes.
#[allow(clippy::cast_possible_truncation, reason = "a length has at most eight bytes, a short one is below 0x80")]
pub(super) fn header(tag: u8, content: usize) -> ([u8; HEADER], usize) {
    let mut header = [0; HEADER];
    header[0] = tag;
    let used = length_of_length(content);
    if used == 1 {
        header[1] = content as u8;
    } else {
        let bytes = content.to_be_bytes();
        header[1] = 0x80 | (used - 1) as u8;
        header[2..=used].copy_from_slice(&bytes[bytes.len() + 1 - used..]);
    }
    (header, 1 + used)
}

/// The length of an INTEGER's content.
pub(super) fn uint_len(number: &[u8]) -> usize {
    let number = without_zeros(number);
    number.len() + usize::from(number.first().is_none_or(|first| first & 0x80 != 0))
}

/// A big-endian number without the zero bytes in front: zero is empty.
pub(super) fn without_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    &number[zeros..]
}
