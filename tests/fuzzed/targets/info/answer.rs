//! The module's side: structs and lists as the input has them.

use super::super::input::{Input, Tape};
use pkcs11_safe::Error;
use pkcs11_sys::*;
use support::module::Scene;

/// What the module answers with, and what it has written.
#[derive(Default)]
pub(super) struct Player {
    tape: Tape,
    /// The structs, as they were once written.
    pub(super) structures: Vec<Vec<u8>>,
    /// The lists, and the counts that came with them.
    pub(super) lists: Vec<(Vec<CK_ULONG>, CK_ULONG)>,
    codes: Vec<CK_RV>,
    /// Whether a struct or list was left alone, or not written to its end, or lied about.
    lied: bool,
}

/// Text fields as one finds them, and as one does not.
const FIELDS: &[&[u8]] = &[
    b"Nitrokey",
    b"Nitrokey (UserPIN)              ",
    b"  padded on both ends  ",
    b"\0\0NUL\0\0",
    b"caf\xe9",
    "日本語のトークン".as_bytes(),
    b"\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5\xa5",
    b"\xe2\x82",
    b"\" \x1b[31m\r\n",
];

const CODES: &[CK_RV] = &[
    CKR_SLOT_ID_INVALID,
    CKR_TOKEN_NOT_PRESENT,
    CKR_BUFFER_TOO_SMALL,
    CKR_DEVICE_REMOVED,
    CKR_FUNCTION_NOT_SUPPORTED,
    CKR_MECHANISM_INVALID,
    CKR_VENDOR_DEFINED | 7,
];

impl Player {
    pub(super) fn new(input: &mut Input<'_>) -> Self {
        Self { tape: Tape::new(input), ..Self::default() }
    }

    pub(super) fn answer(&mut self, scene: &mut Scene<'_>) -> CK_RV {
        let mut tape = core::mem::take(&mut self.tape);
        let rv = tape.read(|input| self.play(scene, input));
        self.tape = tape;
        self.codes.push(rv);
        rv
    }

    fn play(&mut self, scene: &mut Scene<'_>, input: &mut Input<'_>) -> CK_RV {
        if let Some(size) = scene.structure() {
            return self.structure(scene, input, size);
        }
        if scene.asks_size() || scene.lists() {
            return self.list(scene, input);
        }
        scene.act()
    }

    fn structure(&mut self, scene: &mut Scene<'_>, input: &mut Input<'_>, size: usize) -> CK_RV {
        let mut bytes = vec![b' '; size];
        match input.byte() {
            // As an honest module has it.
            0 => {
                let rv = scene.act();
                if rv == CKR_OK {
                    self.structures.push(scene.structured());
                }
                return rv;
            }
            1 => {
                self.lied = true;
                return CKR_OK;
            }
            2 => return input.pick(CODES),
            // Fields one after the other: text of the list, or bytes.
            3..0x40 => {
                let mut at = 0;
                while at < size && input.left() > 0 {
                    let field = match input.byte() {
                        choice @ 0..0x80 => FIELDS[usize::from(choice) % FIELDS.len()],
                        choice => input.bytes(usize::from(choice) - 0x7f),
                    };
                    let width = [8, 16, 32, 64][input.below(4)];
                    let end = (at + width).min(size);
                    for (to, from) in bytes[at..end].iter_mut().zip(field) {
                        *to = *from;
                    }
                    at = end;
                }
            }
            _ => {
                let given = input.bytes(size);
                bytes[..given.len()].copy_from_slice(given);
            }
        }
        scene.write_structure(&bytes);
        self.structures.push(bytes);
        CKR_OK
    }

    fn list(&mut self, scene: &mut Scene<'_>, input: &mut Input<'_>) -> CK_RV {
        let choice = input.byte();
        if choice == 0xff {
            return input.pick(CODES);
        }
        let Some(room) = scene.room() else {
            // How many there are, or any number.
            let announced = if choice < 0x80 { CK_ULONG::from(choice % 8) } else { input.length(4) };
            scene.report(announced);
            return CKR_OK;
        };
        if choice == 0xfe {
            self.lied = true;
            return CKR_OK;
        }
        let count = if choice < 0x80 { room } else { input.below(16) };
        let numbers: Vec<CK_ULONG> = (0..count)
            .map(|_| match input.byte() {
                byte @ 0..0xf0 => CK_ULONG::from(byte),
                0xf0 => CK_UNAVAILABLE_INFORMATION,
                _ => input.ulong(),
            })
            .collect();
        let written = scene.write_numbers(&numbers);
        let reported = if choice < 0xc0 { numbers[..written].len() as CK_ULONG } else { input.length(room) };
        scene.report(reported);
        self.lists.push((numbers[..written].to_vec(), reported));
        CKR_OK
    }

    /// An error is what the module returned, or blames it for what it did.
    pub(super) fn explains(&self, error: &Error) {
        match error {
            Error::Call { rv, .. } | Error::Refused { rv, .. } => {
                assert!(self.codes.contains(&rv.raw()), "{error}, and the module did not say so");
            }
            Error::Module { .. } => assert!(!self.codes.is_empty()),
            other => panic!("an error of another kind: {other}"),
        }
    }

    /// Whether the last answer was one that can be compared with what was read.
    pub(super) fn is_plain(&self) -> bool {
        !self.lied
    }
}
