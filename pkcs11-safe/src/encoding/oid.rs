//! X.690, 8.19: object identifiers. Tables write them dotted, keys hold them as DER; this turns one into the other, at
//! compile time.

/// The DER of an object identifier: tag, length and content.
#[derive(Clone, Copy)]
pub(super) struct Oid {
    bytes: [u8; Self::ROOM],
    len: usize,
}

impl Oid {
    /// More than any row needs; what does not fit is an error of the compiler.
    const ROOM: usize = 16;

    /// The DER of arcs such as `1.3.101.112`.
    ///
    /// # Panics
    ///
    /// If the text is no object identifier of at most 14 bytes: meant for constants, where that does not compile.
    #[allow(clippy::cast_possible_truncation, reason = "below ROOM")]
    pub(super) const fn new(dotted: &str) -> Self {
        let text = dotted.as_bytes();
        let mut oid = Self { bytes: [0; Self::ROOM], len: 2 };
        let (mut at, mut arc, mut count, mut first) = (0, 0_u32, 0, 0);
        while at <= text.len() {
            if at < text.len() && text[at] != b'.' {
                assert!(text[at].is_ascii_digit(), "an object identifier is digits and points");
                arc = arc * 10 + (text[at] - b'0') as u32;
            } else {
                match count {
                    0 => first = arc,
                    1 => oid = oid.with(first * 40 + arc),
                    _ => oid = oid.with(arc),
                }
                (count, arc) = (count + 1, 0);
            }
            at += 1;
        }
        assert!(count > 2, "an object identifier has at least three arcs here");
        oid.bytes[0] = 0x06;
        oid.bytes[1] = (oid.len - 2) as u8;
        oid
    }

    /// One more number, in groups of seven bits, the most significant first.
    const fn with(mut self, number: u32) -> Self {
        let mut groups = 1;
        while groups < 5 && number >> (7 * groups) != 0 {
            groups += 1;
        }
        while groups > 0 {
            groups -= 1;
            let more = if groups > 0 { 0x80 } else { 0 };
            self.bytes[self.len] = more | (number >> (7 * groups) & 0x7f) as u8;
            self.len += 1;
        }
        self
    }

    /// Tag, length and content.
    pub(super) const fn der(&self) -> &[u8] {
        self.bytes.split_at(self.len).0
    }
}
