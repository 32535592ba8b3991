//! Finding a token: that it is the one that was meant.

use super::super::input::Input;
use super::super::scripted::Scripted;
use super::Raw;
use super::answer::Player;
use super::expected::text;
use pkcs11_safe::{Context, Error, TokenFilter, Ulong};
use pkcs11_sys::{CK_TOKEN_INFO, CKF_TOKEN_INITIALIZED};

/// What token is looked for.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    label: Option<String>,
    prefix: Option<String>,
    serial: Option<String>,
    manufacturer: Option<String>,
    model: Option<String>,
    slot: Option<Ulong>,
    uninitialized: bool,
}

impl Wanted {
    pub(super) fn choose(input: &mut Input<'_>) -> Self {
        let which = input.byte();
        let mut text = |bit: u8| (which & bit != 0).then(|| String::from_utf8_lossy(input.short()).into_owned());
        let (label, prefix, serial, manufacturer, model) = (text(1), text(2), text(4), text(8), text(16));
        let slot = (which & 32 != 0).then(|| Ulong::from(input.byte()));
        Self { label, prefix, serial, manufacturer, model, slot, uninitialized: which & 64 != 0 }
    }

    fn filter(&self) -> TokenFilter {
        let add = |filter, value: &Option<String>, method: fn(TokenFilter, String) -> TokenFilter| match value {
            Some(value) => method(filter, value.clone()),
            None => filter,
        };
        let filter = add(TokenFilter::new(), &self.label, TokenFilter::label);
        let filter = add(filter, &self.prefix, TokenFilter::label_prefix);
        let filter = add(filter, &self.serial, TokenFilter::serial_number);
        let filter = add(filter, &self.manufacturer, TokenFilter::manufacturer);
        let filter = add(filter, &self.model, TokenFilter::model);
        let filter = self.slot.map_or(filter.clone(), |slot| filter.slot(slot));
        if self.uninitialized { filter.uninitialized() } else { filter }
    }

    /// Whether a token is the one, by its raw struct; the slot aside.
    fn fits(&self, raw: &CK_TOKEN_INFO) -> bool {
        let is = |wanted: &Option<String>, found: &str| wanted.as_ref().is_none_or(|wanted| trimmed(wanted) == found);
        let label = text(&{ raw.label });
        let labelled = self.label.as_ref().is_none_or(|wanted| {
            let (wanted, found) = (trimmed(wanted), label.as_str());
            found == wanted || (found.starts_with(&format!("{wanted} (")) && found.ends_with(')'))
        });
        labelled
            && self.prefix.as_ref().is_none_or(|prefix| label.starts_with(prefix.trim_start_matches([' ', '\0'])))
            && is(&self.serial, &text(&{ raw.serialNumber }))
            && is(&self.manufacturer, &text(&{ raw.manufacturerID }))
            && is(&self.model, &text(&{ raw.model }))
            && (self.uninitialized || raw.flags & CKF_TOKEN_INITIALIZED != 0)
    }
}

/// What is wanted, without the padding that a field has: blanks and NULs, and no other space.
fn trimmed(wanted: &str) -> &str {
    wanted.trim_matches([' ', '\0'])
}

pub(super) fn token(scripted: &Scripted<Player>, context: &Context, wanted: &Wanted) {
    let found = context.find_token(&wanted.filter());
    let player = scripted.state();
    let fitting = player.structures.iter().filter(|raw| wanted.fits(&CK_TOKEN_INFO::of(raw))).count();
    match found {
        Ok(slot) => {
            assert!(wanted.slot.is_none_or(|id| id == slot.id()));
            if player.is_plain() {
                assert!(fitting > 0, "found a token that is not the one: {wanted:?}");
                assert!(fitting == 1 || wanted.slot.is_some(), "several fit: {wanted:?}");
            }
        }
        Err(error @ Error::NotFound { .. }) => {
            assert!(!error.to_string().is_empty());
            assert!(fitting == 0 || wanted.slot.is_some(), "not found, and it was there: {wanted:?}");
        }
        Err(error @ Error::Ambiguous { .. }) => {
            assert!(error.to_string().contains("several"));
            assert!(fitting > 1 || !player.is_plain());
        }
        Err(error) => player.explains(&error),
    }
}
