//! Text fields: any bytes are a text, padding is no part of it, and tokens are found by it.

use crate::run::{context, property};
use pkcs11_safe::{Error, SlotInfo, TokenFilter, TokenInfo, Ulong};
use pkcs11_sys::{CK_SLOT_INFO, CK_TOKEN_INFO, CKF_CLOCK_ON_TOKEN};
use proptest::collection::vec;
use proptest::prelude::*;
use support::module::{SlotConfig, TokenConfig};

/// A field of a struct: any bytes; or text with blanks and NULs around it, and that text.
#[derive(Clone, Debug)]
struct Field {
    bytes: Vec<u8>,
    text: Option<String>,
}

const PADDING: [char; 2] = [' ', '\0'];

fn field(size: usize) -> impl Strategy<Value = Field> {
    let padded = (vec(any::<char>(), 0..size), any::<prop::sample::Index>(), vec(prop::sample::select(&PADDING), size))
        .prop_map(move |(letters, left, padding)| {
            let mut text = String::new();
            for letter in letters {
                if text.len() + letter.len_utf8() <= size {
                    text.push(letter);
                }
            }
            let room = size - text.len();
            let (left, right) = padding[..room].split_at(left.index(room + 1));
            let padded: String = left.iter().chain(&text.chars().collect::<Vec<_>>()).chain(right).collect();
            Field { bytes: padded.into_bytes(), text: Some(text.trim_matches(PADDING).to_owned()) }
        });
    prop_oneof![vec(any::<u8>(), size).prop_map(|bytes| Field { bytes, text: None }), padded]
}

impl Field {
    fn array<const N: usize>(&self) -> [u8; N] {
        self.bytes.clone().try_into().expect("is as long as the field")
    }

    /// Asserts that this is what was made of it.
    #[track_caller]
    fn assert(&self, found: &str) {
        assert_eq!(found, found.trim_matches(PADDING));
        match &self.text {
            Some(text) => assert_eq!(found, text),
            None => {
                // What is no UTF-8 shows as a replacement; everything else is kept, in order.
                let is_padding = |byte: &u8| PADDING.contains(&char::from(*byte));
                let left = self.bytes.iter().take_while(|byte| is_padding(byte)).count();
                let right = self.bytes[left..].iter().rev().take_while(|byte| is_padding(byte)).count();
                let inner = &self.bytes[left..self.bytes.len() - right];
                assert_eq!(found, String::from_utf8_lossy(inner));
            }
        }
    }
}

#[test]
fn any_bytes_are_a_slots_description() {
    property(256, (field(64), field(32), any::<Ulong>()), |(description, manufacturer, flags)| {
        let mut raw = CK_SLOT_INFO::ZERO;
        (raw.slotDescription, raw.manufacturerID) = (description.array(), manufacturer.array());
        raw.flags = flags;
        let info = SlotInfo::from(raw);
        description.assert(&info.description);
        manufacturer.assert(&info.manufacturer);
        assert_eq!(info.flags.bits(), raw.flags);
    });
}

#[test]
fn any_bytes_are_a_tokens_names_and_time() {
    let fields = (field(32), field(32), field(16), field(16), field(16));
    property(256, (fields, any::<bool>()), |((label, manufacturer, model, serial, time), clock)| {
        let mut raw = CK_TOKEN_INFO::ZERO;
        (raw.label, raw.manufacturerID) = (label.array(), manufacturer.array());
        (raw.model, raw.serialNumber, raw.utcTime) = (model.array(), serial.array(), time.array());
        raw.flags = if clock { CKF_CLOCK_ON_TOKEN } else { 0 };
        let info = TokenInfo::from(raw);
        label.assert(&info.label);
        manufacturer.assert(&info.manufacturer);
        model.assert(&info.model);
        serial.assert(&info.serial_number);
        assert_eq!(info.utc_time.is_some(), clock);
        info.utc_time.iter().for_each(|found| time.assert(found));
    });
}

/// A label that fits into its field.
fn label() -> impl Strategy<Value = String> {
    let letters = prop_oneof![
        3 => prop::sample::select(vec!['a', 'b', ' ', '(', ')']),
        1 => any::<char>(),
        1 => prop::sample::select(vec!['\t', '\u{3000}', '\u{a0}', '\n', '\u{fffd}', 'é']),
    ];
    vec(letters, 1..10).prop_map(|letters| {
        let mut text = letters.into_iter().collect::<String>();
        text.truncate((0..=30).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0));
        text
    })
}

/// Whether a token of this label is the one that is asked for: it has the label, or the label and the name of a PIN.
fn is_meant(wanted: &str, found: &str) -> bool {
    let (wanted, found) = (wanted.trim_matches(PADDING), found.trim_matches(PADDING));
    found == wanted || (found.starts_with(&format!("{wanted} (")) && found.ends_with(')'))
}

#[test]
fn a_token_is_found_by_its_label_with_any_blanks_around_it() {
    let blanks = || vec(prop::sample::select(&PADDING), 0..4).prop_map(String::from_iter);
    property(192, (label(), label(), blanks(), blanks()), |(one, other, before, after)| {
        let claim = support::module::claim();
        claim.configure(|config| {
            let slot = |id, label: &str| SlotConfig {
                id,
                description: "slot".to_owned(),
                token: Some(TokenConfig::new(label)),
            };
            config.slots = vec![slot(1, &one), slot(2, &other)];
        });
        let context = context(&claim);
        let wanted = format!("{before}{}{after}", one.trim_matches(PADDING));
        let meant: Vec<_> = [&one, &other].into_iter().filter(|label| is_meant(&wanted, label)).collect();
        match context.find_token(&TokenFilter::new().label(&wanted)) {
            Ok(slot) => assert_eq!((meant.len(), slot.id()), (1, 1), "{wanted:?} among {one:?} and {other:?}"),
            Err(Error::Ambiguous { .. }) => assert_eq!(meant.len(), 2, "{wanted:?} among {one:?} and {other:?}"),
            Err(error) => panic!("{wanted:?} among {one:?} and {other:?}: {error}"),
        }
        for slot in context.tokens().expect("lists") {
            let text = slot.token_info().expect("tells").label;
            assert_eq!(text, [&one, &other][usize::from(slot.id() == 2)].trim_matches(PADDING));
        }
    });
}
