//! Choices read off an input, one after the other. An input that has ended goes on with zeros, which choose what is
//! ordinary: so every input can be played to its end.

use pkcs11_sys::{CK_ULONG, CK_UNAVAILABLE_INFORMATION};

/// What is left of an input.
pub(super) struct Input<'a> {
    rest: &'a [u8],
}

impl<'a> Input<'a> {
    pub(super) fn new(input: &'a [u8]) -> Self {
        Self { rest: input }
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.rest.len()
    }

    /// The next byte, without taking it.
    pub(super) fn peek(&self) -> u8 {
        self.rest.first().copied().unwrap_or(0)
    }

    pub(super) fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.rest.split_first() else { return 0 };
        self.rest = rest;
        *first
    }

    /// A number below `count`, which is at most 256.
    pub(super) fn below(&mut self, count: usize) -> usize {
        usize::from(self.byte()) % count
    }

    /// One of several.
    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    pub(super) fn two_bytes(&mut self) -> usize {
        usize::from(self.byte()) << 8 | usize::from(self.byte())
    }

    /// So many bytes, or what there is.
    pub(super) fn bytes(&mut self, length: usize) -> &'a [u8] {
        let (bytes, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        bytes
    }

    /// Bytes behind a byte that says how many there are.
    pub(super) fn short(&mut self) -> &'a [u8] {
        let length = usize::from(self.byte());
        self.bytes(length)
    }

    /// All that is left.
    pub(super) fn rest(&mut self) -> &'a [u8] {
        core::mem::take(&mut self.rest)
    }

    /// A number of the C interface, any of them.
    pub(super) fn ulong(&mut self) -> CK_ULONG {
        let mut bytes = [0; size_of::<CK_ULONG>()];
        let given = self.bytes(bytes.len());
        bytes[..given.len()].copy_from_slice(given);
        CK_ULONG::from_le_bytes(bytes)
    }

    /// A length that a module might report, where it was given room for `room`: those at which something changes, and
    /// others.
    pub(super) fn length(&mut self, room: usize) -> CK_ULONG {
        let room = CK_ULONG::try_from(room).unwrap_or(CK_ULONG::MAX);
        match self.byte() {
            0 => room,
            1 => 0,
            2 => room.saturating_sub(1),
            3 => room.saturating_add(1),
            4 => room.saturating_add(8),
            5 => room / 2,
            6 => room.saturating_mul(2),
            7 => CK_UNAVAILABLE_INFORMATION,
            8 => CK_UNAVAILABLE_INFORMATION - 1,
            9 => 1 << (CK_ULONG::BITS / 2),
            10 => CK_ULONG::MAX / 2 + 1,
            11 => (1 << 28) + 1,
            12 => 1 << 16,
            13 => self.ulong(),
            14 => CK_ULONG::from(self.byte()),
            15 => room.saturating_add(CK_ULONG::from(self.byte())),
            16 => room.saturating_sub(CK_ULONG::from(self.byte())),
            byte => CK_ULONG::from(byte - 16),
        }
    }
}

/// An input that outlives the call it came with: what a script reads as it goes.
#[derive(Default)]
pub(super) struct Tape {
    bytes: Vec<u8>,
    at: usize,
}

impl Tape {
    pub(super) fn new(input: &mut Input<'_>) -> Self {
        Self { bytes: input.rest().to_vec(), at: 0 }
    }

    /// Reads on from where the last reading ended.
    pub(super) fn read<T>(&mut self, read: impl FnOnce(&mut Input<'_>) -> T) -> T {
        let mut input = Input::new(&self.bytes[self.at..]);
        let result = read(&mut input);
        self.at = self.bytes.len() - input.left();
        result
    }
}
